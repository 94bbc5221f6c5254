"""What stands below a document's text: indicators, tasks, relations, citations both ways, files."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import NamedTuple
from urllib.parse import quote

from vanban.site.bodytext import DOUBT_TIPS, Doubt
from vanban.site.compare_links import section as compare_section
from vanban.site.diagram import diagram
from vanban.site.doing import follow_html
from vanban.site.doing import number_of as doing_number
from vanban.site.history import history_count, history_html
from vanban.site.last import of_last
from vanban.site.markup import (
    document_row,
    escape,
    scroll_table,
    shown_date,
)
from vanban.site.related import cited_by_html, clauses_html, related_html, told_relations
from vanban.site.similar import section as similar_section
from vanban.site.views import DocumentView, TaskLine

_TAG = re.compile("<[^>]*>")
_DOUBTFUL = frozenset({"ambiguous", "not_held", "unclear"})


class Shown(NamedTuple):
    """What a section is made of."""

    view: DocumentView
    root: str
    doubts: tuple[Doubt, ...]


class Part(NamedTuple):
    """A section below the text. ``number`` is told beside its name, 0 to tell none;
    None where the page doesn't have the section."""

    anchor: str
    label: str
    number: Callable[[DocumentView], int | None]
    html: Callable[[Shown], str]


def _some(count: int) -> int | None:
    return count or None


PARTS = (
    Part("vb-chi-tieu", "Chỉ tiêu", lambda v: _some(len(v.meta.chi_tieu)), lambda s: _targets(s.view)),
    Part("vb-nhiem-vu", "Thực hiện", doing_number, lambda s: _doing(s.view, s.root)),
    Part("vb-luoc-do", "Lược đồ", lambda v: 0 if _related(v) else None, lambda s: diagram(s.view)),
    Part("vb-quan-he", "Quan hệ", lambda v: _some(_related(v)), lambda s: related_html(s.view, s.root)),
    Part("vb-so-sanh", "So sánh", lambda v: _some(len(v.pairs)), lambda s: compare_section(s.view)),
    Part("vb-tuong-tu", "Văn bản tương tự", lambda v: 0 if v.similar else None,
         lambda s: similar_section(s.view)),
    Part("vb-lich-su", "Lịch sử", history_count, lambda s: history_html(s.view, s.root)),
    Part("vb-dan-chieu-boi", "Được dẫn chiếu bởi", lambda v: _some(_citing(v)),
         lambda s: cited_by_html(s.view, s.root)),
    Part("vb-theo-dieu", "Điều khoản được dẫn", lambda v: _some(len(v.clauses)),
         lambda s: clauses_html(s.view, s.root)),
    Part("vb-chua-noi", "Dẫn chiếu chưa nối được", lambda v: _some(_doubtful(v)),
         lambda s: _doubts(s.doubts, s.root)),
    Part("vb-ban-goc", "Bản gốc", lambda v: _some(len(v.originals)), lambda s: _originals(s.view, s.root)),
    Part("vb-nguon", "Nguồn", lambda v: 0 if v.meta.nguon or v.meta.ghi_chu else None,
         lambda s: _sources(s.view)),
)  # fmt: skip
"""The sections below the text, in their order."""


@of_last
def sections(view: DocumentView) -> list[tuple[str, str, int]]:
    """Sections that this page has, attributes first: anchor, label, number of things (0: don't say)."""
    counted = ((part, part.number(view)) for part in PARTS)
    found = [(part.anchor, part.label, count) for part, count in counted if count is not None]
    return [("vb-thuoc-tinh", "Thuộc tính", 0), *found]


def below_text(view: DocumentView, doubts: tuple[Doubt, ...], root: str) -> str:
    """The sections of ``sections`` but for the attributes, in that order."""
    shown = Shown(view, root, doubts)
    there = {anchor for anchor, _, _ in sections(view)}
    return "".join([part.html(shown) for part in PARTS if part.anchor in there])


def _related(view: DocumentView) -> int:
    return len({rel.line.id if rel.line else rel.text for rel in told_relations(view)})


