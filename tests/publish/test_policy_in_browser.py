"""Every kind of page in Chromium behind the shipped configurations: no violation of the policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from publish.conftest import SILENT
from publish.servers import Server, caddy, nginx

from vanban.publish import policy
from vanban.publish.folder import Folder
from vanban.publish.run import Options, publish
from vanban.publish.stamps import find_stamps
from vanban.publish.tree import read_tree
from vanban.site.door import build_site

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own archive."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        out = tmp_path_factory.mktemp("trang") / "site"
        build_site(ROOT / "mkdocs.yml", site=out, quiet=True)
    return out


@pytest.fixture(scope="module")
def root(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("noi-nhan")
    options = Options(yes=True, cache=base / "nen", quiet=True)
    publish(site, Folder(base / "vb"), options, SILENT)
    return base / "vb"


@pytest.fixture(scope="module", params=[nginx, caddy])
def server(
    request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with request.param(root, tmp_path_factory.mktemp("may")) as running:
        yield running


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    return chromium


def kinds(site: Path) -> dict[str, str]:
    """One address of each kind of page."""
    texts = {p: p.read_text("utf-8") for p in sorted((site / "vb").rglob("index.html"))}

    def first(*signs: str) -> str:
        found = next(p for p, text in texts.items() if all(sign in text for sign in signs))
        return found.relative_to(site).as_posix().removesuffix("index.html")

    years = sorted((site / "duyet" / "loai").glob("*/*/index.html"))
    return {
        "home": "", "guide": "huong-dan-doc.html", "glossary": "tu-dien.html",
        "about": "gioi-thieu.html", "search": "tim-kiem/?q=chi+thi", "browse": "duyet/",
        "facet": "duyet/co-quan/", "list": years[0].parent.relative_to(site).as_posix() + "/",
        "full text": first('id="dieu-1"', "Văn bản mẫu."), "record": first("Chỉ có tóm tắt,"),
        "doubts": first('id="vb-chua-noi"'), "not there": "khong/co/trang-nay/",
    }  # fmt: skip


def test_no_page_violates_the_policy(server: Server, site: Path, browser: Browser) -> None:
    context = browser.new_context()
    for kind, path in kinds(site).items():
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda m, said=said: said.append(m.text) if m.type == "error" else None)
        page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective))"
        )
        answer = page.goto(server.base + path)
        page.wait_for_load_state("networkidle")
        assert answer is not None
        expected = 404 if kind == "not there" else 200
        assert answer.status == expected, kind
        assert answer.headers["content-security-policy"] == policy.POLICY
        assert [text for text in said if "CSP" in text or "Content Security" in text] == [], kind
        assert page.locator("h1").first.is_visible(), kind
        page.close()
    context.close()


def test_search_and_palette_work_under_the_policy(server: Server, browser: Browser) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(server.base + "khong/co/trang-nay/")
    page.keyboard.press("/")
    page.locator("#vb-q").fill("chi thi")
    page.locator("#vb-q-list a").first.wait_for()
    page.keyboard.press("Escape")
    page.goto(server.base)
    before = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    page.locator("label.md-header__button[for^=__palette]:visible").first.click()
    page.wait_for_function(
        "s => document.body.getAttribute('data-md-color-scheme') !== s", arg=before
    )
    page.reload()
    assert page.evaluate("document.body.getAttribute('data-md-color-scheme')") != before
    context.close()


def test_the_about_page_names_the_build(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(server.base + "gioi-thieu.html")
    assert (
        page.locator("#vb-ban-dung")
        .inner_text()
        .startswith(("Trang này dựng từ bản", "Tệp ban-dung.json"))
    )
    assert server.get("/ban-dung.json").status == 200
    page.close()


def test_every_stamped_address_is_kept_for_good(server: Server, site: Path, tmp_path: Path) -> None:
    """What pages and the head of the index ask for with a stamp lies in the pool."""
    stamps = find_stamps(read_tree(site, None))
    assert stamps["tim/"]
    assert {"assets/vanban/khoi-dau.js", "assets/vanban/vanban.css"} <= stamps.keys()
    shard = next(p for p in (site / "tim" / "u").rglob("*.js"))
    for path in ("assets/vanban/vanban.css", shard.relative_to(site).as_posix()):
        stamp = stamps.get(path) or stamps["tim/"]
        answer = server.get(f"/{path}?{stamp}")
        assert answer.headers["cache-control"] == policy.YEAR
        assert answer.body == (site / path).read_bytes()


def test_no_page_has_a_script_or_style_of_its_own(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "<style" not in text, page
        assert " style=" not in text, page
        for part in text.split("<script")[1:]:
            head, _, rest = part.partition(">")
            data = 'type="application/json"' in head or 'type="application/ld+json"' in head
            assert "src=" in head or data, (page, rest[:80])
