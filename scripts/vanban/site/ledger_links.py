"""References a person must look at: which document is meant, what contradicts, which clause is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from vanban.citations.contradictions import KIND, YEAR, of_kind, of_year
from vanban.citations.narrow import read_number
from vanban.citations.reasons import DATE_CLASH, TYPE_CLASH
from vanban.fragment import Record, mention_of
from vanban.model import Mention
from vanban.site.ledgers import (
    Ledger,
    Paged,
    items_of,
    listed,
    month_of,
    place,
    source,
)
from vanban.site.markup import escape
from vanban.site.surfaces import Kept, Lookup, Page, Row, Rows, seal
from vanban.site.views import DocLine, DocumentView
from vanban.text import viet_date

AMBIGUOUS = Ledger(
    "mo-ho", "Dẫn chiếu còn mơ hồ",
    "Câu văn có thể chỉ nhiều văn bản trong kho. Khi biết chắc, ghi văn bản đúng vào «quan_he», "
    "hoặc bổ sung số, ngày cho hồ sơ các văn bản ứng viên.",
    "chỗ mơ hồ",
)  # fmt: skip
CLASHES = Ledger(
    "mau-thuan", "Ngày, số, loại mâu thuẫn",
    "Lời văn ghi ngày, số hoặc loại khác với văn bản mà nó dẫn, hoặc tự mâu thuẫn. Đối chiếu bản gốc; "
    "nguồn in sai thì ghi chú, đừng sửa lời văn.",
    "chỗ mâu thuẫn",
)  # fmt: skip
DANGLING = Ledger(
    "thieu-dieu-khoan", "Điều khoản được dẫn mà bản trong kho không có",
    "Câu văn dẫn tới điều, khoản mà bản kho đang giữ không có: thường do văn bản đã được sửa đổi. "
    "Thêm văn bản sửa đổi hoặc bản hợp nhất vào kho.",
    "chỗ dẫn",
)  # fmt: skip

_LOAI, _SO, _NGAY, _NOTE, _SURFACE = map(
    Mention.__slots__.index, ("loai", "so_hieu", "ngay", "ghi_chu", "surface")
)
_REMEDY = {
    "nhieu-van-ban": "Ghi thêm số, ngày cho hồ sơ, hoặc khai «quan_he» ở văn bản này.",
    DATE_CLASH: "Đối chiếu ngày với bản gốc của cả hai văn bản.",
    TYPE_CLASH: "Đối chiếu loại văn bản với bản gốc.",
    YEAR: "Đối chiếu bản gốc: năm trong số hiệu và năm của ngày không khớp.",
    KIND: "Đối chiếu bản gốc: gọi sai loại văn bản.",
    "hai-ngay": "Đối chiếu bản gốc: một số hiệu mang hai ngày.",
    "bat-thuong": "Đối chiếu bản gốc.",
    "thieu": "Thêm văn bản sửa đổi hoặc bản hợp nhất vào kho.",
}


class Doubts:
    """One ledger of references; ``find`` gives a document's rows for it, ``choices`` are shown."""

    def __init__(
        self, ledger: Ledger, find: Callable[[Record, DocumentView, Lookup], Iterator[Found]],
        *, internal: bool,
    ) -> None:  # fmt: skip
        self.name = ledger.name
        self.ledger = ledger
        self.find = find
        self.internal = internal

    def rows(self, record: Record, view: DocumentView, lookup: Lookup) -> Iterator[Row]:
        group = f"{self.name}/{month_of(record)}"
        for n, (surface, told, code, others) in self.find(record, view, lookup):
            line, column = record.lines[n]
            anchor, label = record.sentences[n][4:6]
            ids = tuple(other.id for other in others)
            data = (surface, told, code, line, anchor, label, ids, seal(others) if ids else 0)
            yield Row(group, f"{record.id}|{line:06d}|{column:04d}", data)

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        if not groups:
            return
        ledger = self.ledger
        paged = Paged(
            prefix=self.name, title=ledger.title, unit=ledger.unit, about=ledger.about,
            body=lambda kept, root: items_of(self._item(row, lookup, root) for row in kept),
        )  # fmt: skip
        yield from paged.pages(rows, groups)

    def _item(self, row: Kept, lookup: Lookup, root: str) -> str:
        surface, told, code, line, anchor, label, ids, _ = row.data
        where = source(lookup.line(row.id), root, anchor, label)
        choices = listed((lookup.line(i) for i in ids if lookup.facts.has(i)), root)
        return (
            f'<p><b>{escape(surface)}</b> <span class="vb-dong__phu">trong {where}</span></p>'
            f'<p class="vb-cho">{escape(told)}</p>{choices}'
            f"{place(lookup.facts.face(row.id), line, _REMEDY[code], internal=self.internal)}"
        )


