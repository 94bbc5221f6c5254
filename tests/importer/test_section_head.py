"""A gazette's section head stands above the motto and is no type of the document below it."""

from __future__ import annotations

from pathlib import Path

from vanban.importer import import_files
from vanban.importer.model import Options

TEXT = """VĂN BẢN HỢP NHẤT -
BỘ THỬ NGHIỆM

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

Độc lập - Tự do - Hạnh phúc

THÔNG TƯ

Hướng dẫn việc thử nghiệm hằng năm

Điều 1. Phạm vi

1. Thông tư này hướng dẫn việc thử nghiệm.

Điều 2. Hiệu lực

1. Thông tư này có hiệu lực từ ngày ký.
"""


def test_the_type_is_looked_for_below_the_motto(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(TEXT, encoding="utf-8")
    report = import_files([source], tmp_path / "kho", Options(luu_hanh="noi_bo"))
    record = (tmp_path / "kho" / report.files[0].target).read_text("utf-8")
    assert "trich_yeu: Hướng dẫn việc thử nghiệm hằng năm" in record
    assert "loai: Thông tư" in record
