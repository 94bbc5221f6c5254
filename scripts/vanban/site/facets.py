"""Browsing by signer, by term and by status: facets kept as rows, so that they follow all that a
document's page follows (a status turns with the day and with what others say).

A group is ``facet/value/bucket``; its page is ``duyet/<facet>/<value>/<bucket>/index.html``. A
bucket is a year, or a month where one value holds half of an archive. A row's sort key is what
its value is called, behind what orders values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vanban.facts import Facts, year_of
from vanban.fragment import Record
from vanban.model import CHUA_RO, STATUS_WORDS, Status, Term
from vanban.search.cards import term_label, term_of, term_value
from vanban.site.buckets import bucket_label, newest_first
from vanban.site.lists import facet_content, list_content
from vanban.site.names import collating, telex
from vanban.site.signers import signer_facts
from vanban.site.surfaces import Kept, Lookup, Page, Row, Rows
from vanban.site.views import DocumentView, Entry, FacetView, Link, ListView
from vanban.text import slug

ORDER: tuple[Status, ...] = ("con", "het_mot_phan", "chua", "ngung", "het", "chua_ro")
"""Statuses as lists show them."""

FEW = 30
"""Documents that the page of a value shows at once; of more it shows the newest ``NEWEST``."""

NEWEST = 10
SPLIT = "nam"
"""Remembered of a value whose documents have lists by year."""

TITLES = {"nguoi-ky": "Người ký", "khoa": "Khóa, nhiệm kỳ", "tinh-trang": "Tình trạng hiệu lực"}


class ByRows:
    """One facet: ``values`` gives (value, sort key, bucket, data) of a document."""

    def __init__(
        self, name: str, values: Callable[[Record, DocumentView, Lookup], Iterable[Value]],
        facts: Callable[[Sequence[Kept], Lookup], str] | None = None, intro: str = "", note: str = "",
    ) -> None:  # fmt: skip
        self.name = name
        self._values = values
        self._facts = facts
        self._intro, self._note = intro, note

    def rows(self, record: Record, view: DocumentView, lookup: Lookup) -> Iterator[Row]:
        for value, sort, bucket, data in self._values(record, view, lookup):
            yield Row(f"{self.name}/{value}/{bucket}", sort, data)

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        if not groups:
            return
        every = summary(rows, self.name)
        held = {value.name: value for value in every}
        touched: dict[str, set[str]] = {}
        for group in groups:
            touched.setdefault(group.split("/")[1], set()).add(group)
        for name in sorted(touched):
            value = held.get(name)
            yield from self._buckets(rows, name, value, touched[name], lookup)
            yield self._value(rows, name, value, lookup)
        view = self.view(every)
        content = facet_content(view) if every else None
        yield Page(url=view.url, title=view.title, description=_told(view.title), content=content)

    def view(self, every: Sequence[Summed], limit: int = 0) -> FacetView:
        """The facet with its values; the largest ones only when there is a limit."""
        shown = sorted(every, key=lambda v: -v.total)[:limit] if limit else every
        if self.name != "nguoi-ky":
            shown = sorted(shown, key=lambda v: v.sort)
        entries = tuple(
            Entry(label=v.label, href=f"duyet/{self.name}/{v.name}/index.html", count=v.total)
            for v in shown
        )
        return FacetView(
            url=f"duyet/{self.name}/index.html", title=TITLES[self.name], entries=entries,
            crumbs=(Link(label="Duyệt", href="duyet/index.html"),), intro=self._intro,
        )  # fmt: skip

    def _buckets(
        self, rows: Rows, name: str, value: Summed | None, touched: set[str], lookup: Lookup
    ) -> Iterator[Page]:
        """Lists by year of a value that its own page can't hold whole; all of them when it grew so."""
        split = value is not None and value.total > FEW
        key = f"{self.name}/{name}"
        was = rows.recall(key) == SPLIT
        if not (split or was):
            return
        now = {f"{key}/{bucket}" for bucket in value.buckets} if value else set()
        for group in sorted(touched if split and was else touched | now):
            yield (
                self._bucket(rows, group, lookup)
                if split
                else Page(url=f"duyet/{group}/index.html")
            )
        if split != was:
            rows.remember(key, SPLIT if split else "")

    def _bucket(self, rows: Rows, group: str, lookup: Lookup) -> Page:
        _, name, last = group.split("/")
        url = f"duyet/{group}/index.html"
        kept = rows.group(group)
        if not kept:
            return Page(url=url)
        label, shown = kept[0].sort.rpartition("|")[2], bucket_label(last)
        view = ListView(
            url=url, title=f"{label}, {shown[0].lower()}{shown[1:]}",
            rows=tuple(lookup.line(i) for i in _newest(kept, lookup.facts)),
            crumbs=(*self._crumbs(), Link(label=label, href=f"duyet/{self.name}/{name}/index.html")),
        )  # fmt: skip
        return Page(
            url=url, title=view.title, description=_told(view.title), content=list_content(view)
        )

    def _value(self, rows: Rows, name: str, value: Summed | None, lookup: Lookup) -> Page:
        url = f"duyet/{self.name}/{name}/index.html"
        if value is None:
            return Page(url=url)
        kept = self._kept(rows, value)
        newest = _newest(kept, lookup.facts)
        whole = value.total <= FEW
        facts = self._facts(kept, lookup) if self._facts else ""
        view = FacetView(
            url=url, title=value.label, crumbs=self._crumbs(), years=value.years(self.name, whole=whole),
            entries=() if whole else value.entries(self.name), facts=facts,
            rows=tuple(lookup.line(i) for i in newest[: FEW if whole else NEWEST]),
            rows_title="Tất cả văn bản" if whole else "Văn bản mới nhất",
            intro=f"{value.total} văn bản.", note=self._note,
        )  # fmt: skip
        return Page(
            url=url, title=view.title, description=_told(view.title), content=facet_content(view)
        )

    def _kept(self, rows: Rows, value: Summed) -> list[Kept]:
        """Rows of the latest buckets, as many as the page of the value shows or tells of."""
        out: list[Kept] = []
        for bucket, _ in sorted(value.buckets.items(), key=_latest_first):
            out += rows.group(f"{self.name}/{value.name}/{bucket}")
            if value.total > FEW and len(out) >= NEWEST and not self._facts:
                break
        return out

    def _crumbs(self) -> tuple[Link, ...]:
        return (
            Link(label="Duyệt", href="duyet/index.html"),
            Link(label=TITLES[self.name], href=f"duyet/{self.name}/index.html"),
        )


