"""«Thực hiện» of a document's page: who carries it out, which level is missing, what it asks to look back on.

From the document's own text and the relations its page follows; the whole chain has a page of its own.
"""

from __future__ import annotations

from vanban.citations.pinpoint import label_of
from vanban.followed import LAST
from vanban.fragment import Record
from vanban.graph.reviews import Duty
from vanban.site.chains import (
    CARRYING,
    LEVELS,
    cap_of,
    carried_by,
    is_below,
    level_words,
    url_of,
    younger,
)
from vanban.site.duties import KINDS, due_of
from vanban.site.duty_items import every_words
from vanban.site.far import overflows
from vanban.site.markup import document_row, escape, shown_date
from vanban.site.related import FAR, SHOWN, shown_first
from vanban.site.surfaces import Lookup
from vanban.site.views import DocLine, DocumentView, FollowView


def follow_view(record: Record, lookup: Lookup) -> FollowView:
    """What the page of ``record`` may say: everything lies one step from it."""
    held = _held(record, lookup)
    read = LAST.of(record, lookup.blobs)
    own = cap_of(record, lookup)
    gaps = tuple(
        (level_words(one.cap), one.anchor, one.loi)
        for one in read.asked
        if is_below(one.cap, own) and one.cap not in held
    )
    levels = tuple((level_words(cap), tuple(held[cap])) for cap in (*LEVELS, "") if cap in held)
    duties = tuple(
        (KINDS[duty.kind], when, duty.anchor, duty.loi)
        for duty in read.duties
        if (when := _when(duty, record, lookup))
    )
    root = (held or gaps) and not carried_by(record, lookup)
    return FollowView(levels, gaps, duties, url_of(record.id) if root else "")


def _held(record: Record, lookup: Lookup) -> dict[str, list[tuple[DocLine, str]]]:
    """By level: documents that carry this one out and how, the earliest first."""
    found: dict[str, dict[str, str]] = {}
    for relation in lookup.facts.touching(record.id):
        if relation.target != record.id or relation.quan_he not in CARRYING:
            continue
        if not lookup.facts.has(relation.source):
            continue
        other = lookup.facts.face(relation.source)
        if not younger(record, other):
            found.setdefault(cap_of(other, lookup), {}).setdefault(
                other.id, CARRYING[relation.quan_he]
            )
    return {
        cap: sorted(((lookup.line(i), how) for i, how in ids.items()), key=_by_day)
        for cap, ids in found.items()
    }


def _by_day(item: tuple[DocLine, str]) -> tuple[str, str]:
    return item[0].ngay, item[0].id


def _when(duty: Duty, record: Record, lookup: Lookup) -> str:
    if duty.when.every:
        day = duty.when.day
        by = f", trước ngày {int(day[5:])}/{int(day[2:4])}" if day else ""
        return every_words(duty.when.every) + by
    day = due_of(duty, record, lookup)
    return f"hạn {shown_date(day)}" if day else ""


def number_of(view: DocumentView) -> int | None:
    """How many things the section tells; None when there is none."""
    follow = view.follow
    documents = sum(len(found) for _, found in follow.levels)
    return (len(view.tasks) + documents + len(follow.gaps) + len(follow.duties)) or None


def follow_html(view: DocumentView, root: str) -> str:
    """What stands below the tasks."""
    follow = view.follow
    parts = []
    if follow.duties:
        items = "".join(_duty(*duty) for duty in follow.duties)
        parts.append(
            f'<h3>Phải sơ kết, tổng kết, báo cáo</h3><ul class="vb-ds vb-yeu-cau">{items}</ul>'
        )
    for label, found in follow.levels:
        done = [
            f'<li>{document_row(line, root)}<span class="vb-dong__phu">{escape(how)}</span></li>'
            for line, how in found
        ]
        far = f"{root}vb/{view.id}/{FAR}" if len(done) > SHOWN and overflows(view) else ""
        parts.append(f"<h3>{escape(label)}</h3>{shown_first(done, far)}")
    if follow.gaps:
        rows = "".join(
            f"<li><p><b>{escape(label)}</b>: chưa có văn bản triển khai trong kho</p>"
            f'<blockquote>{escape(said)} <cite><a href="#{anchor}">{_clause(anchor)}</a></cite></blockquote></li>'
            for label, anchor, said in follow.gaps
        )
        parts.append(f'<ul class="vb-chuoi__thieu">{rows}</ul>')
    if follow.chain:
        parts.append(f'<p><a href="{root}{follow.chain}">Xem cả chuỗi triển khai</a></p>')
    return "".join(parts)


def _duty(what: str, when: str, anchor: str, said: str) -> str:
    return (
        f"<li><p><b>{what}</b> {escape(when)}</p><blockquote>{escape(said)} "
        f'<cite><a href="#{anchor}">{_clause(anchor)}</a></cite></blockquote></li>'
    )


def _clause(anchor: str) -> str:
    label = label_of(anchor)
    return escape(label[:1].upper() + label[1:]) if label else "Xem trong văn bản"
