"""What Word keeps beside the text: style chains, run properties and automatic numbers."""

from __future__ import annotations

import re
import zipfile
from typing import Any

from vanban.importer.guards import xml_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
Props = dict[str, Any]


def value(parent: Any, tag: str) -> str | None:
    """``w:val`` of a child element, None without the child."""
    child = None if parent is None else parent.find(W + tag)
    return None if child is None else child.get(W + "val", "")


def switch(parent: Any, tag: str) -> bool | None:
    """An on/off property: None when it isn't stated."""
    state = value(parent, tag)
    return None if state is None else state not in ("0", "false", "off", "none")


class Styles:
    """Resolved style chains of one package."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        root = xml_part(archive, "word/styles.xml")
        self._theme = _theme_fonts(archive)
        self._styles: dict[str, Any] = {}
        self._cache: dict[str, tuple[Props, Props]] = {}
        self.default_paragraph = ""
        self.default: Props = {}
        if root is None:
            return
        self.default = self.run(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iterfind(W + "style"):
            name = style.get(W + "styleId") or ""
            self._styles[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") == "1":
                self.default_paragraph = name

    def run(self, props: Any) -> Props:
        """Font, weight and visibility stated by an ``rPr``."""
        if props is None:
            return {}
        found: Props = {}
        font = self._font(props.find(W + "rFonts"))
        if font:
            found["font"] = font
        for key, tag in (("bold", "b"), ("italic", "i"), ("hidden", "vanish"), ("caps", "caps")):
            state = switch(props, tag)
            if state is not None:
                found[key] = state
        return found

    def _font(self, fonts: Any) -> str:
        if fonts is None:
            return ""
        named = fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
        if named:
            return str(named)
        theme = fonts.get(W + "asciiTheme") or ""
        return self._theme.get("major" if "major" in theme else "minor", "") if theme else ""

    def chain(self, name: str, depth: int = 0) -> tuple[Props, Props]:
        """Run and paragraph properties of a style with all it is based on."""
        if name in self._cache:
            return self._cache[name]
        style = self._styles.get(name)
        if style is None or depth > 12:
            return {}, {}
        base = value(style, "basedOn")
        run, paragraph = self.chain(base, depth + 1) if base else ({}, {})
        run = run | self.run(style.find(W + "rPr"))
        paragraph = paragraph | paragraph_props(style.find(W + "pPr"))
        self._cache[name] = run, paragraph
        return run, paragraph


def _theme_fonts(archive: zipfile.ZipFile) -> dict[str, str]:
    root = xml_part(archive, "word/theme/theme1.xml")
    fonts: dict[str, str] = {}
    if root is not None:
        for key in ("major", "minor"):
            latin = root.find(f".//{A}{key}Font/{A}latin")
            fonts[key] = "" if latin is None else latin.get("typeface", "")
    return fonts


def paragraph_props(props: Any) -> Props:
    """Alignment, numbering and outline level stated by a ``pPr``."""
    if props is None:
        return {}
    found: Props = {}
    align = value(props, "jc")
    if align is not None:
        found["align"] = align
    numbering = props.find(W + "numPr")
    number = value(numbering, "numId")
    level = value(numbering, "ilvl")
    if number is not None:
        found["num"] = number
    if level is not None and level.isdigit():
        found["level"] = int(level)
    return found


class Numbering:
    """Automatic labels, counted in document order: ``Điều 1.``, ``a)``, ``1.1``."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        root = xml_part(archive, "word/numbering.xml")
        self._abstract: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for item in root.iterfind(W + "abstractNum"):
            self._abstract[item.get(W + "abstractNumId", "")] = item
        for item in root.iterfind(W + "num"):
            self._numbers[item.get(W + "numId", "")] = item

    def label(self, number: str, level: int) -> str:
        """The next label of a numbered paragraph; empty when the definition is missing."""
        definition = self._level(number, level)
        if definition is None:
            return ""
        counts = self._counts.setdefault(value(self._numbers[number], "abstractNumId") or "", {})
        start = self._restart(number, level, counts)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        if value(definition, "numFmt") == "bullet":
            return "-"
        template = value(definition, "lvlText") or ""
        return re.sub(r"%(\d)", lambda m: self._count(number, int(m[1]) - 1, counts), template)

    def _restart(self, number: str, level: int, counts: dict[int, int]) -> int:
        start = _start(self._level(number, level))
        if (number, level) in self._started:
            return start
        self._started.add((number, level))
        for override in self._numbers[number].iterfind(W + "lvlOverride"):
            fresh = value(override, "startOverride")
            if override.get(W + "ilvl") == str(level) and fresh is not None and fresh.isdigit():
                counts.pop(level, None)
                return int(fresh)
        return start

    def _count(self, number: str, level: int, counts: dict[int, int]) -> str:
        definition = self._level(number, level)
        return printed(counts.get(level, _start(definition)), value(definition, "numFmt") or "")

    def _level(self, number: str, level: int) -> Any:
        item = self._numbers.get(number)
        if item is None:
            return None
        for override in item.iterfind(W + "lvlOverride"):
            own = override.find(W + "lvl")
            if override.get(W + "ilvl") == str(level) and own is not None:
                return own
        abstract = self._abstract.get(value(item, "abstractNumId") or "")
        if abstract is None:
            return None
        levels = (lv for lv in abstract.iterfind(W + "lvl") if lv.get(W + "ilvl") == str(level))
        return next(levels, None)


def _start(definition: Any) -> int:
    stated = value(definition, "start") or "1"
    return int(stated) if stated.isdigit() else 1


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """``4`` -> ``IV``; empty below 1."""
    out = ""
    for size, sign in _ROMAN:
        count, number = divmod(number, size) if number > 0 else (0, number)
        out += sign * count
    return out


def _letters(number: int) -> str:
    """Word's a..z, aa, bb …"""
    turn, at = divmod(max(number, 1) - 1, 26)
    return chr(97 + at) * (turn + 1)


def printed(number: int, form: str) -> str:
    """``number`` in a Word number format; unknown formats print digits."""
    if form == "none":
        return ""
    if form in ("upperRoman", "lowerRoman"):
        text = roman(number)
        return text if form == "upperRoman" else text.lower()
    if form in ("upperLetter", "lowerLetter"):
        text = _letters(number)
        return text.upper() if form == "upperLetter" else text
    return f"{number:02d}" if form == "decimalZero" else str(number)
