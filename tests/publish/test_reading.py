"""Somebody reads all the time, through a real nginx, while releases come, go back and are pruned."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from publish.conftest import Publisher
from publish.servers import nginx

SECONDS = 5
PAUSE = 0.15
"""Between two publishings: five of them, after which a release is pruned, outlast reading a page."""
HERE = Path(__file__).resolve().parent


def read_while(port: int, work: Any) -> dict[str, Any]:
    """Start the readers, run ``work`` again and again until they are done; what they tell."""
    words = [sys.executable, str(HERE / "reading.py"), str(port), str(SECONDS)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            work()
        out, said = reader.communicate()
    assert reader.returncode == 0, said.decode()
    found: dict[str, Any] = json.loads(out)
    return found


def test_readers_see_whole_sites_only(publisher: Publisher, tmp_path: Path) -> None:
    """Six versions in a ring, five kept: the oldest is pruned while its readers go on."""
    for version in range(1, 7):
        publisher.site(version)
    publisher.publish(1)
    publisher.publish(2)
    turns = [0]

    def work() -> None:
        turns[0] += 1
        if turns[0] % 4 == 0:
            publisher.rollback()
        else:
            publisher.publish(turns[0] % 6 + 1)
        time.sleep(PAUSE)

    with nginx(publisher.root, tmp_path / "nginx") as server:
        told = read_while(server.port, work)
    assert told["faults"] == [], told
    assert told["read"] > 1000, told
    assert turns[0] > 8
    assert len(told["versions"]) > 3, told


def test_killed_while_being_read(publisher: Publisher, tmp_path: Path) -> None:
    """Every run is killed a little later than the one before, then another completes it."""
    publisher.publish(2, keep=1)
    publisher.publish(1, keep=1)
    tries = [0]
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE.parents[1] / "scripts")]),
    }

    def work() -> None:
        tries[0] += 1
        words = [sys.executable, str(HERE / "once.py"), str(publisher.base), str(1 + tries[0] % 2)]
        with subprocess.Popen(words, env=env) as child:
            time.sleep(0.15 + 0.01 * (tries[0] % 20))
            child.kill()

    with nginx(publisher.root, tmp_path / "nginx") as server:
        told = read_while(server.port, work)
    assert told["faults"] == [], told
    assert tries[0] > 5
    publisher.publish(2, keep=1)
    assert len(list((publisher.root / "ban").iterdir())) == 2
