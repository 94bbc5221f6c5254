"""Asks the judged queries of search in real Chromium: ``python3 scripts/dev.py search [OPTIONS]``.

``--archives a,b`` which archives (all that can be made but the largest, else), ``--rivals`` the
same of Material's lunr and Pagefind, ``--wrong`` what is wrong in the half queries are tuned on
(``--wrong=all`` in both), ``--write`` keep ``result.json`` and the page of the docs, ``--work
DIR`` where archives are made. Ends with 1 when something that was right is wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import archives
import in_browser
import oracle
from expect import Row, expressible, judge

HERE = Path(__file__).parent
RESULT = HERE / "result.json"
ARCHIVES = ("thu", "corpora", "gen1000", "gen10000", "gen50000")
USUAL = ARCHIVES[:4]
HALVES = {"tune": "phần để chỉnh", "report": "phần để báo cáo"}


def half(id_: str) -> str:
    """Which half a query is in, for good: by a hash of its id."""
    return "tune" if hashlib.sha256(id_.encode()).digest()[0] % 2 else "report"


def load(archive: str) -> list[Row]:
    """The judged queries over one archive."""
    return [Row(**row) for row in oracle.rows(HERE / "queries" / f"{archive}.jsonl")]


@dataclass(slots=True, kw_only=True)
class Score:
    """Faults by query; a query without any is right."""

    rows: list[Row] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def note(self, row: Row, faults: list[str]) -> None:
        self.rows.append(row)
        if faults:
            self.faults[row.id] = faults

    def counts(self, by: str) -> dict[str, tuple[int, int]]:
        """(right, asked) by ``kind``, ``archive`` or ``half``."""
        right: Counter[str] = Counter()
        every: Counter[str] = Counter()
        for row in self.rows:
            key = half(row.id) if by == "half" else str(getattr(row, by))
            every[key] += 1
            right[key] += row.id not in self.faults
        return {key: (right[key], every[key]) for key in sorted(every)}


def score(names: Iterable[str], work: Path) -> tuple[Score, Score]:
    """All queries over the archives named, answered by our own search; and, for comparison,
    those that can be asked of any engine, judged as leniently as the others are."""
    found, fair = Score(), Score()
    with in_browser.chromium() as browser:
        for name in names:
            built = archives.ready(name, work)
            kho = oracle.load(built.directives)
            with in_browser.served(built.site) as address:
                page = in_browser.opened(browser, address)
                for row, answer in in_browser.answers(page, load(name)):
                    found.note(row, judge(row, answer, kho))
                    asked = expressible(row)
                    if asked is not None:
                        fair.note(asked, judge(asked, answer, kho))
                page.context.close()
    return found, fair


def data(found: Score) -> dict[str, Any]:
    """What ``result.json`` keeps of a score: by archive, so that one can be asked alone."""
    kept: dict[str, Any] = {}
    for name in found.counts("archive"):
        part = Score(rows=[r for r in found.rows if r.archive == name], faults=found.faults)
        kept[name] = {
            "wrong": sorted(r.id for r in part.rows if r.id in found.faults),
            **{f"by_{by}": {k: list(v) for k, v in part.counts(by).items()}
               for by in ("kind", "half")},
        }  # fmt: skip
    return kept


def kinds(found: Score) -> dict[str, dict[str, list[int]]]:
    """Right of asked by archive and kind, for comparison."""
    return {name: part["by_kind"] for name, part in data(found).items()}


def table(found: Score) -> list[str]:
    """Right of asked, by archive, half and kind, for the terminal."""
    lines = []
    for by in ("archive", "half", "kind"):
        for key, (right, every) in found.counts(by).items():
            lines.append(f"  {HALVES.get(key, key):<18} {right:>4}/{every:<4} {right / every:6.1%}")
        lines.append("")
    return lines


def changes(found: Score, before: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Ids gained and lost since the kept result, in archives asked both times."""
    asked = {row.id for row in found.rows}
    old = {i for part in before.values() for i in part["wrong"]} & asked
    lost = [i for i in found.faults if i not in old and i.split("-")[0] in before]
    return sorted(old - set(found.faults)), sorted(lost)


def wrong(found: Score, *, both: bool) -> list[str]:
    """What is wrong, with the query; the half figures are reported on stays unseen."""
    texts = {row.id: row for row in found.rows}
    return [
        f"{id_} «{texts[id_].query[:80]}» {faults[0][:300]}"
        for id_, faults in sorted(found.faults.items())
        if both or half(id_) == "tune"
    ]


def options_of(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Chấm tìm kiếm trên các câu hỏi đã có đáp án.")
    parser.add_argument("--archives", default=",".join(USUAL), help="kho, cách nhau dấu phẩy")
    parser.add_argument("--rivals", action="store_true", help="chấm cả lunr và Pagefind")
    parser.add_argument("--wrong", nargs="?", const="tune", choices=("tune", "all"))
    parser.add_argument("--write", action="store_true", help="ghi kết quả làm mốc")
    parser.add_argument("--work", type=Path, default=archives.WORK, help="thư mục dựng kho")
    options = parser.parse_args(arguments)
    options.archives = [a for a in options.archives.split(",") if archives.present(a)]
    if unknown := set(options.archives) - set(ARCHIVES):
        parser.error(f"không có kho {', '.join(sorted(unknown))}; có: {', '.join(ARCHIVES)}")
    return options


def main(arguments: Sequence[str]) -> int:
    """Score, print, keep; 1 when something was lost."""
    options = options_of(arguments)
    before = json.loads(RESULT.read_text("utf-8")) if RESULT.exists() else {}
    found, fair = score(options.archives, options.work)
    print(
        f"{len(found.rows) - len(found.faults)}/{len(found.rows)} câu đúng", *table(found), sep="\n"
    )
    gained, lost = changes(found, before.get("ours", {}))
    print(f"ĐƯỢC THÊM {len(gained)}", *gained, sep="\n  ")
    print(f"MẤT {len(lost)}", *lost, sep="\n  ")
    if options.wrong:
        print("SAI", *wrong(found, both=options.wrong == "all"), sep="\n  ")
    results = before | {"date": datetime.now(UTC).date().isoformat()}
    results["ours"] = before.get("ours", {}) | data(found)
    if options.rivals:
        results["rivals"] = _merged(
            before.get("rivals", {}), {"ours": kinds(fair)} | _rivals(options)
        )
    if options.write:
        RESULT.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
        _write_page()
    return 1 if lost and not options.write else 0


def _merged(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Archives asked now in place of their older figures, the others kept."""
    return {name: before.get(name, {}) | now.get(name, {}) for name in {**now, **before}}


def _write_page() -> None:
    sys.path.insert(0, str(HERE.parents[1] / "bench"))
    import bench_search_page

    bench_search_page.write(archives.ROOT / "docs" / "do-luong" / "tim-kiem.md")


def _rivals(options: argparse.Namespace) -> dict[str, Any]:
    import rivals

    return rivals.scores([a for a in options.archives if a in ("thu", "corpora")], options.work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
