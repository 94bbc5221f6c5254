"""Which documents answer, step by step with less and less asked.

As in the page (``search/client/20-match.js``): pairs of neighbours that belong together most must
stand side by side, other words anywhere; first with the marks typed, then with any marks, and when
too few documents have all of it, those that have most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import log
from typing import Any, NamedTuple, TypeVar

import numpy as np

from vanban.answer.archive import Archive, Ints
from vanban.answer.backend import Form
from vanban.answer.joining import WEIGHTS, Joined, Scores, Unit, compounds, gather, join, merged
from vanban.answer.marks import begins, level_of
from vanban.answer.query import Query, Word, Words
from vanban.text import fold, search_key

MOST_FORMS, MOST_PARTS, RARE_PAIR, LONG_QUERY = 40, 14, 1, 7
MOST_READ = 40_000
"""Documents in lists that are read for a long query beside what it must have."""

LITTLE = frozenset(
    ("và", "của", "về", "các", "cho", "theo", "tại", "trong", "với", "bị", "được", "do")
)
"""Words that only join others."""

T = TypeVar("T")


class Found(NamedTuple):
    """One form of a term, and how near it is to what was typed."""

    form: Form
    level: int


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """Words side by side (one or two), and the forms in which they stand in documents."""

    words: Words
    forms: tuple[Found, ...]

    def count(self, level: int) -> int:
        return sum(f.form.documents for f in self.forms if f.level <= level)

    def nearest(self, level: int) -> list[Found]:
        held = [f for f in self.forms if f.level <= level]
        return sorted(held, key=lambda f: (f.level, -f.form.documents))[:MOST_FORMS]


@dataclass(slots=True, kw_only=True)
class Matches:
    """What was found. ``lift``: by how much the first stand above what less asking added;
    ``lone``: words that stand beside none of their neighbours anywhere may be misspelt."""

    documents: Ints
    score: Scores
    widened: bool = False
    lift: float = 0.0
    loose: bool = False
    lone: list[bool] | None = None


Asking = tuple[list[Unit], list[Unit]]
"""What must stand and what may."""

Way = Callable[[int, list[Unit]], Coroutine[Any, Any, Asking | None]]


@dataclass(slots=True, kw_only=True)
class TextSearch:
    """One text query: its terms, found step by step with less and less asked."""

    base: Archive
    query: Query
    anywhere: bool = False
    given: list[Unit] = field(default_factory=list)
    """What documents must be, beside their words."""
    lift: float = 0.0
    loose: bool = False
    widened: bool = False
    lone: list[bool] | None = None
    _terms: dict[tuple[str, ...], Term] = field(default_factory=dict)

    @property
    def rich(self) -> bool:
        return self.query.rich

    def term(self, words: Words) -> Term:
        """Of words that were learnt."""
        key = tuple(w.exact for w in words)
        if key not in self._terms:
            forms = self.base.forms("_".join(w.key for w in words))
            found = (Found(f, level_of(f.text.split("_"), words)) for f in forms)
            self._terms[key] = Term(words, tuple(found))
        return self._terms[key]

    async def units(self, asked: Iterable[tuple[Term, float]], level: int) -> list[Unit]:
        """Terms with their weights, their lists loaded in one go."""
        chosen = [(term.nearest(level), weight) for term, weight in asked]
        lists = await self.base.load(f.form for forms, _ in chosen for f in forms)
        return [
            Unit(
                [(lists[f.form.text], WEIGHTS["level"][f.level] if self.rich else 1.0) for f in forms],
                max(1, sum(f.form.documents for f in forms)), weight,
            )
            for forms, weight in chosen
        ]  # fmt: skip

    async def learn(self) -> None:
        """Ask for the forms of every word and pair at once."""
        runs = [self.query.words, *self.query.phrases, *self.query.leave]
        keys = [w.key for run in runs for w in run]
        keys += ["_".join(w.key for w in pair) for run in runs for pair in pairs_of(run)]
        await self.base.learn(keys)

    async def phrase_units(self) -> list[Unit] | None:
        """Words in quotes: each pair must stand, as typed; verified later in the text."""
        units = list(self.given)
        for words in self.query.phrases:
            level = 0 if any(w.marked for w in words) else 1
            terms = [self.term(p) for p in (unlike(pairs_of(words)) if len(words) > 1 else [words])]
            if any(not term.count(level) for term in terms):
                return None
            units += await self.units([(t, WEIGHTS["pair"]) for t in terms], level)
        return units

    async def run(self) -> Matches:
        await self.learn()
        fixed = await self.phrase_units()
        if fixed is None:
            return self._nothing()
        words = self.query.words
        if not words:
            made = join(self.base.count, fixed, [])
            return Matches(documents=made.documents, score=made.score)
        sure, whole, enough = await self._surely(fixed)
        if not enough and not self.anywhere and len(words) > 1:
            most = await self._by_most(fixed, whole)
            if most is not None:
                self.lift, self.widened = 0.0, True
                return self._result(most)
        return self._result(sure) if sure else self._nothing()

    def _nothing(self) -> Matches:
        return self._result(join(self.base.count, [], []))

    def _result(self, made: Joined) -> Matches:
        return Matches(
            documents=made.documents, score=made.score, widened=self.widened, lift=self.lift,
            loose=self.loose, lone=self.lone,
        )  # fmt: skip

    async def _surely(self, fixed: list[Unit]) -> tuple[Joined | None, Scores, bool]:
        """What has all that is asked; what having it is worth; whether it is enough."""
        ways: list[Way] = [self._by_compounds]
        if not self.anywhere:
            ways = [self._unfinished, self._by_name, self._by_compounds, self._by_given]
        sure: Joined | None = None
        whole = np.zeros(self.base.count, np.float32)
        for way in ways:
            for level in self._levels():
                found = await way(level, fixed)
                if found is None:
                    continue
                made = join(self.base.count, *found)
                if sure:
                    self.lift += float(made.score[made.documents].max(initial=0)) + 1
                new = made.documents[whole[made.documents] == 0]
                titled = made.titled[new] >= len(found[0])
                whole[new] = WEIGHTS["chain"] + WEIGHTS["allTitle"] * titled
                sure = merged(sure, made)
                self.loose = level == 2
                self.widened = self.widened or self.loose
                few = 1 if way == self._by_name or self.given else WEIGHTS["few"]
                if len(self.query.words) < LONG_QUERY and len(sure.documents) >= few:
                    return sure, whole, True
        return sure, whole, False

    def _levels(self) -> tuple[int, ...]:
        """Where few have the words exactly so, some of their marks were left out."""
        if not self.rich:
            return (1,)
        words = self.query.words
        terms = [self.term(run) for run in (pairs_of(words) if len(words) > 1 else [words])]
        exact, near = (min(t.count(level) for t in terms) for level in (0, 1))
        return (1, 2) if exact * 5 < near else (0, 1, 2)

    def _pairs(self) -> list[Term]:
        return [self.term(pair) for pair in pairs_of(self.query.words)]

    def parted(self, pairs: Sequence[Term], level: int) -> list[int]:
        """Which pairs of neighbours belong together."""
        return compounds([t.count(level) for t in pairs], log(1 + self.base.count) / 4)

    async def _by_name(self, level: int, fixed: list[Unit]) -> Asking | None:
        """A name, every word with a capital: all of it in a row."""
        if not self.query.named or level:
            return None
        terms = unlike(self._pairs())
        if not all(t.count(0) for t in terms):
            return None
        return [*fixed, *await self.units([(t, WEIGHTS["pair"]) for t in terms], 0)], []

    async def _by_compounds(self, level: int, fixed: list[Unit]) -> Asking | None:
        """Words that belong together side by side, the others (or all, if asked for) anywhere."""
        words, pairs = self.query.words, self._pairs()
        chosen = [] if self.anywhere else self.parted(pairs, level)
        if pairs:
            met = [False, *(t.count(1) > RARE_PAIR for t in pairs), False]
            self.lone = [not met[n] and not met[n + 1] for n in range(len(words))]
        # with other marks more of the words stand side by side: those were meant
        if not self.anywhere and len(self.parted(pairs, 2)) > len(chosen):
            return None
        covered = {n for at in chosen for n in (at, at + 1)}
        free = [w for n, w in enumerate(words) if n not in covered]
        if len(words) >= LONG_QUERY and chosen:
            free = [w for w in free if self._tells(w)]
        alone = unlike(self.term((w,)) for w in free)
        if any(not t.count(level) for t in alone):
            return None
        # a word most documents have says nothing by itself
        telling = [
            t for t in alone
            if not chosen or (t.count(level) * 2 < self.base.count and t.words[0].exact not in LITTLE)
        ]  # fmt: skip
        together = unlike(pairs[n] for n in chosen)
        if len(words) >= LONG_QUERY:
            # the rarest tell soon that no document has all of a long query
            rare = await self._none_has(fixed, [*together, *telling], level)
            if rare:
                return [*fixed, *rare], []
        may = unlike(t for n, t in enumerate(pairs) if n not in chosen and t.count(level))
        may = self._few(may, level)
        must = [(t, WEIGHTS["pair"]) for t in together] + [(t, WEIGHTS["alone"]) for t in telling]
        made = await self.units([*must, *((t, WEIGHTS["beside"]) for t in may)], level)
        # words that hardly ever follow each other are asked for beside each other by chance
        least = min([*(unit.df for unit in made[: len(together)]), self.base.count])
        bound = [
            u._replace(weight=u.weight * min(1, u.df / least * WEIGHTS["bound"]))
            for u in made[len(must) :]
        ]
        return [*fixed, *made[: len(must)]], bound

    async def _by_given(self, level: int, fixed: list[Unit]) -> Asking | None:
        """Of the few documents that are what they must be, those that have all words anywhere."""
        if not self.given or len(self.query.words) >= LONG_QUERY:
            return None
        self.anywhere = True
        try:
            return await self._by_compounds(level, fixed)
        finally:
            self.anywhere = False

    def _tells(self, word: Word) -> bool:
        known = self.base.syllables.get(word.key, 0)
        return known * 2.5 < self.base.count and word.exact not in LITTLE

    async def _none_has(self, fixed: list[Unit], terms: list[Term], level: int) -> list[Unit]:
        """The rarest terms that no document has all of; empty when some have all."""
        rare: list[Unit] = []
        asked = sorted(terms, key=lambda t: t.count(level))
        for n in range(0, len(asked), 3):
            rare += await self.units([(t, WEIGHTS["pair"]) for t in asked[n : n + 3]], level)
            if not len(join(self.base.count, [*fixed, *rare], []).documents):
                return rare
        return []

    def _few(self, terms: Sequence[Term], level: int) -> list[Term]:
        """The rarest; of a long query so many that few documents are read for them."""
        order = sorted(terms, key=lambda t: t.count(level))
        if len(self.query.words) < LONG_QUERY:
            return order
        read = accumulate(t.count(level) for t in order)
        return [t for t, so_far in zip(order, read, strict=True) if so_far < MOST_READ]

    async def _unfinished(self, level: int, fixed: list[Unit]) -> Asking | None:
        """The last word may still be being typed."""
        words = self.query.words
        if not self.query.unfinished or not self._looks_unfinished(level):
            return None
        endings = await ending_words(self.base, words)
        if not endings:
            return None
        self.lone = [n == len(words) - 1 and _has_vowel(w.key) for n, w in enumerate(words)]
        before = words[:-1]
        await self.base.learn("_".join([*(w.key for w in words[-2:-1]), e.key]) for e in endings)
        terms = [self.term((*words[-2:-1], e)) for e in endings]
        last = await self.units([(t, WEIGHTS["unfinished"]) for t in terms], level)
        several = Unit([one for u in last for one in u.lists], sum(u.df for u in last), WEIGHTS["unfinished"])  # fmt: skip
        pairs = unlike(self.term(p) for p in pairs_of(before))
        if all(t.count(level) for t in pairs):
            made = await self.units([(t, WEIGHTS["pair"]) for t in pairs], level)
            return [*fixed, *made, several], []
        singles = unlike(self.term((w,)) for w in before)
        if len(words) >= LONG_QUERY or not all(t.count(level) for t in singles):
            return None
        made = await self.units([(t, WEIGHTS["alone"]) for t in singles], level)
        return [*fixed, *made, several], []

    def _looks_unfinished(self, level: int) -> bool:
        """The last word stands nowhere after the one before it, or has no vowel."""
        last = self.query.words[-2:]
        vowels = re.search("[aeiouy0-9]", last[-1].key)
        return not vowels or not self.term(last).count(level)

    async def _by_most(self, fixed: list[Unit], sure: Scores) -> Joined | None:
        """Too few have all of it: what has most of it, weighed by how telling each part is."""
        units = await self.units(*self._telling())
        size = self.base.count
        score, met = gather(size, units)
        score += sure
        good = (met > 0) & (met >= met.max(initial=0) * WEIGHTS["share"])
        if fixed:
            allowed = np.zeros(size, bool)
            allowed[join(size, fixed, []).documents] = True
            good &= allowed
        documents = np.flatnonzero(good | (sure > 0))
        return Joined(documents, score, np.zeros(0, np.int16)) if len(documents) else None

    def _telling(self) -> tuple[list[tuple[Term, float]], int]:
        """Parts of the query that few documents have, with their weights; the level."""
        words, size, level = self.query.words, self.base.count, 2 if self.rich else 1
        pairs = self._pairs()
        chosen = self.parted(pairs, level)
        weighed = {t: WEIGHTS["pair" if n in chosen else "side"] for n, t in enumerate(pairs)}
        for n, word in enumerate(words):
            # a word of a compound says less by itself than one that stands alone
            inside = n in chosen or n - 1 in chosen
            weighed[self.term((word,))] = WEIGHTS["apart" if inside else "alone"]
        long = len(words) >= LONG_QUERY
        held = [
            (t, weight, self._known(t, level) if long else t.count(level))
            for t, weight in weighed.items()
        ]
        told = [h for h in held if h[2] and (h[2] * 3 < size or size < 50)]
        told = sorted(told, key=lambda h: h[2])[:MOST_PARTS]
        read = accumulate(h[2] for h in told)
        kept = (n < 4 or not long or so_far < MOST_READ for n, so_far in enumerate(read))
        return [(t, weight) for (t, weight, _), keep in zip(told, kept, strict=True) if keep], level

    def _known(self, term: Term, level: int) -> int:
        """Documents of a syllable in any form, where it is a frequent one."""
        alone = self.base.syllables.get(term.words[0].key) if len(term.words) == 1 else None
        return term.count(level) if alone is None else alone


def _has_vowel(key: str) -> bool:
    return bool(re.search("[aeiouy]", key))


def pairs_of(words: Words) -> list[Words]:
    return [words[n : n + 2] for n in range(len(words) - 1)]


def unlike(things: Iterable[T]) -> list[T]:
    """Each once."""
    return list(dict.fromkeys(things))


async def ending_words(base: Archive, words: Words) -> list[Word]:
    """Words the last one may become, the likeliest first."""
    last, before = words[-1], words[-2:-1]
    if last.key.isdigit():
        return []
    found: list[str] = []
    if before:
        await base.followers([before[0].key])
        found = [b for a, b, _ in base.following(before[0].key) if level_of([a], before) < 2]
    fits = [w for w in unlike(found) if search_key(w).startswith(last.key) and begins(w, last)]
    if not fits and not last.marked:
        fits = [key for key in base.syllables if key.startswith(last.key)][:8]
    return [Word(w, search_key(w), fold(w) != w) for w in fits[:8]]
