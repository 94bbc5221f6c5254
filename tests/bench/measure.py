"""What a command costs: CPU seconds and memory of its whole process tree, wall time."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.02
_GROWTH = 1.05
"""Shared pages are dear to count: only when the plain sum grew by this much since the last time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """``cpu`` is user+system seconds, ``wall`` seconds; ``rss`` and ``pss`` peak bytes.

    ``rss`` counts a page once for each process that has it, ``pss`` once in all.
    """

    cpu: float
    wall: float
    rss: int
    pss: int


class CommandFailed(Exception):
    """A measured command ended with an error; carries the end of what it said."""


def run(commands: Sequence[Sequence[str]], cwd: Path, env: Mapping[str, str] | None = None) -> Cost:
    """Run the commands one after another and add them up; raises CommandFailed."""
    costs = [_run_one(command, cwd, {**os.environ, **(env or {})}) for command in commands]
    return Cost(
        cpu=sum(c.cpu for c in costs),
        wall=sum(c.wall for c in costs),
        rss=max(c.rss for c in costs),
        pss=max(c.pss for c in costs),
    )


def _run_one(command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> Cost:
    log = cwd / ".bench.log"
    start = time.perf_counter()
    if shutil.which(command[0]) is None:
        raise CommandFailed(f"không có lệnh {command[0]}")
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        watch = _Watch(process.pid)
        # wait4 gives the times of this child and of every descendant it waited for.
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    watch.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise CommandFailed(f"{' '.join(command)}\nmã thoát {process.returncode}\n{said}")
    log.unlink()
    largest = usage.ru_maxrss * 1024
    return Cost(
        cpu=usage.ru_utime + usage.ru_stime,
        wall=wall,
        rss=max(watch.rss, largest),
        pss=watch.pss or largest,
    )


class _Watch:
    """Looks at a process tree until stopped and keeps the largest sums seen."""

    def __init__(self, pid: int) -> None:
        self.rss = self.pss = 0
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        counted = 0.0
        while not self._done.wait(_EVERY):
            pids = list(_tree(self._pid))
            rss = sum(map(_rss, pids))
            self.rss = max(self.rss, rss)
            if rss > counted * _GROWTH:
                counted = rss
                self.pss = max(self.pss, sum(map(_pss, pids)))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))
    except OSError:  # it ended while we looked
        return


def _rss(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def _pss(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def size_of(folder: Path) -> tuple[int, int]:
    """Number of files below a folder and the sum of their bytes."""
    files = total = 0
    for base, _, names in os.walk(folder):
        for name in names:
            files += 1
            total += (Path(base) / name).stat().st_size
    return files, total
