"""Words of documents to postings, sorted outside memory when there are many.

A posting is one 64-bit number: first word (20 bits), second word or ``ALONE`` (20), document
(20), code (4); sorting numbers sorts by term and document at once. The code says where the
term stands at best (title, heading, body) and how much of the document it is.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from vanban.search.terms import BASE, LEVELS, PIVOT
from vanban.text import search_key
from vanban.tokens import FIELDS, unpack_words

Longs = NDArray[np.uint64]
ALONE = (1 << 20) - 1
"""In place of a second word: the posting is of a single one."""

MOST = ALONE - 1
"""Distinct words and documents there may be; further words are not searched for."""

BATCH = 400
"""Documents sorted together, about 1.5 million numbers."""

PER_BUCKET = 5_000_000
"""Postings sorted and written out together: some 400 MB while it is done."""

_BASE = np.array(BASE, np.uint64)
_LEVELS = np.array(LEVELS, np.float64)


class Vocabulary(dict[str, int]):
    """Every distinct word with its place; asking for a new one adds it."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[str] = []
        self._hashes: list[int] = []

    def __missing__(self, word: str) -> int:
        number = self[word] = min(len(self), MOST)
        return number

    def keys_folded(self) -> list[str]:
        """The form without marks of every word, in the order of their numbers."""
        words = list(self)
        self._keys.extend(map(search_key, words[len(self._keys) :]))
        return self._keys

    def hashes(self) -> NDArray[np.uint32]:
        keys = self.keys_folded()
        self._hashes.extend(crc32(k.encode()) for k in keys[len(self._hashes) :])
        return np.array(self._hashes, np.uint32)


def term_hash(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Where a term's shard is: the same sum in the browser."""
    return (first * np.uint32(31) + second) * np.uint32(0x9E3779B1)


def starts_of(values: NDArray[Any]) -> NDArray[np.int64]:
    """Where each run of equal values begins."""
    if not len(values):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.append(True, values[1:] != values[:-1]))


class Buckets:
    """Postings by the first bits of their term's hash: in memory, or in files when many."""

    def __init__(self, bits: int, folder: Path) -> None:
        self.bits = bits
        self.folder = folder
        self.total = 0
        self._held: list[list[Longs]] = [[] for _ in range(1 << bits)]
        if bits:  # gone with this, however the build ends
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)

    def add(self, postings: Longs, hashes: NDArray[np.uint32]) -> None:
        self.total += len(postings)
        if not self.bits:
            self._held[0].append(postings)
            return
        place = (hashes >> np.uint32(32 - self.bits)).astype(np.uint8)
        order = np.argsort(place, kind="stable")
        cuts = np.searchsorted(place[order], np.arange(1 << self.bits, dtype=np.uint8))
        for n, part in enumerate(np.split(postings[order], cuts[1:])):
            with (self.folder / f"tui-{n}").open("ab") as out:
                out.write(part.tobytes())

    def __iter__(self) -> Iterator[tuple[int, Longs]]:
        """(number, sorted postings) of each; what was given is let go."""
        for n in range(1 << self.bits):
            if self.bits:
                path = self.folder / f"tui-{n}"
                made = np.fromfile(path, np.uint64)
                path.unlink()
            else:
                made = np.concatenate([*self._held[n], np.empty(0, np.uint64)])
                self._held[n] = []
            made.sort()
            yield n, made


def collect(documents: Iterable[bytes], size: int) -> tuple[Vocabulary, Buckets]:
    """Postings of documents numbered as they come; ``size`` bytes all in all, about."""
    vocabulary = Vocabulary()
    bits = 0
    while size * 0.35 / (1 << bits) > PER_BUCKET and bits < 8:
        bits += 1
    buckets = Buckets(bits, Path(tempfile.mkdtemp(prefix="vanban-tim-")) if bits else Path())
    batch: list[bytes] = []
    first = 0
    for data in documents:
        batch.append(data)
        if len(batch) == BATCH:
            _add(buckets, vocabulary, batch, first)
            first, batch = first + BATCH, []
    if batch:
        _add(buckets, vocabulary, batch, first)
    return vocabulary, buckets


def _add(buckets: Buckets, vocabulary: Vocabulary, batch: Sequence[bytes], first: int) -> None:
    postings = _postings(*_tokens(vocabulary, batch), first)
    if not buckets.bits:
        buckets.add(postings, np.empty(0, np.uint32))
        return
    hashes = np.append(vocabulary.hashes(), np.zeros(1, np.uint32))
    a = (postings >> np.uint64(44)).astype(np.int64)
    b = ((postings >> np.uint64(24)) & np.uint64(ALONE)).astype(np.int64)
    buckets.add(postings, term_hash(hashes[a], hashes[np.minimum(b, len(hashes) - 1)]))


def _tokens(
    vocabulary: Vocabulary, batch: Sequence[bytes]
) -> tuple[Longs, NDArray[np.uint64], NDArray[np.int64]]:
    """Word numbers of all tokens (``ALONE`` between lines), their document and field as the low
    bits of a posting, documents' lengths."""
    parts: list[NDArray[np.int64]] = []
    sizes: list[tuple[int, ...]] = []
    for data in batch:
        words, codes, each = unpack_words(data)
        table = np.fromiter(map(vocabulary.__getitem__, words), np.int64, len(words))
        table = np.append(table, ALONE)
        parts.append(table.take(np.frombuffer(codes, np.uint16), mode="clip"))
        sizes.append(each)
    tokens = np.concatenate(parts).view(np.uint64)
    lengths = np.array(sizes)
    places = np.arange(len(batch), dtype=np.uint64)[:, None] << np.uint64(4)
    low = np.repeat((places | np.arange(FIELDS, dtype=np.uint64)).ravel(), lengths.ravel())
    return tokens, low, lengths.sum(axis=1)


def _postings(tokens: Longs, low: Longs, lengths: NDArray[np.int64], first: int) -> Longs:
    """One number a term and document, from one a token."""
    alone = np.uint64(ALONE)
    whole = tokens != alone
    beside = whole[:-1] & whole[1:]
    high = tokens << np.uint64(44)
    high |= low
    pairs = tokens[1:] << np.uint64(24)
    pairs |= high[:-1]
    high |= alone << np.uint64(24)
    seen = np.concatenate([high[whole], pairs[beside]])
    seen.sort()
    term = seen >> np.uint64(4)
    starts = starts_of(term)
    times = np.diff(np.append(starts, len(seen)))
    term = term[starts]
    code = _codes(times, (seen[starts] & np.uint64(15)).astype(np.intp), term, lengths)
    return ((term + np.uint64(first)) << np.uint64(4)) | code


def _codes(
    times: NDArray[np.int64], field: NDArray[np.intp], term: Longs, lengths: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """Where it stands at best, and how much of the document it is, as BM25 counts."""
    weight = 1.2 * (0.4 + 0.6 * lengths / PIVOT)
    k = weight[(term & np.uint64(ALONE)).astype(np.intp)]
    share = times / (times + k)
    level = np.minimum(share * _LEVELS[field], _LEVELS[field] - 1).astype(np.uint64)
    made: NDArray[np.uint64] = _BASE[field] + level
    return made
