"""The visible steps from candidates of one key to the document meant.

Type, series body, then date, term or year. Each step takes documents away for a reason that
can be told; none picks one of several.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from vanban.citations.names import term_in
from vanban.model import CHUA_RO, Body, Citing, DocRef, Mention
from vanban.so_hieu import InvalidSoHieu, SoHieu, parse_so_hieu
from vanban.tables import Registry
from vanban.text import is_date

ONE_SERIES = frozenset({"Quyết định", "Quy định"})
"""Both are written QĐ and draw from one series in the Party (DOMAIN 2.1)."""

STATUTES = frozenset({"Luật", "Bộ luật"})
"""Numbered in one series of the National Assembly, beside that of its resolutions."""


class Number(NamedTuple):
    """A printed number read for comparing. ``digits`` keep their letter and lose their zeros;
    ``unique``: it holds its year or its legislature, so it restarts nowhere."""

    symbol: SoHieu
    key: str
    digits: str
    issuers: tuple[str, ...]
    unique: bool


@lru_cache(maxsize=20_000)
def read_number(text: str) -> Number | None:
    """The number read, or None when it has no symbol or isn't one."""
    try:
        symbol = parse_so_hieu(text)
    except InvalidSoHieu:
        return None
    return Number(
        symbol=symbol, key=symbol.key, digits=f"{symbol.so}{symbol.hau_to}".lstrip("0"),
        issuers=symbol.issuers, unique=bool(symbol.nam or symbol.legislature),
    )  # fmt: skip


def by_type(mention: Mention, refs: Sequence[DocRef]) -> tuple[list[DocRef], list[DocRef]]:
    """(those the type word allows, those it contradicts)."""
    if not mention.loai or mention.loai == "Văn bản":
        return list(refs), []
    kept: list[DocRef] = []
    others: list[DocRef] = []
    for ref in refs:
        (kept if _type_fits(mention, ref) else others).append(ref)
    return kept, others


def _type_fits(mention: Mention, ref: DocRef) -> bool:
    if not ref.loai or ref.loai == mention.loai:
        return True
    if ref.loai in ONE_SERIES and mention.loai in ONE_SERIES:
        # Without a word of its own the type was read off the symbol, which can't tell.
        return not mention.surface.lower().startswith(mention.loai.lower()) or (
            full_date(mention.ngay) and ref.ngay == mention.ngay
        )
    if ref.loai in STATUTES and mention.loai in STATUTES:
        return True
    return mention.kind == "list-member" and mention.so_hieu == ref.so_hieu


full_date = lru_cache(maxsize=8192)(is_date)
"""A whole day that exists: a printed 31/02 is kept in the mention and decides nothing."""


def series_bodies(
    number: Number, mention: Mention, citing: Citing, registry: Registry
) -> tuple[Body, ...] | None:
    """The bodies a relative code (``TU``, ``UBND``) can mean here; None for an absolute code.

    The body named in the text wins over the citing document's; the day asked for is the
    mention's own, else the citing document's, never today.
    """
    code = _relative_code(number.issuers, registry)
    if not code:
        return None
    day = mention.ngay if full_date(mention.ngay) else citing.ngay
    return _bodies_meant(code, mention.co_quan, citing.co_quan, day, registry)


# A document cites a few bodies over and over, and so do its neighbours: the answers are kept.
@lru_cache(maxsize=1024)
def _relative_code(codes: tuple[str, ...], registry: Registry) -> str:
    return next((c for c in codes if registry.is_relative_code(c)), "")


@lru_cache(maxsize=20_000)
def _bodies_meant(
    code: str, named: str, citing_body: str, day: str, registry: Registry
) -> tuple[Body, ...]:
    body = registry.body_by_name(named, day) if named else None
    if body is not None and body.noi:
        return (body,)
    return registry.relative_bodies(code, citing_body, day)


@lru_cache(maxsize=20_000)
def series_of(body: str, registry: Registry) -> str:
    """Key of the body in whose series ``body`` numbers its documents."""
    return registry.series_body_key(body)


def by_body(refs: Sequence[DocRef], bodies: Sequence[Body], registry: Registry) -> list[DocRef]:
    """Documents of the series of one of ``bodies``."""
    series = {series_of(b.khoa, registry) for b in bodies}
    return [r for r in refs if series_of(r.co_quan, registry) in series]


def series_of_ref(ref: DocRef, registry: Registry) -> str:
    """The same for a document; one whose body isn't known by the code it writes."""
    if ref.co_quan and ref.co_quan != CHUA_RO:
        return series_of(ref.co_quan, registry)
    number = read_number(ref.so_hieu)
    return _series_of_code(number.issuers, registry) if number and number.issuers else ""


@lru_cache(maxsize=5_000)
def _series_of_code(codes: tuple[str, ...], registry: Registry) -> str:
    if _relative_code(codes, registry):
        return ""
    keys = {series_of(b.khoa, registry) for b in registry.bodies_for_code(codes[-1])}
    return keys.pop() if len(keys) == 1 else ""


def period(ref: DocRef, registry: Registry) -> str:
    """The term or year within which the number of ``ref`` is its own; '' when unknown."""
    return period_on(series_of_ref(ref, registry), ref.ngay, registry)


@lru_cache(maxsize=20_000)
def period_on(body: str, day: str, registry: Registry) -> str:
    series = registry.term_series(body)
    if not series:
        return day[:4]
    term = registry.term_on(series, day) if full_date(day) else None
    return f"{term.day}:{term.so}" if term else ""


def by_term(mention: Mention, refs: Sequence[DocRef], registry: Registry) -> list[DocRef]:
    """When the text names a term (``khóa XII``) only documents of that term."""
    wanted = term_in(f"{mention.co_quan} {mention.surface}")
    if not wanted:
        return list(refs)
    out = []
    for ref in refs:
        series = registry.term_series(series_of_ref(ref, registry))
        term = registry.term_on(series, ref.ngay) if series and full_date(ref.ngay) else None
        if term is None or term.so == wanted:
            out.append(ref)
    return out


def by_date(mention: Mention, refs: Sequence[DocRef]) -> list[DocRef]:
    """Documents whose date agrees with the mention's, as far as both are known."""
    day = mention.ngay
    if day.startswith("--"):
        return [r for r in refs if len(r.ngay) < 10 or r.ngay[4:] == day[1:]]
    return [r for r in refs if r.ngay == day or agrees(r.ngay, day)]


def agrees(held: str, day: str) -> bool:
    """``2013-07`` and ``2013-07-16`` agree; an unknown date agrees with every one."""
    if not held[:1].isdigit():
        return True
    n = min(len(held), len(day))
    return held[:n] == day[:n]


def not_later(refs: Sequence[DocRef], citing: Citing) -> list[DocRef]:
    """Documents that existed when the citing one was written."""
    if not citing.ngay[:1].isdigit():
        return list(refs)
    out = []
    for r in refs:
        n = min(len(r.ngay), len(citing.ngay))
        if not r.ngay[:1].isdigit() or r.ngay[:n] <= citing.ngay[:n]:
            out.append(r)
    return out
