"""Pages about the whole archive (ledgers, calendars, definitions): kept true row by row.

A document gives rows to such pages while its own page is made, from the same facts; so a row
may depend only on what ``planning`` follows for pages. Rows live in the state, grouped by the
page or file they belong to. After a change the rows of the documents rendered anew are
compared with the old ones, and only groups that gained, lost or changed a row are written, and
those with a row of a document whose display changed: a page may show the line of the document
that gave the row. What it shows of other documents must stand in the row's data.
"""

from __future__ import annotations

import marshal
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, Protocol
from zlib import crc32

from vanban.clauses import Clauses
from vanban.facts import Facts
from vanban.fragment import Record
from vanban.graph.following import PLAIN
from vanban.site.views import DocLine, DocumentView
from vanban.state import Blobs, State


class Row(NamedTuple):
    """One line of one group; ``data`` holds plain values that marshal can write.

    ``group`` begins with the surface's name (``chua-giu/quyet-dinh``).
    """

    group: str
    sort: str
    data: tuple[Any, ...]


class Kept(NamedTuple):
    """A row and the document that gave it."""

    sort: str
    id: str
    data: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to fill into the shell, or to take away when ``content`` is None."""

    url: str
    title: str = ""
    description: str = ""
    content: bytes | None = None
    toc: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file written as it is, or to take away when ``data`` is None."""

    url: str
    data: bytes | None = None


class Lookup(Protocol):
    """What a surface may ask about documents: ``Assembler`` answers."""

    facts: Facts
    blobs: Blobs
    clauses: Clauses

    def line(self, id_: str) -> DocLine: ...

    def body_name(self, khoa: str) -> str: ...


class Surface(Protocol):
    """One kind of site-wide page.

    ``rows`` is asked for each document whose page is made. ``pages`` gets the groups of this
    surface whose rows changed (all of them when everything is written anew) and gives what to
    write and what to take away; it is asked at every build that writes, so that what depends
    on the day can follow it.
    """

    name: str

    def rows(self, record: Record, view: DocumentView, lookup: Lookup, /) -> Iterable[Row]: ...

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterable[Page | File]: ...


def seal(lines: Iterable[DocLine]) -> int:
    """A number that changes when what is shown of these documents does.

    A row that names other documents holds it, so that their changes are changes of the row.
    """
    return _seal(tuple(lines))


@lru_cache(maxsize=20_000)
def _seal(lines: tuple[DocLine, ...]) -> int:
    return crc32(repr([tuple(line) for line in lines]).encode())


Given = tuple[str, tuple[tuple[str, str, bytes], ...]]
"""A document and its rows: group, sort key, packed data."""


def rows_of(
    surfaces: Sequence[Surface], record: Record, view: DocumentView, lookup: Lookup
) -> Given:
    """What one document gives to all surfaces, ready to be stored; each row once."""
    found = {
        (row.group, row.sort, marshal.dumps(row.data, PLAIN))
        for surface in surfaces
        for row in surface.rows(record, view, lookup)
    }
    return record.id, tuple(sorted(found))


_Kept = tuple[str, str, bytes]
"""A row of a known group: sort key, document, packed data."""


