"""Postings to the shards a browser loads: forms, then their lists as bytes.

A shard ``u/N`` holds every term whose hash falls to it: the exact forms joined by ``|``, and for
each, in that order, its list as ``listing`` writes it; here with numpy, for all documents.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vanban.search import listing
from vanban.search.postings import ALONE, Buckets, Vocabulary, starts_of, term_hash

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]

SHARD = 3_000
"""Bytes of lists a shard has about; twice that at most on average."""

_SHORT_CODES = np.array(listing.SHORT_CODES, np.uint8)
_DENSE_CODES = np.array(listing.DENSE_CODES, np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """``lists`` in base64; ``far`` are the lists of which it has the heads."""

    number: int
    forms: str
    lists: str
    far_forms: str
    far: str


@dataclass(slots=True)
class Terms:
    """What suggestions need: words and document counts of every term, in no order."""

    first: list[Ints]
    second: list[Ints]
    df: list[Ints]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slice:
    """Postings of one bucket in the order they are written, with their terms."""

    first: Ints
    second: Ints
    shard: Ints
    df: Ints
    documents: Ints
    codes: Bytes


def shard_bits(short: int, bucket_bits: int) -> int:
    """So many bits that shards hold about ``SHARD`` bytes of the ``short`` lists; never fewer
    than the buckets have, which are written one by one."""
    bits = bucket_bits
    while short > SHARD << bits:
        bits += 1
    return bits


def write_shards(
    vocabulary: Vocabulary, buckets: Buckets, terms: Terms
) -> Iterator[tuple[int, Shard]]:
    """(bits, shard) of every shard that isn't empty."""
    hashes = np.append(vocabulary.hashes(), np.zeros(1, np.uint32))
    rank = _ranks(vocabulary)
    words = list(vocabulary)
    bits = -1
    for _, postings in buckets:
        part = _terms_of(postings, hashes)
        terms.first.append(part[0])
        terms.second.append(part[1])
        terms.df.append(part[3])
        if bits < 0:
            bits = shard_bits(_short_bytes(part[3]) << buckets.bits, buckets.bits)
        slice_ = _ordered(postings, part, rank, bits)
        for shard in _encode(slice_, words):
            yield bits, shard


def _ranks(vocabulary: Vocabulary) -> Ints:
    """Place of each word in alphabetical order of keys, so that neighbours look alike."""
    words, keys = list(vocabulary), vocabulary.keys_folded()
    rank = np.empty(len(words) + 1, np.int64)
    for place, n in enumerate(sorted(range(len(words)), key=lambda n: (keys[n], words[n])), 1):
        rank[n] = place
    rank[len(words)] = 0
    return rank


def _terms_of(
    postings: NDArray[np.uint64], hashes: NDArray[np.uint32]
) -> tuple[Ints, Ints, Ints, Ints]:
    """First and second word (the number of words for none), hash and df of each term."""
    term = postings >> np.uint64(24)
    starts = starts_of(term)
    df = np.diff(np.append(starts, len(term)))
    term = term[starts].astype(np.int64)
    first = term >> 20
    second = np.minimum(term & ALONE, len(hashes) - 1)
    return first, second, term_hash(hashes[first], hashes[second]).astype(np.int64), df


def _short_bytes(df: Ints) -> int:
    """About what the lists of a bucket take that aren't long."""
    size = df * 1.75
    return int(size[size <= listing.LONG].sum())


def _ordered(
    postings: NDArray[np.uint64], terms: tuple[Ints, Ints, Ints, Ints], rank: Ints, bits: int
) -> _Slice:
    first, second, hashes, df = terms
    shard = hashes >> (32 - bits) if bits else np.zeros(len(df), np.int64)
    order = np.lexsort((rank[second], rank[first], shard))
    starts = np.cumsum(df) - df
    sizes = df[order]
    begin = np.cumsum(sizes) - sizes
    index = np.arange(len(postings)) + np.repeat(starts[order] - begin, sizes)
    chosen = postings[index]
    return _Slice(
        first=first[order], second=second[order], shard=shard[order], df=sizes,
        documents=((chosen >> np.uint64(4)) & np.uint64(ALONE)).astype(np.int64),
        codes=(chosen & np.uint64(15)).astype(np.uint8),
    )  # fmt: skip


def _encode(part: _Slice, words: list[str]) -> Iterator[Shard]:
    """Every shard of the bucket."""
    begin = np.cumsum(part.df) - part.df
    gaps = np.diff(part.documents, prepend=np.int64(0)) - 1
    gaps[begin] = part.documents[begin]
    width = 1 + (gaps >= 1 << 7).astype(np.int64) + (gaps >= 1 << 14)
    gap_bytes = np.add.reduceat(width, begin) if len(begin) else np.empty(0, np.int64)
    size = gap_bytes + (part.df + 1) // 2
    long = size > listing.LONG
    head = 1 + (part.df >= 1 << 7).astype(np.int64) + (part.df >= 1 << 14)
    size += head
    longs = {n: _long_term(part, begin, n) for n in np.flatnonzero(long).tolist()}
    far = {n: term for n, term in longs.items() if listing.is_split(term)}
    longs |= {n: _head(part, begin, n, term) for n, term in far.items()}
    size[long] = [len(term) for term in longs.values()]
    place = np.cumsum(size) - size
    out = np.zeros(int(size.sum()), np.uint8)
    _put_varints(out, place[~long], part.df[~long], head[~long])
    _put_lists(out, part, begin, gaps, width, place + head, gap_bytes, ~long)
    for n, term in longs.items():
        out[place[n] : place[n] + len(term)] = np.frombuffer(term, np.uint8)
    yield from _cut(part, words, out, place, far)


