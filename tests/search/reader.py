"""An index read back to what it says, whatever numbers its documents have."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vanban.search.listing import (
    DENSE_CODES,
    LONG_CODES,
    head_of,
    head_term,
    is_head,
    read_term,
    titled_of,
)
from vanban.search.patch import table_of, values_of

Said = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """``order`` are the documents by date; the rest is by document or by term.

    ``long`` are the terms whose lists have coarse codes.
    """

    order: list[str]
    postings: dict[str, dict[str, int]]
    long: set[str]
    texts: dict[str, Said]
    numbers: Said
    laws: Said
    facets: dict[str, dict[str, tuple[str, ...]]]
    types: dict[str, list[str]]
    qualities: dict[str, int]


def values(path: Path) -> list[Any]:
    return list(values_of(path.read_bytes()))


def read_index(site: Path) -> Read:
    folder = site / "tim"
    head: Any = values(folder / "kho.js")[1]
    cards = [c for n in range(-(-head["n"] // 8)) for c in values(folder / f"d/{n >> 8}/{n}.js")[2]]
    late = {n: place for n, place, _ in head["l"]}
    live = [n for n in range(head["n"]) if n not in head["x"]]
    assert all(cards[n] is None for n in head["x"])
    ids = {n: cards[n][0] for n in live}
    postings, long = _postings(folder, ids)
    ranks = unpacked(values(folder / "q.js")[2])
    return Read(
        order=[ids[n] for n in sorted(live, key=lambda n: late.get(n, n))],
        postings=postings,
        long=long,
        texts=_texts(folder, ids, cards),
        numbers={p.stem: _rows(values(p)[2], ids) for p in (folder / "n").glob("*.js")},
        laws={
            name: _rows(rows, ids)
            for p in (folder / "m").glob("*.js")
            for name, rows in values(p)[2].items()
        },
        facets={p.stem: _column(values(p), ids, head["n"]) for p in (folder / "f").glob("*.js")},
        types=_types(folder, head["k"].split(), ids),
        qualities={id_: ranks[n] for n, id_ in ids.items()},
    )


def _postings(folder: Path, ids: dict[int, str]) -> tuple[dict[str, dict[str, int]], set[str]]:
    """What all shards say, those of recent documents with them."""
    found: dict[str, dict[str, int]] = {}
    long: set[str] = set()
    for path in [*(folder / "u").rglob("*.js"), *(folder / "e").rglob("*.js")]:
        far = folder / "w" / path.parent.name / path.name
        elsewhere = table_of(far.read_bytes()) if far.exists() and path.parts[-3] == "u" else {}
        here = table_of(path.read_bytes())
        assert elsewhere.keys() == {form for form, data in here.items() if is_head(data)}
        for form, held_here in here.items():
            data = elsewhere.get(form, held_here)
            assert data is held_here or head_of(data) == held_here
            documents, codes = read_term(data)
            if not data[0]:
                long.add(form)
                codes = [LONG_CODES[c] for c in codes]
            held = found.setdefault(form, {})
            assert held.keys().isdisjoint(ids[d] for d in documents)
            held |= {ids[d]: c for d, c in zip(documents, codes, strict=True)}
    return found, long


def coarse(postings: dict[str, dict[str, int]], terms: set[str]) -> dict[str, dict[str, int]]:
    """The same with the codes that some terms have in long lists."""
    return {
        form: {id_: DENSE_CODES[code] for id_, code in held.items()} if form in terms else held
        for form, held in postings.items()
    }


def _texts(folder: Path, ids: dict[int, str], cards: list[Any]) -> dict[str, Said]:
    found: dict[str, Said] = {}
    for path in (folder / "t").rglob("*.js"):
        number, _, piece = path.stem.partition("-")
        said = found.setdefault(ids[int(number)], {})
        said[piece] = values(path)[2:]
        if not piece:
            assert said[piece][0] == cards[int(number)]
    for number, id_ in ids.items():
        block = values(folder / f"r/{number >> 10}/{number >> 2}.js")[2]
        found[id_]["r"] = block[number & 3]
    assert found.keys() == set(ids.values())
    return found


def _rows(rows: Any, ids: dict[int, str]) -> Any:
    if isinstance(rows, dict):
        return rows
    return sorted((ids[row[0]], *map(repr, row[1:])) for row in rows)


def _column(said: list[Any], ids: dict[int, str], count: int) -> dict[str, tuple[str, ...]]:
    if re.match("f/tinh_trang", said[0]):
        statuses, codes = said[2], unpacked(said[3])
        turns = {n: (a, b) for n, a, b in said[4]}
        return {id_: (statuses[codes[n]], *turns.get(n, ())) for n, id_ in ids.items()}
    names, sets, codes = said[2], said[3], unpacked(said[4])
    assert len(codes) == count
    return {id_: tuple(":".join(names[v]) for v in sets[codes[n]]) for n, id_ in ids.items()}


def _types(folder: Path, listed: list[str], ids: dict[int, str]) -> dict[str, list[str]]:
    """Documents of each type that has a file of its own."""
    assert sorted(p.stem for p in (folder / "v").glob("*.js")) == listed
    lists = {value: b64decode(values(folder / f"v/{value}.js")[2]) for value in listed}
    return {
        value: sorted(ids[n] for n in titled_of(head_term(1, b"B", members)))
        for value, members in lists.items()
    }


def unpacked(text: str) -> list[int]:
    """A column as a browser reads it."""
    return [ord(c) - (35 if ord(c) < 0xD800 else 0x823) for c in text]
