"""Duties to look back that a text sets: interim and final reviews, checks, periodic reports.

A duty is the word (``sơ kết``, ``tổng kết``, ``kiểm tra việc thực hiện``, ``báo cáo``) with a time in
its own sentence; without a time nothing is due. Not duties: what was done (``đã tổng kết``,
``qua 5 năm thực hiện``), money for a meeting, the name of a report, what a form or a quotation says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vanban.graph.deadlines import Found, When, find_whens, later
from vanban.graph.review_clause import (
    AHEAD,
    Clause,
    Hit,
    Kind,
    future,
    is_limit,
    names_a_thing,
    opens,
    opens_part,
    told,
)  # fmt: skip
from vanban.graph.review_reports import find_reports
from vanban.graph.review_words import (
    CARRIED,
    CHECK,
    GENERAL,
    MARKS,
    NOT_REVIEW,
    OBJECT_YEAR,
    OF_FORM,
    OF_SHEET,
    OTHER_ACT,
    OWN_OBJECT,
    REPORT,
    REVIEW,
    SENTENCE_END,
    THING_BEFORE,
    WORDS,
    YEARS,
    hints,
    years_of,
)  # fmt: skip
from vanban.graph.units import inside, quotes_of
from vanban.model import Mention, Provision
from vanban.text import is_date

_NEAR, _BESIDE = 90, 25
LIMIT = 480
"""Characters of a sentence that are kept as evidence."""


class Duty(NamedTuple):
    """One duty of a text: ``when`` it is due, ``anchor`` the clause, ``loi`` the sentence.

    ``mention`` indexes the text's mentions when the duty is about another document, else -1;
    ``when.after`` then counts from that document's day.
    """

    kind: Kind
    when: When
    anchor: str
    loi: str
    mention: int = -1


def find_duties(
    text: str, mentions: Sequence[Mention], provisions: Sequence[Provision], signed: str = ""
) -> tuple[Duty, ...]:
    """Every duty ``text`` sets, in its order, none twice; ``signed``: its ISO day, '' unknown.

    ``mentions`` and ``provisions`` are those of ``text``. A time before the day of signing is one that is told.
    """
    blocks = _blocks(text)
    if not blocks:
        return ()
    quotes = quotes_of(text)
    starts = [p.start for p in provisions]
    out: dict[tuple[object, ...], Duty] = {}
    for low, high in (s for block in blocks for s in _sentences(text, *block)):
        for hit in _in_sentence(text, low, high, signed):
            anchor = _place(provisions, starts, hit.start)
            form = OF_FORM if hit.kind == "bao_cao" else OF_SHEET
            if form.search(anchor) or inside(quotes, hit.start):
                continue
            duty = _duty(text, mentions, hit, anchor, (low, high), signed)
            if duty is not None:
                out.setdefault((duty.kind, duty.when, anchor), duty)
    return tuple(out.values())


def _duty(
    text: str,
    mentions: Sequence[Mention],
    hit: Hit,
    anchor: str,
    sentence: tuple[int, int],
    signed: str,
) -> Duty | None:
    """What was hit, with the document it is about; a span of years counts from that one's day."""
    low, high = sentence
    about = _about(text, mentions, hit, high)
    when = hit.when
    if (
        when.after
        and about >= 0
        and len(mentions[about].ngay) == 10
        and is_date(mentions[about].ngay)
    ):
        when = When(later(mentions[about].ngay, when.after))
        if not future(when, signed):
            return None
    return Duty(hit.kind, when, anchor, _evidence(text, low, high, hit), about)


def _evidence(text: str, low: int, high: int, hit: Hit) -> str:
    """The sentence in plain words; of a long one, what holds both the word and its time."""
    if high - low > LIMIT:
        low = max(low, min(hit.start - 40, high - LIMIT))
        high = min(high, max(hit.end + 40, low + LIMIT))
        left = "… " if low else ""
        words = " ".join(MARKS.sub("", text[low:high]).split())
        return left + words.partition(" ")[2].rpartition(" ")[0] + " …"
    return " ".join(MARKS.sub("", text[low:high]).split())


def _blocks(text: str) -> list[tuple[int, int]]:
    """Paragraphs with one of the words and a hint of a time, each once; tables and headings are none."""
    found: dict[int, int] = {}
    for word in WORDS:
        at = text.find(word)
        while at >= 0:
            blank = text.rfind("\n\n", 0, at)
            low = blank + 2 if blank >= 0 else 0
            end = text.find("\n\n", at)
            found[low] = len(text) if end < 0 else end
            at = text.find(word, found[low])
    out = []
    for low in sorted(found):
        block = text[low : found[low]]
        if block[0] not in "|#" and hints(block):
            out.append((low, found[low]))
    return out


