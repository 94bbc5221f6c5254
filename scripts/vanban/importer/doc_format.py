"""Styles, run and paragraph properties and automatic numbers of a Word 97-2003 file."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field, replace

from vanban.importer.doc_file import DocFile, changes
from vanban.importer.docx_format import printed

_FORMS = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
          22: "decimalZero", 23: "bullet", 255: "none"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a run looks: font number, weight, and whether Word shows it at all."""

    font: int = 0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    deleted: bool = False
    symbol: int = 0
    special: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a paragraph is set: style, place in a table, and automatic number (list, level)."""

    style: int = 0
    centered: bool = False
    table: bool = False
    row_end: bool = False
    number: int = 0
    level: int = 0
    borders: bool = False


_SWITCHES = {0x0835: "bold", 0x0836: "italic", 0x083B: "caps", 0x083C: "hidden",
             0x0800: "deleted", 0x0855: "special"}  # fmt: skip


def looked(look: Look, data: bytes, styles: Styles | None = None, base: Look | None = None) -> Look:
    """``look`` after the property changes of ``data``; 0x80 and 0x81 keep or turn the style's."""
    for code, operand in changes(data):
        name = _SWITCHES.get(code)
        if name and operand:
            before = getattr(base or look, name)
            value = {0x80: before, 0x81: not before}.get(operand[0], bool(operand[0]))
            look = replace(look, **{name: value})
        elif code == 0x4A4F and len(operand) == 2:
            look = replace(look, font=struct.unpack("<H", operand)[0])
        elif code == 0x4A30 and styles and len(operand) == 2:
            look = styles.character(look, struct.unpack("<H", operand)[0])
        elif code == 0x6A09 and len(operand) == 4:
            look = replace(look, symbol=struct.unpack_from("<H", operand, 2)[0])
    return look


def formed(form: Form, data: bytes) -> Form:
    """``form`` after the property changes of ``data``."""
    for code, operand in changes(data):
        if code in (0x2403, 0x2461) and operand:
            form = replace(form, centered=operand[0] == 1)
        elif code == 0x2416 and operand:
            form = replace(form, table=bool(operand[0]))
        elif code == 0x2417 and operand:
            form = replace(form, row_end=bool(operand[0]))
        elif code == 0x460B and len(operand) == 2:
            form = replace(form, number=struct.unpack("<h", operand)[0])
        elif code == 0x260A and operand:
            form = replace(form, level=operand[0])
        elif code in (0xD605, 0xD608, 0xD613, 0xD620) and len(operand) > 4:
            form = replace(form, borders=form.borders or _drawn(code, operand))
    return form


def _drawn(code: int, operand: bytes) -> bool:
    """Whether a table's border settings draw a line anywhere."""
    if code == 0xD608:  # cells of twenty bytes after their edges: flags, width, four borders
        cells = operand[3 + 2 * (operand[2] + 1) :]
        kinds = (cells[n + k] for n in range(0, len(cells) - 19, 20) for k in (5, 9, 13, 17))
        return sum(k not in (0, 255) for k in kinds) >= 3
    if code == 0xD605:  # six borders of four bytes: width, kind, colour, space
        return any(operand[n + 1] not in (0, 255) for n in range(1, len(operand) - 3, 4))
    if code == 0xD613:  # six of eight bytes: colour, width, kind, space
        return any(operand[n + 5] not in (0, 255) for n in range(1, len(operand) - 7, 8))
    return any(operand[n] not in (0, 255) for n in range(8, len(operand), 8))


@dataclass(slots=True)
class _Style:
    base: int = 0xFFF
    form: bytes = b""
    look: bytes = b""


class Styles:
    """Style chains resolved to looks and forms."""

    def __init__(self, doc: DocFile) -> None:
        data = doc.styles()
        self._styles: list[_Style] = []
        self._known: dict[int, tuple[Form, Look]] = {}
        self.default = Look()
        if len(data) < 20:
            return
        size, count, base = struct.unpack_from("<HHH", data, 0)
        if size >= 14:
            self.default = Look(font=struct.unpack_from("<H", data, 14)[0])
        at = 2 + size
        while at + 2 <= len(data) and len(self._styles) < min(count, 4_095):
            length = struct.unpack_from("<H", data, at)[0]
            self._styles.append(_style(data[at + 2 : at + 2 + length], base))
            at += 2 + length + length % 2

    def paragraph(self, number: int, depth: int = 0) -> tuple[Form, Look]:
        """Form and look of a paragraph style with all it is based on."""
        if number in self._known:
            return self._known[number]
        if number >= len(self._styles) or depth > 12:
            return Form(style=number), self.default
        style = self._styles[number]
        form, look = Form(), self.default
        if style.base != 0xFFF and style.base != number:
            form, look = self.paragraph(style.base, depth + 1)
        found = replace(formed(form, style.form), style=number), looked(look, style.look)
        self._known[number] = found
        return found

    def character(self, look: Look, number: int) -> Look:
        """``look`` with a character style laid over it."""
        if number < len(self._styles):
            return looked(look, self._styles[number].look)
        return look


