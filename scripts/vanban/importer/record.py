"""A draft's facts as front matter, and the place of its record in the archive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vanban.importer.model import Draft
from vanban.model import CHUA_RO, Body, LuuHanh
from vanban.so_hieu import InvalidSoHieu, parse_so_hieu
from vanban.tables import Registry, doc_type
from vanban.text import slug

UNKNOWN = "khong-ro"
OTHER_TYPE = "Văn bản khác"
_INTERNAL = re.compile(r"^\W*(?:TÀI LIỆU\s+)?LƯU HÀNH NỘI BỘ\W*$", re.IGNORECASE | re.MULTILINE)
_LEGISLATURE_TYPES = ("Luật", "Bộ luật", "Nghị quyết", "Hiến pháp", "Pháp lệnh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Folder, year and slug of a record below ``directives/``."""

    folder: str
    year: str
    slug: str


def front_matter(draft: Draft, registry: Registry, luu_hanh: LuuHanh) -> dict[str, Any]:
    """Front matter of the draft in the order it is written; nothing in it is invented."""
    fields = draft.fields
    body = issuing_body(draft, registry)
    data: dict[str, Any] = {
        "so_hieu": fields.value("so_hieu") or CHUA_RO,
        "loai": _type(fields.value("loai")),
        "trich_yeu": re.sub(
            r"[\ue000\ue001].*?\ue001|[\ue000\ue001]", "", fields.value("trich_yeu")
        ),
        "co_quan": body.khoa if body else "",
        "chu_the": fields.value("chu_the") or ("" if body else fields.value("co_quan")),
        "ngay": fields.value("ngay") or CHUA_RO,
        "noi_ban_hanh": fields.value("noi_ban_hanh"),
        "hieu_luc_tu": fields.value("hieu_luc_tu"),
        "nguoi_ky": [
            {"ten": s.ten, "chuc_vu": s.chuc_vu, "tu_cach": s.tu_cach} for s in fields.signers
        ],
        "luu_hanh": "noi_bo" if _marked_internal(draft) else luu_hanh,
        "toan_van": "true",
        "do_khan": fields.value("do_khan"),
        "nguon": _sources(draft),
    }
    return {key: value for key, value in data.items() if value not in ("", [])}


def _type(name: str) -> str:
    known = doc_type(name) if name else None
    return known.ten if known else name or OTHER_TYPE


def _marked_internal(draft: Draft) -> bool:
    return bool(_INTERNAL.search(draft.body)) or any(_INTERNAL.match(r.text) for r in draft.removed)


def _sources(draft: Draft) -> list[str]:
    """Where the facts come from: the file, and each fact that wasn't read for sure."""
    out = [f"Nhập từ tệp {Path(draft.source).name}"]
    for field in draft.fields.items:
        if field.confidence == "ngo" and field.where:
            out.append(f"{field.name}: chưa chắc, đọc ở “{field.where[:160]}”")
    return out


def issuing_body(draft: Draft, registry: Registry) -> Body | None:
    """The body of the letterhead in the registry, by its printed name, else by the code."""
    fields = draft.fields
    date = fields.value("ngay")
    date = date if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) else ""
    for name in _printed_names(draft):
        body = registry.body_by_name(name, date)
        if body is not None:
            return body
    return _by_code(fields.value("so_hieu"), registry, date)


def _printed_names(draft: Draft) -> list[str]:
    lines = [x for x in draft.fields.value("co_quan").split(" / ") if x]
    names = [" ".join(lines[start:]) for start in range(len(lines))]
    names += lines[::-1]
    return [*names, *filter(None, [draft.fields.value("chu_the")])]


def _by_code(number: str, registry: Registry, date: str) -> Body | None:
    try:
        parsed = parse_so_hieu(number)
    except InvalidSoHieu:
        return None
    if len(parsed.issuers) != 1 or registry.is_relative_code(parsed.issuers[0]):
        return None
    found = registry.bodies_for_code(parsed.issuers[0], date)
    if parsed.party:
        # /TW stands for three bodies; they share one series, named after the committee
        keys = {registry.series_body_key(b.khoa) for b in found}
        return registry.body(keys.pop()) if len(keys) == 1 else None
    return found[0] if len(found) == 1 else None


def place(data: dict[str, Any]) -> Place:
    """Where the record goes: body key or ``khong-ro``, year or ``khong-ro``, number and type."""
    date = str(data["ngay"])
    year = date[:4] if re.match(r"\d{4}", date) else UNKNOWN
    number = str(data["so_hieu"])
    name = "" if number == CHUA_RO else slug(number)
    if name and year == UNKNOWN:
        in_number = re.search(r"/((?:19|20)\d\d)/", number)
        year = in_number[1] if in_number else UNKNOWN
    if not name or (data["loai"] in _LEGISLATURE_TYPES and "/QH" in number):
        name = slug(f"{name} {data['loai']}") if name else _subject_slug(data)
    return Place(folder=str(data.get("co_quan") or UNKNOWN), year=year, slug=_safe(name))


def _subject_slug(data: dict[str, Any]) -> str:
    return slug(f"{data['loai']} {data['trich_yeu']}", 60)


def _safe(name: str) -> str:
    """Never empty, never a name Windows keeps for devices."""
    if re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", name):
        return f"vb-{name}"
    return name or "van-ban"


def doubtful(data: dict[str, Any], known: Sequence[str] = ("so_hieu", "ngay")) -> bool:
    """Whether a person has to complete the record before it is of use."""
    return any(data.get(key) in (None, CHUA_RO) for key in known)
