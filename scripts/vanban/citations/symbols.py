"""The printed number and symbol: found by its core, read exactly, judged real or look-alike.

Grammar of Hướng dẫn 05-HD/VPTW and Nghị định 30/2020/NĐ-CP with the variants of the wild:
any separator may carry blanks or a line break, one may be missing or swapped.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from vanban.citations.typewords import is_code, type_of_symbol
from vanban.so_hieu import canonical

# Capitals of symbols with the Cyrillic and Greek letters that stand in for them.
UP = "A-ZĐƯАВЕКМНОРСТУХІЅЈΑΒΕΗΙΚΜΝΟΡΤΧΥ"
_SIGN = rf"(?:[{UP}0-9&]|\.(?=[{UP}0-9]))"
# No code is longer; without an end a run such as 1A1A1A… would be read again from every A.
_CODE = rf"[{UP}]{_SIGN}{{0,24}}(?:[a-z]{{1,2}}{_SIGN}{{0,24}})?"
_SEP = r"(?: {0,2}/ {0,3}|-{1,3} {0,3}| (?=-)- ?)"
_LOST = r" {1,2}(?=B[A-ZĐ]{2,9}(?!\w)|CP(?!\w)|TTg(?!\w)|UBND(?!\w)|HĐND(?!\w))"
_GAPS = (
    r"\d[-/].", r"\d[-/] .", r"\d .", r"\d [-/] .", r"\d[-/]  .", r"\d [-/].", r"\d.",
    r"\d[-/]   .", r"\d [-/]  .", r"\d  .", r"\d[-/]{2}.", r"\d[a-zA-Z][-/].", r"\d[a-z][-/] .",
)  # fmt: skip
CORE = rf"(?=[{UP}&0-9/-]|r[-/{UP}]|hU|yĐ| [-/])(?:{'|'.join(f'(?<={g})' for g in _GAPS)})"
"""What a capital must have behind and before it to be the first letter of a symbol; no groups.

