"""Lược đồ: a document and those it is related to, one hop, as two drawings made at build.

At the left what the document acts on or rests on, at the right what acts or rests on it: time
goes from left to right. A screen too narrow for that shows the same boxes below each other.
Colours and which drawing is seen are the stylesheet's (a strict CSP forbids style attributes),
and the section «Quan hệ» holds the same as a list, each with its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from vanban.model import CHUA_RO, STATUS_WORDS, Status
from vanban.site.bodytext import DOUBT_WORDS
from vanban.site.markup import document_href, document_name, escape, up
from vanban.site.views import DocLine, DocumentView, LinkKind, RelationLine
from vanban.tables import relation_label

ANCHOR = "vb-luoc-do"

SHOWN = 4
"""Documents drawn in a box; the rest stand in the list."""

_LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
_BOX, _HEAD, _ROW, _MORE, _GAP = 226, 28, 38, 26, 14
"""Width of a box; heights of its title, of a document, of the last line; room between boxes."""

_WIDE, _MIDDLE = 660, 156
_NARROW_LEFT = 22
_OWN = 104
_FITS = 28
"""Letters of a name that fit into a box."""

_AMENDING = re.compile(r"sửa đổi,? bổ sung một số điều của (?:các )?", re.IGNORECASE)
"""What the names of half of all laws begin with, and no box has room for."""

SHAPES: dict[Status, str] = {
    "con": "M9 14a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "het": "M9 12h10v4h-10z",
    "het_mot_phan": "M14 9a5 5 0 0 0 0 10zM14 9a5 5 0 0 1 0 10v-1a4 4 0 0 0 0-8z",
    "chua": "M9.8 14a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0-8.4 0z",
    "ngung": "M10 9h3v10h-3zM15 9h3v10h-3z",
    "chua_ro": "M14 9l5 5l-5 5l-5-5z",
}
"""A shape of its own for each status, so that colour isn't all that tells them apart."""


class Box(NamedTuple):
    """One kind of relation: the drawing of its box from (0, 0) down, and how high it is."""

    drawn: str
    height: int


def diagram(view: DocumentView) -> str:
    """The section, empty for a document without typed relations."""
    if not has_diagram(view):
        return ""
    typed = {r.line.id for r in (*view.relations_out, *view.relations_in) if r.line}
    left = _boxes(view, view.relations_out, (line for line in view.cited if line.id not in typed))
    citing = (b.line for b in view.backlinks if b.line.id not in typed)
    right = _boxes(view, view.relations_in, citing, inverse=True)
    own = _own(view)
    name = escape(document_name(view.meta.loai, view.meta.so_hieu))
    return (
        f'<section class="vb-luoc-do"><h2 id="{ANCHOR}">Lược đồ</h2>'
        '<p class="vb-cho">Các văn bản có quan hệ với văn bản này, mỗi loại quan hệ một ô. Trên màn hình rộng, bên trái là'
        " văn bản mà nó dựa vào hoặc tác động đến, bên phải là văn bản dựa vào hoặc tác động đến nó."
        ' Câu chữ làm căn cứ ở mục <a href="#vb-quan-he">Quan hệ</a>.</p>'
        f"{_wide(left, right, own, name)}{_narrow(left, right, own, name)}</section>"
    )


def has_diagram(view: DocumentView) -> bool:
    return bool(view.relations_out or view.relations_in)


def _boxes(
    view: DocumentView, lines: Iterable[RelationLine], cites: Iterable[DocLine], *,
    inverse: bool = False,
) -> list[Box]:  # fmt: skip
    """A box for each kind in the order of the kinds; citations without a kind come last."""
    kinds: dict[str, tuple[dict[str, DocLine], dict[str, LinkKind]]] = {}
    for relation in lines:
        held, named = kinds.setdefault(relation.label, ({}, {}))
        if relation.line is None:
            named[relation.text] = relation.kind
        elif relation.line.id != view.id:
            held[relation.line.id] = relation.line
    label = relation_label("dan_chieu", inverse)
    held, named = kinds.pop(label, ({}, {}))
    held.update((line.id, line) for line in cites)
    if held or named:
        kinds[label] = held, named
    root, last = up(view.url), "vb-dan-chieu-boi" if inverse else "vb-noi-dung"
    return [
        _box(kind, held, named, root, last if kind == label else "vb-quan-he")
        for kind, (held, named) in kinds.items()
    ]


