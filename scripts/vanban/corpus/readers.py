"""Small readers of single values: a YAML value goes in, a checked text or list comes out.

Each reader adds what it can't take to the faults and returns the empty value, so that a
person sees all faults of a file at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Protocol

from vanban.corpus.yaml_strict import Map, Seq, Text, Value
from vanban.model import CHUA_RO, Issue, Severity
from vanban.so_hieu import InvalidSoHieu, parse_so_hieu
from vanban.text import nfc, parse_date, slug

DOC_ID = re.compile(r"[a-z0-9-]{1,80}(?:/[a-z0-9-]{1,80}){1,3}")
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))]
)
"""Names Windows keeps for devices, with any extension: such a file can't be checked out there."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_YEARS = range(1900, 2101)
_YES = {"true": True, "false": False, "có": True, "không": False, "yes": True, "no": False}
_NOTHING = frozenset({"null", "~", "none"})


class Known(Protocol):
    """What the tables know; ``vanban.tables.Registry`` is one."""

    def doc_type(self, name: str) -> object | None: ...

    def body(self, khoa: str) -> object | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """Where the faults of one file are gathered."""

    path: str
    known: Known
    issues: list[Issue] = field(default_factory=list)

    def add(
        self, at: Value, code: str, message: str, remedy: str = "", severity: Severity = "loi"
    ) -> None:
        self.issues.append(
            Issue(
                code=code,
                severity=severity,
                path=self.path,
                line=at.line,
                column=at.column,
                message=message,
                remedy=remedy,
            )
        )

    def drop(self, at: Value, code: str) -> None:
        """Take back what was said of a place when something stronger is said of it."""
        place = (at.line, at.column, code)
        self.issues[:] = [i for i in self.issues if (i.line, i.column, i.code) != place]


