"""What a database must be able to do for search: to hold rows and give them back.

The archive is numbered by date (``export/lists.py``); a document is known by its number here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

Card = list[Any]
"""[id, number, type, title, body, its key, date, status, first day, last day, flags, cited by]."""


class Form(NamedTuple):
    """A term as it is written (``đất_đai``), its key (``dat_dai``), its documents."""

    text: str
    key: str
    documents: int


class Column(NamedTuple):
    """As exported: plain data, and numbers of one width for every document."""

    told: Mapping[str, Any]
    data: bytes


class Row(NamedTuple):
    """A document with the term it falls into: its number (0 for none) and name."""

    document: int
    card: Card
    term: int = 0
    term_name: str = ""


class Section(NamedTuple):
    """A clause's anchor and its text."""

    anchor: str
    text: str


class Backend(Protocol):
    """One archive. Every method raises OSError when it can't be reached."""

    async def stamp(self) -> tuple[str, str]:
        """What differs when anything in the archive does, and the level it was exported at."""

    async def columns(self) -> dict[str, Column]:
        """All columns by name."""

    async def syllables(self, most: int) -> list[tuple[str, int]]:
        """Keys of single syllables with the documents of all forms, the most frequent first."""

    async def forms(self, keys: Sequence[str]) -> list[Form]:
        """Every form of these keys."""

    async def lists(self, forms: Sequence[Form]) -> dict[str, bytes]:
        """The list of each form, as exported."""

    async def followers(self, firsts: Sequence[str], most: int) -> dict[str, list[Form]]:
        """By the key of a first syllable its frequent pairs, ``most`` of each."""

    async def numbered(
        self, number: int, kinds: Sequence[str], holding: Sequence[str], most: int
    ) -> list[Row]:
        """Documents of this number, the newest first, ``most`` of them.

        ``kinds``: only of these types, unless empty; ``holding``: a card without all of these
        texts may be left out.
        """

    async def named(self, name: str) -> list[Row]: ...

    async def cards(self, documents: Sequence[int]) -> dict[int, Card]: ...

    async def related(self, documents: Sequence[int]) -> dict[int, list[tuple[str, Card]]]:
        """What ties documents to each of these, with their cards; the weightiest first."""

    async def texts(self, documents: Iterable[int]) -> dict[int, list[Section]]:
        """The texts in their order."""

    async def close(self) -> None: ...
