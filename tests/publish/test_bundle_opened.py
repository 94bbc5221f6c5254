"""The bundle unpacked on a disk: opened in Chromium without a server, search included."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from publish.conftest import SILENT

from vanban.publish.bundle import publish_bundle
from vanban.publish.run import Options
from vanban.site.door import build_site

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]


def test_search_from_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chromium: Browser
) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    build_site(
        ROOT / "mkdocs.yml",
        directives=ROOT / "directives" / "tinh-mau",
        site=tmp_path / "s",
        quiet=True,
    )
    publish_bundle(tmp_path / "s", tmp_path / "kho.zip", Options(yes=True), SILENT)
    with zipfile.ZipFile(tmp_path / "kho.zip") as zf:
        zf.extractall(tmp_path / "usb")
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "usb" / "kho" / "index.html").as_uri())
    page.keyboard.press("/")
    page.locator("#vb-q").fill("chi thi")
    page.locator("#vb-q-list a").first.wait_for()
    assert all(url.startswith(("file://", "data:")) for url in asked)
    page.close()
