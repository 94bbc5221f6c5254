"""Two builds of one commit are the same bytes, whatever the machine calls itself and its day."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from world import EPOCH, World, document, tree

from vanban.publish.tree import read_tree

DOCUMENTS = 220
"""More than one process takes part from 200 on."""

CONFIG = """\
site_name: Kho thử
use_directory_urls: false
theme: {name: material, language: vi, font: false}
plugins: [search, vanban]
"""
MACHINES = (
    ("mot", {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"}, 1),
    ("hai/ở nơi khác", {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}, 3),
)


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=Thử", "-c", "user.email=thu@tinh-mau.example"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A committed project."""
    root = tmp_path / "goc"
    world = World(root=root).start()
    for n in range(1, DOCUMENTS + 1):
        other = f"Thực hiện Chỉ thị số {n % 50 + 1}-CT/TU, ngày 02/01/2020 của Tỉnh ủy."
        text = document(so_hieu=f"{n}-CT/TU", trich_yeu=f"Việc thứ {n}", body=f"## Mục\n\n{other}")
        world.put(f"tinh-mau/2020/{n}-ct-tu.md", text)
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Kho thử\n", "utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "kho")
    return root


def test_paths_locales_zones_and_cores(repository: Path, tmp_path: Path) -> None:
    sites = []
    for name, language, jobs in MACHINES:
        root = tmp_path / name
        root.parent.mkdir(parents=True, exist_ok=True)
        git(tmp_path, "clone", "-q", str(repository), str(root))
        env = {**os.environ, **language, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
        words = [sys.executable, "-c", "from vanban.cli import main; main()", "build"]
        words += [
            f"--jobs={jobs}",
            f"--directives={root}/directives",
            f"--config={root}/mkdocs.yml",
        ]
        done = subprocess.run(
            [*words, f"--site={root}/site"], env=env, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        sites.append(root / "site")
    one, two = map(tree, sites)
    assert len(one) > DOCUMENTS * 2
    assert one == two
    assert read_tree(sites[0], tmp_path / "nen-1", jobs=1).manifest == (
        read_tree(sites[1], tmp_path / "nen-2", jobs=3).manifest
    )
