"""One shard with some postings changed: read as bytes, mended, written as a whole build would.

A list that was long and isn't any more has lost its finer codes: ``Outgrown`` asks for a whole
build. So does nothing else; a patched shard equals the one built from all documents.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import numpy as np

from vanban.search.scripts import File, script
from vanban.search.shards import LONG, Bytes, Ints, long_list, varints
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
    """(files of the shard that changed, keys of long lists that are no more).

    ``read`` gives the bytes of a file by its key; ``changes`` are by term as it is written.
    """
    _, _, names, lists = values_of(read(f"u/{number}"))
    forms = str(names).split("|") if names else []
    table = dict(zip(forms, split_terms(b64decode(str(lists)), len(forms)), strict=True))
    places = {form: f"b/{number}-{k}" for k, form in enumerate(longs_of(forms, table))}
    own = _Own(read, places)
    for form, change in changes.items():
        if form not in table:
            insort(forms, form, key=sort_of)
        _apply(table, own, form, change)
    kept = [form for form in forms if form in table]
    long = longs_of(kept, table)
    moved = long != list(places)
    files = [
        script(f"u/{number}", stamp, "|".join(kept),
               b64encode(b"".join(map(table.__getitem__, kept))).decode()),
        *(script(f"b/{number}-{k}", stamp, b64encode(own[form]).decode())
          for k, form in enumerate(long) if moved or form in own),
    ]  # fmt: skip
    return files, [f"b/{number}-{k}" for k in range(len(long), len(places))]


class _Own(dict[str, bytes]):
    """Lists that have files of their own, read when they are asked for."""

    def __init__(self, read: Callable[[str], bytes], places: Mapping[str, str]) -> None:
        super().__init__()
        self.read = read
        self.places = places

    def __missing__(self, form: str) -> bytes:
        data = self[form] = b64decode(str(values_of(self.read(self.places[form]))[2]))
        return data


def longs_of(forms: Iterable[str], table: Mapping[str, bytes]) -> list[str]:
    return [form for form in forms if not table[form][0]]


@lru_cache(maxsize=200_000)
def _word(word: str) -> tuple[str, str]:
    return search_key(word), word


def sort_of(form: str) -> Sort:
    """Terms stand in the order of their words' keys."""
    return tuple(map(_word, form.split(" ")))


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


def _apply(table: dict[str, bytes], own: _Own, form: str, change: Change) -> None:
    before = table.get(form, b"\x01")
    if before[0]:
        documents, codes = read_short(table.get(form, b"\x00"))
    else:
        documents, codes = read_long(own[form], varint(before, 1))
        codes = LONG_CODES[codes]
    for document, code in change.items():
        documents, codes = _changed(documents, codes, document, code)
    if not len(documents):
        del table[form]
        if not before[0]:
            raise Outgrown(form)
        return
    table[form], long = encode(documents, codes)
    if long:
        own[form] = long
    elif not before[0]:
        raise Outgrown(form)


def _changed(documents: Ints, codes: Bytes, document: int, code: int | None) -> tuple[Ints, Bytes]:
    at = int(np.searchsorted(documents, document))
    held = at < len(documents) and documents[at] == document
    if code is None:
        return (np.delete(documents, at), np.delete(codes, at)) if held else (documents, codes)
    if held:
        codes = codes.copy()
        codes[at] = code
        return documents, codes
    return np.insert(documents, at, document), np.insert(codes, at, code)


def read_short(data: bytes) -> tuple[Ints, Bytes]:
    """Documents and codes of a list inside a shard."""
    df = varint(data, 0)
    size = (df + 1) // 2
    documents = _documents(np.frombuffer(data[len(_bytes(df)) : len(data) - size], np.uint8))
    packed = np.frombuffer(data, np.uint8, size, len(data) - size)
    return documents, np.stack([packed & 15, packed >> 4], axis=1).ravel()[:df]


def _documents(body: Bytes) -> Ints:
    """What the varints of their gaps say."""
    ends = np.flatnonzero(body < 0x80)
    if not len(ends):
        return np.empty(0, np.int64)
    starts = np.append(0, ends[:-1] + 1)
    shifts = np.arange(len(body)) - np.repeat(starts, ends - starts + 1)
    gaps = np.add.reduceat((body & 0x7F).astype(np.int64) << (7 * shifts), starts)
    return np.asarray(np.cumsum(gaps + 1) - 1)


def read_long(data: bytes, df: int) -> tuple[Ints, Bytes]:
    """Documents and codes (of two bits) of a list with a file of its own."""
    size = (df + 3) // 4
    body = np.frombuffer(data, np.uint8, len(data) - size - 1, 1)
    if data[:1] == b"B":
        documents = np.flatnonzero(np.unpackbits(body, bitorder="little"))
    else:
        documents = _documents(body)
    packed = np.frombuffer(data, np.uint8, size, len(data) - size)
    codes = np.stack([packed >> shift & 3 for shift in (0, 2, 4, 6)], axis=1).ravel()[:df]
    return documents, codes


def encode(documents: Ints, codes: Bytes) -> tuple[bytes, bytes]:
    """(what stands in the shard, the list's own file or nothing)."""
    df = len(documents)
    gaps = np.diff(documents, prepend=np.int64(-1)) - 1
    body = varints(gaps)
    if len(body) + (df + 1) // 2 > LONG:
        return b"\x00" + _bytes(df), long_list(documents, codes)
    four = np.append(codes, np.zeros(df % 2, np.uint8))
    return _bytes(df) + body + (four[0::2] | four[1::2] << 4).tobytes(), b""
