"""Provinces and centrally run cities as entities in time: 63 until 30/6/2025, 34 from 1/7/2025."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from vanban.tables.rows import table, texts

Kind = Literal["tinh", "thanh_pho"]
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """``tu``/``den`` are ISO days, inclusive; empty means open or unknown."""

    khoa: str
    ten: str
    loai: Kind
    ten_khac: tuple[str, ...] = ()
    tu: str = ""
    den: str = ""
    tien_than: tuple[str, ...] = ()
    ke_tuc: tuple[str, ...] = ()
    nguon: str = ""


def known_day(day: str) -> str:
    """``day`` if it is an ISO day, month or year; empty for ``chua_ro``, ``--05-19`` and the like."""
    return day if _DAY.fullmatch(day) else ""


def valid_on(tu: str, den: str, day: str) -> bool:
    """Whether ``day`` lies in the interval; a day known in part (``2025``) counts if any of it does."""
    return (not tu or day >= tu[: len(day)]) and (not den or day <= den)


@cache
def places() -> Mapping[str, Place]:
    """Every place by key, in the table's order."""
    return {
        row["khoa"]: Place(
            khoa=row["khoa"],
            ten=row["ten"],
            loai=row["loai"],
            ten_khac=texts(row, "ten_khac"),
            tu=row.get("tu", ""),
            den=row.get("den", ""),
            tien_than=texts(row, "tien_than"),
            ke_tuc=texts(row, "ke_tuc"),
            nguon=row["nguon"],
        )
        for row in table("dia_phuong")
    }


def places_on(day: str) -> tuple[Place, ...]:
    """The provinces and cities that exist on ``day`` (ISO)."""
    return tuple(p for p in places().values() if valid_on(p.tu, p.den, day))
