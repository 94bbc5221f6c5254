"""One run of writing: pages of documents, lists, search files, and what must go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from vanban.archive import Request, Update
from vanban.export.akn import FILE as AKN_FILE
from vanban.export.akn import akn_bytes
from vanban.export.gathering import source_of
from vanban.parallel import Handed, spread
from vanban.search.scripts import FOLDER
from vanban.site.aside import ARCHIVE_FOLDERS
from vanban.site.assemble import Assembler
from vanban.site.buckets import FACETS, TOP, Lists, facet_of, value_of
from vanban.site.comparing import PairLists, Pairs, pairs_made_by
from vanban.site.datafiles import DataFiles, json_print
from vanban.site.facets import BY_ROWS, summary
from vanban.site.far import far_pages
from vanban.site.feeds import feed_line, feed_path, feeds
from vanban.site.files import files_below, files_in, make_folder, read_file, remove_file, write_page
from vanban.site.home import NEW, home_content, home_view
from vanban.site.kept import kept_pages
from vanban.site.lists import (
    browse_index_content,
    facet_content,
    list_content,
    new_content,
)
from vanban.site.moved import moved_pages
from vanban.site.originals import Originals, Told, keep_told
from vanban.site.pages import (
    document_content,
    document_description,
    document_title,
    document_toc,
    files_beside,
)
from vanban.site.record import FILE as RECORD
from vanban.site.restored import SITEMAP
from vanban.site.searching import Searching
from vanban.site.shell import Shell, Toc, canonical_url
from vanban.site.similar import Similar
from vanban.site.surfaces import File, Given, Rows, Surface, pages_of, rows_of
from vanban.site.views import BrowseIndexView, DocumentView, FacetView, document_url
from vanban.state import read_marshal, write_marshal
from vanban.stored import StateFacts

NEWLY = 100
"""Documents on the page of new ones."""

Row = tuple[str, bool]
"""Address of a file that belongs to the site, and whether it was written in this run."""


class Writer:
    """Writes what the plan of ``done`` asks for into ``site``."""

    def __init__(
        self, site: Path, shell: Shell, request: Request, done: Update, *, search: bool
    ) -> None:
        self.site = site
        self._root = f"{site}/"
        self.shell = shell
        self.request = request
        self.done = done
        self.search = search
        self.facts = done.plan.facts
        self.rows = Rows(done.state)
        self.given: Handed[Given] = Handed(request.cache, request.jobs)
        """What the documents rendered give to pages about the whole archive."""
        self.similar = Similar(self.facts, done.state)
        self.assembler = Assembler(self.facts, done.blobs, self.similar.of)
        self.data = DataFiles(shell.site_url, request.muc, request.on, self._beside)
        self.whole = done.plan.render is None
        self.originals = Originals(request.root, site, request.muc, anew=self.whole)
        self.surfaces: tuple[Surface, ...] = (
            *kept_pages(request.muc, shell.site_url), PairLists(), Pairs(whole=self.whole), self.data
        )  # fmt: skip
        self.anew = list(ARCHIVE_FOLDERS) if self.whole else []
        """Folders of which every file is made in this run: what else lies there must go."""
        self.searching: Searching | None = None
        self.progress = request.progress
        self.lost: set[str] = set()
        """Addresses of files that this run found to be nobody's."""

    def run(self) -> tuple[int, int, int]:
        """How many pages were made, files written because they differ, and removed."""
        progress = self.progress
        bare = not any((self.site / name).exists() for name in ARCHIVE_FOLDERS)
        (self.site / "vb").mkdir(parents=True, exist_ok=True)
        todo = self._todo()
        if self.search and (self.whole or self.done.plan.shown):
            self.searching = Searching(self.site, self.request, self.done, self._all_ids())
        progress.start("Dựng trang", len(todo))
        results = spread(self._pages, todo, self.request.jobs, self.request.cache)
        rows: list[Row] = [row for part, _ in results for row in part]
        told = [one for _, part in results for one in part]
        keep_told(self.request.cache, told, None if self.whole else {*todo, *self.done.gone})
        progress.start("Dựng sổ và lịch", 0)
        rows += self._surfaces()
        rows += self._lists()
        progress.start("Ghi chỉ mục tìm kiếm", 0)
        rows += self._search()
        rows += self._moved()
        self._home()
        removed = 0 if bare else self._remove(todo, {url for url, _ in rows})
        progress.stop()
        pages = sum(not url.startswith(f"{FOLDER}/") for url, _ in rows)
        return pages, sum(written for _, written in rows), removed

    def _todo(self) -> list[str]:
        """Documents whose page is made: what the plan says, and those that show others like them now."""
        ids = self.done.plan.render
        if ids is None:
            every = sorted(self._all_ids())
            self.similar.make_all(every)
            return every
        near = self.similar.follow(ids, self.done.gone, self.done.plan.shown)
        todo = sorted(near.union(ids))
        if isinstance(self.facts, StateFacts):
            self.facts.expect(todo)
        return todo

    @cached_property
    def lists(self) -> Lists:
        return Lists(self.facts, self.assembler.line, self.facts.counts())

    def _all_ids(self) -> Iterable[str]:
        return [id_ for (id_,) in self.done.state.rows("select id from doc")]

    def _pages(self, worker: int, ids: Sequence[str]) -> tuple[list[Row], list[Told]]:
        out: list[Row] = []
        given: list[Given] = []
        for n, id_ in enumerate(ids, 1):
            view = self.assembler.document(id_)
            out += self._document(view)
            given.append(rows_of(self.surfaces, self.facts.need(id_), view, self.assembler))
            if self.whole and view.pairs:
                out += self._compared(id_)
            if self.searching and self.searching.whole == self.whole:
                out += [self._write(url, data) for url, data in self.searching.texts(id_)]
            if n % 20 == 0:
                self.progress.tick(20)
                self.given.put(worker, given)
                given = []
        self.given.put(worker, given)
        return out, self.originals.told

    def _document(self, view: DocumentView) -> list[Row]:
        """The page, what lies beside it, and the originals."""
        if view.originals:
            view = self.originals.placed(view)
        if self.shell.akn:
            view = replace(view, akn=True)
        if self.whole:
            make_folder(f"{self._root}vb/{view.id}")
        page = self._put(
            document_url(view.id), document_title(view), document_description(view),
            document_content(view, canonical_url(self.shell.site_url, view.url)),
            document_toc(view),
        )  # fmt: skip
        rows = [page]
        for name, data in files_beside(view):
            rows.append(self._write(f"vb/{view.id}/{name}", data))
            if name == RECORD:
                self.data.beside = (view.id, data)
        if self.shell.akn:
            rows.append(self._write(f"vb/{view.id}/{AKN_FILE}", self._akn(view.id)))
        rows += [
            self._put(f"vb/{view.id}/{far.name}", far.title, far.title, far.content)
            for far in far_pages(view)
        ]
        return [*rows, *((url, False) for url in self.originals.addresses(view))]

    def _compared(self, id_: str) -> list[Row]:
        """Pages that set this document beside older ones; an increment makes them by their rows."""
        made = pairs_made_by(id_, self.assembler)
        return [self._put(p.url, p.title, p.description, p.content or b"") for p in made]

    def _beside(self, id_: str, print_: bytes) -> bytes:
        """The JSON beside a page; one that was lost or damaged is made anew, page and all."""
        path = f"{self.site}/vb/{id_}/{RECORD}"
        data = read_file(path)
        if data is None or json_print(data) != print_:
            self._document(self.assembler.document(id_))
            data = read_file(path)
        return data or b""

    def _akn(self, id_: str) -> bytes:
        record = self.facts.need(id_)
        source = source_of(self.request.root, record, self.request.registry)
        if source is None:
            raise OSError(f"{record.path} đã đổi trong lúc dựng; dựng lại.")
        return akn_bytes(record, self.assembler.heavy(record), source, self.facts)

    def _put(
        self, url: str, title: str, description: str, content: bytes, toc: Toc = (),
        head: bytes = b"",
    ) -> Row:  # fmt: skip
        data = self.shell.fill(
            url, title=title, description=description, content=content, toc=toc, head=head
        )
        return self._write(url, data)

    def _write(self, url: str, data: bytes) -> Row:
        return url, write_page(self._root + url, data)

    def _surfaces(self) -> list[Row]:
        """Store what the documents rendered give to pages about the whole archive; write those."""
        store = self.rows
        touched: set[str] | None = None
        if self.whole:
            store.put_all(self.given)
        else:
            touched = store.change(self.given, self.done.gone, self.done.plan.shown)
        out: list[Row] = []
        made = pages_of(self.surfaces, store, touched, self.assembler)
        for page in self.progress.over(made):
            data = page.data if isinstance(page, File) else page.content
            if data is None:
                self.lost.add(page.url)
            elif isinstance(page, File):
                out.append(self._write(page.url, data))
            else:
                out.append(self._put(page.url, page.title, page.description, data, page.toc))
        (self.request.cache / SITEMAP).write_bytes(self.data.map_index(store))
        return out

    def _lists(self) -> list[Row]:
        """Buckets touched, their values, facets and the index."""
        touched = self.done.plan.lists
        if touched is not None and not touched:
            return [self._top()]  # which tells of the facets that live as rows, too
        lists = self.lists
        values = set(lists.values())
        if touched is not None:
            values &= {value_of(k) for k in touched}
        # A bucket's page names its neighbours.
        moved = values if touched is None else self.done.plan.moved
        near = sorted(k for k in lists.counts if value_of(k) in moved or k in (touched or ()))
        self.progress.start("Dựng danh sách", len(near))
        out = [self._list_page(list_content, lists.bucket(k)) for k in self.progress.over(near)]
        out += [self._list_page(facet_content, lists.value(v)) for v in sorted(values)]
        out += [self._write(*feed) for feed in feeds(lists, sorted(values), self.shell.site_url)]
        facets = FACETS if touched is None else {facet_of(k) for k in touched}
        out += [self._list_page(facet_content, lists.facet(f)) for f in FACETS if f in facets]
        return [
            *out,
            self._top(),
            self._put(NEW, "Văn bản mới", "Văn bản ban hành gần đây nhất.",
                      new_content(lists.newest(NEWLY), NEW)),
        ]  # fmt: skip

    def _top(self) -> Row:
        index = self._index("duyet/index.html")
        told = "Duyệt văn bản theo loại, cơ quan, năm, lĩnh vực, người ký, khóa, hiệu lực."
        return self._put(index.url, "Duyệt văn bản", told, browse_index_content(index))

    def _index(self, url: str) -> BrowseIndexView:
        """The top of browsing with every facet."""
        return self.lists.index(url, self.done.plan.total, self._kept_facets)

    @cached_property
    def _kept_facets(self) -> list[FacetView]:
        """The facets that live as rows, with their largest values."""
        kept = ((facet, summary(self.rows, facet.name)) for facet in BY_ROWS)
        return [facet.view(every, TOP) for facet, every in kept if every]

    def _list_page(self, content: Callable[[Any], bytes], view: Any) -> Row:
        return self._put(
            view.url, view.title, f"Danh sách văn bản: {view.title}.", content(view),
            head=feed_line(view.url, view.title),
        )  # fmt: skip

    def _home(self) -> None:
        """What the home page says of the archive, for ``keep_home``."""
        bodies = sum(facet_of(value) == "co-quan" for value in self.lists.values())
        content = home_content(
            home_view(self._index("index.html"), bodies, self.rows, self.assembler)
        )
        (self.request.cache / "home").write_bytes(content)

    def _moved(self) -> list[Row]:
        """Pages at old addresses; those of the last run that lead nowhere now must go."""
        pages = moved_pages(self.done)
        held = read_marshal(self.request.cache / "moved") or []
        self.left = {url for url in held if url not in pages and not self._is_document(url)}
        write_marshal(self.request.cache / "moved", sorted(pages))
        return [self._write(url, data) for url, data in pages.items()]

    def _is_document(self, url: str) -> bool:
        id_ = url.removeprefix("vb/").removesuffix("/index.html")
        return bool(self.done.state.rows("select 1 from doc where id=?", id_))

    def _search(self) -> list[Row]:
        """Search files but the texts that went with their pages."""
        searching = self.searching
        if searching is None:
            return []
        rows: list[Row] = []
        if searching.whole and not self.whole:
            self.anew.append(FOLDER)
            texts = (file for id_ in searching.ids() for file in searching.texts(id_))
            rows = [self._write(url, data) for url, data in texts]
        others = self.progress.over(searching.others())
        rows += [self._write(url, data) for url, data in others]
        searching.remember()
        return rows

    def _remove(self, rendered: Sequence[str], made: set[str]) -> int:
        """Remove files of documents and lists that are no more; how many."""
        there = set(files_below(self.site, self.anew)) | self.left
        if not self.whole:
            for id_ in (*rendered, *self.done.gone):
                there.update(files_in(self.site, f"vb/{id_}"))
            there |= self._empty_lists() | {u for u in self.lost if (self.site / u).exists()}
            there.update(self.searching.leftovers(made) if self.searching else ())
        gone = sorted(there - made)
        for url in gone:
            remove_file(self.site, url)
        return len(gone)

    def _empty_lists(self) -> set[str]:
        touched = self.done.plan.lists or frozenset()
        left = self.lists.counts.keys() | set(self.lists.values())
        keys = {*touched, *map(value_of, touched)} - left
        return {f"duyet/{k}/index.html" for k in keys} | {
            url for url in map(feed_path, keys) if (self.site / url).exists()
        }
