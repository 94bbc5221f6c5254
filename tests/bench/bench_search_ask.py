"""Queries asked of a site in Chromium with every byte and request counted.

Over http the server counts, for Pagefind fetches in a worker, where a page's own tools don't
look; from the disk the browser tells what it opened.
"""

from __future__ import annotations

import gzip
import io
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote, urlparse

from in_browser import Quiet, served
from playwright.sync_api import Browser, CDPSession, Page

PACKED = {".js", ".css", ".html", ".json", ".svg"}
START = "trang-trong.html"
"""A page with nothing on it: what a site's own pages load beside search isn't counted."""

BEFORE = "quy chế văn thư lưu trữ"
"""Asked before a warm query, so that what every query needs is there."""


def queries(number: str) -> dict[str, str]:
    """What is asked, by the name the report gives it."""
    return {
        "ba cặp âm tiết": "công tác dân vận",
        "năm âm tiết": "quản lý tài sản công",
        "cụm rất thường gặp": "công tác kiểm tra giám sát",
        "không dấu": "cai cach thu tuc hanh chinh",
        "một âm tiết": "dân",
        "câu dài": "nâng cao chất lượng công tác kiểm tra giám sát và thi hành kỷ luật đảng",
        "nguyên cụm": '"chất lượng sinh hoạt chi bộ"',
        "có bộ lọc": "loai:chi-thi thi đua khen thưởng",
        "số, ký hiệu": number,
        "duyệt (câu rỗng)": "",
    }


class Packed(Quiet):
    """Sends a file's gzip, made once, as a server with precompressed files does."""

    disable_nagle_algorithm = True
    wbufsize = -1
    packs: dict[str, bytes] = {}  # noqa: RUF012 - one for all requests, meant so
    sent: list[tuple[float, int]] = []  # noqa: RUF012
    """Of every answer the moment it was asked for, in ms since 1970, and its bytes."""

    def do_GET(self) -> None:  # noqa: N802 - its parent's name
        self.began = 1000 * time.time()
        super().do_GET()

    def end_headers(self) -> None:
        """What goes over the wire: the head, and a body as long as the head says."""
        head = b"".join(self._headers_buffer)
        found = re.search(rb"Content-Length: (\d+)", head)
        self.sent.append((self.began, len(head) + 2 + int(found[1] if found else 0)))
        super().end_headers()

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        asks = "gzip" in self.headers.get("Accept-Encoding", "")
        if not (asks and path.suffix in PACKED and path.is_file()):
            return super().send_head()
        if str(path) not in self.packs:
            self.packs[str(path)] = gzip.compress(path.read_bytes(), 9, mtime=0)
        data = self.packs[str(path)]
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)


@dataclass(frozen=True, slots=True)
class Ours:
    """Our search: the first five hits by ``onFirst``, then all ten with counts and facets."""

    site: Path

    STARTER = '<script src="assets/vanban/tim-kiem.js"></script>'
    """Stands in every page of the site, read or searched: the engine comes with the first query."""

    def load(self, page: Page, address: str) -> None:
        """Nothing more than what the page has loaded already."""

    ASK = """async q => {
      const began = performance.now(); let first = 0;
      const a = await vanban.search(q, {onFirst: () => { first = performance.now() - began; }});
      const whole = performance.now() - began, start = performance.timeOrigin + began;
      return {first: first || whole, whole, total: a.total, at: start + (first || whole)};
    }"""


@dataclass(frozen=True, slots=True)
class Pagefind:
    """Pagefind: the first five hits with their texts, then ten; counts come with the search.

    It has filters by another way than the query: those written there are left out.
    """

    site: Path
    STARTER = ""

    def load(self, page: Page, address: str) -> None:
        page.evaluate(
            "async base => { window.pf = await import(base + 'pagefind/pagefind.js');"
            " await pf.options({baseUrl: '/'}); await pf.init(); }",
            address,
        )

    ASK = """async q => {
      const said = q.replace(/\\S+:\\S+/g, "").trim(), began = performance.now();
      const found = await pf.search(said || null);
      await Promise.all(found.results.slice(0, 5).map(r => r.data()));
      const first = performance.now() - began;
      await Promise.all([pf.filters(), ...found.results.slice(0, 10).map(r => r.data())]);
      const whole = performance.now() - began, start = performance.timeOrigin + began;
      return {first, whole, total: found.results.length, at: start + first};
    }"""


