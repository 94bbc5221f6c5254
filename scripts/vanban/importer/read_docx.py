"""Word files (.docx): an own walk over the XML that keeps labels, fonts, tables and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vanban.importer.docx_format import Numbering, Props, Styles, W, paragraph_props, value
from vanban.importer.guards import MAX_BLOCKS, open_zip, xml_part
from vanban.importer.labels import is_layout
from vanban.importer.legacy import Encoding, decide_fonts, decode
from vanban.importer.model import (
    NOTE_CLOSE,
    NOTE_OPEN,
    Block,
    Extract,
    Refused,
    Removed,
    Repair,
)
from vanban.text import clean

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_THROUGH = {
    W + tag
    for tag in (
        "ins", "hyperlink", "smartTag", "sdt", "sdtContent", "moveTo", "fldSimple", "customXml",
        "dir", "bdo",
    )
}  # fmt: skip
_DELETED = {W + "del", W + "moveFrom"}
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}


@dataclass(slots=True)
class _Run:
    text: str
    bold: bool = False
    italic: bool = False
    font: str = ""


@dataclass(slots=True)
class _Raw:
    """A paragraph or a table (``cells``) before its fonts are decoded."""

    runs: list[_Run] = field(default_factory=list)
    label: str = ""
    centered: bool = False
    cells: list[list[list[_Raw]]] | None = None
    bordered: bool = False
    boxed: bool = False


class _Walk:
    """One pass over a package; counters and lists fill in document order."""

    def __init__(self, path: Path) -> None:
        self.archive = open_zip(path)
        self.styles = Styles(self.archive)
        self.numbering = Numbering(self.archive)
        self.notes: list[tuple[str, str]] = []
        self.deleted: list[str] = []
        self.hidden: list[str] = []
        self.boxes: list[Any] = []
        self.blocks_seen = 0

    def blocks(self, parent: Any, *, boxed: bool = False) -> list[_Raw]:
        out: list[_Raw] = []
        for child in parent:
            if child.tag == W + "p":
                out += self._paragraph_and_boxes(child, boxed)
            elif child.tag == W + "tbl":
                out.append(self._table(child, boxed))
            elif child.tag == W + "sdt":
                content = child.find(W + "sdtContent")
                out += [] if content is None else self.blocks(content, boxed=boxed)
            elif child.tag in (W + "ins", W + "customXml"):
                out += self.blocks(child, boxed=boxed)
        return out

    def _paragraph_and_boxes(self, element: Any, boxed: bool) -> list[_Raw]:
        self.blocks_seen += 1
        if self.blocks_seen > MAX_BLOCKS:
            raise Refused(
                "qua-nhieu-doan", f"Tệp có hơn {MAX_BLOCKS} đoạn.", "Tách tệp rồi nhập lại."
            )
        before, self.boxes = self.boxes, []
        out = [self._paragraph(element, boxed)]
        boxes, self.boxes = self.boxes, before
        for box in boxes:
            out += self.blocks(box, boxed=True)
        return out

    def _paragraph(self, element: Any, boxed: bool) -> _Raw:
        stated = element.find(W + "pPr")
        style = value(stated, "pStyle") or self.styles.default_paragraph
        run, paragraph = self.styles.chain(style)
        paragraph = paragraph | paragraph_props(stated)
        raw = _Raw(boxed=boxed, centered=paragraph.get("align") == "center")
        self._runs(element, self.styles.default | run, raw.runs, [])
        if paragraph.get("num", "0") != "0" and any(r.text.strip() for r in raw.runs):
            raw.label = self.numbering.label(paragraph["num"], paragraph.get("level", 0))
        return raw

    def _runs(self, parent: Any, base: Props, out: list[_Run], fields: list[str]) -> None:
        for child in parent:
            if child.tag == W + "r":
                self._run(child, base, out, fields)
            elif child.tag in _THROUGH:
                self._runs(child, base, out, fields)
            elif child.tag in _DELETED:
                self.deleted.append(
                    "".join(t.text or "" for t in child.iter(W + "delText", W + "t"))
                )
            elif child.tag == _MC + "AlternateContent":
                self._runs(_choice(child), base, out, fields)

    def _run(self, element: Any, base: Props, out: list[_Run], fields: list[str]) -> None:
        stated = element.find(W + "rPr")
        style = value(stated, "rStyle")
        props = base | (self.styles.chain(style)[0] if style else {}) | self.styles.run(stated)
        for child in element:
            text = self._piece(child, fields)
            if not text:
                continue
            if props.get("hidden"):
                self.hidden.append(text)
                continue
            text = text.upper() if props.get("caps") else text
            out.append(
                _Run(
                    text,
                    props.get("bold", False),
                    props.get("italic", False),
                    props.get("font", ""),
                )
            )

    def _piece(self, child: Any, fields: list[str]) -> str:
        tag = child.tag
        if tag == W + "t":
            return "" if fields and fields[-1] == "code" else child.text or ""
        if tag == W + "fldChar":
            _field_state(child.get(W + "fldCharType"), fields)
        elif tag == W + "tab":
            return "\t"
        elif tag in (W + "br", W + "cr"):
            return "\n"
        elif tag == W + "noBreakHyphen":
            return "-"
        elif tag == W + "softHyphen":
            return "\xad"  # a letter in ABC fonts; dropped by cleaning elsewhere
        elif tag == W + "sym":
            return _symbol(child)
        elif tag in _NOTES:
            self.notes.append((_NOTES[tag], child.get(W + "id", "")))
            return f"{NOTE_OPEN}{len(self.notes)}{NOTE_CLOSE}"
        elif tag in (W + "drawing", W + "pict", W + "object"):
            self.boxes += list(child.iter(W + "txbxContent"))
        elif tag == _MC + "AlternateContent":
            self.boxes += list(_choice(child).iter(W + "txbxContent"))
        return ""

    def _table(self, element: Any, boxed: bool) -> _Raw:
        borders = element.find(f"{W}tblPr/{W}tblBorders")
        style = (value(element.find(W + "tblPr"), "tblStyle") or "").lower()
        drawn = borders is not None and any(
            b.get(W + "val") not in ("none", "nil", None) for b in borders
        )
        raw = _Raw(cells=[], boxed=boxed)
        raw.bordered = drawn or "grid" in style or _cell_borders(element)
        for row in element.iterfind(W + "tr"):
            cells: list[list[_Raw]] = []
            for cell in row.iter(W + "tc"):
                if _owner_row(cell) is not row:
                    continue
                props = cell.find(W + "tcPr")
                span = value(props, "gridSpan") or "1"
                merge = value(props, "vMerge")
                cells.append([] if merge in ("", "continue") else self.blocks(cell, boxed=boxed))
                cells += [[] for _ in range(min(int(span) if span.isdigit() else 1, 60) - 1)]
            raw.cells = [*(raw.cells or []), cells]
        return raw


def _choice(element: Any) -> Any:
    choice = element.find(_MC + "Choice")
    return element if choice is None else choice


def _owner_row(cell: Any) -> Any:
    return next(cell.iterancestors(W + "tr"), None)


def _cell_borders(table: Any) -> bool:
    borders = table.find(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders")
    sides = [] if borders is None else [b.get(W + "val") for b in borders]
    return sum(s not in ("none", "nil", None) for s in sides) >= 3


def _field_state(kind: str | None, fields: list[str]) -> None:
    if kind == "begin":
        fields.append("code")
    elif kind == "separate" and fields:
        fields[-1] = "result"
    elif kind == "end" and fields:
        fields.pop()


def _symbol(element: Any) -> str:
    try:
        code = int(element.get(W + "char", "20"), 16)
    except ValueError:
        return ""
    # Symbol and Wingdings glyphs live in the private-use area; most are bullets and dashes.
    return "-" if 0xF000 <= code <= 0xF0FF else chr(code) if code < 0x110000 else ""


def read_docx(path: Path) -> Extract:
    """The text of a .docx in order, automatic labels written out, deletions listed."""
    walk = _Walk(path)
    root = xml_part(walk.archive, "word/document.xml")
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise Refused("tep-hong", "Tệp Word không có phần nội dung.")
    raws = walk.blocks(body)
    notes = _note_raws(walk)
    marks = _margin_raws(walk)
    encodings = _decide([*raws, *marks, *(n for note in notes for n in note)])
    removed = [
        Removed(reason="đoạn đã xóa (theo dõi thay đổi)", text=t) for t in walk.deleted if t.strip()
    ]
    removed += [Removed(reason="chữ ẩn", text=t) for t in walk.hidden if t.strip()]
    boxes = [_text(r, encodings) for r in raws if r.boxed]
    margins = [t for t in (_text(m, encodings) for m in marks) if t]
    removed += [Removed(reason="đầu trang, chân trang", text=t) for t in dict.fromkeys(margins)]
    used = sorted({e for e in encodings.values() if e != "unicode"})
    return Extract(
        reader="docx",
        blocks=tuple(b for r in raws for b in _finish(r, encodings)),
        notes=tuple(" ".join(filter(None, (_text(r, encodings) for r in n))) for n in notes),
        marks=tuple(filter(None, [*margins, *boxes])),
        removed=tuple(removed),
        repairs=tuple(Repair(kind="đổi mã chữ", detail=f"{e} → Unicode") for e in used),
        encoding=" + ".join(used) or "Unicode",
    )


def _note_raws(walk: _Walk) -> list[list[_Raw]]:
    parts = {name: xml_part(walk.archive, f"word/{name}.xml") for name in ("footnotes", "endnotes")}
    found: list[list[_Raw]] = []
    for name, number in list(walk.notes):
        items = [] if parts[name] is None else list(parts[name])
        note = next((n for n in items if n.get(W + "id") == number), None)
        found.append([] if note is None else walk.blocks(note))
    return found


def _margin_raws(walk: _Walk) -> list[_Raw]:
    out: list[_Raw] = []
    for name in sorted(walk.archive.namelist()):
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            part = xml_part(walk.archive, name)
            out += [] if part is None else walk.blocks(part)
    return out


def _all_runs(raw: _Raw) -> list[_Run]:
    nested = (r for row in raw.cells or [] for cell in row for r in cell)
    return raw.runs + [run for inner in nested for run in _all_runs(inner)]


def _decide(raws: list[_Raw]) -> dict[str, Encoding]:
    samples: dict[str, list[str]] = {}
    for raw in raws:
        for run in _all_runs(raw):
            samples.setdefault(run.font, []).append(run.text)
    return decide_fonts({font: " ".join(parts) for font, parts in samples.items()})


def _decoded(runs: list[_Run], encodings: dict[str, Encoding]) -> str:
    """Neighbouring runs of one encoding are joined first: VNI pairs may straddle runs."""
    out: list[str] = []
    at = 0
    while at < len(runs):
        encoding = encodings[runs[at].font]
        end = at + 1
        while end < len(runs) and encodings[runs[end].font] == encoding:
            end += 1
        out.append(decode("".join(r.text for r in runs[at:end]), encoding))
        at = end
    return "".join(out)


def _text(raw: _Raw, encodings: dict[str, Encoding]) -> str:
    if raw.cells is not None:
        cells = (_text(r, encodings) for row in raw.cells for c in row for r in c)
        return " ".join(filter(None, cells))
    text = _tidy(_decoded(raw.runs, encodings))
    return f"{raw.label} {text}".strip() if text else ""


def _tidy(text: str) -> str:
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _finish(raw: _Raw, encodings: dict[str, Encoding]) -> list[Block]:
    if raw.cells is not None:
        return _finish_table(raw, encodings)
    text = _text(raw, encodings)
    if not text:
        return []
    written = [r for r in raw.runs if r.text.strip()]
    bold, italic = all(r.bold for r in written), all(r.italic for r in written)
    lines = text.split("\n") if _breaks_count(text, raw.centered) else [text.replace("\n", " ")]
    return [
        Block(text=line, bold=bold, italic=italic, centered=raw.centered) for line in lines if line
    ]


def _breaks_count(text: str, centered: bool) -> bool:
    """A soft line end separates lines of a letterhead or list; inside prose it is a blank."""
    lines = text.split("\n")
    if len(lines) == 1 or centered:
        return True
    ends = sum(line.endswith((".", ";", ":", ",")) for line in lines[:-1])
    return ends == len(lines) - 1 or all(len(line) < 60 for line in lines)


def _finish_table(raw: _Raw, encodings: dict[str, Encoding]) -> list[Block]:
    cells = raw.cells or []
    width = max((len(row) for row in cells), default=0)
    nested = any(inner.cells is not None for row in cells for c in row for inner in c)
    layout = not raw.bordered or is_layout(len(cells), _text(raw, encodings))
    if layout or width < 2 or nested:
        return _flat(raw, encodings)
    rows = tuple(
        tuple(
            " ".join(filter(None, (_text(r, encodings).replace("\n", " ") for r in cell)))
            for cell in row
        )
        + ("",) * (width - len(row))
        for row in cells
    )
    return [Block(kind="table", rows=tuple(row for row in rows if any(row)))]


def _flat(raw: _Raw, encodings: dict[str, Encoding]) -> list[Block]:
    """A table without borders is layout: left column, then right, as a letterhead is read."""
    out: list[Block] = []
    for row in raw.cells or []:
        filled = [c for c in row if any(_text(r, encodings) for r in c)]
        for at, cell in enumerate(filled, start=1):
            column = at if len(filled) == 2 else 0
            for inner in cell:
                for block in _finish(inner, encodings):
                    out.append(_in_column(block, column))
    return out


def _in_column(block: Block, column: int) -> Block:
    if block.kind == "table" or not column:
        return block
    return Block(
        text=block.text, bold=block.bold, italic=block.italic, centered=True, column=column
    )
