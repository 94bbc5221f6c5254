"""What was found against what is marked: matches, faults, figures. Nothing is read or written here.

Rules in README.md. A prediction and a gold mention match when their spans overlap; the pairs with
the longest overlap are taken first, each mention once. Don't-care marks are neither miss nor false
positive, and what overlaps one without matching a real mark is ignored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

Figures = dict[str, float | int | None]
FIELDS = ("type", "number", "year_or_date", "issuer", "pinpoint", "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mention, marked or predicted; a field that isn't there is an empty string."""

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


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One thing that is wrong: ``what`` is ``missed``, ``spurious``, ``span`` or a field's name.

    ``start`` and ``end`` are the gold mention's, of a spurious one its own.
    """

    item: str
    start: int
    end: int
    what: str
    wanted: str = ""
    got: str = ""

    def __str__(self) -> str:
        return f"{self.item} {self.start}-{self.end} {self.what}"


@dataclass(slots=True)
class Tally:
    """Counts of one group of mentions; ``right`` and ``asked`` go by field."""

    gold: int = 0
    predicted: int = 0
    hit: int = 0
    exact: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    def figures(self) -> Figures:
        """Precision, recall, F1, share of exact spans, accuracy of each field; None: none to tell."""
        out: Figures = {
            "mentions": self.gold,
            "spurious": self.predicted - self.hit,
            "precision": ratio(self.hit, self.predicted),
            "recall": ratio(self.hit, self.gold),
            "f1": ratio(2 * self.hit, self.gold + self.predicted),
            "exact": ratio(self.exact, self.hit),
        }
        return out | {name: ratio(self.right[name], self.asked[name]) for name in FIELDS}


def ratio(part: int, whole: int) -> float | None:
    """``part / whole`` in four digits; None when there was nothing to get right or wrong."""
    return round(part / whole, 4) if whole else None


def pairs(gold: Sequence[Mark], predicted: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
    """Greedy matches by overlap; equal overlaps go to the more alike spans, then to the first."""
    ranked = sorted(
        (-overlap(g, p), abs(g.start - p.start) + abs(g.end - p.end), g.start, i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if overlap(g, p) > 0
    )
    golds: set[int] = set()
    guesses: set[int] = set()
    out = []
    for _, _, _, i, j in ranked:
        if i not in golds and j not in guesses:
            golds.add(i)
            guesses.add(j)
            out.append((gold[i], predicted[j]))
    return sorted(out, key=lambda pair: pair[0].start)


def overlap(a: Mark, b: Mark) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def score(
    item: str,
    gold: Iterable[Mark],
    predicted: Iterable[Mark],
    tallies: Iterable[Tally] = (),
    kinds: Mapping[str, Tally] | None = None,
) -> list[Fault]:
    """Faults of one passage; the counts are added to ``tallies``, and by gold kind to ``kinds``.

    Don't-care marks on either side are left out with whatever overlaps only them.
    """
    wanted, free = _parted(gold)
    guessed, vague = _parted(predicted)
    matched = pairs(wanted, guessed)
    hit = {id(mark) for pair in matched for mark in pair}
    guessed = [p for p in guessed if id(p) in hit or not any(overlap(p, f) > 0 for f in free)]
    wanted = [g for g in wanted if id(g) in hit or not any(overlap(g, v) > 0 for v in vague)]
    faults = [Fault(item=item, start=g.start, end=g.end, what="missed")
              for g in wanted if id(g) not in hit]  # fmt: skip
    faults += [Fault(item=item, start=p.start, end=p.end, what="spurious")
               for p in guessed if id(p) not in hit]  # fmt: skip
    for pair in matched:
        faults += _differences(item, *pair)
    for tally in tallies:
        tally.gold += len(wanted)
        tally.predicted += len(guessed)
        _count(tally, matched)
    if kinds is not None:
        _count_kinds(kinds, wanted, matched)
    return sorted(faults)


def _parted(marks: Iterable[Mark]) -> tuple[list[Mark], list[Mark]]:
    held = list(marks)
    return [m for m in held if not m.optional], [m for m in held if m.optional]


def _differences(item: str, gold: Mark, predicted: Mark) -> list[Fault]:
    fault = partial(Fault, item=item, start=gold.start, end=gold.end)
    out = []
    if (gold.start, gold.end) != (predicted.start, predicted.end):
        got = f"{predicted.start}-{predicted.end}"
        out.append(fault(what="span", wanted=f"{gold.start}-{gold.end}", got=got))
    for name in FIELDS:
        wanted, given = getattr(gold, name), getattr(predicted, name)
        if wanted != given:
            out.append(fault(what=name, wanted=wanted, got=given))
    return out


def _count_kinds(
    kinds: Mapping[str, Tally], wanted: Sequence[Mark], matched: Sequence[tuple[Mark, Mark]]
) -> None:
    for mark in wanted:
        kinds[mark.kind].gold += 1
    for pair in matched:
        _count(kinds[pair[0].kind], [pair])


def _count(tally: Tally, matched: Sequence[tuple[Mark, Mark]]) -> None:
    tally.hit += len(matched)
    for gold, predicted in matched:
        tally.exact += (gold.start, gold.end) == (predicted.start, predicted.end)
        for name in FIELDS:
            wanted, given = getattr(gold, name), getattr(predicted, name)
            if wanted or given:
                tally.asked[name] += 1
                tally.right[name] += wanted == given
