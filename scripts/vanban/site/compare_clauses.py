"""The clauses of one article side by side: HTML of its rows, and how clauses are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from vanban.compare.values import Clause, ClauseRow, Edit, UnitRow, is_heading
from vanban.site.compare_view import CompareView
from vanban.site.markup import document_href, escape
from vanban.site.noting import label_of as label_of_anchor

_TITLE = 140
"""Characters of an article's title shown."""

_NAMED = 6
"""Clauses of a run called by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Ids and names on one page. ``place_of`` says in which row a new clause's unit stands."""

    ids: tuple[str, ...]
    place_of: dict[str, str]
    root: str
    old: str
    new: str
    noun: str
    large: bool

    @classmethod
    def of(cls, view: CompareView, root: str, *, large: bool) -> Names:
        ids = tuple(_ids([block.row for block in view.blocks]))
        units = [(b.row.new, i) for b, i in zip(view.blocks, ids, strict=True)]
        kinds = [b.row.new.kind for b in view.blocks if b.row.new and not is_heading(b.row)]
        articles = sum(kind == "dieu" for kind in kinds)
        noun = "điều" if 2 * articles >= len(kinds) else "mục"
        if view.kind == "sua_doi":
            noun = "điều khoản"
        places = {c.anchor: i for unit, i in units if unit for c in unit.clauses}
        return cls(
            ids=ids, place_of=places, root=root, old=view.old.id, new=view.new.id, noun=noun,
            large=large,
        )  # fmt: skip

    def id_of(self, n: int) -> str:
        """Id of the n-th row on the page."""
        return self.ids[n]

    def place(self, anchor: str) -> str:
        """``Điều 5``, ``khoản 2 Điều 5``."""
        return label_of(anchor) if anchor else "phần mở đầu"


@lru_cache(maxsize=20_000)
def label_of(anchor: str) -> str:
    """``khoản 1 Điều 3 của văn bản kèm theo``: the only one of its kind needs no number."""
    return label_of_anchor(anchor).replace(" Văn bản kèm theo 1", " của văn bản kèm theo")


def _ids(rows: Sequence[UnitRow]) -> Iterator[str]:
    used: set[str] = set()
    for row in rows:
        unit = row.new or row.old
        base = (unit.anchor if unit else "") or "mo-dau"
        base = base if row.new else f"cu-{base}"
        name, n = base, 1
        while name in used:
            n += 1
            name = f"{base}-{n}"
        used.add(name)
        yield name


def unit_title(row: UnitRow) -> str:
    """Number and heading of an article; a clause's name; the first words of what has neither."""
    unit = row.new or row.old
    if unit is None:
        return ""
    head = unit.head
    if head.kind == "dau":
        return "Phần mở đầu"
    line = head.text.partition("\n")[0]
    if head.kind in ("khoan", "diem"):
        name = label_of(unit.anchor)
        return name[:1].upper() + name[1:]
    title = line if len(line) <= _TITLE else line[:_TITLE].rsplit(" ", 1)[0] + " …"
    return f"{head.label} {title}".strip()


def unit_rows(row: UnitRow, names: Names, *, whole: bool = False) -> str:
    """The clauses of an article, runs that fared alike together."""
    rows = [r for n, r in enumerate(row.rows) if n or not _title_only(r)]
    if whole:
        return "" if not rows else _plain(rows, names)
    new_side = row.new is not None
    groups = groupby(rows, key=lambda r: _way(r, row, new_side=new_side))
    return "".join(_WAYS[way](list(run), row, names) for way, run in groups)


def _title_only(head: ClauseRow) -> bool:
    """Whether the head says nothing but what stands in the title, and that alike."""
    clause = head.new or head.old
    if clause is None or clause.kind in ("khoan", "diem", "dau"):
        return False
    return not head.edits and len(clause.text) <= _TITLE


def _way(r: ClauseRow, row: UnitRow, *, new_side: bool) -> str:
    if r.old and r.new and _elsewhere(r, row):
        here = new_side and row.new is not None and r.new in row.new.clauses
        return "came" if here else "went"
    if r.state == "moved":
        return "same" if not r.moved else "shifted"
    return r.state


def _elsewhere(r: ClauseRow, row: UnitRow) -> bool:
    """Whether the clause's other side stands in another article."""
    inside = row.old is not None and r.old in row.old.clauses
    return not (inside and row.new is not None and r.new in row.new.clauses)


def short_name(clause: Clause, row: UnitRow) -> str:
    """``khoản 2`` within its article; ``Điều 5`` for its head, ``đoạn mở đầu`` for none."""
    for unit in (row.new, row.old):
        if unit and unit.anchor == clause.anchor and len(unit.clauses) > 1:
            return (
                "nội dung"
                if clause.kind == "doan"
                else "tên điều"
                if clause.kind == "dieu"
                else "lời dẫn"
            )
        if unit and unit.anchor and clause.anchor.startswith(f"{unit.anchor}-"):
            return label_of(clause.anchor.removeprefix(f"{unit.anchor}-"))
    if clause.kind == "tieu_de":
        return "đề mục"
    return label_of(clause.anchor) if clause.anchor else "đoạn mở đầu"


def _capital(name: str) -> str:
    return escape(name[:1].upper() + name[1:])


def _named(clauses: Sequence[Clause], row: UnitRow) -> str:
    names = [escape(short_name(c, row)) for c in clauses[:_NAMED]]
    rest = len(clauses) - _NAMED
    return ", ".join(names) + (f" và {rest} khoản, điểm nữa" if rest > 0 else "")


