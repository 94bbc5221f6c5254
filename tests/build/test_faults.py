"""What befalls a machine in the middle of a build: never a wrong page, and the next build is right.

Full disks, kills, folders nobody may write to, clocks and files that change under it, a cache of
another time, a folder with a hundred thousand files.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from killing import Effects, in_child
from world import World, document, tree

from vanban.corpus import read as read_module
from vanban.corpus.scan import scan
from vanban.site.build import BuildReport

Build = Callable[..., BuildReport]

CITING = "## I. Việc\n\nThực hiện Chỉ thị số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu."
KILLS = 10


def small(root: Path) -> World:
    world = World(root=root).start()
    world.put("tinh-mau/2020/a.md", document())
    world.put("tinh-mau/2021/b.md", document(so_hieu="02-CT/TU", ngay="2021-01-02", body=CITING))
    return world


def same_as_new(build: Build, world: World, at: Path, site: Path, cache: Path) -> None:
    """The next build on what lies there gives what a build from nothing gives."""
    build(world, site, cache)
    shutil.rmtree(at / "moi", ignore_errors=True)
    build(world, at / "moi" / "site", at / "moi" / "cache")
    assert tree(site) == tree(at / "moi" / "site")


def whole_pages(site: Path, *known: dict[str, bytes]) -> list[str]:
    """Pages of documents that are none of the versions they may be."""
    return [
        name for name, data in tree(site).items()
        if name.startswith("vb/") and name.endswith(".html")
        and data not in [version.get(name) for version in known]
    ]  # fmt: skip


def effects_of(work: Callable[[], Any], told: Path) -> int:
    """How many effects a whole run has."""
    effects = Effects()

    def counted() -> None:
        work()
        told.write_text(str(effects.count))

    assert in_child(counted, effects.watch) == 0
    return int(told.read_text())


def test_killed_anywhere(build: Build, tmp_path: Path) -> None:
    """At moments spread over a run that changes a title others show."""
    world = small(tmp_path)
    build(world, tmp_path / "a", tmp_path / "cache")
    old = tree(tmp_path / "a")
    world.put("tinh-mau/2020/a.md", document(trich_yeu="Việc khác"))

    def fresh(n: int) -> tuple[Path, Path]:
        site, cache = tmp_path / f"a{n}", tmp_path / f"cache{n}"
        shutil.copytree(tmp_path / "a", site)
        shutil.copytree(tmp_path / "cache", cache)
        return site, cache

    site, cache = fresh(0)
    every = effects_of(lambda: build(world, site, cache), tmp_path / "dem")
    new = tree(site)
    assert every > 3 * KILLS
    for n in range(1, KILLS + 1):
        site, cache = fresh(n)
        effects = Effects(max(1, every * n // (KILLS + 1)))
        status = in_child(lambda s=site, c=cache: build(world, s, c), effects.watch)  # type: ignore[misc]
        assert os.WIFSIGNALED(status)
        assert whole_pages(site, old, new) == []
        build(world, site, cache)
        assert tree(site) == new


@pytest.mark.parametrize("limit", [500, 8_000, 40_000])
def test_a_disk_that_takes_no_more(build: Build, tmp_path: Path, limit: int) -> None:
    """The system's own limit on what a file may hold, at three depths of a run."""
    world = small(tmp_path)
    build(world, tmp_path / "a", tmp_path / "cache")
    old = tree(tmp_path / "a")
    world.put("tinh-mau/2020/a.md", document(trich_yeu="Việc khác", body="Chữ. " * 20_000))

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    status = in_child(lambda: build(world, tmp_path / "a", tmp_path / "cache"), full)
    assert os.waitstatus_to_exitcode(status) == 1
    now = tree(tmp_path / "a")
    same_as_new(build, world, tmp_path, tmp_path / "a", tmp_path / "cache")
    new = tree(tmp_path / "a")
    strange = [n for n, data in now.items() if n.endswith(".html") and data not in (old.get(n), new.get(n))]  # fmt: skip
    assert strange == []


@pytest.mark.parametrize("closed", ["a", "cache"])
def test_folders_nobody_may_write_to(build: Build, tmp_path: Path, closed: str) -> None:
    world = small(tmp_path)
    build(world, tmp_path / "a", tmp_path / "cache")
    old = tree(tmp_path / "a")
    world.put("tinh-mau/2020/a.md", document(trich_yeu="Việc khác"))
    modes = {path: path.stat().st_mode for path in (tmp_path / closed).rglob("*")}
    modes[tmp_path / closed] = (tmp_path / closed).stat().st_mode

    def nobody() -> None:
        for path in modes:
            path.chmod(0o555 if path.is_dir() else 0o444)
        if os.geteuid() == 0:
            for path in (tmp_path, *tmp_path.parents[:2]):
                path.chmod(0o755)
            os.setgid(65534)
            os.setuid(65534)

    status = in_child(lambda: build(world, tmp_path / "a", tmp_path / "cache"), nobody)
    assert os.waitstatus_to_exitcode(status) == 1
    assert tree(tmp_path / "a") == old
    for path, mode in modes.items():
        path.chmod(mode)
    same_as_new(build, world, tmp_path, tmp_path / "a", tmp_path / "cache")


