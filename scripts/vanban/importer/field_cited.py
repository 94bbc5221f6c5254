"""Numbers and days in a head that are another document's: cited, issued with, gazetted, received.

A subject or a note may be broken so that a line begins with the number of the document it names;
a gazette's head and the stamp of an incoming mail have numbers and days of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.importer.labels import is_caps
from vanban.importer.letterhead import ABOUT, DATE, NUMBER
from vanban.importer.model import Block

_KINDS = (
    r"quyết định|nghị quyết|nghị định|thông tư|thông tri|chỉ thị|công văn|kế hoạch|kết luận|quy định"
    r"|hướng dẫn|thông báo|đề án|chương trình|tờ trình|báo cáo|công điện|văn bản|pháp lệnh|luật|lệnh"
)
_NAMES = rf"\b(?:của|theo|thực hiện|thi hành|triển khai|bởi|trả lời|tại|hành)\s+(?:các\s+)?(?:{_KINDS})\b"
_LEFT_OPEN = re.compile(rf"(?:\b(?:{_KINDS}|số|theo|của|và|với)|{_NAMES}[^.;:)]*)\s*,?$", re.I)
_LEFT_OPEN_CAPS = re.compile(rf"{_NAMES}\s*(?:SỐ)?$", re.IGNORECASE)
_ISSUED_WITH = re.compile(r"kèm theo", re.IGNORECASE)
_NAMED_KIND = re.compile(rf"^(?:{_KINDS})\b.{{0,60}}?\bsố\b", re.IGNORECASE)
_BARE_COUNT = re.compile(r"^số\s*:?\s*\d{1,5}(?:\s*\+\s*\d{1,5})*\s*(?:[-–,]|$|(?=ngày))", re.I)
_OTHERS_HEAD = re.compile(
    r"^(?:CÔNG BÁO\b.*|(?:VĂN BẢN|CÔNG VĂN)?\s*ĐẾN|CÔNG VĂN ĐẾN|VĂN BẢN ĐẾN)\W*$"
)
_BY = re.compile(r"của\s", re.IGNORECASE)
_BACK = 4


def cited(blocks: Sequence[Block], at: int) -> bool:
    """Whether line ``at`` goes on from the line above as the number or day of another document."""
    text = blocks[at].text.strip()
    if not (NUMBER.match(text) or DATE.search(text)):
        return False
    before = [b.text.strip() for b in blocks[max(0, at - _BACK) : at]]
    if _bracketed(before, text):
        return True
    if not before:
        return False
    if _ISSUED_WITH.search(before[-1]) and not before[-1].endswith((")", ".", ";")):
        return True
    if DATE.match(text) and text[:1].islower() and at and cited(blocks, at - 1):
        return True
    return _left_open(before[-1])


def _bracketed(before: Sequence[str], text: str) -> bool:
    """The line stands in, or closes, a bracket that was opened above it."""
    whole = " ".join(before)
    return whole.count("(") > whole.count(")") or text.count(")") > text.count("(")


def _left_open(line: str) -> bool:
    """The line above names a kind of document whose number must follow; in capitals only behind a
    verb, since a body's name may end with such a word (``BAN CHỈ ĐẠO ĐỀ ÁN``)."""
    return bool((_LEFT_OPEN_CAPS if is_caps(line) else _LEFT_OPEN).search(line))


def issued_with(blocks: Sequence[Block], at: int) -> bool:
    """The cited number or day is the carrier's: ``(Ban hành kèm theo Quyết định`` stands above."""
    return any(_ISSUED_WITH.search(b.text) for b in blocks[max(0, at - _BACK) : at + 1])


def goes_on(blocks: Sequence[Block], at: int, subject: Sequence[str]) -> bool:
    """A number line below the type that is part of the ``subject`` read so far."""
    text = blocks[at].text.strip()
    told = bool(subject) and not is_caps(subject[-1]) and not _BY.match(subject[0])
    named = text.startswith("số") or bool(_NAMED_KIND.match(text))
    return (told and named) or cited(blocks, at)


def others_head(blocks: Sequence[Block], at: int) -> bool:
    """A line of a gazette's head or of a stamp of receipt: ``Số 12``, ``Ngày 15/01/2024``."""
    text = blocks[at].text.strip()
    if _is_others(text):
        return True
    date = DATE.match(text)
    if not date or date["place"].strip():
        return False
    return any(_is_others(b.text.strip()) for b in blocks[max(0, at - 2) : at])


def _is_others(text: str) -> bool:
    return bool(_OTHERS_HEAD.match(text) or (_BARE_COUNT.match(text) and not NUMBER.match(text)))


def answers(blocks: Sequence[Block], at: int) -> bool:
    """A line of a letter's subject (``V/v trả lời Công văn`` / ``số 45/…``)."""
    above = [b.text for b in blocks[max(0, at - 3) : at]]
    return blocks[at].text[:1].islower() and any(map(ABOUT.match, above))
