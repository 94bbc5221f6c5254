"""Characters of a PDF page to lines by position; the order in the file is never trusted.

Some producers write a line's plain and marked letters in two runs from two fonts: only the
coordinates say how they stand together. Lengths are PDF points from the page's top left.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vanban.importer.labels import is_caps, motto_at
from vanban.importer.legacy import Encoding, decode
from vanban.importer.model import NOTE_CLOSE, NOTE_OPEN
from vanban.text import clean

Char = dict[str, Any]
_LABEL_ONLY = re.compile(r"^(?:[IVXLC]+\.|\d{1,3}[.)]|[a-zđ]\)|[-–+•*])$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One piece of a row: ``parts`` pieces stand on its baseline, this is number ``part``."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    italic: bool = False
    part: int = 0
    parts: int = 1
    page: int = 1

    @property
    def center(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class _Row:
    chars: list[Char]
    top: float
    bottom: float
    size: float


def page_lines(chars: Sequence[Char], encodings: Mapping[str, Encoding], page: int) -> list[Line]:
    """Lines of a page, top to bottom and left to right; text NFC with single blanks."""
    rows = _with_superscripts(_rows(chars))
    lines: list[Line] = []
    for row in sorted(rows, key=lambda r: r.bottom):
        pieces = [p for piece in _pieces(row) for p in _sides(piece, row.size, encodings)]
        for at, piece in enumerate(pieces):
            line = _line(piece, row, encodings, page, at, len(pieces))
            if line.text:
                lines.append(line)
    return lines


def _rows(chars: Sequence[Char]) -> list[_Row]:
    rows: list[_Row] = []
    for char in sorted(chars, key=lambda c: (c["bottom"], c["x0"])):
        home = next((r for r in reversed(rows[-4:]) if _same_row(r, char)), None)
        if home is None:
            rows.append(_Row([char], char["top"], char["bottom"], char["size"]))
            continue
        home.chars.append(char)
        home.size = max(home.size, char["size"])
        home.top = min(home.top, char["top"])
    return rows


def _same_row(row: _Row, char: Char) -> bool:
    if abs(row.bottom - char["bottom"]) <= max(2.5, 0.35 * char["size"]):
        return True
    small = char["size"] < 0.8 * row.size
    return bool(small and row.top - 1 <= char["top"] and char["bottom"] <= row.bottom + 1)


def _with_superscripts(rows: list[_Row]) -> list[_Row]:
    """A few small characters form a row of their own, raised or lowered, by their line."""
    out: list[_Row] = []
    for row in rows:
        host = _host(row, rows)
        if host is None:
            out.append(row)
        else:
            host.chars += row.chars
    return out


def _host(row: _Row, rows: list[_Row]) -> _Row | None:
    written = [c for c in row.chars if c["text"].strip()]
    if len(written) > 3 or any(c["size"] > 9.6 for c in written):
        return None
    for other in rows:
        above = other.top - 4 <= row.top and other.top < row.bottom <= other.bottom + 1
        below = other.top < row.top < other.bottom - 0.3 * other.size
        lowered = below and row.bottom < other.bottom + 5
        if other is not row and other.size > row.size * 1.25 and (above or lowered):
            return other
    return None


def _pieces(row: _Row) -> list[list[Char]]:
    """A row cut where a gap is wider than any blank between words."""
    pieces: list[list[Char]] = [[]]
    for char in sorted(row.chars, key=lambda c: c["x0"]):
        if pieces[-1]:
            last = pieces[-1][-1]
            gap = char["x0"] - last["x1"]
            if char["text"] == last["text"] and abs(char["x0"] - last["x0"]) < 0.6:
                continue  # bold drawn by printing twice
            if gap > 1.6 * row.size and char["text"].strip():
                pieces.append([])
            elif gap > 0.17 * row.size and last["text"] != " " and char["text"] != " ":
                pieces[-1].append({**char, "text": " ", "x0": last["x1"], "x1": char["x0"]})
        pieces[-1].append(char)
    pieces = [_without_strays(p) for p in pieces if any(c["text"].strip() for c in p)]
    return _label_joined(pieces, row.size)


def _without_strays(piece: list[Char]) -> list[Char]:
    """Blanks between letters that touch come from elsewhere on the page."""
    out: list[Char] = []
    for at, char in enumerate(piece):
        if char["text"] == " " and out and at + 1 < len(piece):
            after = piece[at + 1]
            if after["text"] != " " and after["x0"] - out[-1]["x1"] < 0.02 * after["size"]:
                continue
        out.append(char)
    return out


def _sides(piece: list[Char], size: float, encodings: Mapping[str, Encoding]) -> list[list[Char]]:
    """The two sides of a letterhead so close together that their gap is hardly a wide one."""
    start = motto_at(clean(decoded(piece, encodings)).strip())
    if start < 0:
        return [piece]
    ends = [at for at, char in enumerate(piece) if char["text"] == " "]
    for at in ends:
        after = next((c for c in piece[at:] if c["text"].strip()), None)
        left = clean(decoded(piece[:at], encodings)).strip()
        wide = after is not None and after["x0"] - piece[at - 1]["x1"] > 0.35 * size
        if at and wide and is_caps(left) and 0 <= start - len(left) < 3:
            return [piece[:at], piece[at + 1 :]]
    return [piece]


def _label_joined(pieces: list[list[Char]], size: float) -> list[list[Char]]:
    """A label set on a tab is no column: ``I.``    ``KẾT QUẢ``."""
    if len(pieces) < 2:
        return pieces
    first = "".join(c["text"] for c in pieces[0]).strip()
    near = pieces[1][0]["x0"] - pieces[0][-1]["x1"] < 4 * size
    if not _LABEL_ONLY.match(first) or not near:
        return pieces
    blank = {**pieces[1][0], "text": " "}
    return [[*pieces[0], blank, *pieces[1]], *pieces[2:]]


def _line(
    piece: list[Char], row: _Row, encodings: Mapping[str, Encoding], page: int, at: int, of: int
) -> Line:
    written = [c for c in piece if c["text"].strip()]
    names = [str(c["fontname"]).lower() for c in written]
    text = decoded(_notes_marked(piece, written, row.size), encodings)
    return Line(
        text=re.sub(r"\s+", " ", clean(text)).strip(),
        x0=written[0]["x0"],
        x1=written[-1]["x1"],
        top=row.top,
        bottom=row.bottom,
        size=statistics.median(c["size"] for c in written),
        bold=sum("bold" in n or "black" in n for n in names) > 0.8 * len(names),
        italic=sum("ital" in n or "obli" in n for n in names) > 0.8 * len(names),
        part=at,
        parts=of,
        page=page,
    )


def _notes_marked(piece: list[Char], written: list[Char], size: float) -> list[Char]:
    """Raised small digits at the end of a word become a note reference."""
    large = [c["bottom"] for c in written if c["size"] >= 0.75 * size]
    base = statistics.median(large) - 0.12 * size if large else 0.0
    raised = [
        c for c in written if c["size"] < 0.75 * size and c["text"].isdigit() and c["bottom"] < base
    ]
    if not raised or len(raised) > 6 or len(written) <= len(raised) + 3:
        return piece
    out: list[Char] = []
    for char in piece:
        if char not in raised or _is_power(char, out):
            out.append(char)
        elif out and out[-1].get("note"):
            inner = out[-1]["text"].strip(NOTE_OPEN + NOTE_CLOSE) + char["text"]
            out[-1] = {**out[-1], "text": f"{NOTE_OPEN}{inner}{NOTE_CLOSE}"}
        else:
            while out and out[-1]["text"] == " ":
                out.pop()
            out.append({**char, "text": f"{NOTE_OPEN}{char['text']}{NOTE_CLOSE}", "note": True})
    return out


def _is_power(char: Char, before: Sequence[Char]) -> bool:
    """``m2``, ``km3``: a raised 2 or 3 behind a unit counts dimensions."""
    word = "".join(c["text"] for c in before[-3:])
    return char["text"] in "23" and bool(re.search(r"(?:^|[^\w])(?:\d*)[cdkmh]?m$|/m$", word))


def decoded(chars: Sequence[Char], encodings: Mapping[str, Encoding]) -> str:
    """Text of characters in order, neighbours of one encoding decoded together."""
    out: list[str] = []
    at = 0
    while at < len(chars):
        encoding = encodings.get(chars[at]["fontname"], "unicode")
        end = at + 1
        while end < len(chars) and encodings.get(chars[end]["fontname"], "unicode") == encoding:
            end += 1
        out.append(decode("".join(c["text"] for c in chars[at:end]), encoding))
        at = end
    return "".join(out)
