"""A document's words as ``tsvector``: syllables and pairs of neighbours, folded and as written.

Nearly every Vietnamese word is two syllables, and a syllable alone stands in a fifth of all
documents: the pair is what one searches for. Weights are the fields of ``tokens``: A title,
B what is known beside it, C headings, D text; how often a term stands in a field is counted up
to ``COUNTED`` (a lexeme has places, and PostgreSQL ranks by them).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator

from vanban.text import search_key
from vanban.tokens import BREAK, Words

WEIGHTS = "ABCD"
COUNTED = 8
LONGEST = 200
"""Letters of a term: a lexeme may have 2 kB, a run of letters without blanks is no word."""

_ROOM = 1_000_000
"""Bytes of one vector: PostgreSQL refuses more than a megabyte."""


def tsvector(words: Words, key: Callable[[str], str] = search_key) -> str:
    """The vector as PostgreSQL reads it; ``key`` makes of a word what is searched for."""
    keys = [key(word) for word in words.words]
    found: dict[str, list[int]] = {}
    for field, term in _terms(words, keys):
        counts = found.get(term)
        if counts is None:
            counts = found[term] = [0] * len(WEIGHTS)
        counts[field] += 1
    lexemes = sorted(f"'{term}':{_places(counts)}" for term, counts in found.items())
    return " ".join(_fitting(lexemes, found))


def _fitting(lexemes: list[str], found: dict[str, list[int]]) -> Iterable[str]:
    """All of them, or without pairs that stand once in the text where there are too many."""
    if sum(len(lexeme.encode()) for lexeme in lexemes) <= _ROOM:
        return lexemes
    return (x for x in lexemes if sum(found[x[1 : x.rindex("'")]]) > 1 or "_" not in x)


def _terms(words: Words, keys: list[str]) -> Iterator[tuple[int, str]]:
    codes = array("H")
    codes.frombytes(words.codes)
    at = 0
    for field, size in enumerate(words.sizes):
        before = ""
        for code in codes[at : at + size]:
            key = keys[code] if code != BREAK else ""
            if key and len(key) <= LONGEST:
                yield field, key
                if before:
                    yield field, f"{before}_{key}"
            before = key if len(key) <= LONGEST else ""
        at += size


def _places(counts: list[int]) -> str:
    out, place = [], 1
    for weight, count in zip(WEIGHTS, counts, strict=True):
        for _ in range(min(count, COUNTED)):
            out.append(f"{place}{weight}")
            place += 1
    return ",".join(out)
