"""What has happened to a document, in the order of days: issued, in force, changed, ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vanban.model import QuanHe
from vanban.site.markup import coming_mark, document_href, document_name, escape, shown_date
from vanban.site.views import DocLine, DocumentView, RelationLine

_DONE_TO: dict[QuanHe, str] = {
    "sua_doi": "Được sửa đổi, bổ sung bởi", "dinh_chinh": "Được đính chính bởi",
    "bai_bo": "Bị bãi bỏ bởi", "thay_the": "Bị thay thế bởi", "het_hieu_luc": "Hết hiệu lực theo",
    "dinh_chi": "Bị đình chỉ bởi", "gia_han": "Được gia hạn hiệu lực bởi",
    "hop_nhat": "Được hợp nhất trong",
}  # fmt: skip
_DONE_BY: dict[QuanHe, str] = {"thay_the": "Thay thế", "hop_nhat": "Hợp nhất"}

NAMED = 12
"""Clauses named at one event."""

_LATE = "9999"


class _Event(NamedTuple):
    day: str
    order: int
    words: str
    line: DocLine | None = None
    clauses: tuple[str, ...] = ()
    sap: bool = False


def history_count(view: DocumentView) -> int | None:
    """None where nothing is known but one day, which the head says."""
    own = (view.meta.ngay[:4].isdigit(), view.hieu_luc_tu, view.hieu_luc_den)
    told = (
        any(rel.quan_he in _DONE_TO for rel in view.relations_in),
        any(rel.quan_he in _DONE_BY and rel.line for rel in view.relations_out),
    )
    return None if sum(map(bool, (*own, *told))) < 2 else 0


def history_html(view: DocumentView, root: str) -> str:
    items = "".join(_item(event, root) for event in _events(view))
    return f'<section><h2 id="vb-lich-su">Lịch sử</h2><ol class="vb-lich-su">{items}</ol></section>'


def _events(view: DocumentView) -> list[_Event]:
    found = []
    if view.meta.ngay[:4].isdigit():
        found.append(_Event(view.meta.ngay, 0, "Ban hành"))
    if view.hieu_luc_tu:
        found.append(_Event(view.hieu_luc_tu, 2, "Có hiệu lực"))
    if view.hieu_luc_den:
        found.append(_Event(view.hieu_luc_den, 4, "Ngày cuối còn hiệu lực"))
    own = view.hieu_luc_tu or view.meta.ngay
    found += _acts(view.relations_out, _DONE_BY, own)
    found += _acts(view.relations_in, _DONE_TO, "")
    return sorted(found, key=lambda event: (event.day or _LATE, event.order))


def _acts(
    relations: tuple[RelationLine, ...], words: dict[QuanHe, str], day: str
) -> Iterator[_Event]:
    """One event for all that one document does at once, whatever number of clauses it names."""
    groups: dict[tuple[str, str, str], list[RelationLine]] = {}
    for rel in relations:
        if rel.line and rel.quan_he in words:
            key = (rel.quan_he, rel.line.id, rel.tu_ngay or day or rel.line.ngay)
            groups.setdefault(key, []).append(rel)
    for (_, _, when), group in groups.items():
        first = group[0]
        clauses = tuple(dict.fromkeys(rel.provision for rel in group if rel.provision))
        if first.quan_he:
            yield _Event(
                when if len(when) == 10 else "",
                3,
                words[first.quan_he],
                first.line,
                clauses,
                first.sap,
            )


def _item(event: _Event, root: str) -> str:
    day = f"<time>{shown_date(event.day)}</time>" if event.day else "<span>chưa rõ ngày</span>"
    by = what = title = ""
    if event.line:
        line = event.line
        by = f' <a href="{document_href(line.id, root)}">{escape(document_name(line.loai, line.so_hieu))}</a>'
        title = f" <small>{escape(line.trich_yeu)}</small>"
    if event.clauses:
        rest = len(event.clauses) - NAMED
        named = escape(", ".join(event.clauses[:NAMED]))
        what = f": {named}{f' và {rest} điều khoản khác' if rest > 0 else ''}"
    coming = coming_mark(event.day) if event.sap else ""
    return f"<li>{day}<div>{event.words}{by}{what}{coming}{title}</div></li>"
