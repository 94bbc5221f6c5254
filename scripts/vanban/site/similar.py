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
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import islice, pairwise
from math import isqrt
from typing import NamedTuple

from vanban.facts import Facts, MemoryFacts
from vanban.fragment import Record
from vanban.model import CHUA_RO
from vanban.site.markup import document_name, document_row, escape, up
from vanban.site.surfaces import Lookup
from vanban.site.views import DocumentView, SimilarLine
from vanban.state import State
from vanban.stating import OutcomeRow
from vanban.text import search_word, search_words, slug

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

MOST_CITED, MOST_SAID = 60, 16
NAMED = 3
"""Of each kind of reason, so many are named."""

LEAST = 1_500
"""Below this, two documents share too little to be called alike."""

_CITED, _SAID, _ABOUT = "d", "c", "l"
"""What a trait begins with: cites, says, is about."""

_BARE = frozenset(
    search_words(
        "về của và các những một theo trong tại với cho năm từ ngày tháng được do là ở bởi khi này như hoặc để vào việc"
    )
)
"""Syllables that say nothing of what a document is about, …"""

_COMMON = frozenset(
    re.findall(
        r"[^,]+",
        "quy định,sửa đổi,đổi bổ,bổ sung,số điều,ban hành,hướng dẫn,dẫn thi,thi hành,chi tiết,định chi,thực hiện"
        ",thông tư,tư số,định số,nghị định,nghị quyết,quyết định,chỉ thị,kế hoạch,công văn,tiếp tục,tăng cường"
        ",triển khai,chính phủ,thủ tướng,bộ trưởng,hành quy,bản quy,văn bản,công tác,nhiệm vụ,lĩnh vực,nội dung"
        ",lãnh đạo,chỉ đạo,sự lãnh,tổ chức,địa bàn,trên địa,bàn tỉnh,bàn thành",
    )
)
"""… and pairs that only say what kind of text it is."""

