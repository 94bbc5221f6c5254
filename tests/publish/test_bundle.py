"""The bundle: one deterministic file, whole or not there, verified, with a way back."""

from __future__ import annotations

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
