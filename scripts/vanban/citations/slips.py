"""Slips of the source that show in one mention: kept as printed, and said."""

from __future__ import annotations

import re
from functools import lru_cache

from vanban.citations.page import Hit
from vanban.citations.typewords import CODES, GENERIC

# Codes that no issuer and no other type is written by.
_SURE = frozenset(
    {"NQ", "NĐ", "CT", "KL", "CTr", "TTr", "CV", "KH", "HD", "QĐ", "QĐi", "NQLT", "TTLT", "VBHN"}
)
_FAMILY = {
    "Quy định": "Quyết định", "Quy chế": "Quyết định", "Nghị quyết liên tịch": "Nghị quyết",
    "Thông tư liên tịch": "Thông tư", "Thông tư liên bộ": "Thông tư",
    "Chương trình phối hợp": "Chương trình",
}  # fmt: skip
_TWO = re.compile(r"[IVX]+ ?(?:[;,]| và) ?[IVX]+\)?")


def slip(hit: Hit, surface: str) -> str:
    """What is odd about a full or named mention, in words for its reader; '' when nothing is."""
    if hit.kind == "full":
        return _disagreeing(hit.loai, hit.so_hieu)
    two = hit.loai in ("Nghị quyết", "Kết luận") and _TWO.search(surface)
    return "Một cách viết cho hai văn bản." if two else ""


@lru_cache(maxsize=8192)
def _disagreeing(loai: str, so_hieu: str) -> str:
    if loai in ("", GENERIC):
        return ""
    code = next((c for c in re.split(r"[-/]", so_hieu) if c and not c[0].isdigit()), "")
    shown = CODES.get(code, "") if code in _SURE else ""
    if not shown or _FAMILY.get(shown, shown) == _FAMILY.get(loai, loai):
        return ""
    return f"Trong câu là {loai}, ký hiệu {code} là của {shown}."
