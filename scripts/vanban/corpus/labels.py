"""The first words of a provision: ``Điều 5.``, ``Chương II``, ``3.``, ``1.2``, ``a)``, ``IV-``.

One line goes in, without its Markdown ornaments; a ``Label`` comes out, or None. What the
label means at its place in the document is decided in ``provisions``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters of points in their order: no f, j, w, z; đ after d (Nghị định 30/2020/NĐ-CP)."""

_ORDINALS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip

_NUMBER = r"(?:thứ[ \u00a0]+)?(?P<so>\d{1,3})(?P<them>[a-zđA-ZĐ]{0,2})(?![\wÀ-ỹ])"
_DIEU = re.compile(
    rf"(?:Điều|ĐIỀU|Ðiều|ÐIỀU)[ \u00a0]+(?:{_NUMBER}|(?P<duy>duy nhất|DUY NHẤT))[ \u00a0]*(?P<sep>[.:]?[-–]?)"
)
_WORD = {
    "phan": "Phần|PHẦN",
    "chuong": "Chương|CHƯƠNG",
    "muc": "Mục|MỤC",
    "tieu_muc": "Tiểu mục|TIỂU MỤC|Tiểu Mục",
    "phu_luc": "Phụ lục|PHỤ LỤC|Phụ Lục|Mẫu số|MẪU SỐ",
}
_UNIT = re.compile(
    "(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _WORD.items())
    + r")(?:[ \u00a0]+(?:(?:số|SỐ|Số)[ \u00a0]+)?(?:(?:thứ|THỨ)[ \u00a0]+)?"
    r"(?P<so>\d{1,3}(?:\.\d{1,2})?|[IVXLC]+|(?<=thứ )\w+|(?<=THỨ )\w+|[A-ZĐ])(?P<them>[a-zđ]?|(?<=\d)[A-ZĐ])(?![\wÀ-ỹ]))?"
    r"[ \u00a0]*(?P<sep>[.:–-]*)"
)
_DIGITS = re.compile(
    r"(?P<so>\d{1,3}(?:\.\d{1,3}){0,3})(?P<them>[a-zđ]?)(?P<sep>[.)/]|[ \u00a0]?[-–]|)(?!\d)(?=[\s\u00a0*_]|[^\W\d_]|[“\"(])"
)
_ROMAN_LINE = re.compile(r"(?P<so>[IVXLC]+)[ \u00a0]?(?P<sep>[.)/–-])(?=[\s\u00a0*_]|[^\W\d_]{2})")
_CAPITAL_LINE = re.compile(r"(?P<so>[A-Z])(?P<sep>[.)/–-]|[ \u00a0][-–])(?=[\s\u00a0*_])")
_POINT = re.compile(
    r"(?P<so>[a-zđ])(?P<them>\d{0,2})(?P<sep>[).]|/|[ \u00a0]?[-–])(?=[\s\u00a0*_]|[^\W\d_]|[“\"])"
)


_DIGIT = frozenset("0123456789")
_POINTS = frozenset(LETTERS + "fjwz")
_AFTER_POINT = frozenset(").-/– \u00a00123456789")
_CAPITALS = frozenset("ABCDEFGHIKLMNOPQRSTUVXY")
_AFTER_CAPITAL = frozenset(".)/-– ")
_UNITS = tuple(word for words in _WORD.values() for word in words.split("|"))


Plain = tuple[str, str, str, str, int, tuple[int, ...]]
PLAIN: Mapping[str, Plain] = {
    f"{n}. ": ("khoan", f"{n}.", ".", f"khoan-{n}", n, (n,)) for n in range(1, 100)
} | {
    f"{a}) ": ("diem", f"{a})", ")", f"diem-{a if a != 'đ' else 'dd'}", n, (n,))
    for n, a in enumerate(LETTERS, 1)
}
"""Heads of lines that need no reading, nine of ten labels: kind, label, separator, part of an
anchor, number, path."""


# A tuple, not a dataclass: every clause of every document makes one.
class Label(NamedTuple):
    """``kind``: phan, chuong, muc, tieu_muc, phu_luc, dieu, khoan, diem, roman or capital.

    ``number`` is the ordinal (0 when there is none), ``suffix`` what was inserted behind it
    (``a`` in 37a, ``1`` in d1), ``path`` the numbers of a decimal, ``end`` where the label ends.
    """

    kind: str
    number: int
    suffix: str
    path: tuple[int, ...]
    sep: str
    end: int


def to_roman(number: int) -> str:
    out = ""
    for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out += sign
            number -= value
    return out


