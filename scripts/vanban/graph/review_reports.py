"""Reports that come again or are due by a day: ``định kỳ hằng năm báo cáo …``, ``trước ngày …``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.graph.deadlines import Found, When
from vanban.graph.review_clause import AHEAD, Clause, Hit, future, opens, told
from vanban.graph.review_words import (
    DUE_DAY,
    NOT_REPORT,
    OF_BODY,
    OTHER_ACT,
    PERIOD_OF,
    REPORT,
    REPORT_NOUN,
    THING_BEFORE,
    UNTIL,
)  # fmt: skip
from vanban.text import is_date

_ENDS = re.compile(r"(?:gửi|chế\s+độ|nộp|lập|năm|quý|tháng|lần)\s+\Z", re.IGNORECASE)
"""What may stand before ``báo cáo`` at the end of a clause: elsewhere it names a thing."""


def find_reports(clause: Clause) -> Iterator[Hit]:
    """A report that comes again, or that is due by a day."""
    text = clause.text
    for m in REPORT.finditer(text, clause.low, clause.high):
        head = clause.before(m.start(), 40)
        if NOT_REPORT.search(head) or REPORT_NOUN.match(text, m.end()) or told(clause, m.start()):
            continue
        if text[m.end() : m.end() + 1] in (".", ";", "") and not _ENDS.search(head):
            continue
        best = _report_time(clause, m)
        if best is not None:
            yield Hit("bao_cao", best.when, min(m.start(), best.start), max(m.end(), best.end))
            return


def _report_time(clause: Clause, m: re.Match[str]) -> Found | None:
    found = [f for f in clause.whens if _goes_with(clause, m, f)]
    days = [f for f in clause.whens if f.when.day.startswith("--") and _due(clause, f)]
    every = [f for f in found if f.when.every and not f.when.day]
    if days and (days[0].when.every or every):
        day = days[0]
        months = min((f.when.every for f in every), default=12)
        return Found(When(day.when.day, "ngay", max(12, months)), day.start, day.end)
    if every:
        return min(every, key=lambda f: f.when.every)
    if not is_date(clause.signed):
        return None
    limits = (f for f in found if f.when.day[:1].isdigit() and _due(clause, f))
    return next((f for f in limits if future(f.when, clause.signed)), None)


def _due(clause: Clause, f: Found) -> bool:
    """Whether the words make it the time by which: ``trước ngày``, ``trong quý``, ``cuối năm``."""
    if f.when.grain in ("quy", "thang", "nam", "nua_nam"):
        return bool(UNTIL.search(clause.before(f.start, 40))) or clause.text.startswith(
            ("cuối", "trong"), f.start
        )
    return bool(DUE_DAY.search(clause.before(f.start, 40)))


def _goes_with(clause: Clause, m: re.Match[str], f: Found) -> bool:
    """Whether a time is the report's: at the head, right before, behind ``báo cáo``, or with ``định kỳ``."""
    text = clause.text
    if PERIOD_OF.search(clause.before(f.start, 90)) or OF_BODY.match(text, f.end):
        return False
    if f.end <= m.start():
        gap = text[f.end : m.start()]
        if OTHER_ACT.search(gap) and len(gap) > 60:
            return False
        return (opens(clause, f) and len(gap) < 2 * AHEAD) or (
            len(gap) < 45 and not THING_BEFORE.search(clause.before(f.start, 60))
        )
    between = text[m.end() : f.start]
    if "báo cáo" in between or len(between) > 260:
        return False
    if f.when.day:
        return True
    words = text[f.start : f.end].lower()
    if "kỳ" in words or "lần" in words:
        return not OTHER_ACT.search(between[-40:])
    if THING_BEFORE.search(between + " "):
        return False
    return len(between.split()) <= 5 or (
        not clause.before(m.start(), 400).strip(" *_-–+•.)0123456789abcdđeghiklmnopq")
        and not text[f.end : clause.high].strip(" .;\n")
    )