class Rows:
    """The rows of the archive in its state; of a state just made anew they are
    answered from memory."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._summed: dict[str, list[tuple[str, int, str]]] = {}
        self._made: dict[str, list[_Kept]] | None = None
        """Every group by name, each in its order; None where the rows lie in the state alone."""
        self._names: list[str] = []
        self._prefix = ""
        self._told: dict[str, str] | None = None

    @contextmanager
    def holding(self, prefix: str) -> Iterator[None]:
        """Meanwhile everything below ``prefix/`` is made anew."""
        self._prefix = f"{prefix}/"
        try:
            yield
        finally:
            self._prefix = ""

    def holds(self, prefix: str) -> bool:
        """Whether everything below ``prefix/`` is being made anew."""
        return self._prefix == f"{prefix}/"

    def _rows(self, group: str) -> list[_Kept]:
        if self._made is not None:
            return self._made.get(group, [])
        return self.state.rows("select sort, id, data from row where k=? order by sort, id", group)

    def group(self, group: str) -> list[Kept]:
        """The rows of one group by sort key, then document."""
        found = self._rows(group)
        return [Kept(sort, id_, marshal.loads(data)) for sort, id_, data in found]  # noqa: S302

    def groups(self, prefix: str) -> list[tuple[str, int]]:
        """The groups below ``prefix/`` with the number of their rows, by name."""
        if self._made is not None:
            return [(k, len(rows)) for k, rows in self._below(prefix)]
        found = self.state.rows(
            "select k, count(*) from row where k >= ? and k < ? group by k order by k",
            f"{prefix}/", f"{prefix}0",
        )  # fmt: skip
        return [(k, n) for k, n in found]

    def _below(self, prefix: str) -> Iterator[tuple[str, list[_Kept]]]:
        """The groups in memory below ``prefix/``, by name."""
        made, names = self._made or {}, self._names
        first, end = (bisect_left(names, f"{prefix}{sign}") for sign in "/0")
        return ((name, made[name]) for name in names[first:end])

    def summary(self, prefix: str) -> list[tuple[str, int, str]]:
        """The groups below ``prefix/`` by name, with the number of rows and the first sort key.

        Read once: several pages of one build ask for it.
        """
        held = self._summed.get(prefix)
        if held is None and self._made is not None:
            held = [(k, len(rows), rows[0][0]) for k, rows in self._below(prefix)]
        if held is None:
            held = self.state.rows(
                "select k, count(*), min(sort) from row where k >= ? and k < ? group by k order by k",
                f"{prefix}/", f"{prefix}0",
            )  # fmt: skip
        self._summed[prefix] = held
        return held

    def given(self, id_: str, prefix: str) -> list[str]:
        """The groups below ``prefix/`` that one document gives rows to, by name."""
        found = self.state.rows(
            "select distinct k from row where id=? and k >= ? and k < ? order by k",
            id_, f"{prefix}/", f"{prefix}0",
        )  # fmt: skip
        return [k for (k,) in found]

    def ranked(self, prefix: str, limit: int) -> list[tuple[str, str, int]]:
        """(group, sort key, rows of it) below ``prefix/``: what has most rows, then by name."""
        found = self.state.rows(
            "select k, sort, count(*) n from row where k >= ? and k < ? group by k, sort"
            " order by n desc, sort, k limit ?",
            f"{prefix}/", f"{prefix}0", limit,
        )  # fmt: skip
        return [(k, sort, n) for k, sort, n in found]

    def named(self, group: str, sort: str) -> list[Kept]:
        """The rows of one sort key in a group, by document."""
        found = self.state.rows(
            "select id, data from row where k=? and sort=? order by id", group, sort
        )
        return [Kept(sort, id_, marshal.loads(data)) for id_, data in found]  # noqa: S302

    def keys(self, group: str) -> list[tuple[str, int]]:
        """The sort keys of a group in their order, each with the number of its rows."""
        found = self.state.rows(
            "select sort, count(*) from row where k=? group by sort order by sort", group
        )
        return [(sort, n) for sort, n in found]

    def with_key(self, prefix: str, sort: str) -> list[str]:
        """The groups below ``prefix/`` that have a row of this sort key, by name."""
        found = self.state.rows(
            "select distinct k from row where k >= ? and k < ? and sort=? order by k",
            f"{prefix}/", f"{prefix}0", sort,
        )  # fmt: skip
        return [k for (k,) in found]

    def count(self, prefix: str) -> int:
        """The rows below ``prefix/``."""
        if self._made is not None:
            return sum(len(rows) for _, rows in self._below(prefix))
        found = self.state.rows(
            "select count(*) from row where k >= ? and k < ?", f"{prefix}/", f"{prefix}0"
        )
        return int(found[0][0])

    def shared(self, group: str) -> list[tuple[str, list[str]]]:
        """Sort keys that several documents gave, each with those documents."""
        found = self.state.rows(
            "select sort, id from row where k=?1 and sort in"
            " (select sort from row where k=?1 group by sort having count(*) > 1) order by sort, id",
            group,
        )  # fmt: skip
        out: dict[str, list[str]] = {}
        for sort, id_ in found:
            out.setdefault(sort, []).append(id_)
        return list(out.items())

    def recall(self, key: str) -> str:
        """What ``remember`` kept under ``key`` in an earlier run, '' for nothing."""
        if self._told is None:
            found = self.state.rows("select k, sort from row where k >= 'nho/' and k < 'nho0'")
            self._told = {k.removeprefix("nho/"): sort for k, sort in found}
        return self._told.get(key, "")

    def remember(self, key: str, value: str) -> None:
        """Keep a word about pages as they were written, for the next run."""
        if self.recall(key) != value:
            db = self.state.open()
            db.execute("delete from row where k=? and id=''", (f"nho/{key}",))
            db.execute("insert into row values(?,?,'',?)", (f"nho/{key}", value, marshal.dumps(())))
            self._told = {**(self._told or {}), key: value}

    def put_all(self, given: Iterable[Given]) -> None:
        """Store everything in a state that is made anew, and keep it until this run ends."""
        self._summed.clear()
        self._told = None
        made: dict[str, list[_Kept]] = {}
        db = self.state.open()
        db.executemany("insert into row values(?,?,?,?)", _flat(_noted(given, made)))
        for kept in made.values():
            kept.sort()
        self._made, self._names = made, sorted(made)
        db.execute("create index row_k on row(k, sort)")
        db.execute("create index row_id on row(id)")

    def change(self, given: Iterable[Given], gone: Iterable[str], shown: Iterable[str]) -> set[str]:
        """Replace the rows of these documents; the groups to write anew.

        ``shown`` are documents whose display changed.
        """
        self._summed.clear()
        self._made = None
        touched: set[str] = set()
        for id_ in shown:
            touched.update(k for (k,) in self.state.rows("select k from row where id=?", id_))
        for id_, rows in (*given, *((id_, ()) for id_ in gone)):
            held = set(self.state.rows("select k, sort, data from row where id=?", id_))
            changed = held ^ set(rows)
            if changed:
                touched.update(k for k, _, _ in changed)
                db = self.state.open()
                db.execute("delete from row where id=?", (id_,))
                db.executemany("insert into row values(?,?,?,?)", _flat([(id_, rows)]))
        return touched


def _noted(given: Iterable[Given], made: dict[str, list[_Kept]]) -> Iterator[Given]:
    """``given``, each kept in ``made`` by the group of its rows as it goes by."""
    for id_, rows in given:
        for k, sort, data in rows:
            made.setdefault(k, []).append((sort, id_, data))
        yield id_, rows


def _flat(given: Iterable[Given]) -> Iterator[tuple[str, str, str, bytes]]:
    return ((k, sort, id_, data) for id_, rows in given for k, sort, data in rows)


def pages_of(
    surfaces: Sequence[Surface], rows: Rows, touched: set[str] | None, lookup: Lookup
) -> Iterator[Page | File]:
    """What the surfaces want written; ``touched`` is None when everything is."""
    for surface in surfaces:
        if touched is None:
            groups = [k for k, _ in rows.groups(surface.name)]
        else:
            groups = sorted(k for k in touched if k.startswith(f"{surface.name}/"))
        if groups:
            rows.remember(counted(surface.name), str(rows.count(surface.name)))
        if touched is None:
            with rows.holding(surface.name):
                yield from surface.pages(rows, groups, lookup)
        else:
            yield from surface.pages(rows, groups, lookup)


def counted(name: str) -> str:
    """Under what key ``Rows.recall`` tells how many rows the surface ``name`` has."""
    return f"dem/{name}"
