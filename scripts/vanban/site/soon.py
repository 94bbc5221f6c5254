"""What comes into force and what ends soon: as of the build, and counted again for today in the page.

A document gives a row while a day that is known lies ahead; a status that turned with the day
makes its page anew (``planning``), and the row goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from vanban.fragment import Record
from vanban.site.markup import crumbs, document_row, escape, shown_date, up
from vanban.site.surfaces import Kept, Lookup, Page, Row, Rows
from vanban.site.views import DocLine, DocumentView, Link
from vanban.text import is_date

DAYS = 90
NAME = "sap"
URL = "duyet/sap-hieu-luc/index.html"
TITLE = "Sắp có hiệu lực, sắp hết hiệu lực"
KINDS = {
    "co": ("Sắp có hiệu lực", "có hiệu lực từ"),
    "het": ("Sắp hết hiệu lực", "hiệu lực đến hết"),
}


class Soon:
    """One page with both lists; groups are ``sap/co`` and ``sap/het``."""

    name = NAME

    def rows(self, _: Record, view: DocumentView, lookup: Lookup) -> Iterator[Row]:
        on = lookup.facts.on
        if is_date(view.hieu_luc_tu) and view.hieu_luc_tu > on:
            yield Row(f"{NAME}/co", view.hieu_luc_tu, ())
        if is_date(view.hieu_luc_den) and view.hieu_luc_den >= on and view.validity.status != "het":
            yield Row(f"{NAME}/het", view.hieu_luc_den, ())

    def pages(self, rows: Rows, _: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        """Always: what is near depends on the day."""
        content = soon_content({kind: rows.group(f"{NAME}/{kind}") for kind in KINDS}, lookup)
        yield Page(url=URL, title=TITLE, description=f"{TITLE} trong {DAYS} ngày.", content=content)


def until(on: str) -> str:
    """The last day that counts as soon."""
    return (date.fromisoformat(on) + timedelta(days=DAYS)).isoformat()


def soon_content(kept: dict[str, list[Kept]], lookup: Lookup) -> bytes:
    root, on = up(URL), lookup.facts.on
    parts = "".join(
        f'<h2 id="vb-sap-{kind}">{title}</h2>{_lists(kept[kind], word, lookup, root)}'
        for kind, (title, word) in KINDS.items()
    )
    way = crumbs((Link(label="Duyệt", href="duyet/index.html"),), root)
    return (
        f'<div class="vb-duyet vb-sap" data-ngay="{on}" data-so="{DAYS}">{way}<h1 id="vb-trang">{TITLE}</h1>'
        f'<p class="vb-dem">Trong {DAYS} ngày kể từ <span class="vb-sap__moc">{shown_date(on)}</span>.'
        f" Chỉ kể những ngày mà văn bản trong kho nói rõ.</p>{parts}</div>"
    ).encode()


def _lists(kept: Iterable[Kept], word: str, lookup: Lookup, root: str) -> str:
    last = until(lookup.facts.on)
    near = [k for k in kept if k.sort <= last]
    far = [k for k in kept if k.sort > last]
    empty = '<p class="vb-trong"{}>Kho không thấy văn bản nào.</p>'.format(
        " hidden" if near else ""
    )
    out = (
        f'{empty}<ul class="vb-ds vb-ds--chinh vb-sap__gan">{_items(near, word, lookup, root)}</ul>'
    )
    hidden = "" if far else " hidden"
    return (
        f'{out}<details class="vb-them"{hidden}><summary>Muộn hơn ({len(far)})</summary>'
        f'<ul class="vb-ds vb-sap__xa">{_items(far, word, lookup, root)}</ul></details>'
    )


def _items(kept: Sequence[Kept], word: str, lookup: Lookup, root: str) -> str:
    return "".join(soon_item(lookup.line(k.id), k.sort, word, root) for k in kept)


def soon_item(line: DocLine, day: str, word: str, root: str) -> str:
    return (
        f'<li data-ngay="{day}">{document_row(line, root)}'
        f'<p class="vb-moc">{escape(word[:1].upper() + word[1:])} <b>{shown_date(day)}</b><span class="vb-moc__con"></span></p></li>'
    )
