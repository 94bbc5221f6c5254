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
_SIGNED = " ký: "
_SIGNER = ("Người ký:", "Ký bởi:")
_STAMP_LINES = ("Email:", "Cơ quan:", "Thời gian ký:", "Ngày ký:")
_BLANK = " \t\n\r\f\u00a0"
_PAGE = re.compile(r"\d{1,4}\Z")
_REACH = 120


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
    heads = [_line(text, at) for at in _places(text, _HEAD)]
    if not heads:
        return None
    stamps = filter(None, (_stamp(text, at) for at in _places(text, _SIGNED)))
    pieces, at, sums = [], [], []
    done = kept = gone = 0
    for start, end in sorted([*heads, *stamps]):
        start, end = max(done, _back(text, start)), _forward(text, end)
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


def _line(text: str, at: int) -> tuple[int, int]:
    """The line of a head from its first word on."""
    end = text.find("\n", at, at + 2 * _REACH)
    return at - text.startswith("C", at - 1) if at else 0, end if end >= 0 else at + len(_HEAD)


def _stamp(text: str, at: int) -> tuple[int, int] | None:
    """The lines of a signature's stamp; None when the words belong to a sentence."""
    start = text.rfind("\n", 0, at) + 1
    for _ in range(4):
        if text.startswith(_SIGNER, start):
            end = text.find("\n", at)
            return start, end if end >= 0 else len(text)
        if start == 0 or not text.startswith(_STAMP_LINES, start):
            return None
        start = text.rfind("\n", max(0, start - 2 * _REACH), start - 1) + 1
    return None


def _back(text: str, start: int) -> int:
    """Before the empty lines and page numbers in front; the line end before them stays."""
    base = max(0, start - _REACH)
    window = text[base:start]
    rest = window.rstrip(_BLANK)
    for _ in range(2):
        line = rest.rfind("\n") + 1
        if not line or not _PAGE.match(rest[line:].strip(_BLANK)):
            break
        rest = rest[:line].rstrip(_BLANK)
    line = window.find("\n", len(rest))
    return base + line + 1 if line >= 0 else start


def _forward(text: str, end: int) -> int:
    """Behind the empty lines and page numbers that follow, at the beginning of a line."""
    window = text[end : end + _REACH]
    done = 0
    for _ in range(3):
        blank = len(window) - len(window[done:].lstrip(_BLANK))
        line = window.find("\n", blank)
        if line < 0 or not _PAGE.match(window[blank:line].strip(_BLANK)):
            break
        done = line
    last = window.rfind("\n", 0, len(window) - len(window[done:].lstrip(_BLANK)))
    return end + last + 1 if last >= 0 else end
