"""Facts to views: everything a page shows is looked up here, nothing is marked up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

from vanban.clauses import Clauses
from vanban.facts import SHAPING, Facts, Line
from vanban.fragment import (
    MAU,
    NOI_BO,
    TOAN_VAN,
    Face,
    Heavy,
    Record,
    anchors_in,
    mention_of,
    read_heavy,
    sentence_place,
    stated_of,
)
from vanban.model import CHUA_RO, Mention, QuanHe, Relation, Task
from vanban.site.buckets import bucket_link
from vanban.site.compare_links import pair_lines
from vanban.site.doing import follow_view
from vanban.site.noting import Noting, label_of
from vanban.site.similar import Like, similar_lines
from vanban.site.texts import Texts
from vanban.site.views import (
    Backlink,
    CitationLine,
    ClauseLine,
    DocLine,
    DocumentView,
    Link,
    LinkKind,
    LinkOutcome,
    OriginalLine,
    RelationLine,
    TaskLine,
)
from vanban.state import Blobs
from vanban.stating import OutcomeRow
from vanban.text import slug

TIP = 160
"""Characters of a subject shown in a tip."""


Likes = Callable[[str], tuple[Like, ...]]
"""Which documents are like the one with this id."""


class Assembler:
    """Views of one archive; display lines and anchors are kept as they are asked for again."""

    def __init__(self, facts: Facts, blobs: Blobs, likes: Likes = lambda _: ()) -> None:
        self.facts = facts
        self.blobs = blobs
        self._likes = likes
        self._lines: dict[str, DocLine] = {}
        self.clauses = Clauses(facts)
        self.noting = Noting(facts, self.clauses, Texts(facts, blobs), self.line)
        self._tips: dict[str, str] = {}
        self._kinds: dict[tuple[QuanHe, bool], tuple[int, str]] = {}

    def line(self, id_: str) -> DocLine:
        held = self._lines.get(id_)
        if held is None:
            held = self._lines[id_] = self._line(self.facts.face(id_), self.facts.line(id_))
        return held

    def _line(self, record: Face, line: Line) -> DocLine:
        return DocLine(
            id=record.id, loai=record.loai, trich_yeu=record.trich_yeu, so_hieu=record.so_hieu,
            ngay=record.ngay, co_quan_ten=self.body_name(record.co_quan),
            hieu_luc_tu=line.first, hieu_luc_den=line.last, status=line.status,
            mau=bool(record.flags & MAU), noi_bo=bool(record.flags & NOI_BO),
            toan_van=bool(record.flags & TOAN_VAN),
        )  # fmt: skip

    def body_name(self, khoa: str) -> str:
        body = self.facts.registry.body(khoa) if khoa else None
        return body.ten if body else ""

    def heavy(self, record: Record) -> Heavy:
        return read_heavy(record, self.blobs.of(record))

    def document(self, id_: str) -> DocumentView:
        record = self.facts.need(id_)
        heavy = self.heavy(record)
        line = self.facts.line(id_)
        meta = heavy.meta
        outcomes = self.facts.outcomes(id_)
        out, into = self._relations(record, outcomes)
        cited = self.clauses.cited(id_)
        slots = {n: self._slot(record, n, outcomes[n]) for n in record.slots}
        body = self.facts.registry.body(record.co_quan) if record.co_quan else None
        return DocumentView(
            id=id_, meta=meta, html=heavy.html, tinh_den="", validity=line.validity,
            loai=bucket_link("loai", slug(record.loai), record.loai),
            co_quan=self._body_link(record.co_quan), he=body.he if body else "",
            nam=bucket_link("nam", record.ngay[:4], record.ngay[:4])
            if record.ngay[:4].isdigit() else None,
            linh_vuc=tuple(bucket_link("linh-vuc", slug(t), t) for t in record.linh_vuc),
            hieu_luc_tu=line.first, hieu_luc_den=line.last,
            validity_by=self.line(line.by) if line.by and self.facts.has(line.by) else None,
            slots=tuple(slots[n] for n in record.slots), citations=_citations(record, slots),
            toc=heavy.toc, relations_out=out, relations_in=into,
            noted=self.noting.noted(record) if into else (),
            card=self.noting.card(record, [a for a in anchors_in(record) if a in cited], line.status)
            if cited else (),
            backlinks=self._backlinks(id_), clauses=self._clauses(record, cited), tasks=self._tasks(record, meta.nhiem_vu, outcomes),
            originals=tuple(
                OriginalLine(ten=g.tep, href=f"vb/{id_}/{g.tep}", sha256=g.sha256)
                for g in meta.goc
            ),
            cited=self._cited(record, outcomes) if out or into else (),
            pairs=pair_lines(self.facts, id_, self.line), follow=follow_view(record, self),
            similar=similar_lines(
                record, self._likes(id_), {r.line.id for r in (*out, *into) if r.line}, self
            ),
        )  # fmt: skip

    def _cited(self, record: Record, outcomes: tuple[OutcomeRow, ...]) -> tuple[DocLine, ...]:
        found = dict.fromkeys(row[1] for row in outcomes[: len(record.mentions)] if row[0] == "r")
        return tuple(self.line(i) for i in found if i != record.id)

    def _body_link(self, khoa: str) -> Link | None:
        if not khoa or khoa == CHUA_RO:
            return None
        return bucket_link("co-quan", khoa, self.body_name(khoa) or khoa)

    def _slot(self, record: Record, n: int, row: OutcomeRow) -> LinkOutcome:
        if row[0] == "r":
            return self._resolved(record, n, row[1])
        if row[0] == "n":
            return LinkOutcome(kind="not_held", tip=row[2])
        ids, tip = (row[1], row[2]) if row[0] == "a" else (row[3], row[1])
        known = tuple(self.line(c) for c in ids if self.facts.has(c))
        kind: LinkKind = "ambiguous" if row[0] == "a" else "unclear"
        return LinkOutcome(kind=kind, tip=tip, candidates=known)

    def _resolved(self, record: Record, n: int, target: str) -> LinkOutcome:
        places = self.clauses.places(record, n, target)
        anchor = places[0].anchor if places else ""
        gaps = [p.missing for p in places if p.missing]
        missing = missing_words(self.facts, self.clauses, target, gaps) if gaps else ""
        if target == record.id:
            return LinkOutcome(kind="self", anchor=anchor, missing=missing)
        return LinkOutcome(
            kind="resolved", target=target, anchor=anchor, tip=self._tip(target), missing=missing
        )

    def _clauses(
        self, record: Record, cited: Mapping[str, tuple[tuple[str, int], ...]]
    ) -> tuple[ClauseLine, ...]:
        if not cited:
            return ()
        out = []
        for anchor in anchors_in(record):
            rows = cited.get(anchor)
            if rows:
                first: dict[str, str] = {}
                for src, n in rows:
                    first.setdefault(src, self.facts.need(src).sentences[n][4])
                lines = tuple((self.line(src), place) for src, place in first.items())
                out.append(ClauseLine(anchor, label_of(anchor), lines))
        return tuple(out)

    def _tip(self, id_: str) -> str:
        held = self._tips.get(id_)
        if held is None:
            held = self._tips[id_] = tip_of(self.facts.face(id_))
        return held

    def _relations(
        self, record: Record, outcomes: tuple[OutcomeRow, ...]
    ) -> tuple[tuple[RelationLine, ...], tuple[RelationLine, ...]]:
        out: list[_Placed] = []
        into: list[_Placed] = []
        for r in self.facts.touching(record.id):
            inverse = r.source != record.id
            other = r.source if inverse else r.target
            order, label = self._kind(r.quan_he, inverse=inverse)
            line = self._relation_line(r, other, label)
            side = into if inverse else out
            side.append((order, other, len(side), line))
        for quan_he, line in self._unresolved(record, outcomes):
            out.append((self._kind(quan_he, inverse=False)[0], "~" + line.text, len(out), line))
        return tuple(item[3] for item in sorted(out)), tuple(item[3] for item in sorted(into))

    def _kind(self, quan_he: QuanHe, *, inverse: bool) -> tuple[int, str]:
        """Place in lists and label of a kind of relation, seen from either side."""
        held = self._kinds.get((quan_he, inverse))
        if held is None:
            registry = self.facts.registry
            held = registry.relation_order(quan_he), registry.relation_label(quan_he, inverse)
            self._kinds[quan_he, inverse] = held
        return held

    def _relation_line(self, r: Relation, other: str, label: str) -> RelationLine:
        shaping, target, source = r.quan_he in SHAPING, r.target_provision, r.source_provision
        day = self.facts.day_of(r) if shaping else r.tu_ngay
        return RelationLine(
            label=label, line=self.line(other), provision=label_of(target) if target else "",
            provision_anchor=self.clauses.place(r.target, target).anchor if target else "",
            source=label_of(source) if source else "", source_anchor=source,
            tu_ngay=day, evidence=r.evidence, confirmed=r.confirmed, quan_he=r.quan_he,
            sap=shaping and day > self.facts.on,
        )  # fmt: skip

    def _unresolved(
        self, record: Record, outcomes: tuple[OutcomeRow, ...]
    ) -> list[tuple[QuanHe, RelationLine]]:
        """Relations to documents the archive doesn't hold, or can't tell apart."""
        found: dict[tuple[str, str], tuple[QuanHe, RelationLine]] = {}
        for n, row in enumerate(record.stated, len(record.mentions)):
            s = stated_of(row)
            if outcomes[n][0] != "r":
                kind, note = doubt_of(outcomes[n])
                line = RelationLine(
                    label=self._kind(s.loai, inverse=False)[1], text=s.den, tu_ngay=s.tu_ngay,
                    evidence=s.trich, confirmed=True, kind=kind, note=note,
                    quan_he=s.loai,
                )  # fmt: skip
                found.setdefault((s.loai, s.den), (s.loai, line))
        claims: Any = record.claims
        for quan_he, mention, active, source, _, tu_ngay, evidence, _, _ in claims:
            if outcomes[mention][0] == "r":
                continue
            m = mention_of(record.mentions[mention])
            kind, note = doubt_of(outcomes[mention])
            line = RelationLine(
                label=self._kind(quan_he, inverse=not active)[1], text=" ".join(m.surface.split()),
                kind=kind, note=note,
                source=label_of(source), source_anchor=source, tu_ngay=tu_ngay,
                evidence=evidence, quan_he=quan_he,
            )  # fmt: skip
            found.setdefault((quan_he, m.so_hieu or m.surface), (quan_he, line))
        return list(found.values())

    def _backlinks(self, id_: str) -> tuple[Backlink, ...]:
        out = []
        for src, n in self.facts.incoming(id_):
            record = self.facts.need(src)
            if n >= len(record.mentions):
                continue
            _, _, mark, mark_end, anchor, label = record.sentences[n]
            start, end = sentence_place(record, n)
            sentence = self.blobs.slice(record.blob, start, end).decode()
            out.append(Backlink(self.line(src), sentence, anchor, label, (mark, mark_end)))
        # stable: what one document says stays together, in its order
        out.sort(key=lambda item: item.line.ngay, reverse=True)
        return tuple(out)

    def _tasks(
        self, record: Record, tasks: tuple[Task, ...], outcomes: tuple[OutcomeRow, ...]
    ) -> tuple[TaskLine, ...]:
        if not tasks:
            return ()
        named = {
            stated_of(row).den: outcomes[n]
            for n, row in enumerate(record.stated, len(record.mentions))
        }
        out = []
        for task in tasks:
            den = task.thuc_hien
            row = named.get(den)
            held = row[1] if row and row[0] == "r" else ""
            out.append(
                TaskLine(
                    noi_dung=task.noi_dung,
                    line=self.line(held) if held else None,
                    text="" if held else den,
                    han=task.han,
                )
            )
        return tuple(out)


_told = itemgetter(
    *map(Mention.__slots__.index, ("surface", "loai", "so_hieu", "ngay", "pinpoint"))
)


def _citations(record: Record, slots: Mapping[int, LinkOutcome]) -> tuple[CitationLine, ...]:
    """What the text says of other documents, each mention once."""
    out = []
    for n, outcome in slots.items():
        if outcome.kind != "self":
            place = record.sentences[n][4]
            out.append(CitationLine._make((*_told(record.mentions[n]), place, outcome)))
    return tuple(out)


def doubt_of(row: OutcomeRow) -> tuple[LinkKind, str]:
    """Why a relation's other side isn't a link, as the page tells it."""
    kinds: dict[str, LinkKind] = {"a": "ambiguous", "n": "not_held", "u": "unclear"}
    return kinds[row[0]], "" if row[0] == "n" else str(row[1 if row[0] == "u" else 2])


_Placed = tuple[int, str, int, RelationLine]
"""A relation's line behind what sorts it: kind, other document, and the order it came in."""


def missing_words(facts: Facts, clauses: Clauses, target: str, gaps: list[str]) -> str:
    """``không có khoản 9 Điều 5``, and who may have added it."""
    told = f"bản trong kho không có {', '.join(map(label_of, gaps))}"
    added = clauses.added(target, gaps[0])
    if added.by:
        return f"{told}; được bổ sung bởi {name_of(facts.face(added.by[0]))}"
    if added.amended:
        return f"{told}; văn bản đã được sửa đổi bởi {name_of(facts.face(added.amended[-1]))}"
    return told


def name_of(record: Face) -> str:
    return f"{record.loai} {record.so_hieu}" if record.so_hieu not in ("", CHUA_RO) else record.loai


def tip_of(record: Face) -> str:
    title = record.trich_yeu
    return f"{name_of(record)}: {title if len(title) <= TIP else title[: TIP - 1].rsplit(' ', 1)[0] + '…'}"
