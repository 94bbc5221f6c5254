"""One page of a PDF: what belongs to the paper is taken off, then its footnotes."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from vanban.importer import noise
from vanban.importer.labels import is_caps, starts_provision
from vanban.importer.model import NOTE_CLOSE, NOTE_OPEN, Block, Removed, Rows
from vanban.importer.pdf_lines import Line
from vanban.importer.pdf_tables import Placed
from vanban.importer.reflow import join_text

NOTE = re.compile(f"{NOTE_OPEN}(\\d{{1,4}}){NOTE_CLOSE}")
"""The mark of a footnote in a line."""


@dataclass(slots=True)
class Page:
    """One page: its lines, its tables, and the height of a footnote rule."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[Placed] = field(default_factory=list)
    note_rule: float | None = None
    sideways: str = ""


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
    """Footnote texts, taken off ``pages``; the nth belongs to the mark n in the text.

    Where counting begins again on each page, the marks of the pages are counted through.
    """
    notes: list[tuple[str, str]] = []
    firsts: list[int] = []
    for page in pages:
        firsts.append(len(notes))
        top = _notes_top(page, after_notes=len(firsts) > 1 and firsts[-1] > firsts[-2])
        if top is not None:
            _notes_below(page, top, notes)
    numbered = {int(number): text for number, text in notes}
    if len(numbered) == len(notes):
        return [numbered.get(n, "") for n in range(1, max(numbered, default=0) + 1)]
    ends = [*firsts[1:], len(notes)]
    for page, start, end in zip(pages, firsts, ends, strict=True):
        _counted_through(page, {notes[at][0]: str(at + 1) for at in range(start, end)})
    return [text for _, text in notes]


def _notes_below(page: Page, top: float, notes: list[tuple[str, str]]) -> None:
    below = [line for line in page.lines if line.top >= top]
    page.lines = [line for line in page.lines if line.top < top]
    raised = any(line.text.startswith(NOTE_OPEN) for line in below)
    for line in below:
        match = re.match(r"^[\[(\ue000]?(\d{1,3})[\])\ue001]?\.?\s*(\D.*)$", line.text)
        if match and _opens_note(line, int(match[1]), notes, raised=raised):
            notes.append((match[1], match[2]))
        elif notes:
            notes[-1] = (notes[-1][0], join_text(notes[-1][1], line.text)[0])


def _counted_through(page: Page, numbers: dict[str, str]) -> None:
    def changed(match: re.Match[str]) -> str:
        return NOTE_OPEN + numbers.get(match[1], match[1]) + NOTE_CLOSE

    page.lines = [replace(x, text=NOTE.sub(changed, x.text)) for x in page.lines]
    page.tables = [
        replace(t, block=replace(t.block, rows=each_cell(t.block, changed))) for t in page.tables
    ]


def each_cell(block: Block, changed: Callable[[re.Match[str]], str]) -> Rows:
    """A table's cells with every note mark ``changed``."""
    return tuple(tuple(NOTE.sub(changed, cell) for cell in row) for row in block.rows)


def _opens_note(line: Line, number: int, notes: list[tuple[str, str]], *, raised: bool) -> bool:
    """A numbered clause inside a footnote is no footnote."""
    if raised:
        return line.text.startswith(NOTE_OPEN)
    return number == 1 or not notes or number == int(notes[-1][0]) + 1


def _notes_top(page: Page, *, after_notes: bool) -> float | None:
    """Where the footnotes of a page begin: below their rule, or at a line a raised digit opens.

    ``after_notes``: the page before ended with some, and its last one may go on here.
    """
    opened = [
        x.top for x in page.lines if x.text.startswith(NOTE_OPEN) and x.top > 0.3 * page.height
    ]
    if opened:
        ruled = page.note_rule is not None and page.note_rule < min(opened)
        return page.note_rule if after_notes and ruled else min(opened) - 0.5
    if page.note_rule is None:
        return None
    below = [x for x in page.lines if x.top >= page.note_rule - 2]
    above = [x.size for x in page.lines if x.top < page.note_rule - 2]
    numbered = bool(below) and bool(re.match(r"^[\[(]?\d{1,3}", below[0].text))
    goes_on = after_notes and all(x.parts == 1 and not is_caps(x.text) for x in below)
    if not below or not (numbered or goes_on):
        return None
    # footnotes are set smaller; else this is text below an ordinary rule
    smaller = not above or statistics.median(x.size for x in below) <= 0.94 * statistics.median(
        above
    )
    return page.note_rule - 2 if smaller else None
