"""Two builds of one archive at once: the second waits, both sites are whole."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from builder import Builder
from world import World, document, tree

from vanban.alone import alone, try_lock, unlock


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    with alone(tmp_path / "sau" / "khoa"), (tmp_path / "sau" / "khoa").open("a+b") as other:
        assert not try_lock(other)
    with (tmp_path / "sau" / "khoa").open("a+b") as other:
        assert try_lock(other)
        unlock(other)


def test_two_builds_at_once(tmp_path: Path, build: Builder) -> None:
    world = World(root=tmp_path).start()
    for n in range(1, 30):
        text = document(so_hieu=f"{n:02}-CT/TU", body=f"Thực hiện Chỉ thị số {n + 1:02}-CT/TU.")
        world.put(f"tinh-mau/2020/{n:02}-ct-tu.md", text)
    sites = [tmp_path / f"site-{n}" for n in range(3)]
    with ThreadPoolExecutor(max_workers=3) as pool:
        reports = list(pool.map(lambda site: build(world, site, tmp_path / "cache"), sites))
    assert {r.total for r in reports} == {29}
    first, *others = map(tree, sites)
    assert len(first) > 29
    assert all(other == first for other in others)
