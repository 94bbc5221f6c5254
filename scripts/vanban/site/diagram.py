"""Lược đồ: a document and those it is related to, one hop, drawn at build.

At the left what the document acts on or rests on, at the right what acts or rests on it: time
goes from left to right. Either side and the document itself are drawings of their own, which
the stylesheet puts beside each other, or below each other where the screen is too narrow; each
box brings the line to the document for both. Colours are the stylesheet's, too (a strict CSP
forbids style attributes), and the section «Quan hệ» holds the same as a list, each with its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from vanban.model import CHUA_RO, STATUS_WORDS, Status
from vanban.site.bodytext import DOUBT_WORDS
from vanban.site.markup import document_href, document_name, escape, span_facts, up
from vanban.site.views import DocLine, DocumentView, LinkKind, RelationLine
from vanban.tables import relation_label

ANCHOR = "vb-luoc-do"

SHOWN = 4
"""Documents drawn in a box; the rest stand in the list."""

_LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
_BOX, _HEAD, _ROW, _MORE, _GAP = 226, 28, 38, 26, 14
"""Width of a box; heights of its title, of a document, of the last line; room between boxes."""

_MIDDLE, _OWN = 156, 104
_BESIDE, _BELOW = 26, 13
"""How far the line of a box goes: to the document beside it; to the stem where boxes stand below each other."""

_TICK = 15
"""Height in a box at which it hangs on the stem."""

_FITS = 28
"""Letters of a name that fit into a box."""

_LONGEST = 160
"""Letters of what a document is called whole."""

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
    name = escape(document_name(view.meta.loai, view.meta.so_hieu))
    return (
        f'<section class="vb-luoc-do"><h2 id="{ANCHOR}">Lược đồ</h2>'
        '<p class="vb-cho">Các văn bản có quan hệ với văn bản này, mỗi loại quan hệ một ô. Trên màn hình rộng, bên trái là'
        " văn bản mà nó dựa vào hoặc tác động đến, bên phải là văn bản dựa vào hoặc tác động đến nó."
        ' Câu chữ làm căn cứ ở mục <a href="#vb-quan-he">Quan hệ</a>.</p>'
        f'<div class="vb-ld" role="group" aria-label="Lược đồ của {name}">'
        f"{_side(left, -_GAP)}{_own(view)}{_side(right, _hung(left), inverse=True)}</div></section>"
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
    rows = "".join([f"{open_}{_HEAD + _ROW * n}{shut}" for n, (open_, shut) in enumerate(drawn)])
    if rest:
        rows += (
            f'<a class="vb-ld__vb vb-ld__them" href="#{more}"><rect y="{end}"/>'
            f'<text x="28" y="{end + 15}">và {rest} văn bản khác</text></a>'
        )
    height = end + (_MORE if rest else 4)
    return Box(
        f'<rect class="vb-ld__hop" width="{_BOX}" height="{height}" rx="6"/>'
        f'<text class="vb-ld__loai" x="9" y="19">{escape(kind[:1].upper() + kind[1:])}</text>{rows}',
        height,
    )


def _day(line: DocLine) -> tuple[str, str]:
    """What puts the newest last, and those without a day before them."""
    return line.ngay if line.ngay[:1].isdigit() else "", line.id


_Drawn = tuple[str, str]
"""A line of a box before and after its height in it."""


@lru_cache(maxsize=20_000)
def _document(line: DocLine, root: str) -> _Drawn:
    """A document as a link: mark of its status, name, year and status in words."""
    name, facts = _names(line)
    whole = _cut(f"{document_name(line.loai, line.so_hieu)}: {line.trich_yeu}", _LONGEST)
    return '<a transform="translate(0 ', (
        f')" class="vb-ld__vb vb-ld__tt--{line.status}" href="{document_href(line.id, root)}"'
        f"{span_facts(line.status, line.hieu_luc_tu, line.hieu_luc_den)}>"
        f'<title>{escape(whole)}</title><rect/><path d="{SHAPES[line.status]}"/>'
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


def _absent(text: str, why: LinkKind) -> _Drawn:
    return '<g transform="translate(0 ', (
        f')" class="vb-ld__thieu"><title>{escape(_cut(text, _LONGEST))}</title><path d="{SHAPES["chua_ro"]}"/>'
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
        f'<svg class="vb-ld--nay vb-ld__nay vb-ld__tt--{status}" viewBox="0 0 {_MIDDLE} {_OWN}"'
        f'{span_facts(status, view.hieu_luc_tu, view.hieu_luc_den)}><rect width="{_MIDDLE}" height="{_OWN}" rx="8"/>'
        f'<text class="vb-ld__loai" x="12" y="22">{escape(meta.loai)}{f" · {year}" if year else ""}</text>'
        f'<text class="vb-ld__so" x="12" y="43">{escape(_cut(number or meta.trich_yeu, 18))}</text>'
        f'<text class="vb-ld__phu" x="12" y="63">{escape(_cut(meta.trich_yeu, 24)) if number else ""}</text>'
        f'<path transform="translate(2 73)" d="{SHAPES[status]}"/>'
        f'<text class="vb-ld__phu" x="28" y="91"><tspan>{STATUS_WORDS[status]}</tspan></text></svg>'
    )


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1].rsplit(" ", 1)[0] + "…"


def _side(boxes: list[Box], stem: int, *, inverse: bool = False) -> str:
    """The boxes of one side below each other, each with its line to the document beside it and its
    piece of the stem; the first piece begins at ``stem``, seen from its top."""
    if not boxes:
        return ""
    tall = _height(boxes)
    edge, end = (0, -_BESIDE) if inverse else (_BOX, _BOX + _BESIDE)
    bend, out, y = (edge + end) // 2, [], 0
    for box in boxes:
        middle, goal = box.height // 2, tall // 2 - y
        out.append(
            f'<g transform="translate(0 {y})"><path class="vb-ld__noi vb-ld__ngang" d="M{edge} {middle}C{bend} {middle} {bend} {goal} {end} {goal}"/>'
            f'<path class="vb-ld__noi vb-ld__than" d="M-{_BELOW} {stem}V{_TICK}h{_BELOW}"/>{box.drawn}</g>'
        )
        y += box.height + _GAP
        stem = _TICK - box.height - _GAP
    return f'<svg viewBox="0 0 {_BOX} {tall}">{"".join(out)}</svg>'


def _hung(boxes: list[Box]) -> int:
    """Where the stem goes on below these boxes, seen from the top of the next ones."""
    return _TICK - boxes[-1].height - _GAP if boxes else -_GAP


def _height(boxes: list[Box]) -> int:
    return sum(box.height for box in boxes) + _GAP * (len(boxes) - 1)
