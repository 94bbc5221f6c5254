"""The values of publishing: what a file is, what a release is, what would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple


class CantPublish(Exception):
    """A reason, in Vietnamese, with what to do about it; nothing readers see has changed."""


class Entry(NamedTuple):
    """A file of a release as its manifest tells it: SHA-256 in hex, size in bytes."""

    sha256: str
    size: int


class Item(NamedTuple):
    """A file to publish: its address in the site, its entry, where its bytes lie here."""

    path: str
    entry: Entry
    source: Path


Entries = Mapping[str, Entry]
"""Files of a release by address (``/`` between folders, from the site's root)."""

Tick = Callable[[int], None]
"""Told how many more files are done."""

ChangeKind = Literal["them", "doi", "bo"]
"""Added, changed, removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A site made ready: every file with its compressed twins, and the manifest over them."""

    items: tuple[Item, ...]
    manifest: bytes
    stamp: Mapping[str, object]
    """``ban-dung.json`` of the build; empty when there is none."""

    @property
    def entries(self) -> dict[str, Entry]:
        return {item.path: item.entry for item in self.items}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One file that readers would see otherwise; ``size`` is that of the new one (old if gone)."""

    path: str
    kind: ChangeKind
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What publishing would do. ``changes`` leaves out compressed twins; ``send`` counts all."""

    release: str
    live: str
    changes: tuple[Change, ...]
    files: int
    send_files: int
    send_bytes: int
    reuse_files: int
    reuse_bytes: int
    refusals: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def of(self, kind: ChangeKind) -> list[Change]:
        return [change for change in self.changes if change.kind == kind]

    @property
    def nothing(self) -> bool:
        """The very same bytes are live already."""
        return self.release == self.live


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """What a folder or a server holds, against the manifest; addresses sorted."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    checked: int = 0
    extra_seen: bool = True
    """False where there is no listing, so that extra files can't be told."""

    @property
    def clean(self) -> bool:
        return not (self.changed or self.missing or self.extra)
