"""The search index of one build: documents numbered by date, every file of ``tim/``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from vanban.facts import Facts
from vanban.fragment import search_part, search_sections
from vanban.search.cards import PER_RELATED, card, card_files, related_file, text_files
from vanban.search.facets import (
    FACETS,
    Row,
    facet_files,
    facet_row,
    packed,
    rank_of,
    status_file,
)
from vanban.search.head import card_mark, day_of, head_file, text_mark
from vanban.search.letters import names_by_letters
from vanban.search.memory import Memory
from vanban.search.numbers import NAMED, name_bits, name_files, number_files, number_of
from vanban.search.postings import collect
from vanban.search.scripts import File, Files, script
from vanban.search.shards import Terms, all_terms, write_shards
from vanban.search.suggest import suggestion_files
from vanban.state import Blobs


class SearchIndex:
    """Numbers the documents when made; ``text_files`` may then be asked in worker processes.

    ``memory`` is whole once ``files`` has been read to its end.
    """

    def __init__(self, facts: Facts, blobs: Blobs, ids: Iterable[str]) -> None:
        self.facts = facts
        self.blobs = blobs
        self.faces = sorted(map(facts.face, ids), key=lambda f: (day_of(f), f.id))
        self.numbers = {f.id: n for n, f in enumerate(self.faces)}
        days = [day_of(f) for f in self.faces]
        order = "\n".join(f"{f.id} {day}" for f, day in zip(self.faces, days, strict=True))
        self.memory = Memory(
            stamp=blake2b(order.encode(), digest_size=4).hexdigest(), content="", bits=0,
            name_bits=name_bits(self.faces), suggestions=[], ids=[f.id for f in self.faces],
            days=days, printed=[number_of(f) for f in self.faces],
            laws=[n for n, f in enumerate(self.faces) if f.loai in NAMED],
        )  # fmt: skip

    def text_files(self, id_: str) -> list[File]:
        """The files of one document's text."""
        record = self.facts.need(id_)
        sections = search_sections(record, self.blobs.of(record))
        return text_files(self.facts, id_, sections, self.numbers[id_], self.memory.stamp)

    def files(self) -> Files:
        """All but the texts; the head, which names what the others hold, comes last."""
        digest = blake2b(digest_size=6)
        for name, data in self._files():
            digest.update(data)
            yield name, data
        for mark in self.memory.marks:
            digest.update(mark)
        self.memory.content = digest.hexdigest()
        yield head_file(self.memory)

    def _files(self) -> Files:
        memory, stamp = self.memory, self.memory.stamp
        yield from self._postings()
        cards = {n: card(self.facts, id_) for n, id_ in enumerate(memory.ids)}
        memory.cards = [card_mark(c) for c in cards.values()]
        memory.statuses = [(c[7], c[8], c[9]) for c in cards.values()]
        memory.ranks = [rank_of(c[7], c[3], c[11]) for c in cards.values()]
        yield from card_files(list(cards.values()), stamp)
        by_id = {c[0]: c[:-1] for c in cards.values()}
        for first in range(0, len(memory.ids), PER_RELATED):
            ids = memory.ids[first : first + PER_RELATED]
            yield related_file(self.facts, ids, first // PER_RELATED, stamp, by_id)
        for printed, members in sorted(_by_value(memory.printed).items()):
            if printed:
                known = {n: self.faces[n] for n in members}
                yield from number_files(self.facts, printed, known, cards, stamp)
        laws = {n: self.faces[n] for n in memory.laws}
        yield from name_files(laws, cards, memory.name_bits, stamp)
        yield from facet_files(memory.facets, stamp)
        yield status_file(memory.statuses, self.facts.on, stamp)
        yield script("q", stamp, packed(memory.ranks))
        yield script("g", stamp, names_by_letters())

    def _postings(self) -> Files:
        memory = self.memory
        size = self.facts.words(memory.ids)
        vocabulary, buckets = collect(self._words(), size)
        terms = Terms(first=[], second=[], df=[])
        seen: set[int] = set()
        for bits, shard in write_shards(vocabulary, buckets, terms):
            memory.bits = bits
            seen.add(shard.number)
            yield script(f"u/{shard.number}", memory.stamp, shard.forms, shard.lists)
            if shard.far:
                yield script(f"w/{shard.number}", memory.stamp, shard.far_forms, shard.far)
        for n in sorted(set(range(1 << memory.bits)) - seen):
            yield script(f"u/{n}", memory.stamp, "", "")
        for name, data in suggestion_files(vocabulary, all_terms(terms), memory.stamp):
            if "/s/" in name:
                memory.suggestions.append(int(name.rpartition("/")[2].removesuffix(".js")))
            yield name, data

    def _words(self) -> Iterator[bytes]:
        """The words of each document; what else its blob tells is remembered by the way."""
        memory = self.memory
        memory.facets = {name: [] for name in FACETS}
        same: dict[Row, Row] = {}
        for record in map(self.facts.need, memory.ids):
            blob = self.blobs.of(record)
            signers, words = search_part(record, blob)
            memory.marks.append(text_mark(record, blob))
            for name, row in facet_row(self.facts, record, signers).items():
                memory.facets[name].append(same.setdefault(row, row))
            yield words


def _by_value(values: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for n, value in enumerate(values):
        found.setdefault(value, []).append(n)
    return found
