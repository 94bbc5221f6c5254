"""Doubts that the facts of a head cast on each other: what can be wrong is not called sure.

Each of them is a way a clerk finds a misread letterhead: two numbers or days in one head (a
certified copy, a joint circular), a letter among the figures, a number whose code names another
type than the one printed, a day that is earlier than what the document is based on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from vanban.importer.letterhead import MOTTO, Head
from vanban.importer.model import Block
from vanban.model import CHUA_RO
from vanban.so_hieu import InvalidSoHieu, SoHieu, parse_so_hieu
from vanban.tables import load_registry, types_for_code
from vanban.text import parse_date, same_name

_LETTER_FOR_FIGURE = re.compile(r"(?<=\d)[OoIlSBZ](?=[\d/ -])")
_BASIS = re.compile(r"^[-–\s]*(?:Căn cứ|Thực hiện|Thi hành)\b", re.IGNORECASE)
_DAY = re.compile(r"ngày\s+(\d{1,2}\s*(?:tháng|/|-|\.)\s*\d{1,2}\s*(?:năm|/|-|\.)\s*\d{4})", re.I)
_BASES = 60
_CONSOLIDATED = re.compile(r"^(?:XÁC THỰC )?VĂN BẢN HỢP NHẤT\b")
_AMENDED_BY = re.compile(r"được sửa đổi(?:, bổ sung)?(?: một số điều)?\s+(?:bởi|theo)\s*:\s*$")
_NEAR_TITLE = 12
_WORD = re.compile(r"[A-ZĐ]?[a-zđ][\w.]*")
_MIXED = frozenset({"TTg", "nb"})
# Bodies of every place: what their letterheads say, the table of bodies has only those by name.
_RELATIVE = {
    "UBND": ("ủy ban nhân dân", "ubnd", "chủ tịch"),
    "HĐND": ("hội đồng nhân dân", "hđnd"),
    "TU": ("tỉnh ủy", "thành ủy", "đảng bộ", "ban chấp hành"),
    "HU": ("huyện ủy", "đảng bộ", "ban chấp hành"),
    "ĐU": ("đảng ủy", "đảng bộ", "ban chấp hành"),
}
_FORMERLY = ("phủ thủ tướng", "hội đồng bộ trưởng", "hội đồng chính phủ")
_COMMITTEES = frozenset({"TW", "TU", "HU", "QU", "ThU"})
_ORGAN = re.compile(
    r"^(?:BAN (?:TỔ CHỨC|TUYÊN GIÁO|DÂN VẬN|NỘI CHÍNH|KINH TẾ)|VĂN PHÒNG|(?:ỦY|UỶ) BAN KIỂM TRA)\b"
)
_WITHOUT_TYPE = frozenset({"Văn bản hợp nhất", "Công văn", "Công điện"})


def cast_doubts(head: Head, blocks: Sequence[Block]) -> None:
    """Make unsure what something else in the document speaks against."""
    number = own_number(head)
    _several(head)
    _figures(head, number)
    _types_differ(head, number)
    _other_year(head, number)
    _incomplete(head, number)
    _other_issuer(head, number)
    _no_letterhead(head, blocks)
    _effective_long_before(head)
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
        doubt(head, "so_hieu", f"ngày ghi năm {day[:4]}")


def _incomplete(head: Head, number: SoHieu | None) -> None:
    """Figures left at nought, a type without a body behind it, words that are no code."""
    if number is None:
        return
    if not number.so.strip("0."):
        doubt(head, "so_hieu", "số 0, có thể chỗ ghi số để trống")
    if len(number.parts) == 1 and _types(number.parts[0]) and not number.legislature:
        doubt(head, "so_hieu", "không có ký hiệu cơ quan")
    if any(_WORD.fullmatch(part) and part not in _MIXED for part in number.parts):
        doubt(head, "so_hieu", "có từ lẫn trong ký hiệu")


def _other_issuer(head: Head, number: SoHieu | None) -> None:
    """The number carries the code of a body that the letterhead doesn't name."""
    if number is None or not head.issuers:
        return
    printed = _comparable(" ".join(head.issuers))
    codes = [c for c in number.issuers if _names_of(c)]
    named = any(name in printed for c in codes for name in _names_of(c))
    organ = any(_ORGAN.match(line) for line in head.issuers[1:])
    if len(codes) == len(number.issuers) > 0 and (
        not named or (organ and set(number.issuers) <= _COMMITTEES)
    ):
        doubt(head, "so_hieu", f"ký hiệu {'-'.join(codes)} không phải của {head.issuers[-1]}")


@cache
def _names_of(code: str) -> tuple[str, ...]:
    """What a letterhead can say where numbers have ``code``; empty for a code not known."""
    registry = load_registry()
    if code in _RELATIVE or registry.is_relative_code(code):
        return tuple(map(_comparable, _RELATIVE.get(code, ())))
    found = registry.bodies_for_code(code)
    names = (n for body in found for n in (body.ten, *body.ten_khac))
    return tuple(map(_comparable, (*names, *(_FORMERLY if code in ("CP", "TTg") else ()))))


def _comparable(name: str) -> str:
    return re.sub(r"[\W_]+", " ", same_name(name)).strip()


def _no_letterhead(head: Head, blocks: Sequence[Block]) -> None:
    """Neither a type nor the State's or the Party's name above: a list may hold such lines."""
    if head.type_at >= 0 or _value(head, "loai") == "Công văn":
        return
    if not any(MOTTO.search(b.text) for b in blocks[:_BASES]):
        for name in ("so_hieu", "ngay"):
            doubt(head, name, "không thấy tên loại, quốc hiệu hay tiêu đề")


def _effective_long_before(head: Head) -> None:
    """In force more than a year before its own day: one of the two is misprinted or misread."""
    day, effect = _value(head, "ngay"), _value(head, "hieu_luc_tu")
    if len(day) == len(effect) == len("2020-01-31") and int(day[:4]) - int(effect[:4]) > 1:
        doubt(head, "ngay", f"hiệu lực từ {effect}")


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
