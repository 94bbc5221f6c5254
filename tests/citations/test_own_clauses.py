"""A document's references to its own clauses land on them; what it issues has articles of its own."""

from __future__ import annotations

from pathlib import Path

from world import World, document

from vanban import open_archive
from vanban.clauses import Clauses
from vanban.facts import MemoryFacts

DECISION = """\
### Điều 1. Ban hành Quy chế

Ban hành kèm theo Quyết định này Quy chế phối hợp; việc khác theo khoản 1 Điều 2 Quy chế này.

### Điều 2. Thi hành

Chánh Văn phòng thi hành Điều 1 Quyết định này.

## QUY CHẾ

*(Kèm theo Quyết định số 07/2020/QĐ-UBND)*

### Điều 1. Phạm vi

Áp dụng theo khoản 2 Điều 2 Quy chế này, Điều 2 Quyết định này và Điều 9 Quy chế này.

### Điều 2. Nguyên tắc

1. Một.

2. Hai, trừ việc nêu tại khoản 1 Điều 2 Quy chế này.
"""


def test_each_lands_in_its_own_text(tmp_path: Path) -> None:
    world = World(tmp_path).start()
    world.put(
        "ubnd-mau/2020/07.md",
        document(
            so_hieu="07/2020/QĐ-UBND", loai="Quyết định", co_quan="ubnd-mau", body=DECISION,
        ),
    )  # fmt: skip
    facts = open_archive(world.directives).facts
    assert isinstance(facts, MemoryFacts)
    [record] = facts.records.values()
    clauses = Clauses(facts)
    landed = [
        (str(row[2]), [p.anchor for p in clauses.places(record, n, record.id)])
        for n, row in enumerate(record.mentions)
        if row[4] == "self"
    ]
    assert landed == [
        ("Quy chế này", ["kem-1-dieu-2-khoan-1"]),
        ("Quyết định này", ["dieu-1"]),
        ("Quy chế này", ["kem-1-dieu-2-khoan-2"]),
        ("Quyết định này", ["dieu-2"]),
        ("Quy chế này", [""]),
        ("Quy chế này", ["kem-1-dieu-2-khoan-1"]),
    ]
    assert not any(
        p.missing for n in range(len(record.mentions)) for p in clauses.places(record, n, record.id)
    )
    assert facts.incoming(record.id) == []
