"""The table of measured builds as it lies in a file: cells of a size and a tool, each with its day.

A whole run takes hours, so it can be made in parts: a part replaces its own cells and leaves the
others, and what was begun and not ended is told from what is whole.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import report

Results = dict[str, Any]


def opened(out: Path, fresh: Results, *, merge: bool) -> Results:
    """``fresh`` with the cells that lie beside ``out`` already, when this run is a part of them."""
    path = out.with_suffix(".json")
    if not merge or not path.exists():
        return fresh
    held = json.loads(path.read_text(encoding="utf-8"))
    for result in held["sizes"].values():
        told = result.setdefault("told", {})
        for name in result["costs"]:
            told.setdefault(name, {**told_of(held), "whole": True})
    versions = {**held.get("versions", {}), **fresh.get("versions", {})}
    return {**fresh, "versions": versions, "sizes": held["sizes"]}


def told_of(results: Results) -> Results:
    """What a cell says of itself: when and how it was measured, how busy the machine was."""
    return {
        "date": results["date"], "command": results["command"], "rounds": results["rounds"],
        "load": results["machine"]["load"][0], "python": results["machine"]["python"],
    }  # fmt: skip


def begin(results: Results, size: int, documents: int, written: int, names: list[str]) -> Results:
    """Empty cells for these tools, marked as not whole; gives what is held of the size."""
    sizes = results["sizes"]
    cell: Results = sizes.setdefault(str(size), {"costs": {}, "sites": {}, "told": {}})
    cell.update(documents=documents, bytes=written)
    for name in names:
        cell["costs"][name] = {}
        cell["sites"].pop(name, None)
        cell["told"][name] = {**told_of(results), "whole": False}
    if "van-ban" in names:
        cell.pop("increments", None)
        cell.pop("links", None)
    results["sizes"] = {key: sizes[key] for key in sorted(sizes, key=int)}
    return cell


def is_whole(results: Results, size: int, name: str) -> bool:
    told = results["sizes"].get(str(size), {}).get("told", {})
    return bool(told.get(name, {}).get("whole"))


def save(out: Path, results: Results) -> None:
    """The figures and the page made of them; neither is ever half written."""
    out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, ensure_ascii=False, indent=1) + "\n"
    for path, data in ((out.with_suffix(".json"), text), (out, report.markdown(results))):
        temp = path.with_name(f".{path.name}.moi")
        temp.write_text(data, encoding="utf-8")
        temp.replace(path)
