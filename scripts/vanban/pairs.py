"""Which documents are set side by side: replaced, consolidated, amended, and two of one number.

Decided from records and relations alone, so that both documents' pages name the same pairs and
``planning`` can follow them; only documents whose full text is held.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from vanban.facts import Facts
from vanban.fragment import TOAN_VAN, Face, Record
from vanban.model import CHUA_RO, Relation
from vanban.text import fold

PairKind = Literal["thay_the", "hop_nhat", "ban", "sua_doi"]
"""The new replaces the old; consolidates it; is another version of it; amends clauses of it."""

_ENDING = frozenset({"thay_the", "het_hieu_luc", "bai_bo"})
_TELLING = _ENDING | {"hop_nhat", "sua_doi"}
_OTHER_KEYS = ("id:", "ngan:", "ten:")
_CONSOLIDATED = "Văn bản hợp nhất"
_ALIKE = 0.6
"""Share of the shorter subject's words that the other must have, where the text only says that
the older one ends."""


class Pair(NamedTuple):
    """Two documents by id."""

    old: str
    new: str
    kind: PairKind


_ORDER: tuple[PairKind, ...] = ("thay_the", "hop_nhat", "ban", "sua_doi")


def pairs_of(facts: Facts, id_: str) -> tuple[Pair, ...]:
    """The pairs a document is in, the most telling kind of each, by kind and id."""
    record = facts.need(id_)
    if not record.flags & TOAN_VAN:
        return ()
    found: dict[tuple[str, str], Pair] = {}
    for pair in (*_related(facts, record), *_versions(facts, record)):
        held = found.get(pair[:2])
        if held is None or _ORDER.index(pair.kind) < _ORDER.index(held.kind):
            found[pair[:2]] = pair
    if not found:
        return ()
    return tuple(sorted(found.values(), key=lambda pair: (_ORDER.index(pair.kind), pair)))


def _related(facts: Facts, record: Face) -> Iterator[Pair]:
    for relation in facts.touching(record.id):
        if relation.quan_he not in _TELLING or relation.source == relation.target:
            continue
        if not (facts.has(relation.target) and facts.has(relation.source)):
            continue
        old, new = facts.face(relation.target), facts.face(relation.source)
        if old.flags & new.flags & TOAN_VAN:
            kind = _kind(relation, old, new)
            if kind:
                yield Pair(old.id, new.id, kind)


def _kind(relation: Relation, old: Face, new: Face) -> PairKind | None:
    if relation.quan_he == "hop_nhat":
        return "hop_nhat" if _is_base(relation, old, new) else None
    if new.loai == _CONSOLIDATED:
        # its notes tell what others did
        return None
    if relation.quan_he == "sua_doi":
        told = relation.target_provision and relation.source_provision
        return "sua_doi" if told else None
    if relation.quan_he not in _ENDING or relation.target_provision or amends(old) != amends(new):
        return None
    if relation.quan_he == "thay_the":
        return "thay_the"
    return "thay_the" if old.loai == new.loai and _alike(old, new) else None


def amends(record: Face) -> bool:
    """Whether its subject says that it amends another."""
    return _is_amending(record.trich_yeu)


@lru_cache(maxsize=20_000)
def _is_amending(subject: str) -> bool:
    return fold(subject).startswith("sua doi")


def _is_base(relation: Relation, base: Face, consolidated: Face) -> bool:
    """A consolidated text names all its amending documents, too: the base has its subject."""
    if amends(base):
        return False
    subject = fold(consolidated.trich_yeu)
    named = base.so_hieu not in ("", CHUA_RO) and fold(base.so_hieu) in subject
    return relation.confirmed or named or fold(base.trich_yeu) in subject


def _alike(one: Face, other: Face) -> bool:
    a, b = set(fold(one.trich_yeu).split()), set(fold(other.trich_yeu).split())
    return bool(a and b) and len(a & b) >= _ALIKE * min(len(a), len(b))


def _versions(facts: Facts, record: Record) -> Iterator[Pair]:
    """The same document taken twice, and the consolidated texts of one base."""
    for other in kin(facts, record):
        twin = facts.face(other)
        if twin.flags & TOAN_VAN:
            first, second = sorted((record, twin), key=lambda r: (r.ngay, r.id))
            yield Pair(first.id, second.id, "ban")


def kin(facts: Facts, record: Record) -> list[str]:
    """Documents that are versions of one document with this one."""
    out = {ref.id for ref in _same_number(facts, record)}
    if record.loai == _CONSOLIDATED and facts.has(record.id):
        bases = [
            p.old for p in _related(facts, record) if p.kind == "hop_nhat" and p.new == record.id
        ]
        for base in bases:
            others = _related(facts, facts.face(base))
            out |= {p.new for p in others if p.kind == "hop_nhat" and p.old == base}
    return sorted(out - {record.id})


def _same_number(facts: Facts, record: Record) -> Iterator[Face]:
    key = number_key(record)
    if not (key and record.ngay and record.co_quan):
        return
    wanted = (record.loai, record.co_quan)
    for ref in facts.candidates(key):
        # the day first: dozens of documents have the number 1
        if ref.ngay == record.ngay and ref.id != record.id and (ref.loai, ref.co_quan) == wanted:
            yield facts.face(ref.id)


def number_key(record: Record) -> str:
    """The key of its number, under which its versions answer, too; '' when it has none."""
    return next((k for k in record.keys if not k.startswith(_OTHER_KEYS)), "")
