"""One list of postings as bytes, in plain Python: what a change mends without numpy.

A term in a shard is ``df`` as a varint, the gaps between its documents as varints, and codes of
four bits. A list that would take more than ``LONG`` bytes begins with a zero instead: then come
``df``, how many bytes follow, ``B`` and a bitmap up to the last document (``G`` and gaps if that
is less), and codes of two bits. ``D`` is a bitmap of more than half of the documents: of a word
nearly everywhere it isn't kept how much of a body it is, which nearly halves the list.

A list of more than ``SPLIT`` bytes stands in another shard; where it would stand is its head: the
kind in a small letter and, as ``B`` or ``G``, the documents that have the term in their title. They
are most of what comes first, so that the first results often need no more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

LONG = 3_000
"""Bytes past which a list is written shorter, with codes of two bits."""

SPLIT = 4_000
"""Bytes past which a long list has a head."""

SHORT_CODES = (0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 3, 3, 3, 3)
"""Codes of long lists: body, much of the body, heading, title or known beside it."""

DENSE_CODES = tuple(0 if code == 1 else code for code in SHORT_CODES)
"""Those of a word nearly everywhere: body, heading, title or known beside it."""

TITLED = 10
"""Codes from here on are class 3 of a long list: in the title or known beside it."""

LONG_CODES = (0, 6, 8, 12)
"""Codes of four bits that those of two come from at least."""

_NUMBERS = re.compile(rb"[\x80-\xff]*[\x00-\x7f]").findall
_LAST_BYTES = bytes(1 if byte < 0x80 else 0 for byte in range(256))


class Outgrown(Exception):
    """What is there can't be mended: it has to be made anew."""


class Shrunk(Outgrown):
    """A list shrank below the size at which it is long, and has lost its finer codes.

    Carries the documents it has now.
    """

    def __init__(self, documents: Sequence[int]) -> None:
        super().__init__(len(documents))
        self.documents = tuple(documents)


def varint(data: bytes, at: int) -> tuple[int, int]:
    """(the number that begins at ``at``, where the next one does)."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
        shift += 7


def varints(values: Iterable[int]) -> bytes:
    """Seven bits a byte, lowest first; all but the last of a number have the high bit."""
    out = bytearray()
    for value in values:
        while value >= 0x80:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        out.append(value)
    return bytes(out)


def split_terms(data: bytes, count: int) -> list[bytes]:
    """The bytes of each term; a long list's begin with zero. ValueError when there are too few."""
    lasts, size = data.translate(_LAST_BYTES).count, len(data)
    out, at = [], 0
    for _ in range(count):
        if at >= size:
            raise ValueError("a shard is cut short")
        df, end = data[at], at + 1
        if df > 0x7F:
            df, end = varint(data, at)
        if df:
            left = df
            while left and end < size:  # so many numbers take so many bytes at least
                left, end = left - lasts(1, end, end + left), end + left
            end += (df + 1) // 2
        else:
            _, end = varint(data, end)
            rest, end = varint(data, end)
            end += rest
        out.append(data[at:end])
        at = end
    return out


def read_term(data: bytes) -> tuple[list[int], list[int]]:
    """Documents and codes; those of a long list have two bits."""
    df, at = varint(data, 0)
    if df:
        size = (df + 1) // 2
        return _documents(data[at : len(data) - size]), _unpacked(data[len(data) - size :], df, 4)
    df, at = varint(data, 1)
    _, at = varint(data, at)
    size = (df + 3) // 4
    body = data[at + 1 : len(data) - size]
    bits = int.from_bytes(body, "little")
    documents = _documents(body) if data[at] == 0x47 else _set_bits(bits)
    return documents, _unpacked(data[len(data) - size :], df, 2)


def kind_of(data: bytes) -> str:
    """``B``, ``D`` or ``G`` of a long list, a small letter of a head, nothing of a short list."""
    return chr(data[varint(data, varint(data, 1)[1])[1]]) if data[0] == 0 else ""


