"""Duties of a document as the calendar keeps them: what its text sets and what a clerk wrote.

A row tells a duty with the day it is due; whether it was done is joined when a page is made, for
documents that did it may come from anywhere in the archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vanban.followed import Reader
from vanban.fragment import Record
from vanban.graph.deadlines import When, later, period_end
from vanban.graph.reviews import Duty
from vanban.model import QuanHe, Task
from vanban.site.surfaces import Lookup, Row, seal
from vanban.site.views import DocumentView
from vanban.text import fold, is_date

NAME = "lich"
ONCE, AGAIN, OF, DONE = (f"{NAME}/{part}" for part in ("nam", "ky", "cua", "da"))
"""Groups: duties by the year they are due, those that come again by the year of their document,
years of the duties about a document, documents that did what was due about it."""

UNKNOWN = "khong-ro"
SAID = 400
"""Characters kept of the sentence by which a document says what it looks back on."""
KINDS = {
    "so_ket": "Sơ kết", "tong_ket": "Tổng kết", "kiem_tra": "Kiểm tra", "bao_cao": "Báo cáo",
    "nhiem_vu": "Nhiệm vụ",
}  # fmt: skip
_FIRST = (
    ("so_ket", r"so ket|so, tong ket"), ("tong_ket", r"tong ket"),
    ("kiem_tra", r"(?:tien hanh )?(?:kiem tra|thanh tra)"), ("bao_cao", r"(?:gui |lap )?bao cao"),
)  # fmt: skip
_DOING: frozenset[QuanHe] = frozenset({"so_ket", "tong_ket", "kiem_tra"})


class Item(NamedTuple):
    """One duty. ``due`` is its last day (ISO) or ''; ``day`` (``--MM-DD``) and ``every`` (months) are of one
    that comes again. ``about`` is the document it looks back on, ``stated`` whether a person wrote it."""

    kind: str
    due: str
    grain: str
    every: int
    day: str
    about: str
    anchor: str
    text: str
    stated: bool
    xong: str
    sealed: int


def rows_of(record: Record, view: DocumentView, lookup: Lookup, reader: Reader) -> Iterator[Row]:
    """The rows one document gives."""
    tasks = list(_of_tasks(record, view))
    read = [item for item in _of_text(record, lookup, reader) if not _told_already(item, tasks)]
    for n, item in enumerate((*tasks, *read)):
        if item.every:
            yield Row(f"{AGAIN}/{record.ngay[:4] if record.ngay[:4].isdigit() else UNKNOWN}",
                      f"{item.day[2:] or '99'}|{record.id}|{n:03d}", tuple(item))  # fmt: skip
        else:
            year = item.due[:4] or UNKNOWN
            yield Row(f"{ONCE}/{year}", f"{item.due}|{record.id}|{n:03d}", tuple(item))
            yield Row(f"{OF}/{item.about}", year, ())
    for relation in lookup.facts.relations(record.id):
        done = relation.quan_he in _DOING or (
            relation.quan_he == "thuc_hien" and record.loai == "Báo cáo"
        )
        if done and relation.source == record.id:
            yield Row(
                f"{DONE}/{relation.target}",
                record.ngay,
                (relation.quan_he, record.ngay, record.loai, relation.evidence[:SAID]),
            )


def _told_already(item: Item, tasks: list[Item]) -> bool:
    """A clerk's word on the same duty wins over what was read."""
    return any(
        t.kind == item.kind
        and t.about == item.about
        and t.due[:4] == item.due[:4]
        and not item.every
        for t in tasks
    )


def _of_tasks(record: Record, view: DocumentView) -> Iterator[Item]:
    for task, shown in zip(view.meta.nhiem_vu, view.tasks, strict=False):
        due = period_end(task.han)
        if not due and not task.xong:
            continue
        about = shown.line.id if shown.line else record.id
        kind = _kind(task)
        sealed = seal((shown.line,)) if shown.line else 0
        yield Item(
            kind, due, "nam", 0, "", about, "vb-nhiem-vu", task.noi_dung, True, task.xong, sealed
        )


def _kind(task: Task) -> str:
    words = fold(task.noi_dung)
    return next((kind for kind, first in _FIRST if re.match(first, words)), "nhiem_vu")


def _of_text(record: Record, lookup: Lookup, reader: Reader) -> Iterator[Item]:
    for duty in reader.of(record, lookup.blobs).duties:
        about = _about(record, duty, lookup)
        due, grain = _due(duty.when, record, about, lookup)
        if due is None:
            continue
        sealed = seal((lookup.line(about),)) if about != record.id else 0
        yield Item(duty.kind, due, grain, duty.when.every, duty.when.day if duty.when.every else "", about,
                   duty.anchor, duty.loi, False, "", sealed)  # fmt: skip


def due_of(duty: Duty, record: Record, lookup: Lookup) -> str:
    """The last day of a duty that comes once, as exact as it is known; '' when nobody knows."""
    due, grain = _due(duty.when, record, _about(record, duty, lookup), lookup)
    return (due[:4] if grain == "nam" and due.endswith("-12-31") else due) if due else ""


def _about(record: Record, duty: Duty, lookup: Lookup) -> str:
    """The document looked back on: the one named behind the word when that is held, else this one."""
    if duty.mention < 0 or duty.kind == "bao_cao":
        return record.id
    outcome = lookup.facts.outcomes(record.id)[duty.mention]
    return str(outcome[1]) if outcome[0] == "r" else record.id


def _due(when: When, record: Record, about: str, lookup: Lookup) -> tuple[str | None, str]:
    """(last day, how exact); None when a span counts from a day nobody knows."""
    if when.every or not when.after:
        return ("" if when.every else when.day), when.grain
    base = lookup.facts.need(about).ngay if about != record.id else record.ngay
    if is_date(base):
        return later(base, when.after), "ngay"
    if base[:4].isdigit():
        return f"{int(base[:4]) + when.after // 12}-12-31", "nam"
    return None, ""
