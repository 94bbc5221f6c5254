"""Numbers that share one symbol (``các Nghị định 87, 88, 31/CP``)."""

from __future__ import annotations

import re

from vanban.citations.page import Hit
from vanban.citations.symbols import Symbol
from vanban.citations.typewords import WORD, type_of_words
from vanban.so_hieu import canonical

_SO = r"(?:(?:[Ss]ố|SỐ) {0,3}:? {0,3})?"
_JOINT = r" {0,3}(?:,|;| và|, và) {0,3}"
_SHARED = re.compile(
    rf"(?<!\w)(?P<tu>{WORD}) {{1,3}}(?P<dau>{_SO}(?P<n>\d{{1,4}}))(?P<sau>(?:{_JOINT}{_SO}\d{{1,4}})*){_JOINT}{_SO}\Z"
)
_BEGUN = re.compile(rf"\d{_JOINT}{_SO}\Z")
"""What every such list shows right before its last number: cheap to look for first."""
_NUMBER = re.compile(rf"{_SO}(?P<n>\d{{1,4}})")
_OWN = re.compile(r"\d+(?:\.\d+)?[a-z]?")


def shared_suffix(before: str, low: int, symbol: Symbol) -> tuple[Hit, ...]:
    """All numbers of the list that ends with ``symbol``; () when nothing is shared.

    The first carries the type word and lacks its symbol, so it is ``short``; the numbers are
    completed from the last.
    """
    read = symbol.read
    if not symbol.joined or not (read.typed or len(read.codes) == 1):
        return ()
    m = _SHARED.search(before) if _BEGUN.search(before, max(0, len(before) - 24)) else None
    if not m:
        return ()
    loai = type_of_words(m["tu"])
    rest = read.so_hieu[_end_of_number(read.so_hieu) :]
    end = m.end("dau")
    hits = [_hit(low + m.start(), low + end, loai, m["n"] + rest, symbol, "short")]
    for n in _NUMBER.finditer(before, m.start("sau"), m.end("sau")):
        hits.append(
            _hit(low + n.start(), low + n.end(), loai, n["n"] + rest, symbol, "list-member")
        )
    own = re.search(_SO + r"\Z", before)
    start = low + own.start() if own else symbol.start
    hits.append(_hit(start, symbol.end, loai, read.so_hieu, symbol, "list-member"))
    return tuple(hits)


def _end_of_number(so_hieu: str) -> int:
    m = _OWN.match(so_hieu)
    return m.end() if m else 0


def _hit(start: int, end: int, loai: str, number: str, symbol: Symbol, kind: str) -> Hit:
    return Hit(
        start=start, end=end, loai=loai, kind=kind, so_hieu=canonical(number),  # type: ignore[arg-type]
        nam=symbol.nam, member=kind == "list-member",
    )  # fmt: skip
