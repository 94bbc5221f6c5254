"""Ledgers: what the archive can't say yet, ranked, each thing with the place to mend it.

Here is what their pages share: head, filter, places, paging by year. A ledger is a ``Surface``; paths of
files are shown only to those who can mend them, in the internal build.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vanban.fragment import Record
from vanban.site.markup import crumbs, document_href, document_name, document_row, escape, up
from vanban.site.surfaces import Lookup, Page, Rows
from vanban.site.views import DocLine, Link

HOME = Link(label="Sổ theo dõi", href="so-tay/index.html")
FOLDER = "directives"
"""What clerks call the folder of documents, whatever it is on the builder's disk."""

UNKNOWN_YEAR = "khong-ro"

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


def thousands(number: int) -> str:
    """``12345`` → ``12.345``, as Vietnamese writes it."""
    return f"{number:,}".replace(",", ".")


def year_of(record: Record) -> str:
    return record.ngay[:4] if record.ngay[:4].isdigit() else UNKNOWN_YEAR


def year_words(year: str) -> str:
    return "Chưa rõ năm" if year == UNKNOWN_YEAR else f"Năm {year}"


def years_first(groups: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """(year, rows) of groups that end in a year: the latest first, the unknown last."""
    found = [(name.rpartition("/")[2], n) for name, n in groups]
    return sorted(found, key=lambda item: (item[0] != UNKNOWN_YEAR, item[0]), reverse=True)


def by_year(ledger: Ledger, groups: Sequence[tuple[str, int]], *, extra: str = "") -> Page:
    """The first page of a ledger that is paged by the year of its documents."""
    url = ledger.link.href
    if not groups:
        return Page(url=url)
    found = [
        (year_words(year), f"so-tay/{ledger.name}/{year}/index.html", n)
        for year, n in years_first(groups)
    ]
    total = sum(n for _, n in groups)
    body = extra + entries(found, up(url))
    return page(
        url, ledger.title, body, about=ledger.about, count=f"{thousands(total)} {ledger.unit}",
        searchable=False,
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


def total(rows: Rows, prefix: str) -> int:
    return sum(n for _, n in rows.groups(prefix))


__all__ = ["HOME", "Ledger", "Lookup", "by_year", "entries", "filter_box", "items_of", "listed",
           "page", "place", "source", "thousands", "total", "year_of", "year_words", "years_first"]  # fmt: skip
