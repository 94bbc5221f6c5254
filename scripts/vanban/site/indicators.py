"""Targets and results: a page an indicator, over periods and documents, as a table and a small chart.

Indicators come from the block ``chi_tieu`` of the front matter; one that two documents call by the
same name (case and tone placement apart) is one. Numbers are read as Vietnamese writes them; what
can't be read is shown as printed and drawn by nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vanban.fragment import Record
from vanban.graph.deadlines import period_end
from vanban.model import Target
from vanban.site.ledgers import Ledger, entries, page, source
from vanban.site.markup import (
    escape,
    scroll_table,
    thousands,
    up,
)
from vanban.site.surfaces import Kept, Lookup, Page, Row, Rows
from vanban.site.views import DocumentView, Link
from vanban.text import same_name, slug, sort_key

HOME = Link(label="Theo dõi thực hiện", href="theo-doi/index.html")
LEDGER = Ledger(
    "chi-tieu", "Chỉ tiêu và kết quả",
    "Chỉ tiêu nêu trong các văn bản qua từng kỳ: mức kế hoạch, kết quả, tỷ lệ đạt. "
    "Số liệu do văn thư ghi ở «chi_tieu» của từng văn bản.",
    "chỉ tiêu",
)  # fmt: skip
STEP, HEIGHT, BASE, LEFT = 104, 220, 165, 8
"""Room of a period, height of a chart, its ground line and its left edge, in pixels."""

PERIODS = 12
"""Periods a chart has room for: the latest."""

_NUMBER = re.compile(r"\s*[+-]?\s*(\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d+\.\d{1,2}(?!\d)|\d+(?:,\d+)?)")


class Point(NamedTuple):
    """One period in a chart: planned and achieved, None where unknown."""

    ky: str
    planned: float | None
    achieved: float | None


class Indicators:
    """Groups are indicators; a row is one document's figure for one period."""

    name = LEDGER.name

    def rows(self, record: Record, view: DocumentView, _: Lookup) -> Iterator[Row]:
        for n, target in enumerate(view.meta.chi_tieu):
            name = slug(same_name(target.ten), 70)
            if name:
                yield Row(
                    f"{self.name}/{name}",
                    f"{_when(target, record)}|{record.id}|{n:03d}",
                    _data(target),
                )

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        for group in groups:
            yield _page(group, rows.group(group), lookup)
        if groups:
            yield _index(rows)


def _when(target: Target, record: Record) -> str:
    """What periods are ordered by: their last day, else the document's."""
    return period_end(target.ky) or record.ngay


def _data(target: Target) -> tuple[str, ...]:
    return (target.ten, target.ky, target.don_vi, target.ke_hoach, target.dat, target.ty_le)


def number_of(text: str) -> float | None:
    """``2.200 (cả năm)`` → 2200.0, ``92,4`` → 92.4; None when no number begins the text."""
    m = _NUMBER.match(text)
    if m is None:
        return None
    digits = m[1].replace(" ", "")
    if re.fullmatch(r"\d+\.\d{1,2}", digits):
        return float(digits)
    return float(digits.replace(".", "").replace(",", "."))


def achieved_of(target: Sequence[str]) -> float | None:
    """What was achieved, worked out from the share where only that is told."""
    _, _, _, plan, got, share = target
    value = number_of(got)
    if value is not None:
        return value
    planned, part = number_of(plan), number_of(share)
    return round(planned * part / 100, 2) if planned is not None and part is not None else None


def _page(group: str, kept: Sequence[Kept], lookup: Lookup) -> Page:
    url = f"theo-doi/{group}/index.html"
    if not kept:
        return Page(url=url)
    root = up(url)
    title = kept[-1].data[0]
    units = sorted({row.data[2] for row in kept if row.data[2]})
    points = points_of(kept)
    chart = chart_svg(title, ", ".join(units), points[-PERIODS:])
    head = ("Kỳ", "Kế hoạch", "Kết quả", "Tỷ lệ", "Đơn vị", "Văn bản")
    table = scroll_table(title, head, (_cells(row, lookup, root) for row in kept))
    return page(
        url, title, f"{chart}{table}", trail=(HOME, Link(label=LEDGER.title, href="theo-doi/chi-tieu/index.html")),
        count=f"{thousands(len(kept))} số liệu", searchable=False,
    )  # fmt: skip


