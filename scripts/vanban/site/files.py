"""Files of the site: written when they differ from what lies there, removed when nobody's.

Plain strings and the calls of ``os``: they run for every page, and ``Path`` costs more there
than the file system does.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_MEND = os.O_RDWR | getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_page(path: str, data: bytes) -> bool:
    """Put ``data`` at ``path`` unless it lies there already; whether anything was written.

    Comparing with the file itself needs no table of hashes and mends a page that was damaged.
    """
    try:
        fd = os.open(path, _NEW, 0o644)
    except FileNotFoundError:
        make_folder(path.rpartition("/")[0])
        fd = os.open(path, _NEW, 0o644)
    except FileExistsError:
        return _mend(path, data)
    try:
        _write(fd, data)
    finally:
        os.close(fd)
    return True


def _mend(path: str, data: bytes) -> bool:
    """Written over, not emptied first: file systems write what was emptied to the disk at once,
    which takes twenty times as long."""
    fd = os.open(path, _MEND)
    try:
        size = os.fstat(fd).st_size
        if size == len(data) and _read(fd, size) == data:
            return False
        os.lseek(fd, 0, os.SEEK_SET)
        _write(fd, data)
        if size > len(data):
            os.ftruncate(fd, len(data))
    finally:
        os.close(fd)
    return True


def _write(fd: int, data: bytes) -> None:
    while data:
        data = data[os.write(fd, data) :]


def _read(fd: int, size: int) -> bytes:
    parts = []
    while size > 0 and (part := os.read(fd, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def read_file(path: str) -> bytes | None:
    """The bytes of a file, None when there is none."""
    try:
        with open(path, "rb", buffering=0) as f:  # noqa: PTH123
            return f.read()
    except FileNotFoundError:
        return None


def make_folder(path: str) -> None:
    """The folder and those above it; several processes may make the same ones."""
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileNotFoundError:
        make_folder(os.path.dirname(path))  # noqa: PTH120
        make_folder(path)
    except FileExistsError:
        return


def files_below(site: Path, folders: Iterable[str]) -> Iterator[str]:
    """Addresses of all files in ``folders`` of the site and below them."""
    waiting = list(folders)
    while waiting:
        place = waiting.pop()
        for entry in _entries(site, place):
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{place}/{entry.name}")
            else:
                yield f"{place}/{entry.name}"


def files_in(site: Path, place: str) -> list[str]:
    """Addresses of the files in one folder of the site, not of those below."""
    return [
        f"{place}/{entry.name}"
        for entry in _entries(site, place)
        if not entry.is_dir(follow_symlinks=False)
    ]


def _entries(site: Path, place: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(f"{site}/{place}") as found:
            return list(found)
    except (FileNotFoundError, NotADirectoryError):
        return []


def remove_file(site: Path, url: str) -> None:
    """Remove a file and the folders that are empty then."""
    path = site / url
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == site or (folder.exists() and any(folder.iterdir())):
            break
        if folder.exists():
            folder.rmdir()
