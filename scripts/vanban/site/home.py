"""What the home page says of the archive, below its search box: new, soon, due, held, how current."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanban.model import STATUS_WORDS, Status
from vanban.site.calendar import due_html
from vanban.site.facets import ORDER, summary
from vanban.site.lists import facet_cards, year_chart
from vanban.site.markup import document_row, escape, shown_date, thousands
from vanban.site.soon import DAYS, KINDS, URL, soon_item, until
from vanban.site.soon import NAME as SOON
from vanban.site.surfaces import Lookup, Rows
from vanban.site.views import BrowseIndexView, DocLine, FacetView
from vanban.text import slug

NEW = "duyet/moi/index.html"
SHOWN = 5
NEWEST = 8
CARD = 6
"""Values in the card of a facet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """``soon`` are (kind, day, document) in the order of the days; ``due`` is HTML or ''.

    ``statuses`` are documents by status with the key of their list; ``links`` counts the places
    where one held document cites another; ``on`` is the day of the build.
    """

    index: BrowseIndexView
    on: str
    soon: tuple[tuple[str, str, DocLine], ...] = ()
    due: str = ""
    statuses: tuple[tuple[Status, str, int], ...] = ()
    bodies: int = 0
    links: int = 0


def home_view(index: BrowseIndexView, bodies: int, rows: Rows, lookup: Lookup) -> HomeView:
    """Everything the page says, looked up on the day of the build."""
    on = lookup.facts.on
    near = sorted(
        (row.sort, kind, row.id)
        for kind in KINDS
        for row in rows.group(f"{SOON}/{kind}")
        if row.sort <= until(on)
    )
    words = {slug(status): status for status in ORDER}
    return HomeView(
        index=index, on=on,
        soon=tuple((kind, day, lookup.line(id_)) for day, kind, id_ in near[:SHOWN]),
        due=due_html(rows, lookup, ""),
        statuses=tuple((words[v.name], v.name, v.total) for v in summary(rows, "tinh-trang")),
        bodies=bodies,
        links=rows.state.rows("select count(*) from edge")[0][0],
    )  # fmt: skip


def home_content(view: HomeView) -> bytes:
    """Order: figures and their picture, what is new beside what changes and is due, ways to browse."""
    return (
        f'<div class="vb-duyet vb-nha">{_figures(view)}<div class="vb-nha__hai">{_new(view.index)}'
        f'<div class="vb-nha__ben">{_soon(view)}{_due(view)}</div></div>{_held(view)}'
        f'<h2 id="vb-duyet">Duyệt theo</h2>{facet_cards(_short(view.index.facets), "")}{_currency(view)}</div>'
    ).encode()


def _short(facets: Sequence[FacetView]) -> tuple[FacetView, ...]:
    """Six lines of each; the statuses stand above already."""
    return tuple(
        replace(facet, entries=facet.entries[:CARD])
        for facet in facets
        if not facet.url.startswith("duyet/tinh-trang/")
    )


def _figures(view: HomeView) -> str:
    force = sum(n for status, _, n in view.statuses if status in ("con", "het_mot_phan"))
    years = [entry.label for entry in view.index.years]
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(years)
    cells = (
        (thousands(view.index.total), "văn bản", "duyet/index.html"),
        (thousands(force), "còn hiệu lực", "duyet/tinh-trang/index.html"),
        (thousands(view.bodies), "cơ quan ban hành", "duyet/co-quan/index.html"),
        (thousands(view.links), "dẫn chiếu đã nối", "so-tay/index.html"),
        (span, "năm ban hành", "duyet/nam/index.html"),
    )
    items = "".join(
        f'<li><a href="{href}"><b>{escape(number)}</b> <span>{word}</span></a></li>'
        for number, word, href in cells
        if number not in ("", "0")
    )
    return f'<ul class="vb-so-lieu" aria-label="Kho đang giữ">{items}</ul>'


def _new(view: BrowseIndexView) -> str:
    if not view.newest:
        return ""
    rows = "".join(f"<li>{document_row(line, '')}</li>" for line in view.newest[:NEWEST])
    return (
        f'<section class="vb-nha__moi"><h2 id="vb-moi">Mới ban hành</h2><ul class="vb-ds">{rows}</ul>'
        f'<p class="vb-nha__het"><a href="{NEW}">Xem các văn bản mới</a></p></section>'
    )


def _soon(view: HomeView) -> str:
    """The next changes of status; the script takes away those whose day has passed."""
    items = "".join(
        soon_item(line, day, KINDS[kind][1], "") for kind, day, line in view.soon[:SHOWN]
    )
    inner = f'<ul class="vb-ds vb-sap__gan">{items}</ul>' if items else ""
    empty = f'<p class="vb-trong"{" hidden" if items else ""}>Trong {DAYS} ngày tới kho không thấy văn bản nào bắt đầu hoặc hết hiệu lực.</p>'
    return (
        f'<section class="vb-sap" data-ngay="{view.on}" data-so="{DAYS}"><h2 id="vb-sap">Sắp đổi hiệu lực</h2>{empty}{inner}'
        f'<p class="vb-nha__het"><a href="{URL}">Xem {DAYS} ngày tới</a></p></section>'
    )


def _due(view: HomeView) -> str:
    return f'<section class="vb-nha__han">{view.due}</section>' if view.due else ""


def _held(view: HomeView) -> str:
    chart = year_chart(view.index.years, "")
    strip = _strip(view.statuses)
    if not (chart or strip):
        return ""
    return f'<section class="vb-nha__tranh"><h2 id="vb-kho-giu">Kho đang giữ</h2>{strip}{chart}</section>'


def _strip(statuses: Sequence[tuple[Status, str, int]]) -> str:
    """Shares of the statuses as one bar, named and linked below it: not by colour alone."""
    total = sum(n for _, _, n in statuses)
    if not total:
        return ""
    x, rects = 0.0, []
    for status, _, n in statuses:
        width = 1000 * n / total
        rects.append(
            f'<rect class="vb-dai--{status}" x="{x:.1f}" width="{width:.1f}" height="14"/>'
        )
        x += width
    links = "".join(
        f'<li><a href="duyet/tinh-trang/{key}/index.html"><span class="vb-hl vb-hl--{status}">{STATUS_WORDS[status]}</span> <b>{thousands(n)}</b></a></li>'
        for status, key, n in statuses
    )
    return (
        f'<svg class="vb-dai" viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true">{"".join(rects)}</svg>'
        f'<ul class="vb-dai__chu">{links}</ul>'
    )


def _currency(view: HomeView) -> str:
    return (
        f'<p class="vb-nha__den">Kho cập nhật đến hết ngày <b>{shown_date(view.on)}</b>; tình trạng hiệu lực tính lại cho hôm nay'
        ' khi mở trang. <span id="vb-ban-dung"></span> <a href="gioi-thieu.html">Kho này là gì</a></p>'
    )
