"""Columns of facets: for each document a small number that says which values it has.

A value set is a tuple of values (a document has several topics, signers); distinct sets are
numbered, a column holds one number a document, in one byte or two.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from vanban.facts import Facts
from vanban.fragment import Record
from vanban.model import STATUS_WORDS
from vanban.search.cards import body_of, term_label, term_of, term_value
from vanban.search.scripts import File, script
from vanban.text import slug, sort_key

Value = tuple[str, str]
"""What an address says, what a reader reads."""

Row = tuple[Value, ...]
FACETS = ("loai", "co_quan", "linh_vuc", "nguoi_ky", "ky")
"""Those with a column of values; year and status are known otherwise."""

STATUSES = tuple(STATUS_WORDS)


def facet_row(facts: Facts, record: Record, signers: Sequence[str]) -> dict[str, Row]:
    """The values of one document."""
    body = body_of(facts, record)
    term = term_of(facts, record)
    return {
        "loai": ((slug(record.loai), record.loai),),
        "co_quan": ((body.khoa, body.ten),) if body else (),
        "linh_vuc": tuple((slug(t), t) for t in record.linh_vuc),
        "nguoi_ky": tuple((slug(name), name) for name in signers),
        "ky": ((term_value(term), term_label(facts, term)),) if term else (),
    }


def facet_files(columns: Mapping[str, Sequence[Row]], stamp: str) -> Iterator[File]:
    """``f/loai`` …: values with labels, sets of values, the column."""
    for name in FACETS:
        yield script(f"f/{name}", stamp, *_column(columns[name]))


def status_file(lines: Sequence[tuple[str, str, str]], on: str, stamp: str) -> File:
    """``f/tinh_trang``: status of each document as of ``on``, and the days that will change it."""
    statuses = [STATUSES.index(status) for status, _, _ in lines]
    turns = [[n, a, b] for n, (_, a, b) in enumerate(lines) if max(a, b) >= on]
    return script("f/tinh_trang", stamp, list(STATUSES), packed(statuses), turns)


def _column(column: Sequence[Row]) -> tuple[list[Value], list[list[int]], str]:
    labels: dict[str, str] = {}
    for values in column:
        for value, label in values:
            labels[value] = min(label, labels.get(value, label))
    order = sorted(labels, key=lambda v: (sort_key(labels[v]), v))
    place = {value: n for n, value in enumerate(order)}
    sets: dict[tuple[int, ...], int] = {}
    codes = []
    for values in column:
        members = tuple(sorted({place[value] for value, _ in values}))
        codes.append(sets.setdefault(members, len(sets)))
    return [(v, labels[v]) for v in order], [list(s) for s in sets], packed(codes)


def packed(codes: Sequence[int]) -> str:
    """One byte each, or all low bytes and then all high ones where a number is past 255."""
    made = np.array(codes, np.uint32)
    low = (made & 0xFF).astype(np.uint8).tobytes()
    high = (made >> 8).astype(np.uint8).tobytes() if len(made) and made.max() > 0xFF else b""
    return b64encode(low + high).decode()


def qualities(lines: Sequence[tuple[str, str, str]], cites: Sequence[int]) -> str:
    """Four bits a document: 8 when ended, and the power of four of how often it is cited, to 3."""
    ended = np.array([status == "het" for status, _, _ in lines], np.uint8)
    level = np.minimum(np.log2(np.array(cites, np.float64) * 3 + 1) / 2, 3).astype(np.uint8)
    four = ended << 3 | level
    four = np.append(four, np.zeros(len(four) % 2, np.uint8))
    return b64encode((four[0::2] | four[1::2] << 4).tobytes()).decode()


def moments(days: Iterable[tuple[int, str]]) -> str:
    """``2013-07:40,2013-08:52``: the first document of each month, in the order of documents."""
    out, last = [], "-"
    for n, day in days:
        if day[:7] != last:
            last = day[:7]
            out.append(f"{last}:{n}")
    return ",".join(out)
