"""The small archive read at both levels, and the schema where it is found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from exporting import ROOT, fill
from lxml import etree
from postgres import programs
from world import EPOCH, World

from vanban.export.gathering import Gathered, gathered

SHARED = Path(os.environ.get("VANBAN_SHARED") or ROOT.parent / "shared")
SCHEMA = "akomantoso30.xsd"

# The server is Debian's (postgresql); where it isn't installed there is nothing to load into.
collect_ignore = [] if programs() else ["test_postgres.py"]


@pytest.fixture(scope="session", autouse=True)
def fixed_day() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        yield


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return fill(World(root=tmp_path_factory.mktemp("kho")).start())


@pytest.fixture(scope="session")
def archive(world: World) -> Iterator[Gathered]:
    """The public level."""
    with gathered(world.directives, "cong_khai") as found:
        yield found


@pytest.fixture(scope="session")
def inner_archive(world: World) -> Iterator[Gathered]:
    with gathered(world.directives, "noi_bo") as found:
        yield found


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema | None:
    """The schema of OASIS where somebody has put it; it isn't ours to carry along."""
    for folder in (SHARED, ROOT / "tests" / "bench" / "cache" / "akn"):
        if (folder / SCHEMA).is_file():
            return etree.XMLSchema(etree.parse(folder / SCHEMA))
    return None
