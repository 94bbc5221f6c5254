"""Planning the records of a batch, then writing them in one go.

Everything is decided before anything is written; files are made beside their place and
renamed into it, the original before the record that names it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vanban.importer.emit import document_text
from vanban.importer.model import Draft, FileReport, Options
from vanban.importer.record import Place, front_matter, place
from vanban.model import Issue
from vanban.tables import Registry, load_extra, load_registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One record to be written: its path below ``to``, its text, the original to copy."""

    target: str
    text: str
    original: Path | None
    original_target: str


class Planner:
    """Gives each draft its place; remembers what the batch and the archive have taken."""

    def __init__(self, to: Path, options: Options) -> None:
        self.to = to
        self.options = options
        self.registry = archive_registry(to)
        self.taken: set[str] = set()
        self.hashes: dict[str, str] = {}

    def plan(self, draft: Draft) -> tuple[FileReport, Planned | None]:
        """Where ``draft`` goes; None when it is refused or held already."""
        if not draft.body:
            return FileReport(source=draft.source, target="", draft=draft), None
        known = self.hashes.get(draft.sha256)
        if known:
            return self._again(
                draft, f"Nội dung giống hệt tệp {Path(known).name} trong lần nhập này."
            ), None
        data = front_matter(draft, self.registry, self.options.luu_hanh)
        stem, held = self._free(place(data), draft.sha256)
        if held:
            return self._again(draft, f"Tệp này đã có trong kho: {held}."), None
        self.hashes[draft.sha256] = draft.source
        self.taken.add(stem)
        report = FileReport(source=draft.source, target=f"{stem}.md", draft=draft)
        return report, self._planned(stem, data, draft)

    def _planned(self, stem: str, data: dict[str, Any], draft: Draft) -> Planned:
        source = Path(draft.source)
        suffix = "".join(c for c in source.suffix.lower() if c.isalnum() or c == ".")
        original = f"{stem}.goc{suffix or '.bin'}"
        if self.options.keep_original:
            data = data | {"goc": [{"tep": original.rsplit("/", 1)[-1], "sha256": draft.sha256}]}
        return Planned(
            target=f"{stem}.md",
            text=document_text(data, draft.body),
            original=source if self.options.keep_original else None,
            original_target=original,
        )

    def _free(self, wanted: Place, sha256: str) -> tuple[str, str]:
        """A stem nobody has (``-2``, ``-3`` …), or the record that holds this very file."""
        base = f"{wanted.folder}/{wanted.year}/{wanted.slug}"
        stem, number = base, 1
        while True:
            file = self.to / f"{stem}.md"
            if file.exists() and sha256 in file.read_text(encoding="utf-8", errors="replace"):
                return stem, f"{stem}.md"
            if stem not in self.taken and not file.exists():
                return stem, ""
            number += 1
            stem = f"{base}-{number}"

    def _again(self, draft: Draft, message: str) -> FileReport:
        issue = Issue(
            code="da-nhap",
            severity="goi_y",
            path=draft.source,
            message=message,
            remedy="Không cần nhập lại.",
        )
        again = replace(draft, body="", issues=(*draft.issues, issue))
        return FileReport(source=draft.source, target="", draft=again)


def archive_registry(to: Path) -> Registry:
    """Our tables and the archive's own bodies (``co-quan.yml`` at the top or in a folder)."""
    extra: list[Any] = []
    for file in [to / "co-quan.yml", *sorted(to.glob("*/co-quan.yml"))]:
        if file.is_file():
            found = load_extra(file.read_text(encoding="utf-8", errors="replace"), file.name)
            extra += [*found.bodies, *found.terms]
    return load_registry(extra)


def write(plans: Iterable[Planned], to: Path) -> None:
    """Write all records below ``to``; each file appears whole or not at all."""
    for planned in plans:
        target = to / planned.target
        target.parent.mkdir(parents=True, exist_ok=True)
        if planned.original is not None:
            _placed(to / planned.original_target, planned.original)
        _placed(target, planned.text)


def _placed(target: Path, content: Path | str) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".nhap-")
    try:
        with os.fdopen(handle, "wb") as out:
            if isinstance(content, str):
                out.write(content.encode("utf-8"))
            else:
                with content.open("rb") as source:
                    shutil.copyfileobj(source, out)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
