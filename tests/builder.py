"""Building many small sites with one shell, for the rooms whose tests do.

Their ``conftest.py`` imports the fixtures. The shell is cut once in a process.
"""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from world import EPOCH, World, document

from vanban.site.build import BuildConfig, BuildReport, build_pages
from vanban.site.plugin import run_mkdocs
from vanban.site.shell import Shell

REPO = Path(__file__).resolve().parents[1]


class Builder:
    """Builds small sites with one real shell; a class, so that it shows itself in a word."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def __call__(self, world: World, site: Path, cache: Path, muc: str = "noi_bo") -> BuildReport:
        config = BuildConfig(
            directives=world.directives, site_dir=site, root=world.root, cache=cache, jobs=1,
            muc=muc,
        )  # fmt: skip
        return build_pages(config, self._shell)


@lru_cache(maxsize=1)
def _real_shell() -> Shell:
    """Cut from the theme as it renders the documentation of this repository."""
    with TemporaryDirectory(prefix="khuon-") as name:
        root = Path(name)
        shutil.copy(REPO / "mkdocs.yml", root / "mkdocs.yml")
        shutil.copytree(REPO / "docs", root / "docs")
        world = World(root=root).start()
        world.put("tinh-mau/2020/01-ct-tu.md", document())
        wanted = BuildConfig(directives=world.directives, site_dir=root / "site", root=root)
        return run_mkdocs(root / "mkdocs.yml", wanted)[1]


@pytest.fixture(scope="session")
def build() -> Builder:
    return Builder(_real_shell())


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
