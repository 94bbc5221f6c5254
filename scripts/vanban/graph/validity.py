"""Whether a document, or one clause of it, is in force on a day, and who says so.

Computed from its own dates and the relations others state about it; unknown says unknown.
A document with no day of effect is not taken to have one: Party texts mostly take effect when
signed, but that is for the record to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vanban.model import QuanHe, Relation, Status, Validity
from vanban.text import is_date, viet_date

ENDS: dict[QuanHe, str] = {
    "thay_the": "Bị thay thế", "bai_bo": "Bị bãi bỏ", "het_hieu_luc": "Hết hiệu lực",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``first`` and ``last`` days in force as ISO, empty when unknown or open."""

    first: str
    last: str
    validity: Validity


def validity(
    *, hieu_luc_tu: str, hieu_luc_den: str, ngay: str, incoming: Sequence[Relation], on: str
) -> Answer:
    """Status on the day ``on`` (ISO). ``incoming``: relations whose target is this document.

    A relation without a day counts as of unknown date. A whole document ends only through a
    relation that names no provision and leaves nothing out; ``hieu_luc_den`` is the last day in
    force.
    """
    first = hieu_luc_tu if is_date(hieu_luc_tu) else ""
    ending = _first_ending(incoming)
    den = _lengthened(hieu_luc_den, incoming)
    last = _last_day(den, ending)
    made = _status(first, hieu_luc_tu, den, ngay, ending, incoming, on)
    return Answer(first=first, last=last, validity=made)


def is_whole(relation: Relation) -> bool:
    """Whether it speaks of the document as a whole."""
    return not relation.target_provision and not relation.tru


def _first_ending(incoming: Sequence[Relation]) -> Relation | None:
    """The earliest relation that ends the whole document; a person's before the machine's."""
    ends = [r for r in incoming if r.quan_he in ENDS and is_whole(r)]
    return min(ends, key=lambda r: (r.tu_ngay or "9999", not r.confirmed), default=None)


def _lengthened(hieu_luc_den: str, incoming: Sequence[Relation]) -> str:
    """The last day in force with what lengthened it to a named day."""
    if not is_date(hieu_luc_den):
        return hieu_luc_den
    days = [r.den_ngay for r in incoming if r.quan_he == "gia_han" and is_whole(r)]
    return max([hieu_luc_den, *days])


def _last_day(hieu_luc_den: str, ending: Relation | None) -> str:
    days = [hieu_luc_den] if is_date(hieu_luc_den) else []
    if ending and is_date(ending.tu_ngay):
        days.append((date.fromisoformat(ending.tu_ngay) - timedelta(days=1)).isoformat())
    return min(days, default="")


def _status(
    first: str, hieu_luc_tu: str, hieu_luc_den: str, ngay: str, ending: Relation | None,
    incoming: Sequence[Relation], on: str,
) -> Validity:  # fmt: skip
    if ending and ending.tu_ngay and ending.tu_ngay <= on:
        reason = f"{ENDS[ending.quan_he]} từ ngày {viet_date(ending.tu_ngay)}."
        return said_by(ending, "het", reason)
    if is_date(hieu_luc_den) and on > hieu_luc_den:
        return _after_last_day(hieu_luc_den, incoming)
    if first and on < first:
        return Validity(status="chua", reason=f"Có hiệu lực từ ngày {viet_date(first)}.", since="")
    if ending and not ending.tu_ngay:
        return said_by(ending, "chua_ro", f"{ENDS[ending.quan_he]}, chưa rõ từ ngày nào.")
    stopped = next((r for r in incoming if stops(r, on) and is_whole(r)), None)
    if stopped:
        return said_by(stopped, "ngung", _stopped(stopped))
    if not first and not _in_effect(incoming, tuple(ENDS), on):
        return _unknown_start(hieu_luc_tu, ngay, on)
    return _standing(first, hieu_luc_den, ending, incoming, on)


