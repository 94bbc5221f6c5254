"""Lines of PDF pages to blocks: columns, paragraphs, page furniture and footnotes."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vanban.importer import noise
from vanban.importer.labels import SENTENCE_END, is_caps, starts_item, starts_provision
from vanban.importer.model import NOTE_OPEN, Block, Removed, Repair
from vanban.importer.pdf_lines import Line
from vanban.importer.reflow import join_text, joined, label_continues


@dataclass(slots=True)
class Page:
    """One page: its lines, its tables as (top, block), and the height of a footnote rule."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[tuple[float, Block]] = field(default_factory=list)
    note_rule: float | None = None
    sideways: str = ""


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


def without_furniture(pages: Sequence[Page]) -> list[Removed]:
    """Take page numbers, running heads, gazette heads and stamps off ``pages``; list them."""
    removed: list[Removed] = []
    running = _running_heads(pages)
    for page in pages:
        texts = [line.text for line in page.lines]
        stamps = noise.stamp_lines(texts)
        keep: list[Line] = []
        for at, line in enumerate(page.lines):
            reason = "dấu chữ ký số" if at in stamps else _furniture(line, page, running)
            if reason:
                removed.append(Removed(reason=reason, text=line.text, page=page.number))
            else:
                keep.append(line)
        page.lines = keep
    return removed


def _edge(line: Line, page: Page) -> bool:
    return line.bottom < 0.12 * page.height or line.top > 0.88 * page.height


def _masked(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _running_heads(pages: Sequence[Page]) -> set[str]:
    seen = Counter(
        text for p in pages for text in {_masked(x.text) for x in p.lines if _edge(x, p)}
    )
    return {text for text, count in seen.items() if count >= 3 and count >= 0.3 * len(pages)}


def _furniture(line: Line, page: Page, running: set[str]) -> str:
    if not _edge(line, page):
        return ""
    if noise.GAZETTE_HEAD.match(line.text):
        return "đầu trang Công báo"
    if noise.PAGE_NUMBER.match(line.text):
        return "số trang"
    if _masked(line.text) in running and len(line.text) > 3 and not starts_provision(line.text):
        return "đầu trang, chân trang"
    return ""


def pull_notes(pages: Sequence[Page]) -> list[str]:
    """Footnote texts in printed order, taken off ``pages``; numbered by the marks in the text."""
    notes: list[tuple[str, str]] = []
    for page in pages:
        top = _notes_top(page)
        if top is None:
            continue
        below = [line for line in page.lines if line.top >= top]
        page.lines = [line for line in page.lines if line.top < top]
        raised = any(line.text.startswith(NOTE_OPEN) for line in below)
        for line in below:
            match = re.match(r"^[\[(\ue000]?(\d{1,3})[\])\ue001]?\.?\s*(\D.*)$", line.text)
            if match and _opens_note(line, int(match[1]), notes, raised=raised):
                notes.append((match[1], match[2]))
            elif notes:
                notes[-1] = (notes[-1][0], join_text(notes[-1][1], line.text)[0])
    numbered = {int(number): text for number, text in notes}
    if len(numbered) != len(notes):  # numbering restarts: keep reading order
        return [text for _, text in notes]
    return [numbered.get(n, "") for n in range(1, max(numbered, default=0) + 1)]


def _opens_note(line: Line, number: int, notes: list[tuple[str, str]], *, raised: bool) -> bool:
    """A numbered clause inside a footnote is no footnote."""
    if raised:
        return line.text.startswith(NOTE_OPEN)
    return number == 1 or not notes or number == int(notes[-1][0]) + 1


def _notes_top(page: Page) -> float | None:
    """Where the footnotes of a page begin: below their rule, or at a line a raised digit opens."""
    opened = [
        x.top for x in page.lines if x.text.startswith(NOTE_OPEN) and x.top > 0.3 * page.height
    ]
    if opened:
        return min(opened) - 0.5
    if page.note_rule is None:
        return None
    below = [x for x in page.lines if x.top >= page.note_rule - 2]
    above = [x.size for x in page.lines if x.top < page.note_rule - 2]
    if not below or not re.match(r"^[\[(]?\d{1,3}", below[0].text):
        return None
    # footnotes are set smaller; else this is text below an ordinary rule
    smaller = not above or statistics.median(x.size for x in below) <= 0.94 * statistics.median(
        above
    )
    return page.note_rule - 2 if smaller else None


def blocks_of(pages: Sequence[Page]) -> tuple[list[Block], list[Repair]]:
    """The flow of all pages; paragraphs cut by a page end are joined and logged."""
    flow = _Flow()
    for page in pages:
        if page.lines or page.tables:
            _page_into(flow, page)
    return flow.blocks, flow.repairs


@dataclass(slots=True)
class _Flow:
    blocks: list[Block] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    last: Line | None = None
    last_frame: _Frame | None = None

    def add(self, block: Block, line: Line | None, frame: _Frame) -> None:
        self.blocks.append(block)
        self.last, self.last_frame = line, frame

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
    items: list[tuple[float, Line | Block]] = [(x.top, x) for x in page.lines]
    items += list(page.tables)
    items.sort(key=lambda item: item[0])
    column = _columns([x for _, x in items if isinstance(x, Line)], frame)
    waiting: list[Line] = []
    for _, item in items:
        if isinstance(item, Line) and column[id(item)]:
            waiting.append(item)
            continue
        _flush_columns(flow, waiting, frame)
        waiting = []
        if isinstance(item, Block):
            flow.add(item, None, frame)
        else:
            _line_into(flow, item, frame)
    _flush_columns(flow, waiting, frame)


def _frame(page: Page) -> _Frame:
    wide = [x for x in page.lines if x.x1 - x.x0 > 0.5 * page.width and x.parts == 1]
    lines = wide or page.lines
    left = min((x.x0 for x in lines), default=0.1 * page.width)
    right = max((x.x1 for x in lines), default=0.9 * page.width)
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
    if re.match(r"^(?:Điều|Chương|Mục|Phần|Căn cứ)\b", line.text):
        return False
    return line.x1 < middle + 0.06 * frame.width or line.x0 > middle - 0.12 * frame.width


def _flush_columns(flow: _Flow, lines: list[Line], frame: _Frame) -> None:
    """Left piece column first, then the right one, each line its own block."""
    if not lines:
        return
    pairs = [line for line in lines if line.parts > 1]
    rights = [x.x0 for x in pairs if x.part > 0]
    lefts = [x.x1 for x in pairs if x.part == 0]
    cut = (max(lefts) + min(rights)) / 2 if pairs and max(lefts) < min(rights) else 0.0
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
    if block.centered or frame.centered(line):
        return same_page and _centered_join(block, last, line, frame)
    ended = bool(SENTENCE_END.search(last.text))
    if starts_provision(line.text) and not label_continues(last.text, line.text):
        return False
    if not before.full(last):
        return not ended and line.text[:1].islower() and not frame.indented(line) and same_page
    if frame.indents:
        return not frame.indented(line)
    return not (ended and not line.text[:1].islower() and not same_page)


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
