"""Documents as linked data: schema.org ``Legislation`` with the ELI ontology where it says more."""

from __future__ import annotations

from typing import Any

from vanban.export.addresses import lasting_id
from vanban.export.values import Values, known
from vanban.model import Status

CONTEXT = ["https://schema.org", {"eli": "http://data.europa.eu/eli/ontology#"}]

_FORCE: dict[Status, str] = {
    "con": "InForce", "het": "NotInForce", "het_mot_phan": "PartiallyInForce",
    "chua": "NotInForce", "ngung": "NotInForce",
}  # fmt: skip
"""``LegalForceStatus`` of schema.org; what isn't known isn't said."""

_OUT = {
    "sua_doi": "legislationAmends", "thay_the": "legislationRepeals",
    "bai_bo": "legislationRepeals", "het_hieu_luc": "legislationRepeals",
    "dinh_chinh": "legislationCorrects", "hop_nhat": "legislationConsolidates",
    "quy_dinh_chi_tiet": "legislationApplies",
    "huong_dan": "legislationApplies",
    "thuc_hien": "legislationApplies", "can_cu": "isBasedOn",
}  # fmt: skip
_IN = {"sua_doi": "eli:amended_by", "thay_the": "eli:repealed_by", "bai_bo": "eli:repealed_by"}


def legislation(values: Values, site_url: str) -> dict[str, Any]:
    """One document; ``values`` as ``document_values`` makes them. Without ``@context``."""
    number = known(values.get("so_hieu", ""))
    data: dict[str, Any] = {
        "@type": ["Legislation", "eli:LegalResource"],
        "@id": _id(values["id"], site_url),
        "name": values["trich_yeu"],
        "legislationType": values["loai"],
        "inLanguage": "vi",
        "legislationIdentifier": number,
        "legislationDate": known(values.get("ngay", "")),
        "legislationPassedBy": _body(values),
        "legislationLegalForce": _force(values),
        "temporalCoverage": _coverage(values),
        "keywords": values.get("linh_vuc", []),
        "eli:id_local": values["id"],
    }
    for relation in values.get("quan_he", ()):
        names = _OUT if relation["chieu"] == "di" else _IN
        if relation["loai"] in names:
            _add(data, names[relation["loai"]], _id(relation["van_ban"], site_url))
    for citation in values.get("dan_chieu", ()):
        if citation["ket_qua"] == "da_noi" and citation["den"][0] != values["id"]:
            _add(data, "eli:cites", _id(citation["den"][0], site_url))
    return {key: value for key, value in data.items() if value}


def _add(data: dict[str, Any], key: str, id_: str) -> None:
    row = {"@id": id_}
    held = data.setdefault(key, [])
    if row not in held:
        held.append(row)


def _id(id_: str, site_url: str) -> str:
    return lasting_id(site_url, f"vb/{id_}/index.html")


def _body(values: Values) -> dict[str, str]:
    name = values.get("co_quan_ten") or values.get("chu_the", "")
    return {"@type": "Organization", "name": name} if name else {}


def _force(values: Values) -> str:
    word = _FORCE.get(values["tinh_trang"], "")
    return f"https://schema.org/{word}" if word else ""


def _coverage(values: Values) -> str:
    """ISO 8601 interval; an open end is ``..``."""
    first, last = known(values.get("hieu_luc_tu", "")), known(values.get("hieu_luc_den", ""))
    return f"{first or '..'}/{last or '..'}" if first or last else ""
