"""Addresses with a stamp of their content: ``vanban.css?85213208``, ``tim/u/0/3.js?147a583d``.

A page read before a switch asks for its style, and a search begun before it for its next shard,
after it. So every stamped file also lies in the pool, under its stamp: ``@85213208/vanban.css``.
A server that is told to look there (``servers/``) gives each reader the file that belongs to
what he has, and lets browsers keep it for good.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from vanban.publish.policy import is_immutable, is_twin
from vanban.publish.values import Item, Tree

PAGES = ("index.html", "404.html")
"""Pages that name the site's styles and scripts; the others name the same."""

INDEX = "tim/"
HEAD = "tim/kho.js"
"""Head of the search index: never stamped, it says which stamp its shards have."""

_ADDRESS = re.compile(rb'(?:href|src)="(?:\.?/)?([^"?#:]+)\?([0-9a-f]{8,64})"')
_CONTENT = re.compile(rb'"c":"([0-9a-f]{8,64})"')

Stamps = Mapping[str, str]
"""Address, or folder with its slash, → stamp; '' for a file or folder that has none in one that has."""


def find_stamps(tree: Tree) -> dict[str, str]:
    """What the site's own pages and the head of its index say."""
    sources = {item.path: item.source for item in tree.items if item.path in (*PAGES, HEAD)}
    known = {item.path for item in tree.items}
    found: dict[str, str] = {}
    for page in PAGES:
        data = sources[page].read_bytes() if page in sources else b""
        for path, stamp in _ADDRESS.findall(data):
            if path.decode() in known:
                found[path.decode()] = stamp.decode()
    if HEAD in sources and (match := _CONTENT.search(sources[HEAD].read_bytes())):
        found |= {INDEX: match[1].decode(), HEAD: ""}
    return found


def stamp_of(path: str, stamps: Stamps) -> str:
    """The stamp a reader asks for ``path`` with; a twin has that of its file."""
    file = path[:-3] if is_twin(path) else path
    parts = file.split("/")
    places = (file, *("/".join(parts[:n]) + "/" for n in (2, 1)))
    return next((stamps[place] for place in places if place in stamps), "")


def pool_path(path: str, stamps: Stamps) -> str:
    """Where the file lies in the pool; '' when it doesn't."""
    if stamp := stamp_of(path, stamps):
        return f"@{stamp}/{path}"
    return path if is_immutable(path) else ""


def pool_items(items: Iterable[Item], stamps: Stamps) -> list[Item]:
    places = ((pool_path(item.path, stamps), item) for item in items)
    return [Item(place, item.entry, item.source) for place, item in places if place]
