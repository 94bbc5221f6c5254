"""What an index must know of itself to be mended: kept in the cache folder, can be deleted."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from vanban.state import read_marshal, write_marshal

NAME = "tim"

Sets = list[tuple[tuple[str, str], ...]]


@dataclass(slots=True, kw_only=True)
class Memory:
    """Documents by their numbers; a number is never given to another document.

    ``ids`` are empty where a document has gone; ``days`` is what they are ordered by; ``marks``
    tell whether a text or a card is still the same. ``late`` are documents numbered out of
    order, ``recent`` those whose words stand in shards of their own, until there are many.
    """

    stamp: str
    content: str
    bits: int
    name_bits: int
    suggestions: list[int]
    ids: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    marks: list[bytes] = field(default_factory=list)
    cards: list[bytes] = field(default_factory=list)
    statuses: list[tuple[str, str, str]] = field(default_factory=list)
    ranks: list[int] = field(default_factory=list)
    facets: dict[str, Sets] = field(default_factory=dict)
    printed: list[int] = field(default_factory=list)
    laws: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)
    recent: list[int] = field(default_factory=list)

    def numbers(self) -> dict[str, int]:
        return {id_: n for n, id_ in enumerate(self.ids) if id_}

    def gone(self) -> list[int]:
        return [n for n, id_ in enumerate(self.ids) if not id_]

    def by_number(self, printed: int) -> list[int]:
        """Documents that bear a number."""
        return [n for n, p in enumerate(self.printed) if p == printed and self.ids[n]]

    def places(self) -> list[list[Any]]:
        """[number, place among the others, day] of each late document."""
        out = {*self.late, *self.gone()}
        order = [(self.days[n], self.ids[n], n) for n in range(len(self.ids)) if n not in out]
        found: list[tuple[int, str, str, int]] = []
        for n in self.late:
            if self.ids[n]:
                at = bisect_left(order, (self.days[n], self.ids[n], n))
                before = order[at][2] if at < len(order) else len(self.ids)
                insort(found, (before, self.days[n], self.ids[n], n))
        return [
            [n, before - 1 + (k + 1) / (len(found) + 1), day]
            for k, (before, day, _, n) in enumerate(found)
        ]

    def save(self, folder: Path) -> None:
        write_marshal(folder / NAME, {f.name: getattr(self, f.name) for f in fields(self)})


def load_memory(folder: Path) -> Memory | None:
    held = read_marshal(folder / NAME)
    try:
        return Memory(**held) if held else None
    except TypeError:
        return None
