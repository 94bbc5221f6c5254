"""Chains of implementation, from the document that began to those that carry it out, with the gaps.

A page a root: a document others carry out and that carries out none that the archive holds. Every
document of a chain shows the levels its text asks and of which the archive has nothing. Links of a chain are rows,
so that a page is right however deep the change is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vanban.followed import Reader
from vanban.fragment import Face, Record
from vanban.graph.asked import ORDER
from vanban.model import QuanHe
from vanban.site.ledgers import items_of, page
from vanban.site.markup import (
    document_href,
    document_row,
    escape,
    thousands,
    up,
)
from vanban.site.surfaces import Kept, Lookup, Page, Row, Rows
from vanban.site.views import DocumentView, Link

HOME = Link(label="Theo dõi thực hiện", href="theo-doi/index.html")
CHAINS = Link(label="Chuỗi triển khai", href="theo-doi/chuoi/index.html")
NAME = "chuoi"
ROOTS, BELOW = f"{NAME}/goc", f"{NAME}/den"
"""Groups: ``goc/<id>`` what a document that is carried out says of itself, ``den/<id>`` who carries it out."""

CARRYING: dict[QuanHe, str] = {
    "thuc_hien": "triển khai thực hiện", "tiep_tuc_thuc_hien": "tiếp tục thực hiện", "huong_dan": "hướng dẫn",
    "quy_dinh_chi_tiet": "quy định chi tiết", "so_ket": "sơ kết", "tong_ket": "tổng kết", "kiem_tra": "kiểm tra",
}  # fmt: skip
"""Relations whose source carries the target out, as a chain names them."""

ASKING = "hoi"
"""Sort key of a row whose document asks a level: found without reading the others."""

LEVELS = {
    "trung_uong": "Trung ương", "tinh": "cấp tỉnh", "huyen": "cấp huyện", "xa": "cấp xã", "co_so": "cơ sở",
}  # fmt: skip
_PLACES = {cap: n for n, cap in enumerate(LEVELS)}
DISTRICTS_ENDED = "cấp huyện kết thúc hoạt động từ 01/7/2025"
LISTED = 200
"""Chains named on the index: those with gaps, then the longest."""

SHOWN = 40
"""Documents shown below one document; the rest are counted."""

DEEPEST, MOST = 4, 150
"""Steps from the root, and documents on a page, past which nobody is followed further."""


class Gap(NamedTuple):
    """A level that was asked: the clause and sentence that ask."""

    cap: str
    anchor: str
    loi: str


class Chains:
    """Rows of both sides: a document says what it asks, those that carry it out say so."""

    name = NAME

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def rows(self, record: Record, _: DocumentView, lookup: Lookup) -> Iterator[Row]:
        cap, carried = cap_of(record, lookup), carried_by(record, lookup)
        for target, kinds in carried.items():
            yield Row(f"{BELOW}/{target}", record.ngay, (cap, tuple(kinds)))
        asked = self.reader.of(record, lookup.blobs).asked
        gaps = tuple(tuple(one) for one in asked if is_below(one.cap, cap))
        if gaps or _is_carried(record.id, lookup):
            yield Row(f"{ROOTS}/{record.id}", ASKING if gaps else "", (cap, gaps, not carried))

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        touched = {group.split("/", 2)[2] for group in groups}
        for id_ in sorted(touched if rows.holds(NAME) else _above(touched, rows)):
            yield chain_page(id_, rows, lookup)
        if groups:
            yield _index(rows, lookup)


def carried_by(record: Record, lookup: Lookup) -> dict[str, list[QuanHe]]:
    """Documents that ``record`` carries out, with how: none that is younger than it."""
    found: dict[str, list[QuanHe]] = {}
    for relation in lookup.facts.relations(record.id):
        if relation.quan_he not in CARRYING or relation.source != record.id:
            continue
        if not lookup.facts.has(relation.target):
            continue
        target = lookup.facts.face(relation.target)
        if younger(target, record):
            continue
        kinds = found.setdefault(target.id, [])
        if relation.quan_he not in kinds:
            kinds.append(relation.quan_he)
    return found


def younger(target: Face, record: Face) -> bool:
    """Whether the target is dated after what would carry it out."""
    a, b = target.ngay, record.ngay
    return len(a) == 10 and len(b) == 10 and a > b


def _is_carried(id_: str, lookup: Lookup) -> bool:
    return any(r.target == id_ and r.quan_he in CARRYING for r in lookup.facts.touching(id_))


def cap_of(record: Face, lookup: Lookup) -> str:
    body = lookup.facts.registry.body(record.co_quan) if record.co_quan else None
    return body.cap if body else ""


def is_below(cap: str, own: str) -> bool:
    """Whether a level stands below the document's own; of an unknown one every level may."""
    return own not in ORDER or ORDER.index(cap) > ORDER.index(own)


