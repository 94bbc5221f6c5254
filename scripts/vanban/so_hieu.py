"""The printed reference of a document (``so_hieu``): parsed once, printed one way, compared by key.

Grammar: Hướng dẫn 05-HD/VPTW and 36-HD/VPTW for the Party (``29-CT/TU``), Nghị định
30/2020/NĐ-CP and the laws on normative documents for the State (``30/2020/NĐ-CP``,
``45/2019/QH14``, ``16/CT-TTg``, ``3752/BGDĐT-KHTC``), older forms as met.
A value, never an identity: numbers restart with each term or year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vanban.text import symbol_text

# Letters that stay as printed; everything else in a symbol is upper case.
_DISPLAY = {
    "TTG": "TTg", "CTR": "CTr", "TTR": "TTr", "QYĐ": "QyĐ", "QYD": "QyĐ", "THU": "ThU",
    "QĐI": "QĐi", "QDI": "QĐi", "TRS": "TrS",
}  # fmt: skip
# Codes written without the stroke by keyboards and scanners; ``DA`` (dự án) and ``HD``
# (hướng dẫn) are codes of their own and stay.
_STROKE = {
    "ND": "NĐ", "QD": "QĐ", "BGDDT": "BGDĐT", "HDND": "HĐND", "BLDTBXH": "BLĐTBXH",
    "BCD": "BCĐ", "NDCP": "NĐCP", "TLD": "TLĐ", "TWDTN": "TWĐTN", "BKHDT": "BKHĐT",
}  # fmt: skip
_FORM = re.compile(
    r"(?P<so>\d{1,5}(?:\.\d{1,3})?)(?P<hau_to>(?:[a-z]|[A-Z](?=[-/]))?)"
    r"(?P<ngan>[-/ ]?)(?:(?P<nam>(?:19|20)\d\d)(?:[/-]|$))?"
    r"(?P<ky_hieu>[A-ZĐ][A-ZĐa-zđ0-9&.]*(?:[-/ ][A-ZĐ0-9][A-ZĐa-zđ0-9&.]*)*(?:/nb)?)?\Z"
)
_LEGISLATURE = re.compile(r"(?:QH|UBTVQH)\d{1,2}\Z")


class InvalidSoHieu(ValueError):
    """The text is not the printed reference of a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoHieu:
    """One printed reference. ``str()`` is canonical: ``parse_so_hieu(str(x)) == x``.

    ``so`` keeps its zeros (``05``) and its decimals (``66.13``); ``nam`` is the year inside
    the symbol or 0; ``parts`` are the words of the symbol, ``seps`` what stands before each.
    """

    so: str
    hau_to: str
    nam: int
    parts: tuple[str, ...]
    seps: tuple[str, ...]

    def __str__(self) -> str:
        year = f"/{self.nam}" if self.nam else ""
        symbol = "".join(sep + part for sep, part in zip(self.seps, self.parts, strict=True))
        return f"{self.so}{self.hau_to}{year}{symbol}"

    @property
    def party(self) -> bool:
        """Hyphen before the type, slash before the issuer: the Party's order."""
        return not self.nam and len(self.parts) >= 2 and self.seps[:2] == ("-", "/")

    @property
    def type_code(self) -> str:
        """The first word where a type's code stands (``CT``), empty for the National Assembly.

        A công văn of the State has none (``3752/BGDĐT-KHTC`` gives ``BGDĐT``): ask the table
        of types whether the word is a code.
        """
        if not self.parts or _LEGISLATURE.match(self.parts[0]):
            return ""
        if self.party or self.nam or len(self.parts) > 1:
            return self.parts[0]
        return ""

    @property
    def issuers(self) -> tuple[str, ...]:
        """Codes of the issuing bodies (``('TU',)``, ``('BTCTU', 'BDVTU')``)."""
        if self.parts and _LEGISLATURE.match(self.parts[0]):
            return (re.sub(r"\d+\Z", "", self.parts[0]),)
        rest = self.parts[1:] if self.type_code else self.parts
        return tuple(p for p in rest if p != "nb")

    @property
    def legislature(self) -> int:
        """Number of the National Assembly's term inside the symbol, or 0."""
        m = re.search(r"\d+\Z", self.parts[0]) if self.parts else None
        return int(m[0]) if m and _LEGISLATURE.match(self.parts[0]) else 0

    @property
    def key(self) -> str:
        """What two spellings of one reference share.

        Zeros before the number and the separators of old spellings don't count; ``QĐi`` is
        ``QĐ`` in the Party (one series, DOMAIN 2.1) while ``QyĐ`` is another type.
        """
        parts = [p.upper() for p in self.parts]
        if parts and parts[0] == "QĐI":
            parts[0] = "QĐ"
        head = self.so.lstrip("0") or "0"
        # Order tells Party from State: 11-QĐ/TW against 11/QĐ-TTg.
        lead = "-" if self.party else "/"
        year = f"/{self.nam}" if self.nam else ""
        return f"{head}{self.hau_to.lower()}{year}{lead}{'-'.join(parts)}"


