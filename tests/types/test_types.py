"""The types written in the browser's scripts hold, by TypeScript's own checker."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from vanban.search.client import PARTS, client_files

HERE = Path(__file__).parent
CHECKER = HERE / "node_modules" / "typescript" / "bin" / "tsc"


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command; fetched as the lock file says when it isn't there yet."""
    if not CHECKER.exists():
        places = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        npm = shutil.which("npm", path=places)
        assert npm, "npm is needed once: it fetches the checker named in package-lock.json"
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run([npm, "ci", *quiet], cwd=HERE, check=True, capture_output=True)
    return [str(compute_driver_executable()[0]), str(CHECKER)]


def complaints(checker: list[str], folder: Path) -> str:
    done = subprocess.run(
        [*checker, "-p", str(folder / "tsconfig.json")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout


def test_the_client_keeps_its_types(checker: list[str]) -> None:
    assert complaints(checker, PARTS) == ""


def test_a_slip_would_be_seen(checker: list[str], tmp_path: Path) -> None:
    for part in PARTS.iterdir():
        shutil.copy(part, tmp_path)
    (tmp_path / "99-slip.js").write_text("void window.vanban.search(5);\n", "utf-8")
    assert "99-slip.js(1,27): error TS2345" in complaints(checker, tmp_path)


@pytest.mark.parametrize("address", client_files())
def test_a_shipped_script_names_nothing_unknown(
    checker: list[str], tmp_path: Path, address: str
) -> None:
    """Names are shortened for shipping: one shortened by mistake would be known nowhere, as one
    of the other script would."""
    (tmp_path / "shipped.js").write_bytes(client_files()[address])
    shutil.copy(PARTS / "contract.d.ts", tmp_path)
    shutil.copy(PARTS / "tsconfig.json", tmp_path)
    unknown = ("error TS2304", "error TS2552", "error TS18004")
    said = complaints(checker, tmp_path).splitlines()
    assert [line for line in said if any(code in line for code in unknown)] == []
