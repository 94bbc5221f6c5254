""".rtf files without any office program: text, fonts, tables, notes and printed numbers.

Rich Text Format 1.9 (Microsoft): groups in braces inherit and restore the state; a group that
opens with ``\\*`` may be passed over by a reader that doesn't know it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from vanban.importer.guards import MAX_BLOCKS, MAX_PART
from vanban.importer.model import NOTE_CLOSE, NOTE_OPEN, Extract, Refused
from vanban.importer.word_blocks import Found, Raw, Run, word_extract

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_MAX_DEPTH = 500
_SKIP = {
    "stylesheet", "colortbl", "info", "pict", "fldinst", "listtable", "listoverridetable", "themedata",
    "datastore", "latentstyles", "xmlnstbl", "generator", "revtbl", "rsidtbl", "filetbl", "mmathPr",
    "pntxta", "pntxtb", "pnseclvl", "bkmkstart", "bkmkend", "objdata", "object", "shpinst", "sp",
    "nonesttables", "atnid", "atnauthor", "annotation", "datafield", "nonshppict", "blipuid", "colorschememapping",
}  # fmt: skip
_MARGINS = {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}
_KEEP_STARRED = {"shppict": "skip", "shptxt": "box", "footnote": "note", "pntext": "label"}
_SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "~": "\xa0",
    "_": "-", "-": "\xad", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n",
}  # fmt: skip
_SWITCHES = {"b": "bold", "i": "italic", "v": "hidden", "caps": "caps", "deleted": "deleted"}
_CODE_PAGES = {163: "cp1258", 238: "cp1250", 204: "cp1251", 0: "cp1252", 1: "cp1252"}


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits: character looks, paragraph set-up, and where its text goes."""

    font: int = -1
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    caps: bool = False
    deleted: bool = False
    centered: bool = False
    table: bool = False
    skip: int = 1
    target: str = "flow"
    unicode: str = ""


@dataclass(slots=True)
class _Font:
    name: str = ""
    charset: int = 0


