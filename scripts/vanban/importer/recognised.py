"""Letters that were recognised on a picture, put in order before they are read like others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from vanban.importer.labels import ARTICLE, CLAUSE
from vanban.importer.model import Block, Repair
from vanban.importer.pdf_lines import Char, Line

_SPECKS = re.compile(r"^[_\-–¬|\\~`'‘’.,:;*°•]{1,3}(?=(?:\d{1,3}\.|[a-zđ]\)|Điều \d{1,3}\.) ?\S)")
_POINT = re.compile(r"^([a-zđ])\) (?=\S)")
_POINTS = "abcdđeghiklmnopqrstuvxy"
_ALIKE = {frozenset(pair) for pair in ("dđ", "il", "gq", "ce", "uv")}
"""Letters one of which is taken for the other in a picture."""


def apart(chars: Sequence[Char]) -> list[Char]:
    """``chars`` in the order they were written, no word reaching into the next one's place.

    The boxes of words may overlap on a page that leans; sorted by place, their letters mix.
    """
    words: list[list[Char]] = []
    for char in chars:
        if not words or words[-1][-1]["text"].isspace() or _elsewhere(words[-1][-1], char):
            words.append([])
        words[-1].append(dict(char))
    for word, following in pairwise(words):
        _squeezed(word, following)
    return [char for word in words for char in word]


def _elsewhere(last: Char, char: Char) -> bool:
    return bool(abs(last["bottom"] - char["bottom"]) > 0.5 * char["size"])


def _squeezed(word: list[Char], following: list[Char]) -> None:
    """Make ``word`` end where ``following`` begins, when both stand on one line."""
    start, end, limit = word[0]["x0"], word[-1]["x1"], following[0]["x0"]
    if _elsewhere(word[-1], following[0]) or not start + 1 < limit < end:
        return
    share = (limit - start) / (end - start)
    for char in word:
        char["x0"] = start + (char["x0"] - start) * share
        char["x1"] = start + (char["x1"] - start) * share


def without_specks(lines: Sequence[Line]) -> list[Line]:
    """Dirt read as signs before a printed label (``__2. Giao Sở``) hides the label: it goes."""
    return [replace(x, text=_SPECKS.sub("", x.text)) for x in lines]


def points_mended(blocks: Sequence[Block]) -> tuple[list[Block], list[Repair]]:
    """Labels of points misread for a letter that looks like the next one (``c) đ) đ)``).

    Luật 80/2015/QH13 counts points in the order of the Vietnamese letters, none left out.
    """
    out: list[Block] = []
    repairs: list[Repair] = []
    last = ""
    for block in blocks:
        found = _POINT.match(block.text)
        if found:
            wanted = _POINTS[_POINTS.find(last) + 1 :][:1] if last else "a"
            if last and {found[1], wanted} in _ALIKE:
                block = replace(block, text=wanted + block.text[1:])
                detail = f"{found[1]}) → {wanted}) {block.text[3:40]}"
                repairs.append(Repair(kind="sửa nhãn điểm đọc sai", detail=detail))
            last = block.text[0]
        elif ARTICLE.match(block.text) or CLAUSE.match(block.text):
            last = ""
        out.append(block)
    return out, repairs