def words_html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def clause_html(clause: Clause) -> str:
    """The printed number and the words."""
    label = f"<b>{escape(clause.label)}</b> " if clause.label else ""
    return f"<p>{label}{words_html(clause.text)}</p>"


def _plain(rows: Sequence[ClauseRow], names: Names) -> str:
    """Unchanged clauses: their words once, or where to read them."""
    clauses = [c for r in rows if (c := r.new or r.old)]
    if names.large and clauses:
        href = document_href(names.new, names.root, clauses[0].anchor)
        return f'<p><a href="{href}">Đọc trong văn bản</a></p>'
    return "".join(map(clause_html, clauses))


def _same(run: list[ClauseRow], row: UnitRow, names: Names) -> str:
    clauses = [r.new for r in run if r.new]
    other = [r for r in run if r.state == "moved" and r.old]
    was = ""
    if other:
        olds = _named([r.old for r in other if r.old], row)
        was = f"; số trước là {olds}"
    return (
        f'<details class="vb-ss__nhu"><summary>Giữ nguyên lời: {_named(clauses, row)}{was}</summary>'
        f"{_plain(run, names)}</details>"
    )


def _block(part: str, told: str, inner: str, tag: str = "") -> str:
    text = f"<{tag}>{inner}</{tag}>" if tag else inner
    return f'<div class="vb-ss__mot vb-ss--{part}"><p class="vb-ss__nhan">{told}</p>{text}</div>'


def _added(run: list[ClauseRow], row: UnitRow, _: Names) -> str:
    clauses = [r.new for r in run if r.new]
    inner = "".join(map(clause_html, clauses))
    return _block("them", f"Thêm {_named(clauses, row)}", inner, "ins")


def _removed(run: list[ClauseRow], row: UnitRow, _: Names) -> str:
    clauses = [r.old for r in run if r.old]
    inner = "".join(map(clause_html, clauses))
    return _block("bo", f"Bỏ {_named(clauses, row)}", inner, "del")


def _changed(run: list[ClauseRow], row: UnitRow, _: Names) -> str:
    return "".join(_two(r, row) for r in run)


def _two(r: ClauseRow, row: UnitRow) -> str:
    if r.old is None or r.new is None:
        return ""
    old, new = (f": {escape(name)}" if name else "" for name in _sides(r.old, r.new, row))
    edits = r.edits or (Edit("same", r.old.text, r.new.text),)
    return (
        f'<div class="vb-ss__doi"><div class="vb-ss__cu"><p class="vb-ss__nhan">Trước{old}</p>'
        f"<p>{_label(r.old)}{side_html(edits, old=True)}</p></div>"
        f'<div class="vb-ss__moi"><p class="vb-ss__nhan">Sau{new}</p>'
        f"<p>{_label(r.new)}{side_html(edits, old=False)}</p></div></div>"
    )


def _sides(old: Clause, new: Clause, row: UnitRow) -> tuple[str, str]:
    """How the two are called; nothing where the article is that clause alone."""
    alone = all(unit is None or len(unit.clauses) == 1 for unit in (row.old, row.new))
    if alone and not _elsewhere(ClauseRow(old, new), row):
        return "", ""
    return short_name(old, row), short_name(new, row)


def _label(clause: Clause) -> str:
    return f"<b>{escape(clause.label)}</b> " if clause.label else ""


def side_html(edits: Sequence[Edit], *, old: bool) -> str:
    """One text of the two, with what the other lacks marked; blanks stay outside of marks."""
    out = []
    tag = "del" if old else "ins"
    for edit in edits:
        text = edit.old if old else edit.new
        if edit.kind == "same" or not text.strip():
            out.append(words_html(text))
            continue
        bare = text.rstrip()
        out.append(f"<{tag}>{words_html(bare)}</{tag}>{words_html(text[len(bare) :])}")
    return "".join(out)


def _shifted(run: list[ClauseRow], row: UnitRow, names: Names) -> str:
    out = []
    for r in run:
        if r.old and r.new:
            told = f"{_capital(short_name(r.new, row))}: chuyển chỗ, giữ nguyên lời (trước là {escape(short_name(r.old, row))})"
            out.append(_block("chuyen", told, _plain([r], names)))
    return "".join(out)


def _came(run: list[ClauseRow], row: UnitRow, names: Names) -> str:
    """Clauses that stood in another article of the old text."""
    out = []
    for r in run:
        if r.old and r.new:
            href = document_href(names.old, names.root, r.old.anchor)
            told = (
                f"{_capital(short_name(r.new, row))}: chuyển từ "
                f'<a href="{href}">{escape(names.place(r.old.anchor))}</a> của văn bản trước'
            )
            inner = _two(r, row) if r.edits else _plain([r], names)
            out.append(_block("chuyen", told, inner))
    return "".join(out)


def _went(run: list[ClauseRow], row: UnitRow, names: Names) -> str:
    """Clauses that stand in another article of the new text."""
    out = []
    for r in run:
        if r.old and r.new:
            where = names.place_of.get(r.new.anchor, "")
            out.append(
                f'<p class="vb-ss__mot vb-ss--chuyen">{_capital(short_name(r.old, row))}: '
                f'chuyển sang <a href="#{where}">{escape(names.place(r.new.anchor))}</a></p>'
            )
    return "".join(out)


_WAYS = {
    "same": _same, "changed": _changed, "added": _added, "removed": _removed,
    "shifted": _shifted, "came": _came, "went": _went,
}  # fmt: skip
