"""How alike texts are: weighted words and pairs of words they share, found by an index.

What few texts have counts much, what many have little, and what nearly all have nothing: so
the boilerplate of laws (``Chính phủ quy định chi tiết Điều này``) pairs nobody.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import log
from operator import add

Features = frozenset[int]
"""Words and pairs of words as numbers."""
Scores = dict[tuple[int, int], float]
"""How alike text i of the one side and text j of the other are, 0 to 1, where it is worth a look."""

MOST_WORK = 3_000_000
"""Pairs of texts looked at for the sake of one feature, of all features together."""

_FINE = 1_000_000
"""Weights are whole numbers: their sums are the same in whatever order sets give them."""
_SHIFT = 1 << 24

WORST = 0.12
"""Less alike than this is chance."""


def neighbours(words: Sequence[int]) -> Iterator[int]:
    """A number for each two words that follow each other."""
    return map(add, map(_SHIFT.__mul__, words), words[1:])


def likeness(a: Sequence[Features], b: Sequence[Features], least: float = WORST) -> Scores:
    """Dice's measure over weighted features of every pair that shares a rare one.

    Only features of both sides are counted, all others weigh as if they stood twice; joining and
    cutting sets is left to the built-in types, for it is most of the work. Of pairs less alike
    than ``least`` some are left out.
    """
    nothing: Features = frozenset()
    common = nothing.union(*a) & nothing.union(*b)
    if not common:
        return {}
    left, right = [one & common for one in a], [one & common for one in b]
    spread = Counter(chain.from_iterable(left))
    spread.update(chain.from_iterable(right))
    total = max(2, len(a) + len(b))
    cap = _cap(spread.values(), max(3, min(total // 2, max(8, total // 6))))
    weights = [round(_FINE * log(1 + total / n)) if 0 < n <= cap else 0 for n in range(total + 1)]
    heavy = {f: weights[n] for f, n in spread.items()}
    known = [sum(map(heavy.__getitem__, one)) for one in (*left, *right)]
    wholes = [
        (len(one) - len(held)) * weights[2] + weight
        for one, held, weight in zip((*a, *b), (*left, *right), known, strict=True)
    ]
    # Of two texts that share s, either weighs s at least: so s must be this part of both.
    part = least / (2 - least) * 0.999
    able = [weight >= part * whole for weight, whole in zip(known, wholes, strict=True)]
    return _scores(
        [one if fit else nothing for one, fit in zip(left, able[: len(a)], strict=True)],
        [one if fit else nothing for one, fit in zip(right, able[len(a) :], strict=True)],
        heavy, wholes, least,
    )  # fmt: skip


def _cap(spread: Iterable[int], most: int) -> int:
    """In how many texts a feature may stand to count: ``most``, or fewer where the work of
    looking at all pairs that share one would have no end."""
    cap, work = 2, 0
    for n, times in sorted(Counter(spread).items()):
        work += times * n * n // 4
        if n > most or work > MOST_WORK:
            return cap
        cap = max(cap, n)
    return max(cap, most)


def _scores(
    a: Sequence[Features], b: Sequence[Features], weights: Mapping[int, int],
    wholes: Sequence[int], least: float,
) -> Scores:  # fmt: skip
    """``wholes`` are the weights of all texts of ``a``, then of ``b``."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for j, other in enumerate(b):
        for feature in other:
            if weights[feature]:
                places[feature].append(j)
    rare = frozenset(places)
    scores: Scores = {}
    for i, one in enumerate(a):
        sums: defaultdict[int, int] = defaultdict(int)
        for feature in one & rare:
            weight = weights[feature]
            for j in places[feature]:
                sums[j] += weight
        for j, weight in sums.items():
            score = 2 * weight / (wholes[i] + wholes[len(a) + j])
            if score >= least:
                scores[i, j] = score
    return scores


def near_best(scores: Scores, share: float) -> Scores:
    """Only pairs nearly as good as the best of either side: no clause is worth another's leavings."""
    best_i: dict[int, float] = {}
    best_j: dict[int, float] = {}
    for (i, j), score in scores.items():
        best_i[i] = max(score, best_i.get(i, 0.0))
        best_j[j] = max(score, best_j.get(j, 0.0))
    return {
        (i, j): s
        for (i, j), s in scores.items()
        if s >= share * best_i[i] and s >= share * best_j[j]
    }


def heaviest_chain(scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Pairs in the order of both sides whose scores together are the greatest.

    Time n log n: of chains that end at or before j only those are kept that are heavier than
    all that end earlier.
    """
    ends: list[int] = []
    tops: list[tuple[float, int]] = []
    back: dict[int, tuple[tuple[int, int], int]] = {}
    order = sorted(scores, key=lambda pair: (pair[0], -pair[1]))
    for n, (i, j) in enumerate(order):
        at = bisect_right(ends, j - 1)
        before, link = tops[at - 1] if at else (0.0, -1)
        weight = before + scores[i, j]
        back[n] = ((i, j), link)
        at = bisect_right(ends, j)
        if at and tops[at - 1][0] >= weight:
            continue
        end = at
        while end < len(ends) and tops[end][0] <= weight:
            end += 1
        if at and ends[at - 1] == j:
            at -= 1
        ends[at:end], tops[at:end] = [j], [(weight, n)]
    return _walked(back, tops[-1][1] if tops else -1)


def _walked(back: Mapping[int, tuple[tuple[int, int], int]], link: int) -> list[tuple[int, int]]:
    out = []
    while link >= 0:
        pair, link = back[link]
        out.append(pair)
    return out[::-1]


def strongest(scores: Mapping[tuple[int, int], float], least: float) -> list[tuple[int, int]]:
    """The best pair, then the best of what is left, as long as it is at least so good."""
    used_i: set[int] = set()
    used_j: set[int] = set()
    out = []
    for i, j in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if scores[i, j] < least:
            break
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            out.append((i, j))
    return out


def unique_same(a: Iterable[object], b: Iterable[object]) -> list[tuple[int, int]]:
    """Places of what stands exactly once on either side."""
    one, other = _once(a), _once(b)
    return [(i, other[key]) for key, i in one.items() if key in other]


def _once(items: Iterable[object]) -> dict[object, int]:
    found: dict[object, int] = {}
    twice: set[object] = set()
    for n, item in enumerate(items):
        if item in found:
            twice.add(item)
        found[item] = n
    return {item: n for item, n in found.items() if item not in twice}
