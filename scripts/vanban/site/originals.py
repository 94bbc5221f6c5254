"""Originals beside the pages: copied when they may be, told and left out when they may not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from vanban.model import Issue
from vanban.reading import IssueRow, issue_of, issue_row
from vanban.site.views import DocumentView, OriginalLine
from vanban.state import read_marshal, write_marshal

NAME = "goc"
"""In the cache: what was told of originals, by document, for builds that find nothing to do."""


Told = tuple[str, IssueRow]
"""A document, and what is told of an original of it."""


class Originals:
    """Places files kept beside documents of ``root`` into ``site``.

    ``anew``: every file is looked at, one that lies there already, too.
    """

    def __init__(self, root: Path, site: Path, muc: str, *, anew: bool) -> None:
        self.root, self.site, self.muc, self.anew = root, site, muc, anew
        self.told: list[Told] = []
        """By this process."""

    def placed(self, view: DocumentView) -> DocumentView:
        """The view with originals that may be published; those are in the site afterwards."""
        held = tuple(file for file in view.originals if self._place(view.id, file))
        return replace(view, originals=tuple(map(self._sized, held)))

    def _place(self, id_: str, file: OriginalLine) -> bool:
        """False when the file must not be seen. One that isn't there is named all the same."""
        path = f"{id_.rpartition('/')[0]}/{file.ten}"
        source, target = self.root / path, self.site / "vb" / id_ / file.ten
        if not source.is_file() or source.is_symlink():
            return True
        if not self.anew and same_copy(source, target):
            return True
        from vanban.importer.originals import refused_original

        refusal = refused_original(source, path, file.sha256, self.muc)
        if refusal:
            self.told.append((id_, issue_row(refusal)))
            return False
        if not same_copy(source, target):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            info = source.stat()
            os.utime(target, ns=(info.st_atime_ns, info.st_mtime_ns))
        return True

    def _sized(self, file: OriginalLine) -> OriginalLine:
        copy = self.site / file.href
        return replace(file, size=copy.stat().st_size if copy.is_file() else 0)

    def addresses(self, view: DocumentView) -> list[str]:
        return [file.href for file in view.originals if (self.site / file.href).is_file()]


def same_copy(source: Path, target: Path) -> bool:
    """The target was copied from the source as it is now."""
    try:
        one, other = source.stat(), target.stat()
    except OSError:
        return False
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def keep_told(cache: Path, told: Iterable[Told], made: Collection[str] | None) -> None:
    """Keep what was told of originals; ``made``: documents of this run and gone, None for all."""
    held: dict[str, list[IssueRow]] = read_marshal(cache / NAME) or {} if made is not None else {}
    for id_ in made or ():
        held.pop(id_, None)
    for id_, row in told:
        held.setdefault(id_, []).append(row)
    if held:
        write_marshal(cache / NAME, dict(sorted(held.items())))
    else:
        (cache / NAME).unlink(missing_ok=True)


def told_of_originals(cache: Path) -> tuple[Issue, ...]:
    held: dict[str, list[IssueRow]] = read_marshal(cache / NAME) or {}
    return tuple(issue_of(row) for rows in held.values() for row in rows)
