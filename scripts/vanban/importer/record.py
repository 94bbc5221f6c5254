"""A draft's facts as metadata, and the place of its record in the archive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from vanban.importer.body_guess import guessed_body
from vanban.importer.model import NOTE_CLOSE, NOTE_OPEN, Draft, named
from vanban.model import CHUA_RO, Body, LuuHanh, Metadata, Original
from vanban.so_hieu import InvalidSoHieu, parse_so_hieu
from vanban.tables import Registry, doc_type
from vanban.text import slug

UNKNOWN = "khong-ro"
OTHER_TYPE = "Văn bản khác"
"""Type of a document that names none, if the table has it; else such a file isn't imported."""

_INTERNAL = re.compile(r"^\W*(?:TÀI LIỆU\s+)?LƯU HÀNH NỘI BỘ\W*$", re.IGNORECASE | re.MULTILINE)
_MARKS = re.compile(f"{NOTE_OPEN}\\d*{NOTE_CLOSE}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Folder, year and slug of a record below ``directives/``."""

    folder: str
    year: str
    slug: str


def metadata(
    draft: Draft, registry: Registry, luu_hanh: LuuHanh, goc: tuple[Original, ...] = ()
) -> Metadata:
    """What the draft says of its document; nothing in it is invented."""
    fields = draft.fields
    body = issuing_body(draft, registry) or guessed_body(draft, registry)
    return Metadata(
        so_hieu=fields.value("so_hieu") or CHUA_RO,
        loai=_type(fields.value("loai"), fields.value("so_hieu")),
        trich_yeu=_MARKS.sub("", fields.value("trich_yeu")).strip(),
        co_quan=body.khoa if body else "",
        chu_the=fields.value("chu_the") or ("" if body else fields.value("co_quan")),
        ngay=fields.value("ngay") or CHUA_RO,
        noi_ban_hanh=fields.value("noi_ban_hanh"),
        hieu_luc_tu=fields.value("hieu_luc_tu"),
        nguoi_ky=fields.signers,
        luu_hanh="noi_bo" if _marked_internal(draft) else luu_hanh,
        do_khan=fields.value("do_khan"),
        can_cu=fields.bases,
        noi_nhan=tuple(r.rstrip(" ;,.") for r in fields.recipients),
        nguon=_sources(draft),
        goc=goc,
    )


def _type(name: str, number: str) -> str:
    """The type's name in the table; a numbered document that names none is a letter."""
    known = doc_type(name) if name else None
    if known is not None:
        return known.ten
    return OTHER_TYPE if number in ("", CHUA_RO) else "Công văn"


def _marked_internal(draft: Draft) -> bool:
    return bool(_INTERNAL.search(draft.body)) or any(_INTERNAL.match(r.text) for r in draft.removed)


def _sources(draft: Draft) -> tuple[str, ...]:
    """Where the facts come from: the file, and each fact that wasn't read for sure."""
    out = [f"Nhập từ tệp {named(Path(draft.source).name)}"]
    for field in draft.fields.items:
        if field.confidence == "ngo" and field.where:
            out.append(f"{field.name}: chưa chắc, đọc ở “{field.where[:160]}”")
    return tuple(out)


def issuing_body(draft: Draft, registry: Registry) -> Body | None:
    """The body of the letterhead in the registry, by its printed name, else by the code."""
    date = draft.fields.value("ngay")
    date = date if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) else ""
    for name in _printed_names(draft):
        body = registry.body_by_name(name, date)
        if body is not None:
            return body
    return _by_code(draft.fields.value("so_hieu"), registry, date)


def _printed_names(draft: Draft) -> list[str]:
    """Names to try: all letterhead lines, fewer from the top, single lines, the by-line."""
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


def place(meta: Metadata) -> Place:
    """Where the record goes: body key or ``khong-ro``, year or ``khong-ro``, number and type."""
    year = meta.ngay[:4] if re.match(r"\d{4}", meta.ngay) else UNKNOWN
    name = "" if meta.so_hieu == CHUA_RO else slug(meta.so_hieu)
    if name and year == UNKNOWN:
        in_number = re.search(r"/((?:19|20)\d\d)/", meta.so_hieu)
        year = in_number[1] if in_number else UNKNOWN
    if not name:
        name = slug(f"{meta.loai} {meta.trich_yeu}", 60)
    elif not _names_type(meta.so_hieu):
        name = slug(f"{name} {meta.loai}")
    return Place(folder=meta.co_quan or UNKNOWN, year=year, slug=_safe(name))


def _names_type(number: str) -> bool:
    """``45/2019/QH14`` doesn't say whether it is a law or a resolution."""
    try:
        return bool(parse_so_hieu(number).type_code)
    except InvalidSoHieu:
        return True


def _safe(name: str) -> str:
    """Never empty, never a name Windows keeps for devices."""
    if re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", name):
        return f"vb-{name}"
    return name or "van-ban"
