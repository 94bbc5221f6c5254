"""What stands beside a mention: its date, its issuer, its pinpoint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.citations.dates import DATE, late_date, read_date, unreal_date
from vanban.citations.issuers import BODY_START, PLACE, body_at, body_in_capitals, past_name
from vanban.citations.page import Hit, Page
from vanban.citations.pinpoint_text import after as pinpoint_after
from vanban.citations.pinpoint_text import before as pinpoint_before
from vanban.citations.sharing import Fact, names_issuer, share
from vanban.citations.slips import slip
from vanban.model import Mention

_DATE_AFTER = re.compile(
    rf" {{0,3}}[,(-]? {{0,3}}(?:(?:được )?ban hành |đề |ký |ra |của |(?P<cung>cùng ))?(?:[Nn]gày|NGÀY) {{0,4}}(?P<ngay>{DATE})"
    rf"|,? {{1,3}}\(?(?P<tran>\d{{1,2}} ?[/.-] ?\d{{1,2}} ?[/.-] ?\d{{4,6}}(?!\d))"
    r"| {1,3}năm {1,3}(?P<nam>(?:19|20)\d\d)(?![\w/-])"
)
_OF = re.compile(r",? {0,4}(?:của|(?P<hoa>CỦA)) {1,4}(?:các {1,3})?")
_BY = re.compile(r",? {1,3}(?:do|(?:đã )?được) {1,3}")
_DID = re.compile(r" {1,3}(?:ban {1,3}hành|ký|thông {1,3}qua)(?!\w)(?: {1,3}(?=ngày))?")
_TERM = re.compile(
    r",? {1,3}(?:\([Kk]h(?:óa|oá) {1,2}[IVX]{1,6}\)|[Kk]h(?:óa|oá) {1,2}[IVX]{1,6}(?!\w))"
)
_LEAD = re.compile(
    r"(?: {1,3}\([^()]{1,30}\))?(?: {1,3}(?:đã|vừa|mới|cũng|từng|có|ký|tiếp tục|xây dựng|và|kịp thời|chủ động)){0,4}"
    r"(?: {1,3}(?:ban {1,3}hành|thông {1,3}qua|có|ra|ký|xây {1,3}dựng|gửi|phát {1,3}hành|trình|tại))?"
    r"(?: {1,3}các)? {1,3}\Z"
    r"| {1,3}(?:đã {1,3})?ban {1,3}hành [^.;:]{3,80},? {1,3}trong {1,3}đó {1,3}(?:có|gồm)? {1,3}\Z"
)
_LEAD_WORDS = ("hành", "qua", "có", "ra", "ký", "các", "dựng", "gửi", "trình", "tại", "đó")
_AND_BODY = re.compile(r" {1,3}và {1,3}")
_DATE_BEFORE = re.compile(
    rf"(?<!\w)[Nn]gày {{1,4}}(?P<ngay>{DATE}),? {{1,3}}(?:[^.;:]{{0,70}} )?\Z"
)
_INITIAL = re.compile(
    r"(?<!\w)(?:[A-ZĐỦ]|(?:liên|tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)(?= {1,3}[A-ZĐ]))"
)
_NEXT_BODY = re.compile(r",? {1,3}(?=[A-ZĐỦ])")
# ``Quyết định 719/QĐ-TTg 2012 phê duyệt``: titles on the web.
_BARE_YEAR = re.compile(r" {1,2}((?:19|20)\d\d)(?= [^\W\d])")
_COURT = re.compile(r" {1,3}(TANDTC|VKSNDTC|TAND tối cao)(?= {1,3}ngày {1,3}\d)")
_CLOSED = (";", ".", ")", "”", ":", "/")
_TOLD = ("full", "named")
_BEFORE = 150
_REACH = 320
_TITLE = re.compile(
    r",? {1,3}(?=[a-zđA-ZĐ“\"])(?:năm {1,3}\d{4},? {1,3})?[“\"]?(?:về|v/v|quy {1,3}(?:định|chế)|sửa|bổ {1,3}sung|hướng {1,3}dẫn|hợp {1,3}nhất|phê"
    r"|thi {1,3}hành|công {1,3}bố|bãi {1,3}bỏ|thành {1,3}lập|điều {1,3}chỉnh|ban {1,3}hành|triển {1,3}khai|thực {1,3}hiện)(?!\w)",
    re.IGNORECASE,
)
_BEHIND = 240
_CLAUSE_END = re.compile(
    r" {0,3}(?:[.;:,)”]|\Z)| {1,3}(?:yêu cầu|nêu|xác định|đã|chỉ rõ|khẳng định|có hiệu lực|được|và|thì)(?!\w)"
)
_DUTIES = ("nhiệm vụ", "quyền hạn", "tổ chức", "bộ máy", "hoạt động", "làm việc", "thẩm quyền", "quản lý",
    "trách nhiệm", "lãnh đạo", "chỉ đạo", "kết luận", "ý kiến", "cơ cấu", "chức năng", "đơn vị", "cơ quan",
    "nghị quyết", "quyết định", "quy định", "chỉ thị", "nghị định", "thông tư", "quy chế", "viên", "phủ",
    "kế hoạch", "chương trình", "phát biểu", "bài viết", "văn bản", "quy hoạch", "công chức", "cán bộ",
    "lĩnh vực", "công tác", "phạm vi", "biên chế", "tài sản", "ngân sách", "trực thuộc", "phân công", "ủy quyền",
)  # fmt: skip
_BREAK = re.compile(r"[;:]|\.\s|\n\s*\n")
_PROPOSALS = frozenset({"Công văn", "Tờ trình", "Báo cáo", "Công điện"})
_PROPOSING = (
    "đề nghị",
    "ý kiến",
    "kiến nghị",
    "báo cáo",
    "trình",
    "đề xuất",
    "thống nhất",
    "yêu cầu",
)


def complete(page: Page, hits: Sequence[Hit]) -> tuple[Mention, ...]:
    """Hits as mentions. A trailing issuer is shared by the whole list, a trailing date is not."""
    facts: list[Fact] = []
    low = 0
    for n, hit in enumerate(hits):
        high = hits[n + 1].start if n + 1 < len(hits) else len(page.flat)
        fact = _fact(page, hit, low, high)
        facts.append(fact)
        low = max(hit.end, fact.closed)
    _late_issuers(page, hits, facts)
    share(page.flat, hits, facts)
    return tuple([_made(page, hit, fact) for hit, fact in zip(hits, facts, strict=True)])


def _late_issuers(page: Page, hits: Sequence[Hit], facts: Sequence[Fact]) -> None:
    """Issuers behind a title or a bracket, for those that have none beside them."""
    flat = page.flat
    for n in range(len(hits) - 1, -1, -1):
        end = facts[n].end
        if facts[n].issuer or not hits[n].so_hieu or flat[end : end + 1] not in " ,":
            continue
        if flat.startswith("(", end + 1):
            _issued_past(page, hits, facts, n)
        elif _TITLE.match(flat, end):
            _ = _issued_late(page, hits, facts, n) or _issued_behind(page, hits, facts, n)


def _fact(page: Page, hit: Hit, low: int, high: int) -> Fact:
    flat = page.flat
    pinpoint = pinpoint_before(flat, low, hit.start)
    if hit.kind == "self":
        return Fact(end=hit.end, pinpoint=pinpoint)
    fact = _after(page, hit, high)
    fact.pinpoint = pinpoint
    if not pinpoint:
        fact.pinpoint = pinpoint_after(flat, fact.end, high, page.text)
        if fact.pinpoint and flat.startswith("(", fact.end + 1):
            fact.closed = flat.find(")", fact.end) + 1
    if not hit.co_quan and not hit.member and not (fact.issuer and fact.ngay):
        early, leading = _before(flat, low, hit)
        fact.ngay = fact.ngay or early
        if not fact.issuer:
            fact.issuer, fact.led = leading, bool(leading)
    if not fact.ngay and not hit.nam and hit.kind == "full":
        year = _BARE_YEAR.match(flat, hit.end)
        fact.ngay = year[1] if year else ""
    if hit.co_quan and not fact.issuer:
        fact.issuer, fact.inside = hit.co_quan, True
    if len(fact.ngay) < 8:
        _late(page, hit, fact, high)
    return fact


def _made(page: Page, hit: Hit, fact: Fact) -> Mention:
    start, end, surface = page.span(hit.start, hit.end)
    return Mention(
        start=start, end=end, surface=surface, loai=hit.loai, kind=hit.kind, so_hieu=hit.so_hieu,
        ngay=fact.ngay or hit.nam, co_quan=fact.issuer, pinpoint=fact.pinpoint,
        ghi_chu=fact.note or (hit.kind in _TOLD and slip(hit, surface)) or "",
    )  # fmt: skip


def _after(page: Page, hit: Hit, high: int, issuer: str = "") -> Fact:
    """Date and issuer right after the span in either order, and where they end."""
    flat = page.flat
    if flat.startswith(_CLOSED, hit.end):
        return Fact(end=hit.end)
    court = (
        _COURT.match(flat, hit.end, high) if flat.startswith((" TAND", " VKSND"), hit.end) else None
    )
    if court:
        return _after(page, hit._replace(end=court.end()), high, court[1])
    term = _TERM.match(flat, hit.end, high)
    fact = Fact(end=term.end() if term else hit.end, issuer=issuer)
    for _ in range(2):
        date = None if fact.ngay else _DATE_AFTER.match(flat, fact.end, high)
        if date:
            _dated(fact, date)
            fact.end = date.end() + flat.startswith(")", date.end())
        # ``Quy định thi hành Điều lệ Đảng của Ban Chấp hành Trung ương``: the regulation's issuer
        of = None if fact.issuer or hit.loai == "Điều lệ" else _OF.match(flat, fact.end, high)
        if of:
            _issued(page, hit, fact, of)
        if not date and not of:
            break
    if not fact.issuer:
        _issued_by(flat, fact, high)
    return fact


def _dated(fact: Fact, date: re.Match[str]) -> None:
    if date["nam"]:
        fact.ngay = date["nam"]
        return
    printed = date["ngay"] or date["tran"]
    fact.ngay = read_date(printed)
    fact.common = bool(date["cung"])
    if not fact.ngay:
        fact.ngay, fact.note = unreal_date(printed)


def _issued(page: Page, hit: Hit, fact: Fact, of: re.Match[str]) -> None:
    flat, joint = page.flat, "liên" in hit.loai or "LT-" in hit.so_hieu
    stop = (
        body_in_capitals(flat, of.end()) if of["hoa"]
        else body_at(flat, of.end(), joint=joint, text=page.text)
    )  # fmt: skip
    if stop > of.end():
        fact.issuer, fact.end = " ".join(flat[of.end() : stop].split()), stop


def _issued_by(flat: str, fact: Fact, high: int) -> None:
    """``… do Bộ Nội vụ ban hành``."""
    by = _BY.match(flat, fact.end, high)
    stop = body_at(flat, by.end()) if by else 0
    did = _DID.match(flat, stop) if by and stop > by.end() else None
    if by and did:
        fact.issuer = " ".join(flat[by.end() : stop].split())
        date = None if fact.ngay else _DATE_AFTER.match(flat, did.end() - 1, high)
        if date:
            _dated(fact, date)
        fact.end = date.end() if date else stop


def _issued_late(page: Page, hits: Sequence[Hit], facts: Sequence[Fact], n: int) -> bool:
    """``… hướng dẫn Luật Giá do Bộ Tài chính ban hành``: behind the title, and what it names."""
    flat, start = page.flat, facts[n].end
    at = flat.find(" do ", start, start + _REACH)
    while at >= 0 and not _BREAK.search(page.text, start, at):
        end = body_at(flat, at + 4, text=page.text)
        body = " ".join(flat[at + 4 : end].split())
        if body and _DID.match(flat, end):
            inner = [m for m in range(n + 1, min(n + 6, len(hits))) if hits[m].end <= at]
            if not _its_own(hits, n, inner, body):
                return False
            facts[n].issuer = body
            for m in inner:
                facts[m].issuer = "" if facts[m].issuer == body else facts[m].issuer
            return True
        at = flat.find(" do ", at + 4, start + _REACH)
    return False


def _its_own(hits: Sequence[Hit], n: int, inner: Sequence[int], body: str) -> bool:
    """Whether the issuer behind a title is that of ``n``, not of an act the title names."""
    numbers = [m for m in inner if hits[m].so_hieu]
    if numbers and not names_issuer(hits[n].so_hieu, body):
        return False
    return not any(names_issuer(hits[m].so_hieu, body) for m in numbers)


def _issued_behind(page: Page, hits: Sequence[Hit], facts: Sequence[Fact], n: int) -> bool:
    """``Chỉ thị số 16/CT-TTg về phòng, chống dịch của Thủ tướng Chính phủ``: a body behind the
    title, when the symbol is its own or the title is quoted. ``quyền hạn của Bộ Y tế`` is none."""
    flat, start = page.flat, facts[n].end
    stop = min(hits[n + 1].start if n + 1 < len(hits) else len(flat), start + _BEHIND)
    at = flat.find(" của ", start, stop)
    while 0 <= at < stop and not _BREAK.search(page.text, start, at):
        end = body_at(flat, at + 5, text=page.text)
        body = " ".join(flat[at + 5 : end].split())
        quoted = flat.startswith(("”", '"'), at - 1)
        if body and _CLAUSE_END.match(flat, end) and (
            quoted or (names_issuer(hits[n].so_hieu, body) and not flat.endswith(_DUTIES, 0, at))
        ):  # fmt: skip
            facts[n].issuer = body
            return True
        at = flat.find(" của ", at + 5, stop)
    return False


def _issued_past(page: Page, hits: Sequence[Hit], facts: Sequence[Fact], n: int) -> bool:
    """``Nghị định A (sửa đổi tại Nghị định B) của Chính phủ``: past a bracket with another act."""
    flat = page.flat
    if n + 1 == len(hits) or not flat.startswith(" (", facts[n].end):
        return False
    close = flat.find(")", hits[n + 1].end, facts[n].end + _BEFORE)
    of = (
        _OF.match(flat, close + 1)
        if close > 0 and "(" not in flat[hits[n + 1].end : close]
        else None
    )
    end = body_at(flat, of.end(), text=page.text) if of else 0
    if not of or end == of.end():
        return False
    facts[n].issuer = " ".join(flat[of.end() : end].split())
    if close - hits[n + 1].end < 2 and not facts[n + 1].issuer:
        facts[n + 1].issuer = facts[n].issuer
    return True


def _before(flat: str, low: int, hit: Hit) -> tuple[str, str]:
    """``Ngày 12/3/2020, Bộ Chính trị đã ban hành`` before the span: date and issuer."""
    if not flat[max(low, hit.start - 12) : hit.start].rstrip().endswith(_LEAD_WORDS):
        return "", _proposer(flat, low, hit) if flat.startswith("(", hit.start - 1) else ""
    window = flat[max(low, hit.start - _BEFORE) : hit.start]
    if hit.kind == "named" and window.endswith("Quốc hội ban hành "):
        return "", ""  # the enacting clause of the law itself
    for start in _subjects(window):
        end = body_at(window, start)
        link = _AND_BODY.match(window, end)
        if link and not _LEAD.match(window, end):
            end = body_at(window, link.end())
        lead = _LEAD.match(window, past_name(window, end)) if end > start else None
        if lead and not (lead[0].strip() == "có" and PLACE.match(window, start)):
            date = _DATE_BEFORE.search(window[:start])
            issuer = " ".join(window[start:end].split())
            return (read_date(date["ngay"]) if date else ""), issuer
    return "", ""


def _proposer(flat: str, low: int, hit: Hit) -> str:
    """``theo đề nghị của Sở Tư pháp (Tờ trình số …)``."""
    if hit.loai not in _PROPOSALS:
        return ""
    at = flat.rfind(" của ", max(low, hit.start - _BEFORE), hit.start)
    if at < 0 or not flat.endswith(_PROPOSING, 0, at):
        return ""
    end = body_at(flat, at + 5)
    return " ".join(flat[at + 5 : end].split()) if flat[end : hit.start].strip() == "(" else ""


def _subjects(window: str) -> Iterator[int]:
    """Where a body may begin: before ``tại`` only right after ``của`` (``đề nghị của Sở Tư pháp tại``)."""
    if window.rstrip().endswith(("tại", "tại các")):
        of = window.rfind("của ")
        if of >= 0:
            yield of + 4
        return
    yield from (m.start() for m in _INITIAL.finditer(window))


def _late(page: Page, hit: Hit, fact: Fact, high: int) -> None:
    """A date behind the title (``… về công tác văn thư, ban hành ngày 05/3/2020 của Chính phủ``)."""
    found = late_date(page.flat, fact.end, high, page.text)
    if not found:
        return
    end, printed = found
    following = _NEXT_BODY.match(page.flat, end)
    if following and BODY_START.match(page.flat, following.end()):
        return  # ``…, ngày 12/3/2022, Ủy ban đã họp``: another clause
    ngay = read_date(printed)
    if ngay:
        fact.ngay, fact.end = ngay, end
        of = None if fact.issuer else _OF.match(page.flat, end, high)
        if of:
            _issued(page, hit, fact, of)
