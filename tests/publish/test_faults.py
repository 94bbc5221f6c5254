"""Full disks, closed folders, wrong clocks: readers keep the old site, the next run completes."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from publish.conftest import SILENT

from vanban.progress import Progress
from vanban.publish import run as running
from vanban.publish.disk import time_of
from vanban.publish.run import publish
from vanban.publish.values import CantPublish
from vanban.publish.verify import verify_folder

HERE = Path(__file__).resolve().parent


def once(publisher: Any, version: int, user: str = "", **more: Any) -> Any:
    """Publish in a process of its own."""
    words = [sys.executable, str(HERE / "once.py"), str(publisher.base), str(version)]
    return subprocess.run(
        [*words, user] if user else words,
        capture_output=True,
        check=False,
        env=environment(),
        **more,
    )


def environment() -> dict[str, str]:
    paths = os.pathsep.join([str(HERE.parent), str(HERE.parents[1] / "scripts")])
    return {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.mark.parametrize("limit", [200, 1000, 1500, 5000, 9000])
def test_no_more_can_be_written(publisher: Any, limit: int) -> None:
    """A real limit of the system on the size of a file, at several places of a run."""
    publisher.publish(1)
    before = publisher.live()
    site = publisher.site(2)
    (site / "lon.txt").write_text("x" * 10_000, "utf-8")

    both = (limit, limit)
    failed = once(publisher, 2, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, both))
    assert failed.returncode != 0
    assert b"File too large" in failed.stderr
    assert publisher.live() == before
    assert publisher.publish(2).done
    assert verify_folder(publisher.root, None, Progress(quiet=True))[0].clean


def test_too_little_room_is_seen_before_anything_is_sent(
    publisher: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.publish(1)
    before = publisher.live()
    monkeypatch.setattr(type(publisher.disk), "room", lambda self: 1000)
    with pytest.raises(CantPublish, match="còn trống"):
        publisher.publish(2)
    assert publisher.live() == before
    assert len(list((publisher.root / "ban").iterdir())) == 2


def test_a_full_disk(publisher: Any, tmp_path: Path) -> None:
    """A file system with room for three files more than the old release has, in a name space of
    the child's own: full in the middle of the run.
    """
    publisher.publish(1)
    used = len(list(publisher.root.rglob("*")))  # such a disk counts links, too
    shutil.rmtree(publisher.root)
    publisher.root.mkdir()
    publisher.site(2)
    run = f"{sys.executable} {HERE}/once.py {publisher.base}"
    script = (
        f"mount -t tmpfs -o size=50m,nr_inodes={used + 6} dia {publisher.root} && {run} 1 &&"
        f" cp -a {publisher.root} {tmp_path}/mot; {run} 2; echo ma $?;"
        f" cp -a {publisher.root} {tmp_path}/hai;"
        f" mount -o remount,nr_inodes=1000 {publisher.root}; {run} 2;"
        f" cp -a {publisher.root} {tmp_path}/ba"
    )
    own = [] if os.geteuid() == 0 else ["-r"]
    done = subprocess.run(
        ["unshare", *own, "-m", "sh", "-c", script], capture_output=True, check=False,
        env=environment(),
    )  # fmt: skip
    assert b"ma 1" in done.stdout, done.stderr
    assert b"No space left" in done.stderr, done.stderr
    one, two, three = (tmp_path / name / "hien-tai" for name in ("mot", "hai", "ba"))
    assert two.readlink() == one.readlink() != three.readlink()
    for version, seen in ((1, two), (2, three)):
        page = (publisher.base / f"site-{version}" / "index.html").read_bytes()
        assert (seen / "index.html").read_bytes() == page
        assert verify_folder(seen, None, Progress(quiet=True))[0].clean


def test_a_place_nobody_may_write_to(publisher: Any) -> None:
    publisher.publish(1)
    before = publisher.live()
    publisher.site(2)
    (publisher.base / "nen").chmod(0o777)
    for place in [publisher.root, *publisher.root.rglob("*")]:
        if not place.is_symlink():
            place.chmod(0o555 if place.is_dir() else 0o444)

    failed = once(publisher, 2, user="65534")
    assert failed.returncode != 0
    assert b"Permission denied" in failed.stderr
    assert publisher.live() == before


@pytest.mark.parametrize("year", [1990, 2090])
def test_a_wrong_clock_changes_nothing(
    publisher: Any, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    """Order comes from numbers and history, tags from content."""
    publisher.publish(1)
    moment = time.mktime((year, 1, 1, 0, 0, 0, 0, 0, 0))
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: moment)
        patch.setattr(running, "now", lambda: f"{year}-01-01T00:00:00+00:00")
        two = publisher.publish(2).release
    three = publisher.publish(3).release
    assert (two[:4], three[:4]) == ("0002", "0003")
    assert publisher.rollback().release == two
    page = publisher.root / "hien-tai" / "index.html"
    assert 946_684_800 <= page.stat().st_mtime < 1_500_000_000


def test_times_differ_with_content() -> None:
    assert time_of("00000001" + "0" * 56) != time_of("00000002" + "0" * 56)


def test_a_file_that_changes_meanwhile_stops_the_run(
    publisher: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build runs into a publication."""
    publisher.publish(1)
    before = publisher.live()
    site = publisher.site(2)
    real = running.read_tree

    def read_then_change(*args: Any) -> Any:
        tree = real(*args)
        (site / "index.html").write_text("<h1>đang dựng</h1>", "utf-8")
        return tree

    with monkeypatch.context() as patch:
        patch.setattr(running, "read_tree", read_then_change)
        with pytest.raises(CantPublish, match=r"index\.html đổi trong lúc"):
            publisher.publish(2)
    assert publisher.live() == before
    assert publisher.publish(2).done


def test_damaged_twins_in_the_cache_are_made_again(publisher: Any) -> None:
    publisher.publish(1)
    twins = sorted((publisher.base / "nen").iterdir())
    assert len(twins) > 8
    for twin in twins:
        twin.write_bytes(b"hong" * 100)
    publisher.publish(2)
    publisher.rollback()
    fresh = publish(
        publisher.site(2), publisher.disk, publisher.options(cache=publisher.base / "nen-2"), SILENT
    )
    assert fresh.plan.send_files == 0


def test_history_with_broken_lines_still_leads_back(publisher: Any) -> None:
    one = publisher.publish(1).release
    publisher.publish(2)
    file = publisher.root / "lich-su.jsonl"
    file.write_bytes(file.read_bytes() + b'{"viec": "xuat\n\xff\xff\n')
    assert publisher.rollback().release == one


def test_a_lost_record_is_no_release(publisher: Any) -> None:
    one = publisher.publish(1).release
    publisher.publish(2)
    (publisher.root / "ban" / f"{one}.json").unlink()
    with pytest.raises(CantPublish, match="Không có bản nào trước"):
        publisher.rollback()
    assert verify_folder(publisher.root, None, Progress(quiet=True))[0].clean
