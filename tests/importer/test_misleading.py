"""Heads that mislead: blanks, joint and amending documents, annexes, gazettes, stamps of receipt.

What is not the document's own number, day or type is never called sure.
"""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from importer.made import Pdf, cell, docx, paragraph, table

from vanban.importer.draft import draft
from vanban.importer.fields import read_fields
from vanban.importer.model import Block, Extract, Fields

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
FREE = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
DAY = "Tỉnh mẫu, ngày 05 tháng 3 năm 2024"
UBND = ["ỦY BAN NHÂN DÂN", "TỈNH MẪU"]
TU = ["TỈNH ỦY MẪU", "*"]
ACT = [
    "Căn cứ Luật Mẫu ngày 19 tháng 6 năm 2015;", "QUYẾT ĐỊNH:",
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế mẫu.",
    "Điều 2. Quyết định này có hiệu lực từ ngày ký.",
    "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Mẫu",
]  # fmt: skip


def read(*lines: str) -> Fields:
    blocks = [Block(text=line) for line in lines]
    return read_fields(Extract(reader="text", blocks=()), blocks, "tep")[0]


def facts(found: Fields) -> tuple[str, ...]:
    """Number, day and type, with ``?`` behind those the program itself doubts."""
    sure = {"chac": "", "ngo": "?", "khong": "?"}
    names = ("so_hieu", "ngay", "loai")
    return tuple(found.value(n) + sure[found.confidence(n)] for n in names)


