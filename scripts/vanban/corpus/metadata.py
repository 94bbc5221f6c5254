"""A mapping of the front matter into ``Metadata``; every fault with its place, none hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, get_args

from vanban.corpus import readers as r
from vanban.corpus.fields import FIELDS, PARTS, SECRET_KEYS
from vanban.corpus.readers import Faults, Known
from vanban.corpus.yaml_strict import Map, Seq, Text, Value
from vanban.model import (
    CHUA_RO,
    Basis,
    Issue,
    LuuHanh,
    Metadata,
    Original,
    QuanHe,
    Signer,
    StatedRelation,
    Target,
    Task,
)
from vanban.tables import doc_types

MAY_DOUBLE = frozenset({"luu_hanh"})
"""Doubled, this key means ``chua_ro`` instead of refusing the file: both keep it unpublished."""

_MANY = 50

Reader = Callable[[Faults, str, Value], Any]

_RELATIONS: tuple[str, ...] = get_args(QuanHe)
_CIRCULATION: tuple[str, ...] = get_args(LuuHanh)


def read_metadata(found: Map, path: str, known: Known) -> tuple[Metadata | None, tuple[Issue, ...]]:
    """``found`` as Metadata, None when an Issue of severity ``loi`` was met."""
    faults = Faults(path=path, known=known)
    values: dict[str, Any] = {"luu_hanh": _luu_hanh(faults, found)}
    for name, (key, value) in found.entries.items():
        reader = _READERS.get(name)
        if reader is not None:
            values[name] = reader(faults, name, value)
        elif name != "luu_hanh" and name not in SECRET_KEYS:
            _unknown_key(faults, key, FIELDS)
    for name in ("loai", "trich_yeu"):
        if name not in found.entries:
            _missing(faults, found, name)
        elif not values[name] and isinstance(found.entries[name][1], Text):
            _missing(faults, found.entries[name][1], name)
    if any(issue.severity == "loi" for issue in faults.issues):
        return None, tuple(faults.issues)
    meta = Metadata(**values)
    _check_dates(faults, found, meta)
    return meta, tuple(faults.issues)


def _unknown_key(faults: Faults, key: Text, names: dict[str, str]) -> None:
    # a file of thousands of odd keys is told without a search for each
    near = r.nearest(key.value, names) if len(faults.issues) < _MANY else ""
    remedy = near or "Các khóa được dùng: " + ", ".join(names) + "."
    faults.add(key, "khoa-la", f"Không có khóa “{r.short(key.value)}”.", remedy)


def _missing(faults: Faults, at: Value, name: str) -> None:
    faults.drop(at, "gia-tri-rong")
    example = {"loai": "loai: Chỉ thị", "trich_yeu": 'trich_yeu: "Tăng cường công tác …"'}[name]
    faults.add(at, "thieu-khoa", f"Thiếu “{name}”, trường bắt buộc.", f"Thêm dòng “{example}”.")


def _luu_hanh(faults: Faults, found: Map) -> str:
    """Fail closed: missing, doubled or unreadable circulation is ``chua_ro``, never published."""
    for key in found.doubled:
        if key.value == "luu_hanh":
            message = "Khóa “luu_hanh” viết hai lần; tính là chua_ro, văn bản không được xuất bản."
            return _unclear(faults, key, message, "Giữ một dòng “luu_hanh”, xóa dòng kia.")
    remedy = "Ghi “luu_hanh: cong_khai” hoặc “luu_hanh: noi_bo”."
    if "luu_hanh" not in found.entries:
        message = "Thiếu “luu_hanh”; tính là chua_ro, văn bản không được xuất bản."
        return _unclear(faults, found, message, remedy)
    value = found.entries["luu_hanh"][1]
    text = value.value.strip() if isinstance(value, Text) else ""
    if text in _CIRCULATION:
        return text
    message = f"“luu_hanh” là “{r.short(text)}”, không hiểu được; tính là chua_ro, văn bản không được xuất bản."
    return _unclear(faults, value, message, remedy)


def _unclear(faults: Faults, at: Value, message: str, remedy: str) -> str:
    faults.add(at, "luu-hanh-chua-ro", message, remedy, "canh_bao")
    return CHUA_RO


def _loai(faults: Faults, key: str, value: Value) -> str:
    name = r.read_line(faults, key, value)
    if name and faults.known.doc_type(name) is None:
        remedy = (
            r.nearest(name, (t.ten for t in doc_types()))
            or "Ghi tên loại đầy đủ như in trên văn bản."
        )
        faults.add(value, "loai-la", f"Không có loại văn bản “{r.short(name)}”.", remedy)
    return name


def _co_quan(faults: Faults, key: str, value: Value) -> str:
    name = r.read_line(faults, key, value)
    if name and faults.known.body(name) is None:
        remedy = r.nearest(name, r.body_keys(faults.known))
        add = "Cơ quan mới thì thêm vào directives/co-quan.yml."
        message = f"Không có cơ quan “{r.short(name)}”."
        faults.add(value, "co-quan-la", message, f"{remedy} {add}".strip())
    return name


def _relation_kind(faults: Faults, key: str, value: Value) -> str:
    return r.read_choice(faults, key, value, _RELATIONS)


def _true_by_default(faults: Faults, key: str, value: Value) -> bool:
    return r.read_bool(faults, key, value, True)


def _false_by_default(faults: Faults, key: str, value: Value) -> bool:
    return r.read_bool(faults, key, value, False)


def _records(kind: type[Any], special: dict[str, Reader]) -> Reader:
    """Reader of a list of ``kind``; parts without a ``special`` reader are texts on one line."""
    required = [f.name for f in fields(kind) if f.default is MISSING]
    names = [f.name for f in fields(kind)]

    def read(faults: Faults, key: str, value: Value) -> tuple[Any, ...]:
        items = value.items if isinstance(value, Seq) else (value,)
        made = [_record(faults, key, item, kind, special, names, required) for item in items]
        return tuple(item for item in made if item is not None)

    return read


def _record(
    faults: Faults,
    key: str,
    item: Value,
    kind: type[Any],
    special: dict[str, Reader],
    names: list[str],
    required: list[str],
) -> Any:
    if not isinstance(item, Map):
        shape = ", ".join(f"{name}: …" for name in names[:3])
        faults.add(item, "sai-kieu", f"“{key}” cần nhóm khóa con.", f"Viết “{{{shape}}}”.")
        return None
    values: dict[str, Any] = {}
    for name, (place, value) in item.entries.items():
        if name not in names:
            _unknown_key(faults, place, PARTS[key])
            continue
        values[name] = special.get(name, r.read_line)(faults, f"{key}.{name}", value)
    for name in required:
        if name not in item.entries:
            faults.add(item, "thieu-khoa", f"“{key}” thiếu “{name}”.", f"Thêm “{name}: …”.")
        else:
            _require(faults, item.entries[name][1], f"{key}.{name}")
    return kind(**values) if all(values.get(name) for name in required) else None


def _require(faults: Faults, at: Value, name: str) -> None:
    """A required part that is empty is a fault; one refused by its reader is told already."""
    if isinstance(at, Text) and not at.value.strip():
        faults.drop(at, "gia-tri-rong")
        faults.add(at, "thieu-khoa", f"“{name}” không được để trống.", f"Ghi giá trị cho “{name}”.")


def _check_dates(faults: Faults, found: Map, meta: Metadata) -> None:
    """A document that ends before it begins: taken, and a person must look."""
    begin, end = meta.hieu_luc_tu, meta.hieu_luc_den
    if not begin or not end or CHUA_RO in (begin, end):
        return
    size = min(len(begin), len(end))
    if end[:size] < begin[:size]:
        at = found.entries["hieu_luc_den"][1]
        message = f"“hieu_luc_den” ({end}) trước “hieu_luc_tu” ({begin})."
        faults.add(at, "hieu-luc-nguoc", message, "Xem lại hai ngày.", "canh_bao")


_READERS: dict[str, Reader] = {
    "so_hieu": r.read_so_hieu,
    "loai": _loai,
    "trich_yeu": r.read_line,
    "co_quan": _co_quan,
    "chu_the": r.read_line,
    "ngay": r.read_date,
    "noi_ban_hanh": r.read_line,
    "hieu_luc_tu": r.read_date,
    "hieu_luc_den": r.read_date,
    "nguoi_ky": _records(Signer, {}),
    "linh_vuc": r.read_topics,
    "khoa": r.read_line,
    "toan_van": _true_by_default,
    "do_khan": r.read_line,
    "can_cu": _records(Basis, {"den": r.read_targets}),
    "noi_nhan": r.read_lines,
    "quan_he": _records(
        StatedRelation,
        {"loai": _relation_kind, "den": r.read_target, "tu_ngay": r.read_date},
    ),
    "quan_he_bo": _records(
        StatedRelation,
        {"loai": _relation_kind, "den": r.read_target, "tu_ngay": r.read_date},
    ),
    "goc": _records(Original, {"tep": r.read_original, "sha256": r.read_sha256}),
    "id_cu": r.read_doc_ids,
    "nguon": r.read_lines,
    "mau": _false_by_default,
    "chi_tieu": _records(Target, {}),
    "nhiem_vu": _records(Task, {"thuc_hien": r.read_target, "xong": r.read_date}),
    "ghi_chu": r.read_text,
}
