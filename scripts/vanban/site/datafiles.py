"""What lies in ``du-lieu/``: tables and JSON by year, their index and page, maps for engines.

A document gives one row, its line in the table and the JSON beside its page; a change rewrites the files of its
year. The whole table in one file is there while the archive is small; beyond that
``vanban export`` makes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from vanban.export.addresses import absolute, lasting_id
from vanban.export.columns import COLUMNS
from vanban.export.gathering import Gathered
from vanban.export.maps import index_bytes, map_bytes, parts
from vanban.export.table import BOM, HEAD, document_line
from vanban.export.values import summary
from vanban.facts import UNKNOWN_YEAR, year_of
from vanban.fragment import Record
from vanban.site.assemble import Assembler
from vanban.site.markup import escape, scroll_table, shown_date, up
from vanban.site.record import record_json
from vanban.site.surfaces import File, Kept, Lookup, Page, Row, Rows
from vanban.site.views import DocumentView

NAME = "du-lieu"
WHOLE = 3_000
"""Up to this many documents the table also lies there in one file."""

PAGES_MAP = "so-do-trang.xml"
"""Made by the theme's template of that name: the hand-written pages."""

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


class DataFiles:
    """The surface (``surfaces.Surface``) of ``du-lieu/``; without ``site_url`` there are no maps."""

    name = NAME

    def __init__(self, site_url: str, muc: str, on: str) -> None:
        self.site_url = site_url
        self.muc = muc
        self.on = on
        self.beside = ("", b"")
        """The last document whose page was made, and the JSON that was put beside it."""

    def rows(self, record: Record, view: DocumentView, lookup: Lookup) -> Iterator[Row]:
        line = document_line(summary(record, view.meta, lookup.facts))
        held, beside = self.beside
        data = (line.encode(), beside if held == view.id else record_json(view))
        yield Row(f"{NAME}/{year_of(record)}", "", data)

    def pages(self, rows: Rows, groups: Sequence[str], _: Lookup) -> Iterator[Page | File]:
        lines: dict[str, bytes] = {}
        for group in groups:
            kept = rows.group(group)
            lines[group] = b"".join(k.data[0] for k in kept)
            yield from self._year(group, kept, lines[group])
        latest = sorted(
            rows.groups(NAME), key=lambda row: (UNKNOWN_YEAR not in row[0], row[0]), reverse=True
        )
        if groups:
            yield _table(rows, latest, lines)
        years = {group.removeprefix(f"{NAME}/"): count for group, count in latest}
        yield File(url=INDEX, data=_json(self._index(years)))
        yield File(url=DATASET, data=_json(self._dataset(years)))
        yield self._page(years)

    def _year(self, group: str, kept: list[Kept], lines: bytes) -> Iterator[File]:
        year = group.removeprefix(f"{NAME}/")
        if not kept:
            yield from (File(url=name) for name in _files(year))
        else:
            table, whole = _files(year)
            yield File(url=table, data=_HEAD + lines)
            yield File(url=whole, data=b"".join(k.data[1] for k in kept))
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
        for group, count in rows.groups(NAME):
            year = group.removeprefix(f"{NAME}/")
            maps += [_map(year, n) for n, _ in enumerate(parts(range(count)))]
        return index_bytes(absolute(self.site_url, name) for name in maps)

    def _index(self, years: dict[str, int]) -> dict[str, object]:
        total = sum(years.values())
        whole = {"ca_kho": TABLE} if _in_one(total) else {}
        return {
            "tinh_den": self.on, "luu_hanh": self.muc, "tong": total, **whole, "moi": NEW,
            "cot": [{"ten": c.name, "nghia": c.told} for c in COLUMNS],
            "phan": [
                {"nam": "" if year == UNKNOWN_YEAR else year, "so": count,
                 "csv": _files(year)[0], "jsonl": _files(year)[1]}
                for year, count in years.items()
            ],
        }  # fmt: skip

    def _dataset(self, years: dict[str, int]) -> dict[str, object]:
        """The set as schema.org describes one (``Dataset``, ``DataDownload``)."""
        files = [(name, _MEDIA[name.rpartition(".")[2]]) for y in years for name in _files(y)]
        return {
            "@context": "https://schema.org", "@type": "Dataset",
            "@id": lasting_id(self.site_url, f"{NAME}/index.html"),
            "name": "Kho văn bản", "inLanguage": "vi", "dateModified": self.on,
            "description": f"{sum(years.values())} văn bản: thuộc tính, hiệu lực, quan hệ, dẫn chiếu.",
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": media,
                 "contentUrl": absolute(self.site_url, name) or f"../{name}"}
                for name, media in files
            ],
        }  # fmt: skip

    def _page(self, years: dict[str, int]) -> Page:
        url = f"{NAME}/index.html"
        root, total = up(url), sum(years.values())
        whole = f'<li><a href="{root}{TABLE}" download>Cả kho trong một bảng (CSV)</a></li>'
        rows = ((_shown(year), str(count), *_links(year, root)) for year, count in years.items())
        by_year = scroll_table("Dữ liệu theo năm", ("Năm", "Văn bản", "Bảng", "JSON"), rows)
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
        about = "Tải dữ liệu của kho: CSV và JSON theo năm, nguồn tin Atom."
        return Page(url=url, title=_TITLE, description=about, content=content.encode())


_MEDIA = {"csv": "text/csv", "jsonl": "application/jsonl"}


def _files(year: str) -> tuple[str, str]:
    return f"{NAME}/van-ban/{year}.csv", f"{NAME}/van-ban/{year}.jsonl"


def _map(year: str, n: int) -> str:
    """Maps lie above what they list: a map speaks only for its folder (sitemaps.org)."""
    return f"vb/so-do-{year}{f'-{n + 1}' if n else ''}.xml"


def _in_one(total: int) -> bool:
    """Whether a table of all is there: none of nothing, none of very many."""
    return 0 < total <= WHOLE


def _table(rows: Rows, held: Sequence[tuple[str, int]], lines: dict[str, bytes]) -> File:
    """The whole table; ``lines`` are those of years already read."""
    if not _in_one(sum(count for _, count in held)):
        return File(url=TABLE)
    for group, _ in held:
        if group not in lines:
            lines[group] = b"".join(kept.data[0] for kept in rows.group(group))
    return File(url=TABLE, data=_HEAD + b"".join(lines[group] for group, _ in held))


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _shown(year: str) -> str:
    return "Chưa rõ" if year == UNKNOWN_YEAR else year


def _links(year: str, root: str) -> tuple[str, ...]:
    shown = escape(_shown(year))
    return tuple(
        f'<a href="{root}{name}" download aria-label="{kind} năm {shown}">{kind}</a>'
        for name, kind in zip(_files(year), ("CSV", "JSON Lines"), strict=True)
    )
