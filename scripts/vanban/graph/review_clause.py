"""A clause of a sentence with the times in it, and what the words round a time make of it."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from vanban.graph.deadlines import Found, When
from vanban.graph.review_words import PAST, THING_BEFORE, UNTIL
from vanban.text import is_date

Kind = Literal["so_ket", "tong_ket", "kiem_tra", "bao_cao"]

AHEAD = 110
"""Characters between a time at the head of a clause and its word."""


class Hit(NamedTuple):
    kind: Kind
    when: When
    start: int
    end: int


class Clause(NamedTuple):
    """A clause ``text[low:high]`` of a sentence with the times in it, and the day of signing."""

    text: str
    low: int
    high: int
    whens: tuple[Found, ...]
    signed: str

    def before(self, at: int, reach: int) -> str:
        return self.text[max(self.low, at - reach) : at]


def future(when: When, signed: str) -> bool:
    return not (is_date(signed) and when.day[:1].isdigit()) or when.day >= signed


def told(clause: Clause, at: int) -> bool:
    return bool(PAST.search(clause.before(at, 90)))


def opens(clause: Clause, f: Found) -> bool:
    """Whether a time begins its part of the sentence."""
    before = clause.text[clause.low : f.start].strip(" *_-–+•.)0123456789")
    return len(before) < 12 or opens_part(clause, f)


def opens_part(clause: Clause, f: Found) -> bool:
    """Whether it does so behind a comma or ``và``."""
    lead = clause.before(f.start, 14)
    return bool(re.search(r"(?:,|;|\bvà)\s+(?:đến\s+|vào\s+|trong\s+)?\Z", lead))


def is_limit(clause: Clause, f: Found) -> bool:
    """Whether the words make a day a limit (``trước ngày``, ``trong quý``, ``Năm 2030, …``), not a name."""
    if f.when.day.startswith("--"):
        return bool(UNTIL.search(clause.before(f.start, 40)))
    words = clause.text[f.start : f.end].lower()
    if f.when.grain == "ngay":
        return bool(UNTIL.search(clause.before(f.start, 40)))
    if f.when.grain in ("quy", "thang", "nua_nam") or words.startswith(
        ("cuối", "hết", "vào", "trong", "đến", "giữa", "đầu", "kết")
    ):
        return True
    return opens(clause, f) or bool(UNTIL.search(clause.before(f.start, 40)))


def names_a_thing(clause: Clause, f: Found) -> bool:
    """``dự toán hằng năm``, ``trợ cấp hằng tháng``: a rhythm that says of which kind a thing is."""
    if "kỳ" in clause.text[f.start : f.end].lower() or opens(clause, f):
        return False
    return bool(THING_BEFORE.search(clause.before(f.start, 60)))
