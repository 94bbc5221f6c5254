"""Which documents are alike, why, and that following a change equals working it all out anew."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from world import World, document

from vanban.archive import build_archive
from vanban.facts import MemoryFacts
from vanban.registry import archive_registry
from vanban.site.similar import MOST, Like, Similar, why
from vanban.site.traits import pairs, syllables, telling
from vanban.state import State

ON = "2026-09-21"
SUBJECTS = (
    "Tăng cường quản lý đất đai ở đô thị", "Quản lý đất đai, tài nguyên nước", "Bồi thường khi thu hồi đất",
    "Chuyển đổi số trong cơ quan", "Về chuyển đổi số và quản lý tài nguyên nước", "Cải cách tiền lương",
)  # fmt: skip


def facts_of(world: World) -> MemoryFacts:
    registry, _, _ = archive_registry(world.directives)
    facts = build_archive(world.directives, registry, on=ON).facts
    assert isinstance(facts, MemoryFacts)
    return facts


def made(facts: MemoryFacts, folder: Path) -> Similar:
    folder.mkdir(parents=True, exist_ok=True)
    state = State(folder)
    state.create()
    similar = Similar(facts, state)
    similar.make_all(sorted(facts.records))
    return similar


def citing(*numbers: str) -> str:
    return "\n\n".join(f"Căn cứ Chỉ thị số {number}, ngày 01/02/2019;" for number in numbers)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(root=tmp_path).start()


def test_shared_citations_and_words_are_told(world: World, tmp_path: Path) -> None:
    world.put("m/2019/c.md", document(so_hieu="07-CT/TU", ngay="2019-02-01", trich_yeu="Nền"))
    for name, subject in (("a", SUBJECTS[0]), ("b", SUBJECTS[1]), ("x", SUBJECTS[5])):
        body = citing("07-CT/TU", "77-CT/TU") if name != "x" else "Không dẫn gì."
        extra = "linh_vuc: [Đất đai]" if name != "x" else ""
        text = document(so_hieu=f"{ord(name)}-CT/TU", trich_yeu=subject, body=body, extra=extra)
        world.put(f"m/2020/{name}.md", text)
    facts = facts_of(world)
    similar = made(facts, tmp_path / "s")
    (found,) = similar.of("m/2020/a")
    assert found.id == "m/2020/b"
    told = why(facts.need("m/2020/a"), found, facts)
    assert told.startswith("cùng dẫn Chỉ thị số 77-CT/TU, Chỉ thị 07-CT/TU; ")
    assert "tên cùng có «quản lý đất đai»" in told
    assert told.endswith("cùng lĩnh vực Đất đai")
    assert similar.of("m/2020/x") == ()
    similar.state.close()


def test_what_everybody_cites_counts_for_nothing(world: World, tmp_path: Path) -> None:
    for n in range(MOST + 2):
        world.put(
            f"m/2020/{n}.md",
            document(so_hieu=f"{n}-CT/TU", trich_yeu="x", body=citing("99-CT/TU", "98-CT/TU")),
        )
    facts = facts_of(world)
    similar = made(facts, tmp_path / "s")
    assert all(similar.of(i) == () for i in facts.records)
    similar.state.close()


def test_pairs_end_at_a_comma_and_bare_ones_tell_nothing() -> None:
    found = [p for words in syllables("Về sửa đổi, hoà giải ở cơ sở; NĐ-CP") for p in pairs(words)]
    assert "đổi hoà" not in found
    assert [p for p in found if telling(p)] == ["hoà giải", "cơ sở"]
    assert pairs(["hòa", "giải"]) == pairs(["Hoà", "giải"])


def plain(likes: tuple[Like, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """What a page shows of them."""
    return [(like.id, like.shared) for like in likes]


def change(world: World, rng: random.Random) -> None:
    path = f"m/2020/{rng.randint(0, 11)}.md"
    if rng.random() < 0.25 and path in world.written:
        world.remove(path)
        return
    numbers = rng.sample(
        ["01-CT/TU", "02-CT/TU", "03-CT/TU", "90-CT/TU", "91-CT/TU"], rng.randint(0, 3)
    )
    extra = rng.choice(["", "linh_vuc: [Đất đai]", "linh_vuc: [Số, Đất đai]"])
    world.put(path, document(
        so_hieu=f"{rng.randint(1, 12):02d}-CT/TU", trich_yeu=rng.choice(SUBJECTS), body=citing(*numbers),
        ngay="2019-02-01", extra=extra,
    ))  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_following_a_change_equals_starting_anew(
    seed: int, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With so low a limit that traits go over it and come back; what isn't told hasn't changed."""
    monkeypatch.setattr("vanban.site.similar.MOST", 4)
    rng = random.Random(seed)
    for _ in range(9):
        change(world, rng)
    held = made(facts_of(world), tmp_path / "held")
    for step in range(4):
        before = {i: held.of(i) for i in held.facts.records}  # type: ignore[attr-defined]
        old = held.facts
        for _ in range(rng.randint(1, 3)):
            change(world, rng)
        now = facts_of(world)
        changed = [
            i for i in now.records
            if i not in old.records or old.records[i] != now.records[i] or old.outcomes(i) != now.outcomes(i)  # type: ignore[attr-defined]
        ]  # fmt: skip
        gone = [i for i in old.records if i not in now.records]  # type: ignore[attr-defined]
        held = Similar(now, held.state)
        told = held.follow(changed, gone, ())
        anew = made(now, tmp_path / f"new{step}")
        assert {i: held.of(i) for i in now.records} == {i: anew.of(i) for i in now.records}
        kept = [i for i in now.records if i in before and i not in told]
        assert [i for i in kept if plain(before[i]) != plain(anew.of(i))] == []
        anew.state.close()
    held.state.close()