Value = tuple[str, str, str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summed:
    """A value with the number of rows of each of its buckets."""

    name: str
    sort: str
    buckets: dict[str, int]

    @property
    def label(self) -> str:
        return self.sort.rpartition("|")[2]

    @property
    def total(self) -> int:
        return sum(self.buckets.values())

    def entries(self, facet: str) -> tuple[Entry, ...]:
        """Its buckets, the latest first."""
        return tuple(
            Entry(label=bucket_label(b), href=f"duyet/{facet}/{self.name}/{b}/index.html", count=n)
            for b, n in sorted(self.buckets.items(), key=_latest_first)
        )

    def years(self, facet: str, *, whole: bool) -> tuple[Entry, ...]:
        """Documents a year for the small chart; a bar leads to the year or its first month, on
        a page that holds them all to the list there."""
        found: dict[str, tuple[int, str]] = {}
        for bucket, n in sorted(self.buckets.items()):
            if bucket[:4].isdigit():
                count, first = found.get(bucket[:4], (0, bucket))
                found[bucket[:4]] = count + n, first
        page = f"duyet/{facet}/{self.name}"
        return tuple(
            Entry(
                label=year,
                count=n,
                href=f"{page}/index.html#vb-van-ban" if whole else f"{page}/{b}/index.html",
            )
            for year, (n, b) in found.items()
        )


def _latest_first(bucket: tuple[str, int]) -> tuple[int, ...]:
    """By year and month downwards; what has no month behind those of its year, no year last."""
    parts = [int(part) for part in bucket[0].split("-") if part.isdigit()]
    return tuple(-part for part in [*parts, 0, 0][:2])


def summary(rows: Rows, facet: str) -> list[Summed]:
    """Every value of a facet in its order."""
    found: dict[str, tuple[str, dict[str, int]]] = {}
    for group, n, sort in rows.summary(facet):
        _, name, bucket = group.split("/")
        first, buckets = found.setdefault(name, (sort, {}))
        buckets[bucket] = n
        found[name] = min(first, sort), buckets
    made = [Summed(name=name, sort=sort, buckets=b) for name, (sort, b) in found.items()]
    return sorted(made, key=lambda value: value.sort)


def _newest(kept: Iterable[Kept], facts: Facts) -> list[str]:
    return sorted({k.id for k in kept}, key=lambda id_: newest_first(facts.face(id_)))


def _told(title: str) -> str:
    return f"Danh sách văn bản: {title}."


def _signed(record: Record, view: DocumentView, _: Lookup) -> Iterator[Value]:
    for signer in view.meta.nguoi_ky:
        name = " ".join(signer.ten.split())
        value = telex(name)
        if value and signer.ten != CHUA_RO:
            office = (signer.tu_cach, signer.chuc_vu, record.co_quan, record.ngay)
            yield value, f"{_sorting(name)}|{name}", year_of(record), office


@lru_cache(maxsize=20_000)
def _sorting(name: str) -> str:
    """Vietnamese names go by the last word, then the others; a key that compares as text."""
    words = name.split()
    return collating(" ".join([words[-1], *words[:-1]]))


def _termed(record: Record, view: DocumentView, lookup: Lookup) -> Iterator[Value]:
    term = term_of(lookup.facts, record) or _written(record, view.meta.khoa, lookup.facts)
    if term is not None:
        span = f"{term.tu[:4]}–{term.den[:4]}" if term.den else f"từ {term.tu[:4]}"
        label = f"{term_label(lookup.facts, term)} ({span})"
        yield term_value(term), f"{term.day}|{term.tu}|{label}", year_of(record), ()


def _written(record: Record, khoa: str, facts: Facts) -> Term | None:
    """The term a person wrote where the date doesn't tell."""
    series = facts.registry.term_series(record.co_quan) if record.co_quan and khoa else ""
    found = [t for t in facts.registry.terms.get(series, ()) if t.ten == khoa]
    return found[0] if len(found) == 1 else None


def _standing(record: Record, view: DocumentView, _: Lookup) -> Iterator[Value]:
    status = view.validity.status
    year, month = year_of(record), record.ngay[5:7]
    bucket = f"{year}-{month}" if month.isdigit() and year.isdigit() else year
    yield slug(status), f"{ORDER.index(status)}|{STATUS_WORDS[status]}", bucket, ()


BY_ROWS = (
    ByRows("nguoi-ky", _signed, signer_facts, "Xếp theo tên.", "Người trùng họ tên đứng chung một trang."),
    ByRows("khoa", _termed, None, "Văn bản của cấp ủy và của Quốc hội, theo khóa mà ngày ban hành thuộc về."),
    ByRows("tinh-trang", _standing, None, "Theo tình trạng vào ngày dựng kho.", "Tính cho ngày dựng kho; nhãn ở từng văn bản tính lại cho hôm nay."),
)  # fmt: skip
