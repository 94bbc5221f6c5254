"""The gold sets as items: an id, a text, its marks. ``README.md`` tells what each set is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from score import Mark, Row
from sources import PRESENT, Passage
from statements import Statement

HERE = Path(__file__).parent
OWN = HERE / "own-cite.jsonl"
CITE = HERE / "corpora-cite"
RELATIONS = HERE / "corpora-relations"
Read = Callable[[Mapping[str, object]], Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """``group`` is the form (own set) or the collection (corpora); offsets count the NFC text."""

    id: str
    group: str
    text: str
    marks: tuple[Row, ...]


def rows(path: Path) -> list[dict[str, object]]:
    """Objects of a JSON Lines file; none when the file isn't there."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def passages(base: Path = CITE) -> list[Passage]:
    """What was drawn from the corpora."""
    path = base.with_name(f"{base.name}.passages.json")
    return [Passage(**row) for row in json.loads(path.read_text("utf-8"))]


def own() -> list[Item]:
    """Our own passages."""
    return [Item(id=str(row["id"]), group=str(row["form"]), text=str(row["text"]),
                 marks=read(row["citations"], Mark.read)) for row in rows(OWN)]  # fmt: skip


def corpora(base: Path, *, aside: bool) -> list[Item]:
    """Marked passages of the corpora, the tuned or the set-aside part; none without the corpora."""
    name, reader = ("citations", Mark.read) if base == CITE else ("relations", Statement.read)
    found = rows(base.with_name(f"{base.name}.marks.jsonl")) if PRESENT else []
    marked = {str(row["id"]): read(row[name], reader) for row in found}
    return [Item(id=p.id, group=p.source, text=p.text(), marks=marked[p.id])
            for p in passages(base) if p.aside == aside and p.id in marked]  # fmt: skip


def read(found: object, reader: Read) -> tuple[Row, ...]:
    """Rows of one passage."""
    if not isinstance(found, Iterable):
        raise ValueError(f"no list: {found}")
    return tuple(reader(row) for row in found)