@dataclass(slots=True)
class _Flow:
    """Paragraphs of one stream of text, tables put together as rows end."""

    raws: list[Raw] = field(default_factory=list)
    current: Raw = field(default_factory=Raw)
    cell: list[Raw] = field(default_factory=list)
    row: list[list[Raw]] = field(default_factory=list)
    table: Raw | None = None
    bordered: bool = False


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.state = _State()
        self.stack: list[_State] = []
        self.fonts: dict[int, _Font] = {}
        self.default = 0
        self.codec = "cp1252"
        self.pending = bytearray()
        self.leave = 0
        self.high = 0
        self.starred = False
        self.flows: dict[str, _Flow] = {"flow": _Flow(), "margin": _Flow(), "box": _Flow()}
        self.notes: list[_Flow] = []
        self.found = Found()
        self.paragraphs = 0

    def run(self) -> Found:
        for match in _TOKEN.finditer(self.data):
            word, number, code, sign, brace, plain = match.groups()
            if code and not self.leave:
                self.pending.append(int(code, 16))
                continue
            self.flush()
            if word:
                self.word(word.decode("ascii"), int(number) if number else None)
            elif code:
                self.leave -= 1
            elif sign:
                self.symbol(sign.decode("latin-1"))
            elif brace:
                self.brace(brace)
            elif plain:
                self.plain(plain)
        self.flush()
        self.end()
        return self.found

    def brace(self, brace: bytes) -> None:
        if brace == b"{":
            self.stack.append(self.state)
            if len(self.stack) > _MAX_DEPTH:
                raise Refused("tep-hong", "Tệp RTF lồng nhau quá sâu; từ chối.")
            self.starred = False
        elif self.stack:
            self.state = self.stack.pop()
        self.leave = 0

    def symbol(self, sign: str) -> None:
        if sign == "*":
            self.starred = True
        else:
            self.put(_SIGNS.get(sign, ""))

    def word(self, word: str, number: int | None) -> None:
        if self.starred:
            self.starred = False
            if word in _KEEP_STARRED:
                self.goto(_KEEP_STARRED[word])
            elif word == "ud":
                self.state = replace(self.state, target=self.state.unicode or self.state.target)
            else:
                self.goto("skip")
            return
        if word in _SKIP:
            self.goto("skip")
        elif word in _MARGINS:
            self.goto("margin")
        elif word == "footnote":
            self.note()
        elif word in ("pntext", "listtext"):
            self.goto("label")
        elif word == "shptxt":
            self.goto("box")
        elif word == "upr" and self.state.target != "skip":
            # two groups follow: the text in the old code page, then (\ud) the same in Unicode
            self.state = replace(self.state, target="skip", unicode=self.state.target)
        elif word == "fonttbl":
            self.goto("fonts")
        else:
            known = self.looks(word, number) or self.layout(word)
            if not known:
                self.letter(word, number)

    def goto(self, target: str) -> None:
        if self.state.target != "skip":
            self.state = replace(self.state, target=target)

    def note(self) -> None:
        if self.state.target == "skip":
            return
        self.notes.append(_Flow())
        self.put(f"{NOTE_OPEN}{len(self.notes)}{NOTE_CLOSE}")
        self.state = replace(self.state, target=f"note{len(self.notes) - 1}")

    def looks(self, word: str, number: int | None) -> bool:
        """Font, weight and the like; whether ``word`` was one of them."""
        if word in _SWITCHES:
            changed: dict[str, Any] = {_SWITCHES[word]: number != 0}
            self.state = replace(self.state, **changed)
        elif word == "f":
            self.state = replace(self.state, font=number or 0)
            if self.state.target == "fonts":
                self.fonts.setdefault(number or 0, _Font())
        elif word == "plain":
            plain = _State(target=self.state.target, centered=self.state.centered)
            self.state = replace(plain, table=self.state.table, skip=self.state.skip)
        elif word == "fcharset" and self.state.font in self.fonts:
            self.fonts[self.state.font].charset = number or 0
        elif word == "deff":
            self.default = number or 0
        elif word == "ansicpg" and number:
            self.codec = f"cp{number}" if number in (1250, 1251, 1252, 1258) else "cp1252"
        else:
            return False
        return True

    def layout(self, word: str) -> bool:
        """Paragraphs, cells and rows; whether ``word`` was one of them."""
        flow = self.flow()
        if word == "pard":
            self.state = replace(self.state, centered=False, table=False)
        elif word in ("qc", "qj", "ql", "qr"):
            self.state = replace(self.state, centered=word == "qc")
        elif word == "intbl":
            self.state = replace(self.state, table=True)
        elif flow is None:
            return False
        elif word == "par":
            self.paragraph(flow)
        elif word in ("cell", "nestcell"):
            self.paragraph(flow, cell=True)
            flow.row.append(flow.cell)
            flow.cell = []
        elif word in ("row", "nestrow"):
            self.row(flow)
        elif word in ("sect", "page"):
            self.paragraph(flow)
        elif re.fullmatch(r"clbrdr[tblr]|trbrdr[tblrhv]", word):
            flow.bordered = True
        else:
            return False
        return True

    def letter(self, word: str, number: int | None) -> None:
        if word == "uc":
            self.state = replace(self.state, skip=min(number or 0, 8))
        elif word == "u" and number is not None:
            self.unit(number % 65536)
            self.leave = self.state.skip
        elif word in _SIGNS:
            self.put(_SIGNS[word])

    def unit(self, code: int) -> None:
        """A unit of UTF-16: two make one letter beyond the first 65 536, half a pair makes none."""
        if 0xD800 <= code < 0xDC00:
            self.high = code
        elif not 0xDC00 <= code < 0xE000:
            self.put(chr(code))
        elif self.high:
            self.put(chr(0x10000 + ((self.high - 0xD800) << 10) + code - 0xDC00))

    def plain(self, data: bytes) -> None:
        if self.leave:
            gone = min(self.leave, len(data))
            self.leave -= gone
            data = data[gone:]
        self.put(data.decode("cp1252", "replace") if data else "")

    def flush(self) -> None:
        if self.pending:
            charset = self.fonts.get(self.font(), _Font()).charset
            codec = _CODE_PAGES.get(charset, self.codec)
            codec = self.codec if codec == "cp1252" else codec
            text = bytes(self.pending).decode(codec, "replace")
            self.pending.clear()
            self.put(text)

    def font(self) -> int:
        return self.default if self.state.font < 0 else self.state.font

    def flow(self) -> _Flow | None:
        target = self.state.target
        if target.startswith("note"):
            return self.notes[int(target[4:])]
        return self.flows.get(target)

    def put(self, text: str) -> None:
        if text:
            self.high = 0
        if not text or self.state.target == "skip":
            return
        if self.state.target == "fonts":
            font = self.fonts.setdefault(self.font(), _Font())
            font.name = (font.name + text)[:80]
        elif self.state.target == "label":
            self.flows["flow"].current.label += text
        elif (flow := self.flow()) is not None:
            self.add(flow, text)

    def add(self, flow: _Flow, text: str) -> None:
        state = self.state
        name = self.fonts.get(self.font(), _Font()).name.rstrip("; ")
        text = text.upper() if state.caps else text
        runs = flow.current.runs
        if state.hidden or state.deleted:
            runs = self.found.hidden if state.hidden else self.found.deleted
        last = runs[-1] if runs else None
        if last and (last.bold, last.italic, last.font) == (state.bold, state.italic, name):
            last.text += text
        else:
            runs.append(Run(text, state.bold, state.italic, name))

    def paragraph(self, flow: _Flow, *, cell: bool = False) -> None:
        self.paragraphs += 1
        if self.paragraphs > MAX_BLOCKS:
            raise Refused(
                "qua-nhieu-doan", f"Tệp có hơn {MAX_BLOCKS} đoạn.", "Tách tệp rồi nhập lại."
            )
        raw, flow.current = flow.current, Raw()
        raw.centered = self.state.centered
        raw.label = re.sub(r"\s+", " ", raw.label).strip()
        if raw.label in ("·", "o", "§"):
            raw.label = "-"
        if cell or (self.state.table and self.state.target == "flow"):
            flow.cell.append(raw)
            return
        flow.table = None
        flow.raws += [*flow.cell, raw]
        flow.cell = []

    def row(self, flow: _Flow) -> None:
        if flow.table is None:
            flow.table = Raw(cells=[])
            flow.raws.append(flow.table)
        flow.table.bordered = flow.table.bordered or flow.bordered
        flow.table.cells = [*(flow.table.cells or []), flow.row]
        flow.row, flow.bordered = [], False

    def end(self) -> None:
        for flow in (*self.flows.values(), *self.notes):
            self.state = _State()
            flow.raws += [r for c in flow.row for r in c] + flow.cell
            if flow.current.runs:
                flow.raws.append(flow.current)
        for raw in self.flows["box"].raws:
            raw.boxed = True
        self.found.flow = [*self.flows["box"].raws, *self.flows["flow"].raws]
        self.found.margins = self.flows["margin"].raws
        self.found.notes = [note.raws for note in self.notes]


def read_rtf(path: Path) -> Extract:
    """The text of an .rtf in order with the numbers Word printed, hidden runs listed."""
    data = path.read_bytes()
    if len(data) > MAX_PART:
        raise Refused("tep-qua-lon", "Tệp RTF quá lớn.", "Bỏ ảnh trong tệp rồi nhập lại.")
    return word_extract("rtf", _Reader(re.sub(rb"\\bin\d+ ", b"", data)).run())