def _documents(body: bytes) -> list[int]:
    gaps: Iterable[int] = body
    if not body.isascii():
        gaps = [one[0] if len(one) == 1 else varint(one, 0)[0] for one in _NUMBERS(body)]
    return [gone + place for place, gone in enumerate(accumulate(gaps))]


def _set_bits(bits: int) -> list[int]:
    return [n for n, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]


def _unpacked(data: bytes, count: int, width: int) -> list[int]:
    mask, shifts = (1 << width) - 1, range(0, 8, width)
    return [byte >> shift & mask for byte in data for shift in shifts][:count]


def _packed(codes: Sequence[int], width: int) -> bytes:
    each = 8 // width
    columns = [codes[n::each] for n in range(each)]
    out = bytearray(columns[0])
    for n, column in enumerate(columns[1:], 1):
        for place, code in enumerate(column):
            out[place] |= code << (n * width)
    return bytes(out)


def write_term(documents: Sequence[int], codes: Sequence[int]) -> bytes:
    """What stands in the shard; ``codes`` have four bits."""
    gaps = _gaps(documents)
    if len(gaps) + (len(codes) + 1) // 2 <= LONG:
        return varints([len(documents)]) + gaps + _packed(codes, 4)
    body = _members(documents, gaps)
    kind = dense(len(documents), documents[-1]) if body[:1] == b"B" else b"G"
    body = kind + body[1:]
    table = DENSE_CODES if kind == b"D" else SHORT_CODES
    return long_term(len(documents), body + _packed([table[c] for c in codes], 2))


def _gaps(documents: Sequence[int]) -> bytes:
    return varints(b - a - 1 for a, b in pairwise((-1, *documents)))


