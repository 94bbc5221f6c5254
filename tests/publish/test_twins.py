"""Compressed twins: once per content, however many files have it."""

from __future__ import annotations

import gzip
from pathlib import Path

from vanban.publish.compress import Compressor
from vanban.publish.tree import entry_of
from vanban.publish.values import Item

COPIES = 40
ROUNDS = 20


def items_of(site: Path, texts: list[str]) -> list[Item]:
    site.mkdir(exist_ok=True)
    found = []
    for n, text in enumerate(texts):
        file = site / f"{n:03}.html"
        file.write_text(text, encoding="utf-8")
        found.append(Item(file.name, entry_of(file), file))
    return found


def test_files_of_the_same_bytes_share_one_twin(tmp_path: Path) -> None:
    """Several threads never write one file of the cache at the same time."""
    for n in range(ROUNDS):
        same = f"<p>Tỉnh mẫu {n}</p>" * 100
        items = items_of(tmp_path / "trang", [same] * COPIES + ["<p>khác</p>" * 100])
        cache = tmp_path / f"nen-{n}"
        told: list[int] = []
        twins = Compressor(cache, jobs=8).twins(items, told.append)
        compressed = [twin for twin in twins if twin.path.endswith(".gz")]
        assert [twin.path for twin in compressed] == [f"{item.path}.gz" for item in items]
        assert len({twin.source for twin in compressed}) == len(set(cache.glob("*.gz"))) == 2
        for item, twin in zip(items, compressed, strict=True):
            assert gzip.decompress(twin.source.read_bytes()) == item.source.read_bytes()
            assert entry_of(twin.source) == twin.entry
        assert sum(told) == len(items)
        assert Compressor(cache, jobs=8).twins(items, told.append) == twins
