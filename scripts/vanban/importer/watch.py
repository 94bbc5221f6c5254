"""``vanban import --watch``: folders whose files are imported as they arrive.

A file still being copied is waited for: it is read once its size and time have stood still. One
that was refused is tried again when it changes. Beside the system's events the folders are
looked through from time to time, since shares on a network tell nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

SETTLED = 2.0
"""Seconds a file must have stood still before it is read."""

RESCAN = 30.0
"""Seconds between looks at the folders when no event comes."""

Stat = tuple[int, int]
"""Size in bytes and time of change in nanoseconds."""


@dataclass(slots=True)
class Inbox:
    """Files of the watched folders: since when each is as it is, and how it was when read."""

    settled: float = SETTLED
    since: dict[Path, tuple[Stat, float]] = field(default_factory=dict)
    done: dict[Path, Stat] = field(default_factory=dict)

    def ready(self, files: Mapping[Path, Stat], now: float) -> list[Path]:
        """Files to read at ``now``, in the order given; each is handed out once a state."""
        self.done = {path: stat for path, stat in self.done.items() if path in files}
        self.since = {path: seen for path, seen in self.since.items() if path in files}
        found: list[Path] = []
        for path, stat in files.items():
            if self.done.get(path) == stat:
                self.since.pop(path, None)
                continue
            seen = self.since.get(path)
            if seen is None or seen[0] != stat:
                self.since[path] = (stat, now)
            elif now - seen[1] >= self.settled:
                found.append(path)
        for path in found:
            self.done[path] = self.since.pop(path)[0]
        return found


class _Bell(FileSystemEventHandler):
    """Rings at anything that may have changed a file."""

    def __init__(self) -> None:
        self.rung = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in ("opened", "closed_no_write"):
            self.rung.set()


def watch(
    folders: Sequence[Path],
    find: Callable[[], Sequence[Path]],
    take: Callable[[list[Path]], None],
    stop: threading.Event,
    inbox: Inbox | None = None,
) -> None:
    """Give what ``find`` finds in ``folders`` to ``take`` as it settles, until ``stop``."""
    inbox, bell, observer = inbox or Inbox(), _Bell(), Observer()
    for folder in folders:
        observer.schedule(bell, str(folder), recursive=True)
    observer.start()
    try:
        while not stop.is_set():
            ready = inbox.ready(_stats(find()), monotonic())
            if ready:
                take(ready)
                continue
            bell.rung.wait(min(inbox.settled, 0.5) if inbox.since else RESCAN)
            bell.rung.clear()
            stop.wait(0.05)
    finally:
        observer.stop()
        observer.join()


def _stats(paths: Sequence[Path]) -> dict[Path, Stat]:
    """Files that are there now; an empty one has only been begun."""
    found: dict[Path, Stat] = {}
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            continue
        if stat.st_size:
            found[path] = (stat.st_size, stat.st_mtime_ns)
    return found
