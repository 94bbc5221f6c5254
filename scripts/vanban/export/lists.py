"""Lists of documents by term, and columns of one value a document, for databases that answer.

What the page's index holds in files (``search/README.md``) an endpoint asks of a database: the
same terms, codes and numbering by date, so the same questions find the same documents in the same
order. All numbers are little-endian.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np

from vanban.export.gathering import Gathered
from vanban.fragment import Record, search_part
from vanban.search.cards import card
from vanban.search.facets import FACETS, STATUSES, Row, facet_row, rank_of
from vanban.search.head import card_mark, day_of, text_mark
from vanban.search.numbers import NAMED, full_name, name_key, number_of, spans
from vanban.search.postings import ALONE, Buckets, Vocabulary, collect, starts_of
from vanban.text import sort_key


class List(NamedTuple):
    """A term as written (``đất_đai``), its key (``dat_dai``), the first syllable's key ('' for a
    syllable alone), its documents: ``df`` numbers of four bytes, then as many codes of one."""

    form: str
    key: str
    first: str
    df: int
    data: bytes


class Column(NamedTuple):
    """``told`` is plain data for JSON, ``data`` numbers of the same width for every document."""

    name: str
    told: dict[str, Any]
    data: bytes


def in_order(archive: Gathered) -> list[Record]:
    """By date and id: a document's number is its place."""
    return sorted(map(archive.record, archive.ids), key=lambda r: (day_of(r), r.id))


def lists(archive: Gathered, records: Sequence[Record]) -> Iterator[List]:
    """Every term there is, once."""
    words = (search_part(r, archive.blobs.of(r))[1] for r in records)
    vocabulary, buckets = collect(words, sum(r.parts[5] for r in records))
    yield from _lists(vocabulary, buckets)
    if buckets.bits:
        with suppress(OSError):
            buckets.folder.rmdir()


def _lists(vocabulary: Vocabulary, buckets: Buckets) -> Iterator[List]:
    forms, keys = list(vocabulary), vocabulary.keys_folded()
    for _, postings in buckets:
        term = postings >> np.uint64(24)
        starts = starts_of(term)
        documents = ((postings >> np.uint64(4)) & np.uint64(ALONE)).astype("<i4")
        codes = (postings & np.uint64(15)).astype(np.uint8)
        ends = [*starts[1:].tolist(), len(term)]
        for value, start, end in zip(term[starts].tolist(), starts.tolist(), ends, strict=False):
            a, b = value >> 20, value & ALONE
            data = documents[start:end].tobytes() + codes[start:end].tobytes()
            if b == ALONE:
                yield List(forms[a], keys[a], "", end - start, data)
            else:
                pair = f"{forms[a]}_{forms[b]}"
                yield List(pair, f"{keys[a]}_{keys[b]}", keys[a], end - start, data)


def columns(archive: Gathered, records: Sequence[Record]) -> Iterator[Column]:
    """Facets, days, statuses with the days that turn them, qualities, full names of laws, numbers
    there are."""
    rows: dict[str, list[Row]] = {name: [] for name in FACETS}
    for record in records:
        signers, _ = search_part(record, archive.blobs.of(record))
        for name, row in facet_row(archive.facts, record, signers).items():
            rows[name].append(row)
    yield from (_facet(name, column) for name, column in rows.items())
    cards = [card(archive.facts, r.id) for r in records]
    lines = [(c[7], c[8], c[9]) for c in cards]
    turns = [[n, a, b] for n, (_, a, b) in enumerate(lines) if max(a, b) >= archive.on]
    statuses = bytes(STATUSES.index(status) for status, _, _ in lines)
    yield Column("tinh_trang", {"gia_tri": list(STATUSES), "doi": turns}, statuses)
    days = np.array([day_number(day_of(r)) for r in records], "<i4")
    yield Column("ngay", {}, days.tobytes())
    yield Column("hang", {}, bytes(rank_of(c[7], c[3], c[11]) for c in cards))
    laws = sorted({full_name(r) for r in records if r.loai in NAMED}, key=name_key)
    yield Column("ten_luat", {"gia_tri": laws}, b"")
    yield Column("so", {"gia_tri": spans(filter(None, map(number_of, records)))}, b"")


def day_number(day: str) -> int:
    """2013-07-16 → 20130716, 2013 → 20130000, '' → 0."""
    year, month, date = (*(int(p) for p in day.split("-") if p.isdigit()), 0, 0, 0)[:3]
    return year * 10_000 + month * 100 + date


def _facet(name: str, column: Sequence[Row]) -> Column:
    """Values with labels in a reader's order, sets of values, which set each document has."""
    labels: dict[str, str] = {}
    for values in dict.fromkeys(column):
        for value, label in values:
            labels[value] = min(label, labels.get(value, label))
    order = sorted(labels, key=lambda v: (sort_key(labels[v]), v))
    place = {value: n for n, value in enumerate(order)}
    sets: dict[tuple[int, ...], int] = {}
    codes = [
        sets.setdefault(tuple(sorted({place[v] for v, _ in row})), len(sets)) for row in column
    ]
    width = "u1" if len(sets) <= 1 << 8 else "<u2" if len(sets) <= 1 << 16 else "<u4"
    told = {"gia_tri": [(v, labels[v]) for v in order], "bo": list(sets)}
    return Column(name, told, np.array(codes, width).tobytes())


def stamp_of(archive: Gathered, records: Sequence[Record]) -> str:
    """Differs when anything that is found or shown does."""
    digest = blake2b(archive.on.encode(), digest_size=8)
    for record in records:
        digest.update(text_mark(record, archive.blobs.of(record)))
        digest.update(card_mark(card(archive.facts, record.id)))
    return digest.hexdigest()
