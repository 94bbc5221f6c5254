"""One question to one answer, in the shape ``window.vanban.search`` resolves to.

As in the page (``search/client/40-api.js``); addresses are told from the site's root.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from vanban.answer.archive import Archive, Ints, opened
from vanban.answer.backend import Backend, Section
from vanban.answer.filters import Filter, filter_of
from vanban.answer.joining import WEIGHTS, Scores, either, join
from vanban.answer.match import Matches, TextSearch, pairs_of
from vanban.answer.naming import bearers, by_number, chooser_of, meant_by, named, passing, place
from vanban.answer.numbers import Bearer, clause_asked, law_begun
from vanban.answer.query import MOST_WORDS, Query, parse_query, typed_words
from vanban.answer.said import said_then_words, written_out
from vanban.answer.shapes import Answer, Asked, Hit, empty_answer, hit_of, page_of, url_of
from vanban.answer.snippet import best_of, clause_label, flat_of, has_phrases, sought_of
from vanban.answer.suggest import meant, word_completions
from vanban.text import fold, search_key, search_word, search_words

VERIFIED, SMALL = 40, 3000
"""Documents looked into for a phrase of three words and more; five times as many where there are
fewer than ``SMALL``."""

PUBLIC = "cong_khai"
SORTED = 4000
"""Documents put in order at most; a page further on is put in order when it is asked for."""

_LIKE_A_NUMBER = re.compile(r"^\D{0,24}\d+[a-zđ]?\s*[-/]\s*(?:\d{4}\s*/\s*)?[a-zđ]+", re.IGNORECASE)
WIDENED = "Ít văn bản có đúng những từ này đứng cạnh nhau; kết quả gồm cả văn bản gần đúng."
NOT_HELD = "Kho không có văn bản mang số này; dưới đây là văn bản có nhắc đến."
RANKS = np.array([
    WEIGHTS["ended"] + WEIGHTS["kind"][n - 12] if n > 11 else (n & 3) * WEIGHTS["cites"] + WEIGHTS["kind"][n >> 2]
    for n in range(15)
])  # fmt: skip
"""What ``search.facets.rank_of`` is worth."""

T = TypeVar("T")


class Engine:
    """Answers about the archive a database holds; notices when another is loaded."""

    def __init__(self, backend: Backend, *, public: bool = False) -> None:
        self.backend = backend
        self.public = public
        """Whether only an archive exported for the public is answered from."""
        self._archive: Archive | None = None
        self._opening = asyncio.Lock()

    async def search(self, question: str, asked: Asked) -> Answer:
        """Raises OSError when the database can't be reached."""
        return await self._of_one(lambda base: answer(base, question, asked))

    async def complete(self, prefix: str, limit: int) -> list[dict[str, str]]:
        """Raises OSError when the database can't be reached."""
        return await self._of_one(lambda base: completions(base, prefix, limit))

    async def facet(self, name: str) -> list[tuple[str, str]]:
        """Values with what a reader reads."""
        return (await self.current()).facet(name).values

    async def current(self) -> Archive:
        """What is kept in memory, read anew when the database holds another archive."""
        stamp, level = await self.backend.stamp()
        if self.public and level != PUBLIC:
            raise OSError(f"the archive was exported at the level {level}, not {PUBLIC}")
        async with self._opening:
            if self._archive is None or self._archive.stamp != stamp:
                self._archive = await opened(self.backend)
                flat_of("")  # its table is made now, not while one waits
            return self._archive

    async def _of_one(self, work: Callable[[Archive], Awaitable[T]]) -> T:
        """What was answered while one archive was there from beginning to end."""
        for _ in range(3):
            base = await self.current()
            try:
                made = await work(base)
            except LookupError:
                if await self._same(base):
                    raise
                continue
            if await self._same(base):
                return made
        raise OSError("the archive is being replaced")

    async def _same(self, base: Archive) -> bool:
        return (await self.backend.stamp())[0] == base.stamp


async def answer(base: Archive, question: str, asked: Asked, *, whole: bool = True) -> Answer:
    """Without ``whole`` only the first hits: neither counts nor facets."""
    query = parse_query(question, asked.filters)
    kept = filter_of(base, query, query.notes)
    if query.words and not query.phrases and not query.leave:
        anchor, rest = clause_asked(query.text)
        for text, at in ((rest, anchor), (query.text, "")):
            if text and (made := await _by_name(base, query, kept, asked, text, at)):
                return made
    words = typed_words(written_out(query.text))[:MOST_WORDS]
    return await _by_words(base, replace(query, words=words), kept, asked, [], whole=whole)


