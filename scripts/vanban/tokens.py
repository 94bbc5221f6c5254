"""A document's words for the search index: made once in a worker, kept as bytes in its blob.

Four fields (title, what is known of it, headings, body), no positions: lines are kept apart
because two words are neighbours only within one. Layout: five counts, the distinct words, and
for every token the place of its word among them, ``BREAK`` between lines.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, count
from typing import NamedTuple

from vanban.text import search_word, search_words

BREAK = 0xFFFF
_HEAD = struct.Struct("<5I")
_LINE = "\n"
_KEPT = 200_000

FIELDS = 4
CLAUSES = (["khoan"], ["diem"])
"""Last level but one of an anchor: the first line of these is their text, of others a heading."""


class Words(NamedTuple):
    """``codes`` are 16-bit places in ``words``, field after field; ``sizes`` tokens of each."""

    words: list[str]
    codes: bytes
    sizes: tuple[int, ...]


class _Chunks(dict[bytes, tuple[str, ...]]):
    """What stands between blanks to its words; texts say the same things again and again."""

    def __missing__(self, chunk: bytes) -> tuple[str, ...]:
        found = chain.from_iterable(map(search_words, chunk.decode().split()))
        made = tuple(filter(None, map(search_word, found)))
        if len(self) < _KEPT:
            self[chunk] = made
        return made


_CHUNKS = _Chunks({b"\0": (_LINE,)})


def pack_words(fields: Sequence[str]) -> bytes:
    """The words of ``FIELDS`` texts, each of any number of lines."""
    tokens: list[str] = []
    sizes: list[int] = []
    for text in fields:
        # bytes are split and looked up quicker than letters
        chunks = text.encode().replace(b"\n", b" \0 ").split()
        chunks.append(b"\0")
        before = len(tokens)
        tokens += chain.from_iterable(map(_CHUNKS.__getitem__, chunks))
        sizes.append(len(tokens) - before)
    known = defaultdict(count().__next__, {_LINE: BREAK})  # a word's place as it is first met
    codes = list(map(known.__getitem__, tokens))
    del known[_LINE]
    words = list(known)[:BREAK]
    if len(known) > BREAK:
        codes = [min(code, BREAK) for code in codes]
    data = _LINE.join(words).encode()
    # packing all at once takes half the time of an array's appending one by one
    return _HEAD.pack(len(data), *sizes) + data + struct.pack(f"={len(codes)}H", *codes)


def unpack_words(data: bytes) -> Words:
    length, *sizes = _HEAD.unpack_from(data)
    start = _HEAD.size
    text = data[start : start + length].decode()
    end = start + length + 2 * sum(sizes)
    words = text.split(_LINE) if text else []
    return Words(words, data[start + length : end], tuple(sizes))


@lru_cache(maxsize=8192)
def _has_heading(anchor: str) -> bool:
    """Whether the first line of what ``anchor`` names is a heading; kept, for texts have the same anchors."""
    return anchor.rsplit("-", 2)[-2:-1] not in CLAUSES


def split_headings(sections: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """(headings, body) of the rendered sections, a line a block."""
    heads: list[str] = []
    body: list[str] = []
    for anchor, text in sections:
        if anchor and _has_heading(anchor):
            head, _, text = text.partition("\n")
            heads.append(head)
        if text:
            body.append(text)
    return "\n".join(heads), "\n".join(body)
