"""A mention without number and symbol: a short number, a law by name, a meeting's resolution."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vanban.citations import reasons as say
from vanban.citations.around import DETAILED, title_day
from vanban.citations.by_number import ids_of
from vanban.citations.keys import (
    NAMED_TYPES,
    bare_name,
    meeting_docs,
    terms_named,
    versions,
)
from vanban.citations.narrow import agrees, by_date, by_type, full_date, not_later, read_number
from vanban.citations.trail import Asked
from vanban.model import Ambiguous, Citing, DocRef, Mention, NamedLaw, NotHeld, Outcome, Resolved
from vanban.tables import Registry
from vanban.tables.hoi_nghi import MeetingDoc
from vanban.text import fold, viet_date


def by_short(asked: Asked, candidates: Sequence[DocRef]) -> Outcome:
    """``Chỉ thị 05``: without a symbol only a year inside or an exact date makes it sure."""
    mention, citing, _, trail, _ = asked
    refs, _ = by_type(mention, candidates)
    trail.add("type", say.BY_SHORT, refs, mention.so_hieu, mention.loai)
    refs = not_later(by_date(mention, refs) if mention.ngay else refs, citing)
    trail.add("date", say.BY_BEFORE, refs, viet_date(citing.ngay))
    if not refs:
        return NotHeld(so_hieu=mention.so_hieu, note=say.SHORT_NOTE.format(mention.loai))
    sure = full_date(mention.ngay) or ("/" in mention.so_hieu and mention.loai == "Nghị định")
    if len(refs) == 1 and sure and refs[0].ngay:
        return Resolved(target=refs[0].id)
    return Ambiguous(candidates=ids_of(refs), reason=say.SHORT.format(say.shown(mention)))


def by_name(asked: Asked, candidates: Sequence[DocRef]) -> Outcome:
    """A meeting's document by the table, a law by its versions, anything else by held titles."""
    mention, citing, registry, trail, _ = asked
    docs = meeting_docs(mention)
    if docs:
        return _of_meeting(asked, candidates, docs)
    laws = versions(mention, registry)
    if laws:
        return _by_version(asked, candidates, laws)
    name = say.shown(mention)
    refs, _ = by_type(mention, candidates)
    trail.add("name", say.BY_NAME, refs, name)
    refs = not_later(by_date(mention, refs) if mention.ngay else refs, citing)
    trail.add("date", say.BY_BEFORE, refs, viet_date(citing.ngay))
    if not refs:
        return NotHeld(so_hieu=name, note="")
    if len(refs) > 1:
        return Ambiguous(candidates=ids_of(refs), reason=say.SEVERAL.format(name, len(refs)))
    if mention.loai in NAMED_TYPES and not mention.ngay and not _one_of_its_kind(mention):
        # Nobody knows how often a law the table doesn't list was made anew.
        return Ambiguous(candidates=ids_of(refs), reason=say.MAYBE_OTHER.format(name))
    return Resolved(target=refs[0].id)


def _one_of_its_kind(mention: Mention) -> bool:
    """The Party's statutes and platform: the one held is the one called so."""
    return mention.loai in ("Điều lệ", "Cương lĩnh")


# -- laws ----------------------------------------------------------------------------------


