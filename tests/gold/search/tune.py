"""Tries other weights of ranking on the half queries are tuned on; tells how the other half does.

``python tests/gold/search/tune.py [--archives thu,corpora] [--passes 1] [--write]``. One weight
at a time is multiplied, and kept when more queries are right or, among equals, what is wanted
stands higher. The weights are changed in the open page (``vanban.weights``), so nothing is built
between tries; ``--write`` keeps the best in ``weights.json``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import archives
import in_browser
import oracle
from expect import Answer, Row, judge, one_of
from judge import half, load
from playwright.sync_api import Page

WEIGHTS = archives.ROOT / "scripts" / "vanban" / "search" / "weights.json"
FACTORS = (0.5, 0.75, 1.35, 2.0)
RANKING = ("first", "any", "each", "every", "before")
FROM_TITLE = 12
"""Codes of a posting from here on are of titles, those below of headings and bodies."""

Weights = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Open pages with the queries that ranking can change, and the archive each is asked of."""

    pages: list[tuple[Page, oracle.Kho, list[Row]]]

    def score(self, weights: Weights, which: str) -> tuple[int, float]:
        """How many of a half are right; how high what is wanted stands (mean reciprocal rank)."""
        right, ranks = 0, []
        for page, kho, rows in self.pages:
            page.evaluate("weights => Object.assign(vanban.weights, weights)", weights)
            for row in rows:
                if half(row.id) == which:
                    answer = in_browser.asked(page, row)
                    right += not judge(row, answer, kho)
                    ranks.append(height(row, answer))
        return right, sum(ranks) / max(1, len(ranks))

    def count(self, which: str) -> int:
        return sum(half(row.id) == which for _, _, rows in self.pages for row in rows)


def height(row: Row, answer: Answer) -> float:
    """1 for a wanted document on top, 1/2 for the second place …; 1 where none is named."""
    wanted = row.want.get("first") or row.want.get("any") or row.want.get("each")
    if wanted is None:
        return 1.0
    for place, hit in enumerate(answer.hits[:20], 1):
        if one_of(hit, wanted):
            return 1 / place
    return 0.0


@contextmanager
def opened(names: Sequence[str], work: Path) -> Iterator[Bench]:
    with ExitStack() as stack:
        browser = stack.enter_context(in_browser.chromium())
        pages = []
        for name in names:
            built = archives.ready(name, work)
            address = stack.enter_context(in_browser.served(built.site))
            rows = [r for r in load(name) if set(r.want) & set(RANKING) and "same" not in r.want]
            pages.append((in_browser.opened(browser, address), oracle.load(built.directives), rows))
        yield Bench(pages=pages)


def others(weights: Weights) -> Iterator[tuple[str, Weights]]:
    """Neighbours: one weight, or one group of a list, multiplied."""
    for name, value in weights.items():
        for factor in FACTORS:
            if isinstance(value, list):
                for part, members in _groups(name, value).items():
                    changed = [round(v * factor, 4) if n in members else v
                               for n, v in enumerate(value)]  # fmt: skip
                    yield f"{name}[{part}] × {factor}", weights | {name: changed}
            elif name != "few":
                yield f"{name} × {factor}", weights | {name: round(value * factor, 4)}


def _groups(name: str, value: list[float]) -> dict[str, range]:
    if name == "code":
        return {"trích yếu": range(FROM_TITLE, len(value))}
    return {str(n): range(n, n + 1) for n in range(1, len(value))}


def tuned(bench: Bench, weights: Weights, passes: int) -> Weights:
    """The best found by going over all weights ``passes`` times."""
    best, found = weights, bench.score(weights, "tune")
    for _ in range(passes):
        before = found
        for label, tried in others(best):
            score = bench.score(tried, "tune")
            if score > found:
                best, found = tried, score
                print(f"{label}: {score[0]} đúng, hạng {score[1]:.4f}", flush=True)
        if found == before:
            break
    return best


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Chỉnh trọng số xếp hạng trên nửa để chỉnh.")
    parser.add_argument("--archives", default="thu,corpora")
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--work", type=Path, default=archives.WORK)
    options = parser.parse_args(arguments)
    start: Weights = json.loads(WEIGHTS.read_text("utf-8"))
    names = [a for a in options.archives.split(",") if archives.present(a)]
    with opened(names, options.work) as bench:
        best = tuned(bench, start, options.passes)
        for which in ("tune", "report"):
            old, new = bench.score(start, which), bench.score(best, which)
            print(f"{which}: {old[0]} → {new[0]} / {bench.count(which)}, "
                  f"hạng {old[1]:.4f} → {new[1]:.4f}")  # fmt: skip
    print(json.dumps(best))
    if options.write:
        WEIGHTS.write_text(json.dumps(best, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
