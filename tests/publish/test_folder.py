"""Publishing to a folder: what travels, what is kept, going back, what is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from vanban.progress import Progress
from vanban.publish.folder import Folder
from vanban.publish.run import Options, Talk, publish, verify_release
from vanban.publish.values import CantPublish
from vanban.publish.verify import verify_folder

QUIET = Progress(quiet=True)


def test_first_release_is_whole_and_live(publisher: Any, seen: Any) -> None:
    report = publisher.publish(1)
    assert report.done
    assert report.release.startswith("0001-")
    live = publisher.live()
    built = seen(publisher.base / "site-1")
    assert {path: live[path] for path in built} == built
    beyond = live.keys() - built.keys()
    assert all(path.endswith((".gz", ".br", "ban-ke.sha256")) for path in beyond)
    assert verify_folder(publisher.root, None, QUIET)[0].clean


def test_the_same_site_again_does_nothing(publisher: Any) -> None:
    first = publisher.publish(1)
    again = publisher.publish(1)
    assert not again.done
    assert again.plan.nothing
    assert again.release == first.release


def test_only_changed_files_travel(publisher: Any) -> None:
    publisher.publish(1)
    site = publisher.site(1)
    (site / "index.html").write_text("<!doctype html><h1>Mới</h1>", "utf-8")
    report = publisher.publish(1)
    assert report.plan.send_files == 1
    assert report.plan.send_bytes == (site / "index.html").stat().st_size
    assert [(c.path, c.kind) for c in report.plan.changes] == [("index.html", "doi")]


def test_unchanged_files_are_one_file_on_the_disk(publisher: Any) -> None:
    old = publisher.publish(1).release
    new = publisher.publish(2).release
    ban = publisher.root / "ban"
    assert (ban / old / "robots.txt").samefile(ban / new / "robots.txt")
    assert not (ban / old / "index.html").samefile(ban / new / "index.html")


def test_times_come_from_content_not_from_the_clock(publisher: Any) -> None:
    """Servers make tags of time and size; version 1 and 2 have pages of one size."""
    publisher.publish(1)
    page = publisher.root / "hien-tai" / "index.html"
    first = page.stat()
    publisher.publish(2)
    second = page.stat()
    assert first.st_size == second.st_size
    assert first.st_mtime != second.st_mtime
    publisher.rollback()
    assert page.stat().st_mtime == first.st_mtime


def test_rollback_follows_history(publisher: Any) -> None:
    one, two, three = (publisher.publish(v).release for v in (1, 2, 3))
    assert publisher.rollback().release == two
    assert publisher.rollback().release == one
    with pytest.raises(CantPublish, match="Không có bản nào trước"):
        publisher.rollback()
    assert publisher.rollback(three).release == three
    assert publisher.rollback("2").release == two
    turns = [json.loads(x) for x in (publisher.root / "lich-su.jsonl").read_text().splitlines()]
    assert [turn["den"] for turn in turns] == [one, two, three, two, one, three, two]


def test_rollback_passes_over_a_release_nobody_saw(publisher: Any) -> None:
    """A run killed before the switch leaves a finished release newer than the live one."""
    one, two = (publisher.publish(v).release for v in (1, 2))
    ban = publisher.root / "ban"
    (ban / one).rename(ban / "0009-000000000000")
    (ban / f"{one}.json").rename(ban / "0009-000000000000.json")
    with pytest.raises(CantPublish, match="Không có bản nào trước"):
        publisher.rollback()
    assert (publisher.root / "hien-tai").resolve().name == two


def test_a_release_once_brought_is_used_again(publisher: Any) -> None:
    one = publisher.publish(1).release
    publisher.publish(2)
    report = publisher.publish(1)
    assert report.release == one
    assert report.plan.send_files == 0


def test_old_releases_are_pruned(publisher: Any) -> None:
    releases = [publisher.publish(v, keep=2).release for v in (1, 2, 3, 4)]
    names = sorted(p.name for p in (publisher.root / "ban").iterdir() if p.is_dir())
    assert names == releases[2:]
    assert publisher.rollback().release == releases[2]


def test_immutable_files_outlive_their_release_while_it_is_kept(publisher: Any) -> None:
    """A page read before the switch asks for its style and its search shards after it."""

    def fixed(version: int) -> dict[str, bytes]:
        site = publisher.base / f"site-{version}"
        (named,) = (site / "assets" / "vanban").glob("vanban.*.css")
        stamp = json.loads((site / "tim" / "kho.js").read_text()[8:-2])["c"]
        return {
            f"assets/vanban/{named.name}": named.read_bytes(),
            f"@{stamp}/assets/vanban/in.css": (named.parent / "in.css").read_bytes(),
            f"@{stamp}/tim/d/0.js": (site / "tim" / "d" / "0.js").read_bytes(),
        }

    publisher.publish(1)
    publisher.publish(2)
    pool = publisher.root / "bat-bien"
    for path, data in (fixed(1) | fixed(2)).items():
        assert (pool / path).read_bytes() == data
        assert (pool / f"{path}.gz").is_file()
    assert not list(pool.glob("**/kho.js"))
    publisher.publish(3, keep=1, grace=0)
    assert not any((pool / path).exists() for path in fixed(1) | fixed(2))
    assert all((pool / path).is_file() for path in fixed(3))


def test_a_damaged_release_is_not_gone_back_to(publisher: Any) -> None:
    one = publisher.publish(1).release
    two = publisher.publish(2).release
    page = publisher.root / "ban" / one / "index.html"
    page.write_bytes(page.read_bytes()[:-1] + b"x")
    with pytest.raises(CantPublish, match=r"đã hỏng.*index\.html"):
        publisher.rollback()
    assert (publisher.root / "hien-tai").resolve().name == two


def test_a_file_damaged_on_the_disk_is_sent_again(publisher: Any) -> None:
    """Same size, same time, other bytes: the link brings it along, the check finds it."""
    old = publisher.publish(1).release
    victim = publisher.root / "ban" / old / "robots.txt"
    moment = victim.stat().st_mtime
    victim.write_bytes(b"x" * victim.stat().st_size)
    os.utime(victim, (moment, moment))
    new = publisher.publish(2).release
    assert (publisher.root / "hien-tai" / "robots.txt").read_text() == "User-agent: *\n"
    assert verify_release(publisher.disk, new, QUIET).clean


def test_removing_much_is_refused_until_said(publisher: Any) -> None:
    publisher.site(1, pages=80)
    publisher.publish(1)
    with pytest.raises(CantPublish, match=r"quá mức cho phép.*--xoa-toi-da"):
        publisher.publish(3)
    before = publisher.live()
    assert publisher.publish(3, limit=100).done
    assert publisher.live() != before


def test_another_level_is_refused_until_said(publisher: Any) -> None:
    publisher.site(1, muc="cong_khai")
    publisher.publish(1)
    with pytest.raises(CantPublish, match="--doi-muc"):
        publisher.publish(2)
    assert publisher.publish(2, other_level=True).done


def test_a_dry_run_touches_nothing(publisher: Any) -> None:
    said: list[str] = []
    options = publisher.options(dry_run=True)
    talk = Talk(say=said.append, ask=lambda _: True)
    report = publish(publisher.site(1), publisher.disk, options, talk)
    assert not report.done
    assert not publisher.root.exists()
    assert "truyền" in said[0]


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_is_asked(publisher: Any, answer: bool) -> None:
    asked: list[str] = []

    def ask(question: str) -> bool:
        asked.append(question)
        return answer

    talk = Talk(say=lambda _: None, ask=ask)
    report = publish(publisher.site(1), publisher.disk, publisher.options(yes=False), talk)
    assert asked == ["Xuất bản?"]
    assert report.done is answer
    assert (publisher.root / "hien-tai").exists() is answer


def test_two_publishers(publisher: Any) -> None:
    publisher.publish(1)
    with (
        publisher.disk.locked("van-thu@may-1 (7)"),
        pytest.raises(CantPublish, match="van-thu@may-1"),
    ):
        Publisher2(publisher).publish()
    assert Publisher2(publisher).publish().done


class Publisher2:
    """Another process' view of the same place."""

    def __init__(self, first: Any) -> None:
        self.first = first

    def publish(self) -> Any:
        talk = Talk(say=lambda _: None, ask=lambda _: False)
        return publish(self.first.site(2), Folder(self.first.root), self.first.options(), talk)


