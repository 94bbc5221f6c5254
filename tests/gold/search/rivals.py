"""The same queries asked of Material's own search (lunr) and of Pagefind, over the same documents.

Each gets a plain page a document: type and number with the subject as heading, a line of
metadata, the text with its headings. They are asked what `expect.expressible` leaves: filters,
facets, completion and the like are not held against them. Both run with their defaults, their
language being Vietnamese.
"""

from __future__ import annotations

import hashlib
import html
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import in_browser
import judge
import oracle
from archives import ready
from expect import Answer, Row, expressible
from expect import judge as faults_of
from oracle import Doc, Kho

PAGEFIND_NEW = "1.6.0"
"""Newest of npm; PyPI's ``pagefind_bin`` has the older one."""
_MATERIAL = """site_name: Kho văn bản
docs_dir: docs
site_dir: site
use_directory_urls: false
theme: {name: material, language: vi, font: false}
nav: [index.md]
validation: {omitted_files: ignore}
plugins: [search]
"""
_LUNR = """async base => {
  const index = await (await fetch(base + "search/search_index.json")).json();
  const config = JSON.parse(document.getElementById("__config").textContent);
  const worker = new Worker(new URL(config.search, base));
  window.tell = message => new Promise(done => {
    worker.onmessage = event => done(event.data);
    worker.postMessage(message);
  });
  await tell({type: 0, data: {...index, options: {suggest: false}}});
}"""
_ASK_LUNR = """async q => {
  const began = performance.now(), {data} = await tell({type: 2, data: q});
  const pages = (data.items || []).map(item => (item[0] || item).location.split("#")[0]);
  return {pages: [...new Set(pages)], ms: performance.now() - began};
}"""
_PAGEFIND = """async base => {
  window.pf = await import(base + "pagefind/pagefind.js");
  await pf.options({baseUrl: "/"});
  await pf.init();
}"""
_ASK_PAGEFIND = """async q => {
  const began = performance.now(), found = await pf.search(q);
  const hits = await Promise.all(found.results.slice(0, 20).map(r => r.data()));
  return {pages: hits.map(h => h.url.replace(/^\\//, "")), total: found.results.length,
    ms: performance.now() - began};
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """``make(kho, folder)`` gives the site; ``start`` and ``ask`` run in its page."""

    name: str
    label: str
    make: Callable[[Kho, Path], Path]
    start: str
    ask: str


def heading(doc: Doc) -> str:
    return " ".join(f"{doc.loai} {doc.so_hieu}: {doc.title}".split())


def about(doc: Doc) -> str:
    return ", ".join(filter(None, (doc.co_quan, doc.ngay, doc.nguoi_ky, *doc.linh_vuc)))


def body_of(doc: Doc) -> str:
    return doc.path.read_text("utf-8").split("---\n", 2)[2]


def plain_page(doc: Doc) -> str:
    """One document as HTML, for Pagefind."""
    blocks = "\n".join(_blocks(body_of(doc)))
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{html.escape(heading(doc))}</title></head><body><main data-pagefind-body>"
        f'<h1>{html.escape(heading(doc))}</h1><p data-pagefind-sort="ngay:{doc.ngay}">'
        f'{html.escape(about(doc))}</p><p hidden data-pagefind-filter="loai">{doc.loai}</p>'
        f'<p hidden data-pagefind-filter="nam">{doc.nam}</p>'
        f'<p hidden data-pagefind-filter="co_quan">{doc.co_quan}</p>{blocks}</main></body></html>\n'
    )


def _blocks(body: str) -> Iterator[str]:
    for number, block in enumerate(re.split(r"\n\s*\n", body)):
        head = re.match(r"(#{1,6}) (.*)", block)
        text = html.escape(re.sub(r"\*\*|^> ?|^\|[ |:-]*\|$", "", block, flags=re.MULTILINE))
        if head:
            size = max(2, len(head[1]))
            yield f'<h{size} id="m{number}">{html.escape(head[2])}</h{size}>'
        elif text.strip():
            yield f"<p>{text}</p>"


def pages(kho: Kho, folder: Path) -> Path:
    """A plain site of the archive: ``vb/<id>.html``."""
    site = folder / "trang"
    shutil.rmtree(site, ignore_errors=True)
    for doc in kho.docs.values():
        target = site / "vb" / f"{doc.id}.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(plain_page(doc), "utf-8")
    (site / "index.html").write_text('<!doctype html><html lang="vi"><title>Kho</title></html>')
    return site


def with_pagefind(binary: Path) -> Callable[[Kho, Path], Path]:
    def make(kho: Kho, folder: Path) -> Path:
        site = pages(kho, folder)
        subprocess.run([str(binary), "--site", str(site)], check=True, capture_output=True)
        return site

    return make


def material(kho: Kho, folder: Path) -> Path:
    """A plain Material site, one page a document outside the navigation."""
    shutil.rmtree(folder / "docs", ignore_errors=True)
    for doc in kho.docs.values():
        target = folder / "docs" / "vb" / f"{doc.id}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        text = f"# {heading(doc)}\n\n{about(doc)}\n\n{body_of(doc)}"
        target.write_text(text, "utf-8")
    (folder / "docs" / "index.md").write_text("# Kho văn bản\n", "utf-8")
    (folder / "mkdocs.yml").write_text(_MATERIAL, "utf-8")
    command = [str(Path(sys.executable).parent / "mkdocs"), "build", "--quiet"]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=quiet)
    return folder / "site"


def old_pagefind() -> Path:
    """PyPI's program, from the benchmark's own locked environment."""
    sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
    import peers

    tools = peers.environment()
    return next((tools.parent / "lib").glob("python*/site-packages/pagefind_bin/pagefind*"))


def new_pagefind(work: Path) -> Path | None:
    """npm's program, fetched once; None without npm."""
    folder = work / "pagefind-npm"
    found = folder / "node_modules" / ".bin" / "pagefind"
    if not found.exists():
        npm = shutil.which("npm")
        if npm is None:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--silent", "--prefix", str(folder), f"pagefind@{PAGEFIND_NEW}"]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return None
    return found


