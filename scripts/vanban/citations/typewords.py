"""Words for types of document as running text writes them, and the codes inside symbols.

Sources: Quy định 399-QĐ/TW and Hướng dẫn 36-HD/VPTW (Party), Nghị định 30/2020/NĐ-CP,
appendix III (State), older forms as met. The finder needs them in every spelling and at
speed; what a type *is* stands in the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vanban.text import fold

# Longer names first: the alternation takes the first that fits.
_NAMES = (
    "Nghị quyết liên tịch", "Thông tư liên tịch", "Thông tư liên bộ", "Chỉ thị liên tịch",
    "Hướng dẫn liên ngành", "Hướng dẫn liên tịch", "Kế hoạch liên tịch", "Văn bản hợp nhất",
    "Quy chế phối hợp", "Chương trình phối hợp", "Bản ghi nhớ", "Bản thỏa thuận",
    "Bộ luật", "Luật", "Pháp lệnh", "Sắc lệnh", "Sắc luật", "Lệnh", "Thông lệnh", "Thông lệnh liên bộ", "Nghị định", "Nghị quyết",
    "Quyết định", "Chỉ thị", "Kết luận", "Quy định", "Quy chế", "Hướng dẫn", "Thông tư",
    "Thông tri", "Thông báo", "Thông cáo", "Báo cáo", "Kế hoạch", "Chương trình", "Đề án",
    "Phương án", "Dự án", "Tờ trình", "Công văn", "Công điện", "Biên bản", "Quy hoạch",
    "Chiến lược", "Tuyên bố", "Lời kêu gọi", "Điều lệ", "Giấy mời", "Quy trình",
    "Thông báo kết luận", "Chương trình hành động", "Kế hoạch hành động",
    "Chương trình công tác", "Công văn hỏa tốc", "Công điện khẩn", "Công điện hỏa tốc",
    "Phiếu chuyển", "Phiếu trình", "Phiếu gửi", "Phiếu báo", "Thư công", "Giấy giới thiệu",
    "Quyết nghị", "Đề cương", "Quy tắc", "Thông tin",
)  # fmt: skip
_SHORTENED = {
    "Thông báo kết luận": "Thông báo", "Chương trình hành động": "Chương trình",
    "Kế hoạch hành động": "Kế hoạch", "Chương trình công tác": "Chương trình",
    "Công văn hỏa tốc": "Công văn", "Công điện khẩn": "Công điện",
    "Công điện hỏa tốc": "Công điện", "Chỉ thị liên tịch": "Chỉ thị",
    "Hướng dẫn liên tịch": "Hướng dẫn", "Hướng dẫn liên ngành": "Hướng dẫn",
    "Kế hoạch liên tịch": "Kế hoạch", "Quy chế phối hợp": "Quy chế",
    "Chương trình phối hợp": "Chương trình",
    "Thông lệnh liên bộ": "Thông lệnh",
}  # fmt: skip
GENERIC = "Văn bản"
"""``văn bản số 15422-CV/VPTW``: the symbol tells the type."""

ABBREVIATIONS = {
    "NQLT": "Nghị quyết liên tịch", "TTLT": "Thông tư liên tịch", "TTLB": "Thông tư liên bộ",
    "VBHN": "Văn bản hợp nhất", "NQ": "Nghị quyết", "NĐ": "Nghị định", "ND": "Nghị định",
    "QĐi": "Quy định", "QyĐ": "Quy định", "QĐ": "Quyết định", "CT": "Chỉ thị",
    "CTr": "Chương trình", "TT": "Thông tư", "KL": "Kết luận", "HD": "Hướng dẫn",
    "TB": "Thông báo", "KH": "Kế hoạch", "BC": "Báo cáo", "CV": "Công văn", "TTr": "Tờ trình",
    "PL": "Pháp lệnh", "ĐA": "Đề án", "QC": "Quy chế", "CĐ": "Công điện",
}  # fmt: skip

CODES = {
    **ABBREVIATIONS,
    "QĐI": "Quy định", "QYĐ": "Quy định", "CTR": "Chương trình", "TTR": "Tờ trình",
    "L": "Luật", "LCT": "Luật", "PLCT": "Pháp lệnh", "SL": "Sắc lệnh", "TC": "Thông cáo",
    "QH": "Quy hoạch", "PA": "Phương án", "DA": "Dự án", "BB": "Biên bản", "CTHĐ": "Chương trình",
    "CTPH": "Chương trình", "QCPH": "Quy chế", "HDLT": "Hướng dẫn",
    "HDLN": "Hướng dẫn", "KHLT": "Kế hoạch", "KHPH": "Kế hoạch", "CTLT": "Chỉ thị",
    "TBKL": "Thông báo", "GM": "Giấy mời", "QD": "Quyết định", "CD": "Công điện",
}  # fmt: skip
"""Codes of symbols; only those in a symbol's first place say a type."""

