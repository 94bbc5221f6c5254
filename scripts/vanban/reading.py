"""Files to fragments, in worker processes: the blob goes to a file, the records come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vanban.fragment import Fragment
from vanban.model import Issue
from vanban.parallel import spread, sweep, uncollected
from vanban.progress import Tick
from vanban.records import Records, Taken
from vanban.tables import Registry

Stat = tuple[int, int]
IssueRow = tuple[Any, ...]

BATCH, BYTES = 32, 1_000_000
"""Files, and bytes of them, that are read together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading a set of files gave. ``faults`` holds every file that has any issue."""

    records: Records
    faults: dict[str, tuple[IssueRow, ...]]
    slow: int


def issue_row(issue: Issue) -> IssueRow:
    return tuple(getattr(issue, name) for name in Issue.__slots__)


def issue_of(row: IssueRow) -> Issue:
    return Issue(**dict(zip(Issue.__slots__, row, strict=True)))


def read_batch(
    root: Path, items: Sequence[tuple[str, Stat]], registry: Registry, muc: str,
    *, words: bool = True,
) -> list[Fragment]:  # fmt: skip
    """The fragments of ``items`` in their order, read together.

    A file that vanishes, can't be opened or is huge becomes an issue.
    """
    # not above: a run that finds nothing changed needs no finder and no Markdown
    from vanban.corpus.read import read_raw
    from vanban.making import make_fragments

    sources: list[tuple[str, bytes, Stat]] = []
    refused: dict[str, Fragment] = {}
    for path, stat in items:
        raw, issues = read_raw(root, path, stat[1])
        if raw is None:
            refused[path] = Fragment(path=path, stat=stat, record=None, issues=issues)
        else:
            sources.append((path, raw, stat))
    made = iter(make_fragments(sources, registry, muc, words=words))
    return [refused.get(path) or next(made) for path, _ in items]


def batches(items: Sequence[tuple[str, Stat]]) -> Iterator[Sequence[tuple[str, Stat]]]:
    """``items`` in order, cut so that none holds more than BATCH files or much over BYTES."""
    start = size = 0
    for n, (_, stat) in enumerate(items):
        size += stat[1]
        if n + 1 - start == BATCH or size > BYTES:
            yield items[start : n + 1]
            start, size = n + 1, 0
    if start < len(items):
        yield items[start:]


def read_files(
    root: Path, items: Sequence[tuple[str, Stat]], registry: Registry, muc: str,
    *, folder: Path, names: list[str], stamp: str, jobs: int = 1, tick: Tick | None = None,
    words: bool = True,
) -> Reading:  # fmt: skip
    """Read ``items``; blob files are added to ``folder`` and their names to ``names``.

    Without ``words`` nothing is kept for a search index.
    """
    import vanban.making  # noqa: F401 - once, before the workers part

    base = len(names)

    def read(batch: Sequence[tuple[str, Stat]]) -> list[Fragment]:
        return read_batch(root, batch, registry, muc, words=words)

    def work(n: int, part: Sequence[tuple[str, Stat]]) -> Any:
        with uncollected():
            return _read_slice(read, part, folder / f"frag-{stamp}-{n}", (n, base + n), held, tick)

    held = Records(folder, max(1, jobs))
    faults: dict[str, tuple[IssueRow, ...]] = {}
    slow = 0
    for n, (rows, bad, slow_here) in enumerate(spread(work, items, jobs, folder)):
        names.append(f"frag-{stamp}-{n}")
        held.take(n, rows)
        faults.update(bad)
        slow += slow_here
    return Reading(records=held, faults=faults, slow=slow)


def _read_slice(
    read: Callable[[Sequence[tuple[str, Stat]]], list[Fragment]],
    items: Sequence[tuple[str, Stat]], blob: Path, numbers: tuple[int, int], held: Records,
    tick: Tick | None,
) -> tuple[list[Taken], dict[str, tuple[IssueRow, ...]], int]:  # fmt: skip
    """``numbers`` are those of the file of records and of the blob."""
    n, number = numbers
    rows: list[Taken] = []
    faults: dict[str, tuple[IssueRow, ...]] = {}
    offset = slow = 0
    with blob.open("wb", buffering=1 << 20) as out:
        for batch in batches(items):
            made = read(batch)
            records = []
            for fragment in made:
                if fragment.issues:
                    faults[fragment.path] = tuple(map(issue_row, fragment.issues))
                if fragment.record is not None:
                    out.write(fragment.blob)
                    records.append(fragment.record._replace(blob=number, offset=offset))
                    offset += len(fragment.blob)
                    slow += not fragment.fast
            rows += held.write(n, records)
            # a body for the reference renderer alone leaves cycles
            sweep(look=not all(fragment.fast for fragment in made))
            if tick:
                tick(len(batch))
    return rows, faults, slow
