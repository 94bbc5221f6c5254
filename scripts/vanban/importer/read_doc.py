""".doc files of Word 97-2003 without any office program: text, fonts, tables, notes, numbers."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vanban.importer.doc_file import DocFile
from vanban.importer.doc_format import Form, Look, Styles, formed, looked, read_lists
from vanban.importer.guards import MAX_BLOCKS
from vanban.importer.labels import is_layout
from vanban.importer.model import NOTE_CLOSE, NOTE_OPEN, Extract, Refused
from vanban.importer.word_blocks import Found, Raw, Run, word_extract

_CELL, _BREAKS = "\x07", "\r\x07\x0c"
_PLAIN = {"\x0b": "\n", "\x1e": "-", "\x1f": "\xad", "\t": "\t", "\n": "\n", "\xa0": "\xa0"}


@dataclass(slots=True)
class _Paragraph:
    """A paragraph as it stands in the stream, with the sign that ended it."""

    runs: list[Run] = field(default_factory=list)
    form: Form = field(default_factory=Form)
    end: str = ""


class _Walk:
    """One pass over a file's text; fields and notes are followed as they come."""

    def __init__(self, doc: DocFile) -> None:
        self.doc = doc
        self.fonts = doc.fonts()
        self.styles = Styles(doc)
        self.lists = read_lists(doc)
        self.looks = sorted(doc.characters())
        self.forms = sorted(doc.paragraphs())
        self.look_starts = [x[0] for x in self.looks]
        self.form_starts = [x[0] for x in self.forms]
        self.bounds = sorted({*self.look_starts, *self.form_starts, *(x[1] for x in self.looks)})
        self.found = Found()
        self.fields: list[str] = []
        self.notes = 0

    def form(self, at: int) -> Form:
        data = _covering(self.forms, self.form_starts, at)
        style = struct.unpack_from("<H", data, 0)[0] if len(data) >= 2 else 0
        return formed(self.styles.paragraph(style)[0], data[2:])

    def look(self, at: int, form: Form) -> Look:
        base = self.styles.paragraph(form.style)[1]
        data = _covering(self.looks, self.look_starts, at)
        return looked(base, data, self.styles, base)

    def paragraphs(self, start: int, end: int) -> Iterator[_Paragraph]:
        """Paragraphs and cells of cp ``start``..``end`` in order."""
        current = _Paragraph()
        self.fields = []
        for text, at in self.doc.runs(start, end, self.bounds):
            form = self.form(at)
            look = self.look(at, form)
            for char in text:
                if char in _BREAKS:
                    current.form, current.end = form, char
                    yield current
                    current = _Paragraph()
                else:
                    self._char(char, look, current)
        if current.runs:
            yield current

    def _char(self, char: str, look: Look, into: _Paragraph) -> None:
        if char in "\x13\x14\x15":
            _field_mark(char, self.fields)
            return
        piece = self._printed(char, look)
        if not piece or (self.fields and self.fields[-1] == "code"):
            return
        font = self.fonts[look.font] if look.font < len(self.fonts) else ""
        run = Run(piece.upper() if look.caps else piece, look.bold, look.italic, font)
        if look.hidden or look.deleted:
            _append(self.found.hidden if look.hidden else self.found.deleted, run)
        else:
            _append(into.runs, run)

    def _printed(self, char: str, look: Look) -> str:
        if char == "\x02" and look.special:
            self.notes += 1
            return f"{NOTE_OPEN}{self.notes}{NOTE_CLOSE}"
        if look.symbol and look.special and char == "(":
            return "-" if 0xF000 <= look.symbol <= 0xF0FF else chr(look.symbol)
        return char if char >= " " else _PLAIN.get(char, "")


def _field_mark(char: str, fields: list[str]) -> None:
    if char == "\x13":
        fields.append("code")
    elif char == "\x14" and fields:
        fields[-1] = "result"
    elif char == "\x15" and fields:
        fields.pop()


def _append(runs: list[Run], run: Run) -> None:
    last = runs[-1] if runs else None
    same = last and (last.bold, last.italic, last.font) == (run.bold, run.italic, run.font)
    if last is not None and same:
        last.text += run.text
    else:
        runs.append(run)


def _covering(items: list[tuple[int, int, bytes]], starts: list[int], at: int) -> bytes:
    n = bisect_right(starts, at) - 1
    return items[n][2] if n >= 0 and at < items[n][1] else b""


def read_doc(path: Path) -> Extract:
    """The text of a .doc in order, automatic labels written out, hidden and deleted runs listed."""
    doc = DocFile(path)
    walk = _Walk(doc)
    parts = doc.parts
    found = walk.found
    found.flow = _raws(walk, walk.paragraphs(0, parts.main))
    at = parts.main
    found.notes = _notes(walk, at, at + parts.notes + parts.margins + parts.comments)
    at += parts.notes
    found.margins = _raws(walk, walk.paragraphs(at, at + parts.margins))
    at += parts.margins + parts.comments + parts.endnotes
    boxes = _raws(walk, walk.paragraphs(at, at + parts.boxes))
    for raw in boxes:
        raw.boxed = True
    # a letterhead may be set in boxes; where the others hang isn't worth the tables it takes
    text = "".join(r.text for raw in boxes for r in raw.runs)
    first = is_layout(1, text)
    found.flow = [*boxes, *found.flow] if first else [*found.flow, *boxes]
    return word_extract("doc", found)


def _notes(walk: _Walk, foot: int, end: int) -> list[list[Raw]]:
    """Footnotes and endnotes in the order of their marks in the text."""
    marks, texts, end_marks, end_texts = walk.doc.note_places()
    spans = [(m, foot + a, foot + b) for m, a, b in zip(marks, texts, texts[1:], strict=False)]
    spans += [
        (m, end + a, end + b) for m, a, b in zip(end_marks, end_texts, end_texts[1:], strict=False)
    ]
    counted = walk.notes
    notes = [_raws(walk, walk.paragraphs(a, b)) for _, a, b in sorted(spans)]
    for note in notes:  # the mark repeated in front of the note's text
        for raw in note[:1]:
            raw.runs = [r for r in raw.runs if not r.text.startswith(NOTE_OPEN)]
    walk.notes = counted
    return notes[:counted]


def _raws(walk: _Walk, paragraphs: Iterator[_Paragraph]) -> list[Raw]:
    """Paragraphs outside tables, and tables put together from their cells."""
    out: list[Raw] = []
    row: list[list[Raw]] = []
    cell: list[Raw] = []
    table: Raw | None = None
    for count, paragraph in enumerate(paragraphs):
        if count > MAX_BLOCKS:
            raise Refused(
                "qua-nhieu-doan", f"Tệp có hơn {MAX_BLOCKS} đoạn.", "Tách tệp rồi nhập lại."
            )
        form = paragraph.form
        if not form.table:
            table, row, cell = None, [], []
            out.append(_raw(walk, paragraph))
            continue
        if table is None:
            table = Raw(cells=[])
            out.append(table)
        if form.row_end and paragraph.end == _CELL:
            table.bordered = table.bordered or form.borders
            table.cells = [*(table.cells or []), row]
            row, cell = [], []
            continue
        cell.append(_raw(walk, paragraph))
        if paragraph.end == _CELL:
            row.append(cell)
            cell = []
    return out


def _raw(walk: _Walk, paragraph: _Paragraph) -> Raw:
    form = paragraph.form
    raw = Raw(runs=paragraph.runs, centered=form.centered)
    if form.number > 0 and any(r.text.strip() for r in raw.runs):
        raw.label = walk.lists.label(form.number, form.level)
    return raw
