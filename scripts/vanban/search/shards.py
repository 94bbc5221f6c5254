"""Postings to the shards a browser loads: forms, then their lists as bytes.

A shard ``u/N`` holds every term whose hash falls to it: the exact forms joined by ``|``, and for
each, in that order, its list as ``listing`` writes it; here with numpy, for all documents.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vanban.search import listing
from vanban.search.postings import ALONE, Buckets, Vocabulary, starts_of, term_hash

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Shorts = NDArray[np.int32]
"""One number a posting: a bucket has millions, and half the bytes take half the time."""

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
    documents: Shorts
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
    index = np.repeat(starts[order] - begin, sizes)
    index += np.arange(len(postings))
    chosen = postings[index]
    return _Slice(
        first=first[order], second=second[order], shard=shard[order], df=sizes,
        documents=(chosen.astype(np.uint32) >> np.uint32(4)).view(np.int32) & ALONE,
        codes=chosen.astype(np.uint8) & np.uint8(15),
    )  # fmt: skip


def _encode(part: _Slice, words: list[str]) -> Iterator[Shard]:
    """Every shard of the bucket."""
    begin = np.cumsum(part.df) - part.df
    gaps = np.diff(part.documents, prepend=np.int32(0)) - np.int32(1)
    gaps[begin] = part.documents[begin]
    width = _widths(gaps)
    upto = np.cumsum(width, dtype=np.int64)[begin + part.df - 1]
    gap_bytes = np.diff(upto, prepend=np.int64(0))
    size = gap_bytes + (part.df + 1) // 2
    long = size > listing.LONG
    head = _widths(part.df).astype(np.int64)
    size += head
    longs = {n: _long_term(part, begin, n) for n in np.flatnonzero(long).tolist()}
    far = {n: term for n, term in longs.items() if listing.is_split(term)}
    longs |= {n: _head(part, begin, n, term) for n, term in far.items()}
    size[long] = [len(term) for term in longs.values()]
    place = np.cumsum(size) - size
    out = np.zeros(int(size.sum()), np.uint8)
    short = ~long
    _put_varints(out, place[short], part.df[short], head[short])
    mine = np.repeat(short, part.df) if longs else slice(None)
    lists_at = (place + head)[short]
    df = part.df[short]
    _put_gaps(out, gaps[mine], width[mine], df, lists_at)
    _put_codes(out, part.codes[mine], df, lists_at + gap_bytes[short])
    for n, term in longs.items():
        out[place[n] : place[n] + len(term)] = np.frombuffer(term, np.uint8)
    yield from _cut(part, words, out, place, far)


def _widths(values: NDArray[Any]) -> Bytes:
    """Bytes of each as ``_put_varints`` writes them."""
    width = (values >= 1 << 7).astype(np.uint8)
    width += values >= 1 << 14
    width += np.uint8(1)
    return width


def _put_varints(
    out: Bytes, place: NDArray[Any], values: NDArray[Any], width: NDArray[Any]
) -> None:
    """Seven bits a byte, lowest first; all but the last have the high bit."""
    out[place] = (values & 0x7F).astype(np.uint8) | (width > 1).astype(np.uint8) << np.uint8(7)
    for n in (1, 2):
        here = np.flatnonzero(width > n)
        bits = (values[here] >> (7 * n)) & 0x7F
        out[place[here] + n] = (bits | np.where(width[here] > n + 1, 0x80, 0)).astype(np.uint8)


def _put_gaps(out: Bytes, gaps: Shorts, width: Bytes, df: Ints, place: Ints) -> None:
    """Those of lists of ``df`` documents, each list's from its place on."""
    at = np.cumsum(width, dtype=np.int32)
    at -= width
    begin = np.cumsum(df) - df
    at += np.repeat((place - at[begin]).astype(np.int32), df)
    _put_varints(out, at, gaps, width)


def _put_codes(out: Bytes, codes: Bytes, df: Ints, place: Ints) -> None:
    """Two a byte: side by side first, an odd list with one more, then each list to its place."""
    size = (df + 1) // 2
    begin = np.cumsum(size) - size
    at = np.repeat((2 * begin - (np.cumsum(df) - df)).astype(np.int32), df)
    at += np.arange(len(codes), dtype=np.int32)
    apart = np.zeros(2 * int(size.sum()), np.uint8)
    apart[at] = codes
    to = np.repeat((place - begin).astype(np.int32), size)
    to += np.arange(len(to), dtype=np.int32)
    out[to] = apart[0::2] | apart[1::2] << np.uint8(4)


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


def _varints(values: NDArray[Any]) -> bytes:
    width = _widths(values)
    out = np.zeros(int(width.sum()), np.uint8)
    _put_varints(out, np.cumsum(width, dtype=np.int64) - width, values, width)
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


def _members(documents: Shorts) -> tuple[bytes, bytes]:
    """``B`` and a bitmap, or ``G`` and the gaps if they are less."""
    gaps = _varints(np.diff(documents, prepend=np.int32(-1)) - 1)
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
