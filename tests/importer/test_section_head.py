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


LONG = "về kết quả công tác sáu tháng đầu năm và nhiệm vụ trọng tâm sáu tháng cuối năm của các cơ quan trong tỉnh, các huyện, thị xã và đơn vị"


def subject(tmp_path: Path, *lines: str) -> str:
    source = tmp_path / "a.txt"
    body = ["I. KẾT QUẢ", "1. Kết quả chung đã đạt được.", "2. Những việc còn lại."]
    source.write_text("\n\n".join([*lines, *body]), encoding="utf-8")
    report = import_files([source], tmp_path / "kho", Options(luu_hanh="noi_bo", dry_run=True))
    fields = report.files[0].draft.fields
    return fields.value("trich_yeu")


def test_a_subject_in_capitals_does_not_go_on_as_a_sentence(tmp_path: Path) -> None:
    sentence = "Luật Thử nghiệm được Quốc hội thông qua để quy định việc thử nghiệm hằng năm, " * 2
    assert subject(tmp_path, "LUẬT", "THỬ NGHIỆM", sentence.strip()) == "Thử nghiệm"


def test_a_by_line_in_capitals_is_followed_by_its_subject(tmp_path: Path) -> None:
    assert subject(tmp_path, "TỜ TRÌNH", "CỦA BAN THƯỜNG VỤ TỈNH ỦY", LONG, "-----") == LONG
