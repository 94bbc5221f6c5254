"""What stands beside a mention: its date, its issuer, its pinpoint."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.citations.dates import DATE, read_date
from vanban.citations.issuers import BODY_START, body_at, body_in_capitals
from vanban.citations.page import Hit, Page
from vanban.citations.pinpoint_text import after as pinpoint_after
from vanban.citations.pinpoint_text import before as pinpoint_before
from vanban.model import Mention

_DATE_AFTER = re.compile(
    rf" {{0,3}}[,(]? {{0,3}}(?:(?:được )?ban hành |đề |ký |ra )?(?:[Nn]gày|NGÀY) {{0,4}}(?P<ngay>{DATE})"
    rf"|,? {{1,3}}\(?(?P<tran>\d{{1,2}} ?[/.-] ?\d{{1,2}} ?[/.-] ?\d{{4}}(?!\d))"
)
_OF = re.compile(r",? {1,4}(?:của|(?P<hoa>CỦA)) {1,4}(?:các {1,3})?")
_LEAD = re.compile(
    r"(?: {1,3}(?:đã|vừa|mới|cũng|có|ký|tiếp tục)){0,3}(?: {1,3}(?:ban hành|thông qua|có|ra|ký|xây dựng))?"
    r"(?: {1,3}các)? {1,3}\Z"
)
_LEAD_WORDS = ("ban hành", "thông qua", "có", "ra", "ký", "các")
_DATE_BEFORE = re.compile(rf"(?<!\w)[Nn]gày {{1,4}}(?P<ngay>{DATE}),? {{1,3}}\Z")
_BEFORE = 150


def complete(page: Page, hits: Sequence[Hit]) -> tuple[Mention, ...]:
    """Hits as mentions. A trailing issuer is shared by the whole list, a trailing date is not."""
    out: list[Mention] = []
    low = 0
    for n, hit in enumerate(hits):
        high = hits[n + 1].start if n + 1 < len(hits) else len(page.flat)
        out.append(_mention(page, hit, low, high))
        low = hit.end
    _share_issuers(page, hits, out)
    return tuple(out)


def _mention(page: Page, hit: Hit, low: int, high: int) -> Mention:
    flat = page.flat
    pinpoint = pinpoint_before(flat, low, hit.start)
    ngay = issuer = ""
    if hit.kind == "self":
        return _made(page, hit, "", "", pinpoint)
    ngay, issuer, end = _after(page, hit, high)
    if not pinpoint:
        pinpoint = pinpoint_after(flat, end, high)
    if not issuer and not hit.co_quan and not hit.member:
        early, issuer = _before(flat, low, hit.start)
        ngay = ngay or early
    return _made(page, hit, ngay or hit.nam, issuer or hit.co_quan, pinpoint)


def _made(page: Page, hit: Hit, ngay: str, issuer: str, pinpoint: str) -> Mention:
    start, end, surface = page.span(hit.start, hit.end)
    return Mention(
        start=start, end=end, surface=surface, loai=hit.loai,
        kind=hit.kind, so_hieu=hit.so_hieu, ngay=ngay, co_quan=issuer, pinpoint=pinpoint,
    )  # fmt: skip


def _after(page: Page, hit: Hit, high: int) -> tuple[str, str, int]:
    """Date and issuer right after the span in either order, and where they end."""
    flat, ngay, issuer, end = page.flat, "", "", hit.end
    for _ in range(2):
        date = _DATE_AFTER.match(flat, end, high) if not ngay else None
        if date:
            ngay = read_date(date["ngay"] or date["tran"])
            end = date.end() + flat.startswith(")", date.end())
        of = _OF.match(flat, end, high) if not issuer else None
        if of:
            stop = (
                body_in_capitals(flat, of.end()) if of["hoa"]
                else body_at(flat, of.end(), joint="liên" in hit.loai, text=page.text)
            )  # fmt: skip
            if stop > of.end():
                issuer, end = " ".join(flat[of.end() : stop].split()), stop
        if not date and not of:
            break
    return ngay, issuer, end


def _before(flat: str, low: int, start: int) -> tuple[str, str]:
    """``Ngày 12/3/2020, Bộ Chính trị đã ban hành`` before the span: date and issuer."""
    window = flat[max(low, start - _BEFORE) : start]
    trimmed = window.rstrip()
    if not trimmed.endswith(_LEAD_WORDS):
        return "", ""
    for m in BODY_START.finditer(window):
        end = body_at(window, m.start())
        if _LEAD.match(window, end):
            date = _DATE_BEFORE.search(window[: m.start()])
            issuer = " ".join(window[m.start() : end].split())
            return (read_date(date["ngay"]) if date else ""), issuer
    return "", ""


_AND = re.compile(r" {0,3}(?:,|và|, và|hoặc|;) {1,3}(?:các )?\Z")


def _share_issuers(page: Page, hits: Sequence[Hit], out: list[Mention]) -> None:
    """``các Tờ trình số …, số … của Chính phủ``: the issuer goes back through the list."""
    for n in range(len(out) - 1, 0, -1):
        if out[n].co_quan and not out[n - 1].co_quan and _coordinated(page, hits, out, n):
            m = out[n - 1]
            out[n - 1] = _made(page, hits[n - 1], m.ngay, out[n].co_quan, m.pinpoint)


def _coordinated(page: Page, hits: Sequence[Hit], out: list[Mention], n: int) -> bool:
    """Whether mention ``n`` carries on a list begun by the one before it."""
    a, b = hits[n - 1], hits[n]
    if a.kind in ("self", "named") or b.kind in ("self", "named") or a.loai != b.loai:
        return False
    if b.member:
        return True
    if b.start - a.end > 60 or out[n].pinpoint:
        return False
    date = _DATE_AFTER.match(page.flat, a.end, b.start)
    return bool(_AND.match(page.flat, date.end() if date else a.end, b.start))
