"""The line on a terminal: count, rate and time left of work over two seconds, of all workers; else silence."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from world import World, document

from vanban import progress
from vanban.progress import Progress
from vanban.site.build import BuildConfig, BuildReport, build_pages

Build = Callable[[World, Path, Path], BuildReport]


class Terminal:
    """A file that says it is a terminal; whatever process writes, it is there at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        os.write(self.fd, text.encode())

    def flush(self) -> None:
        pass

    @property
    def shown(self) -> str:
        return self.path.read_bytes().decode().replace("\r", "|")


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal(tmp_path / "man-hinh")
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=made))
    return made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(progress.time, "monotonic", made)
    return made


def test_nothing_is_told_of_short_work(terminal: Terminal, clock: Clock) -> None:
    bar = Progress(quiet=False)
    bar.start("Dựng trang", 40)
    clock.now += 1.9
    bar.tick(30)
    bar.stop()
    assert terminal.shown == ""


def test_count_rate_and_time_left_after_two_seconds(terminal: Terminal, clock: Clock) -> None:
    bar = Progress(quiet=False)
    bar.start("Dựng trang", 1_000)
    clock.now += 2
    bar.tick(100)
    clock.now += 0.1
    bar.tick(100)  # not five times a second
    clock.now += 1.9
    bar.tick(0)
    clock.now += 76
    bar.tick(700)
    bar.start("Ghi chỉ mục", 0)
    clock.now += 4
    bar.tick(2)
    bar.stop()
    lines = [part.rstrip(" ") for part in terminal.shown.replace(" \n", "\n").split("|")]
    assert lines == [
        "", "Dựng trang: 100/1000 (50/giây, còn 18 giây)", "Dựng trang: 200/1000 (50/giây, còn 16 giây)",
        "Dựng trang: 900/1000 (11/giây, còn 9 giây)\n", "Ghi chỉ mục: 2 (30/phút)\n",
    ]  # fmt: skip


def test_a_shorter_line_covers_the_longer_one_before(terminal: Terminal, clock: Clock) -> None:
    bar = Progress(quiet=False)
    bar.start("Dựng trang", 10_000)
    clock.now += 100
    bar.tick(100)
    clock.now += 1
    bar.tick(9_900)
    _, before, after = terminal.shown.split("|")
    assert "còn 165 phút" in before
    assert len(before) == len(after)


def test_workers_count_together_and_one_process_tells(terminal: Terminal, clock: Clock) -> None:
    bar = Progress(quiet=False)
    bar.start("Đọc văn bản", 20)
    clock.now += 3
    for number in (5, 7):
        child = os.fork()
        if not child:
            bar.tick(number)
            os._exit(0)
        os.waitpid(child, 0)
    assert terminal.shown == ""
    bar.tick(3)
    assert "15/20" in terminal.shown
    assert bar.done == 15


def test_what_is_passed_on_is_counted(terminal: Terminal, clock: Clock) -> None:
    bar = Progress(quiet=False)
    bar.start("Dựng danh sách", 45)
    clock.now += 3
    assert list(bar.over(range(45))) == list(range(45))
    assert bar.done == 40
    assert "20/45" in terminal.shown


@pytest.mark.parametrize("quiet", [True, False])
def test_silence_where_nobody_looks(
    quiet: bool, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=pipe))
    bar = Progress(quiet=quiet)
    bar.start("Dựng trang", 10)
    clock.now += 10
    bar.tick(5)
    bar.stop()
    assert pipe.getvalue() == ""


def test_a_build_tells_each_of_its_parts(
    build: Build, terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "BETWEEN", 0.0)
    world = World(root=tmp_path).start()
    for n in range(1, 121):
        world.put(f"tinh-mau/2020/{n}.md", document(so_hieu=f"{n}-CT/TU"))
    config = BuildConfig(
        directives=world.directives, site_dir=tmp_path / "site", root=tmp_path, jobs=1,
        cache=tmp_path / "cache", quiet=False,
    )  # fmt: skip
    build_pages(config, build._shell)  # type: ignore[attr-defined]
    for part in (
        "Đọc văn bản: 120/120", "Nối dẫn chiếu: 100/120", "Tính hiệu lực: 120/120", "Dựng trang: 120/120",
        "Dựng sổ và lịch: ", "Ghi chỉ mục tìm kiếm: ",
    ):  # fmt: skip
        assert part in terminal.shown
    assert "còn 0 giây" in terminal.shown
    assert terminal.shown.endswith("\n")


def test_programs_read_a_report_and_nothing_else(
    build: Build, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``vanban build --json`` away from a terminal: one line of JSON, no progress."""
    from vanban.cli import main
    from vanban.site import door

    world = World(root=tmp_path).start()
    world.put("tinh-mau/2020/a.md", document())
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(
        door, "build_site", lambda *_, **given: build(world, given["site"], tmp_path / "cache")
    )
    with pytest.raises(SystemExit):
        main(["build", "--json", "--site", str(tmp_path / "site")])
    out, err = capfd.readouterr()
    assert json.loads(out)["total"] == 1
    assert err == ""