async def _by_name(
    base: Archive, query: Query, kept: Filter, asked: Asked, text: str, anchor: str
) -> Answer | None:
    """An answer when the question names documents."""
    found, by_name = await named(base, text)
    found = passing(found, kept)
    if not found:
        return None
    same = meant_by(found)
    if by_name and len(same) > 1:
        # versions of one law, the newest first, then what else has the words
        first = [b.row.document for b in same]
        made = {**await _by_words(base, query, kept, asked, first), "chooser": chooser_of(same)}
    else:
        made = await by_number(base, query.notes, kept, found, asked)
    if anchor:
        await place(base, made, found, anchor)
    return made


async def _by_words(
    base: Archive, query: Query, kept: Filter, asked: Asked, first: list[int], *, whole: bool = True
) -> Answer:
    """Words, phrases or nothing but filters; ``first`` are documents that come before all others."""
    made = empty_answer(query.notes)
    asking = bool(query.words or query.phrases)
    found = await said_then_words(base, query, anywhere=asked.anywhere) if asking else _all(base)
    every = either(base.count, found.documents, np.array(first, np.int64))
    documents = await leaving_out(base, query, every)
    fitting = kept.passing(documents)
    score = _weighed(base, found.score, fitting, first, newest=query.newest) if asking else None
    order = ranked(base, fitting, score, asked.sort or ("lien-quan" if asking else "moi"), asked)
    made["total"] = len(fitting)
    _note(made, query, widened=found.widened and asking)
    if any(len(words) > 2 for words in query.phrases):
        checked = _Checked(base, query, order.tolist())
        await checked.until(asked.offset + asked.limit, VERIFIED * (5 if base.count < SMALL else 1))
        order = np.array(checked.every, np.int64)
        documents = documents[~np.isin(documents, checked.refuted)]
        made["total"] -= len(checked.refuted)
        made["exact"] = checked.next >= len(fitting)
    said = plainly(query) if found.loose else query
    made["hits"] = await _hits(base, said, page_of(order.tolist(), asked), asking=asking)
    if whole:
        made["facets"] = kept.counts(documents)
        lone = found.lone if found.lone and any(found.lone) else None
        if asking and (found.widened or not len(fitting) or lone):
            made["didYouMean"] = await meant(base, query, lone)
    return made


def _all(base: Archive) -> Matches:
    return Matches(documents=np.arange(base.count), score=np.zeros(0, np.float32))


def _note(made: Answer, query: Query, *, widened: bool) -> None:
    if widened and made["total"]:
        made["notes"].append(WIDENED)
    asking = query.words or query.phrases
    if asking and _LIKE_A_NUMBER.match(query.text) and not (query.values or query.typed):
        made["notes"].append(NOT_HELD)


async def leaving_out(base: Archive, query: Query, documents: Ints) -> Ints:
    """Without those that have what must not stand: of more than two words, all their pairs."""
    if not query.leave or not len(documents):
        return documents
    search = TextSearch(base=base, query=query)
    await search.learn()
    for words in query.leave:
        pairs = pairs_of(words) if len(words) > 1 else [words]
        level = 0 if any(w.marked for w in words) else 1
        units = await search.units([(search.term(p), 1.0) for p in pairs], level)
        documents = np.setdiff1d(documents, join(base.count, units, []).documents)
    return documents


def _weighed(
    base: Archive, score: Scores, documents: Ints, first: Sequence[int], *, newest: bool
) -> Scores:
    """Scores with what is known of each document: in force, cited, recent."""
    every = score.copy()
    fresh = WEIGHTS["fresh"] * (20 if newest else 1) * documents / max(1, base.count)
    every[documents] += (RANKS[base.ranks[documents]] + fresh).astype(np.float32)
    for n, document in enumerate(first):
        every[document] += 1e5 * (len(first) - n)
    return every


def ranked(base: Archive, documents: Ints, score: Scores | None, sort: str, asked: Asked) -> Ints:
    """In the order they are shown, the first of them at least; the newest first among equals."""
    if sort not in ("moi", "cu") and score is not None:
        most = max(SORTED, asked.offset + asked.limit)
        if len(documents) > most:
            least = np.partition(score[documents], -most)[-most]
            documents = documents[score[documents] >= least]
        return documents[np.lexsort((-documents, -score[documents]))]
    known, unknown = documents[documents >= base.dated], documents[documents < base.dated]
    return np.concatenate([known if sort == "cu" else known[::-1], unknown])


