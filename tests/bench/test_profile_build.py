"""The page of parts: every second of a build stands in one of them, each beside its floor."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("profile_build.py")


def test_every_tenth_is_told_beside_its_floor(tmp_path: Path) -> None:
    out = tmp_path / "trang.md"
    command = [sys.executable, str(SCRIPT), "60", "--out", str(out), "--work", str(tmp_path)]
    subprocess.run(command, check=True)  # a process of its own: it puts clocks into our modules
    lines = [line for line in out.read_text("utf-8").splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    assert 9.5 <= sum(float(row[2].replace(",", ".")) for row in rows) <= 10.5
    told = {row[0]: row for row in rows}
    pages = told["Trang văn bản và tệp bên cạnh"]
    assert float(pages[1]) > 0
    assert float(pages[5]) > 1  # megabytes of 60 pages
    assert int(pages[6]) >= 120
    assert float(pages[7]) > 0 or pages[7] == "0.00"
    reading = next(row for name, row in told.items() if name.startswith("Đọc"))
    assert float(reading[4]) > 0.1
    assert all(re.fullmatch(r"\d+\.\d", row[8]) for row in rows if int(row[6] or 0))
