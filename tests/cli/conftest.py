"""A small project of made-up documents, and the command run on it as a person would."""

from __future__ import annotations

import builtins
import contextlib
import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from world import EPOCH, World

from vanban.cli import main

CONFIG = """\
site_name: Kho thử
use_directory_urls: false
theme:
  name: material
  language: vi
  font: false
plugins:
  - search
  - vanban
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A folder with ``mkdocs.yml``, ``docs/`` and ``directives/``, and the command on it."""

    root: Path
    world: World

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def cache(self) -> Path:
        return self.root / ".cache"

    @property
    def places(self) -> list[str]:
        return [f"--directives={self.world.directives}", f"--config={self.root / 'mkdocs.yml'}"]

    def build(self, *words: str) -> Result:
        return run("build", *self.places, f"--site={self.site}", *words)

    def check(self, *words: str) -> Result:
        return run("check", self.places[0], *words)


def run(*words: str, text: str | bytes | None = None) -> Result:
    """``vanban words…``; a traceback fails the test, whatever the test looks at."""
    result = CliRunner().invoke(main, list(words), input=text)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def make_project(root: Path) -> Project:
    (root / "docs").mkdir(parents=True)
    (root / "docs" / "index.md").write_text("# Kho thử\n", "utf-8")
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return Project(root=root, world=World(root=root).start())


@pytest.fixture(scope="session", autouse=True)
def fixed_day() -> Iterator[None]:
    """Statuses of one day; what MkDocs does to the log is undone."""
    level = logging.getLogger("mkdocs").level
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        yield
    logging.getLogger("mkdocs").setLevel(level)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


@pytest.fixture(scope="session")
def new_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Project]:
    return lambda: make_project(tmp_path_factory.mktemp("kho"))


@pytest.fixture(scope="session")
def command() -> Callable[..., Result]:
    return run


@pytest.fixture(scope="session")
def unreadable() -> Callable[[Path], contextlib.AbstractContextManager[None]]:
    return closed


@contextlib.contextmanager
def closed(path: Path) -> Iterator[None]:
    """``path`` can't be opened; where the user may open everything (root), opening is refused."""
    real = io.open

    def refused(file: Any, *args: Any, **kwargs: Any) -> object:
        if file == path:
            raise PermissionError(13, "Permission denied", str(path))
        return real(file, *args, **kwargs)

    mode = path.stat().st_mode
    path.chmod(0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(io, "open", refused)
        patch.setattr(builtins, "open", refused)
        yield
    path.chmod(mode)
