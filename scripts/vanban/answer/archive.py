"""What is kept in memory of an archive between questions: columns, frequent syllables, lists asked
for lately. Some twenty bytes a document, and never more than the bounds below beside them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vanban.answer.backend import Backend, Card, Form
from vanban.model import STATUS_WORDS
from vanban.search.suggest import FOLLOWERS, SYLLABLES
from vanban.text import slug, sort_key

FACETS = ("loai", "co_quan", "nam", "linh_vuc", "nguoi_ky", "tinh_trang", "ky")
UNKNOWN = "khong-ro"
NO_YEAR = "Không rõ năm"
_ISO = re.compile(r"\d{4}-\d\d-\d\d")

KEYS_KEPT = 50_000
BYTES_KEPT = 64 << 20

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Postings = tuple[NDArray[np.int32], NDArray[np.uint8]]
"""Documents, ascending, and the code of each."""


def today() -> str:
    return dt.date.today().isoformat()


def status_now(built: str, first: str, last: str, now: str = "") -> str:
    """A document's status as of today: that of the build, turned by its first and last day."""
    now = now or today()
    if built == "ngung":
        return built
    if _ISO.fullmatch(first) and now < first:
        return "chua"
    if _ISO.fullmatch(last) and now > last:
        return "het"
    return "con" if built == "chua" and _ISO.fullmatch(first) else built


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """Values with what a reader reads, in a reader's order; sets of them; each document's set."""

    values: list[tuple[str, str]]
    sets: list[list[int]]
    codes: NDArray[Any]
    in_set: Ints
    """Set by set, which it is: beside ``member``."""
    member: Ints

    def counted(self, documents: Ints) -> list[dict[str, Any]]:
        """Values of these documents with how many have each."""
        each = np.bincount(self.codes[documents], minlength=len(self.sets))
        counts = np.bincount(self.member, each[self.in_set], minlength=len(self.values))
        held = np.flatnonzero(counts)
        order = held[np.argsort(-counts[held], kind="stable")]
        return [
            {"value": self.values[n][0], "label": self.values[n][1], "count": int(counts[n])}
            for n in order.tolist()
        ]


def facet_of(values: Iterable[Sequence[str]], sets: list[list[int]], codes: NDArray[Any]) -> Facet:
    sizes = [len(s) for s in sets]
    return Facet(
        values=[(v, label) for v, label in values], sets=sets, codes=codes,
        in_set=np.repeat(np.arange(len(sets)), sizes),
        member=np.array([n for s in sets for n in s], np.int64),
    )  # fmt: skip


def single_facet(values: Sequence[tuple[str, str]], codes: NDArray[Any]) -> Facet:
    """Of one value a document."""
    return facet_of(values, [[n] for n in range(len(values))], codes)


@dataclass(slots=True, kw_only=True)
class Archive:
    """One archive as it was when its ``stamp`` was read."""

    backend: Backend
    stamp: str
    level: str
    count: int
    days: Ints
    """20130716 where known; 20130700 and 20130000 where less is; 0."""
    dated: int
    """The first document whose date is known."""
    ranks: NDArray[np.uint8]
    """``search.facets.rank_of`` each document."""
    facets: dict[str, Facet]
    statuses: tuple[list[str], NDArray[np.uint8], list[tuple[int, str, str]]]
    spans: list[tuple[int, int]]
    laws: list[str]
    syllables: dict[str, int]
    day: str = ""
    """As of which statuses are."""
    _forms: dict[str, list[Form]] = field(default_factory=dict)
    _lists: dict[str, Postings] = field(default_factory=dict)
    _followers: dict[str, list[Form]] = field(default_factory=dict)
    _bytes: int = 0

    def has_number(self, number: int) -> bool:
        return any(a <= number <= b for a, b in self.spans)

    def numbers_like(self, begun: str, most: int) -> list[int]:
        """Longer numbers there are that begin with these figures, the smallest first."""
        found: list[int] = []
        low = high = int(begun)
        if begun == "0":  # of any number so far
            return [n for a, b in self.spans for n in range(max(a, 1), min(b, a + most) + 1)][:most]
        while high < 10**9 and len(found) < most and high:
            low, high = low * 10, high * 10 + 9
            for a, b in self.spans:
                found += range(max(a, low), min(b, high, max(a, low) + most) + 1)
        return sorted(found)[:most]

    async def learn(self, keys: Iterable[str]) -> None:
        """Ask at once for all forms of these keys that aren't known."""
        if len(self._forms) > KEYS_KEPT:
            self._forms.clear()
        wanted = sorted({k for k in keys if k not in self._forms})
        found: dict[str, list[Form]] = {key: [] for key in wanted}
        for form in await self.backend.forms(wanted) if wanted else ():
            found[form.key].append(form)
        self._forms |= found

    def forms(self, key: str) -> list[Form]:
        """Of a key that was learnt."""
        return self._forms.get(key, [])

    async def load(self, forms: Iterable[Form]) -> dict[str, Postings]:
        """Lists of these forms, those that aren't at hand asked for at once."""
        every = {f.text: f for f in forms}
        have = {text: self._lists[text] for text in every if text in self._lists}
        wanted = [form for text, form in every.items() if text not in have]
        found = await self.backend.lists(wanted) if wanted else {}
        if self._bytes + sum(map(len, found.values())) > BYTES_KEPT:
            self._lists.clear()
            self._bytes = 0
        for text, data in found.items():
            size = len(data) // 5
            have[text] = (
                np.frombuffer(data, "<i4", size),
                np.frombuffer(data, np.uint8, size, size * 4),
            )
            self._lists[text] = have[text]
            self._bytes += len(data)
        return have

    async def followers(self, keys: Iterable[str]) -> None:
        """Ask at once for the frequent pairs that begin with these keys."""
        if len(self._followers) > KEYS_KEPT:
            self._followers.clear()
        wanted = [k for k in dict.fromkeys(keys) if k not in self._followers and self._begins(k)]
        found = await self.backend.followers(wanted, FOLLOWERS) if wanted else {}
        self._followers |= {key: found.get(key, []) for key in wanted}

    def following(self, key: str) -> list[tuple[str, str, int]]:
        """(first, second, documents) of a key that was asked for."""
        pairs = self._followers.get(key, [])
        return [(*_two(f.text), f.documents) for f in pairs]

    def _begins(self, key: str) -> bool:
        return key in self.syllables or key[:1].isdigit()

    def facet(self, name: str) -> Facet:
        """Statuses are those of today."""
        if name == "tinh_trang" and self.day != today():
            self.day = today()
            self.facets[name] = status_facet(*self.statuses, self.day)
        return self.facets[name]


