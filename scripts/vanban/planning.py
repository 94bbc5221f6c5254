"""Which pages and lists show something else after a change: all of them, or a proven few.

What a page shows decides what must be planned. A document's page shows its own fragment and
outcomes; of every document it cites, is cited by, relates to or might mean (ambiguous), the
*display* (number, type, date, body, title, status); and the sentence of each citation of it.
Lists show displays. So: a changed document touches itself and those it cites; a changed set
of keys touches those that ask for them; a changed display touches neighbours, lists and the
other versions of the same document. Of a document whose text alone changed, only those are touched
of which it says something else now (``_told``): its other citations stand where they stood.
Status depends on dates and relations alone, never on another document's status: one ring.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vanban.facts import (
    Facts,
    Line,
    MemoryFacts,
    buckets,
    edges,
    link,
)
from vanban.fragment import Record, sentence_place
from vanban.pairs import kin
from vanban.progress import Progress
from vanban.records import Records
from vanban.state import Blobs, State, dump_face
from vanban.stating import OutcomeRow
from vanban.stored import StateFacts, every_record
from vanban.tables import Registry

Claims = tuple[tuple[str, tuple[str, ...]], ...]
"""Ids that several documents answer to, each with those documents."""


_PORTION = 500
"""Documents put into the state together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``render`` (ids) and ``lists`` (buckets) are None when everything is to be written.

    ``moved`` are values (``facet/value``) that gained or lost a list, or may be called otherwise:
    all their lists name that. ``shown`` are documents, living or gone, whose display or text changed: what a search
    index or a feed shows of them.
    """

    facts: Facts
    total: int
    render: tuple[str, ...] | None
    lists: frozenset[str] | None
    moved: frozenset[str]
    shown: frozenset[str]
    clashes: Claims


@dataclass(slots=True)
class _Rings:
    """Sets that grow while a change is followed outwards."""

    render: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)


def display(record: Record | None, line: Line | None) -> tuple[object, ...]:
    """What other pages show of a document."""
    if record is None:
        return ()
    return (
        record.so_hieu, record.loai, record.co_quan, record.ngay, record.trich_yeu,
        record.hieu_luc_tu, record.hieu_luc_den, record.flags, record.anchors,
        tuple(line) if line else (),
    )  # fmt: skip


def _looks(record: Record | None) -> tuple[object, ...]:
    """What lists and neighbours show of a document or count from, beside its status."""
    return (*display(record, None), record.linh_vuc, record.effect) if record else ()


def plan_whole(
    registry: Registry, on: str, state: State, records: Records, removed: set[str],
    progress: Progress,
) -> Plan:  # fmt: skip
    """Link everything in memory and write the state anew.

    ``records`` are those read in this run; those of the state that stay are added to them.
    """
    if state.path.exists():
        records.add(r for r in every_record(state) if r.id not in records and r.id not in removed)
    progress.start("Nối dẫn chiếu", len(records))
    facts = MemoryFacts(registry, on, records, progress.tick)
    db = state.create()
    order = sorted(records)
    progress.start("Tính hiệu lực", len(records))
    for start in range(0, len(order), _PORTION):
        _put_all(db, facts, records, order[start : start + _PORTION])
        progress.tick(len(order[start : start + _PORTION]))
    for table, rows in (
        ("bucket", ((k, i) for i in order for k in buckets(records.face(i)))),
        ("moment", ((d, i) for i in order for d in facts.line(i).turns)),
        ("edge", (e for i in order for e in edges(i, facts.outcomes(i)))),
    ):
        marks = "?,?,?" if table == "edge" else "?,?"
        db.executemany(f"insert into {table} values({marks})", rows)
    facts.put_by(state.folder)
    return Plan(
        facts=facts, total=len(records), render=None, lists=None, moved=frozenset(),
        shown=frozenset(), clashes=_clashes(state),
    )  # fmt: skip


def _put_all(db: sqlite3.Connection, facts: Facts, records: Records, ids: Iterable[str]) -> None:
    """Documents and their keys: a portion at a time, so that each record is read once."""
    cells, keys, wants = [], [], []
    for i in ids:
        record = records[i]
        line: tuple[Any, ...] = tuple(facts.line(i))
        outcomes = marshal.dumps(facts.outcomes(i))
        cells.append((i, dump_face(record), marshal.dumps(line), outcomes, records.raw(i)))
        keys += [(k, i) for k in record.keys]
        wants += [(k, i) for k in record.wants]
    db.executemany("insert into doc values(?,?,?,?,?)", cells)
    db.executemany("insert into key values(?,?)", keys)
    db.executemany("insert into want values(?,?)", wants)


def plan_increment(
    registry: Registry, on: str, was_on: str, state: State, blobs: Blobs,
    new: dict[str, Record], removed: set[str],
) -> Plan:  # fmt: skip
    """Patch the state and follow the change outwards; ``blobs`` hold what changed, old and new."""
    facts = StateFacts(registry, on, state)
    touched = sorted(new.keys() | removed)
    old = {i: r for i in touched if (r := facts.record(i)) is not None}
    rings = _Rings()
    relink = _askers(state, old, new) - removed | new.keys()
    was = {i: facts.outcomes(i) for i in sorted(relink | old.keys())}
    lines = {i: facts.stored_line(i) for i in old}
    shifted = {k for i in touched for k in _shifted(old.get(i), new.get(i))}
    before = _standing(state, shifted)
    for i in touched:
        rings.moved |= _renamed(old.get(i), new.get(i))
        if _looks(old.get(i)) != _looks(new.get(i)):
            rings.lists.update(k for r in (old.get(i), new.get(i)) if r for k in buckets(r))
    _store(state, new, removed & old.keys())
    after = _standing(state, shifted)
    rings.moved |= {value for value in before if before[value] != after[value]}
    facts.forget({*relink, *touched})
    for i in removed & old.keys():
        rings.near |= _targets(was[i])
    for i in sorted(relink):
        _relink(facts, i, was.get(i, ()), rings, changed=i in new)
        if i in new:
            rings.near |= _told_anew(old.get(i), was.get(i, ()), new[i], facts.outcomes(i), blobs)
    _follow_displays(facts, old, new, was, rings)
    if was_on != on:
        first, last = sorted((was_on, on))
        turned = state.rows("select id from moment where day between ? and ?", first, last)
        rings.near |= {id_ for (id_,) in turned}
    rings.render |= rings.near | new.keys()
    _reline(facts, old, lines, rings)
    total = state.rows("select count(*) from doc")[0][0]
    render = tuple(sorted(i for i in rings.render if facts.record(i) is not None))
    return Plan(
        facts=facts, total=total, render=render, lists=frozenset(rings.lists),
        moved=frozenset(rings.moved),
        shown=frozenset(rings.shown | new.keys() | removed), clashes=_clashes(state),
    )  # fmt: skip


def _targets(rows: Iterable[OutcomeRow]) -> set[str]:
    return {row[1] for row in rows if row[0] == "r"}


def _shifted(old: Record | None, new: Record | None) -> set[str]:
    """Lists a document has left or come to."""
    a, b = (set(buckets(r)) if r else set() for r in (old, new))
    return a ^ b


def _renamed(old: Record | None, new: Record | None) -> set[str]:
    """Values that may be called otherwise because a document writes its own otherwise."""
    if not (old and new) or (old.loai, old.linh_vuc) == (new.loai, new.linh_vuc):
        return set()
    return {_value_of(k) for r in (old, new) for k in buckets(r)}


def _standing(state: State, keys: set[str]) -> dict[str, tuple[object, ...]]:
    """Of the values of these lists: which of the lists there are, and which document names them."""
    found: dict[str, tuple[object, ...]] = {}
    for key in sorted(keys):
        value = _value_of(key)
        if value not in found:
            first = []
            if value.startswith(_NAMED_BY_THEIRS):
                first = state.rows(
                    "select min(id) from bucket where k >= ? and k < ?", f"{value}/", f"{value}0"
                )
            found[value] = (*first,)
        if state.rows("select 1 from bucket where k=? limit 1", key):
            found[value] = (*found[value], key)
    return found


_NAMED_BY_THEIRS = ("loai/", "linh-vuc/")
"""Facets whose values are called as the first of their documents writes them."""


def _value_of(key: str) -> str:
    return key.rpartition("/")[0]


def _identity(record: Record | None) -> tuple[object, ...]:
    return () if record is None else (record.keys, *record.ref_row)


def _askers(state: State, old: dict[str, Record], new: dict[str, Record]) -> set[str]:
    """Documents that ask for a key whose answer may be another one now."""
    keys: set[str] = set()
    for i in old.keys() | new.keys():
        a, b = old.get(i), new.get(i)
        if _identity(a) != _identity(b):
            keys.update(a.keys if a else ())
            keys.update(b.keys if b else ())
    return _asking(state, keys)


def _asking(state: State, keys: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for key in keys:
        found.update(id_ for (id_,) in state.rows("select id from want where k=?", key))
    return found


def _store(state: State, new: dict[str, Record], removed: set[str]) -> None:
    for i in removed:
        state.drop(i)
    for record in new.values():
        sides = {"key": record.keys, "want": record.wants, "bucket": buckets(record)}
        state.put(record, sides)


def _relink(
    facts: StateFacts, id_: str, was: tuple[OutcomeRow, ...], rings: _Rings, *, changed: bool
) -> None:
    record = facts.need(id_)
    rows = link(record, facts.candidates, facts.registry)
    if changed:
        rings.render.add(id_)
        rings.near.add(id_)
    elif rows != was:
        rings.render.add(id_)
        rings.near |= _targets(was) | _targets(rows) | {id_}
    db = facts.state.open()
    db.execute("delete from edge where src=?", (id_,))
    db.executemany("insert into edge values(?,?,?)", edges(id_, rows))
    db.execute("update doc set outcomes=? where id=?", (marshal.dumps(rows), id_))
    facts.forget([id_])


_PLAIN = frozenset({"can_cu", "dan_chieu"})
"""Relations of which others show no more than their kind, clauses and sentence."""


def _told_anew(
    old: Record | None, was: tuple[OutcomeRow, ...], new: Record, rows: tuple[OutcomeRow, ...],
    blobs: Blobs,
) -> set[str]:  # fmt: skip
    """Documents of which a changed one says something else now, or says it as another document."""
    every = _targets(was) | _targets(rows)
    if old is None or _speaker(old) != _speaker(new):
        return every
    before, now = _told(old, was, blobs), _told(new, rows, blobs)
    return {i for i in every if _NEVER in before.get(i, ()) or before.get(i) != now.get(i)}


def _speaker(record: Record) -> tuple[object, ...]:
    """What counts of a document for those it speaks of, beside what it says of each."""
    return *display(record, None), record.keys, record.effect, record.stated, record.dropped


_NEVER = ("khác",)
"""Said of a document in a way whose words others may show in other forms: never the same."""


def _told(
    record: Record, rows: tuple[OutcomeRow, ...], blobs: Blobs
) -> dict[str, list[tuple[object, ...]]]:
    """All a document says of each other, in order, but for where in the text it stands."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for n, row in enumerate(rows):
        if row[0] != "r":
            continue
        said: tuple[object, ...] = _NEVER
        if n < len(record.mentions):
            sentence = blobs.slice(record.blob, *sentence_place(record, n))
            said = (record.mentions[n][2:], record.sentences[n][2:], sentence)
        found.setdefault(row[1], []).append(said)
    for quan_he, mention, *claim in record.claims:
        row = rows[int(str(mention))]
        if row[0] == "r":
            found[row[1]].append((quan_he, *claim) if quan_he in _PLAIN else _NEVER)
    return found