def _by_version(asked: Asked, candidates: Sequence[DocRef], laws: Sequence[NamedLaw]) -> Outcome:
    """The version of the year or date given, else the one in force when the text was written."""
    mention, citing, _, trail, topic = asked
    name = say.shown(mention)
    if (
        not mention.ngay
        and citing.so_hieu
        and not topic
        and any(_is_version(_own(citing), v) for v in laws)
    ):
        trail.add("name", say.BY_OWN_NAME, (), name)
        return Resolved(target=citing.id)
    laws = [*laws, *_unlisted(candidates, laws)]
    held = [r for r in candidates if any(_is_version(r, v) for v in laws)]
    trail.add("name", say.BY_VERSIONS, held, ", ".join(map(_version_words, laws)))
    written = title_day(topic)
    day = citing.ngay if written is None else written
    fitting = _dated_versions(mention, laws) if mention.ngay else _in_force(day, laws)
    if topic.startswith(DETAILED):
        fitting = _about_to_begin(day, fitting) or fitting
    if not mention.ngay and _amends(mention):
        fitting = []  # a law is amended again and again, and each time by a law of this name
    known = [r for v in (fitting or _made_by(day, laws)) for r in candidates if _is_version(r, v)]
    told = say.BY_VERSION_DATE if mention.ngay else say.BY_VERSION_FORCE
    trail.add("date", told, known, viet_date(mention.ngay or day) or "ngày chưa rõ")
    if len(fitting) != 1:
        if not known:
            note = say.WHICH_VERSION.format(name) if len(laws) > 1 else ""
            return NotHeld(so_hieu=name, note=note)
        return Ambiguous(candidates=ids_of(known), reason=say.WHICH_VERSION.format(name))
    version = fitting[0]
    if len(known) == 1:
        return Resolved(target=known[0].id)
    if known:
        return Ambiguous(candidates=ids_of(known), reason=say.SEVERAL.format(name, len(known)))
    return NotHeld(so_hieu=version.so_hieu or name, note=f"{version.ten} {_year_note(version)}")


def _made_by(day: str, laws: Sequence[NamedLaw]) -> list[NamedLaw]:
    """Versions there were on that day: a text can't mean a later one."""
    return [v for v in laws if not day[:4].isdigit() or v.ngay[:4] <= day[:4]]


def _amends(mention: Mention) -> bool:
    return fold(mention.surface).find("sua doi") >= 0


def _own(citing: Citing) -> DocRef:
    return DocRef(
        id=citing.id, so_hieu=citing.so_hieu, loai=citing.loai, co_quan=citing.co_quan,
        ngay=citing.ngay,
    )  # fmt: skip


def _unlisted(candidates: Sequence[DocRef], laws: Sequence[NamedLaw]) -> list[NamedLaw]:
    """Laws of the name that are held and that the table doesn't know: versions like the others."""
    return [
        NamedLaw(ten=r.trich_yeu, loai=r.loai, so_hieu=r.so_hieu, ngay=r.ngay)
        for r in candidates
        if r.loai in NAMED_TYPES and r.ngay[:4].isdigit() and not any(_is_version(r, v) for v in laws)
    ]  # fmt: skip


def _version_words(version: NamedLaw) -> str:
    return version.so_hieu or f"{version.ten} {_year_note(version)}".strip()


def _year_note(version: NamedLaw) -> str:
    return f"năm {version.ngay[:4]}" if version.ngay else ""


def _dated_versions(mention: Mention, laws: Sequence[NamedLaw]) -> list[NamedLaw]:
    exact = [v for v in laws if full_date(mention.ngay) and v.ngay == mention.ngay]
    return exact or [v for v in laws if v.ngay[:4] == mention.ngay[:4]]


def could_mean(said: Mention, topic: str, registry: Registry) -> bool:
    """Whether a bare name in another document's title can mean the version ``said`` names.

    That title was written on its document's day, whatever version the text cites elsewhere.
    """
    day = title_day(topic)
    if not day:
        return False
    laws = registry.named_laws(bare_name(said.surface))
    if not laws:
        return agrees(said.ngay, day) or said.ngay < day
    return any(agrees(v.ngay, said.ngay) for v in _in_force(day, laws))


_BEFORE = 92
"""Days before a law takes effect in which what details its name details the new one: it must be
issued to take effect together with the law (Luật Ban hành văn bản quy phạm pháp luật)."""


def _about_to_begin(day: str, fitting: Sequence[NamedLaw]) -> list[NamedLaw]:
    """The one version that began within ``_BEFORE`` days after ``day``."""
    if not full_date(day):
        return []
    signed = date.fromisoformat(day)
    near = [
        v for v in fitting
        if v.hieu_luc_tu and 0 < (date.fromisoformat(v.hieu_luc_tu) - signed).days <= _BEFORE
    ]  # fmt: skip
    return near if len(near) == 1 else []


