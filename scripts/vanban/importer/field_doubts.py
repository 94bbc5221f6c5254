"""Doubts that the facts of a head cast on each other: what can be wrong is not called sure.

Each of them is a way a clerk finds a misread letterhead: two numbers or days in one head (a
certified copy, a joint circular), a letter among the figures, a number whose code names another
type than the one printed, a day that is earlier than what the document is based on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vanban.importer.letterhead import Head
from vanban.importer.model import Block
from vanban.model import CHUA_RO
from vanban.so_hieu import InvalidSoHieu, SoHieu, parse_so_hieu
from vanban.tables import types_for_code
from vanban.text import parse_date

_LETTER_FOR_FIGURE = re.compile(r"(?<=\d)[OoIlSBZ](?=[\d/ -])")
_BASIS = re.compile(r"^[-–\s]*(?:Căn cứ|Thực hiện|Thi hành)\b", re.IGNORECASE)
_DAY = re.compile(r"ngày\s+(\d{1,2}\s*(?:tháng|/|-|\.)\s*\d{1,2}\s*(?:năm|/|-|\.)\s*\d{4})", re.I)
_BASES = 60
_CONSOLIDATED = re.compile(r"^(?:XÁC THỰC )?VĂN BẢN HỢP NHẤT\b")
_AMENDED_BY = re.compile(r"được sửa đổi(?:, bổ sung)?(?: một số điều)?\s+(?:bởi|theo)\s*:\s*$")
_NEAR_TITLE = 12
_WITHOUT_TYPE = frozenset({"Văn bản hợp nhất", "Công văn", "Công điện"})


def cast_doubts(head: Head, blocks: Sequence[Block]) -> None:
    """Make unsure what something else in the document speaks against."""
    number = own_number(head)
    _several(head)
    _figures(head, number)
    _types_differ(head, number)
    _other_year(head, number)
    _earlier_than_its_bases(head, blocks)
    _consolidated_text(head, number, blocks)


def own_number(head: Head) -> SoHieu | None:
    """The number found, parsed; None when there is none."""
    try:
        return parse_so_hieu(_value(head, "so_hieu"))
    except InvalidSoHieu:
        return None


def _value(head: Head, name: str) -> str:
    return next((f.value for f in head.fields if f.name == name), "")


def doubt(head: Head, name: str, why: str) -> None:
    """Make the field ``name`` unsure and say why beside where it was read."""
    for at, field in enumerate(head.fields):
        if field.name == name and field.confidence == "chac":
            head.fields[at] = replace(field, confidence="ngo", where=f"{field.where} ({why})")


def _several(head: Head) -> None:
    """One head has one number and one day; a second is a copy's, or another body's of a joint one."""
    numbers, days = dict.fromkeys(head.numbers), dict.fromkeys(head.days)
    if len(numbers) > 1:
        doubt(head, "so_hieu", f"phần đầu có {len(numbers)} số: {', '.join(numbers)}")
    if len(days) > 1:
        doubt(head, "ngay", f"phần đầu có {len(days)} ngày: {', '.join(days)}")


def _figures(head: Head, number: SoHieu | None) -> None:
    """Letters that scanners take for figures, and a year where the figures were left open."""
    where = next((f.where for f in head.fields if f.name == "so_hieu"), "")
    if _LETTER_FOR_FIGURE.search(where[:24]):
        doubt(head, "so_hieu", "có chữ lẫn trong số")
    if (
        number
        and not number.nam
        and not number.legislature
        and number.so == _value(head, "ngay")[:4]
    ):
        doubt(head, "so_hieu", "số trùng năm, có thể chỗ ghi số để trống")


def _types_differ(head: Head, number: SoHieu | None) -> None:
    """The code in the number (``QĐ``) and the type printed say different things."""
    printed = _value(head, "loai")
    if number is None or not printed or printed in _WITHOUT_TYPE:
        return
    codes = number.parts  # "1141-TC/QĐ/CĐKT": old numbers open with the issuer
    meant, said = _types(number.type_code), {t for c in codes for t in _types(c)}
    if printed in said:
        return
    if meant:
        why = f"ký hiệu {number.type_code} là {', '.join(sorted(meant))}, tên loại in là {printed}"
        doubt(head, "so_hieu", why)
        if number.nam or number.party:
            doubt(head, "loai", why)


def _types(code: str) -> set[str]:
    """Names of the types a code stands for, of the Party and of the State."""
    both = (*types_for_code(code, "dang"), *types_for_code(code, "nha_nuoc"))
    return {t.ten for t in both} if code else set()


def _other_year(head: Head, number: SoHieu | None) -> None:
    """A day outside the year in the document's own number, however it was printed."""
    day = _value(head, "ngay")
    if number and number.nam and day[:4] not in (str(number.nam), CHUA_RO[:4], ""):
        doubt(head, "ngay", f"số ghi năm {number.nam}")


def _earlier_than_its_bases(head: Head, blocks: Sequence[Block]) -> None:
    """Nothing is based on what was issued after it."""
    day = _value(head, "ngay")
    if len(day) != len("2020-01-31"):
        return
    for block in blocks[:_BASES]:
        if block.quoted or not _BASIS.match(block.text):
            continue
        later = [
            d for d in map(parse_date, _DAY.findall(block.text)) if len(d) == len(day) and d > day
        ]
        if later:
            doubt(head, "ngay", f"căn cứ ghi ngày {max(later)}, sau ngày văn bản")
            return


def _consolidated_text(head: Head, number: SoHieu | None, blocks: Sequence[Block]) -> None:
    """A consolidated text may print the letterhead of the text it consolidates, or none: its own
    number and day are then elsewhere, or nowhere."""
    if number and number.type_code == "VBHN":
        return
    said = any(_CONSOLIDATED.match(b.text) for b in blocks if not b.quoted)
    listed = any(_AMENDED_BY.search(b.text) for b in blocks[: max(head.type_at, 0) + _NEAR_TITLE])
    if said or listed:
        for name in ("so_hieu", "ngay", "loai"):
            doubt(head, name, "văn bản hợp nhất: có thể là của văn bản được hợp nhất")
