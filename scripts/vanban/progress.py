"""One line on a terminal for work over two seconds: count, rate, time left; else silence."""

from __future__ import annotations

import mmap
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")
Tick = Callable[[int], None]
"""Called with the number of things just done in this process."""

PATIENCE = 2.0
"""Seconds of silence before the first line."""

BETWEEN = 0.2

_AT_ONCE = 20

_SLOTS = 1024
"""Processes that count beside each other without waiting, each in a place of its own."""


class Progress:
    """Counts what this process and its forked workers did; the one that made it tells of all."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet or not sys.stderr.isatty()
        self.running = False
        self._owner = os.getpid()
        self._shared = mmap.mmap(-1, 8 * (1 if self.quiet else _SLOTS))
        self._counts = memoryview(self._shared).cast("Q")
        self.start("", 0)

    @property
    def done(self) -> int:
        return sum(self._counts)

    def start(self, label: str, total: int) -> None:
        """Begin a count; one that was under way is ended. ``total`` 0 is not known."""
        self.stop()
        self.label, self.total = label or "Đọc văn bản", total
        self._shared[:] = bytes(len(self._shared))
        self._width = 0
        self.begun = self.last = time.monotonic()
        self.running = True

    def tick(self, number: int) -> None:
        """So many more are done, here or in a worker."""
        if self.quiet:
            return
        process = os.getpid()
        self._counts[process % _SLOTS] += number
        now = time.monotonic()
        if process != self._owner or now - self.begun < PATIENCE or now - self.last < BETWEEN:
            return
        self.last = now
        text = self._told(self.done, now - self.begun)
        sys.stderr.write(f"\r{text.ljust(self._width)}")
        sys.stderr.flush()
        self._width = len(text)

    def _told(self, done: int, seconds: float) -> str:
        rate = done / max(seconds, 1e-9)
        if not self.total:
            return f"{self.label}: {done} ({_rate(rate)})"
        left = _span(max(0, self.total - done) / rate) if rate else "chưa rõ"
        return f"{self.label}: {done}/{self.total} ({_rate(rate)}, còn {left})"

    def over(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """The same things, each counted when the next is asked for."""
        for n, thing in enumerate(things, 1):
            yield thing
            if n % _AT_ONCE == 0:
                self.tick(_AT_ONCE)

    def stop(self) -> None:
        """End the line, if there is one: what is said next, a fault too, begins its own."""
        if self.running and self._width and os.getpid() == self._owner:
            sys.stderr.write("\n")
        self.running = False


def _rate(a_second: float) -> str:
    """Slow work (a scan takes half a minute) is told by the minute."""
    return f"{a_second:.0f}/giây" if a_second >= 2 else f"{60 * a_second:.0f}/phút"


def _span(seconds: float) -> str:
    return f"{seconds:.0f} giây" if seconds < 90 else f"{seconds / 60:.0f} phút"
