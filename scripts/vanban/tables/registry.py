"""The registry: one frozen value that answers what a code, a name or a date means.

It holds our tables and the bodies and terms an archive adds; nothing in it is changed later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vanban.model import Body, DocType, He, NamedLaw, Term
from vanban.tables import loai, luat
from vanban.tables import quan_he as relations
from vanban.tables.co_quan import RelativeCode, body_table
from vanban.tables.dia_phuong import known_day, places, valid_on
from vanban.tables.khoa import by_series, term_among, terms
from vanban.text import same_name

_FORMER = re.compile(r"\s*\(?\s*(?:cũ|trước đây|trước hợp nhất|trước sáp nhập)\s*\)?\s*$", re.I)
_LEGISLATURE = re.compile(r"(QH|UBTVQH|HĐNN)\d{1,2}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Registry:
    """Bodies by key and by code, terms by series; make one with ``load_registry``."""

    bodies: Mapping[str, Body]
    codes: Mapping[str, tuple[Body, ...]]
    terms: Mapping[str, tuple[Term, ...]]

    def doc_type(self, name: str) -> DocType | None:
        """The type called ``name``, whatever its case and tone placement."""
        return loai.doc_type(name)

    def types_for_code(self, code: str, he: He) -> tuple[DocType, ...]:
        """Types a code may mean in a system; () when unknown."""
        return loai.types_for_code(code, he)

    def named_laws(self, name: str) -> tuple[NamedLaw, ...]:
        """Versions of a law by name, oldest first."""
        return luat.named_laws(name)

    def relation_label(self, quan_he: str, inverse: bool) -> str:
        """What the relation is called, from the acting side or the target's."""
        return relations.relation_label(quan_he, inverse)

    def relation_order(self, quan_he: str) -> int:
        """Place of the relation in lists, from 1."""
        return relations.relation_kinds()[quan_he].thu_tu

    def body(self, khoa: str) -> Body | None:
        """The body with this key."""
        return self.bodies.get(khoa)

    def bodies_for_code(self, code: str, on_date: str = "") -> tuple[Body, ...]:
        """Bodies that write ``code``, those valid on the day when one is given.

        The number of a legislature may stand behind it (``QH15``).
        """
        on_date = known_day(on_date)
        legislature = _LEGISLATURE.fullmatch(code)
        word = legislature[1] if legislature else code
        found = self.codes.get(word) or self.codes.get(word.upper(), ())
        return _valid(found, on_date) if on_date else found

    def body_by_name(self, name: str, on_date: str = "") -> Body | None:
        """The one body called ``name`` on that day; None when none or several are.

        ``(cũ)`` or ``trước đây`` behind the name asks for one that has ended.
        """
        bare = _FORMER.sub("", name)
        found = _names(self).get(same_name(bare), ())
        if bare != name:
            found = tuple(b for b in found if b.den)
        elif known_day(on_date):
            found = _valid(found, on_date)
        return found[0] if len(found) == 1 else None

    def series_body_key(self, khoa: str) -> str:
        """Key of the body in whose series ``khoa`` numbers its documents; itself by default.

        Bộ Chính trị and Ban Bí thư number as the Central Committee (``/TW``), a standing
        committee as its committee (``/TU``).
        """
        shared = body_table().series.get(khoa)
        if shared:
            return shared
        body = self.bodies.get(khoa)
        above = self.bodies.get(body.cap_tren) if body else None
        if body and above and _shares_series(body, above):
            return self.series_body_key(above.khoa)
        return khoa

    def term_series(self, khoa: str) -> str:
        """Series of terms the body's numbers restart with (``dang-bo:…``); empty when by year."""
        known = body_table().terms.get(khoa)
        body = self.bodies.get(khoa)
        if known is not None or body is None or body.he != "dang":
            return known or ""
        above = self.bodies.get(body.cap_tren)
        if above and (above.he, above.cap, above.noi) == (body.he, body.cap, body.noi):
            return self.term_series(above.khoa)
        return f"dang-bo:{khoa}"

    def term_on(self, day: str, iso_date: str) -> Term | None:
        """The term of series ``day`` the date lies in; None on congress days and when unknown."""
        return term_among(self.terms.get(day, ()), iso_date)

    def cap_tren(self, khoa: str) -> Body | None:
        """The body above."""
        body = self.bodies.get(khoa)
        return self.bodies.get(body.cap_tren) if body else None

    def is_relative_code(self, code: str) -> bool:
        """Whether every place has such a body, so that the code alone names none."""
        return self.relative_code(code) is not None

    def relative_code(self, code: str) -> RelativeCode | None:
        """What a relative code stands for in general (``HU``: Huyện ủy)."""
        known = body_table().relative
        return known.get(code) or known.get(code.upper())

    def relative_bodies(self, code: str, citing_body: str, on_date: str) -> tuple[Body, ...]:
        """The bodies a relative code can mean in a document of ``citing_body`` of that day.

        One as a rule, more than one when a merged place cites before its merger.

        Looked for at the citing body's own place, then at those of the bodies above it. When
        the place didn't exist on that day its forerunners or heirs of that day are meant; a
        code out of use by then means whoever used it there last.
        """
        on_date = known_day(on_date)
        body = self.bodies.get(citing_body)
        seen: set[str] = set()
        while body and body.khoa not in seen:
            seen.add(body.khoa)
            found = self._at_place(code, body.noi, on_date)
            if found:
                return found
            body = self.bodies.get(body.cap_tren)
        return ()

    def _at_place(self, code: str, noi: str, on_date: str) -> tuple[Body, ...]:
        if not noi:
            return ()
        own = tuple(b for b in self.bodies_for_code(code) if b.noi == noi)
        if not on_date or _valid(own, on_date):
            return _valid(own, on_date) if on_date else own
        kin = _kindred(noi, on_date)
        alive = tuple(b for b in self.bodies_for_code(code, on_date) if b.noi in kin)
        return alive or own or self._before(code, noi)

    def _before(self, code: str, noi: str) -> tuple[Body, ...]:
        """A code older than the place: whoever wrote it at the nearest forerunners."""
        generation = _forerunners((noi,))
        while generation:
            found = tuple(b for b in self.bodies_for_code(code) if b.noi in generation)
            if found:
                return found
            generation = _forerunners(generation)
        return ()


