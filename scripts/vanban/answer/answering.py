"""One question to one answer, in the shape ``window.vanban.search`` resolves to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vanban.answer import numbers
from vanban.answer.backend import Backend, FacetCount, Narrowed, Stage
from vanban.answer.match import Matcher
from vanban.answer.numbers import Bearer, Card, Row
from vanban.answer.query import Query, Words, parse_query
from vanban.answer.snippet import best_piece, clause_label, has_phrases
from vanban.model import STATUS_WORDS
from vanban.text import fold, slug, sort_key

MOST_HITS = 100
VERIFIED = 200
"""Documents looked into for a phrase of three words and more; further ones are counted by pairs."""

FACETS = ("loai", "co_quan", "nam", "linh_vuc", "nguoi_ky", "tinh_trang", "ky")
UNKNOWN = "khong-ro"
FACET_WORDS = {
    "loai": "loại văn bản", "co_quan": "cơ quan", "linh_vuc": "lĩnh vực", "nguoi_ky": "người ký",
    "tinh_trang": "tình trạng", "ky": "khóa, nhiệm kỳ",
}  # fmt: skip
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_LIKE_A_NUMBER = re.compile(r"^\D{0,24}\d+[a-zđ]?\s*[-/]\s*(?:\d{4}\s*/\s*)?[a-zđ]+", re.IGNORECASE)
WIDENED = "Ít văn bản có đúng những từ này đứng cạnh nhau; kết quả gồm cả văn bản gần đúng."
NOT_HELD = "Kho không có văn bản mang số này; dưới đây là văn bản có nhắc đến."

Answer = dict[str, Any]
Hit = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a page asks beside its words; ``filters`` as ``window.vanban.search`` takes them."""

    filters: Mapping[str, Any]
    sort: str = ""
    offset: int = 0
    limit: int = 10
    anywhere: bool = False


async def search(backend: Backend, question: str, asked: Asked) -> Answer:
    """The answer. Raises OSError when the database can't be reached."""
    query = parse_query(question, asked.filters)
    narrowed = await _narrowed(backend, query)
    if query.words and not query.phrases and not query.leave:
        anchor, rest = numbers.clause_asked(query.text)
        made = await _by_name(backend, query, narrowed, asked, rest, anchor) if anchor else None
        made = made or await _by_name(backend, query, narrowed, asked, query.text, "")
        if made:
            return made
    return await _by_words(backend, query, narrowed, asked, [])


async def _narrowed(backend: Backend, query: Query) -> Narrowed:
    """Filters as values; notes what nobody has."""
    facets: dict[str, tuple[str, ...]] = {}
    for name in {**query.values, **query.typed}:
        values = list(query.values.get(name, ()))
        for typed in query.typed.get(name, ()):
            fits = _fitting(await backend.values(name), name, slug(typed))
            if not fits:
                word = FACET_WORDS.get(name, "giá trị")
                query.notes.append(f"Không có {word} nào là «{typed[:40]}» trong kho.")
            values += fits
        facets[name] = tuple(dict.fromkeys(values))
    return Narrowed(facets=facets, first=query.first, last=query.last, undated=query.undated)


def _fitting(values: Sequence[tuple[str, str]], name: str, wanted: str) -> list[str]:
    """Values a person may mean: by their whole name, else by a part of it."""
    if not wanted:
        return []
    number = wanted.removeprefix("khoa-")
    if name == "ky" and (term := numbers.roman(number) or (int(number) if number.isdigit() else 0)):
        return [value for value, _ in values if value.endswith(f"-{term}")]
    whole = [v for v, label in values if wanted in (slug(v), slug(label))]
    return whole or [v for v, label in values if wanted in f"-{slug(label)}-{v}-"]


async def _by_name(
    backend: Backend, query: Query, narrowed: Narrowed, asked: Asked, text: str, anchor: str
) -> Answer | None:
    """An answer when the question names documents: by number, by a day, by a law's name."""
    found = await _named(backend, query, text)
    if not found:
        return None
    by_law = not re.search(r"\d", text) or all(b.worth == 1 and b.whole for b in found)
    passing = [b for b in found if passes(b.row.card, narrowed)]
    if not passing:
        return None
    whole = [b for b in passing if b.whole]
    same = whole or [b for b in passing if b.typed] or passing
    if by_law and len(same) > 1:
        first = [b.row.card[0] for b in same]
        made = await _by_words(backend, query, narrowed, asked, first)
        return {**made, "chooser": _chooser(same)}
    made = await _by_number(backend, query, narrowed, asked, same, passing)
    if made["jump"] and anchor:
        await _place(backend, made, anchor)
    return made


