"""A mention with number and symbol: type, series body, then date, term or year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from vanban.citations import reasons as say
from vanban.citations.names import term_in
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
    series_bodies,
    series_of,
    series_of_ref,
)
from vanban.citations.trail import SILENT, Asked
from vanban.model import Ambiguous, Body, DocRef, Mention, NotHeld, Outcome, Resolved, Unclear
from vanban.tables import Registry
from vanban.text import viet_date

Bodies = tuple[Body, ...] | None


def by_number(asked: Asked, number: Number, candidates: Sequence[DocRef]) -> Outcome:
    """The outcome of a mention whose number has been read, among documents of its key.

    A symbol of the National Assembly holds no type: its laws and its resolutions number each in
    a series of their own, so the same symbol with another type word is another document.
    """
    mention, citing, registry, trail, _ = asked
    refs, others = by_type(mention, candidates)
    trail.add("type", say.BY_TYPE, refs, mention.loai)
    bodies = series_bodies(number, mention, citing, registry)
    if bodies:
        refs = by_body(refs, bodies, registry)
        others = by_body(others, bodies, registry)
    _tell_bodies(asked, number, bodies, refs)
    if bodies == ():
        if refs:
            return Ambiguous(candidates=ids_of(refs), reason=say.NO_BODY.format(mention.so_hieu))
        others = []
    if not refs and others and not number.symbol.legislature:
        return Unclear(
            reason=say.type_clash(mention, others[0]), code=say.TYPE_CLASH,
            candidates=ids_of(others),
        )  # fmt: skip
    if not refs:
        return _not_held(mention, number, bodies, registry)
    return _by_day(asked, number, refs, bodies)


def _tell_bodies(asked: Asked, number: Number, bodies: Bodies, refs: list[DocRef]) -> None:
    """The body step; put together only when somebody reads it."""
    if asked.trail is SILENT:
        return
    if bodies is None:
        asked.trail.add("body", say.BY_ONE_SERIES, refs, asked.mention.so_hieu)
    elif not bodies:
        asked.trail.add("body", say.BY_NO_BODY, refs, asked.mention.so_hieu)
    else:
        asked.trail.add(
            "body", say.BY_BODIES, refs, "-".join(number.issuers),
            _day_asked(asked), ", ".join(map(_named_body, bodies)),
        )  # fmt: skip


def _day_asked(asked: Asked) -> str:
    day = asked.mention.ngay if full_date(asked.mention.ngay) else asked.citing.ngay
    return viet_date(day) if day else "ngày chưa rõ"


def _named_body(body: Body) -> str:
    if not (body.tu or body.den):
        return body.ten
    return f"{body.ten} ({viet_date(body.tu) or '…'} – {viet_date(body.den) or 'nay'})"


def _by_day(asked: Asked, number: Number, refs: list[DocRef], bodies: Bodies) -> Outcome:
    mention, citing, registry, trail, _ = asked
    if full_date(mention.ngay):
        return _by_full_date(asked, number, refs, bodies)
    if mention.ngay.startswith("--"):
        refs = by_date(mention, refs)
        trail.add("date", say.BY_PART_OF_DATE, refs, mention.ngay)
    # A unique symbol is that document whatever the order: consolidated texts and records of
    # old documents cite their later amendments.
    if number.unique:
        trail.add("date", say.BY_UNIQUE, refs)
    else:
        refs = not_later(refs, citing)
        trail.add("date", say.BY_BEFORE, refs, viet_date(citing.ngay))
        refs = by_term(mention, refs, registry)
    if not refs:
        return _not_held(mention, number, bodies, registry)
    if len(refs) > 1:
        return _several(mention, refs)
    return _only(asked, number, refs[0])


def _by_full_date(asked: Asked, number: Number, refs: list[DocRef], bodies: Bodies) -> Outcome:
    mention, _, registry, trail, _ = asked
    exact = by_date(mention, refs)
    trail.add("date", say.BY_DATE, exact, viet_date(mention.ngay))
    if exact:
        return _dated(mention, number, exact)
    clash = [r for r in refs if _same_period(r, mention, number, registry)]
    if clash:
        return Unclear(
            reason=say.date_clash(mention, clash[0]), code=say.DATE_CLASH,
            candidates=ids_of(clash),
        )  # fmt: skip
    return _not_held(mention, number, bodies, registry)


def _dated(mention: Mention, number: Number, exact: list[DocRef]) -> Outcome:
    """Documents that agree with the date; one whose own date is unknown proves nothing."""
    sure = [r for r in exact if r.ngay[:7] == mention.ngay[:7]]
    refs = sure or exact
    if len(refs) > 1:
        return _several(mention, refs)
    if sure or number.unique:
        return Resolved(target=refs[0].id)
    return Ambiguous(candidates=ids_of(refs), reason=say.UNDATED.format(mention.so_hieu))


def _several(mention: Mention, refs: Sequence[DocRef]) -> Ambiguous:
    reason = say.SEVERAL.format(mention.so_hieu, len(refs))
    return Ambiguous(candidates=ids_of(refs), reason=reason)


def _only(asked: Asked, number: Number, ref: DocRef) -> Outcome:
    """One document is left and the text gives no date.

    A number that holds its year or legislature is unique. Any other restarts with each term
    or year, and nobody knows what an archive lacks: so the one we hold is meant only if it
    belongs to the term (or year) the citing document was written in, or the text names the
    term. Otherwise the reader sees it as a candidate.
    """
    mention, citing, registry, trail, _ = asked
    if number.unique:
        return Resolved(target=ref.id)
    if term_in(mention.co_quan) and by_term(mention, [ref], registry):
        trail.add("date", say.BY_TERM, [ref])
        return Resolved(target=ref.id)
    own = period(ref, registry)
    series = series_of_ref(ref, registry)
    if own and own == period_on(series, citing.ngay, registry):
        trail.add("date", say.BY_PERIOD, [ref])
        return Resolved(target=ref.id)
    if mention.ngay.startswith("--") and own:
        return Resolved(target=ref.id)
    return Ambiguous(candidates=(ref.id,), reason=say.OTHER_TERM.format(mention.so_hieu))


def _same_period(ref: DocRef, mention: Mention, number: Number, registry: Registry) -> bool:
    """Whether two dates lie where one number can only be one document."""
    if number.unique:
        return True
    body = series_of_ref(ref, registry)
    own = period_on(body, ref.ngay, registry)
    return bool(own) and own == period_on(body, mention.ngay, registry)


def _not_held(mention: Mention, number: Number, bodies: Bodies, registry: Registry) -> NotHeld:
    """With what can be said of a document we don't hold: series body and term."""
    issuer = number.issuers[-1] if number.issuers else ""
    if number.symbol.legislature or not (issuer or bodies):
        return NotHeld(so_hieu=mention.so_hieu)
    if bodies is None:
        body = _issuer(issuer, mention.ngay, registry)
    else:
        body = bodies[0] if len(bodies) == 1 else None
    if body is None:
        note = say.WHOSE.format(issuer) if bodies is not None and issuer else ""
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


def ids_of(refs: Sequence[DocRef]) -> tuple[str, ...]:
    """Ids in order, each once."""
    return tuple(dict.fromkeys(r.id for r in refs))
