"""Whether real documents are at hand is told, never passed over in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_machine_without_corpora_is_told_so(tmp_path: Path) -> None:
    script = "import sys; sys.path.insert(0, 'scripts'); import dev; dev.environment = print; sys.exit(dev.main(['corpora']))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "VANBAN_SHARED": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith(f"dev.py corpora: Không thấy {tmp_path / 'corpora'}.")
    assert "VANBAN_SHARED" in done.stderr
