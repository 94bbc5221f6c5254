"""Which documents have what is asked beside words, and how many of each value were found.

As in the page (``search/client/22-facets.js``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from vanban.answer.archive import FACETS, Archive, Facet, Flags, Ints, years_first
from vanban.answer.numbers import roman
from vanban.answer.query import Query
from vanban.text import slug

FACET_WORDS = {
    "loai": "loại văn bản", "co_quan": "cơ quan", "linh_vuc": "lĩnh vực", "nguoi_ky": "người ký",
    "tinh_trang": "tình trạng", "ky": "khóa, nhiệm kỳ",
}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Filter:
    """What documents must have, facet by facet; dates are a stretch of numbers."""

    archive: Archive
    chosen: dict[str, Flags] = field(default_factory=dict)
    """By facet, which documents have a chosen value."""
    first: int = 0
    end: int = 0

    @property
    def timely(self) -> bool:
        return self.first > 0 or self.end < self.archive.count

    @property
    def any(self) -> bool:
        return bool(self.chosen) or self.timely

    def passing(self, documents: Ints, apart: str = "") -> Ints:
        """Those that have it all; ``apart`` is a facet that doesn't count."""
        kept = documents
        if self.timely and apart != "nam":
            kept = kept[(kept >= self.first) & (kept < self.end)]
        for name, held in self.chosen.items():
            if name != apart:
                kept = kept[held[kept]]
        return kept

    def counts(self, documents: Ints) -> dict[str, list[dict[str, Any]]]:
        """Per facet the values of what was found, each counted as if nothing were chosen of it."""
        own = set(self.chosen) | ({"nam"} if self.timely else set())
        every = self.passing(documents)
        out = {
            name: self.archive.facet(name).counted(self.passing(documents, name) if name in own else every)
            for name in FACETS
        }  # fmt: skip
        return {**out, "nam": years_first(out["nam"])}


def filter_of(archive: Archive, query: Query, notes: list[str]) -> Filter:
    """``notes`` is told what nobody has."""
    made = Filter(archive=archive, end=archive.count)
    for name in dict.fromkeys([*query.values, *query.typed]):
        facet = archive.facet(name)
        flags = _flags(facet, name, query.values.get(name, ()), query.typed.get(name, ()), notes)
        good = np.zeros(len(facet.sets), bool)
        good[facet.in_set[flags[facet.member]]] = True
        made.chosen[name] = good[facet.codes]
    if query.undated:
        made.end = archive.dated
    elif query.first or query.last:
        low = _number(query.first, "0") if query.first else 1
        high = _number(query.last, "9") + 1 if query.last else 10**9
        made.first = int(np.searchsorted(archive.days, low))
        made.end = max(made.first, int(np.searchsorted(archive.days, high)))
    return made


def _number(day: str, rest: str) -> int:
    """The first (``0``) or last (``9``) number a day, month or year may have.

    What is no day, a program's mistake, is after or before all: it finds nothing.
    """
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", day)
    if not found:
        return 10**9 - 1 if rest == "0" else 0
    return int("".join(part or rest * 2 for part in found.groups()))


def _flags(
    facet: Facet, name: str, exact: Sequence[str], typed: Sequence[str], notes: list[str]
) -> Flags:
    """Which values are chosen: as a page gives them, or as a person writes them."""
    wanted = set(exact)
    flags = np.array([value in wanted for value, _ in facet.values], bool)
    for said in typed:
        fits = _fitting(facet.values, name, slug(said))
        if not fits:
            word = FACET_WORDS.get(name, "giá trị")
            notes.append(f"Không có {word} nào là «{said[:40]}» trong kho.")
        flags[fits] = True
    return flags


def _fitting(values: Sequence[tuple[str, str]], name: str, wanted: str) -> list[int]:
    """Places of values a person may mean: by their whole name, else by a part of it."""
    if not wanted:
        return []
    number = wanted.removeprefix("khoa-")
    if name == "ky" and (term := roman(number) or (int(number) if number.isdigit() else 0)):
        return [n for n, (value, _) in enumerate(values) if value.endswith(f"-{term}")]
    whole = [n for n, (v, label) in enumerate(values) if wanted in (slug(v), slug(label))]
    return whole or [n for n, (v, label) in enumerate(values) if wanted in f"-{slug(label)}-{v}-"]
