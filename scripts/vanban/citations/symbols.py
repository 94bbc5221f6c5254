"""The printed number and symbol: found by its core, read exactly, judged real or look-alike.

Grammar of Hướng dẫn 05-HD/VPTW and Nghị định 30/2020/NĐ-CP with the variants of the wild:
any separator may carry blanks or a line break, one may be missing or swapped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vanban.citations.typewords import is_code
from vanban.so_hieu import canonical

# Capitals of symbols with the Cyrillic and Greek letters that stand in for them.
_UP = "A-ZĐƯАВЕКМНОРСТУХІЅЈΑΒΕΗΙΚΜΝΟΡΤΧΥ"
_CODE = (
    rf"[{_UP}](?:[{_UP}0-9&]|\.(?=[{_UP}0-9]))*(?:[a-z]{{1,2}}(?:[{_UP}0-9&]|\.(?=[{_UP}0-9]))*)?"
)
_SEP = r"(?: {0,2}/ {0,3}|- {0,3}| (?=-)- ?)"
_LOST = r" {1,2}(?=B[A-ZĐ]{2,9}(?!\w)|CP(?!\w)|TTg(?!\w)|UBND(?!\w)|HĐND(?!\w))"
_GAPS = (
    r"\d[-/].", r"\d[-/] .", r"\d .", r"\d [-/] .", r"\d[-/]  .", r"\d [-/].", r"\d.",
    r"\d[-/]   .", r"\d [-/]  .", r"\d  .", r"\d[-/]{2}.", r"\d[a-z][-/].", r"\d[a-z][-/] .",
)  # fmt: skip
CORE = re.compile(
    rf"[{_UP}](?=[{_UP}&0-9/-]|r[-/{_UP}]|hU|yĐ| [-/])(?:{'|'.join(f'(?<={g})' for g in _GAPS)})"
)
"""The first letter of a symbol with a digit before it: cheap, and nearly all hits are true.

Capitals with a capital behind are rare in running text, so the test of what stands before
is seldom reached; that is twice as fast as looking for digits.
"""

_BACK = re.compile(
    r"(?<!\d)(?<!\d[./:])(?P<so>\d{1,6}(?:\.\d{1,3})?(?:[a-z]\b)?)"
    r"(?: {0,3}[-/]{1,2} {0,3}(?P<nam>(?:19|20)\d\d))?\Z"
)
_SYMBOL = re.compile(
    rf"(?P<dau>{_CODE})(?:(?: {{1,3}}- {{0,3}}|{_SEP}|{_LOST})(?P<hai>{_CODE})(?:{_SEP}{_CODE}){{0,8}})?"
    r"(?:/nb\b)?"
)
_GLUED = re.compile(r"(?<=[A-ZĐg])(?:ngày|của|về|và|được|quy|có)(?!\w)")
"""Words that lost their blank to the symbol before them (``TT-BYTngày``)."""
_SPLIT_LEGISLATURE = re.compile(r"(?:UBTV {0,2})?QH {0,2}\d{1,2}(?!\d)")
_LEGISLATURE = re.compile(r"(?:UBTV)?QH\d{1,2}\Z")
_FOREIGN = frozenset({"EU", "EC", "EEC", "ASEAN", "WTO", "ISO", "IEC", "BCT-QCVN"})
_LOOKS = str.maketrans("АВЕКМНОРСТУХІЅЈΑΒΕΗΙΚΜΝΟΡΤΧΥ", "ABEKMHOPCTYXISJABEHIKMNOPTXY")


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A number with its symbol in the flat text; ``codes`` are its words in Latin letters.

    ``joined`` is False when the separator after the number is missing (``294QĐ/TW``).
    """

    start: int
    end: int
    so_hieu: str
    nam: str
    codes: tuple[str, ...]
    party: bool
    joined: bool

    @property
    def legislature(self) -> bool:
        return bool(_LEGISLATURE.match(self.codes[0]))

    @property
    def typed(self) -> bool:
        """The symbol alone shows a document: a code of type and then an issuer."""
        return self.legislature or (len(self.codes) > 1 and is_code(self.codes[0]))


def read_symbol(flat: str, at: int) -> Symbol | None:
    """The whole number whose symbol begins at ``at``, a hit of ``CORE``; None when it is none."""
    digits = at
    while flat[digits - 1] in " -/":
        digits -= 1
    low = max(0, digits - 24)
    number = _BACK.search(flat[low:digits])
    if not number or _blank(flat, low + number.start(), number):
        return None
    m = _SPLIT_LEGISLATURE.match(flat, at) or _SYMBOL.match(flat, at)
    if not m:
        return None
    end = _boundary(flat, at, m.end())
    return _symbol(flat, low + number.start(), number, at, end, flat[digits:at]) if end else None


def _blank(flat: str, start: int, number: re.Match[str]) -> bool:
    """``số     /2025/TT-BCT``: the number was to be stamped; the year is none."""
    before = flat[max(0, start - 4) : start].rstrip(" .…")
    return before.endswith("/") and not number["nam"] and len(number["so"]) == 4


def _boundary(flat: str, start: int, end: int) -> int:
    """Give back what runs into a word: ``QĐ-TTg - Về`` ends before ``V``; 0 if nothing is left."""
    glued = _GLUED.search(flat, start, min(len(flat), end + 6))
    if glued and glued.start() <= end:
        return glued.start()
    while end > start and end < len(flat) and (flat[end].isalnum()):
        cut = max(flat.rfind("-", start, end), flat.rfind("/", start, end))
        if cut < 0:
            return 0
        end = cut
    while end > start and flat[end - 1] in "-/ .&":
        end -= 1
    return end if end > start else 0


def _symbol(
    flat: str, start: int, number: re.Match[str], at: int, end: int, joint: str
) -> Symbol | None:
    sign = joint.strip()
    read = _read(number[0], number["nam"] or "", sign, flat[at:end])
    if read is None:
        return None
    so_hieu, codes, party = read
    return Symbol(
        start=start, end=end, so_hieu=so_hieu, nam=number["nam"] or "", codes=codes, party=party,
        joined=bool(sign),
    )  # fmt: skip


@lru_cache(maxsize=8192)
def _read(number: str, year: str, sign: str, body: str) -> tuple[str, tuple[str, ...], bool] | None:
    """(canonical number, codes, in the Party's order), or None when the codes are words."""
    body = re.sub(r"(?<=V) +(?=QH)|(?<=QH) +(?=\d)", "", body.translate(_LOOKS))
    codes = tuple(c for c in re.split(r" *[-/ ] *", body) if c)
    if not codes or any(_wordlike(c) for c in codes) or codes[-1] in _FOREIGN:
        return None
    party = not year and sign[:1] != "/" and ("-" in body or "/" in body)
    lost = "-" if year else "/"  # a blank where the separator before the issuer should be
    body = re.sub(r"(?<=[^ /-]) +(?=[^ /-])", lost, body)
    written = f"{number}{sign or ('/' if year else '-')}{body}"
    return canonical(written), codes, party


def _wordlike(code: str) -> bool:
    """``Ban``, ``Do``: a word with a capital, not a code (``TTg``, ``ThU``, ``GDTrH`` are)."""
    small = sum(map(str.islower, code))
    return small > 0 and sum(map(str.isupper, code)) < 2 and code != "nb"
