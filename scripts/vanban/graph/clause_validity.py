"""Whether one clause of a document is in force on a day: its own fate, within that of the whole."""

from __future__ import annotations

from collections.abc import Sequence

from vanban.graph.validity import ENDS, Answer, said_by, stops
from vanban.model import Relation, Validity
from vanban.text import is_date, viet_date


def clause_validity(
    anchor: str, whole: Answer, incoming: Sequence[Relation], starts: Sequence[tuple[str, str]], on: str
) -> Validity:  # fmt: skip
    """Status of the clause ``anchor`` on the day ``on``; ``whole`` is that of its document.

    ``incoming``: relations whose target is the document, each with its day if known; ``starts``:
    (anchor, first day) of clauses that the text lets begin on another day than the rest. What is
    said of ``dieu-5`` holds for ``dieu-5-khoan-2``, too; what is said of a part of the clause ends
    it in part.
    """
    said = whole.validity
    own = [r for r in incoming if r.target_provision and holds(r.target_provision, anchor)]
    swept = [r for r in incoming if _sweeps(r, anchor)]
    first = _earliest(swept)
    if first and _by(first, on):
        return said_by(first, "het", f"{ENDS[first.quan_he]} từ ngày {viet_date(first.tu_ngay)}.")
    ended = _earliest([*swept, *(r for r in own if r.quan_he in ENDS)])
    if said.status == "het":
        return said
    if ended and ended.tu_ngay and ended.tu_ngay <= on:
        return said_by(ended, "het", f"{ENDS[ended.quan_he]} từ ngày {viet_date(ended.tu_ngay)}.")
    later = next((day for part, day in starts if holds(part, anchor)), "")
    if later and on < later:
        return Validity(status="chua", reason=f"Có hiệu lực từ ngày {viet_date(later)}.")
    if ended and not ended.tu_ngay:
        return said_by(ended, "chua_ro", f"{ENDS[ended.quan_he]}, chưa rõ từ ngày nào.")
    stopped = next((r for r in own if stops(r, on)), None)
    if stopped:
        return said_by(stopped, "ngung", f"Bị đình chỉ từ ngày {viet_date(stopped.tu_ngay)}.")
    if said.status in ("chua", "chua_ro", "ngung") and not (later and said.status == "chua"):
        return said
    return _in_force(anchor, later or whole.first, own, ended, incoming, on)


def _in_force(
    anchor: str, first: str, own: Sequence[Relation], ended: Relation | None,
    incoming: Sequence[Relation], on: str,
) -> Validity:  # fmt: skip
    """The clause stands: as it was, amended, or without a part of it."""
    since = f" từ ngày {viet_date(first)}" if is_date(first) else ""
    parts = [r for r in incoming if r.target_provision and holds(anchor, r.target_provision)]
    both = list(dict.fromkeys([*own, *parts]))
    gone = _earliest([r for r in parts if r.quan_he in ENDS and r not in own and _by(r, on)])
    if gone:
        return said_by(
            gone, "het_mot_phan", f"Một phần hết hiệu lực từ ngày {viet_date(gone.tu_ngay)}."
        )
    changed = [r for r in both if r.quan_he == "sua_doi" and _by(r, on)]
    last = max(changed, key=lambda r: (r.tu_ngay, r.source), default=None)
    tail = f" {ENDS[ended.quan_he]} từ ngày {viet_date(ended.tu_ngay)}." if ended else ""
    if last:
        reason = f"Được sửa đổi, bổ sung từ ngày {viet_date(last.tu_ngay)}.{tail}"
        return said_by(last, "con", reason)
    coming = _earliest([r for r in both if r.quan_he == "sua_doi"])
    if coming:
        when = (
            f" từ ngày {viet_date(coming.tu_ngay)}" if coming.tu_ngay else ", chưa rõ từ ngày nào"
        )
        return said_by(
            coming, "con", f"Có hiệu lực{since}. Được sửa đổi, bổ sung{when}.", since=first
        )
    if ended:
        return said_by(ended, "con", f"Có hiệu lực{since}.{tail}", since=first)
    return Validity(status="con", reason=f"Có hiệu lực{since}.", since=first)


def _sweeps(relation: Relation, anchor: str) -> bool:
    """Whether it ends the whole document but for other clauses than ``anchor``."""
    return (
        relation.quan_he in ENDS
        and bool(relation.tru)
        and not relation.target_provision
        and not any(_touches(t, anchor) for t in relation.tru)
    )


def _by(relation: Relation, on: str) -> bool:
    return bool(relation.tu_ngay) and relation.tu_ngay <= on


def _earliest(relations: Sequence[Relation]) -> Relation | None:
    return min(
        relations, key=lambda r: (r.tu_ngay or "9999", not r.confirmed, r.source), default=None
    )


def holds(outer: str, inner: str) -> bool:
    """Whether the clause ``outer`` is ``inner`` or holds it."""
    return inner == outer or inner.startswith(f"{outer}-")


def _touches(a: str, b: str) -> bool:
    return holds(a, b) or holds(b, a)
