"""Pages of two documents side by side: there as long as the pair is, true after every change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from world import World, document, tree

from vanban.site.build import BuildReport

Build = Callable[[World, Path, Path], BuildReport]

OLD, NEW = "tinh-mau/2015/cu", "tinh-mau/2022/moi"
PAIR = "so-sanh/tinh-mau.2015.cu/tinh-mau.2022.moi/index.html"


def assert_same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def old(days: int = 15, **more: str) -> str:
    body = (
        "### Điều 1. Tiếp nhận đơn\n\n1. Bộ phận một cửa nhận đơn của người dân vào các ngày làm việc.\n\n"
        f"2. Đơn được trả lời trong {days} ngày.\n\n### Điều 2. Lưu sổ\n\n1. Sổ lưu ở văn phòng.\n"
    )
    return document(so_hieu="11/2015/QĐ-UBND", loai="Quyết định", co_quan="ubnd-mau",
                    ngay="2015-03-02", trich_yeu="Quy định tiếp nhận đơn", body=body, **more)  # fmt: skip


def new(
    ending: str = "và thay thế Quyết định số 11/2015/QĐ-UBND, ngày 02/3/2015", **more: str
) -> str:
    body = (
        "### Điều 1. Tiếp nhận đơn\n\n1. Bộ phận một cửa nhận đơn của người dân vào các ngày làm việc.\n\n"
        "2. Đơn được trả lời trong 10 ngày.\n\n"
        f"### Điều 2. Hiệu lực\n\nQuyết định này có hiệu lực từ ngày ký {ending} của Ủy ban nhân dân Tỉnh mẫu.\n"
    )
    return document(so_hieu="22/2022/QĐ-UBND", loai="Quyết định", co_quan="ubnd-mau",
                    ngay="2022-05-06", trich_yeu="Quy định tiếp nhận đơn", body=body, **more)  # fmt: skip


def consolidated(number: int, days: int) -> str:
    body = f"### Điều 1. Tiếp nhận đơn\n\n1. Hợp nhất Quyết định số 11/2015/QĐ-UBND, ngày 02/3/2015: {days} ngày.\n"
    return document(
        so_hieu=f"{number:02}/VBHN-UBND", loai="Văn bản hợp nhất", co_quan="ubnd-mau",
        ngay=f"202{number}-07-01", trich_yeu="Quy định tiếp nhận đơn", body=body,
        extra=f"quan_he:\n  - {{loai: hop_nhat, den: {OLD}}}",
    )  # fmt: skip


def amending(days: int) -> str:
    body = (
        "### Điều 1. Sửa đổi Quyết định số 11/2015/QĐ-UBND, ngày 02/3/2015\n\n"
        "1. Sửa đổi khoản 2 Điều 1 Quyết định số 11/2015/QĐ-UBND, ngày 02/3/2015 như sau:\n\n"
        f"> “2. Đơn được trả lời trong {days} ngày, có ghi sổ.”\n"
    )
    return document(so_hieu="33/2020/QĐ-UBND", loai="Quyết định", co_quan="ubnd-mau",
                    ngay="2020-05-06", trich_yeu="Sửa đổi Quy định tiếp nhận đơn", body=body)  # fmt: skip


def read(site: Path, url: str) -> str:
    return (site / url).read_text("utf-8")


Edit = Callable[[World], None]


def put(path: str, text: str) -> Edit:
    return lambda world: world.put(f"{path}.md", text)


def gone(path: str) -> Edit:
    return lambda world: world.remove(f"{path}.md")


@pytest.mark.parametrize(
    ("edit", "there", "said"),
    [
        pytest.param(put(OLD, old(30)), True, "<del>30</del>", id="text of the old"),
        pytest.param(put(NEW, new().replace("10 ngày", "7 ngày")), True, "<ins>7</ins>", id="text of the new"),
        pytest.param(put(OLD, old(extra="linh_vuc: [Dân vận]")), True, "<del>15</del>", id="nothing it shows"),
        pytest.param(put(NEW, new("")), False, "", id="replaces no more"),
        pytest.param(put(NEW, new("và sửa đổi Quyết định số 11/2015/QĐ-UBND, ngày 02/3/2015")), False, "", id="another relation"),
        pytest.param(put(OLD, old(extra="toan_van: false")), False, "", id="text held no more"),
        pytest.param(gone(OLD), False, "", id="the old goes"),
        pytest.param(gone(NEW), False, "", id="the new goes"),
        pytest.param(put("tinh-mau/2015/ban-hai", old(20)), False, "", id="a twin arrives: which one is meant is unsure"),
    ],
)  # fmt: skip
def test_a_pair_follows_its_documents(
    build: Build, tmp_path: Path, edit: Edit, there: bool, said: str
) -> None:
    world = World(root=tmp_path).start()
    world.put(f"{OLD}.md", old())
    world.put(f"{NEW}.md", new())
    build(world, tmp_path / "a", tmp_path / "cache-a")
    assert "<del>15</del>" in read(tmp_path / "a", PAIR)
    assert PAIR in read(tmp_path / "a", f"vb/{OLD}/index.html")
    edit(world)
    build(world, tmp_path / "a", tmp_path / "cache-a")
    build(world, tmp_path / "b", tmp_path / "cache-b")
    assert_same(tree(tmp_path / "a"), tree(tmp_path / "b"))
    assert (tmp_path / "a" / PAIR).exists() == there
    assert said in (read(tmp_path / "a", PAIR) if there else "")
    assert ("2022.moi" in read(tmp_path / "a", "so-sanh/index.html")) == there


def test_versions_and_amendments_follow_each_other(build: Build, tmp_path: Path) -> None:
    """Consolidated texts of one base name each other; an amendment shows before and after."""
    world = World(root=tmp_path).start()
    world.put(f"{OLD}.md", old())
    world.put("tinh-mau/2021/hop-nhat.md", consolidated(1, 12))
    world.put("tinh-mau/2020/sua.md", amending(12))
    site = tmp_path / "a"
    build(world, site, tmp_path / "cache-a")
    amended = read(site, "so-sanh/tinh-mau.2015.cu/tinh-mau.2020.sua/index.html")
    assert "<del>15</del>" in amended
    assert "<ins>, có ghi sổ</ins>" in amended
    versions = "so-sanh/tinh-mau.2021.hop-nhat/tinh-mau.2022.hop-nhat/index.html"
    world.put("tinh-mau/2022/hop-nhat.md", consolidated(2, 10))
    build(world, site, tmp_path / "cache-a")
    assert "<ins>10</ins>" in read(site, versions)
    assert versions in read(site, "vb/tinh-mau/2021/hop-nhat/index.html")
    steps: list[Edit] = [
        put("tinh-mau/2022/hop-nhat", consolidated(2, 8).replace("02/VBHN", "09/VBHN")),
        put("tinh-mau/2020/sua", amending(9)),
        put("tinh-mau/2015/ban-hai", old(20)),
        put("tinh-mau/2015/ban-hai", old(20).replace("2015-03-02", "2015-03-03")),
        gone("tinh-mau/2021/hop-nhat"),
    ]
    for n, edit in enumerate(steps):
        edit(world)
        build(world, site, tmp_path / "cache-a")
        build(world, tmp_path / f"b{n}", tmp_path / f"cache-b{n}")
        assert_same(tree(site), tree(tmp_path / f"b{n}"))
    assert not (site / versions).exists()
