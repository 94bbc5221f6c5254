"""What completion and correction look up: frequent syllables, and what follows each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from vanban.search.memory import Memory
from vanban.search.patch import values_of
from vanban.search.postings import Vocabulary, starts_of
from vanban.search.scripts import File, address, script
from vanban.search.shards import Ints
from vanban.text import search_key

SYLLABLES = 8_000
"""Keys in the list of syllables, the most frequent first."""

FOLLOWERS = 120
"""Pairs kept of each first syllable, the most frequent first."""

RARE = 2
"""Terms in fewer documents are not suggested."""


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


def file_of(key: str) -> int:
    """Which of 256 files: a sum the browser makes as quickly."""
    total = 0
    for char in key:
        total = (total * 31 + ord(char)) & 0xFFFF
    return total & 0xFF


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


def mended_suggestions(
    counts: Mapping[str, int], memory: Memory, read: Callable[[str], bytes]
) -> Iterator[File]:
    """Suggestions whose counts are others now, without what is too rare; nothing is added."""
    single: dict[str, int] = {}
    pairs: dict[int, dict[str, int]] = {}
    for form, more in counts.items():
        words = form.split(" ")
        if len(words) == 1:
            key = search_key(form)
            single[key] = single.get(key, 0) + more
        else:
            pairs.setdefault(file_of(search_key(words[0])), {})[form] = more
    if single:
        parts = str(values_of(read(address("l")))[2]).split(" ")
        known = {k: int(c) + single.get(k, 0) for k, c in zip(parts[::2], parts[1::2], strict=True)}
        yield script("l", memory.stamp, " ".join(
            f"{k} {c}" for k, c in sorted(known.items(), key=lambda e: (-e[1], e[0])) if c >= RARE
        ))  # fmt: skip
    for n in sorted(set(memory.suggestions) & pairs.keys()):
        held: Any = values_of(read(address(f"s/{n}")))[2]
        yield script(f"s/{n}", memory.stamp, {
            key: line for key, old in held.items() if (line := _mended(old, pairs[n]))
        })  # fmt: skip


def _mended(line: str, more: Mapping[str, int]) -> str:
    rows = [row.rpartition(" ") for row in line.split("|")]
    counted = [(int(count) + more.get(form, 0), form) for form, _, count in rows]
    counted.sort(key=lambda row: -row[0])
    return "|".join(f"{form} {count}" for count, form in counted if count >= RARE)
