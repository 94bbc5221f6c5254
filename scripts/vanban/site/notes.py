"""Notes beside the text: where other documents have changed a clause, or say how to apply it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from vanban.compare.words import word_edits
from vanban.model import QuanHe
from vanban.site.compare_clauses import side_html
from vanban.site.markup import (
    coming_mark,
    confirmed_mark,
    document_href,
    document_name,
    escape,
    shown_date,
    status_badge,
)
from vanban.site.views import ClauseNote, NotedClause

VERBS: dict[QuanHe, str] = {
    "sua_doi": "Được sửa đổi", "bai_bo": "Bị bãi bỏ", "thay_the": "Bị thay thế",
    "het_hieu_luc": "Hết hiệu lực", "dinh_chi": "Bị đình chỉ", "gia_han": "Được gia hạn",
    "dinh_chinh": "Được đính chính", "quy_dinh_chi_tiet": "Được quy định chi tiết",
    "huong_dan": "Được hướng dẫn",
}  # fmt: skip
"""What is said at the clause; of a clause the text lacks, an amendment says ``Được bổ sung``."""

GUIDING = frozenset({"quy_dinh_chi_tiet", "huong_dan"})

SHOWN_NOTES = 6
"""Notes told at one clause; the section of relations has them all."""

SHOWN_EVIDENCE = 260


def notes_html(noted: Iterable[NotedClause], root: str) -> dict[str, bytes]:
    """By the anchor they stand at, in the order given: asides for the text of the page."""
    groups = groupby(noted, key=lambda clause: clause.anchor)
    return {
        anchor: "".join(_aside(clause, root) for clause in clauses).encode()
        for anchor, clauses in groups
    }


def _aside(clause: NotedClause, root: str) -> str:
    label = clause.label[:1].upper() + clause.label[1:]
    shown = "".join(_note(clause, note, root) for note in clause.notes[:SHOWN_NOTES])
    rest = len(clause.notes) - SHOWN_NOTES
    more = f'<p><a href="#vb-quan-he">và {rest} lần khác</a></p>' if rest > 0 else ""
    kind = "huong-dan" if all(n.quan_he in GUIDING for n in clause.notes) else clause.status
    return (
        f'<aside class="vb-ghi vb-ghi--{kind}" aria-label="Ghi chú về {escape(clause.label)}">'
        f"<p><b>{escape(label)}</b>{_lack(clause)}</p>{shown}{more}</aside>"
    )


def _lack(clause: NotedClause) -> str:
    return "" if clause.held else ' <small class="vb-cho">bản trong kho không có</small>'


def _note(clause: NotedClause, note: ClauseNote, root: str) -> str:
    line = note.line
    verb = VERBS.get(note.quan_he, "")
    if note.quan_he == "sua_doi" and not clause.held:
        verb = "Được bổ sung hoặc sửa đổi"
    day = f" từ {shown_date(note.tu_ngay)}" if note.tu_ngay else ""
    coming = coming_mark(note.tu_ngay) if note.sap else ""
    place = f", {escape(note.source)}" if note.source else ""
    by = (
        f'<a href="{document_href(line.id, root, note.source_anchor)}">'
        f"{escape(document_name(line.loai, line.so_hieu))}{place}</a>"
    )
    badge = (
        f" {status_badge(line.status, line.hieu_luc_tu, line.hieu_luc_den)}"
        if line.status not in ("con", "chua_ro")
        else ""
    )
    return f"<p>{verb}{day}{coming}: {by}{badge}</p>{_words(note)}"


def _words(note: ClauseNote) -> str:
    """The words before and after, or the sentence that says what happens to the clause."""
    who = confirmed_mark(note.confirmed)
    if not note.after:
        quote = f"<blockquote>{escape(_cut(note.evidence))}</blockquote>" if note.evidence else ""
        return f"<details><summary>Câu căn cứ</summary>{quote}{who}</details>" if quote else ""
    old, new = _marked(note.before, note.after)
    before = f"<dt>Trước</dt><dd>{old}</dd>" if old else ""
    told = "Sau khi thay từ ngữ" if note.reworded else "Sau"
    said = f"<blockquote>{escape(_cut(note.evidence))}</blockquote>" if note.reworded else ""
    return (
        f"<details><summary>{'Lời trước và sau' if before else 'Lời mới'}</summary>"
        f"<dl>{before}<dt>{told}</dt><dd>{new}</dd></dl>{said}{who}</details>"
    )


def _cut(said: str) -> str:
    return said if len(said) <= SHOWN_EVIDENCE else said[:SHOWN_EVIDENCE].rsplit(" ", 1)[0] + "…"


def _marked(before: str, after: str) -> tuple[str, str]:
    """Both wordings, with what differs marked where both are there to their end."""
    if not before or before.endswith("…") or after.endswith("…"):
        return escape(before), escape(after)
    edits = word_edits(before, after)
    if not edits:
        return escape(before), escape(after)
    return side_html(edits, old=True), side_html(edits, old=False)
