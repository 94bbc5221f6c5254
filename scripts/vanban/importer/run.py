"""The importer's doors: many originals in, records in an archive and a report out."""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from vanban.importer import report as reports
from vanban.importer.apply import Planner, write
from vanban.importer.guards import SUFFIXES
from vanban.importer.journal import Busy, alone
from vanban.importer.model import Draft, FileReport, ImportReport, Options, refused_draft
from vanban.importer.pool import read_all
from vanban.importer.unpack import Source, sources
from vanban.importer.watch import watch
from vanban.progress import Progress

STOPPED = 130
"""Exit code of a run stopped with Ctrl-C, as shells have it."""


def files_in(paths: Iterable[Path], to: Path | None = None) -> list[Path]:
    """Originals named by ``paths``, folders searched to the bottom; hidden files left out, and
    the archive ``to`` when it lies in such a folder."""
    archive = to.resolve() if to else None
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        own = archive if archive and archive.is_relative_to(path.resolve()) else None
        found += sorted(
            p
            for p in path.rglob("*")
            if p.is_file()
            and p.suffix.lower() in SUFFIXES
            and not _hidden(p, path)
            and not (own and p.resolve().is_relative_to(own))
        )
    return list(dict.fromkeys(found))


def _hidden(path: Path, top: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(top).parts)


def import_files(
    paths: Iterable[Path],
    to: Path,
    options: Options,
    progress: Callable[[FileReport, int], None] = lambda _report, _total: None,
) -> ImportReport:
    """Read all files one by one and write the record of each below ``to`` (``directives/``).

    Each record is decided whole before any of it is written, and each file of it appears whole
    or not at all: whenever a run is stopped, the next one goes on where it was. What the archive
    or the journal knows by its hash isn't read again. Nothing is written in a dry run. A file
    that can't be read is a refused one in the report; the others go on.
    ``progress`` is told of each file and how many there are. Raises Busy when another import
    has the archive.
    """
    level = "cong_khai" if options.luu_hanh == "cong_khai" else "noi_bo"
    files: list[FileReport] = []
    with ExitStack() as stack:
        owned = options.dry_run or _owned(to, stack)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vanban-")))
        planner = Planner(to, options, folder / "sach")
        if owned and not options.dry_run:
            planner.journal.sweep(frozenset(planner.held.hashes))
        found = list(_sources(files_in(paths, to), folder))
        drafts = stack.enter_context(closing(_drafts(found, planner, level)))
        for source, draft in zip(found, drafts, strict=True):
            report, planned = planner.plan(draft)
            if planned is not None and not options.dry_run:
                owned = owned or _owned(to, stack, make=True)
                write(planned, to, planner.journal)
            report = _called(report, source.shown)
            files.append(report)
            progress(report, len(found))
    return ImportReport(files=tuple(files), written=not options.dry_run)


def _owned(to: Path, stack: ExitStack, *, make: bool = False) -> bool:
    """Take the archive; one that isn't there yet is taken when the first record is written."""
    if make or to.is_dir():
        stack.enter_context(alone(to))
        return True
    return False


def _sources(paths: Iterable[Path], folder: Path) -> Iterator[Source]:
    for number, path in enumerate(paths):
        yield from sources(path, folder / str(number))


def _drafts(found: Sequence[Source], planner: Planner, level: str) -> Generator[Draft, None, None]:
    """Drafts in the order of ``found``; what couldn't be unpacked has its refusal, what is done
    with already only its hash."""
    hashes = [planner.known_hash(s.path) if s.refusal is None else "" for s in found]
    unread = [s.path for s, h in zip(found, hashes, strict=True) if s.refusal is None and not h]
    with closing(read_all(unread, planner.options, level)) as read:
        for source, known in zip(found, hashes, strict=True):
            if source.refusal is not None:
                yield refused_draft(source.path, source.refusal)
            elif known:
                yield Draft(source=str(source.path), sha256=known)
            else:
                yield next(read)


def _called(report: FileReport, shown: str) -> FileReport:
    """The report under the name people gave the file."""
    if report.source == shown:
        return report
    issues = tuple(replace(i, path=shown) for i in report.draft.issues)
    return replace(report, source=shown, draft=replace(report.draft, source=shown, issues=issues))


def run(
    paths: Sequence[Path],
    to: Path,
    options: Options,
    *,
    as_json: bool = False,
    follow: bool = False,
    out: TextIO | None = None,
    stop: threading.Event | None = None,
) -> int:
    """The ``import`` command: 0 all is done, 1 some refused, 2 nothing to import or the archive
    is taken, 130 stopped by a person. ``follow`` watches the folders until ``stop``."""
    out = out or sys.stdout
    try:
        if follow:
            return _follow(paths, to, options, as_json, out, stop or threading.Event())
        found = files_in(paths, to)
        if not found:
            out.write("Không thấy tệp nào để nhập. Nhập được: " + ", ".join(SUFFIXES) + ".\n")
            return 2
        return _once(found, to, options, as_json, out)
    except Busy as error:
        out.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        if not as_json:
            out.write(_STOPPED_FOLLOWING if follow else _STOPPED)
        return 0 if follow else STOPPED


_STOPPED = "\nĐã dừng. Những tệp đọc xong đã ghi trọn vẹn; chạy lại đúng lệnh ấy để nhập tiếp phần còn lại.\n"
_STOPPED_FOLLOWING = "\nĐã thôi theo dõi.\n"


def _once(found: Sequence[Path], to: Path, options: Options, as_json: bool, out: TextIO) -> int:
    bar = Progress(quiet=as_json)
    bar.start("Nhập tệp", len(found))

    def tick(_: FileReport, total: int) -> None:
        bar.total = total  # an archive (.zip) holds many
        bar.tick(1)

    report = import_files(found, to, options, tick)
    bar.stop()
    out.write(reports.as_json(report) if as_json else reports.as_text(report))
    refused = [f for f in report.refused if any(i.severity == "loi" for i in f.issues)]
    return 1 if refused else 0


def _follow(
    paths: Sequence[Path], to: Path, options: Options, as_json: bool, out: TextIO,
    stop: threading.Event,
) -> int:  # fmt: skip
    folders = [p for p in paths if p.is_dir()]
    if len(folders) < len(paths):
        out.write("--watch chỉ theo dõi thư mục.\n")
        return 2
    if not as_json:
        names = ", ".join(map(str, folders))
        out.write(f"Đang theo dõi {names}: tệp chép vào là được nhập. Ctrl-C để dừng.\n")
        out.flush()

    def take(ready: list[Path]) -> None:
        while True:
            try:
                report = import_files(ready, to, options)
                break
            except Busy:  # another import has the archive for a while
                if stop.wait(2):
                    return
        out.write(reports.as_json(report, indent=None) if as_json else reports.as_text(report))
        out.flush()

    watch(folders, lambda: files_in(folders, to), take, stop)
    return 0