def _sentences(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    for m in SENTENCE_END.finditer(text, low, high):
        if m.end() > low + 10:
            yield low, m.end()
        low = m.end()
    if high > low + 10:
        yield low, high


def _place(provisions: Sequence[Provision], starts: list[int], at: int) -> str:
    n = bisect_right(starts, at) - 1
    while n >= 0 and provisions[n].end <= at:
        n -= 1
    return provisions[n].anchor if n >= 0 else ""


def _about(text: str, mentions: Sequence[Mention], hit: Hit, high: int) -> int:
    """The document whose carrying out is looked back on; -1 when it is this one or none is named."""
    for n, m in enumerate(mentions):
        if m.start >= high:
            break
        if m.start < hit.start:
            continue
        carried = CARRIED.search(text, hit.start, m.start)
        near = m.start < hit.end + _NEAR
        return n if carried and near and m.kind != "self" else -1
    return -1


def _in_sentence(text: str, low: int, high: int, signed: str) -> Iterator[Hit]:
    at = low
    while at < high:
        cut = text.find(";", at, high)
        end = high if cut < 0 else cut + 1
        # the times of a clause cost more than all else: first see whether anything asks for one
        looks = text.find("kết", at, end) >= 0 and REVIEW.search(text, at, end)
        checks = text.find(" tra", at, end) >= 0 and CHECK.search(text, at, end)
        reports = text.find("áo cáo", at, end) >= 0 and REPORT.search(text, at, end)
        if looks or checks or reports:
            clause = Clause(text, at, end, tuple(find_whens(text, at, end)), signed)
            if looks:
                yield from _reviews(clause)
            if checks and clause.whens:
                yield from _checks(clause)
            if reports and clause.whens:
                yield from find_reports(clause)
        at = end


# -- sơ kết, tổng kết ------------------------------------------------------------------------------


def _reviews(clause: Clause) -> Iterator[Hit]:
    words = list(REVIEW.finditer(clause.text, clause.low, clause.high))
    for n, m in enumerate(words):
        if told(clause, m.start()) or NOT_REVIEW.search(clause.before(m.start(), 40)):
            continue
        if GENERAL.search(clause.text, clause.low, clause.high):
            continue
        best = _review_time(clause, words, n)
        if best is None:
            continue
        for kind in _review_kinds(m):
            yield Hit(kind, best.when, min(m.start(), best.start), max(m.end(), best.end))


def _review_kinds(m: re.Match[str]) -> tuple[Kind, ...]:
    """``sơ kết, tổng kết`` said together is one duty of each kind."""
    if m["ca"]:
        return ("so_ket", "tong_ket")
    return ("so_ket",) if m[0][0] in "Ss" else ("tong_ket",)


def _review_time(clause: Clause, words: Sequence[re.Match[str]], n: int) -> Found | None:
    """A day before a span, a span before a rhythm; of those, the nearest."""
    m = words[n]
    found = [f for f in clause.whens if _owned(clause, words, n, f)]
    found = [f for f in found if future(f.when, clause.signed)]
    own = YEARS.match(clause.text, m.end())
    if own and OWN_OBJECT.match(clause.text, own.end()) and not any(f.when.day for f in found):
        return Found(When(after=12 * years_of(own["n"])), own.start(), own.end())
    return min(found, key=lambda f: (_rank(f.when), abs(f.start - m.start())), default=None)


def _rank(when: When) -> int:
    return 0 if when.day[:1].isdigit() else 1 if when.after else 2


def _owned(clause: Clause, words: Sequence[re.Match[str]], n: int, f: Found) -> bool:
    """Whether a time is this word's: no other review is nearer to it in its part of the sentence."""
    text, m = clause.text, words[n]
    if f.when.day.startswith("--") and not f.when.every:
        return False
    if f.when.day and not is_limit(clause, f):
        return False
    apart = f.start - m.end()
    if f.when.every and not 0 <= apart < _BESIDE and names_a_thing(clause, f):
        return False
    if f.start >= m.end():
        if OBJECT_YEAR.match(text, m.end()) and f.start < m.end() + 40:
            return False
        between = text[m.end() : f.start]
        nexts = words[n + 1] if n + 1 < len(words) else None
        if nexts and nexts.start() < f.start and len(text[m.end() : nexts.start()].strip(" ,")) > 3:
            return False
        return (
            not (
                nexts
                and nexts.start() > f.end
                and opens_part(clause, f)
                and nexts.start() - f.end < 40
            )
            and len(between) < 260
        )
    last = words[n - 1] if n else None
    if last and last.end() <= f.start and "," not in text[last.end() : f.start]:
        return False
    return m.start() - f.end < 2 * AHEAD and (
        last is None or last.end() <= f.start or "," in text[last.end() : m.start()]
    )


# -- kiểm tra --------------------------------------------------------------------------------------


def _checks(clause: Clause) -> Iterator[Hit]:
    """A check of how something is carried out, at a rhythm or by a day."""
    for m in CHECK.finditer(clause.text, clause.low, clause.high):
        if told(clause, m.start()) or NOT_REVIEW.search(clause.before(m.start(), 40)):
            continue
        f = _check_time(clause, m)
        if f is not None:
            yield Hit("kiem_tra", f.when, min(m.start(), f.start), max(m.end(), f.end))


def _check_time(clause: Clause, m: re.Match[str]) -> Found | None:
    text = clause.text
    for f in clause.whens:
        if f.when.day.startswith("--") or not (f.when.every or future(f.when, clause.signed)):
            continue
        if f.end <= m.start():
            gap = text[f.end : m.start()]
            near = len(gap) < 30 or (opens(clause, f) and len(gap) < AHEAD)
            if (
                near
                and not OTHER_ACT.search(gap)
                and (opens(clause, f) or not THING_BEFORE.search(clause.before(f.start, 60)))
            ):
                return f if f.when.every or is_limit(clause, f) else None
        elif f.start >= m.start() and f.start < m.end() + 120 and not opens(clause, f):
            words = text[f.start : f.end].lower()
            if ("kỳ" in words or "lần" in words) or (
                f.when.day and f.when.grain != "nam" and is_limit(clause, f)
            ):
                return f
    return None
