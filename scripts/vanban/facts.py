"""What is known of every document once references are resolved: outcomes, relations, status.

``Facts`` answers from memory in a full build and from the SQLite state in an increment; both
give the same answers, so both give the same pages. Outcomes are plain tuples:
``("r", target, provision)``, ``("a", candidates, reason)``, ``("n", so_hieu, note)``,
``("u", reason, code, candidates)``; those of the mentions come first,
then those of the stated relations, then those of the rejected ones.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from vanban.citations.resolve import resolve, resolve_all
from vanban.fragment import (
    Face,
    Record,
    anchors_in,
    around_of,
    mention_of,
    ref_of,
    stated_keys,
    stated_mention,
    stated_of,
)
from vanban.graph.clause_validity import clause_validity
from vanban.graph.validity import Answer, validity
from vanban.model import (
    CHUA_RO,
    Ambiguous,
    DocRef,
    NotHeld,
    Outcome,
    QuanHe,
    Relation,
    Resolved,
    Status,
    Unclear,
    Validity,
)
from vanban.progress import Tick
from vanban.records import Records, Shelf
from vanban.stating import OutcomeRow, relation_of, relation_row, relations
from vanban.tables import Registry
from vanban.text import slug

UNKNOWN_YEAR = "khong-ro"
_PORTION = 500
"""Documents put by together."""
_RECENT = 200
"""Documents whose relations, once put by, are held at a time: a page asks for its own again and again."""

SHAPING: frozenset[QuanHe] = frozenset(
    {"thay_the", "bai_bo", "het_hieu_luc", "dinh_chi", "sua_doi", "gia_han"}
)
"""Relations on which the status of their target depends; ``validity`` passes over the others."""


class Line(NamedTuple):
    """What other pages show of a document beside its record: first and last day, status."""

    first: str
    last: str
    status: Status
    reason: str
    since: str
    by: str
    evidence: str
    confirmed: bool
    turns: tuple[str, ...]
    """Days about which the status may change."""
    amended: tuple[tuple[str, str], ...] = ()
    """What amends or consolidates it: the clause it touches where the held text has none such
    (else ''), and the document that says so."""

    @property
    def validity(self) -> Validity:
        return Validity(
            status=self.status, reason=self.reason, since=self.since, by=self.by,
            evidence=self.evidence, confirmed=self.confirmed,
        )  # fmt: skip


def outcome_row(outcome: Outcome) -> OutcomeRow:
    match outcome:
        case Resolved():
            return ("r", outcome.target, outcome.provision)
        case Ambiguous():
            return ("a", outcome.candidates, outcome.reason)
        case NotHeld():
            return ("n", outcome.so_hieu, outcome.note)
        case Unclear():
            return ("u", outcome.reason, outcome.code, outcome.candidates)


def link(
    record: Record, candidates: Callable[[str], Sequence[DocRef]], registry: Registry
) -> tuple[OutcomeRow, ...]:
    """Decide every mention, every stated and every rejected relation of one document."""
    mentions = [mention_of(row) for row in record.mentions]
    citing = record.citing
    decided = resolve_all(mentions, citing, candidates, registry, around_of(record))
    rows = [outcome_row(c.outcome) for c in decided]
    for row in (*record.stated, *record.dropped):
        relation = stated_of(row)
        keys = stated_keys(relation, citing, registry)
        exact = candidates(keys[0])
        if len(exact) == 1:
            rows.append(("r", exact[0].id, ""))
            continue
        mention = stated_mention(relation.den)
        found = {ref.id: ref for key in keys[1:] for ref in candidates(key)}
        rows.append(outcome_row(resolve(mention, citing, tuple(found.values()), registry)))
    return tuple(rows)


def edges(id_: str, outcomes: Iterable[OutcomeRow]) -> list[tuple[str, str, int]]:
    """(target, source, number of the mention or stated relation) of what is resolved elsewhere."""
    return [(row[1], id_, n) for n, row in enumerate(outcomes) if row[0] == "r" and row[1] != id_]


def year_of(record: Face) -> str:
    return record.ngay[:4] if record.ngay[:4].isdigit() else UNKNOWN_YEAR


def buckets(record: Face) -> tuple[str, ...]:
    """The lists a document stands in: ``facet/value/year`` (``nam/year/month``)."""
    year = year_of(record)
    month = record.ngay[5:7] if record.ngay[5:7].isdigit() else "00"
    out = [f"loai/{slug(record.loai)}/{year}", f"nam/{year}/{month}"]
    if record.co_quan:
        out.append(f"co-quan/{record.co_quan}/{year}")
    out.extend(f"linh-vuc/{slug(t)}/{year}" for t in record.linh_vuc)
    return tuple(dict.fromkeys(out))


def first_day(record: Record) -> str:
    """The day of effect a person wrote, else the one the text says; as written where it is no day."""
    written = record.hieu_luc_tu
    return written if written and written != CHUA_RO else record.effect[0] or written


class Facts:
    """Answers about the archive on one day. Subclasses say where records are kept."""

    def __init__(self, registry: Registry, on: str) -> None:
        self.registry = registry
        self.on = on
        self._lines: dict[str, Line] = {}
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self._touching: dict[str, list[Relation]] = {}

    def record(self, id_: str) -> Record | None:
        raise NotImplementedError

    def has(self, id_: str) -> bool:
        """Whether the document is there."""
        return self.record(id_) is not None

    def face(self, id_: str) -> Face:
        """What is shown of a document that must be there: cheaper than all of it."""
        return self.need(id_)

    def outcomes(self, id_: str) -> tuple[OutcomeRow, ...]:
        raise NotImplementedError

    def candidates(self, key: str) -> list[DocRef]:
        raise NotImplementedError

    def incoming(self, id_: str) -> list[tuple[str, int]]:
        """(citing document, number of its mention), in the order of id and number."""
        raise NotImplementedError

    def bucket(self, key: str) -> list[str]:
        raise NotImplementedError

    def counts(self) -> dict[str, tuple[int, str]]:
        """Every bucket with the number of its documents and the first of their ids."""
        raise NotImplementedError

    def words(self, ids: Iterable[str]) -> int:
        """Bytes of the words of all documents, which are ``ids``."""
        return sum(sum(self.need(id_).parts[5:6]) for id_ in ids)

    def need(self, id_: str) -> Record:
        found = self.record(id_)
        if found is None:
            raise KeyError(id_)
        return found

    def relations(self, id_: str) -> tuple[Relation, ...]:
        held = self._relations.get(id_)
        if held is None:
            held = self._relations[id_] = relations(self.need(id_), self.outcomes(id_))
        return held

    def touching(self, id_: str) -> list[Relation]:
        """Every relation this document has part in, whoever states it; a person's first.

        One relation stated by both sides is kept once, as the confirmed or the earlier one.
        """
        held = self._touching.get(id_)
        if held is not None:
            return held
        sources = dict.fromkeys([id_, *(src for src, _ in self.incoming(id_))])
        found: dict[tuple[QuanHe, str, str, str], Relation] = {}
        for src in sources:
            for r in self.relations(src):
                if r.target != id_ and r.source != id_:
                    continue
                key = (r.quan_he, r.source, r.target, r.target_provision)
                if key not in found or (r.confirmed and not found[key].confirmed):
                    found[key] = r
        self._touching[id_] = made = list(found.values())
        return made

    def day_of(self, relation: Relation) -> str:
        """The day it takes effect: its own, or the stating document's first day; '' if unknown."""
        if relation.tu_ngay:
            return relation.tu_ngay
        day = self.begins(relation.source)
        return day if len(day) == 10 else ""

    def begins(self, id_: str) -> str:
        """A document's first day, else the day it was issued; '' when it isn't there."""
        record = self.record(id_)
        return (first_day(record) or record.ngay) if record else ""

    def dated(self, relation: Relation) -> Relation:
        """With the day it takes effect."""
        day = self.day_of(relation)
        return relation if day == relation.tu_ngay else replace(relation, tu_ngay=day)

    def line(self, id_: str) -> Line:
        held = self._lines.get(id_)
        if held is None:
            held = self._lines[id_] = self._line(id_)
        return held

    def shaping(self, id_: str) -> tuple[Relation, ...]:
        """What others state about the validity of a document, each with the day if known."""
        return tuple(
            self.dated(r) for r in self.touching(id_) if r.quan_he in SHAPING and r.target == id_
        )

    def answer(self, record: Record, incoming: Sequence[Relation]) -> Answer:
        """Its status on the day of these facts; a day of effect that only the text says counts, too."""
        return validity(
            hieu_luc_tu=first_day(record), hieu_luc_den=record.hieu_luc_den or record.effect[1],
            ngay=record.ngay, incoming=incoming, on=self.on,
        )  # fmt: skip

    def clause(self, id_: str, anchor: str) -> Validity:
        """Status of one clause on the day of these facts."""
        record, incoming = self.need(id_), self.shaping(id_)
        whole = self.answer(record, incoming)
        return clause_validity(anchor, whole, incoming, record.effect[2], self.on)

    def _line(self, id_: str) -> Line:
        record, incoming = self.need(id_), self.shaping(id_)
        v = self.answer(record, incoming)
        days = {v.first, v.last, record.ngay}.union(*((r.tu_ngay, r.den_ngay) for r in incoming))
        return Line(
            v.first, v.last, v.validity.status, v.validity.reason, v.validity.since,
            v.validity.by, v.validity.evidence, v.validity.confirmed,
            tuple(sorted(d for d in days if len(d) == 10)), self._amended(record),
        )  # fmt: skip

    def _amended(self, record: Record) -> tuple[tuple[str, str], ...]:
        touched = [
            r for r in self.touching(record.id)
            if r.quan_he in ("sua_doi", "hop_nhat") and r.target == record.id
        ]  # fmt: skip
        if not touched:
            return ()
        held = {"", *anchors_in(record)}
        rows = {
            ("" if r.target_provision in held else r.target_provision, r.source) for r in touched
        }
        return tuple(sorted(rows))

    def forget(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            self._lines.pop(id_, None)
            self._relations.pop(id_, None)
            self._touching.pop(id_, None)


class MemoryFacts(Facts):
    """Everything but the records in dictionaries: a full build."""

    def __init__(
        self, registry: Registry, on: str, records: Mapping[str, Record],
        tick: Tick = lambda _: None,
    ) -> None:  # fmt: skip
        super().__init__(registry, on)
        self.records = records
        self._face: Callable[[str], Face] = (
            records.face if isinstance(records, Records) else records.__getitem__
        )
        self._begins: dict[str, str] = {}
        self._shelf: Shelf | None = None
        self._keys: dict[str, list[str]] = {}
        self._buckets: dict[str, list[str]] = {}
        self._incoming: dict[str, list[tuple[str, int]]] = {}
        self._outcomes: dict[str, tuple[OutcomeRow, ...]] = {}
        self._refs: dict[str, list[DocRef]] = {}
        order = sorted(records)
        for id_ in order:
            for key in records[id_].keys:
                self._keys.setdefault(key, []).append(id_)
            for key in buckets(self._face(id_)):
                self._buckets.setdefault(key, []).append(id_)
        for place, id_ in enumerate(order, 1):
            if place % 100 == 0:
                tick(100)
            self._take(records[id_])

    def _take(self, record: Record) -> None:
        """All that is asked of its text later, while it is at hand."""
        id_ = record.id
        rows = self._outcomes[id_] = link(record, self.candidates, self.registry)
        for dst, src, n in edges(id_, rows):
            self._incoming.setdefault(dst, []).append((src, n))
        self._relations[id_] = relations(record, rows)
        self._begins[id_] = sys.intern(first_day(record) or record.ngay)

    def record(self, id_: str) -> Record | None:
        return self.records.get(id_)

    def need(self, id_: str) -> Record:
        return self.records[id_]

    def put_by(self, folder: Path) -> None:
        """Keep what ``touching`` tells in a file from now on: sentences, most of them told twice."""
        shelf = Shelf(folder)
        order = sorted(self.records)
        for start in range(0, len(order), _PORTION):
            part = order[start : start + _PORTION]
            shelf.put((i, marshal.dumps([*map(relation_row, self.touching(i))])) for i in part)
        self._relations.clear()
        self._touching.clear()
        self._shelf = shelf

    def relations(self, id_: str) -> tuple[Relation, ...]:
        if self._shelf and len(self._relations) > _RECENT:
            self._relations.clear()
        return super().relations(id_)

    def touching(self, id_: str) -> list[Relation]:
        if self._shelf is None:
            return super().touching(id_)
        held = self._touching.get(id_)
        if held is None:
            if len(self._touching) > _RECENT:
                self._touching.clear()
            rows = marshal.loads(self._shelf[id_])  # noqa: S302 - written by ourselves
            held = self._touching[id_] = [*map(relation_of, rows)]
        return held

    def has(self, id_: str) -> bool:
        return id_ in self.records

    def face(self, id_: str) -> Face:
        return self._face(id_)

    def words(self, ids: Iterable[str]) -> int:
        held = self.records
        return held.words if isinstance(held, Records) else super().words(ids)

    def begins(self, id_: str) -> str:
        return self._begins.get(id_, "")

    def outcomes(self, id_: str) -> tuple[OutcomeRow, ...]:
        return self._outcomes[id_]

    def candidates(self, key: str) -> list[DocRef]:
        held = self._refs.get(key)
        if held is None:
            held = self._refs[key] = [ref_of(self._face(i)) for i in self._keys.get(key, ())]
        return held

    def incoming(self, id_: str) -> list[tuple[str, int]]:
        return self._incoming.get(id_, [])

    def bucket(self, key: str) -> list[str]:
        return self._buckets.get(key, [])

    def counts(self) -> dict[str, tuple[int, str]]:
        return {key: (len(ids), ids[0]) for key, ids in self._buckets.items()}
