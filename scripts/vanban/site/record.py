"""A document for programs: ``van-ban.json`` beside its page, and schema.org's ``Legislation`` in it.

``docs/du-lieu.md`` tells every key of the file; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vanban.model import CHUA_RO, Status
from vanban.site.cards import encode
from vanban.site.head import official_citation
from vanban.site.last import of_last
from vanban.site.markup import document_name
from vanban.site.views import CitationLine, DocumentView, LinkKind, RelationLine

FILE = "van-ban.json"
FORMAT = 1
"""``dinh_dang`` of the file: grows when a key changes its meaning."""

_OUTCOMES: dict[LinkKind, str] = {
    "resolved": "da_noi", "ambiguous": "nhieu_kha_nang", "not_held": "chua_giu",
    "unclear": "chua_ro", "self": "chinh_no",
}  # fmt: skip

_FORCE: dict[Status, str] = {
    "con": "InForce", "het": "NotInForce", "het_mot_phan": "PartiallyInForce",
    "chua": "NotInForce", "ngung": "NotInForce",
}  # fmt: skip

_ACTS = {
    "sua_doi": "legislationAmends", "thay_the": "legislationRepeals",
    "bai_bo": "legislationRepeals", "hop_nhat": "legislationConsolidates",
    "can_cu": "isBasedOn", "quy_dinh_chi_tiet": "legislationApplies",
    "huong_dan": "legislationApplies", "thuc_hien": "legislationApplies",
}  # fmt: skip
"""Properties of schema.org for what a document does to another."""

LINKED = 30
"""Other documents named in the page for machines; ``van-ban.json`` has them all."""


@of_last
def record_json(view: DocumentView) -> bytes:
    """Metadata, validity, relations both ways and citations with their outcomes."""
    meta, validity = view.meta, view.validity
    data = {
        "dinh_dang": FORMAT,
        "id": view.id,
        "loai": meta.loai,
        "so_hieu": meta.so_hieu,
        "trich_yeu": meta.trich_yeu,
        "co_quan": view.co_quan.label if view.co_quan else "",
        "ma_co_quan": meta.co_quan,
        "chu_the": meta.chu_the,
        "ngay": meta.ngay,
        "noi_ban_hanh": meta.noi_ban_hanh,
        "khoa": meta.khoa,
        "nguoi_ky": [
            {"ten": s.ten, "chuc_vu": s.chuc_vu, "tu_cach": s.tu_cach} for s in meta.nguoi_ky
        ],
        "linh_vuc": meta.linh_vuc,
        "luu_hanh": meta.luu_hanh,
        "do_khan": meta.do_khan,
        # as printed: what they cite is among the relations, where the level was respected
        "can_cu": [basis.trich for basis in meta.can_cu],
        "noi_nhan": meta.noi_nhan,
        "toan_van": meta.toan_van,
        "mau": meta.mau,
        "trich_dan": official_citation(view),
        "hieu_luc": {
            "tinh_trang": validity.status,
            "ly_do": validity.reason,
            "tu": view.hieu_luc_tu,
            "den_het": view.hieu_luc_den,
            "theo": validity.by,
            "cau": validity.evidence,
            "xac_nhan": validity.confirmed,
        },
        "quan_he_di": [_relation(rel) for rel in view.relations_out],
        "quan_he_den": [_relation(rel) for rel in view.relations_in],
        "dan_chieu": [_citation(item) for item in view.citations],
        "duoc_dan_boi": list(dict.fromkeys([item.line.id for item in view.backlinks])),
        "tep_goc": [{"tep": o.ten, "sha256": o.sha256} for o in view.originals],
        "nguon": meta.nguon,
    }
    return f"{encode(data)}\n".encode()


def _relation(rel: RelationLine) -> dict[str, Any]:
    return {
        "loai": rel.quan_he,
        "van_ban": rel.line.id if rel.line else "",
        "ten": document_name(rel.line.loai, rel.line.so_hieu) if rel.line else rel.text,
        "dieu_khoan": rel.provision,
        "noi_tai": rel.source_anchor,
        "tu_ngay": rel.tu_ngay,
        "cau": rel.evidence,
        "xac_nhan": rel.confirmed,
    }


def _citation(item: CitationLine) -> dict[str, Any]:
    outcome = item.outcome
    found: dict[str, Any] = {
        "loi_van": item.surface, "loai": item.loai, "so_hieu": item.so_hieu, "ngay": item.ngay,
        "dieu_khoan": item.pinpoint, "tai": item.place, "ket_qua": _OUTCOMES[outcome.kind],
    }  # fmt: skip
    if outcome.target:
        found |= {"van_ban": outcome.target, "neo": outcome.anchor}
    else:
        found |= {"vi_sao": outcome.tip, "ung_vien": [line.id for line in outcome.candidates]}
    return found


def linked_data(view: DocumentView, root: str) -> str:
    """``Legislation`` as JSON-LD in a data block, which no policy takes for a script.

    Addresses are relative: a processor reads them from the page's own.
    """
    meta = view.meta
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "url": "index.html",
        "inLanguage": "vi",
        "legislationType": meta.loai,
        "name": f"{document_name(meta.loai, meta.so_hieu)}: {meta.trich_yeu}",
    }
    if meta.so_hieu not in ("", CHUA_RO):
        data["legislationIdentifier"] = meta.so_hieu
    if meta.ngay.count("-") == 2:
        data["legislationDate"] = meta.ngay
    if view.co_quan:
        data["legislationPassedBy"] = {"@type": "Organization", "name": view.co_quan.label}
    if view.hieu_luc_tu:
        data["temporalCoverage"] = f"{view.hieu_luc_tu}/{view.hieu_luc_den or '..'}"
    if force := _FORCE.get(view.validity.status):
        data["legislationLegalForce"] = f"https://schema.org/{force}"
    data |= _acts(view.relations_out, root)
    data["encoding"] = {
        "@type": "LegislationObject", "encodingFormat": "application/json", "contentUrl": FILE
    }  # fmt: skip
    # A data block ends at the first of these whatever it stands in.
    text = encode(data).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _acts(relations: Iterable[RelationLine], root: str) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for rel in relations:
        name = _ACTS.get(rel.quan_he)
        if name and rel.line:
            found.setdefault(name, {})[f"{root}vb/{rel.line.id}/index.html"] = None
    return {name: list(others)[:LINKED] for name, others in found.items()}
