"""Pairs to rows in the order a reader follows: that of the new text, what is gone in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vanban.compare.values import Clause, ClauseRow, Unit, UnitRow
from vanban.compare.words import MOST, Lexicon, tokens_of, word_edits

Place = tuple[int, int]


class Pairing(NamedTuple):
    """Pairs of units (in order; moved), of clauses in each pair, and across units."""

    chain: tuple[tuple[int, int], ...]
    moved: tuple[tuple[int, int], ...]
    inner: Mapping[tuple[int, int], Sequence[tuple[int, int, bool]]]
    across: tuple[tuple[Place, Place], ...]

    def turned(self) -> Pairing:
        """The same with the sides changed."""
        inner = {
            (j, i): [(q, p, moved) for p, q, moved in pairs] for (i, j), pairs in self.inner.items()
        }
        return Pairing(
            tuple((j, i) for i, j in self.chain), tuple((j, i) for i, j in self.moved), inner,
            tuple((q, p) for p, q in self.across),
        )  # fmt: skip


def rows_of(
    old: Sequence[Unit], new: Sequence[Unit], pairing: Pairing, lexicon: Lexicon
) -> tuple[UnitRow, ...]:
    """A row for every unit of either side."""
    moves = {
        (p, q): clause_row(_at(old, p), _at(new, q), lexicon, moved=True) for p, q in pairing.across
    }
    gone = {p: row for (p, _), row in moves.items()}
    came = {q: row for (_, q), row in moves.items()}
    counterpart = {j: i for i, j in (*pairing.chain, *pairing.moved)}
    shifted = {j for _, j in pairing.moved}
    out: list[UnitRow] = []
    for i, j in _merged(len(old), len(new), counterpart, pairing.chain):
        if j is None:
            rows = [gone.get((i, k)) or ClauseRow(c, None) for k, c in enumerate(old[i].clauses)]
            out.append(UnitRow(old[i], None, tuple(rows)))
        elif i < 0:
            rows = [came.get((j, k)) or ClauseRow(None, c) for k, c in enumerate(new[j].clauses)]
            out.append(UnitRow(None, new[j], tuple(rows)))
        else:
            made = _inner(old, i, new, j, pairing.inner[i, j], gone, came, lexicon)
            out.append(UnitRow(old[i], new[j], made, j in shifted))
    return tuple(out)


def _at(units: Sequence[Unit], place: Place) -> Clause:
    return units[place[0]].clauses[place[1]]


def _merged(
    n: int, m: int, counterpart: Mapping[int, int], chain: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int | None]]:
    """(old or -1, new or None) in the order of the new; between two pairs first what is gone."""
    paired = set(counterpart.values())
    p = q = 0
    for i, j in (*chain, (n, m)):
        yield from ((k, None) for k in range(p, i) if k not in paired)
        yield from ((counterpart.get(k, -1), k) for k in range(q, j))
        if i < n:
            yield i, j
        p, q = i + 1, j + 1


def _inner(
    old: Sequence[Unit], i: int, new: Sequence[Unit], j: int,
    pairs: Sequence[tuple[int, int, bool]],
    gone: Mapping[Place, ClauseRow], came: Mapping[Place, ClauseRow], lexicon: Lexicon,
) -> tuple[ClauseRow, ...]:  # fmt: skip
    left, right = old[i].clauses, new[j].clauses
    counterpart = {q: p for p, q, _ in pairs}
    shifted = {q for _, q, moved in pairs if moved}
    chain = [(p, q) for p, q, moved in pairs if not moved]
    out = []
    for p, q in _merged(len(left), len(right), counterpart, sorted(chain)):
        if q is None:
            out.append(gone.get((i, p)) or ClauseRow(left[p], None))
        elif p < 0:
            out.append(came.get((j, q)) or ClauseRow(None, right[q]))
        else:
            out.append(clause_row(left[p], right[q], lexicon, moved=q in shifted))
    return tuple(out)


def clause_row(old: Clause, new: Clause, lexicon: Lexicon, *, moved: bool = False) -> ClauseRow:
    """The pair with its edits."""
    if old.text == new.text:
        return ClauseRow(old, new, (), moved)
    edits = word_edits(old.text, new.text, lexicon)
    # characters first: they are quicker to count than words, and never fewer
    long = len(edits) == 1 and len(old.text) * len(new.text) > MOST
    coarse = long and len(tokens_of(old.text)) * len(tokens_of(new.text)) > MOST
    return ClauseRow(old, new, edits, moved, coarse)
