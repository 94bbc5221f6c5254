"""Manifest and signatures: every changed, missing and extra file is found, on disks and by URL."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from publish.remote import make_key
from publish.servers import Server, nginx, program

from vanban.progress import Progress
from vanban.publish.commands import verify_target
from vanban.publish.manifest import is_inside, parse_manifest
from vanban.publish.send.web import verify_url
from vanban.publish.sign import check_signature, sign
from vanban.publish.values import CantPublish, Differences
from vanban.publish.verify import verify_folder

QUIET = Progress(quiet=True)


@pytest.fixture
def signed(publisher: Any, tmp_path: Path) -> tuple[Any, Path]:
    """A signed release, and the file that says whose signature counts."""
    key = make_key(tmp_path / "khoa")
    publisher.publish(1, key=key)
    trusted = tmp_path / "nguoi-ky"
    trusted.write_text("van-thu@tinh-mau " + (tmp_path / "khoa.pub").read_text("utf-8"))
    return publisher, trusted


def test_the_manifest_is_what_sha256sum_checks(publisher: Any) -> None:
    publisher.publish(1)
    words = ["sha256sum", "--check", "--strict", "--quiet", "ban-ke.sha256"]
    done = subprocess.run(words, cwd=publisher.root / "hien-tai", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


def test_every_kind_of_difference_is_found(signed: Any) -> None:
    publisher, trusted = signed
    assert verify_folder(publisher.root, trusted, QUIET)[1] == "van-thu@tinh-mau"
    live = (publisher.root / "hien-tai").resolve()
    (live / "index.html").write_bytes(b"x" * (live / "index.html").stat().st_size)
    (live / "robots.txt.gz").unlink(missing_ok=True)
    (live / "robots.txt").unlink()
    (live / "them" / "moi").mkdir(parents=True)
    (live / "them" / "moi" / "a.html").write_text("x")
    (live / "lk").symlink_to("/etc")
    found, _ = verify_folder(publisher.root, trusted, QUIET)
    assert found.changed == ("index.html",)
    assert found.missing == ("robots.txt",)
    assert found.extra == ("lk", "them/moi/a.html")


def test_a_manifest_made_to_fit_lacks_the_signature(signed: Any) -> None:
    publisher, trusted = signed
    live = publisher.root / "hien-tai"
    manifest = live / "ban-ke.sha256"
    manifest.write_bytes(manifest.read_bytes().replace(b"robots.txt", b"robots.tx"))
    with pytest.raises(CantPublish, match="không đúng với bản kê"):
        verify_folder(publisher.root, trusted, QUIET)


def test_another_key_does_not_count(signed: Any, tmp_path: Path) -> None:
    publisher, trusted = signed
    publisher.publish(2, key=make_key(tmp_path / "la"))
    with pytest.raises(CantPublish, match="không phải của ai"):
        verify_folder(publisher.root, trusted, QUIET)


def test_no_signature_is_told(publisher: Any, signed: Any, tmp_path: Path) -> None:
    publisher.publish(2)
    with pytest.raises(CantPublish, match="Không có chữ ký"):
        verify_folder(publisher.root, signed[1], QUIET)


def test_a_key_that_cannot_sign_stops_before_the_switch(publisher: Any, tmp_path: Path) -> None:
    (tmp_path / "khoa").write_text("không phải khóa")
    with pytest.raises(CantPublish, match="Không ký được"):
        publisher.publish(1, key=tmp_path / "khoa")
    assert not (publisher.root / "hien-tai").exists()


def test_minisign(tmp_path: Path) -> None:
    secret, public = tmp_path / "bi-mat", tmp_path / "cong-khai"
    words = [program("minisign"), "-G", "-W", "-s", str(secret), "-p", str(public)]
    subprocess.run(words, check=True, capture_output=True)
    made = sign(b"abc\n", secret)
    assert list(made) == ["ban-ke.sha256.minisig"]
    assert check_signature(b"abc\n", made, public) == public.read_text().splitlines()[-1]
    with pytest.raises(CantPublish, match="không đúng"):
        check_signature(b"abd\n", made, public)


def by_url(server: Server, trusted: Path | None = None) -> Differences:
    return verify_url(server.base, trusted, QUIET)[0]


def test_verified_through_the_server(signed: Any, tmp_path: Path) -> None:
    publisher, trusted = signed
    with nginx(publisher.root, tmp_path / "nginx") as server:
        assert verify_url(server.base, trusted, QUIET)[1] == "van-thu@tinh-mau"
        assert by_url(server).clean
        live = (publisher.root / "hien-tai").resolve()
        (live / "index.html").write_text("khác")
        (live / "robots.txt").unlink()
        twin = live / "vb/tinh-mau/2020/1/index.html.br"
        twin.write_bytes(twin.read_bytes()[::-1])
        found = by_url(server)
    assert found.changed == ("index.html", "vb/tinh-mau/2020/1/index.html.br")
    assert found.missing == ("robots.txt",)
    assert not found.extra_seen


def test_what_is_said_and_the_exit_codes(signed: Any, tmp_path: Path) -> None:
    publisher, trusted = signed
    said: list[str] = []
    assert verify_target(str(publisher.root), trusted, True, said.append) == 0
    assert said[-1] == "Chữ ký đúng, của van-thu@tinh-mau."
    (publisher.root / "hien-tai" / "robots.txt").unlink()
    assert verify_target(str(publisher.root), None, True, said.append) == 1
    assert "thiếu 1 tệp: robots.txt" in said[-2]
    with nginx(publisher.root, tmp_path / "nginx") as server:
        assert verify_target(server.base, trusted, True, said.append) == 1
    assert any("không cho liệt kê" in line for line in said)


def test_a_folder_without_manifest(publisher: Any) -> None:
    site = publisher.site(1)
    with pytest.raises(CantPublish, match="Không thấy bản kê"):
        verify_folder(site, None, QUIET)


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../a", "a/../b", "a//b", "./a", "a\\b", "C:/x", "c:x", "a\nb", "a\0"],
)
def test_addresses_that_lead_out(path: str) -> None:
    assert not is_inside(path)
    with pytest.raises(CantPublish):
        parse_manifest(f"{'0' * 64}  {path}\n".encode())


def test_a_manifest_of_no_kind() -> None:
    for data in (b"", b"x\n", b"0" * 64 + b" a\n", (b"0" * 64 + b"  a\n") * 2):
        with pytest.raises(CantPublish):
            parse_manifest(data)


def test_two_publications_of_one_site_are_the_same_bytes(publisher: Any, place: Path) -> None:
    one = publisher.publish(1).release
    first = publisher.live()
    shutil.rmtree(publisher.root)
    shutil.rmtree(place / "nen")
    assert publisher.publish(1).release == one
    assert publisher.live() == first