def _two(text: str) -> tuple[str, str]:
    first, _, second = text.partition("_")
    return first, second


def _said(status: str) -> str:
    return next((label for known, label in STATUS_WORDS.items() if known == status), status)


def status_facet(
    names: Sequence[str], built: NDArray[np.uint8], turns: Iterable[tuple[int, str, str]], now: str
) -> Facet:
    codes = built.copy()
    for document, first, last in turns:
        codes[document] = names.index(status_now(names[codes[document]], first, last, now))
    return single_facet([(n, _said(n)) for n in names], codes)


def year_facet(days: Ints) -> Facet:
    years, codes = np.unique(days // 10_000, return_inverse=True)
    values = [(str(y), str(y)) if y else (UNKNOWN, NO_YEAR) for y in years.tolist()]
    return single_facet(values, codes)


async def opened(backend: Backend) -> Archive:
    """Read what is kept of an archive."""
    stamp, level = await backend.stamp()
    made = await backend.columns()
    days = np.frombuffer(made["ngay"].data, "<i4").astype(np.int64)
    status = made["tinh_trang"]
    facets = {name: _column(made[name].told, made[name].data, len(days)) for name in FACETS if name not in ("nam", "tinh_trang")}  # fmt: skip
    facets["nam"] = year_facet(days)
    names = list(status.told["gia_tri"])
    return Archive(
        backend=backend, stamp=stamp, level=level, count=len(days), days=days,
        dated=int(np.searchsorted(days, 1)), ranks=np.frombuffer(made["hang"].data, np.uint8),
        facets=facets, statuses=(names, np.frombuffer(status.data, np.uint8), status.told["doi"]),
        spans=_spans(made["so"].told["gia_tri"]), laws=list(made["ten_luat"].told["gia_tri"]),
        syllables=dict(await backend.syllables(SYLLABLES)),
    )  # fmt: skip


def _column(told: Mapping[str, Any], data: bytes, count: int) -> Facet:
    width = {1: "u1", 2: "<u2", 4: "<u4"}[len(data) // count] if count else "u1"
    return facet_of(told["gia_tri"], [list(s) for s in told["bo"]], np.frombuffer(data, width))


def _spans(text: str) -> list[tuple[int, int]]:
    pairs = (part.split("-") for part in text.split(",") if part)
    return [(int(p[0]), int(p[-1])) for p in pairs]


def facets_of_cards(cards: Sequence[Card]) -> dict[str, list[dict[str, Any]]]:
    """Of a few documents, from what their cards tell."""
    out: dict[str, list[dict[str, Any]]] = {name: [] for name in FACETS}
    for name in FACETS:
        held: dict[str, dict[str, Any]] = {}
        for card in cards:
            value, label = _told(card, name)
            if value:
                held.setdefault(value, {"value": value, "label": label, "count": 0})["count"] += 1
        out[name] = sorted(held.values(), key=lambda v: (-v["count"], sort_key(v["label"])))
    return {**out, "nam": years_first(out["nam"])}


def _told(card: Card, name: str) -> tuple[str, str]:
    if name == "loai":
        return slug(card[2]), card[2]
    if name == "co_quan":
        return card[5], card[4]
    if name == "nam":
        year = card[6][:4]
        return (year, year) if re.match(r"\d", card[6]) else (UNKNOWN, NO_YEAR)
    if name == "tinh_trang":
        status = status_now(card[7], card[8], card[9])
        return status, _said(status)
    return "", ""


def years_first(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The latest first, what has none last."""
    return sorted(values, key=lambda v: "" if v["value"] == UNKNOWN else v["value"], reverse=True)
