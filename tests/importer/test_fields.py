"""Facts of heads and endings, layout by layout."""

from __future__ import annotations

import pytest

from vanban.importer.fields import read_fields
from vanban.importer.model import Block, Extract, Fields, Removed

BASES = ["Căn cứ Luật Tổ chức ngày 19 tháng 6 năm 2015;", "Theo đề nghị của Giám đốc Sở;"]


def read(*lines: str, removed: tuple[Removed, ...] = ()) -> Fields:
    blocks = [Block(text=line) for line in lines]
    return read_fields(Extract(reader="text", blocks=(), removed=removed), blocks, "tep")[0]


PARTY = [
    "TỈNH ỦY MẪU", "*", "Số 05-CT/TU", "ĐẢNG CỘNG SẢN VIỆT NAM", "Tỉnh mẫu, ngày 02 tháng 3 năm 2024",
    "KHẨN", "CHỈ THỊ", "CỦA BAN THƯỜNG VỤ TỈNH ỦY", "về tăng cường công tác", "phòng, chống lãng phí", "-----",
    "Thời gian qua, công tác này đã được quan tâm.", "Nơi nhận:", "- Ban Bí thư (để báo cáo),",
    "- Các huyện ủy,", "- Lưu Văn phòng.", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn Mẫu",
]  # fmt: skip
STATE = [
    "ỦY BAN NHÂN DÂN", "TỈNH MẪU", "Số: 12/2024/QĐ-UBND Tỉnh mẫu, ngày 05 tháng 02 năm 2024",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc", "QUYẾT ĐỊNH",
    "Ban hành Quy chế quản lý tài liệu", "ỦY BAN NHÂN DÂN TỈNH MẪU", *BASES, "QUYẾT ĐỊNH:",
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý tài liệu.",
    "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 20 tháng 02 năm 2024.",
    "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Trần Thị Ví Dụ", "QUY CHẾ",
    "NGƯỜI LẬP BIỂU", "Lê Văn Khác",
]  # fmt: skip


def test_party_layout() -> None:
    """Hướng dẫn 36-HD/VPTW: no colon after Số, T/M with a slash."""
    found = read(*PARTY)
    got = {f.name: f.value for f in found.items}
    assert got["so_hieu"] == "05-CT/TU"
    assert got["loai"] == "Chỉ thị"
    assert got["ngay"] == "2024-03-02"
    assert got["noi_ban_hanh"] == "Tỉnh mẫu"
    assert got["do_khan"] == "Khẩn"
    assert got["co_quan"] == "TỈNH ỦY MẪU"
    assert got["chu_the"] == "BAN THƯỜNG VỤ TỈNH ỦY"
    assert got["trich_yeu"] == "về tăng cường công tác phòng, chống lãng phí"
    assert [(s.ten, s.chuc_vu, s.tu_cach) for s in found.signers] == [
        ("Nguyễn Văn Mẫu", "BÍ THƯ", "T/M BAN THƯỜNG VỤ")
    ]
    assert found.recipients == ("Ban Bí thư (để báo cáo),", "Các huyện ủy,", "Lưu Văn phòng.")


