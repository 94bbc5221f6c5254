"""Rule: numbers without their symbol (``Chỉ thị 05``, ``NQ 68``, ``Nghị định số 123/2020``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.citations.issuers import BODY_START
from vanban.citations.page import Hit, Page
from vanban.citations.typewords import GENERIC, type_before, type_of_words
from vanban.so_hieu import canonical

_NUMBER = re.compile(
    r"(?P<so> {1,3}(?:[Ss]ố|SỐ) {0,3}:?)?(?: {0,3})"
    r"(?P<n>\d{1,4}[a-z]?(?:/(?:19|20)\d\d)?)(?![\w%°+])(?![.,/:]\d)(?!/[A-Za-zĐ])"
)
_NEAR = re.compile(r" {0,4}(?:(?:[Ss]ố|SỐ) {0,3}:? {0,3})?\d")
_SMALL_SYMBOL = re.compile(
    r"(?: {1,3}số)? {1,3}(?P<n>\d{1,5}(?:/(?:19|20)\d\d)?[-/][a-zđĐ]{1,6}[-/][a-zđ]{2,10})(?!\w)"
)
# Decrees of 1945-1954 carry a letter or the initials of a ministry (``22-C``, ``38 NV``).
_DECREE = re.compile(
    r"(?: {1,3}(?:[Ss]ố|SỐ))? {1,3}(?P<n>\d{1,3}(?P<noi> ?[-/] ?| )(?P<ma>[A-ZĐ]{1,3}))(?![\w/-])"
)
_UNIT = re.compile(
    r" {0,3}(?:(?:năm(?! {1,3}(?:19|20)\d\d)|tháng|ngày(?! {1,3}\d)|giờ|phút|tuần|quý|đồng|tỷ|triệu|nghìn|"
    r"ha|km[2²]?|m[2²]|người|lần|vấn đề|điều(?! {1,3}chỉnh)|khoản|điểm|nội dung|cơ quan|nhiệm|nhóm|bước|"
    r"loại(?! {1,3}(?:bỏ|trừ))|cấp|mục|chương|đơn vị|thành viên|đồng chí|phiếu|bộ|bản|trường|xã|phường|tỉnh|"
    r"huyện|dự án|công trình|giải pháp|mức|hộ|trang|phương|cuộc|vụ|việc|buổi|ý kiến|kiến nghị|tập thể|"
    r"cá nhân|hồ sơ|doanh nghiệp|đợt|đảng viên|chi bộ|xe|tàu|đại biểu|thủ tục|văn bản|luật|nghị|"
    r"chỉ tiêu|kỳ|hình thức|biện pháp|[xkh])(?!\w)|[-%°])"
)
_SURE = frozenset(
    {"Nghị quyết", "Nghị định", "Chỉ thị", "Kết luận", "Thông tư", "Thông tư liên tịch", "Sắc lệnh"}
)
# Programmes and projects are called by numbers that are no document's.
_COUNTED = frozenset({"Chương trình", "Dự án"})
_CALLED = re.compile(r"(?:gọi|viết)(?: tắt| chung)? là[: ]{1,3}[“\"]?\Z")
_ATTEST = re.compile(
    r"(?:(?:,| và|, và) {1,3}(?:[Ss]ố {1,3})?\d{1,4}(?![\w/-])){0,9},? {1,3}(?:(?P<ngay>ngày) {1,3}\d|của {1,3})"
)
_MORE = re.compile(
    r"(?:,| và|, và) {1,3}(?:[Ss]ố {1,3})?(?P<n>(?!(?:19|20)\d\d)\d{2,4})(?![\w%°+])(?![.,/:-]\d)(?! {0,2}[-/] {0,2}[\dA-ZĐ])"
)


def short(page: Page, taken: Sequence[Hit]) -> Iterator[Hit]:
    """Numbers without a symbol, in order of place."""
    plain = list(_after_words(page, taken))
    done = {h.start for h in plain}
    more = list(_numbered_in_words(page, taken, done))
    return iter(sorted([*plain, *more], key=_place) if more else plain)


def _place(hit: Hit) -> int:
    return hit.start


def _after_words(page: Page, taken: Sequence[Hit]) -> Iterator[Hit]:
    """A type word with a bare number, and the bare numbers listed after it.

    Types whose words also count things (``Kế hoạch 5 năm``) need ``số`` or a full mention of
    the same type and number elsewhere (``Quy định 11`` beside ``Quy định số 11-QĐi/TW``).
    """
    flat = page.flat
    known = {(h.loai, _bare(h.so_hieu)) for h in taken if h.so_hieu}
    done = {h.start for h in taken if h.kind == "full"}
    for start, end in page.words:
        if start in done or not _NEAR.match(flat, end):
            continue
        decree = _DECREE.match(flat, end) if flat.startswith("Sắc", start) else None
        if decree:
            yield _full(flat, start, decree)
            continue
        m = _NUMBER.match(flat, end)
        if not m:
            small = _SMALL_SYMBOL.match(flat, end)
            if small:
                yield _full(flat, start, small)
            continue
        word = flat[start:end]
        loai = type_of_words(word)
        if (loai, _bare(m["n"])) in known and not _UNIT.match(flat, m.end()):
            yield _hit(start, m.end(), loai, m["n"])
            continue
        called = _CALLED.search(flat, max(0, start - 18), start)
        if called and loai:
            known.add((loai, _bare(m["n"])))
        elif not loai or not _is_document(flat, m, word, loai) or _in_a_cell(page.text, start, m):
            continue
        yield _hit(start, m.end(), loai, m["n"])
        yield from _listed(flat, m.end(), loai)


_LOOSE_NUMBER = re.compile(r"số \d{1,5}[a-z]?(?=[ ,;.)”])")
_BARE_NUMBER = re.compile(
    r"(?P<n>\d{1,5}[a-z]?)(?![\w/%°+-])(?![.,:]\d)(?= {0,3}[,;.)”]| {1,3}(?:ngày|của|về|gửi|do|năm)(?!\w))"
)


def _numbered_in_words(page: Page, taken: Sequence[Hit], done: set[int]) -> Iterator[Hit]:
    """``văn bản số 1814 gửi``, ``Chương trình hành động số 188 của Tỉnh ủy``."""
    flat = page.flat
    spans = iter(taken)
    held = next(spans, None)
    for numbered in _LOOSE_NUMBER.finditer(flat):
        at = numbered.start() - 1
        m = _BARE_NUMBER.match(flat, at + 4) if at > 0 else None
        if m:
            while held and held.end <= at:
                held = next(spans, None)
            found = type_before(flat, 0, at)
            if found and found[0] not in done and not (held and held.start < m.end()):
                hit = _in_words(flat, found, m)
                if hit:
                    yield hit


def _in_words(flat: str, found: tuple[int, str], m: re.Match[str]) -> Hit | None:
    start, loai = found
    attested = _attested(flat, m.end())
    if loai == GENERIC:
        loai = "Công văn"
    elif not attested and loai not in _SURE:
        return None
    if not attested and flat[start].islower() and not flat.startswith((" về ", " gửi "), m.end()):
        return None
    if loai in ("Luật", "Bộ luật") or flat.endswith(("mẫu ", "Mẫu "), 0, start):
        return None
    return _hit(start, m.end(), loai, m["n"])


_DIGITS = re.compile(r"0*(\d+)")


def _bare(number: str) -> str:
    m = _DIGITS.match(number)
    return m[1] if m else ""


def _full(flat: str, start: int, m: re.Match[str]) -> Hit:
    """``Nghị định 100/2019/nđ-cp``: a scraper has put the symbol in lower case."""
    loai = type_of_words(flat[start : m.start()])
    printed = m["n"].replace(" ", "" if loai != "Sắc lệnh" or m["noi"].strip() else "-")
    number = canonical(printed)
    year = re.search(r"/((?:19|20)\d\d)/", number)
    return Hit(
        start=start, end=m.end(), loai=loai, kind="full",
        so_hieu=number, nam=year[1] if year else "",
    )  # fmt: skip


def _hit(start: int, end: int, loai: str, number: str, kind: str = "short") -> Hit:
    year = number.partition("/")[2]
    return Hit(
        start=start, end=end, loai=loai, kind=kind, so_hieu=number, nam=year,  # type: ignore[arg-type]
    )  # fmt: skip


def _is_document(flat: str, m: re.Match[str], word: str, loai: str) -> bool:
    """Not a count (``Kế hoạch 5 năm``), not a year (``Luật 2013``), not a verb (``Quyết định 3 …``)."""
    number = m["n"]
    if "/" in number:
        return True
    if _UNIT.match(flat, m.end()) and not (m["so"] and not flat.startswith("-", m.end())):
        return False
    if len(number) == 4 and number[:2] in ("19", "20"):
        return False
    if m["so"]:
        return not word[0].islower() or loai in _SURE
    if word[0].isupper() and loai not in _COUNTED and _attested(flat, m.end()):
        return True
    return loai in _SURE and len(number) > 1 and (flat[m.start()] == " " or word.isupper())


def _attested(flat: str, end: int) -> bool:
    """A date or a body behind the number: ``Công văn 1234 ngày 2/3/2020``."""
    m = _ATTEST.match(flat, end)
    return m is not None and bool(m["ngay"] or BODY_START.match(flat, m.end()))


def _in_a_cell(text: str, start: int, m: re.Match[str]) -> bool:
    """A word and a number that only a table has put on neighbouring lines."""
    if m["so"] or "\n" not in text[start : m.start("n")]:
        return False
    return text[start].islower() or not text[m.end() : m.end() + 24].partition("\n")[0].strip()


def _listed(flat: str, at: int, loai: str) -> Iterator[Hit]:
    while True:
        m = _MORE.match(flat, at)
        if not m or _UNIT.match(flat, m.end()):
            return
        yield _hit(m.start("n"), m.end(), loai, m["n"], "list-member")
        at = m.end()
