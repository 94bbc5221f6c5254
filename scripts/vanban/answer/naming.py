"""Answers to questions that name documents: by number, by a day, by a law's name.

As in the page (``search/client/18-number.js``, ``40-api.js``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from vanban.answer import numbers
from vanban.answer.archive import Archive, facets_of_cards
from vanban.answer.backend import Card, Row
from vanban.answer.filters import Filter
from vanban.answer.numbers import Bearer
from vanban.answer.query import typed_words
from vanban.answer.said import types_said, written_out
from vanban.answer.shapes import Answer, Asked, Hit, empty_answer, hit_of, page_of
from vanban.answer.snippet import clause_label
from vanban.search.numbers import MANY

MOST_OF_A_DAY = 60
MOST_OF_A_NUMBER = 1000
"""Documents of one number that are looked at."""
MOST_LED = 20
"""Documents of one number that lead to the clause asked for."""
_BY_OTHERS = re.compile(r"(?:bị|được|hết|là|việc) ")
"""How what others did to a document is called, seen from it."""


async def named(base: Archive, text: str) -> tuple[list[Bearer], bool]:
    """Documents whose number, day or name takes up the whole question; whether it is a name."""
    figures = re.search(r"\d", text)
    found = await bearers(base, text) if figures else []
    found = found or (await _of_day(base, text) if figures else [])
    if found:
        return found, False
    name, year, old = numbers.law_asked(typed_words(written_out(text)))
    rows = await base.backend.named(name) if name else []
    laws = [Bearer(r, 1, True, True) for r in rows if not year or _of_year(r.card, year)]
    laws.sort(key=lambda b: -b.row.document)
    return ([*laws[1:], *laws[:1]] if old else laws), True


def _of_year(card: Card, year: str) -> bool:
    return bool(card[6].startswith(year)) or year in numbers.parts_of(card[1])


async def bearers(base: Archive, text: str, *, begun: bool = False) -> list[Bearer]:
    """Documents whose number takes up the whole question; its last part may be unfinished."""
    parts = numbers.parts_of(text)
    there = [n for n in numbers.places(parts) if base.has_number(int(parts[n]))]
    for at in there[: numbers.PLACES_TRIED]:
        rows = await _numbered(base, parts, at)
        # unless other documents have all of it
        for loose in (False, True):
            fits = (numbers.fitting(row, parts, at, begun=begun, loose=loose) for row in rows)
            if found := [b for b in fits if b]:
                return numbers.best_first(found)
    return []


async def _numbered(base: Archive, parts: Sequence[str], at: int) -> list[Row]:
    """Documents of a number; where many bear it those of the types that are said."""
    number, holding = int(parts[at]), numbers.figures(parts, at)
    rows = await base.backend.numbered(number, (), holding, MANY + 1)
    if len(rows) <= MANY:
        return rows
    return await base.backend.numbered(number, types_said(parts), holding, MOST_OF_A_NUMBER)


async def _of_day(base: Archive, text: str) -> list[Bearer]:
    """Documents of a day, when the question says nothing else but type, body and title words."""
    day, rest = numbers.day_asked(text)
    if not day:
        return []
    number = int(day.replace("-", ""))
    first, end = np.searchsorted(base.days, [number, number + 1]).tolist()
    cards = await base.backend.cards(range(first, min(end, first + MOST_OF_A_DAY)))
    fits = (numbers.fits_day(Row(n, card), rest) for n, card in cards.items())
    found = [b for b in fits if b]
    best = max((b.worth for b in found), default=0)
    return numbers.best_first(b for b in found if b.worth == best)


def passing(found: Sequence[Bearer], kept: Filter) -> list[Bearer]:
    good = set(kept.passing(np.array([b.row.document for b in found], np.int64)).tolist())
    return [b for b in found if b.row.document in good]


def meant_by(found: Sequence[Bearer]) -> list[Bearer]:
    """Of those that fit the ones that fit best: the whole number, else a type's whole name."""
    return [b for b in found if b.whole] or [b for b in found if b.typed] or list(found)


async def by_number(
    base: Archive, notes: list[str], kept: Filter, found: Sequence[Bearer], asked: Asked
) -> Answer:
    """The documents asked for by number, then those tied to them."""
    made = empty_answer(notes)
    same = meant_by(found)
    # who must choose isn't shown what only resembles
    others = [b for b in found if b not in same] if len(same) == 1 else []
    cards = [b.row.card for b in [*same, *others]]
    ties: dict[str, str] = {}
    if len(same) == 1:
        made["jump"] = hit_of(same[0].row.card)
    else:
        made["chooser"] = chooser_of(same)
    # of what is tied to them only the card is known: with filters it stays away
    if len(same) <= 3 and not kept.any:
        ties = await _with_related(base, same, cards)
    if asked.sort in ("moi", "cu"):
        cards.sort(key=lambda c: c[6], reverse=asked.sort == "moi")
    made["total"] = len(cards)
    made["facets"] = facets_of_cards(cards)
    made["hits"] = [
        {**hit_of(c), **({"quan_he": ties[c[0]]} if c[0] in ties else {})}
        for c in page_of(cards, asked)
    ]
    return made


async def _with_related(base: Archive, same: Sequence[Bearer], cards: list[Card]) -> dict[str, str]:
    """Adds to ``cards`` what is tied to documents; what ties each."""
    ties: dict[str, str] = {}
    known = {card[0] for card in cards}
    tied = await base.backend.related([b.row.document for b in same])
    for bearer in same:
        for label, card in tied.get(bearer.row.document, ()):
            if card[0] not in known and (len(same) == 1 or _BY_OTHERS.match(label)):
                known.add(card[0])
                ties[card[0]] = label
                cards.append(card)
    return ties


async def place(base: Archive, made: Answer, found: Sequence[Bearer], anchor: str) -> None:
    """Documents asked for lead to the clause asked for; where a paragraph has no place of its
    own, its article has."""
    rows = [b.row for b in found[:MOST_LED]]
    texts = await base.backend.texts([row.document for row in rows])
    chosen = [hit for group in made["chooser"] or () for hit in group["hits"]]
    asked = [hit for hit in (made["jump"], *chosen, *made["hits"]) if hit]
    for row in rows:
        there = {section.anchor for section in texts.get(row.document, ())}
        for one in (re.sub(r"-khoan-.*", "", anchor), anchor):
            if one not in there and not any(a.startswith(f"{one}-") for a in there):
                continue
            told = {"anchor": one, "clause_label": clause_label(one), "snippet": ""}
            for hit in asked:
                hit.update(told if hit["id"] == row.card[0] else {})


def chooser_of(found: Sequence[Bearer]) -> list[dict[str, Any]]:
    """Groups of documents one number was given to: by body, else by term, else by year."""
    bodies = len({b.row.card[5] for b in found}) > 1
    groups: dict[str, list[Hit]] = {}
    for bearer in found:
        row = bearer.row
        many = sum(o.row.card[5] == row.card[5] for o in found) > 1
        groups.setdefault(_label(row, bodies=bodies, many=many), []).append(hit_of(row.card))
    return [{"label": label, "hits": hits} for label, hits in groups.items()]


def _label(row: Row, *, bodies: bool, many: bool) -> str:
    year = row.card[6][:4]
    when = row.term_name or (f"Năm {year}" if year.isdigit() else "Không rõ năm")
    if not bodies:
        return when
    own = re.sub(r"^.* khóa ", "khóa ", row.term_name) if row.term_name else when.lower()
    return (row.card[4] or "Không rõ cơ quan") + (f", {own}" if many else "")
