"""Clauses on pages: where links land, what isn't in the text, who cites each clause."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from world import World, document, tree

from vanban.site.build import BuildReport

Build = Callable[[World, Path, Path], BuildReport]

TARGET = "tinh-mau/2020/a"
ARTICLES = "\n\n".join(
    f"### Điều {n}. Việc {n}\n\n1. Một.\n\n2. Hai.\n\n3. Ba." for n in range(1, 6)
)


def world_of(root: Path) -> World:
    world = World(root=root).start()
    world.put(f"{TARGET}.md", document(body=ARTICLES))
    return world


def citing(so_hieu: str, *sentences: str, ngay: str = "2021-03-04") -> str:
    return document(so_hieu=so_hieu, ngay=ngay, body="## Việc\n\n" + "\n\n".join(sentences))


CITED = "Chỉ thị số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu"


def page(root: Path, id_: str) -> str:
    return (root / "site" / "vb" / id_ / "index.html").read_text("utf-8")


def built(build: Build, world: World) -> None:
    build(world, world.root / "site", world.root / "cache")


def test_a_link_lands_on_the_clause_and_the_clause_knows_it(build: Build, tmp_path: Path) -> None:
    world = world_of(tmp_path)
    world.put("tinh-mau/2021/b.md", citing("02-CT/TU", f"Theo khoản 2 Điều 3 {CITED} thì làm."))
    world.put("tinh-mau/2021/c.md", citing("03-CT/TU", f"Các điều 3 và 4 {CITED} còn đúng."))
    built(build, world)
    assert f"vb/{TARGET}/index.html#dieu-3-khoan-2" in page(tmp_path, "tinh-mau/2021/b")
    shown = page(tmp_path, TARGET)
    assert '<li id="vb-dd-dieu-3-khoan-2"><a href="#dieu-3-khoan-2"><b>Khoản 2 Điều 3</b>' in shown
    assert 'href="#vb-dd-dieu-3-khoan-2" title="1 văn bản dẫn chỗ này">1</a>' in shown
    assert '<li id="vb-dd-dieu-4">' in shown
    assert shown.index('id="vb-dd-dieu-3"') < shown.index('id="vb-dd-dieu-4"')


def test_a_clause_that_is_not_there_is_told_and_the_link_stays_above(
    build: Build, tmp_path: Path
) -> None:
    world = world_of(tmp_path)
    world.put("tinh-mau/2021/b.md", citing("02-CT/TU", f"Theo khoản 9 Điều 3 {CITED} thì làm."))
    built(build, world)
    shown = page(tmp_path, "tinh-mau/2021/b")
    assert f'vb/{TARGET}/index.html#dieu-3"' in shown
    assert "bản trong kho không có khoản 9 Điều 3</span>" in shown


def test_a_summary_is_never_said_to_lack_a_clause(build: Build, tmp_path: Path) -> None:
    world = world_of(tmp_path)
    world.put(f"{TARGET}.md", document(body=ARTICLES, extra="toan_van: false"))
    world.put("tinh-mau/2021/b.md", citing("02-CT/TU", f"Theo khoản 9 Điều 3 {CITED} thì làm."))
    built(build, world)
    assert "không có khoản 9" not in page(tmp_path, "tinh-mau/2021/b")


def test_the_document_that_adds_a_clause_arrives_late(build: Build, tmp_path: Path) -> None:
    """The page of a third document changes with it, in an increment as in a cold build."""
    world = world_of(tmp_path)
    world.put("tinh-mau/2023/b.md", citing("02-CT/TU", f"Theo Điều 7a {CITED} thì làm.", ngay="2023-01-02"))  # fmt: skip
    built(build, world)
    assert "không có Điều 7a</span>" in page(tmp_path, "tinh-mau/2023/b")
    world.put("tinh-mau/2022/c.md", citing("04-CT/TU", f"Sửa đổi, bổ sung Điều 7a {CITED}.", ngay="2022-01-02"))  # fmt: skip
    built(build, world)
    told = "không có Điều 7a; được bổ sung bởi Chỉ thị 04-CT/TU</span>"
    assert told in page(tmp_path, "tinh-mau/2023/b")
    build(world, tmp_path / "cold", tmp_path / "cold-cache")
    assert tree(tmp_path / "site") == tree(tmp_path / "cold")


def test_many_citing_documents_are_counted_not_all_named(build: Build, tmp_path: Path) -> None:
    world = world_of(tmp_path)
    for n in range(20):
        text = citing(f"{n + 10}-CT/TU", f"Theo Điều 3 {CITED} thì làm.")
        world.put(f"tinh-mau/2021/c{n}.md", text)
    built(build, world)
    shown = page(tmp_path, TARGET)
    assert 'title="20 văn bản dẫn chỗ này">20</a>' in shown
    assert " và 8 văn bản khác</li>" in shown
