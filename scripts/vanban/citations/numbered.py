"""Rule: documents cited by number and symbol (``Quy định số 11-QĐi/TW``), alone or in a list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from vanban.citations.dates import DATE
from vanban.citations.issuers import BODY_START, body_at
from vanban.citations.lists import shared_suffix
from vanban.citations.page import Hit, Page
from vanban.citations.symbols import Symbol, read_symbol
from vanban.citations.typewords import (
    GENERIC,
    WORD,
    misspelt_before,
    stands_alone,
    type_before,
    type_of_words,
)
from vanban.model import MentionKind

_SO = r"(?:(?:[Ss][ốôổóỏ6]|SỐ)\.? {0,4}:? {0,8}){0,2}"
_SO_BEFORE = re.compile(rf"(?: {{0,8}}[(“\"]?{_SO}| {{0,3}}: {{0,3}}{_SO})\Z")
_SO_ONLY = re.compile(r" {1,8}(?:(?:số|SỐ) {1,8})?")
_FORM = re.compile(r"(?:[Mm]ẫu|[Bb]iểu) {1,3}\Z")
_NUMBER_WORD = re.compile(r"(?:(?<!\w)|(?<=[a-z]))(?:[Ss][ốô]|SỐ) {0,3}:? {0,4}\Z")
_LOOKALIKE = re.compile(
    r"(?:[Mm]ẫu|MẪU|[Bb]iểu|[Pp]hụ lục|PHỤ LỤC|QCVN|TCVN|ISO|[Gg]iấy phép|[Gg]iấy chứng nhận"
    r"|[Hh]ợp đồng|[Hh]óa đơn|[Tt]ài khoản|[Mm]ã|[Kk]ý hiệu|GCN|[Ff]ax|[ĐđTt]T)"
    r"[^\W\d]{0,8}(?: {1,3}(?:biểu|số|Số|đơn|kèm theo))* {0,3}:? {0,3}\Z"
)
_LAW = re.compile(r"(?<!\w)(?:Bộ {1,3}[lL]uật|Luật|LUẬT|Pháp {1,3}lệnh|PHÁP LỆNH)(?!\w)")
_NO_NAME = re.compile(
    r"[;:“”\"]|\d{1,2}[/.-]\d|(?<!\w)(?:này|được|hiệu lực|[Cc]ăn cứ|ngày|khoản|Điều(?! {1,3}ước))(?!\w)"
    r"|(?<!\w)(?:theo(?! {1,3}(?:hợp|phương))|tại(?! {1,3}(?:Việt|doanh|nước|T[oòa])))(?!\w)"
)
_AMENDS = re.compile(r" {1,3}[Ss]ửa {1,3}đổi[^;:()]{1,60}? của {1,3}(?=Luật|Bộ)")
_OTHERS = re.compile(r";(?! {1,3}(?:Luật|Bộ luật) [A-ZĐ])|;(?=[^;]*sửa đổi)")
"""What parts a list of laws that one law amends from a list of laws (``Luật A; Luật B``)."""
_NUMBERED = re.compile(r"số {0,3}:? {0,3}\d")
_OF = re.compile(r" (?:(?:của|giữa) {1,3}|(?=(?:Bộ|[Ll]iên [Bb]ộ|Ban|Tổng cục) ))")
_SO_AFTER = re.compile(r" {0,3}:? {0,3}" + _SO)
_BETWEEN = re.compile(
    rf"(?<!\w)(?P<tu>{WORD})(?P<ten>(?:,? {{1,3}}[^\W\d]+){{1,8}}) {{1,3}}(?:[Ss]ố|SỐ) {{0,3}}:? {{0,3}}\Z"
)
_JOIN = re.compile(
    r"[ ,;.]{0,4}(?:và|hoặc|cùng|với|,|;|-)?(?: {1,3}(?:các|với|theo))?[ ,]{0,4}"
    r"(?P<so>(?:[Ss]ố|SỐ) {0,3}:? {0,4}){0,2}\Z"
)
TAIL = re.compile(
    rf"(?: {{0,3}}[,(]? {{0,3}}(?:ban hành |đề |ký )?ngày {{1,4}}{DATE}\)?)?(?: {{1,4}}của {{1,4}})?"
)
_LINE_END = re.compile(r"[ *_|\t\u00a0]*(?:\n|\Z|[^\W\d_][^\n]{2,40}, {0,3}ngày)")
_BRACKET = re.compile(r" {1,3}\([^\W\d][^\d()]{1,60}\)")
_OF_ASSEMBLY = frozenset({"Luật", "Bộ luật", "Nghị quyết", "Pháp lệnh"})
_WINDOW = 64
_NAME_WINDOW = 420


def numbered(page: Page, taken: Sequence[Hit]) -> Iterator[Hit]:
    """Every number with its symbol that a type word, a list or the symbol itself vouches for."""
    del taken
    flat, done = page.flat, 0
    last: Hit | None = None
    for core in page.cores:
        if core < done:
            continue
        symbol = read_symbol(flat, core)
        if not symbol or symbol.start < done:
            continue
        for hit in _judge(page, symbol, last, done):
            if flat.startswith(")", hit.end) and "(" in flat[hit.start : symbol.start]:
                hit = hit._replace(end=hit.end + 1)  # ``Luật Đất đai (số 31/2024/QH15)``
            done, last = hit.end, hit
            yield hit


def _judge(page: Page, symbol: Symbol, last: Hit | None, done: int) -> tuple[Hit, ...]:
    plain = _worded(page, symbol, done)
    if plain:
        return (plain,)
    flat = page.flat
    low = max(done, symbol.start - _WINDOW)
    before = flat[low : symbol.start]
    shared = shared_suffix(before, low, symbol)
    if shared:
        return shared
    hit = (
        _typed(flat, symbol, done)
        or _letterhead(page, symbol, _member(flat, symbol, last))
        or _named(flat, symbol, done)
        or _of_body(flat, symbol, done)
        or _described(flat, symbol, done)
        or _bare(page, before, low, symbol)
    )
    return (hit,) if hit else ()


def _hit(symbol: Symbol, start: int, loai: str, co_quan: str = "") -> Hit:
    kind: MentionKind = "short" if symbol.read.cut else "full"
    return Hit(start, symbol.end, loai, kind, symbol.read.so_hieu, symbol.nam, co_quan)


def _worded(page: Page, symbol: Symbol, done: int) -> Hit | None:
    """The plain case of ``_typed``: a word of ``page.words`` and at most ``số`` after it."""
    n = bisect_left(page.words, (symbol.start,)) - 1
    start, end = page.words[n] if n >= 0 else (0, 0)
    if (
        start < done
        or end < symbol.start - 20
        or not _SO_ONLY.fullmatch(page.flat, end, symbol.start)
    ):
        return None
    if (
        not start
        or page.flat[start - 1] != " "
        or _FORM.search(page.flat, max(0, start - 8), start)
    ):
        return None
    loai = stands_alone(page.flat[start:end])
    if not loai or (symbol.read.legislature and loai not in _OF_ASSEMBLY):
        return None
    if loai == GENERIC:
        loai = symbol.read.loai or "Công văn"
    return _hit(symbol, start, loai) if _plausible(symbol) else None


def _typed(flat: str, symbol: Symbol, done: int) -> Hit | None:
    """``Chỉ thị [số] 29-CT/TU``: the word stands right before the number."""
    low = max(done, symbol.start - 20)
    m = _SO_BEFORE.search(flat[low : symbol.start])
    end = low + m.start() if m else symbol.start
    found = type_before(flat, done, end) or misspelt_before(flat, done, end, symbol.read.typed)
    if not found or not _plausible(symbol):
        return None
    start, loai = found
    if symbol.read.legislature and loai not in _OF_ASSEMBLY:
        return None  # ``Luật Công nghệ thông tin số …``: a part of the name
    if _glued(flat, symbol) or _FORM.search(flat, max(0, start - 12), start):
        return None
    if loai == GENERIC:
        loai = symbol.read.loai or "Công văn"
    return _hit(symbol, start, loai)


def _glued(flat: str, symbol: Symbol) -> bool:
    """``BC21/BLG`` is a form's own code, ``NQ18-NQ/TW`` a blank that was lost."""
    before = flat[symbol.start - 1]
    sure = symbol.read.typed and symbol.joined and len(symbol.read.codes) > 1
    return before.isalpha() and before not in "ốỐô" and not sure


