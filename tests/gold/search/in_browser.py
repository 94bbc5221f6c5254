"""Queries asked of a site in real Chromium: one page for all of them, one answer each."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from expect import Answer, Row
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--no-first-run",
]  # fmt: skip
ASK = """async ({q, o, w}) => {
  const told = {}, began = performance.now(), limit = Math.max(o.limit || 0, 20);
  const late = new Promise((_, no) => setTimeout(() => no(new Error("quá 20 giây")), 20000));
  const options = {...o, limit};
  if (o.filters) options.filters = await named(o.filters);
  async function named(filters) {
    const all = (await vanban.search("", {limit: 1})).facets, out = {};
    for (const [key, value] of Object.entries(filters)) {
      out[key] = !Array.isArray(value) || key === "nam" ? value : value.map(label =>
        ((all[key] || []).find(v => v.label === label || v.value === label) || {value: label}).value);
    }
    return out;
  }
  async function work() {
    if (w.spans) {
      const spans = vanban.findIn(w.text, q);
      return {spans: spans.map(([a, b]) => w.text.slice(a, b)), hits: []};
    }
    if (w.complete) return {completions: await vanban.complete(q, 10), hits: []};
    if (w.stages) options.onFirst = a => { told.first = a.hits.map(h => h.id); };
    const answer = await vanban.search(q, options);
    while (answer.hits.length < limit) {  // a page holds so many at most
      const more = await vanban.search(q, {...options, onFirst: undefined,
        offset: answer.hits.length, limit: limit - answer.hits.length});
      if (!more.hits.length) break;
      answer.hits = answer.hits.concat(more.hits);
    }
    if (w.same) told.other = (await vanban.search(w.same, options)).hits;
    return answer;
  }
  try {
    const a = await Promise.race([work(), late]);
    const flat = a.chooser ? a.chooser.flatMap(g => g.hits) : null;
    const jump = typeof a.jump === "string" ? a.hits.find(h => h.url === a.jump || h.id === a.jump) || {url: a.jump} : a.jump;
    return {hits: a.hits, total: a.total, jump, chooser: flat, facets: a.facets || {},
      suggestion: a.didYouMean, completions: a.completions || [], spans: a.spans || [],
      ms: performance.now() - began, ...told};
  } catch (error) {
    return {hits: [], error: String(error), ms: performance.now() - began};
  }
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word, and keeps its connections."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Requests are not news."""


@contextmanager
def served(site: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The folder's address on loopback, ending with a slash."""
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(site))
    ) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    named = os.environ.get("VANBAN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=named or None, args=ARGUMENTS)
        yield running
        running.close()


def opened(browser: Browser, address: str) -> Page:
    """A page of the site with search at hand: the script is loaded if the page waits with it."""
    page = browser.new_context().new_page()
    page.goto(address + "index.html")
    if not page.evaluate("Boolean(window.vanban && vanban.search)"):
        page.add_script_tag(url=address + "assets/vanban/tim-kiem.js")
    page.wait_for_function("Boolean(window.vanban && vanban.search)")
    page.evaluate("vanban.ready && vanban.ready()")
    return page


def answers(page: Page, rows: Iterable[Row]) -> Iterator[tuple[Row, Answer]]:
    """Each row with its answer, one after another in the same page."""
    for row in rows:
        yield row, asked(page, row)


def asked(page: Page, row: Row) -> Answer:
    found: dict[str, Any] = page.evaluate(
        ASK, {"q": row.text, "o": dict(row.options), "w": dict(row.want)}
    )
    return Answer(**found)
