"""What others do to single clauses of a document: looked up for notes beside its text and for cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from vanban.citations import pinpoint
from vanban.clauses import Clauses
from vanban.compare.quoted import reworded
from vanban.facts import SHAPING, Facts
from vanban.fragment import Record, anchors_in
from vanban.graph.clause_validity import clause_validity, holds
from vanban.model import QuanHe, Relation, Status, Validity
from vanban.site.texts import Texts, shortened
from vanban.site.views import CardClause, ClauseNote, DocLine, NotedClause

NOTED: frozenset[QuanHe] = SHAPING | {"dinh_chinh", "quy_dinh_chi_tiet", "huong_dan"}
"""Relations told at the clause they touch."""

CARD = 300
"""Characters of a clause on a card."""

QUOTED = 900
"""Characters of the words a clause had or gets, in a note."""

LONGEST = 20_000
"""Characters of a clause in which wording is replaced."""

_PART = re.compile(r"khoan-|diem-")
"""Begins the anchor of a part whose article isn't named: nobody can say where it stands."""
_ADDED = re.compile(r"dieu-\d+(?=[a-z])")

label_of = lru_cache(maxsize=20_000)(pinpoint.label_of)


class Noting:
    """Notes and cards of one archive's documents."""

    def __init__(
        self, facts: Facts, clauses: Clauses, texts: Texts, line: Callable[[str], DocLine]
    ) -> None:
        self.facts = facts
        self.clauses = clauses
        self.texts = texts
        self.line = line

    def noted(self, record: Record) -> tuple[NotedClause, ...]:
        """The clauses that others touch, each with all that is said of it."""
        by_clause: dict[str, list[Relation]] = {}
        for r in self.facts.touching(record.id):
            if r.target_provision and r.quan_he in NOTED and r.target == record.id:
                by_clause.setdefault(r.target_provision, []).append(r)
        if not by_clause:
            return ()
        statuses = _Statuses(self.facts, record)
        found = [
            self._clause(record, anchor, rs, statuses)
            for anchor, rs in by_clause.items()
            if not _PART.match(anchor) or self.clauses.place(record.id, anchor).anchor
        ]
        order = {anchor: n for n, anchor in enumerate(anchors_in(record), 1)}
        return tuple(sorted(found, key=lambda c: (order.get(c.anchor, 0), not c.held, c.label)))

    def _clause(
        self, record: Record, anchor: str, touching: Sequence[Relation], statuses: _Statuses
    ) -> NotedClause:
        held = self.clauses.tree(record.id).holds(anchor)
        amended = held and any(r.quan_he == "sua_doi" for r in touching)
        words = self.texts.clause(record, anchor, LONGEST) if amended else ""
        notes = []
        for r in sorted(touching, key=lambda r: (self.facts.day_of(r), r.source)):
            note, words = self._note(r, words)
            notes.append(note)
        return NotedClause(
            anchor=anchor if held else self._near(record, anchor),
            label=label_of(anchor) or anchor,
            held=held,
            status=statuses.of(anchor).status if held else "chua_ro",
            notes=tuple(reversed(notes)),
        )  # fmt: skip

    def _near(self, record: Record, anchor: str) -> str:
        """Where a clause would stand that the text lacks: ``Điều 7a`` by ``Điều 7``."""
        base = _ADDED.match(anchor)
        if base and self.clauses.tree(record.id).holds(base[0]):
            return base[0]
        return self.clauses.place(record.id, anchor).anchor

    def _note(self, r: Relation, words: str) -> tuple[ClauseNote, str]:
        """The note, and the words of the clause after it; ``words`` are those before."""
        day = self.facts.day_of(r) if r.quan_he in SHAPING else r.tu_ngay
        after, changed = "", False
        if r.quan_he == "sua_doi" and r.source_provision:
            source = self.facts.need(r.source)
            after = self.texts.replacing(source, r.source_provision, r.target_provision, LONGEST)
        if r.quan_he == "sua_doi" and words and not after:
            made = reworded(r.evidence, words)
            changed = made != words
            after = made if changed else ""
        note = ClauseNote(
            quan_he=r.quan_he, line=self.line(r.source), source=label_of(r.source_provision),
            source_anchor=r.source_provision, tu_ngay=day,
            sap=r.quan_he in SHAPING and day > self.facts.on, evidence=r.evidence,
            before=shortened(words, QUOTED) if after else "", after=shortened(after, QUOTED),
            reworded=changed, confirmed=r.confirmed,
        )  # fmt: skip
        return note, after or words

    def card(self, record: Record, cited: Iterable[str], whole: Status) -> tuple[CardClause, ...]:
        """The clauses ``cited``, in that order; ``whole`` is the status of the document."""
        statuses = _Statuses(self.facts, record)
        out = []
        for anchor in cited:
            text = self.texts.clause(record, anchor, CARD)
            own = statuses.of(anchor) if statuses.differ(anchor) else None
            told = own is not None and (own.status != whole or "sửa đổi" in own.reason)
            out.append(CardClause(
                anchor, label_of(anchor), text, own.status if own and told else "",
                own.reason if own and told else "",
            ))  # fmt: skip
        return tuple(out)


class _Statuses:
    """Status of single clauses of one document: what they rest on is worked out once."""

    def __init__(self, facts: Facts, record: Record) -> None:
        self.on = facts.on
        self.incoming = facts.shaping(record.id)
        self.whole = facts.answer(record, self.incoming)
        self.parts = {r.target_provision for r in self.incoming if r.target_provision}
        self.swept = any(r.tru for r in self.incoming)
        self.starts = record.effect[2]

    def differ(self, anchor: str) -> bool:
        """Whether something is said of this clause, of a part of it or of what holds it."""
        return (
            self.swept
            or any(holds(part, anchor) or holds(anchor, part) for part in self.parts)
            or any(holds(part, anchor) for part, _ in self.starts)
        )

    def of(self, anchor: str) -> Validity:
        return clause_validity(anchor, self.whole, self.incoming, self.starts, self.on)
