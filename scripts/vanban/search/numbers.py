"""Documents by the number they bear, and laws by their names: what is looked up, not searched."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from zlib import crc32

from vanban.facts import Facts
from vanban.fragment import Face
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

_JOINING = frozenset(("va", "cac", "cua"))
"""Words people leave out of a law's name or put in: ``Luật phí (và) lệ phí``; so are ``về`` behind
its type and ``ở``."""

_FIRST = re.compile(r"\d{1,9}")


def number_of(record: Face) -> int:
    """The number printed, 0 when there is none or it can't be read."""
    found = _FIRST.match(record.so_hieu) if record.so_hieu != CHUA_RO else None
    return int(found[0]) if found else 0


def number_files(
    facts: Facts, printed: int, bearers: Mapping[int, Face], cards: Mapping[int, Card], stamp: str
) -> Iterator[File]:
    """``n/29``: every document numbered 29 as [its place, term's number, term's name, card].

    Where they are ``MANY``, ``n/29`` counts them by type and ``n/29-chi-thi`` has the rows.
    """
    rows = {n: [n, *_term(facts, record), *cards[n]] for n, record in bearers.items()}
    if len(rows) <= MANY:
        yield script(f"n/{printed}", stamp, list(rows.values()))
        return
    kinds: dict[str, list[list[object]]] = {}
    for n, row in rows.items():
        kinds.setdefault(slug(bearers[n].loai), []).append(row)
    yield script(f"n/{printed}", stamp, {kind: len(of) for kind, of in sorted(kinds.items())})
    for kind, of in sorted(kinds.items()):
        yield script(f"n/{printed}-{kind}", stamp, of)


def mended_number(
    facts: Facts, printed: int, bearers: Mapping[int, Face], cards: Mapping[int, Card],
    touched: Collection[int], old: Callable[[str], Any], stamp: str,
) -> Iterator[File]:  # fmt: skip
    """The same when only ``touched`` documents have come, gone or are shown otherwise.

    ``bearers`` are those that bear the number now; ``old`` gives what a file held.
    """
    kinds = old(f"n/{printed}") if len(bearers) > MANY else None
    if not isinstance(kinds, dict):
        yield from number_files(facts, printed, bearers, cards, stamp)
        return
    by_kind: dict[str, list[int]] = {}
    for n, record in bearers.items():
        by_kind.setdefault(slug(record.loai), []).append(n)
    for kind in sorted(kinds.keys() | by_kind.keys()):
        here = by_kind.get(kind, [])
        held = {row[0]: row for row in old(f"n/{printed}-{kind}") or ()}
        if held.keys() == set(here) and held.keys().isdisjoint(touched):
            continue
        fresh = {n: [n, *_term(facts, bearers[n]), *cards[n]] for n in here if n in touched}
        if here:
            yield script(f"n/{printed}-{kind}", stamp, [fresh.get(n) or held[n] for n in here])
    yield script(f"n/{printed}", stamp, {kind: len(of) for kind, of in sorted(by_kind.items())})


def number_keys(printed: int, bearers: Mapping[int, Face]) -> set[str]:
    """Keys of the files there are for a number."""
    own = {f"n/{printed}"} if bearers else set()
    if len(bearers) <= MANY:
        return own
    return own | {f"n/{printed}-{slug(record.loai)}" for record in bearers.values()}


def _term(facts: Facts, record: Face) -> tuple[int, str]:
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


def name_bits(records: Iterable[Face]) -> int:
    """How many bits of a name's hash tell its file."""
    count = sum(record.loai in NAMED for record in records)
    return max(0, (count // NAMES_A_FILE).bit_length())


def name_files(
    named: Mapping[int, Face], cards: Mapping[int, Card], bits: int, stamp: str
) -> Iterator[File]:
    """``m/N``: keys of laws' names (full, other, first letters) to cards with their places; ``mx``:
    the full names."""
    files: list[dict[str, list[list[object]]]] = [{} for _ in range(1 << bits)]
    for n, record in named.items():
        for name in sorted(set(names_of(record))):
            held = files[crc32(name.encode()) & (len(files) - 1)]
            held.setdefault(name, []).append([n, *cards[n]])
    for n, held in enumerate(files):
        yield script(f"m/{n}", stamp, dict(sorted(held.items())))
    yield script("mx", stamp, sorted({full_name(r) for r in named.values()}, key=name_key))


@cache
def _laws() -> dict[str, list[NamedLaw]]:
    held: dict[str, list[NamedLaw]] = {}
    for law in laws():
        held.setdefault(law.so_hieu, []).append(law)
    held.pop("", None)
    return held


def name_key(text: str) -> str:
    return " ".join(search_key(search_word(w)) for w in search_words(text))


def full_name(record: Face) -> str:
    title, kind = record.trich_yeu, record.loai
    return title if fold(title).startswith(fold(kind)) else f"{kind} {title}"


def names_of(record: Face) -> Iterator[str]:
    """Keys a law is called by: its full name, others, their first letters."""
    kind = record.loai
    known = [
        full_name(record),
        *(n for law in _laws().get(record.so_hieu, ()) for n in (law.ten, *law.ten_khac)),
    ]
    for name in known:
        short = re.sub(r"\s*(?:năm\s+)?(?:19|20)\d\d$", "", name)
        words = [k for k in name_key(short).split() if k not in _JOINING]
        if not 1 < len(words) <= 14:
            continue
        own = len(name_key(kind).split())
        yield " ".join(w for n, w in enumerate(words) if w != "o" and (w, n) != ("ve", own))
        # ``BLDS``, ``Luật BHYT``: names of laws by their first letters
        if len(words) <= 8:
            letters = "".join(w[0] for w in words)
            yield letters
            yield f"{' '.join(words[:own])} {letters[own:]}"
