"""What a database must be able to do for search; ``postgres`` and ``opensearch`` can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from vanban.answer.numbers import Card, Row

DEEP = 400
"""Documents ranked with care; further ones follow by date."""


class Unit(NamedTuple):
    """One term that is looked for: its forms, any of which will do, and how much it tells.

    A form is a syllable or two neighbours joined by ``_``.
    """

    forms: tuple[str, ...]
    worth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """All of ``must``, or with ``share`` as much of their worth; ``may`` only adds to the rank.

    ``bare``: forms have no marks and are looked for without any.
    """

    must: tuple[Unit, ...]
    may: tuple[Unit, ...] = ()
    bare: bool = False
    share: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What documents must have beside words; ``facets``: facet → values, one of which they have."""

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    undated: bool = False
    without: tuple[Stage, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.facets or self.first or self.last or self.undated)


class Found(NamedTuple):
    """How many documents there are, and the first of them in order."""

    total: int
    ids: list[str]


class FacetCount(NamedTuple):
    facet: str
    value: str
    label: str
    documents: int


class Section(NamedTuple):
    """A clause's anchor and its text."""

    anchor: str
    text: str


class Backend(Protocol):
    """Answers about one archive. OSError when it can't be reached."""

    async def size(self) -> int:
        """How many documents there are."""

    async def forms(self, keys: Sequence[str]) -> dict[str, dict[str, int]]:
        """Key → form with marks → documents that have it."""

    async def endings(self, before: str, begun: str) -> list[str]:
        """Forms that begin with ``begun`` after the key ``before`` ('' for none), frequent first."""

    async def found(
        self, stages: Sequence[Stage], narrowed: Narrowed, sort: str, count: int
    ) -> Found:
        """Documents of the first stage that has them before those of the next ones; no stage: all.

        ``sort``: ``lien-quan``, ``moi``, ``cu``; ``count`` ids at most.
        """

    async def counts(self, stages: Sequence[Stage], narrowed: Narrowed) -> list[FacetCount]:
        """Values of all facets among the documents found, as if nothing of their own were chosen."""

    async def values(self, facet: str) -> list[tuple[str, str]]:
        """Values of a facet with what a reader reads."""

    async def numbered(self, number: int) -> list[Row]: ...

    async def named(self, name: str) -> list[Row]: ...

    async def of_day(self, day: str) -> list[Row]: ...

    async def cards(self, ids: Sequence[str]) -> list[Card]:
        """In the order of ``ids``; those that have gone are left out."""

    async def related(self, id_: str) -> list[tuple[str, Card]]:
        """What ties a document to this one, and its card; the weightiest first."""

    async def sections(self, id_: str) -> list[Section]:
        """The text in its order."""
