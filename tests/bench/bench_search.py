"""What search costs in real Chromium, beside Pagefind in the same run.

``python3 scripts/dev.py cost`` generates archives, builds ours with and without search
and Pagefind's index over plain pages of the same documents, asks the same queries of each, cold
and warm, from a server that sends precompressed files and from ``file://``, and writes
``docs/do-luong/tim-kiem.json`` and the page made of it. With ``--built FOLDER`` our site is the one
that lies in ``FOLDER/gen10000`` (as ``tests/gold/search/archives.py`` lays it out): bytes and
requests are measured in minutes, and what a build costs isn't.
"""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "gold" / "search")]

import bench_search_ask as ask  # noqa: E402 - found by the line above
import bench_search_page as page  # noqa: E402
from archives import WORK  # noqa: E402
from generate import generate, load_rows  # noqa: E402
from in_browser import chromium  # noqa: E402
from measure import Cost, run, size_of  # noqa: E402
from oracle import load  # noqa: E402
from rivals import new_pagefind, old_pagefind, pages  # noqa: E402
from run import OURS, machine, ours  # noqa: E402

ROOT = HERE.parents[1]
OUT = ROOT / "docs" / "do-luong" / "tim-kiem.md"
INDEX = "tim"
"""Where our index lies in the site."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    given = sys.argv[1:] if arguments is None else list(arguments)
    kept = options.out.with_suffix(".json")
    results: dict[str, Any] = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    results |= {
        "date": datetime.now(UTC).astimezone().isoformat(timespec="minutes"),
        "command": command(given),
        "machine": machine(), "rounds": options.rounds, "slow_rounds": options.slow_rounds,
    }  # fmt: skip
    results.setdefault("sizes", {})
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="vanban-tim-", dir=options.work) as folder:
            found = measure(size, Path(folder), options)
        results["sizes"][str(size)] = found | {
            "date": results["date"], "command": results["command"], "rounds": options.rounds,
            "load": results["machine"]["load"][0],
        }  # fmt: skip
        kept.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
        page.write(options.out)
    return 0


def command(given: Sequence[str]) -> str:
    """The command as anyone may give it: without the places of this machine."""
    said = ["python", "tests/bench/bench_search.py"]
    words = iter([part for word in given for part in word.split("=", 1)])
    for word in words:
        if word in ("--work", "--out"):
            next(words)
        elif word == "--built":
            next(words)
            said += [word, "KHO"]
        else:
            said.append(word)
    return shlex.join(said)


def measure(size: int, work: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Builds and queries of one size, ours first, then each Pagefind."""
    if options.built:
        work = options.built / f"gen{size}"
        site = work / "site"
        told: dict[str, Any] = {"ours": sizes_of(site)}
    else:
        generate(work, size, 1)
        site, ours_told = build_ours(work)
        told = {"ours": ours_told}
    told["documents"] = sum(r.held for r in load_rows(work))
    number = _lone_number(work)
    told["number"] = number
    queries = ask.queries(number)
    with chromium() as browser:
        for way in ("http", "file"):
            told["ours"][way] = ask.cost(browser, ask.Ours(site), queries, way, options.rounds)
    if options.built:
        return told
    shutil.rmtree(site)
    if size > options.pagefind:
        return told
    for name, binary in _pagefinds():
        folder = pages(load(work / "directives"), work / name)
        told[name] = {"build": asdict(run([[str(binary), "--site", str(folder)]], work))}
        told[name]["index"] = size_of(folder / "pagefind")
        with chromium() as browser:
            told[name]["http"] = ask.cost(
                browser, ask.Pagefind(folder), queries, "http", options.slow_rounds
            )
        shutil.rmtree(folder)
    return told


def build_ours(work: Path) -> tuple[Path, dict[str, Any]]:
    """Two cold builds, without and with search: what search adds is their difference."""
    costs: dict[str, Cost] = {}
    site = work
    for name, template in (("without", f"{OURS} --khong-tim-kiem"), ("with", OURS)):
        which = ours(name, name, work, work / name, template)
        costs[name] = run(which.commands, which.project, {"NO_MKDOCS_2_WARNING": "1"})
        site = which.site
        _say(f"{name}: {costs[name].cpu:.1f} s CPU, {costs[name].rss / 1e6:.0f} MB")
        if name == "without":
            shutil.rmtree(which.project)
    return site, {"build": {k: asdict(v) for k, v in costs.items()}, **sizes_of(site)}


def sizes_of(site: Path) -> dict[str, Any]:
    """Files and bytes of the index, of its parts, of the documents' pages, of the whole site."""
    made = list((site / "vb").rglob("*.html"))
    parts = sorted(p for p in (site / INDEX).iterdir() if p.is_dir())
    return {
        "index": size_of(site / INDEX),
        "parts": {p.name: size_of(p) for p in parts},
        "html": (len(made), sum(p.stat().st_size for p in made)),
        "site": size_of(site),
    }


def _lone_number(work: Path) -> str:
    """A number that one held document bears."""
    numbers = [r.so_hieu for r in load_rows(work) if r.held]
    return next(n for n in numbers[len(numbers) // 2 :] if numbers.count(n) == 1)


def _pagefinds() -> list[tuple[str, Path]]:
    found = [("pagefind-1.5.2", old_pagefind())]
    new = new_pagefind(WORK)
    return [*found, ("pagefind-1.6.0", new)] if new else found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Đo chi phí tìm kiếm trong trình duyệt thật.")
    parser.add_argument("--sizes", default="10000", help="cỡ kho, cách nhau dấu phẩy")
    parser.add_argument("--rounds", type=int, default=3, help="số lượt đo mỗi câu")
    parser.add_argument("--slow-rounds", type=int, default=1, help="số lượt của Pagefind")
    parser.add_argument("--pagefind", type=int, default=10_000, help="cỡ lớn nhất còn đo Pagefind")
    parser.add_argument("--built", type=Path, help="thư mục có kho sinh đã dựng (gen10000, …)")
    parser.add_argument("--work", type=Path, help="thư mục làm việc (mặc định: thư mục tạm)")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(arguments)
    options.sizes = [int(size) for size in options.sizes.split(",")]
    return options


if __name__ == "__main__":
    sys.exit(main())