def test_a_folder_in_the_pointers_place_is_not_overwritten(publisher: Any) -> None:
    (publisher.root / "hien-tai").mkdir(parents=True)
    with pytest.raises(CantPublish, match="không phải liên kết"):
        publisher.publish(1)


def test_a_place_without_links_is_led_to_by_one_file(publisher: Any) -> None:
    """IIS reads web.config again whenever it is replaced."""
    disk = Folder(publisher.root, iis=True)
    talk = Talk(say=lambda _: None, ask=lambda _: False)
    one = publish(publisher.site(1), disk, publisher.options(), talk).release
    two = publish(publisher.site(2), disk, publisher.options(), talk).release
    assert not (publisher.root / "hien-tai").exists()
    config = (publisher.root / "web.config").read_text("utf-8")
    assert f'url="ban/{two}/{{R:1}}"' in config
    assert one not in config
    assert disk.pointed() == two
    assert verify_folder(publisher.root, None, QUIET)[0].clean


@pytest.mark.parametrize(
    ("name", "match"), [("a\\b.html", "tên tệp"), ("A.html", "chữ hoa"), (".env", "tên tệp")]
)
def test_odd_names_are_refused(publisher: Any, name: str, match: str) -> None:
    site = publisher.site(1)
    (site / "a.html").write_text("", "utf-8")
    (site / name).write_text("", "utf-8")
    with pytest.raises(CantPublish, match=match):
        publisher.publish(1)


def test_a_link_in_the_site_is_refused(publisher: Any, tmp_path: Path) -> None:
    site = publisher.site(1)
    (tmp_path / "bi-mat.txt").write_text("x")
    (site / "a.txt").symlink_to(tmp_path / "bi-mat.txt")
    with pytest.raises(CantPublish, match="liên kết"):
        publisher.publish(1)


def test_what_is_no_site_is_refused(publisher: Any, tmp_path: Path, silent: Talk) -> None:
    with pytest.raises(CantPublish, match="vanban build"):
        publish(tmp_path, publisher.disk, Options(), silent)


@pytest.mark.parametrize("name", ["vanban.*.css", "in.css"])
def test_an_immutable_name_with_other_bytes_is_refused(publisher: Any, name: str) -> None:
    publisher.publish(1)
    site = publisher.site(1)
    style = site / "assets" / "vanban" / name
    (style,) = style.parent.glob(name)
    style.write_text("b{}")
    with pytest.raises(CantPublish, match="mang mã nội dung"):
        publisher.publish(1)
