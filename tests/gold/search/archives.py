"""The archives queries are asked of, and their sites, made once and kept in a work folder.

``thu`` is this repository's ``directives/``; ``corpora`` the shared corpora imported, with those
of ``directives/`` whose number the corpora lack; ``gen1000`` and so on are generated. A site is
built anew by ``vanban build`` each time, which costs nothing when nothing changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import oracle

ROOT = Path(__file__).parents[3]
OWN = ROOT / "directives"
SHARED = Path(os.environ.get("VANBAN_SHARED") or ROOT.parent / "shared")
WORK = ROOT / "tests" / "bench" / "cache" / "search"
SEED = 1
_CONFIG = """site_name: Kho văn bản
docs_dir: docs
site_dir: site
use_directory_urls: false
theme: {name: material, language: vi, font: false}
plugins: [search, vanban]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """An archive with its site; ``directives`` is what the oracle reads."""

    name: str
    directives: Path
    site: Path


def present(name: str) -> bool:
    return name != "corpora" or (SHARED / "corpora").is_dir()


def ready(name: str, work: Path = WORK) -> Built:
    """The archive with an up-to-date site; raises CalledProcessError when a build fails."""
    folder = work / name
    folder.mkdir(parents=True, exist_ok=True)
    directives = sources(name, folder)
    if not (folder / "mkdocs.yml").exists():
        (folder / "docs").mkdir(exist_ok=True)
        (folder / "docs" / "index.md").write_text("# Kho văn bản\n", "utf-8")
        (folder / "mkdocs.yml").write_text(_CONFIG, "utf-8")
    site = folder / "site"
    command = [
        str(Path(sys.executable).parent / "vanban"), "build", "--directives", str(directives),
        "--site", str(site), "--config", str(folder / "mkdocs.yml"),
    ]  # fmt: skip
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=folder, env=quiet, capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1) or not (site / "index.html").exists():
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
    return Built(name=name, directives=directives, site=site)


def sources(name: str, folder: Path) -> Path:
    """The archive's ``directives``, made if it isn't there or what makes it has changed."""
    if name == "thu":
        return OWN
    directives, stamp = folder / "directives", folder / "made.sha256"
    wanted = _recipe(name)
    if not stamp.exists() or stamp.read_text("ascii") != wanted:
        shutil.rmtree(directives, ignore_errors=True)
        if name == "corpora":
            _import(directives)
        else:
            _generate(name, folder)
        stamp.write_text(wanted, "ascii")
    return directives


def _recipe(name: str) -> str:
    """A hash of what the archive is made by: of files for generated ones, the importer's too."""
    parts = [Path(__file__), *sorted((ROOT / "tests" / "bench").glob("*.py"))]
    if name == "corpora":
        parts = [Path(__file__), *sorted((ROOT / "scripts/vanban/importer").rglob("*.py"))]
        parts += sorted(OWN.rglob("*.md"))
    found = hashlib.sha256(name.encode())
    for path in parts:
        found.update(path.read_bytes())
    return found.hexdigest()


def _import(directives: Path) -> None:
    command = [sys.executable, "-m", "vanban.importer.corpora", str(SHARED), str(directives)]
    subprocess.run(command, check=True, capture_output=True)
    held = {d.so_hieu for d in oracle.load(directives).docs.values() if d.so_hieu}
    lacking = (d for d in oracle.load(OWN).docs.values() if d.so_hieu not in held)
    _copy((d.path for d in lacking), directives)
    _copy(OWN.rglob("co-quan.yml"), directives)


def _copy(paths: Iterable[Path], directives: Path) -> None:
    for path in paths:
        target = directives / path.relative_to(OWN)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _generate(name: str, folder: Path) -> None:
    sys.path.insert(0, str(ROOT / "tests" / "bench"))
    from generate import generate

    shutil.rmtree(folder / "late", ignore_errors=True)
    generate(folder, int(name.removeprefix("gen")), SEED)
