"""Records a person must look at: fields that aren't known, documents that may be held twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

from vanban.followed import following_in
from vanban.fragment import TOAN_VAN, Record
from vanban.model import CHUA_RO
from vanban.site.ledgers import (
    HOME,
    Ledger,
    entries,
    items_of,
    page,
    place,
    thousands,
    year_of,
    year_words,
    years_first,
)
from vanban.site.markup import document_row, escape, up
from vanban.site.surfaces import Kept, Lookup, Page, Row, Rows
from vanban.site.views import DocumentView, Link
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
        for group in groups:
            yield self._year(group, rows.group(group), lookup)
        for field in sorted({group.split("/")[1] for group in groups}):
            yield self._field(field, rows)
        if groups:
            yield self._index(rows)

    def _year(self, group: str, kept: Sequence[Kept], lookup: Lookup) -> Page:
        url = f"so-tay/{group}/index.html"
        if not kept:
            return Page(url=url)
        _, field, year = group.split("/")
        label, remedy = FIELDS[field]
        root = up(url)
        items = (
            document_row(lookup.line(row.id), root)
            + place(
                lookup.facts.need(row.id),
                1,
                remedy if n == 0 or self.internal else "",
                internal=self.internal,
            )
            for n, row in enumerate(kept)
        )
        return page(
            url, f"{label}: văn bản {year_words(year).lower()}", items_of(items),
            trail=(HOME, MISSING.link, Link(label=label, href=f"so-tay/{self.name}/{field}/index.html")),
            count=f"{thousands(len(kept))} văn bản",
        )  # fmt: skip

    def _field(self, field: str, rows: Rows) -> Page:
        url = f"so-tay/{self.name}/{field}/index.html"
        years = rows.groups(f"{self.name}/{field}")
        if not years:
            return Page(url=url)
        label, remedy = FIELDS[field]
        found = [
            (year_words(y), f"so-tay/{self.name}/{field}/{y}/index.html", n)
            for y, n in years_first(years)
        ]
        total = sum(n for _, n in years)
        return page(
            url, label, entries(found, up(url)), trail=(HOME, MISSING.link), about=remedy,
            count=f"{thousands(total)} văn bản", searchable=False,
        )  # fmt: skip

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


class Twins:
    """Two groups: by number, type, body and date (``so``), by the words of the text (``loi-van``)."""

    name = TWINS.name

    def __init__(self, *, internal: bool) -> None:
        self.internal = internal

    def rows(self, record: Record, _: DocumentView, lookup: Lookup) -> Iterator[Row]:
        if record.so_hieu not in ("", CHUA_RO) and len(record.ngay) == 10:
            sign = "|".join(
                (key(record.so_hieu) or record.so_hieu, record.loai, record.co_quan, record.ngay)
            )
            yield Row(f"{self.name}/so", blake2b(sign.encode(), digest_size=6).hexdigest(), ())
        mark = following_in(record, lookup.blobs).print
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
            yield Page(url=url)
            return
        body = "".join(
            self._part(name, found[name], lookup, up(url)) for name in found if found[name]
        )
        count = sum(map(len, found.values()))
        yield page(
            url, TWINS.title, body, about=TWINS.about, count=f"{thousands(count)} {TWINS.unit}"
        )

    def _part(
        self, name: str, found: Sequence[tuple[str, list[str]]], lookup: Lookup, root: str
    ) -> str:
        groups = []
        for _, ids in found:
            rows = "".join(
                f"<li>{document_row(lookup.line(i), root)}{place(lookup.facts.need(i), 1, '', internal=self.internal)}</li>"
                for i in ids
            )
            groups.append(f'<ul class="vb-ds">{rows}</ul>')
        return f'<h2 id="vb-{name}">{escape(TWIN_GROUPS[name])}</h2>{items_of(groups)}'


def count_twins(rows: Rows) -> int:
    """Groups of documents that may be one."""
    so = {tuple(ids) for _, ids in rows.shared(f"{TWINS.name}/so")}
    return len(so | {tuple(ids) for _, ids in rows.shared(f"{TWINS.name}/loi-van")})
