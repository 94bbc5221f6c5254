"""Clauses of an amending text that don't repeat what they amend.

Under ``Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số …`` the clause ``2. Bãi bỏ điểm c khoản
1 Điều 9`` acts on that decree. A clause inherits from the nearest provision above it that
names one document; one that names several gives nothing to inherit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vanban.graph.pins import ARTICLE, reference
from vanban.graph.units import inside
from vanban.model import Provision, QuanHe


class Lead(NamedTuple):
    """A document that the provision ``source`` says it amends, with the part it names."""

    source: str
    mention: int
    what: str
    """The same for two mentions of one document."""
    pinpoint: str
    at: int


class Part(NamedTuple):
    quan_he: QuanHe
    mention: int
    source: str
    pinpoint: str
    start: int
    end: int


_VERB = re.compile(
    r"(?P<verb>[Ss]ửa[ \n]+đổi,?(?:[ \n]+(?:và[ \n]+)?bổ[ \n]+sung)?(?:,[ \n]+(?:thay[ \n]+thế|bãi[ \n]+bỏ|bổ[ \n]+sung))*|[Bb]ổ[ \n]+sung|[Bb]ãi[ \n]+bỏ|[Hh](?:ủy|uỷ)[ \n]+bỏ"
    r"|[Tt]hay[ \n]+thế|(?:Bỏ|bỏ)|[Tt]hay)[ \n]+(?=(?P<gi>.))"
)
_WORDING = re.compile(
    r"(?:một số[ \n]+|các[ \n]+)?(?:cụm[ \n]+)?từ(?:[ \n]+ngữ)?(?![^\W\d])|(?:dấu|số)[ \n]"
)
_HEADING = re.compile(
    r"[ \t#*_]*(?:Điều[ \n]+\d+[a-zđ]?\.?|\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđ]\d?\)|[-+])?[ *_]*"
)
_CLAUSE = re.compile(r"[Kk]hoản[ \n]+\d")
_MORE = re.compile(
    r";[ \n]*(?:và[ \n]+|tại[ \n]+)?(?P<gi>(?:các[ \n]+)?(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hụ lục)[ \n]+(?:[\dIVX]|[a-zđ](?!\w)))"
)
_GAP = re.compile(r";[ \n]*(?:và[ \n]+|đồng thời[ \n]+)?")
_COLON = re.compile(r":[ *_]*(?:\n|\Z)")
_STOPS = re.compile("[;“”]")
_QUOTED = re.compile("“[^“”]*”")
_REACH = 900
_LOWER = frozenset({"dieu", "khoan", "diem"})


def inherited(
    text: str, provisions: Sequence[Provision], quotes: tuple[tuple[int, int], ...],
    leads: Sequence[Lead], acted: Sequence[int],
) -> Iterator[Part]:  # fmt: skip
    """What clauses without a document of their own do to the one they inherit.

    ``leads`` in order of the text; ``acted``: where documents stand that something is said of.
    """
    named: dict[str, Lead | None] = {}
    for lead in leads:
        held = named.get(lead.source, lead)
        named[lead.source] = held if held and held.what == lead.what else None
    parents = {p.anchor: p.parent for p in provisions}
    pins: dict[str, str] = {}
    for k, p in enumerate(provisions):
        if p.level not in _LOWER or inside(quotes, p.start):
            continue
        end = min(
            p.end, provisions[k + 1].start if k + 1 < len(provisions) else p.end, p.start + _REACH
        )
        above = _above(p, named, parents)
        if above is None or _names_own(named.get(p.anchor), p, end):
            continue
        yield from _clauses(text, p, end, above, _context(p, pins, parents), pins, acted)


def _names_own(lead: Lead | None, p: Provision, end: int) -> bool:
    return lead is not None and p.start <= lead.at < end


def _above(p: Provision, named: dict[str, Lead | None], parents: dict[str, str]) -> Lead | None:
    """What the nearest provision above names; the head of the text stands above all."""
    anchor = p.anchor
    while anchor:
        if anchor in named:
            return named[anchor]
        anchor = parents.get(anchor, "")
    return named.get("")


def _context(p: Provision, pins: dict[str, str], parents: dict[str, str]) -> str:
    anchor = p.parent
    while anchor:
        if anchor in pins:
            return pins[anchor]
        anchor = parents.get(anchor, "")
    return ""


def _clauses(
    text: str, p: Provision, end: int, lead: Lead, context: str, pins: dict[str, str],
    acted: Sequence[int],
) -> Iterator[Part]:  # fmt: skip
    """One part for each verb of a provision's own words that is followed by a reference."""
    at = _HEADING.match(text, p.start, end)
    low = at.end() if at else p.start
    stop = _own_end(text, low, end)
    while low < stop:
        m = _VERB.match(text, low, stop)
        if not m:
            return
        end = _piece_end(text, m.end(), stop)
        piece = _masked(text[m.end() : end])
        pin, partial = reference(piece)
        while pin and end < stop:
            more = _MORE.match(text, end, stop)
            if not more:
                break
            end = _piece_end(text, more.end(), stop)
            pin = f"{pin}; {' '.join(text[more.start('gi') : end].split()).rstrip('.')}"
        if pin and not _named_within(acted, m.start(), end):
            whole = _joined(pin, context or lead.pinpoint)
            if partial:
                pins[p.anchor] = whole
            yield Part(
                _kind(m["verb"], piece, partial), lead.mention, p.anchor, whole, m.start(), end
            )
        gap = _GAP.match(text, end, stop)
        low = gap.end() if gap else stop


