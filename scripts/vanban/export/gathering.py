"""An archive read whole for an export: facts in memory, fragments in a folder that goes again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from vanban.archive import Request, update
from vanban.corpus.read import parse_document, read_raw
from vanban.corpus.scan import scan
from vanban.export.values import Values, document_values
from vanban.facts import Facts
from vanban.fragment import Heavy, Record, read_heavy, search_sections
from vanban.model import Document
from vanban.parallel import default_jobs, uncollected
from vanban.registry import archive_registry
from vanban.state import Blobs
from vanban.tables import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The archive at one level on one day. ``ids`` are sorted."""

    root: Path
    facts: Facts
    blobs: Blobs
    ids: tuple[str, ...]
    muc: str
    on: str

    def record(self, id_: str) -> Record:
        return self.facts.need(id_)

    def heavy(self, id_: str) -> Heavy:
        record = self.record(id_)
        return read_heavy(record, self.blobs.of(record))

    def values(self, id_: str) -> Values:
        return document_values(self.record(id_), self.heavy(id_).meta, self.facts)

    def sections(self, id_: str) -> tuple[tuple[str, str], ...]:
        """(anchor, plain text) of each part of the text, in order."""
        record = self.record(id_)
        return search_sections(record, self.blobs.of(record))

    def document(self, id_: str) -> Document | None:
        """The source read again; None when it has changed or gone since."""
        return source_of(self.root, self.record(id_), self.facts.registry)


def source_of(root: Path, record: Record, registry: Registry) -> Document | None:
    """The document a record is of, read again; None when its file has gone or is none any more."""
    raw, _ = read_raw(root, record.path, record.stat[1])
    return parse_document(record.path, raw, registry)[0] if raw else None


def today() -> str:
    """The day statuses are computed for; SOURCE_DATE_EPOCH fixes it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now()
    return moment.date().isoformat()


@contextmanager
def gathered(directives: Path, muc: str) -> Iterator[Gathered]:
    """Read ``directives`` at the level ``muc``; what is above it is never read into it."""
    registry, key, _ = archive_registry(directives)
    with tempfile.TemporaryDirectory(prefix="vanban-") as temp:
        request = Request(
            root=directives, cache=Path(temp), registry=registry, registry_key=key, on=today(),
            muc=muc, jobs=default_jobs(),
        )  # fmt: skip
        done = update(request, scan(directives), full=True)
        ids = tuple(sorted(i for (i,) in done.state.rows("select id from doc")))
        try:
            with uncollected():
                yield Gathered(
                    root=directives, facts=done.plan.facts, blobs=done.blobs, ids=ids, muc=muc,
                    on=request.on,
                )  # fmt: skip
        finally:
            done.blobs.close()
            done.state.close()
