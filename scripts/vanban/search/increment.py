"""An index mended after a change: only files that say something else are made anew.

A document keeps its number as long as its date and id stay; a new one gets the next number, a
place among the others if it isn't the latest, and for its words shards of the ``recent`` (``e/N``)
that are few: when there are ``RECENT`` such documents, their words go where the others' are.
Nothing of a text that has gone stays: its terms leave every shard. Answers equal those of an
index built from nothing; so do the bytes when no number is out of order and none is recent.
Suggestions only lose what has gone, and gain with the next whole build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from vanban.facts import Facts
from vanban.fragment import Face, Record, search_part, search_sections
from vanban.search.cards import (
    PER_BLOCK,
    PER_RELATED,
    Card,
    bare_card,
    card,
    related,
    text_files,
)
from vanban.search.facets import (
    facet_files,
    facet_row,
    listed_types,
    packed,
    rank_of,
    status_file,
)
from vanban.search.forget import thinned_suggestions
from vanban.search.head import RECENT_BITS, card_mark, day_of, head_file, text_mark
from vanban.search.listing import Outgrown
from vanban.search.memory import Memory
from vanban.search.numbers import NAMED, mended_number, name_files, number_keys, number_of
from vanban.search.patch import Change, patch_shard, values_of
from vanban.search.scripts import File, address, script
from vanban.search.terms import forms_of, hash_of
from vanban.state import Blobs

Changes = dict[str, dict[int, int | None]]

RECENT = 32
"""Documents whose words may stand in shards of their own."""

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
        self.changes: Changes = {}
        self.recent: Changes = {}
        self.begun = bool(memory.recent)
        self.columns = False
        self.types = listed_types(memory.facets)
        self.touched: set[int] = set()
        self.printed: set[int] = set()
        self.lawful = False
        self.dropped: set[int] = set()
        self.emptied: list[str] = []
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
        changes = self.recent if number in self.memory.recent else self.changes
        for form in before.keys() | after.keys():
            code = after.get(form)
            if code != before.get(form):
                changes.setdefault(form, {})[number] = code

    def _drop(self, id_: str, number: int) -> None:
        memory = self.memory
        self.printed.add(memory.printed[number])
        self.lawful |= number in memory.laws
        memory.laws = [n for n in memory.laws if n != number]
        memory.late = [n for n in memory.late if n != number]
        memory.recent = [n for n in memory.recent if n != number]
        memory.ids[number] = ""
        memory.printed[number] = 0
        memory.marks[number] = memory.cards[number] = b""
        memory.statuses[number] = ("chua_ro", "", "")
        memory.ranks[number] = 0
        for column in memory.facets.values():
            column[number] = ()
        del self.numbers[id_]
        self.columns = True
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
        memory.recent.append(number)
        memory.ids.append(record.id)
        memory.days.append(day)
        for column in (memory.marks, memory.cards):
            column.append(b"")
        memory.statuses.append(("chua_ro", "", ""))
        memory.ranks.append(0)
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
            self.columns |= memory.facets[name][number] != row
            memory.facets[name][number] = row
        self.touched.add(number)

    def text_files(self, id_: str) -> list[File]:
        """The files of one document's text; none when they are as they were."""
        record, number = self.facts.need(id_), self.numbers[id_]
        if number not in self.touched:
            return []
        sections = search_sections(record, self.blobs.of(record))
        return text_files(self.facts, id_, sections, number, self.memory.stamp)

    def files(self, read: Read) -> list[File]:
        """Every file but texts that isn't as it was, the head last."""
        self._settle()
        left: dict[str, int] = {}
        shards = [*self._shards(read, left), *self._recent_shards(read)]
        out = [*shards, *self._cards(read), *self._columns()]
        out += thinned_suggestions(left, self.memory, read)
        digest = blake2b(self.memory.content.encode(), digest_size=6)
        for _, data in out:
            digest.update(data)
        for number in sorted(self.touched):
            digest.update(self.memory.marks[number])
        self.memory.content = digest.hexdigest()
        return [*out, head_file(self.memory)]

    def _settle(self) -> None:
        """When recent documents are many, their words go to the shards of all."""
        memory = self.memory
        if len(memory.recent) <= RECENT:
            return
        numbers, memory.recent, self.recent = memory.recent, [], {}
        for number in numbers:
            self._terms(number, {}, self._words(self.facts.need(memory.ids[number])))

    def _shards(self, read: Read, left: dict[str, int]) -> Iterator[File]:
        for number, changes in sorted(_by_shard(self.changes, self.memory.bits).items()):
            key = f"u/{number}"
            files, now = patch_shard(
                key, self.memory.stamp, lambda k: read(address(k)), changes, self._finer
            )
            left.update(now)
            yield from ((url, data) for url, data in files if data)
            self.emptied += [url for url, data in files if not data]

    def _finer(self, form: str, documents: Sequence[int]) -> list[int]:
        """Codes of a term as the texts have it; of one that is about to lose it, any."""
        found = (self.facts.record(self.memory.ids[n]) for n in documents)
        return [self._words(record).get(form, 0) if record else 0 for record in found]

    def _recent_shards(self, read: Read) -> Iterator[File]:
        if not self.memory.recent:
            return
        changed = _by_shard(self.recent, RECENT_BITS)
        for number in sorted(changed) if self.begun else range(1 << RECENT_BITS):
            key = f"e/{number}"
            before = read(address(key)) if self.begun else script(key, "", "", "")[1]
            held = {key: before}
            yield from patch_shard(
                key, self.memory.stamp, held.__getitem__, changed.get(number, {}), self._finer
            )[0]

    def _cards(self, read: Read) -> Iterator[File]:
        """Cards that are shown otherwise, in blocks, under numbers and among laws."""
        memory, cards = self.memory, _Cards(self.facts, self.memory)
        for id_ in self.render:
            number = self.numbers[id_]
            made = cards[number]
            if card_mark(made) != memory.cards[number]:
                memory.cards[number] = card_mark(made)
                memory.statuses[number] = (made[7], made[8], made[9])
                memory.ranks[number] = rank_of(made[7], made[3], made[11])
                self.touched.add(number)
        self.printed |= {memory.printed[n] for n in self.touched}
        self.lawful |= not self.touched.isdisjoint(memory.laws)
        shown = {n: cards[n] if memory.ids[n] else None for n in self.touched}
        yield from self._blocks("d", PER_BLOCK, shown, read)
        yield from self._blocks("r", PER_RELATED, self._related(), read)
        for printed in sorted(self.printed - {0}):
            if bearers := self._bearers(printed):
                yield from mended_number(
                    self.facts, printed, bearers, cards, self.touched,
                    lambda key: _held(read, key), memory.stamp,
                )  # fmt: skip
        if self.lawful:
            laws = {n: self.facts.face(memory.ids[n]) for n in memory.laws}
            yield from name_files(laws, cards, memory.name_bits, memory.stamp)

    def _related(self) -> dict[int, Any]:
        """What is related to each document shown anew."""
        bare = _Bare(self.facts)
        made: dict[int, Any] = {self.numbers[i]: related(self.facts, i, bare) for i in self.render}
        return made | dict.fromkeys(self.dropped)

    def _blocks(self, kind: str, size: int, rows: Mapping[int, Any], read: Read) -> Iterator[File]:
        """Blocks of ``size`` rows, one a document, where one of ``rows`` isn't as it was."""
        for block in sorted({n // size for n in rows}):
            key, first = f"{kind}/{block}", block * size
            before = _held(read, key) or []
            after = [*before, *[None] * (min(size, len(self.memory.ids) - first) - len(before))]
            for n in range(first, first + len(after)):
                if n in rows:
                    after[n - first] = rows[n]
            data = script(key, self.memory.stamp, after)
            if data != script(key, self.memory.stamp, before):
                yield data

    def _bearers(self, printed: int) -> dict[int, Face]:
        ids = self.memory.ids
        return {n: self.facts.face(ids[n]) for n in self.memory.by_number(printed)}

    def leftovers(
        self, made: set[str], there: Callable[[str], bool], under: list[str]
    ) -> list[str]:
        """Files that stood for what was before and weren't made anew.

        ``there`` tells of an address whether it is a file; ``under`` are the files of ``n/``.
        """
        found = [*self.emptied, *(address(f"v/{value}") for value in self.types)]
        if self.begun and not self.memory.recent:
            found += [address(f"e/{n}") for n in range(1 << RECENT_BITS)]
        for number in sorted(self.touched):
            found.append(address(f"t/{number}"))
            piece = 1
            while there(address(f"t/{number}-{piece}")):
                found.append(address(f"t/{number}-{piece}"))
                piece += 1
        kept = {address(k) for p in self.printed for k in number_keys(p, self._bearers(p))}
        for url in under:
            printed = url.rpartition("/")[2].removesuffix(".js").partition("-")[0]
            if printed.isdigit() and int(printed) in self.printed and url not in kept:
                found.append(url)
        made = made | {address(f"v/{value}") for value in listed_types(self.memory.facets)}
        return [url for url in found if url not in made and there(url)]

    def _columns(self) -> Iterator[File]:
        memory = self.memory
        if self.columns:
            yield from facet_files(memory.facets, memory.stamp)
        if self.touched:
            yield status_file(memory.statuses, self.facts.on, memory.stamp)
            yield script("q", memory.stamp, packed(memory.ranks))


def _by_shard(changes: Changes, bits: int) -> dict[int, dict[str, Change]]:
    found: dict[int, dict[str, Change]] = {}
    for form, change in changes.items():
        found.setdefault(hash_of(form) >> (32 - bits) if bits else 0, {})[form] = change
    return found


def _held(read: Read, key: str) -> Any:
    """What a file of the index holds, None when there is none."""
    try:
        return values_of(read(address(key)))[2]
    except FileNotFoundError:
        return None


class _Bare(dict[str, Card]):
    """Cards without how often they are cited, by id, made when asked for."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.facts = facts

    def __missing__(self, id_: str) -> Card:
        made = self[id_] = bare_card(self.facts, id_)
        return made


class _Cards(dict[int, Card]):
    """Cards by number, made when asked for."""

    def __init__(self, facts: Facts, memory: Memory) -> None:
        super().__init__()
        self.facts = facts
        self.memory = memory

    def __missing__(self, number: int) -> Card:
        made = self[number] = card(self.facts, self.memory.ids[number])
        return made
