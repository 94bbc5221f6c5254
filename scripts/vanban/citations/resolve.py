"""Which document is meant: one outcome for every mention, and none is guessed.

key → type → series body → date, term or year → antecedents in the same document. The reason
of every refusal is a Vietnamese sentence a reader understands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from vanban.citations.antecedents import antecedent, remember
from vanban.citations.keys import (
    NAMED_TYPES,
    document_keys,
    mention_keys,
    versions,
)
from vanban.citations.narrow import (
    Number,
    by_body,
    by_date,
    by_term,
    by_type,
    full_date,
    not_later,
    period,
    period_on,
    read_number,
    series_bodies,
    series_of,
)
from vanban.citations.pinpoint import anchors
from vanban.model import (
    Ambiguous,
    Body,
    Citation,
    Citing,
    DocRef,
    Mention,
    NamedLaw,
    NotHeld,
    Outcome,
    Resolved,
    Unclear,
)
from vanban.tables import Registry
from vanban.text import viet_date

__all__ = ["document_keys", "mention_keys", "resolve", "resolve_all"]

Lookup = Callable[[str], Sequence[DocRef]]


def resolve_all(
    mentions: Sequence[Mention], citing: Citing, candidates_of: Lookup, registry: Registry
) -> tuple[Citation, ...]:
    """One citation for each mention, in order; later short and named forms follow earlier full ones."""
    known: dict[str, Outcome] = {}
    out = []
    for mention in mentions:
        held = antecedent(mention, known)
        if held is None:
            keys = mention_keys(mention, citing, registry)
            refs = {ref.id: ref for key in keys for ref in candidates_of(key)}
            outcome = resolve(mention, citing, tuple(refs.values()), registry)
        else:
            outcome = _placed(held, mention)
        remember(mention, outcome, known)
        out.append(Citation(mention=mention, outcome=outcome))
    return tuple(out)


def resolve(
    mention: Mention, citing: Citing, candidates: Sequence[DocRef], registry: Registry
) -> Outcome:
    """The outcome of one mention against the documents that answer to its keys. Pure."""
    if mention.kind == "self":
        return Resolved(target=citing.id, provision=_provision(mention))
    if not mention.so_hieu:
        return _placed(_by_name(mention, citing, candidates, registry), mention)
    number = read_number(mention.so_hieu)
    if number is None:
        return _placed(_by_short(mention, citing, candidates), mention)
    return _placed(_by_number(mention, number, citing, candidates, registry), mention)


def _placed(outcome: Outcome, mention: Mention) -> Outcome:
    """``outcome``, and where the mention points to a provision, at that."""
    if mention.pinpoint and isinstance(outcome, Resolved):
        return Resolved(target=outcome.target, provision=_provision(mention))
    return outcome


def _provision(mention: Mention) -> str:
    found = anchors(mention.pinpoint) if mention.pinpoint else ()
    return found[0] if found else ""


# -- by number ---------------------------------------------------------------------------


def _by_number(
    mention: Mention, number: Number, citing: Citing, candidates: Sequence[DocRef],
    registry: Registry,
) -> Outcome:  # fmt: skip
    bodies = series_bodies(number, mention, citing, registry)
    refs = list(candidates)
    if bodies:
        refs = by_body(refs, bodies, registry)
    elif bodies == () and refs:
        return Ambiguous(candidates=_ids(refs), reason=_NO_BODY.format(mention.so_hieu))
    refs, others = by_type(mention, refs)
    if not refs and others:
        return Unclear(reason=_type_clash(mention, others[0]))
    if not refs:
        return _not_held(mention, number, bodies, registry)
    return _by_day(mention, number, citing, refs, bodies, registry)


def _by_day(
    mention: Mention, number: Number, citing: Citing, refs: list[DocRef],
    bodies: tuple[Body, ...] | None, registry: Registry,
) -> Outcome:  # fmt: skip
    if full_date(mention.ngay):
        exact = by_date(mention, refs)
        if exact:
            return _dated(mention, number, exact)
        clash = [r for r in refs if _same_period(r, mention, number, registry)]
        if clash:
            return Unclear(reason=_date_clash(mention, clash[0]))
        return _not_held(mention, number, bodies, registry)
    if mention.ngay.startswith("--"):
        refs = by_date(mention, refs)
    # A unique symbol is that document whatever the order: consolidated texts and records of
    # old documents cite their later amendments.
    refs = refs if number.unique else by_term(mention, not_later(refs, citing), registry)
    if not refs:
        return _not_held(mention, number, bodies, registry)
    if len(refs) > 1:
        return Ambiguous(candidates=_ids(refs), reason=_SEVERAL.format(mention.so_hieu, len(refs)))
    return _only(mention, number, citing, refs[0], registry)


def _dated(mention: Mention, number: Number, exact: list[DocRef]) -> Outcome:
    """Documents that agree with the date; one whose own date is unknown proves nothing."""
    sure = [r for r in exact if r.ngay[:7] == mention.ngay[:7]]
    refs = sure or exact
    if len(refs) > 1:
        return Ambiguous(candidates=_ids(refs), reason=_SEVERAL.format(mention.so_hieu, len(refs)))
    if sure or number.unique:
        return Resolved(target=refs[0].id)
    return Ambiguous(candidates=_ids(refs), reason=_UNDATED.format(mention.so_hieu))


def _only(
    mention: Mention, number: Number, citing: Citing, ref: DocRef, registry: Registry
) -> Outcome:
    """One document is left and the text gives no date.

    A number that holds its year or legislature is unique. Any other restarts with each term
    or year, and nobody knows what an archive lacks: so the one we hold is meant only if it
    belongs to the term (or year) the citing document was written in, or the text names the
    term. Otherwise the reader sees it as a candidate.
    """
    if number.unique or (by_term(mention, [ref], registry) and _names_term(mention)):
        return Resolved(target=ref.id)
    own = period(ref, registry)
    series = series_of(ref.co_quan, registry)
    if own and own == period_on(series, citing.ngay, registry):
        return Resolved(target=ref.id)
    if mention.ngay.startswith("--") and own:
        return Resolved(target=ref.id)
    return Ambiguous(candidates=(ref.id,), reason=_OTHER_TERM.format(mention.so_hieu))


def _names_term(mention: Mention) -> bool:
    return "kh" in mention.co_quan.lower() and any(
        word in mention.co_quan.lower() for word in ("khóa ", "khoá ")
    )


def _same_period(ref: DocRef, mention: Mention, number: Number, registry: Registry) -> bool:
    """Whether two dates lie where one number can only be one document."""
    if number.unique:
        return True
    body = series_of(ref.co_quan, registry)
    own = period_on(body, ref.ngay, registry)
    return bool(own) and own == period_on(body, mention.ngay, registry)


def _not_held(
    mention: Mention, number: Number, bodies: tuple[Body, ...] | None, registry: Registry
) -> NotHeld:
    """With what can be said of a document we don't hold: series body and term."""
    issuer = number.issuers[-1] if number.issuers else ""
    if number.symbol.legislature or not (issuer or bodies):
        return NotHeld(so_hieu=mention.so_hieu)
    if bodies is None:
        body = _issuer(issuer, mention.ngay, registry)
    else:
        body = bodies[0] if len(bodies) == 1 else None
    if body is None:
        note = _WHOSE.format(issuer) if bodies is not None and issuer else ""
        return NotHeld(so_hieu=mention.so_hieu, note=note)
    series = registry.term_series(body.khoa)
    term = registry.term_on(series, mention.ngay) if series and full_date(mention.ngay) else None
    note = f"{body.ten} khóa {term.ten}" if term else body.ten
    return NotHeld(so_hieu=mention.so_hieu, note=note)


