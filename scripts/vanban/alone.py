"""A file held locked while something must be done by one process only.

The system lets go of the lock when its holder dies, however it dies.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

BETWEEN = 0.05
"""Seconds between two tries for a lock that another process holds."""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until nobody else holds ``path``, and hold it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        while not try_lock(file):
            time.sleep(BETWEEN)
        try:
            yield
        finally:
            unlock(file)


def try_lock(file: IO[bytes]) -> bool:
    """Lock an open file at once; False when another process holds it."""
    try:
        _lock(file)
    except OSError:
        return False
    return True


def unlock(file: IO[bytes]) -> None:
    _unlock(file)


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
