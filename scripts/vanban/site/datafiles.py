"""What lies in ``du-lieu/``: tables by year, JSON by month, their index and page, maps for engines.

A document gives two rows: its line in the table of its year, and a print of the JSON beside its page, which
stands in the file of its month. A change rewrites those files: JSON is twenty times as long as a line, and a
year of a large archive would cost more than all else. The whole table in one file is there while the archive is
small; beyond that ``vanban export`` makes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b

from vanban.export.addresses import absolute, lasting_id
from vanban.export.columns import COLUMNS
from vanban.export.gathering import Gathered
from vanban.export.maps import index_bytes, map_bytes, parts
from vanban.export.table import BOM, HEAD, document_line
from vanban.export.values import summary
from vanban.facts import UNKNOWN_YEAR, year_of
from vanban.fragment import Record
from vanban.site.assemble import Assembler
from vanban.site.ledgers import month_of, year_words
from vanban.site.markup import escape, scroll_table, shown_date, up
from vanban.site.record import record_json
from vanban.site.surfaces import File, Kept, Lookup, Page, Row, Rows
from vanban.site.views import DocumentView

NAME = "du-lieu"
WHOLE = 3_000
"""Up to this many documents the table also lies there in one file."""

PAGES_MAP = "so-do-trang.xml"
"""Made by the theme's template of that name: the hand-written pages."""

LINES, WHOLES = f"{NAME}/bang", f"{NAME}/ban"
"""Groups: ``bang/<year>`` lines of the table, ``ban/<month>`` prints of the JSON."""

INDEX = f"{NAME}/kho.json"
DATASET = f"{NAME}/kho.jsonld"
TABLE = f"{NAME}/van-ban.csv"
NEW = f"{NAME}/moi.atom"

_LEVELS = {"cong_khai": "công khai", "noi_bo": "nội bộ"}
_TITLE = "Tải dữ liệu"
_HEAD = (BOM + HEAD).encode()


def describer(archive: Gathered) -> Callable[[str], bytes]:
    """What gives the ``van-ban.json`` of each document of an archive read for export."""
    assembler = Assembler(archive.facts, archive.blobs)
    return lambda id_: record_json(assembler.document(id_))


def json_print(data: bytes) -> bytes:
    """What tells whether the JSON beside a page is still the same."""
    return blake2b(data, digest_size=8).digest()


class DataFiles:
    """The surface (``surfaces.Surface``) of ``du-lieu/``; without ``site_url`` there are no maps.

    ``beside_page(id, print)`` gives the JSON that lies beside the page of a document.
    """

    name = NAME

    def __init__(
        self, site_url: str, muc: str, on: str, beside_page: Callable[[str, bytes], bytes]
    ) -> None:
        self.site_url = site_url
        self.muc = muc
        self.on = on
        self.beside_page = beside_page
        self.beside = ("", b"")
        """The last document whose page was made, and the JSON that was put beside it."""

    def rows(self, record: Record, view: DocumentView, lookup: Lookup) -> Iterator[Row]:
        line = document_line(summary(record, view.meta, lookup.facts))
        held, beside = self.beside
        yield Row(f"{LINES}/{year_of(record)}", "", (line.encode(),))
        data = beside if held == view.id else record_json(view)
        yield Row(f"{WHOLES}/{month_of(record)}", "", (json_print(data),))

    def pages(self, rows: Rows, groups: Sequence[str], _: Lookup) -> Iterator[Page | File]:
        lines: dict[str, bytes] = {}
        for group in groups:
            kept, time = rows.group(group), group.rpartition("/")[2]
            if group.startswith(f"{LINES}/"):
                lines[time] = b"".join(k.data[0] for k in kept)
                yield from self._year(time, kept, lines[time])
            else:
                data = b"".join(self.beside_page(k.id, k.data[0]) for k in kept)
                yield File(url=_whole(time), data=data or None)
        years = _by_year(rows)
        if lines:
            yield _table(rows, years, lines)
        yield File(url=INDEX, data=_json(self._index(years)))
        yield File(url=DATASET, data=_json(self._dataset(years)))
        yield self._page(years)

    def _year(self, year: str, kept: list[Kept], lines: bytes) -> Iterator[File]:
        yield File(url=_lines(year), data=_HEAD + lines if kept else None)
        if self.site_url:
            yield from self._maps(year, [f"vb/{k.id}/index.html" for k in kept])

    def _maps(self, year: str, pages: list[str]) -> Iterator[File]:
        made = list(parts([absolute(self.site_url, page) for page in pages]))
        for n, part in enumerate(made):
            yield File(url=_map(year, n), data=map_bytes(part))
        yield File(url=_map(year, len(made)))

    def map_index(self, rows: Rows) -> bytes:
        """``sitemap.xml``: every map of this build; nothing without a site address."""
        if not self.site_url:
            return b""
        maps = [PAGES_MAP]
        for group, count in rows.groups(LINES):
            year = group.rpartition("/")[2]
            maps += [_map(year, n) for n, _ in enumerate(parts(range(count)))]
        return index_bytes(absolute(self.site_url, name) for name in maps)

    def _index(self, years: Years) -> dict[str, object]:
        total = _total(years)
        whole = {"ca_kho": TABLE} if _in_one(total) else {}
        return {
            "tinh_den": self.on, "luu_hanh": self.muc, "tong": total, **whole, "moi": NEW,
            "cot": [{"ten": c.name, "nghia": c.told} for c in COLUMNS],
            "phan": [
                {"nam": "" if year == UNKNOWN_YEAR else year, "so": count,
                 "csv": _lines(year), "jsonl": [_whole(month) for month in months]}
                for year, (count, months) in years.items()
            ],
        }  # fmt: skip

    def _dataset(self, years: Years) -> dict[str, object]:
        """The set as schema.org describes one (``Dataset``, ``DataDownload``)."""
        names = (n for y, (_, months) in years.items() for n in (_lines(y), *map(_whole, months)))
        files = [(name, _MEDIA[name.rpartition(".")[2]]) for name in names]
        return {
            "@context": "https://schema.org", "@type": "Dataset",
            "@id": lasting_id(self.site_url, f"{NAME}/index.html"),
            "name": "Kho văn bản", "inLanguage": "vi", "dateModified": self.on,
            "description": f"{_total(years)} văn bản: thuộc tính, hiệu lực, quan hệ, dẫn chiếu.",
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": media,
                 "contentUrl": absolute(self.site_url, name) or f"../{name}"}
                for name, media in files
            ],
        }  # fmt: skip

    def _page(self, years: Years) -> Page:
        url = f"{NAME}/index.html"
        root, total = up(url), _total(years)
        whole = f'<li><a href="{root}{TABLE}" download>Cả kho trong một bảng (CSV)</a></li>'
        rows = (
            (_shown(year), str(count), _link(_lines(year), "CSV", year_words(year).lower(), root),
             " ".join(_link(_whole(m), _month(m), year_words(m).lower(), root) for m in months))
            for year, (count, months) in years.items()
        )  # fmt: skip
        by_year = scroll_table(
            "Dữ liệu theo năm", ("Năm", "Văn bản", "Bảng", "JSON Lines theo tháng"), rows
        )
        told = ((f"<code>{c.name}</code>", escape(c.told)) for c in COLUMNS)
        columns = scroll_table("Các cột của bảng", ("Cột", "Nghĩa"), told)
        content = (
            f'<div class="vb-duyet"><h1 id="vb-trang">{_TITLE}</h1>'
            f"<p>{total} văn bản ở mức lưu hành {_LEVELS[self.muc]}, tính đến {shown_date(self.on)}.</p>"
            f"<ul>{whole if _in_one(total) else ''}"
            f'<li><a href="{root}{NEW}">Văn bản mới (Atom)</a></li>'
            f'<li><a href="{root}{INDEX}">Mục lục của dữ liệu (JSON)</a></li></ul>'
            f'<h2 id="theo-nam">Theo năm</h2>{by_year}<h2 id="cot">Các cột của bảng</h2>{columns}</div>'
        )
        about = "Tải dữ liệu của kho: CSV theo năm, JSON theo tháng, nguồn tin Atom."
        return Page(url=url, title=_TITLE, description=about, content=content.encode())


