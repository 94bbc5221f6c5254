"""Lists by facet and year: stable addresses, so that a new document touches a handful.

A bucket key is ``facet/value/year`` (``nam/year/month``); its page is
``duyet/<key>/index.html``, the value's ``duyet/<facet>/<value>/index.html``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vanban.facts import UNKNOWN_YEAR, Facts
from vanban.site.views import (
    BrowseIndexView,
    DocLine,
    Entry,
    FacetView,
    Link,
    ListView,
)
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
        record = self.facts.need(first)
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
            neighbours=self._years(value, key),
            neighbours_title="Tháng khác" if facet == "nam" else "Năm khác",
        )

    def _newest_first(self, id_: str) -> tuple[object, ...]:
        held = self._places.get(id_)
        if held is None:
            record = self.facts.need(id_)
            held = _descending(record.ngay), sort_key(record.so_hieu or "~"), id_
            self._places[id_] = held
        return held

    def value(self, value: str) -> FacetView:
        facet = facet_of(value)
        years = self._years(value, "")
        return FacetView(
            url=f"duyet/{value}/index.html", title=self.label(value), entries=years[::-1],
            crumbs=self._crumbs(facet), years=() if facet == "nam" else years,
            intro=f"{self._total(value)} văn bản, chọn {'tháng' if facet == 'nam' else 'năm'} để xem danh sách.",
        )  # fmt: skip

    def facet(self, facet: str, limit: int = 0) -> FacetView:
        entries = [
            Entry(label=self.label(v), href=f"duyet/{v}/index.html", count=self._total(v))
            for v in self._by_facet.get(facet, ())
        ]
        if facet == "nam":
            entries.sort(key=lambda e: e.href, reverse=True)
        elif limit:
            entries.sort(key=lambda e: (-e.count, sort_key(e.label)))
        else:
            entries.sort(key=lambda e: sort_key(e.label))
        return FacetView(
            url=f"duyet/{facet}/index.html", title=FACETS[facet],
            entries=tuple(entries[:limit] if limit else entries),
            crumbs=(Link(label="Duyệt", href="duyet/index.html"),),
            years=self.years() if facet == "nam" else (),
        )  # fmt: skip

    def index(self, url: str, total: int) -> BrowseIndexView:
        facets = tuple(self.facet(f, TOP) for f in FACETS if self._by_facet.get(f))
        return BrowseIndexView(
            url=url, total=total, facets=facets, years=self.years(), newest=self._newest()
        )

    def years(self) -> tuple[Entry, ...]:
        values = [v for v in self._by_facet.get("nam", ()) if not v.endswith(UNKNOWN_YEAR)]
        return tuple(
            Entry(label=v.partition("/")[2], href=f"duyet/{v}/index.html", count=self._total(v))
            for v in sorted(values)
        )

    def _newest(self) -> tuple[DocLine, ...]:
        """The latest documents by date, read month by month until there are enough."""
        out: list[str] = []
        months = [k for k in self.counts if facet_of(k) == "nam" and UNKNOWN_YEAR not in k]
        for key in sorted(months, reverse=True):
            out += sorted(self.facts.bucket(key), key=self._newest_first)
            if len(out) >= NEWEST:
                break
        return tuple(self.line(i) for i in out[:NEWEST])

    def _total(self, value: str) -> int:
        return sum(self.counts[key][0] for key in self._by_value[value])

    def _years(self, value: str, current: str) -> tuple[Entry, ...]:
        nam = facet_of(value) == "nam"
        return tuple(
            Entry(
                label=(month_label if nam else _short_year)(key.rpartition("/")[2]),
                href=f"duyet/{key}/index.html", count=self.counts[key][0], current=key == current,
            )
            for key in self._by_value[value]
        )  # fmt: skip

    def _crumbs(self, facet: str) -> tuple[Link, ...]:
        return (
            Link(label="Duyệt", href="duyet/index.html"),
            Link(label=FACETS[facet], href=f"duyet/{facet}/index.html"),
        )


def _descending(iso: str) -> tuple[int, ...]:
    """Sorts later days first, unknown ones last."""
    parts = [int(p) for p in iso.split("-") if p.isdigit()]
    return tuple(-p for p in [*parts, 0, 0, 0][:3])


def year_label(year: str) -> str:
    return "Chưa rõ năm" if year == UNKNOWN_YEAR else f"Năm {year}"


def _short_year(year: str) -> str:
    return "Chưa rõ" if year == UNKNOWN_YEAR else year


def month_label(month: str) -> str:
    return "Chưa rõ tháng" if month == "00" else f"Tháng {int(month)}"
