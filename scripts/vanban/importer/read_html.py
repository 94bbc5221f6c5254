"""Saved web pages and Word's filtered HTML; nothing named in the page is ever fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.etree as etree
import lxml.html as html

from vanban.importer import noise
from vanban.importer.labels import is_layout
from vanban.importer.legacy import Encoding, decide_fonts, decode, detect
from vanban.importer.model import NOTE_CLOSE, NOTE_OPEN, Block, Extract, Refused, Removed, Repair
from vanban.text import clean

_DROP = {
    "script", "style", "nav", "iframe", "object", "embed", "noscript", "form", "button", "svg",
    "head", "template", "aside", "title", "meta", "link", "select", "input", "textarea",
    "footer", "header",
}  # fmt: skip
_BLOCK = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "section", "article",
    "center", "dd", "dt", "ul", "ol", "body", "html", "caption", "main", "table", "tr", "td", "th",
}  # fmt: skip
_CONTENT = ("preview-content", "toanvancontent", "noidungvanban", "content1")
_MAX_DEPTH = 400


@dataclass(slots=True)
class _Style:
    font: str = ""
    bold: bool = False
    italic: bool = False
    centered: bool = False


@dataclass(slots=True)
class _Piece:
    text: str
    style: _Style


@dataclass(slots=True)
class _Raw:
    pieces: list[_Piece] = field(default_factory=list)
    item: bool = False
    column: int = 0
    table: Any = None


class _Walk:
    def __init__(self) -> None:
        self.out: list[_Raw] = []
        self.notes: dict[str, Any] = {}
        self.current = _Raw()
        self.column = 0

    def flush(self) -> None:
        if any(p.text.strip() for p in self.current.pieces):
            self.current.column = self.column
            self.out.append(self.current)
        self.current = _Raw()

    def walk(self, element: Any, style: _Style, depth: int = 0) -> None:
        if not isinstance(element.tag, str) or element.tag in _DROP or depth > _MAX_DEPTH:
            return
        note = _note_mark(element)
        if note:
            self.current.pieces.append(_Piece(f"{NOTE_OPEN}{note}{NOTE_CLOSE}", style))
            return
        style = _restyled(element, style)
        if element.tag == "br":
            self.current.pieces.append(_Piece("\x01", style))
        if element.tag == "table" and _is_data_table(element):
            self.flush()
            self.out.append(_Raw(table=element))
            return
        block = element.tag in _BLOCK
        if block:
            self.flush()
        before = self.column
        if element.tag in ("td", "th"):
            self.column = _layout_column(element)
        self.current.item = self.current.item or (element.tag == "li")
        self._children(element, style, depth)
        if block:
            self.flush()
        self.column = before

    def _children(self, element: Any, style: _Style, depth: int) -> None:
        if element.text:
            self.current.pieces.append(_Piece(element.text, style))
        for child in element:
            self.walk(child, style, depth + 1)
            if child.tail:
                self.current.pieces.append(_Piece(child.tail, style))


def read_html(path: Path) -> Extract:
    """Blocks of a page's document; a portal's menus and boxes are left out and listed."""
    root = _parse(path.read_bytes())
    body = root.body if root.body is not None else root
    content = _content(body)
    notes = _pull_notes(content)
    walk = _Walk()
    walk.walk(content, _Style())
    walk.flush()
    encodings = _decide(walk.out, content)
    blocks = [b for raw in walk.out for b in _finish(raw, encodings)]
    used = sorted({e for e in encodings.values() if e != "unicode"})
    if content is body and noise.is_attribute_page([b.text for b in blocks]):
        raise noise.no_text()
    return Extract(
        reader="html",
        blocks=tuple(blocks),
        notes=tuple(notes),
        removed=tuple(_around(body, content)),
        repairs=tuple(Repair(kind="đổi mã chữ", detail=f"{e} → Unicode") for e in used),
        encoding=" + ".join(used) or "Unicode",
    )


def _parse(data: bytes) -> Any:
    named = re.search(rb"charset\s*=\s*[\"']?([\w-]{3,20})", data[:4000], re.IGNORECASE)
    encoding = None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif not named or named[1].lower() in (b"utf-8", b"unicode"):
        encoding = "utf-8"
    lx: Any = html  # lxml has no types
    parser = lx.HTMLParser(encoding=encoding, no_network=True, huge_tree=False)
    try:
        return lx.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refused("tep-hong", "Trang HTML rỗng hoặc hỏng, không đọc được.") from error


def _content(body: Any) -> Any:
    """The element a known portal keeps the document in, else the whole body."""
    for element in body.iter("div", "section", "article"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if any(name in names.split() or name == element.get("id") for name in _CONTENT):
            return element
    return body


def _around(body: Any, content: Any) -> list[Removed]:
    if content is body:
        return []
    inside = set(content.iter())
    lines: list[str] = []
    for element in body.iter():
        if element in inside or not isinstance(element.tag, str) or element.tag in _DROP:
            continue
        parts = [element.text or "", *(c.tail or "" for c in element)]
        lines += [line for line in (clean(p).strip() for p in parts) if line]
    return [Removed(reason="khung trang web", text=re.sub(r"\s+", " ", t)) for t in lines]


def _note_mark(element: Any) -> str:
    """Word's ``<a href="#_ftn1">`` marks a footnote in the text."""
    match = re.fullmatch(r".*#_(?:ftn|edn)(\d{1,4})", element.get("href") or "")
    return match[1] if element.tag == "a" and match else ""


