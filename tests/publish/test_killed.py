"""Killed anywhere, a publisher leaves the whole old site or the whole new one, and the next
run completes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


def test_killed_at_every_effect_and_at_random_moments(place: Path) -> None:
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent / "scripts")])
    done = subprocess.run(
        [sys.executable, TESTS / "publish" / "killing.py", place],
        capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["points"] > 100, told
    assert told["kills"] >= 200, told
    assert told["mixed"] == told["unfinished"] == 0, told
    assert told["old"] > 100, told
    assert told["new"] > 5, told