def test_state_layout() -> None:
    """Nghị định 30/2020/NĐ-CP; the columns were run together and an annex has a signature of its own."""
    found = read(*STATE)
    got = {f.name: (f.value, f.confidence) for f in found.items}
    assert got["so_hieu"] == ("12/2024/QĐ-UBND", "chac")
    assert got["ngay"] == ("2024-02-05", "chac")
    assert got["hieu_luc_tu"] == ("2024-02-20", "chac")
    assert got["co_quan"][0] == "ỦY BAN NHÂN DÂN / TỈNH MẪU"
    assert got["trich_yeu"][0] == "Ban hành Quy chế quản lý tài liệu"
    assert [(s.ten, s.tu_cach, s.chuc_vu) for s in found.signers] == [
        ("Trần Thị Ví Dụ", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    ]


@pytest.mark.parametrize(
    ("lines", "name", "value", "confidence"),
    [
        pytest.param(["Số:      /KH-UBND", "KẾ HOẠCH", "Năm 2024"], "so_hieu", "chua_ro", "khong", id="blank number"),
        pytest.param(["Số 1-BC/TU", "Mẫu, ngày     tháng 3 năm 2024", "BÁO CÁO", "Kết quả"], "ngay", "2024-03", "ngo", id="blank day"),
        pytest.param(["BÁO CÁO", "Kết quả", *BASES], "ngay", "chua_ro", "khong", id="the date of a legal basis isn't ours"),
        pytest.param(["(Kèm theo Quyết định số 5/QĐ-UBND)", "QUY CHẾ", "Làm việc"], "so_hieu", "chua_ro", "khong", id="the carrier's number isn't ours"),
        pytest.param(["LUẬT", "CHỮ THẬP ĐỎ CỦA QUỐC HỘI KHÓA XII, KỲ HỌP THỨ 3, SỐ 11/2008/QH12", "NGÀY 03 THÁNG 06 NĂM 2008", *BASES], "so_hieu", "11/2008/QH12", "chac", id="number in a law's title"),
        pytest.param(["LUẬT", "CHỮ THẬP ĐỎ CỦA QUỐC HỘI KHÓA XII, KỲ HỌP THỨ 3, SỐ 11/2008/QH12", "NGÀY 03 THÁNG 06 NĂM 2008", *BASES], "trich_yeu", "CHỮ THẬP ĐỎ", "chac", id="title of such a law"),
        pytest.param(["NGHỊ ĐỊNH", "CỦA CHÍNH PHỦ SỐ 29/1998/NĐ-CP NGÀY 11 THÁNG 5 NĂM 1998", "VỀ QUY CHẾ DÂN CHỦ"], "ngay", "1998-05-11", "chac", id="date in the title of a data base"),
        pytest.param(["NGHỊ ĐỊNH", "CỦA CHÍNH PHỦ SỐ 29/1998/NĐ-CP NGÀY 11 THÁNG 5 NĂM 1998", "VỀ QUY CHẾ DÂN CHỦ", *BASES], "trich_yeu", "VỀ QUY CHẾ DÂN CHỦ", "chac", id="subject after it"),
        pytest.param(["BỘ MẪU", "Số: 15/BM-VP", "V/v báo cáo kết quả", "năm 2023", "Kính gửi: Các sở"], "trich_yeu", "báo cáo kết quả năm 2023", "chac", id="letter"),
        pytest.param(["BỘ MẪU", "Số: 15/BM-VP", "V/v báo cáo kết quả", "năm 2023", "Kính gửi: Các sở"], "loai", "Công văn", "ngo", id="a letter names no type"),
        pytest.param(["Số: 5/QĐ-BM", "quyết định của bộ trưởng bộ mẫu", "về việc sửa đổi"], "loai", "Quyết định", "ngo", id="capitals lost by a dead font"),
        pytest.param(["NGHỊ ĐỊNH1", "Quy định chi tiết"], "loai", "Nghị định", "chac", id="a footnote stuck to the type"),
        pytest.param(["LUẬT", "THANH NIÊN MẪU", "Quốc hội ban hành Luật Thanh niên mẫu."], "trich_yeu", "Thanh niên mẫu", "chac", id="case from the text"),
        pytest.param(["LUẬT", "MẪU", "Điều 1. A", "Luật này được Quốc hội thông qua ngày 5 tháng 6 năm 2020."], "ngay", "2020-06-05", "chac", id="date a law was passed"),
    ],
)  # fmt: skip
def test_one_fact(lines: list[str], name: str, value: str, confidence: str) -> None:
    found = read(*lines)
    assert (found.value(name), found.confidence(name)) == (value, confidence)


def test_displaced_letterhead_and_consolidated_text() -> None:
    found = read(
        "THÔNG TƯ", "Hướng dẫn báo cáo", "Điều 1. A", "BỘ Y TẾ", "Số: 04/VBHN-BYT",
        "XÁC THỰC VĂN BẢN HỢP NHẤT", "Hà Nội, ngày 13 tháng 4 năm 2018", "BỘ TRƯỞNG", "Phạm Thị Mẫu",
    )  # fmt: skip
    assert found.value("so_hieu") == "04/VBHN-BYT"
    assert found.value("loai") == "Văn bản hợp nhất"
    assert found.value("trich_yeu") == "Thông tư Hướng dẫn báo cáo"
    assert found.value("ngay") == "2018-04-13"


def test_portal_says_what_the_text_lost() -> None:
    frame = (
        Removed(reason="khung trang web", text="Nghị định số 35/2026/NĐ-CP Quy định chi tiết"),
        Removed(reason="khung trang web", text="Ngày có hiệu lực:01/07/2026"),
    )
    found = read("NGHỊ ĐỊNH", "Quy định chi tiết", removed=frame)
    assert (found.value("so_hieu"), found.confidence("so_hieu")) == ("35/2026/NĐ-CP", "ngo")
    assert found.value("hieu_luc_tu") == "2026-07-01"


def test_nothing_is_invented_for_an_empty_head() -> None:
    found = read("Một đoạn văn không có gì của phần đầu văn bản.")
    assert found.value("so_hieu") == found.value("ngay") == "chua_ro"
    assert found.value("loai") == ""
    assert found.signers == ()
