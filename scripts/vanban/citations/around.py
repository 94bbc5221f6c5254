"""What a text says around its mentions that resolving needs and the mentions don't hold.

Names it introduces (``sau đây gọi tắt là Luật A``), the subject that follows a meeting's name
(``Nghị quyết Trung ương 5 khóa XII về kinh tế tư nhân``), laws still to be made (``dự án
Luật A``, ``Luật A (sửa đổi)``), and laws in another document's title, which mean the version of
that document's day (``Nghị định số 03/2014/NĐ-CP … quy định chi tiết một số điều của Bộ luật A``).
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
    the folded words that follow it, ``DRAFT`` for one that isn't made yet, ``IN_TITLE`` or
    ``DETAILED`` and a day (``2014-01-16``, ``2014`` or nothing) for a law in the title of a
    document of that day, which details it when it is ``DETAILED``."""

    aliases: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    topics: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))


NOTHING = Around()
DRAFT = "(du thao)"
IN_TITLE = "(trong ten van ban) "
DETAILED = "(duoc quy dinh chi tiet) "
_DETAILS = re.compile(r"quy\s+định\s+chi\s+tiết|hướng\s+dẫn\s+thi\s+hành", re.IGNORECASE)
_BEFORE_DRAFT = re.compile(
    r"(?:dự\s+án|dự\s+thảo|(?-i:(?<!Bộ\s)(?<!Sở\s))xây\s+dựng|soạn\s+thảo)\s+(?:các\s+)?\Z",
    re.IGNORECASE,
)
_AFTER_DRAFT = re.compile(
    r"\s*\(\s*[Ss]ửa\s+đổi\s*\)"
    r"|\s+sửa\s+đổi\s*(?:[.;\n]|\Z|,(?!\s*bổ\s+sung)|(?:có\s+hiệu\s+lực|được\s+(?:thông\s+qua|ban\s+hành)))"
)
"""In small letters: below a heading ``… một số điều của Luật A`` comes ``Sửa đổi, bổ sung …``."""
_TITLE = 400
"""Characters between a document's number and a law named in its title."""
_TITLE_WORDS = re.compile(
    r"quy\s+định\s+chi\s+tiết|hướng\s+dẫn|sửa\s+đổi|(?<!\w)thi\s+hành(?!\w)|quy\s+định\s+một\s+số\s+điều",
    re.IGNORECASE,
)
_TITLE_ENDS = re.compile(
    r";|\n\s*\n|\.\s|”|(?<!\w)(?:này|thì|căn\s+cứ|theo\s+(?:quy\s+định|điều|khoản|luật|bộ\s+luật)"
    r"|quy\s+định\s+(?:tại|trong)|(?:trái|phù\s+hợp)\s+với"
    r"|được\s+(?:sửa|thay|bãi|bổ|ban|quy)\w*)(?!\w)",
    re.IGNORECASE,
)


def look_around(text: str, mentions: Sequence[Mention]) -> Around:
    """What ``text``, in which ``mentions`` were found in order, says around them."""
    return Around(
        aliases=dict(_aliases(text, mentions)),
        topics={n: t for n in range(len(mentions)) if (t := _topic(text, mentions, n))},
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


def title_day(topic: str) -> str | None:
    """The day a law's name was written on when it stands in another document's title."""
    for sign in (IN_TITLE, DETAILED):
        if topic.startswith(sign):
            return topic[len(sign) :]
    return None


def _title_of(text: str, mentions: Sequence[Mention], n: int) -> str:
    """The day of the document in whose title mention ``n`` stands, with its sign; else ''."""
    law = mentions[n]
    for at in range(n - 1, -1, -1):
        host = mentions[at]
        if law.start - host.end > _TITLE:
            break
        if host.kind == "self" or not host.so_hieu:
            continue
        between = text[host.end : law.start]
        if _TITLE_WORDS.search(between) and not _TITLE_ENDS.search(between):
            sign = DETAILED if _DETAILS.search(between) else IN_TITLE
            return sign + ("" if host.ngay.startswith("--") else host.ngay)
        break
    return ""


def _topic(text: str, mentions: Sequence[Mention], n: int) -> str:
    """What the words about mention ``n`` add to its name (see ``Around.topics``)."""
    mention = mentions[n]
    if mention.kind != "named" or mention.ngay:
        return ""
    if mention.loai not in ("Nghị quyết", "Kết luận"):
        return DRAFT if _unmade(text, mention) else _title_of(text, mentions, n)
    return _subject(text, mention)


def _subject(text: str, mention: Mention) -> str:
    """The folded subject behind a plenum's name: what stands after ``về`` or in quotes."""
    if not _EVENT.match(name_key(mention.surface)):
        return ""
    after = text[mention.end : mention.end + _SUBJECT]
    about = _ABOUT.match(after)
    if not about:
        return ""
    subject = re.split(r"[;.\n]\s|\n\n", after[about.end() :])[0]
    return " ".join(fold(subject).split())
