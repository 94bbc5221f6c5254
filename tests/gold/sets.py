"""The gold sets as items: an id, a text, its marks. ``README.md`` tells what each set is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from score import Mark
from sources import PRESENT, Passage

HERE = Path(__file__).parent
OWN = HERE / "own-cite.jsonl"
PASSAGES = HERE / "corpora-cite.passages.json"
MARKS = HERE / "corpora-cite.marks.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """``group`` is the form (own set) or the collection (corpora); offsets count the NFC text."""

    id: str
    group: str
    text: str
    marks: tuple[Mark, ...]


def rows(path: Path) -> list[dict[str, object]]:
    """Objects of a JSON Lines file; none when the file isn't there."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def passages(path: Path = PASSAGES) -> list[Passage]:
    """What was drawn from the corpora."""
    return [Passage(**row) for row in json.loads(path.read_text("utf-8"))]


def own() -> list[Item]:
    """Our own passages."""
    return [Item(id=str(row["id"]), group=str(row["form"]), text=str(row["text"]),
                 marks=marks(row["citations"])) for row in rows(OWN)]  # fmt: skip


def corpora(*, aside: bool) -> list[Item]:
    """Marked passages of the corpora, the tuned or the set-aside part; none without the corpora."""
    marked = {str(row["id"]): marks(row["citations"]) for row in rows(MARKS)} if PRESENT else {}
    return [Item(id=p.id, group=p.source, text=p.text(), marks=marked[p.id])
            for p in passages() if p.aside == aside and p.id in marked]  # fmt: skip


def marks(found: object) -> tuple[Mark, ...]:
    """Marks of one passage's row."""
    if not isinstance(found, Iterable):
        raise ValueError(f"no list of citations: {found}")
    return tuple(Mark.read(row) for row in found)
