"""What a place holds: its releases, which one is live, what its files can save on the way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vanban.publish import history
from vanban.publish.disk import POOL, RELEASES, Disk
from vanban.publish.history import Turn
from vanban.publish.manifest import NAME as MANIFEST
from vanban.publish.manifest import parse_manifest
from vanban.publish.stamps import find_stamps, pool_path
from vanban.publish.values import CantPublish, Entry, Tree

NEAR = 3
"""Releases whose files are looked at for saving the way: the live one and those before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A finished release: its files and the stamp of its build."""

    id: str
    entries: Mapping[str, Entry]
    stamp: Mapping[str, object] = field(default_factory=dict)
    stamps: Mapping[str, str] = field(default_factory=dict)
    """How its files are asked for (``stamps.py``)."""

    def pool(self) -> dict[str, Entry]:
        """What it needs in the pool."""
        places = ((pool_path(path, self.stamps), entry) for path, entry in self.entries.items())
        return {place: entry for place, entry in places if place}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What lies at the place."""

    live: str
    whole: tuple[str, ...]
    """Finished releases, by name."""
    begun: tuple[str, ...]
    """Folders of releases that were never finished."""
    turns: tuple[Turn, ...]

    @property
    def order(self) -> list[str]:
        """Finished releases that were live, the latest first; the live one before all."""
        named = [self.live, *history.recent(self.turns)]
        return [id_ for id_ in dict.fromkeys(named) if id_ in self.whole]


def look(disk: Disk) -> Held:
    """Read what is there; nothing is changed."""
    names = disk.names(RELEASES)
    whole = tuple(n.removesuffix(".json") for n in names if n.endswith(".json"))
    begun = tuple(n for n in names if not n.endswith(".json") and n not in whole)
    turns = tuple(history.parse_history(disk.read(history.NAME) or b""))
    return Held(live=disk.pointed(), whole=whole, begun=begun, turns=turns)


def load(disk: Disk, id_: str) -> Release:
    """A finished release. Raises CantPublish when its record or manifest is damaged or gone."""
    try:
        record = json.loads(disk.read(record_path(id_)) or b"null")
        manifest = disk.read(f"{RELEASES}/{id_}/{MANIFEST}") or b""
        shas, sizes = parse_manifest(manifest), record["kich_thuoc"]
        if hashlib.sha256(manifest).hexdigest() != record["ban_ke"] or len(sizes) != len(shas):
            raise CantPublish("bản kê không khớp với hồ sơ")
    except (ValueError, TypeError, KeyError, CantPublish) as error:
        raise CantPublish(f"Bản {id_} ở nơi nhận đã hỏng: {error}.") from error
    entries = {p: Entry(sha, size) for (p, sha), size in zip(shas.items(), sizes, strict=True)}
    return Release(id=id_, entries=entries, stamp=record["dau"], stamps=record["tem"])


def load_near(disk: Disk, held: Held) -> list[Release]:
    """The live release first, then those before it; damaged ones are left out."""
    found = []
    for id_ in held.order[:NEAR]:
        try:
            found.append(load(disk, id_))
        except CantPublish:
            continue
    return found


def record_path(id_: str) -> str:
    return f"{RELEASES}/{id_}.json"


def record_bytes(tree: Tree, luc: str, boi: str) -> bytes:
    """The record that makes a release a finished one."""
    record = {
        "ban_ke": hashlib.sha256(tree.manifest).hexdigest(),
        "kich_thuoc": [item.entry.size for item in sorted(tree.items)],
        "dau": dict(tree.stamp), "tem": find_stamps(tree), "luc": luc, "boi": boi,
    }  # fmt: skip
    return json.dumps(record, ensure_ascii=False, sort_keys=True).encode()


def release_id(held: Held, tree: Tree) -> str:
    """The name of this tree there: that of the same bytes if they were ever brought, else new."""
    digest = hashlib.sha256(tree.manifest).hexdigest()
    for id_ in (held.live, *held.whole, *held.begun):
        if id_.partition("-")[2] == digest[:12]:
            return id_
    known = [*held.whole, *held.begun, *(turn.den for turn in held.turns)]
    return history.next_release(known, digest)


def files_there(releases: Iterable[Release]) -> dict[str, str]:
    """SHA-256 → path of a file at the place that has those bytes."""
    found: dict[str, str] = {}
    for release in releases:
        for path, entry in release.entries.items():
            found.setdefault(entry.sha256, f"{RELEASES}/{release.id}/{path}")
    return found


def pool_gone(disk: Disk, releases: Iterable[Release]) -> list[str]:
    """Files of the pool that no kept release uses any more."""
    used: set[str] = set().union(*(release.pool().keys() for release in releases))
    return [f"{POOL}/{path}" for path in disk.paths(POOL) if path not in used]