def rivals(work: Path) -> list[Rival]:
    """Those that can be had here."""
    found = [
        Rival(name="lunr", label="Material (lunr)", make=material, start=_LUNR, ask=_ASK_LUNR),
        _pagefind("pagefind-1.5.2", "Pagefind 1.5.2", old_pagefind()),
    ]
    new = new_pagefind(work)
    if new is not None:
        found.append(_pagefind("pagefind-1.6.0", f"Pagefind {PAGEFIND_NEW}", new))
    return found


def _pagefind(name: str, label: str, binary: Path) -> Rival:
    make = with_pagefind(binary)
    return Rival(name=name, label=label, make=make, start=_PAGEFIND, ask=_ASK_PAGEFIND)


def scores(names: Iterable[str], work: Path) -> dict[str, Any]:
    """By rival and archive, right of asked by kind."""
    found = {rival.name: judge.Score() for rival in rivals(work)}
    with in_browser.chromium() as browser:
        for name in names:
            kho = oracle.load(ready(name, work).directives)
            rows = [r for r in map(expressible, judge.load(name)) if r is not None]
            for rival in rivals(work):
                folder = work / "rivals" / rival.name / name
                site = made(rival, kho, folder)
                with in_browser.served(site) as address:
                    page = _started(browser, rival, address)
                    for row in rows:
                        found[rival.name].note(
                            row, faults_of(row, _ask(page, rival, row, kho), kho)
                        )
                    page.context.close()
                _tell(rival, name, found[rival.name])
    return {name: judge.kinds(score) for name, score in found.items()}


def made(rival: Rival, kho: Kho, folder: Path) -> Path:
    """The rival's site, made anew when the documents changed."""
    sign = hashlib.sha256()
    for doc in kho.docs.values():
        sign.update(f"{doc.id} {heading(doc)} {doc.path.stat().st_size}".encode())
    stamp = folder / "made.txt"
    if stamp.exists():
        wanted, site = stamp.read_text("utf-8").split("\n")
        if wanted == sign.hexdigest():
            return Path(site)
    folder.mkdir(parents=True, exist_ok=True)
    site_of = rival.make(kho, folder)
    stamp.write_text(f"{sign.hexdigest()}\n{site_of}", "utf-8")
    return site_of


def _started(browser: Any, rival: Rival, address: str) -> Any:
    page = browser.new_context().new_page()
    page.set_default_timeout(900_000)
    page.goto(address + "index.html")
    page.evaluate(rival.start, address)
    return page


def _ask(page: Any, rival: Rival, row: Row, kho: Kho) -> Answer:
    first = _pages(page, rival, row.text)
    other = _pages(page, rival, row.want["same"]) if "same" in row.want else {"pages": []}
    return Answer(
        hits=_hits(first["pages"], kho), other=_hits(other["pages"], kho), ms=first.get("ms", 0)
    )


def _pages(page: Any, rival: Rival, query: str) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = page.evaluate(rival.ask, query[:10_000])
    except Exception as error:
        print(f"{rival.label}: «{query[:60]}» {str(error)[:100]}", file=sys.stderr)
        return {"pages": []}
    return found


def _hits(addresses: Iterable[str], kho: Kho) -> list[dict[str, Any]]:
    ids = (a.removeprefix("vb/").removesuffix(".html") for a in addresses)
    docs = (kho.docs[i] for i in ids if i in kho.docs)
    return [
        {"id": d.id, "so_hieu": d.so_hieu, "ngay": d.ngay, "loai": d.loai, "co_quan": d.co_quan}
        for d in docs
    ]


def _tell(rival: Rival, name: str, score: judge.Score) -> None:
    right, every = score.counts("archive")[name]
    print(f"{rival.label}, {name}: {right}/{every}", file=sys.stderr, flush=True)