def _cells(row: Kept, lookup: Lookup, root: str) -> tuple[str, ...]:
    _, ky, unit, plan, got, share = row.data
    if not got and (worked := achieved_of(row.data)) is not None:
        got = f"{shown_number(worked)} (tính từ tỷ lệ)"
    told = source(lookup.line(row.id), root, "vb-chi-tieu")
    return (escape(ky), escape(plan), escape(got), escape(share), escape(unit), told)


def shown_number(value: float) -> str:
    """``2200.0`` → ``2.200``, ``92.4`` → ``92,4``."""
    whole, _, part = f"{value:.2f}".partition(".")
    part = part.rstrip("0")
    return f"{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")


def points_of(kept: Sequence[Kept]) -> list[Point]:
    """One point a period, in order; of several documents the latest that tells a figure."""
    found: dict[str, Point] = {}
    for row in kept:
        ky = row.data[1] or "…"
        was = found.get(ky, Point(ky, None, None))
        plan, got = number_of(row.data[3]), achieved_of(row.data)
        found[ky] = Point(
            ky, was.planned if plan is None else plan, was.achieved if got is None else got
        )
    return list(found.values())


def chart_svg(title: str, unit: str, points: Sequence[Point]) -> str:
    """Planned and achieved side by side for each period; '' when there is nothing to draw.

    Shapes carry their place as attributes, colours come from the style sheet: no style attributes.
    """
    values = [v for p in points for v in (p.planned, p.achieved) if v is not None]
    if not values or max(values) <= 0:
        return ""
    width = LEFT + STEP * len(points)
    scale = (BASE - 30) / max(values)
    bars = "".join(_bars(p, LEFT + n * STEP, scale) for n, p in enumerate(points))
    name = f"{title}{f' ({unit})' if unit else ''}: kế hoạch và kết quả theo kỳ"
    return (
        f'<figure class="vb-bieu"><div role="region" aria-label="Biểu đồ" tabindex="0">'
        f'<svg viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" role="img" aria-label="{escape(name)}">'
        f'<line class="vb-bieu__nen" x1="0" y1="{BASE}" x2="{width}" y2="{BASE}"/>{bars}</svg></div>'
        '<figcaption><span class="vb-bieu__o vb-bieu__o--ke-hoach"></span> Kế hoạch '
        '<span class="vb-bieu__o vb-bieu__o--dat"></span> Kết quả</figcaption></figure>'
    )


def _bars(point: Point, left: int, scale: float) -> str:
    width = 36.0
    middle = left + STEP / 2
    out = ""
    for value, kind, x in (
        (point.planned, "ke-hoach", middle - width - 1), (point.achieved, "dat", middle + 1),
    ):  # fmt: skip
        if value is not None:
            high = max(1.0, value * scale)
            out += (
                f'<rect class="vb-bieu__cot vb-bieu__cot--{kind}" x="{x:.1f}" y="{BASE - high:.1f}" width="{width:.1f}" height="{high:.1f}"/>'
                f'<text class="vb-bieu__so" x="{x + width / 2:.1f}" y="{BASE - high - 5:.1f}" text-anchor="middle">{shown_number(value)}</text>'
            )
    lines = _wrapped(point.ky, 15)
    label = "".join(
        f'<text class="vb-bieu__nhan" x="{middle:.1f}" y="{BASE + 16 + 13 * n}" text-anchor="middle">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return out + label


def _wrapped(text: str, size: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= size:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:3]


def _index(rows: Rows) -> Page:
    url = "theo-doi/chi-tieu/index.html"
    found = [
        (rows.group(group)[-1].data[0], f"theo-doi/{group}/index.html", n)
        for group, n in rows.groups(LEDGER.name)
    ]
    if not found:
        return Page(url=url)
    found.sort(key=lambda entry: sort_key(entry[0]))
    return page(
        url, LEDGER.title, entries(found, up(url)), trail=(HOME,), about=LEDGER.about,
        count=f"{thousands(len(found))} {LEDGER.unit}", searchable=False,
    )  # fmt: skip
