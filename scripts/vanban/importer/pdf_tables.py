"""Tables of a PDF page: those drawn with rules, and columns of words that stand without any."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from vanban.importer.labels import SENTENCE_END, is_layout, speaks_of_layout, starts_provision
from vanban.importer.legacy import Encoding
from vanban.importer.model import Block, Removed, Rows
from vanban.importer.pdf_lines import Char, Line, page_lines

_MOST_HEADS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A table and the rectangle it fills, in points from the page's top left."""

    block: Block
    left: float
    top: float
    right: float
    bottom: float


def ruled_tables(
    page: Any, chars: Sequence[Char], encodings: Mapping[str, Encoding], number: int
) -> list[Placed]:
    """Tables between drawn lines; fills (white ones above all) are no rules, crosses neither."""
    drawn = page.filter(_is_drawn)
    if len(drawn.lines) + len(drawn.rects) < 4:
        return []
    found = (t for t in drawn.find_tables() if _is_table(t, chars))
    return [_placed(t, chars, encodings, number) for t in found]


def _is_drawn(item: Any) -> bool:
    if item["object_type"] == "rect":
        thin = min(item["x1"] - item["x0"], abs(item["bottom"] - item["top"])) <= 3
        return bool(thin or (item.get("stroke") and not item.get("fill")))
    if item["object_type"] == "line":  # a cell that stays empty is crossed out
        return bool(abs(item["x1"] - item["x0"]) < 2 or abs(item["bottom"] - item["top"]) < 2)
    return True


def _is_table(table: Any, chars: Sequence[Char]) -> bool:
    if len(table.rows) < 2 or max(len(r.cells) for r in table.rows) < 2:
        return False
    inside = [c for c in chars if within(c, table.bbox)]
    text = "".join(c["text"] for c in inside)
    if is_layout(len(table.rows), text):
        return False
    return _cut_words(table, inside) <= max(2, len(inside) // 200)


def _cut_words(table: Any, chars: Sequence[Char]) -> int:
    """How many words a cell's border runs through: none in a real table."""
    cells = [cell for row in table.rows for cell in row.cells if cell]
    borders = {(round(x, 1), top, bottom) for x, top, _, bottom in cells}
    cut = 0
    ordered = sorted(chars, key=lambda c: (round(c["bottom"]), c["x0"]))
    for before, after in pairwise(ordered):
        near = after["x0"] - before["x1"] < 0.12 * after["size"] and before["x1"] <= after["x0"] + 1
        written = before["text"].strip() and after["text"].strip()
        if near and written and abs(before["bottom"] - after["bottom"]) < 2:
            middle = (before["top"] + before["bottom"]) / 2
            cut += any(
                before["x0"] + 1 < x < after["x1"] - 1 and top < middle < bottom
                for x, top, bottom in borders
            )
    return cut


def within(char: Char, box: tuple[float, float, float, float]) -> bool:
    """Whether the middle of ``char`` lies in ``box``."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1)


def _placed(
    table: Any, chars: Sequence[Char], encodings: Mapping[str, Encoding], number: int
) -> Placed:
    rows: list[tuple[str, ...]] = []
    own = [c for c in chars if within(c, table.bbox)]
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            held = [] if cell is None else [c for c in own if _centered_in(c, cell)]
            cells.append(" ".join(x.text for x in page_lines(held, encodings, number)))
        if any(cells):
            rows.append(tuple(cells))
    left, top, right, bottom = table.bbox
    block = Block(kind="table", rows=tuple(rows), page=number)
    return Placed(block=block, left=left, top=top, right=right, bottom=bottom)


def _centered_in(char: Char, cell: tuple[float, float, float, float]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(cell[0] <= x < cell[2] and cell[1] <= y < cell[3])


def carried_over(before: Block, after: Block) -> tuple[Block, list[Removed]]:
    """A table cut by a page end as one: heads printed again are taken out, a cut row is joined."""
    heads = 0
    for old, new in zip(before.rows[:_MOST_HEADS], after.rows, strict=False):
        if old != new:
            break
        heads += 1
    printed = [" | ".join(filter(None, row)) for row in after.rows[:heads]]
    gone = [Removed(reason="dòng đầu bảng lặp lại", text=t, page=after.page) for t in printed if t]
    rest = after.rows[heads:]
    rows: Rows = before.rows
    if rows and rest and _row_goes_on(rows[-1], rest[0]):
        joined = (f"{a} {b}".strip() for a, b in zip(rows[-1], rest[0], strict=True))
        rows, rest = (*rows[:-1], tuple(joined)), rest[1:]
    return replace(before, rows=(*rows, *rest)), gone


def _row_goes_on(before: Sequence[str], after: Sequence[str]) -> bool:
    """The first row of a page carries on sentences of the last one: no new label, small letters."""
    if after[0] or not before[0]:
        return False
    written = [(a, b) for a, b in zip(before, after, strict=True) if b]
    small = [b[:1].islower() and not starts_provision(b) for a, b in written if a]
    return bool(small) and all(small) and not any(SENTENCE_END.search(a) for a, _ in written if a)


def aligned_table(lines: Sequence[Line]) -> Block | None:
    """Lines that stand side by side as a table without rules; None for a letterhead or signature.

    Three columns at least, or two with four rows; a column is where words of many rows begin
    and end between the same two empty strips.
    """
    rows = _rows(lines)
    if len(rows) < 3 or speaks_of_layout(" ".join(x.text for x in lines)):
        return None
    columns = _columns(rows)
    whole = [r for r in rows if len({_column(x, columns) for x in r}) == len(columns)]
    if len(columns) < 2 or len(whole) < (4 if len(columns) == 2 else 2):
        return None
    if any(_column(x, columns) is None for x in lines):
        return None
    cells = _cells(rows, columns)
    return Block(kind="table", rows=cells, page=lines[0].page) if len(cells) > 1 else None


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][0].bottom - line.bottom) < 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _columns(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """Intervals of the page's width that hold words, empty strips of 0.8 em between them."""
    pieces = sorted((x.x0, x.x1) for row in rows if len(row) > 1 for x in row)
    size = statistics.median(x.size for row in rows for x in row)
    columns: list[tuple[float, float]] = []
    for x0, x1 in pieces:
        if columns and x0 - columns[-1][1] < 0.8 * size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _column(line: Line, columns: Sequence[tuple[float, float]]) -> int | None:
    """The one column ``line`` overlaps; None when it lies across two."""
    held = [at for at, (x0, x1) in enumerate(columns) if line.x0 < x1 and x0 < line.x1]
    return held[0] if len(held) == 1 else None


def _cells(rows: Sequence[Sequence[Line]], columns: Sequence[tuple[float, float]]) -> Rows:
    """Printed rows to rows of cells: one that leaves the first column empty, or goes on with
    small letters only, belongs to the row above."""
    cells: list[list[str]] = []
    for row in rows:
        texts = [""] * len(columns)
        for line in row:
            at = _column(line, columns) or 0
            texts[at] = f"{texts[at]} {line.text}".strip()
        small = all(t[:1].islower() for t in texts if t)
        if cells and ((not texts[0] and cells[-1][0]) or small):
            cells[-1] = [f"{a} {b}".strip() for a, b in zip(cells[-1], texts, strict=True)]
        else:
            cells.append(texts)
    return tuple(tuple(row) for row in cells)
