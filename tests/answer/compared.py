"""The same questions asked of a site's files and of an endpoint, by the site's own scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from answer.judged import judge, oracle
from answer.on_loopback import PAGE, Site

from vanban.search.client import client_files

import in_browser  # isort: skip - lies beside the judge, whose folder ``judged`` has named
from expect import Answer, Row  # isort: skip

FIRST = 10
"""Hits that are held against each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question, and what each of the two answered."""

    row: Row
    files: Answer
    endpoint: Answer

    def unlike(self) -> str:
        """What differs, in a line; '' when a reader sees the same."""
        one, other = told(self.files), told(self.endpoint)
        parts = [f"{k}: {one[k]} | {other[k]}" for k in one if one[k] != other[k]]
        return f"{self.row.id} «{self.row.query[:60]}» {'; '.join(parts)}"[:400] if parts else ""

    def lost(self, kho: oracle.Kho) -> list[str]:
        """What is wrong with the endpoint's answer, where that of the files is right."""
        return [] if judge(self.row, self.files, kho) else judge(self.row, self.endpoint, kho)


def told(answer: Answer) -> dict[str, Any]:
    """What of an answer leads a reader on: which documents, in which order, how many.

    Words that may follow, and corrections, are left out: which of two equally frequent ones comes
    first is chance. Whether they are right is judged.
    """
    return {
        "jump": answer.jump and answer.jump["id"],
        "chooser": sorted(str(h["id"]) for h in answer.chooser or ()),
        "hits": [str(h["id"]) for h in answer.hits[:FIRST]],
        "total": answer.total,
        "lines": [c["text"] for c in answer.completions if c["kind"] != "tu"],
        "error": answer.error,
    }


@contextmanager
def pages(browser: Any, site: Site, files: Mapping[str, bytes], endpoint: str) -> Iterator[Any]:
    """A page that asks the files, and one that has none and asks the endpoint."""
    page = {"index.html": PAGE.encode()}
    site.files = {f"tep/{p}": data for p, data in {**page, **client_files(), **files}.items()}
    site.files |= {f"may/{p}": data for p, data in {**page, **client_files(endpoint)}.items()}
    site.connect = endpoint
    with browser.new_context() as context:
        made = [context.new_page() for _ in range(2)]
        for one, folder in zip(made, ("tep", "may"), strict=True):
            one.goto(f"{site.address}/{folder}/index.html")
            one.wait_for_function("Boolean(window.vanban && vanban.search)")
        yield made


def both(pair: Iterable[Any], rows: Iterable[Row]) -> list[Asked]:
    """Every row asked of the first page and of the second."""
    files, endpoint = pair
    return [
        Asked(row=row, files=in_browser.asked(files, row), endpoint=in_browser.asked(endpoint, row))
        for row in rows
    ]