def _follow_displays(
    facts: StateFacts, old: dict[str, Record], new: dict[str, Record],
    was: dict[str, tuple[OutcomeRow, ...]], rings: _Rings,
) -> None:  # fmt: skip
    """A changed document's own display: those that name it compute their status anew."""
    for i in old.keys() | new.keys():
        a, b = old.get(i), new.get(i)
        if display(a, None) != display(b, None):
            keys = {*(a.keys if a else ()), *(b.keys if b else ())}
            rings.near |= _naming(facts, i, keys, was)
            rings.render.update(other for r in (a, b) if r for other in kin(facts, r))


def _naming(
    facts: StateFacts, id_: str, keys: Iterable[str],
    was: Mapping[str, tuple[OutcomeRow, ...]],
) -> set[str]:  # fmt: skip
    """Those who ask for a key of a document and were told of it, now or before (``was``).

    Others found another document of that number, by its date or body: they show nothing of this.
    """
    asking = _asking(facts.state, keys)
    facts.expect_outcomes(sorted(asking))
    return {i for i in asking if id_ in _told_of((*was.get(i, ()), *facts.outcomes(i)))}


def _told_of(rows: Iterable[OutcomeRow]) -> set[str]:
    """The documents that outcomes name: those that are meant, and those that may be."""
    found: set[str] = set()
    for row in rows:
        if row[0] == "r":
            found.add(row[1])
        elif row[0] != "n":
            found.update(row[1] if row[0] == "a" else row[3])
    return found


