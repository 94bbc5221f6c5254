"""Pages beside a document's page for what is too much for it: all that others have to do with it.

``dan-chieu.html`` has up to ``PIECE`` documents; of more it lists the years, and
``dan-chieu-2024.html`` has those of a year (``dan-chieu-2024-05.html`` of a month, where a year has
too many): a new citing document changes its own piece and the numbers, not the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vanban.site.markup import document_name, document_row, escape, filter_place, up
from vanban.site.related import (
    FAR,
    FAR_BY_CLAUSE,
    SHOWN,
    by_citing,
    citing_item,
    clause_list,
    clauses_page,
    folded_sayings,
    told_incoming,
)
from vanban.site.views import Backlink, DocLine, DocumentView, RelationLine

PIECE = 100
"""Documents that stand on one page; more are cut by year, and years by month."""

SAYINGS = 10
"""Sentences of one document shown openly."""

NO_YEAR = "khong-ro"


class Beside(NamedTuple):
    """A page in the folder of a document: file name, title, content area."""

    name: str
    title: str
    content: bytes


class _Other(NamedTuple):
    """Another document, and what it says of this one."""

    line: DocLine
    relations: tuple[RelationLine, ...]
    backlinks: tuple[Backlink, ...]


def far_pages(view: DocumentView) -> Iterator[Beside]:
    """The pages a document needs beside its own; most need none."""
    if overflows(view):
        yield from _everything(view)
    if clauses_page(view):
        root = up(view.url)
        inner = clause_list(view.clauses, root, "index.html")
        yield _page(view, FAR_BY_CLAUSE, "Điều khoản được văn bản khác dẫn", inner)


def overflows(view: DocumentView) -> bool:
    """Whether a document has a page of all that others have to do with it."""
    if len(view.backlinks) > SHOWN and len(by_citing(view.backlinks)) > SHOWN:
        return True
    if len(view.relations_in) <= SHOWN:
        return False
    kinds: dict[str, set[str]] = {}
    for rel in told_incoming(view):
        kinds.setdefault(rel.label, set()).add(rel.line.id if rel.line else rel.text)
    return any(len(others) > SHOWN for others in kinds.values())


def _everything(view: DocumentView) -> Iterator[Beside]:
    others, root = _others(view), up(view.url)
    if len(others) <= PIECE:
        intro = f'<p class="vb-dem">{len(others)} văn bản, mới nhất trước</p>'
        yield _page(view, FAR, "Văn bản liên quan", intro + _list(others, root))
        return
    pieces = _pieces(others)
    rows = "".join(
        f'<li><a href="{_name(key)}"><span>{_label(key)}</span> <b>{len(some)}</b></a></li>'
        for key, some in pieces.items()
    )
    intro = (
        f'<p class="vb-dem">{len(others)} văn bản, chọn thời gian ban hành để xem danh sách.</p>'
    )
    yield _page(view, FAR, "Văn bản liên quan", f'{intro}<ul class="vb-gia-tri">{rows}</ul>')
    for key, some in pieces.items():
        title = f"Văn bản liên quan, {_label(key).lower()}"
        back = f'<p><a href="{FAR}">Thời gian khác</a></p>'
        yield _page(view, _name(key), title, _list(some, root) + back)


def _list(others: Sequence[_Other], root: str) -> str:
    items = "".join(_item(other, root) for other in others)
    return f'{filter_place(len(others))}<ul class="vb-ds vb-ds--chinh">{items}</ul>'


def _name(key: str) -> str:
    return f"{FAR.removesuffix('.html')}-{key}.html"


def _others(view: DocumentView) -> list[_Other]:
    """Every document that does something to this one or cites it, the newest first."""
    lines: dict[str, DocLine] = {}
    relations: dict[str, list[RelationLine]] = {}
    backlinks: dict[str, list[Backlink]] = {}
    for item in view.backlinks:
        lines.setdefault(item.line.id, item.line)
        backlinks.setdefault(item.line.id, []).append(item)
    for rel in view.relations_in:
        if rel.line:
            lines.setdefault(rel.line.id, rel.line)
            relations.setdefault(rel.line.id, []).append(rel)
    found = sorted(lines.values(), key=lambda line: (line.ngay, line.id), reverse=True)
    return [
        _Other(line, tuple(relations.get(line.id, ())), tuple(backlinks.get(line.id, ())))
        for line in found
    ]


def _pieces(others: Sequence[_Other]) -> dict[str, list[_Other]]:
    years: dict[str, list[_Other]] = {}
    for other in others:
        years.setdefault(_part(other.line.ngay, 4), []).append(other)
    out: dict[str, list[_Other]] = {}
    for year, of_year in years.items():
        for other in of_year:
            cut = len(of_year) > PIECE and year != NO_YEAR
            out.setdefault(_part(other.line.ngay, 7) if cut else year, []).append(other)
    return out


def _part(day: str, size: int) -> str:
    """``2024-05`` of a day: as much of it as is known."""
    known = day[:size] if day[:4].isdigit() else ""
    return known or NO_YEAR


def _label(key: str) -> str:
    year, _, month = key.partition("-")
    if key == NO_YEAR:
        return "Chưa rõ năm"
    return f"Tháng {int(month)} năm {year}" if month else f"Năm {year}"


def _item(other: _Other, root: str) -> str:
    labels: dict[str, list[RelationLine]] = {}
    for rel in other.relations:
        labels.setdefault(rel.label, []).append(rel)
    told = "".join(
        f'<p class="vb-cho"><b>{escape(label[:1].upper() + label[1:])}</b>{_provisions(rels)}</p>'
        for label, rels in labels.items()
    )
    if other.backlinks:
        return citing_item(other.backlinks, root, SAYINGS, told)
    return f"<li>{document_row(other.line, root)}{told}{folded_sayings(other.relations)}</li>"


def _provisions(relations: Sequence[RelationLine]) -> str:
    named = dict.fromkeys(rel.provision for rel in relations if rel.provision)
    return f": {escape(', '.join(named))}" if named else ""


def _page(view: DocumentView, name: str, title: str, inner: str) -> Beside:
    meta = view.meta
    of = document_name(meta.loai, meta.so_hieu)
    content = (
        f'<div class="vb-duyet"><p class="vb-dem"><a href="index.html">{escape(of)}</a> {escape(meta.trich_yeu)}</p>'
        f'<h1 id="vb-trang">{escape(title)}</h1>{inner}</div>'
    )
    return Beside(name, f"{title}: {of}", content.encode())