def _box(
    kind: str, held: dict[str, DocLine], named: dict[str, LinkKind], root: str, more: str
) -> Box:  # fmt: skip
    """The newest documents of one kind, those not held behind them, and how many are left out."""
    newest = sorted(held.values(), key=_day, reverse=True)[:SHOWN]
    drawn = [_document(line, root) for line in newest]
    drawn += [_absent(text, why) for text, why in list(named.items())[: SHOWN - len(drawn)]]
    rest = len(held) + len(named) - len(drawn)
    end = _HEAD + _ROW * len(drawn)
    rows = "".join(
        f'<g transform="translate(0 {_HEAD + _ROW * n})">{one}</g>' for n, one in enumerate(drawn)
    )
    if rest:
        rows += (
            f'<a class="vb-ld__vb vb-ld__them" href="#{more}"><rect x="3" y="{end}" width="{_BOX - 6}" height="{_MORE - 3}" rx="4"/>'
            f'<text x="28" y="{end + 15}">và {rest} văn bản khác</text></a>'
        )
    height = end + (_MORE if rest else 4)
    return Box(
        f'<g class="vb-ld__nhom"><rect class="vb-ld__hop" width="{_BOX}" height="{height}" rx="6"/>'
        f'<text class="vb-ld__loai" x="9" y="19">{escape(kind[:1].upper() + kind[1:])}</text>{rows}</g>',
        height,
    )


def _day(line: DocLine) -> tuple[str, str]:
    """What puts the newest last, and those without a day before them."""
    return line.ngay if line.ngay[:1].isdigit() else "", line.id


@lru_cache(maxsize=20_000)
def _document(line: DocLine, root: str) -> str:
    """A document as a link: mark of its status, name, year and status in words."""
    name, facts = _names(line)
    whole = f"{document_name(line.loai, line.so_hieu)}: {line.trich_yeu}"
    return (
        f'<a class="vb-ld__vb vb-ld__tt--{line.status}" href="{document_href(line.id, root)}"'
        f' data-tt="{line.status}" data-tu="{escape(line.hieu_luc_tu)}" data-den="{escape(line.hieu_luc_den)}">'
        f"<title>{escape(whole)}</title>"
        f'<rect x="3" width="{_BOX - 6}" height="{_ROW - 2}" rx="4"/><path d="{SHAPES[line.status]}"/>'
        f'<text class="vb-ld__ten" x="28" y="16">{escape(name)}</text>'
        f'<text class="vb-ld__phu" x="28" y="30">{escape(facts)}<tspan>{STATUS_WORDS[line.status]}</tspan></text></a>'
    )


def _names(line: DocLine) -> tuple[str, str]:
    """What stands on the first line, and before the status on the second."""
    year = line.ngay[:4] if line.ngay[:4].isdigit() else ""
    number = "" if line.so_hieu == CHUA_RO else line.so_hieu
    if line.loai in _LAWS or not number:
        subject = line.trich_yeu
        whole = subject if subject.startswith(line.loai) else f"{line.loai} {subject}"
        whole = _AMENDING.sub("sửa đổi ", whole)
        return _short(whole), "".join(f"{part} · " for part in (number or year,) if part)
    whole = f"{line.loai} {number}"
    return _short(whole if len(whole) <= _FITS else number), f"{year} · " if year else ""


def _short(name: str) -> str:
    return name if len(name) <= _FITS else name[: _FITS - 1].rsplit(" ", 1)[0] + "…"


def _absent(text: str, why: LinkKind) -> str:
    return (
        f'<g class="vb-ld__thieu"><title>{escape(text)}</title><path d="{SHAPES["chua_ro"]}"/>'
        f'<text class="vb-ld__ten" x="28" y="16">{escape(_short(text))}</text>'
        f'<text class="vb-ld__phu" x="28" y="30">{DOUBT_WORDS[why][1]}</text></g>'
    )


