"""What a whole archive knows of each document, in files: in memory only what lists show of it.

As objects a record takes three times its bytes, in every process that looks at it: counting
references copies what forked processes share. Read again where it is asked for, it costs some
ten microseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from vanban.fragment import Light, Record
from vanban.parallel import append, nameless
from vanban.state import dump_record, load_record, read_at

RECENT = 500
"""Records asked for last are kept as objects: so many at least, twice as many at most."""

_LIGHT = len(Light._fields)


Taken = tuple[int, int, tuple[Any, ...]]
"""Of a record that was written: its bytes, the bytes of its words, what lists show of it."""


class Shelf:
    """Bytes by key, in a file without a name; a key is put once."""

    def __init__(self, folder: Path) -> None:
        self._file = nameless(folder)
        self._end = 0
        self._places: dict[str, tuple[int, int]] = {}

    def put(self, values: Iterable[tuple[str, bytes]]) -> None:
        data = []
        for key, value in values:
            data.append(value)
            self._places[key] = self._end, len(value)
            self._end += len(value)
        append(self._file, b"".join(data))

    def __getitem__(self, key: str) -> bytes:
        start, length = self._places[key]
        return read_at(self._file.fileno(), length, start)

    def __del__(self) -> None:
        self._file.close()


class Records(Mapping[str, Record]):
    """Records by id, in files without a name: one for each process that reads documents.

    ``write`` may be called in a forked process, with a file of its own; what it gives must then be
    told to ``take`` in the process it was forked from, in the same order. Each id is given once.
    """

    def __init__(self, folder: Path, files: int = 1) -> None:
        self._files = [nameless(folder) for _ in range(files)]
        self._ends = [0] * files
        self._faces: dict[str, Light] = {}
        self._places: dict[str, tuple[int, int, int]] = {}
        """File, first byte, length."""
        self._recent: dict[str, Record] = {}
        self._before: dict[str, Record] = {}
        self.words = 0
        """Bytes of the words of all documents."""

    def write(self, n: int, records: Iterable[Record]) -> list[Taken]:
        """Append to file ``n``; what ``take`` must be told."""
        taken: list[Taken] = []
        data = []
        for record in records:
            raw = dump_record(record)
            data.append(raw)
            taken.append((len(raw), sum(record.parts[5:6]), tuple(record[:_LIGHT])))
        append(self._files[n], b"".join(data))
        return taken

    def take(self, n: int, taken: Iterable[Taken]) -> None:
        """Hold what ``write`` appended to file ``n``."""
        for length, words, fields in taken:
            face = Light._make(fields)
            self._faces[face.id] = face
            self._places[face.id] = n, self._ends[n], length
            self._ends[n] += length
            self.words += words

    def add(self, records: Iterable[Record]) -> None:
        """Write and hold further ones."""
        for record in records:
            self.take(0, self.write(0, [record]))

    def raw(self, id_: str) -> bytes:
        """As ``state`` keeps it."""
        n, start, length = self._places[id_]
        return read_at(self._files[n].fileno(), length, start)

    def face(self, id_: str) -> Light:
        return self._faces[id_]

    def __getitem__(self, id_: str) -> Record:
        held = self._recent.get(id_)
        if held is None:
            held = self._before.get(id_) or load_record(self.raw(id_))
            if len(self._recent) == RECENT:
                self._before, self._recent = self._recent, {}
            self._recent[id_] = held
        return held

    def __contains__(self, id_: object) -> bool:
        return id_ in self._faces

    def __iter__(self) -> Iterator[str]:
        return iter(self._faces)

    def __len__(self) -> int:
        return len(self._faces)

    def close(self) -> None:
        """Let go of the files; asked for a record after that, OSError or ValueError comes."""
        while self._files:
            self._files.pop().close()

    __del__ = close
