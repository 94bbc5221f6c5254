"""This repository's own archive, built once, served on loopback and opened from the disk."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from vanban.site.door import build_site

ROOT = Path(__file__).parents[2]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
REPLACED = "tinh-mau.2018.17-2018-qd-ubnd/tinh-mau.2024.52-2024-qd-ubnd"
AMENDED = "tinh-mau.2016.27-2016-qd-ubnd/tinh-mau.2026.41-2026-qd-ubnd"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        out = tmp_path_factory.mktemp("trang") / "site"
        build_site(ROOT / "mkdocs.yml", site=out, quiet=True)
    return out


@pytest.fixture(scope="session")
def kinds(site: Path) -> dict[str, str]:
    """One address of each kind of page, from the site root."""
    texts = {p: p.read_text("utf-8") for p in sorted((site / "vb").rglob("index.html"))}

    def first(*signs: str) -> str:
        found = next(p for p, text in texts.items() if all(sign in text for sign in signs))
        return found.relative_to(site).as_posix()

    years = sorted((site / "duyet" / "loai").glob("*/*/index.html"))
    signers = sorted((site / "duyet" / "nguoi-ky").glob("*/index.html"))
    return {
        "home": "index.html",
        "guide": "huong-dan-doc.html",
        "clerk": "huong-dan-van-thu.html",
        "administrator": "huong-dan-quan-tri.html",
        "publishing": "huong-dan-xuat-ban.html",
        "following": "huong-dan-theo-doi.html",
        "relations": "quan-he.html",
        "library": "thu-vien.html",
        "accuracy": "do-luong/do-chinh-xac.html",
        "glossary": "tu-dien.html",
        "about data": "du-lieu.html",
        "data": "du-lieu/index.html",
        "search": "tim-kiem/index.html",
        "help": "tim-kiem/huong-dan.html",
        "not there": "404.html",
        "browse": "duyet/index.html",
        "facet": "duyet/co-quan/index.html",
        "years": "duyet/nam/index.html",
        "signers": "duyet/nguoi-ky/index.html",
        "statuses": "duyet/tinh-trang/index.html",
        "topic": "duyet/linh-vuc/van-thu-luu-tru/index.html",
        "new": "duyet/moi/index.html",
        "soon": "duyet/sap-hieu-luc/index.html",
        "body": "duyet/co-quan/quoc-hoi/index.html",
        "signer": signers[0].relative_to(site).as_posix(),
        "list": years[0].relative_to(site).as_posix(),
        "compares": "so-sanh/index.html",
        "compares of a year": "so-sanh/nam/2024/index.html",
        "replaced": f"so-sanh/{REPLACED}/index.html",
        "amended": f"so-sanh/{AMENDED}/index.html",
        "ledgers": "so-tay/index.html",
        "ledger": "so-tay/chua-giu/index.html",
        "ambiguous": "so-tay/mo-ho/index.html",
        "waiting": "so-tay/cho-xac-nhan/sua-doi/index.html",
        "missing": "so-tay/thieu/ngay/index.html",
        "all terms": "so-tay/thuat-ngu/index.html",
        "terms": "so-tay/thuat-ngu/k/index.html",
        "duties": "theo-doi/index.html",
        "duties of a year": "theo-doi/nam/2025/index.html",
        "again": "theo-doi/dinh-ky/index.html",
        "chains": "theo-doi/chuoi/index.html",
        "indicators": "theo-doi/chi-tieu/index.html",
        "chain": "theo-doi/chuoi/tinh-mau/2017/05-ct-tu/index.html",
        "indicator": "theo-doi/chi-tieu/ho-dan-nong-thon-dung-nuoc-hop-ve-sinh/index.html",
        "noted": first('class="vb-ghi ', 'id="vb-luoc-do"'),
        "full text": first('id="dieu-1"', 'class="vb-khoan', "Văn bản mẫu."),
        "record": first("Chỉ có tóm tắt,", 'id="vb-dan-chieu-boi"'),
        "doubts": first('id="vb-chua-noi"', 'class="vb-cite__dau'),
    }


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder; a policy set on the server goes with every answer."""

    def end_headers(self) -> None:
        policy = getattr(self.server, "policy", "")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        if self.path.endswith(".woff2"):
            self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Requests are not news."""


@contextmanager
def served(folder: Path) -> Iterator[Any]:
    """A server of ``folder`` on loopback; its ``policy`` goes with every answer."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[Any]:
    with served(site) as running:
        yield running


@pytest.fixture
def base(server: Any) -> Iterator[str]:
    server.policy = ""
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.policy = ""


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Browser:
    return chromium


@dataclass(slots=True, kw_only=True)
class Visit:
    """An open page with everything it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def overflow(self) -> int:
        """Pixels by which the page is wider than the screen."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


Open = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open an address: ``visit(address, size=PHONE, dark=True, **context options)``."""
    contexts: list[BrowserContext] = []

    def opened(
        address: str, *, size: Any = None, dark: bool = False, now: str = "", **more: Any
    ) -> Visit:
        context = browser.new_context(
            viewport=size or DESK, color_scheme="dark" if dark else "light", **more
        )
        contexts.append(context)
        seen = Visit(page=context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        # Leaving a page gives up what it still waits for: no fault of the page.
        seen.page.on(
            "requestfailed",
            lambda request: (
                seen.complaints.append(request.url)
                if request.failure != "net::ERR_ABORTED"
                else None
            ),
        )
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on(
            "console",
            lambda said: (
                seen.complaints.append(said.text) if said.type in ("error", "warning") else None
            ),
        )
        if now:
            seen.page.clock.set_fixed_time(now)
        seen.page.goto(address)
        return seen

    yield opened
    for context in contexts:
        context.close()
