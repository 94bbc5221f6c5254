"""Keys of names: what two spellings of one conventional name share."""

from __future__ import annotations

import re

from vanban.text import fold

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_WORDS = {
    "nhat": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "muoi ba": 13, "muoi bon": 14,
    "muoi lam": 15,
}  # fmt: skip
_N = (
    r"(?:muoi(?: (?:mot|hai|ba|bon|lam))?|nhat|hai|ba|bon|tu|nam|sau|bay|tam|chin|[ivx]+|\d{1,2})\b"
)
_TERM = re.compile(rf"\bkhoa ({_N})")
_PLENUM = re.compile(
    rf"(?:lan thu (?P<a>{_N}).{{0,40}}?\b(?:trung uong|tw|t\.u)\b|\b(?:trung uong|tw|t\.u)(?: dang)?,? ?(?:lan thu )?(?P<b>{_N}))"
)
_CONGRESS = re.compile(rf"dai hoi (?P<ai>.*?)(?:lan thu |khoa )?(?P<so>{_N})(?: cua dang.*)?$")
_YEAR = re.compile(r"[ (]+(?:nam )?(?:19|20)\d\d\)?$")
_TAIL = re.compile(r"(?: so:? ?\d.*| \((?:sua doi|hop nhat|so)\b.*)$")
_STATUTE = re.compile(r"\bdieu le dang\b")


def number_of(word: str) -> int:
    """``xii``, ``12``, ``muoi hai`` → 12; 0 for anything else."""
    if word.isdigit():
        return int(word)
    if word in _WORDS:
        return _WORDS[word]
    values = [_ROMAN.get(c, 0) for c in word]
    if not values or 0 in values:
        return 0
    return sum(-v if n and v < n else v for v, n in zip(values, [*values[1:], 0], strict=True))


def term_in(text: str) -> int:
    """The term a phrase names (``Ban Chấp hành Trung ương khóa XIII`` → 13), or 0."""
    m = _TERM.search(fold(text))
    return number_of(m[1]) if m else 0


def name_key(name: str) -> str:
    """``ten:…`` of a conventional name: folded, without its year; plenums by number and term.

    ``Nghị quyết Trung ương 4 khóa XII`` and ``Nghị quyết Hội nghị lần thứ tư Ban Chấp hành
    Trung ương Đảng khóa XII`` have one key.
    """
    flat = " ".join(fold(name).replace("-", " ").split())
    loai = " ".join(flat.split(" ")[:2])
    plenum = _PLENUM.search(flat)
    if plenum and loai in ("nghi quyet", "ket luan"):
        number = number_of(plenum["a"] or plenum["b"])
        return f"ten:{loai} trung uong {number} khoa {term_in(name)}"
    congress = _CONGRESS.search(flat)
    if congress and loai == "nghi quyet":
        return _congress_key(congress)
    if _STATUTE.search(flat):
        return "ten:dieu le dang"
    if flat.startswith("hien phap"):
        return "ten:hien phap"
    bare = _YEAR.sub("", _TAIL.sub("", flat))
    return "ten:" + " ".join(bare.replace(",", " ").split())


def _congress_key(m: re.Match[str]) -> str:
    """A national congress by its ordinal; a local one by the words for its body too."""
    words = [
        w for w in m["ai"].split() if w not in ("dai", "bieu", "toan", "quoc", "dang", "lan", "thu")
    ]
    place = " ".join(words)
    return f"ten:nghi quyet dai hoi {place + ' ' if place else ''}{number_of(m['so'])}"
