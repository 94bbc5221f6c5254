"""Numbers that share one symbol (``các Nghị định 87, 88, 31/CP``)."""

from __future__ import annotations

import re

from vanban.citations.page import Hit
from vanban.citations.symbols import Symbol
from vanban.citations.typewords import WORD, type_of_words
from vanban.model import MentionKind
from vanban.so_hieu import canonical

_SO = r"(?:(?:[Ss]ố|SỐ) {0,3}:? {0,3})?"
_JOINT = r" {0,3}(?:,|;| và|, và) {0,3}"
_N = r"\d{1,4}(?:/(?:19|20)\d\d)?"
_SHARED = re.compile(
    rf"(?<!\w)(?P<tu>{WORD}) {{1,3}}(?P<dau>{_SO}(?P<n>{_N}))(?P<sau>(?:{_JOINT}{_SO}{_N})*){_JOINT}{_SO}\Z"
)
_BEGUN = re.compile(rf"\d{_JOINT}{_SO}\Z")
"""What every such list shows right before its last number: cheap to look for first."""
_NUMBER = re.compile(rf"{_SO}(?P<n>{_N})")
_OWN = re.compile(r"\d+(?:\.\d+)?[a-zA-Z]?(?![a-zA-Z])")
_YEAR = re.compile(r"/((?:19|20)\d\d)")


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
    numbers = [(m.start(), m.end("dau"), m["n"])]
    numbers += [(n.start(), n.end(), n["n"]) for n in _NUMBER.finditer(before, *m.span("sau"))]
    hits = [
        _hit(low + start, low + end, loai, _completed(n, read.so_hieu), symbol, "list-member")
        for start, end, n in numbers
    ]
    hits[0] = hits[0]._replace(kind="short", member=False)
    own = re.search(_SO + r"\Z", before)
    start = low + own.start() if own else symbol.start
    hits.append(_hit(start, symbol.end, loai, read.so_hieu, symbol, "list-member"))
    return tuple(hits)


def _completed(number: str, whole: str) -> str:
    """``87`` beside ``31/CP`` → ``87/CP``; ``10/2021`` beside ``99/2021/NĐ-CP`` keeps its own year."""
    rest = whole[_end_of_number(whole) :]
    return number + (_YEAR.sub("", rest, count=1) if "/" in number else rest)


def _end_of_number(so_hieu: str) -> int:
    m = _OWN.match(so_hieu)
    return m.end() if m else 0


def _hit(start: int, end: int, loai: str, number: str, symbol: Symbol, kind: MentionKind) -> Hit:
    year = _YEAR.search(number)
    return Hit(
        start=start, end=end, loai=loai, kind=kind, so_hieu=canonical(number),
        nam=year[1] if year else symbol.nam, member=True,
    )  # fmt: skip