def _above(ids: set[str], rows: Rows) -> set[str]:
    """The documents themselves and everything they carry out, however far: whose pages may show them."""
    seen: set[str] = set()
    todo = list(ids)
    while todo:
        one = todo.pop()
        if one not in seen:
            seen.add(one)
            todo += [group.split("/", 2)[2] for group in rows.given(one, BELOW)]
    return seen


_Own = tuple[str, tuple[Gap, ...], bool] | None
"""Level, what it asks, whether it is a root; None of a document that nobody carries out."""


def _own(id_: str, rows: Rows) -> _Own:
    kept = rows.group(f"{ROOTS}/{id_}")
    if not kept:
        return None
    cap, gaps, root = kept[0].data
    return cap, tuple(Gap._make(gap) for gap in gaps), root


def url_of(id_: str) -> str:
    """Address of the chain that begins with a document."""
    return f"theo-doi/chuoi/{id_}/index.html"


def chain_page(id_: str, rows: Rows, lookup: Lookup) -> Page:
    """The chain of one root; taken away when the document is none or nobody carries it out."""
    url = url_of(id_)
    own = _own(id_, rows)
    if own is None or not own[2]:
        return Page(url=url)
    line = lookup.line(id_)
    root = up(url)
    made = _Tree(rows, lookup, root, id_)
    tree = made.below(id_, own)
    size, gaps = len(made.seen) - 1, made.gaps
    body = f'<div class="vb-chuoi"><div class="vb-chuoi__goc">{document_row(line, root)}</div>{tree}</div>'
    told = f"{thousands(size)} văn bản triển khai" + (f", {gaps} chỗ chưa có" if gaps else "")
    name = f"{line.loai} {line.so_hieu}".strip()
    return page(
        url, f"Chuỗi triển khai {name}", body, trail=(HOME, CHAINS), about=line.trich_yeu, count=told,
        searchable=False,
    )  # fmt: skip


