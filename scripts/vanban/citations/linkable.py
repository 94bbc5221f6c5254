"""Everything in a text that a reader would follow: its mentions, and what points back to one.

``Nghị định nêu trên`` names no document, so it is no mention; but it means one, and is a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.citations.antecedents import ABOVE
from vanban.citations.find import find_mentions
from vanban.citations.pinpoint_text import before
from vanban.model import Mention

_BACK = re.compile(
    r"(?<!\w)(?P<loai>Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư liên tịch|Thông tư|Chỉ thị"
    r"|Quyết định|Quy định|Quy chế|Kết luận|Hướng dẫn|Kế hoạch|Đề án|Chương trình|nghị định|thông tư"
    rf"|nghị quyết|chỉ thị)\s+{ABOVE}\Z"
)
"""A type and that it was named above; in lower case only words that mean nothing else."""
_SEVERAL = re.compile(
    r"(?:(?<!\w)(?:các|những|hai|ba|bốn)|(?<!điều )(?<!khoản )(?<!mục )(?<!chương )(?<!\w)\d+)\s+\Z",
    re.IGNORECASE,
)
_RARE = "trên"
"""The word such a phrase ends with: looking from it is ten times as fast as from the types."""
_PHRASE = 64
"""Characters the longest such phrase takes."""
_WINDOW = 340
_QUOTE = 4000
"""Characters before a place in which a quotation may have begun."""


def linkable(text: str) -> tuple[Mention, ...]:
    """Mentions of ``text`` and what points back to one (kind ``named``), in order, disjoint."""
    found = find_mentions(text)
    back = tuple(_pointing(text, found))
    return tuple(sorted((*found, *back), key=lambda m: m.start)) if back else found


def followed(text: str, found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Those of ``found`` that lead somewhere from a page of ``text``.

    All that mean another document; of those that mean ``text`` itself (``Nghị định này``) the
    ones that point to a clause, save in what it quotes, where they mean the document amended.
    """
    return tuple(
        m for m in found if m.kind != "self" or (m.pinpoint and not _quoted(text, m.start))
    )


def _quoted(text: str, at: int) -> bool:
    """Whether a place lies in a quotation: a block of it, or after a mark that isn't closed."""
    if text[text.rfind("\n", 0, at) + 1 : at].lstrip().startswith(">"):
        return True
    low = max(0, at - _QUOTE)
    if text.rfind("“", low, at) > text.rfind("”", low, at):
        return True
    block = max(low, text.rfind("\n\n", low, at))
    return text.count('"', block, at) % 2 == 1


def _said_above(text: str) -> Iterator[re.Match[str]]:
    """Matches of ``_BACK`` in order."""
    at = text.find(_RARE)
    while at >= 0:
        end = at + len(_RARE)
        if text[at - 1 : at].isspace() and not text[end : end + 1].isalnum():
            m = _BACK.search(text, max(0, at - _PHRASE), end)
            if m:
                yield m
        at = text.find(_RARE, end)


def _pointing(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Single documents said to be named above, where no mention stands."""
    taken = iter(found)
    held = next(taken, None)
    for m in _said_above(text):
        while held is not None and held.end <= m.start():
            held = next(taken, None)
        low = max(0, m.start() - _WINDOW)
        if (held is not None and held.start < m.end()) or _SEVERAL.search(text, low, m.start()):
            continue
        loai = m["loai"]
        flat = text[low : m.start()].replace("\n", " ")
        yield Mention(
            start=m.start(), end=m.end(), surface=m[0], kind="named",
            loai=loai[0].upper() + loai[1:], pinpoint=before(flat, 0, len(flat)),
        )  # fmt: skip
