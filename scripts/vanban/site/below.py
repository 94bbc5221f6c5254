"""What stands below a document's text: indicators, tasks, relations, citations both ways, files."""

from __future__ import annotations

from itertools import groupby

from vanban.site.bodytext import DOUBT_TIPS, Doubt
from vanban.site.markup import (
    confirmed_mark,
    document_href,
    document_name,
    document_row,
    escape,
    scroll_table,
    shown_date,
)
from vanban.site.views import Backlink, ClauseLine, DocumentView, RelationLine, TaskLine

SHOWN_BACKLINKS = 20
"""Citing documents listed openly; the rest unfold."""

SHOWN_OF_CLAUSE = 12
"""Citing documents named at a clause; all of them stand in the list of citing documents."""


def sections(view: DocumentView) -> list[tuple[str, str, int]]:
    """Sections below the text that this page has: anchor, label, number of things (0: don't say)."""
    doubtful = sum(slot.kind in ("ambiguous", "not_held", "unclear") for slot in view.slots)
    related = len(view.relations_out) + len(view.relations_in)
    citing = len({item.line.id for item in view.backlinks})
    every = [
        ("vb-thuoc-tinh", "Thuộc tính", 0, True),
        ("vb-chi-tieu", "Chỉ tiêu", len(view.meta.chi_tieu), bool(view.meta.chi_tieu)),
        ("vb-nhiem-vu", "Nhiệm vụ", len(view.tasks), bool(view.tasks)),
        ("vb-quan-he", "Quan hệ", related, bool(related)),
        ("vb-dan-chieu-boi", "Được dẫn chiếu bởi", citing, bool(citing)),
        ("vb-theo-dieu", "Điều khoản được dẫn", len(view.clauses), bool(view.clauses)),
        ("vb-chua-noi", "Dẫn chiếu chưa nối được", doubtful, bool(doubtful)),
        ("vb-ban-goc", "Bản gốc", len(view.originals), bool(view.originals)),
        ("vb-nguon", "Nguồn", 0, bool(view.meta.nguon or view.meta.ghi_chu)),
    ]
    return [(anchor, label, count) for anchor, label, count, there in every if there]


def below_text(view: DocumentView, doubts: tuple[Doubt, ...], root: str) -> str:
    """The sections of ``sections`` but for the attributes, in that order."""
    return "".join(
        (
            _targets(view),
            _tasks(view, root),
            _relations(view, root),
            _backlinks(view, root),
            _clauses(view, root),
            _doubts(doubts, root),
            _originals(view, root),
            _sources(view),
        )
    )


def _targets(view: DocumentView) -> str:
    if not view.meta.chi_tieu:
        return ""
    rows = (
        [escape(x) for x in (t.ten, t.ky, t.don_vi, t.ke_hoach, t.dat, t.ty_le)]
        for t in view.meta.chi_tieu
    )
    head = ("Chỉ tiêu", "Kỳ", "Đơn vị", "Kế hoạch", "Đạt", "Tỷ lệ")
    return f'<section><h2 id="vb-chi-tieu">Chỉ tiêu</h2>{scroll_table("Chỉ tiêu", head, rows)}</section>'


def _tasks(view: DocumentView, root: str) -> str:
    if not view.tasks:
        return ""
    items = "".join(f"<li>{_task(task, root)}</li>" for task in view.tasks)
    return (
        f'<section><h2 id="vb-nhiem-vu">Nhiệm vụ</h2><ol class="vb-nhiem-vu">{items}</ol></section>'
    )


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


def _relations(view: DocumentView, root: str) -> str:
    if not (view.relations_out or view.relations_in):
        return ""
    by_label: dict[str, list[str]] = {}
    for line in view.relations_out + view.relations_in:
        by_label.setdefault(line.label, []).append(_relation(line, root))
    groups = "".join(
        f'<h3>{escape(label[:1].upper() + label[1:])}</h3><ul class="vb-ds">{"".join(lines)}</ul>'
        for label, lines in by_label.items()
    )
    return f'<section class="vb-quan-he"><h2 id="vb-quan-he">Quan hệ</h2>{groups}</section>'


def _relation(rel: RelationLine, root: str) -> str:
    if rel.line:
        head = document_row(rel.line, root)
    else:
        head = f'<span class="vb-dong"><b class="vb-dong__ten">{escape(rel.text)}</b></span><span class="vb-dong__phu"><em>{escape(rel.note or DOUBT_TIPS[rel.kind])}</em></span>'
    where = quote = ""
    if rel.provision or rel.tu_ngay:
        facts = [f"đối với {escape(rel.provision)}"] if rel.provision else []
        facts += [f"từ {shown_date(rel.tu_ngay)}"] if rel.tu_ngay else []
        where = f'<p class="vb-cho">{", ".join(facts)}</p>'
    if rel.evidence:
        source = f" <cite>{escape(rel.source)}</cite>" if rel.source else ""
        quote = f"<blockquote>{escape(rel.evidence)}{source}</blockquote>"
    return f"<li>{head}{where}{quote}{confirmed_mark(rel.confirmed)}</li>"


