"""Typed relations one document states: what a person wrote and what its text was found to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vanban.fragment import Record, stated_of
from vanban.model import Relation

OutcomeRow = tuple[Any, ...]
"""An outcome as a plain tuple; ``facts`` says which."""


def provision_anchor(dieu: str, khoan: str, diem: str) -> str:
    """``("5", "2", "đ")`` → ``dieu-5-khoan-2-diem-dd``; empty without an article."""
    parts = [f"dieu-{dieu.lower()}"] if dieu else []
    parts += [f"khoan-{khoan.lower()}"] if khoan else []
    parts += [f"diem-{diem.lower().replace('đ', 'dd')}"] if diem else []
    return "-".join(parts)


def relations(record: Record, outcomes: Sequence[OutcomeRow]) -> tuple[Relation, ...]:
    """Typed relations one document states, a person's before the machine's, none twice."""
    seen: dict[tuple[str, str, str, str], Relation] = {}
    said: set[tuple[str, str]] = set()
    for n, row in enumerate(record.stated, len(record.mentions)):
        if outcomes[n][0] != "r":
            continue
        s = stated_of(row)
        said.add((s.loai, outcomes[n][1]))
        r = Relation(
            quan_he=s.loai, source=record.id, target=outcomes[n][1],
            target_provision=provision_anchor(s.dieu, s.khoan, s.diem), tu_ngay=s.tu_ngay,
            evidence=s.trich, confirmed=True,
        )  # fmt: skip
        seen.setdefault((r.quan_he, r.source, r.target, r.target_provision), r)
    # Rows as they lie, in the order of Claim's fields: values of them all would cost more
    # than the rest of this function.
    claims: Any = record.claims
    for quan_he, mention, active, source, provision, tu_ngay, evidence, tru, den_ngay in claims:
        outcome = outcomes[mention]
        if outcome[0] != "r" or outcome[1] == record.id or (quan_he, outcome[1]) in said:
            continue
        a, b = (record.id, outcome[1]) if active else (outcome[1], record.id)
        if (quan_he, a, b, provision) not in seen:
            seen[quan_he, a, b, provision] = Relation(
                quan_he=quan_he, source=a, target=b, source_provision=source if active else "",
                target_provision=provision, tu_ngay=tu_ngay, evidence=evidence, tru=tru,
                den_ngay=den_ngay,
            )  # fmt: skip
    return tuple(seen.values())
