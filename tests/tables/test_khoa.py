"""Terms: numbers restart the day after a congress closes (36-HD/VPTW); its days are undecided."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.tables import load_registry
from vanban.tables.khoa import build_terms, by_series, shift, terms
from vanban.tables.rows import table
from vanban.text import is_date

REGISTRY = load_registry()
PARTY, ASSEMBLY = "dang-trung-uong", "quoc-hoi"
HAI_DUONG, HAI_PHONG = "dang-bo:tinh-uy-hai-duong", "dang-bo:thanh-uy-hai-phong"
ROMAN = {"I": 1, "V": 5, "X": 10}


def roman(text: str) -> int:
    values = [ROMAN[c] for c in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


@pytest.mark.parametrize(
    ("series", "day", "term"),
    [
        (PARTY, "2026-01-07", "XIII"),  # 80-NQ/TW
        (PARTY, "2026-01-09", "XIII"),  # 399-QĐ/TW
        (PARTY, "2026-01-10", "XIII"),
        (PARTY, "2026-01-18", "XIII"),
        (PARTY, "2026-01-19", None),
        (PARTY, "2026-01-21", None),
        (PARTY, "2026-01-23", None),  # the congress closes, the first plenum sits
        (PARTY, "2026-01-24", "XIV"),
        (PARTY, "2026-03-17", "XIV"),  # 02-NQ/TW
        (PARTY, "2021-10-25", "XIII"),  # 21-KL/TW
        (PARTY, "2017-10-25", "XII"),  # 18-NQ/TW
        (PARTY, "1986-12-14", None),  # before all we know
        (HAI_DUONG, "2013-07-16", "XV"),  # 29-CT/TU
        (HAI_DUONG, "2016-08-29", "XVI"),  # 01-ĐA/TU
        (HAI_DUONG, "2021-08-15", "XVII"),  # 02-ĐA/TU
        (HAI_DUONG, "2015-10-28", None),
        (HAI_DUONG, "2025-06-30", "XVII"),
        (HAI_DUONG, "2025-07-01", None),
        (HAI_PHONG, "2025-08-01", None),  # merged, its first congress still to come
        (HAI_PHONG, "2025-09-27", None),
        (HAI_PHONG, "2025-11-19", "I"),
        (ASSEMBLY, "2026-04-24", "XVI"),  # 09/2026/QH16
        (ASSEMBLY, "2025-12-10", "XV"),
        (ASSEMBLY, "2016-04-05", "XIII"),  # 102/2016/QH13
        (ASSEMBLY, "2016-11-18", "XIV"),  # 02/2016/QH14
        (ASSEMBLY, "2011-03-29", "XII"),  # 67/2011/QH12
        (ASSEMBLY, "2011-11-26", "XIII"),  # 05/2011/QH13
        (PARTY, "2019", "XII"),  # the whole year lies in it
        (PARTY, "2021", None),
        (PARTY, "2021-03", "XIII"),
        (PARTY, "2026-01", None),
        (PARTY, "", None),
        (PARTY, "chua_ro", None),
        (PARTY, "--05-19", None),
        ("dang-bo:khong-co", "2020-01-01", None),
    ],
)
def test_term_on(series: str, day: str, term: str | None) -> None:
    found = REGISTRY.term_on(series, day)
    assert (found.ten if found else None) == term


def test_all_terms_asked_for_are_there() -> None:
    ordinals = {s: [t.so for t in those] for s, those in by_series(terms()).items()}
    assert ordinals == {
        PARTY: list(range(6, 15)), ASSEMBLY: list(range(11, 17)),
        HAI_DUONG: [15, 16, 17], HAI_PHONG: [1],
    }  # fmt: skip


def test_names_are_the_ordinals() -> None:
    assert [t for t in terms() if roman(t.ten) != t.so] == []


def test_terms_of_a_series_do_not_meet() -> None:
    for those in by_series(terms()).values():
        for a, b in itertools.pairwise(those):
            assert a.den
            assert a.den < b.tu


def test_congress_days_are_the_gap_between_terms() -> None:
    for row in table("khoa"):
        for day in row.get("dai_hoi", ()):
            assert is_date(day)
            assert REGISTRY.term_on(row["day"], day) is None


def test_after_the_merger_the_ordinal_starts_again() -> None:
    """XVII of Hải Dương is followed by I of Hải Phòng: dates decide, ordinals never."""
    old = max(t for t in (x.den for x in terms() if x.day == HAI_DUONG))
    new = REGISTRY.terms[HAI_PHONG][0]
    assert new.so == 1
    assert new.tu > old


@given(st.dates(min_value=date(1980, 1, 1), max_value=date(2035, 1, 1)).map(date.isoformat))
def test_a_term_found_holds_the_day(day: str) -> None:
    for series in (PARTY, ASSEMBLY, HAI_DUONG, HAI_PHONG):
        found = REGISTRY.term_on(series, day)
        if found:
            assert found.tu <= day
            assert not found.den or day <= found.den


@given(
    st.lists(
        st.dates(min_value=date(1950, 1, 1), max_value=date(2030, 1, 1)),
        min_size=1, max_size=6, unique_by=lambda d: d.year,
    )
)  # fmt: skip
def test_terms_follow_from_congresses_in_any_order(openings: list[date]) -> None:
    rows = [
        {"day": "x", "so": "1", "ten": "I", "dai_hoi": [d.isoformat(), shift(d.isoformat(), 3)]}
        for d in openings
    ]
    those = by_series(build_terms(rows))["x"]
    assert len(those) == len(openings)
    assert those[-1].den == ""
    for a, b in itertools.pairwise(those):
        assert b.tu == shift(a.den, 5)  # four congress days between
