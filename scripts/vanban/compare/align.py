"""Which unit became which, and in each pair which clause became which.

Counterparts keep their order as far as they can: the chain of pairs in the order of both texts
whose likeness together is greatest. What is left over and alike enough has moved. Then the
same once more for the clauses of each pair of units, and at last for what is left over of all
units: a clause may have moved to another article.

The answer doesn't depend on the direction: it is worked out one way and mirrored.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from vanban.compare.likeness import (
    Features,
    Scores,
    heaviest_chain,
    likeness,
    near_best,
    neighbours,
    strongest,
    unique_same,
)
from vanban.compare.rows import Pairing, rows_of
from vanban.compare.values import HEADINGS, Clause, Comparison, Unit, plain_label
from vanban.compare.words import Lexicon, lexicon_for, tokens_of

MOST_UNITS = 4_000_000
"""Above this many pairs of units likeness isn't worked out: counterparts go by their anchors."""

_LEAST_UNIT = 0.24
_LEAST_MOVED = 0.42
_LEAST_CLAUSE = 0.32
_LEAST_BETWEEN = 0.2
_LEAST_MOVED_CLAUSE = 0.55
_LEAST_ACROSS = 0.5
"""By pairs of words alone: of two articles single words tell nothing."""
_MOVED_WORDS = 8
"""Words of the shortest clause that is looked for in other articles."""
_SHARE = 0.6
_TITLED = 0.5
"""Likeness of headings that makes it worth a look though the texts share nothing."""
_LONG_TITLE = 250


Place = tuple[int, int]
"""A unit and a clause in it."""

_NOTHING: Features = frozenset()


class _Side(NamedTuple):
    """A text with the numbers of its words: by unit, and in it by clause."""

    units: Sequence[Unit]
    codes: list[list[list[int]]]
    words: list[list[list[int]]]
    """The codes without those of signs."""
    near: dict[Place, Features]

    def pairs(self, i: int, k: int) -> Features:
        """Pairs of neighbouring words of a clause: articles, clauses and moved ones ask for them."""
        held = self.near.get((i, k))
        if held is None:
            held = self.near[i, k] = frozenset(neighbours(self.words[i][k]))
        return held

    def article(self, i: int) -> Features:
        """Those of a whole article, of which single words tell little."""
        return _NOTHING.union(*[self.pairs(i, k) for k in range(len(self.words[i]))])

    def clause(self, i: int, k: int) -> Features:
        """Words of a clause and pairs of them."""
        return self.pairs(i, k).union(self.words[i][k])


def compare(
    old: Sequence[Unit], new: Sequence[Unit], *, numbered: bool = False, notes: bool = False
) -> Comparison:
    """The two texts unit by unit, in the order of the new one.

    ``numbered``: the numbers of the one are those of the other (a consolidated text and its
    base). ``notes``: figures glued to words are those of notes.
    """
    lexicon = lexicon_for(notes=notes)
    one, other = _side(old, lexicon), _side(new, lexicon)
    turned = _order(one) > _order(other)
    a, b = (other, one) if turned else (one, other)
    capped = len(a.units) * len(b.units) > MOST_UNITS
    pairing = _pairing(a, b, numbered=numbered, capped=capped)
    if turned:
        pairing = pairing.turned()
    return Comparison(rows_of(old, new, pairing, lexicon), capped)


def _side(units: Sequence[Unit], lexicon: Lexicon) -> _Side:
    codes = [[lexicon.codes(tokens_of(c.text)) for c in unit.clauses] for unit in units]
    words = [[[c for c in clause if c > 0] for clause in unit] for unit in codes]
    return _Side(units, codes, words, {})


def _order(side: _Side) -> tuple[int, tuple[str, ...]]:
    """Something that tells the two texts apart, whichever comes first."""
    return len(side.units), tuple(c.text for unit in side.units for c in unit.clauses)