def _reline(
    facts: StateFacts, old: dict[str, Record], lines: dict[str, Line | None], rings: _Rings
) -> None:
    """Compute statuses of the near ring; where one changed, its neighbours show it.

    ``lines`` are those of ``old``, which the state has no more.
    """
    near = sorted(i for i in rings.near | rings.render if facts.record(i) is not None)
    facts.forget(near)
    db = facts.state.open()
    for i in near:
        record, stored, line = facts.need(i), facts.stored_line(i), facts.line_anew(i)
        if stored == line:
            continue
        if i not in old or lines[i] != line or _looks(old[i]) != _looks(record):
            rings.shown.add(i)
            rings.lists.update(buckets(record))
            rings.render |= _naming(facts, i, record.keys, {}) | _targets(facts.outcomes(i))
        db.execute("update doc set line=? where id=?", (marshal.dumps(tuple(line)), i))
        db.execute("delete from moment where id=?", (i,))
        db.executemany("insert into moment values(?,?)", [(d, i) for d in line.turns])


def _clashes(state: State) -> Claims:
    """Documents that answer to one id: an old id (``id_cu``) claimed twice or still in use."""
    return claimed_twice(
        state.rows(
            "select distinct k, id from key where k in (select k from key where k >= 'id:'"
            " and k < 'id;' group by k having count(distinct id) > 1)"
        )
    )


def claimed_twice(rows: Iterable[tuple[str, str]]) -> Claims:
    """Of (key, document) pairs, the ids that more than one document answers to."""
    held: dict[str, list[str]] = {}
    for key, id_ in sorted(rows):
        if key.startswith("id:"):
            held.setdefault(key.removeprefix("id:"), []).append(id_)
    return tuple((old, tuple(ids)) for old, ids in held.items() if len(ids) > 1)
