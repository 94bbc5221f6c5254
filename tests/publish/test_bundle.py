"""The bundle: one deterministic file, whole or not there, verified, with a way back."""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from publish.conftest import SILENT
from publish.remote import make_key

from vanban.progress import Progress
from vanban.publish.bundle import publish_bundle, rollback_bundle, verify_bundle
from vanban.publish.values import CantPublish

QUIET = Progress(quiet=True)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return tmp_path / "kho-van-ban.zip"


def test_whole_site_in_one_folder(publisher: Any, bundle: Path, seen: Any) -> None:
    site = publisher.site(1)
    assert publish_bundle(site, bundle, publisher.options(), SILENT).done
    with zipfile.ZipFile(bundle) as zf:
        zf.extractall(bundle.parent / "ra")
    found = seen(bundle.parent / "ra" / "kho-van-ban")
    found.pop("ban-ke.sha256")
    assert found == seen(site)
    assert verify_bundle(bundle, None, QUIET)[0].clean


def test_equal_sites_give_equal_bundles(publisher: Any, bundle: Path) -> None:
    publish_bundle(publisher.site(1), bundle, publisher.options(), SILENT)
    first = bundle.read_bytes()
    publish_bundle(publisher.site(2), bundle, publisher.options(), SILENT)
    assert bundle.read_bytes() != first
    publish_bundle(publisher.site(1), bundle, publisher.options(), SILENT)
    assert bundle.read_bytes() == first


def test_the_way_back(publisher: Any, bundle: Path) -> None:
    kept = []
    for version in (1, 2, 3, 4):
        publish_bundle(publisher.site(version), bundle, publisher.options(keep=3), SILENT)
        kept.append(bundle.read_bytes())
    assert len(list((bundle.parent / "kho-van-ban.cac-ban" / "ban").iterdir())) == 3
    rollback_bundle(bundle, "", publisher.options(), SILENT)
    assert bundle.read_bytes() == kept[2]
    rollback_bundle(bundle, "", publisher.options(), SILENT)
    assert bundle.read_bytes() == kept[1]
    with pytest.raises(CantPublish, match="Không có bản nào trước"):
        rollback_bundle(bundle, "", publisher.options(), SILENT)


def test_a_damaged_bundle_is_found(publisher: Any, bundle: Path, tmp_path: Path) -> None:
    key = make_key(tmp_path / "khoa")
    trusted = tmp_path / "nguoi-ky"
    trusted.write_text("van-thu " + (tmp_path / "khoa.pub").read_text("utf-8"))
    publish_bundle(publisher.site(1), bundle, publisher.options(key=key), SILENT)
    assert verify_bundle(bundle, trusted, QUIET)[1] == "van-thu"
    copy = tmp_path / "khac.zip"
    with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(copy, "w") as new:
        for info in old.infolist():
            if info.filename.endswith("robots.txt"):
                continue
            data = old.read(info)
            new.writestr(info, data[::-1] if info.filename.endswith("/tim/d/0.js") else data)
        new.writestr("kho-van-ban/la.html", "x")
    found, _ = verify_bundle(copy, trusted, QUIET)
    assert (found.changed, found.missing, found.extra) == (
        ("tim/d/0.js",),
        ("robots.txt",),
        ("la.html",),
    )
    (tmp_path / "rac.zip").write_bytes(b"PK" + bytes(100))
    with pytest.raises(CantPublish, match="không phải tệp"):
        verify_bundle(tmp_path / "rac.zip", None, QUIET)


def test_turned_bits_are_told_and_never_a_crash(publisher: Any, bundle: Path) -> None:
    publish_bundle(publisher.site(1), bundle, publisher.options(), SILENT)
    whole = bundle.read_bytes()
    with zipfile.ZipFile(bundle) as zf:
        info = zf.getinfo("kho-van-ban/index.html")
        listed = zf.start_dir
    begin = info.header_offset + 30 + len(info.filename.encode())
    bundle.unlink()  # the kept one is another name of the same file
    for at in range(begin, begin + info.compress_size, 7):
        bundle.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        found, _ = verify_bundle(bundle, None, QUIET)
        assert found.changed == ("index.html",)
    for at in range(listed, len(whole), 31):
        bundle.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with contextlib.suppress(CantPublish):
            verify_bundle(bundle, None, QUIET)


def test_another_bundle_put_there_by_hand_is_not_taken_for_the_live_one(
    publisher: Any, bundle: Path
) -> None:
    publish_bundle(publisher.site(1), bundle, publisher.options(), SILENT)
    wanted = bundle.read_bytes()
    bundle.unlink()
    bundle.write_bytes(b"khac")
    assert publish_bundle(publisher.site(1), bundle, publisher.options(), SILENT).done
    assert bundle.read_bytes() == wanted
    copied = bundle.with_name("chep.zip")
    bundle.rename(copied)
    bundle.write_bytes(copied.read_bytes())
    again = publish_bundle(publisher.site(1), bundle, publisher.options(), SILENT)
    assert not again.done
    assert again.plan.nothing


def test_a_failed_run_leaves_the_old_bundle(
    publisher: Any, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_bundle(publisher.site(1), bundle, publisher.options(), SILENT)
    before = bundle.read_bytes()

    def full(*args: Any, **words: Any) -> None:
        raise OSError(28, "No space left on device")

    site = publisher.site(2)
    with monkeypatch.context() as patch:
        patch.setattr(zipfile.ZipFile, "writestr", full)
        with pytest.raises(OSError, match="No space"):
            publish_bundle(site, bundle, publisher.options(), SILENT)
    assert bundle.read_bytes() == before
    assert publish_bundle(site, bundle, publisher.options(), SILENT).done
