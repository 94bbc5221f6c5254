"""The order of the house: scan, read what changed, link, decide what must be shown anew.

The only file that knows the sequence. Two doors: ``build_archive`` gives everything in
memory to programs; ``update`` brings a cache folder up to date and says which pages and
lists a site must write again, ``finish`` makes that the state of record.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vanban.corpus.scan import scan
from vanban.facts import Facts, MemoryFacts
from vanban.fragment import Record
from vanban.model import Issue
from vanban.parallel import uncollected
from vanban.planning import Claims, Plan, claimed_twice, plan_increment, plan_whole
from vanban.progress import Progress
from vanban.reading import IssueRow, Reading, Stat, issue_of, issue_row, read_files
from vanban.records import Records
from vanban.state import MAX_BLOBS, Blobs, State, read_marshal, write_marshal
from vanban.tables import Registry
from vanban.text import nfc

CLASH = "ma-trung"


Look = tuple[dict[str, Stat], tuple[Issue, ...]]
"""What ``scan`` gives: every document's stat, and what is wrong with names and places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Corpus, citations, graph and issues of one build; equal input gives equal content."""

    facts: Facts
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to bring up to date. ``on`` is the day statuses are computed for, ISO."""

    root: Path
    cache: Path
    registry: Registry
    registry_key: str
    on: str
    muc: str = "noi_bo"
    jobs: int = 1
    progress: Progress = field(default_factory=lambda: Progress(quiet=True))
    words: bool = True
    """Whether a search index is wanted; the key of the tables must tell the two apart."""

    @property
    def key(self) -> str:
        return f"{self.registry_key}|{self.muc}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What one run found. ``gone`` are ids whose pages must go."""

    plan: Plan
    state: State
    blobs: Blobs
    gone: tuple[str, ...]
    issues: tuple[Issue, ...]
    clashes: tuple[Issue, ...]
    old: tuple[Record, ...]
    """What changed or went, as it was before."""
    stats: dict[str, Stat]
    faults: dict[str, tuple[IssueRow, ...]]
    read: int
    slow: int


def build_archive(root: Path, registry: Registry, *, on: str, muc: str = "noi_bo") -> Archive:
    """Read a whole archive into memory; files that can't be taken become issues."""
    found, issues = scan(root)
    with tempfile.TemporaryDirectory() as temp:
        reading = read_files(
            root, sorted(found.items()), registry, muc, folder=Path(temp), names=[], stamp="m"
        )
        records = dict(reading.records)
        reading.records.close()
    facts = MemoryFacts(registry, on, records)
    faults = tuple(issue_of(row) for rows in reading.faults.values() for row in rows)
    keys = ((key, r.id) for r in records.values() for key in r.keys)
    clashes = clash_issues(root, claimed_twice(keys))
    return Archive(facts=facts, issues=(*issues, *faults, *clashes))


def clash_issues(root: Path, clashes: Claims) -> tuple[Issue, ...]:
    """One Issue an id, at the line of ``id_cu`` that takes what another document has."""
    issues = []
    for old, ids in clashes:
        path = f"{[i for i in ids if i != old][-1]}.md"
        line, column = _place(root / path, old)
        issues.append(Issue(
            code=CLASH, severity="loi", path=path, line=line, column=column,
            message=f"Mã «{old}» được nhiều văn bản nhận: {', '.join(ids)}.",
            remedy="Giữ mã này ở một văn bản; bỏ nó khỏi «id_cu» của văn bản kia.",
        ))  # fmt: skip
    return tuple(issues)


def _place(file: Path, word: str) -> tuple[int, int]:
    """Line and column of ``word`` in the front matter, after the key ``id_cu``; 0, 0 if lost."""
    try:
        text = nfc(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return 0, 0
    at = text.find(word, max(0, text.find("id_cu")))
    return (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)) if at >= 0 else (0, 0)


def unchanged(request: Request, look: Look) -> tuple[int, tuple[Issue, ...]] | None:
    """(documents, issues) when nothing has changed since the last finished build, else None.

    ``look`` is what ``scan`` found. Reads one stat table; opens no database.
    """
    held = read_marshal(request.cache / "stats")
    if not held or (held["key"], held["on"]) != (request.key, request.on):
        return None
    if interrupted(request.cache):
        return None
    found, issues = look
    if found != held["stats"]:
        return None
    rows = [row for path in sorted(held["faults"]) for row in held["faults"][path]]
    return held["total"], (*issues, *map(issue_of, (*rows, *held["clashes"])))