def _valid(bodies: Iterable[Body], on_date: str) -> tuple[Body, ...]:
    return tuple(b for b in bodies if valid_on(b.tu, b.den, on_date))


def _shares_series(body: Body, above: Body) -> bool:
    """No code of its own, named as a part of the body above, at the same place and level."""
    return (
        not body.ma
        and body.khoa.startswith(body_table().shared_prefixes)
        and (above.he, above.cap, above.noi) == (body.he, body.cap, body.noi)
    )


def _kindred(noi: str, on_date: str) -> frozenset[str]:
    """Forerunners or heirs of a place that has not begun or has ended on the day."""
    known = places()
    found: set[str] = set()
    waiting = [noi]
    while waiting:
        place = known.get(waiting.pop())
        if place is None:
            continue
        if place.tu and on_date < place.tu[: len(on_date)]:
            waiting += place.tien_than
        elif place.den and on_date > place.den:
            waiting += place.ke_tuc
        else:
            found.add(place.khoa)
    return frozenset(found)


def _forerunners(noi: Iterable[str]) -> tuple[str, ...]:
    known = places()
    return tuple(k for key in noi if key in known for k in known[key].tien_than)


@lru_cache(maxsize=8)
def _names(registry: Registry) -> Mapping[str, tuple[Body, ...]]:
    """Bodies by name; built at the first question, for it costs more than the rest together."""
    found: dict[str, dict[str, Body]] = {}
    for body in registry.bodies.values():
        for name in (body.ten, *body.ten_khac):
            found.setdefault(same_name(name), {})[body.khoa] = body
    return {name: tuple(bodies.values()) for name, bodies in found.items()}


def load_registry(*extra: Sequence[Body | Term]) -> Registry:
    """The registry of our tables and the bodies and terms an archive adds.

    Equal input gives the same value. A key or term of our tables wins over an added one
    with the same key (``cross_check`` reports those).
    """
    return _registry(tuple(item for those in extra for item in those))


@lru_cache(maxsize=8)
def _registry(extra: tuple[Body | Term, ...]) -> Registry:
    bodies = {b.khoa: b for b in body_table().bodies}
    for item in extra:
        if isinstance(item, Body):
            bodies.setdefault(item.khoa, item)
    codes: dict[str, tuple[Body, ...]] = {}
    for body in bodies.values():
        for code in {c for ma in body.ma for c in (ma, ma.upper())}:
            codes[code] = (*codes.get(code, ()), body)
    known = {(t.day, t.tu) for t in terms()}
    added = [t for t in extra if isinstance(t, Term) and (t.day, t.tu) not in known]
    return Registry(bodies=bodies, codes=codes, terms=by_series([*terms(), *added]))
