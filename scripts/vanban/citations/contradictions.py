"""Where a text contradicts itself or the document it means; told, never repaired."""

from __future__ import annotations

from typing import NamedTuple

from vanban.citations.narrow import ONE_SERIES, STATUTES, full_date, read_number
from vanban.model import Mention
from vanban.text import viet_date

YEAR = "lech-nam"
KIND = "lan-loai"


class Slip(NamedTuple):
    """``code`` is the ending of an Issue's code, ``told`` what is odd, in Vietnamese."""

    code: str
    told: str


def of_year(mention: Mention) -> Slip | None:
    """A date whose year isn't the one inside the symbol (DOMAIN 3.6: one in a hundred is)."""
    number = read_number(mention.so_hieu) if mention.so_hieu else None
    if number is None or not number.symbol.nam or not full_date(mention.ngay):
        return None
    if mention.ngay.startswith(f"{number.symbol.nam}-"):
        return None
    told = (
        f"số hiệu {mention.so_hieu} mang năm {number.symbol.nam}"
        f" nhưng câu văn ghi ngày {viet_date(mention.ngay)}."
    )
    return Slip(YEAR, told)


def of_kind(mention: Mention, held: str) -> Slip | None:
    """``Quyết định`` for a ``Quy định`` or the reverse (both are QĐ in the Party), ``Luật`` for a code."""
    if mention.loai == held or not mention.so_hieu:
        return None
    if not any(held in series and mention.loai in series for series in (ONE_SERIES, STATUTES)):
        return None
    if not mention.surface.lower().startswith(mention.loai.lower()):
        return None  # read off the symbol, which can't tell
    return Slip(KIND, f"câu văn gọi là {mention.loai}, văn bản trong kho là {held}.")