async def _named(backend: Backend, query: Query, text: str) -> list[Bearer]:
    parts = numbers.parts_of(text)
    for at in numbers.places(parts):
        rows = await backend.numbered(int(parts[at]))
        if found := [b for row in rows if (b := numbers.fitting(row, parts, at))]:
            return numbers.best_first(found)
    day, rest = numbers.day_asked(text)
    if day:
        of_day = [b for row in await backend.of_day(day) if (b := numbers.fits_day(row, rest))]
        best = max((b.worth for b in of_day), default=0)
        if of_day:
            return numbers.best_first(b for b in of_day if b.worth == best)
    name, year = numbers.law_asked(query.words)
    rows = await backend.named(name) if name else []
    laws = [Bearer(r, 1, True, True) for r in rows if not year or _of_year(r.card, year)]
    return numbers.best_first(laws)


def _of_year(card: Card, year: str) -> bool:
    return bool(card[6].startswith(year)) or year in numbers.parts_of(card[1])


def passes(card: Card, narrowed: Narrowed) -> bool:
    """Whether a card alone has what is asked; topics and signers it doesn't tell."""
    dated = bool(re.match(r"\d", card[6]))
    if narrowed.undated and dated:
        return False
    if narrowed.first and not (dated and card[6] >= narrowed.first[: len(card[6])]):
        return False
    if narrowed.last and not (dated and card[6] <= narrowed.last + "z"):
        return False
    own = {"loai": slug(card[2]), "co_quan": card[5], "tinh_trang": status_now(card)}
    return all(
        own.get(name, "") in values for name, values in narrowed.facets.items() if name in own
    )


async def _by_number(
    backend: Backend, query: Query, narrowed: Narrowed, asked: Asked,
    same: list[Bearer], passing: list[Bearer],
) -> Answer:  # fmt: skip
    """The documents asked for by number, then those tied to them."""
    made = empty_answer(query)
    cards = [b.row.card for b in [*same, *(b for b in passing if b not in same)]]
    ties: dict[str, str] = {}
    if len(same) == 1:
        made["jump"] = hit_of(same[0].row.card)
    else:
        made["chooser"] = _chooser(same)
    if len(same) <= 3 and not narrowed.any:
        for bearer in same:
            for label, card in await backend.related(bearer.row.card[0]):
                if card[0] not in ties and all(card[0] != c[0] for c in cards[: len(passing)]):
                    ties[card[0]] = label
                    cards.append(card)
    if asked.sort in ("moi", "cu"):
        cards.sort(key=lambda c: c[6], reverse=asked.sort == "moi")
    made["total"] = len(cards)
    made["facets"] = _facets(_counts_of(cards))
    made["hits"] = [
        {**hit_of(c), **({"quan_he": ties[c[0]]} if c[0] in ties else {})} for c in _page(cards, asked)
    ]  # fmt: skip
    return made


async def _place(backend: Backend, made: Answer, anchor: str) -> None:
    """The clause asked for; where a paragraph has no place of its own, its article has."""
    there = {section.anchor for section in await backend.sections(made["jump"]["id"])}
    for place in (anchor, re.sub(r"-khoan-.*", "", anchor)):
        if place in there or any(a.startswith(f"{place}-") for a in there):
            told = {"anchor": place, "clause_label": clause_label(place)}
            made["jump"].update(told)
            made["hits"] = [
                {**hit, **told} if hit["id"] == made["jump"]["id"] else hit for hit in made["hits"]
            ]
            return


async def _by_words(
    backend: Backend, query: Query, narrowed: Narrowed, asked: Asked, first: list[str]
) -> Answer:
    made = empty_answer(query)
    matcher = Matcher(backend, query, narrowed, anywhere=asked.anywhere)
    stages = await matcher.stages() if query.words or query.phrases or query.leave else []
    if stages is None:
        return made
    stages = [stage for stage in stages if stage.must]
    narrowed = _with(narrowed, matcher.without())
    asking = bool(query.words or query.phrases)
    if asking and not stages:
        return await _only(backend, made, first, asked)
    sort = asked.sort or ("lien-quan" if asking else "moi")
    wanted = asked.offset + min(asked.limit, MOST_HITS)
    long = [words for words in query.phrases if len(words) > 2]
    found = await backend.found(stages, narrowed, sort, max(wanted, VERIFIED) if long else wanted)
    ids, gone = list(dict.fromkeys([*first, *found.ids])), 0
    if long:
        ids, gone = await _verified(backend, ids, query.phrases)
    made["total"] = max(len(ids), found.total - gone)
    made["exact"] = not long or found.total <= VERIFIED
    made["facets"] = _facets(await backend.counts(stages, narrowed))
    _note(made, query, matcher.widened)
    said = _plainly(query) if matcher.loose else query
    page = await backend.cards(_page(ids, asked))
    made["hits"] = [await _text_hit(backend, said, card, asking) for card in page]
    return made


def _with(narrowed: Narrowed, without: tuple[Stage, ...]) -> Narrowed:
    return Narrowed(
        facets=narrowed.facets, first=narrowed.first, last=narrowed.last, undated=narrowed.undated,
        without=without,
    )  # fmt: skip