def _own(view: DocumentView) -> str:
    """This document: type, number or subject, status; ``_MIDDLE`` wide, ``_OWN`` high."""
    meta = view.meta
    number = "" if meta.so_hieu == CHUA_RO else meta.so_hieu
    year = meta.ngay[:4] if meta.ngay[:4].isdigit() else ""
    status = view.validity.status
    return (
        f'<g class="vb-ld__nay vb-ld__tt--{status}" data-tt="{status}" data-tu="{escape(view.hieu_luc_tu)}" data-den="{escape(view.hieu_luc_den)}">'
        f'<rect width="{_MIDDLE}" height="{_OWN}" rx="8"/>'
        f'<text class="vb-ld__loai" x="12" y="22">{escape(meta.loai)}{f" · {year}" if year else ""}</text>'
        f'<text class="vb-ld__so" x="12" y="43">{escape(_cut(number or meta.trich_yeu, 18))}</text>'
        f'<text class="vb-ld__phu" x="12" y="63">{escape(_cut(meta.trich_yeu, 24)) if number else ""}</text>'
        f'<g transform="translate(2 73)"><path d="{SHAPES[status]}"/>'
        f'<text class="vb-ld__phu" x="26" y="18"><tspan>{STATUS_WORDS[status]}</tspan></text></g></g>'
    )


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1].rsplit(" ", 1)[0] + "…"


def _wide(left: list[Box], right: list[Box], own: str, name: str) -> str:
    """Three columns: boxes, this document in the middle of the height, boxes."""
    tall = max(_height(left), _height(right), _OWN)
    top = (tall - _OWN) // 2
    at = (_WIDE - _MIDDLE) // 2
    out: list[str] = []
    for boxes, x, edge, end in (
        (left, 0, _BOX, at),
        (right, _WIDE - _BOX, _WIDE - _BOX, at + _MIDDLE),
    ):
        y = (tall - _height(boxes)) // 2
        for box in boxes:
            middle, bend = y + box.height // 2, (edge + end) // 2
            goal = top + _OWN // 2
            out.append(
                f'<path class="vb-ld__noi" d="M{edge} {middle}C{bend} {middle} {bend} {goal} {end} {goal}"/>'
            )
            out.append(f'<g transform="translate({x} {y})">{box.drawn}</g>')
            y += box.height + _GAP
    out.append(f'<g transform="translate({at} {top})">{own}</g>')
    return _drawing("rong", _WIDE, tall, "".join(out), name)


def _height(boxes: list[Box]) -> int:
    return sum(box.height for box in boxes) + _GAP * max(0, len(boxes) - 1)


def _narrow(left: list[Box], right: list[Box], own: str, name: str) -> str:
    """One column: this document, then the boxes along a stem."""
    y, goal = _OWN + _GAP, 0
    out: list[str] = []
    for box in (*left, *right):
        goal = y + 15
        out.append(f'<path class="vb-ld__noi" d="M9 {goal}h{_NARROW_LEFT - 9}"/>')
        out.append(f'<g transform="translate({_NARROW_LEFT} {y})">{box.drawn}</g>')
        y += box.height + _GAP
    out.insert(0, f'<path class="vb-ld__noi" d="M9 {_OWN}V{goal}"/>')
    out.append(f'<g transform="translate(1 0)">{own}</g>')
    return _drawing("hep", _NARROW_LEFT + _BOX + 1, y - _GAP, "".join(out), name)


def _drawing(form: str, width: int, height: int, inner: str, name: str) -> str:
    label = f"vb-ld-{form}"
    return (
        f'<svg class="vb-ld vb-ld--{form}" viewBox="-1 -1 {width + 2} {height + 2}" role="group" aria-labelledby="{label}" aria-describedby="{label}-ta">'
        f'<title id="{label}">Lược đồ của {name}</title>'
        f'<desc id="{label}-ta">{name} ở giữa; quanh nó là các nhóm văn bản theo loại quan hệ, mỗi văn bản là một liên kết. Danh sách đầy đủ ở mục Quan hệ.</desc>'
        f"{inner}</svg>"
    )
