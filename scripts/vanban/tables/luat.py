"""Laws, codes and constitutions by the names people cite them by, every version with its number."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from vanban.model import NamedLaw
from vanban.tables.rows import table, texts
from vanban.text import same_name


@cache
def laws() -> tuple[NamedLaw, ...]:
    """Every named law, by name and then by day of adoption.

    ``ngay`` is the day of adoption, or its year where only the number is attested;
    ``hieu_luc_den`` is the last day in force, empty when not stated by a text we have.
    """
    return tuple(
        NamedLaw(
            ten=row["ten"],
            loai=row["loai"],
            so_hieu=row.get("so_hieu", ""),
            ngay=row["ngay"],
            hieu_luc_tu=row.get("hieu_luc_tu", ""),
            hieu_luc_den=row.get("hieu_luc_den", ""),
            ten_khac=texts(row, "ten_khac"),
            nguon=row["nguon"],
        )
        for row in table("luat")
    )


@cache
def _by_name() -> Mapping[str, tuple[NamedLaw, ...]]:
    found: dict[str, list[NamedLaw]] = {}
    for law in laws():
        for name in dict.fromkeys(_key(n) for n in (law.ten, *law.ten_khac)):
            found.setdefault(name, []).append(law)
    return {name: tuple(sorted(those, key=lambda x: x.ngay)) for name, those in found.items()}


def _key(name: str) -> str:
    return same_name(name.replace(",", " "))


def named_laws(name: str) -> tuple[NamedLaw, ...]:
    """Versions of the law called ``name``, oldest first; case, tone placement and commas don't count."""
    return _by_name().get(_key(name), ())
