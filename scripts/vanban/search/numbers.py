"""Documents by the number they bear, and laws by their names: what is looked up, not searched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from zlib import crc32

from vanban.facts import Facts
from vanban.fragment import Record
from vanban.model import CHUA_RO, NamedLaw
from vanban.search.cards import Card, term_label, term_of
from vanban.search.scripts import File, script
from vanban.tables.luat import laws
from vanban.text import fold, search_key, search_word, search_words, slug

MANY = 40
"""Documents of one number past which those of each type have a file of their own."""

NAMED = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Điều lệ", "Cương lĩnh")
"""Types whose documents people call by their names."""

NAMES_A_FILE = 64

_FIRST = re.compile(r"\d{1,9}")


def number_of(record: Record) -> int | None:
    found = _FIRST.match(record.so_hieu) if record.so_hieu != CHUA_RO else None
    return int(found[0]) if found else None


def number_files(
    facts: Facts, records: Sequence[Record], card_of: Callable[[int], Card], stamp: str
) -> Iterator[File]:
    """``n/29``: every document numbered 29 as [its place, term's number, term's name, card].

    Where they are ``MANY``, ``n/29`` counts them by type and ``n/29-chi-thi`` has the rows.
    """
    for number, members in sorted(by_number(records).items()):
        rows = [[n, *_term(facts, records[n]), *card_of(n)] for n in members]
        if len(rows) <= MANY:
            yield script(f"n/{number}", stamp, rows)
            continue
        kinds: dict[str, list[list[object]]] = {}
        for row, n in zip(rows, members, strict=True):
            kinds.setdefault(slug(records[n].loai), []).append(row)
        yield script(f"n/{number}", stamp, {kind: len(of) for kind, of in sorted(kinds.items())})
        for kind, of in sorted(kinds.items()):
            yield script(f"n/{number}-{kind}", stamp, of)


def by_number(records: Sequence[Record]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for n, record in enumerate(records):
        number = number_of(record)
        if number is not None:
            found.setdefault(number, []).append(n)
    return found


def _term(facts: Facts, record: Record) -> tuple[int, str]:
    term = term_of(facts, record)
    return (term.so, term_label(facts, term)) if term else (0, "")


def spans(numbers: Iterable[int]) -> str:
    """``1-230,235``: which numbers there are, so that no missing file is asked for."""
    out: list[list[int]] = []
    for n in sorted(numbers):
        if out and n == out[-1][1] + 1:
            out[-1][1] = n
        else:
            out.append([n, n])
    return ",".join(f"{a}-{b}" if b > a else str(a) for a, b in out)


def name_bits(records: Sequence[Record]) -> int:
    """How many bits of a name's hash tell its file."""
    count = sum(record.loai in NAMED for record in records)
    return max(0, (count // NAMES_A_FILE).bit_length())


def name_files(
    records: Sequence[Record], card_of: Callable[[int], Card], stamp: str
) -> Iterator[File]:
    """``m/N``: keys of laws' names (full, other, first letters) to cards with their places."""
    found: dict[str, list[int]] = {}
    for n, record in enumerate(records):
        if record.loai in NAMED:
            for name in sorted(set(_names(record))):
                found.setdefault(name, []).append(n)
    mask = (1 << name_bits(records)) - 1
    files: dict[int, dict[str, list[list[object]]]] = {n: {} for n in range(mask + 1)}
    for name, places in sorted(found.items()):
        rows: list[list[object]] = [[n, *card_of(n)] for n in places]
        files[crc32(name.encode()) & mask][name] = rows
    for n, held in files.items():
        yield script(f"m/{n}", stamp, held)


@cache
def _laws() -> dict[str, list[NamedLaw]]:
    held: dict[str, list[NamedLaw]] = {}
    for law in laws():
        held.setdefault(law.so_hieu, []).append(law)
    held.pop("", None)
    return held


def name_key(text: str) -> str:
    return " ".join(search_key(search_word(w)) for w in search_words(text))


def _names(record: Record) -> Iterator[str]:
    title, kind = record.trich_yeu, record.loai
    full = title if fold(title).startswith(fold(kind)) else f"{kind} {title}"
    known = [
        full,
        *(n for law in _laws().get(record.so_hieu, ()) for n in (law.ten, *law.ten_khac)),
    ]
    for name in known:
        key = name_key(re.sub(r"\s*(?:năm\s+)?(?:19|20)\d\d$", "", name))
        words = key.split()
        if not 1 < len(words) <= 14:
            continue
        yield key
        # ``BLDS``, ``LĐĐ``: offices write names of laws by their first letters
        if len(words) <= 8:
            yield "".join(w[0] for w in words)