_MEDIA = {"csv": "text/csv", "jsonl": "application/jsonl"}


Years = dict[str, tuple[int, list[str]]]
"""Documents of each year, the latest first, the unknown last, and the months that have a file of JSON."""


def _by_year(rows: Rows) -> Years:
    months: dict[str, list[str]] = {}
    for group, _ in rows.groups(WHOLES):
        time = group.rpartition("/")[2]
        months.setdefault(time if time == UNKNOWN_YEAR else time[:4], []).append(time)
    found = [(group.rpartition("/")[2], count) for group, count in rows.groups(LINES)]
    found.sort(key=lambda row: (row[0] != UNKNOWN_YEAR, row[0]), reverse=True)
    return {year: (count, months.get(year, [])) for year, count in found}


def _total(years: Years) -> int:
    return sum(count for count, _ in years.values())


def _lines(year: str) -> str:
    return f"{NAME}/van-ban/{year}.csv"


def _whole(month: str) -> str:
    return f"{NAME}/van-ban/{month}.jsonl"


def _map(year: str, n: int) -> str:
    """Maps lie above what they list: a map speaks only for its folder (sitemaps.org)."""
    return f"vb/so-do-{year}{f'-{n + 1}' if n else ''}.xml"


def _in_one(total: int) -> bool:
    """Whether a table of all is there: none of nothing, none of very many."""
    return 0 < total <= WHOLE


def _table(rows: Rows, years: Years, lines: dict[str, bytes]) -> File:
    """The whole table; ``lines`` are those of years already read."""
    if not _in_one(_total(years)):
        return File(url=TABLE)
    for year in years:
        if year not in lines:
            lines[year] = b"".join(kept.data[0] for kept in rows.group(f"{LINES}/{year}"))
    return File(url=TABLE, data=_HEAD + b"".join(lines[year] for year in years))


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _shown(year: str) -> str:
    return "Chưa rõ" if year == UNKNOWN_YEAR else year


def _month(time: str) -> str:
    """How a month is called beside its year."""
    month = time.partition("-")[2]
    return f"tháng {int(month)}" if month.isdigit() and int(month) else "chưa rõ tháng"


def _link(name: str, label: str, whole: str, root: str) -> str:
    kind = name.rpartition(".")[2].upper()
    return (
        f'<a href="{root}{name}" download aria-label="{label}: {kind} {escape(whole)}">{label}</a>'
    )
