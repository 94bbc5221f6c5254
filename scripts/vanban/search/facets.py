"""Columns of facets: for each document a small number that says which values it has.

A value set is a tuple of values (a document has several topics, signers); distinct sets are
numbered, a column holds one number a document, each as a character.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from vanban.facts import Facts
from vanban.fragment import Record
from vanban.model import STATUS_WORDS
from vanban.search import listing
from vanban.search.cards import body_of, term_label, term_of, term_value
from vanban.search.scripts import File, script
from vanban.text import slug, sort_key

Value = tuple[str, str]
"""What an address says, what a reader reads."""

Row = tuple[Value, ...]
FACETS = ("loai", "co_quan", "linh_vuc", "nguoi_ky", "ky")
"""Those with a column of values; year and status are known otherwise."""

STATUSES = tuple(STATUS_WORDS)

FIRST_SIGN = 35
"""The character that stands for zero: after the quote, which would need a backslash."""

SHORT = 8
"""Words a short title has at most."""

LISTED = 20_000
"""Documents from which on those of a type stand in a file of their own, too: who asks for one
type loads a tenth of the column of all."""

_CHANGES = re.compile(
    r"(?:về )?(?:việc )?(?:luật )?(?:sửa đổi|bổ sung|bãi bỏ|đính chính|ngưng hiệu)"
)


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
    """``f/loai`` …: values with labels, sets of values, the column; ``v/chi-thi`` …: which
    documents are of a type."""
    for name in FACETS:
        yield script(f"f/{name}", stamp, *_column(columns[name]))
    held: dict[str, list[int]] = {value: [] for value in listed_types(columns)}
    for n, row in enumerate(columns["loai"] if held else ()):
        for value, _ in row:
            held[value].append(n)
    for value, documents in held.items():
        yield script(f"v/{value}", stamp, b64encode(listing.members(documents)).decode())


def listed_types(columns: Mapping[str, Sequence[Row]]) -> list[str]:
    """Values of ``loai`` that have a file ``v/…``."""
    column = columns["loai"]
    rows = set(column) if len(column) - column.count(()) >= LISTED else set()
    return sorted(value for row in rows for value, _ in row)


def status_file(lines: Sequence[tuple[str, str, str]], on: str, stamp: str) -> File:
    """``f/tinh_trang``: status of each document as of ``on``, and the days that will change it."""
    place: dict[str, int] = {status: n for n, status in enumerate(STATUSES)}
    turns = [[n, a, b] for n, (_, a, b) in enumerate(lines) if a >= on or b >= on]
    codes = [place[status] for status, _, _ in lines]
    return script("f/tinh_trang", stamp, list(STATUSES), packed(codes), turns)


def _column(column: Sequence[Row]) -> tuple[list[Value], list[list[int]], str]:
    rows = [row for row, _ in Counter(column).most_common()]  # the frequent ones have short signs
    labels: dict[str, str] = {}
    for values in rows:
        for value, label in values:
            labels[value] = min(label, labels.get(value, label))
    order = sorted(labels, key=lambda v: (sort_key(labels[v]), v))
    place = {value: n for n, value in enumerate(order)}
    sets: dict[tuple[int, ...], int] = {}
    codes: dict[Row, int] = {}
    for values in rows:
        members = tuple(sorted({place[value] for value, _ in values}))
        codes[values] = sets.setdefault(members, len(sets))
    data = packed(list(map(codes.__getitem__, column)))
    return [(v, labels[v]) for v in order], [list(s) for s in sets], data


def packed(codes: Sequence[int]) -> str:
    """A character for each number, in the order of Unicode from ``#`` on: so what is frequent has
    few bits once packed, which half bytes in base64 hide (a sixth more for a column of types)."""
    return "".join(map(_character, codes))


@cache
def _character(code: int) -> str:
    at = code + FIRST_SIGN
    return chr(at if at < 0xD800 else at + 0x800)  # past what stands for halves of characters


def rank_of(status: str, title: str, cites: int) -> int:
    """What a document is worth beside what is asked, in four bits.

    Up to 11 in force: four times the kind of its title, and the power of four of how often it is
    cited, to 3; from 12 ended, with the kind of its title. Kinds: 0 changes another document,
    1 long, 2 short: all of it is what the document is about.
    """
    words = title.casefold().split(maxsplit=SHORT)
    kind = 0 if words[:4] and _CHANGES.match(" ".join(words[:4])) else 1 + (len(words) <= SHORT)
    return 12 + kind if status == "het" else 4 * kind + _level(cites)


@cache
def _level(cites: int) -> int:
    return min((3 * cites + 1).bit_length() - 1 >> 1, 3)


def moments(days: Iterable[tuple[int, str]]) -> str:
    """``2013-07:40,2013-08:52``: the first document of each month, in the order of documents."""
    out, last = [], "-"
    for n, day in days:
        if day[:7] != last:
            last = day[:7]
            out.append(f"{last}:{n}")
    return ",".join(out)
