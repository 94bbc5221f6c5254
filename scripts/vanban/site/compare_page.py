"""The page of two documents side by side: from a view to the bytes of the content area.

What changed stands open, what didn't is folded (``details``, so that it opens without scripts).
Every state is said in words; ``ins`` and ``del`` mark words, and the style says them to those
who listen. Links lead from one change to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from vanban.compare.values import Counts, State, UnitRow, is_counted, is_heading
from vanban.pairs import PairKind
from vanban.site.compare_clauses import Names, unit_rows, unit_title
from vanban.site.compare_view import Block, CompareView
from vanban.site.markup import crumbs, document_href, document_name, document_row, escape, up
from vanban.site.views import Link

LARGE = 1_500_000
"""Characters above which unchanged articles are links and not texts: a page must open on a phone."""


class Kind(NamedTuple):
    """How a kind of pair is told: in a list, and what the two sides are."""

    told: str
    old: str
    new: str


KINDS: dict[PairKind, Kind] = {
    "thay_the": Kind("Văn bản mới thay văn bản cũ", "Văn bản cũ", "Văn bản mới"),
    "hop_nhat": Kind("Bản hợp nhất và văn bản gốc", "Văn bản gốc", "Bản hợp nhất"),
    "ban": Kind("Hai bản của một văn bản", "Bản thứ nhất", "Bản thứ hai"),
    "sua_doi": Kind("Văn bản sửa đổi và điều khoản được sửa", "Văn bản được sửa", "Văn bản sửa đổi"),
}  # fmt: skip

STATES: dict[State, tuple[str, str]] = {
    "changed": ("Sửa", "sua"), "added": ("Thêm", "them"), "removed": ("Bỏ", "bo"),
    "moved": ("Chỉ đổi số hoặc chuyển chỗ", "chuyen"), "same": ("Giữ nguyên", "nguyen"),
}  # fmt: skip
"""What became of a clause, in words and as part of a class."""


def compare_title(view: CompareView) -> str:
    """Plain text for ``<title>``."""
    old, new = (document_name(line.loai, line.so_hieu) for line in (view.old, view.new))
    return f"So sánh {new} với {old}"


def compare_content(view: CompareView) -> bytes:
    """The content area in UTF-8, ``<h1>`` included."""
    root = up(view.url)
    names = Names.of(view, root, large=_size(view) > LARGE)
    changes = [n for n, block in enumerate(view.blocks) if _is_change(block.row)]
    home = Link(label="So sánh văn bản", href="so-sanh/index.html")
    parts = [
        f'<div class="vb-ss">{crumbs((home,), root)}<h1 id="vb-trang">{escape(compare_title(view))}</h1>',
        _documents(view, root),
        _summary(view, names),
        f'<h2 id="vb-ss-tung-dieu">Từng {names.noun}</h2>',
        '<p class="vb-ss__viec" hidden><button type="button" class="md-button" data-ss-mo>Mở cả phần giữ nguyên</button>'
        " <span>Alt&nbsp;+&nbsp;↓ và Alt&nbsp;+&nbsp;↑ đi tới thay đổi sau, thay đổi trước.</span></p>",
        *_blocks(view, names, changes),
        "</div>",
    ]
    return "".join(parts).encode()


def _size(view: CompareView) -> int:
    units = [u for row in view.comparison.rows for u in (row.old, row.new) if u]
    return sum(len(clause.text) for unit in units for clause in unit.clauses)


def _is_change(row: UnitRow) -> bool:
    """Whether it is one of the changes a reader is led through: renumbering alone is none."""
    return row.state not in ("same", "moved") or (row.moved and not is_heading(row))


def _documents(view: CompareView, root: str) -> str:
    kind = KINDS[view.kind]
    items = "".join(
        f"<div><dt>{label}</dt><dd>{document_row(line, root)}</dd></div>"
        for label, line in ((kind.old, view.old), (kind.new, view.new))
    )
    return f'<dl class="vb-ss__hai">{items}</dl>'


def _summary(view: CompareView, names: Names) -> str:
    counts, inner = view.comparison.counts(), view.comparison.clause_counts()
    lists = "".join(_listed(view, names, state, n) for state, n in _by_state(counts))
    told = _told(inner, "điều, khoản, điểm")
    notes = _notes(view, names)
    if not any(n for state, n in _by_state(counts) if state not in ("same", "moved")):
        lists = f'<p class="vb-ss__giong">Lời văn của hai văn bản giống nhau.</p>{lists}'
    return (
        f'<section class="vb-ss__tom"><h2 id="vb-ss-tom-tat">Tóm tắt</h2>{lists}'
        f"<p>Tính từng điều, khoản, điểm riêng: {told}.</p>{notes}</section>"
    )


def _by_state(counts: Counts) -> list[tuple[State, int]]:
    return [
        ("changed", counts.changed), ("added", counts.added), ("removed", counts.removed),
        ("moved", counts.moved), ("same", counts.same),
    ]  # fmt: skip


def _told(counts: Counts, noun: str) -> str:
    words = [f"{n} {STATES[state][0].lower()}" for state, n in _by_state(counts) if n]
    return ", ".join(words) or f"không có {noun} nào"


def _listed(view: CompareView, names: Names, state: State, n: int) -> str:
    """A state with its number, and its articles as links to unfold."""
    if not n:
        return ""
    word, part = STATES[state]
    rows = [
        (place, block.row)
        for place, block in enumerate(view.blocks)
        if block.row.state == state and is_counted(block.row)
    ]
    links = "".join(
        f'<li><a href="#{names.id_of(place)}">{escape(unit_title(row))}</a></li>'
        for place, row in rows
    )
    return (
        f'<details class="vb-ss__muc vb-ss--{part}"><summary><b>{n}</b> {names.noun} '
        f"{word[0].lower()}{word[1:]}</summary><ul>{links}</ul></details>"
    )


def _notes(view: CompareView, names: Names) -> str:
    """What the comparison leaves out or can't tell."""
    notes = []
    if view.left_out:
        notes.append(f"{view.left_out} dòng chữ ký, nơi nhận và chú thích không đem so.")
    if view.comparison.capped:
        notes.append("Văn bản quá dài: các điều được ghép theo số, không tìm điều đã chuyển chỗ.")
    if any(row.coarse for unit in view.comparison.rows for row in unit.rows):
        notes.append("Có đoạn quá dài, không so được từng chữ: cả đoạn cũ và mới đặt cạnh nhau.")
    if names.large:
        notes.append("Trang quá lớn: phần giữ nguyên chỉ có liên kết tới văn bản.")
    if view.kind == "sua_doi":
        notes.append("Câu sửa đổi do máy đọc; khi làm việc hãy đối chiếu với nguyên văn.")
    else:
        notes.append(
            "Dấu cách, kiểu gạch nối, kiểu ngoặc kép và chỗ đặt dấu thanh (hòa, hoà) không tính là khác."
        )
    return "".join(f'<p class="vb-cho">{note}</p>' for note in notes)


