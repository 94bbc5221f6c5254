"""Lists kept as rows follow everything: edits, documents that go, and the day itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from world import World, document, tree

from vanban.site.build import BuildReport

Build = Callable[[World, Path, Path], BuildReport]

LATER = "1798000000"
"""2026-12-23, three months after the day of the other tests."""

ENDING = "nguoi_ky: {ten: Trần Thị Mẫu, chuc_vu: Bí thư}\nhieu_luc_tu: 2020-02-01\nhieu_luc_den: 2026-11-30"
COMING = "nguoi_ky: {ten: Trần Thị Mẫu, chuc_vu: Phó Bí thư}\nhieu_luc_tu: 2026-12-01"
FAR = "nguoi_ky: {ten: Trần Thì Mẫu}\nhieu_luc_tu: 2027-06-01"
SIGNER = "duyet/nguoi-ky/traanf-thij-maaux/index.html"


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(root=tmp_path).start()
    world.put("m/2020/a.md", document(extra=ENDING))
    world.put("m/2026/b.md", document(so_hieu="02-CT/TU", ngay="2026-08-01", extra=COMING))
    world.put("m/2026/c.md", document(so_hieu="03-CT/TU", ngay="2026-09-01", extra=FAR))
    world.put("m/2021/d.md", document(so_hieu="04-CT/TU", ngay="2021-03-04"))
    world.put("m/0/e.md", document(so_hieu="05-CT/TU", ngay=""))
    return world


def read(site: Path, url: str) -> str:
    return (site / url).read_text("utf-8")


def same_as_cold(build: Build, world: World, folder: Path) -> None:
    build(world, folder / "a", folder / "cache-a")
    build(world, folder / "b", folder / "cache-b")
    one, other = tree(folder / "a"), tree(folder / "b")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_lists_as_of_the_build(build: Build, world: World, tmp_path: Path) -> None:
    build(world, tmp_path / "a", tmp_path / "cache-a")
    site = tmp_path / "a"
    signer = read(site, SIGNER)
    assert "2 văn bản." in signer
    assert "Bí thư" in signer
    assert "01-CT/TU" in signer
    assert "03-CT/TU" not in signer  # «Thì» is another name than «Thị»
    soon = read(site, "duyet/sap-hieu-luc/index.html")
    coming, ending = soon[: soon.index("vb-sap-het")], soon[soon.index("vb-sap-het") :]
    near, far = coming[: coming.index("vb-sap__xa")], coming[coming.index("vb-sap__xa") :]
    assert ["02-CT/TU" in part for part in (near, far, ending)] == [True, False, False]
    assert ["03-CT/TU" in part for part in (near, far, ending)] == [False, True, False]
    assert ["01-CT/TU" in part for part in (near, far, ending)] == [False, False, True]
    assert "02-CT/TU" in read(site, "duyet/tinh-trang/chua/index.html")
    index = read(site, "duyet/tinh-trang/index.html")
    assert index.index("Còn hiệu lực") < index.index("Chưa có hiệu lực") < index.index("Chưa rõ")
    body = read(site, "duyet/co-quan/tinh-uy-mau/index.html")
    assert "Chỉ thị <small>(5)</small>" in body
    home = next((tmp_path / "cache-a").glob("*/home")).read_text("utf-8")
    assert ["có hiệu lực từ <b>01/12/2026</b>".lower() in home.lower(), "30/11/2026" in home] == [
        True,
        True,
    ]


def test_the_day_turns_lists_over(
    build: Build, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(world, tmp_path / "a", tmp_path / "cache-a")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", LATER)
    same_as_cold(build, world, tmp_path)
    site = tmp_path / "a"
    assert "01-CT/TU" in read(site, "duyet/tinh-trang/het/index.html")
    assert "02-CT/TU" in read(site, "duyet/tinh-trang/con/index.html")
    assert not (site / "duyet/tinh-trang/chua/2026-08/index.html").exists()
    soon = read(site, "duyet/sap-hieu-luc/index.html")
    assert "01-CT/TU" not in soon
    assert "02-CT/TU" not in soon


@pytest.mark.parametrize("edit", ["goes", "signed by another", "of another type", "retitled"])
def test_an_edit_reaches_every_list(build: Build, world: World, tmp_path: Path, edit: str) -> None:
    build(world, tmp_path / "a", tmp_path / "cache-a")
    if edit == "goes":
        world.remove("m/2026/b.md")
        world.remove("m/2021/d.md")
    elif edit == "signed by another":
        world.put("m/2020/a.md", document(extra=ENDING.replace("Trần", "Lê")))
    elif edit == "of another type":
        world.put("m/2021/d.md", document(so_hieu="04-QĐ/TU", loai="Quyết định", ngay="2021-03-04"))
    else:
        world.put("m/2020/a.md", document(extra=ENDING, trich_yeu="Tên khác hẳn"))
    same_as_cold(build, world, tmp_path)
    assert (tmp_path / "a" / SIGNER).exists()


@pytest.mark.parametrize("few", [0, 1, 2])
def test_lists_by_year_come_and_go_with_their_number(
    build: Build, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("vanban.site.facets.FEW", few)
    build(world, tmp_path / "a", tmp_path / "cache-a")
    by_year = tmp_path / "a/duyet/nguoi-ky/traanf-thij-maaux/2020/index.html"
    assert by_year.exists() == (few < 2)
    world.put("m/2022/f.md", document(so_hieu="06-CT/TU", ngay="2022-01-01", extra=ENDING))
    same_as_cold(build, world, tmp_path)
    assert by_year.exists()
    world.remove("m/2022/f.md")
    world.remove("m/2026/b.md")
    shutil.rmtree(tmp_path / "b")
    shutil.rmtree(tmp_path / "cache-b")
    same_as_cold(build, world, tmp_path)
    assert by_year.exists() == (few < 1)