def interrupted(cache: Path) -> bool:
    """A run began to write pages and didn't finish: what the state says of them isn't sure."""
    return (cache / "writing").exists()


def begin_writing(cache: Path) -> None:
    (cache / "writing").touch()


def update(request: Request, look: Look, *, full: bool) -> Update:
    """Bring the cache up to date with what ``scan`` found.

    ``full`` asks for every page (a new shell, a lost site).
    """
    request.cache.mkdir(parents=True, exist_ok=True)
    state = State(request.cache)
    held = _held(request, state)
    found, scan_issues = look
    changed = sorted(p for p, stat in found.items() if held["stats"].get(p) != stat)
    gone = [p for p in held["stats"] if p not in found]
    blobs = Blobs(request.cache, list(held["blobs"]))
    reading = _read(request, changed, found, blobs)
    records = reading.records
    removed = {p.removesuffix(".md") for p in (*gone, *changed)} - records.keys()
    old = _before(state, (p.removesuffix(".md") for p in (*gone, *changed)))
    # A full build links faster than an increment patches: past a quarter, do it whole.
    many = len(changed) + len(gone) > max(200, len(found) // 4)
    with uncollected():
        if full or many or not held["stats"]:
            plan = plan_whole(
                request.registry, request.on, state, records, removed, request.progress
            )
        else:
            plan = plan_increment(
                request.registry, request.on, held["on"], state, blobs, dict(records), removed
            )
    fresh = set(changed)
    faults = {p: rows for p, rows in held["faults"].items() if p in found and p not in fresh}
    faults.update(reading.faults)
    told = (issue_of(row) for path in sorted(faults) for row in faults[path])
    clashes = clash_issues(request.root, plan.clashes)
    return Update(
        plan=plan, state=state, blobs=blobs, gone=tuple(sorted(removed)), stats=found,
        faults=faults, issues=(*scan_issues, *told, *clashes), clashes=clashes, old=old,
        read=len(changed), slow=reading.slow,
    )  # fmt: skip


def finish(request: Request, done: Update) -> None:
    """Make the run the state of record; call it only after every page is written.

    What changed or went is blotted out of the old blobs first: a paper marked secret today
    must not be readable in the cache of yesterday.
    """
    done.blobs.close()
    done.blobs.blot((r.blob, r.offset, sum(r.parts)) for r in done.old)
    done.state.commit()
    write_marshal(
        request.cache / "stats",
        {
            "key": request.key, "on": request.on, "stats": done.stats, "faults": done.faults,
            "clashes": tuple(issue_row(i) for i in done.clashes),
            "total": done.plan.total, "blobs": done.blobs.names,
        },
    )  # fmt: skip
    (request.cache / "writing").unlink(missing_ok=True)
    done.state.close()


def _held(request: Request, state: State) -> dict[str, Any]:
    """The stat table of the last build, or an empty one with the cache cleared."""
    held = read_marshal(request.cache / "stats")
    usable = held and held["key"] == request.key and state.path.exists()
    if usable and len(held["blobs"]) <= MAX_BLOBS and not _lost(request.cache, held["blobs"]):
        return dict(held)
    for path in request.cache.iterdir():
        if path.is_file() and path.name != "writing":
            path.unlink()
    return {"stats": {}, "faults": {}, "blobs": [], "on": request.on}


def _before(state: State, ids: Iterable[str]) -> tuple[Record, ...]:
    """Documents as they were when last read, of those that are read anew or gone."""
    return tuple(filter(None, map(state.record, ids))) if state.path.exists() else ()


def _lost(cache: Path, names: list[str]) -> bool:
    return any(not (cache / name).exists() for name in names)


def _read(request: Request, changed: list[str], found: dict[str, Stat], blobs: Blobs) -> Reading:
    if not changed:
        return Reading(records=Records(request.cache), faults={}, slow=0)
    request.progress.start("Đọc văn bản", len(changed))
    return read_files(
        request.root, [(p, found[p]) for p in changed], request.registry, request.muc,
        folder=request.cache, names=blobs.names, stamp=f"{time.time_ns():x}",
        jobs=request.jobs, tick=request.progress.tick, words=request.words,
    )  # fmt: skip
