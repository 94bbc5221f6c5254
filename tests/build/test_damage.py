"""A cache can be lost or broken in any way; the site that comes out is the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from world import World, document, tree

from vanban.site.build import BuildReport

Build = Callable[[World, Path, Path], BuildReport]

CITING = "## I. Việc\n\nThực hiện Chỉ thị số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu."


def garbage(path: Path) -> None:
    path.write_bytes(b"\xff\x00rubbish" * 50)


def half(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("harm", [garbage, half, gone])
@pytest.mark.parametrize("pattern", ["state.db", "stats", "frag-*", "site", "home"])
def test_a_broken_cache_is_thrown_away(
    build: Build, tmp_path: Path, pattern: str, harm: Callable[[Path], None]
) -> None:
    world = World(root=tmp_path).start()
    world.put("tinh-mau/2020/a.md", document())
    world.put("tinh-mau/2021/b.md", document(so_hieu="02-CT/TU", ngay="2021-01-02", body=CITING))
    build(
        world,
        tmp_path / "a",
        tmp_path / "cache",
    )
    for path in next((tmp_path / "cache").iterdir()).glob(pattern):
        harm(path)
    world.put("tinh-mau/2020/a.md", document(trich_yeu="Việc khác"))
    build(world, tmp_path / "a", tmp_path / "cache")
    build(world, tmp_path / "b", tmp_path / "cache-b")
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


@pytest.mark.parametrize("pattern", ["state.db", "stats", "frag-*", "site", "home"])
def test_a_lost_file_is_no_fault_when_nothing_changed(
    build: Build, tmp_path: Path, pattern: str
) -> None:
    world = World(root=tmp_path).start()
    world.put("tinh-mau/2020/a.md", document())
    build(world, tmp_path / "a", tmp_path / "cache")
    before = tree(tmp_path / "a")
    for path in next((tmp_path / "cache").iterdir()).glob(pattern):
        gone(path)
    build(world, tmp_path / "a", tmp_path / "cache")
    assert tree(tmp_path / "a") == before


def test_an_emptied_site_is_filled_again(build: Build, tmp_path: Path) -> None:
    world = World(root=tmp_path).start()
    world.put("tinh-mau/2020/a.md", document())
    build(world, tmp_path / "a", tmp_path / "cache")
    before = tree(tmp_path / "a")
    shutil.rmtree(tmp_path / "a")
    build(world, tmp_path / "a", tmp_path / "cache")
    assert tree(tmp_path / "a") == before
