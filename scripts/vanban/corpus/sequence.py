"""Whether numbers follow one another, and the fault when they don't."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.corpus.labels import LETTERS
from vanban.model import Severity

WORDS = {
    "phan": "Phần", "capital": "Phần", "chuong": "Chương", "muc": "Mục", "roman": "Mục",
    "tieu_muc": "Tiểu mục", "dieu": "Điều", "khoan": "khoản", "diem": "điểm",
    "phu_luc": "Phụ lục", "mau": "Mẫu số", "kem": "văn bản kèm theo",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An Issue that doesn't know its file yet: ``offset`` counts in the body."""

    code: str
    severity: Severity
    offset: int
    message: str
    remedy: str


def follow(
    kind: str, last: tuple[int, str] | None, number: int, suffix: str, offset: int
) -> Fault | None:
    """A fault when ``number`` doesn't come right behind ``last`` (None: the first of its kind)."""
    if number == 0 or kind in ("phu_luc", "mau", "kem"):
        return None
    before, inserted = last or (0, "")
    if number == before + 1 or (number == before and suffix > inserted):
        return None
    here = f"{WORDS[kind]} {_shown(kind, number, suffix)}"
    if last is None:
        message = f"{here} đứng đầu, không có {WORDS[kind]} {_shown(kind, 1, '')} ở trước."
    else:
        message = f"{here} đứng sau {WORDS[kind]} {_shown(kind, before, inserted)}."
    return Fault(
        code="nhay-so",
        severity="goi_y",
        offset=offset,
        message=message,
        remedy="So với bản gốc: có thể thiếu đoạn, thừa đoạn, hoặc đoạn được trích chưa để trong “…”.",
    )


def doubled(kind: str, label: str, anchor: str, offset: int, *, inner: bool) -> Fault:
    """``inner``: in an appendix, where forms and lists count anew without a heading."""
    return Fault(
        code="trung-so",
        severity="goi_y" if inner else "canh_bao",
        offset=offset,
        message=f"{WORDS[kind]} có nhãn “{label}” đã có ở trên; neo ở đây là “{anchor}”.",
        remedy="So với bản gốc: sửa số bị trùng, hoặc để đoạn được trích trong “…”.",
    )


def glued(label: str, offset: int) -> Fault:
    return Fault(
        code="thieu-dong-trong",
        severity="goi_y",
        offset=offset,
        message=f"“{label}” nằm giữa một đoạn nên không được tính là điều riêng.",
        remedy="Thêm một dòng trống ở trên nếu đây là một điều của văn bản.",
    )


def _shown(kind: str, number: int, suffix: str) -> str:
    return (LETTERS[number - 1] if kind == "diem" else str(number)) + suffix
