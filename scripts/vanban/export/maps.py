"""Sitemaps (sitemaps.org, protocol 0.9) for search engines inside and outside the house.

A document has a date of its own but none of its last change, so ``lastmod`` is left out
rather than made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from vanban.export.markup import xml

LIMIT = 50_000
"""Addresses in one file, by the protocol."""

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


_Thing = TypeVar("_Thing")


def parts(addresses: Sequence[_Thing], limit: int = LIMIT) -> Iterator[Sequence[_Thing]]:
    """The addresses in slices that one file may hold."""
    return (addresses[n : n + limit] for n in range(0, len(addresses), limit))


def map_bytes(addresses: Iterable[str]) -> bytes:
    """One ``urlset``; the addresses are absolute."""
    inner = "".join(f"<url><loc>{xml(a)}</loc></url>\n" for a in addresses)
    return f"{_HEAD}<urlset {_SPACE}>\n{inner}</urlset>\n".encode()


def index_bytes(maps: Iterable[str]) -> bytes:
    """The list of maps."""
    inner = "".join(f"<sitemap><loc>{xml(a)}</loc></sitemap>\n" for a in maps)
    return f"{_HEAD}<sitemapindex {_SPACE}>\n{inner}</sitemapindex>\n".encode()
