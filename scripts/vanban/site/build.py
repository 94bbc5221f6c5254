"""The archive's share of the site: bring the cache up to date, write what changed.

Called by the MkDocs plugin with a fresh shell, or alone with the shell of the last build
when nothing but documents changed; both write the same bytes.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from vanban.archive import (
    Request,
    Update,
    begin_writing,
    finish,
    interrupted,
    unchanged,
    update,
)
from vanban.fragment import search_texts
from vanban.model import Issue
from vanban.parallel import default_jobs, spread
from vanban.progress import Progress
from vanban.registry import archive_registry
from vanban.search.index import search_files, shard_count
from vanban.site.aside import ARCHIVE_FOLDERS
from vanban.site.assemble import Assembler
from vanban.site.buckets import FACETS, Lists, facet_of, value_of
from vanban.site.lists import (
    archive_script,
    browse_index_content,
    facet_content,
    home_content,
    list_content,
)
from vanban.site.pages import (
    document_content,
    document_description,
    document_title,
    document_toc,
)
from vanban.site.shell import Shell
from vanban.site.views import document_url
from vanban.state import read_marshal, write_marshal
from vanban.version import engine_key

CACHE = ".cache"

Row = tuple[str, bytes, bool]
"""Address, hash of the bytes, whether they were written in this run."""


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
        tick=progress.tick if progress else None,
    ), issues  # fmt: skip


def build_pages(config: BuildConfig, shell: Shell) -> BuildReport:
    """Write every page, list and search file that isn't as it should be.

    Raises OSError when the site can't be written; the state then still tells the old build,
    and the next run writes everything again.
    """
    progress = Progress(quiet=config.quiet)
    request, table_issues = request_of(config, progress)
    mark = _mark(config, shell)
    same_site = read_marshal(request.cache / "site") == mark and not interrupted(request.cache)
    if same_site and (idle := unchanged(request)) is not None:
        _keep_home(config, shell, request)
        return BuildReport(
            total=idle[0], read=0, slow=0, rendered=0, written=0, removed=0,
            issues=(*table_issues, *idle[1]),
        )  # fmt: skip
    done = update(request, full=not same_site)
    begin_writing(request.cache)
    (request.cache / "site").unlink(missing_ok=True)
    writer = _Writer(config, shell, request, done, known=same_site)
    rendered, written, removed = writer.run(progress)
    finish(request, done)
    write_marshal(request.cache / "site", _mark(config, shell))
    return BuildReport(
        total=done.plan.total, read=done.read, slow=done.slow, rendered=rendered,
        written=written, removed=removed, issues=(*table_issues, *done.issues),
    )  # fmt: skip


def _keep_home(config: BuildConfig, shell: Shell, request: Request) -> int:
    """The two files MkDocs may just have written bare: the home page, and the day of the build.

    The day stands in a script that pages read, so that a new day doesn't rewrite them all.
    """
    home = shell.fill_home((request.cache / "home").read_bytes())
    files = {"index.html": home, "assets/vanban/kho.js": archive_script(request.on)}
    written = 0
    for name, data in files.items():
        target = config.site_dir / name
        if data and (not target.exists() or target.read_bytes() != data):
            write_page(str(target), data)
            written += 1
    return written


def _mark(config: BuildConfig, shell: Shell) -> tuple[str, str, int]:
    """Which site the hashes of written pages speak of: its place, its shell, its very folder."""
    try:
        inode = (config.site_dir / "vb").stat().st_ino
    except OSError:
        inode = 0
    return str(config.site_dir.resolve()), shell.key, inode


class _Writer:
    """One run of writing; ``known`` says that the stored hashes are of this very site."""

    def __init__(
        self, config: BuildConfig, shell: Shell, request: Request, done: Update, *, known: bool
    ) -> None:
        self.site = config.site_dir
        self.config = config
        self.shell = shell
        self.request = request
        self.done = done
        self.facts = done.plan.facts
        self.assembler = Assembler(self.facts, done.blobs)
        self.whole = done.plan.render is None
        self.hashes: dict[str, bytes] = {}
        db = done.state.open()
        if not known:
            db.execute("delete from page")
        elif self.whole:
            self.hashes = dict(done.state.rows("select url, hash from page"))

    def run(self, progress: Progress) -> tuple[int, int, int]:
        (self.site / "vb").mkdir(parents=True, exist_ok=True)
        ids = self.done.plan.render
        todo = sorted(self._all_ids()) if ids is None else list(ids)
        progress.start("Dựng trang", len(todo))
        results = spread(self._pages, todo, self.request.jobs, self.request.cache)
        pages = [row for part in results for row in part]
        others = [*self._lists(), *self._search()]
        home = self._home()
        removed = self._remove([*pages, *others])
        rows = [(url, digest) for url, digest, _ in (*pages, *others)]
        self.done.state.open().executemany("insert or replace into page values(?,?)", rows)
        progress.stop()
        return len(pages) + len(others), sum(w for _, _, w in (*pages, *others)) + home, removed

    def _search(self) -> list[Row]:
        plan = self.done.plan
        if not self.config.search or (not self.whole and not plan.shown):
            return []
        ids = list(self._all_ids())
        moved = shard_count(plan.total) != self._shards_held()
        changed = None if self.whole or moved else set(plan.shown)
        files = search_files(ids, plan.total, self.facts, self._text, changed)
        return [self._write(url, data) for url, data in files]

    def _shards_held(self) -> int:
        rows = self.done.state.rows("select count(*) from page where url like 'tim/t/%'")
        return int(rows[0][0])

    def _text(self, id_: str) -> str:
        record = self.facts.need(id_)
        return search_texts(record, self.done.blobs.of(record))[1]

    def _all_ids(self) -> Iterable[str]:
        return [id_ for (id_,) in self.done.state.rows("select id from doc")]

    def _pages(self, _: int, ids: Sequence[str]) -> list[Row]:
        out = []
        for n, id_ in enumerate(ids, 1):
            out += self._document(id_)
            if self.request.tick and n % 100 == 0:
                self.request.tick(100)
        return out

    def _document(self, id_: str) -> list[Row]:
        """The page, and the originals kept beside it."""
        view = self.assembler.document(id_)
        page = self._put(
            document_url(id_), document_title(view), document_description(view),
            document_content(view), document_toc(view),
        )  # fmt: skip
        return [page, *self._originals(view.id, [o.ten for o in view.originals])]

    def _originals(self, id_: str, names: Sequence[str]) -> list[Row]:
        """Copy the files kept beside a document when they are new or another size."""
        folder = (self.config.directives / id_).parent
        rows: list[Row] = []
        for name in names:
            source, target = folder / name, self.site / "vb" / id_ / name
            if not source.is_file() or source.is_symlink():
                continue
            if not target.exists() or target.stat().st_size != source.stat().st_size:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
            rows.append((f"vb/{id_}/{name}", b"goc", False))
        return rows

    def _put(
        self, url: str, title: str, description: str, content: bytes, toc: Any = ()
    ) -> Row:
        """Write the page unless it is as it was.

        The shell's own bytes needn't be hashed: another shell is another site to ``_mark``.
        """
        digest = _digest(b"\0".join((title.encode(), description.encode(), content, repr(toc).encode())))
        if self._known(url) == digest:
            return url, digest, False
        data = self.shell.fill(url, title=title, description=description, content=content, toc=toc)
        write_page(f"{self.site}/{url}", data)
        return url, digest, True

    def _write(self, url: str, data: bytes) -> Row:
        digest = _digest(data)
        if self._known(url) == digest:
            return url, digest, False
        write_page(f"{self.site}/{url}", data)
        return url, digest, True

    def _known(self, url: str) -> bytes | None:
        if self.whole:
            return self.hashes.get(url)
        rows = self.done.state.rows("select hash from page where url=?", url)
        return rows[0][0] if rows else None

    def _lists(self) -> list[Row]:
        """Buckets touched, their values, facets and the index."""
        touched = self.done.plan.lists
        if touched is not None and not touched:
            return []
        lists = Lists(self.facts, self.assembler.line, self.facts.counts())
        keys = sorted(lists.counts) if touched is None else sorted(touched & lists.counts.keys())
        values = sorted(
            {value_of(k) for k in (keys if touched is None else touched)} & set(lists.values())
        )
        # A bucket's page names its neighbours with their counts.
        near = {k for k in lists.counts if value_of(k) in set(values)}
        out = [self._list_page(list_content, lists.bucket(k)) for k in sorted(near)]
        out += [self._list_page(facet_content, lists.value(v)) for v in values]
        facets = FACETS if touched is None else {facet_of(k) for k in touched}
        out += [self._list_page(facet_content, lists.facet(f)) for f in FACETS if f in facets]
        index = lists.index("duyet/index.html", self.done.plan.total)
        return [
            *out,
            self._put(index.url, "Duyệt văn bản", "Duyệt văn bản theo loại, cơ quan, năm, lĩnh vực.",
                      browse_index_content(index)),
        ]  # fmt: skip

    def _list_page(self, content: Callable[[Any], bytes], view: Any) -> Row:
        return self._put(view.url, view.title, f"Danh sách văn bản: {view.title}.", content(view))

    def _home(self) -> int:
        lists = Lists(self.facts, self.assembler.line, self.facts.counts())
        content = home_content(lists.index("index.html", self.done.plan.total))
        (self.request.cache / "home").write_bytes(content)
        return _keep_home(self.config, self.shell, self.request)

    def _remove(self, pages: Sequence[Row]) -> int:
        """Files of documents and lists that are no more."""
        state = self.done.state
        if self.whole:
            gone = strangers(self.site, {url for url, _, _ in pages})
        else:
            held = "select url from page where url >= ? and url < ?"
            gone = [
                url for i in self.done.gone
                for (url,) in state.rows(held, f"vb/{i}/", f"vb/{i}0")
                if url.count("/") == i.count("/") + 2
            ]  # fmt: skip
            gone += [*self._empty_lists(), *self._lost_shards(pages)]
        for url in gone:
            remove_file(self.site, url)
            state.open().execute("delete from page where url=?", (url,))
        return len(gone)

    def _lost_shards(self, pages: Sequence[Row]) -> list[str]:
        """Shards of a larger index: only when all of it was just written anew."""
        made = {url for url, _, _ in pages if url.startswith("tim/t/")}
        count = shard_count(self.done.plan.total)
        if len(made) != count or self._shards_held() == count:
            return []
        rows = self.done.state.rows("select url from page where url like 'tim/_/%'")
        kept = {url for url, _, _ in pages}
        return [url for (url,) in rows if url not in kept]

    def _empty_lists(self) -> list[str]:
        counts = self.facts.counts()
        touched = self.done.plan.lists or frozenset()
        left = {value_of(k) for k in counts}
        out = [f"duyet/{k}/index.html" for k in touched if k not in counts]
        values = {value_of(k) for k in touched} - left
        return sorted({*out, *(f"duyet/{v}/index.html" for v in values)})


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=12).digest()


def write_page(path: str, data: bytes) -> None:
    """Write over ``path`` in one go; readers of a live site are served from another folder."""
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - per page
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    with os.fdopen(fd, "wb", buffering=0) as f:
        f.write(data)


def strangers(site: Path, known: set[str]) -> list[str]:
    """Files in the archive's folders that no document or list of this build has."""
    found = []
    for name in ARCHIVE_FOLDERS:
        for folder, _, files in os.walk(site / name):
            place = Path(folder).relative_to(site).as_posix()
            found += [f"{place}/{f}" for f in files if f"{place}/{f}" not in known]
    return sorted(found)


def remove_file(site: Path, url: str) -> None:
    """Remove a file and the folders that are empty then."""
    path = site / url
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == site or (folder.exists() and any(folder.iterdir())):
            break
        if folder.exists():
            folder.rmdir()
