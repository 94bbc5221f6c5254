"""A mended index says what one built from nothing says, and keeps nothing of what has gone."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader import Read, coarse, read_index
from world import World, document, tree

from vanban.search import facets, increment, listing
from vanban.search.patch import values_of
from vanban.site.build import BuildReport

Build = Callable[..., BuildReport]

WORDS = [
    "đảng",
    "ủy",
    "dân",
    "vận",
    "chủ",
    "ở",
    "cơ",
    "sở",
    "lưu",
    "trữ",
    "hồ",
    "sơ",
    "quy",
    "chế",
    "kiểm",
    "tra",
    "giám",
    "sát",
    "môi",
    "trường",
]
KINDS = {"CT": "Chỉ thị", "NQ": "Nghị quyết", "QĐ": "Quyết định"}


@pytest.fixture(scope="module", autouse=True)
def always_mended() -> Iterator[None]:
    """Small archives are built whole in earnest; here they are mended."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(increment, "WHOLE", 0)
        patch.setattr(increment, "LOOSE", 0)
        patch.setattr(listing, "LONG", 5)
        patch.setattr(listing, "SPLIT", 8)
        patch.setattr(increment, "RECENT", 3)
        patch.setattr(facets, "LISTED", 8)
        yield


def made_up(rng: random.Random) -> str:
    code = rng.choice(list(KINDS))
    lines = ["## Nội dung", ""]
    for _ in range(rng.randint(1, 4)):
        lines += [" ".join(rng.choices(WORDS, k=rng.randint(1, 12))).capitalize() + ".", ""]
    if rng.random() < 0.5:
        other = rng.choice(list(KINDS))
        lines += [f"Thực hiện {KINDS[other]} số 0{rng.randint(1, 4)}-{other}/TU.", ""]
    if rng.random() < 0.2:
        lines += ["Đoạn dài. " + "lưu trữ hồ sơ " * 1_200, ""]
    extra = f"linh_vuc: [{rng.choice(['Dân vận', 'Kiểm tra'])}]" if rng.random() < 0.5 else ""
    if rng.random() < 0.3:
        extra += "\nnguoi_ky: {ten: Người Ký Mẫu}"
    return document(
        so_hieu=f"0{rng.randint(1, 4)}-{code}/TU", loai=rng.choice([KINDS[code], "Luật"]),
        trich_yeu=" ".join(rng.choices(WORDS, k=4)).capitalize(),
        ngay=rng.choice(["2020-01-02", "2020-01-20", "2021-05-06", "2022-07-08", ""]),
        body="\n".join(lines), extra=extra, luu_hanh=rng.choice(["cong_khai"] * 4 + [""]),
    )  # fmt: skip


def step(world: World, rng: random.Random) -> None:
    docs = [p for p in world.written if p.endswith(".md")]
    path = f"tinh-mau/2020/vb-{rng.randint(1, 12)}.md"
    kind = rng.choice(["write", "write", "edit", "edit", "remove"])
    if kind == "remove" and docs:
        world.remove(rng.choice(docs))
    elif kind == "edit" and docs:
        path = rng.choice(docs)
        world.put(path, world.written[path] + f"\n{' '.join(rng.choices(WORDS, k=5))}.\n")
    else:
        world.put(path, made_up(rng))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 6))
def test_a_mended_index_says_what_a_new_one_says(build: Build, seed: int, steps: int) -> None:
    rng = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="vanban-"))
    try:
        world = World(root=folder).start()
        for n in range(1, 9):
            world.put(f"tinh-mau/2020/vb-{n}.md", made_up(rng))
        build(world, folder / "a", folder / "cache-a")
        for _ in range(steps):
            step(world, rng)
            build(world, folder / "a", folder / "cache-a")
        build(world, folder / "b", folder / "cache-b")
        assert_same(read_index(folder / "a"), read_index(folder / "b"))
    finally:
        shutil.rmtree(folder)


def assert_same(one: Read, other: Read) -> None:
    """A list that recent documents would make long is so with the next whole build."""
    long = one.long | other.long
    assert coarse(one.postings, long) == coarse(other.postings, long)
    for name in set(Read.__slots__) - {"postings", "long"}:
        assert getattr(one, name) == getattr(other, name), name


def test_an_edited_text_gives_the_bytes_of_a_new_index(build: Build, tmp_path: Path) -> None:
    rng = random.Random(7)
    world = World(root=tmp_path).start()
    for n in range(1, 9):
        world.put(f"tinh-mau/2020/vb-{n}.md", made_up(rng).replace("luu_hanh: \n", ""))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    path = next(p for p in world.written if p.endswith(".md"))
    world.put(path, world.written[path] + "\nThêm một đoạn về giám sát môi trường.\n")
    build(world, tmp_path / "a", tmp_path / "cache-a")
    build(world, tmp_path / "b", tmp_path / "cache-b")
    mended, new = lasting(tmp_path / "a" / "tim"), lasting(tmp_path / "b" / "tim")
    assert mended.keys() == new.keys()
    assert [name for name in new if mended[name] != new[name]] == []
    assert "u/0/0.js" in new