def _style(data: bytes, base: int) -> _Style:
    if len(data) < base + 2 or base < 10:
        return _Style()
    words = struct.unpack_from("<3H", data, 0)
    kind, parent, parts = words[1] & 15, words[1] >> 4, words[2] & 15
    at = base + 2 + 2 * struct.unpack_from("<H", data, base)[0] + 2
    found: list[bytes] = []
    for _ in range(parts):
        if at + 2 > len(data):
            break
        size = struct.unpack_from("<H", data, at)[0]
        found.append(data[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    if kind == 1 and len(found) >= 2:
        return _Style(base=parent, form=found[0][2:], look=found[1])
    return _Style(base=parent, look=found[0] if kind == 2 and found else b"")


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    template: str = ""


@dataclass(slots=True)
class Lists:
    """Automatic numbers: definitions, and counters that run through the document."""

    levels: dict[int, list[_Level]] = field(default_factory=dict)
    overrides: list[int] = field(default_factory=list)
    starts: dict[tuple[int, int], int] = field(default_factory=dict)
    counts: dict[int, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[int, int]] = field(default_factory=set)

    def label(self, number: int, level: int) -> str:
        """The next label of list ``number`` (from 1) at ``level``; empty when undefined."""
        if not 0 < number <= len(self.overrides):
            return ""
        key = self.overrides[number - 1]
        levels = self.levels.get(key, [])
        if level >= len(levels):
            return ""
        counts = self.counts.setdefault(key, {})
        if (number, level) in self.starts and (number, level) not in self.begun:
            counts.pop(level, None)
        start = self.starts.get((number, level), levels[level].start)
        self.begun.add((number, level))
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        if levels[level].form == "bullet":
            return "-"
        out = ""
        for char in levels[level].template:
            at = ord(char)
            if at < len(levels):
                out += printed(counts.get(at, levels[at].start), levels[at].form)
            else:
                out += char
        return out.strip()


def read_lists(doc: DocFile) -> Lists:
    """Numbering of a file; what is malformed counts as no numbering."""
    data, overrides = doc.lists()
    lists = Lists()
    try:
        _definitions(data, lists)
        _overrides(overrides, lists)
    except (struct.error, IndexError):
        return lists
    return lists


def _definitions(data: bytes, lists: Lists) -> None:
    if len(data) < 2:
        return
    count = struct.unpack_from("<h", data, 0)[0]
    at = 2 + 28 * count
    for n in range(min(count, 2_000)):
        key = struct.unpack_from("<i", data, 2 + 28 * n)[0]
        simple = data[2 + 28 * n + 26] & 1
        lists.levels[key] = []
        for _ in range(1 if simple else 9):
            level, at = _level(data, at)
            lists.levels[key].append(level)


def _level(data: bytes, at: int) -> tuple[_Level, int]:
    start, form = struct.unpack_from("<iB", data, at)
    looks, forms = data[at + 24], data[at + 25]
    at += 28 + looks + forms
    length = struct.unpack_from("<H", data, at)[0]
    text = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    kind = _FORMS.get(form, "decimal")
    return _Level(start=start, form=kind, template=text), at + 2 + 2 * length


def _overrides(data: bytes, lists: Lists) -> None:
    if len(data) < 4:
        return
    count = min(struct.unpack_from("<I", data, 0)[0], 5_000)
    at = 4 + 16 * count
    for n in range(count):
        key = struct.unpack_from("<i", data, 4 + 16 * n)[0]
        lists.overrides.append(key)
        at += 4
        for _ in range(data[4 + 16 * n + 12]):
            start, flags = struct.unpack_from("<iI", data, at)
            at += 8
            if flags & 0x10:
                lists.starts[n + 1, flags & 15] = start
            if flags & 0x20:
                _, at = _level(data, at)
