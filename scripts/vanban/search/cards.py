"""What an answer shows of a document: its card, its text, what is related to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from vanban.facts import Facts
from vanban.fragment import Face
from vanban.model import CHUA_RO, Body, Term
from vanban.search.scripts import File, script
from vanban.text import slug
from vanban.tokens import CLAUSES

RELATED = 60
"""Related documents told, the weightiest first; the rest is counted."""

PIECE = 12_000
"""Characters of text in one file; a law has twenty of them, and a reader wants one clause."""

WHOLE_TEXT = 16_000
"""A text of no more characters stays in one file: most documents have one file of their own."""

HEADING = 160
"""Characters kept of a heading."""

PER_BLOCK = 8
"""Cards in one file, neighbours by date."""

PER_RELATED = 4
"""Documents of whose related ones one file tells."""

Card = list[Any]
Section = tuple[str, str]


def card(facts: Facts, id_: str) -> Card:
    """[id, number, type, title, body, its key, date, status, first day, last day, flags, cited by]."""
    return [*bare_card(facts, id_), len({source for source, _ in facts.incoming(id_)})]


def bare_card(facts: Facts, id_: str) -> Card:
    """A card without how often the document is cited."""
    record, line = facts.face(id_), facts.line(id_)
    body = body_of(facts, record)
    return [
        id_, record.so_hieu, record.loai, record.trich_yeu, body.ten if body else "",
        body.khoa if body else "", record.ngay, line.status, line.first, line.last, record.flags,
    ]  # fmt: skip


def body_of(facts: Facts, record: Face) -> Body | None:
    return facts.registry.body(record.co_quan) if record.co_quan else None


def term_of(facts: Facts, record: Face) -> Term | None:
    """The term of the committee or legislature the document falls into."""
    if not record.co_quan or record.co_quan == CHUA_RO:
        return None
    series = facts.registry.term_series(record.co_quan)
    return facts.registry.term_on(series, record.ngay) if series else None


def term_value(term: Term) -> str:
    return f"{slug(term.day)}-{term.so}"


def term_label(facts: Facts, term: Term) -> str:
    """``Trung ương khóa XIII``, ``Quốc hội khóa XV``, ``Tỉnh ủy Hải Dương khóa XVII``."""
    whose = {"dang-trung-uong": "Trung ương", "quoc-hoi": "Quốc hội"}.get(term.day, "")
    body = facts.registry.body(term.day.partition(":")[2])
    return f"{whose or (body.ten if body else term.day)} khóa {term.ten}"


def related(facts: Facts, id_: str, cards: Mapping[str, Card]) -> tuple[int, list[Card]]:
    """How many documents are tied to this one, and cards of the weightiest with what ties them.

    Typed relations first in their order, then those that cite it, newest first. A card stands
    here without how often it is cited: that changes when nothing else does; ``cards`` are such.
    """
    best: dict[str, tuple[int, str]] = {}
    registry = facts.registry
    for r in facts.touching(id_):
        inverse = r.source != id_
        other = r.source if inverse else r.target
        rank = registry.relation_order(r.quan_he), registry.relation_label(r.quan_he, inverse)
        if other != id_ and facts.has(other) and (other not in best or rank < best[other]):
            best[other] = rank
    citing = registry.relation_order("dan_chieu"), registry.relation_label("dan_chieu", True)
    for source, _ in facts.incoming(id_):
        best.setdefault(source, citing)
    order = sorted((best[i][0], _backwards(facts.face(i).ngay), i) for i in best)
    return len(order), [[best[i][1], *cards[i]] for _, _, i in order[:RELATED]]


@cache
def _backwards(day: str) -> tuple[int, ...]:
    return tuple(-int(p) for p in day.split("-") if p.isdigit())


def text_files(
    facts: Facts, id_: str, sections: Sequence[Section], number: int, stamp: str
) -> list[File]:
    """``t/N``: card, number of pieces, first piece; the others are ``t/N-1`` (with the headings
    of all, which tell where to look), ``t/N-2``, …
    """
    first, *more = made = list(pieces(sections))
    files = [script(f"t/{number}", stamp, card(facts, id_), len(made), first)]
    for n, piece in enumerate(more, 1):
        files.append(script(f"t/{number}-{n}", stamp, piece, *([headings(made)] if n == 1 else ())))
    return files


def related_file(
    facts: Facts, ids: Sequence[str], block: int, stamp: str, cards: Mapping[str, Card]
) -> File:
    """``r/N``: of ``PER_RELATED`` documents how many are related, and their cards."""
    return script(f"r/{block}", stamp, [related(facts, id_, cards) for id_ in ids])


def pieces(sections: Iterable[Section]) -> Iterator[list[str]]:
    """[anchor, text, anchor, text, …] of at most ``PIECE`` characters, cut between lines."""
    sections = [section for section in sections if section[1]]
    if sum(len(text) for _, text in sections) <= WHOLE_TEXT:  # nearly all are
        yield list(chain.from_iterable(sections))
        return
    out: list[str] = []
    room = PIECE
    for anchor, text in sections:
        while text:
            part = text if len(text) <= room else _cut(text, room)
            if part:
                out += [anchor, part]
                room -= len(part)
                text = text[len(part) :].lstrip("\n")
            if text:
                yield out
                out, room = [], PIECE
    yield out


def headings(made: Sequence[Sequence[str]]) -> list[tuple[int, str, str]]:
    """(piece, anchor, heading) of what has a heading, in the order of the text."""
    found: dict[str, tuple[int, str, str]] = {}
    for n, piece in enumerate(made):
        for anchor, text in zip(piece[::2], piece[1::2], strict=True):
            if anchor and anchor.rsplit("-", 2)[-2:-1] not in CLAUSES:
                found.setdefault(anchor, (n, anchor, text.partition("\n")[0][:HEADING]))
    return list(found.values())


def _cut(text: str, room: int) -> str:
    """As much as fits, up to the end of a line or at least of a word; all of a long word."""
    at = text.rfind("\n", 0, room)
    at = at if at > 0 else text.rfind(" ", room // 2, room)
    return text[:at] if at > 0 else "" if room < PIECE else text[:room]


def card_files(cards: Sequence[Card], stamp: str) -> Iterable[File]:
    """``d/N``: the cards of ``PER_BLOCK`` documents."""
    for n in range(0, len(cards), PER_BLOCK):
        yield script(f"d/{n // PER_BLOCK}", stamp, cards[n : n + PER_BLOCK])
