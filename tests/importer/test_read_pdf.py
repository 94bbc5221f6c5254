"""The PDF reader on made pages: columns, paragraphs, furniture, tables, notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from importer.made import Pdf

from vanban.importer.draft import draft
from vanban.importer.model import Refused
from vanban.importer.read_pdf import read_pdf

WIDE = 70  # characters of a full line: 70 * 6.5 points from x = 70 to 525


def filled(words: str) -> str:
    """``words`` repeated and cut to a full line that ends in a word."""
    text = words
    while len(text) < WIDE:
        text += " " + words
    return text[:WIDE].rstrip().ljust(WIDE, "a")


def letter_page(pdf: Pdf) -> None:
    pdf.text(80, 80, "ỦY BAN NHÂN DÂN TỈNH MẪU", bold=True)
    pdf.text(330, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", bold=True)
    pdf.text(110, 100, "Số: 12/QĐ-UBND")
    pdf.text(310, 100, "Tỉnh mẫu, ngày 05 tháng 3 năm 2024")
    pdf.text(250, 140, "QUYẾT ĐỊNH", bold=True)


def test_columns_and_paragraphs(tmp_path: Path) -> None:
    pdf = Pdf()
    letter_page(pdf)
    long = filled("nội dung của quyết định được viết đủ cả dòng")
    for top, x, text in (
        (180, 90, long[:67]),
        (196, 70, long),
        (212, 70, "hết đoạn."),
        (228, 90, "Điều 1. Phạm vi"),
        (244, 90, long[:67]),
        (260, 70, long),
    ):
        pdf.text(x, top, text)
    found = read_pdf(pdf.save(tmp_path / "a.pdf"))
    assert [(b.column, b.text) for b in found.blocks[:5]] == [
        (1, "ỦY BAN NHÂN DÂN TỈNH MẪU"),
        (1, "Số: 12/QĐ-UBND"),
        (2, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
        (2, "Tỉnh mẫu, ngày 05 tháng 3 năm 2024"),
        (0, "QUYẾT ĐỊNH"),
    ]
    assert [b.text for b in found.blocks[5:]] == [
        f"{long[:67].rstrip()} {long} hết đoạn.",
        "Điều 1. Phạm vi",
        f"{long[:67].rstrip()} {long}",
    ]


def test_page_end_number_and_running_head(tmp_path: Path) -> None:
    pdf = Pdf()
    line = filled("một dòng dài kín trang giấy")
    for number in (1, 2, 3):
        if number > 1:
            pdf.page()
        pdf.text(90, 40, "Tài liệu hội nghị tỉnh")
        pdf.text(290, 800, str(number))
        for step in range(6):
            pdf.text(
                70 if step or number > 1 else 90,
                100 + 16 * step,
                line[: WIDE - (step == 0 and number == 1) * 3],
            )
        pdf.text(90, 196, "1. Đoạn mới thụt đầu dòng của trang " + str(number))
        pdf.text(90, 212, filled("cuối trang là một dòng kín")[:67])
    found = read_pdf(pdf.save(tmp_path / "a.pdf"))
    assert [r.text for r in found.removed] == [
        "Tài liệu hội nghị tỉnh", "1", "Tài liệu hội nghị tỉnh", "2", "Tài liệu hội nghị tỉnh", "3",
    ]  # fmt: skip
    joined = [r for r in found.repairs if r.kind == "nối đoạn bị ngắt trang"]
    assert len(joined) == 2
    assert not any("Tài liệu" in b.text for b in found.blocks)


def test_ruled_table_and_footnote(tmp_path: Path) -> None:
    pdf = Pdf()
    pdf.text(70, 100, filled("đoạn văn có chú thích ở cuối câu này")[:60])
    pdf.text(70 + 60 * 6.5, 95, "1", size=7)
    pdf.text(70, 116, filled("dòng thứ hai của đoạn văn có chú thích"))
    for y in (150, 175, 200):
        pdf.line(70, y, 400, y)
    for x in (70, 200, 400):
        pdf.line(x, 150, x, 200)
    pdf.text(80, 168, "Chỉ tiêu")
    pdf.text(210, 168, "Kết quả")
    pdf.text(80, 193, "Kết nạp")
    pdf.text(210, 193, "29%")
    pdf.line(70, 700, 200, 700)
    pdf.text(70, 712, "1", size=6)
    pdf.text(76, 715, "Lời chú thích.", size=10)
    found = read_pdf(pdf.save(tmp_path / "a.pdf"))
    tables = [b for b in found.blocks if b.kind == "table"]
    assert [t.rows for t in tables] == [(("Chỉ tiêu", "Kết quả"), ("Kết nạp", "29%"))]
    assert found.notes == ("Lời chú thích.",)
    assert "\ue0001\ue001" in found.blocks[0].text


def test_white_fills_are_no_table(tmp_path: Path) -> None:
    """Word draws a white box behind each shaded line; they look like a grid to a table finder."""
    pdf = Pdf()
    line = filled("một dòng văn bản có nền trắng")
    for step in range(8):
        top = 100 + 16 * step
        pdf.pages[-1].append(f"1 g 62 {842 - top - 4} 470 16 re f 0 g")
        pdf.text(70, top, line)
    found = read_pdf(pdf.save(tmp_path / "a.pdf"))
    assert [b.kind for b in found.blocks] == ["paragraph"]


def test_a_page_without_letters_is_refused(tmp_path: Path) -> None:
    pdf = Pdf()
    pdf.line(10, 10, 100, 100)
    with pytest.raises(Refused) as refused:
        read_pdf(pdf.save(tmp_path / "a.pdf"))
    assert refused.value.code == "tep-rong"


@pytest.mark.parametrize("cut", [20, 300, 900])
def test_broken_pdf_is_refused(tmp_path: Path, cut: int) -> None:
    pdf = Pdf()
    pdf.text(70, 100, "chữ")
    path = pdf.save(tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(Refused):
        read_pdf(path)


@pytest.mark.parametrize("turn", ["0 1 -1 0 500 100", "0 -1 1 0 100 750"], ids=["up", "down"])
def test_a_sheet_set_sideways(tmp_path: Path, turn: str) -> None:
    """Landscape annexes of gazettes: every letter is turned, none may be lost."""
    pdf = Pdf()
    for line, text in enumerate(["DANH MỤC CÔNG VIỆC NẶNG NHỌC", "Kèm theo Thông tư này của bộ"]):
        pdf.pages[-1].append(f"q {turn} cm")
        pdf.text(20, 842 - 100 + 24 * line, text)
        pdf.pages[-1].append("Q")
    found = read_pdf(pdf.save(tmp_path / "a.pdf"))
    whole = " ".join(b.text for b in found.blocks)
    assert whole == "DANH MỤC CÔNG VIỆC NẶNG NHỌC Kèm theo Thông tư này của bộ"


def test_a_word_up_the_margin_is_listed(tmp_path: Path) -> None:
    pdf = Pdf()
    pdf.text(70, 80, "Điều 1. Nội dung chính của văn bản này.")
    pdf.pages[-1].append("q 0 1 -1 0 40 300 cm")
    pdf.text(0, 842, "Lề")
    pdf.pages[-1].append("Q")
    found = read_pdf(pdf.save(tmp_path / "a.pdf"))
    assert len(found.blocks) == 1
    assert [(r.reason, r.text) for r in found.removed] == [("chữ xoay ngoài dòng", "Lề")]


@pytest.mark.parametrize(
    ("day", "gap"),
    [
        ((300, "Tỉnh Mẫu, ngày 05 tháng 3 năm 2024"), 18),
        ((300, "Tỉnh Mẫu, ngày 05 tháng 3 năm 2024"), 30),
        ((230, "Thành phố Tỉnh Mẫu Lớn, ngày 05 tháng 3 năm 2024"), 18),
    ],
)
def test_a_type_flush_left_below_the_date(
    tmp_path: Path, day: tuple[float, str], gap: float
) -> None:
    """It is no part of the letterhead's left column, and the date doesn't go on with it."""
    pdf = Pdf()
    pdf.text(70, 60, "UBND TỈNH MẪU")
    pdf.text(300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    pdf.text(70, 78, "Số: 12/QĐ-UBND")
    pdf.text(300, 78, "Độc lập - Tự do - Hạnh phúc")
    pdf.text(*day[:1], 100, day[1])
    pdf.text(70, 100 + gap, "QUYẾT ĐỊNH", bold=True)
    pdf.text(70, 118 + gap, "về việc ban hành Quy chế mẫu của cơ quan")
    pdf.text(70, 150 + gap, filled("Điều 1. Ban hành Quy chế mẫu"))
    found = draft(pdf.save(tmp_path / "a.pdf"), "noi_bo").fields
    values = [found.value(n) for n in ("so_hieu", "ngay", "loai", "trich_yeu")]
    subject = "về việc ban hành Quy chế mẫu của cơ quan"
    assert values == ["12/QĐ-UBND", "2024-03-05", "Quyết định", subject]
