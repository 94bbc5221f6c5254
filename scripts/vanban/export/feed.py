"""Atom feeds (RFC 4287): the last documents of a list, newest first.

Times are those of the documents' own dates, at midnight in Việt Nam, so that equal archives
give equal feeds. Statuses stay out: they change without the document changing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vanban.export.addresses import absolute, lasting_id
from vanban.export.markup import element, xml
from vanban.text import is_date

LAST = 30
"""Documents in one feed."""

TYPE = "application/atom+xml"
PUBLISHER = "Kho văn bản"
"""Stands as author of a feed: entries whose body isn't known have none of their own."""

_ATOM = "http://www.w3.org/2005/Atom"
_NO_DAY = "1970-01-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document. ``path`` is its page from the site's root; ``day`` ISO or a prefix of it."""

    path: str
    title: str
    day: str
    author: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """``path`` is the feed's own place, ``page`` that of the list it follows."""

    path: str
    page: str
    title: str
    entries: tuple[Entry, ...]


def moment(day: str) -> str:
    """A day or the first day of a month or year as RFC 3339, midnight in Việt Nam."""
    whole = (day + "-01-01"[len(day) - 4 :]) if len(day) in (4, 7) else day
    return f"{whole if is_date(whole) else _NO_DAY}T00:00:00+07:00"


def feed_bytes(feed: Feed, site_url: str) -> bytes:
    """The feed as a file; links lead from its own place when the site has no address."""
    days = sorted((moment(e.day) for e in feed.entries), reverse=True)
    head = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="{_ATOM}" xml:lang="vi">'
        f"{element('id', lasting_id(site_url, feed.path))}{element('title', feed.title)}"
        f"{element('updated', days[0] if days else moment(''))}"
        f"{_link('self', feed.path, feed.path, site_url, TYPE)}"
        f"{_link('alternate', feed.page, feed.path, site_url, 'text/html')}"
        f"<author><name>{PUBLISHER}</name></author>"
    )
    parts = (_entry(entry, feed.path, site_url) for entry in feed.entries)
    return f"{head}\n{''.join(parts)}</feed>\n".encode()


def _entry(entry: Entry, base: str, site_url: str) -> str:
    time = moment(entry.day)
    author = f"<author><name>{xml(entry.author)}</name></author>" if entry.author else ""
    terms = "".join(element("category", term=t) for t in entry.terms)
    return (
        f"<entry>{element('id', lasting_id(site_url, entry.path))}{element('title', entry.title)}"
        f"{element('updated', time)}{element('published', time)}"
        f"{_link('alternate', entry.path, base, site_url, 'text/html')}{author}{terms}</entry>\n"
    )


def _link(rel: str, to: str, base: str, site_url: str, kind: str) -> str:
    href = absolute(site_url, to) or f"{'../' * base.count('/')}{to}"
    return element("link", rel=rel, type=kind, href=href)


def discovery(feed_path: str, page: str, title: str) -> str:
    """The line for the ``<head>`` of the list's page."""
    href = f"{'../' * page.count('/')}{feed_path}"
    # The theme asks for a map of the site beside whatever is an "alternate" and no more.
    return element("link", rel="alternate feed", type=TYPE, title=title, href=href).replace(
        "/>", ">"
    )


def newest(ids: Iterable[tuple[str, str]], last: int = LAST) -> Sequence[str]:
    """Of (day, id) pairs the ids of the latest, those of one day by id."""
    held = sorted(ids, key=lambda pair: pair[1])
    held.sort(key=lambda pair: moment(pair[0]), reverse=True)
    return [id_ for _, id_ in held[:last]]
