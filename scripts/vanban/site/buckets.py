"""Lists by facet and year: stable addresses, so that a new document touches a handful.

A bucket key is ``facet/value/year`` (``nam/year/month``); its page is
``duyet/<key>/index.html``, the value's ``duyet/<facet>/<value>/index.html``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from vanban.facts import UNKNOWN_YEAR, Facts
from vanban.fragment import Face
from vanban.site.bodies import body_facts, body_tree
from vanban.site.markup import thousands, up
from vanban.site.views import (
    BrowseIndexView,
    DocLine,
    Entry,
    FacetView,
    Link,
    ListView,
)
from vanban.stored import StateFacts
from vanban.text import slug, sort_key

FACETS = {
    "loai": "Loại văn bản",
    "co-quan": "Cơ quan ban hành",
    "nam": "Năm ban hành",
    "linh-vuc": "Lĩnh vực",
}
TOP = 8
"""Values of a facet shown on the browse index and the home page."""

NEWEST = 10

Counts = dict[str, tuple[int, str]]


def bucket_link(facet: str, value: str, label: str) -> Link:
    return Link(label=label, href=f"duyet/{facet}/{value}/index.html")


def facet_of(key: str) -> str:
    return key.partition("/")[0]


def value_of(key: str) -> str:
    return key.rpartition("/")[0]


class Lists:
    """Views of the browse pages from the buckets' counts."""

    def __init__(self, facts: Facts, line: Callable[[str], DocLine], counts: Counts) -> None:
        self.facts = facts
        self.line = line
        self.counts = counts
        self._by_value: dict[str, list[str]] = {}
        self._by_facet: dict[str, list[str]] = {}
        self._places: dict[str, tuple[object, ...]] = {}
        for key in sorted(counts):
            self._by_value.setdefault(value_of(key), []).append(key)
        for value in self._by_value:
            self._by_facet.setdefault(facet_of(value), []).append(value)

    def values(self) -> Iterable[str]:
        """Every ``facet/value`` there is."""
        return self._by_value

    def label(self, value: str) -> str:
        """What readers call a value: the words of the first document that has it."""
        facet, _, name = value.partition("/")
        if facet == "nam":
            return year_label(name)
        if facet == "co-quan":
            body = self.facts.registry.body(name)
            return body.ten if body else name
        first = min(self.counts[key][1] for key in self._by_value[value])
        record = self.facts.face(first)
        if facet == "loai":
            return record.loai
        return min((t for t in record.linh_vuc if slug(t) == name), default=name)

    def bucket(self, key: str) -> ListView:
        value, _, last = key.rpartition("/")
        facet = facet_of(key)
        ids = sorted(self.facts.bucket(key), key=self._newest_first)
        label = self.label(value)
        shown = month_label(last) if facet == "nam" else year_label(last)
        return ListView(
            url=f"duyet/{key}/index.html",
            title=f"{label}, {shown[0].lower()}{shown[1:]}"
            if facet != "nam"
            else f"{shown}, {label.lower()}",
            rows=tuple(self.line(i) for i in ids),
            crumbs=(*self._crumbs(facet), bucket_link(facet, value.partition("/")[2], label)),
            neighbours=self._neighbours(value, key),
            neighbours_title="Tháng khác" if facet == "nam" else "Năm khác",
        )

    def _newest_first(self, id_: str) -> tuple[object, ...]:
        held = self._places.get(id_)
        if held is None:
            held = self._places[id_] = newest_first(self.facts.face(id_))
        return held

    def value(self, value: str) -> FacetView:
        facet = facet_of(value)
        years, url = self._years(value), f"duyet/{value}/index.html"
        known = tuple(entry for entry in years if UNKNOWN_YEAR not in entry.href)
        newest = self._latest(self._by_value[value], NEWEST)
        return FacetView(
            url=url, title=self.label(value), entries=(*known[::-1], *years[len(known):]),
            crumbs=self._crumbs(facet), years=() if facet == "nam" else known,
            intro=f"{thousands(self._total(value))} văn bản.", facts=self._known_of(value, up(url)),
            rows=tuple(self.line(i) for i in newest),
            rows_title="Tất cả văn bản" if len(newest) == self._total(value) else "Văn bản mới nhất",
        )  # fmt: skip

    def _known_of(self, value: str, root: str) -> str:
        """What the tables say of a body."""
        facet, _, name = value.partition("/")
        body = self.facts.registry.body(name) if facet == "co-quan" else None
        if body is None:
            return ""
        types = types_of(self.facts, value, self._by_value[value])
        return body_facts(body, self.facts.registry, types, root)

    def _tree(self, root: str) -> str:
        values = self._by_facet.get("co-quan", ())
        counts = {value.partition("/")[2]: self._total(value) for value in values}
        return body_tree(self.facts.registry, counts, root)

    def facet(self, facet: str, limit: int = 0) -> FacetView:
        entries = [
            Entry(label=self.label(v), href=f"duyet/{v}/index.html", count=self._total(v))
            for v in self._by_facet.get(facet, ())
        ]
        if facet == "nam":
            entries.sort(key=lambda e: (UNKNOWN_YEAR not in e.href, e.href), reverse=True)
        elif limit:
            entries.sort(key=lambda e: (-e.count, sort_key(e.label)))
        else:
            entries.sort(key=lambda e: sort_key(e.label))
        url = f"duyet/{facet}/index.html"
        return FacetView(
            url=url, title=FACETS[facet],
            tree=self._tree(up(url)) if facet == "co-quan" and not limit else "",
            entries=tuple(entries[:limit] if limit else entries),
            crumbs=(Link(label="Duyệt", href="duyet/index.html"),),
            years=self.years() if facet == "nam" else (),
        )  # fmt: skip

    def index(self, url: str, total: int, kept: Iterable[FacetView] = ()) -> BrowseIndexView:
        """The top of browsing; ``kept`` are the facets that live as rows."""
        facets = tuple(self.facet(f, TOP) for f in FACETS if self._by_facet.get(f))
        return BrowseIndexView(
            url=url, total=total, facets=(*facets, *kept), years=self.years(),
            newest=self.newest(NEWEST),
        )  # fmt: skip

    def years(self) -> tuple[Entry, ...]:
        values = [v for v in self._by_facet.get("nam", ()) if not v.endswith(UNKNOWN_YEAR)]
        return tuple(
            Entry(label=v.partition("/")[2], href=f"duyet/{v}/index.html", count=self._total(v))
            for v in sorted(values)
        )

    def newest(self, limit: int) -> tuple[DocLine, ...]:
        """The latest documents of the archive by date of issue."""
        months = [k for k in self.counts if facet_of(k) == "nam" and UNKNOWN_YEAR not in k]
        return tuple(self.line(i) for i in self._latest(months, limit))

    def _latest(self, keys: Iterable[str], limit: int) -> list[str]:
        """Documents of these buckets by date, read from the last bucket on until there are enough."""
        out: list[str] = []
        for key in sorted(keys, key=lambda k: (UNKNOWN_YEAR not in k, k), reverse=True):
            out += sorted(self.facts.bucket(key), key=self._newest_first)
            if len(out) >= limit:
                break
        return out[:limit]

    def _total(self, value: str) -> int:
        return sum(self.counts[key][0] for key in self._by_value[value])

    def _years(self, value: str) -> tuple[Entry, ...]:
        nam = facet_of(value) == "nam"
        return tuple(
            Entry(
                label=(month_label if nam else _short_year)(key.rpartition("/")[2]),
                href=f"duyet/{key}/index.html", count=self.counts[key][0],
            )
            for key in self._by_value[value]
        )  # fmt: skip

    def _neighbours(self, value: str, current: str) -> tuple[Entry, ...]:
        """The value's lists without numbers: a document more is no change of all their pages."""
        here = f"duyet/{current}/index.html"
        return tuple(
            replace(entry, count=0, current=entry.href == here) for entry in self._years(value)
        )

    def _crumbs(self, facet: str) -> tuple[Link, ...]:
        return (
            Link(label="Duyệt", href="duyet/index.html"),
            Link(label=FACETS[facet], href=f"duyet/{facet}/index.html"),
        )


