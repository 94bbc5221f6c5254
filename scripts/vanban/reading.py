"""Files to fragments, in worker processes: the blob goes to a file, the records come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vanban.corpus.read import read_raw
from vanban.fragment import Fragment, Record, make_fragment
from vanban.model import Issue
from vanban.parallel import spread, sweep, uncollected
from vanban.tables import Registry

Stat = tuple[int, int]
IssueRow = tuple[Any, ...]
Tick = Callable[[int], None]
"""Called with the number of files just done in this process."""

CHUNK = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading a set of files gave. ``faults`` holds every file that has any issue."""

    records: tuple[Record, ...]
    faults: dict[str, tuple[IssueRow, ...]]
    slow: int


def issue_row(issue: Issue) -> IssueRow:
    return tuple(getattr(issue, name) for name in Issue.__slots__)


def issue_of(row: IssueRow) -> Issue:
    return Issue(**dict(zip(Issue.__slots__, row, strict=True)))


def read_one(
    root: Path, path: str, stat: Stat, registry: Registry, muc: str, *, words: bool = True
) -> Fragment:
    """The fragment of one file; one that vanishes, can't be opened or is huge becomes an issue."""
    raw, issues = read_raw(root, path, stat[1])
    if raw is None:
        return Fragment(path=path, stat=stat, record=None, issues=issues)
    return make_fragment(path, raw, stat, registry, muc, words=words)


def read_files(
    root: Path, items: Sequence[tuple[str, Stat]], registry: Registry, muc: str,
    *, folder: Path, names: list[str], stamp: str, jobs: int = 1, tick: Tick | None = None,
    words: bool = True,
) -> Reading:  # fmt: skip
    """Read ``items``; blob files are added to ``folder`` and their names to ``names``.

    Without ``words`` nothing is kept for a search index.
    """
    base = len(names)

    def read(path: str, stat: Stat) -> Fragment:
        return read_one(root, path, stat, registry, muc, words=words)

    def work(n: int, part: Sequence[tuple[str, Stat]]) -> Any:
        with uncollected():
            return _read_slice(read, part, folder / f"frag-{stamp}-{n}", base + n, tick)

    records: list[Record] = []
    faults: dict[str, tuple[IssueRow, ...]] = {}
    slow = 0
    for n, (rows, bad, slow_here) in enumerate(spread(work, items, jobs, folder)):
        names.append(f"frag-{stamp}-{n}")
        records.extend(Record._make(row) for row in rows)
        faults.update(bad)
        slow += slow_here
    return Reading(records=tuple(records), faults=faults, slow=slow)


def _read_slice(
    read: Callable[[str, Stat], Fragment], items: Sequence[tuple[str, Stat]],
    blob: Path, number: int, tick: Tick | None,
) -> tuple[list[tuple[Any, ...]], dict[str, tuple[IssueRow, ...]], int]:  # fmt: skip
    rows: list[tuple[Any, ...]] = []
    faults: dict[str, tuple[IssueRow, ...]] = {}
    offset = slow = 0
    with blob.open("wb", buffering=1 << 20) as out:
        for n, (path, stat) in enumerate(items, 1):
            fragment = read(path, stat)
            if fragment.issues:
                faults[path] = tuple(map(issue_row, fragment.issues))
            if fragment.record is not None:
                out.write(fragment.blob)
                rows.append(tuple(fragment.record._replace(blob=number, offset=offset)))
                offset += len(fragment.blob)
                slow += not fragment.fast
            if n % CHUNK == 0:
                sweep()
            if tick and (n % CHUNK == 0 or n == len(items)):
                tick((n - 1) % CHUNK + 1)
    return rows, faults, slow
