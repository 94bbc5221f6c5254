"""One duty on a page: its state, what it looks back on, the sentence that sets it, what was done.

Only a clerk's word («xong») makes a duty done for sure. A document that says it looks back on the
same text and was issued about that time most likely did it: told as likely, with its sentence.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from vanban.citations.pinpoint import label_of
from vanban.site.duties import DONE, KINDS, Item
from vanban.site.markup import document_href, document_name, document_row, escape, shown_date
from vanban.site.surfaces import Kept, Lookup, Rows

State = Literal["cho", "dang", "xong", "thoi"]
"""Waiting; a plan for it is held; done; the documents it comes from and looks back on have ended."""

SECTIONS = (("qua-han", "Quá hạn, chưa thấy văn bản đã làm"), ("sap-den", "Sắp đến hạn"))
WORDS: dict[State, str] = {
    "cho": "Chưa thấy văn bản đã làm", "dang": "Đang triển khai", "xong": "Đã làm", "thoi": "Văn bản đã hết hiệu lực",
}  # fmt: skip
LIKELY = "Có lẽ đã làm"
EARLY, LATE = 370, 550
"""Days before and after its last day in which a document may be the one that did a duty."""

REPORTING = frozenset(
    {"Báo cáo", "Kết luận", "Thông báo", "Nghị quyết", "Biên bản", "Chỉ thị", "Quy định"}
)
"""Types that say a review was held; a plan or a letter says that it will be."""

DID = {
    "so_ket": {"so_ket", "tong_ket"}, "tong_ket": {"tong_ket"}, "kiem_tra": {"kiem_tra"},
    "bao_cao": {"so_ket", "tong_ket", "thuc_hien"}, "nhiem_vu": set(),
}  # fmt: skip
"""Relations whose source did a duty of the kind."""

HOW = (
    '<p class="vb-xac-nhan">Máy suy ra: văn bản trên nói nó nhìn lại chính văn bản này và ban hành quanh hạn '
    "(từ một năm trước đến một năm rưỡi sau). Văn thư ghi «xong» ở «nhiem_vu» để xác nhận.</p>"
)


class Shown(NamedTuple):
    """A duty with its state; ``id`` is the document that sets it, ``by`` those that did or plan it
    and the sentence in which each says so ('' when it stands in its front matter)."""

    id: str
    item: Item
    state: State
    by: tuple[tuple[str, str], ...] = ()


def shown_of(row: Kept, rows: Rows, lookup: Lookup) -> Shown:
    """The duty of a row with what the archive holds about it."""
    item = Item._make(row.data)
    if item.xong:
        return Shown(row.id, item, "xong")
    did: list[tuple[str, str]] = []
    plans: list[tuple[str, str]] = []
    for kept in rows.group(f"{DONE}/{item.about}"):
        quan_he, ngay, loai, said = kept.data
        if kept.id == row.id or quan_he not in DID[item.kind] or not _in_time(ngay, item.due):
            continue
        (did if loai in REPORTING else plans).append((kept.id, said))
    if did:
        return Shown(row.id, item, "xong", tuple(did))
    if all(lookup.line(i).status == "het" for i in (row.id, item.about)):
        return Shown(row.id, item, "thoi", tuple(plans))
    return Shown(row.id, item, "dang" if plans else "cho", tuple(plans))


def _in_time(ngay: str, due: str) -> bool:
    """Whether a document of that day may have done what was due then; one without a day may."""
    if len(ngay) != 10 or len(due) != 10:
        return True
    day, last = date.fromisoformat(ngay), date.fromisoformat(due)
    return last - timedelta(days=EARLY) <= day <= last + timedelta(days=LATE)


def item_html(one: Shown, lookup: Lookup, root: str, *, short: bool = False) -> str:
    """A duty as the content of a list's item."""
    item = one.item
    badge = (
        f'<span class="vb-han vb-han--{one.state}" data-han="{escape(item.due)}" data-tt="{one.state}">'
        f"{state_words(one)}</span>"
    )
    when = f"hạn {shown_date(_exact(item))}" if item.due else "chưa rõ hạn"
    about = lookup.line(item.about)
    head = (
        f'<p class="vb-han__dau"><b>{KINDS[item.kind]}</b> <time>{when}</time> {badge}</p>'
        f"{document_row(about, root)}"
    )
    return head if short else head + _evidence(one.id, item, lookup, root) + _by(one, lookup, root)


def state_words(one: Shown) -> str:
    """The state as a reader is told it: likely and sure are two words."""
    return LIKELY if one.state == "xong" and not one.item.xong else WORDS[one.state]


def _exact(item: Item) -> str:
    """The day as exact as the words were: a year for a year."""
    if item.grain == "nam" and item.due.endswith("-12-31"):
        return item.due[:4]
    return item.due[:7] if item.grain == "thang" else item.due


def _evidence(id_: str, item: Item, lookup: Lookup, root: str) -> str:
    line = lookup.line(id_)
    label = label_of(item.anchor) if not item.stated else ""
    name = document_name(line.loai, line.so_hieu)
    where = f"{label}, {name}" if label else name
    who = "Văn thư ghi" if item.stated else "Máy đọc từ lời văn"
    return (
        f"<blockquote>{escape(item.text)} "
        f'<cite><a href="{document_href(id_, root, item.anchor)}">{escape(where[:1].upper() + where[1:])}</a></cite></blockquote>'
        f'<p class="vb-xac-nhan{" vb-xac-nhan--roi" if item.stated else ""}">{who}</p>'
    )


def _by(one: Shown, lookup: Lookup, root: str) -> str:
    if one.item.xong:
        return f'<p class="vb-cho">Đã làm xong {shown_date(one.item.xong)}</p>'
    if not one.by:
        return ""
    lines = "".join(
        f"<li>{document_row(lookup.line(i), root)}{f'<blockquote>{escape(said)}</blockquote>' if said else ''}</li>"
        for i, said in one.by
    )
    word = LIKELY + " tại" if one.state == "xong" else "Có văn bản nêu việc này"
    how = HOW if one.state == "xong" else ""
    return f'<p class="vb-cho">{word}</p><ul class="vb-ds">{lines}</ul>{how}'


def again_item(row: Kept, lookup: Lookup, root: str) -> str:
    """A duty that comes again."""
    item = Item._make(row.data)
    day = f", trước ngày {int(item.day[5:])}/{int(item.day[2:4])}" if item.day else ""
    head = (
        f'<p class="vb-han__dau"><b>{KINDS[item.kind]}</b> <time>{every_words(item.every)}{day}</time></p>'
        f"{document_row(lookup.line(row.id), root)}"
    )
    return head + _evidence(row.id, item, lookup, root)


def every_words(months: int) -> str:
    """``12`` → ``hằng năm``."""
    named = {1: "hằng tháng", 3: "hằng quý", 6: "6 tháng một lần", 12: "hằng năm"}
    if months in named:
        return named[months]
    return f"{months // 12} năm một lần" if months % 12 == 0 else f"{months} tháng một lần"
