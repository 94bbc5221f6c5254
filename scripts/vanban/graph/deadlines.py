"""When something is to be done: the times that words of a text name, and the day they end with.

A time is a day (``trước ngày 31/12/2025``), a month, quarter, half or year, a span from the day of
signing (``sau 03 năm``), or one that comes again (``hằng năm``, ``định kỳ 6 tháng``,
``trước ngày 15 tháng 12 hằng năm``). The last day of it counts.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from vanban.text import is_date

Grain = str
"""How exact a time is: ``ngay``, ``thang``, ``quy``, ``nua_nam``, ``nam``."""


class When(NamedTuple):
    """A time as the words name it.

    ``day`` is its last day (ISO), ``--MM-DD`` for one that comes again on that day of the year, or ''.
    ``every`` counts the months from one to the next, 0 when it comes once; ``after`` those
    from the day of signing. ``grain`` says how exact ``day`` is.
    """

    day: str = ""
    grain: Grain = "ngay"
    every: int = 0
    after: int = 0


class Found(NamedTuple):
    """A time and where its words stand."""

    when: When
    start: int
    end: int


_COUNT = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_N = r"(?:\d{1,2}(?: ?\((?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\))?|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
_Q = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_S = r"\s{1,3}"
_ONE = r"\s"
_EVERY = rf"(?:h[ằà]ng|mỗi|từng){_S}"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_PATTERN = (
    rf"(?P<ngay>(?:ngày{_S})?(?<!\d)(?P<d1>\d{{1,2}})\s?(?:{_S}tháng{_S}|[/.-])\s?(?P<m1>\d{{1,2}})\s?(?:{_S}năm{_S}|[/.-])\s?(?P<y1>{_YEAR}))"
    # a day that comes again each year, or whose year is told elsewhere in the sentence
    rf"|(?P<ngaynam>(?:ngày{_S}|(?<=trước{_ONE})(?=\d))(?P<d0>\d{{1,2}})\s?(?:tháng\s|/|-)\s?(?P<m0>\d{{1,2}})(?!\d|\s?[/-]\s?\d|{_S}năm{_S}\d)"
    rf"(?P<lap>(?:{_S}của)?{_S}(?:{_EVERY}năm|năm{_S}(?:sau|tiếp{_S}theo|kế{_S}tiếp|kế{_S}hoạch|báo{_S}cáo)))?)"
    rf"|(?P<cuoiquy>ngày{_S}\d{{1,2}}(?:{_S}của)?{_S}tháng{_S}(?:cuối|đầu)(?:{_S}tiên)?(?:{_S}của)?{_S}(?:{_EVERY}|các{_S})?quý)"
    rf"|(?P<quy>[Qq]uý{_S}(?P<q>IV|I{{1,3}}|[1-4])(?:\s?/\s?|{_S}(?:năm{_S})?|,{_S}năm{_S})(?P<y2>{_YEAR}))"
    rf"|(?P<thang>tháng{_S}(?P<m3>\d{{1,2}})(?:\s?[/-]\s?|{_S}năm{_S})(?P<y3>{_YEAR}))"
    rf"|(?P<nua>(?:0?6|sáu){_S}tháng{_S}(?P<h>đầu|cuối){_S}năm{_S}(?P<y4>{_YEAR}))"
    rf"|(?P<nam>(?P<cuoi>(?:cuối|hết|đầu|giữa|trong|vào|đến|tới){_S}(?:(?:hết|cuối|giữa|đầu){_S})?)?năm{_S}(?P<y5>{_YEAR})(?!\s?[-–/]\s?\d))"
    rf"|(?P<giaidoan>(?:hết|cuối|kết{_S}thúc|tổng{_S}kết){_S}(?:thúc{_S})?(?:giai{_S}đoạn|nhiệm{_S}kỳ|thời{_S}kỳ){_S}{_YEAR}\s?[-–]\s?(?P<y6>{_YEAR}))"
    rf"|(?P<sau>sau{_S}(?:khi{_S})?(?P<n7>{_N}){_S}(?P<u7>năm|tháng)(?!{_S}(?:đầu|cuối|liên|liền))(?!{_S}kể{_S}từ{_S}(?:khi|thời|lúc)))"
    rf"|(?P<ky>(?P<dk>định{_S}kỳ,?{_S}(?:(?:vào|trong|tối{_S}thiểu|ít{_S}nhất|là){_S})?)?(?:{_EVERY}(?P<u8>năm|quý|tháng|tuần|nửa{_S}năm)"
    rf"|(?P<n9>{_N}){_S}(?P<u9>năm|tháng)(?P<lan>\s?(?:/\s?lần|,?{_S}(?:một|1|01){_S}lần))?|(?P<u10>năm|quý|tháng)(?=[\s,;.]))(?P<lan2>,?{_S}(?:một|1|01){_S}lần)?)"
    rf"|(?P<motnam>(?:ít{_S}nhất{_S}|tối{_S}thiểu{_S})?(?:mỗi{_S}năm{_S}(?:một|1|01){_S}lần|(?:một|1|01){_S}lần(?:{_S}trong)?(?:{_S}|/)(?:một{_S}|mỗi{_S}|01{_S})?năm|(?:một|1|01){_S}năm{_S}(?:một|1|01){_S}lần))"
)
# Every time begins with one of these: half of all words are left at their first letter.
_WHEN = re.compile(rf"\b(?=[\dbcđghíkmnqstv])(?:{_PATTERN})", re.IGNORECASE)
_MONTHS = {"năm": 12, "nửa năm": 6, "quý": 3, "tháng": 1, "tuần": 0}


def find_whens(text: str, low: int = 0, high: int | None = None) -> list[Found]:
    """Every time that ``text[low:high]`` names, in order and disjoint."""
    out = []
    for m in _WHEN.finditer(text, low, len(text) if high is None else high):
        when = _read(m)
        if when is not None:
            out.append(Found(when, m.start(), m.end()))
    return out


def _read(m: re.Match[str]) -> When | None:
    # the outermost group is the last to close
    return _READ[m.lastgroup or ""](m)


def _count(words: str) -> int:
    words = words.split("(")[0].strip().lower()
    return int(words) if words.isdigit() else _COUNT[words]


def _each_year(m: re.Match[str]) -> When | None:
    day = f"{int(m['m0']):02d}-{int(m['d0']):02d}"
    if not is_date(f"2024-{day}"):
        return None
    every = 12 if m["lap"] else 0
    return When(f"--{day}", "ngay", every)


def _day(m: re.Match[str]) -> When | None:
    day = f"{m['y1']}-{int(m['m1']):02d}-{int(m['d1']):02d}"
    return When(day, "ngay") if is_date(day) else None


def _quarter(m: re.Match[str]) -> When:
    return When(_last(int(m["y2"]), 3 * _Q[m["q"].upper()]), "quy")


def _month(m: re.Match[str]) -> When | None:
    month = int(m["m3"])
    return When(_last(int(m["y3"]), month), "thang") if 1 <= month <= 12 else None


def _half(m: re.Match[str]) -> When:
    return When(_last(int(m["y4"]), 6 if m["h"].lower() == "đầu" else 12), "nua_nam")


def _year(m: re.Match[str]) -> When:
    said = (m["cuoi"] or "").lower()
    month = 6 if "giữa" in said else 12
    return When(_last(int(m["y5"]), month), "nam")


def _span(m: re.Match[str]) -> When:
    return When(f"{m['y6']}-12-31", "nam")


def _after(m: re.Match[str]) -> When | None:
    months = _count(m["n7"]) * _MONTHS[m["u7"].lower()]
    return When(after=months) if months >= 6 else None


def _again(m: re.Match[str]) -> When | None:
    if m["u8"]:
        months = _MONTHS[" ".join(m["u8"].lower().split())]
        return When(every=months) if months else None
    if m["n9"]:
        if not (m["dk"] or m["lan"] or m["lan2"]):
            return None
        return When(every=_count(m["n9"]) * _MONTHS[m["u9"].lower()])
    return When(every=_MONTHS[m["u10"].lower()]) if m["dk"] else None


def _quarterly(_: re.Match[str]) -> When:
    return When(every=3)


def _yearly(_: re.Match[str]) -> When:
    return When(every=12)


_READ = {
    "cuoiquy": _quarterly,
    "ngaynam": _each_year, "ngay": _day, "quy": _quarter, "thang": _month, "nua": _half, "nam": _year,
    "giaidoan": _span, "sau": _after, "motnam": _yearly, "ky": _again,
}  # fmt: skip


def _last(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{monthrange(year, month)[1]:02d}"


def later(day: str, months: int) -> str:
    """``months`` after ``day`` (ISO): the same day of the month, or the month's last."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return f"{year}-{month + 1:02d}-{min(start.day, monthrange(year, month + 1)[1]):02d}"


@lru_cache(maxsize=4096)
def period_end(words: str) -> str:
    """The last day of what ``words`` of a person name (``quý IV/2026``, ``2027``, ``6 tháng đầu năm 2022``);
    ISO, '' when they name no time that comes once."""
    words = " ".join(words.split())
    if is_date(words):
        return words
    if re.fullmatch(_YEAR, words):
        return f"{words}-12-31"
    m = re.fullmatch(rf"({_YEAR})-(\d\d)", words)
    if m and 1 <= int(m[2]) <= 12:
        return _last(int(m[1]), int(m[2]))
    days = [f.when.day for f in find_whens(words) if f.when.day[:1].isdigit()]
    return max(days, default="")
