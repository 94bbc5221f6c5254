"""What a text says around its mentions that resolving needs and the mentions don't hold.

Names it introduces (``sau đây gọi tắt là Luật A``), the subject that follows a meeting's name
(``Nghị quyết Trung ương 5 khóa XII về kinh tế tư nhân``), and laws still to be made (``dự án
Luật A``, ``Luật A (sửa đổi)``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from vanban.citations.names import name_key
from vanban.model import Mention
from vanban.text import fold

_CALLED = re.compile(r"gọi\s+(?:(?:tắt|ngắn gọn)\s+)?là\s*:?\s*[“\"'(*]{0,3}\s*\Z")
_LEAD = 40
"""Characters before an alias in which the words that introduce it stand."""
_REACH = 900
"""Characters before an alias in which its document stands; titles are long."""
_SUBJECT = 160
_EVENT = re.compile(r"ten:(?:nghi quyet|ket luan) (?:trung uong|dai hoi)")
_ABOUT = re.compile(
    r"\s*(?:,?\s*ngày\s[^,;.]{4,30})?(?:\s*của\s[^,;.]{4,60}?)?,?\s*[(“\"]?\s*(?=về\s|\"|“)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """By index of a mention: ``aliases`` names the mention it is another name of, ``topics``
    the folded words that follow it, ``DRAFT`` for one that isn't made yet."""

    aliases: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    topics: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))


NOTHING = Around()
DRAFT = "(du thao)"
_BEFORE_DRAFT = re.compile(
    r"(?:dự\s+án|dự\s+thảo|đề\s+nghị\s+xây\s+dựng|(?<!Bộ )[Xx]ây\s+dựng|soạn\s+thảo)\s+(?:các\s+)?\Z",
    re.IGNORECASE,
)
_AFTER_DRAFT = re.compile(
    r"\s*\(\s*sửa\s+đổi\s*\)|\s+sửa\s+đổi\s*(?:[.;,\n]|\Z|(?:có\s+hiệu\s+lực|được\s+(?:thông\s+qua|ban\s+hành)))",
    re.IGNORECASE,
)


def look_around(text: str, mentions: Sequence[Mention]) -> Around:
    """What ``text``, in which ``mentions`` were found in order, says around them."""
    return Around(
        aliases=dict(_aliases(text, mentions)),
        topics={n: t for n, m in enumerate(mentions) if (t := _topic(text, m))},
    )


def _aliases(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    for n, mention in enumerate(mentions):
        if not n or mention.kind in ("self", "full"):
            continue
        lead = text[max(0, mention.start - _LEAD) : mention.start]
        if "gọi" in lead and _CALLED.search(lead):
            meant = _introduced(text, mentions, n)
            if meant is not None:
                yield n, meant


def _introduced(text: str, mentions: Sequence[Mention], n: int) -> int | None:
    """The one document before the alias it can be a name of; None when two can.

    A number in the alias decides; otherwise its type does, within the same paragraph.
    """
    alias = mentions[n]
    digits = _digits(alias.so_hieu)
    found: list[int] = []
    for at in range(n - 1, -1, -1):
        m = mentions[at]
        if alias.start - m.start > _REACH or "\n\n" in text[m.end : alias.start]:
            break
        if m.kind == "self" or m.loai != alias.loai:
            continue
        if digits and _digits(m.so_hieu) != digits:
            continue
        found.append(at)
    different = {(mentions[at].so_hieu or mentions[at].surface) for at in found}
    return found[-1] if len(different) == 1 else None


def _digits(number: str) -> str:
    m = re.match(r"0*(\d+(?:\.\d+)?[a-z]?)", number)
    return m[1] if m else ""


def _unmade(text: str, mention: Mention) -> bool:
    """A law a text plans: no version that is held can be meant."""
    before = text[max(0, mention.start - 30) : mention.start]
    return bool(
        _BEFORE_DRAFT.search(before) or _AFTER_DRAFT.match(text, mention.end, mention.end + 45)
    )


def _topic(text: str, mention: Mention) -> str:
    """The folded subject behind a plenum's name: what stands after ``về`` or in quotes."""
    if mention.kind != "named" or mention.ngay:
        return ""
    if mention.loai not in ("Nghị quyết", "Kết luận"):
        return DRAFT if _unmade(text, mention) else ""
    if not _EVENT.match(name_key(mention.surface)):
        return ""
    after = text[mention.end : mention.end + _SUBJECT]
    about = _ABOUT.match(after)
    if not about:
        return ""
    subject = re.split(r"[;.\n]\s|\n\n", after[about.end() :])[0]
    return " ".join(fold(subject).split())
