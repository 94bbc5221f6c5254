"""Documents that are cited and that the archive doesn't hold: the most cited first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vanban.citations.narrow import read_number
from vanban.citations.pinpoint import label_of
from vanban.fragment import Record
from vanban.model import Mention
from vanban.site.ledgers import (
    HOME,
    UNKNOWN_YEAR,
    Entry,
    Ledger,
    Paged,
    entries,
    items_of,
    page,
    place,
    source,
)
from vanban.site.markup import (
    escape,
    thousands,
    up,
)
from vanban.site.surfaces import Kept, Lookup, Page, Row, Rows
from vanban.site.views import DocumentView, Link
from vanban.text import same_name, slug, sort_key

LEDGER = Ledger(
    "chua-giu", "Được dẫn mà kho chưa giữ",
    "Văn bản mà các văn bản trong kho dẫn tới nhưng kho chưa có, xếp theo số văn bản dẫn. "
    "Tìm bản gốc rồi nhập vào kho; các dẫn chiếu sẽ tự nối.",
    "lượt văn bản dẫn",
)  # fmt: skip
TOP = 100
"""Documents in a ranking; a year's page has them all."""

SHOWN = 12
"""Citing documents named at each; the rest are counted."""

_LOAI, _NGAY, _SURFACE = map(Mention.__slots__.index, ("loai", "ngay", "surface"))
_OTHER = "Khác"


class NotHeld:
    """Groups are type and year of the document that is missing; a row is one that cites it."""

    name = LEDGER.name

    def __init__(self, *, internal: bool) -> None:
        self.internal = internal

    def rows(self, record: Record, _: DocumentView, lookup: Lookup) -> Iterator[Row]:
        seen: set[tuple[str, str]] = set()
        outcomes = lookup.facts.outcomes(record.id)
        for n, mention in enumerate(record.mentions):
            if outcomes[n][0] != "n":
                continue
            group, key, name = _named(mention, str(outcomes[n][1]), str(outcomes[n][2]))
            if (group, key) not in seen:
                seen.add((group, key))
                yield Row(
                    group,
                    key,
                    (
                        name,
                        str(mention[_LOAI]) or _OTHER,
                        record.lines[n][0],
                        record.sentences[n][4],
                    ),
                )

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        for kind in sorted({group.rpartition("/")[0] for group in groups}):
            yield from self._kind(kind, rows, groups, lookup)
        if groups:
            yield self._index(rows, lookup)

    def _kind(self, kind: str, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        years = rows.groups(kind)
        name = rows.group(years[0][0])[0].data[1] if years else ""
        paged = Paged(
            prefix=kind, title=f"{name} chưa có trong kho", unit="văn bản", trail=_trail(),
            about=LEDGER.about, count=lambda kept: len({row.sort for row in kept}),
            body=lambda kept, root: self._list(kept, lookup, root),
        )  # fmt: skip
        ranked = f'<h2 id="vb-nhieu">Được dẫn nhiều nhất</h2>{self._ranking(rows, kind, lookup, up(paged.url))}<h2 id="vb-nam">Theo năm</h2>'
        yield from paged.pages(rows, groups, ranked if years else "")

    def _list(self, kept: Sequence[Kept], lookup: Lookup, root: str) -> str:
        found: dict[str, list[Kept]] = {}
        for row in kept:
            found.setdefault(row.sort, []).append(row)
        order = sorted(found.values(), key=lambda k: (-len(k), sort_key(k[0].data[0])))
        return items_of(self._item(k, len(k), lookup, root) for k in order)

    def _index(self, rows: Rows, lookup: Lookup) -> Page:
        url = LEDGER.link.href
        kinds: dict[str, int] = {}
        for group, n in rows.groups(self.name):
            kind = group.rpartition("/")[0]
            kinds[kind] = kinds.get(kind, 0) + n
        if not kinds:
            return Page(url=url)
        found: list[Entry] = [
            (rows.group(rows.groups(kind)[0][0])[0].data[1], f"so-tay/{kind}/index.html", n)
            for kind, n in kinds.items()
        ]
        found.sort(key=lambda entry: (-entry[2], sort_key(entry[0])))
        ranked = self._ranking(rows, self.name, lookup, up(url))
        body = f'<h2 id="vb-loai">Theo loại</h2>{entries(found, up(url))}<h2 id="vb-nhieu">{TOP} văn bản được dẫn nhiều nhất</h2>{ranked}'
        total = sum(kinds.values())
        return page(
            url, LEDGER.title, body, about=LEDGER.about, count=f"{thousands(total)} {LEDGER.unit}"
        )

    def _ranking(self, rows: Rows, prefix: str, lookup: Lookup, root: str) -> str:
        ranked = rows.ranked(prefix, TOP)
        return items_of(
            self._item(rows.named(group, sort), n, lookup, root) for group, sort, n in ranked
        )

    def _item(self, kept: Sequence[Kept], count: int, lookup: Lookup, root: str) -> str:
        shown = "".join(f"<li>{self._citing(row, lookup, root)}</li>" for row in kept[:SHOWN])
        rest = count - SHOWN
        more = f"<li>và {thousands(rest)} văn bản khác</li>" if rest > 0 else ""
        return (
            f"<details><summary><b>{escape(kept[0].data[0])}</b> "
            f'<span class="vb-so__dem">{thousands(count)} văn bản dẫn</span></summary>'
            f'<ul class="vb-so__nguon">{shown}{more}</ul></details>'
        )

    def _citing(self, row: Kept, lookup: Lookup, root: str) -> str:
        _, _, line, anchor = row.data
        told = source(lookup.line(row.id), root, anchor, label_of(anchor))
        return told + place(lookup.facts.face(row.id), line, "", internal=self.internal)


def _trail() -> tuple[Link, ...]:
    return (HOME, LEDGER.link)


def _named(mention: tuple[object, ...], what: str, note: str) -> tuple[str, str, str]:
    """(group, sort key, name) of what isn't held; ``what`` is its number, or its name.

    A number that restarts is one document only with what tells it apart: the series, the year.
    """
    loai, ngay = str(mention[_LOAI]), str(mention[_NGAY])
    year = ngay[:4] if ngay[:4].isdigit() else ""
    number = read_number(what) if what else None
    if number is not None:
        year = str(number.symbol.nam or year)
        apart = "" if number.unique else f"|{year}|{note}"
        key, name = f"{number.key}{apart}", _full_name(loai, what, "" if number.unique else note)
    else:
        name = what or " ".join(str(mention[_SURFACE]).split())
        year = year or (name[-4:] if name[-4:].isdigit() else "")
        key = same_name(name)
    return f"{LEDGER.name}/{slug(loai) or 'khac'}/{year or UNKNOWN_YEAR}", key, name


def _full_name(loai: str, so_hieu: str, note: str) -> str:
    name = f"{loai} {so_hieu}".strip()
    return f"{name} ({note})" if note and len(note) < 80 else name
