"""The first search index: every document's display line, and its text, in stable shards.

A shard is a plain script ``V("t/3", …)``, so http and ``file://`` work alike. Documents go to
shards by a hash of their id: a new one touches one shard of each kind. Texts are whole up to
``WHOLE`` documents; past it only their beginnings, so that searching all of them stays bearable.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any
from zlib import crc32

from vanban.facts import Facts
from vanban.text import HOMOGLYPHS, INVISIBLE

FOLDER = "tim"
PER_SHARD = 256
WHOLE = 2_000
BEGINNING = 600
"""Characters of a text that are searched past ``WHOLE`` documents."""

Files = list[tuple[str, bytes]]


def shard_count(total: int) -> int:
    """A power of two, so that growth moves shards seldom."""
    count = 1
    while total > count * PER_SHARD:
        count *= 2
    return count


def shard_of(id_: str, count: int) -> int:
    return crc32(id_.encode()) % count


def search_files(
    ids: Iterable[str], total: int, facts: Facts, text_of: Callable[[str], str],
    changed: set[str] | None,
) -> Files:  # fmt: skip
    """(address, bytes) of the shards that hold ``changed`` documents; of all when it is None."""
    count = shard_count(total)
    wanted = None if changed is None else {shard_of(i, count) for i in changed}
    shards: dict[int, list[str]] = {n: [] for n in (range(count) if wanted is None else wanted)}
    for id_ in sorted(ids):
        n = shard_of(id_, count)
        if n in shards:
            shards[n].append(id_)
    limit = None if total <= WHOLE else BEGINNING
    files: Files = []
    for n, members in sorted(shards.items()):
        lines = [line_row(facts, i) for i in members]
        files.append((f"{FOLDER}/t/{n}.js", script(f"t/{n}", lines)))
        texts = [[i, text_of(i)[:limit]] for i in members]
        files.append((f"{FOLDER}/b/{n}.js", script(f"b/{n}", texts)))
    return [*files, head_file(total, count)]


def head_file(total: int, count: int) -> tuple[str, bytes]:
    """``kho.js``: how many documents and shards, and what folding needs beside NFD."""
    head = {"n": total, "k": count, "la": HOMOGLYPHS, "an": INVISIBLE}
    return f"{FOLDER}/kho.js", script("kho", head)


def line_row(facts: Facts, id_: str) -> list[Any]:
    record, line = facts.need(id_), facts.line(id_)
    body = facts.registry.body(record.co_quan) if record.co_quan else None
    return [
        id_, record.so_hieu, record.loai, record.trich_yeu, body.ten if body else "", record.ngay,
        line.first, line.last, line.status, record.flags, list(record.linh_vuc),
    ]  # fmt: skip


def script(name: str, value: Any) -> bytes:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"V({json.dumps(name)},{data});\n".encode()
