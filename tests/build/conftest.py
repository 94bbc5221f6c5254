"""A shell cut once from the real theme, for tests that build many small sites."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from world import EPOCH, World, document

from vanban.site.build import BuildConfig
from vanban.site.plugin import run_mkdocs
from vanban.site.shell import Shell

REPO = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    root = tmp_path_factory.mktemp("khuon")
    shutil.copy(REPO / "mkdocs.yml", root / "mkdocs.yml")
    shutil.copytree(REPO / "docs", root / "docs")
    world = World(root=root).start()
    world.put("tinh-mau/2020/01-ct-tu.md", document())
    wanted = BuildConfig(directives=world.directives, site_dir=root / "site", root=root)
    return run_mkdocs(root / "mkdocs.yml", wanted)[1]


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