def _blocks(view: CompareView, names: Names, changes: Sequence[int]) -> list[str]:
    """The articles in order; runs of unchanged ones folded together."""
    after = dict(pairwise(changes))
    before = {b: a for a, b in after.items()}
    out: list[str] = []
    run: list[int] = []
    told = ""
    for n, block in enumerate(view.blocks):
        if (
            block.row.state in ("same", "moved")
            and not is_heading(block.row)
            and not block.told
            and not block.row.moved
        ):
            run.append(n)
            continue
        out += _folded(view, names, run)
        run = []
        if is_heading(block.row) and block.row.state in ("same", "moved"):
            out.append(
                f'<p class="vb-ss__chuong" id="{names.id_of(n)}">{escape(unit_title(block.row))}</p>'
            )
            continue
        if block.told and block.told != told:
            out.append(_command(block, view, names))
        told = block.told
        out.append(_unit(view, names, n, before.get(n), after.get(n)))
    return [*out, *_folded(view, names, run)]


def _command(block: Block, view: CompareView, names: Names) -> str:
    href = document_href(view.new.id, names.root, block.place)
    return (
        f'<blockquote class="vb-ss__lenh"><p>{escape(block.told)}</p>'
        f'<cite><a href="{href}">Xem câu này trong văn bản sửa đổi</a></cite></blockquote>'
    )


def _unit(view: CompareView, names: Names, n: int, before: int | None, after: int | None) -> str:
    row = view.blocks[n].row
    word, part = STATES[row.state]
    if row.state == "changed" and row.moved:
        word = "Sửa và chuyển chỗ"
    if row.state == "moved" and not row.moved:
        word = "Đổi số, giữ nguyên lời"
    if view.kind == "sua_doi" and row.state == "same":
        word = "Xem câu sửa đổi"
    was = ""
    if row.old and row.new and (row.renumbered or row.moved):
        href = document_href(view.old.id, names.root, row.old.anchor)
        was = f'<span>trước là <a href="{href}">{escape(names.place(row.old.anchor))}</a></span>'
    ways = "".join(
        f'<a href="#{names.id_of(to)}">{label}</a>'
        for to, label in ((before, "Thay đổi trước"), (after, "Thay đổi sau"))
        if to is not None
    )
    return (
        f'<section class="vb-ss__dieu vb-ss--{part}" id="{names.id_of(n)}" tabindex="-1" data-ss-doi>'
        f'<h3>{escape(unit_title(row))} <span class="vb-ss__dau">{word}</span></h3>'
        f'<p class="vb-ss__cho">{was}{_seen(row, view, names)}{ways}</p>{unit_rows(row, names)}</section>'
    )


def _seen(row: UnitRow, view: CompareView, names: Names) -> str:
    """Links to the article in its document."""
    unit, line = (
        (row.old, view.old) if view.kind == "sua_doi" or not row.new else (row.new, view.new)
    )
    if unit is None or not unit.anchor:
        return ""
    return f'<a href="{document_href(line.id, names.root, unit.anchor)}">Xem trong văn bản</a>'


def _folded(view: CompareView, names: Names, run: Sequence[int]) -> list[str]:
    """Articles whose words are the same: their names, and the text to unfold."""
    if not run:
        return []
    rows = [view.blocks[n].row for n in run]
    titles = [unit_title(row).partition(". ")[0] for row in rows]
    told = (
        titles[0]
        if len(titles) == 1
        else f"{titles[0]} đến {titles[-1]} ({len(titles)} {names.noun})"
    )
    inner = "".join(
        f'<section id="{names.id_of(n)}"><h3>{escape(unit_title(row))}{_number(row, names)}</h3>'
        f"{unit_rows(row, names, whole=True)}</section>"
        for n, row in zip(run, rows, strict=True)
    )
    word = "Giữ nguyên" if all(row.state == "same" for row in rows) else "Giữ nguyên lời"
    return [
        f'<details class="vb-ss__nhu"><summary>{word}: {escape(told)}</summary>{inner}</details>'
    ]


def _number(row: UnitRow, names: Names) -> str:
    if not row.renumbered or row.old is None:
        return ""
    return f" <small>(trước là {escape(names.place(row.old.anchor))})</small>"
