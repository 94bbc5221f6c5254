"""What became of the links judged by hand: ``python tests/gold/links/check.py ARCHIVE``.

A link judged right must still lead to the same number and date; one judged wrong must not.
Prints counts and every link that is lost or wrong again; exit code 1 when one is wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from sample import ON, open_archive, original_of, origins, scratch, without_twins  # noqa: E402

from vanban.facts import MemoryFacts  # noqa: E402

Key = tuple[str, int]


def links(folder: Path, facts: MemoryFacts) -> dict[Key, tuple[str, str]]:
    """Number and date of what each resolved citation leads to, by file and offset."""
    files = origins()
    found: dict[Key, tuple[str, str]] = {}
    for id_, record in facts.records.items():
        file = files.get(original_of(folder, record), f"directives/{record.path}")
        for n, row in enumerate(facts.outcomes(id_)[: len(record.mentions)]):
            if row[0] == "r":
                meant = facts.need(row[1])
                found[file, int(str(record.mentions[n][0]))] = (meant.so_hieu, meant.ngay)
    return found


def judged() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((HERE / "sample.json").read_text("utf-8"))
    return rows


def fate(row: dict[str, Any], now: dict[Key, tuple[str, str]]) -> str:
    """``kept``, ``lost`` (not linked or moved), ``mended``, ``wrong``; a doubtful one is as it was."""
    target = now.get((row["file"], row["offset"]))
    same = target is not None and target[0] == row["number"]
    if row["verdict"] == "wrong":
        return "wrong" if same else "mended"
    if target is None:
        return "lost"
    return "kept" if same else "wrong"


def main() -> None:
    """Compare an archive of today with the judgements."""
    folder = Path(sys.argv[1])
    if not folder.exists():
        scratch(folder)
        without_twins(folder)
    facts = open_archive(folder, on=ON).facts
    assert isinstance(facts, MemoryFacts)
    now = links(folder, facts)
    counts = Counter[str]()
    for row in judged():
        what = fate(row, now)
        counts[what] += 1
        if what in ("lost", "wrong"):
            print(
                what, row["file"], row["line"], row["number"], now.get((row["file"], row["offset"]))
            )
    print(dict(counts))
    sys.exit(1 if counts["wrong"] else 0)


if __name__ == "__main__":
    main()
