"""Lines that belong to the paper and not to the document: gazette heads, stamps, page numbers.

Every line taken out is returned as ``Removed``; a person can read what went and why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.importer.model import Refused, Removed

GAZETTE_HEAD = re.compile(
    r"^(?:\d{1,4}\s+)?CÔNG BÁO\s*/\s*Số\s[\d\s+/.,A-Za-z]*?/\s*Ngày\s[\d\s/.-]+$"
)
PAGE_NUMBER = re.compile(r"^(?:[-–—]\s*)?(?:[Tt]rang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–—])?$")
_STAMP_START = re.compile(
    r"^(?:Người ký|Ký bởi|Được ký bởi|Signature Not Verified)\b\s*:?", re.IGNORECASE
)
_STAMP_LINE = re.compile(
    r"^(?:Người ký|Ký bởi|Được ký bởi|Signature Not Verified|Email|E-mail|Cơ quan|Tổ chức|Đơn vị"
    r"|Chức vụ|Thời gian ký|Ngày ký|Date|DN)\s*:",
    re.IGNORECASE,
)
_STAMP_END = re.compile(r"^(?:Thời gian ký|Ngày ký|Date)\s*:", re.IGNORECASE)
RULE_LINE = re.compile(r"^[\s\-–—_=*.~…•+oO0]*[\-–—_=*~…]{2,}[\s\-–—_=*.~…•+oO0]*$|^\*+$")

_PORTAL_END = re.compile(r"^CƠ SỞ DỮ LIỆU QUỐC GIA VỀ PHÁP LUẬT$")


def is_rule(line: str) -> bool:
    """A drawn line: ``-----``, ``____``, ``*``, ``-o0o-``; no words."""
    return bool(RULE_LINE.match(line)) or line in ("-o0o-", "--o0o--", "-0-", "- * -", "o0o")


def portal_span(lines: Sequence[str]) -> tuple[int, int] | None:
    """Where a page of the national legal database holds the document's own text, or None."""
    filled = [line for line in lines[:12] if line]
    if filled[:2] != ["Trang chủ", ">"]:
        return None
    start = max((i for i, line in enumerate(lines[:90]) if line == "Tải về"), default=-1) + 1
    ends = (i for i in range(start, len(lines)) if _PORTAL_END.match(lines[i]))
    return start, next(ends, len(lines))


_ATTRIBUTES = ("Số hiệu", "Loại văn bản", "Ngày ban hành", "Cơ quan ban hành", "Người ký")


def is_attribute_page(lines: Sequence[str]) -> bool:
    """A portal's page about a document that doesn't hold its text."""
    named = {a for a in _ATTRIBUTES for line in lines if line.startswith(a) and len(line) < 90}
    provisions = any(re.match(r"(?:Điều \d|Căn cứ )", line) for line in lines)
    return len(named) >= 4 and not provisions


def no_text() -> Refused:
    """Why such a page isn't imported."""
    return Refused(
        "khong-toan-van",
        "Trang này chỉ có thuộc tính, không có toàn văn.",
        "Mở thẻ “Nội dung” hoặc tải văn bản gốc rồi nhập tệp đó.",
    )


def stamp_lines(lines: Sequence[str]) -> set[int]:
    """Indices of digital-signature stamps: a first line naming the signer, at most eight long."""
    out: set[int] = set()
    for start, line in enumerate(lines):
        if start in out or not _STAMP_START.match(line):
            continue
        group = _stamp_group(lines, start)
        if len(group) >= 2:
            out.update(group)
    return out


def _stamp_group(lines: Sequence[str], start: int) -> list[int]:
    group: list[int] = []
    for at in range(start, min(start + 10, len(lines))):
        line = lines[at]
        if _STAMP_LINE.match(line):
            group.append(at)
            if _STAMP_END.match(line):
                break
        elif line and not (group and len(line) < 60 and at == group[-1] + 1):
            break
        elif line and not any(_STAMP_END.match(x) for x in lines[at : at + 3]):
            break  # a wrapped stamp value is only believed when the stamp's date follows
        elif line:
            group.append(at)
    return group


def gazette_lines(lines: Sequence[str]) -> set[int]:
    """Indices of gazette heads and of the lone page numbers standing beside them."""
    out: set[int] = set()
    for at, line in enumerate(lines):
        if not GAZETTE_HEAD.match(line):
            continue
        out.add(at)
        for step in (-1, 1):
            near = _next_filled(lines, at, step)
            if near is not None and re.fullmatch(r"\d{1,4}", lines[near]):
                out.add(near)
                break
    return out


def _next_filled(lines: Sequence[str], at: int, step: int) -> int | None:
    for distance in range(1, 4):
        near = at + step * distance
        if not 0 <= near < len(lines):
            return None
        if lines[near]:
            return near
    return None


def page_breaks(lines: Sequence[str]) -> tuple[list[str | None], list[Removed]]:
    """``lines`` with page furniture cut out; each cut, with blank lines around it, is one None."""
    heads, stamps = gazette_lines(lines), stamp_lines(lines)
    removed = [Removed(reason="đầu trang Công báo", text=lines[i]) for i in sorted(heads)]
    removed += [Removed(reason="dấu chữ ký số", text=lines[i]) for i in sorted(stamps)]
    gone = heads | stamps
    out: list[str | None] = []
    for at, line in enumerate(lines):
        if at in gone or "\f" in line:
            _cut(out)
        elif line or not out or out[-1] is not None:
            out.append(line)
    return out, removed


def _cut(out: list[str | None]) -> None:
    while out and not out[-1]:
        out.pop()
    out.append(None)
