"""Longest common subsequence of two sequences of numbers, by rows of bits.

A row of the usual table is one big integer (Hyyrö 2004): a bit is 0 where the length grows.
Time n · m / 64, space n · m bits; the way back reads the rows from the last.
"""

from __future__ import annotations

from collections.abc import Sequence

Block = tuple[int, int, int]
"""Start in the one, start in the other, length."""


def common(a: Sequence[int], b: Sequence[int]) -> list[Block]:
    """Runs that both have, in order: a longest common subsequence."""
    head, tail = _ends(a, b)
    n, m = len(a) - tail, len(b) - tail
    blocks = [(0, 0, head)] if head else []
    if head < n and head < m:
        inner = _inner(a[head:n], b[head:m])
        blocks += [(i + head, j + head, size) for i, j, size in inner]
    if tail:
        blocks.append((n, m, tail))
    return _joined(blocks)


def _ends(a: Sequence[int], b: Sequence[int]) -> tuple[int, int]:
    """How much the two have in common at their beginning and at their end."""
    most = min(len(a), len(b))
    head = 0
    while head < most and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < most - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return head, tail


def _inner(a: Sequence[int], b: Sequence[int]) -> list[Block]:
    rows = _rows(a, b)
    i, j = len(a), len(b)
    pairs: list[tuple[int, int]] = []
    while i and j:
        if a[i - 1] == b[j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif rows[i - 1] >> (j - 1) & 1:
            j -= 1
        else:
            i -= 1
    return _joined([(i, j, 1) for i, j in reversed(pairs)])


def _rows(a: Sequence[int], b: Sequence[int]) -> list[int]:
    places: dict[int, int] = {}
    for j, code in enumerate(b):
        places[code] = places.get(code, 0) | 1 << j
    whole = (1 << len(b)) - 1
    row, rows = whole, []
    for code in a:
        there = places.get(code)
        if there is not None:
            kept = row & there
            row = (row + kept | row - kept) & whole
        rows.append(row)
    return rows


def _joined(blocks: list[Block]) -> list[Block]:
    """Blocks that touch on both sides made one."""
    out: list[Block] = []
    for i, j, size in blocks:
        if out and out[-1][0] + out[-1][2] == i and out[-1][1] + out[-1][2] == j:
            out[-1] = (out[-1][0], out[-1][1], out[-1][2] + size)
        else:
            out.append((i, j, size))
    return out