def _in_force(day: str, laws: Sequence[NamedLaw]) -> list[NamedLaw]:
    """Versions a text of that day can mean by the bare name; of a year, on any of its days.

    An adopted version that isn't in force yet may be meant beside the old one; a version
    whose end we don't know ends with the next one's beginning.
    """
    if len(day) == 4 and day.isdigit():
        either = [*_in_force(f"{day}-01-01", laws), *_in_force(f"{day}-12-31", laws)]
        return [v for v in laws if v in either]
    if not full_date(day):
        return list(laws)
    adopted = [v for v in laws if v.ngay <= day]
    alive = [v for v in adopted if not v.hieu_luc_den or v.hieu_luc_den >= day]
    begun = [v for v in alive if (v.hieu_luc_tu and v.hieu_luc_tu <= day) or _settled(v, day)]
    last = max(begun, key=lambda v: v.ngay, default=None)
    return [v for v in alive if v not in begun or v is last]


def _settled(version: NamedLaw, day: str) -> bool:
    """Adopted so long ago that it must have begun: two years (no law waited longer)."""
    return not version.hieu_luc_tu and int(version.ngay[:4]) + 2 <= int(day[:4])


def _is_version(ref: DocRef, version: NamedLaw) -> bool:
    if version.so_hieu and ref.so_hieu:
        a, b = read_number(ref.so_hieu), read_number(version.so_hieu)
        return bool(a and b and a.key == b.key)
    return ref.loai == version.loai and ref.ngay[:4] == version.ngay[:4]


# -- plenums and congresses ----------------------------------------------------------------


def _of_meeting(asked: Asked, candidates: Sequence[DocRef], docs: Sequence[MeetingDoc]) -> Outcome:
    """The meeting's one document, the one of the subject named, or the one usually meant."""
    mention, _, _, trail, topic = asked
    name = say.shown(mention)
    trail.add("name", say.BY_EVENT, _held_of(candidates, docs), _numbers(docs))
    if len(terms_named(mention.surface)) > 1:
        held = _held_of(candidates, docs)
        reason = say.TWO_TERMS.format(name)
        return Ambiguous(candidates=ids_of(held), reason=reason) if held else NotHeld(
            so_hieu=name, note=reason
        )  # fmt: skip
    meant = _meant(mention, docs, topic)
    held = _held_of(candidates, meant)
    if len(meant) == 1:
        told = say.BY_TOPIC if topic else say.BY_USUAL
        trail.add("date", told, held)
        if len(held) == 1:
            return Resolved(target=held[0].id)
        doc = meant[0]
        note = f"{name}, ngày {viet_date(doc.ngay)}" if doc.so_hieu else viet_date(doc.ngay)
        return NotHeld(so_hieu=doc.so_hieu or name, note=note)
    reason = say.SEVERAL_EVENT.format(len(meant), _numbers(meant))
    if held:
        return Ambiguous(candidates=ids_of(held), reason=reason)
    return NotHeld(so_hieu=name, note=reason)


def _meant(mention: Mention, docs: Sequence[MeetingDoc], topic: str) -> Sequence[MeetingDoc]:
    """Documents of the meeting the words leave, by date, by subject, by usage."""
    if full_date(mention.ngay):
        return [d for d in docs if d.ngay == mention.ngay] or docs
    if len(docs) == 1:
        return docs
    told = [d for d in docs if any(fold(word) in topic for word in d.chu_de)]
    if told or topic:
        return told or docs
    return [d for d in docs if d.quen_goi] or docs


def _numbers(docs: Sequence[MeetingDoc]) -> str:
    return ", ".join(d.so_hieu or f"{d.loai} ngày {viet_date(d.ngay)}" for d in docs)


def _held_of(candidates: Sequence[DocRef], docs: Sequence[MeetingDoc]) -> list[DocRef]:
    return [r for r in candidates if any(_is_doc(r, d) for d in docs)]


def _is_doc(ref: DocRef, doc: MeetingDoc) -> bool:
    """Number and date agree; a document without number is known by type, date and its title."""
    if not agrees(ref.ngay, doc.ngay) or ref.loai != doc.loai:
        return False
    if not doc.so_hieu:
        return not read_number(ref.so_hieu)
    a, b = read_number(ref.so_hieu), read_number(doc.so_hieu)
    return bool(a and b and a.key == b.key and ref.ngay[:4] == doc.ngay[:4])