@pytest.mark.parametrize(
    ("lines", "number", "day", "kind"),
    [
        pytest.param([*UBND, "Số:      /2024/QĐ-UBND", STATE, FREE, DAY, "QUYẾT ĐỊNH", "Ban hành Quy chế", *ACT, "PHỤ LỤC", "SỞ MẪU", "Số: 12/QĐ-SM", STATE, FREE, "Tỉnh mẫu, ngày 7 tháng 2 năm 2023", "QUYẾT ĐỊNH", "Về mẫu"], "chua_ro?", "2024-03-05", "Quyết định", id="blank with year + annex with own head"),
        pytest.param([*TU, "Số      -QĐ/TU", PARTY, DAY, "QUYẾT ĐỊNH", "Ban hành Quy chế", *ACT, "PHỤ LỤC", "SỞ MẪU", "Số 12-QĐ/TU", PARTY, "Tỉnh mẫu, ngày 7 tháng 2 năm 2023"], "chua_ro?", "2024-03-05", "Quyết định", id="blank dash + annex head"),
        pytest.param([*UBND, STATE, FREE, DAY, "QUYẾT ĐỊNH", "Ban hành Quy chế", *ACT, "PHỤ LỤC", "SỞ MẪU", "Số: 12/QĐ-SM", STATE, FREE, "Tỉnh mẫu, ngày 7 tháng 2 năm 2023"], "chua_ro?", "2024-03-05", "Quyết định", id="no number line + annex head"),
        pytest.param([*UBND, "Số: 12/QĐ-UBND", STATE, FREE, "Tỉnh mẫu, ngày    tháng    năm", "QUYẾT ĐỊNH", "Ban hành Quy chế", *ACT, "PHỤ LỤC", "SỞ MẪU", "Số: 12/QĐ-SM", STATE, FREE, "Tỉnh mẫu, ngày 7 tháng 2 năm 2023"], "12/QĐ-UBND", "chua_ro?", "Quyết định", id="blank all day + annex date"),
        pytest.param(["QUY CHẾ", "Quản lý mẫu", "(Ban hành kèm theo Quyết định", "số 12/QĐ-UBND ngày 5 tháng 3 năm 2024)", "Điều 1. Phạm vi"], "chua_ro?", "chua_ro?", "Quy chế", id="annex only, number line in brackets"),
        pytest.param(["PHỤ LỤC I", "(Ban hành kèm theo Quyết định", "số 12/QĐ-UBND ngày 5 tháng 3 năm 2024)", "KẾ HOẠCH", "Thực hiện mẫu", "1. Mục đích"], "chua_ro?", "2024-03-05?", "Kế hoạch", id="annex on top, brackets cut, above type"),
        pytest.param(["PHỤ LỤC I", "(Kèm theo Quyết định số 12/QĐ-UBND", "ngày 5 tháng 3 năm 2024)", "KẾ HOẠCH", "Thực hiện mẫu", "1. Mục đích"], "chua_ro?", "2024-03-05?", "Kế hoạch", id="annex on top, date cut"),
        pytest.param(["PHỤ LỤC I", "(Kèm theo Quyết định số", "12/QĐ-UBND ngày 5/3/2024 của UBND tỉnh)", "KẾ HOẠCH", "Thực hiện mẫu", "1. Mục đích"], "chua_ro?", "2024-03-05?", "Kế hoạch", id="annex on top, number cut slash"),
        pytest.param(["Ban hành kèm theo Quyết định", "Số 12/QĐ-UBND ngày 5/3/2024", "QUY ĐỊNH", "Về mẫu", "Điều 1. A"], "chua_ro?", "2024-03-05?", "Quy định", id="no bracket issued with"),
        pytest.param([*TU, "Số 45-KH/TU", PARTY, DAY, "KẾ HOẠCH", "thực hiện", "Nghị quyết số 18-NQ/TW", "ngày 25/10/2017 của Ban Chấp hành Trung ương", "I. Mục đích"], "45-KH/TU", "2024-03-05", "Kế hoạch", id="subject names a resolution on its own line"),
        pytest.param([*TU, "Số     -KH/TU", PARTY, DAY, "KẾ HOẠCH", "thực hiện", "Nghị quyết số 18-NQ/TW", "ngày 25/10/2017 của Ban Chấp hành Trung ương", "I. Mục đích"], "chua_ro?", "2024-03-05", "Kế hoạch", id="same, blank number"),
        pytest.param([*TU, PARTY, DAY, "KẾ HOẠCH", "thực hiện Nghị quyết", "số 18-NQ/TW", "của Ban Chấp hành Trung ương", "I. Mục đích"], "chua_ro?", "2024-03-05", "Kế hoạch", id="same, no number"),
        pytest.param([*TU, PARTY, "KẾ HOẠCH", "THỰC HIỆN NGHỊ QUYẾT", "SỐ 18-NQ/TW NGÀY 25 THÁNG 10 NĂM 2017", "I. Mục đích"], "chua_ro?", "chua_ro?", "Kế hoạch", id="same, no number no date, caps"),
        pytest.param([*UBND, STATE, FREE, DAY, "QUYẾT ĐỊNH", "Sửa đổi, bổ sung một số điều của Quyết định", "số 12/2020/QĐ-UBND", "ngày 5 tháng 3 năm 2020 của Ủy ban nhân dân tỉnh", *ACT], "chua_ro?", "2024-03-05", "Quyết định", id="amending, number on own line no own"),
        pytest.param([*UBND, "Số: 12/2024/QĐ-UBND", STATE, FREE, "QUYẾT ĐỊNH", "Sửa đổi Quyết định số 12/2020/QĐ-UBND", "ngày 5 tháng 3 năm 2020", *ACT], "12/2024/QĐ-UBND", "chua_ro?", "Quyết định", id="amending, date alone, no own date"),
        pytest.param(["BAN TỔ CHỨC", "*", "Số 05-HD/BTCTU", "BAN DÂN VẬN", "*", "Số 07-HD/BDVTU", PARTY, DAY, "HƯỚNG DẪN", "về mẫu"], "05-HD/BTCTU?", "2024-03-05", "Hướng dẫn", id="joint two numbers"),
        pytest.param(["BAN TỔ CHỨC - BAN DÂN VẬN", "*", "Số 01-HD/BTCTU-BDVTU", PARTY, DAY, "HƯỚNG DẪN", "về mẫu"], "01-HD/BTCTU-BDVTU", "2024-03-05", "Hướng dẫn", id="joint one number"),
        pytest.param(["CÔNG BÁO TỈNH MẪU", "Số 12", "Ngày 15 tháng 01 năm 2024", *UBND, "Số:     /QĐ-UBND", STATE, FREE, "Tỉnh mẫu, ngày     tháng     năm 2023", "QUYẾT ĐỊNH", "Về mẫu", *ACT], "chua_ro?", "2023?", "Quyết định", id="gazette day alone"),
        pytest.param(["CÔNG BÁO/Số 375 + 376/Ngày 22-4-2016", *UBND, "Số: 12/QĐ-UBND", STATE, FREE, DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "12/QĐ-UBND", "2024-03-05", "Quyết định", id="gazette line"),
        pytest.param(["CÔNG BÁO", "Số 375 + 376 ngày 22-4-2016", *UBND, "Số: 12/QĐ-UBND", STATE, FREE, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "12/QĐ-UBND", "chua_ro?", "Quyết định", id="gazette line, no own date"),
        pytest.param(["VĂN BẢN ĐẾN", "Số 1234", "Ngày 12/3/2024", *UBND, "Số: 12/QĐ-UBND", STATE, FREE, "Tỉnh mẫu, ngày     tháng 3 năm 2024", "QUYẾT ĐỊNH", "Về mẫu", *ACT], "12/QĐ-UBND", "2024-03?", "Quyết định", id="incoming stamp"),
        pytest.param([*UBND, STATE, FREE, "(Số liệu tính đến ngày 15/3/2024)", "BÁO CÁO", "Kết quả mẫu", "I. Tình hình"], "chua_ro?", "2024-03-15?", "Báo cáo", id="figures as of day above type"),
        pytest.param(["Cập nhật ngày 15/3/2024", *UBND, "Số: 12/QĐ-UBND", STATE, FREE, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "12/QĐ-UBND", "2024-03-15?", "Quyết định", id="updated day"),
        pytest.param([*UBND, "Số: 12/QĐ-UBND", STATE, FREE, "Tỉnh mẫu, ngày 05 tháng 3 năm 20245", "QUYẾT ĐỊNH", "Về mẫu", *ACT], "12/QĐ-UBND", "chua_ro?", "Quyết định", id="year with five figures"),
        pytest.param(["HỘI ĐỒNG NHÂN DÂN", "TỈNH MẪU", "Số: 12/2024/NQ-UBND", STATE, FREE, DAY, "NGHỊ QUYẾT", "Về mẫu", *ACT], "12/2024/NQ-UBND?", "2024-03-05", "Nghị quyết", id="issuer differs: council head, UBND number"),
        pytest.param(["BỘ Y TẾ", "Số: 12/2024/TT-BTC", STATE, FREE, DAY, "THÔNG TƯ", "Về mẫu", *ACT], "12/2024/TT-BTC?", "2024-03-05", "Thông tư", id="issuer differs: ministry"),
        pytest.param([*UBND, "Số: 12/QĐ-UBND", STATE, FREE, DAY, "QUYẾT ĐỊNH", "Về mẫu", "Căn cứ Luật Mẫu;", "Điều 1. A", "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 05 tháng 3 năm 2020."], "12/QĐ-UBND", "2024-03-05?", "Quyết định", id="effective before signing"),
        pytest.param([*UBND, "Số: 12/2014/QĐ-UBND", STATE, FREE, DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "12/2014/QĐ-UBND?", "2024-03-05?", "Quyết định", id="other year number doubted too"),
        pytest.param(["BAN QUẢN LÝ", STATE, "DỰ ÁN ĐẦU TƯ XÂY DỰNG TỈNH MẪU", FREE, "Số: 12/BQLDA-KT", DAY, "V/v mẫu", "Kính gửi: Sở Mẫu"], "12/BQLDA-KT", "2024-03-05", "Công văn?", id="project board, row order"),
        pytest.param([STATE, FREE, "BAN QUẢN LÝ", "DỰ ÁN ĐẦU TƯ XÂY DỰNG TỈNH MẪU", "Số: 12/BQLDA-KT", DAY, "V/v mẫu", "Kính gửi: Sở Mẫu"], "12/BQLDA-KT", "2024-03-05", "Công văn?", id="project board, motto first"),
        pytest.param([STATE, FREE, "BAN QUẢN LÝ", "DỰ ÁN ĐẦU TƯ XÂY DỰNG TỈNH MẪU", "Số: 12/QĐ-BQLDA", DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "12/QĐ-BQLDA", "2024-03-05", "Quyết định", id="project board, motto first, decision"),
        pytest.param([STATE, FREE, "LIÊN ĐOÀN", "LUẬT SƯ TỈNH MẪU", "Số: 12/QĐ-LĐLS", DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "12/QĐ-LĐLS", "2024-03-05", "Quyết định", id="lawyers, motto first"),
        pytest.param([STATE, FREE, "BAN CHỈ ĐẠO", "CHƯƠNG TRÌNH MỤC TIÊU TỈNH MẪU", "Số: 12/KH-BCĐ", DAY, "KẾ HOẠCH", "Về mẫu", "1. Mục đích"], "12/KH-BCĐ", "2024-03-05", "Kế hoạch", id="programme board, motto first"),
        pytest.param([*UBND, "Số: 12/QĐ-UBND", STATE, FREE, DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT, "SAO Y", "Số: 77/SY-UBND", "Tỉnh mẫu, ngày 9 tháng 9 năm 2024"], "12/QĐ-UBND", "2024-03-05", "Quyết định", id="certified copy below"),
        pytest.param([*UBND, "Số: 12/QĐ-UBND", STATE, FREE, "QUYẾT ĐỊNH", "Về mẫu", "Căn cứ Luật Mẫu;", "Điều 1. A", DAY, "CHỦ TỊCH", "Nguyễn Văn Mẫu"], "12/QĐ-UBND", "chua_ro?", "Quyết định", id="date only at signature"),
        pytest.param(["HỘI ĐỒNG NHÂN DÂN", "TỈNH MẪU", "Số: 12/NQ-HĐND", STATE, FREE, "Tỉnh mẫu, ngày    tháng    năm", "NGHỊ QUYẾT", "Về mẫu", "Căn cứ Luật Mẫu;", "Điều 1. A", "Nghị quyết này đã được Hội đồng nhân dân tỉnh khóa X, kỳ họp thứ 5 thông qua ngày 10 tháng 12 năm 2024."], "12/NQ-HĐND", "2024-12-10?", "Nghị quyết", id="council passed day with blank head day"),
        pytest.param([*UBND, "Số: 12/QĐ", STATE, FREE, DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "12/QĐ?", "2024-03-05", "Quyết định", id="number without an issuer"),
        pytest.param([*UBND, "Số: 12/2024/QĐ-", STATE, FREE, DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "12/2024/QĐ?", "2024-03-05", "Quyết định", id="number cut before issuer"),
        pytest.param([*UBND, "Số: 1 234/QĐ-UBND", STATE, FREE, DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "chua_ro?", "2024-03-05", "Quyết định", id="two figures apart"),
        pytest.param([*UBND, "Số: ....../2024/NQ-HĐND", STATE, FREE, DAY, "NGHỊ QUYẾT", "Về mẫu", *ACT], "chua_ro?", "2024-03-05", "Nghị quyết", id="blank with dots and year"),
        pytest.param([*UBND, "Số: ____/QĐ-UBND", STATE, FREE, DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "chua_ro?", "2024-03-05", "Quyết định", id="blank underscore"),
        pytest.param([*UBND, "Số: 00/QĐ-UBND", STATE, FREE, DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "00/QĐ-UBND?", "2024-03-05", "Quyết định", id="blank figures 00"),
        pytest.param([*UBND, "Số: xx/2024/QĐ-UBND", STATE, FREE, DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "chua_ro?", "2024-03-05", "Quyết định", id="placeholder xx"),
        pytest.param(["Thực hiện chỉ đạo", "Số: 12/QĐ-UBND", "Ngày 5/3/2024", "Nội dung như sau"], "12/QĐ-UBND?", "2024-03-05?", "Quyết định?", id="no type no motto, cited number starts line"),
        pytest.param(["DANH SÁCH VĂN BẢN", "Số 12/QĐ-UBND", "ngày 5/3/2024", "Số 13/QĐ-UBND", "ngày 6/3/2024"], "12/QĐ-UBND?", "2024-03-05?", "Quyết định?", id="table of documents, no head"),
        pytest.param([*UBND, "Số: 12/UBND-VP", STATE, FREE, DAY, "V/v gửi Kế hoạch mẫu", "Kính gửi: Các sở", "Nội dung.", "KẾ HOẠCH", "Thực hiện mẫu"], "12/UBND-VP", "2024-03-05", "Công văn?", id="cover letter then plan"),
        pytest.param([*UBND, "Số: 12/UBND-VP", STATE, FREE, DAY, "V/v trả lời Công văn", "số 45/BTC-NSNN", "Kính gửi: Bộ Tài chính"], "12/UBND-VP", "2024-03-05", "Công văn?", id="letter answers a letter, number on own line"),
        pytest.param([*UBND, "Số:     /UBND-VP", STATE, FREE, DAY, "V/v trả lời Công văn", "số 45/BTC-NSNN", "Kính gửi: Bộ Tài chính"], "chua_ro?", "2024-03-05", "Công văn?", id="letter blank answers a letter"),
        pytest.param([*UBND, STATE, FREE, DAY, "V/v trả lời Công văn", "số 45/BTC-NSNN", "Kính gửi: Bộ Tài chính"], "chua_ro?", "2024-03-05", "Công văn?", id="letter without number answers a letter"),
        pytest.param(["QUỐC HỘI", STATE, FREE, "LUẬT", "Sửa đổi, bổ sung một số điều của Luật Mẫu", "số 12/2018/QH14", "Căn cứ Hiến pháp;", "Điều 1. A"], "chua_ro?", "chua_ro?", "Luật", id="law named with day in subject"),
        pytest.param(["QUỐC HỘI", STATE, FREE, "LUẬT", "MẪU", "Số: 12/2018/QH14", "Căn cứ Hiến pháp;", "Điều 1. A"], "12/2018/QH14", "chua_ro?", "Luật", id="law own number below title"),
        pytest.param(["QUYẾT ĐỊNH", "CỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 12/2005/QĐ-TTG NGÀY 05 THÁNG 3 NĂM 2005", "VỀ VIỆC MẪU", *ACT], "12/2005/QĐ-TTg", "2005-03-05?", "Quyết định", id="decision of an old data base"),
        pytest.param([*UBND, "Số: 12/QĐ-UBND*", STATE, FREE, DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "12/QĐ-UBND", "2024-03-05", "Quyết định", id="draft number with note"),
        pytest.param(["TỈNH ỦY MẪU", "BAN TỔ CHỨC", "*", "Số 12-QĐ/TU", PARTY, DAY, "QUYẾT ĐỊNH", "về mẫu", "- Căn cứ Điều lệ Đảng;"], "12-QĐ/TU?", "2024-03-05", "Quyết định", id="organ's number is another's"),
        pytest.param([*UBND, "Số 12-QĐ/TU", STATE, FREE, DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "12-QĐ/TU?", "2024-03-05", "Quyết định", id="party number under a state motto"),
        pytest.param(["Số: 12/QĐ-UBND / No. 12/QĐ-UBND", *UBND, STATE, FREE, DAY, "QUYẾT ĐỊNH", "Về mẫu", *ACT], "12/QĐ-UBND/No?", "2024-03-05", "Quyết định", id="translated twin"),
    ],
)  # fmt: skip
def test_what_is_anothers_is_never_sure(lines: list[str], number: str, day: str, kind: str) -> None:
    assert facts(read(*lines)) == (number, day, kind)


def test_a_subject_keeps_the_number_it_names() -> None:
    """A line of the subject that begins with a number stays in the subject."""
    above = [*TU, "Số 45-KH/TU", PARTY, DAY, "KẾ HOẠCH", "thực hiện"]
    found = read(*above, "Nghị quyết số 18-NQ/TW", "của Ban Chấp hành Trung ương", "I. Mục đích")
    told = "thực hiện Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương"
    assert (found.value("trich_yeu"), found.value("so_hieu")) == (told, "45-KH/TU")


def test_the_history_of_a_consolidated_text_is_no_subject() -> None:
    told = "Thông tư số 5/2020/TT-BM ngày 3 tháng 2 năm 2020 quy định mẫu, có hiệu lực kể từ ngày"
    head = ["BỘ MẪU", "Số: 7/VBHN-BM", STATE, DAY, "THÔNG TƯ", "Quy định về kế hoạch mẫu"]
    found = read(
        *head, f"{told} 5 tháng 4 năm 2020, được sửa đổi, bổ sung bởi:", "Điều 1. Nội dung"
    )
    assert found.value("trich_yeu") == "Thông tư Quy định về kế hoạch mẫu"


MADE = {
    "blank": ("Số:      /QĐ-UBND", "Tỉnh mẫu, ngày     tháng 3 năm 2024", ("chua_ro?", "2024-03?", "Quyết định")),
    "whole": ("Số: 12/QĐ-UBND", DAY, ("12/QĐ-UBND", "2024-03-05", "Quyết định")),
    "council": ("Số: 12/NQ-HĐND", DAY, ("12/NQ-HĐND?", "2024-03-05", "Quyết định")),
}  # fmt: skip
TITLE = [
    "QUYẾT ĐỊNH",
    "Sửa đổi Quy chế ban hành kèm theo Quyết định",
    "số 15/QĐ-UBND ngày 7 tháng 8 năm 2020",
]
ANNEX = ["PHỤ LỤC", "SỞ MẪU", "Số: 99/QĐ-SM", STATE, FREE, "Tỉnh mẫu, ngày 7 tháng 2 năm 2023"]


def made_docx(path: Path, left: list[str], right: list[str], below: list[str]) -> Path:
    sides = [cell(*map(paragraph, side)) for side in (left, right)]
    return docx(path, [table(sides, border=False), *map(paragraph, below)])


def made_pdf(path: Path, left: list[str], right: list[str], below: list[str]) -> Path:
    sheet = Pdf()
    for x, side in ((60, left), (290, right)):
        for row, line in enumerate(side):
            sheet.text(x, 60 + 18 * row, line, size=11)
    for row, line in enumerate(below):
        sheet.text(60, 150 + 18 * row, line, size=11)
    return sheet.save(path)


def made_text(path: Path, left: list[str], right: list[str], below: list[str]) -> Path:
    rows = [f"{a:<34}{b}" for a, b in zip(left, right, strict=True)]
    path.write_text("\n".join([*rows, "", "\n\n".join(below)]), "utf-8")
    return path


def made_html(path: Path, left: list[str], right: list[str], below: list[str]) -> Path:
    sides = "".join(
        f"<td>{''.join(f'<p>{html.escape(x)}</p>' for x in side)}</td>" for side in (left, right)
    )
    rest = "".join(f"<p>{html.escape(line)}</p>" for line in below)
    path.write_text(f"<html><body><table><tr>{sides}</tr></table>{rest}</body></html>", "utf-8")
    return path


@pytest.mark.parametrize("case", MADE)
@pytest.mark.parametrize(
    ("make", "ending"),
    [(made_docx, "docx"), (made_pdf, "pdf"), (made_text, "txt"), (made_html, "html")],
    ids=["docx", "pdf", "txt", "html"],
)
def test_in_every_kind_of_file(tmp_path: Path, make, ending: str, case: str) -> None:  # type: ignore[no-untyped-def]
    number, day, wanted = MADE[case]
    left, right = [*UBND, number], [STATE, FREE, day]
    below = [*TITLE, *ACT, *ANNEX, "KẾ HOẠCH", "Nội dung của phụ lục."]
    found = draft(make(tmp_path / f"tep.{ending}", left, right, below), "noi_bo")
    assert facts(found.fields) == wanted
    assert "15/QĐ-UBND" in found.fields.value("trich_yeu")
