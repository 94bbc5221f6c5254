"""Pages kept by rows (ledgers, terms, calendar, chains, indicators): an increment equals a cold build."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builder import Builder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from world import World, document, tree

from vanban.site import definitions, ledgers
from vanban.site.build import BuildReport

Build = Callable[[World, Path, Path], BuildReport]

NUMBERS = ["01-CT/TU", "02-CT/TU", "05/2021/QĐ-UBND", "07/2022/QĐ-UBND", "45/2013/QH13"]
TYPES = {"CT": "Chỉ thị", "QĐ": "Quyết định", "QH": "Luật"}
TERMS = ["Dữ liệu", "Dữ liệu mở", "Ấn phẩm", "Đất trống"]
DAYS = ["2019-01-02", "2020-05-06", "2022-07-08", "2025-03-04"]
DUTIES = [
    "Văn phòng Tỉnh ủy theo dõi, hằng năm báo cáo Ban Thường vụ; sơ kết sau 03 năm.",
    "Tổng kết 5 năm thực hiện Chỉ thị số 01-CT/TU vào năm 2027.",
    "Trước ngày 15 tháng 12 hằng năm, các cơ quan gửi báo cáo kết quả về Văn phòng.",
    "Các huyện ủy, thị ủy xây dựng kế hoạch thực hiện Chỉ thị này.",
    "Sơ kết 3 năm thực hiện Chỉ thị số 02-CT/TU, ngày 06/5/2020 của Tỉnh ủy.",
]
OTHERS = [
    "Theo khoản 9 Điều 2 Chỉ thị số 01-CT/TU thì làm.", "Thực hiện Chỉ thị số 02-CT/TU đúng hạn.",
    "Căn cứ Nghị định số 12/2014/NĐ-CP ngày 05 tháng 6 năm 2015 của Chính phủ.",
    "Thực hiện Nghị quyết số 99-NQ/TW của Bộ Chính trị.",
    "Triển khai thực hiện Chỉ thị số 01-CT/TU, ngày 02/01/2019 của Tỉnh ủy Tỉnh mẫu.",
]  # fmt: skip


def made_up(rng: random.Random) -> str:
    number = rng.choice(NUMBERS)
    loai = next(name for code, name in TYPES.items() if code in number)
    if loai == "Chỉ thị" and rng.random() < 0.4:
        loai = "Báo cáo"
    lines = ["### Điều 1. Giải thích từ ngữ", ""]
    for n, term in enumerate(rng.sample(TERMS, rng.randint(0, 3)), 1):
        lines += [f"{n}. {term} là thứ được nêu ở {rng.choice(['mục một', 'mục hai'])}.", ""]
    lines += ["### Điều 2. Tổ chức thực hiện", ""]
    for n, words in enumerate(rng.sample(DUTIES, 2) + rng.sample(OTHERS, 2), 1):
        lines += [f"{n}. {words}", ""]
    extra = ""
    if rng.random() < 0.5:
        task = rng.choice(["Sơ kết", "Số hóa", "Kiểm tra"])
        extra = (
            f"nhiem_vu:\n  - {{noi_dung: {task} theo kế hoạch, thuc_hien: 01-CT/TU, "
            f"han: {rng.choice(['năm 2024', '2026-12-31'])}{rng.choice(['', ', xong: 2025-01'])}}}\n"
            f"chi_tieu:\n  - {{ten: {rng.choice(['Hộ dùng nước sạch', 'Xã đạt chuẩn'])}, ky: năm {rng.randint(2020, 2023)}, "
            f'ke_hoach: "90", dat: "{rng.randint(50, 99)},5"}}'
        )
    return document(
        so_hieu=number, loai=loai, trich_yeu=rng.choice(["Nước sạch", "Dữ liệu"]), ngay=rng.choice(DAYS),
        co_quan=rng.choice(["tinh-uy-mau", "ubnd-mau", ""]), body="\n".join(lines), extra=extra,
    )  # fmt: skip


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), short=st.booleans())
def test_an_increment_equals_a_cold_build(build: Build, seed: int, short: bool) -> None:
    rng = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="vanban-"))
    with pytest.MonkeyPatch.context() as patch:
        if short:  # pages are split where nearly everything is long
            patch.setattr(ledgers, "WHOLE", 2)
            patch.setattr(definitions, "WHOLE", 2)
        try:
            world = World(root=folder).start()
            for n in range(6):
                world.put(f"tinh-mau/2020/vb-{n}.md", made_up(rng))
            build(world, folder / "a", folder / "cache-a")
            for _ in range(4):
                path = f"tinh-mau/2020/vb-{rng.randint(0, 7)}.md"
                if path in world.written and rng.random() < 0.3:
                    world.remove(path)
                else:
                    world.put(path, made_up(rng))
                build(world, folder / "a", folder / "cache-a")
            build(world, folder / "b", folder / "cache-b")
            one, other = tree(folder / "a"), tree(folder / "b")
            assert one.keys() == other.keys()
            assert [name for name in one if one[name] != other[name]] == []
        finally:
            shutil.rmtree(folder)


Build3 = Callable[..., BuildReport]

ASKING = """\
### Điều 1. Giải thích từ ngữ

