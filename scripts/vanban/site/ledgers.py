"""Ledgers: what the archive can't say yet, ranked, each thing with the place to mend it.

Here is what their pages share: head, filter, places, paging by year. A ledger is a ``Surface``; paths of
files are shown only to those who can mend them, in the internal build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vanban.fragment import Face, Record
from vanban.site.markup import (
    crumbs,
    document_href,
    document_name,
    document_row,
    escape,
    thousands,
    up,
)
from vanban.site.surfaces import Kept, Page, Rows
from vanban.site.views import DocLine, Link

HOME = Link(label="Sổ theo dõi", href="so-tay/index.html")
FOLDER = "directives"
"""What clerks call the folder of documents, whatever it is on the builder's disk."""

UNKNOWN_YEAR = "khong-ro"

WHOLE = 200
"""Rows that still stand on one page."""

Entry = tuple[str, str, int]
"""Label, address from the site root, number of things."""


class Ledger(NamedTuple):
    """A ledger's name as a group, its title, what it lists and what to do about it."""

    name: str
    title: str
    about: str
    unit: str

    @property
    def link(self) -> Link:
        return Link(label=self.title, href=f"so-tay/{self.name}/index.html")


def page(
    url: str, title: str, body: str, *, trail: Sequence[Link] = (HOME,), about: str = "",
    count: str = "", searchable: bool = True,
) -> Page:  # fmt: skip
    """A page of this family; ``body`` is HTML, the rest plain text."""
    root = up(url)
    intro = f'<p class="vb-so__noi">{escape(about)}</p>' if about else ""
    counted = f'<p class="vb-dem">{escape(count)}</p>' if count else ""
    content = (
        f'<div class="vb-duyet vb-so">{crumbs(trail, root)}<h1 id="vb-trang">{escape(title)}</h1>'
        f"{intro}{counted}{filter_box() if searchable else ''}{body}</div>"
    )
    return Page(url=url, title=title, description=about or f"{title}.", content=content.encode())


def filter_box() -> str:
    """Shown by the script; without it there is nothing to type into."""
    return (
        '<p class="vb-loc" hidden><label for="vb-loc">Lọc trong trang</label>'
        '<input id="vb-loc" type="search" autocomplete="off" placeholder="số hiệu, tên, từ trong câu…">'
        '<span class="vb-loc__dem" role="status"></span></p>'
    )


def entries(found: Iterable[Entry], root: str) -> str:
    """Values with their counts, as links."""
    items = "".join(
        f'<li><a href="{root}{escape(href)}"><span>{escape(label)}</span> <b>{thousands(n)}</b></a></li>'
        for label, href, n in found
    )
    return f'<ul class="vb-gia-tri">{items}</ul>' if items else ""


def year_of(record: Record) -> str:
    return record.ngay[:4] if record.ngay[:4].isdigit() else UNKNOWN_YEAR


def month_of(record: Record) -> str:
    """``2018-03``, ``2018-00`` where the month isn't known: what a group of a long ledger ends in."""
    year, month = year_of(record), record.ngay[5:7]
    return year if year == UNKNOWN_YEAR else f"{year}-{month if month.isdigit() else '00'}"


def year_words(time: str) -> str:
    """A year or month as pages name it."""
    year, _, month = time.partition("-")
    if time == UNKNOWN_YEAR:
        return "Chưa rõ năm"
    if not month.isdigit():
        return f"Năm {time}"
    return f"Tháng {int(month)} năm {year}" if int(month) else f"Năm {year}, chưa rõ tháng"


