"""Scores the program on the gold sets: ``python3 scripts/dev.py accuracy [--aside] [--write] [--wrong]``.

Prints figures and what was gained and lost since ``result.json``, the last committed result.
``--aside`` scores the set-aside parts too, ``--write`` keeps the result and the page of the docs,
``--wrong`` lists everything that is wrong now. Ends with 1 when something was lost.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import page
import sets
import statements
from score import FIELDS, Fault, Figures, Mark, Row, Tally, score
from sets import Item
from sources import PRESENT

from vanban.citing import cite_lines
from vanban.relating import relation_lines
from vanban.text import nfc

HERE = Path(__file__).parent
RESULT = HERE / "result.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One set scored: figures of the whole, of each group and kind, and its faults."""

    figures: Figures
    groups: dict[str, Figures]
    kinds: dict[str, Figures]
    passages: int
    faults: tuple[Fault, ...]

    def data(self) -> dict[str, object]:
        """What ``result.json`` keeps."""
        return {
            "passages": self.passages, "figures": self.figures, "groups": self.groups,
            "kinds": self.kinds, "wrong": [str(f) for f in self.faults],
        }  # fmt: skip


def found_by_program(items: Sequence[Item], *, relations: bool) -> dict[str, tuple[Row, ...]]:
    """What ``vanban cite --passages`` or ``vanban relations --passages`` finds, through that door."""
    lines = io.StringIO("".join(
        json.dumps({"id": i.id, "text": i.text}, ensure_ascii=False) + "\n" for i in items
    ))  # fmt: skip
    if relations:
        told = map(json.loads, relation_lines(lines, passages=True, form="jsonl"))
        return {r["id"]: sets.read(r["relations"], statements.Statement.read) for r in told}
    told = map(json.loads, cite_lines(lines, passages=True, form="jsonl"))
    return {r["id"]: sets.read(r["citations"], Mark.read) for r in told}


def scored(items: Sequence[Item], *, relations: bool = False) -> Result:
    """Figures and faults of one set."""
    found = found_by_program(items, relations=relations)

    def empty() -> Tally:
        return Tally(fields=statements.FIELDS if relations else FIELDS)

    whole = empty()
    groups: defaultdict[str, Tally] = defaultdict(empty)
    kinds: defaultdict[str, Tally] = defaultdict(empty)
    faults: list[Fault] = []
    for item in items:
        tallies = [whole, groups[item.group]]
        faults += score(item.id, item.marks, found[item.id], tallies, kinds)
    return Result(
        figures=whole.figures(), groups={k: t.figures() for k, t in sorted(groups.items())},
        kinds={k: t.figures() for k, t in sorted(kinds.items())},
        passages=len(items), faults=tuple(sorted(faults)),
    )  # fmt: skip


def all_sets(*, aside: bool) -> dict[str, list[Item]]:
    """Sets to score by name; without the shared corpora, our own alone."""
    found = {"own": sets.own()}
    for name, base in (("tuned", sets.CITE), ("relations", sets.RELATIONS)):
        found[name] = sets.corpora(base, aside=False)
    if aside:
        found["aside"] = sets.corpora(sets.CITE, aside=True)
        found["relations-aside"] = sets.corpora(sets.RELATIONS, aside=True)
    return {name: items for name, items in found.items() if items}


def changes(result: Result, before: Mapping[str, object]) -> tuple[list[str], list[Fault]]:
    """What was wrong and isn't any more, and what is wrong now and wasn't."""
    old = before.get("wrong", [])
    known = set(old) if isinstance(old, list) else set()
    now = {str(f) for f in result.faults}
    return sorted(known - now), [f for f in result.faults if str(f) not in known]


def told(fault: Fault, texts: Mapping[str, str]) -> str:
    """A fault with the words it is about."""
    span = re.fullmatch(r"(\d+)-(\d+)", fault.place)
    words = " ".join(texts[fault.item][int(span[1]) : int(span[2])].split()) if span else ""
    what = f": cần «{fault.wanted}», được «{fault.got}»" if fault.wanted or fault.got else ""
    return f"{fault} «{words}»{what}" if words else f"{fault}{what}"


def main(words: Sequence[str]) -> int:
    """Score, print, keep; 1 when something was lost."""
    before = json.loads(RESULT.read_text("utf-8")) if RESULT.exists() else {}
    if not PRESENT:
        print("Không thấy kho thật (đặt VANBAN_SHARED): chỉ chấm bộ của dự án.")
    results = dict(before)
    lost_any = False
    for name, items in all_sets(aside="--aside" in words).items():
        result = scored(items, relations=name.startswith("relations"))
        texts = {i.id: nfc(i.text) for i in items}
        gained, lost = changes(result, before.get(name, {}))
        print("\n".join(page.lines(name, result.data())))
        print(f"ĐƯỢC THÊM {len(gained)}", *gained, sep="\n  ")
        print(f"MẤT {len(lost)}", *(told(f, texts) for f in lost), sep="\n  ")
        if "--wrong" in words:
            print(f"SAI {len(result.faults)}", *(told(f, texts) for f in result.faults), sep="\n  ")
        results[name] = result.data()
        lost_any |= bool(lost)
    if "--write" in words:
        RESULT.write_text(compact(results) + "\n", "utf-8")
        page.write(results)
    return 1 if lost_any and "--write" not in words else 0


def compact(value: object, depth: int = 0) -> str:
    """JSON with a line for each group and each fault, so that a diff can be read."""
    if depth == 3 or not isinstance(value, (dict, list)) or not value:
        return json.dumps(value, ensure_ascii=False)
    pad = "\n" + " " * (depth + 1)
    if isinstance(value, list):
        inner = [compact(v, depth + 1) for v in value]
    else:
        inner = [f"{json.dumps(k)}: {compact(v, depth + 1)}" for k, v in value.items()]
    left, right = "[]" if isinstance(value, list) else "{}"
    return left + pad + ("," + pad).join(inner) + pad[:-1] + right


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
