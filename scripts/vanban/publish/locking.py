"""One publisher at a time on one folder: a lock the system lets go of when its holder dies."""

from __future__ import annotations

import contextlib
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from vanban.alone import try_lock, unlock
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