def test_words_of_new_documents_stand_apart_until_there_are_many(
    build: Build, tmp_path: Path
) -> None:
    world = World(root=tmp_path).start()
    for n in range(1, 6):
        world.put(f"tinh-mau/2020/vb-{n}.md", document(so_hieu=f"0{n}-CT/TU", body="Về lưu trữ."))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    index = tmp_path / "a" / "tim"
    before = shards_in(index)
    for n in range(6, 9):
        text = document(so_hieu=f"0{n}-CT/TU", body=f"Về lưu trữ, hồ sơ {'môi trường ' * n}.")
        world.put(f"tinh-mau/2020/vb-{n}.md", text)
        build(world, tmp_path / "a", tmp_path / "cache-a")
        assert shards_in(index) == before
        assert len(list((index / "e").glob("*.js"))) == 128
    world.put("tinh-mau/2020/vb-9.md", document(so_hieu="09-CT/TU", body="Về lưu trữ."))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    assert not (index / "e").exists()
    build(world, tmp_path / "b", tmp_path / "cache-b")
    assert_same(read_index(tmp_path / "a"), read_index(tmp_path / "b"))
    assert shards_in(index) == shards_in(tmp_path / "b" / "tim")


def shards_in(folder: Path) -> dict[str, list[object]]:
    """What the shards of all documents hold."""
    return {p.name: values_of(p.read_bytes())[2:] for p in (folder / "u").rglob("*.js")}


def test_an_index_built_whole_again_gives_the_bytes_of_a_new_one(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(11)
    world = World(root=tmp_path).start()
    for n in range(1, 9):
        world.put(f"tinh-mau/2020/vb-{n}.md", made_up(rng))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    for _ in range(12):
        step(world, rng)
        build(world, tmp_path / "a", tmp_path / "cache-a")
    build(world, tmp_path / "b", tmp_path / "cache-b")
    assert tree(tmp_path / "a" / "tim") != tree(tmp_path / "b" / "tim")
    # what happens of itself once one number in ``LOOSE`` is out of order
    monkeypatch.setattr(increment, "LOOSE", 10_000)
    step(world, rng)
    build(world, tmp_path / "a", tmp_path / "cache-a")
    build(world, tmp_path / "c", tmp_path / "cache-c")
    assert tree(tmp_path / "a" / "tim") == tree(tmp_path / "c" / "tim")


def lasting(folder: Path) -> dict[str, bytes]:
    """All but the stamp of contents, which tells how they came about, and suggestions, which
    gain with a whole build."""
    return {
        name: data
        for name, data in tree(folder).items()
        if name not in ("kho.js", "l.js") and not name.startswith("s/")
    }


def test_nothing_of_a_withdrawn_text_stays(build: Build, tmp_path: Path) -> None:
    world = World(root=tmp_path).start()
    for n in range(1, 6):
        world.put(f"tinh-mau/2020/vb-{n}.md", document(so_hieu=f"0{n}-CT/TU", body="Về lưu trữ."))
    secret = document(
        so_hieu="77-CT/TU", trich_yeu="Việc zyxvu", body="Nói về qwrtp và zyxvu, qwrtp.",
        extra="nguoi_ky: {ten: Hjkl Bnmq}",
    )  # fmt: skip
    world.put("tinh-mau/2020/kin.md", secret)
    world.put("tinh-mau/2020/kin-2.md", secret.replace("77-", "78-"))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    found = words_in(tmp_path / "a" / "tim")
    assert found == {"zyxvu", "qwrtp", "hjkl", "77-ct"}
    for name in ("kin", "kin-2"):
        text = world.written[f"tinh-mau/2020/{name}.md"]
        world.put(f"tinh-mau/2020/{name}.md", text.replace("cong_khai", "chua_ro"))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    assert words_in(tmp_path / "a" / "tim") == set()
    assert not list((tmp_path / "a" / "tim").rglob("n/77*"))


def words_in(folder: Path) -> set[str]:
    said = " ".join(tree(folder)[name].decode().lower() for name in tree(folder))
    return {word for word in ("zyxvu", "qwrtp", "hjkl", "77-ct") if word in said}


def test_a_lost_file_of_the_index_is_made_good(build: Build, tmp_path: Path) -> None:
    rng = random.Random(3)
    world = World(root=tmp_path).start()
    for n in range(1, 6):
        world.put(f"tinh-mau/2020/vb-{n}.md", made_up(rng).replace("luu_hanh: \n", ""))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    for path in (tmp_path / "a" / "tim" / "u").rglob("*.js"):
        path.write_bytes(b"V(")
    world.put("tinh-mau/2020/vb-1.md", made_up(rng))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    build(world, tmp_path / "b", tmp_path / "cache-b")
    assert_same(read_index(tmp_path / "a"), read_index(tmp_path / "b"))
