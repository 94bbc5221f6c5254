"""Slots in finished HTML: numbered marks become plain pairs that nest with the tags.

Markdown may have moved a mark into an attribute, across the edge of emphasis or into another
block. What comes out holds: every ``OPEN`` has its ``CLOSE``, a pair holds text and whole
inline elements only, no pair stands in a link, and none holds more text than its mention.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from vanban.render.marks import CLOSE, CODE_LENGTH, DIGITS, MARK, OPEN, number_of

_TAG = r"<[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>"
_MARK = rf"[{OPEN}{CLOSE}{MARK}][{DIGITS}]{{{CODE_LENGTH}}}"
_OURS = re.compile("[\ue000-\ue0ff]")
_TOKEN = re.compile(rf"{_TAG}|{_MARK}|[^<{OPEN}{CLOSE}{MARK}]+|.", re.DOTALL)
_MARKS = (OPEN, CLOSE, MARK)
_INLINE = re.compile(r"</?(?:strong|em|code|sup|br)\b")


def tidy(html: str, count: int) -> bool:
    """Whether there are ``count`` plain pairs, in turn, that hold text alone, some of it visible."""
    if not count:
        return OPEN not in html
    parts = html.split(OPEN)
    for part in parts[1:]:
        end = part.find(CLOSE)
        if end < 0 or "<" in part[:end] or not part[:end].strip():
            return False
    return len(parts) - 1 == count == html.count(CLOSE)


def settle(html: str, spans: Sequence[tuple[int, int]]) -> tuple[str, tuple[int, ...]]:
    """``html`` with plain pairs, and the number of the span each pair belongs to, in order.

    A span can be missing (its text is gone or stands in an attribute or a link) or have
    several pairs (emphasis or a cell cuts through it).
    """
    tokens = [bare for token in _TOKEN.findall(html) if (bare := _bare(token))]
    ends = _ends(tokens, spans)
    out: list[str] = []
    found: list[int] = []
    place = 0
    while place < len(tokens):
        end = ends.get(place)
        if end is None:
            out += () if tokens[place][0] in (OPEN, CLOSE) else (tokens[place],)
            place += 1
        else:
            pieces, after = _pieces(tokens, place, end, out)
            found += [number_of(tokens[place][1:])] * pieces
            place = after
    return "".join(out), tuple(found)


def _bare(token: str) -> str:
    """Tags lose whatever marks stand in their attributes, text what is left of a broken one."""
    return token if token[0] in _MARKS and len(token) > CODE_LENGTH else _OURS.sub("", token)


def _ends(tokens: list[str], spans: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Index of the closing mark by that of the opening one, for slots that can be kept."""
    ends: dict[int, int] = {}
    start = -1
    linked = opened_in_link = False
    for place, token in enumerate(tokens):
        if token[0] == OPEN:
            start, opened_in_link = place, linked
        elif token[0] == CLOSE:
            if start >= 0 and token[1:] == tokens[start][1:] and not opened_in_link:
                span = spans[number_of(token[1:])]
                if _length(tokens[start + 1 : place]) <= span[1] - span[0]:
                    ends[start] = place
            start = -1
        elif token[0] == "<":
            linked = token.startswith("<a ") or (linked and not token.startswith("</a"))
    return ends


def _length(tokens: list[str]) -> int:
    """Characters a reader sees; text is never longer than the Markdown it came from."""
    return len(unescape("".join(filter(_is_text, tokens))))


def _pieces(tokens: list[str], start: int, end: int, out: list[str]) -> tuple[int, int]:
    """Append one slot to ``out``; how many pairs it took and where to go on."""
    inside = tokens[start + 1 : end]
    left, right = _unmatched(inside)
    before = out[-left:] if left else []
    after = tokens[end + 1 : end + 1 + right]
    whole = [*before, *inside, *after]
    if _unmatched(whole) == (0, 0) and all(map(_may_stand_inside, whole)) and _has_text(whole):
        del out[len(out) - len(before) :]
        out += (OPEN, *whole, CLOSE)
        return 1, end + 1 + right
    return _cut(inside, out), end + 1


def _cut(tokens: list[str], out: list[str]) -> int:
    """A pair round every run of text outside links; the number of pairs."""
    pieces = 0
    linked = False
    for token in tokens:
        if token[0] == "<":
            linked = token.startswith("<a ") or (linked and not token.startswith("</a"))
        if linked or not _is_text(token) or not token.strip():
            out.append(token)
        else:
            out += (OPEN, token, CLOSE)
            pieces += 1
    return pieces


def _unmatched(tokens: list[str]) -> tuple[int, int]:
    """(closing, opening) tags in ``tokens`` that have no partner there."""
    closing = opening = 0
    for token in tokens:
        if token[0] != "<" or token.startswith(("<br", "<hr", "<img")):
            continue
        if token[1] != "/":
            opening += 1
        elif opening:
            opening -= 1
        else:
            closing += 1
    return closing, opening


def _may_stand_inside(token: str) -> bool:
    return _is_text(token) or bool(_INLINE.match(token))


def _has_text(tokens: list[str]) -> bool:
    return any(t.strip() for t in tokens if _is_text(t))


def _is_text(token: str) -> bool:
    return token[0] != "<" and token[0] != MARK
