"""An index mended after a change: only files that say something else are made anew.

A document keeps its number as long as its date and id stay; a new one gets the next number, and
a place among the others if it isn't the latest. Nothing of a text that has gone stays: its
terms leave every shard. Answers equal those of an index built from nothing; so do the bytes
when no number is out of order. Suggestions only lose what has gone, and gain with the next
whole build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b

from vanban.facts import Facts
from vanban.fragment import Record, search_part, search_sections
from vanban.search.cards import PER_BLOCK, Card, card, text_files
from vanban.search.facets import facet_files, facet_row, qualities, status_file
from vanban.search.index import card_mark, day_of, head_file, text_mark
from vanban.search.memory import Memory
from vanban.search.numbers import NAMED, name_files, number_files, number_of
from vanban.search.patch import Outgrown, patch_shard
from vanban.search.postings import forms_of, hash_of
from vanban.search.scripts import File, address, script
from vanban.search.suggest import mended_suggestions
from vanban.state import Blobs

WHOLE = 1_000
"""Documents up to which an index is always built whole."""

LOOSE = 20
"""One in so many numbers may be out of order or unused before all are given anew."""

Read = Callable[[str], bytes]
"""The bytes of a file of the index by its address; raises OSError when there is none."""


class SearchPatch:
    """What a change does to the index whose ``memory`` is given.

    Raises ``Outgrown`` when the index has to be built whole; nothing is written then.
    """

    def __init__(
        self, facts: Facts, blobs: Blobs, memory: Memory, old: Mapping[str, Record],
        shown: Iterable[str], render: Iterable[str],
    ) -> None:  # fmt: skip
        self.facts = facts
        self.blobs = blobs
        self.memory = memory
        self.old = old
        self.numbers = memory.numbers()
        self.changes: dict[str, dict[int, int | None]] = {}
        self.counts: dict[str, int] = {}
        self.touched: set[int] = set()
        self.printed: set[int] = set()
        self.lawful = False
        self.dropped: set[int] = set()
        self.gone: list[str] = []
        for id_ in sorted(shown):
            self._follow(id_)
        self.render = [i for i in render if i in self.numbers]
        if self._loose() or len(memory.ids) <= WHOLE:
            raise Outgrown

    def _loose(self) -> bool:
        out = len(self.memory.gone()) + len(self.memory.late)
        return out * LOOSE > len(self.memory.ids)

    def _follow(self, id_: str) -> None:
        """One document that is shown otherwise, has come or has gone."""
        record, number = self.facts.record(id_), self.numbers.get(id_)
        memory = self.memory
        if number is not None and (record is None or day_of(record) != memory.days[number]):
            self._terms(number, self._words(self._old(id_)), {})
            self._drop(id_, number)
            number = None
        if record is None:
            return
        mark = text_mark(record, self.blobs.of(record))
        if number is not None and mark == memory.marks[number]:
            return
        before = {} if number is None else self._words(self._old(id_))
        if number is None:
            number = self._take(record)
        self._terms(number, before, self._words(record))
        self._describe(number, record, mark)

    def _old(self, id_: str) -> Record:
        if id_ not in self.old:
            raise Outgrown(id_)
        return self.old[id_]

    def _words(self, record: Record) -> dict[str, int]:
        return forms_of(search_part(record, self.blobs.of(record))[1])

    def _terms(self, number: int, before: dict[str, int], after: dict[str, int]) -> None:
        for form in before.keys() | after.keys():
            code = after.get(form)
            if code != before.get(form):
                self.changes.setdefault(form, {})[number] = code
            more = (form in after) - (form in before)
            if more:
                self.counts[form] = self.counts.get(form, 0) + more

    def _drop(self, id_: str, number: int) -> None:
        memory = self.memory
        self.printed.add(memory.printed[number])
        self.lawful |= number in memory.laws
        memory.laws = [n for n in memory.laws if n != number]
        memory.late = [n for n in memory.late if n != number]
        memory.ids[number] = ""
        memory.printed[number] = 0
        memory.marks[number] = memory.cards[number] = b""
        memory.statuses[number] = ("chua_ro", "", "")
        memory.cites[number] = 0
        for column in memory.facets.values():
            column[number] = ()
        del self.numbers[id_]
        self.touched.add(number)
        self.dropped.add(number)

    def _take(self, record: Record) -> int:
        """The next number, for a document that is new."""
        memory = self.memory
        number, day = len(memory.ids), day_of(record)
        out = {*memory.late, *memory.gone()}
        last = next((n for n in range(number - 1, -1, -1) if n not in out), None)
        if last is not None and (memory.days[last], memory.ids[last]) > (day, record.id):
            memory.late.append(number)
        memory.ids.append(record.id)
        memory.days.append(day)
        for column in (memory.marks, memory.cards):
            column.append(b"")
        memory.statuses.append(("chua_ro", "", ""))
        memory.cites.append(0)
        memory.printed.append(0)
        for facet in memory.facets.values():
            facet.append(())
        self.numbers[record.id] = number
        return number

    def _describe(self, number: int, record: Record, mark: bytes) -> None:
        memory = self.memory
        memory.marks[number] = mark
        self.printed |= {memory.printed[number], number_of(record)}
        memory.printed[number] = number_of(record)
        law = record.loai in NAMED
        self.lawful |= law or number in memory.laws
        memory.laws = sorted({*memory.laws, number} if law else {*memory.laws} - {number})
        signers = search_part(record, self.blobs.of(record))[0]
        for name, row in facet_row(self.facts, record, signers).items():
            memory.facets[name][number] = row
        self.touched.add(number)

    def text_files(self, id_: str) -> list[File]:
        """The files of one document's text."""
        record = self.facts.need(id_)
        sections = search_sections(record, self.blobs.of(record))
        return text_files(self.facts, id_, sections, self.numbers[id_], self.memory.stamp)

    def files(self, read: Read) -> list[File]:
        """Every file but texts that isn't as it was, the head last; ``gone`` must be removed."""
        out = [*self._shards(read), *self._cards(), *self._columns()]
        out += mended_suggestions(self.counts, self.memory, read)
        digest = blake2b(self.memory.content.encode(), digest_size=6)
        for _, data in out:
            digest.update(data)
        self.memory.content = digest.hexdigest()
        return [*out, head_file(self.memory)]

    def _shards(self, read: Read) -> Iterable[File]:
        bits = self.memory.bits
        by_shard: dict[int, dict[str, dict[int, int | None]]] = {}
        for form, change in self.changes.items():
            by_shard.setdefault(hash_of(form) >> (32 - bits) if bits else 0, {})[form] = change
        for number, changes in sorted(by_shard.items()):
            files, gone = patch_shard(
                number, self.memory.stamp, lambda key: read(address(key)), changes
            )
            self.gone += map(address, gone)
            yield from files

    def _cards(self) -> Iterable[File]:
        """Cards that are shown otherwise, in blocks, under numbers and among laws."""
        memory, cards = self.memory, _Cards(self.facts, self.memory)
        for id_ in self.render:
            number = self.numbers[id_]
            made = cards[number]
            if card_mark(made) != memory.cards[number]:
                memory.cards[number] = card_mark(made)
                memory.statuses[number] = (made[7], made[8], made[9])
                memory.cites[number] = made[11]
                self.touched.add(number)
        self.printed |= {memory.printed[n] for n in self.touched}
        self.lawful |= not self.touched.isdisjoint(memory.laws)
        for block in sorted({n // PER_BLOCK for n in self.touched}):
            first = block * PER_BLOCK
            members = range(first, min(first + PER_BLOCK, len(memory.ids)))
            rows = [cards[n] if memory.ids[n] else None for n in members]
            yield script(f"d/{block}", memory.stamp, rows)
        yield from self._by_number(cards)
        if self.lawful:
            laws = {n: self.facts.need(memory.ids[n]) for n in memory.laws}
            yield from name_files(laws, cards, memory.name_bits, memory.stamp)

    def _by_number(self, cards: Mapping[int, Card]) -> Iterable[File]:
        for printed in sorted(self.printed - {0}):
            bearers = {
                n: self.facts.need(self.memory.ids[n]) for n in self.memory.by_number(printed)
            }
            if bearers:
                yield from number_files(self.facts, printed, bearers, cards, self.memory.stamp)

    def leftovers(
        self, made: set[str], there: Callable[[str], bool], under: list[str]
    ) -> list[str]:
        """Files that stood for what was before and weren't made anew.

        ``there`` tells of an address whether it is a file; ``under`` are the files of ``n/``.
        """
        found = list(self.gone)
        for number in sorted(self.dropped | {self.numbers[i] for i in self.render}):
            found += [address(f"{kind}/{number}") for kind in "trh"]
            piece = 1
            while there(address(f"t/{number}-{piece}")):
                found.append(address(f"t/{number}-{piece}"))
                piece += 1
        for url in under:
            printed = url.rpartition("/")[2].removesuffix(".js").partition("-")[0]
            if printed.isdigit() and int(printed) in self.printed:
                found.append(url)
        return [url for url in found if url not in made and there(url)]

    def _columns(self) -> Iterable[File]:
        memory = self.memory
        yield from facet_files(memory.facets, memory.stamp)
        yield status_file(memory.statuses, self.facts.on, memory.stamp)
        yield script("q", memory.stamp, qualities(memory.statuses, memory.cites))


class _Cards(dict[int, Card]):
    """Cards by number, made when asked for."""

    def __init__(self, facts: Facts, memory: Memory) -> None:
        super().__init__()
        self.facts = facts
        self.memory = memory

    def __missing__(self, number: int) -> Card:
        made = self[number] = card(self.facts, self.memory.ids[number])
        return made