def _plausible(symbol: Symbol) -> bool:
    return symbol.read.plausible if symbol.joined else symbol.read.typed or symbol.read.alone


def _member(flat: str, symbol: Symbol, last: Hit | None) -> Hit | None:
    """``…, số 47/2024/QH15``: only separators since the last number, its date and issuer."""
    if not last or symbol.start - last.end > 260 or not symbol.joined:
        return None
    m = None
    for end in _tails(flat, last):
        m = _JOIN.match(flat, end, symbol.start)
        if m and flat[end : symbol.start].strip():
            break
        m = None
    if not m or not (symbol.read.typed or _plausible(symbol)):
        return None
    start = m.start("so") if m["so"] else symbol.start
    shown = symbol.read.loai
    loai = last.loai if not shown or _agrees(last.loai, symbol) else shown
    if symbol.read.legislature and loai not in _OF_ASSEMBLY:
        loai = ""
    return Hit(start, symbol.end, loai, "list-member", symbol.read.so_hieu, symbol.nam, member=True)


def _tails(flat: str, last: Hit) -> tuple[int, ...]:
    """Where a mention's own date and issuer may end."""
    bracket = _BRACKET.match(flat, last.end)
    if bracket:
        return (bracket.end(),)
    m = TAIL.match(flat, last.end)
    if not m or m.end() == last.end:
        return (last.end,)
    end = m.end()
    if m[0].endswith(" ") and BODY_START.match(flat, end):
        return (body_at(flat, end, joint=True), body_at(flat, end), last.end)
    return (end, last.end)


