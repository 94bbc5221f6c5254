"""Where on the pages of a PDF each field was read: boxes to be drawn over the pictures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vanban.importer.model import Draft

_HEAD_PAGES = 3
_TAIL_PAGES = 40
_ENDING = ("nguoi_ky", "noi_nhan")
_SHORTEST = 4
_LONGEST = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A line of a field on page ``page`` (from 1); the rest are thousandths of the page's width
    and height, from the top left."""

    name: str
    page: int
    x: int
    y: int
    width: int
    height: int


def needles(draft: Draft) -> list[tuple[str, list[str]]]:
    """For each field the texts that show its place, the surest first, without white space."""
    out = []
    for field in draft.fields.items:
        where = (
            re.sub(r" \([^()]*\)$", "", field.where) if field.confidence == "ngo" else field.where
        )
        first = field.value.split(" / ")[0] if field.name == "co_quan" else field.value
        texts = [where, first] if field.name not in ("co_quan", "nguoi_ky") else [first, where]
        tight = [bare(t)[:_LONGEST] for t in texts]
        out.append((field.name, [t for t in tight if len(t) >= _SHORTEST]))
    return [(name, texts) for name, texts in out if texts]


def bare(text: str) -> str:
    """Without white space, in NFC and small letters: what a page's characters are compared by."""
    return "".join(unicodedata.normalize("NFC", text).split()).lower()


def boxes(path: Path, wanted: Sequence[tuple[str, Sequence[str]]]) -> list[Box]:
    """Boxes of each field, on the first page that has it; signers and recipients from the end."""
    import pypdfium2

    opened: Any = pypdfium2  # its types are incomplete
    document = opened.PdfDocument(str(path))
    last = len(document)
    head, tail = range(min(last, _HEAD_PAGES)), range(last - 1, max(-1, last - 1 - _TAIL_PAGES), -1)
    read: dict[int, _Letters] = {}
    found: list[Box] = []
    for name, texts in wanted:
        for number in tail if name in _ENDING else head:
            letters = read.setdefault(number, _Letters(document[number]))
            lines = list(letters.lines(texts))
            found += [Box(name=name, page=number + 1, **line) for line in lines]
            if lines:
                break
    return found


class _Letters:
    """A page's letters without white space, and which character each of them is."""

    def __init__(self, page: Any) -> None:
        self.size = page.get_size()
        self.page = page.get_textpage()
        pairs = [
            (letter.lower(), at)
            for at, char in enumerate(self.page.get_text_range())
            for letter in unicodedata.normalize("NFC", char)
            if not letter.isspace()
        ]
        self.text = "".join(letter for letter, _ in pairs)
        self.at = [at for _, at in pairs]

    def lines(self, texts: Iterable[str]) -> Iterator[dict[str, int]]:
        """The lines the first of ``texts`` that is there stands on."""
        begin = next(((self.text.find(t), t) for t in texts if t in self.text), None)
        if begin is None:
            return
        start, end = self.at[begin[0]], self.at[begin[0] + len(begin[1]) - 1]
        wide, high = self.size
        rects = [
            self.page.get_rect(n) for n in range(self.page.count_rects(start, end - start + 1))
        ]
        for left, bottom, right, top in _joined(rects):
            yield {
                "x": round(1000 * left / wide) - 4,
                "y": round(1000 * (high - top) / high) - 3,
                "width": round(1000 * (right - left) / wide) + 8,
                "height": round(1000 * (top - bottom) / high) + 6,
            }


Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in points, from the page's lower left."""


def _joined(rects: Iterable[Rect]) -> list[Rect]:
    """One rectangle a line: letters of another font than their neighbours come by themselves."""
    lines: list[Rect] = []
    for rect in rects:
        for at, line in enumerate(lines):
            shared = min(line[3], rect[3]) - max(line[1], rect[1])
            height = min(line[3] - line[1], rect[3] - rect[1])
            near = (
                rect[0] - line[2] < 2 * (line[3] - line[1])
                and line[0] - rect[2] < line[3] - line[1]
            )
            if shared > height / 3 and near:
                lines[at] = (
                    min(line[0], rect[0]), min(line[1], rect[1]),
                    max(line[2], rect[2]), max(line[3], rect[3]),
                )  # fmt: skip
                break
        else:
            lines.append(rect)
    return lines
