"""Browse pages: buckets of documents, values of a facet, the top of browsing, the home page's part."""

from __future__ import annotations

from vanban.site.markup import (
    LONG_LIST,
    crumbs,
    document_row,
    escape,
    filter_place,
    shown_date,
    thousands,
    up,
)
from vanban.site.views import BrowseIndexView, DocLine, Entry, FacetView, Link, ListView

BAR_STEPS = 20
"""Bars have one of these heights by class: a strict CSP forbids style attributes."""

GAP = 6
"""Years without documents that stand as columns of their own."""

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
        f'{filter_place(len(view.rows))}<ul class="vb-ds vb-ds--chinh">{rows}</ul>{near}</div>'
    ).encode()


def facet_content(view: FacetView) -> bytes:
    """The content area of a facet: its chart of years, then its values with their counts."""
    root = up(view.url)
    intro = f'<p class="vb-dem">{escape(view.intro)}</p>' if view.intro else ""
    note = f'<p class="vb-cho">{escape(view.note)}</p>' if view.note else ""
    rows = "".join(f"<li>{document_row(line, root)}</li>" for line in view.rows)
    if rows:
        rows = (
            f'<h2 id="vb-van-ban">{escape(view.rows_title)}</h2>'
            f'{filter_place(len(view.rows))}<ul class="vb-ds vb-ds--chinh">{rows}</ul>'
        )
    title = '<h2 id="vb-cac-nam">Theo thời gian</h2>' if view.rows and view.entries else ""
    listed = _chips if view.rows else _entries
    entries = view.tree or (listed(view.entries, root) if view.entries else "")
    if not rows:
        title += filter_place(LONG_LIST if view.tree else len(view.entries))
    return (
        f'<div class="vb-duyet">{crumbs(view.crumbs, root)}<h1 id="vb-trang">{escape(view.title)}</h1>{intro}{note}'
        f"{view.facts}{year_chart(view.years, root)}{rows}{title}{entries}</div>"
    ).encode()


def browse_index_content(view: BrowseIndexView) -> bytes:
    """The content area of ``duyet/index.html``."""
    root = up(view.url)
    return (
        f'<div class="vb-duyet"><h1 id="vb-trang">Duyệt văn bản</h1><p class="vb-dem">{thousands(view.total)} văn bản trong kho</p>'
        f"{year_chart(view.years, root)}{facet_cards(view.facets, root)}{_followed(root)}</div>"
    ).encode()


def _followed(root: str) -> str:
    """Ways to what is told of the archive as a whole."""
    ways = (
        ("duyet/moi", "Văn bản mới"), ("duyet/sap-hieu-luc", "Sắp có hiệu lực, sắp hết hiệu lực"),
        ("so-sanh", "So sánh văn bản"), ("theo-doi", "Theo dõi thực hiện"), ("so-tay/thuat-ngu", "Thuật ngữ"),
        ("so-tay", "Sổ theo dõi"),
    )  # fmt: skip
    items = "".join(
        f'<li><a href="{root}{folder}/index.html"><span>{name}</span></a></li>'
        for folder, name in ways
    )
    return f'<h2 id="vb-theo-doi">Cả kho</h2><ul class="vb-gia-tri">{items}</ul>'


def new_content(rows: tuple[DocLine, ...], url: str) -> bytes:
    """The newest documents, month by month."""
    root = up(url)
    months: dict[str, list[DocLine]] = {}
    for line in rows:
        months.setdefault(line.ngay[:7], []).append(line)
    parts = "".join(
        f'<h2 id="vb-{month}">{_month(month)}</h2><ul class="vb-ds vb-ds--chinh">'
        + "".join(f"<li>{document_row(line, root)}</li>" for line in lines)
        + "</ul>"
        for month, lines in months.items()
    )
    way = crumbs((Link(label="Duyệt", href="duyet/index.html"),), root)
    return (
        f'<div class="vb-duyet">{way}<h1 id="vb-trang">Văn bản mới</h1>'
        f'<p class="vb-dem">{len(rows)} văn bản ban hành gần đây nhất, xếp theo ngày ban hành. Kho không ghi ngày'
        f" từng văn bản được đưa vào, nên không xếp theo ngày ấy.</p>{filter_place(len(rows))}{parts}</div>"
    ).encode()


def _month(month: str) -> str:
    told = shown_date(month)
    return told[:1].upper() + told[1:]


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
    bars = ""
    for n, entry in enumerate(years):
        bars += _gap(years[n - 1].label, entry.label) if n else ""
        height = max(1, -(-entry.count * BAR_STEPS // top)) if entry.count else 0
        bars += (
            f'<li class="vb-cot vb-cot--{height}{"" if n % every == 0 else " vb-cot--nho"}{" vb-cot--nay" if entry.current else ""}">'
            f'<a href="{root}{escape(entry.href)}" title="{escape(entry.label)}: {entry.count} văn bản">'
            f'<span class="vb-cot__thanh"></span><span class="vb-cot__nhan">{escape(entry.label)}</span></a></li>'
        )
    return f'<nav class="vb-bieu-do" aria-label="Số văn bản theo năm"><ol>{bars}</ol></nav>'


def _gap(before: str, after: str) -> str:
    """Empty columns for years without documents; a long gap is one wide column."""
    missing = int(after) - int(before) - 1 if before.isdigit() and after.isdigit() else 0
    if missing > GAP:
        return '<li class="vb-cot vb-cot--trong vb-cot--cach" aria-hidden="true"></li>'
    return '<li class="vb-cot vb-cot--trong" aria-hidden="true"></li>' * missing


def _entries(entries: tuple[Entry, ...], root: str) -> str:
    items = "".join(
        f'<li><a href="{root}{escape(entry.href)}"><span>{escape(entry.label)}</span> <b>{thousands(entry.count)}</b></a></li>'
        for entry in entries
    )
    return f'<ul class="vb-gia-tri">{items}</ul>'


def _chips(entries: tuple[Entry, ...], root: str) -> str:
    items = "".join(
        f'<li><a href="{root}{escape(entry.href)}"{CURRENT if entry.current else ""}>'
        f"{escape(entry.label)}{f' <b>{entry.count}</b>' if entry.count else ''}</a></li>"
        for entry in entries
    )
    return f'<ul class="vb-the vb-the--so">{items}</ul>'


def facet_cards(facets: tuple[FacetView, ...], root: str) -> str:
    return '<div class="vb-mat">' + "".join(_card(facet, root) for facet in facets) + "</div>"


def _card(facet: FacetView, root: str) -> str:
    href = f"{root}{escape(facet.url)}"
    return (
        f'<section class="vb-mat__the"><h2><a href="{href}">{escape(facet.title)}</a></h2>'
        f'{_entries(facet.entries, root)}<p><a class="vb-mat__het" href="{href}">Xem tất cả</a></p></section>'
    )
