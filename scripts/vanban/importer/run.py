"""The importer's doors: many originals in, records in an archive and a report out."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from vanban.importer import report as reports
from vanban.importer.apply import Planned, Planner, write
from vanban.importer.guards import SUFFIXES
from vanban.importer.model import Draft, FileReport, ImportReport, Options, refused_draft
from vanban.importer.pool import read_all
from vanban.importer.proposal import Proposal
from vanban.importer.unpack import Source, sources
from vanban.model import LuuHanh


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Originals named by ``paths``, folders searched to the bottom; hidden files left out."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(
                p
                for p in path.rglob("*")
                if p.is_file() and p.suffix.lower() in SUFFIXES and not _hidden(p, path)
            )
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _hidden(path: Path, top: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(top).parts)


def import_files(
    paths: Iterable[Path],
    to: Path,
    options: Options,
    progress: Callable[[FileReport], None] = lambda _: None,
) -> ImportReport:
    """Read all files, plan their records, then write them below ``to`` (``directives/``).

    Nothing is written in a dry run. A file that can't be read is a refused one in the report;
    the others go on.
    """
    planner = Planner(to, options)
    level = "cong_khai" if options.luu_hanh == "cong_khai" else "noi_bo"
    files: list[FileReport] = []
    plans: list[Planned | Proposal] = []
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        found = list(_sources(files_in(paths), Path(folder)))
        drafts = _drafts(found, options, level)
        for source, draft in zip(found, drafts, strict=True):
            report, planned = planner.plan(draft)
            report = _called(report, source.shown)
            files.append(report)
            if planned is not None:
                plans.append(planned)
            progress(report)
        if not options.dry_run:
            write(plans, to)
    return ImportReport(files=tuple(files), written=not options.dry_run)


def _sources(paths: Iterable[Path], folder: Path) -> Iterator[Source]:
    for number, path in enumerate(paths):
        yield from sources(path, folder / str(number))


def _drafts(found: Sequence[Source], options: Options, level: str) -> Iterator[Draft]:
    """Drafts in the order of ``found``; what couldn't be unpacked has its refusal."""
    read = read_all([s.path for s in found if s.refusal is None], options, level)
    for source in found:
        yield next(read) if source.refusal is None else refused_draft(source.path, source.refusal)
    read.close()


def _called(report: FileReport, shown: str) -> FileReport:
    """The report under the name people gave the file."""
    if report.source == shown:
        return report
    issues = tuple(replace(i, path=shown) for i in report.draft.issues)
    return replace(report, source=shown, draft=replace(report.draft, source=shown, issues=issues))


def run(
    paths: Sequence[Path],
    to: Path,
    dry_run: bool = False,
    as_json: bool = False,
    luu_hanh: LuuHanh = "chua_ro",
    keep_original: bool = True,
    jobs: int = 2,
    out: TextIO | None = None,
) -> int:
    """The ``import`` command: 0 all imported, 1 some refused, 2 nothing to import."""
    out = out or sys.stdout
    options = Options(luu_hanh=luu_hanh, keep_original=keep_original, jobs=jobs, dry_run=dry_run)
    found = files_in(paths)
    if not found:
        out.write("Không thấy tệp nào để nhập. Nhập được: " + ", ".join(SUFFIXES) + ".\n")
        return 2
    report = import_files(found, to, options)
    out.write(reports.as_json(report) if as_json else reports.as_text(report))
    refused = [f for f in report.refused if any(i.severity == "loi" for i in f.issues)]
    return 1 if refused else 0
