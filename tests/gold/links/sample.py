"""Resolved citations drawn for checking by hand: ``python tests/gold/links/sample.py ARCHIVE SEED``.

``ARCHIVE`` is a scratch folder; when it isn't there the shared corpora are imported into it, with
the repository's own ``directives/`` beside them (a document both hold is taken from the corpora).
Prints citations not yet judged as JSON Lines with a piece of the sentence and of the target's head,
to be read; only ``sample.json`` with places and verdicts is kept, no running text. Named laws, numbers
without a year in them and the rest are drawn apart. Files of which a passage is set aside for the
other gold sets are not drawn from, nor is anything that holds such a passage.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
sys.path[:0] = [str(ROOT / "scripts"), str(HERE.parent)]

from sources import SHARED, text_of  # noqa: E402

from vanban import open_archive  # noqa: E402
from vanban.citations.narrow import read_number  # noqa: E402
from vanban.corpus.read import parse_document  # noqa: E402
from vanban.facts import MemoryFacts  # noqa: E402
from vanban.fragment import Record, mention_of  # noqa: E402
from vanban.so_hieu import key  # noqa: E402

SIZES = {"named": 225, "undated": 170, "rest": 225}
_PIECE = 110
"""Letters of a passage looked for at a time."""
PER_PAIR = 2
"""At most so many of one document's citations of another."""
ON = "2026-11-23"


def scratch(folder: Path) -> None:
    """The corpora and our own records in one archive."""
    from vanban.importer.corpora import import_corpora

    import_corpora(SHARED, folder, None)
    seen = {_identity(p) for p in sorted(folder.rglob("*.md"))}
    for path in sorted((ROOT / "directives").rglob("*")):
        target = folder / path.relative_to(ROOT / "directives")
        if not path.is_file() or target.exists() or path.name == "README.md":
            continue
        if path.suffix == ".md" and _identity(path) in seen:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


def without_twins(folder: Path) -> None:
    """One file a document: an archive that holds a paper twice has nothing certain to link to."""
    seen: set[tuple[str, ...]] = set()
    for path in sorted(folder.rglob("*.md")):
        who = _identity(path)
        if who[0] and who in seen:
            path.unlink()
        seen.add(who)


def _identity(path: Path) -> tuple[str, ...]:
    head = path.read_text("utf-8")[:4000]

    def field(name: str) -> str:
        m = re.search(rf'^{name}: *"?([^"\n]+)', head, re.M)
        return m[1].strip() if m else ""

    return key(field("so_hieu")), field("ngay")[:4], field("loai")


def aside() -> list[dict[str, Any]]:
    """The passages set aside."""
    rows: list[dict[str, Any]] = []
    for name in ("corpora-cite", "corpora-relations"):
        rows += json.loads((HERE.parent / f"{name}.passages.json").read_text("utf-8"))
    return [row for row in rows if row["aside"]]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def _pieces(row: dict[str, Any]) -> list[str]:
    text = _letters(text_of(row["file"])[row["start"] : row["start"] + row["length"]])
    return [text[i : i + _PIECE] for i in range(0, max(1, len(text) - _PIECE), _PIECE)]


def hidden(folder: Path, facts: MemoryFacts) -> set[str]:
    """Documents imported from a file with a passage set aside, or that hold half of one."""
    rows = aside()
    shas = {_sha(SHARED / row["file"]) for row in rows}
    pieces = [_pieces(row) for row in rows]
    found: set[str] = set()
    for id_, record in facts.records.items():
        body = _letters(_body(folder, record, facts))
        shared = any(2 * sum(p in body for p in those) >= max(2, len(those)) for those in pieces)
        if shared or original_of(folder, record) in shas:
            found.add(id_)
    return found


def _body(folder: Path, record: Record, facts: MemoryFacts) -> str:
    document, _ = parse_document(record.path, (folder / record.path).read_bytes(), facts.registry)
    assert document is not None
    return document.body


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def origins() -> dict[str, str]:
    """File below the shared folder by its SHA-256."""
    found = sorted(p for p in SHARED.rglob("*") if p.suffix in (".txt", ".docx", ".pdf", ".html"))
    return {_sha(p): p.relative_to(SHARED).as_posix() for p in found}