@lru_cache(maxsize=20_000)
def _issuer(code: str, day: str, registry: Registry) -> Body | None:
    """The one body whose series a code names on that day."""
    keys = {series_of(b.khoa, registry) for b in registry.bodies_for_code(code, day)}
    return registry.body(keys.pop()) if len(keys) == 1 else None


# -- by short number -----------------------------------------------------------------------


def _by_short(mention: Mention, citing: Citing, candidates: Sequence[DocRef]) -> Outcome:
    """``Chỉ thị 05``: without a symbol only a year inside or an exact date makes it sure."""
    refs, _ = by_type(mention, candidates)
    refs = not_later(by_date(mention, refs) if mention.ngay else refs, citing)
    if not refs:
        return NotHeld(so_hieu=mention.so_hieu, note=_SHORT_NOTE.format(mention.loai))
    sure = full_date(mention.ngay) or ("/" in mention.so_hieu and mention.loai == "Nghị định")
    if len(refs) == 1 and sure and refs[0].ngay:
        return Resolved(target=refs[0].id)
    reason = _SHORT.format(" ".join(mention.surface.split()))
    return Ambiguous(candidates=_ids(refs), reason=reason)


# -- by name -------------------------------------------------------------------------------


def _by_name(
    mention: Mention, citing: Citing, candidates: Sequence[DocRef], registry: Registry
) -> Outcome:
    laws = versions(mention, registry)
    name = " ".join(mention.surface.split())
    if laws:
        return _by_version(mention, citing, candidates, laws, name)
    refs, _ = by_type(mention, candidates)
    refs = not_later(by_date(mention, refs) if mention.ngay else refs, citing)
    if not refs:
        return NotHeld(so_hieu=name, note="")
    if len(refs) > 1:
        return Ambiguous(candidates=_ids(refs), reason=_SEVERAL.format(name, len(refs)))
    if mention.loai in NAMED_TYPES and not mention.ngay and not citing.ngay:
        return Ambiguous(candidates=_ids(refs), reason=_WHICH_VERSION.format(name))
    return Resolved(target=refs[0].id)


