"""Page furniture in the middle of a sentence: running heads of the gazette, page numbers, stamps.

A citation runs on over it, so it's taken out before the rules read the text, and the spans that
are found are put back where they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

_HEAD = re.compile(r"ÔNG BÁO/Số [^\n]{0,60}")
_REST = r"[^\n]{0,200}\n(?:[ \t]*(?:Email|Cơ quan|Thời gian ký|Ngày ký):[^\n]{0,120}(?:\n|\Z)){1,3}"
_STAMP = re.compile(rf"(?:Người ký|Ký bởi):{_REST}")
_GAZETTE = "BÁO/Số "
"""Every page of the gazette shows it; where it isn't, one search of a plain string is the whole cost."""
_LINE = re.compile(r"[ \t\u00a0\f\r]*(?:\d{1,4}[ \t\u00a0]*)?\n")
_EMPTY = re.compile(r"[ \t\u00a0\f\r]*(?:\d{1,4}[ \t\u00a0\f\r]*)?\Z")
_MOST_LINES = 12


class Cut(NamedTuple):
    """A text without furniture: ``at`` are its places where something was taken out, ``sums``
    the characters taken out up to and with each."""

    text: str
    at: tuple[int, ...]
    sums: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of ``text`` as offsets of the text it was made from."""
        before, inside = bisect_right(self.at, start), bisect_left(self.at, end)
        return (
            start + (self.sums[before - 1] if before else 0),
            end + (self.sums[inside - 1] if inside else 0),
        )


def without_furniture(text: str) -> Cut | None:
    """``text`` without heads and stamps; None when there are none, which costs one search."""
    if _GAZETTE not in text:
        return None
    found = [m for form in (_HEAD, _STAMP) for m in form.finditer(text)]
    if not found:
        return None
    spans = sorted(_widened(text, m.start(), m.end()) for m in found)
    pieces, at, sums = [], [], []
    done = kept = gone = 0
    for start, end in spans:
        start = max(start, done)
        if end <= start:
            continue
        pieces.append(text[done:start])
        kept += start - done
        gone += end - start
        at.append(kept)
        sums.append(gone)
        done = end
    if not at:
        return None
    return Cut("".join([*pieces, text[done:]]), tuple(at), tuple(sums))


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """With empty lines and page numbers on both sides; the line end before it stays."""
    start -= text.startswith("CÔNG", start - 1) if start else 0
    for _ in range(_MOST_LINES):
        line = text.rfind("\n", 0, start - 1) + 1 if start else 0
        if not start or text[start - 1] != "\n" or not _EMPTY.match(text, line, start - 1):
            break
        start = line
    if text.startswith("\n", end):
        end += 1
    for _ in range(_MOST_LINES):
        m = _LINE.match(text, end)
        if not m:
            break
        end = m.end()
    return start, end
