"""The short form of a record that lists read is the beginning of the long one."""

from __future__ import annotations

from pathlib import Path

import pytest
from builder import Builder
from world import World, document

from vanban.facts import MemoryFacts
from vanban.fragment import Light, Record
from vanban.state import State
from vanban.stored import StateFacts, every_record
from vanban.tables import load_registry

ON = "2024-01-01"


@pytest.fixture
def state(build: Builder, tmp_path: Path) -> State:
    world = World(root=tmp_path).start()
    world.put("tinh-mau/2020/mot.md", document(so_hieu="01-CT/TU", ngay="2020-01-02"))
    world.put(
        "tinh-mau/2021/hai.md",
        document(so_hieu="02-CT/TU", ngay="2021-01-02", body="Theo Chỉ thị số 01-CT/TU."),
    )
    build(world, tmp_path / "site", tmp_path / "cache")
    (place,) = (tmp_path / "cache").rglob("state.db")
    return State(place.parent)


def test_a_face_has_the_first_fields_of_a_record() -> None:
    assert Record._fields[: len(Light._fields)] == Light._fields


def test_faces_and_candidates_are_the_same_from_memory_and_from_the_state(state: State) -> None:
    records = {r.id: r for r in every_record(state)}
    registry = load_registry((), ())
    stored, held = StateFacts(registry, ON, state), MemoryFacts(registry, ON, records)
    assert len(records) == 2
    for id_, record in records.items():
        face = stored.face(id_)
        assert isinstance(face, Light)
        assert tuple(face) == record[: len(Light._fields)]
        for key in record.keys:
            assert stored.candidates(key) == held.candidates(key) != []
    with pytest.raises(KeyError):
        stored.face("tinh-mau/2020/khong-co")
    state.close()
