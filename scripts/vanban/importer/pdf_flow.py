"""Lines of PDF pages to blocks: columns, paragraphs, tables."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from vanban.importer import noise
from vanban.importer.labels import SENTENCE_END, is_caps, starts_item, starts_provision
from vanban.importer.model import Block, Removed, Repair
from vanban.importer.pdf_lines import Line
from vanban.importer.pdf_page import NOTE, Page, each_cell
from vanban.importer.pdf_tables import Placed, aligned_table, carried_over
from vanban.importer.reflow import join_text, joined, label_continues
from vanban.importer.type_lines import type_alone


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The printed area of a page and its habits."""

    left: float
    right: float
    middle: float
    indents: bool
    gap: float

    @property
    def width(self) -> float:
        return max(self.right - self.left, 1.0)

    def full(self, line: Line) -> bool:
        return line.x1 > self.right - 0.09 * self.width

    def indented(self, line: Line) -> bool:
        return line.x0 > self.left + 0.03 * self.width

    def centered(self, line: Line) -> bool:
        off = abs(line.center - (self.left + self.right) / 2)
        return off < 0.03 * self.width and line.x0 > self.left + 0.08 * self.width


def blocks_of(
    pages: Sequence[Page], notes: Sequence[str]
) -> tuple[list[Block], list[Repair], list[Removed]]:
    """The flow of all pages; paragraphs and tables cut by a page end are joined and logged.

    A raised digit that no footnote answers to is a digit.
    """
    flow = _Flow()
    for page in pages:
        if page.lines or page.tables:
            _page_into(flow, page)

    def told(match: re.Match[str]) -> str:
        number = int(match[1])
        return match[0] if 0 < number <= len(notes) and notes[number - 1] else match[1]

    blocks = [replace(b, text=NOTE.sub(told, b.text), rows=each_cell(b, told)) for b in flow.blocks]
    return blocks, flow.repairs, flow.removed


@dataclass(slots=True)
class _Flow:
    blocks: list[Block] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    table: Placed | None = None
    last: Line | None = None
    last_frame: _Frame | None = None

    def add(self, block: Block, line: Line | None, frame: _Frame) -> None:
        self.blocks.append(block)
        self.table = None
        self.last, self.last_frame = line, frame

    def add_table(self, placed: Placed, frame: _Frame) -> None:
        """A table, or the rest of the one the page before ended with."""
        before = self.table
        if before is None or not _same_table(before, placed):
            self.add(placed.block, None, frame)
        else:
            self.blocks[-1], gone = carried_over(self.blocks[-1], placed.block)
            self.removed += gone
        self.table = placed

    def extend(self, line: Line, frame: _Frame) -> None:
        before = self.blocks[-1]
        text, mended = join_text(before.text, line.text)
        if mended:
            detail = f"{before.text[-20:]} ⏎ {line.text[:20]}"
            self.repairs.append(Repair(kind="nối số hiệu bị ngắt dòng", detail=detail))
        elif self.last is not None and self.last.page != line.page:
            self.repairs.append(joined(before.text, line.text))
        self.blocks[-1] = replace(before, text=text, bold=before.bold and line.bold)
        self.last, self.last_frame = line, frame


def _page_into(flow: _Flow, page: Page) -> None:
    frame = _frame(page)
    items: list[tuple[float, Line | Placed]] = [(x.top, x) for x in page.lines]
    items += [(t.top, t) for t in page.tables]
    items.sort(key=lambda item: item[0])
    column = _columns([x for _, x in items if isinstance(x, Line)], frame)
    waiting: list[Line] = []
    for _, item in items:
        if isinstance(item, Line) and column[id(item)]:
            waiting.append(item)
            continue
        _flush_columns(flow, waiting, frame)
        waiting = []
        if isinstance(item, Placed):
            flow.add_table(item, frame)
        else:
            _line_into(flow, item, frame)
    _flush_columns(flow, waiting, frame)


def _same_table(before: Placed, after: Placed) -> bool:
    """On the next page, between the same edges and with as many columns."""
    edges = abs(before.left - after.left) < 6 and abs(before.right - after.right) < 6
    widths = {len(row) for table in (before, after) for row in table.block.rows}
    return edges and len(widths) == 1 and before.block.page + 1 == after.block.page


def _frame(page: Page) -> _Frame:
    wide = [x for x in page.lines if x.x1 - x.x0 > 0.5 * page.width and x.parts == 1]
    lines = wide or page.lines
    left = _shared([x.x0 for x in lines]) or 0.1 * page.width
    right = -_shared([-x.x1 for x in lines]) or 0.9 * page.width
    width = max(right - left, 1.0)
    indented = [x for x in wide if 0.03 * width < x.x0 - left < 0.14 * width]
    flush = [x for x in wide if x.x0 - left <= 0.03 * width]
    gaps = [
        b.top - a.bottom
        for a, b in zip(page.lines, page.lines[1:], strict=False)
        if a.parts == b.parts == 1 and -5 < b.top - a.bottom < 40
    ]
    return _Frame(
        left=left,
        right=right,
        middle=page.width / 2,
        indents=len(indented) >= 2 and bool(flush),
        gap=statistics.median_low(gaps) if gaps else 4.0,
    )