def _members(documents: Sequence[int], gaps: bytes) -> bytes:
    """``B`` and a bitmap, or ``G`` and the gaps if they are less."""
    last = documents[-1] if documents else 0
    if last // 8 + 1 >= len(gaps):
        return b"G" + gaps
    bits = bytearray(last // 8 + 1)
    for document in documents:
        bits[document >> 3] |= 1 << (document & 7)
    return b"B" + bits


def members(documents: Sequence[int]) -> bytes:
    """Ascending documents without codes: as a head tells them, after its kind."""
    return _members(documents, _gaps(documents))


def is_split(data: bytes) -> bool:
    """Does a term of a whole build stand elsewhere, and only its head here?"""
    return len(data) > SPLIT and not data[0]


def is_head(data: bytes) -> bool:
    return kind_of(data).islower()


def head_term(df: int, kind: bytes, members: bytes) -> bytes:
    return long_term(df, kind.lower() + members)


def head_of(data: bytes) -> bytes:
    """The head of a long list."""
    documents, codes = read_term(data)
    titled = [d for d, code in zip(documents, codes, strict=True) if code == SHORT_CODES[TITLED]]
    return _head(data, titled)


def _head(data: bytes, titled: Sequence[int]) -> bytes:
    df, _ = varint(data, 1)
    return head_term(df, kind_of(data).encode(), _members(titled, _gaps(titled)))


def titled_of(head: bytes) -> list[int]:
    """The documents a head tells."""
    told = _told(head)
    if told[0] == 0x47:
        return _documents(told[1:])
    return _set_bits(int.from_bytes(told[1:], "little"))


def _told(head: bytes) -> bytes:
    """Those documents as they are written, after their kind."""
    return head[varint(head, varint(head, 1)[1])[1] + 1 :]


def mended_head(head: bytes, data: bytes, change: Mapping[int, int | None]) -> bytes:
    """The head of a list that was mended to ``data``."""
    for document, code in change.items():
        if _tells(head, document) != (code is not None and code >= TITLED):
            titled = sorted({*titled_of(head)} ^ {document})
            head = head_term(0, b"b", members(titled))
    return head_term(varint(data, 1)[0], kind_of(data).encode(), _told(head))


def _tells(head: bytes, document: int) -> bool:
    """Whether a head's documents have this one: asked of each long list, and mostly they haven't."""
    told = _told(head)
    if told[0] == 0x47:
        return document in _documents(told[1:])
    at = (document >> 3) + 1
    return at < len(told) and bool(told[at] >> (document & 7) & 1)


def dense(df: int, last: int) -> bytes:
    """The kind of a bitmap: is it more than half full?"""
    return b"D" if df * 2 > last + 1 else b"B"


def long_term(df: int, data: bytes) -> bytes:
    return b"\x00" + varints([df, len(data)]) + data


def mended(data: bytes, document: int, code: int | None) -> bytes:
    """A term with one document's code changed or taken away (None); empty when none is left.

    Raises ``Shrunk`` when a long list isn't long any more.
    """
    if data and not data[0]:
        return _mended_long(data, document, code)
    made = _spliced(data, document, code) if data else None
    if made is not None:
        return made
    documents, codes = read_term(data) if data else ([], [])
    _change(documents, codes, document, code)
    return write_term(documents, codes) if documents else b""


def _spliced(data: bytes, document: int, code: int | None) -> bytes | None:
    """A short list with the gaps about one document written anew, the others' bytes as they are.

    None when it doesn't stay a short list.
    """
    df, start = varint(data, 0)
    end = len(data) - (df + 1) // 2
    documents = _documents(data[start:end])
    at = bisect_left(documents, document)
    held = at < df and documents[at] == document
    after = at + held
    around = [document] if code is not None else []
    if at:
        around.insert(0, documents[at - 1])
    if after < df:
        around.append(documents[after])
    gaps = varints(b - a - 1 for a, b in pairwise(around if at else [-1, *around]))
    numbers = _NUMBERS(data, start, end)
    gaps = b"".join((*numbers[:at], gaps, *numbers[after + 1 :]))
    df += (code is not None) - held
    if not df or len(gaps) + (df + 1) // 2 > LONG:
        return None
    codes = int.from_bytes(data[end:], "little")
    below, above = codes & ((1 << 4 * at) - 1), codes >> 4 * after
    if code is not None:
        above = above << 4 | code
    return varints([df]) + gaps + (above << 4 * at | below).to_bytes((df + 1) // 2, "little")


def _change(documents: list[int], codes: list[int], document: int, code: int | None) -> None:
    at = bisect_left(documents, document)
    held = at < len(documents) and documents[at] == document
    if code is None:
        if held:
            del documents[at], codes[at]
    elif held:
        codes[at] = code
    else:
        documents.insert(at, document)
        codes.insert(at, code)


def _mended_long(data: bytes, document: int, code: int | None) -> bytes:
    """A bitmap that surely stays one is mended as two big numbers."""
    df, at = varint(data, 1)
    _, at = varint(data, at)
    kind, size = data[at : at + 1], (df + 3) // 4
    bits = int.from_bytes(data[at + 1 : len(data) - size], "little")
    codes = int.from_bytes(data[len(data) - size :], "little")
    place = 2 * (bits & ((1 << document) - 1)).bit_count()
    below, above = codes & ((1 << place) - 1), codes >> place
    if bits >> document & 1:
        bits, df, above = bits ^ 1 << document, df - 1, above >> 2
    if code is not None:
        bits, df = bits | 1 << document, df + 1
        above = above << 2 | (DENSE_CODES if kind == b"D" else SHORT_CODES)[code]
    last = bits.bit_length() - 1
    turned = kind == b"B" and dense(df, last) == b"D"
    if kind == b"G" or turned or last // 8 + 1 >= df or df + (df + 1) // 2 <= LONG:
        return _mended_whole(data, document, code)
    codes = above << place | below
    body = bits.to_bytes(last // 8 + 1, "little") + codes.to_bytes((df + 3) // 4, "little")
    return long_term(df, kind + body)


def _mended_whole(data: bytes, document: int, code: int | None) -> bytes:
    """A long list that may change its form: taken apart and written anew."""
    documents, short = read_term(data)
    codes = [LONG_CODES[c] for c in short]
    _change(documents, codes, document, code)
    made = write_term(documents, codes) if documents else b"\x01"
    if made[0]:
        raise Shrunk(documents)
    if kind_of(data) == "D" and kind_of(made) == "B":  # what it has lost doesn't come back
        at = varint(made, varint(made, 1)[1])[1]
        made = made[:at] + b"D" + made[at + 1 :]
    return made
