"""Rendered sections of a text to units of clauses, without what isn't part of any clause.

A section is (anchor, plain text), the text a line a block with the printed number in front.
Left out and counted: the signature and what follows it up to the next provision, the notes at
the end, and, in a consolidated text, the notes that say who amended a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from vanban.compare.values import Clause, Unit

Section = tuple[str, str]

NOTES = "chu-thich"
"""Anchor of the notes at the end of a text."""

_LEVELS = "kem|phu-luc|mau|phan|chuong|tieu-muc|muc|dieu|khoan|diem"
_PART = re.compile(rf"({_LEVELS})-((?:(?!(?:{_LEVELS})-)[a-z0-9]+-?)+)")
_SIGNED = re.compile(
    r"(?:nơi nhận|tm\.|t/m\b|kt\.|k/t\b|tl\.|t/l\b|tuq\.|q\.|chủ tịch(?: quốc hội| nước)?\Z|"
    r"xác thực văn bản hợp nhất|bộ trưởng\Z|thủ tướng\Z|chủ nhiệm\Z|thống đốc\Z|tổng bí thư\Z|"
    r"\(?(?:bộ )?(?:luật|pháp lệnh|nghị quyết|hiến pháp) này (?:đã )?được (?:quốc hội|ủy ban thường vụ|uỷ ban thường vụ|hội đồng nhân dân))",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"\[?\d{1,3}\]?\.? +(?:(?:Điều|Khoản|Điểm|Đoạn|Mục|Chương|Tên|Phụ lục|Nội dung|Tiêu đề|Dòng|Tiểu mục|Phần)\b.{0,80}?(?:được|hết hiệu lực|bị)|"
    r"(?:Cụm từ|Các cụm từ|Từ|Tên Điều)\b.{0,200}?được|(?:Bộ luật|Luật|Nghị định|Thông tư|Quyết định|Nghị quyết|Pháp lệnh)\b.{0,250}?(?:có căn cứ ban hành|quy định như sau))"
)
_PRINTED = {
    "dieu": re.compile(r"(?:Điều|ĐIỀU)\s+(?:\d+\w*|thứ \w+|duy nhất)\s*[.:\-–]?\s*"),
    "khoan": re.compile(r"(?:\d+(?:\.\d+)*[a-zđ]?\s*[.)/]\d{0,3}|\d+\s*[-–])\s*"),
    "diem": re.compile(r"[a-zđ]{1,2}\d{0,2}\s*[.)]\d{0,3}\s*|\d+(?:\.\d+)+[.)]?\s*"),
}
_HEADED = re.compile(
    r"(?:(?:Phần|Chương|Mục|Tiểu mục|Phụ lục|PHẦN|CHƯƠNG|MỤC|TIỂU MỤC|PHỤ LỤC)\s+(?:thứ \w+|[\dIVXLC]+\w?|[A-ZĐ])\s*[.:\-–]?|[IVXLC]+\s*[.\-–)/]|[A-HK]\s*[.\-)/])\s*"
)


class Reading(NamedTuple):
    """``left_out``: lines of notes and signatures that are not compared."""

    units: tuple[Unit, ...]
    left_out: int


def read_units(sections: Iterable[Section], *, consolidated: bool = False) -> Reading:
    """The units of a text in their order; empty sections and the notes are passed over."""
    anchors: list[str] = []
    gathered: list[list[Clause]] = []
    left_out = 0
    for anchor, text in sections:
        if anchor == NOTES:
            left_out += text.count("\n") + 1
            continue
        lines = text.split("\n")
        kept = _kept(lines, consolidated=consolidated)
        left_out += len(lines) - len(kept)
        clauses = read_clauses(anchor, "\n".join(kept))
        if not clauses:
            continue
        unit = unit_anchor(anchor)
        if anchor and anchors and unit == anchors[-1]:
            gathered[-1].extend(clauses)
        else:
            anchors.append(unit)
            gathered.append(list(clauses))
    units = [Unit(a, _kind(a), tuple(c)) for a, c in zip(anchors, gathered, strict=True)]
    return Reading(_opened(units), left_out)


def _opened(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """What stands before the first article or chapter is one unit, whatever numbers it has: a
    consolidated text lists there what amended it."""
    first = next((n for n, unit in enumerate(units) if unit.kind not in ("dau", "khoan")), 0)
    if first < 2 or not any(unit.kind == "dieu" for unit in units):
        return tuple(units)
    clauses = tuple(clause for unit in units[:first] for clause in unit.clauses)
    return (Unit("", "dau", clauses), *units[first:])


def _kept(lines: Sequence[str], *, consolidated: bool) -> list[str]:
    kept = []
    for n, line in enumerate(lines):
        if line[:1] in _SIGNS and _SIGNED.match(line) and (n or len(lines) == 1):
            break
        if consolidated and line[:1] in "0123456789[" and _NOTED.match(line):
            continue
        kept.append(line)
    return kept


_SIGNS = frozenset("NnTtKkQqCcXxBbLlPpHh(")
"""First letters of what ``_SIGNED`` finds."""


def read_clauses(anchor: str, text: str) -> tuple[Clause, ...]:
    """A section's clause, none when it is empty; of an article its heading and what stands
    between that and the first numbered clause apart, for the one may become the other."""
    clause = read_clause(anchor, text)
    if not (clause.text or clause.label):
        return ()
    title, line, rest = clause.text.partition("\n")
    if clause.kind != "dieu" or not line:
        return (clause,)
    return clause._replace(text=title), Clause(anchor, "doan", "", rest)


def read_clause(anchor: str, text: str) -> Clause:
    """A section's clause: its printed number taken off its text."""
    kind = _kind(anchor)
    pattern = _PRINTED.get(kind, _HEADED)
    found = pattern.match(text) if kind not in ("dau", "tieu_de") else None
    label = found[0].strip() if found else ""
    rest = text[found.end() :] if found else text
    return Clause(anchor, kind, label, rest)


@lru_cache(maxsize=50_000)
def parts_of(anchor: str) -> tuple[tuple[str, str], ...]:
    """``dieu-5-khoan-2`` → (dieu, 5), (khoan, 2); empty for an anchor that is no provision's."""
    found = [(m[1], m[2].rstrip("-")) for m in _PART.finditer(anchor)]
    whole = "-".join(f"{level}-{label}" for level, label in found)
    return tuple(found) if whole == anchor else ()


@lru_cache(maxsize=50_000)
def _kind(anchor: str) -> str:
    parts = parts_of(anchor)
    return parts[-1][0] if parts else "tieu_de" if anchor else "dau"


@lru_cache(maxsize=50_000)
def unit_anchor(anchor: str) -> str:
    """The anchor up to its article, else up to its first clause; itself when it has neither."""
    out = []
    parts = parts_of(anchor)
    levels = [level for level, _ in parts]
    stop = "dieu" if "dieu" in levels else "khoan"
    for level, label in parts:
        out.append(f"{level}-{label}")
        if level == stop:
            return "-".join(out)
    return anchor
