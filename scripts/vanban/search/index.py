"""The search index of one build: documents numbered by date, every file of ``tim/``."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from vanban.facts import Facts
from vanban.fragment import Record, search_part, search_sections
from vanban.search.cards import card, card_files, text_files
from vanban.search.facets import facet_files, facet_rows, moments, qualities
from vanban.search.numbers import by_number, name_bits, name_files, number_files, spans
from vanban.search.postings import collect
from vanban.search.scripts import FOLDER, File, Files, address, script
from vanban.search.shards import Terms, all_terms, write_shards
from vanban.search.suggest import suggestion_files
from vanban.state import Blobs
from vanban.tables.loai import doc_types
from vanban.text import fold, slug

__all__ = ["FOLDER", "SearchIndex"]


def day_of(record: Record) -> str:
    """By what documents are numbered: the date, or what is known of it."""
    return record.ngay if record.ngay[:4].isdigit() else ""


class SearchIndex:
    """Numbers the documents when made; ``text_files`` may then be asked in worker processes."""

    def __init__(self, facts: Facts, blobs: Blobs, ids: Iterable[str]) -> None:
        self.facts = facts
        self.blobs = blobs
        self.records = sorted((facts.need(i) for i in ids), key=lambda r: (day_of(r), r.id))
        self.numbers = {r.id: n for n, r in enumerate(self.records)}
        order = "\n".join(f"{r.id} {day_of(r)}" for r in self.records)
        self.stamp = blake2b(order.encode(), digest_size=4).hexdigest()

    def text_files(self, id_: str) -> list[File]:
        """The files of one document's text."""
        record = self.facts.need(id_)
        sections = search_sections(record, self.blobs.of(record))
        return text_files(self.facts, id_, sections, self.numbers[id_], self.stamp)

    def files(self) -> Files:
        """All but the texts; the head, which names what the others hold, comes last."""
        digest = blake2b(digest_size=6)
        for name, data in self._files():
            digest.update(data)
            yield name, data
        yield self._head(digest.hexdigest())

    def _files(self) -> Files:
        cards = [card(self.facts, r.id) for r in self.records]
        lines = [self.facts.line(r.id) for r in self.records]
        signers: list[tuple[str, ...]] = []
        yield from self._postings(signers)
        yield from card_files(cards, self.stamp)
        yield from number_files(self.facts, self.records, cards.__getitem__, self.stamp)
        yield from name_files(self.records, cards.__getitem__, self.stamp)
        rows = (facet_rows(self.facts, r, s) for r, s in zip(self.records, signers, strict=True))
        yield from facet_files(rows, lines, self.facts.on, self.stamp)
        yield script("q", self.stamp, qualities(lines, [c[-1] for c in cards]))

    def _postings(self, signers: list[tuple[str, ...]]) -> Files:
        def documents() -> Iterator[bytes]:
            for record in self.records:
                names, words = search_part(record, self.blobs.of(record))
                signers.append(names)
                yield words

        size = sum(r.parts[5] for r in self.records)
        vocabulary, buckets = collect(documents(), size)
        terms = Terms(first=[], second=[], df=[])
        self.bits = 0
        seen: set[int] = set()
        for bits, shard in write_shards(vocabulary, buckets, len(self.records), terms):
            self.bits = bits
            seen.add(shard.number)
            yield script(f"u/{shard.number}", self.stamp, shard.forms, shard.lists)
            for k, data in enumerate(shard.long):
                yield script(f"b/{shard.number}-{k}", self.stamp, b64encode(data).decode())
        for n in set(range(1 << self.bits)) - seen:
            yield script(f"u/{n}", self.stamp, "", "")
        self.suggestions: list[int] = []
        for name, data in suggestion_files(vocabulary, all_terms(terms), self.stamp):
            if "/s/" in name:
                self.suggestions.append(int(name.rpartition("/")[2].removesuffix(".js")))
            yield name, data

    def _head(self, content: str) -> File:
        """``kho``: what a browser must know before it asks for anything else."""
        types = [
            [t.ten, slug(t.ten), [fold(c) for c in dict.fromkeys((*t.ma_dang, *t.ma_nha_nuoc))]]
            for t in doc_types()
        ]
        head = {
            "v": self.stamp, "c": content, "n": len(self.records), "u": self.bits,
            "m": name_bits(self.records), "s": self.suggestions, "t": moments([day_of(r) for r in self.records]),
            "so": spans(by_number(self.records)), "loai": types,
        }  # fmt: skip
        data = json.dumps(["kho", head], ensure_ascii=False, separators=(",", ":"))
        return address("kho"), f"V({data[1:-1]})\n".encode()
