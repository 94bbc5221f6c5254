"""Typed relations one document states: what a person wrote and what its text was found to say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from vanban.fragment import Record, maker, stated_of
from vanban.model import Relation

OutcomeRow = tuple[Any, ...]
"""An outcome as a plain tuple; ``facts`` says which."""


relation_of = maker(Relation)
relation_row = attrgetter(*Relation.__slots__)
"""A relation as a plain tuple, of which ``relation_of`` makes it again."""

_ANCHOR = re.compile(r"(?:phan|chuong|muc|tieu-muc|dieu|khoan|diem|phu-luc|mau|kem)-")
_ARTICLE = re.compile(r"dieu-([^-]+)(?:-khoan-([^-]+))?(?:-diem-([^-]+))?\Z")


def provision_anchor(dieu: str, khoan: str, diem: str) -> str:
    """``("5", "2", "đ")`` → ``dieu-5-khoan-2-diem-dd``; empty when all are.

    ``dieu`` may be the anchor itself, of a clause that is in no article.
    """
    if _ANCHOR.match(dieu):
        return dieu
    parts = [f"dieu-{dieu.lower()}"] if dieu else []
    parts += [f"khoan-{khoan.lower()}"] if khoan else []
    parts += [f"diem-{diem.lower().replace('đ', 'dd')}"] if diem else []
    return "-".join(parts)


def provision_fields(anchor: str) -> tuple[str, str, str]:
    """(``dieu``, ``khoan``, ``diem``) of which ``provision_anchor`` makes ``anchor``."""
    m = _ARTICLE.match(anchor)
    if m is None:
        return anchor, "", ""
    return m[1], m[2] or "", (m[3] or "").replace("dd", "đ")


def relations(record: Record, outcomes: Sequence[OutcomeRow]) -> tuple[Relation, ...]:
    """Typed relations one document states, a person's before the machine's, none twice.

    Where a person accepted what the machine read (its very sentence), the clause that states it, what
    it leaves out and its last day stay as read: the record has no words for them.
    """
    seen: dict[tuple[str, str, str, str], Relation] = {}
    said: dict[tuple[str, str], set[str]] = {}
    dropped = _dropped(record, outcomes)
    for n, row in enumerate(record.stated, len(record.mentions)):
        if outcomes[n][0] != "r":
            continue
        s = stated_of(row)
        where = provision_anchor(s.dieu, s.khoan, s.diem)
        said.setdefault((s.loai, outcomes[n][1]), set()).add(where)
        r = Relation(
            quan_he=s.loai, source=record.id, target=outcomes[n][1],
            target_provision=where, tu_ngay=s.tu_ngay,
            evidence=s.trich, confirmed=True,
        )  # fmt: skip
        seen.setdefault((r.quan_he, r.source, r.target, r.target_provision), r)
    # Rows as they lie, in the order of Claim's fields: values of them all would cost more
    # than the rest of this function.
    claims: Any = record.claims
    for quan_he, mention, active, source, provision, tu_ngay, evidence, tru, den_ngay in claims:
        outcome = outcomes[mention]
        if outcome[0] != "r" or outcome[1] == record.id:
            continue
        pair = (quan_he, outcome[1])
        held = seen.get((quan_he, record.id, outcome[1], provision)) if pair in said else None
        if held and held.confirmed and active and held.evidence == evidence:
            seen[quan_he, record.id, outcome[1], provision] = replace(
                held, source_provision=source, tru=tru, den_ngay=den_ngay
            )
            continue
        if _settled(said.get(pair), provision) or _rejected(dropped.get(pair), provision):
            continue
        a, b = (record.id, outcome[1]) if active else (outcome[1], record.id)
        if (quan_he, a, b, provision) not in seen:
            where = source if active else ""
            seen[quan_he, a, b, provision] = relation_of(
                (quan_he, a, b, where, provision, tu_ngay, evidence, False, tru, den_ngay)
            )
    return tuple(seen.values())


def _dropped(record: Record, outcomes: Sequence[OutcomeRow]) -> dict[tuple[str, str], set[str]]:
    """What a person rejected: clauses by kind and other document, '' for all of them."""
    found: dict[tuple[str, str], set[str]] = {}
    first = len(record.mentions) + len(record.stated)
    for n, row in enumerate(record.dropped, first):
        if outcomes[n][0] == "r":
            s = stated_of(row)
            where = provision_anchor(s.dieu, s.khoan, s.diem)
            found.setdefault((s.loai, outcomes[n][1]), set()).add(where)
    return found


def _settled(stated: set[str] | None, provision: str) -> bool:
    """A person's word about the whole document, or about this clause, or more exact than ours."""
    return stated is not None and (not provision or "" in stated or provision in stated)


def _rejected(dropped: set[str] | None, provision: str) -> bool:
    return dropped is not None and ("" in dropped or provision in dropped)
