"""What was found against what is marked: matches, faults, figures. Nothing is read or written here.

Rules in README.md. Gold and predicted rows match when ``like`` says so; the likest pairs are taken
first, each row once. Don't-care marks are neither miss nor false positive, and what is like one
without matching a real mark is ignored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

Figures = dict[str, float | int | None]
FIELDS = ("type", "number", "year_or_date", "issuer", "pinpoint", "kind")


class Row(Protocol):
    """One mention or statement, marked or predicted."""

    @property
    def place(self) -> str:
        """Where it is, or what it is about, for a person."""

    @property
    def kind(self) -> str:
        """The group it is counted in."""

    @property
    def optional(self) -> bool:
        """A don't-care."""

    def like(self, other: object) -> float:
        """How alike the two are; 0 when they can't be the same."""

    def differences(self, other: object) -> dict[str, tuple[str, str]]:
        """What is wrong with ``other``, this row being the gold: field → wanted, got."""

    def told(self, other: object) -> set[str]:
        """The fields either row has."""

    def exact(self, other: object) -> bool:
        """The strict match."""


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mention; a field that isn't there is an empty string."""

    start: int
    end: int
    type: str = ""
    number: str = ""
    year_or_date: str = ""
    issuer: str = ""
    pinpoint: str = ""
    kind: str = ""
    optional: bool = False

    @classmethod
    def read(cls, row: Mapping[str, object]) -> Mark:
        """From a row of a gold file or of ``vanban cite``; white space in fields is normalised."""
        facts = {name: " ".join(str(row.get(name) or "").split()) for name in FIELDS}
        start, end = row["start"], row["end"]
        if not (isinstance(start, int) and isinstance(end, int)):
            raise ValueError(f"offsets aren't whole numbers: {row}")
        return cls(start=start, end=end, optional=bool(row.get("optional")), **facts)

    @property
    def place(self) -> str:
        return f"{self.start}-{self.end}"

    def like(self, other: object) -> float:
        """Characters shared; of equal overlaps the closer span is the liker."""
        if not isinstance(other, Mark):
            return 0
        shared = min(self.end, other.end) - max(self.start, other.start)
        away = abs(self.start - other.start) + abs(self.end - other.end)
        return shared - min(away, 10_000) / 20_000 if shared > 0 else 0

    def differences(self, other: object) -> dict[str, tuple[str, str]]:
        out = {} if self.exact(other) else {"span": (self.place, getattr(other, "place", ""))}
        pairs = {name: (getattr(self, name), getattr(other, name)) for name in FIELDS}
        return out | {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def told(self, other: object) -> set[str]:
        return {name for name in FIELDS if getattr(self, name) or getattr(other, name)}

    def exact(self, other: object) -> bool:
        return isinstance(other, Mark) and (self.start, self.end) == (other.start, other.end)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One thing that is wrong: ``what`` is ``missed``, ``spurious``, ``span`` or a field's name.

    ``place`` is the gold row's, of a spurious one its own.
    """

    item: str
    place: str
    what: str
    wanted: str = ""
    got: str = ""

    def __str__(self) -> str:
        return f"{self.item} {self.place} {self.what}"


@dataclass(slots=True)
class Tally:
    """Counts of one group of rows; ``right`` and ``asked`` go by field."""

    fields: tuple[str, ...] = FIELDS
    gold: int = 0
    predicted: int = 0
    hit: int = 0
    exact: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    def figures(self) -> Figures:
        """Precision, recall, F1, share of strict matches, accuracy of each field; None: none to tell."""
        out: Figures = {
            "mentions": self.gold,
            "spurious": self.predicted - self.hit,
            "precision": ratio(self.hit, self.predicted),
            "recall": ratio(self.hit, self.gold),
            "f1": ratio(2 * self.hit, self.gold + self.predicted),
            "exact": ratio(self.exact, self.hit),
            "f1_exact": ratio(2 * self.exact, self.gold + self.predicted),
        }
        return out | {name: ratio(self.right[name], self.asked[name]) for name in self.fields}


def ratio(part: int, whole: int) -> float | None:
    """``part / whole`` in four digits; None when there was nothing to get right or wrong."""
    return round(part / whole, 4) if whole else None


def pairs(gold: Sequence[R], predicted: Sequence[R]) -> list[tuple[R, R]]:
    """Greedy matches, likest first; of equals the first in the text."""
    ranked = sorted(
        (-g.like(p), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g.like(p) > 0
    )
    golds: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in golds and j not in golds.values():
            golds[i] = j
    return [(gold[i], predicted[j]) for i, j in sorted(golds.items())]


def score(
    item: str,
    gold: Iterable[R],
    predicted: Iterable[R],
    tallies: Iterable[Tally] = (),
    kinds: Mapping[str, Tally] | None = None,
) -> list[Fault]:
    """Faults of one passage; the counts are added to ``tallies``, and by gold kind to ``kinds``.

    Don't-care marks on either side are left out with whatever is like only them.
    """
    wanted, free = _parted(gold)
    guessed, vague = _parted(predicted)
    matched = pairs(wanted, guessed)
    hit = {id(row) for pair in matched for row in pair}
    guessed = [p for p in guessed if id(p) in hit or not any(f.like(p) > 0 for f in free)]
    wanted = [g for g in wanted if id(g) in hit or not any(g.like(v) > 0 for v in vague)]
    for tally in tallies:
        tally.predicted += len(guessed)
        _count(tally, wanted, matched)
    if kinds is not None:
        _count_kinds(kinds, wanted, matched)
    faults = [Fault(item=item, place=g.place, what="missed") for g in wanted if id(g) not in hit]
    faults += [
        Fault(item=item, place=p.place, what="spurious") for p in guessed if id(p) not in hit
    ]
    for one, other in matched:
        faults += [Fault(item=item, place=one.place, what=what, wanted=a, got=b)
                   for what, (a, b) in one.differences(other).items()]  # fmt: skip
    return sorted(faults)


def _parted(rows: Iterable[R]) -> tuple[list[R], list[R]]:
    held = list(rows)
    return [m for m in held if not m.optional], [m for m in held if m.optional]


def _count_kinds(
    kinds: Mapping[str, Tally], wanted: Sequence[R], matched: Sequence[tuple[R, R]]
) -> None:
    for kind in {g.kind for g in wanted}:
        alike = [pair for pair in matched if pair[0].kind == kind]
        _count(kinds[kind], [g for g in wanted if g.kind == kind], alike)


def _count(tally: Tally, wanted: Sequence[R], matched: Sequence[tuple[R, R]]) -> None:
    tally.gold += len(wanted)
    tally.hit += len(matched)
    for gold, predicted in matched:
        tally.exact += gold.exact(predicted)
        wrong = gold.differences(predicted)
        for name in gold.told(predicted):
            tally.asked[name] += 1
            tally.right[name] += name not in wrong