def years_first(groups: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """(year or month, rows) of groups that end in one: the latest first, the unknown last."""
    found = [(_time_of(name), n) for name, n in groups]
    return sorted(found, key=lambda item: (item[0] != UNKNOWN_YEAR, item[0]), reverse=True)


def _time_of(group: str) -> str:
    return group.rpartition("/")[2]


def _year(group: str) -> str:
    """The year of a group that ends in a year or a month."""
    time = _time_of(group)
    return time[:4] if time[:4].isdigit() and time[4:5] == "-" else time


def _by_year(groups: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for group in sorted(groups):
        found.setdefault(_year(group), []).append(group)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """A list that stands on one page while it is short, and on a page a year when it isn't.

    Its groups are ``<prefix>/<year>``, or ``<prefix>/<year>-<month>``: then a long year stands on a
    page a month. ``body`` turns rows into HTML for a page whose root is given.
    """

    prefix: str
    title: str
    unit: str
    body: Callable[[Sequence[Kept], str], str]
    trail: tuple[Link, ...] = (HOME,)
    about: str = ""
    count: Callable[[Sequence[Kept]], int] = len
    folder: str = ""
    """Where its pages lie, when it isn't below ``so-tay`` by its groups' name."""

    @property
    def url(self) -> str:
        return f"{self.folder or f'so-tay/{self.prefix}'}/index.html"

    def year_url(self, year: str) -> str:
        return f"{self.folder or f'so-tay/{self.prefix}'}/{year}/index.html"

    def pages(self, rows: Rows, groups: Iterable[str], top: str = "") -> Iterator[Page]:
        """What to write when these groups changed; ``top`` is HTML above the list of years."""
        held = dict(rows.groups(self.prefix))
        short = sum(held.values()) <= WHOLE
        touched = {g for g in groups if g.rpartition("/")[0] == self.prefix}
        was = rows.recall(self.prefix) == "nam"
        every = _by_year(touched | held.keys())
        if short:
            for year, found in every.items() if was else _by_year(touched).items():
                yield from self._gone({year, *map(_time_of, found)})
                rows.remember(f"{self.prefix}/{year}", "")
            yield self._whole(rows, list(held.items()))
        else:
            for year in _by_year(touched) if was else every:
                counts = {g: held[g] for g in every[year] if g in held}
                yield from self._of_year(rows, year, counts, touched.intersection(every[year]))
            years = [(y, sum(held.get(g, 0) for g in found)) for y, found in every.items()]
            yield self._index([(y, n) for y, n in years if n], top)
        rows.remember(self.prefix, "mot" if short else "nam")

    def _gone(self, times: Iterable[str]) -> Iterator[Page]:
        return (Page(url=self.year_url(time)) for time in sorted(times))

    def _of_year(
        self, rows: Rows, year: str, held: dict[str, int], touched: set[str]
    ) -> Iterator[Page]:
        """The page of a year, or of those of its months that changed and what leads to them."""
        split = sum(held.values()) > WHOLE and len(held) > 1
        key = f"{self.prefix}/{year}"
        was = rows.recall(key) == "thang"
        if split:
            for group in sorted(touched if was else touched | held.keys()):
                yield self._year(_time_of(group), rows.group(group))
            yield self._months(year, held)
        else:
            if was:
                yield from self._gone({*map(_time_of, touched | held.keys())} - {year})
            yield self._year(year, [row for group in sorted(held) for row in rows.group(group)])
        rows.remember(key, "thang" if split else "")

    def _months(self, year: str, held: dict[str, int]) -> Page:
        url = self.year_url(year)
        found = [(year_words(m), self.year_url(m), n) for m, n in years_first(held.items())]
        return page(
            url, f"{self.title}, {year_words(year).lower()}", entries(found, up(url)), about=self.about,
            trail=(*self.trail, Link(label=self.title, href=self.url)), searchable=False,
        )  # fmt: skip

    def _whole(self, rows: Rows, years: Sequence[tuple[str, int]]) -> Page:
        kept = [
            row for time, _ in years_first(years) for row in rows.group(f"{self.prefix}/{time}")
        ]
        if not kept:
            return Page(url=self.url)
        return page(
            self.url, self.title, self.body(kept, up(self.url)), trail=self.trail, about=self.about,
            count=f"{thousands(self.count(kept))} {self.unit}",
        )  # fmt: skip

    def _year(self, time: str, kept: Sequence[Kept]) -> Page:
        url = self.year_url(time)
        if not kept:
            return Page(url=url)
        title = f"{self.title}, {year_words(time).lower()}"
        return page(
            url, title, self.body(kept, up(url)), about=self.about,
            trail=(*self.trail, Link(label=self.title, href=self.url)),
            count=f"{thousands(self.count(kept))} {self.unit}",
        )  # fmt: skip

    def _index(self, years: Sequence[tuple[str, int]], top: str) -> Page:
        found = [(year_words(year), self.year_url(year), n) for year, n in years_first(years)]
        return page(
            self.url, self.title, top + entries(found, up(self.url)), trail=self.trail,
            about=self.about, searchable=bool(top),
        )  # fmt: skip


def place(record: Face, line: int, remedy: str, *, internal: bool) -> str:
    """Where to mend it and how; the file only in the internal build."""
    path = f"<code>{FOLDER}/{escape(record.path)}:{max(1, line)}</code> " if internal else ""
    return (
        f'<p class="vb-cho-sua">{path}<span>{escape(remedy)}</span></p>' if path or remedy else ""
    )


def source(line: DocLine, root: str, anchor: str = "", label: str = "") -> str:
    """The document that says it, with its clause."""
    where = f", {escape(label)}" if label else ""
    href = document_href(line.id, root, anchor)
    return f'<a href="{href}">{escape(document_name(line.loai, line.so_hieu))}</a>{where}'


def listed(lines: Iterable[DocLine], root: str) -> str:
    items = "".join(f"<li>{document_row(line, root)}</li>" for line in lines)
    return f'<ul class="vb-ds">{items}</ul>' if items else ""


def items_of(items: Iterable[str]) -> str:
    """The filterable list of a ledger."""
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f'<ol class="vb-so-tay" data-vb-loc>{inner}</ol>'
