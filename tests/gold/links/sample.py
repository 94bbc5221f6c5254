"""Resolved citations drawn for checking by hand: ``python tests/gold/links/sample.py ARCHIVE``.

``ARCHIVE`` is a scratch folder; when it isn't there the shared corpora are imported into it, with
the repository's own ``directives/`` beside them (a document both hold is taken from the corpora).
Prints the sample as JSON Lines with a piece of the sentence and of the target's head, to be read;
only ``sample.json`` with places and verdicts is kept, no running text. Files of which a passage is
set aside for the other gold sets are not drawn from.
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

from sources import SHARED  # noqa: E402

from vanban import open_archive  # noqa: E402
from vanban.corpus.read import parse_document  # noqa: E402
from vanban.facts import MemoryFacts  # noqa: E402
from vanban.fragment import Record, mention_of  # noqa: E402
from vanban.so_hieu import key  # noqa: E402

DRAWS = (("van-ban links", 330), ("van-ban links again", 300))
"""Seeds and sizes: the second draw was read after what the first showed had been mended."""
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


def aside() -> set[str]:
    """SHA-256 of the files that hold a passage set aside."""
    rows: list[dict[str, Any]] = []
    for name in ("corpora-cite", "corpora-relations"):
        rows += json.loads((HERE.parent / f"{name}.passages.json").read_text("utf-8"))
    files = {row["file"] for row in rows if row["aside"]}
    return {_sha(SHARED / name) for name in files}


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def origins() -> dict[str, str]:
    """File below the shared folder by its SHA-256."""
    found = sorted(p for p in SHARED.rglob("*") if p.suffix in (".txt", ".docx", ".pdf", ".html"))
    return {_sha(p): p.relative_to(SHARED).as_posix() for p in found}


class Item(NamedTuple):
    """Mention ``n`` of ``record``, drawn by the draw of that number."""

    draw: int
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


def draw(folder: Path, facts: MemoryFacts) -> Iterator[Item]:
    """Both samples, none twice, each in the order of file and place."""
    hidden, files = aside(), origins()
    pairs = Counter[tuple[str, str]]()
    drawn: set[tuple[str, int]] = set()
    for number, (seed, size) in enumerate(DRAWS, 1):
        pool = list(resolved(facts))
        random.Random(seed).shuffle(pool)
        taken: list[Item] = []
        for record, n, target in pool:
            sha = original_of(folder, record)
            if sha in hidden or (record.id, n) in drawn or pairs[record.id, target] >= PER_PAIR:
                continue
            pairs[record.id, target] += 1
            drawn.add((record.id, n))
            taken.append(
                Item(number, record, n, target, files.get(sha, f"directives/{record.path}"))
            )
            if len(taken) == size:
                break
        yield from sorted(taken, key=lambda item: (item.file, item.n))


def row_of(facts: MemoryFacts, item: Item) -> dict[str, object]:
    """Where a citation stands and what it was linked to; no running text."""
    number, record, n, target, file = item
    mention = mention_of(record.mentions[n])
    meant = facts.need(target)
    return {
        "draw": number, "file": file, "line": record.lines[n][0], "offset": mention.start, "kind": mention.kind,
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
    for item in draw(folder, facts):
        _, record, n, target, _ = item
        raw = (folder / record.path).read_bytes()
        document, _ = parse_document(record.path, raw, facts.registry)
        assert document is not None
        m = mention_of(record.mentions[n])
        around = document.body[max(0, m.start - 130) : m.end + 130]
        meant = facts.need(target)
        told = {
            **row_of(facts, item), "citing": f"{record.so_hieu} {record.ngay}",
            "read": " ".join(around.split()), "surface": " ".join(m.surface.split()),
            "title": meant.trich_yeu[:70],
        }  # fmt: skip
        print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