class _Tree:
    """The tree below a document as HTML; what stands on the page already isn't followed again."""

    def __init__(self, rows: Rows, lookup: Lookup, root: str, top: str) -> None:
        self.rows, self.lookup, self.root = rows, lookup, root
        self.seen = {top}
        self.gaps = 0

    def below(self, id_: str, own: _Own, depth: int = 0) -> str:
        """The list of documents that carry one out, and of the levels that don't."""
        kept = sorted(self.rows.group(f"{BELOW}/{id_}"), key=_by_level)
        held = {row.data[0] for row in kept}
        gaps = [gap for gap in (own[1] if own else ()) if gap.cap not in held]
        self.gaps += len(gaps)
        room = max(SHOWN // (depth + 1), MOST - len(self.seen))
        items = [f"<li>{self._child(row, depth)}</li>" for row in kept[: min(room, SHOWN)]]
        if len(kept) > len(items):
            items.append(f"<li>và {thousands(len(kept) - len(items))} văn bản khác</li>")
        items += [
            f'<li class="vb-chuoi__trong">{gap_html(gap, id_, self.root)}</li>' for gap in gaps
        ]
        return f"<ul>{''.join(items)}</ul>" if items else ""

    def _child(self, row: Kept, depth: int) -> str:
        if row.id in self.seen or depth >= DEEPEST or len(self.seen) >= MOST:
            self.seen.add(row.id)
            return self._node(row)
        self.seen.add(row.id)
        return self._node(row) + self.below(row.id, _own(row.id, self.rows), depth + 1)

    def _node(self, row: Kept) -> str:
        cap, kinds = row.data
        how = ", ".join(CARRYING[kind] for kind in kinds)
        level = f'<span class="vb-dau-hieu">{LEVELS[cap]}</span> ' if cap in LEVELS else ""
        return f'<p class="vb-chuoi__cach">{level}{escape(how)}</p>{document_row(self.lookup.line(row.id), self.root)}'


def level_words(cap: str) -> str:
    """``tinh`` → ``Cấp tỉnh``."""
    label = LEVELS.get(cap, "Cơ quan khác")
    return label[:1].upper() + label[1:]


def gap_html(gap: Gap, id_: str, root: str) -> str:
    """A level of which the archive has nothing, with the sentence that asks it."""
    ended = f" ({DISTRICTS_ENDED})" if gap.cap == "huyen" else ""
    return (
        f"<p><b>{LEVELS[gap.cap][:1].upper()}{LEVELS[gap.cap][1:]}</b>: chưa có văn bản triển khai trong kho{ended}</p>"
        f'<blockquote>{escape(gap.loi)} <cite><a href="{document_href(id_, root, gap.anchor)}">xem điều khoản</a></cite></blockquote>'
    )


def _by_level(row: Kept) -> tuple[int, str, str]:
    return _PLACES.get(row.data[0], len(_PLACES)), row.sort, row.id


def _index(rows: Rows, lookup: Lookup) -> Page:
    url = CHAINS.href
    sizes = {group.split("/", 2)[2]: n for group, n in rows.groups(BELOW)}
    longest = sorted(sizes, key=lambda id_: (-sizes[id_], id_))[: 2 * LISTED]
    asking = [group.split("/", 2)[2] for group in rows.with_key(ROOTS, ASKING)]
    found = []
    for id_ in dict.fromkeys((*asking, *longest)):
        own = _own(id_, rows)
        if own and own[2]:
            held = {row.data[0] for row in rows.group(f"{BELOW}/{id_}")} if own[1] else set()
            missing = sum(gap.cap not in held for gap in own[1])
            found.append((-missing, -sizes.get(id_, 0), id_))
    if not found:
        return Page(url=url)
    root = up(url)
    order = sorted(found)[:LISTED]
    items = items_of(_entry(id_, -n, -missing, lookup, root) for missing, n, id_ in order)
    return page(
        url, CHAINS.label, items, trail=(HOME,), count=f"{thousands(len(order))} văn bản khởi đầu",
        about="Mỗi chuỗi bắt đầu từ một văn bản và đi tới những văn bản triển khai nó. Cấp nào được giao mà kho chưa có văn bản thì ghi rõ; "
        f"danh sách này nêu {LISTED} chuỗi: có chỗ trống trước, dài trước.",
    )  # fmt: skip


def _entry(id_: str, below: int, missing: int, lookup: Lookup, root: str) -> str:
    told = (
        f"{thousands(below)} văn bản triển khai trực tiếp"
        if below
        else "chưa có văn bản triển khai trong kho"
    )
    gap = (
        f' <span class="vb-dau-hieu vb-dau-hieu--trong">{missing} cấp chưa có</span>'
        if missing
        else ""
    )
    chain = f'<a href="{root}{url_of(id_)}">{told}</a>'
    return f'{document_row(lookup.line(id_), root)}<p class="vb-cho">{chain}{gap}</p>'
