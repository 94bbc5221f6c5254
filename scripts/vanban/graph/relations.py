"""Typed relations a text states, with the sentence that states them.

A relation is this document's own act (``active``) unless its agent is another document
(``Nghị định này được sửa đổi bởi …``). No act is read from the title of another document, from
quoted replacement text, from the chain of acts that amended a document (``A được sửa đổi, bổ sung
bởi B``: a statement about two others, which B's own text makes), or from a general clause
(``các quy định trước đây trái với … bãi bỏ``) that names no document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from vanban.graph.amending import Lead, inherited
from vanban.graph.clause import Act, acts_in
from vanban.graph.effect import effect_of, last_day, signing_day
from vanban.graph.lead import Mentioned
from vanban.graph.phrases import EFFECT_DAY, KEPT_WITH, PLAIN_DAY, RELATIVE_DAY
from vanban.graph.sentence import sentence_around
from vanban.graph.units import inside, quotes_of, unit_of
from vanban.model import Claim, Mention, Provision, QuanHe
from vanban.text import parse_date, slug

AnchorsOf = Callable[[str], tuple[str, ...]]
_INNER = re.compile(r"(?:^|-)(?:dieu|phu-luc|mau)-|^kem-\d+-.*khoan")
ENDING: frozenset[QuanHe] = frozenset({"thay_the", "bai_bo", "het_hieu_luc", "dinh_chi"})
_DATED = ENDING | {"sua_doi"}
"""What takes effect on a day; nothing else has one."""


class Statement(NamedTuple):
    """One relation as the text states it, before its object is looked up.

    ``mention`` indexes the mentions; ``pinpoint`` is the part of the object as printed, with what it
    inherits from a heading; ``except_`` the parts left out (``trừ …``). ``source`` is the anchor of
    the stating provision, ``tu_ngay`` and ``den_ngay`` ISO or empty, ``start``/``end`` the words that state it.
    """

    quan_he: QuanHe
    mention: int
    active: bool
    source: str
    pinpoint: str
    except_: str
    tu_ngay: str
    den_ngay: str
    start: int
    end: int


def plain_anchors(pinpoint: str) -> tuple[str, ...]:
    """Stands in where the caller gives no reader of pinpoints: marks a part as a part."""
    return (slug(pinpoint),) if pinpoint else ()


def find_claims(
    text: str, mentions: Sequence[Mention], provisions: Sequence[Provision],
    anchors_of: AnchorsOf = plain_anchors, signed: str = "",
) -> tuple[Claim, ...]:  # fmt: skip
    """Every relation ``text`` states, in order of the mentions.

    ``mention`` of a claim indexes ``mentions``. ``anchors_of`` reads a pinpoint into anchors
    of the target; a claim about several provisions becomes several claims. ``signed`` is the day of
    signing (ISO), from which ``kể từ ngày ký`` is counted.
    """
    out = []
    for s in find_statements(text, mentions, provisions, signed, anchors_of):
        evidence, _, _ = sentence_around(text, s.start, s.end)
        anchors = _anchors(s.pinpoint, anchors_of)
        out += [
            Claim(
                quan_he=s.quan_he, mention=s.mention, active=s.active, source=s.source,
                provision=anchor, tu_ngay=s.tu_ngay, evidence=evidence,
                tru=_anchors(s.except_, anchors_of), den_ngay=s.den_ngay,
            )
            for anchor in anchors or ("",)
        ]  # fmt: skip
    return tuple(out)


def _anchors(pinpoint: str, anchors_of: AnchorsOf) -> tuple[str, ...]:
    return (anchors_of(pinpoint) or plain_anchors(pinpoint)) if pinpoint else ()


def find_statements(
    text: str, mentions: Sequence[Mention], provisions: Sequence[Provision], signed: str = "",
    anchors_of: AnchorsOf = plain_anchors,
) -> list[Statement]:  # fmt: skip
    """Every relation ``text`` states, in its order."""
    if not mentions:
        return []
    quotes = quotes_of(text)
    days = _Days(text, signed)
    found, leads = _read(text, mentions, provisions, quotes, days)
    if leads:
        acted = [s.start for s in found if s.quan_he != "dan_chieu"]
        for part in inherited(text, provisions, quotes, leads, acted):
            found.append(
                Statement(
                    quan_he=part.quan_he, mention=part.mention, active=True, source=part.source,
                    pinpoint=part.pinpoint, except_="", tu_ngay=days.own, den_ngay="",
                    start=part.start, end=part.end,
                )
            )  # fmt: skip
        found.sort(key=lambda s: s.start)
    return days.with_own_clauses(found, anchors_of)


def _read(
    text: str, mentions: Sequence[Mention], provisions: Sequence[Provision],
    quotes: tuple[tuple[int, int], ...], days: _Days,
) -> tuple[list[Statement], list[Lead]]:  # fmt: skip
    """What is said of documents by name, and those that clauses below may inherit."""
    starts = [p.start for p in provisions]
    found: list[Statement] = []
    leads: list[Lead] = []
    for low, high, ns in _units(text, mentions, quotes):
        for act in acts_in(text, low, high, [Mentioned(n, mentions[n]) for n in ns]):
            mention = mentions[act.mention]
            source = innermost(provisions, starts, mention.start)
            if act.quan_he == "can_cu":
                if _INNER.search(source):
                    continue  # what somebody goes by, or a form to fill in
                source = source if source.startswith("kem-") else ""
            stated = Statement(
                quan_he=act.quan_he, mention=act.mention, active=act.active, source=source,
                pinpoint=_part(act, mention), except_=act.except_,
                tu_ngay=days.of(act, mention, high), den_ngay=days.until(act, mention, high),
                start=mention.start, end=mention.end,
            )  # fmt: skip
            found.append(stated)
            if act.quan_he == "sua_doi" and act.active and "phu-luc" not in stated.source:
                what = mention.so_hieu or mention.surface.lower()
                leads.append(Lead(stated.source, act.mention, what, stated.pinpoint, mention.start))
    return found, leads


def _part(act: Act, mention: Mention) -> str:
    """The part of the object; what it is issued with is no part of the reference."""
    return KEPT_WITH.sub("", act.pinpoint or mention.pinpoint)


def _units(
    text: str, mentions: Sequence[Mention], quotes: tuple[tuple[int, int], ...]
) -> Iterator[tuple[int, int, list[int]]]:
    """(start, end, numbers of the mentions in it) of every unit that names a document."""
    low = high = 0
    group: list[int] = []
    for n, m in enumerate(mentions):
        if quotes and inside(quotes, m.start):
            continue
        if group and m.start < high:
            group.append(n)
            continue
        if group:
            yield low, high, group
        low, high = unit_of(text, m.start, m.end, high, quotes)
        group = [n]
    if group:
        yield low, high, group


class _Days:
    """The day an act takes effect: its own clause's, else the document's, looked for once."""

    def __init__(self, text: str, signed: str) -> None:
        self.text, self.signed = text, signed

    def of(self, act: Act, mention: Mention, high: int) -> str:
        if act.quan_he not in _DATED:
            return ""
        clause = self.text[mention.end : high]
        own = (PLAIN_DAY if act.quan_he == "dinh_chi" else EFFECT_DAY).search(clause)
        if own and act.quan_he in ENDING and not RELATIVE_DAY.search(clause[: own.start()]):
            return parse_date(own[1])
        return self.own

    def until(self, act: Act, mention: Mention, high: int) -> str:
        """The last day of a suspension or a lengthened term, where the sentence names it."""
        if act.quan_he not in ("gia_han", "dinh_chi"):
            return ""
        return last_day(self.text, mention.end, high)

    def with_own_clauses(self, found: list[Statement], anchors_of: AnchorsOf) -> list[Statement]:
        """What a clause with a day of effect of its own states begins on that day."""
        if not any(s.quan_he in _DATED for s in found):
            return found
        said = effect_of(self.text, self.signed or signing_day(self.text))
        if not said.parts:
            return found
        parts = [(anchor, day) for pin, day in said.parts for anchor in anchors_of(pin)]
        return [_on_its_day(s, said.first, parts) for s in found]

    @property
    def own(self) -> str:
        return effect_of(self.text, self.signed or signing_day(self.text)).first


def _on_its_day(stated: Statement, own: str, parts: list[tuple[str, str]]) -> Statement:
    if stated.quan_he not in _DATED or stated.tu_ngay != own:
        return stated
    for anchor, day in parts:
        if stated.source == anchor or stated.source.startswith(f"{anchor}-"):
            return stated._replace(tu_ngay=day)
    return stated


def innermost(provisions: Sequence[Provision], starts: list[int], at: int) -> str:
    """Anchor of the deepest provision that holds ``at``."""
    k = bisect_right(starts, at) - 1
    while k >= 0 and provisions[k].end <= at:
        k -= 1
    return provisions[k].anchor if k >= 0 else ""
