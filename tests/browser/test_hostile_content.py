"""Hostile texts in every place of a document: nothing of them runs, on any page or in search."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import lxml.etree
import lxml.html
import pytest
from browser.conftest import ROOT, served
from browser.hostile import PLACES, TEXTS, hostile_archive
from playwright.sync_api import Browser, Page
from world import EPOCH, World

from vanban.publish.policy import POLICY
from vanban.site.door import build_site

WATCH = """
window.ran = [];
for (const name of ['alert', 'prompt', 'confirm', 'print']) window[name] = (x) => { ran.push(name + ' ' + x); };
"""
ASKS = [
    *TEXTS, '"<script>alert(1)</script>"', "loai:<img src=x onerror=alert(1)>", "-" + TEXTS[0],
    "nam:2000..<script>", "alert", "x" * 3_000, "\ud83d\ude00" * 50,
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("doc-hai")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    shutil.copytree(ROOT / "docs", root / "docs")
    hostile_archive(World(root=root).start())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        report = build_site(root / "mkdocs.yml", quiet=True)
    assert report.total == len(TEXTS)
    return root / "site"


@pytest.fixture(scope="module")
def server(hostile: Path) -> Iterator[Any]:
    with served(hostile) as running:
        yield running


@pytest.fixture
def address(server: Any) -> str:
    server.policy = ""
    return f"http://127.0.0.1:{server.server_address[1]}/"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.add_init_script(WATCH)
        opened = context.new_page()
        opened.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
        yield opened


def ran(page: Page) -> list[str]:
    return list(page.evaluate("window.ran"))


def test_there_are_enough_of_them() -> None:
    assert len(set(TEXTS)) == len(TEXTS)
    assert len(TEXTS) >= 350
    assert PLACES >= 34


def faults_of(path: Path) -> list[str]:
    """What in an HTML file could run or load something that isn't the site's own."""
    document = lxml.html.fromstring(path.read_bytes().decode())
    found = []
    for element in document.iter(lxml.etree.Element):
        if element.tag in ("iframe", "object", "embed", "applet", "base", "math", "frame"):
            found.append(f"<{element.tag}>")
        if element.tag == "script" and not _own(element):
            found.append(f"script {element.text!r:.80}")
        for name, value in element.attrib.items():
            bare = re.sub(r"[\s\x00-\x20\u200b]+", "", value).lower()
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                found.append(f"{name}={value!r:.80}")
            if name in ("href", "src", "action", "data", "xlink:href") and re.match(
                r"(javascript|vbscript|data):", bare
            ):
                found.append(f"{name}={value!r:.80}")
    return found


def _own(script: Any) -> bool:
    """A file of the site's assets, or data that no browser runs."""
    if script.get("type") == "application/ld+json":
        json.loads(script.text)
        return True
    source = script.get("src", "")
    plain = (
        bool(re.fullmatch(r"(?:\.\./|/)*(?:[\w.-]+/)*[\w.-]+\.js(?:\?\w+)?", source))
        and not script.text
    )
    return plain or script.get("id") == "__config"


def test_no_page_holds_anything_that_could_run(hostile: Path) -> None:
    pages = sorted(hostile.rglob("*.html"))
    assert len(pages) > 3 * len(TEXTS)
    assert {p.relative_to(hostile).as_posix(): f for p in pages if (f := faults_of(p))} == {}


def test_data_beside_the_pages_is_data(hostile: Path) -> None:
    for path in (*hostile.rglob("*.json"), *hostile.rglob("*.jsonld")):
        json.loads(path.read_text("utf-8-sig"))
    for path in hostile.rglob("*.jsonl"):
        [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    for kind in ("atom", "xml"):
        [lxml.etree.parse(path) for path in hostile.rglob(f"*.{kind}")]
    for path in hostile.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [c for c in cells if c[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    for path in hostile.rglob("*.ics"):
        lines = path.read_bytes().decode().split("\r\n")
        assert [line for line in lines if not re.match(r"[A-Z-]+[;:]| |$", line)] == []


def test_scripts_of_data_are_calls_with_json(hostile: Path) -> None:
    for path in hostile.joinpath("tim").rglob("*.js"):
        text = path.read_text("utf-8").strip()
        if path.name != "may.js" and text.startswith("V("):
            json.loads(f"[{text.removeprefix('V(').rstrip(';').removesuffix(')')}]")


def test_no_document_runs_anything(hostile: Path, address: str, page: Page) -> None:
    """Every seventh page, so that every text is tried in several places; all were read as files above."""
    for path in sorted(hostile.joinpath("vb").rglob("index.html"))[::7]:
        page.goto(address + path.relative_to(hostile).as_posix(), wait_until="domcontentloaded")
        assert ran(page) == [], path


def test_searching_and_addresses_run_nothing(address: str, page: Page) -> None:
    page.goto(address + "tim-kiem/index.html")
    page.wait_for_function("() => Boolean(window.vanban && window.vanban.search)")
    for ask in ASKS:
        page.evaluate("q => window.vanban.search(q, {limit: 3}).then((r) => r.total)", ask)
    for ask in ASKS[::14]:
        page.goto(f"{address}tim-kiem/index.html?q={quote(ask, errors='surrogatepass')}")
        page.wait_for_function("() => Boolean(window.vanban && window.vanban.search)")
        assert ran(page) == [], ask
    for text in TEXTS[:20]:
        page.goto(f"{address}index.html?{quote(text)}#{quote(text)}")
        assert ran(page) == [], text


def test_results_show_hostile_titles_as_text(address: str, page: Page) -> None:
    page.goto(f"{address}tim-kiem/index.html?q=alert")
    results = page.locator("main mark")
    results.first.wait_for()
    assert page.evaluate("document.querySelectorAll('main img, main iframe, main svg[onload]').length") == 0  # fmt: skip
    assert ran(page) == []


def test_the_policy_finds_nothing_to_stop(
    hostile: Path, address: str, server: Any, page: Page
) -> None:
    """With the policy of the shipped servers no page even tries."""
    server.policy = POLICY
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    for path in sorted(hostile.joinpath("vb").rglob("index.html"))[::18]:
        page.goto(address + path.relative_to(hostile).as_posix(), wait_until="load")
    assert [line for line in said if "Content Security Policy" in line] == []
