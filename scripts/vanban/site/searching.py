"""The search files of one run: the index built whole, or mended when little has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vanban.archive import Request, Update
from vanban.facts import Facts
from vanban.search.increment import SearchPatch
from vanban.search.listing import Outgrown
from vanban.search.memory import Memory, load_memory
from vanban.search.scripts import FOLDER, File
from vanban.site.files import files_in
from vanban.state import Blobs

if TYPE_CHECKING:
    from vanban.search.index import SearchIndex


class Searching:
    """Decided when made: ``whole`` tells which. What is remembered of the index is kept last."""

    def __init__(self, site: Path, request: Request, done: Update, ids: Iterable[str]) -> None:
        self.site = site
        self.cache = request.cache
        self.facts = done.plan.facts
        memory = None if done.plan.render is None else load_memory(request.cache)
        self.patch = self._mend(done, memory) if memory else None
        self.index = None if self.patch else _whole(self.facts, done.blobs, ids)

    def _mend(self, done: Update, memory: Memory) -> SearchPatch | None:
        old = {record.id: record for record in done.old}
        try:
            patch = SearchPatch(
                self.facts, done.blobs, memory, old, done.plan.shown, done.plan.render or ()
            )
            self.mended = patch.files(self._read)
        except (Outgrown, OSError, ValueError):
            return None  # a file of the index is lost or can't be read: all are made anew
        return patch

    @property
    def whole(self) -> bool:
        return self.patch is None

    def texts(self, id_: str) -> list[File]:
        """The files of one document's text; may be asked in worker processes."""
        made = self.patch or self.index
        return made.text_files(id_) if made and id_ in made.numbers else []

    def others(self) -> Iterator[File]:
        """All other files of the index, or those that aren't as they were."""
        if self.index:
            yield from self.index.files()
        elif self.patch:
            yield from self.mended

    def ids(self) -> Iterable[str]:
        """The documents whose texts this run must write beside those whose pages it makes."""
        return self.index.numbers if self.index else ()

    def leftovers(self, made: set[str]) -> list[str]:
        """What a mended index must lose."""
        if not self.patch:
            return []
        under = files_in(self.site, f"{FOLDER}/n")
        return self.patch.leftovers(made, lambda url: (self.site / url).is_file(), under)

    def remember(self) -> None:
        """Once every file is written."""
        memory = self.index.memory if self.index else self.patch.memory if self.patch else None
        if memory:
            memory.save(self.cache)

    def _read(self, url: str) -> bytes:
        return (self.site / url).read_bytes()


def _whole(facts: Facts, blobs: Blobs, ids: Iterable[str]) -> SearchIndex:
    # numpy takes longer to load than a mended index takes to write
    from vanban.search.index import SearchIndex

    return SearchIndex(facts, blobs, ids)
