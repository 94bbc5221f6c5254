"""Work in a process of its own that is killed where it touches the disk, as by a pulled plug."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

EFFECTS = {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.truncate", "sqlite3.connect"}  # fmt: skip


def in_child(work: Callable[[], Any], before: Callable[[], None]) -> int:
    """Run ``work`` in a process of its own after ``before``; its wait status."""
    pid = os.fork()
    if not pid:
        try:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 2)
            before()
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(pid, 0)[1]


class Effects:
    """Counts what touches the disk, and kills the process at one of them."""

    def __init__(self, fatal: int = 0) -> None:
        self.count, self.fatal = 0, fatal

    def watch(self) -> None:
        sys.addaudithook(self._hook)

    def _hook(self, event: str, args: tuple[Any, ...]) -> None:
        if event not in EFFECTS:
            return
        if event == "open" and not (
            isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        ):
            return
        self.count += 1
        if self.count == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