_PRICE = {_CITED: 1500, _SAID: 800, _ABOUT: 500}
_RARITY = [0, 0, *(n.bit_length() + 1 for n in range(2, MOST + 1))]
_PRICES = {
    kind: [0, 0, *(3 * price // _RARITY[n] for n in range(2, MOST + 1))]
    for kind, price in _PRICE.items()
}
"""Worth of a trait by the number of documents that bear it: halves slowly as they double."""


TraitsBy = Callable[[str], tuple[str, ...]]


class Like(NamedTuple):
    """A document like another, and the traits they share, the weightiest first."""

    id: str
    shared: tuple[str, ...]


def traits_of(record: Record, outcomes: Iterable[OutcomeRow]) -> tuple[str, ...]:
    """What the document may have in common with others, each once."""
    found: dict[str, None] = {}
    for row, mention in zip(outcomes, record.mentions, strict=False):
        if row[0] == "r":
            if row[1] != record.id:
                found[_CITED + row[1]] = None
        elif row[0] == "n" and mention[3]:
            found[f"{_CITED}?{_absent(row, mention)}"] = None
        if len(found) == MOST_CITED:
            break
    said = {
        _SAID + pair: None
        for words in syllables(record.trich_yeu)
        for pair in pairs(words)
        if _telling(pair)
    }
    found.update(islice(said.items(), MOST_SAID))
    found.update((_ABOUT + slug(topic), None) for topic in record.linh_vuc)
    return tuple(found)


def _absent(row: OutcomeRow, mention: tuple[object, ...]) -> str:
    """What is cited and not held: number, type and series; a name without its case."""
    number = str(mention[5] or row[1])
    if "/" not in number:
        number = " ".join(str(mention[2]).lower().split())
    return f"{number}|{mention[3]}|{row[2]}"


_parts = re.compile(r"[^\w\s]+").split
_key = lru_cache(maxsize=10_000)(search_word)


def syllables(subject: str) -> list[list[str]]:
    """The subject's syllables, cut where anything but a blank stands between them."""
    return [words for part in _parts(subject) if len(words := part.split()) > 1]


def pairs(words: Sequence[str]) -> list[str]:
    """Pairs of neighbouring syllables as they are compared."""
    keys = [_key(word) for word in words]
    return [f"{one} {two}" for one, two in pairwise(keys)]


def telling(pair: str) -> bool:
    """Whether the pair says what a document is about."""
    one, _, two = pair.partition(" ")
    return not (
        one in _BARE or two in _BARE or pair in _COMMON or one[:1].isdigit() or two[:1].isdigit()
    )


_telling = lru_cache(maxsize=50_000)(telling)


class Similar:
    """Answers which documents are alike, and keeps that true as documents change."""

    def __init__(self, facts: Facts, state: State) -> None:
        self.facts = facts
        self.state = state
        self._bearers: dict[str, tuple[list[str], list[int]]] = {}
        self._alike: dict[str, tuple[Like, ...]] = {}

    def make_all(self, ids: Collection[str]) -> None:
        """Everything anew, for a state that is being made."""
        records = self.facts.records if isinstance(self.facts, MemoryFacts) else {}
        traits = {i: traits_of(records[i], self.facts.outcomes(i)) for i in ids}
        for id_, own in traits.items():
            for trait in own:
                names, sizes = self._bearers.setdefault(trait, ([], []))
                names.append(id_)
                sizes.append(len(own))
        self._alike = {i: self._likest(i, traits[i], traits.__getitem__) for i in ids}
        self._store(traits)

    def _store(self, traits: dict[str, tuple[str, ...]]) -> None:
        db = self.state.open()
        rows = (
            (f, i, n) for f in sorted(self._bearers) for i, n in zip(*self._bearers[f], strict=True)
        )
        db.executemany("insert into trait values(?,?,?)", rows)
        db.executemany(
            "insert into alike values(?,?,?)",
            (
                (i, marshal.dumps(own), marshal.dumps(_plain_rows(self._alike[i])))
                for i, own in traits.items()
            ),
        )

    def follow(self, changed: Iterable[str], gone: Iterable[str], shown: Iterable[str]) -> set[str]:
        """Documents whose page shows others now, after these changed, went, or look otherwise.

        ``changed`` must hold each document whose text or outcomes aren't what they were.
        """
        moved: set[str] = set()
        near: set[str] = set()
        for id_ in sorted({*changed, *gone}):
            was, now = self._held(id_), self._now(id_)
            if was == now:
                continue
            near |= self._sharing(was)
            self._put(id_, now)
            near |= self._sharing(now)
            moved.add(id_)
        near |= moved
        told: set[str] = set()
        for id_ in sorted(near):
            if self.facts.record(id_) is not None and (self._again(id_) or id_ in moved):
                told.add(id_)
        for id_ in shown:
            told |= {
                i for i in self._sharing(self._held(id_)) if any(o.id == id_ for o in self.of(i))
            }
        return told

    def of(self, id_: str) -> tuple[Like, ...]:
        """Those like this document, best first."""
        held = self._alike.get(id_)
        if held is None:
            found = self.state.rows("select others from alike where id=?", id_)
            held = tuple(Like(*row) for row in marshal.loads(found[0][0])) if found else ()  # noqa: S302 - our own cache
            self._alike[id_] = held
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
        return True

    def _likest(self, id_: str, traits: tuple[str, ...], traits_by: TraitsBy) -> tuple[Like, ...]:
        """The best by what is shared, a document of few traits before one of many."""
        scores: dict[str, int] = {}
        size: dict[str, int] = {}
        priced: dict[str, int] = {}
        for trait in traits:
            names, sizes = self._bearers_of(trait)
            if not 1 < len(names) <= MOST:
                continue
            price = priced[trait] = _PRICES[trait[0]][len(names)]
            for name, n in zip(names, sizes, strict=True):
                if name in scores:
                    scores[name] += price
                else:
                    scores[name], size[name] = price, n
        scores.pop(id_, None)
        best = nsmallest(
            KEPT,
            ((-score * _SCALE // isqrt(_SCALE * (size[name] + _CALM)), name)
             for name, score in scores.items() if score >= LEAST),
        )  # fmt: skip
        return tuple(Like(name, _shared(priced, traits_by(name))) for _, name in best)


def _shared(priced: dict[str, int], other: Iterable[str]) -> tuple[str, ...]:
    found = [trait for trait in other if trait in priced]
    return tuple(sorted(found, key=lambda trait: (-priced[trait], trait)))


def _plain_rows(likes: Iterable[Like]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((like.id, like.shared) for like in likes)


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
    names = [_cited_name(trait, record, facts) for trait in like.shared if trait[0] == _CITED]
    parts = []
    if names:
        rest = len(names) - NAMED
        more = f" và {rest} văn bản khác" if rest > 0 else ""
        parts.append(f"cùng dẫn {', '.join(names[:NAMED])}{more}")
    said = {trait[1:] for trait in like.shared if trait[0] == _SAID}
    if said:
        phrases = _phrases(record.trich_yeu, facts.need(like.id).trich_yeu, said)[:NAMED]
        parts.append(f"tên cùng có {', '.join(f'«{phrase}»' for phrase in phrases)}")
    about = {trait[1:] for trait in like.shared if trait[0] == _ABOUT}
    topics = [topic for topic in record.linh_vuc if slug(topic) in about]
    if topics:
        parts.append(f"cùng lĩnh vực {', '.join(topics[:NAMED])}")
    return "; ".join(parts)


def _cited_name(trait: str, citing: Record, facts: Facts) -> str:
    """``Luật Đất đai 2024``, ``Nghị định 43/2014/NĐ-CP``; of one not held what the text calls it."""
    if trait[1] == "?":
        number, loai, _ = trait[2:].split("|")
        return _surface(citing, number) or f"{loai} {number}"
    record = facts.need(trait[1:])
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
    common = {pair for words in syllables(other) for pair in pairs(words)}
    found: dict[str, str] = {}
    for words in syllables(subject):
        start, counts = 0, False
        for n, pair in enumerate([*pairs(words), ""]):
            if pair in common:
                counts = counts or pair in said
                continue
            if counts:
                run = words[start : n + 1]
                while _key(run[0]) in _BARE:
                    run = run[1:]
                while _key(run[-1]) in _BARE:
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