async def _only(backend: Backend, made: Answer, first: list[str], asked: Asked) -> Answer:
    """Nothing has the words, but some documents are named."""
    made["total"] = len(first)
    made["hits"] = [hit_of(card) for card in await backend.cards(_page(first, asked))]
    return made


def _note(made: Answer, query: Query, widened: bool) -> None:
    if widened and made["total"]:
        made["notes"].append(WIDENED)
    if _LIKE_A_NUMBER.match(query.text) and not (query.values or query.typed):
        made["notes"].append(NOT_HELD)


async def _verified(
    backend: Backend, ids: Sequence[str], phrases: Sequence[Words]
) -> tuple[list[str], int]:
    """Documents in which the phrases really stand, and how many of them don't."""
    looked, good = ids[:VERIFIED], []
    for card in await backend.cards(looked):
        about = [f"{card[2]} {card[3]}", f"{card[2]} số {card[1]}", card[4]]
        texts = [section.text for section in await backend.sections(card[0])]
        if has_phrases([*about, *texts], phrases):
            good.append(card[0])
    return [*good, *ids[VERIFIED:]], len(looked) - len(good)


def _plainly(query: Query) -> Query:
    """The same question as if no mark had been typed: what was found has other ones."""
    return parse_query(fold(query.text), {})


async def _text_hit(backend: Backend, query: Query, card: Card, asking: bool) -> Hit:
    hit = hit_of(card)
    if not asking:
        return hit
    runs = [*query.phrases, *([query.words] if len(query.words) > 1 else [])]
    words = (*query.words, *(word for run in query.phrases for word in run))
    piece = best_piece(await backend.sections(card[0]), runs, words)
    if piece.worth:
        hit |= {"anchor": piece.anchor, "clause_label": clause_label(piece.anchor)}
    return hit | {"snippet": piece.html}


def status_now(card: Card, today: str = "") -> str:
    """A document's status as of today: that of the build, turned by its first and last day."""
    built, first, last = card[7], card[8], card[9]
    now = today or dt.date.today().isoformat()
    if built == "ngung":
        return str(built)
    if _ISO.fullmatch(first) and now < first:
        return "chua"
    if _ISO.fullmatch(last) and now > last:
        return "het"
    return "con" if built == "chua" and _ISO.fullmatch(first) else str(built)


def hit_of(card: Card) -> Hit:
    return {
        "id": card[0], "url": f"vb/{card[0]}/index.html", "so_hieu": card[1], "loai": card[2],
        "title": card[3], "co_quan": card[4], "ngay": card[6] if re.match(r"\d", card[6]) else "",
        "anchor": "", "clause_label": "", "snippet": "", "status": status_now(card),
        "cites": card[11], "mau": bool(card[10] & 1),
    }  # fmt: skip


def empty_answer(query: Query) -> Answer:
    return {
        "total": 0, "exact": True, "hits": [], "facets": {}, "jump": None, "chooser": None,
        "didYouMean": None, "notes": list(query.notes),
    }  # fmt: skip


def _page(things: list[Any], asked: Asked) -> list[Any]:
    offset = max(0, asked.offset)
    return things[offset : offset + max(0, min(asked.limit, MOST_HITS))]


def _chooser(found: Sequence[Bearer]) -> list[dict[str, Any]]:
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


def _counts_of(cards: Sequence[Card]) -> list[FacetCount]:
    counted: dict[tuple[str, str], FacetCount] = {}
    for card in cards:
        year = card[6][:4] if re.match(r"\d", card[6]) else UNKNOWN
        status = status_now(card)
        for name, value, label in (
            ("loai", slug(card[2]), card[2]), ("co_quan", card[5], card[4]),
            ("nam", year, year if year != UNKNOWN else "Không rõ năm"),
            ("tinh_trang", status, _said(status)),
        ):  # fmt: skip
            held = counted.get((name, value))
            if value:
                counted[name, value] = FacetCount(name, value, label, (held.documents if held else 0) + 1)  # fmt: skip
    return list(counted.values())


def _said(status: str) -> str:
    return next((label for known, label in STATUS_WORDS.items() if known == status), status)


def _facets(counts: Sequence[FacetCount]) -> dict[str, list[dict[str, Any]]]:
    """Years the latest first, statuses in their order, others the most frequent first."""
    order = {status: n for n, status in enumerate(STATUS_WORDS)}
    out: dict[str, list[dict[str, Any]]] = {name: [] for name in FACETS}
    for c in counts:
        out[c.facet].append({"value": c.value, "label": c.label, "count": c.documents})
    for name, values in out.items():
        values.sort(key=lambda v: (-v["count"], sort_key(v["label"])))
        if name == "nam":
            values.sort(key=lambda v: "" if v["value"] == UNKNOWN else v["value"], reverse=True)
        elif name == "tinh_trang":
            values.sort(key=lambda v: order.get(v["value"], 99))
    return out
