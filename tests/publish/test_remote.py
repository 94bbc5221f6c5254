"""The same promises on every kind of place: ssh with rsync, SFTP only, an S3 store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from publish.conftest import Publisher
from publish.remote import login, object_store, sshd

from vanban.progress import Progress
from vanban.publish.disk import LIVE, Disk
from vanban.publish.run import verify_live
from vanban.publish.send.s3 import Bucket
from vanban.publish.targets import open_target
from vanban.publish.tree import entry_of
from vanban.publish.values import CantPublish, Item

QUIET = Progress(quiet=True)
KINDS = ("ssh", "sftp", "s3")
Opener = Callable[[], Disk]


@pytest.fixture(scope="module", params=KINDS)
def far(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Path], str]]:
    """From a folder for this test to the address of a target of the kind."""
    work = tmp_path_factory.mktemp("may")
    if request.param == "s3":
        with object_store() as address:
            yield lambda folder: address.replace("van-ban", folder.parent.name)
        return
    with sshd(work, sftp_only=request.param == "sftp") as server:
        yield lambda folder: login(server, request.param, folder)


@pytest.fixture
def remote(publisher: Publisher, far: Callable[[Path], str]) -> Publisher:
    publisher.disk = open_target(far(publisher.root))  # type: ignore[assignment]
    publisher.address = far(publisher.root)  # type: ignore[attr-defined]
    return publisher


def live(disk: Disk) -> dict[str, str]:
    """What readers get: address → SHA-256."""
    copied = isinstance(disk, Bucket)
    return disk.hashes(LIVE if copied else f"ban/{disk.pointed()}", lambda _: None)


def built(publisher: Publisher, version: int) -> dict[str, str]:
    site = publisher.base / f"site-{version}"
    return {
        p.relative_to(site).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in site.rglob("*")
        if p.is_file()
    }


def test_there_and_back(remote: Any) -> None:
    one = remote.publish(1).release
    assert built(remote, 1).items() <= live(remote.disk).items()
    report = remote.publish(2)
    two = report.release
    assert built(remote, 2).items() <= live(remote.disk).items()
    assert verify_live(remote.disk, None, QUIET)[0].clean
    assert report.plan.reuse_files >= 1
    assert remote.rollback().release == one
    assert built(remote, 1).items() <= live(remote.disk).items()
    assert remote.publish(2).plan.send_files == 0
    assert remote.disk.pointed() == two


def test_the_same_again_does_nothing(remote: Any) -> None:
    remote.publish(1)
    assert remote.publish(1).plan.nothing


def test_only_changed_files_travel(remote: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    remote.publish(1)
    sent: list[str] = []
    kind = type(remote.disk)
    real = kind._send

    def spy(self: Any, *args: Any) -> Any:
        for arg in args:
            if isinstance(arg, Item):
                sent.append(arg.path)
            elif isinstance(arg, list):
                sent.extend(item.path for item in arg)
        return real(self, *args)

    monkeypatch.setattr(kind, "_send", spy)
    (remote.base / "site-1" / "vb/tinh-mau/2020/1/index.html").write_text("<h1>Mới</h1>", "utf-8")
    assert remote.publish(1).done
    assert sent == ["vb/tinh-mau/2020/1/index.html"]


def test_old_releases_and_their_pool_are_pruned(remote: Any) -> None:
    releases = [remote.publish(v, keep=2, grace=0).release for v in (1, 2, 3)]
    names = {name.removesuffix(".json") for name in remote.disk.names("ban")}
    assert names == set(releases[1:])
    stamps = {path.split("/")[0] for path in remote.disk.paths("bat-bien") if path[0] == "@"}
    assert len(stamps) == 2


def test_a_damaged_file_is_found_and_sent_again(remote: Any) -> None:
    old = remote.publish(1).release
    remote.disk.write(f"ban/{old}/robots.txt", b"x" * 14)
    assert verify_live(remote.disk, None, QUIET)[0].changed == ("robots.txt",)
    with pytest.raises(CantPublish, match="đã hỏng"):
        remote.publish(2)
        remote.rollback()
    assert verify_live(remote.disk, None, QUIET)[0].clean
    assert remote.disk.read(f"ban/{remote.disk.pointed()}/robots.txt") == b"User-agent: *\n"


def test_two_publishers(remote: Any) -> None:
    remote.publish(1)
    other = open_target(remote.address)
    with other.locked("van-thu@may-1 (7)"), pytest.raises(CantPublish, match="van-thu@may-1"):
        remote.publish(2)
    assert remote.publish(2).done


def test_a_connection_lost_leaves_readers_alone(
    remote: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lost at each file in turn; the next run goes on with what had come."""
    remote.publish(1)
    before = live(remote.disk)
    kind = type(remote.disk)
    name = "write" if kind.__name__ == "Rsync" else "_send"
    real, count = getattr(kind, name), [0]

    def lost(self: Any, *args: Any) -> Any:
        count[0] -= 1
        if not count[0]:
            raise ConnectionResetError("mất kết nối")
        return real(self, *args)

    for nth in (1, 2):
        count[0] = nth
        with monkeypatch.context() as patch:
            patch.setattr(kind, name, lost)
            with pytest.raises(OSError, match="mất kết nối"):
                remote.publish(2)
        assert live(remote.disk) == before
    assert remote.publish(2).done
    assert verify_live(remote.disk, None, QUIET)[0].clean


def test_a_folder_removed_is_made_again(remote: Any) -> None:
    """By the same connection, which remembers what folders there are."""
    remote.publish(1)
    item = Item("a/b/c.txt", entry_of(remote.base / "site-1" / "robots.txt"), remote.base / "site-1" / "robots.txt")  # fmt: skip
    with remote.disk.locked("van-thu@may-1 (7)"):
        for _ in range(2):
            remote.disk.fill("thu", [item], {}, lambda _: None)
            assert remote.disk.paths("thu") == ["a/b/c.txt"]
            remote.disk.remove("thu")
            assert remote.disk.paths("thu") == []


def test_what_was_begun_is_tidied(remote: Any) -> None:
    remote.publish(1)
    remote.disk.write("ban/0007-000000000000/index.html", b"x")
    remote.publish(2)
    assert "0007-000000000000" not in remote.disk.names("ban")


def test_a_store_that_loses_a_file_in_the_switch_is_never_said_to_be_done(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy into what readers see finds nothing to copy: told, and made good by the next run."""
    with object_store() as address:
        publisher.disk = open_target(address.replace("van-ban", "mat-tep"))  # type: ignore[assignment]
        one = publisher.publish(1).release
        real = Bucket._copy

        def lost(self: Bucket, known: str, path: str) -> bool:
            return not path.startswith(LIVE) and real(self, known, path)

        with monkeypatch.context() as patch:
            patch.setattr(Bucket, "_copy", lost)
            with pytest.raises(OSError, match=r"thiếu .* giữa lúc chuyển"):
                publisher.publish(2)
        assert publisher.disk.pointed() == one
        for path in publisher.disk.names("ban"):
            if path.startswith("0002") and not path.endswith(".json"):
                publisher.disk.remove(f"ban/{path}/index.html")
        with publisher.disk.locked("van-thu@may-1 (7)"):  # what was begun can't be finished: back
            assert built(publisher, 1).items() <= live(publisher.disk).items()
        assert publisher.publish(3).done
        assert built(publisher, 3).items() <= live(publisher.disk).items()
