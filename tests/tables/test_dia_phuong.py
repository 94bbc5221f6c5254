"""Provinces: 63 until 30/6/2025, 34 after (Resolution 202/2025/QH15), succession both ways."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.tables import Place, places, places_on
from vanban.text import is_date, slug

DAYS = st.dates(min_value=date(2009, 1, 1), max_value=date(2030, 12, 31)).map(date.isoformat)


def test_63_then_34() -> None:
    before, after = places_on("2025-06-30"), places_on("2025-07-01")
    assert (len(before), len(after)) == (63, 34)
    assert Counter(p.loai for p in before) == {"tinh": 57, "thanh_pho": 6}
    assert Counter(p.loai for p in after) == {"tinh": 28, "thanh_pho": 6}


def test_11_unchanged_23_merged_52_ended() -> None:
    before, after = set(places_on("2025-06-30")), set(places_on("2025-07-01"))
    assert (len(before & after), len(after - before), len(before - after)) == (11, 23, 52)


@given(DAYS)
def test_names_are_unique_on_every_day(day: str) -> None:
    """An entity is not a name, but no day has two provinces of one name."""
    names = [p.ten for p in places_on(day)]
    assert len(set(names)) == len(names)
    assert len(names) == (34 if day >= "2025-07-01" else 63)


@given(DAYS)
def test_no_heir_lives_beside_its_forerunner(day: str) -> None:
    alive = {p.khoa for p in places_on(day)}
    for place in places_on(day):
        assert not alive & set(place.ke_tuc)


def test_succession_holds_both_ways() -> None:
    known = places()
    for place in known.values():
        for key in place.ke_tuc:
            assert place.khoa in known[key].tien_than
        for key in place.tien_than:
            assert place.khoa in known[key].ke_tuc


def test_an_heir_is_there_the_day_after() -> None:
    for place in places().values():
        for key in place.ke_tuc:
            heir = places()[key]
            next_day = (date.fromisoformat(place.den) + timedelta(days=1)).isoformat()
            assert not heir.tu or heir.tu == next_day
            assert not heir.den or heir.den > place.den


def test_who_ended_has_an_heir() -> None:
    assert [p.khoa for p in places().values() if bool(p.den) != bool(p.ke_tuc)] == []


def test_days_are_real() -> None:
    for place in places().values():
        assert all(not d or is_date(d) for d in (place.tu, place.den))


@pytest.mark.parametrize("place", places().values(), ids=lambda p: p.khoa)
def test_key_is_the_name(place: Place) -> None:
    """The newest bearer of a name has the plain key, an older one says until when."""
    plain = slug(place.ten)
    if place.khoa != plain:
        assert place.khoa == f"{plain}-truoc-2025"
        assert place.den == "2025-06-30"
        assert places()[plain].tu == "2025-07-01"


def test_hai_duong_and_hai_phong() -> None:
    new, old, hai_duong = (places()[k] for k in ("hai-phong", "hai-phong-truoc-2025", "hai-duong"))
    assert set(new.tien_than) == {"hai-phong-truoc-2025", "hai-duong"}
    assert (new.tu, old.den, hai_duong.den) == ("2025-07-01", "2025-06-30", "2025-06-30")
    assert (hai_duong.tu, hai_duong.tien_than) == ("1997-01-01", ("hai-hung",))
    assert places()["hai-hung"].ke_tuc == ("hai-duong", "hung-yen-truoc-2025")