Engine = Ours | Pagefind


class Meter:
    """Counts what is fetched: (requests, bytes), all or those asked for before a moment."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self._opened: list[tuple[float, int]] = []
        self._page = page
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)

    def _asked(self, event: Mapping[str, Any]) -> None:
        url = str(event["request"]["url"])
        path = Path(unquote(urlparse(url).path))
        if url.startswith("file") and path.is_file():
            self._opened.append((1000 * float(event["wallTime"]), path.stat().st_size))

    def reset(self) -> None:
        self._page.wait_for_timeout(80)
        self._opened.clear()
        Packed.sent.clear()

    def read(self, moment: float) -> dict[str, float]:
        self._page.wait_for_timeout(80)
        every = self._opened or Packed.sent
        early = [size for began, size in every if began <= moment]
        return {
            "first_bytes": sum(early), "first_requests": len(early),
            "bytes": sum(size for _, size in every), "requests": len(every),
        }  # fmt: skip


@contextmanager
def address_of(engine: Engine, way: str) -> Iterator[str]:
    if way == "file":
        yield engine.site.as_uri() + "/"
    else:
        with served(engine.site, Packed) as address:
            yield address


def cost(
    browser: Browser, engine: Engine, asked: Mapping[str, str], way: str, rounds: int
) -> dict[str, Any]:
    """Median of the rounds of each query, cold and warm, and the heap after all of them."""
    found: dict[str, Any] = {}
    blank = f"<!doctype html><meta charset=utf-8><title></title>{engine.STARTER}"
    (engine.site / START).write_text(blank, "utf-8")
    with address_of(engine, way) as address:
        for query in asked.values() if rounds > 1 else ():  # packed once, in the disk's memory
            _cold(browser, engine, address, query)
        for name, query in asked.items():
            cold = [_cold(browser, engine, address, query) for _ in range(rounds)]
            warm = [_warm(browser, engine, address, query) for _ in range(rounds)]
            found[name] = {"query": query, "cold": _median(cold), "warm": _median(warm)}
        found["heap"] = _heap(browser, engine, address, list(asked.values()))
    return found


def _median(rows: list[dict[str, float]]) -> dict[str, float]:
    """Medians, and the least time: others' work on a shared machine only adds."""
    found = {key: median(row[key] for row in rows) for key in rows[0]}
    return found | {f"least_{key}": min(row[key] for row in rows) for key in ("first", "whole")}


@contextmanager
def _page(browser: Browser, address: str) -> Iterator[tuple[Page, Meter, CDPSession]]:
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    meter = Meter(page, session)
    page.goto(address + START)
    page.wait_for_load_state("load")
    yield page, meter, session
    context.close()


def _cold(browser: Browser, engine: Engine, address: str, query: str) -> dict[str, float]:
    """From a page that never searched: loading the engine counts, in time as in bytes."""
    with _page(browser, address) as (page, meter, _):
        meter.reset()
        began = page.evaluate("performance.now()")
        engine.load(page, address)
        loaded = page.evaluate("performance.now()") - began
        return _told(page, meter, engine, query, loaded)


def _warm(browser: Browser, engine: Engine, address: str, query: str) -> dict[str, float]:
    """After another query in the same page."""
    with _page(browser, address) as (page, meter, _):
        engine.load(page, address)
        page.evaluate(engine.ASK, BEFORE)
        meter.reset()
        return _told(page, meter, engine, query, 0.0)


def _told(page: Page, meter: Meter, engine: Engine, query: str, loaded: float) -> dict[str, float]:
    told: dict[str, float] = page.evaluate(engine.ASK, query)
    return {
        "first": told["first"] + loaded, "whole": told["whole"] + loaded, "total": told["total"],
        **meter.read(told["at"]),
    }  # fmt: skip


def _heap(browser: Browser, engine: Engine, address: str, asked: list[str]) -> int:
    """Bytes of live JavaScript objects after all queries, garbage collected."""
    with _page(browser, address) as (page, _, session):
        engine.load(page, address)
        for query in asked:
            page.evaluate(engine.ASK, query)
        session.send("HeapProfiler.collectGarbage")
        return int(session.send("Runtime.getHeapUsage")["usedSize"])
