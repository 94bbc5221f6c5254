"""What ``facts`` answers, from the state of the last build: an increment reads what it asks for."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Sequence

from vanban.facts import Facts, Line
from vanban.fragment import Face, Light, Record, ref_of
from vanban.model import DocRef
from vanban.state import State, load_face, load_record
from vanban.stating import OutcomeRow
from vanban.tables import Registry


class StateFacts(Facts):
    """The same answers from SQLite, each read once: an increment."""

    def __init__(self, registry: Registry, on: str, state: State) -> None:
        super().__init__(registry, on)
        self.state = state
        self._records: dict[str, Record | None] = {}
        self._faces: dict[str, Light] = {}
        self._outcomes: dict[str, tuple[OutcomeRow, ...]] = {}

    def record(self, id_: str) -> Record | None:
        if id_ not in self._records:
            self._records[id_] = self.state.record(id_)
        return self._records[id_]

    def face(self, id_: str) -> Face:
        held = self._records.get(id_) or self._faces.get(id_)
        if held is None:
            found = self.state.rows("select face, line from doc where id=?", id_)
            if not found:
                raise KeyError(id_)
            face, line = found[0]
            held = self._faces[id_] = load_face(face)
            if line:
                self._lines.setdefault(id_, _line_of(line))
        return held

    def outcomes(self, id_: str) -> tuple[OutcomeRow, ...]:
        if id_ not in self._outcomes:
            found = self.state.rows("select outcomes from doc where id=?", id_)
            self._outcomes[id_] = marshal.loads(found[0][0]) if found else ()  # noqa: S302
        return self._outcomes[id_]

    def expect(self, ids: Sequence[str]) -> None:
        """Read these documents and all that they cite or that cite them, in a few questions."""
        near = set(ids)
        for near_by in ("select src from edge where dst in", "select dst from edge where src in"):
            near.update(id_ for (id_,) in self.state.many(near_by, ids))
        new = sorted(near - self._records.keys())
        for id_, record, rows in self.state.many(
            "select id, record, outcomes from doc where id in", new
        ):
            self._records[id_] = load_record(record)
            self._outcomes.setdefault(id_, marshal.loads(rows))  # noqa: S302 - our own cache

    def expect_outcomes(self, ids: Sequence[str]) -> None:
        """Read the outcomes of these documents in a few questions."""
        new = [i for i in ids if i not in self._outcomes]
        for id_, rows in self.state.many("select id, outcomes from doc where id in", new):
            self._outcomes[id_] = marshal.loads(rows)  # noqa: S302 - our own cache

    def candidates(self, key: str) -> list[DocRef]:
        rows = self.state.rows("select distinct id from key where k=? order by id", key)
        return [ref_of(self.face(id_)) for (id_,) in rows]

    def incoming(self, id_: str) -> list[tuple[str, int]]:
        rows = self.state.rows("select src, n from edge where dst=? order by src, n", id_)
        return [(src, n) for src, n in rows]

    def bucket(self, key: str) -> list[str]:
        rows = self.state.rows("select id from bucket where k=? order by id", key)
        return [id_ for (id_,) in rows]

    def counts(self) -> dict[str, tuple[int, str]]:
        rows = self.state.rows("select k, count(*), min(id) from bucket group by k")
        return {key: (n, first) for key, n, first in rows}

    def line(self, id_: str) -> Line:
        """The stored one: planning has computed anew, and stored, all that may have changed."""
        held = self._lines.get(id_)
        if held is None:
            held = self._lines[id_] = self.stored_line(id_) or self._line(id_)
        return held

    def line_anew(self, id_: str) -> Line:
        made = self._lines[id_] = self._line(id_)
        return made

    def stored_line(self, id_: str) -> Line | None:
        found = self.state.rows("select line from doc where id=?", id_)
        return _line_of(found[0][0]) if found and found[0][0] else None

    def forget(self, ids: Iterable[str]) -> None:
        ids = list(ids)
        super().forget(ids)
        for id_ in ids:
            self._records.pop(id_, None)
            self._faces.pop(id_, None)
            self._outcomes.pop(id_, None)


def _line_of(blob: bytes) -> Line:
    return Line._make(marshal.loads(blob))  # noqa: S302 - our own cache


def every_record(state: State) -> Iterator[Record]:
    """All that the state holds, by id."""
    for (blob,) in state.open().execute("select record from doc order by id"):
        yield load_record(blob)
