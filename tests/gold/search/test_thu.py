"""The judged queries over our own archive, asked in Chromium: nothing that was right is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

JUDGE = Path(__file__).parent / "judge.py"


@pytest.mark.browser
def test_nothing_is_lost_on_our_own_archive(tmp_path: Path) -> None:
    """In a process of its own: the browser tests keep theirs open to the end."""
    command = [sys.executable, str(JUDGE), "--archives", "thu", "--work", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "MẤT 0" in done.stdout
