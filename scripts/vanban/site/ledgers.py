"""Ledgers: what the archive can't say yet, ranked, each thing with the place to mend it.

Here is what their pages share: head, filter, places, paging by year. A ledger is a ``Surface``; paths of
files are shown only to those who can mend them, in the internal build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vanban.fragment import Record
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


def year_words(year: str) -> str:
    return "Chưa rõ năm" if year == UNKNOWN_YEAR else f"Năm {year}"


def years_first(groups: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """(year, rows) of groups that end in a year: the latest first, the unknown last."""
    found = [(name.rpartition("/")[2], n) for name, n in groups]
    return sorted(found, key=lambda item: (item[0] != UNKNOWN_YEAR, item[0]), reverse=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paged:
    """A list that stands on one page while it is short, and on a page a year when it isn't.

    Its groups are ``<prefix>/<year>``; ``body`` turns rows into HTML for a page whose root is given.
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
        years = rows.groups(self.prefix)
        short = sum(n for _, n in years) <= WHOLE
        touched = {g for g in groups if g.rpartition("/")[0] == self.prefix}
        all_years = {name for name, _ in years}
        if short:
            gone = touched | (all_years if rows.recall(self.prefix) == "nam" else set())
            yield from (Page(url=self.year_url(g.rpartition("/")[2])) for g in sorted(gone))
            yield self._whole(rows, years)
        else:
            todo = touched if rows.recall(self.prefix) == "nam" else touched | all_years
            for group in sorted(todo):
                yield self._year(group, rows.group(group))
            yield self._index(years, top)
        rows.remember(self.prefix, "mot" if short else "nam")

    def _whole(self, rows: Rows, years: Sequence[tuple[str, int]]) -> Page:
        kept = [
            row for year, _ in years_first(years) for row in rows.group(f"{self.prefix}/{year}")
        ]
        if not kept:
            return Page(url=self.url)
        return page(
            self.url, self.title, self.body(kept, up(self.url)), trail=self.trail, about=self.about,
            count=f"{thousands(self.count(kept))} {self.unit}",
        )  # fmt: skip

    def _year(self, group: str, kept: Sequence[Kept]) -> Page:
        url = self.year_url(group.rpartition("/")[2])
        if not kept:
            return Page(url=url)
        title = f"{self.title}, {year_words(group.rpartition('/')[2]).lower()}"
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


def place(record: Record, line: int, remedy: str, *, internal: bool) -> str:
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
