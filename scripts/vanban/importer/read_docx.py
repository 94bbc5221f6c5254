"""Word files (.docx): an own walk over the XML that keeps labels, fonts, tables and notes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from vanban.importer.docx_format import Numbering, Props, Styles, W, paragraph_props, value
from vanban.importer.guards import MAX_BLOCKS, open_zip, xml_part
from vanban.importer.model import (
    NOTE_CLOSE,
    NOTE_OPEN,
    Extract,
    Refused,
)
from vanban.importer.word_blocks import Found, Raw, Run, word_extract

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


class _Walk:
    """One pass over a package; counters and lists fill in document order."""

    def __init__(self, path: Path) -> None:
        self.archive = open_zip(path)
        self.styles = Styles(self.archive)
        self.numbering = Numbering(self.archive)
        self.notes: list[tuple[str, str]] = []
        self.deleted: list[Run] = []
        self.hidden: list[Run] = []
        self.boxes: list[Any] = []
        self.blocks_seen = 0

    def blocks(self, parent: Any, *, boxed: bool = False) -> list[Raw]:
        out: list[Raw] = []
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

    def _paragraph_and_boxes(self, element: Any, boxed: bool) -> list[Raw]:
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

    def _paragraph(self, element: Any, boxed: bool) -> Raw:
        stated = element.find(W + "pPr")
        style = value(stated, "pStyle") or self.styles.default_paragraph
        run, paragraph = self.styles.chain(style)
        paragraph = paragraph | paragraph_props(stated)
        raw = Raw(boxed=boxed, centered=paragraph.get("align") == "center")
        self._runs(element, self.styles.default | run, raw.runs, [])
        if paragraph.get("num", "0") != "0" and any(r.text.strip() for r in raw.runs):
            raw.label = self.numbering.label(paragraph["num"], paragraph.get("level", 0))
        return raw

    def _runs(self, parent: Any, base: Props, out: list[Run], fields: list[str]) -> None:
        for child in parent:
            if child.tag == W + "r":
                self._run(child, base, out, fields)
            elif child.tag in _THROUGH:
                self._runs(child, base, out, fields)
            elif child.tag in _DELETED:
                text = "".join(t.text or "" for t in child.iter(W + "delText", W + "t"))
                self.deleted.append(Run(text, font=base.get("font", "")))
            elif child.tag == _MC + "AlternateContent":
                self._runs(_choice(child), base, out, fields)

    def _run(self, element: Any, base: Props, out: list[Run], fields: list[str]) -> None:
        stated = element.find(W + "rPr")
        style = value(stated, "rStyle")
        props = base | (self.styles.chain(style)[0] if style else {}) | self.styles.run(stated)
        for child in element:
            text = self._piece(child, fields)
            if not text:
                continue
            if props.get("hidden"):
                self.hidden.append(Run(text, font=props.get("font", "")))
                continue
            text = text.upper() if props.get("caps") else text
            out.append(
                Run(
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

    def _table(self, element: Any, boxed: bool) -> Raw:
        borders = element.find(f"{W}tblPr/{W}tblBorders")
        style = (value(element.find(W + "tblPr"), "tblStyle") or "").lower()
        drawn = borders is not None and any(
            b.get(W + "val") not in ("none", "nil", None) for b in borders
        )
        raw = Raw(cells=[], boxed=boxed)
        raw.bordered = drawn or "grid" in style or _cell_borders(element)
        for row in element.iterfind(W + "tr"):
            cells: list[list[Raw]] = []
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
    found = Found(flow=raws, deleted=walk.deleted, hidden=walk.hidden)
    found.notes, found.margins = _note_raws(walk), _margin_raws(walk)
    return word_extract("docx", found)


def _note_raws(walk: _Walk) -> list[list[Raw]]:
    parts = {name: xml_part(walk.archive, f"word/{name}.xml") for name in ("footnotes", "endnotes")}
    found: list[list[Raw]] = []
    for name, number in list(walk.notes):
        items = [] if parts[name] is None else list(parts[name])
        note = next((n for n in items if n.get(W + "id") == number), None)
        found.append([] if note is None else walk.blocks(note))
    return found


def _margin_raws(walk: _Walk) -> list[Raw]:
    out: list[Raw] = []
    for name in sorted(walk.archive.namelist()):
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            part = xml_part(walk.archive, name)
            out += [] if part is None else walk.blocks(part)
    return out
