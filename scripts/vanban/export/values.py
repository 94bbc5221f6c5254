"""One document as plain values: what its row in tables, the database and linked data say of it.

Everything comes from facts of this build, so that what is written here is followed by the same
rule as the document's page (``planning``). Keys are the fields of the front matter where those
exist, and the words of ``van-ban.json`` for relations and citations.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from vanban.facts import SHAPING, Facts
from vanban.fragment import MAU, TOAN_VAN, Record
from vanban.model import CHUA_RO, Mention, Metadata, Relation, Signer
from vanban.stating import OutcomeRow

Values = dict[str, Any]

OUTCOMES = {"r": "da_noi", "a": "nhieu_kha_nang", "n": "chua_giu", "u": "chua_ro"}
"""What became of a citation: held, several may be meant, not held, can't be told."""

_SURFACE, _LOAI, _KIND, _NUMBER, _DAY, _PINPOINT = map(
    Mention.__slots__.index, ("surface", "loai", "kind", "so_hieu", "ngay", "pinpoint")
)
OTHERS = ("thay_the", "thay_the_boi", "sua_doi", "sua_doi_boi")
"""Columns that name other documents by their relation to this one."""

_ANCHOR = 4
"""Place of the clause's anchor in a sentence's row (``fragment.Sentence``)."""

dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""A value as one line of JSON."""


def summary(record: Record, meta: Metadata, facts: Facts) -> Values:
    """What the columns of the table show; every document of the site makes one in each build."""
    line = facts.line(record.id)
    body = facts.registry.body(record.co_quan) if record.co_quan else None
    return {
        "id": record.id, "so_hieu": record.so_hieu, "loai": record.loai,
        "trich_yeu": record.trich_yeu, "co_quan": record.co_quan,
        "co_quan_ten": body.ten if body else "", "chu_the": meta.chu_the, "ngay": record.ngay,
        "noi_ban_hanh": meta.noi_ban_hanh, "hieu_luc_tu": line.first, "hieu_luc_den": line.last,
        "tinh_trang": line.status, "ly_do": line.reason,
        "nguoi_ky": [_signer(s) for s in meta.nguoi_ky], "linh_vuc": list(record.linh_vuc),
        "khoa": meta.khoa, "luu_hanh": meta.luu_hanh,
        "toan_van": bool(record.flags & TOAN_VAN), "mau": bool(record.flags & MAU),
        "so_dan_chieu": sum(m[_KIND] != "self" for m in record.mentions),
        "so_duoc_dan": len({source for source, _ in facts.incoming(record.id)}),
        **_others(record.id, facts), "duong_dan": f"vb/{record.id}/index.html",
    }  # fmt: skip


def _others(id_: str, facts: Facts) -> dict[str, list[str]]:
    """Documents replaced and amended by this one, and those that do it to this one."""
    found: dict[str, dict[str, None]] = {name: {} for name in OTHERS}
    for r in facts.touching(id_):
        if r.quan_he in OTHERS:
            out = r.source == id_
            name = r.quan_he if out else f"{r.quan_he}_boi"
            found[name][r.target if out else r.source] = None
    return {name: list(ids) for name, ids in found.items()}


def document_values(record: Record, meta: Metadata, facts: Facts) -> Values:
    """The summary, and every relation and citation; keys that would be empty are left out."""
    values = summary(record, meta, facts) | {
        "quan_he": relations(record.id, facts),
        "dan_chieu": citations(record, facts.outcomes(record.id)),
    }
    return {key: value for key, value in values.items() if value not in ("", [])}


def _signer(signer: Signer) -> dict[str, str]:
    named = {"ten": signer.ten, "chuc_vu": signer.chuc_vu, "tu_cach": signer.tu_cach}
    return {key: value for key, value in named.items() if value}


def relations(id_: str, facts: Facts) -> list[Values]:
    """Typed relations with documents held: ``chieu`` is ``di`` where this one is the subject."""
    return [_relation(r, id_, facts) for r in facts.touching(id_)]


def _relation(r: Relation, id_: str, facts: Facts) -> Values:
    out = r.source == id_
    values = {
        "loai": r.quan_he, "chieu": "di" if out else "den",
        "van_ban": r.target if out else r.source, "dieu_khoan": r.target_provision,
        "tu_ngay": facts.day_of(r) if r.quan_he in SHAPING else r.tu_ngay,
        "cau": r.evidence, "noi_tai": r.source_provision, "xac_nhan": r.confirmed,
    }  # fmt: skip
    return {key: value for key, value in values.items() if value != ""}


def citations(record: Record, outcomes: Sequence[OutcomeRow]) -> list[Values]:
    """Every reference to another document, in the order of the text, with what became of it."""
    rows: Any = zip(record.mentions, outcomes, record.sentences, strict=False)
    return [_citation(m, o, s[_ANCHOR]) for m, o, s in rows if m[_KIND] != "self"]


def _citation(mention: tuple[Any, ...], outcome: OutcomeRow, place: str) -> Values:
    kind = outcome[0]
    values: Values = {"loi_van": " ".join(mention[_SURFACE].split()), "ket_qua": OUTCOMES[kind]}
    if kind == "r":
        values["den"] = [outcome[1]]
    elif kind == "a":
        values["den"] = list(outcome[1])
    elif kind == "u" and outcome[3]:
        values["den"] = list(outcome[3])
    for key, value in (
        ("loai", mention[_LOAI]), ("so_hieu", mention[_NUMBER]), ("ngay", mention[_DAY]),
        ("dieu_khoan", mention[_PINPOINT]), ("tai", place),
    ):  # fmt: skip
        if value:
            values[key] = value
    return values


def known(value: str) -> str:
    """'' for what can't be read: programs know one kind of absence."""
    return "" if value == CHUA_RO else value
