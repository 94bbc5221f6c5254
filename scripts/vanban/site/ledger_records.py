"""Records a person must look at: fields that aren't known, documents that may be held twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

from vanban.followed import Reader
from vanban.fragment import TOAN_VAN, Record
from vanban.model import CHUA_RO
from vanban.site.ledgers import (
    HOME,
    Ledger,
    Paged,
    entries,
    items_of,
    page,
    place,
    year_of,
)
from vanban.site.markup import (
    document_row,
    escape,
    thousands,
    up,
)
from vanban.site.surfaces import Kept, Lookup, Page, Row, Rows
from vanban.site.views import DocumentView
from vanban.so_hieu import key

TWINS = Ledger(
    "trung", "Có thể trùng nhau",
    "Văn bản cùng số, loại, cơ quan và ngày, hoặc cùng lời văn. Nếu là một, giữ một tệp và ghi mã kia "
    "vào «id_cu»; nếu là hai, xem lại số và ngày.",
    "nhóm văn bản",
)  # fmt: skip
MISSING = Ledger(
    "thieu", "Hồ sơ còn thiếu",
    "Thuộc tính chưa có hoặc chưa rõ. Tra bản gốc rồi ghi vào phần đầu tệp; "
    "thứ văn bản thật sự không có thì để trống là đúng.",
    "chỗ thiếu",
)  # fmt: skip
FIELDS = {
    "so-hieu": ("Chưa có số, ký hiệu", "Ghi «so_hieu», hoặc «chua_ro» khi có mà không đọc được."),
    "ngay": ("Chưa rõ ngày ban hành", "Ghi «ngay»."),
    "nguoi-ky": ("Chưa ghi người ký", "Ghi «nguoi_ky»."),
    "linh-vuc": ("Chưa xếp lĩnh vực", "Ghi «linh_vuc»."),
    "co-quan": ("Chưa rõ cơ quan ban hành", "Ghi «co_quan»."),
    "toan-van": ("Chưa có toàn văn", "Thêm lời văn rồi đổi «toan_van» thành true."),
}
"""Field as a group's name: what its list is called, what to write."""


class Missing:
    """Groups are field and year of the document."""

    name = MISSING.name

    def __init__(self, *, internal: bool) -> None:
        self.internal = internal

    def rows(self, record: Record, view: DocumentView, _: Lookup) -> Iterator[Row]:
        lacking = {
            "so-hieu": record.so_hieu in ("", CHUA_RO),
            "ngay": len(record.ngay) < 10,
            "nguoi-ky": not view.meta.nguoi_ky,
            "linh-vuc": not record.linh_vuc,
            "co-quan": record.co_quan in ("", CHUA_RO),
            "toan-van": not record.flags & TOAN_VAN,
        }
        year = year_of(record)
        for field, lacks in lacking.items():
            if lacks:
                yield Row(f"{self.name}/{field}/{year}", record.id, ())

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        for field in sorted({group.split("/")[1] for group in groups}):
            label, remedy = FIELDS[field]
            paged = Paged(
                prefix=f"{self.name}/{field}", title=label, unit="văn bản", about=remedy,
                trail=(HOME, MISSING.link),
                body=lambda kept, root: items_of(self._item(row, lookup, root) for row in kept),
            )  # fmt: skip
            yield from paged.pages(rows, groups)
        if groups:
            yield self._index(rows)

    def _item(self, row: Kept, lookup: Lookup, root: str) -> str:
        where = place(lookup.facts.face(row.id), 1, "", internal=self.internal)
        return document_row(lookup.line(row.id), root) + where

    def _index(self, rows: Rows) -> Page:
        url = MISSING.link.href
        found = []
        for field, (label, _) in FIELDS.items():
            total = sum(n for _, n in rows.groups(f"{self.name}/{field}"))
            if total:
                found.append((label, f"so-tay/{self.name}/{field}/index.html", total))
        if not found:
            return Page(url=url)
        return page(
            url, MISSING.title, entries(found, up(url)), about=MISSING.about, searchable=False
        )


TWIN_GROUPS = {"so": "Cùng số, loại, cơ quan và ngày", "loi-van": "Cùng lời văn"}


COUNT = "dem-nhom/trung"
"""Under what key the number of groups is kept: most rows have no twin."""


class Twins:
    """Two groups: by number, type, body and date (``so``), by the words of the text (``loi-van``)."""

    name = TWINS.name

    def __init__(self, reader: Reader, *, internal: bool) -> None:
        self.reader = reader
        self.internal = internal

    def rows(self, record: Record, _: DocumentView, lookup: Lookup) -> Iterator[Row]:
        if record.so_hieu not in ("", CHUA_RO) and len(record.ngay) == 10:
            sign = "|".join(
                (key(record.so_hieu) or record.so_hieu, record.loai, record.co_quan, record.ngay)
            )
            yield Row(f"{self.name}/so", blake2b(sign.encode(), digest_size=6).hexdigest(), ())
        mark = self.reader.of(record, lookup.blobs).print
        if mark:
            yield Row(f"{self.name}/loi-van", mark, ())

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        if not groups:
            return
        url = TWINS.link.href
        found = {name: rows.shared(f"{self.name}/{name}") for name in TWIN_GROUPS}
        pairs = {tuple(ids) for _, ids in found["so"]}
        found["loi-van"] = [item for item in found["loi-van"] if tuple(item[1]) not in pairs]
        if not any(found.values()):
            rows.remember(COUNT, "0")
            yield Page(url=url)
            return
        body = "".join(
            self._part(name, found[name], lookup, up(url)) for name in found if found[name]
        )
        count = sum(map(len, found.values()))
        rows.remember(COUNT, str(count))
        yield page(
            url, TWINS.title, body, about=TWINS.about, count=f"{thousands(count)} {TWINS.unit}"
        )

    def _part(
        self, name: str, found: Sequence[tuple[str, list[str]]], lookup: Lookup, root: str
    ) -> str:
        groups = []
        for _, ids in found:
            rows = "".join(
                f"<li>{document_row(lookup.line(i), root)}{place(lookup.facts.face(i), 1, '', internal=self.internal)}</li>"
                for i in ids
            )
            groups.append(f'<ul class="vb-ds">{rows}</ul>')
        return f'<h2 id="vb-{name}">{escape(TWIN_GROUPS[name])}</h2>{items_of(groups)}'
