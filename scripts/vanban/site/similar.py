"""Documents like this one: those that cite the same (bibliographic coupling) and say the same.

What a document has in common with others are its *traits*: the documents it cites, held or
not, pairs of syllables of its subject, its topics. A trait counts by how few share it, and one
that more than ``MOST`` share doesn't count at all: so what a change can move is bounded, and
a weight depends on the number of its bearers alone, never on the size of the archive.
Everything is whole numbers, so that a sum is the same in any order.

Tables of the state: ``trait`` who bears what, ``alike`` a document's traits and those like it.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Collection, Iterable
from heapq import nsmallest
from math import isqrt
from typing import NamedTuple

from vanban.facts import Facts
from vanban.fragment import Record
from vanban.model import CHUA_RO
from vanban.site.markup import document_name, document_row, escape, up
from vanban.site.surfaces import Lookup
from vanban.site.traits import ABOUT, BARE, CITED, SAID, paired, syllable_key, traits_of
from vanban.site.views import DocumentView, SimilarLine
from vanban.state import State
from vanban.text import slug

MOST = 32
"""A trait borne by more documents than this counts for nothing."""

ANCHOR = "vb-tuong-tu"
KEPT = 8
SHOWN = 5
"""Kept for each document, and shown: those a typed relation names already are left out."""

LONGEST = 90
"""Letters of a name that a reason gives."""

_SCALE, _CALM = 1_000, 20
"""A score is divided by the root of the other's traits and some more, in whole numbers."""

_LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")

NAMED = 3
"""Of each kind of reason, so many are named."""

LEAST = 1_500
"""Below this, two documents share too little to be called alike."""