def short(text: str, limit: int = 60) -> str:
    """``text`` cut for a message."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def nearest(word: str, names: Iterable[str]) -> str:
    """``Có phải “…”?`` with the name most like ``word``, or nothing."""
    folded = {name.lower(): name for name in names}
    found = get_close_matches(word[:80].lower(), folded, n=1, cutoff=0.6)
    return f"Có phải “{folded[found[0]]}”?" if found else ""


def body_keys(known: Known) -> list[str]:
    """Keys a message may propose."""
    return list(getattr(known, "bodies", ()))


def read_text(faults: Faults, key: str, value: Value) -> str:
    """Any text in NFC without blanks at its ends; empty with advice when nothing is there."""
    if not isinstance(value, Text):
        kind = "danh sách" if isinstance(value, Seq) else "nhóm khóa con"
        faults.add(
            value,
            "sai-kieu",
            f"“{key}” là {kind}, cần một dòng chữ.",
            f"Viết “{key}: …” trên một dòng; giá trị có dấu “[”, “{{” thì đặt trong dấu nháy kép.",
        )
        return ""
    text = nfc(value.value.strip())
    if not text or text.lower() in _NOTHING:
        faults.add(
            value,
            "gia-tri-rong",
            f"“{key}” không có giá trị.",
            "Bỏ dòng này nếu văn bản không có; ghi chua_ro nếu có mà không đọc được.",
            "goi_y",
        )
        return ""
    return text


def read_line(faults: Faults, key: str, value: Value) -> str:
    """Text on one line: breaks and runs of blanks become one space."""
    line = _one_line(value.value) if isinstance(value, Text) else ""
    return line or " ".join(read_text(faults, key, value).split())


@lru_cache(maxsize=4096)
def _one_line(text: str) -> str:
    """What ``read_line`` gives, '' when it has something to say; kept, since heads are much alike."""
    line = " ".join(nfc(text).split())
    return "" if line.lower() in _NOTHING else line


def read_bool(faults: Faults, key: str, value: Value, default: bool) -> bool:
    text = read_text(faults, key, value)
    found = _YES.get(text.lower())
    if text and found is None:
        faults.add(
            value,
            "sai-kieu",
            f"“{key}” là “{short(text)}”, cần true hoặc false.",
            f"Viết “{key}: true” hoặc “{key}: false”.",
        )
    return default if found is None else found


def read_date(faults: Faults, key: str, value: Value) -> str:
    """``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` of a real day, or ``chua_ro``."""
    text = read_line(faults, key, value)
    if not text or text == CHUA_RO or is_partial_date(text):
        return text
    iso = parse_date(text)
    if iso and is_partial_date(iso):
        faults.add(
            value,
            "ngay-sai-dang",
            f"“{key}” là “{short(text)}”, cần dạng năm-tháng-ngày.",
            f"Viết “{key}: {iso}”.",
        )
    elif (found := _DATE.fullmatch(text)) and int(found[1]) not in _YEARS:
        faults.add(
            value,
            "ngay-khong-co",
            f"“{key}” là “{short(text)}”, năm phải từ {_YEARS[0]} đến {_YEARS[-1]}.",
            "Xem lại văn bản; không đọc được thì ghi chua_ro.",
        )
    elif found or re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", text):
        faults.add(
            value,
            "ngay-khong-co",
            f"“{key}” là “{short(text)}”, không có ngày này trong lịch.",
            "Xem lại văn bản; chỉ biết tháng thì ghi 2013-07, chỉ biết năm thì ghi 2013, "
            "không đọc được thì ghi chua_ro.",
        )
    else:
        faults.add(
            value,
            "ngay-sai-dang",
            f"“{key}” là “{short(text)}”, không phải ngày.",
            "Viết dạng 2013-07-16, 2013-07, 2013 hoặc chua_ro.",
        )
    return ""


@lru_cache(maxsize=4096)
def is_partial_date(text: str) -> bool:
    """Whether ``text`` is a real year, month or day in ISO form."""
    found = _DATE.fullmatch(text)
    if not found or int(found[1]) not in _YEARS:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def read_choice(faults: Faults, key: str, value: Value, choices: tuple[str, ...]) -> str:
    text = read_line(faults, key, value)
    if text and text not in choices:
        message = f"“{key}” là “{short(text)}”, không có trong các giá trị được dùng."
        remedy = nearest(text, choices) or "Chọn một trong: " + ", ".join(choices) + "."
        faults.add(value, "gia-tri-la", message, remedy)
        return ""
    return text


def read_lines(faults: Faults, key: str, value: Value) -> tuple[str, ...]:
    """A list of texts; a single text counts as a list of one, an empty place as none."""
    if isinstance(value, Text):
        value = Seq((value,), value.line, value.column)
    if isinstance(value, Map):
        faults.add(
            value,
            "sai-kieu",
            f"“{key}” là nhóm khóa con, cần danh sách.",
            f"Viết “{key}: [mục một, mục hai]”.",
        )
        return ()
    return tuple(filter(None, [read_line(faults, key, item) for item in value.items]))


def read_topics(faults: Faults, key: str, value: Value) -> tuple[str, ...]:
    """A list of topics; each has pages of its own, so that its letters must make an address."""
    items = value.items if isinstance(value, Seq) else (value,) if isinstance(value, Text) else ()
    for item in items:
        if isinstance(item, Text) and (why := bad_topic(item.value)):
            faults.add(
                item,
                "linh-vuc-la",
                f"Lĩnh vực “{short(item.value)}” {why}.",
                "Ghi tên lĩnh vực bằng chữ, ví dụ “Đất đai”.",
            )
    return read_lines(faults, key, value)


@lru_cache(maxsize=4096)
def bad_topic(text: str) -> str:
    """Why a topic can't have pages of its own; empty when it can, or isn't given."""
    place = slug(text)
    if place in DEVICES:
        return "trùng tên Windows dành cho thiết bị"
    return "không có chữ cái hay chữ số nào" if text.strip() and not place else ""


def read_so_hieu(faults: Faults, key: str, value: Value) -> str:
    """The number as written; one that can't be parsed is kept and reported."""
    text = read_line(faults, key, value)
    if text and text != CHUA_RO and not _is_so_hieu(text):
        faults.add(
            value,
            "so-hieu-la",
            f"“{short(text)}” không đọc được thành số và ký hiệu.",
            "Viết như 29-CT/TU hoặc 30/2020/NĐ-CP; có mà không đọc được thì ghi chua_ro.",
            "canh_bao",
        )
    return text


def _is_so_hieu(text: str) -> bool:
    try:
        parse_so_hieu(text)
    except InvalidSoHieu:
        return False
    return True


def bad_segment(name: str) -> str:
    """Why ``name`` can't be a part of a DocId; empty when it can."""
    if name in (".", ".."):
        return "đi ra ngoài thư mục"
    if name.split(".")[0].lower() in DEVICES:
        return "là tên Windows dành cho thiết bị"
    return ""


def read_doc_ids(faults: Faults, key: str, value: Value) -> tuple[str, ...]:
    """A list of DocIds (``id_cu``)."""
    items = value.items if isinstance(value, Seq) else (value,)
    found = []
    for item in items:
        text = read_line(faults, key, item)
        if text and not is_doc_id(text):
            faults.add(
                item,
                "ma-sai-dang",
                f"“{short(text)}” không phải mã văn bản.",
                "Mã là đường dẫn dưới directives/ không có “.md”: chữ thường không dấu, số và "
                "gạch nối, như tinh-uy-hai-duong/2013/29-ct-tu.",
            )
        elif text:
            found.append(text)
    return tuple(found)


def is_doc_id(text: str) -> bool:
    """Whether ``text`` may be a DocId, on Windows as well."""
    return bool(DOC_ID.fullmatch(text)) and not DEVICES.intersection(text.split("/"))


def read_target(faults: Faults, key: str, value: Value) -> str:
    """A DocId or a number; anything else is reported, and refused when it climbs out."""
    text = read_line(faults, key, value)
    if not text or is_doc_id(text) or _is_so_hieu(text):
        return text
    climbs = text.startswith(("/", "\\", ".")) or ".." in text
    faults.add(
        value,
        "dich-la",
        f"“{short(text)}” không phải mã văn bản, cũng không phải số hiệu.",
        "Viết mã trong kho như tinh-uy-hai-duong/2008/12-ct-tu, hoặc số hiệu như 12-CT/TU.",
        "loi" if climbs else "canh_bao",
    )
    return "" if climbs else text


def read_targets(faults: Faults, key: str, value: Value) -> tuple[str, ...]:
    """A list of DocIds and numbers; a single one counts as a list of one."""
    items = value.items if isinstance(value, Seq) else (value,)
    return tuple(filter(None, [read_target(faults, key, item) for item in items]))


def read_original(faults: Faults, key: str, value: Value) -> str:
    """The bare name of a file beside the document; never a path."""
    text = read_line(faults, key, value)
    if not text:
        return ""
    reason = _bad_original(text)
    if reason:
        faults.add(
            value,
            "tep-goc-sai",
            f"Tên tệp gốc “{short(text)}” {reason}.",
            "Để tệp cạnh văn bản và ghi tên không có thư mục, dạng 29-ct-tu.goc.pdf.",
        )
        return ""
    return text


def _bad_original(name: str) -> str:
    if "/" in name or "\\" in name or ":" in name:
        return "có đường dẫn"
    if reason := bad_segment(name):
        return reason
    if (
        name.startswith(".")
        or name.endswith((".", " "))
        or any(ord(c) < 32 or c in '<>"|?*' for c in name)
    ):
        return "có ký tự không dùng được trong tên tệp"
    if ".goc." not in name:
        return "không có “.goc.” trước phần đuôi"
    if len(name.encode()) > 200:
        return "quá dài"
    return ""


def read_sha256(faults: Faults, key: str, value: Value) -> str:
    text = read_line(faults, key, value).lower()
    if text and not re.fullmatch(r"[0-9a-f]{64}", text):
        faults.add(
            value,
            "sha256-sai",
            f"“{key}” không phải mã SHA-256.",
            "Mã có 64 chữ số 0-9, a-f; tính bằng lệnh “sha256sum <tệp>”.",
        )
        return ""
    return text