def types_of(facts: Facts, value: str, keys: Iterable[str]) -> dict[str, int]:
    """How many documents of each type stand in the lists ``keys`` of ``value``."""
    found: dict[str, tuple[int, str]] = {}
    if isinstance(facts, StateFacts):
        for key, n, first in facts.state.rows(_TYPES, f"{value}/", f"{value}0"):
            kind = value_of(key)
            count, held = found.get(kind, (0, first))
            found[kind] = count + n, min(held, first)
    else:
        for id_ in (id_ for key in keys for id_ in facts.bucket(key)):
            kind = slug(facts.face(id_).loai)
            count, held = found.get(kind, (0, id_))
            found[kind] = count + 1, min(held, id_)
    return {facts.face(first).loai: n for n, first in found.values()}


_TYPES = (
    "select b.k, count(*), min(b.id) from bucket a join bucket b on b.id=a.id"
    " where a.k >= ? and a.k < ? and b.k >= 'loai/' and b.k < 'loai0' group by b.k"
)


def newest_first(record: Face) -> tuple[object, ...]:
    """Later days first, unknown ones last; of one day by number, 2 before 11."""
    return _by_day_and_number(record.ngay, record.so_hieu or "~"), record.id


@lru_cache(maxsize=50_000)
def _by_day_and_number(ngay: str, so_hieu: str) -> tuple[object, ...]:
    """Kept: a document stands in half a dozen lists, and each is sorted."""
    return _descending(ngay), sort_key(so_hieu)


def _descending(iso: str) -> tuple[int, ...]:
    """Sorts later days first, unknown ones last."""
    parts = [int(p) for p in iso.split("-") if p.isdigit()]
    return tuple(-p for p in [*parts, 0, 0, 0][:3])


def year_label(year: str) -> str:
    return "Chưa rõ năm" if year == UNKNOWN_YEAR else f"Năm {year}"


def _short_year(year: str) -> str:
    return "Chưa rõ" if year == UNKNOWN_YEAR else year


def bucket_label(bucket: str) -> str:
    """``2024`` → ``Năm 2024``, ``2024-05`` → ``Tháng 5/2024``."""
    year, _, month = bucket.partition("-")
    if not month or not month.isdigit():
        return year_label(bucket)
    return f"Tháng {int(month)}/{year}"


def month_label(month: str) -> str:
    return "Chưa rõ tháng" if month == "00" else f"Tháng {int(month)}"