_PRICE = {CITED: 1500, SAID: 800, ABOUT: 500}
_RARITY = [0, 0, *(n.bit_length() + 1 for n in range(2, MOST + 1))]
_PRICES = {
    kind: [0, 0, *(3 * price // _RARITY[n] for n in range(2, MOST + 1))]
    for kind, price in _PRICE.items()
}
"""Worth of a trait by the number of documents that bear it: halves slowly as they double."""


TraitsBy = Callable[[str], tuple[str, ...]]


class Like(NamedTuple):
    """A document like another, how much, and the traits they share, the weightiest first."""

    id: str
    value: int
    shared: tuple[str, ...]


class Similar:
    """Answers which documents are alike, and keeps that true as documents change."""

    def __init__(self, facts: Facts, state: State) -> None:
        self.facts = facts
        self.state = state
        self._bearers: dict[str, tuple[list[str], list[int]]] = {}
        self._alike: dict[str, tuple[Like, ...]] = {}
        self._packed: dict[str, bytes] = {}
        """Those like each document as the state keeps them, when all were made in this run."""

    def make_all(self, ids: Collection[str]) -> None:
        """Everything anew, for a state that is being made."""
        same: dict[str, str] = {}
        """One string for a trait, however many bear it: else they'd take as much as all records."""
        traits: dict[str, tuple[str, ...]] = {}
        for id_ in ids:
            own = traits_of(self.facts.need(id_), self.facts.outcomes(id_))
            traits[id_] = tuple([same.setdefault(trait, trait) for trait in own])
        for id_, own in traits.items():
            for trait in own:
                names, sizes = self._bearers.setdefault(trait, ([], []))
                names.append(id_)
                sizes.append(len(own))
        for id_ in ids:
            likes = self._likest(id_, traits[id_], traits.__getitem__)
            self._packed[id_] = marshal.dumps(_plain_rows(likes))
        self._store(traits)
        self._bearers.clear()

    def _store(self, traits: dict[str, tuple[str, ...]]) -> None:
        db = self.state.open()
        rows = (
            (f, i, n) for f in sorted(self._bearers) for i, n in zip(*self._bearers[f], strict=True)
        )
        db.executemany("insert into trait values(?,?,?)", rows)
        db.executemany(
            "insert into alike values(?,?,?)",
            ((i, marshal.dumps(own), self._packed[i]) for i, own in traits.items()),
        )

    def follow(self, changed: Iterable[str], gone: Iterable[str], shown: Iterable[str]) -> set[str]:
        """Documents whose page shows others now, after these changed, went, or look otherwise.

        ``changed`` must hold each document whose text or outcomes aren't what they were. Worked out
        anew are: what changed; what bears a trait that is worth something else now; what named a
        changed document; and where a changed one is worth enough now to be named.
        """
        near: set[str] = set()
        priced: dict[str, tuple[int, list[str]]] = {}
        moved = [
            (i, was, now)
            for i in sorted({*changed, *gone})
            if (was := self._held(i)) != (now := self._now(i))
        ]
        for id_, was, now in moved:
            near |= {other for other in self._sharing(was) if self._names(other, id_)} | {id_}
            for trait in {*was} ^ {*now}:
                priced.setdefault(trait, (self._price(trait), self._bearers_of(trait)[0]))
        for id_, _, now in moved:
            self._put(id_, now)
        for trait, (price, bearers) in priced.items():
            if self._price(trait) != price:
                near.update(bearers, self._bearers_of(trait)[0])
        for id_, _, now in moved:
            near |= self._reached(id_, now)
        told = {i for i in near if self.facts.record(i) is not None and self._again(i)}
        told.update(i for i, _, _ in moved if self.facts.record(i) is not None)
        for id_ in shown:
            told |= {i for i in self._sharing(self._held(id_)) if self._names(i, id_)}
        return told

    def _reached(self, id_: str, traits: tuple[str, ...]) -> set[str]:
        """Documents that this one is worth being named by."""
        found = set()
        for other, (score, _) in self._scores(id_, traits).items():
            likes = self.of(other)
            value = _value(score, len(traits))
            if score >= LEAST and (
                len(likes) < KEPT or (-value, id_) < (-likes[-1].value, likes[-1].id)
            ):
                found.add(other)
        return found

    def _names(self, id_: str, other: str) -> bool:
        return any(like.id == other for like in self.of(id_))

    def _price(self, trait: str) -> int:
        bearers = len(self._bearers_of(trait)[0])
        return _PRICES[trait[0]][bearers] if bearers <= MOST else 0

    def of(self, id_: str) -> tuple[Like, ...]:
        """Those like this document, best first."""
        packed = self._packed.get(id_)
        if packed is not None:
            return _likes(packed)
        held = self._alike.get(id_)
        if held is None:
            found = self.state.rows("select others from alike where id=?", id_)
            held = self._alike[id_] = _likes(found[0][0]) if found else ()
        return held

    def _held(self, id_: str) -> tuple[str, ...]:
        found = self.state.rows("select traits from alike where id=?", id_)
        return tuple(marshal.loads(found[0][0])) if found else ()  # noqa: S302 - our own cache

    def _now(self, id_: str) -> tuple[str, ...]:
        record = self.facts.record(id_)
        return traits_of(record, self.facts.outcomes(id_)) if record else ()

    def _put(self, id_: str, traits: tuple[str, ...]) -> None:
        db = self.state.open()
        for trait in self._held(id_):
            db.execute("delete from trait where f=? and id=?", (trait, id_))
            self._bearers.pop(trait, None)
        db.execute("delete from alike where id=?", (id_,))
        self._alike.pop(id_, None)
        if self.facts.record(id_) is None:
            return
        rows = [(trait, id_, len(traits)) for trait in traits]
        db.executemany("insert into trait values(?,?,?)", rows)
        for trait in traits:
            self._bearers.pop(trait, None)
        empty = marshal.dumps(())
        db.execute("insert into alike values(?,?,?)", (id_, marshal.dumps(traits), empty))

    def _sharing(self, traits: Iterable[str]) -> set[str]:
        """Bearers of those traits that count, or would with one bearer less."""
        found: set[str] = set()
        for trait in traits:
            names, _ = self._bearers_of(trait)
            if len(names) <= MOST + 1:
                found.update(names)
        return found

    def _bearers_of(self, trait: str) -> tuple[list[str], list[int]]:
        held = self._bearers.get(trait)
        if held is None:
            rows = self.state.rows("select id, n from trait where f=? limit ?", trait, MOST + 2)
            held = [id_ for id_, _ in rows], [n for _, n in rows]
            self._bearers[trait] = held
        return held

    def _again(self, id_: str) -> bool:
        """Work out those like it anew; whether they or the reasons are others."""
        was = self.of(id_)
        now = self._likest(id_, self._held(id_), self._held)
        if now == was:
            return False
        self._alike[id_] = now
        self.state.open().execute(
            "update alike set others=? where id=?", (marshal.dumps(_plain_rows(now)), id_)
        )
        return [(like.id, like.shared) for like in was] != [(like.id, like.shared) for like in now]

    def _scores(self, id_: str, traits: Iterable[str]) -> dict[str, tuple[int, int]]:
        """What shared traits are worth together, by document, with the number of its traits."""
        scores: dict[str, int] = {}
        size: dict[str, int] = {}
        for trait in traits:
            names, sizes = self._bearers_of(trait)
            if not 1 < len(names) <= MOST:
                continue
            price = _PRICES[trait[0]][len(names)]
            for name, n in zip(names, sizes, strict=True):
                if name in scores:
                    scores[name] += price
                else:
                    scores[name], size[name] = price, n
        scores.pop(id_, None)
        return {name: (score, size[name]) for name, score in scores.items()}

    def _likest(self, id_: str, traits: tuple[str, ...], traits_by: TraitsBy) -> tuple[Like, ...]:
        """The best by what is shared, a document of few traits before one of many."""
        best = nsmallest(
            KEPT,
            [(-_value(score, n), name) for name, (score, n) in self._scores(id_, traits).items()
             if score >= LEAST],
        )  # fmt: skip
        if not best:
            return ()
        priced = {trait: price for trait in traits if (price := self._price(trait))}
        return tuple(Like(name, -value, _shared(priced, traits_by(name))) for value, name in best)


def _value(score: int, traits: int) -> int:
    return score * _SCALE // isqrt(_SCALE * (traits + _CALM))


def _shared(priced: dict[str, int], other: Iterable[str]) -> tuple[str, ...]:
    found = [trait for trait in other if trait in priced]
    return tuple(sorted(found, key=lambda trait: (-priced[trait], trait)))


def _likes(packed: bytes) -> tuple[Like, ...]:
    return tuple(Like(*row) for row in marshal.loads(packed))  # noqa: S302 - our own cache


def _plain_rows(likes: Iterable[Like]) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    return tuple((like.id, like.value, like.shared) for like in likes)


def similar_lines(
    record: Record, likes: Iterable[Like], named: Collection[str], lookup: Lookup
) -> tuple[SimilarLine, ...]:
    """What the page shows: those that no typed relation (``named``) shows already."""
    free = [like for like in likes if like.id not in named][:SHOWN]
    return tuple(
        SimilarLine(lookup.line(like.id), why(record, like, lookup.facts)) for like in free
    )


def why(record: Record, like: Like, facts: Facts) -> str:
    """The reason in words, of the traits they share: what both cite, say and are about."""
    names = [_cited_name(trait, record, facts) for trait in like.shared if trait[0] == CITED]
    parts = []
    if names:
        rest = len(names) - NAMED
        more = f" và {rest} văn bản khác" if rest > 0 else ""
        parts.append(f"cùng dẫn {', '.join(names[:NAMED])}{more}")
    said = {trait[1:] for trait in like.shared if trait[0] == SAID}
    if said:
        phrases = _phrases(record.trich_yeu, facts.face(like.id).trich_yeu, said)[:NAMED]
        parts.append(f"tên cùng có {', '.join(f'«{phrase}»' for phrase in phrases)}")
    about = {trait[1:] for trait in like.shared if trait[0] == ABOUT}
    topics = [topic for topic in record.linh_vuc if slug(topic) in about]
    if topics:
        parts.append(f"cùng lĩnh vực {', '.join(topics[:NAMED])}")
    return "; ".join(parts)


def _cited_name(trait: str, citing: Record, facts: Facts) -> str:
    """``Luật Đất đai 2024``, ``Nghị định 43/2014/NĐ-CP``; of one not held what the text calls it."""
    if trait[1] == "?":
        number, loai, _ = trait[2:].split("|")
        return _surface(citing, number) or f"{loai} {number}"
    record = facts.face(trait[1:])
    if record.loai in _LAWS:
        subject = record.trich_yeu
        year = f" {record.ngay[:4]}" if record.ngay[:4].isdigit() else ""
        return f"{subject if subject.startswith(record.loai) else f'{record.loai} {subject}'}{year}"
    if record.so_hieu in ("", CHUA_RO):
        return f"{record.loai} «{record.trich_yeu}»"
    return document_name(record.loai, record.so_hieu)


def _surface(citing: Record, number: str) -> str:
    """What the citing text calls it, where that isn't longer than a name is."""
    for mention in citing.mentions:
        said = " ".join(str(mention[2]).split())
        if number in (mention[5], said.lower()) and len(said) <= LONGEST:
            return said
    return ""


def _phrases(subject: str, other: str, said: Collection[str]) -> list[str]:
    """The subject's own words where it runs like the other's; each run holds one that counts."""
    common = {pair for _, others in paired(other) for pair in others}
    found: dict[str, str] = {}
    for words, own in paired(subject):
        start, counts = 0, False
        for n, pair in enumerate([*own, ""]):
            if pair in common:
                counts = counts or pair in said
                continue
            if counts:
                run = words[start : n + 1]
                while syllable_key(run[0]) in BARE:
                    run = run[1:]
                while syllable_key(run[-1]) in BARE:
                    run = run[:-1]
                found.setdefault(" ".join(run).lower(), " ".join(run))
            start, counts = n + 1, False
    return list(found.values())


def section(view: DocumentView) -> str:
    """The part of a document's page, empty when nothing is like it."""
    if not view.similar:
        return ""
    root = up(view.url)
    items = "".join(
        f'<li>{document_row(line, root)}<p class="vb-cho">{escape(reason[:1].upper() + reason[1:])}.</p></li>'
        for line, reason in view.similar
    )
    return (
        f'<section class="vb-tuong-tu"><h2 id="{ANCHOR}">Văn bản tương tự</h2>'
        '<p class="vb-cho">Máy tính theo những văn bản cùng được dẫn, lời trong tên và lĩnh vực; không phải quan hệ pháp lý.</p>'
        f'<ul class="vb-ds">{items}</ul></section>'
    )