def stops(relation: Relation, on: str) -> bool:
    """Whether it suspends on the day ``on``."""
    return (
        relation.quan_he == "dinh_chi"
        and bool(relation.tu_ngay)
        and relation.tu_ngay <= on
        and not (relation.den_ngay and relation.den_ngay < on)
    )


def _stopped(relation: Relation) -> str:
    until = f" đến hết ngày {viet_date(relation.den_ngay)}" if relation.den_ngay else ""
    return f"Bị đình chỉ từ ngày {viet_date(relation.tu_ngay)}{until}."


def _after_last_day(hieu_luc_den: str, incoming: Sequence[Relation]) -> Validity:
    longer = next(
        (r for r in incoming if r.quan_he == "gia_han" and not r.den_ngay and is_whole(r)), None
    )
    if longer:
        return said_by(longer, "chua_ro", "Được gia hạn hiệu lực; chưa rõ đến ngày nào.")
    since = (date.fromisoformat(hieu_luc_den) + timedelta(days=1)).isoformat()
    reason = f"Hết hiệu lực sau ngày {viet_date(hieu_luc_den)}."
    return Validity(status="het", reason=reason, since=since)


def _unknown_start(hieu_luc_tu: str, ngay: str, on: str) -> Validity:
    if is_date(ngay) and on < ngay:
        return Validity(status="chua", reason=f"Ban hành ngày {viet_date(ngay)}.")
    if hieu_luc_tu[:1].isdigit():
        reason = f"Chỉ rõ có hiệu lực từ {viet_date(hieu_luc_tu)}, chưa rõ ngày."
    else:
        reason = (
            "Chưa rõ ngày có hiệu lực; kho chưa có văn bản nào chấm dứt hiệu lực của văn bản này."
        )
    return Validity(status="chua_ro", reason=reason)


def _standing(
    first: str, hieu_luc_den: str, ending: Relation | None, incoming: Sequence[Relation], on: str
) -> Validity:
    """In force: wholly, or without the clauses that others have ended."""
    partial = _in_effect(incoming, tuple(ENDS), on)
    if partial and partial.tru:
        reason = (
            f"{ENDS[partial.quan_he]} từ ngày {viet_date(partial.tu_ngay)}, trừ một số quy định."
        )
        return said_by(partial, "het_mot_phan", reason)
    if partial:
        reason = f"Một phần hết hiệu lực từ ngày {viet_date(partial.tu_ngay)}."
        return said_by(partial, "het_mot_phan", reason)
    reason = f"Có hiệu lực từ ngày {viet_date(first)}."  # known: only a partial end does without
    if any(r.quan_he == "sua_doi" and (not r.tu_ngay or r.tu_ngay <= on) for r in incoming):
        reason += " Đã được sửa đổi, bổ sung."
    if ending and ending.tu_ngay > on:
        reason += f" {ENDS[ending.quan_he]} từ ngày {viet_date(ending.tu_ngay)}."
        return said_by(ending, "con", reason, since=first)
    if is_date(hieu_luc_den):
        reason += f" Hết hiệu lực sau ngày {viet_date(hieu_luc_den)}."
    return Validity(status="con", reason=reason, since=first)


def _in_effect(incoming: Sequence[Relation], kinds: tuple[QuanHe, ...], on: str) -> Relation | None:
    found = [r for r in incoming if r.quan_he in kinds and r.tu_ngay and r.tu_ngay <= on]
    return min(found, key=lambda r: (r.tu_ngay, not r.confirmed), default=None)


def said_by(relation: Relation, status: Status, reason: str, since: str = "") -> Validity:
    """A status that rests on a relation, with the document that states it and its sentence."""
    return Validity(
        status=status, reason=reason, since=since or relation.tu_ngay, by=relation.source,
        evidence=relation.evidence, confirmed=relation.confirmed,
    )  # fmt: skip
