"""Pages that set two documents side by side, and their list: when they are made and go.

A pair's page shows the texts and displays of both documents and what the one says of the other.
Both give a row to the pair, so that it is written anew when one of them changes and taken away
when neither gives it any more; the newer one also gives the row of the list of its year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

from vanban.fragment import Record
from vanban.pairs import Pair, pairs_of
from vanban.site.compare_links import compare_url
from vanban.site.compare_page import KINDS, compare_content, compare_title
from vanban.site.compare_view import between, compare_view
from vanban.site.markup import crumbs, document_name, escape, up
from vanban.site.surfaces import Kept, Lookup, Page, Row, Rows, seal
from vanban.site.views import DocumentView, Link

NAME = "so-sanh-doi"
"""Group of the rows of pairs."""

HOME = Link(label="So sánh văn bản", href="so-sanh/index.html")
NEWEST = 30
"""Pairs named on the page of all lists."""

NO_YEAR = "khong-ro"


class Pairs:
    """The page of each pair. In a build of everything (``whole``) workers make them with the
    newer document's page (``pairs_made_by``), and only the rows are kept."""

    name = NAME

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole

    def rows(self, record: Record, view: DocumentView, lookup: Lookup) -> Iterator[Row]:
        if not view.pairs:
            return
        for pair in pairs_of(lookup.facts, record.id):
            told = [(r.quan_he, r.source_provision, r.target_provision, r.evidence) for r in between(pair, lookup)]  # fmt: skip
            lines = [lookup.line(pair.old), lookup.line(pair.new)]
            data = (pair.kind, crc32(repr(told).encode()), seal(lines))
            yield Row(f"{NAME}/{pair.old}|{pair.new}", "", data)

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        for group in () if self.whole else groups:
            old, _, new = group.removeprefix(f"{NAME}/").partition("|")
            kept = rows.group(group)
            if kept:
                yield pair_page(Pair(old, new, kept[0].data[0]), lookup)
            else:
                yield Page(url=compare_url(old, new))


def pairs_made_by(id_: str, lookup: Lookup) -> Iterator[Page]:
    """The pages of the pairs in which this document is the newer one."""
    for pair in pairs_of(lookup.facts, id_):
        if pair.new == id_:
            yield pair_page(pair, lookup)


def pair_page(pair: Pair, lookup: Lookup) -> Page:
    view = compare_view(pair, lookup)
    title = compare_title(view)
    return Page(url=view.url, title=title, description=f"{title}.", content=compare_content(view))


class PairLists:
    """The pairs by year of the newer document, and the page of the years."""

    name = "so-sanh"

    def rows(self, record: Record, view: DocumentView, lookup: Lookup) -> Iterator[Row]:
        if not view.pairs:
            return
        year = record.ngay[:4] if record.ngay[:4].isdigit() else NO_YEAR
        for pair in pairs_of(lookup.facts, record.id):
            if pair.new == record.id:
                sort = f"{record.ngay}|{pair.old}"
                data = (pair.kind, pair.old, seal([lookup.line(pair.old)]))
                yield Row(f"so-sanh/{year}", sort, data)

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        for group in groups:
            yield _year_page(group, rows.group(group), lookup)
        yield _home(rows, rows.groups(self.name), lookup)


def _year_title(group: str) -> str:
    year = group.rpartition("/")[2]
    return f"năm {year}" if year != NO_YEAR else "không rõ năm"


def _year_url(group: str) -> str:
    return f"so-sanh/nam/{group.rpartition('/')[2]}/index.html"


def _year_page(group: str, kept: Sequence[Kept], lookup: Lookup) -> Page:
    url = _year_url(group)
    if not kept:
        return Page(url=url)
    root, title = up(url), f"So sánh văn bản {_year_title(group)}"
    items = "".join(_item(row, lookup, root) for row in reversed(kept))
    content = (
        f'<div class="vb-duyet">{crumbs((HOME,), root)}<h1 id="vb-trang">{title}</h1>'
        f'<p class="vb-dem">{len(kept)} cặp văn bản</p><ul class="vb-ds vb-ss__ds">{items}</ul></div>'
    )
    return Page(url=url, title=title, description=f"{title}.", content=content.encode())


def _item(row: Kept, lookup: Lookup, root: str) -> str:
    kind, old = row.data[0], row.data[1]
    newer, older = lookup.line(row.id), lookup.line(old)
    names = [document_name(line.loai, line.so_hieu) for line in (newer, older)]
    return (
        f'<li><a class="vb-dong" href="{root}{compare_url(old, row.id)}">'
        f'<b class="vb-dong__ten">{escape(names[0])} và {escape(names[1])}</b> '
        f'<span class="vb-dong__trich">{escape(newer.trich_yeu)}</span></a>'
        f'<span class="vb-dong__phu">{escape(KINDS[kind].told)}</span></li>'
    )


def _home(rows: Rows, groups: Sequence[tuple[str, int]], lookup: Lookup) -> Page:
    root = up(HOME.href)
    years = "".join(
        f'<li><a href="{root}{_year_url(group)}"><span>{_year_title(group).capitalize()}</span> <b>{n}</b></a></li>'
        for group, n in reversed(groups)
    )
    newest: list[Kept] = []
    for group, _ in reversed(groups):
        newest += reversed(rows.group(group))
        if len(newest) >= NEWEST:
            break
    items = "".join(_item(row, lookup, root) for row in newest[:NEWEST])
    shown = (
        f'<h2>Theo năm</h2><ul class="vb-gia-tri">{years}</ul>'
        f'<h2>Mới nhất</h2><ul class="vb-ds vb-ss__ds">{items}</ul>'
        if groups
        else "<p>Kho chưa có cặp văn bản nào giữ đủ toàn văn để so sánh.</p>"
    )
    content = (
        f'<div class="vb-duyet"><h1 id="vb-trang">{HOME.label}</h1>'
        "<p>Văn bản thay thế đặt cạnh văn bản cũ, bản hợp nhất cạnh văn bản gốc, câu sửa đổi cạnh "
        f"điều khoản được sửa: từng điều, từng khoản, từng chữ.</p>{shown}</div>"
    )
    return Page(
        url=HOME.href, title=HOME.label, content=content.encode(),
        description="Các cặp văn bản được đặt cạnh nhau, so từng điều khoản.",
    )  # fmt: skip