_ROMANS = {to_roman(number): number for number in range(1, 90)}


def roman(text: str) -> int:
    """Value of a Roman number in capitals, 0 when it isn't a regular one."""
    return _ROMANS.get(text, 0)


def read_label(line: str, at: int) -> Label | None:
    """The label that ``line`` has at ``at``, by its first letter."""
    char = line[at]
    if char in _DIGIT:
        return _digits(line, at)
    after = line[at + 1 : at + 2]
    if char in _POINTS:
        # most lines that begin with a small letter are told apart by the next character
        return _point(line, at) if after in _AFTER_POINT else None
    if char in "ĐÐ":
        return _dieu(line, at)
    if char in "PCMT" and line.startswith(_UNITS, at):
        return _unit(line, at)
    if char in "IVXLC" and (found := _roman_line(line, at)):
        return found
    return _capital(line, at) if after in _AFTER_CAPITAL and char in _CAPITALS else None


def _dieu(line: str, at: int) -> Label | None:
    found = _DIEU.match(line, at)
    if not found:
        return None
    rest = line[found.end() :].lstrip(" \u00a0*_")
    # "Điều 5 của Luật này…" is a sentence, "Điều 5 (Khoản 2):" names another document's
    if not found["sep"] and rest and not (rest[0].isupper() and line.lstrip(" *_").startswith("#")):
        return None
    return Label(
        "dieu", int(found["so"] or 0), (found["them"] or "").lower(), (), found["sep"], found.end()
    )


def _unit(line: str, at: int) -> Label | None:
    found = _UNIT.match(line, at)
    if not found:
        return None
    kind = next(name for name in _WORD if found[name])
    number = _ordinal(found["so"] or "")
    if number == 0 and (found["so"] or kind != "phu_luc"):
        return None
    word = found[kind]
    rest = line[found.end() :].strip(" \u00a0*_#")
    if rest and not _is_heading(word, found["sep"], rest):
        return None
    path = (
        tuple(int(n) for n in (found["so"] or "").split(".")) if "." in (found["so"] or "") else ()
    )
    suffix = (found["them"] or "").lower()
    label = "mau" if word.lower().startswith("mẫu") else kind
    return Label(label, number, suffix, path, found["sep"], found.end())


def _is_heading(word: str, sep: str, rest: str) -> bool:
    """Whether what follows ``Chương II`` is its title and not the rest of a sentence."""
    if word.isupper() or sep:
        return True
    return rest[0] in '([“"' or (rest[0].isupper() and not rest.endswith((";", ",")))


def _ordinal(text: str) -> int:
    if not text:
        return 0
    if text[0].isdigit():
        return int(text.split(".")[0])
    if len(text) > 1 or text in "IVX":
        return roman(text) or _ORDINALS.get(text.lower(), 0)
    return ord(text) - 64 if "A" <= text <= "Z" else 0


def _digits(line: str, at: int) -> Label | None:
    found = _DIGITS.match(line, at)
    if not found:
        return None
    text, suffix, sep = found.groups()
    sep = sep.strip()
    if "." in text:
        parts = text.split(".")
        if sep in ("/", ")") or (suffix and not sep) or any(p[0] == "0" for p in parts[1:]):
            return None
        path = tuple(map(int, parts))
        return Label("khoan", path[-1], suffix, path, sep, found.end())
    if not sep or (sep != "." and sep != ")" and _looks_like_number(line[found.end() :])):
        return None
    return Label("khoan", int(text), suffix, (), sep, found.end())


def _looks_like_number(rest: str) -> bool:
    """``29-CT/TU`` and ``2 - 3 người`` begin no provision."""
    word = rest.split(None, 1)[0] if rest.strip() else ""
    return "/" in word or word[:1].isdigit()


def _roman_line(line: str, at: int) -> Label | None:
    found = _ROMAN_LINE.match(line, at)
    number = roman(found["so"]) if found else 0
    if not found or not number:
        return None
    return Label("roman", number, "", (), found["sep"], found.end())


def _capital(line: str, at: int) -> Label | None:
    found = _CAPITAL_LINE.match(line, at)
    if not found:
        return None
    return Label("capital", ord(found["so"]) - 64, "", (), found["sep"].strip(), found.end())


def _point(line: str, at: int) -> Label | None:
    found = _POINT.match(line, at)
    if not found:
        return None
    number = LETTERS.find(found["so"]) + 1
    suffix = found["them"] if number else found["so"]
    return Label("diem", number, suffix, (), found["sep"].strip(), found.end())
