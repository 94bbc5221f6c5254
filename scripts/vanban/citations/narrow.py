"""The visible steps from candidates of one key to the document meant.

Type, series body, then date, term or year. Each step takes documents away for a reason that
can be told; none picks one of several.
"""

from __future__ import annotations

from collections.abc import Sequence

from vanban.citations.names import term_in
from vanban.model import Body, Citing, DocRef, Mention
from vanban.so_hieu import InvalidSoHieu, SoHieu, parse_so_hieu
from vanban.tables import Registry

ONE_SERIES = frozenset({"Quyết định", "Quy định"})
"""Both are written QĐ and draw from one series in the Party (DOMAIN 2.1)."""


def symbol_of(text: str) -> SoHieu | None:
    """The number read, or None when it has no symbol or isn't one."""
    try:
        return parse_so_hieu(text) if text else None
    except InvalidSoHieu:
        return None


def by_type(mention: Mention, refs: Sequence[DocRef]) -> tuple[list[DocRef], list[DocRef]]:
    """(those the type word allows, those it contradicts)."""
    if not mention.loai or mention.loai == "Văn bản":
        return list(refs), []
    kept = [r for r in refs if _type_fits(mention, r)]
    return kept, [r for r in refs if r not in kept]


def _type_fits(mention: Mention, ref: DocRef) -> bool:
    if not ref.loai or ref.loai == mention.loai:
        return True
    if {ref.loai, mention.loai} <= ONE_SERIES:
        # Without a word of its own the type was read off the symbol, which can't tell.
        return not mention.surface.lower().startswith(mention.loai.lower()) or (
            full_date(mention.ngay) and ref.ngay == mention.ngay
        )
    return mention.kind == "list-member" and mention.so_hieu == ref.so_hieu


def full_date(day: str) -> bool:
    return len(day) == 10 and day[0] != "-"


def series_bodies(
    symbol: SoHieu, mention: Mention, citing: Citing, registry: Registry
) -> tuple[Body, ...] | None:
    """The bodies a relative code (``TU``, ``UBND``) can mean here; None for an absolute code.

    The body named in the text wins over the citing document's; the day asked for is the
    mention's own, else the citing document's, never today.
    """
    code = next((c for c in symbol.issuers if registry.is_relative_code(c)), "")
    if not code:
        return None
    day = mention.ngay if full_date(mention.ngay) else citing.ngay
    named = registry.body_by_name(mention.co_quan, day) if mention.co_quan else None
    if named is not None and named.noi:
        return (named,)
    return registry.relative_bodies(code, citing.co_quan, day)


def by_body(
    refs: Sequence[DocRef], bodies: Sequence[Body], registry: Registry
) -> list[DocRef]:
    """Documents of the series of one of ``bodies``."""
    series = {registry.series_body_key(b.khoa) for b in bodies}
    return [r for r in refs if registry.series_body_key(r.co_quan) in series]


def identifies(symbol: SoHieu) -> bool:
    """Whether the symbol alone is unique: it holds its year or its legislature."""
    return bool(symbol.nam or symbol.legislature)


def period(ref: DocRef, registry: Registry) -> str:
    """The term or year within which the number of ``ref`` is its own; '' when unknown."""
    return period_on(registry.series_body_key(ref.co_quan), ref.ngay, registry)


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
        series = registry.term_series(registry.series_body_key(ref.co_quan))
        term = registry.term_on(series, ref.ngay) if series and full_date(ref.ngay) else None
        if term is None or term.so == wanted:
            out.append(ref)
    return out


def by_date(mention: Mention, refs: Sequence[DocRef]) -> list[DocRef]:
    """Documents whose date agrees with the mention's, as far as both are known."""
    day = mention.ngay
    if day.startswith("--"):
        return [r for r in refs if len(r.ngay) < 10 or r.ngay[4:] == day[1:]]
    return [r for r in refs if agrees(r.ngay, day)]


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
