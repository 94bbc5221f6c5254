"""Dates as they stand beside a mention, whole or damaged, to ISO.

``ngày 18/02/2019``, ``ngày 05 tháng 7 năm 2022``, ``4.11.2013``, ``5 - 9 - 2026``; separators
lost by a scanner (``26-52025``, ``0962025``) are put back when only one day fits.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_SEP = r" {0,2}[/.-] {0,2}"
DATE = (
    r"(?:\d{1,2} {0,3}(?:tháng|THÁNG) {0,3}\d{1,2}(?: {0,3},? {0,3}(?:năm|NĂM) {0,3}\d{4})?"
    rf"|\d{{1,2}}{_SEP}\d{{1,2}}{_SEP}\d{{4}}(?!\d)"
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
        return _iso(parts[0], parts[1], parts[2])
    if len(parts) == 2 and len(parts[1]) > 2:
        return _iso(parts[0], parts[1][:-4], parts[1][-4:])
    if len(parts) == 2:
        leap = _iso(parts[0], parts[1], "2000")
        return f"-{leap[4:]}" if leap else ""
    if len(parts) == 1:
        return _run_together(parts[0])
    return ""


def _run_together(digits: str) -> str:
    """``0962025`` → ``2025-06-09``: the cut between day and month that gives a real day, if one."""
    head, year = digits[:-4], digits[-4:]
    days = {_iso(head[:n], head[n:], year) for n in range(1, len(head))} - {""}
    return days.pop() if len(days) == 1 else ""


def _iso(day: str, month: str, year: str) -> str:
    if not (0 < len(day) < 3 and 0 < len(month) < 3 and "1900" < year < "2100"):
        return ""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
