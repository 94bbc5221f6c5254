"""The archive's share of the site: bring the cache up to date, write what changed.

Called by the MkDocs plugin with a fresh shell, or alone with the shell of the last build
when nothing but documents changed; both write the same bytes.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from vanban.alone import alone
from vanban.archive import Request, begin_writing, finish, interrupted, unchanged, update
from vanban.corpus.scan import scan
from vanban.model import Issue
from vanban.parallel import WorkerFailed, default_jobs, uncollected
from vanban.progress import Progress
from vanban.registry import archive_registry
from vanban.site.files import write_page
from vanban.site.originals import told_of_originals
from vanban.site.restored import SITEMAP, keep_home
from vanban.site.shell import Shell
from vanban.site.stamp import STAMP, commit_of, stamp_bytes
from vanban.state import State, read_marshal, write_marshal
from vanban.stored import StateFacts
from vanban.version import engine_key

if TYPE_CHECKING:
    from vanban.facts import Facts
    from vanban.site.handwritten import Held

CACHE = ".cache"
HOME = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildConfig:
    """``root`` is the folder of ``mkdocs.yml``; the cache lies below it unless named."""

    directives: Path
    site_dir: Path
    root: Path
    muc: str = "noi_bo"
    search: bool = True
    cache: Path | None = None
    jobs: int = 0
    quiet: bool = True
    pages: Mapping[str, Held] | None = None
    """Hand-written pages with marks that MkDocs has just written; None when it didn't run."""

    @property
    def folder(self) -> Path:
        place = blake2b(str(self.directives.resolve()).encode(), digest_size=4).hexdigest()
        return (self.cache or self.root / CACHE) / f"{self.muc}-{place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did: documents in the archive, files read, pages made and written."""

    total: int
    read: int
    slow: int
    rendered: int
    written: int
    removed: int
    issues: tuple[Issue, ...]


DAMAGED = (
    sqlite3.DatabaseError, pickle.UnpicklingError, EOFError, ValueError, TypeError, KeyError,
    WorkerFailed,
)  # fmt: skip
"""What reading a broken cache raises; a fault of ours is raised again by the second try."""


def today() -> str:
    """The day statuses are computed for; SOURCE_DATE_EPOCH fixes it for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now()
    return moment.date().isoformat()


def request_of(
    config: BuildConfig, progress: Progress | None = None
) -> tuple[Request, tuple[Issue, ...]]:
    registry, key, issues = archive_registry(config.directives)
    jobs = config.jobs or (1 if threading.active_count() > 1 else default_jobs())
    return Request(
        root=config.directives, cache=config.folder, registry=registry,
        registry_key=f"{engine_key()}|{key}|{config.search}", on=today(), muc=config.muc, jobs=jobs,
        progress=progress or Progress(quiet=True), words=config.search,
    ), issues  # fmt: skip


def build_pages(config: BuildConfig, shell: Shell) -> BuildReport:
    """Write every page, list and search file that isn't as it should be.

    A cache that can't be read any more (a full disk, a pulled plug) is thrown away and the
    build made without it. Raises OSError when the site can't be written; the state then still
    tells the old build, and the next run writes everything again. Two builds of one archive
    share its cache: the second waits for the first.
    """
    with alone(config.folder.with_name(f"{config.folder.name}.khoa")):
        report = _build_or_anew(config, shell)
    stamp = stamp_bytes(
        commit=commit_of(config.directives), on=today(), muc=config.muc, total=report.total
    )
    write_page(f"{config.site_dir}/{STAMP}", stamp)
    return report


def _build_or_anew(config: BuildConfig, shell: Shell) -> BuildReport:
    try:
        return _build(config, shell)
    except DAMAGED:
        if not config.folder.exists():
            raise
        kept = {name: read_marshal(config.folder / name) for name in ("shell", "pages")}
        shutil.rmtree(config.folder)
        report = _build(config, shell)
        for name, value in kept.items():
            if value and not (config.folder / name).exists():
                write_marshal(config.folder / name, value)
        return report


def _build(config: BuildConfig, shell: Shell) -> BuildReport:
    progress = Progress(quiet=config.quiet)
    request, table_issues = request_of(config, progress)
    mark = _mark(config, shell)
    same_site = read_marshal(request.cache / "site") == mark and not interrupted(request.cache)
    same_site = same_site and all((request.cache / name).exists() for name in ("home", SITEMAP))
    look = scan(request.root)
    pages = _held_pages(config, request.cache)
    if same_site and (idle := unchanged(request, look)) is not None:
        if config.pages is not None:
            facts = StateFacts(request.registry, request.on, State(request.cache))
            _fill(config, shell, request, pages, facts)
            facts.state.close()
        else:
            keep_home(config.site_dir, shell, request, _filled_home(request.cache))
        return BuildReport(
            total=idle[0], read=0, slow=0, rendered=0, written=0, removed=0,
            issues=(*table_issues, *idle[1], *told_of_originals(request.cache)),
        )  # fmt: skip
    # not above: a run that finds nothing changed needs nothing that makes pages
    from vanban.site.writer import Writer

    done = update(request, look, full=not same_site)
    begin_writing(request.cache)
    (request.cache / "site").unlink(missing_ok=True)
    writer = Writer(config.site_dir, shell, request, done, search=config.search)
    with uncollected():
        rendered, written, removed = writer.run()
        written += _fill(config, shell, request, pages, done.plan.facts)
    finish(request, done)
    write_marshal(request.cache / "site", _mark(config, shell))
    return BuildReport(
        total=done.plan.total, read=done.read, slow=done.slow, rendered=rendered,
        written=written, removed=removed,
        issues=(*table_issues, *done.issues, *told_of_originals(request.cache)),
    )  # fmt: skip


def _held_pages(config: BuildConfig, cache: Path) -> dict[str, Held]:
    """The hand-written pages of this run of MkDocs, or of the last one."""
    if config.pages is not None:
        return dict(config.pages)
    held = read_marshal(cache / "pages")
    if not held:
        return {}
    from vanban.site.handwritten import held_from_data

    return held_from_data(held)


def _fill(
    config: BuildConfig, shell: Shell, request: Request, pages: dict[str, Held], facts: Facts
) -> int:
    """Link the hand-written pages and write them; how many files differ now."""
    from vanban.site.handwritten import fill_pages, held_data

    home = pages.get(HOME)
    if home is not None:
        # what the home page says of the archive is put in first, so that it is written once
        whole = shell.fill_home((request.cache / "home").read_bytes()) or home.html
        pages = {**pages, HOME: home._replace(html=whole)}
    done, written = fill_pages(config.site_dir, pages, facts)
    write_marshal(request.cache / "pages", held_data(pages))
    write_marshal(request.cache / "linked", done.get(HOME, b""))
    return written + keep_home(config.site_dir, shell, request, done.get(HOME, b""))


def _filled_home(cache: Path) -> bytes:
    return bytes(read_marshal(cache / "linked") or b"")


def _mark(config: BuildConfig, shell: Shell) -> tuple[str, str, int]:
    """Which site is known to be whole: its place, its shell, its very folder."""
    try:
        inode = (config.site_dir / "vb").stat().st_ino
    except OSError:
        inode = 0
    return str(config.site_dir.resolve()), shell.key, inode
