"""Facts to views: everything a page shows is looked up here, nothing is marked up."""

from __future__ import annotations

from vanban.citations.pinpoint import label_of
from vanban.facts import Facts, Line, OutcomeRow
from vanban.fragment import (
    MAU,
    NOI_BO,
    TOAN_VAN,
    Heavy,
    Record,
    claim_of,
    mention_of,
    read_heavy,
    sentence_place,
    sentence_row,
    stated_of,
)
from vanban.model import CHUA_RO, QuanHe, Relation, Task
from vanban.site.buckets import bucket_link
from vanban.site.views import (
    Backlink,
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
from vanban.text import slug

TIP = 160
"""Characters of a subject shown in a tip."""


class Assembler:
    """Views of one archive; display lines and anchors are kept as they are asked for again."""

    def __init__(self, facts: Facts, blobs: Blobs) -> None:
        self.facts = facts
        self.blobs = blobs
        self._lines: dict[str, DocLine] = {}
        self._anchors: dict[str, frozenset[str]] = {}

    def line(self, id_: str) -> DocLine:
        held = self._lines.get(id_)
        if held is None:
            held = self._lines[id_] = self._line(self.facts.need(id_), self.facts.line(id_))
        return held

    def _line(self, record: Record, line: Line) -> DocLine:
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
        return DocumentView(
            id=id_, meta=meta, html=heavy.html, tinh_den="", validity=line.validity,
            loai=bucket_link("loai", slug(record.loai), record.loai),
            co_quan=self._body_link(record.co_quan),
            nam=bucket_link("nam", record.ngay[:4], record.ngay[:4])
            if record.ngay[:4].isdigit() else None,
            linh_vuc=tuple(bucket_link("linh-vuc", slug(t), t) for t in record.linh_vuc),
            hieu_luc_tu=line.first, hieu_luc_den=line.last,
            validity_by=self.line(line.by) if line.by and self.facts.record(line.by) else None,
            slots=tuple(self._slot(record, outcomes[n]) for n in record.slots),
            toc=heavy.toc, relations_out=out, relations_in=into,
            backlinks=self._backlinks(id_), tasks=self._tasks(record, meta.nhiem_vu, outcomes),
            originals=tuple(
                OriginalLine(ten=g.tep, href=f"vb/{id_}/{g.tep}", sha256=g.sha256)
                for g in meta.goc
            ),
        )  # fmt: skip

    def _body_link(self, khoa: str) -> Link | None:
        if not khoa or khoa == CHUA_RO:
            return None
        return bucket_link("co-quan", khoa, self.body_name(khoa) or khoa)

    def _slot(self, record: Record, row: OutcomeRow) -> LinkOutcome:
        if row[0] == "r":
            return self._resolved(record, row[1], row[2])
        if row[0] == "a":
            known = tuple(self.line(c) for c in row[1] if self.facts.record(c))
            return LinkOutcome(kind="ambiguous", tip=row[2], candidates=known)
        if row[0] == "n":
            return LinkOutcome(kind="not_held", tip=row[2])
        return LinkOutcome(kind="unclear", tip=row[1])

    def _resolved(self, record: Record, target: str, anchor: str) -> LinkOutcome:
        if target == record.id:
            anchor = anchor if anchor in self.anchors(record) else ""
            return LinkOutcome(kind="self", anchor=anchor)
        other = self.facts.need(target)
        if anchor and anchor not in self.anchors(other):
            anchor = ""
        return LinkOutcome(kind="resolved", target=target, anchor=anchor, tip=tip_of(other))

    def anchors(self, record: Record) -> frozenset[str]:
        held = self._anchors.get(record.id)
        if held is None:
            held = self._anchors[record.id] = self.heavy(record).anchors
        return held

    def _relations(
        self, record: Record, outcomes: tuple[OutcomeRow, ...]
    ) -> tuple[tuple[RelationLine, ...], tuple[RelationLine, ...]]:
        out, into = [], []
        for r in self.facts.touching(record.id):
            if r.source == record.id:
                out.append(
                    (self._order(r.quan_he), self._relation_line(r, r.target, inverse=False))
                )
            else:
                into.append(
                    (self._order(r.quan_he), self._relation_line(r, r.source, inverse=True))
                )
        out += [(self._order(q), line) for q, line in self._unresolved(record, outcomes)]
        return tuple(x for _, x in sorted(out, key=_place)), tuple(
            x for _, x in sorted(into, key=_place)
        )

    def _order(self, quan_he: QuanHe) -> int:
        return self.facts.registry.relation_order(quan_he)

    def _relation_line(self, r: Relation, other: str, *, inverse: bool) -> RelationLine:
        dated = self.facts.dated(r)
        return RelationLine(
            label=self.facts.registry.relation_label(r.quan_he, inverse=inverse),
            line=self.line(other), provision=label_of(r.target_provision),
            provision_anchor=self._known(r.target, r.target_provision),
            source=label_of(r.source_provision), source_anchor=r.source_provision,
            tu_ngay=r.tu_ngay or (dated.tu_ngay if r.quan_he in _DATED else ""),
            evidence=r.evidence, confirmed=r.confirmed,
        )  # fmt: skip

    def _known(self, id_: str, anchor: str) -> str:
        return anchor if anchor and anchor in self.anchors(self.facts.need(id_)) else ""

    def _unresolved(
        self, record: Record, outcomes: tuple[OutcomeRow, ...]
    ) -> list[tuple[QuanHe, RelationLine]]:
        """Relations to documents the archive doesn't hold, or can't tell apart."""
        found: dict[tuple[str, str], tuple[QuanHe, RelationLine]] = {}
        label = self.facts.registry.relation_label
        for n, row in enumerate(record.stated, len(record.mentions)):
            s = stated_of(row)
            if outcomes[n][0] != "r":
                kind, note = doubt_of(outcomes[n])
                line = RelationLine(
                    label=label(s.loai, inverse=False), text=s.den, tu_ngay=s.tu_ngay,
                    evidence=s.trich, confirmed=True, kind=kind, note=note,
                )  # fmt: skip
                found.setdefault((s.loai, s.den), (s.loai, line))
        for row in record.claims:
            c = claim_of(row)
            if outcomes[c.mention][0] == "r":
                continue
            m = mention_of(record.mentions[c.mention])
            kind, note = doubt_of(outcomes[c.mention])
            line = RelationLine(
                label=label(c.quan_he, inverse=not c.active), text=" ".join(m.surface.split()),
                kind=kind, note=note,
                source=label_of(c.source), source_anchor=c.source, tu_ngay=c.tu_ngay,
                evidence=c.evidence,
            )  # fmt: skip
            found.setdefault((c.quan_he, m.so_hieu or m.surface), (c.quan_he, line))
        return list(found.values())

    def _backlinks(self, id_: str) -> tuple[Backlink, ...]:
        out = []
        for src, n in self.facts.incoming(id_):
            record = self.facts.need(src)
            if n >= len(record.mentions):
                continue
            row = sentence_row(record, n)
            start, end = sentence_place(record, n)
            out.append(
                Backlink(
                    line=self.line(src),
                    anchor=row.anchor,
                    label=row.label,
                    sentence=self.blobs.slice(record.blob, start, end).decode(),
                    mark=(row.mark, row.mark_end),
                )
            )
        return tuple(out)

    def _tasks(
        self, record: Record, tasks: tuple[Task, ...], outcomes: tuple[OutcomeRow, ...]
    ) -> tuple[TaskLine, ...]:
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


def doubt_of(row: OutcomeRow) -> tuple[LinkKind, str]:
    """Why a relation's other side isn't a link, as the page tells it."""
    kinds: dict[str, LinkKind] = {"a": "ambiguous", "n": "not_held", "u": "unclear"}
    return kinds[row[0]], "" if row[0] == "n" else str(row[-1])


_DATED = ("thay_the", "sua_doi", "bai_bo", "dinh_chi", "het_hieu_luc", "gia_han")
"""Relations whose day of effect is worth telling."""


def _place(item: tuple[int, RelationLine]) -> tuple[int, str]:
    line = item[1].line
    return item[0], line.id if line else "~" + item[1].text


def tip_of(record: Record) -> str:
    name = f"{record.loai} {record.so_hieu}" if record.so_hieu not in ("", CHUA_RO) else record.loai
    title = record.trich_yeu
    return f"{name}: {title if len(title) <= TIP else title[: TIP - 1].rsplit(' ', 1)[0] + '…'}"
