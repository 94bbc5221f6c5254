"""The printed labels of provisions and the marks a sentence ends with; shared by all steps.

Levels and points: Luật 80/2015/QH13 and Nghị định 30/2020/NĐ-CP for the State, Hướng dẫn
36-HD/VPTW for the Party (``I-``, ``1-``, ``1.1.``); points have no f, j, w, z.
"""

from __future__ import annotations

import re

# A range such as À-Ỹ holds small letters too: Vietnamese capitals and smalls alternate.
_LETTERS = [chr(c) for c in (*range(0xC0, 0x250), *range(0x1EA0, 0x1EFA)) if chr(c).isalpha()]
UPPER = "A-Z" + "".join(c for c in _LETTERS if c.isupper())
LOWER = "a-z" + "".join(c for c in _LETTERS if c.islower())
"""Insides of character classes: the capital and the small letters of Vietnamese."""

QUOTES = "“\"‘'«"
POINT = r"[a-eghik-vxyđ]\d{0,2}"

PART = re.compile(
    r"^(?:PHẦN|Phần)\s+(?:(?:THỨ|thứ)\s+)?"
    r"(?P<number>[IVXLC]{1,6}|\d{1,2}|(?:NHẤT|HAI|BA|TƯ|BỐN|NĂM|SÁU|BẢY|TÁM|CHÍN|MƯỜI)"
    r"|(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười))\b(?:\s*[.:\-–])?\s*(?P<title>.*)$"
)
CHAPTER = re.compile(
    r"^(?:CHƯƠNG|Chương)\s+(?P<number>[IVXLC]{1,7}[a-zA-Z]?|\d{1,3}[a-z]?)\b"
    r"(?:\s*[.:\-–])?\s*(?P<title>.*)$"
)
SECTION = re.compile(
    r"^(?:MỤC|Mục)\s+(?P<number>\d{1,3}[a-z]?|[IVXLC]{1,6})\b(?:\s*[.:\-–])?\s*(?P<title>.*)$"
)
SUBSECTION = re.compile(
    r"^(?:TIỂU MỤC|Tiểu mục)\s+(?P<number>\d{1,3}|[IVXLC]{1,6})\b(?:\s*[.:\-–])?\s*(?P<title>.*)$"
)
ARTICLE = re.compile(
    r"^(?:ĐIỀU|Điều)\s+(?P<number>\d{1,4}[a-zđ]{0,2}|[IVXLC]{1,6})(?:\s*[.:\-–](?!\d)\s*(?P<title>.*)|)$"
)
APPENDIX = re.compile(
    r"^(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|BIỂU MẪU|MẪU SỐ|Mẫu số)"
    r"(?:\s+(?:SỐ|số)?\s*(?P<number>[IVXLC]{1,6}[a-zA-Z]?|\d{1,3}[a-zA-Z]?(?:[./-][\w-]{1,12})?|[A-Z])\b)?"
    rf"(?:\s*[.:\-–])?\s*(?P<title>[^{LOWER}]{{0,200}}|\(.*\))$"
)
ROMAN = re.compile(r"^(?P<number>[IVXLC]{1,6})\s*(?:[./\-–]|\.-)\s*(?P<title>(?![\d/]).*)$")
CAPITAL_LETTER = re.compile(r"^(?P<number>[A-Z])\s*[.\-–]\s+(?P<title>\S.*)$")
CLAUSE = re.compile(r"^(?P<number>\d{1,3}[a-zđ]?)\s*(?:[.)]|-|/)\s*(?P<title>(?![\d/%.,])\S.*)$")
DECIMAL = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,3}){1,3})[.)]?\s+(?P<title>\S.*)$")
LETTER = re.compile(rf"^(?P<number>{POINT})\s*[).]\s*(?P<title>\S.*)$")

SENTENCE_END = re.compile(r"[.;:!?…][\"”’'»)\]]*[.;,]?$|/\.$")

_STARTS = (PART, CHAPTER, SECTION, SUBSECTION, ARTICLE, APPENDIX, DECIMAL, CLAUSE, LETTER)


def starts_provision(line: str) -> bool:
    """A printed label begins the line (a quote mark before it counts too)."""
    bare = line.lstrip(QUOTES)
    if any(pattern.match(bare) for pattern in _STARTS):
        return True
    roman = ROMAN.match(bare)
    return bool(roman and (roman["title"].isupper() or roman["title"][:1].isupper()))


def starts_item(line: str) -> bool:
    """A list dash or bullet begins the line."""
    return bool(re.match(r"^[-–—•·●▪*+]\s+\S", line))


def is_caps(text: str) -> bool:
    """Capitals only, with at least two letters."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(not c.islower() for c in letters)


_LETTERHEAD = re.compile(
    r"CỘNG H(?:ÒA|OÀ) X|ĐẢNG CỘNG SẢN VIỆT NAM|Nơi nhận\s*:|Độc lập\s*-\s*Tự do", re.IGNORECASE
)


_SIGNATURE = re.compile(
    r"\b(?:TM|KT|TL|TUQ|Q)\.|\b[TK]/[MTL]\b|Đã ký|CHỦ TỊCH|BỘ TRƯỞNG|BÍ THƯ|THỦ TƯỚNG|GIÁM ĐỐC|THỐNG ĐỐC"
)


_MOTTO = re.compile(
    r"(?<!NƯỚC )\b(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM)$"
)


def motto_at(text: str) -> int:
    """Where the right side of a letterhead begins in a line that holds both sides; -1 if none."""
    found = _MOTTO.search(text)
    return found.start() if found and found.start() > 2 else -1


def speaks_of_layout(text: str) -> bool:
    """Words of a letterhead or signature stand in ``text``."""
    return bool(_LETTERHEAD.search(text) or _SIGNATURE.search(text))


def is_layout(rows: int, text: str) -> bool:
    """A small table holding a letterhead or signature is layout, ruled or not."""
    if rows <= 6 and len(text) < 2_500 and _LETTERHEAD.search(text):
        return True
    return rows <= 3 and len(text) < 600 and bool(_SIGNATURE.search(text))
