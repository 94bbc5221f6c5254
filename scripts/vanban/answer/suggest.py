"""Completion and correction: from frequent syllables and what follows each.

As in the page (``search/client/26-suggest.js``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from vanban.answer.archive import Archive
from vanban.answer.marks import level_of
from vanban.answer.match import ending_words
from vanban.answer.query import Query, Word
from vanban.text import search_key, search_word, search_words

MOST_CORRECTED = 8
_NEAR = "abcdeghiklmnopqrstuvxy"
_BEGINNINGS = (
    ("ch", "tr"), ("s", "x"), ("d", "gi"), ("gi", "r"), ("d", "r"), ("l", "n"), ("ph", "f"), ("d", "z"),
    ("gi", "j"), ("c", "k"), ("ng", "ngh"), ("g", "gh"),
)  # fmt: skip
_ENDS = (("n", "ng"), ("t", "c"), ("nh", "n"), ("i", "y"))
_ALIKE = tuple(
    (pattern.format(a), b)
    for pattern, pairs in (("^{}", _BEGINNINGS), ("{}$", _ENDS))
    for two in pairs for a, b in (two, two[::-1])
)  # fmt: skip
"""Letters that are heard alike in one region or another, or written for each other."""

Reading = tuple[tuple[str, ...], float]
"""A typed word as one or two keys, and what reading it so costs."""


class Path(NamedTuple):
    """Words read so far, with the key of the last."""

    worth: float = 0.0
    met: int = 0
    words: tuple[str, ...] = ()
    last: str = ""


def near_keys(key: str, known: Mapping[str, int]) -> list[tuple[str, float]]:
    """All keys one letter away: those heard alike, then one less, one other, two swapped, one more."""
    found: dict[str, float] = {}

    def add(near: str, cost: float) -> None:
        if near != key and near in known:
            found.setdefault(near, cost)

    for heard, other in _ALIKE:
        add(re.sub(heard, other, key), 1.5)
    for near in _one_off(key):
        add(near, 2.5)
    return sorted(found.items(), key=lambda k: (k[1], -known[k[0]]))[:30]


def _one_off(key: str) -> Iterator[str]:
    for n in range(len(key) + 1):
        a, b = key[:n], key[n:]
        yield a + b[1:]
        if len(b) > 1:
            yield a + b[1] + b[0] + b[2:]
        for c in _NEAR:
            yield a + c + b
            yield a + c + b[1:]


def readings(key: str, known: Mapping[str, int]) -> list[Reading]:
    """Ways to read one typed word: as it is, a letter off, two syllables run together."""
    ways: list[Reading] = [((key,), 0.0)] if key in known or key[:1].isdigit() else []
    if ways and re.search(r"\d", key):
        return ways
    plain = _without_keys(key)
    if plain != key and plain in known:
        ways.append(((plain,), 0.5))
    for n in range(1, len(key)):
        if key[:n] in known and key[n:] in known:
            ways.append(((key[:n], key[n:]), 1.0))
    ways += [((near,), cost) for near, cost in near_keys(key, known)]
    return ways or [((key,), 0.0)]


def _without_keys(key: str) -> str:
    """A word whose marks are still the keys of Telex or VNI: luaatj, lua6t5."""
    return re.sub(r"([aeod])\1", r"\1", re.sub(r"w|\d|[sfrxj]$", "", key))


async def meant(base: Archive, query: Query, lone: Sequence[bool] | None) -> str | None:
    """The query as it was probably meant: the chain of readings whose pairs are met most.

    ``lone``: which words may be misspelt, else all.
    """
    words = query.words or tuple(w for run in query.phrases for w in run)
    if not 0 < len(words) <= MOST_CORRECTED:
        return None
    paths = [Path()]
    for n, word in enumerate(words):
        kept = lone is not None and not lone[n]
        ways = [((word.key,), 0.0)] if kept else readings(word.key, base.syllables)
        # what may come before each key of this word
        await base.followers(
            [p.last for p in paths if p.last] + [w[0] for w, _ in ways if len(w) > 1]
        )
        made = [_one_more(base, path, way, cost, word) for path in paths for way, cost in ways]
        paths = sorted(made, key=lambda p: -p.worth)[:6]
    best = paths[0]
    said = list(best.words)
    if len(words) == 1 and len(said) == 1 and best.met:
        said = [await _form(base, best.last, words[0].exact)]
    typed = " ".join(w.exact for w in words)
    text = " ".join(said)
    # without a mark typed, only other letters are another query
    if any(w.marked for w in words):
        other = text != typed
    else:
        other = [search_key(w) for w in _words(text)] != [w.key for w in words]
    return text if best.met and other else None


async def _form(base: Archive, key: str, typed: str) -> str:
    await base.learn([key])
    forms = sorted(base.forms(key), key=lambda f: -f.documents)
    return next(
        (f.text for f in forms if has_marks_of(f.text, typed)), forms[0].text if forms else key
    )


def _words(text: str) -> list[str]:
    return [w for w in map(search_word, search_words(text)) if w]


def has_marks_of(word: str, other: str) -> bool:
    """Does a word have every mark another has, wherever?"""

    def marks(text: str) -> list[str]:
        return re.findall("[\u0300-\u036fđ]", unicodedata.normalize("NFD", text))

    there = marks(word)
    return all(mark in there for mark in marks(other))


def _one_more(base: Archive, path: Path, way: Sequence[str], cost: float, word: Word) -> Path:
    """One more word on a path of readings."""
    worth, met, words, last = path
    said = list(words)
    for key in way:
        best, gain = _best_pair(
            base, last, key, said[-1] if said else "", "" if len(way) > 1 else word.exact
        )
        met += bool(best) or (not last and key in base.syllables and key != word.key)
        worth += gain if best else -4 if last else 0.1 * log(1 + base.syllables.get(key, 0))
        if best:
            said[-1] = best[0]
        said.append(best[1] if best else word.exact if key == word.key else key)
        last = key
    return Path(worth - cost, met, tuple(said), last)


def _best_pair(
    base: Archive, last: str, key: str, before: str, typed: str
) -> tuple[tuple[str, str] | None, float]:
    """The likeliest forms of two keys side by side, and what they are worth."""
    best, gain = None, float("-inf")
    for first, second, count in base.following(last) if last else ():
        if search_key(second) != key:
            continue
        # a reading that drops a mark a person typed is hardly what was meant
        dropped = 2 * (not has_marks_of(second, typed)) + 2 * (not has_marks_of(first, before))
        if log(1 + count) - dropped > gain:
            best, gain = (first, second), log(1 + count) - dropped
    return best, gain


async def word_completions(base: Archive, query: Query) -> list[str]:
    """The line with its last word finished, and then one more."""
    words = query.words
    last = words[-1]
    if re.search(r"\d", last.key):
        return []
    head = "".join(f"{w.exact} " for w in words[:-1])
    made = []
    if query.unfinished and len(words) > 1:
        made = [
            f"{head}{w.exact}" for w in await ending_words(base, words) if w.exact != last.exact
        ]
    await base.followers([last.key])
    for first, second, _ in base.following(last.key):
        if level_of([first], [last]) < 2 and not second[:1].isdigit():
            made.append(f"{head}{first} {second}")
        if len(made) > 12:
            break
    return made
