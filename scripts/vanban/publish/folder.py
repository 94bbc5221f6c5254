"""A folder as a place for releases: a local disk, or a share that is mounted or named by UNC."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from collections.abc import Iterator, MutableMapping, Sequence
from importlib.resources import files
from pathlib import Path

from vanban.publish.disk import LIVE, LOCK, RELEASES, SCRATCH, scratch_name, time_of
from vanban.publish.locking import held_lock
from vanban.publish.tree import PIECE, entry_of
from vanban.publish.values import CantPublish, Item, Tick

WEB_CONFIG = "web.config"
FLUSH_EACH = 500
"""Up to this many new files are flushed one by one; past it the whole disk is, which costs less."""
_POINTER = re.compile(rb'url="ban/([0-9A-Za-z-]+)/\{R:1\}"')


class Folder:
    """``root`` on a disk. ``iis``: a web.config of its own leads to the live release.

    Where symbolic links can't be made (a Windows share), IIS is told by replacing one small
    file, which it reads again at once; the replacement is one rename.
    """

    def __init__(self, root: Path, *, iis: bool = False) -> None:
        self.root = root
        self.iis = iis
        self.fresh: list[Path] = []
        """Files brought by this run, which may still be in memory only."""

    def read(self, path: str) -> bytes | None:
        try:
            return (self.root / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, path: str, data: bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = self._scratch()
        scratch.write_bytes(data)
        flush(scratch)
        scratch.replace(target)

    def names(self, folder: str) -> list[str]:
        try:
            return sorted(os.listdir(self.root / folder))  # noqa: PTH208
        except (FileNotFoundError, NotADirectoryError):
            return []

    def paths(self, folder: str) -> list[str]:
        base = self.root / folder
        found = []
        for place, folders, names in os.walk(base):
            names += [name for name in folders if os.path.islink(f"{place}/{name}")]  # noqa: PTH114
            found += [(Path(place) / name).relative_to(base).as_posix() for name in names]
        return sorted(found)

    def fill(
        self, folder: str, items: Sequence[Item], held: MutableMapping[str, str], tick: Tick
    ) -> None:
        base = self.root / folder
        base.mkdir(parents=True, exist_ok=True)
        made = {""}
        for item in items:
            place = item.path.rpartition("/")[0]
            if place not in made:
                (base / place).mkdir(parents=True, exist_ok=True)
                made.add(place)
            known = held.get(item.entry.sha256)
            target = base / item.path
            if not as_sent(target, item) and not (known and self._link(known, target, item)):
                self._copy(item, target)
            held.setdefault(item.entry.sha256, f"{folder}/{item.path}")
            tick(1)

    def _link(self, known: str, target: Path, item: Item) -> bool:
        """One more name for a file that is there; False where that isn't possible."""
        source = self.root / known
        if not as_sent(source, item):
            return False
        with contextlib.suppress(OSError):
            target.unlink(missing_ok=True)
            os.link(source, target)
            return True
        return False

    def _copy(self, item: Item, target: Path) -> None:
        scratch = self._scratch()
        digest = hashlib.sha256()
        with item.source.open("rb") as source, scratch.open("wb") as out:
            while piece := source.read(PIECE):
                digest.update(piece)
                out.write(piece)
        if digest.hexdigest() != item.entry.sha256:
            scratch.unlink()
            raise CantPublish(f"{item.path} đổi trong lúc xuất bản. Chờ dựng xong rồi chạy lại.")
        moment = time_of(item.entry.sha256)
        os.utime(scratch, (moment, moment))
        scratch.replace(target)
        self.fresh.append(target)

    def hashes(self, folder: str, tick: Tick) -> dict[str, str]:
        base, found = self.root / folder, {}
        for path in self.paths(folder):
            file = base / path
            found[path] = "liên kết" if file.is_symlink() else entry_of(file).sha256
            tick(1)
        return found

    def point(self, release: str) -> None:
        """One rename over the old pointer: before it readers get the old, after it the new."""
        self._flush()
        if self.iis:
            self.write(WEB_CONFIG, pointer_config(release))
            return
        scratch = self._scratch()
        try:
            scratch.symlink_to(f"{RELEASES}/{release}", target_is_directory=True)
        except (OSError, NotImplementedError) as error:
            raise CantPublish(
                f"{self.root} không cho tạo liên kết tượng trưng ({error})."
                " Với chia sẻ của Windows, dùng đích «iis:…»; xem hướng dẫn xuất bản."
            ) from error
        scratch.replace(self.root / LIVE)
        flush(self.root)

    def pointed(self) -> str:
        if self.iis:
            found = _POINTER.search(self.read(WEB_CONFIG) or b"")
            return found[1].decode() if found else ""
        try:
            return Path(os.readlink(self.root / LIVE)).name  # noqa: PTH115
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise CantPublish(
                f"{self.root / LIVE} không phải liên kết do «vanban publish» tạo ra."
                " Chuyển nó đi nơi khác rồi chạy lại."
            ) from error

    def remove(self, path: str) -> None:
        target = self.root / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)

    def room(self) -> int | None:
        place = self.root
        while not place.exists() and place != place.parent:
            place = place.parent
        return shutil.disk_usage(place).free

    @contextlib.contextmanager
    def locked(self, who: str) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        with held_lock(self.root / LOCK, who):
            for leftover in self.root.glob(f"{SCRATCH}*"):
                leftover.unlink()
            yield

    def _flush(self) -> None:
        """All of the release is on the disk before readers are sent to it."""
        if len(self.fresh) > FLUSH_EACH and hasattr(os, "sync"):
            os.sync()
        else:
            for file in self.fresh:
                flush(file)
        self.fresh.clear()
        flush(self.root)

    def _scratch(self) -> Path:
        return self.root / scratch_name()


def as_sent(file: Path, item: Item) -> bool:
    """A regular file of the item's size and time: put there whole by an earlier run."""
    try:
        seen = file.lstat()
    except OSError:
        return False
    return seen.st_size == item.entry.size and int(seen.st_mtime) == time_of(item.entry.sha256)


def pointer_config(release: str) -> bytes:
    """The whole ``web.config`` of a site whose live release is ``release``."""
    form = files("vanban.publish") / "servers" / "iis" / WEB_CONFIG
    return form.read_bytes().replace(b"{BAN}", release.encode())


def flush(path: Path) -> None:
    """What was written to a file or folder survives a power cut; folders can't on Windows."""
    with contextlib.suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
