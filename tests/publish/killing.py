"""Kill a publisher again and again, in a process of its own; JSON of what readers saw.

``python killing.py PLACE``: every effect on the disk (by the interpreter's audit events, which
come before each) is a point of death in turn; then moments drawn by a fixed seed, between
effects and within them. Each dead run is followed by a whole one.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from publish.conftest import Publisher, make_site, read_all

EFFECTS = {
    "open", "os.rename", "os.link", "os.mkdir", "os.symlink", "os.remove", "os.rmdir", "os.utime",
    "os.truncate", "fcntl.flock",
}  # fmt: skip
MOMENTS = 80


def die_at(number: int) -> None:
    """SIGKILL this process at its ``number``-th effect."""
    left = [number]

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event not in EFFECTS or (event == "open" and not writes(args)):
            return
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def writes(args: tuple[Any, ...]) -> bool:
    return bool(args[2] & (os.O_WRONLY | os.O_RDWR))


def child(work: Callable[[], Any], before: Callable[[], None], wait: float) -> bool:
    """Run ``work`` in a fork; True when it was killed (by itself, or here after ``wait``)."""
    pid = os.fork()
    if not pid:
        try:
            before()
            work()
            os._exit(0)
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
    if wait:
        time.sleep(wait)
        os.kill(pid, signal.SIGKILL)
    status = os.waitpid(pid, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a run failed by itself")
    return os.WIFSIGNALED(status)


class Killer:
    """Publishes two versions in turn, keeping one release, and looks what readers get."""

    def __init__(self, place: Path) -> None:
        self.publisher = Publisher(place)
        self.version = 1
        self.whole: dict[int, dict[str, str]] = {}
        for version in (2, 1):
            make_site(place / f"site-{version}", version, pages=2)
            self.publisher.publish(version, keep=1)
            self.whole[version] = self.publisher.live()
        self.kills = self.old = self.new = self.mixed = self.unfinished = 0

    def turn(self, before: Callable[[], None], wait: float = 0.0) -> bool:
        """One killed run and one whole run; False when the run was over before it was killed."""
        now, then = self.version, 3 - self.version
        killed = child(lambda: self.publisher.publish(then, keep=1), before, wait)
        self.look(now, then, killed)
        self.publisher.publish(then, keep=1)
        self.unfinished += (
            self.publisher.live() != self.whole[then]
            or len(list((self.publisher.root / "ban").iterdir())) != 2
        )
        self.version = then
        return killed

    def look(self, now: int, then: int, killed: bool) -> None:
        self.kills += killed
        live = read_all(self.publisher.root / "hien-tai")
        self.old += live == self.whole[now]
        self.new += live == self.whole[then]
        self.mixed += live not in (self.whole[now], self.whole[then])


def main(place: Path) -> None:
    killer = Killer(place)
    point = 1
    while killer.turn(partial(die_at, point)):
        point += 1
    started = time.perf_counter()
    killer.turn(lambda: None)
    length = time.perf_counter() - started
    draw = random.Random(20260921)
    for _ in range(MOMENTS):
        killer.turn(lambda: None, wait=draw.uniform(0.001, length / 2))
    told = {name: getattr(killer, name) for name in ("kills", "old", "new", "mixed", "unfinished")}
    print(json.dumps({**told, "points": point - 1}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
