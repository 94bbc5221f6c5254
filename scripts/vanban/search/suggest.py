"""What completion and correction look up: frequent syllables, and what follows each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from vanban.search.forget import RARE, file_of
from vanban.search.postings import Vocabulary, starts_of
from vanban.search.scripts import File, script
from vanban.search.shards import Ints

SYLLABLES = 8_000
"""Keys in the list of syllables, the most frequent first."""

FOLLOWERS = 120
"""Pairs kept of each first syllable, the most frequent first."""


def suggestion_files(
    vocabulary: Vocabulary, terms: tuple[Ints, Ints, Ints], stamp: str
) -> Iterator[File]:
    """``l``: ``key count key count …``; ``s/N``: key of a first syllable to its frequent pairs."""
    first, second, df = terms
    words, keys = list(vocabulary), vocabulary.keys_folded()
    alone = second == len(words)
    counts: dict[str, int] = {}
    for n, count in zip(first[alone].tolist(), df[alone].tolist(), strict=True):
        counts[keys[n]] = counts.get(keys[n], 0) + count
    order = sorted((-c, k) for k, c in counts.items() if c >= RARE and not k.isdigit())
    yield script("l", stamp, " ".join(f"{k} {-c}" for c, k in order[:SYLLABLES]))
    kept = ~alone & (df >= RARE)
    files: dict[int, dict[str, str]] = {}
    for key, pairs in _followers(first[kept], second[kept], df[kept], words, keys):
        files.setdefault(file_of(key), {})[key] = pairs
    for n, held in sorted(files.items()):
        yield script(f"s/{n}", stamp, held)


def _followers(
    first: Ints, second: Ints, df: Ints, words: list[str], keys: list[str]
) -> Iterator[tuple[str, str]]:
    """(key of the first syllable, ``dân vận 812|dân chủ 700|…``)."""
    names = sorted(set(keys))
    place = {key: n for n, key in enumerate(names)}
    key_place = np.array([place[k] for k in keys] or [0], np.int64)
    whose = key_place[first] if len(first) else first
    order = np.lexsort((second, first, -df, whose))
    whose, first, second, df = whose[order], first[order], second[order], df[order]
    cuts = [*starts_of(whose).tolist(), len(whose)]
    for start, end in pairwise(cuts):
        stop = min(end, start + FOLLOWERS)
        pairs = [
            f"{words[a]} {words[b]} {n}"
            for a, b, n in zip(
                first[start:stop].tolist(),
                second[start:stop].tolist(),
                df[start:stop].tolist(),
                strict=True,
            )
        ]
        yield names[int(whose[start])], "|".join(pairs)