class _Checked:
    """Phrases of three words and more are looked for in texts: pairs alone don't make a chain."""

    def __init__(self, base: Archive, query: Query, order: Sequence[int]) -> None:
        self.base, self.query, self.order = base, query, order
        self.next = 0
        self.good: list[int] = []
        self.refuted: list[int] = []

    @property
    def every(self) -> list[int]:
        """What is good, and what wasn't looked into."""
        return [*self.good, *self.order[self.next :]]

    async def until(self, wanted: int, least: int) -> None:
        """Look on until so many are good and so many looked into."""
        end = min(len(self.order), VERIFIED * 5)
        while self.next < end and (len(self.good) < wanted or self.next < least):
            some = self.order[self.next : min(end, self.next + VERIFIED)]
            self.next += len(some)
            texts = await self.base.backend.texts(some)
            cards = await self.base.backend.cards(some)
            for document in some:
                there = self._there(cards[document], texts.get(document, ()))
                (self.good if there else self.refuted).append(document)

    def _there(self, card: list[Any], sections: Sequence[Section]) -> bool:
        about = [f"{card[2]} {card[3]}", f"{card[2]} số {card[1]}", card[4]]
        return has_phrases([*about, *(section.text for section in sections)], self.query.phrases)


def plainly(query: Query) -> Query:
    """The same question as if no mark had been typed: what was found has other ones."""
    return replace(query, words=tuple(w._replace(marked=False) for w in query.words))


async def _hits(base: Archive, query: Query, page: Sequence[int], *, asking: bool) -> list[Hit]:
    """Cards, with the best piece of each text."""
    cards = await base.backend.cards(page)
    if not asking:
        return [hit_of(cards[n]) for n in page]
    texts, sought, out = await base.backend.texts(page), sought_of(query), []
    for document in page:
        piece = best_of(texts.get(document, ()), sought)
        anchor = piece.anchor if piece.worth else ""
        told = {"anchor": anchor, "clause_label": clause_label(anchor), "snippet": piece.html}
        out.append({**hit_of(cards[document]), **told})
        await asyncio.sleep(0)  # others have their turn between two long texts
    return out


async def completions(base: Archive, prefix: str, limit: int) -> list[dict[str, str]]:
    """What a line may become: numbers, titles, words; as ``window.vanban.complete`` tells them."""
    query = parse_query(prefix, {})
    if not query.words:
        return []
    wanted = max(1, min(limit or 8, 20))
    share = max(2, -(-wanted // 2))
    numbers = await _number_completions(base, query)
    titles = await _title_completions(base, query)
    lines = [{"text": text, "kind": "tu"} for text in await word_completions(base, query)]
    made: dict[str, dict[str, str]] = {}
    for one in [*numbers[:share], *titles[:share], *lines[:share], *titles, *numbers, *lines]:
        made.setdefault(one["kind"] + fold(one["text"]), one)
    return list(made.values())[:wanted]


async def _number_completions(base: Archive, query: Query) -> list[dict[str, str]]:
    said = re.split(r"(\d+)", query.text)
    if len(said) < 3:
        return []
    found = await bearers(base, query.text, begun=True)
    # only the number's first figures may be there yet
    if len(said) == 3 and not said[2].strip() and len(said[1]) < 10:
        for longer in base.numbers_like(said[1], 9):
            found += await bearers(base, f"{said[0]}{longer}", begun=True)
    return [_told(b) for b in ([b for b in found if b.typed] or found)[:8]]


def _told(bearer: Bearer) -> dict[str, str]:
    card = bearer.row.card
    return {"text": f"{card[2]} {card[1]}", "kind": "so_hieu", "url": url_of(card[0])}


async def _title_completions(base: Archive, query: Query) -> list[dict[str, str]]:
    if len(query.words) < 2:
        return []
    begun = " ".join(w.key for w in query.words)
    if law_begun(begun):
        fitting = [name for name in base.laws if _key(name).startswith(begun)][:5]
        if fitting:
            return [{"text": name, "kind": "van_ban"} for name in fitting]
    hits = (await answer(base, query.text, Asked(filters={}, limit=5), whole=False))["hits"]
    sought = sought_of(query)
    return [
        {"text": h["title"], "kind": "van_ban", "url": h["url"]}
        for h in hits if sought.stands(f"{h['loai']} {h['title']}")
    ]  # fmt: skip


def _key(name: str) -> str:
    return " ".join(search_key(search_word(w)) for w in search_words(name))
