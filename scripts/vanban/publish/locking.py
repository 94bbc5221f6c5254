"""One publisher at a time on one folder: a lock the system lets go of when its holder dies."""

from __future__ import annotations

import contextlib
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from vanban.publish.values import CantPublish


@contextlib.contextmanager
def held_lock(path: Path, who: str) -> Iterator[None]:
    """Hold ``path`` locked; its text names the holder for whoever comes meanwhile."""
    with path.open("a+b") as file:
        try:
            _lock(file)
        except OSError as error:
            raise CantPublish(busy(_holder(path))) from error
        try:
            file.truncate(0)
            file.write(who.encode())
            file.flush()
            yield
        finally:
            _unlock(file)


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


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(file: IO[bytes]) -> None:
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
