"""Several at once, and what is still needed by somebody: locks, scratch names, the pool, the cache."""

from __future__ import annotations

import io
import os
import platform
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from publish.conftest import SILENT, make_site

from vanban import progress
from vanban.publish import compress
from vanban.publish import run as running
from vanban.publish.disk import scratch_name
from vanban.publish.locking import take_over
from vanban.publish.run import publish
from vanban.publish.values import CantPublish

DAY = 86_400


class LockFile:
    """A place whose lock was left by a run that is dead: its number is past all that can be."""

    def __init__(self) -> None:
        self.text = f"van-thu@{platform.node()} (4194305)".encode()
        self.taken: list[str] = []

    def read(self, path: str) -> bytes | None:
        time.sleep(0.001)  # so that others come between reading and writing
        return self.text

    def write(self, path: str, data: bytes) -> None:
        self.text = data
        self.taken.append(data.decode())


def at_once(work: Callable[[int], None], count: int) -> list[BaseException]:
    """Run ``work`` in threads that begin together; what they raised."""
    gate, raised = threading.Barrier(count), []

    def one(n: int) -> None:
        gate.wait()
        try:
            work(n)
        except CantPublish as error:
            raised.append(error)

    threads = [threading.Thread(target=one, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_one_of_many_takes_over_a_lock_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process above this one stands for the others' number: it lives."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    place = LockFile()

    def work(n: int) -> None:
        take_over(place, "may:22/srv", f"{n}@{platform.node()} ({os.getppid()})", "Xóa khóa.")

    refused = at_once(work, 8)
    assert len(place.taken) == 1
    assert len(refused) == 7
    assert all("Xóa khóa." in str(error) for error in refused)


def test_a_lock_of_another_machine_is_never_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    place = LockFile()
    place.text = b"van-thu@may-khac (4194305)"
    with pytest.raises(CantPublish, match="van-thu@may-khac"):
        take_over(place, "may:22/srv", "toi@day (1)", "")
    assert place.taken == []


def test_no_two_names_of_files_under_way_are_one() -> None:
    """Machines that share a folder have processes of one number."""
    names = [scratch_name() for _ in range(1000)]
    assert len(set(names)) == 1000
    assert all(name.startswith(".tam-") for name in names)


def test_two_levels_published_at_once_share_a_cache(publisher: Any) -> None:
    """Each makes its twins while the other tidies."""
    sites = [
        make_site(publisher.base / f"muc-{n}", n, pages=12, muc=("cong_khai", "noi_bo")[n % 2])
        for n in (1, 2)
    ]
    disks = [type(publisher.disk)(publisher.base / f"noi-{n}") for n in range(2)]

    def work(n: int) -> None:
        options = publisher.options(limit=99, other_level=True)
        for turn in range(6):
            assert publish(sites[(n + turn) % 2], disks[n], options, SILENT).done

    assert at_once(work, 2) == []
    for disk in disks:
        assert (disk.root / "hien-tai" / "index.html.gz").is_file()


def twins(publisher: Any) -> set[str]:
    return {path.name for path in (publisher.base / "nen").iterdir()}


def test_twins_nobody_asked_for_in_a_week_are_forgotten(
    publisher: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.publish(1)
    old = twins(publisher)
    publisher.publish(2)
    assert old < twins(publisher)
    later = time.time() + compress.KEPT + DAY
    with monkeypatch.context() as patch:
        patch.setattr(compress.time, "time", lambda: later)
        publisher.publish(3)
    assert not old & twins(publisher)


def pool_of(publisher: Any, version: int) -> list[Path]:
    """Files of the pool with the bytes of a version's style."""
    site = publisher.base / f"site-{version}"
    (named,) = (site / "assets" / "vanban").glob("vanban.*.css")
    return [
        p for p in publisher.disk.root.joinpath("bat-bien").rglob("*.css")
        if p.read_bytes() == named.read_bytes()
    ]  # fmt: skip


def test_what_a_reader_still_asks_for_outlives_its_release(
    publisher: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a day after the release was pruned, whatever the clock does; used again it stays."""
    real = time.time

    def on_day(day: float, version: int) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(running.time, "time", lambda: real() + day * DAY)
            publisher.publish(version, keep=1)

    on_day(0, 1)
    on_day(0.1, 2)
    assert pool_of(publisher, 1)
    on_day(0.5, 3)
    assert pool_of(publisher, 1)
    assert pool_of(publisher, 2)
    on_day(-9, 4)  # a clock that went back starts the wait anew
    assert pool_of(publisher, 1)
    on_day(-8.5, 1)  # used again
    on_day(-7.9, 3)
    assert not pool_of(publisher, 2)
    assert pool_of(publisher, 1)
    on_day(-6.8, 5)
    assert not pool_of(publisher, 1)
    assert pool_of(publisher, 5)


def test_a_damaged_list_of_what_leaves_only_waits_longer(publisher: Any) -> None:
    for n, damage in enumerate((b"{", b"[1]", b'{"bat-bien/x": "mai"}'), 2):
        publisher.publish(1)
        publisher.disk.write("cho-xoa.json", damage)
        publisher.publish(n, keep=1)
        assert pool_of(publisher, 1)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_fault_begins_its_own_line(publisher: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "BETWEEN", 0.0)
    monkeypatch.setattr(type(publisher.disk), "hashes", lambda self, folder, tick: [tick(1), 1 / 0])
    with pytest.raises(ZeroDivisionError):
        publisher.publish(1, quiet=False)
    assert "Kiểm tra: 1" in shown.getvalue()
    assert shown.getvalue().endswith("\n")
    assert "\n\n" not in shown.getvalue()
