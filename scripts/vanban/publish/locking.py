"""One publisher at a time on one folder: a lock the system lets go of when its holder dies."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from vanban.alone import alone, try_lock, unlock
from vanban.publish.disk import LOCK
from vanban.publish.values import CantPublish


@contextlib.contextmanager
def held_lock(path: Path, who: str) -> Iterator[None]:
    """Hold ``path`` locked; its text names the holder for whoever comes meanwhile."""
    with path.open("a+b") as file:
        if not try_lock(file):
            raise CantPublish(busy(_holder(path)))
        try:
            file.truncate(0)
            file.write(who.encode())
            file.flush()
            yield
        finally:
            unlock(file)


class Held(Protocol):
    """A place whose lock is a file that tells its holder."""

    def read(self, path: str) -> bytes | None: ...

    def write(self, path: str, data: bytes) -> None: ...


def take_over(place: Held, address: str, who: str, remedy: str) -> None:
    """Take the lock of a run of this machine that was killed.

    Raises CantPublish when its holder may be alive. Of several that find it at the same time one
    gets it: they read and write it one after the other, by a lock of this machine.
    """
    key = hashlib.sha256(address.encode()).hexdigest()[:16]
    user = os.getuid() if hasattr(os, "getuid") else 0
    with alone(Path(tempfile.gettempdir()) / f"vanban-{user}-{key}.khoa"):
        holder = (place.read(LOCK) or b"").decode("utf-8", "replace")
        if not died_here(holder):
            raise CantPublish(f"{busy(holder)} {remedy}")
        place.write(LOCK, who.encode())


def busy(holder: str) -> str:
    return f"Đang có người khác xuất bản vào đây: {holder or 'chưa rõ ai'}. Chờ xong rồi chạy lại."


def _holder(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")[:200]
    except OSError:  # Windows doesn't let others read a locked file
        return ""


def died_here(holder: str) -> bool:
    """The lock names a process of this machine (``user@machine (pid)``) that is no more, or
    this very one, whose line was cut before it could give the lock back.
    """
    name, _, number = holder.rpartition(" (")
    if name.rpartition("@")[2] != platform.node() or not number[:-1].isdigit() or os.name == "nt":
        return False
    if int(number[:-1]) == os.getpid():
        return True
    try:
        os.kill(int(number[:-1]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
