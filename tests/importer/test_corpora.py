"""The damage of the document the project began with, and the real one when it is at hand."""

from __future__ import annotations

import os
import re
from pathlib import Path

from vanban.importer.corpora import import_corpora, originals

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("VANBAN_SHARED", ROOT.parent / "shared"))

DAMAGED = """

**TỜ TRÌNH****CỦA BAN THƯỜNG VỤ HUYỆN ỦY MẪU**

**về kết quả công tác 6 tháng đầu năm,
nhiệm vụ 6 tháng cuối năm 2023**

-----

Thực hiện Quy chế làm việc, ngày 01/7/2023 Ban Thường vụ xem xét kết quả công tác như sau:

**I. KẾT QUẢ****1. Công tác xây dựng đảng**

Các chi bộ đã tổ chức học tập nghị quyết, chủ động nắm tình hình và kịp thời kiểm tra các tổ chức

đảng trực thuộc khi có dấu hiệu vi phạm.

## **2. Công tác vận động quần chúng**

Mặt trận và các đoàn thể phối hợp thực hiện Chỉ thị 29-CT/HU, ngày 16/7/2019 của Ban Thường vụ.

## II. NHIỆM VỤ

1. Tiếp tục thực hiện các quy định về nêu gương, về trách nhiệm của người đứng đầu; kiểm soát quyền lực,

chống chạy chức, chạy quyền. Hoàn thành trong quý IV.

2. Báo cáo kết quả với cấp trên theo đúng thời hạn đã quy định trong chương trình công tác năm.

Nơi nhận:

- Các đồng chí huyện ủy viên,
- Lưu Văn phòng.

**T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ**

**Lê Văn Mẫu**"""


def headings(record: str) -> list[str]:
    return re.findall(r"^#+ .*$", record, re.MULTILINE)


def check_damaged(record: str) -> None:
    """Type found, number and date honestly unknown, signature read, levels right."""
    assert "loai: Tờ trình" in record
    assert "so_hieu: chua_ro" in record
    assert "ngay: chua_ro" in record
    levels = [line.split(" ", 2)[:2] for line in headings(record)]
    assert levels[0] == ["##", "I."]
    assert all(mark == "###" for mark, label in levels if label[0].isdigit())
    assert ["##", "II."] in levels
    assert not re.search(r"^###? \d.*\n(?:.*\n)*?.*Nơi nhận", record[record.index("## II.") :])


def test_damage_of_the_seeds_kind(tmp_path: Path) -> None:
    seed = tmp_path / "shared" / "seed"
    seed.mkdir(parents=True)
    (seed / "a.txt").write_text(DAMAGED, encoding="utf-8")
    report = import_corpora(tmp_path / "shared", tmp_path / "kho", None)
    record = (tmp_path / "kho" / report.files[0].target).read_text("utf-8")
    check_damaged(record)
    assert len(headings(record)) == 4
    assert "các tổ chức đảng trực thuộc khi có dấu hiệu" in record
    assert "kiểm soát quyền lực, chống chạy chức" in record
    assert "- Các đồng chí huyện ủy viên,\n- Lưu Văn phòng." in record
    kinds = [r.kind for r in report.files[0].draft.repairs]
    assert kinds.count("nối đoạn bị ngắt trang") == 2
    assert kinds.count("tách tiêu đề dính") == 2


if (SHARED / "seed").is_dir():

    def test_the_seed_itself(tmp_path: Path) -> None:
        report = import_corpora(SHARED, tmp_path / "kho", 0)
        assert len(report.files) == 1
        record = (tmp_path / "kho" / report.files[0].target).read_text("utf-8")
        check_damaged(record)
        assert [h.split(".")[0] for h in headings(record)] == [
            "## I",
            "### 1",
            "### 2",
            "### 3",
            "## II",
        ]
        numbered = re.findall(r"^([1-6])\. (.*)$", record, re.MULTILINE)
        assert [label for label, _ in numbered] == list("123456")
        items = re.findall(r"^- (.*)$", record[record.index("### 3") : record.index("## II")], re.M)
        assert len(items) == 5
        assert all(len(x) > 80 and x.endswith(".") for x in [*items, *(t for _, t in numbered)])
        assert [r.kind for r in report.files[0].draft.repairs].count("nối đoạn bị ngắt trang") == 2
        assert len(report.files[0].draft.fields.recipients) == 3

    def test_a_share_of_the_corpora(tmp_path: Path) -> None:
        """No crash; numbers of laws are in their file names; every other file is told of."""
        report = import_corpora(SHARED, tmp_path / "kho", 40)
        assert len(report.files) == 41
        assert len(originals(SHARED)) > 400
        codes = {i.code for f in report.files for i in f.issues}
        assert not codes & {"loi-chuong-trinh", "tien-trinh-chet", "qua-thoi-gian", "mat-chu"}
        for file in report.files:
            named = re.search(r"-(\d+)-(\d{4})-(QH\d+)\.docx$", file.source)
            if named:
                assert file.draft.fields.value("so_hieu") == "/".join(named.groups())
