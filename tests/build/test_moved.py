"""Old ids lead to the document's new place, in cold builds and in increments alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from world import World, document, tree

OLD = "vb/tinh-mau/2019/9-ct-tu/index.html"


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(root=tmp_path).start()
    world.put("tinh-mau/2020/01-ct-tu.md", document(extra="id_cu: [tinh-mau/2019/9-ct-tu]"))
    return world


def test_the_old_address_leads_to_the_new(build: Any, world: World, tmp_path: Path) -> None:
    build(world, tmp_path / "site", tmp_path / "cache")
    page = (tmp_path / "site" / OLD).read_text("utf-8")
    assert 'content="0; url=../../../../vb/tinh-mau/2020/01-ct-tu/index.html"' in page
    assert "<script" not in page
    stamp = json.loads((tmp_path / "site" / "ban-dung.json").read_bytes())
    assert stamp["van_ban"] == 1


def test_increments_equal_cold_builds(build: Any, world: World, tmp_path: Path) -> None:
    """The id moves on, is taken by a document of its own, and is nobody's again."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(world, site, cache)
    steps = [
        lambda: world.put("tinh-mau/2020/01-ct-tu.md", document()),
        lambda: world.put(
            "tinh-mau/2021/02-ct-tu.md",
            document(so_hieu="02-CT/TU", ngay="2021-02-03", extra="id_cu: [tinh-mau/2019/9-ct-tu]"),
        ),
        lambda: world.put(
            "tinh-mau/2019/9-ct-tu.md", document(so_hieu="09-CT/TU", ngay="2019-05-06")
        ),
        lambda: world.remove("tinh-mau/2019/9-ct-tu.md"),
        lambda: world.remove("tinh-mau/2021/02-ct-tu.md"),
    ]
    there = []
    for number, step in enumerate(steps):
        step()
        build(world, site, cache)
        cold = tmp_path / f"cold-{number}"
        build(world, cold, tmp_path / f"cache-{number}")
        assert tree(site) == tree(cold)
        there.append((site / OLD).is_file())
    assert there == [False, True, True, True, False]