def _piece_end(text: str, low: int, stop: int) -> int:
    """Where a clause of the lead-in ends: before a semicolon that isn't quoted."""
    depth = 0
    for m in _STOPS.finditer(text, low, stop):
        if m[0] == ";" and not depth:
            return m.start()
        depth += (m[0] == "“") - (m[0] == "”")
    return stop


def _masked(piece: str) -> str:
    """With quoted words blotted out, at the same offsets."""
    return _QUOTED.sub(lambda q: "“" + "x" * (len(q[0]) - 2) + "”", piece)


def _named_within(acted: Sequence[int], low: int, high: int) -> bool:
    """Whether something is said of a document that stands in ``low:high`` itself."""
    return bisect_left(acted, low) < bisect_left(acted, high)


def _own_end(text: str, low: int, end: int) -> int:
    """The lead-in ends where a paragraph of quoted text begins."""
    colon = _COLON.search(text, low, end)
    blank = text.find("\n\n", low, end)
    stops = [end, *([colon.start()] if colon else []), *([blank] if blank >= 0 else [])]
    return min(stops)


def _joined(pin: str, context: str) -> str:
    """``điểm a khoản 1`` under ``Điều 7`` is ``điểm a khoản 1 Điều 7``."""
    if (
        not context
        or ARTICLE.search(pin)
        or re.match(r"[Pp]hụ|[Mm]ẫu|[Cc]hương|[Mm]ục|[Bb]iểu", pin)
    ):
        return pin
    article = re.search(r"[Đđ]iều[ \n]+\d+[a-zđ]?\d?\Z", context)
    clause = re.search(r"[Kk]hoản[ \n]+\d+[a-zđ]?(?=[ \n]+[Đđ]iều)", context)
    words = [pin]
    if clause and not _CLAUSE.search(pin):
        words.append(clause[0])
    if article:
        words.append(article[0])
    return " ".join(" ".join(words).split())


def _kind(verb: str, piece: str, partial: bool) -> QuanHe:
    first = verb.lower().split()[0]
    if first in ("bãi", "hủy", "huỷ", "bỏ") and not _WORDING.match(piece) and partial:
        return "bai_bo"
    return "sua_doi"