def test_a_clock_that_goes_back(build: Build, tmp_path: Path) -> None:
    """A file's new time may be older than its last, and older than the cache."""
    world = small(tmp_path)
    build(world, tmp_path / "a", tmp_path / "cache")
    for clock in (1_000_000, 4_000_000_000, 500_000):
        world.clock = clock
        world.put("tinh-mau/2020/a.md", document(trich_yeu=f"Việc lúc {clock}"))
        same_as_new(build, world, tmp_path, tmp_path / "a", tmp_path / "cache")
        page = (tmp_path / "a/vb/tinh-mau/2020/a/index.html").read_text("utf-8")
        assert f"Việc lúc {clock}" in page


@pytest.mark.parametrize("then", ["changed", "cut", "gone"])
def test_a_file_that_changes_while_it_is_read(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    """Right after its bytes were taken, or just before."""
    world = small(tmp_path)
    build(world, tmp_path / "a", tmp_path / "cache")
    old = tree(tmp_path / "a")
    world.put("tinh-mau/2020/a.md", document(trich_yeu="Việc thứ hai"))
    real, done = read_module.read_raw, []

    def read(root: Path, path: str, size: int) -> Any:
        taken = real(root, path, size) if then == "changed" else None
        if path.endswith("a.md") and not done:
            done.append(path)
            if then == "gone":
                world.remove("tinh-mau/2020/a.md")
            else:
                third = document(trich_yeu="Việc thứ ba")
                world.put("tinh-mau/2020/a.md", third if then == "changed" else third[:90])
        return taken or real(root, path, size)

    with monkeypatch.context() as patch:
        patch.setattr(read_module, "read_raw", read)
        build(world, tmp_path / "a", tmp_path / "cache")
    assert done
    page = tree(tmp_path / "a").get("vb/tinh-mau/2020/a/index.html", b"").decode()
    assert "Việc thứ ba" not in page
    assert "Việc thứ hai" in page or not page
    same_as_new(build, world, tmp_path, tmp_path / "a", tmp_path / "cache")
    assert tree(tmp_path / "a") != old


@pytest.mark.parametrize("harm", ["table", "rows", "version", "beside"])
def test_a_cache_of_another_time(build: Build, tmp_path: Path, harm: str) -> None:
    """A table that an older program didn't have, rows it kept otherwise, a key of another program."""
    world = small(tmp_path)
    build(world, tmp_path / "a", tmp_path / "cache")
    (folder,) = [p for p in (tmp_path / "cache").iterdir() if p.is_dir()]
    if harm == "version":
        folder.rename(folder.with_name("0" * len(folder.name)))
    elif harm == "beside":
        shutil.copytree(folder, folder.with_name("0" * len(folder.name)))
    else:
        with closing(sqlite3.connect(folder / "state.db")) as db:
            tables = [t for (t,) in db.execute("select name from sqlite_master where type='table'")]
            victim = "doc" if "doc" in tables else tables[0]
            db.execute(f"drop table {victim}" if harm == "table" else f"delete from {victim}")
            db.commit()
    world.put("tinh-mau/2020/a.md", document(trich_yeu="Việc khác"))
    same_as_new(build, world, tmp_path, tmp_path / "a", tmp_path / "cache")


def test_a_hundred_thousand_files_in_one_folder(build: Build, tmp_path: Path) -> None:
    """All documents of one year are seen; what lies among them and is none costs nothing."""
    world = small(tmp_path)
    folder = world.directives / "tinh-mau" / "2022"
    folder.mkdir(parents=True)
    one = folder / "0.md"
    one.write_text(document(so_hieu="7-CT/TU"), "utf-8")
    for n in range(1, 50_000):
        os.link(one, folder / f"{n}.md")
    found, issues = scan(world.directives)
    assert (len(found), issues) == (50_002, ())
    for n in range(1, 50_000):
        (folder / f"{n}.md").rename(folder / f"{n}.goc.txt")
    for n in range(50_000, 100_000):
        (folder / f"{n}.goc.txt").touch()
    assert build(world, tmp_path / "a", tmp_path / "cache").total == 3
    world.put("tinh-mau/2022/100000.md", document(so_hieu="8-CT/TU"))
    report = build(world, tmp_path / "a", tmp_path / "cache")
    assert (report.total, report.read, report.issues) == (4, 1, ())
