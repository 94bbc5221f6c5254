"""Ledgers: what the archive can't say yet, with the place to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vanban.facts import Facts
from vanban.fragment import Record, mention_of
from vanban.site.markup import crumbs, document_row, escape, up
from vanban.site.surfaces import Kept, Lookup, Page, Row, Rows
from vanban.site.views import DocLine, DocumentView, Link
from vanban.text import slug, sort_key

HOME = Link(label="Sổ theo dõi", href="so-tay/chua-giu/index.html")
NO_TYPE = "khac"


class NotHeld:
    """Documents that are cited and that the archive doesn't hold: the most cited first."""

    name = "chua-giu"

    def rows(self, record: Record, _: DocumentView, lookup: Lookup) -> Iterator[Row]:
        return _not_held(record, lookup.facts)

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        for group in groups:
            yield _page(group, rows.group(group), lookup)
        if groups:
            yield _index(rows.groups(self.name))


def _not_held(record: Record, facts: Facts) -> Iterator[Row]:
    for row, mention in zip(facts.outcomes(record.id), record.mentions, strict=False):
        if row[0] == "n":
            found = mention_of(mention)
            name = found.so_hieu or found.surface
            kind = found.loai or "Khác"
            yield Row(f"chua-giu/{slug(found.loai) or NO_TYPE}", "", (kind, name))


def _page(group: str, rows: Sequence[Kept], lookup: Lookup) -> Page:
    url = f"so-tay/{group}/index.html"
    if not rows:
        return Page(url=url)
    citing: dict[str, dict[str, None]] = {}
    for row in rows:
        citing.setdefault(row.data[1], {})[row.id] = None
    order = sorted(citing, key=lambda name: (-len(citing[name]), sort_key(name)))
    root = up(url)
    title = f"{rows[0].data[0]} được dẫn mà kho chưa giữ"
    items = "".join(_item(name, [lookup.line(i) for i in citing[name]], root) for name in order)
    content = (
        f'<div class="vb-duyet">{crumbs((HOME,), root)}<h1 id="vb-trang">{escape(title)}</h1>'
        f'<p class="vb-dem">{len(order)} văn bản</p><ol class="vb-so-tay">{items}</ol></div>'
    )
    return Page(url=url, title=title, description=f"{title}.", content=content.encode())


def _item(name: str, lines: Iterable[DocLine], root: str) -> str:
    rows = [f"<li>{document_row(line, root)}</li>" for line in lines]
    return (
        f"<li><details><summary><b>{escape(name)}</b>, {len(rows)} văn bản dẫn</summary>"
        f'<ul class="vb-ds">{"".join(rows)}</ul></details></li>'
    )


def _index(groups: Sequence[tuple[str, int]]) -> Page:
    url = HOME.href
    if not groups:
        return Page(url=url)
    root = up(url)
    items = "".join(
        f'<li><a href="{root}so-tay/{escape(group)}/index.html"><span>{escape(group.partition("/")[2])}</span> <b>{n}</b></a></li>'
        for group, n in groups
    )
    title = "Văn bản được dẫn mà kho chưa giữ"
    content = f'<div class="vb-duyet"><h1 id="vb-trang">{title}</h1><ul class="vb-gia-tri">{items}</ul></div>'
    return Page(url=url, title=title, description=f"{title}.", content=content.encode())