# A year before them, or an issuer nobody mistakes, tells that a type and an issuer have run
# together (``57/2021/TTBTC``, ``12/QĐUBND``).
_PLAIN_ISSUERS = frozenset({"UBND", "HĐND", "UB", "TU", "TW", "TTG"})
_RUN_TOGETHER = re.compile(
    r"(NĐ|TTLT|TT|QĐ|NQ|CT|KL|KH)(CP|TTG|CTN|UBND|UB|TU|TW|HĐND|HĐTP|NHNN|TTCP|TANDTC|VKSNDTC|KTNN|VPCP|B[A-ZĐ]{1,9})\Z"
)


def _word(part: str) -> str:
    upper = part.upper()
    if part == "nb":
        return part
    return _DISPLAY.get(upper) or _STROKE.get(upper) or _mixed(part, upper)


def _mixed(part: str, upper: str) -> str:
    """Keep a unit's own mixed case (``KTrVP``); a slip of case (``nĐ-cp``) goes to capitals."""
    return part if part[:1].isupper() and sum(map(str.islower, part)) == 1 else upper


@lru_cache(maxsize=100_000)
def parse_so_hieu(text: str) -> SoHieu:
    """Read ``29-CT/TU`` and its spellings in the wild (spaces, dashes, look-alikes, no stroke).

    Raises InvalidSoHieu with the text when there is no number and symbol in it.
    """
    flat = re.sub(r"\s*([-/])\s*", r"\1", symbol_text(text).strip())
    flat = re.sub(r"\s+", " ", flat)
    flat = re.sub(r"-{2,}", "-", flat)
    m = _FORM.match(flat)
    if not m or not m["ky_hieu"]:
        m = _FORM.match(_capitals(flat))
    if not m or not m["ky_hieu"]:
        raise InvalidSoHieu(text)
    pieces = re.split(r"([-/ ])", m["ky_hieu"])
    words = [_word(p) for p in pieces[::2] if p]
    inner = list(pieces[1::2])
    first = "/" if m["nam"] or m["ngan"] == "/" else "-"
    together = _RUN_TOGETHER.match(words[0].upper()) if len(words) == 1 else None
    if together and (m["nam"] or together[2] in _PLAIN_ISSUERS):
        words = [_word(together[1]), _word(together[2])]
        inner = ["-" if first == "/" else "/"]
    seps = _separators(first, inner, year=bool(m["nam"]))
    return SoHieu(
        so=m["so"], hau_to=m["hau_to"], nam=int(m["nam"] or 0), parts=tuple(words), seps=seps
    )


def _capitals(flat: str) -> str:
    """``29-ct/tu`` typed in lower case; a number's own letter (``12a``) stays small."""
    m = re.match(r"(\d+(?:\.\d+)?[a-z]?(?=[-/ ])|\d+)(.*)\Z", flat, re.DOTALL)
    return m[1] + m[2].upper().replace("/NB", "/nb") if m else flat


def _separators(first: str, inner: list[str], *, year: bool) -> tuple[str, ...]:
    """Restore a separator lost to a space, and the Party's slash (``72-NQ-TW`` → ``72-NQ/TW``)."""
    seps = [first, *inner]
    if first == "-" and not year and len(seps) > 1 and "/" not in seps[1:]:
        seps[1] = "/"
    return tuple(("-" if i == 0 else "/") if s == " " else s for i, s in enumerate(seps))


def canonical(text: str) -> str:
    """The canonical typography of ``text``, or ``text`` itself when it isn't a reference."""
    try:
        return str(parse_so_hieu(text))
    except InvalidSoHieu:
        return text


def key(text: str) -> str:
    """The comparison key of ``text``; empty when it isn't a reference."""
    try:
        return parse_so_hieu(text).key
    except InvalidSoHieu:
        return ""