class Item(NamedTuple):
    """Mention ``n`` of ``record`` and what it leads to."""

    record: Record
    n: int
    target: str
    file: str


def resolved(facts: MemoryFacts) -> Iterator[tuple[Record, int, str]]:
    """Every citation of another document that is resolved."""
    for id_ in sorted(facts.records):
        record = facts.records[id_]
        for n, row in enumerate(facts.outcomes(id_)[: len(record.mentions)]):
            if row[0] == "r" and row[1] != id_:
                yield record, n, row[1]


def original_of(folder: Path, record: Record) -> str:
    """SHA-256 of what a document was imported from; '' for our own records."""
    head = (folder / record.path).read_text("utf-8").split("\n---\n")[0]
    m = re.search(r'sha256: "?([0-9a-f]{64})', head)
    return m[1] if m else ""


def stratum(facts: MemoryFacts, item: Item) -> str:
    """``undated``: a number without a year in it, which restarts with every term or year."""
    if mention_of(item.record.mentions[item.n]).kind == "named":
        return "named"
    number = read_number(facts.need(item.target).so_hieu)
    return "rest" if number and number.unique else "undated"


def draw(folder: Path, facts: MemoryFacts, seed: str) -> list[Item]:
    """Citations not yet judged, each stratum by its own shuffle, in the order of file and place."""
    left_out, files = hidden(folder, facts), origins()
    known = {
        (row["file"], row["offset"])
        for row in json.loads((HERE / "sample.json").read_text("utf-8"))
    }
    pools: dict[str, list[Item]] = {name: [] for name in SIZES}
    for record, n, target in resolved(facts):
        file = files.get(original_of(folder, record), f"directives/{record.path}")
        place = (file, mention_of(record.mentions[n]).start)
        if record.id not in left_out and place not in known:
            item = Item(record, n, target, file)
            pools[stratum(facts, item)].append(item)
    taken: list[Item] = []
    for name, size in SIZES.items():
        random.Random(f"{seed} {name}").shuffle(pools[name])
        taken += _spread(pools[name], size)
    assert not left_out & {item.record.id for item in taken}
    return sorted(taken, key=lambda item: (item.file, item.n))


def _spread(pool: list[Item], size: int) -> list[Item]:
    pairs = Counter[tuple[str, str]]()
    out: list[Item] = []
    for item in pool:
        pair = (item.record.id, item.target)
        if pairs[pair] < PER_PAIR and len(out) < size:
            pairs[pair] += 1
            out.append(item)
    return out


def row_of(facts: MemoryFacts, item: Item) -> dict[str, object]:
    """Where a citation stands and what it was linked to; no running text."""
    record, n, target, file = item
    mention = mention_of(record.mentions[n])
    meant = facts.need(target)
    return {
        "file": file, "line": record.lines[n][0], "offset": mention.start, "kind": mention.kind,
        "number": meant.so_hieu, "date": meant.ngay, "type": meant.loai,
    }  # fmt: skip


def main() -> None:
    """Build when needed, draw, print for reading."""
    folder = Path(sys.argv[1])
    if not folder.exists():
        scratch(folder)
        without_twins(folder)
    facts = open_archive(folder, on=ON).facts
    assert isinstance(facts, MemoryFacts)
    for item in draw(folder, facts, sys.argv[2]):
        record, n, target, _ = item
        body = _body(folder, record, facts)
        m = mention_of(record.mentions[n])
        around = body[max(0, m.start - 200) : m.end + 200]
        meant = facts.need(target)
        told = {
            **row_of(facts, item), "citing": f"{record.so_hieu} {record.ngay}",
            "read": " ".join(around.split()), "surface": " ".join(m.surface.split()),
            "title": meant.trich_yeu[:70],
        }  # fmt: skip
        print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