1. Kho số (sau đây gọi là Kho) là nơi lưu giữ hồ sơ.

### Điều 2. Tổ chức thực hiện

1. Các huyện ủy, thị ủy xây dựng kế hoạch thực hiện Chỉ thị này.

2. Văn phòng theo dõi; sơ kết sau 03 năm, tổng kết vào năm 2030.

3. Thực hiện Nghị quyết số 99-NQ/TW, ngày 01/02/2018 của Bộ Chính trị.
"""
DONE = "Báo cáo sơ kết 3 năm thực hiện Chỉ thị số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu."
TARGET = "chi_tieu:\n  - {ten: Hộ có sổ, ky: năm 2023, ke_hoach: '90', dat: '45'}"


@pytest.fixture
def asking(tmp_path: Path) -> World:
    world = World(root=tmp_path).start()
    world.put("tinh-mau/2020/a.md", document(body=ASKING))
    report = document(
        so_hieu="07-BC/TU", loai="Báo cáo", ngay="2023-02-01", body=DONE, extra=TARGET
    )
    world.put("tinh-mau/2023/b.md", report)
    world.put(
        "tinh-mau/2024/c.md",
        document(so_hieu="08-CT/TU", ngay="2024-02-01", body=ASKING, luu_hanh="noi_bo"),
    )
    return world


def read(site: Path, page: str) -> str:
    return (site / page).read_text("utf-8")


@pytest.mark.parametrize("address", ["", "https://kho.example/van-ban/"])
def test_a_day_in_the_calendar_leads_to_its_clause_where_the_site_has_an_address(
    build: Any, asking: World, tmp_path: Path, address: str
) -> None:
    site = tmp_path / "site"
    Builder(replace(build._shell, site_url=address))(asking, site, tmp_path / "cache")
    text = (site / "theo-doi/lich.ics").read_text("utf-8").replace("\n ", "")
    found = {line for line in text.splitlines() if line.startswith("URL:")}
    assert bool(found) == bool(address)
    assert all(line.startswith(f"URL:{address}vb/") for line in found)
    assert f"URL:{address}vb/tinh-mau/2020/a/#dieu-2-khoan-2" in found or not address


def test_what_the_pages_say(build: Build3, asking: World, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(asking, site, tmp_path / "cache")
    year = read(site, "theo-doi/nam/2023/index.html")
    assert "vb-han--xong" in year  # the report did the review of the third year
    assert "07-BC/TU" in year
    assert "Có lẽ đã làm" in year  # by what it says of itself and its day; no clerk has said so
    assert f"<blockquote>{DONE}</blockquote>" in year
    assert "0 việc đã làm, 1 việc có lẽ đã làm" in year
    assert "vb-han--cho" in read(site, "theo-doi/nam/2030/index.html")
    chain = read(site, "theo-doi/chuoi/tinh-mau/2020/a/index.html")
    assert "Cấp huyện</b>: chưa có văn bản triển khai trong kho" in chain
    assert "07-BC/TU" in chain
    assert "Kho số" in read(site, "so-tay/thuat-ngu/k/index.html")
    assert "<svg" in read(site, "theo-doi/chi-tieu/ho-co-so/index.html")
    assert "99-NQ/TW" in read(site, "so-tay/chua-giu/index.html")
    assert b"20301231" in (site / "theo-doi/nam/2030/lich.ics").read_bytes()
    own = read(site, "vb/tinh-mau/2020/a/index.html")
    assert "hạn 02/01/2023" in own
    assert "theo-doi/chuoi/tinh-mau/2020/a/index.html" in own


def test_files_are_named_in_the_internal_build_only(
    build: Build3, asking: World, tmp_path: Path
) -> None:
    """And nothing of an internal document is in a public one, not even its wording of a term."""
    inside, outside = tmp_path / "in", tmp_path / "out"
    build(asking, inside, tmp_path / "c1", "noi_bo")
    build(asking, outside, tmp_path / "c2", "cong_khai")
    held = "so-tay/chua-giu/index.html"
    assert "directives/tinh-mau/2020/a.md:" in read(inside, held)
    for folder in ("so-tay", "theo-doi"):
        text = b"".join(tree(outside / folder).values())
        assert b"directives/" not in text
        assert b"08-CT/TU" not in text
        assert b"2024/c" not in text
    assert "08-CT/TU" in read(inside, "so-tay/thuat-ngu/k/index.html")


def test_the_overview_follows_the_day(
    build: Build3, asking: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(asking, tmp_path / "a", tmp_path / "cache-a")
    before = read(tmp_path / "a", "theo-doi/index.html")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1930000000")  # 2031-02-27
    build(asking, tmp_path / "a", tmp_path / "cache-a")
    build(asking, tmp_path / "b", tmp_path / "cache-b")
    one, other = tree(tmp_path / "a"), tree(tmp_path / "b")
    assert [name for name in one | other if one.get(name) != other.get(name)] == []
    assert read(tmp_path / "a", "theo-doi/index.html") != before


def test_a_long_year_stands_on_a_page_a_month(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And on one page again when it is short; the months' pages go."""
    monkeypatch.setattr(ledgers, "WHOLE", 3)
    world = World(root=tmp_path).start()
    body = "Chỉ thị này thay thế Chỉ thị số 9{}-CT/TU, ngày 02/01/2018 của Tỉnh ủy Tỉnh mẫu."
    for n in range(6):
        old = document(so_hieu=f"9{n}-CT/TU", ngay="2018-01-02")
        world.put(f"tinh-mau/2018/cu-{n}.md", old)
        new = document(so_hieu=f"0{n}-CT/TU", ngay=f"2020-0{1 + n // 2}-02", body=body.format(n))
        world.put(f"tinh-mau/2020/vb-{n}.md", new)
    folder = "so-tay/cho-xac-nhan/thay-the/2020"
    build(world, tmp_path / "a", tmp_path / "cache-a")
    year = read(tmp_path / "a", f"{folder}/index.html")
    assert "Tháng 1 năm 2020" in year
    assert "94-CT/TU" not in year
    march = read(tmp_path / "a", f"{folder}-03/index.html")
    assert "94-CT/TU" in march
    assert "tháng 3 năm 2020" in march
    for n in (5, 4, 3):
        world.remove(f"tinh-mau/2020/vb-{n}.md")
        report = build(world, tmp_path / "a", tmp_path / "cache-a")
        assert report.total == 6 + n
        build(world, tmp_path / f"b{n}", tmp_path / f"cache-b{n}")
        one, other = tree(tmp_path / "a"), tree(tmp_path / f"b{n}")
        assert [name for name in one | other if one.get(name) != other.get(name)] == []
    assert not (tmp_path / f"a/{folder}-01").exists()