def _agrees(loai: str, symbol: Symbol) -> bool:
    """Whether a word for a type and the code in a symbol can be one document's."""
    shown = symbol.read.loai
    if shown == loai or not shown:
        return True
    pair = {shown, loai}
    return pair <= {"Quyết định", "Quy định", "Quy chế"} or pair <= {"Thông tư", "Thông tri"}


def _named(flat: str, symbol: Symbol, done: int) -> Hit | None:
    """``Luật Đất đai số 31/2024/QH15``: the name stands between word and number."""
    if not (symbol.read.legislature or {"L", "LCT", "PL", "PLCT"} & set(symbol.read.codes)):
        return None
    low = max(done, symbol.start - _NAME_WINDOW)
    window = flat[low : symbol.start]
    words = list(_LAW.finditer(window))
    if not words:
        return None
    m = words[-1]
    between = window[m.end() :]
    if _NO_NAME.search(between) or "." in between:
        return None
    # After several laws the number can only be that of the law that amends them all.
    whole = _amending_start(window, words)
    start = low + (m.start() if whole is None else whole)
    return _hit(symbol, start, type_of_words(m[0]))


def _amending_start(window: str, words: list[re.Match[str]]) -> int | None:
    for n in range(len(words) - 3, -1, -1):
        rest = window[words[n].end() :]
        if _AMENDS.match(rest):
            numbered_inside = "ăn cứ " in rest or _NUMBERED.search(rest) or _OTHERS.search(rest)
            return None if numbered_inside else words[n].start()
    return None


def _of_body(flat: str, symbol: Symbol, done: int) -> Hit | None:
    """``Quyết định của Bộ Chính trị số31-QĐ/TW``: the issuer stands inside the span."""
    low = max(done, symbol.start - 110)
    if not _plausible(symbol):
        return None
    for m in _OF.finditer(flat, low, symbol.start):
        typed = type_before(flat, done, m.start())
        end = body_at(flat, m.end(), joint="liên" in typed[1]) if typed else 0
        if typed and end > m.end() and _SO_AFTER.fullmatch(flat, end, symbol.start):
            return _hit(symbol, *typed, co_quan=" ".join(flat[m.end() : end].split()))
    return None


def _described(flat: str, symbol: Symbol, done: int) -> Hit | None:
    """``Nghị quyết chuyên đề số 05-NQ/TU``: a few words between, and the codes agree."""
    if not symbol.read.typed:
        return None
    low = max(done, symbol.start - 90)
    if not flat[low : symbol.start].rstrip(" :").endswith(("số", "Số", "SỐ")):
        return None
    m = _BETWEEN.search(flat[low : symbol.start])
    if not m or re.search(r"(?<!\w)(?:này|theo|tại|được|đã)(?!\w)", m["ten"]):
        return None
    loai = type_of_words(m["tu"])
    return _hit(symbol, low + m.start(), loai) if _agrees(loai, symbol) else None


def _bare(page: Page, before: str, low: int, symbol: Symbol) -> Hit | None:
    """``(số 21-KL/TW)``: the symbol alone vouches; an own letterhead is the text's own number."""
    form = _LOOKALIKE.search(before) if symbol.read.typed else None
    if not symbol.read.typed or (form and "\n" not in page.text[low + form.start() : symbol.start]):
        return None
    if not symbol.joined and not (symbol.read.party and symbol.read.codes[-1][-2:] in ("TW", "TU")):
        return None
    m = _NUMBER_WORD.search(before)
    if not m and before[-1:].isalpha():
        return None
    start = low + m.start() if m else symbol.start
    if m and _is_letterhead(page, start, symbol.end):
        return Hit(start=start, end=symbol.end, loai=symbol.read.loai, kind="self")
    return _hit(symbol, start, symbol.read.loai)


def _letterhead(page: Page, symbol: Symbol, hit: Hit | None) -> Hit | None:
    """A number of its own line in the place of a member is the text's own."""
    if (
        hit
        and _is_letterhead(page, hit.start, hit.end)
        and ":" in page.flat[hit.start : symbol.start]
    ):
        return Hit(start=hit.start, end=hit.end, loai=symbol.read.loai, kind="self")
    return hit


def _is_letterhead(page: Page, start: int, end: int) -> bool:
    """A line of its own, or with place and date: ``Số: 07/2025/TT-TTCP   Hà Nội, ngày …``."""
    head = page.text[max(0, start - 12) : start].rstrip(" *_|\t\u00a0")
    tail = _LINE_END.match(page.text, end)
    return page.text[start] == "S" and (not head or head[-1] == "\n") and bool(tail)
