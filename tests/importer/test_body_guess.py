"""A by-line without its place and one province named give a body to confirm; else none."""

from __future__ import annotations

from pathlib import Path

import pytest

from vanban.importer import import_files
from vanban.importer.model import Options

HEAD = ["BÁO CÁO", "CỦA BAN THƯỜNG VỤ TỈNH ỦY", "về công tác sáu tháng năm 2022", "-----", ""]


def imported(tmp_path: Path, name: str, text: str) -> tuple[str, list[str]]:
    source = tmp_path / name
    body = ["I. KẾT QUẢ", f"1. Tình hình chung: {text}", "2. Các cấp ủy đã làm tốt việc chung."]
    source.write_text("\n\n".join([*HEAD, *body]), encoding="utf-8")
    report = import_files([source], tmp_path / "kho", Options(luu_hanh="noi_bo"))
    return report.files[0].target, [i.code for i in report.files[0].issues]


@pytest.mark.parametrize(
    ("name", "text", "folder", "code"),
    [
        ("a.txt", "Quảng bá hình ảnh đất và người Hải Dương.", "tinh-uy-hai-duong", "ngo-co-quan"),
        ("bao-cao-hai-duong-2022.txt", "Kết quả đạt được.", "tinh-uy-hai-duong", "ngo-co-quan"),
        ("b.txt", "Kết nghĩa giữa Hải Dương và Hưng Yên.", "khong-ro", "khong-ro-co-quan"),
        (
            "d.txt",
            "Đoàn Thanh niên cộng sản Hồ Chí Minh ở Hải Dương.",
            "tinh-uy-hai-duong",
            "ngo-co-quan",
        ),
        ("c.txt", "Kết quả đạt được.", "khong-ro", "khong-ro-co-quan"),
    ],
)
def test_the_body_is_guessed_from_one_place(
    tmp_path: Path, name: str, text: str, folder: str, code: str
) -> None:
    target, codes = imported(tmp_path, name, text)
    assert target.split("/")[0] == folder
    assert code in codes
