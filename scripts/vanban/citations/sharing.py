"""What the members of one list share: ``các Tờ trình số …, số … của Chính phủ``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from vanban.citations.page import Hit
from vanban.citations.typewords import is_code

_AND = re.compile(r" {0,3}(?:,|và|, và|hoặc|với)? {1,3}(?:các |với )?\Z")
_LOOSE = re.compile(r"[^.;:“”]{0,110}(?:,| và) {1,3}\Z")
_BRACKET = re.compile(r" {0,3}\([^()]{1,60}\)")


@dataclass(slots=True)
class Fact:
    """What was read beside one hit. ``end``: where its own date and issuer end; ``closed``: where
    a bracket with its pinpoint closes; ``led``: the issuer stands before, as the subject of
    ``ban hành``; ``inside``: within the span (``các Nghị quyết của Quốc hội: số …``); ``common``: the date is said to be the whole list's (``cùng ngày``)."""

    end: int
    ngay: str = ""
    issuer: str = ""
    pinpoint: str = ""
    note: str = ""
    closed: int = 0
    led: bool = False
    inside: bool = False
    common: bool = False


_SAID = {
    "CP": ("Chính phủ",), "TTg": ("Thủ tướng",), "TTG": ("Thủ tướng",), "CTN": ("Chủ tịch nước",),
    "QH": ("Quốc hội",), "UBTVQH": ("Ủy ban Thường vụ Quốc hội", "Ủy ban thường vụ Quốc hội"),
    "TW": ("Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương", "BCH Trung ương"),
    "TU": ("Ban Thường vụ Tỉnh", "Ban Thường vụ Thành", "Tỉnh ủy", "Thành ủy", "Tỉnh uỷ", "Thành uỷ"),
}  # fmt: skip


def names_issuer(so_hieu: str, body: str) -> bool:
    """Whether a body's name is what the symbol's issuer stands for (``BGDĐT``, ``TTg``, ``TW``)."""
    code = _issuer_of(so_hieu)
    if code in _SAID:
        return body.startswith(_SAID[code])
    name = body.removeprefix("Bộ trưởng ")
    words = re.findall(r"[^\W\d]+", name)
    return len(code) > 2 and code[0] == "B" and code == "".join(
        w[0].upper() for w in words if w not in ("và", "của")
    )  # fmt: skip


def share(flat: str, hits: Sequence[Hit], facts: Sequence[Fact]) -> None:
    """A trailing issuer goes back through its list, a leading one forward."""
    for n in range(len(hits) - 1, 0, -1):
        a, b = facts[n - 1], facts[n]
        if (
            b.issuer
            and not b.led
            and not a.issuer
            and _alike(hits, n)
            and _joined(flat, hits, facts, n)
        ):
            a.issuer = b.issuer
        if b.common and not a.ngay and _joined(flat, hits, facts, n):
            a.ngay, a.common = b.ngay, True
    for n in range(1, len(hits)):
        a, b = facts[n - 1], facts[n]
        if not b.issuer and (
            (a.led and _carried(flat, hits, facts, n)) or (a.inside and hits[n].member)
        ):
            b.issuer, b.led, b.inside = a.issuer, a.led, a.inside


def _joined(flat: str, hits: Sequence[Hit], facts: Sequence[Fact], n: int) -> bool:
    """Whether hit ``n`` carries on a list begun by the one before it."""
    a, b = hits[n - 1], hits[n]
    if a.kind in ("self", "named") or b.kind in ("self", "named"):
        return False
    if b.member:
        return True
    gap = _gap(flat, facts[n - 1], b, facts[n])
    if not gap:
        return False
    return bool(_AND.match(gap)) or (
        gap.strip() == ";" and not facts[n].pinpoint and a.loai == b.loai and _same_issuer(a, b)
    )


def _carried(flat: str, hits: Sequence[Hit], facts: Sequence[Fact], n: int) -> bool:
    if hits[n].kind in ("self", "named") or hits[n - 1].kind == "self":
        return False
    if _joined(flat, hits, facts, n):
        return True
    gap = _gap(flat, facts[n - 1], hits[n], facts[n])
    return gap is not None and bool(_LOOSE.match(gap)) and _alike(hits, n)


def _gap(flat: str, before: Fact, hit: Hit, fact: Fact) -> str | None:
    """What stands between two mentions but for their own date, issuer and pinpoint."""
    if hit.start - before.end > 260:
        return None
    start = max(before.end, before.closed)
    bracket = _BRACKET.match(flat, start, hit.start)
    gap = flat[bracket.end() if bracket else start : hit.start]
    if fact.pinpoint and not fact.closed:
        at = gap.find(fact.pinpoint[:8])
        gap = gap[:at] if at >= 0 else gap
    return gap


def _alike(hits: Sequence[Hit], n: int) -> bool:
    """Whether the symbols of two neighbours name one issuer, or none where the types agree."""
    a, b = hits[n - 1], hits[n]
    told = _issuer_of(a.so_hieu) and _issuer_of(b.so_hieu)
    return _same_issuer(a, b) if told else a.loai == b.loai


def _same_issuer(a: Hit, b: Hit) -> bool:
    issuer = _issuer_of(a.so_hieu)
    return bool(issuer) and issuer == _issuer_of(b.so_hieu)


@lru_cache(maxsize=4096)
def _issuer_of(so_hieu: str) -> str:
    codes = [c for c in re.split(r"[-/]", so_hieu) if c and not c[0].isdigit()]
    if not codes:
        return ""
    if "LT" in codes[0] or codes[0] == "VBHN":
        return "-".join(codes[1:])
    rest = codes[1:] if is_code(codes[0]) and len(codes) > 1 else codes
    return re.sub(r"\d+\Z", "", rest[0])
