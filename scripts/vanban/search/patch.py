"""One shard with some postings changed: read as bytes, mended, written as a whole build would.

A list that was long and isn't any more has lost its finer codes: ``Outgrown`` asks for a whole
build. So does nothing else; a patched shard equals the one built from all documents.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections.abc import Callable, Mapping

import numpy as np

from vanban.search.scripts import File, script
from vanban.search.shards import LONG, Bytes, Ints, long_list
from vanban.text import search_key

Change = Mapping[int, int | None]
"""Document to its code, None when it hasn't the term any more."""

Sort = tuple[tuple[str, str], ...]


LONG_CODES = np.array([0, 6, 8, 12], np.uint8)
"""Codes of four bits that those of two come from at least."""


class Outgrown(Exception):
    """A list shrank below the size at which it has a file of its own."""


def values_of(data: bytes) -> list[object]:
    """What a file of the index gives to ``V``: key, stamp, values."""
    made: list[object] = json.loads(b"[" + data[2:-2] + b"]")
    return made


def patch_shard(
    number: int, stamp: str, read: Callable[[str], bytes], changes: Mapping[str, Change]
) -> tuple[list[File], list[str]]:
    """(files of the shard anew, keys of long lists that are no more).

    ``read`` gives the bytes of a file by its key; ``changes`` are by term as it is written.
    """
    _, _, names, lists = values_of(read(f"u/{number}"))
    forms = str(names).split("|") if names else []
    terms = split_terms(b64decode(str(lists)), len(forms))
    longs = [n for n, term in enumerate(terms) if not term[0]]
    held = {n: f"b/{number}-{k}" for k, n in enumerate(longs)}
    own = {forms[n]: b64decode(str(values_of(read(key))[2])) for n, key in held.items()}
    table = dict(zip(forms, terms, strict=True))
    for form, change in changes.items():
        _apply(table, own, form, change)
    order = sorted(table, key=sort_of)
    kept = [form for form in order if form in own]
    files = [
        script(f"u/{number}", stamp, "|".join(order),
               b64encode(b"".join(table[f] for f in order)).decode()),
        *(script(f"b/{number}-{k}", stamp, b64encode(own[form]).decode())
          for k, form in enumerate(kept)),
    ]  # fmt: skip
    return files, [f"b/{number}-{k}" for k in range(len(kept), len(longs))]


def sort_of(form: str) -> Sort:
    """Terms stand in the order of their words' keys."""
    return tuple((search_key(word), word) for word in form.split(" "))


def split_terms(data: bytes, count: int) -> list[bytes]:
    """The bytes of each term; a long list's begin with zero."""
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) < 0x80).tolist()
    out, at = [], 0
    for _ in range(count):
        n = bisect_left(ends, at)
        if data[at]:
            df = varint(data, at)
            end = ends[n + df] + 1 + (df + 1) // 2
        else:
            end = ends[n + 1] + 1
        out.append(data[at:end])
        at = end
    return out


def varint(data: bytes, at: int) -> int:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value
        at, shift = at + 1, shift + 7


def _bytes(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _apply(table: dict[str, bytes], own: dict[str, bytes], form: str, change: Change) -> None:
    if form in own:
        documents, codes = read_long(own[form], varint(table[form], 1))
        codes = LONG_CODES[codes]
    else:
        documents, codes = read_short(table.get(form, b"\x00"))
    held = dict(zip(documents.tolist(), codes.tolist(), strict=True))
    for document, code in change.items():
        if code is None:
            held.pop(document, None)
        else:
            held[document] = code
    if not held:
        table.pop(form, None)
        if own.pop(form, None):
            raise Outgrown(form)
        return
    order = np.array(sorted(held), np.int64)
    data, long = encode(order, np.array([held[d] for d in order.tolist()], np.uint8))
    if form in own and not long:
        raise Outgrown(form)
    table[form] = data
    if long:
        own[form] = long


def read_short(data: bytes) -> tuple[Ints, Bytes]:
    """Documents and codes of a list inside a shard."""
    df = varint(data, 0)
    at, last = len(_bytes(df)), -1
    documents = []
    for _ in range(df):
        gap = varint(data, at)
        at += len(_bytes(gap))
        last += gap + 1
        documents.append(last)
    packed = np.frombuffer(data, np.uint8, (df + 1) // 2, at)
    codes = np.stack([packed & 15, packed >> 4], axis=1).ravel()[:df]
    return np.array(documents, np.int64), codes


def read_long(data: bytes, df: int) -> tuple[Ints, Bytes]:
    """Documents and codes (of two bits) of a list with a file of its own."""
    size = (df + 3) // 4
    body = np.frombuffer(data, np.uint8, len(data) - size - 1, 1)
    if data[:1] == b"B":
        documents = np.flatnonzero(np.unpackbits(body, bitorder="little"))
    else:
        ends = np.flatnonzero(body < 0x80)
        starts = np.append(0, ends[:-1] + 1)
        low = body & 0x7F
        shifts = np.arange(len(body)) - np.repeat(starts, ends - starts + 1)
        gaps = np.add.reduceat(low.astype(np.int64) << (7 * shifts), starts)
        documents = np.cumsum(gaps + 1) - 1
    packed = np.frombuffer(data, np.uint8, size, len(data) - size)
    codes = np.stack([packed >> shift & 3 for shift in (0, 2, 4, 6)], axis=1).ravel()[:df]
    return documents, codes


def encode(documents: Ints, codes: Bytes) -> tuple[bytes, bytes]:
    """(what stands in the shard, the list's own file or nothing)."""
    df = len(documents)
    gaps = (np.diff(documents, prepend=np.int64(-1)) - 1).tolist()
    body = b"".join(map(_bytes, gaps))
    if len(body) + (df + 1) // 2 > LONG:
        return b"\x00" + _bytes(df), long_list(documents, codes)
    four = np.append(codes, np.zeros(df % 2, np.uint8))
    return _bytes(df) + body + (four[0::2] | four[1::2] << 4).tobytes(), b""
