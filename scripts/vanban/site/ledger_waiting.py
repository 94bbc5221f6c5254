"""Relations that were found by machine and wait for a person's word (``vanban review``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vanban.citations.pinpoint import label_of
from vanban.fragment import Record
from vanban.model import QuanHe
from vanban.reviewing import is_known, proposal_of
from vanban.site.ledgers import (
    HOME,
    Ledger,
    Paged,
    entries,
    items_of,
    month_of,
    page,
    place,
)
from vanban.site.markup import (
    document_row,
    escape,
    shown_date,
    thousands,
    up,
)
from vanban.site.surfaces import Kept, Lookup, Page, Row, Rows, seal
from vanban.site.views import DocumentView

LEDGER = Ledger(
    "cho-xac-nhan", "Quan hệ chờ người xác nhận",
    "Quan hệ máy nhận ra từ câu văn, chưa có người xác nhận. Duyệt bằng lệnh «vanban review»: "
    "nhận thì ghi vào «quan_he», bỏ thì ghi vào «quan_he_bo». Căn cứ và dẫn chiếu thường không cần duyệt từng cái nên không có ở đây.",
    "quan hệ",
)  # fmt: skip
PASSED_OVER: frozenset[QuanHe] = frozenset({"can_cu", "dan_chieu"})


class Waiting:
    """Groups are kind of relation and month of the document that states it.

    A row says which of the document's relations it is; the page looks it up.
    """

    name = LEDGER.name

    def __init__(self, *, internal: bool) -> None:
        self.internal = internal

    def rows(self, record: Record, _: DocumentView, lookup: Lookup) -> Iterator[Row]:
        facts = lookup.facts
        month = month_of(record)
        relations = facts.relations(record.id)
        stated = any(relation.confirmed for relation in relations)
        for n, relation in enumerate(relations):
            if relation.confirmed or relation.quan_he in PASSED_OVER:
                continue
            if (stated or relation.source != record.id) and is_known(facts, relation):
                continue
            other = relation.source if relation.target == record.id else relation.target
            group = f"{self.name}/{relation.quan_he.replace('_', '-')}/{month}"
            yield Row(group, f"{record.id}|{n:04d}", (n, seal((lookup.line(other),))))

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        for kind in sorted({group.split("/")[1] for group in groups}):
            paged = Paged(
                prefix=f"{self.name}/{kind}", title=f"Chờ xác nhận: {_label(kind, lookup)}",
                unit=LEDGER.unit, trail=(HOME, LEDGER.link),
                body=lambda kept, root: items_of(self._item(row, lookup, root) for row in kept),
            )  # fmt: skip
            yield from paged.pages(rows, groups)
        if groups:
            yield self._index(rows, lookup)

    def _item(self, row: Kept, lookup: Lookup, root: str) -> str:
        facts = lookup.facts
        record = facts.need(row.id)
        relation = facts.relations(row.id)[row.data[0]]
        found = proposal_of(facts, record, relation)
        label = facts.registry.relation_label(relation.quan_he, inverse=False)
        clause = (
            f" {escape(label_of(relation.target_provision))} của"
            if relation.target_provision
            else ""
        )
        since = f", từ {shown_date(relation.tu_ngay)}" if relation.tu_ngay else ""
        review = f"vanban review --nhan {found.id}" if self.internal else ""
        return (
            f"{document_row(lookup.line(relation.source), root)}"
            f'<p class="vb-cho"><b>{escape(label)}</b>{clause}{since}</p>'
            f"{document_row(lookup.line(relation.target), root)}"
            f"<blockquote>{escape(relation.evidence)}</blockquote>"
            f"{place(record, found.line, review, internal=self.internal)}"
        )

    def _index(self, rows: Rows, lookup: Lookup) -> Page:
        url = LEDGER.link.href
        counts: dict[str, int] = {}
        for group, n in rows.groups(self.name):
            kind = group.split("/")[1]
            counts[kind] = counts.get(kind, 0) + n
        if not counts:
            return Page(url=url)
        order = sorted(counts, key=lambda k: lookup.facts.registry.relation_order(_kind_of(k)))
        found = [
            (_label(kind, lookup), f"so-tay/{self.name}/{kind}/index.html", counts[kind])
            for kind in order
        ]
        total = sum(counts.values())
        return page(
            url, LEDGER.title, entries(found, up(url)), about=LEDGER.about,
            count=f"{thousands(total)} {LEDGER.unit}", searchable=False,
        )  # fmt: skip


def _kind_of(slug: str) -> QuanHe:
    return slug.replace("-", "_")  # type: ignore[return-value]


def _label(kind: str, lookup: Lookup) -> str:
    label = lookup.facts.registry.relation_label(_kind_of(kind), inverse=False)
    return label[:1].upper() + label[1:]