PARTY_TT = "Thông tri"


@lru_cache(maxsize=4096)
def _fold(words: str) -> str:
    return " ".join(words.lower().replace("hoả", "hỏa").split())


_BY_WORDS = {_fold(name): _SHORTENED.get(name, name) for name in _NAMES} | {
    _fold(GENERIC): GENERIC, "công thư": "Công văn",
}  # fmt: skip
# ``Quyếtđịnh này``: a blank lost inside.
_BY_WORDS |= {
    words.replace(" ", ""): loai for words, loai in _BY_WORDS.items() if words.count(" ") == 1
}


def _spaced(words: str) -> str:
    """Blanks between syllables may be a line break and a margin."""
    loose = re.escape(words).replace(r"\ ", " {1,8}")
    return loose.replace("hỏa", "h(?:ỏa|oả)")


_WORDS = "|".join(_spaced(n) for n in sorted({*_NAMES, GENERIC, "Công thư"}, key=len, reverse=True))
_SHORT = "|".join(sorted(ABBREVIATIONS, key=len, reverse=True))
WORD = rf"(?:(?i:{_WORDS})|{_SHORT})"
"""A type word in any case, or an abbreviation in its own case; no boundaries."""


@lru_cache(maxsize=4096)
def type_of_words(words: str) -> str:
    """``NGHỊ  quyết`` → ``Nghị quyết``; abbreviations expanded; '' if it isn't a type."""
    return ABBREVIATIONS.get(words) or _BY_WORDS.get(_fold(words), "")


def type_of_symbol(codes: tuple[str, ...], *, party: bool) -> str:
    """The type a symbol's first code shows; '' when it shows an issuer.

    ``TT`` is Thông tri in the Party's order and for the Front's bodies (``05/TT-MTTW-BTT``),
    Thông tư elsewhere; ``QĐ`` is taken as Quyết định, the only guess, and needs a word to
    say otherwise.
    """
    first = codes[0].partition(".")[0]
    name = CODES.get(first) or CODES.get(first.upper(), "")
    if first == "TT" and (party or any(c.startswith("MTT") for c in codes[1:])):
        return PARTY_TT
    return name


def is_code(code: str) -> bool:
    return code in CODES or code.upper() in CODES


# Every tail of every type phrase: reading backwards stops at the first word that begins none.
_TAILS = frozenset(
    " ".join(words.split()[n:]) for words in _BY_WORDS for n in range(len(words.split()))
) | frozenset(a.lower() for a in ABBREVIATIONS)
_GLUED = re.compile(rf"(?<=[a-zà-ỹ])(?=[A-ZĐ])(?:{_WORDS})\Z")
# ``pháp luật``, ``công nghệ thông tin``: no types, though a part of them is one.
_PARTS = ("luật", "thông tin")
_WHOLES = ("áp ", "ỷ ", "nghệ ")
_OPENING = " ([“\"'‘«`>-–/"


def type_before(flat: str, low: int, end: int) -> tuple[int, str] | None:
    """(start, type) of the longest type word that ends at ``end``; ``low`` is the lowest start."""
    base = max(low, end - 44)
    window = flat[base:end].rstrip()
    best: tuple[int, str] | None = None
    cut = len(window)
    while cut >= 0:
        cut = window.rfind(" ", 0, len(window[:cut].rstrip()))
        bare = window[cut + 1 :].lstrip(_OPENING)
        if bare[:1].isdigit():
            bare = _unglued(bare)
        if _fold(bare) not in _TAILS:
            break
        loai = type_of_words(bare)
        if loai and not (bare in _PARTS and window[: len(window) - len(bare)].endswith(_WHOLES)):
            best = (base + len(window) - len(bare), loai)
    return best or (_glued(window, base) if cut < len(window) - 2 else None)


def _unglued(words: str) -> str:
    """``4Hiến pháp``: the number of a list or a footnote that lost its blank."""
    bare = words.lstrip("0123456789")
    return bare if bare[:1].isupper() else words


