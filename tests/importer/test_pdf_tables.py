"""Tables of PDF pages, ruled and not, over page ends; raised digits; two sides set close."""

from __future__ import annotations

from pathlib import Path

from importer.made import Pdf

from vanban.importer.model import NOTE_CLOSE, NOTE_OPEN
from vanban.importer.read_pdf import read_pdf

ROWS = ("Thứ tự", "Tên gọi", "Số"), ("1", "Cầu mẫu", "25"), ("2", "Đường mẫu", "30")


def grid(pdf: Pdf, top: float, rows: tuple[tuple[str, ...], ...], *, crossed: bool = False) -> None:
    """A ruled table 20 points a row, columns of 140 points from x = 70."""
    width, bottom = 70 + 140 * len(rows[0]), top + 20 * len(rows)
    for at in range(len(rows) + 1):
        pdf.line(70, top + 20 * at, width, top + 20 * at)
    for at in range(len(rows[0]) + 1):
        pdf.line(70 + 140 * at, top, 70 + 140 * at, bottom)
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            left, above = 70 + 140 * across, top + 20 * down
            if cell:
                pdf.text(left + 10, above + 14, cell)
            elif crossed:
                pdf.line(left, above, left + 140, above + 20)
                pdf.line(left, above + 20, left + 140, above)


def test_crossed_out_cells_are_empty_ones(tmp_path: Path) -> None:
    rows = (*ROWS, ("3", "", ""), ("4", "Cống mẫu", ""))
    pdf = Pdf()
    grid(pdf, 200, rows, crossed=True)
    assert [b.rows for b in read_pdf(pdf.save(tmp_path / "a.pdf")).blocks] == [rows]


def test_a_table_over_a_page_end_is_one(tmp_path: Path) -> None:
    """The head printed again goes and is listed; a row cut in a sentence is joined."""
    pdf = Pdf()
    grid(pdf, 600, (*ROWS, ("3", "Nhà mẫu của", "40")))
    pdf.page()
    grid(pdf, 100, (ROWS[0], ("", "tỉnh mẫu", ""), ("4", "Cống mẫu", "12")))
    found = read_pdf(pdf.save(tmp_path / "a.pdf"))
    assert [b.rows for b in found.blocks] == [
        (*ROWS, ("3", "Nhà mẫu của tỉnh mẫu", "40"), ("4", "Cống mẫu", "12"))
    ]
    assert [(r.reason, r.text, r.page) for r in found.removed] == [
        ("dòng đầu bảng lặp lại", "Thứ tự | Tên gọi | Số", 2)
    ]


def test_another_table_on_the_next_page_stays_another(tmp_path: Path) -> None:
    pdf = Pdf()
    grid(pdf, 600, ROWS)
    pdf.page()
    pdf.text(70, 80, "Bảng thứ hai của phụ lục mẫu")
    grid(pdf, 100, ROWS)
    assert [b.kind for b in read_pdf(pdf.save(tmp_path / "a.pdf")).blocks] == [
        "table", "paragraph", "table",
    ]  # fmt: skip


def test_columns_without_rules_are_a_table(tmp_path: Path) -> None:
    """A cell that wraps goes on below with the first column empty."""
    pdf = Pdf()
    pdf.text(70, 80, "Kết quả của các đơn vị trong tỉnh mẫu như sau đây:")
    lines = (
        ("Thứ tự", "Đơn vị", "Kết quả"), ("1", "Xã mẫu một của", "Đạt 12"),
        ("", "huyện mẫu", ""), ("2", "Xã mẫu hai", "Đạt 15"), ("3", "Xã mẫu ba", "Không đạt"),
    )  # fmt: skip
    for down, row in enumerate(lines):
        for x, cell in zip((70, 150, 400), row, strict=True):
            pdf.text(x, 110 + 18 * down, cell)
    found = read_pdf(pdf.save(tmp_path / "a.pdf"))
    assert found.blocks[1].rows == (
        lines[0], ("1", "Xã mẫu một của huyện mẫu", "Đạt 12"), lines[3], lines[4],
    )  # fmt: skip