def _shared(edges: Sequence[float]) -> float:
    """The least of ``edges`` that another one shares; a lone line may stick out. 0 for none."""
    ordered = sorted(edges)
    near = [a for a, b in pairwise(ordered) if b - a < 4]
    return near[0] if len(ordered) > 4 and near else ordered[0] if ordered else 0.0


def _columns(lines: list[Line], frame: _Frame) -> dict[int, bool]:
    """Which lines stand side by side: rows of two pieces and what hangs on to them."""
    flags = [line.parts > 1 for line in lines]
    for _ in range(8):
        changed = False
        for at, line in enumerate(lines):
            if not flags[at] and _hangs_on(lines, flags, at, frame, line):
                flags[at] = changed = True
        if not changed:
            break
    return {id(line): flag for line, flag in zip(lines, flags, strict=True)}


def _hangs_on(lines: list[Line], flags: list[bool], at: int, frame: _Frame, line: Line) -> bool:
    if not _half(line, frame):
        return False
    above = at > 0 and flags[at - 1] and line.top - lines[at - 1].bottom < 90
    below = (
        at + 1 < len(lines)
        and flags[at + 1]
        and lines[at + 1].top - line.bottom < 14
        and frame.indented(line)
    )
    return bool(above or below)


def _half(line: Line, frame: _Frame) -> bool:
    width = line.x1 - line.x0
    middle = (frame.left + frame.right) / 2
    if abs(line.center - middle) < 0.05 * frame.width or width > 0.56 * frame.width:
        return False
    if re.match(r"^(?:Điều|Chương|Mục|Phần|Căn cứ)\b", line.text) or type_alone(line.text):
        return False
    return line.x1 < middle + 0.06 * frame.width or line.x0 > middle - 0.12 * frame.width


def _flush_columns(flow: _Flow, lines: list[Line], frame: _Frame) -> None:
    """Left piece column first, then the right one, each line its own block."""
    if not lines:
        return
    table = aligned_table(lines)
    if table is not None:
        flow.add(table, None, frame)
        return
    pairs = [line for line in lines if line.parts > 1]
    rights = [x.x0 for x in pairs if x.part > 0]
    lefts = [x.x1 for x in pairs if x.part == 0]
    cut = (max(lefts) + min(rights)) / 2 if lefts and rights and max(lefts) < min(rights) else 0.0
    cut = cut or frame.left + 0.47 * frame.width
    for column in (1, 2):
        for line in lines:
            if (line.center < cut) == (column == 1):
                block = Block(
                    text=line.text,
                    bold=line.bold,
                    italic=line.italic,
                    column=column,
                    page=line.page,
                )
                flow.add(block, None, frame)


def _line_into(flow: _Flow, line: Line, frame: _Frame) -> None:
    if (
        flow.last is not None
        and flow.last_frame is not None
        and _joins(flow, flow.last, line, frame)
    ):
        flow.extend(line, frame)
        return
    block = Block(
        text=line.text,
        bold=line.bold,
        italic=line.italic,
        centered=frame.centered(line),
        page=line.page,
    )
    flow.add(block, line, frame)


def _joins(flow: _Flow, last: Line, line: Line, frame: _Frame) -> bool:
    before = flow.last_frame or frame
    block = flow.blocks[-1]
    same_page = last.page == line.page
    gap = line.top - last.bottom
    if same_page and gap > frame.gap + 0.42 * line.size and gap > 4:
        return False
    if starts_item(line.text) or noise.is_rule(line.text) or noise.is_rule(block.text):
        return False
    if _type_apart(block.text, line.text):
        return False
    if line.text.startswith("(") and is_caps(block.text):  # a title, and what it belongs to
        return False
    if block.centered or frame.centered(line):
        return same_page and _centered_join(block, last, line, frame)
    ended = bool(SENTENCE_END.search(last.text))
    if min(last.x0, line.x0) > frame.middle - 0.1 * frame.width:  # below a signature's place
        return not ended and line.text[:1].islower()
    if starts_provision(line.text) and not label_continues(last.text, line.text):
        return False
    if not before.full(last):
        return not ended and line.text[:1].islower() and not frame.indented(line) and same_page
    if frame.indents:
        return not frame.indented(line)
    return not (ended and not line.text[:1].islower() and not same_page)


def _type_apart(above: str, below: str) -> bool:
    """The type's line, flush left below the date or above a subject in small letters."""
    either = type_alone(above) or type_alone(below)
    return either and not (is_caps(above) and is_caps(below))


def _centered_join(block: Block, last: Line, line: Line, frame: _Frame) -> bool:
    return (
        block.centered == frame.centered(line)
        and block.bold == line.bold
        and block.italic == line.italic
        and is_caps(block.text) == is_caps(line.text)
        and not starts_provision(line.text)
        and not starts_provision(block.text)
        and line.top - last.bottom < 0.5 * line.size
    )