_SINGLE = ("Luật", "Lệnh")


def _glued(window: str, low: int) -> tuple[int, str] | None:
    """``theoNghị định``: a blank was lost before the capital."""
    last = window[window.rfind(" ") + 1 :]
    if last.lower() not in _TAILS and (last.islower() or not last.endswith(_SINGLE)):
        return None
    m = _GLUED.search(window)
    return (low + m.start(), type_of_words(m[0])) if m else None


_BARE = {fold(name): loai for name, loai in _BY_WORDS.items() if " " in name}


def misspelt_before(flat: str, low: int, end: int, sure: bool) -> tuple[int, str] | None:
    """``Nghị đinh``, ``Quyêt định``: a type word of two syllables that lost a mark or gained one.

    Only where a symbol vouches for a document (``sure``).
    """
    window = flat[max(low, end - 24) : end].rstrip()
    words = window.split(" ")
    if not sure or len(words) < 2 or not words[-2]:
        return None
    bare = words[-2].lstrip(_OPENING) + " " + words[-1]
    loai = _BARE.get(fold(bare), "")
    return (max(low, end - 24) + len(window) - len(bare), loai) if loai else None


# Types that end another type's name (``Kết luận`` in ``Thông báo kết luận``).
_ENDINGS = frozenset(a for a in _BY_WORDS for b in _BY_WORDS if b.endswith(f" {a}"))


@lru_cache(maxsize=4096)
def stands_alone(words: str) -> str:
    """The type of ``words`` when no longer type word can end with them, else ''."""
    return "" if _fold(words) in _ENDINGS else type_of_words(words)


_INITIALS = "LBPHĐCNKTQVS"
_REST = (
    r"(?:uật|ắc {1,8}lệnh|ộ {1,8}[lL]uật|L(?:HS|DS|TTHS|TTDS|LĐ)|háp {1,8}lệnh|iến {1,8}pháp|iều {1,8}lệ|ương {1,8}lĩnh"
    r"|ghị {0,8}(?:[Qq]uyết|[Đđ]ịnh)|ết {1,8}luận|hỉ {0,8}[Tt]hị|hông {0,8}(?:[Tt]ư(?: {1,8}liên {1,8}tịch)?|tri|báo)"
    r"|uyết {0,8}[Đđ]ịnh|uy {0,8}(?:định|chế)|ướng {1,8}dẫn|áo {1,8}cáo|ế {1,8}hoạch|hương {1,8}trình"
    r"|ề {1,8}án|ông {1,8}(?:văn|điện)|ờ {1,8}trình|ăn {1,8}bản|Q|Đ|T|L|V|UẬT|Ộ {1,8}LUẬT|HÁP {1,8}LỆNH|IẾN {1,8}PHÁP"
    r"|IỀU {1,8}LỆ|GHỊ {1,8}(?:QUYẾT|ĐỊNH)|HỈ {1,8}THỊ|ẾT {1,8}LUẬN|HÔNG {1,8}TƯ|UYẾT {1,8}ĐỊNH)(?![^\W\d])"
)
AFTER_CAPITAL = rf"(?<=[{_INITIALS}]){_REST}"
"""What follows the capital of a type word; no groups."""

CAPITAL_WORD = re.compile(rf"[{_INITIALS}]{_REST}")
# Each begins with plain letters, by which the search goes: twice as fast as looking for them
# with ``str.find``; what may not stand before is asked afterwards.
_SMALL = (
    re.compile(r"nghị {1,3}(?:quyết|định)(?!\w)"),
    re.compile(r"điều {1,3}lệ(?!\w)"),
    re.compile(r"chỉ {1,3}thị(?= {1,3}(?:số {1,3})?\d)"),
    re.compile(
        r"kết {1,3}luận(?= {1,3}(?:của {1,3})?(?:[Hh]ội {1,3}nghị {1,3}lần|[Tt]rung {1,3}ương {1,3}\d))"
    ),
    re.compile(r"luật(?= )"),
)
_NO_LAW = ("háp ", "kỷ ", "quy ")


def small_words(flat: str) -> Iterator[tuple[int, int]]:
    """Spans of the few type words that also count in lower case."""
    for phrase in _SMALL:
        for m in phrase.finditer(flat):
            start = m.start()
            if not (start and flat[start - 1].isalnum()) and not flat.endswith(_NO_LAW, 0, start):
                yield m.span()