def _backlinks(view: DocumentView, root: str) -> str:
    if not view.backlinks:
        return ""
    groups = [list(items) for _, items in groupby(view.backlinks, key=lambda item: item.line.id)]
    shown = "".join(_citing(group, root) for group in groups[:SHOWN_BACKLINKS])
    rest = groups[SHOWN_BACKLINKS:]
    more = ""
    if rest:
        inner = "".join(_citing(group, root) for group in rest)
        more = f'<details class="vb-them"><summary>Thêm {len(rest)} văn bản</summary><ul class="vb-ds">{inner}</ul></details>'
    return f'<section><h2 id="vb-dan-chieu-boi">Được dẫn chiếu bởi</h2><ul class="vb-ds">{shown}</ul>{more}</section>'


def _citing(group: list[Backlink], root: str) -> str:
    quotes = "".join(_sentence(item, root) for item in group)
    return f"<li>{document_row(group[0].line, root)}{quotes}</li>"


def _sentence(item: Backlink, root: str) -> str:
    start, end = item.mark
    said = item.sentence
    if end > start:
        text = f"{escape(said[:start])}<mark>{escape(said[start:end])}</mark>{escape(said[end:])}"
    else:
        text = escape(said)
    if not text:
        return ""
    label = item.label or ("Xem chỗ dẫn" if item.anchor else "")
    place = (
        f' <cite><a href="{document_href(item.line.id, root, item.anchor)}">{escape(label)}</a></cite>'
        if label
        else ""
    )
    return f"<blockquote>{text}{place}</blockquote>"


def _clauses(view: DocumentView, root: str) -> str:
    if not view.clauses:
        return ""
    items = "".join(_clause(clause, root) for clause in view.clauses)
    return f'<section><h2 id="vb-theo-dieu">Điều khoản được dẫn</h2><ul class="vb-theo-dieu">{items}</ul></section>'


def _clause(clause: ClauseLine, root: str) -> str:
    """One line: the clause, and the citing documents by name; the sentences stand above."""
    named = ", ".join(
        f'<a href="{document_href(line.id, root, place)}">{escape(document_name(line.loai, line.so_hieu))}</a>'
        for line, place in clause.citing[:SHOWN_OF_CLAUSE]
    )
    rest = len(clause.citing) - SHOWN_OF_CLAUSE
    more = f" và {rest} văn bản khác" if rest > 0 else ""
    label = escape(clause.label[:1].upper() + clause.label[1:])
    return f'<li id="vb-dd-{clause.anchor}"><a href="#{clause.anchor}"><b>{label}</b></a>: {named}{more}</li>'


def _doubts(doubts: tuple[Doubt, ...], root: str) -> str:
    if not doubts:
        return ""
    items = "".join(_doubt(number, doubt, root) for number, doubt in enumerate(doubts, 1))
    return f'<section><h2 id="vb-chua-noi">Dẫn chiếu chưa nối được</h2><ol class="vb-ds vb-ds--so">{items}</ol></section>'


def _doubt(number: int, doubt: Doubt, root: str) -> str:
    outcome = doubt.outcome
    rows = "".join(f"<li>{document_row(line, root)}</li>" for line in outcome.candidates)
    choices = f'<ul class="vb-ds">{rows}</ul>' if rows else ""
    times = f" <small>({doubt.times} chỗ)</small>" if doubt.times > 1 else ""
    return (
        f'<li id="vb-dc-{number}"><p><b>{doubt.surface}</b>{times} <span class="vb-dau-hieu">{doubt.words}</span></p>'
        f'<p class="vb-cho">{escape(outcome.tip or DOUBT_TIPS[outcome.kind])}</p>{choices}</li>'
    )


def _originals(view: DocumentView, root: str) -> str:
    if not view.originals:
        return ""
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
    if not (meta.nguon or meta.ghi_chu):
        return ""
    items = "".join(f"<li>{escape(text)}</li>" for text in meta.nguon)
    note = f"<p>{escape(meta.ghi_chu)}</p>" if meta.ghi_chu else ""
    return f'<section class="vb-nguon"><h2 id="vb-nguon">Nguồn</h2>{f"<ul>{items}</ul>" if items else ""}{note}</section>'
