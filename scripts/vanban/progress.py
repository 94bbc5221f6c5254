"""One line on a terminal for work over two seconds: count, rate, time left; else silence."""

from __future__ import annotations

import sys
import time

PATIENCE = 2.0
"""Seconds of silence before the first line."""

BETWEEN = 0.2


class Progress:
    """Counts what this process did; other workers do as much, so shares are told, not sums."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet or not sys.stderr.isatty()
        self.running = False
        self.start("", 0)

    def start(self, label: str, total: int) -> None:
        """Begin a count; one that was under way is ended."""
        self.stop()
        self.label, self.total, self.done = label, total, 0
        self.begun = self.last = time.monotonic()
        self.running = True

    def tick(self, number: int) -> None:
        self.done += number
        now = time.monotonic()
        if self.quiet or now - self.begun < PATIENCE or now - self.last < BETWEEN:
            return
        self.last = now
        rate = self.done / (now - self.begun)
        left = f", còn {_span(max(0, self.total - self.done) / rate)}" if self.total else ""
        text = (
            f"\r{self.label or 'Đọc văn bản'}: {self.done}{f'/{self.total}' if self.total else ''}"
        )
        sys.stderr.write(f"{text} ({_rate(rate)}{left})   ")
        sys.stderr.flush()

    def stop(self) -> None:
        """End the line, if there is one: what is said next, a fault too, begins its own."""
        if self.running and not self.quiet and time.monotonic() - self.begun >= PATIENCE:
            sys.stderr.write("\n")
        self.running = False


def _rate(a_second: float) -> str:
    """Slow work (a scan takes half a minute) is told by the minute."""
    return f"{a_second:.0f}/giây" if a_second >= 2 else f"{60 * a_second:.0f}/phút"


def _span(seconds: float) -> str:
    return f"{seconds:.0f} giây" if seconds < 90 else f"{seconds / 60:.0f} phút"
