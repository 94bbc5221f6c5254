"""The calendar of duties: overdue first, what comes, what was done; pages by year and ``.ics`` files.

The overview is made for the day of the build and its script counts again for today; pages of years
and files of calendars don't depend on the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from itertools import chain

from vanban.citations.pinpoint import label_of
from vanban.export.addresses import absolute
from vanban.followed import Reader
from vanban.fragment import Record
from vanban.site.duties import AGAIN, DONE, KINDS, NAME, OF, ONCE, UNKNOWN, rows_of
from vanban.site.duty_items import SECTIONS, Shown, again_item, item_html, shown_of, state_words
from vanban.site.ics import Event, calendar
from vanban.site.ledgers import Paged, entries, filter_box, items_of, page
from vanban.site.markup import (
    document_name,
    escape,
    shown_date,
    thousands,
    up,
)
from vanban.site.surfaces import File, Lookup, Page, Row, Rows
from vanban.site.views import DocumentView, Link

HOME = Link(label="Theo dõi thực hiện", href="theo-doi/index.html")
FEED = "theo-doi/lich.ics"
AHEAD = 366
"""Days the overview looks ahead."""

FEED_ROOM = 600
"""Duties the calendar of all years looks through, the latest years first."""

ROOM = 240
"""Duties the overview looks through, from next year backwards; earlier years have their own pages."""

SHOWN = 60
"""Duties in one section of the overview."""


class Calendar:
    """Duties with what was done about them."""

    name = NAME

    def __init__(self, reader: Reader, site_url: str = "") -> None:
        self.reader = reader
        self.site_url = site_url

    def rows(self, record: Record, view: DocumentView, lookup: Lookup) -> Iterator[Row]:
        return rows_of(record, view, lookup, self.reader)

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page | File]:
        years = {g.rpartition("/")[2] for g in groups if g.startswith(f"{ONCE}/")}
        for group in groups:
            if group.startswith((f"{DONE}/", f"{OF}/")):
                about = group.split("/", 2)[2]
                years.update(year for year, _ in rows.keys(f"{OF}/{about}"))
        for year in sorted(years):
            yield from self._year(year, rows, lookup)
        if any(g.startswith(f"{AGAIN}/") for g in groups):
            yield from self._again(rows, groups, lookup)
        if years:
            yield self._file(
                FEED, "Việc cần sơ kết, tổng kết, kiểm tra, báo cáo", _coming(rows, lookup), lookup
            )
        yield overview(rows, lookup)

    def _year(self, year: str, rows: Rows, lookup: Lookup) -> Iterator[Page | File]:
        url = f"theo-doi/nam/{year}/index.html"
        found = shown_in(year, rows, lookup)
        if not found:
            yield Page(url=url)
            yield File(url=f"theo-doi/nam/{year}/lich.ics")
            return
        root = up(url)
        title = "Việc chưa rõ hạn" if year == UNKNOWN else f"Việc đến hạn trong năm {year}"
        links = (
            ""
            if year == UNKNOWN
            else _subscribe(f"nam/{year}/lich.ics", f"{root}theo-doi/nam/{year}/lich.ics")
        )
        sure = sum(bool(one.item.xong) for one in found)
        likely = sum(one.state == "xong" for one in found) - sure
        yield page(
            url, title, links + items_of(item_html(one, lookup, root) for one in found), trail=(HOME,),
            count=f"{thousands(len(found))} việc, {thousands(sure)} việc đã làm, {thousands(likely)} việc có lẽ đã làm",
        )  # fmt: skip
        yield self._file(f"theo-doi/nam/{year}/lich.ics", title, found, lookup)

    def _file(self, url: str, name: str, found: Iterable[Shown], lookup: Lookup) -> File:
        events = (event for one in found for event in _events(one, lookup, self.site_url))
        return File(url=url, data=calendar(name, events))

    def _again(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        paged = Paged(
            prefix=AGAIN, title="Việc định kỳ", unit="việc", trail=(HOME,), folder="theo-doi/dinh-ky",
            about="Sơ kết, tổng kết, kiểm tra, báo cáo mà văn bản yêu cầu làm hằng tháng, hằng quý, hằng năm… Xếp theo ngày phải nộp trong năm.",
            body=lambda kept, root: items_of(again_item(row, lookup, root) for row in kept),
        )  # fmt: skip
        yield from paged.pages(rows, groups)


def shown_in(year: str, rows: Rows, lookup: Lookup) -> list[Shown]:
    """The duties of one year with their states, by day."""
    return [shown_of(row, rows, lookup) for row in rows.group(f"{ONCE}/{year}")]


def _years(rows: Rows) -> list[tuple[str, int]]:
    """Years with duties, the latest first."""
    found = [(g.rpartition("/")[2], n) for g, n in rows.groups(ONCE)]
    return sorted((item for item in found if item[0] != UNKNOWN), reverse=True)


def _near(rows: Rows, lookup: Lookup) -> list[Shown]:
    """Duties of next year and of those before it, as many as the overview looks through."""
    last = str(int(lookup.facts.on[:4]) + 1)
    out: list[Shown] = []
    for year, n in _years(rows):
        if year > last:
            continue
        if out and len(out) + n > ROOM:
            break
        out += shown_in(year, rows, lookup)
    return out


def due_now(rows: Rows, lookup: Lookup, limit: int) -> tuple[tuple[Shown, ...], tuple[Shown, ...]]:
    """(overdue, due within a year) on the day of the build: latest day first, soonest day first."""
    on = lookup.facts.on
    soon = (date.fromisoformat(on) + timedelta(days=AHEAD)).isoformat()
    still = [one for one in _near(rows, lookup) if one.state in ("cho", "dang")]
    over = sorted((one for one in still if one.item.due < on), key=_by_day, reverse=True)
    coming = sorted((one for one in still if on <= one.item.due <= soon), key=_by_day)
    return tuple(over[:limit]), tuple(coming[:limit])


def _by_day(one: Shown) -> tuple[str, str, str]:
    return one.item.due, one.id, one.item.text


def due_html(rows: Rows, lookup: Lookup, root: str, limit: int = 5) -> str:
    """What the home page says of duties: the next and the overdue ones, '' when there are none."""
    over, coming = due_now(rows, lookup, limit)
    found = sorted(chain(over[: max(1, limit - len(coming))], coming), key=_by_day)[:limit]
    if not found:
        return ""
    items = "".join(f"<li>{item_html(one, lookup, root, short=True)}</li>" for one in found)
    return (
        f'<h2 id="vb-den-han">Việc đến hạn</h2><ul class="vb-so-tay vb-han-ds">{items}</ul>'
        f'<p><a href="{root}{HOME.href}">Theo dõi thực hiện</a></p>'
    )


def overview(rows: Rows, lookup: Lookup) -> Page:
    """``theo-doi/index.html``: sections for the day of the build, and the ways on."""
    url = HOME.href
    root = up(url)
    years, again = _years(rows), sum(n for _, n in rows.groups(AGAIN))
    ways = _ways(rows, years, again, root)
    over, coming = due_now(rows, lookup, SHOWN)
    parts = "".join(
        _section(name, title, found, lookup, root)
        for (name, title), found in zip(SECTIONS, (over, coming), strict=True)
    )
    feed = _subscribe("lich.ics", f"{root}{FEED}") if years else ""
    body = f'{filter_box()}<div class="vb-han-muc" data-vb-han>{parts}</div>{ways}{feed}'
    return page(
        url, HOME.label, body, trail=(), searchable=False,
        about="Sơ kết, tổng kết, kiểm tra, báo cáo mà văn bản yêu cầu: việc quá hạn, việc sắp đến hạn, việc đã làm hay có lẽ đã làm. "
        "Hạn đọc từ lời văn, hoặc do văn thư ghi ở «nhiem_vu»; bấm vào điều khoản để xem câu gốc.",
    )  # fmt: skip


def _section(name: str, title: str, found: Sequence[Shown], lookup: Lookup, root: str) -> str:
    items = "".join(f"<li>{item_html(one, lookup, root)}</li>" for one in found)
    none = "" if found else '<p class="vb-so__noi">Không có việc nào.</p>'
    return (
        f'<section class="vb-han-phan" data-phan="{name}"><h2 id="vb-{name}">{title} '
        f'<span class="vb-so__dem">{len(found)}</span></h2>{none}'
        f'<ol class="vb-so-tay" data-vb-loc>{items}</ol></section>'
    )


def _ways(rows: Rows, years: Sequence[tuple[str, int]], again: int, root: str) -> str:
    by_year = entries(((f"Năm {y}", f"theo-doi/nam/{y}/index.html", n) for y, n in years), root)
    out = f'<h2 id="vb-nam">Theo năm đến hạn</h2>{by_year}' if by_year else ""
    others = [("Việc định kỳ", "theo-doi/dinh-ky/index.html", again)] if again else []
    unknown = dict(rows.groups(ONCE)).get(f"{ONCE}/{UNKNOWN}", 0)
    others += (
        [("Việc chưa rõ hạn", f"theo-doi/nam/{UNKNOWN}/index.html", unknown)] if unknown else []
    )
    chains = len({g for g, _ in rows.groups("chuoi/goc")})
    others += [("Chuỗi triển khai", "theo-doi/chuoi/index.html", chains)] if chains else []
    indicators = len(rows.groups("chi-tieu"))
    others += (
        [("Chỉ tiêu và kết quả", "theo-doi/chi-tieu/index.html", indicators)] if indicators else []
    )
    return out + (f'<h2 id="vb-khac">Xem thêm</h2>{entries(others, root)}' if others else "")


def _subscribe(name: str, href: str) -> str:
    return (
        f'<p class="vb-so__noi"><a href="{href}" download>Tải lịch ({escape(name.rpartition("/")[2])})</a>: '
        "mở bằng Outlook, Google Calendar, lịch trên điện thoại.</p>"
    )


def _coming(rows: Rows, lookup: Lookup) -> list[Shown]:
    """Duties still to do, of the latest years: those that were missed too."""
    years: list[str] = []
    total = 0
    for year, n in _years(rows):
        if years and total + n > FEED_ROOM:
            break
        years.append(year)
        total += n
    found = (one for year in reversed(years) for one in shown_in(year, rows, lookup))
    return [one for one in found if one.state in ("cho", "dang")]


def _events(one: Shown, lookup: Lookup, site_url: str) -> Iterator[Event]:
    item, line = one.item, lookup.line(one.id)
    if len(item.due) != 10:
        return
    about = lookup.line(item.about)
    name = document_name(about.loai, about.so_hieu)
    what = item.text if item.stated else item.anchor
    mark = blake2b("|".join((one.id, item.kind, what, item.due)).encode(), digest_size=8)
    clause = "" if item.stated else label_of(item.anchor)
    told = f"{document_name(line.loai, line.so_hieu)}{f', {clause}' if clause else ''}: {item.text}"
    stamp = line.ngay if len(line.ngay) == 10 else "1970-01-01"
    done = f" ({state_words(one).lower()})" if one.state == "xong" else ""
    address = absolute(site_url, f"vb/{one.id}/index.html")
    yield Event(
        uid=f"{mark.hexdigest()}@van-ban", day=item.due, stamp=stamp,
        summary=f"{KINDS[item.kind]}: {name}{done}", description=f"{told}\nHạn: {shown_date(item.due)}",
        category=KINDS[item.kind], done=bool(item.xong),
        url=f"{address}#{item.anchor}" if address and item.anchor else address,
    )  # fmt: skip