def _put_varints(out: Bytes, place: Ints, values: Ints, width: Ints) -> None:
    """Seven bits a byte, lowest first; all but the last have the high bit."""
    for n in range(3):
        here = width > n
        bits = (values[here] >> (7 * n)) & 0x7F
        out[place[here] + n] = (bits | np.where(width[here] > n + 1, 0x80, 0)).astype(np.uint8)


def _put_lists(
    out: Bytes, part: _Slice, begin: Ints, gaps: Ints, width: Ints, place: Ints,
    gap_bytes: Ints, chosen: NDArray[np.bool_],
) -> None:  # fmt: skip
    """Gaps and codes of the chosen terms at their places."""
    mine = np.repeat(chosen, part.df)
    inside = np.cumsum(width) - width
    start = np.repeat(place - inside[begin], part.df)
    _put_varints(out, (start + inside)[mine], gaps[mine], width[mine])
    nth = np.arange(len(gaps)) - np.repeat(begin, part.df)
    at = np.repeat(place + gap_bytes, part.df) + (nth >> 1)
    odd = (nth & 1).astype(bool)
    low, high = mine & ~odd, mine & odd
    out[at[low]] = part.codes[low]
    out[at[high]] |= part.codes[high] << 4


def _cut(
    part: _Slice, words: list[str], out: Bytes, place: Ints, far: dict[int, bytes]
) -> Iterator[Shard]:
    cuts = starts_of(part.shard)
    ends = [*cuts[1:].tolist(), len(part.df)][: len(cuts)]
    last = [*place[cuts[1:]].tolist(), len(out)][: len(cuts)]
    forms = _forms(part, words)
    for first, end, stop in zip(cuts.tolist(), ends, last, strict=True):
        away = [n for n in range(first, end) if n in far] if far else []
        yield Shard(
            number=int(part.shard[first]), forms="|".join(forms[first:end]),
            lists=b64encode(out[int(place[first]) : stop].tobytes()).decode(),
            far_forms="|".join(forms[n] for n in away),
            far=b64encode(b"".join(far[n] for n in away)).decode(),
        )  # fmt: skip


def _forms(part: _Slice, words: list[str]) -> list[str]:
    tails = [f" {word}" for word in words]
    tails.append("")
    return [
        words[a] + tails[b] for a, b in zip(part.first.tolist(), part.second.tolist(), strict=True)
    ]


def _varints(values: Ints) -> bytes:
    width = 1 + (values >= 1 << 7).astype(np.int64) + (values >= 1 << 14)
    out = np.zeros(int(width.sum()), np.uint8)
    _put_varints(out, np.cumsum(width) - width, values, width)
    return out.tobytes()


def _long_term(part: _Slice, begin: Ints, n: int) -> bytes:
    """The bytes of a long list."""
    here = slice(int(begin[n]), int(begin[n] + part.df[n]))
    documents, codes = part.documents[here], part.codes[here]
    kind, body = _members(documents)
    kind = kind if kind == b"G" else listing.dense(len(documents), int(documents[-1]))
    table = _DENSE_CODES if kind == b"D" else _SHORT_CODES
    short = np.append(table[codes], np.zeros(-len(codes) % 4, np.uint8))
    four = short[0::4] | short[1::4] << 2 | short[2::4] << 4 | short[3::4] << 6
    return listing.long_term(len(documents), kind + body + four.tobytes())


def _head(part: _Slice, begin: Ints, n: int, term: bytes) -> bytes:
    """What stands for a list that is elsewhere."""
    here = slice(int(begin[n]), int(begin[n] + part.df[n]))
    kind, body = _members(part.documents[here][part.codes[here] >= listing.TITLED])
    return listing.head_term(int(part.df[n]), listing.kind_of(term).encode(), kind + body)


def _members(documents: Ints) -> tuple[bytes, bytes]:
    """``B`` and a bitmap, or ``G`` and the gaps if they are less."""
    gaps = _varints(np.diff(documents, prepend=np.int64(-1)) - 1)
    last = int(documents[-1]) if len(documents) else 0
    if last // 8 + 1 >= len(gaps):
        return b"G", gaps
    held = np.zeros(last + 1, np.uint8)
    held[documents] = 1
    return b"B", np.packbits(held, bitorder="little").tobytes()


def all_terms(terms: Terms) -> tuple[Ints, Ints, Ints]:
    empty: Iterable[Ints] = [np.empty(0, np.int64)]
    return (
        np.concatenate([*empty, *terms.first]), np.concatenate([*empty, *terms.second]),
        np.concatenate([*empty, *terms.df]),
    )  # fmt: skip
