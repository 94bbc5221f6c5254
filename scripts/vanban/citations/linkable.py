"""Everything in a text that a reader would follow: its mentions, and what points back to one.

``Nghị định nêu trên`` names no document, so it is no mention; but it means one, and is a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.citations.find import find_mentions
from vanban.citations.pinpoint_text import before
from vanban.model import Mention

_BACK = re.compile(
    r"(?<!\w)(?P<loai>Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư liên tịch|Thông tư|Chỉ thị"
    r"|Quyết định|Quy định|Quy chế|Kết luận|Hướng dẫn|Kế hoạch|Đề án|Chương trình|nghị định|thông tư"
    r"|nghị quyết|chỉ thị)\s+(?:đã\s+)?(?:nêu|nói|dẫn)\s+(?:ở\s+)?trên(?!\w)"
)
"""A type and that it was named above; in lower case only words that mean nothing else."""
_SEVERAL = re.compile(
    r"(?:(?<!\w)(?:các|những|hai|ba|bốn)|(?<!điều )(?<!khoản )(?<!mục )(?<!chương )(?<!\w)\d+)\s+\Z",
    re.IGNORECASE,
)
_WINDOW = 340


def linkable(text: str) -> tuple[Mention, ...]:
    """Mentions of ``text`` and what points back to one (kind ``named``), in order, disjoint."""
    found = find_mentions(text)
    if "trên" not in text:
        return found
    back = tuple(_pointing(text, found))
    return tuple(sorted((*found, *back), key=lambda m: m.start)) if back else found


def _pointing(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Single documents said to be named above, where no mention stands."""
    taken = iter(found)
    held = next(taken, None)
    for m in _BACK.finditer(text):
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