Found = tuple[int, tuple[str, str, str, tuple[DocLine, ...]]]
"""Number of the mention; its words, what is odd, a code, documents that may be meant."""


def ambiguous(record: Record, view: DocumentView, _: Lookup) -> Iterator[Found]:
    """Each wording that may mean several documents, once a document."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for n, outcome in zip(record.slots, view.slots, strict=False):
        if outcome.kind != "ambiguous":
            continue
        surface = _words(record.mentions[n])
        key = (surface.lower(), tuple(line.id for line in outcome.candidates))
        if key not in seen:
            seen.add(key)
            yield n, (surface, outcome.tip, "nhieu-van-ban", outcome.candidates)


def dangling(record: Record, view: DocumentView, lookup: Lookup) -> Iterator[Found]:
    """Each clause referred to that the held text lacks, once a document."""
    seen: set[str] = set()
    for n, outcome in zip(record.slots, view.slots, strict=False):
        if not outcome.missing or outcome.kind != "resolved":
            continue
        key = outcome.target + outcome.missing
        if key not in seen:
            seen.add(key)
            told = outcome.missing[:1].upper() + outcome.missing[1:] + "."
            yield n, (_words(record.mentions[n]), told, "thieu", (lookup.line(outcome.target),))


def clashes(record: Record, _: DocumentView, lookup: Lookup) -> Iterator[Found]:
    """What a mention says against the document it means, against its own number, or against others."""
    dates: dict[str, dict[str, int]] = {}
    outcomes = lookup.facts.outcomes(record.id)
    for n, mention in enumerate(record.mentions):
        outcome, day, so_hieu = outcomes[n], str(mention[_NGAY]), str(mention[_SO])
        if mention[_NOTE] or outcome[0] in "ur":
            yield from _of_outcome(n, mention, outcome, lookup)
        number = read_number(so_hieu) if so_hieu and len(day) == 10 else None
        if number is None or not number.unique:
            continue
        # made into a value only where the years differ: most mentions are as they should be
        year = number.symbol.nam
        slip = of_year(mention_of(mention)) if year and day[:4] != str(year) else None
        if slip is not None:
            yield n, (_words(mention), _sentence(slip.told), YEAR, ())
        else:
            dates.setdefault(number.key, {}).setdefault(day, n)
    yield from _two_dates(record, dates)


def _of_outcome(
    n: int, mention: tuple[Any, ...], outcome: tuple[Any, ...], lookup: Lookup
) -> Iterator[Found]:
    if mention[_NOTE]:
        yield n, (_words(mention), _sentence(mention[_NOTE]), "bat-thuong", ())
    if outcome[0] == "u" and outcome[2] in (DATE_CLASH, TYPE_CLASH):
        held = tuple(lookup.line(i) for i in outcome[3] if lookup.facts.has(i))
        yield n, (_words(mention), outcome[1], outcome[2], held)
    elif outcome[0] == "r" and mention[_SO]:
        held_type = lookup.facts.face(outcome[1]).loai
        if held_type != mention[_LOAI]:
            slip = of_kind(mention_of(mention), held_type)
            if slip is not None:
                yield n, (_words(mention), _sentence(slip.told), KIND, (lookup.line(outcome[1]),))


def _two_dates(record: Record, dates: dict[str, dict[str, int]]) -> Iterator[Found]:
    for found in dates.values():
        days = sorted(found, key=lambda day: found[day])
        for day in days[1:]:
            told = f"Câu này ghi ngày {viet_date(day)}, chỗ khác ghi ngày {viet_date(days[0])}."
            yield found[day], (_words(record.mentions[found[day]]), told, "hai-ngay", ())


def _words(mention: tuple[Any, ...]) -> str:
    return " ".join(str(mention[_SURFACE]).split())


def _sentence(told: str) -> str:
    return told[:1].upper() + told[1:]
