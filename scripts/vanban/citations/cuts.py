"""Page furniture in the middle of a sentence: running heads of the gazette, page numbers, stamps.

A citation runs on over it, so it's taken out before the rules read the text, and the spans that
are found are put back where they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_HEAD = "ÔNG BÁO/Số "
"""On every page of the gazette; where it isn't, one search for it is the whole cost."""
# A head's line, then empty lines and page numbers.
_BELOW = re.compile(r"[^\n]{0,200}(?:\n[ \t\r\f\u00a0]*(?:\d{1,4}[ \t\r\f\u00a0]*)?(?=\n)){0,8}\n?")
_SIGNED = ("Thời gian ký:", "Ngày ký:")
_SIGNER = re.compile(
    r"(?:Người ký|Ký bởi):[^\n]{0,200}\n(?:(?:Email|Cơ quan|Thời gian ký|Ngày ký):[^\n]{0,120}(?:\n|\Z)){1,3}\Z"
)
_BLANK = " \t\n\r\f\u00a0"
_REACH = 120
_STAMP = 420


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
    """``text`` without heads and stamps; None when there are no heads."""
    at_heads = list(_places(text, _HEAD))
    if not at_heads:
        return None
    pieces, at, sums = [], [], []
    done = kept = gone = 0
    for head in at_heads:
        start, below = max(done, _above(text, head)), _BELOW.match(text, head)
        end = below.end() if below else head
        if end <= start:
            continue
        pieces.append(text[done:start])
        kept += start - done
        gone += end - start
        at.append(kept)
        sums.append(gone)
        done = end
    return Cut("".join([*pieces, text[done:]]), tuple(at), tuple(sums))


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _above(text: str, head: int) -> int:
    """Before the empty lines, page numbers and stamp in front; the line end before them stays."""
    start = head - text.startswith("C", head - 1) if head else 0
    base = max(0, start - _REACH)
    window = text[base:start]
    rest = window.rstrip(_BLANK)
    for _ in range(2):
        line = rest.rfind("\n") + 1
        if not line or not rest[line:].strip(_BLANK).isdigit() or len(rest) - line > 8:
            break
        rest = rest[:line].rstrip(_BLANK)
    if rest.startswith(_SIGNED, rest.rfind("\n") + 1):
        signed = base + len(rest) + 1
        stamp = _SIGNER.search(text, max(0, signed - _STAMP), signed)
        if stamp:
            return stamp.start()
    line = window.find("\n", len(rest))
    return base + line + 1 if line >= 0 else start