def _citing(view: DocumentView) -> int:
    return len({item.line.id for item in view.backlinks})


def _doubtful(view: DocumentView) -> int:
    return sum(slot.kind in _DOUBTFUL for slot in view.slots)


def _targets(view: DocumentView) -> str:
    rows = (
        [escape(x) for x in (t.ten, t.ky, t.don_vi, t.ke_hoach, t.dat, t.ty_le)]
        for t in view.meta.chi_tieu
    )
    head = ("Chỉ tiêu", "Kỳ", "Đơn vị", "Kế hoạch", "Đạt", "Tỷ lệ")
    return f'<section><h2 id="vb-chi-tieu">Chỉ tiêu</h2>{scroll_table("Chỉ tiêu", head, rows)}</section>'


def _doing(view: DocumentView, root: str) -> str:
    items = "".join(f"<li>{_task(task, root)}</li>" for task in view.tasks)
    tasks = f'<h3>Nhiệm vụ</h3><ol class="vb-nhiem-vu">{items}</ol>' if items else ""
    return f'<section><h2 id="vb-nhiem-vu">Thực hiện</h2>{tasks}{follow_html(view, root)}</section>'


def _task(task: TaskLine, root: str) -> str:
    due = f' <span class="vb-han">Hạn: {escape(shown_date(task.han))}</span>' if task.han else ""
    if task.line:
        target = document_row(task.line, root)
    else:
        target = (
            f'<span class="vb-dong__phu">{escape(task.text)} <em>kho chưa giữ</em></span>'
            if task.text
            else ""
        )
    doing = f'<div class="vb-thuc-hien"><span>Thực hiện</span> {target}</div>' if target else ""
    return f"<p>{escape(task.noi_dung)}{due}</p>{doing}"


def _doubts(doubts: tuple[Doubt, ...], root: str) -> str:
    items = "".join(_doubt(number, doubt, root) for number, doubt in enumerate(doubts, 1))
    return f'<section><h2 id="vb-chua-noi">Dẫn chiếu chưa nối được</h2><ol class="vb-ds vb-ds--so">{items}</ol></section>'


def _doubt(number: int, doubt: Doubt, root: str) -> str:
    outcome = doubt.outcome
    rows = "".join(f"<li>{document_row(line, root)}</li>" for line in outcome.candidates)
    choices = f'<ul class="vb-ds">{rows}</ul>' if rows else ""
    times = f" <small>({doubt.times} chỗ)</small>" if doubt.times > 1 else ""
    asked = quote(" ".join(unescape(_TAG.sub("", doubt.surface)).split()))
    find = f'<p class="vb-cho"><a href="{root}tim-kiem/index.html?q={asked}">Tìm trong kho</a></p>'
    return (
        f'<li id="vb-dc-{number}"><p><b>{doubt.surface}</b>{times} <span class="vb-dau-hieu">{doubt.words}</span></p>'
        f'<p class="vb-cho">{escape(outcome.tip or DOUBT_TIPS[outcome.kind])}</p>{choices}{find}</li>'
    )


def _originals(view: DocumentView, root: str) -> str:
    items = "".join(
        f'<li><a href="{root}{escape(file.href)}" download>{escape(file.ten)}</a>'
        f"{f' <small>{_size(file.size)}</small>' if file.size else ''}"
        f'<span class="vb-ma">SHA-256 <code>{escape(file.sha256)}</code></span></li>'
        for file in view.originals
    )
    return f'<section><h2 id="vb-ban-goc">Bản gốc</h2><ul class="vb-ds">{items}</ul></section>'


def _size(size: int) -> str:
    """Bytes in the words of Vietnamese: decimal comma."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def _sources(view: DocumentView) -> str:
    meta = view.meta
    items = "".join(f"<li>{escape(text)}</li>" for text in meta.nguon)
    note = f"<p>{escape(meta.ghi_chu)}</p>" if meta.ghi_chu else ""
    return f'<section class="vb-nguon"><h2 id="vb-nguon">Nguồn</h2>{f"<ul>{items}</ul>" if items else ""}{note}</section>'
