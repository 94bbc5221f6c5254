"""Terms (``khoa``) of committees and legislatures: intervals, never ordinals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from vanban.model import Term
from vanban.tables.dia_phuong import known_day, valid_on
from vanban.tables.rows import table


def shift(day: str, days: int) -> str:
    """The ISO day ``days`` later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


@cache
def terms() -> tuple[Term, ...]:
    """All terms; the days of a congress belong to none, so a date there stays undecided.

    Rule (36-HD/VPTW): numbers are counted from the day after the congress closes.
    """
    return build_terms(table("khoa"))


def build_terms(rows: Iterable[Mapping[str, Any]]) -> tuple[Term, ...]:
    """Terms from checked rows: ``dai_hoi: [first day, last day]`` or ``tu``, and ``den`` if said."""
    rows = list(rows)
    opened: dict[str, list[str]] = {}
    for row in rows:
        if "dai_hoi" in row:
            opened.setdefault(row["day"], []).append(row["dai_hoi"][0])
    return tuple(_term(row, opened.get(row["day"], [])) for row in rows)


def _term(row: Mapping[str, Any], openings: Iterable[str]) -> Term:
    congress = row.get("dai_hoi")
    tu = row["tu"] if congress is None else shift(congress[1], 1)
    next_opening = min((day for day in openings if day >= tu), default="")
    den = row.get("den", "") or (shift(next_opening, -1) if next_opening else "")
    return Term(
        day=row["day"],
        so=int(row["so"]),
        ten=row["ten"],
        tu=tu,
        den=den,
        nguon=row.get("nguon", ""),
    )


def by_series(found: Iterable[Term]) -> Mapping[str, tuple[Term, ...]]:
    """Terms of each series in order of their first day."""
    out: dict[str, tuple[Term, ...]] = {}
    for term in sorted(found, key=lambda t: (t.day, t.tu)):
        out[term.day] = (*out.get(term.day, ()), term)
    return out


def term_among(found: Iterable[Term], day: str) -> Term | None:
    """The one term ``day`` (ISO, or a year or month) lies in; None when none or more than one."""
    if not known_day(day):
        return None
    hits = [t for t in found if valid_on(t.tu, t.den, day)]
    return hits[0] if len(hits) == 1 and _whole(hits[0], day) else None


def _whole(term: Term, day: str) -> bool:
    """A year or month decides only if all of it lies inside the term."""
    first, last = (day + "-01-01"[len(day) - 4 :], day + "-12-31"[len(day) - 4 :])
    return valid_on(term.tu, term.den, first) and valid_on(term.tu, term.den, last)
