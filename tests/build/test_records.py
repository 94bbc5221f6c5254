"""What lies in files without a name: records, and what workers hand over as they go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from vanban.fragment import Light, Record
from vanban.parallel import FEW, Handed, spread
from vanban.records import RECENT, Records
from vanban.state import dump_record


def record(n: int) -> Record:
    return Record(
        id=f"tinh-mau/2020/{n}", path=f"tinh-mau/2020/{n}.md", stat=(n, n), so_hieu=f"{n}-CT/TU",
        loai="Chỉ thị", co_quan="tinh-uy-mau", ngay="2020-01-02", trich_yeu="Việc thử " * (n % 5),
        hieu_luc_tu="", hieu_luc_den="", linh_vuc=(), flags=n, keys=(f"so:{n}",), wants=(),
        mentions=(), claims=(), stated=(), sentences=(), lines=(), slots=(), anchors=b"",
        parts=(1, 1, 1, 1, 1, n),
    )  # fmt: skip


def test_what_forked_processes_wrote_is_read_by_all(tmp_path: Path) -> None:
    held = Records(tmp_path, 3)

    def work(n: int, part: Sequence[int]) -> list[Any]:
        return [row for i in part for row in held.write(n, [record(i)])]

    many = range(FEW + 50)
    for n, taken in enumerate(spread(work, many, 3, tmp_path)):
        held.take(n, taken)
    held.add([record(5_000)])
    assert sorted(held) == sorted(record(n).id for n in (*many, 5_000))
    assert held.words == sum(many) + 5_000
    for n in (*reversed(many), 5_000, *many):
        made = record(n)
        assert held[made.id] == made
        assert held.raw(made.id) == dump_record(made)
        assert held.face(made.id) == made[: len(Light._fields)]

    def again(_: int, part: Sequence[int]) -> list[bool]:
        return [held[record(i).id] == record(i) for i in part]

    assert all(all(part) for part in spread(again, many, 3, tmp_path))
    held.close()
    assert list(tmp_path.iterdir()) == []


def test_only_so_many_are_held_as_objects(tmp_path: Path) -> None:
    held = Records(tmp_path)
    held.add(map(record, range(3 * RECENT)))
    first = held[record(0).id]
    assert held[record(0).id] is first
    for n in range(1, 3 * RECENT):
        assert held[record(n).id].flags == n
    assert held[record(0).id] is not first
    assert record(0).id in held
    assert "khong-co" not in held
    with pytest.raises(KeyError):
        held["khong-co"]
    assert len(dict(held)) == len(held) == 3 * RECENT
    held.close()


def test_what_workers_hand_over_comes_in_their_order_and_once(tmp_path: Path) -> None:
    handed: Handed[tuple[int, bytes]] = Handed(tmp_path, 3)

    def work(n: int, part: Sequence[int]) -> int:
        for i in part:
            handed.put(n, [(i, b"x" * i), (-i, b"")] if i % 3 else [])
        return len(part)

    many = range(1, FEW + 50)
    assert sum(spread(work, many, 3, tmp_path)) == len(many)
    wanted = [row for i in many if i % 3 for row in ((i, b"x" * i), (-i, b""))]
    assert list(handed) == wanted
    assert list(handed) == []
    assert list(tmp_path.iterdir()) == []
