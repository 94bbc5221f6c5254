"""The terms of one document, in plain Python: what a change mends without numpy.

``postings`` says the same of many documents at once; tests hold both equal.
"""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import pairwise
from zlib import crc32

from vanban.text import search_key
from vanban.tokens import BREAK, unpack_words

PIVOT = 1_500
"""A usual document's length in words; fixed, so that a document's codes are its own affair."""

BASE = (12, 10, 8, 0)
LEVELS = (4, 2, 2, 8)
"""First code and number of codes: title, what is known beside it, headings, body."""


def forms_of(data: bytes) -> dict[str, int]:
    """Every term of one document as it is written, with its code."""
    words, packed, sizes = unpack_words(data)
    tokens = array("H", packed).tolist()
    found: dict[str, tuple[int, int]] = {}
    at = 0
    for field, size in enumerate(sizes):
        here = tokens[at : at + size]
        at += size
        for form, times in _counted(here, words).items():
            first, before = found.get(form, (field, 0))
            found[form] = first, before + times
    k = 1.2 * (0.4 + 0.6 * sum(sizes) / PIVOT)
    return {form: _code(field, times, k) for form, (field, times) in found.items()}


def _counted(tokens: list[int], words: list[str]) -> dict[str, int]:
    """How often each word and each pair of neighbours in a line stands in one field."""
    single = Counter(tokens)
    pairs = Counter(pairwise(tokens))
    out = {words[a]: n for a, n in single.items() if a != BREAK}
    out.update((f"{words[a]} {words[b]}", n) for (a, b), n in pairs.items() if BREAK not in (a, b))
    return out


def _code(field: int, times: int, k: float) -> int:
    """Where it stands at best, and how much of the document it is, as BM25 counts."""
    return BASE[field] + min(int(times / (times + k) * LEVELS[field]), LEVELS[field] - 1)


def hash_of(form: str) -> int:
    """The hash that tells a term's shard, of one term as it is written."""
    keys = [crc32(search_key(word).encode()) for word in form.split(" ")]
    return (keys[0] * 31 + sum(keys[1:])) * 0x9E3779B1 & 0xFFFFFFFF
