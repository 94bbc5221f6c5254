"""Which words of a question belong together, and what documents must have of them, step by step.

As in the page (``search/client/20-match.js``): pairs of neighbours that belong together most must
stand side by side, other words anywhere; first with the marks typed, then with any marks, and when
too few documents have all of it, those that have most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log

from vanban.answer.backend import Backend, Narrowed, Stage, Unit
from vanban.answer.query import Query, Word, Words

FEW = 3
"""Documents below which less is asked."""

LONG_QUERY = 7
MOST_PARTS = 14
SHARE = 0.5
ALONE, PAIR, BESIDE, SIDE, APART, UNFINISHED = 1.0, 1.0, 1.6, 0.7, 0.3, 0.8
Forms = dict[str, int]


def level_of(form: str, words: Sequence[Word]) -> int:
    """0: as typed; 1: no mark typed is missed; 2: only the letters agree."""
    level = 0
    for said, word in zip(form.split("_"), words, strict=True):
        if said != word.exact:
            plain = not word.marked or _same_i(said) == _same_i(word.exact)
            level = max(level, 1 if plain else 2)
    return level


def _same_i(word: str) -> str:
    """With its marks, but ``y`` and ``i`` alike."""
    return re.sub("[yýỳỷỹỵ]", lambda m: "iíìỉĩị"["yýỳỷỹỵ".index(m[0])], word)


@dataclass(frozen=True, slots=True)
class Term:
    """Words side by side (one or two), and the forms in which they stand in documents."""

    words: Words
    forms: Forms

    def count(self, level: int) -> int:
        return sum(n for form, n in self.forms.items() if level_of(form, self.words) <= level)

    def unit(self, level: int, weight: float, size: int) -> Unit:
        held = [form for form in self.forms if level_of(form, self.words) <= level]
        if level == 2:
            held = ["_".join(w.key for w in self.words)]
        return Unit(tuple(held), idf(self.count(level), size) * weight)


def idf(df: int, size: int) -> float:
    some = min(max(1, df), size)
    return log(1 + (size - some + 0.5) / (some + 0.5))


def compounds(counts: Sequence[int], least: float) -> set[int]:
    """Places of pairs, none overlapping, that belong together most: «hải dương | đảng viên»."""
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), (0.0, ())]
    for n, count in enumerate(counts):
        worth = max(0.01 * log(1 + count), log(1 + count) - least) + 0.01 if count else 0.0
        take = best[n][0] + worth
        one_more = worth and take >= best[n + 1][0]
        best.append((take, (*best[n][1], n)) if one_more else best[n + 1])
    return set(best[len(counts) + 1][1])


@dataclass(slots=True)
class Matcher:
    """Plans one question against what the archive has of its words."""

    backend: Backend
    query: Query
    narrowed: Narrowed
    anywhere: bool = False
    size: int = 0
    loose: bool = False
    """Only without their marks were the words found."""
    widened: bool = False
    _held: dict[str, Forms] = field(default_factory=dict)

    async def stages(self) -> list[Stage] | None:
        """What to ask, the surest first; None when a phrase can't stand anywhere."""
        self.size = await self.backend.size()
        await self._learn()
        fixed = self._fixed()
        if fixed is None:
            return None
        if not self.query.words:
            return [Stage(must=fixed)]
        made: list[Stage] = []
        for stage, level, sure in await self._ways(fixed):
            made.append(stage)
            self.loose = level == 2
            self.widened = self.widened or self.loose
            there = await self.backend.found(made, Narrowed(), "moi", 1)
            if len(self.query.words) < LONG_QUERY and there.total >= (1 if sure else FEW):
                return made
        if not self.anywhere and len(self.query.words) > 1 and (most := self._most(fixed)):
            self.widened = True
            made.append(most)
        return made

    def without(self) -> tuple[Stage, ...]:
        """What must not stand in a document."""
        out = []
        for words in self.query.leave:
            level = 0 if any(w.marked for w in words) else 1
            pairs = _pairs(words) if len(words) > 1 else [words]
            units = tuple(self._term(p).unit(level, 1, self.size) for p in pairs)
            if all(unit.forms for unit in units):
                out.append(Stage(must=units))
        return tuple(out)

    async def _learn(self) -> None:
        """Ask for the forms of every word and pair at once."""
        runs = [self.query.words, *self.query.phrases, *self.query.leave]
        keys = {w.key for run in runs for w in run}
        keys |= {"_".join(w.key for w in pair) for run in runs for pair in _pairs(run)}
        self._held = await self.backend.forms(sorted(keys)) if keys else {}

    def _term(self, words: Words) -> Term:
        return Term(words, self._held.get("_".join(w.key for w in words), {}))

    def _fixed(self) -> tuple[Unit, ...] | None:
        """Words in quotes: each pair must stand, as typed; whether all do is seen in the text."""
        units: list[Unit] = []
        for words in self.query.phrases:
            level = 0 if any(w.marked for w in words) else 1
            for pair in _pairs(words) if len(words) > 1 else [words]:
                term = self._term(pair)
                if not term.count(level):
                    return None
                units.append(term.unit(level, PAIR, self.size))
        return tuple(units)

    async def _ways(self, fixed: tuple[Unit, ...]) -> list[tuple[Stage, int, bool]]:
        """Stages with their levels; True where one document is enough."""
        found: list[tuple[Stage, int, bool]] = []
        words, levels = self.query.words, (0, 1, 2) if self.query.rich else (1,)
        if not self.anywhere:
            found += [(s, n, False) for n in levels if (s := await self._begun(n, fixed))]
            pairs = [self._term(p) for p in _pairs(words)]
            if self.query.named and all(term.count(0) for term in pairs):
                must = tuple(term.unit(0, PAIR, self.size) for term in pairs)
                found.append((Stage(must=(*fixed, *must)), 0, True))
        found += [(s, n, False) for n in levels if (s := self._together(n, fixed))]
        return found

    def _parted(self, pairs: Sequence[Term], level: int) -> set[int]:
        return compounds([t.count(level) for t in pairs], log(1 + self.size) / 4)

    def _together(self, level: int, fixed: tuple[Unit, ...]) -> Stage | None:
        words = self.query.words
        pairs = [self._term(pair) for pair in _pairs(words)]
        chosen = set() if self.anywhere else self._parted(pairs, level)
        # with other marks more of the words stand side by side: those were meant
        if not self.anywhere and len(self._parted(pairs, 2)) > len(chosen):
            return None
        covered = {n for at in chosen for n in (at, at + 1)}
        alone = {w.exact: self._term((w,)) for n, w in enumerate(words) if n not in covered}
        if any(not term.count(level) for term in alone.values()):
            return None
        telling = [t for t in alone.values() if not chosen or t.count(level) * 2 < self.size]
        must = [pairs[n].unit(level, PAIR, self.size) for n in sorted(chosen)]
        must += [term.unit(level, ALONE, self.size) for term in telling]
        may = [
            t.unit(level, BESIDE, self.size) for n, t in enumerate(pairs)
            if n not in chosen and t.count(level)
        ]  # fmt: skip
        every = tuple(dict.fromkeys((*fixed, *must)))
        return Stage(must=every, may=tuple(dict.fromkeys(may)), bare=level == 2) if every else None

    async def _begun(self, level: int, fixed: tuple[Unit, ...]) -> Stage | None:
        """The last word may still be being typed."""
        words = self.query.words
        last = words[-1]
        pair = self._term(words[-2:])
        vowels = re.search("[aeiouy0-9]", last.key)
        if not self.query.unfinished or level == 2 or (vowels and pair.count(level)):
            return None
        before = words[-2].key if len(words) > 1 else ""
        forms = [
            form for form in await self.backend.endings(before, last.key)
            if level_of(form.rpartition("_")[2][: len(last.exact)], [last]) < 2
            and (not before or level_of(form.partition("_")[0], words[-2:-1]) < 2)
        ]  # fmt: skip
        rest = [self._term(p) for p in _pairs(words[:-1])]
        if not forms or any(not term.count(level) for term in rest):
            return None
        must = [term.unit(level, PAIR, self.size) for term in rest]
        return Stage(must=(*fixed, *must, Unit(tuple(forms), UNFINISHED)))

    def _most(self, fixed: tuple[Unit, ...]) -> Stage | None:
        """What has most of it, weighed by how telling each part is."""
        words, level = self.query.words, 2 if self.query.rich else 1
        pairs = [self._term(pair) for pair in _pairs(words)]
        chosen = self._parted(pairs, level)
        weighed = [(t, PAIR if n in chosen else SIDE) for n, t in enumerate(pairs)]
        for n, word in enumerate(words):
            inside = n in chosen or n - 1 in chosen
            weighed.append((self._term((word,)), APART if inside else ALONE))
        held = [(t, weight, t.count(level)) for t, weight in weighed]
        told = [h for h in held if h[2] and (h[2] * 3 < self.size or self.size < 50)]
        told.sort(key=lambda h: h[2])
        units = tuple(dict.fromkeys(t.unit(level, w, self.size) for t, w, _ in told[:MOST_PARTS]))
        if not units:
            return None
        return Stage(must=units, bare=level == 2, share=SHARE) if not fixed else None


def _pairs(words: Words) -> list[Words]:
    return [words[n : n + 2] for n in range(len(words) - 1)]