def test_a_signature_beside_recipients_is_no_table(tmp_path: Path) -> None:
    pdf = Pdf()
    left = ("Nơi nhận:", "- Như Điều 3;", "- Sở Tài chính;", "- Lưu: VT.")
    right = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Đã ký)", "Lê Văn Mẫu")
    for at, pair in enumerate(zip(left, right, strict=True)):
        for x, text in zip((70, 330), pair, strict=True):
            pdf.text(x, 200 + 18 * at, text)
    found = read_pdf(pdf.save(tmp_path / "a.pdf"))
    assert [(b.column, b.text) for b in found.blocks] == [
        *((1, text) for text in left), *((2, text) for text in right),
    ]  # fmt: skip


def test_the_sides_of_a_letterhead_set_close(tmp_path: Path) -> None:
    """A long issuer leaves hardly more than two blanks before the motto."""
    pdf = Pdf()
    issuer, motto = "SỞ NÔNG NGHIỆP TỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    pdf.text(70, 80, issuer, bold=True)
    pdf.text(70 + 6.5 * len(issuer) + 11, 80, motto, bold=True)
    pdf.text(90, 140, "SỬA ĐỔI HIẾN PHÁP NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    found = read_pdf(pdf.save(tmp_path / "a.pdf"))
    assert [b.text for b in found.blocks] == [
        issuer, motto, "SỬA ĐỔI HIẾN PHÁP NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]  # fmt: skip


def test_small_digits_that_are_no_notes(tmp_path: Path) -> None:
    """Lowered digits, dimensions, and marks that no footnote answers to are digits."""
    pdf = Pdf()
    for top, text, small, shift in (
        (100, "Lượng khí thải ra hằng năm là CO", "2", 3),
        (130, "Diện tích của khu đất mẫu là 500m", "2", -5),
        (160, "Đại biểu của Bảo hiểm tỉnh mẫu", "3", -5),
        (190, "Có chú thích ở cuối trang mẫu", "1", -5),
    ):
        pdf.text(70, top, text)
        pdf.text(70 + 6.5 * len(text), top + shift, small, size=7)
    pdf.line(70, 700, 200, 700)
    pdf.text(70, 720, "1 Chú thích mẫu ở cuối trang.", size=10)
    found = read_pdf(pdf.save(tmp_path / "a.pdf"))
    text = " ".join(b.text for b in found.blocks)
    assert "là CO2" in text and "500m2" in text and "tỉnh mẫu3" in text
    assert f"trang mẫu{NOTE_OPEN}1{NOTE_CLOSE}" in text
    assert found.notes == ("Chú thích mẫu ở cuối trang.",)


def test_notes_that_go_on_and_count_again(tmp_path: Path) -> None:
    """A note runs over to the next page; notes counted by the page are counted through."""
    pdf = Pdf()
    for page in range(3):
        for at in range(3):
            pdf.text(70, 100 + 20 * at, f"Đoạn {page}.{at} của văn bản mẫu có chữ thường.")
        if page != 1:
            pdf.text(70 + 6.5 * 42, 95, "1", size=7)
        pdf.line(70, 700, 200, 700)
        pdf.text(
            70, 720, ("1 Chú thích thứ nhất kéo dài", "sang trang sau.", "1 Thứ hai.")[page], 10
        )
        pdf.page()
    found = read_pdf(pdf.save(tmp_path / "a.pdf"))
    assert found.notes == ("Chú thích thứ nhất kéo dài sang trang sau.", "Thứ hai.")
    text = "".join(b.text for b in found.blocks)
    assert text.count(f"{NOTE_OPEN}1{NOTE_CLOSE}") == text.count(f"{NOTE_OPEN}2{NOTE_CLOSE}") == 1


def test_blanks_from_elsewhere_do_not_cut_words(tmp_path: Path) -> None:
    pdf = Pdf()
    pdf.text(70, 100, "Độc lập - Tự do - Hạnh phúc")
    pdf.text(70 + 6.5 * 3, 101, " ")
    assert [b.text for b in read_pdf(pdf.save(tmp_path / "a.pdf")).blocks] == [
        "Độc lập - Tự do - Hạnh phúc"
    ]
