"""A shell cut once from the real theme; the reader of indexes beside it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from world import EPOCH, World, document

from vanban.site.build import BuildConfig, BuildReport, build_pages
from vanban.site.plugin import run_mkdocs
from vanban.site.shell import Shell

REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))


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


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    root = tmp_path_factory.mktemp("khuon")
    shutil.copy(REPO / "mkdocs.yml", root / "mkdocs.yml")
    shutil.copytree(REPO / "docs", root / "docs")
    world = World(root=root).start()
    world.put("tinh-mau/2020/01-ct-tu.md", document())
    wanted = BuildConfig(directives=world.directives, site_dir=root / "site", root=root)
    return Builder(run_mkdocs(root / "mkdocs.yml", wanted)[1])


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
