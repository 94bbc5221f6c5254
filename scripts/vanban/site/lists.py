"""Browse pages: buckets of documents, values of a facet, the top of browsing, the home page's part."""

from __future__ import annotations

from vanban.site.markup import crumbs, document_row, escape, shown_date, up
from vanban.site.views import BrowseIndexView, Entry, FacetView, ListView

BAR_STEPS = 20
"""Bars have one of these heights by class: a strict CSP forbids style attributes."""

CURRENT = ' aria-current="page"'


def list_content(view: ListView) -> bytes:
    """The content area of one bucket."""
    root = up(view.url)
    rows = "".join(f"<li>{document_row(line, root)}</li>" for line in view.rows)
    count = f'<p class="vb-dem">{len(view.rows)} văn bản</p>'
    near = (
        f'<h2 id="vb-gan">{escape(view.neighbours_title)}</h2>{_chips(view.neighbours, root)}'
        if view.neighbours
        else ""
    )
    return (
        f'<div class="vb-duyet">{crumbs(view.crumbs, root)}<h1 id="vb-trang">{escape(view.title)}</h1>{count}'
        f'<ul class="vb-ds vb-ds--chinh">{rows}</ul>{near}</div>'
    ).encode()


def facet_content(view: FacetView) -> bytes:
    """The content area of a facet: its chart of years, then its values with their counts."""
    root = up(view.url)
    intro = f"<p>{escape(view.intro)}</p>" if view.intro else ""
    return (
        f'<div class="vb-duyet">{crumbs(view.crumbs, root)}<h1 id="vb-trang">{escape(view.title)}</h1>{intro}'
        f"{year_chart(view.years, root)}{_entries(view.entries, root)}</div>"
    ).encode()


def browse_index_content(view: BrowseIndexView) -> bytes:
    """The content area of ``duyet/index.html``."""
    root = up(view.url)
    return (
        f'<div class="vb-duyet"><h1 id="vb-trang">Duyệt văn bản</h1><p class="vb-dem">{_thousands(view.total)} văn bản trong kho</p>'
        f"{year_chart(view.years, root)}{_cards(view.facets, root)}</div>"
    ).encode()


def home_content(view: BrowseIndexView) -> bytes:
    """What the home page says of the archive: figures, years, facets, what is new."""
    root = up(view.url)
    rows = "".join(f"<li>{document_row(line, root)}</li>" for line in view.newest)
    new = (
        f'<h2 id="vb-moi">Văn bản mới nhất</h2><ul class="vb-ds vb-ds--chinh">{rows}</ul>'
        if rows
        else ""
    )
    return (
        f'<div class="vb-duyet"><p class="vb-dem"><b>{_thousands(view.total)}</b> văn bản trong kho</p>'
        f'{year_chart(view.years, root)}{new}<h2 id="vb-duyet">Duyệt theo</h2>{_cards(view.facets, root)}</div>'
    ).encode()


def archive_script(tinh_den: str, commit: str = "") -> bytes:
    """``assets/vanban/kho.js``: the day the archive is up to date with (ISO), for every page,
    and the commit it was built of.

    It stands in a script of its own so that a page's bytes don't change with the day.
    """
    day = f'(window.vanban = window.vanban || {{}}).tinhDen = "{shown_date(tinh_den)}";\n'
    return (day + (f'window.vanban.banDung = "{commit}";\n' if commit else "")).encode()


def year_chart(years: tuple[Entry, ...], root: str) -> str:
    """Documents per year as linked bars; heights in ``BAR_STEPS`` steps, labels where they fit."""
    if len(years) < 2:
        return ""
    top = max(entry.count for entry in years)
    every = max(1, -(-len(years) // 8))
    bars = "".join(
        f'<li class="vb-cot vb-cot--{max(1, -(-entry.count * BAR_STEPS // top)) if entry.count else 0}'
        f'{"" if n % every == 0 else " vb-cot--nho"}{" vb-cot--nay" if entry.current else ""}">'
        f'<a href="{root}{escape(entry.href)}" title="{escape(entry.label)}: {entry.count} văn bản">'
        f'<span class="vb-cot__thanh"></span><span class="vb-cot__nhan">{escape(entry.label)}</span></a></li>'
        for n, entry in enumerate(years)
    )
    return f'<nav class="vb-bieu-do" aria-label="Số văn bản theo năm"><ol>{bars}</ol></nav>'


def _entries(entries: tuple[Entry, ...], root: str) -> str:
    items = "".join(
        f'<li><a href="{root}{escape(entry.href)}"><span>{escape(entry.label)}</span> <b>{_thousands(entry.count)}</b></a></li>'
        for entry in entries
    )
    return f'<ul class="vb-gia-tri">{items}</ul>'


def _chips(entries: tuple[Entry, ...], root: str) -> str:
    items = "".join(
        f'<li><a href="{root}{escape(entry.href)}"{CURRENT if entry.current else ""}>'
        f"{escape(entry.label)} <b>{entry.count}</b></a></li>"
        for entry in entries
    )
    return f'<ul class="vb-the vb-the--so">{items}</ul>'


def _cards(facets: tuple[FacetView, ...], root: str) -> str:
    return '<div class="vb-mat">' + "".join(_card(facet, root) for facet in facets) + "</div>"


def _card(facet: FacetView, root: str) -> str:
    href = f"{root}{escape(facet.url)}"
    return (
        f'<section class="vb-mat__the"><h2><a href="{href}">{escape(facet.title)}</a></h2>'
        f'{_entries(facet.entries, root)}<p><a class="vb-mat__het" href="{href}">Xem tất cả</a></p></section>'
    )


def _thousands(number: int) -> str:
    """``12345`` → ``12.345``, as Vietnamese writes it."""
    return f"{number:,}".replace(",", ".")