def _by_version(
    mention: Mention, citing: Citing, candidates: Sequence[DocRef], laws: Sequence[NamedLaw],
    name: str,
) -> Outcome:  # fmt: skip
    """The version of the year or date given, else the one in force when the text was written."""
    fitting = _dated_versions(mention, laws) if mention.ngay else _in_force(citing, laws)
    if len(fitting) != 1:
        held = [r for v in (fitting or laws) for r in candidates if _is_version(r, v)]
        if not held:
            return NotHeld(so_hieu=name, note=_WHICH_VERSION.format(name) if len(laws) > 1 else "")
        return Ambiguous(candidates=_ids(held), reason=_WHICH_VERSION.format(name))
    version = fitting[0]
    held = [r for r in candidates if _is_version(r, version)]
    if len(held) == 1:
        return Resolved(target=held[0].id)
    if held:
        return Ambiguous(candidates=_ids(held), reason=_SEVERAL.format(name, len(held)))
    return NotHeld(so_hieu=version.so_hieu or name, note=f"{version.ten} {_year_note(version)}")


def _year_note(version: NamedLaw) -> str:
    return f"năm {version.ngay[:4]}" if version.ngay else ""


def _dated_versions(mention: Mention, laws: Sequence[NamedLaw]) -> list[NamedLaw]:
    exact = [v for v in laws if full_date(mention.ngay) and v.ngay == mention.ngay]
    return exact or [v for v in laws if v.ngay[:4] == mention.ngay[:4]]


def _in_force(citing: Citing, laws: Sequence[NamedLaw]) -> list[NamedLaw]:
    """Versions a text of that day can mean by the bare name.

    An adopted version that isn't in force yet may be meant beside the old one; a version
    whose end we don't know ends with the next one's beginning.
    """
    day = citing.ngay
    if not full_date(day):
        return list(laws)
    adopted = [v for v in laws if v.ngay[:4] <= day[:4] and v.ngay <= day]
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


# -- antecedents ---------------------------------------------------------------------------


def _ids(refs: Sequence[DocRef]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r.id for r in refs))


def _type_clash(mention: Mention, ref: DocRef) -> str:
    return (
        f"Văn bản dẫn gọi {mention.so_hieu} là {mention.loai}, "
        f"nhưng văn bản mang số này trong kho là {ref.loai}."
    )


def _date_clash(mention: Mention, ref: DocRef) -> str:
    return (
        f"Văn bản dẫn ghi {mention.so_hieu} ngày {viet_date(mention.ngay)}, "
        f"nhưng văn bản mang số này trong kho đề ngày {viet_date(ref.ngay)}."
    )


_SEVERAL = "Có {1} văn bản trong kho cùng ứng với {0}."
_NO_BODY = "Ký hiệu {0} dùng chung cho nhiều địa phương; chưa rõ cơ quan nào ban hành."
_UNDATED = "Văn bản mang số {0} trong kho chưa rõ ngày, chưa thể khẳng định là văn bản được dẫn."
_OTHER_TERM = (
    "Văn bản dẫn không ghi ngày của {0}; số này được đánh lại theo khóa hoặc theo năm "
    "nên có thể là văn bản khác cùng số."
)
_WHOSE = "Ký hiệu {0} dùng chung cho nhiều địa phương, chưa rõ cơ quan nào."
_SHORT_NOTE = "{0} dẫn bằng số rút gọn, không có ký hiệu."
_SHORT = "“{0}” thiếu ký hiệu và ngày, chưa đủ để khẳng định là văn bản này."
_WHICH_VERSION = "“{0}” không ghi năm ban hành; có nhiều lần ban hành cùng tên."
