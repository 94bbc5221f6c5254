"""A record under the name its corrected number, day and body give it, moved when it is accepted.

What is new appears before what is old goes: a stop in between leaves the record twice, never
lost, and the next import of its original knows it.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from vanban.corpus.read import parse_document
from vanban.corpus.write import Refused as CantSet
from vanban.corpus.write import atomic_write, set_field
from vanban.importer.apply import archive_registry
from vanban.importer.journal import COPIES, Entry, Journal, alone
from vanban.importer.record import place
from vanban.importer.review_save import Record
from vanban.model import CHUA_RO, Metadata, Original


def settled(to: Path, record: Record) -> tuple[str, list[str]]:
    """The record's path after it was given the name it should have, and why that failed."""
    target = _wanted(to, record)
    if target == record.target:
        return target, []
    try:
        text, originals = _renamed(record, target)
    except CantSet as error:
        return record.target, [str(error)]
    document, issues = parse_document(target, text.encode(), archive_registry(to))
    if document is None:
        return record.target, [i.message for i in issues if i.severity == "loi"]
    try:
        with alone(to):
            _moved(to, record, target, text, originals)
    except OSError as error:
        return record.target, [f"Không đổi tên được: {error.strerror or error}"]
    return target, []


def _wanted(to: Path, record: Record) -> str:
    """Where the record belongs by what it says now; its own place when that is so already.

    ``x-2`` stays where ``x`` is taken by another document.
    """
    where = place(record.document.meta)
    stem = f"{where.folder}/{where.year}/{where.slug}"
    own = record.target.removesuffix(".md")
    number = 1
    name = stem
    while name != own and (to / f"{name}.md").exists():
        number += 1
        name = f"{stem}-{number}"
    return f"{name}.md"


def _renamed(record: Record, target: str) -> tuple[str, dict[str, str]]:
    """The record's text with its originals named after it: old name -> new."""
    meta = record.document.meta
    old, new = (PurePosixPath(t).stem for t in (record.target, target))
    names = {o.tep: f"{new}{o.tep.removeprefix(old)}" for o in meta.goc if o.tep.startswith(old)}
    goc = tuple(replace(o, tep=names.get(o.tep, o.tep)) for o in meta.goc)
    text = record.text
    for key, value in _changes(record, meta, goc).items():
        text = set_field(text, key, value)
    return text, {o.tep: names.get(o.tep, o.tep) for o in meta.goc}


def _changes(record: Record, meta: Metadata, goc: tuple[Original, ...]) -> dict[str, Any]:
    changed: dict[str, Any] = {"goc": goc} if goc != meta.goc else {}
    own = record.target.removesuffix(".md")
    if meta.luu_hanh != CHUA_RO and own not in meta.id_cu:
        changed["id_cu"] = (*meta.id_cu, own)  # it may have been read under its old address
    return changed


def _moved(to: Path, record: Record, target: str, text: str, originals: dict[str, str]) -> None:
    old, new = (to / t for t in (record.target, target))
    if old.read_bytes() != record.text.encode() or new.exists():
        raise OSError("Tệp vừa được sửa ở nơi khác")
    new.parent.mkdir(parents=True, exist_ok=True)
    (to / COPIES).mkdir(parents=True, exist_ok=True)
    kept = {o: n for o, n in originals.items() if (old.parent / o).is_file()}
    for name, fresh in kept.items():
        copy = to / COPIES / f"{new.stem}-{fresh}"
        shutil.copyfile(old.parent / name, copy)
        copy.replace(new.parent / fresh)
    atomic_write(new, text)
    journal = Journal(to)
    for entry in [e for e in journal.entries.values() if e.target == record.target]:
        journal.add(Entry(sha256=entry.sha256, target=target, kind=entry.kind))
    old.unlink()
    for name, fresh in kept.items():
        if (old.parent / name) != (new.parent / fresh):
            (old.parent / name).unlink(missing_ok=True)
    if not any(old.parent.iterdir()):
        old.parent.rmdir()
