"""Pages kept by rows (ledgers, terms, calendar, chains, indicators): an increment equals a cold build."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
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
