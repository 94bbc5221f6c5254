"""Feeds of lists: one for each type, body and topic, one of the whole archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vanban.export.feed import LAST, Entry, Feed, discovery, feed_bytes, newest
from vanban.facts import UNKNOWN_YEAR, Facts
from vanban.model import CHUA_RO
from vanban.site.buckets import Lists, facet_of
from vanban.site.datafiles import NEW
from vanban.site.markup import document_name
from vanban.site.views import document_url

FACETS = ("loai", "co-quan", "linh-vuc")
"""Facets whose values one can follow; a year is no list that goes on."""


def feed_path(value: str) -> str:
    """Where the feed of ``facet/value`` lies."""
    return f"du-lieu/{value}.atom"


def feed_line(url: str, label: str) -> bytes:
    """For the head of the page at ``url``, if it is of a value that has a feed: where that is."""
    parts = url.removeprefix("duyet/").split("/")
    if len(parts) < 3 or parts[0] not in FACETS:
        return b""
    return discovery(feed_path("/".join(parts[:2])), url, f"{label}: văn bản mới").encode()


def feeds(lists: Lists, values: Iterable[str], site_url: str) -> Iterator[tuple[str, bytes]]:
    """(address, bytes) of the feeds of ``values`` and that of the archive."""
    yield NEW, feed_bytes(_feed(lists, NEW, "index.html", "Văn bản mới", _months(lists)), site_url)
    for value in values:
        if facet_of(value) in FACETS:
            keys = sorted((k for k in lists.counts if k.startswith(f"{value}/")), reverse=True)
            page, path = f"duyet/{value}/index.html", feed_path(value)
            title = f"{lists.label(value)}: văn bản mới"
            yield path, feed_bytes(_feed(lists, path, page, title, keys), site_url)


def _months(lists: Lists) -> list[str]:
    return sorted((k for k in lists.counts if facet_of(k) == "nam"), reverse=True)


def _feed(lists: Lists, path: str, page: str, title: str, keys: list[str]) -> Feed:
    """The last documents of the buckets ``keys``, which come latest first."""
    facts = lists.facts
    found: list[tuple[str, str]] = []
    keys.sort(key=lambda k: UNKNOWN_YEAR in k)  # what has no year is the last to be looked at
    for key in keys:
        found += ((facts.face(i).ngay, i) for i in facts.bucket(key))
        if len(found) >= LAST:
            break
    entries = tuple(_entry(facts, i) for i in newest(found))
    return Feed(path=path, page=page, title=title, entries=entries)


def _entry(facts: Facts, id_: str) -> Entry:
    record = facts.face(id_)
    body = facts.registry.body(record.co_quan) if record.co_quan else None
    number = "" if record.so_hieu == CHUA_RO else record.so_hieu
    return Entry(
        path=document_url(id_),
        title=f"{document_name(record.loai, number)}: {record.trich_yeu}",
        day=record.ngay,
        author=body.ten if body else "",
        terms=(record.loai, *record.linh_vuc),
    )
