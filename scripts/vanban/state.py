"""What lives between builds: one SQLite file, one compact stat table, blobs of fragments.

All of it can be deleted at any time; the next build is then a cold one. Tables:
``doc`` a record and what was decided for it (what is asked for most and is short stands first:
SQLite needn't read on to the end of a long row), ``key`` the keys a document answers to,
``want`` those its mentions ask for, ``edge`` who cites whom, ``bucket`` the lists it is in,
``moment`` the days on which its status changes, ``row`` what it gives to pages about the whole
archive (``site.surfaces``), ``trait`` and ``alike`` which documents resemble each other
(``site.similar``).
"""

from __future__ import annotations

import marshal
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from vanban.fragment import Light, Record

_SCHEMA = """
create table doc(id text, face blob, line blob, outcomes blob, record blob);
create table key(k text, id text);
create table want(k text, id text);
create table edge(dst text, src text, n int);
create table bucket(k text, id text);
create table moment(day text, id text);
create table row(k text, sort text, id text, data blob);
create table trait(f text, id text, n int, primary key(f, id)) without rowid;
create table alike(id text primary key, traits blob, others blob) without rowid;
"""
_INDEXES = """
create unique index doc_id on doc(id);
create index key_k on key(k);
create index key_id on key(id);
create index want_k on want(k);
create index want_id on want(id);
create index edge_dst on edge(dst);
create index edge_src on edge(src);
create index bucket_k on bucket(k);
create index bucket_id on bucket(id);
create index moment_day on moment(day);
create index moment_id on moment(id);
"""
_SIDE = ("key", "want", "bucket", "moment")
MAX_BLOBS = 200
"""Past this many blob files the cache is rebuilt: each increment adds one."""

MAX_OPEN = 60
"""Blob files open at a time: some systems allow a process no more than 256."""

_AT_ONCE = 500
"""Ids in one question: SQLite takes no more than 999 on old systems."""

Place = tuple[int, int, int]
"""Blob number, first byte, length."""


class State:
    """The SQLite file of one cache folder; a transaction is open from the first change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "state.db"
        self.db: sqlite3.Connection | None = None

    def open(self) -> sqlite3.Connection:
        if self.db is None:
            self.db = sqlite3.connect(self.path, isolation_level=None)
            self.db.executescript(
                "pragma synchronous=off; pragma cache_size=-20000; pragma secure_delete=on;"
            )
            self.db.execute("begin")
        return self.db

    def create(self) -> sqlite3.Connection:
        """A new, empty file beside the old one; ``commit`` puts it in its place."""
        self.close()
        fresh = self.folder / "state.new"
        fresh.unlink(missing_ok=True)
        self.db = sqlite3.connect(fresh, isolation_level=None)
        self.db.executescript(
            "pragma journal_mode=off; pragma synchronous=off; pragma page_size=8192;" + _SCHEMA
        )
        self.db.execute("begin")
        return self.db

    def commit(self) -> None:
        if self.db is None:
            return
        fresh = self.folder / "state.new"
        self.db.execute("commit")
        if fresh.exists():
            self.db.executescript(_INDEXES)
            self.close()
            fresh.replace(self.path)
        else:
            self.db.execute("begin")

    def close(self) -> None:
        if self.db is not None:
            self.db.close()
            self.db = None

    def rows(self, sql: str, *args: object) -> list[tuple[Any, ...]]:
        return self.open().execute(sql, args).fetchall()

    def many(self, sql: str, ids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The answers to ``sql``, which ends in ``in``, about all these ids."""
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            yield from self.rows(f"{sql} ({','.join('?' * len(part))})", *part)

    def record(self, id_: str) -> Record | None:
        found = self.rows("select record from doc where id=?", id_)
        return load_record(found[0][0]) if found else None

    def put(self, record: Record, side: Mapping[str, Iterable[str]]) -> None:
        """Store or replace one document with its side rows (``key``, ``want``, …).

        What was decided for it comes later; until then it has no outcomes and no line.
        """
        db = self.open()
        self.drop_side(record.id)
        db.execute(
            "insert or replace into doc values(?,?,?,?,?)",
            (record.id, dump_face(record), b"", marshal.dumps(()), dump_record(record)),
        )
        for table in _SIDE:
            db.executemany(
                f"insert into {table} values(?,?)", [(v, record.id) for v in side.get(table, ())]
            )

    def drop(self, id_: str) -> None:
        self.drop_side(id_)
        self.open().execute("delete from doc where id=?", (id_,))
        self.open().execute("delete from edge where src=?", (id_,))

    def drop_side(self, id_: str) -> None:
        for table in _SIDE:
            self.open().execute(f"delete from {table} where id=?", (id_,))


def dump_record(record: Record) -> bytes:
    plain: tuple[Any, ...] = tuple(record)
    return marshal.dumps(plain)


def dump_face(record: Record) -> bytes:
    plain: tuple[Any, ...] = record[: len(Light._fields)]
    return marshal.dumps(plain)


def load_face(blob: bytes) -> Light:
    return Light._make(marshal.loads(blob))  # noqa: S302 - our own cache


def load_record(blob: bytes) -> Record:
    return Record._make(marshal.loads(blob))  # noqa: S302 - our own cache


class Blobs:
    """The fragment files of a cache folder, opened when first read.

    Read by place, not mapped: mapped pages would count as memory, and worker processes share
    no position in a file this way.
    """

    def __init__(self, folder: Path, names: list[str]) -> None:
        self.folder = folder
        self.names = names
        self._files: dict[int, int] = {}
        self._last: tuple[int, int, bytes] = (0, 0, b"")
        """The document read last: file, first byte, bytes. Parts of it are asked for next."""

    def add(self, name: str) -> int:
        self.names.append(name)
        return len(self.names) - 1

    def slice(self, n: int, start: int, end: int) -> bytes:
        held, first, data = self._last
        if held == n and first <= start and end <= first + len(data):
            return data[start - first : end - first]
        fd = self._files.get(n)
        if fd is None:
            if len(self._files) == MAX_OPEN:
                self.close()
            flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
            fd = self._files[n] = os.open(self.folder / self.names[n], flags)
        return read_at(fd, end - start, start)

    def close(self) -> None:
        while self._files:
            os.close(self._files.popitem()[1])

    __del__ = close

    def blot(self, places: Iterable[Place]) -> None:
        """Overwrite what nobody may read again."""
        for n, start, length in places:
            with (self.folder / self.names[n]).open("r+b") as f:
                f.seek(start)
                f.write(bytes(length))

    def of(self, record: Record) -> bytes:
        data = self.slice(record.blob, record.offset, record.offset + sum(record.parts))
        self._last = record.blob, record.offset, data
        return data


def read_at(fd: int, length: int, start: int) -> bytes:
    """So many bytes of an open file; processes that share it don't disturb each other."""
    if hasattr(os, "pread"):
        return os.pread(fd, length, start)
    os.lseek(fd, start, os.SEEK_SET)  # Windows, where no other process shares the position
    return os.read(fd, length)


def read_marshal(path: Path) -> Any:
    """What ``write_marshal`` left there, or None when it is absent or damaged."""
    try:
        return marshal.loads(path.read_bytes())  # noqa: S302 - our own cache
    except (OSError, ValueError, EOFError, TypeError):
        return None


def write_marshal(path: Path, value: Any) -> None:
    temp = path.with_suffix(".tmp")
    temp.write_bytes(marshal.dumps(value))
    temp.replace(path)
