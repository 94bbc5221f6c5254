"""Dates as they stand beside a mention, whole or damaged, to ISO.

``ngày 18/02/2019``, ``ngày 05 tháng 7 năm 2022``, ``4.11.2013``, ``5 - 9 - 2026``; separators
lost by a scanner (``26-52025``, ``0962025``) are put back when only one day fits. A footnote mark
that lost its height stands at the year (``năm 20245``).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_SEP = r" {0,2}[/.-] {0,2}"
DATE = (
    r"(?:\d{1,2} {0,3}(?:tháng|THÁNG|ngày) {0,3}\d{1,2}(?: {0,3},? {0,3}(?:năm|NĂM|tháng) {0,3}\d{4,6})?"
    rf"|\d{{1,2}}{_SEP}\d{{1,2}}{_SEP}(?:\d{{4,6}}|\d\d)(?!\d)"
    rf"|\d{{1,2}}{_SEP}\d{{5,6}}(?!\d)|\d{{6,8}}(?![\d.,/-])"
    rf"|\d{{1,2}}{_SEP}\d{{1,2}}(?![\d/.-]))"
)
"""One date in flat text, after the word ``ngày``; no groups."""

_NUMBERS = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def read_date(text: str) -> str:
    """``text`` as matched by ``DATE`` → ``YYYY-MM-DD``, ``--MM-DD`` without a year, or ''."""
    parts = _NUMBERS.findall(text)
    if len(parts) == 3:
        year = _year(parts[2])
        return _iso(parts[0], parts[1], year) if year else _yearless(parts[0], parts[1])
    if len(parts) == 2 and len(parts[1]) > 2:
        return _iso(parts[0], parts[1][:-4], parts[1][-4:])
    if len(parts) == 2:
        return _yearless(parts[0], parts[1])
    if len(parts) == 1:
        return _run_together(parts[0])
    return ""


def unreal_date(text: str) -> tuple[str, str]:
    """A day no calendar has (``31/02/2017``) as printed, in the order of ISO, and the note on it.

    Of anything else that is no date only the year is kept, if there is one.
    """
    parts = _NUMBERS.findall(text)
    printed = _year(parts[2]) if len(parts) == 3 else ""
    if not "1900" < printed < "2100":
        return "", ""
    day, month, year = int(parts[0]), int(parts[1]), int(printed)
    iso = f"{year:04d}-{month:02d}-{day:02d}" if 0 < month < 13 and 0 < day < 32 else printed
    return iso, f"Ngày in trong câu không có thật: {day}/{month}/{year}."


# What a title opens with, what may stand right before its date, and what makes it another's.
_TITLE = re.compile(
    r"[,:]? {1,3}(?:về|v/v|quy|sửa|bổ|ban|hướng|phê|triển|thực|đã|“|\"|của|do|được|\()",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"(?P<ro>(?:được {1,3})?(?:[^\W\d]+ {1,3}){0,3}?(?:ban {1,3}hành|thông {1,3}qua|ký|đề))(?:,| vào)? {1,3}\Z|(?:,|[”\")]) {1,3}\Z"
)
_CLOSED = re.compile(r" {0,3}(?:[,;.)]|\Z)| {1,3}của ")
_LATE = re.compile(rf"ngày {{1,4}}(?P<ngay>{DATE})")
_BEFORE_LATE = (", ", "” ", '" ', ") ", "hành ", "qua ", "ký ", "đề ", "vào ", "hành, ", ",  ")
_REACH = 280


def late_date(flat: str, end: int, high: int, text: str) -> tuple[int, str] | None:
    """(where it ends, as printed) of the date that closes the title after a mention, in its clause."""
    stop = min(high, end + _REACH)
    at = flat.find("ngày ", end, stop)
    if at < 0 or not flat.endswith(_BEFORE_LATE, end, at) or not _TITLE.match(flat, end):
        return None
    between = text[end:at]
    m = (
        _LATE.match(flat, at, stop)
        if not re.search(r"[;:]|\.\s|\n\s*\n|hiệu lực", between)
        else None
    )
    own = _OWN.search(flat, max(end, at - 60), at) if m else None
    if not m or not own or not (own["ro"] or _CLOSED.match(flat, m.end())):
        return None
    return m.end(), m["ngay"]


def _run_together(digits: str) -> str:
    """``0962025`` → ``2025-06-09``: the cut between day and month that gives a real day, if one."""
    head, year = digits[:-4], digits[-4:]
    days = {_iso(head[:n], head[n:], year) for n in range(1, len(head))} - {""}
    return days.pop() if len(days) == 1 else ""


def _year(digits: str) -> str:
    """The four digits of a printed year; '' when two years are as likely.

    ``46``: no document is older than 1945. ``20245``: a footnote mark, which never begins with a
    nought. ``20010``: a nought too many. ``20018`` can be either.
    """
    if len(digits) == 2:
        return ("19" if digits > "44" else "20") + digits
    if len(digits) == 5 and digits[4] == "0":
        return digits.replace("00", "0", 1)[:4]
    if len(digits) == 5 and digits.startswith(("2000", "2001", "2002")):
        return ""
    return digits[:4]


def _yearless(day: str, month: str) -> str:
    leap = _iso(day, month, "2000")
    return f"-{leap[4:]}" if leap else ""


def _iso(day: str, month: str, year: str) -> str:
    if not (0 < len(day) < 3 and 0 < len(month) < 3 and "1900" < year < "2100"):
        return ""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
