"""The sentence round a span, as a reader of another page sees it."""

from __future__ import annotations

import re
from functools import lru_cache

LIMIT = 300
_REACH = 300
_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n|(?=[#>|]|[-+*] |\d{1,3}[.)] |[a-zđ]\d?\) ))")
# A full stop ends a sentence before a capital, not after an ordinal (``Điều 5.``) or a letter.
_STOP = re.compile(
    r"[.!?…;](?:(?<!;)(?<!\d\.)(?<![ (.][A-ZĐ]\.)[”\")]{0,2}[ \t\n]+(?=[*_“\"(]{0,3}[A-ZĐÀ-Ỵ])|(?<=;)[ \t]*\n)"
)
_MARKS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|(?:(?<=\n)|\A)[ \t]*(?:#{1,6}|>|[-+])[ \t]+")
_BREAK = re.compile(r"(?<![\d/-]) (?![\d/-])")


@lru_cache(maxsize=1024)
def sentence_around(text: str, start: int, end: int) -> tuple[str, int, int]:
    """(sentence, a, b): plain words round ``text[start:end]``, which is ``sentence[a:b]``.

    At most ``LIMIT`` characters (or the span alone if it is longer), Markdown marks gone,
    blanks single; what is cut is shown by ``…``, and no cut falls inside a number. Kept a
    while, for a claim and the page both ask.
    """
    low, high = _bounds(text, start, end)
    left, inner, right = _plain(text[low:start]), _plain(text[start:end]), _plain(text[end:high])
    left, right = left.lstrip(), right.rstrip()
    room = max(0, LIMIT - len(inner))
    left, right = _fitted(left, right, room)
    return left + inner + right, len(left), len(left) + len(inner)


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    low = _block_start(text, max(0, start - _REACH), start)
    for m in _STOP.finditer(text, low, min(len(text), start + 1)):
        if m.end() <= start:
            low = m.end()
    ceiling = min(len(text), end + _REACH)
    blank = _BLANK_LINE.search(text, end, ceiling)
    high = blank.start() if blank else ceiling
    stop = _STOP.search(text, end, high)
    return low, (stop.end() if stop else high)


def _block_start(text: str, floor: int, at: int) -> int:
    """Where the paragraph or list item that holds ``at`` begins, ``floor`` at the lowest."""
    line = text.rfind("\n", floor, at)
    while line >= 0:
        m = _BLANK_LINE.match(text, line, at)
        if m:
            return m.end()
        line = text.rfind("\n", floor, line)
    return floor


def _plain(piece: str) -> str:
    """Without emphasis, headings' hashes and doubled blanks; a blank at either end is kept."""
    if (
        "*" in piece or "_" in piece or "#" in piece or ">" in piece
        or "\n-" in piece or "\n+" in piece
    ):  # fmt: skip
        piece = _MARKS.sub("", piece)
    if "  " not in piece and piece.isprintable():
        return piece  # single blanks already: nearly always
    words = " ".join(piece.split())
    if not words:
        return " " if piece else ""
    return f"{' ' if piece[0].isspace() else ''}{words}{' ' if piece[-1].isspace() else ''}"


def _fitted(left: str, right: str, room: int) -> tuple[str, str]:
    """Cut both sides to ``room`` together; the shorter side lends what it doesn't need."""
    if len(left) + len(right) <= room:
        return left, right
    half = room // 2
    keep = max(half, room - len(right))
    if len(left) > keep:
        left = _cut_left(left, keep)
    right = _cut_right(right, room - len(left)) if len(left) + len(right) > room else right
    return left, right


def _cut_left(left: str, keep: int) -> str:
    if keep < 4:
        return ""
    tail = left[-(keep - 2) :]
    m = _BREAK.search(tail)
    return "… " + tail[m.end() :] if m else "… "


def _cut_right(right: str, keep: int) -> str:
    if keep < 4:
        return ""
    head = right[: keep - 2]
    at = 0
    for m in _BREAK.finditer(head):
        at = m.start()
    return head[:at] + " …" if at else " …"