Capitals with a capital behind are rare in running text, so the test of what stands before
is seldom reached; that is twice as fast as looking for digits, and nearly all hits are true.
"""

_BACK = re.compile(
    r"(?<!\d)(?<!\d[./:])(?P<so>\d{1,6}(?:\.\d{1,3})?(?:[a-zA-Z]\b)?)"
    r"(?: {0,3}[-/]{1,2} {0,3}(?P<nam>(?:19|20)\d\d))?\Z"
)
# ``số 3 0/2020``, ``số 09 2006``: a blank inside the number, or in the place of its slash.
_TORN = re.compile(
    r"(?<=[Ss]ố )(?P<so>\d{1,3} \d{1,3}(?=[ /-])|\d{1,4})(?:[ /-] ?(?P<nam>(?:19|20)\d\d))?\Z"
)
_WHOLE = re.compile(r"(?P<so>\d{1,6})(?:/(?P<nam>(?:19|20)\d\d))?")
_SYMBOL = re.compile(
    rf"(?P<dau>{_CODE})(?:(?: {{1,3}}- {{0,3}}|{_SEP}|{_LOST})(?P<hai>{_CODE})(?:(?:{_SEP}| {{1,2}}(?=ĐCTUB)){_CODE}){{0,8}})?"
    r"(?:/nb\b)?"
)
_GLUED = re.compile(
    r"(?<=[A-ZĐg0-9])(?:ngày|của|về|và|được|quy|có|như|tại|theo|do|sửa|thì|là|đã|hoặc|hướng|bổ|ban)(?!\w)"
)
"""Words that lost their blank to the symbol before them (``TT-BYTngày``)."""
# No legislature has three digits: those behind it are a footnote's mark.
_SPLIT_LEGISLATURE = re.compile(r"(?:UBTV {0,2})?QH {0,2}\d{1,2}")
_FOOTNOTE = re.compile(r"(?<=CP|Tg)\d{1,3}(?![\w/-])")
_LEGISLATURE = re.compile(r"(?:UBTV)?QH\d{1,2}\Z")
_DOTTED = re.compile(r"(?<=\AQĐ|\ANĐ|\ATT|\ANQ|\ACT)\.(?=[A-Z])")
"""A dot where the hyphen should be (``QĐ.TTg``)."""
_FOREIGN = frozenset({"EU", "EC", "EEC", "ASEAN", "WTO", "ISO", "IEC", "BCT-QCVN"})
_ALONE = frozenset({"HĐBT", "CP", "TTg", "TTG", "SL", "HĐNN", "LB", "UB", "TVQH"})
_LONG_CODES = ("BLĐTBXH", "BGDĐT", "BNNPTNT", "BTNMT", "BTTTT", "BVHTTDL", "VKSNDTC")
_WHOLE_CODES = frozenset({*_LONG_CODES, "BVHTT", "VKSND"})
_LOOKS = str.maketrans("АВЕКМНОРСТУХІЅЈΑΒΕΗΙΚΜΝΟΡΤΧΥ", "ABEKMHOPCTYXISJABEHIKMNOPTXY")


class Reading(NamedTuple):
    """What a number with its symbol says, wherever it stands. ``codes`` are in Latin letters.

    ``typed``: the symbol alone shows a document, a code of type and then an issuer;
    ``plausible``: one code at least is no word with a capital; ``alone``: an issuer of old that
    stands without a type (``66 HĐBT``); ``cut``: its end is missing (``UBTVQH``); ``loai``: the type it shows, for a company of issuers
    means a công văn.
    """

    so_hieu: str
    codes: tuple[str, ...]
    party: bool
    legislature: bool
    typed: bool
    plausible: bool
    alone: bool
    cut: bool
    loai: str


class Symbol(NamedTuple):
    """A number with its symbol in the flat text.

    ``joined`` is False when the separator after the number is missing (``294QĐ/TW``).
    """

    start: int
    end: int
    nam: str
    joined: bool
    read: Reading


def read_symbol(flat: str, at: int) -> Symbol | None:
    """The whole number whose symbol begins at ``at``, a core of the page; None when it is none."""
    digits = at
    while flat[digits - 1] in " -/":
        digits -= 1
    number = _number(flat, digits)
    if not number or _blank(flat, number):
        return None
    end = _end(flat, at)
    if not end:
        return None
    sign, year = flat[digits:at].strip(), number["nam"] or ""
    written = number[0] if year and number["so"].isdigit() else number[0].replace(" ", "")
    read = _read(written, year, sign, flat[at:end])
    if read is None:
        return None
    return Symbol(number.start(), end, year, bool(sign), read)


def _end(flat: str, at: int) -> int:
    """Where the symbol that begins at ``at`` ends; 0 when it is none."""
    assembly = _SPLIT_LEGISLATURE.match(flat, at) if flat[at] in "QU" else None
    if assembly:
        end = assembly.end()
        return 0 if flat[end : end + 1].isupper() else end
    m = _SYMBOL.match(flat, at)
    end = _boundary(flat, at, m.end()) if m else 0
    mark = (
        _FOOTNOTE.search(flat, max(at, end - 4), end) if end and flat[end - 1].isdigit() else None
    )
    return mark.start() if mark else end


def _number(flat: str, end: int) -> re.Match[str] | None:
    """The number that ends at ``end``; nearly always it is one word, so no search is needed."""
    low = max(0, end - 24)
    word = flat.rfind(" ", low, end) + 1
    if word > 1 and flat[word - 2] not in "-/ ":
        m = _WHOLE.fullmatch(flat, word, end)
        if m:
            return (flat[word - 2].isdigit() and _TORN.search(flat, low, end)) or m
    return _BACK.search(flat, low, end)


def _blank(flat: str, number: re.Match[str]) -> bool:
    """``số     /2025/TT-BCT``: the number was to be stamped; the year is none."""
    if number["nam"] or len(number["so"]) != 4:
        return False
    start = number.start()
    return flat[max(0, start - 4) : start].rstrip(" .…").endswith("/")


def _boundary(flat: str, start: int, end: int) -> int:
    """Give back what runs into a word: ``QĐ-TTg - Về`` ends before ``V``; 0 if nothing is left."""
    if flat[end : end + 1].isalpha():
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


@lru_cache(maxsize=8192)
def _read(number: str, year: str, sign: str, body: str) -> Reading | None:
    """The number and its symbol as cut from the text; None when the codes are words."""
    body = re.sub(r"(?<=V) +(?=QH)|(?<=QH) +(?=\d)", "", body.translate(_LOOKS))
    body = _DOTTED.sub("-", body)
    codes = tuple(c for c in re.split(r" *[-/ ] *", body) if c)
    if not codes or any(_wordlike(c) for c in codes) or codes[-1] in _FOREIGN:
        return None
    party = not year and sign[:1] != "/" and ("-" in body or "/" in body)
    lost = "-" if year else "/"  # a blank where the separator before the issuer should be
    body = re.sub(r"(?<=[^ /-]) +(?=[^ /-])", lost, body)
    written = f"{number}{sign or ('/' if year else '-')}{body}"
    legislature = bool(_LEGISLATURE.match(codes[0]))
    return Reading(
        so_hieu=canonical(written), codes=codes, party=party, legislature=legislature,
        typed=legislature or (len(codes) > 1 and is_code(codes[0].partition(".")[0])),
        plausible=any(sum(map(str.isupper, c)) > 1 or c == "L" for c in codes),
        alone=len(codes) == 1 and codes[0] in _ALONE,
        cut=bool(year) and _is_cut(codes[-1]),
        loai="" if legislature else _shown(codes, party=party),
    )  # fmt: skip


def _shown(codes: tuple[str, ...], *, party: bool) -> str:
    return type_of_symbol(codes, party=party) or ("Công văn" if len(codes) > 1 else "")


def _is_cut(code: str) -> bool:
    return code in ("QH", "UBTVQH") or (
        len(code) > 3 and code not in _WHOLE_CODES and any(w.startswith(code) for w in _LONG_CODES)
    )


def _wordlike(code: str) -> bool:
    """``Ban``, ``Do``: a word with a capital, not a code (``TTg``, ``ThU``, ``GDTrH`` are)."""
    small = sum(map(str.islower, code))
    return small > 0 and sum(map(str.isupper, code)) < 2 and code != "nb"