def _pull_notes(content: Any) -> list[str]:
    """Texts of Word's footnotes by number, taken out of the flow."""
    found: dict[int, str] = {}
    for element in list(content.iter("div")):
        match = re.fullmatch(r"(?:ftn|edn)(\d{1,4})", element.get("id") or "")
        if match and element.getparent() is not None:
            text = re.sub(r"\s+", " ", clean(element.text_content())).strip()
            found[int(match[1])] = re.sub(r"^\[?\w{1,4}\]?\s*", "", text)
            element.drop_tree()
    last = max(found, default=0)
    return [found.get(n, "") for n in range(1, last + 1)]


def _restyled(element: Any, style: _Style) -> _Style:
    css = (element.get("style") or "").lower()
    align = (element.get("align") or "").lower()
    font = element.get("face") or ""
    named = re.search(
        r"font-family\s*:\s*[\"']?([^;\"',]+)", element.get("style") or "", re.IGNORECASE
    )
    heading = bool(re.fullmatch(r"h[1-6]", element.tag))
    return _Style(
        font=(named[1].strip() if named else font) or style.font,
        bold=style.bold or heading or element.tag in ("b", "strong") or _is_bold(css),
        italic=style.italic or element.tag in ("i", "em") or "font-style:italic" in css,
        centered=style.centered or element.tag == "center" or align == "center"
        or bool(re.search(r"text-align\s*:\s*center", css)),
    )  # fmt: skip


def _is_bold(css: str) -> bool:
    return bool(re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", css))


def _rows(table: Any) -> list[list[Any]]:
    rows = [tr for tr in table.iter("tr") if next(tr.iterancestors("table"), None) is table]
    return [[c for c in tr if c.tag in ("td", "th")] for tr in rows]


def _is_data_table(table: Any) -> bool:
    """Ruled or large tables hold data; a small one without rules is a letterhead's layout."""
    rows = _rows(table)
    if max(map(len, rows), default=0) < 2 or any(True for _ in table.iterdescendants("table")):
        return False
    if is_layout(len(rows), clean(table.text_content())):
        return False
    ruled = table.get("border") not in (None, "", "0") or any(
        re.search(
            r"border(?:-\w+)?\s*:\s*(?!none|0)[^;]*(?:solid|windowtext|double)",
            c.get("style") or "",
        )
        for row in rows[:3]
        for c in row
    )
    return ruled or len(rows) > 6


def _layout_column(cell: Any) -> int:
    row = cell.getparent()
    cells = [c for c in row if c.tag in ("td", "th") and clean(c.text_content()).strip()]
    return cells.index(cell) + 1 if len(cells) == 2 and cell in cells else 0


def _decide(raws: list[_Raw], content: Any) -> dict[str, Encoding]:
    samples: dict[str, list[str]] = {}
    for raw in raws:
        for piece in raw.pieces:
            samples.setdefault(piece.style.font, []).append(piece.text)
    decided = decide_fonts({font: " ".join(parts) for font, parts in samples.items()})
    decided.setdefault("", detect(content.text_content()[:20_000]))
    return decided


def _finish(raw: _Raw, encodings: dict[str, Encoding]) -> list[Block]:
    if raw.table is not None:
        return [_table(raw.table, encodings[""])]
    text = "".join(decode(p.text, encodings[p.style.font]) for p in raw.pieces)
    written = [p.style for p in raw.pieces if p.text.strip(" \t\r\n\xa0\x01")]
    lines = (re.sub(r"\s+", " ", line).strip() for line in clean(text).split("\x01"))
    return [
        Block(
            kind="item" if raw.item and at == 0 else "paragraph",
            text=line,
            bold=all(s.bold for s in written),
            italic=all(s.italic for s in written),
            centered=any(s.centered for s in written),
            column=raw.column,
        )
        for at, line in enumerate(line for line in lines if line)
    ]


def _table(table: Any, encoding: Encoding) -> Block:
    grid: list[list[str]] = []
    pending: dict[int, int] = {}
    for row in _rows(table):
        line: list[str] = []
        for cell in row:
            while pending.get(len(line), 0) > 0:
                pending[len(line)] -= 1
                line.append("")
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            text = re.sub(r"\s+", " ", clean(decode(cell.text_content(), encoding))).strip()
            for step in range(across):
                pending[len(line)] = down - 1
                line.append(text if step == 0 else "")
        while pending.get(len(line), 0) > 0:
            pending[len(line)] -= 1
            line.append("")
        grid.append(line)
    width = max(map(len, grid), default=0)
    rows = tuple(tuple(r + [""] * (width - len(r))) for r in grid if any(r))
    return Block(kind="table", rows=rows)


def _span(cell: Any, name: str) -> int:
    stated = str(cell.get(name) or "1")
    return min(int(stated), 60) if stated.isdigit() and stated != "0" else 1
