"""Quoted passages of a text: replacement text between “…” belongs to the amended document."""

from __future__ import annotations

import re

_MARKS = re.compile("[“”]")
_CLOSE_AT_END = re.compile(r"”[ \t*_.;,)]*(?=\n|\Z)")


def quoted_spans(body: str) -> tuple[tuple[int, int], ...]:
    """Spans of quotations that run over a line end, in order and disjoint.

    A mark that is never closed quotes its own line only, so that one slip doesn't take the
    rest of the document with it.
    """
    spans = _curly(body) if "“" in body else []
    if '"' in body:
        spans += _straight(body)
    return _merged(spans) if len(spans) > 1 else tuple(spans)


def _curly(body: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for mark in _MARKS.finditer(body):
        at = mark.start()
        if mark[0] == "“":
            if depth and _begins_line(body, at):
                # a new quotation at a line's head: the one before was left open
                spans.append((start, _early_end(body, start, at)))
                depth = 0
            if not depth:
                start = at
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                spans.append((start, at + 1))
    if depth:
        spans.append((start, _early_end(body, start, len(body))))
    return [span for span in spans if body.find("\n", *span) >= 0]


def _early_end(body: str, start: int, limit: int) -> int:
    """Where a quotation left open most likely ends: its first ” at a line's end, or its line."""
    if _begins_line(body, start) or body[max(0, start - 2) : start].strip(" *_") == ":":
        close = _CLOSE_AT_END.search(body, start, limit)
        if close:
            return close.end()
    end = body.find("\n", start, limit)
    return limit if end < 0 else end


def _straight(body: str) -> list[tuple[int, int]]:
    """Straight marks have no side: only one at a line's head opens, one at a line's end closes."""
    spans: list[tuple[int, int]] = []
    start = -1
    at = body.find('"')
    while at >= 0:
        if _begins_line(body, at) and body[at + 1 : at + 2].strip():
            start = at
        elif start >= 0 and _ends_line(body, at):
            if body.find("\n", start, at) >= 0:
                spans.append((start, at + 1))
            start = -1
        at = body.find('"', at + 1)
    return spans


# How far to look for a line's end or head past ornaments: a long line must not be walked for
# each of its marks.
_NEAR = 40


def _ends_line(body: str, at: int) -> bool:
    tail, line_end, _ = body[at + 1 : at + 1 + _NEAR].partition("\n")
    return not tail.strip(" \t*_.;,)") and bool(line_end or at + 1 + _NEAR >= len(body))


def _begins_line(body: str, at: int) -> bool:
    if at == 0 or body[at - 1] == "\n":
        return True
    if body[at - 1] not in " \t#*_":
        return False
    before = body[max(0, at - _NEAR) : at]
    head = before[before.rfind("\n") + 1 :]
    return not head.strip(" \t#*_") and (len(head) < len(before) or at <= _NEAR)


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