def _pairing(a: _Side, b: _Side, *, numbered: bool, capped: bool) -> Pairing:
    if capped:
        units = unique_same([u.anchor for u in a.units], [u.anchor for u in b.units])
        ordered = heaviest_chain(dict.fromkeys(units, 1.0))
        moved: list[tuple[int, int]] = []
    else:
        ordered, moved = _unit_pairs(a, b, numbered=numbered)
    inner = {}
    left_a = {(i, k) for i, unit in enumerate(a.units) for k in range(len(unit.clauses))}
    left_b = {(j, k) for j, unit in enumerate(b.units) for k in range(len(unit.clauses))}
    for i, j in (*ordered, *moved):
        pairs = _clause_pairs(a, i, b, j, numbered=numbered)
        inner[i, j] = pairs
        left_a -= {(i, k) for k, _, _ in pairs}
        left_b -= {(j, k) for _, k, _ in pairs}
    across = [] if capped else _across(a, sorted(left_a), b, sorted(left_b))
    return Pairing(tuple(ordered), tuple(moved), inner, tuple(across))


def _unit_pairs(
    a: _Side, b: _Side, *, numbered: bool
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    same = unique_same(map(_words_of, a.codes), map(_words_of, b.codes))
    scores: Scores = dict.fromkeys(same, 1.0)
    done_a, done_b = {i for i, _ in same}, {j for _, j in same}
    rest_a = [i for i in range(len(a.units)) if i not in done_a]
    rest_b = [j for j in range(len(b.units)) if j not in done_b]
    found = likeness([a.article(i) for i in rest_a], [b.article(j) for j in rest_b])
    titles_a, titles_b = [_title(a, i) for i in rest_a], [_title(b, j) for j in rest_b]
    titled = set(likeness(titles_a, titles_b, _TITLED))
    raised = {}
    for i, j in sorted(found.keys() | titled):
        m, n, title = rest_a[i], rest_b[j], _overlap(titles_a[i], titles_b[j])
        raised[m, n] = _raised(
            a.units[m], b.units[n], found.get((i, j), 0.0), title, numbered=numbered
        )
    if numbered:
        raised = _by_number(a, rest_a, b, rest_b, raised)
    if rest_a[:1] == rest_b[:1] == [0] and a.units[0].kind == b.units[0].kind == "dau":
        raised[0, 0] = 1.0  # the opening is the opening
    good = {pair: s for pair, s in near_best(raised, _SHARE).items() if s >= _LEAST_UNIT}
    scores.update(good)
    ordered = heaviest_chain(scores)
    used_i, used_j = {i for i, _ in ordered}, {j for _, j in ordered}
    free = {
        (i, j): s
        for (i, j), s in {**raised, **dict.fromkeys(same, 1.0)}.items()
        if i not in used_i and j not in used_j and a.units[i].kind not in HEADINGS
    }
    return ordered, strongest(free, _LEAST_MOVED)


def _words_of(unit: list[list[int]]) -> tuple[int, ...]:
    return tuple(chain.from_iterable(unit))


def _raised(one: Unit, other: Unit, text: float, title: float, *, numbered: bool) -> float:
    """Likeness of the text with that of the heading, and a little for the same number and kind."""
    if one.kind != other.kind:
        return 0.6 * text
    number = one.anchor == other.anchor
    return 0.68 * text + 0.22 * title + (0.3 if numbered else 0.1) * number


def _overlap(a: Features, b: Features) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _title(side: _Side, i: int) -> Features:
    """Words of an article's heading; a unit without one has none."""
    head = side.units[i].head
    if head.kind in ("khoan", "dau", "doan") or len(head.text) > _LONG_TITLE:
        return frozenset()
    return frozenset(side.words[i][0])


def _by_number(a: _Side, rest_a: list[int], b: _Side, rest_b: list[int], scores: Scores) -> Scores:
    """Where numbers stay, a unit that shares no words with its counterpart is still that one."""
    places = {b.units[j].anchor: j for j in rest_b}
    for i in rest_a:
        j = places.get(a.units[i].anchor)
        if j is not None and a.units[i].anchor:
            scores[i, j] = max(scores.get((i, j), 0.0), 0.3) + 0.2
    return scores


ClausePair = tuple[int, int, bool]
"""Places of two clauses in their units, and whether their order changed."""


def _clause_pairs(a: _Side, i: int, b: _Side, j: int, *, numbered: bool) -> list[ClausePair]:
    """The heads are counterparts; of the others those that are alike, or alone in their gap."""
    one, other = a.codes[i], b.codes[j]
    if one == other:
        return [(k, k, False) for k in range(len(one))]
    left, right = a.units[i].clauses, b.units[j].clauses
    same = [(p + 1, q + 1) for p, q in unique_same(map(tuple, one[1:]), map(tuple, other[1:]))]
    scores: Scores = dict.fromkeys(same, 1.2)
    done_a, done_b = {p for p, _ in same}, {q for _, q in same}
    rest_a = [p for p in range(1, len(one)) if p not in done_a]
    rest_b = [q for q in range(1, len(other)) if q not in done_b]
    found = {
        (rest_a[p], rest_b[q]): score
        for (p, q), score in likeness(
            [a.clause(i, p) for p in rest_a], [b.clause(j, q) for q in rest_b]
        ).items()
    }
    for (p, q), score in near_best(found, _SHARE).items():
        raised = score + _beside(left[p], right[q], numbered=numbered)
        if raised >= _LEAST_CLAUSE:
            scores[p, q] = raised
    ordered = [(0, 0), *heaviest_chain(scores)]
    used_i, used_j = {p for p, _ in ordered}, {q for _, q in ordered}
    free = {(p, q): s for (p, q), s in scores.items() if p not in used_i and q not in used_j}
    moved = strongest(free, _LEAST_MOVED_CLAUSE)
    gaps = _gaps(left, right, ordered, moved, found)
    return [*((p, q, False) for p, q in (*ordered, *gaps)), *((p, q, True) for p, q in moved)]


def _beside(one: Clause, other: Clause, *, numbered: bool) -> float:
    """A little for the same kind of clause, and for the same number."""
    if one.kind != other.kind:
        return 0.0
    same = plain_label(one.label) == plain_label(other.label)
    return 0.1 + (0.12 if numbered else 0.06) * same


def _gaps(
    left: Sequence[Clause], right: Sequence[Clause], ordered: list[tuple[int, int]],
    moved: list[tuple[int, int]], found: Scores,
) -> list[tuple[int, int]]:  # fmt: skip
    """Between two pairs less likeness is enough, for there is less to choose from; and a clause
    left alone with one of its kind and number was rewritten as that."""
    gone, came = {p for p, _ in moved}, {q for _, q in moved}
    likes: dict[int, list[tuple[int, float]]] = {}
    for (m, n), score in found.items():
        if score >= _LEAST_BETWEEN and m not in gone and n not in came:
            likes.setdefault(m, []).append((n, score))
    out: list[tuple[int, int]] = []
    for (p, q), (r, s) in pairwise([*ordered, (len(left), len(right))]):
        before = [n for n in range(p + 1, r) if n not in gone]
        behind = [n for n in range(q + 1, s) if n not in came]
        near = {(m, n): x for m in before for n, x in likes.get(m, ()) if q < n < s}
        pairs = heaviest_chain(near)
        used = {m for m, _ in pairs} | {~n for _, n in pairs}
        out += pairs
        out += _alone(left, right, [m for m in before if m not in used], [n for n in behind if ~n not in used])  # fmt: skip
    return out


def _alone(
    left: Sequence[Clause], right: Sequence[Clause], before: list[int], behind: list[int]
) -> list[tuple[int, int]]:
    """Clauses of one kind and number; only where nothing else could be meant."""
    names = {(right[n].kind, plain_label(right[n].label)): n for n in behind}
    few = len(before) == len(behind) == 1
    return [
        (m, n)
        for m in before
        if few and (n := names.get((left[m].kind, plain_label(left[m].label)))) is not None
    ]


def _across(
    a: _Side, left_a: Sequence[Place], b: _Side, left_b: Sequence[Place]
) -> list[tuple[Place, Place]]:
    """Clauses left over that stand in a unit that isn't the counterpart of theirs."""
    one = [(i, k) for i, k in left_a if len(a.words[i][k]) >= _MOVED_WORDS]
    other = [(j, k) for j, k in left_b if len(b.words[j][k]) >= _MOVED_WORDS]
    if not one or not other:
        return []
    scores = likeness(
        [a.pairs(i, k) for i, k in one], [b.pairs(j, k) for j, k in other], _LEAST_ACROSS
    )
    return [(one[p], other[q]) for p, q in strongest(scores, _LEAST_ACROSS)]
