"""The tree of provisions: levels, anchors, spans, numbering (Nghị định 30/2020/NĐ-CP, HD36)."""

from __future__ import annotations

import pytest

from vanban.corpus.labels import LETTERS, read_label, roman, to_roman
from vanban.corpus.provisions import parse_provisions
from vanban.corpus.quotes import quoted_spans


def body(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def anchors(*blocks: str) -> list[str]:
    return [p.anchor for p in parse_provisions(body(*blocks))[0]]


def faults(*blocks: str) -> list[str]:
    return [f.message for f in parse_provisions(body(*blocks))[1]]


CASES: dict[str, tuple[list[str], list[str]]] = {
    "law": (
        ["## Phần thứ nhất", "QUY ĐỊNH CHUNG", "Chương I", "ABC", "Mục 1. M", "Tiểu mục 1. T", "Điều 1. A",
         "1. a", "a) x", "đ) y", "2. b", "Chương II", "Điều 2. B", "a) không có khoản"],
        ["phan-1", "chuong-1", "chuong-1-muc-1", "chuong-1-muc-1-tieu-muc-1", "dieu-1", "dieu-1-khoan-1",
         "dieu-1-khoan-1-diem-a", "dieu-1-khoan-1-diem-dd", "dieu-1-khoan-2", "chuong-2", "dieu-2",
         "dieu-2-diem-a"],
    ),
    "chapters restart in each part": (
        ["Phần thứ nhất", "A", "Chương I", "X", "Phần thứ hai", "B", "Chương I", "Y", "Mục 1", "Z"],
        ["phan-1", "chuong-1", "phan-2", "phan-2-chuong-1", "phan-2-chuong-1-muc-1"],
    ),
    "inserted": (
        ["Điều 37. A", "Điều 37a. B", "1. a", "1a. b", "d) x", "d1) y", "Điều 37đ. C"],
        ["dieu-37", "dieu-37a", "dieu-37a-khoan-1", "dieu-37a-khoan-1a", "dieu-37a-khoan-1a-diem-d",
         "dieu-37a-khoan-1a-diem-d1", "dieu-37dd"],
    ),
    "party": (
        ["**I. KẾT QUẢ**", "**1. Kết quả**", "1.1. a", "1.2. b", "a) c", "2. d", "## II- NHIỆM VỤ", "1- a", "2- b", "a) c"],
        ["muc-1", "muc-1-khoan-1", "muc-1-khoan-1-1", "muc-1-khoan-1-2", "muc-1-khoan-1-2-diem-a",
         "muc-1-khoan-2", "muc-2", "muc-2-khoan-1", "muc-2-khoan-2", "muc-2-khoan-2-diem-a"],
    ),
    "party, old": (["I/ A", "1/ a", "2/ b", "II/ B"], ["muc-1", "muc-1-khoan-1", "muc-1-khoan-2", "muc-2"]),
    "party regulation without articles": (
        ["10. Về", "10.5. Abc", "10.6. Abc", "11. X"],
        ["khoan-10", "khoan-10-5", "khoan-10-6", "khoan-11"],
    ),
    "capital letters": (
        ["A. MỘT", "I. a", "1. x", "II. b", "B. HAI", "I. a"],
        ["phan-a", "phan-a-muc-1", "phan-a-muc-1-khoan-1", "phan-a-muc-2", "phan-b", "phan-b-muc-1"],
    ),
    "capital letters below sections": (
        ["I. a", "A. MỘT", "B. HAI", "II. b", "A. BA"],
        ["muc-1", "muc-1-tieu-muc-a", "muc-1-tieu-muc-b", "muc-2", "muc-2-tieu-muc-a"],
    ),
    "sections inside an article": (
        ["Điều 1. Phê duyệt như sau:", "I. A", "1. a", "II. B", "Điều 2. C"],
        ["dieu-1", "dieu-1-muc-1", "dieu-1-muc-1-khoan-1", "dieu-1-muc-2", "dieu-2"],
    ),
    "appendices": (
        ["Điều 1. A", "Nơi nhận:", "PHỤ LỤC I", "DANH MỤC", "I. a", "1. b", "Phụ lục 2. X", "Điều 1. a",
         "PHỤ LỤC 2A", "PHỤ LỤC", "Mẫu số 01", "1. a", "Mẫu số 02", "1. a"],
        ["dieu-1", "phu-luc-1", "phu-luc-1-muc-1", "phu-luc-1-muc-1-khoan-1", "phu-luc-2", "phu-luc-2-dieu-1",
         "phu-luc-2a", "phu-luc-3", "phu-luc-3-mau-1", "phu-luc-3-mau-1-khoan-1", "phu-luc-3-mau-2",
         "phu-luc-3-mau-2-khoan-1"],
    ),
    "appended regulation": (
        ["Điều 1. Ban hành kèm theo Quyết định này Quy chế", "Điều 2. B", "TM. ỦY BAN NHÂN DÂN", "QUY CHẾ",
         "Làm việc", "(Ban hành kèm theo Quyết định số 1/QĐ-UBND)", "Chương I", "X", "Điều 1. a", "1. b",
         "KẾ HOẠCH", "(Kèm theo Quyết định số 1/QĐ-UBND)", "I. MỤC ĐÍCH", "1. a"],
        ["dieu-1", "dieu-2", "kem-1", "kem-1-chuong-1", "kem-1-dieu-1", "kem-1-dieu-1-khoan-1", "kem-2",
         "kem-2-muc-1", "kem-2-muc-1-khoan-1"],
    ),
    "appended regulation told by its numbers only": (
        ["Điều 1. A", "Điều 2. B", "## QUY ĐỊNH", "Về việc", "Điều 1. a", "Điều 2. b"],
        ["dieu-1", "dieu-2", "kem-1", "kem-1-dieu-1", "kem-1-dieu-2"],
    ),
    "the document's own title opens nothing": (["QUY CHẾ", "Làm việc", "Điều 1. a"], ["dieu-1"]),
    "sole article": (["Điều duy nhất. A", "1. b"], ["dieu-duy-nhat", "dieu-duy-nhat-khoan-1"]),
    "typography": (
        ["### **Điều 1.** A", "__Điều 2:__ B", "ĐIỀU 3. C", "Ðiều 4. D", "Điều\u00a05.- E", "# Điều 6 Phạm vi"],
        ["dieu-1", "dieu-2", "dieu-3", "dieu-4", "dieu-5", "dieu-6"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_anchors(name: str) -> None:
    blocks, wanted = CASES[name]
    assert anchors(*blocks) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "Điều 5 của Luật này được áp dụng",
        "Điều 1, 2 và 3",
        "Điều 1 (Khoản 2): về việc",
        "Chương II của Luật này quy định",
        "Phần mềm máy tính",
        "Mục tiêu chung",
        "Phụ lục kèm theo Nghị định này",
        "29-CT/TU, ngày 16/7/2013",
        "16/7/2013 là ngày ký",
        "2.500 tỷ đồng",
        "1.000.000 đồng",
        "2 - 3 người",
        "C. Mác và Ph. Ăng-ghen",
        "V.I. Lênin",
        "2026. Năm nay",
        "y tế",
        "- a) gạch đầu dòng",
        "> Điều 1. Trích",
        "| Điều 1. | x |",
        "“Điều 1. Trích",
        '"Điều 1. Trích',
        "Nghị định này",
    ],
)
def test_what_begins_no_provision(line: str) -> None:
    assert anchors(line) == []


def test_a_line_inside_a_paragraph_is_no_provision_but_is_told() -> None:
    text = "Điều 1. A\n\ntheo quy định tại\nĐiều 7. B\n\nX;\nĐiều 2. C\n"
    provisions, told = parse_provisions(text)
    assert [p.anchor for p in provisions] == ["dieu-1"]
    assert [(f.code, text[f.offset : f.offset + 7]) for f in told] == [
        ("thieu-dong-trong", "Điều 2.")
    ]


@pytest.mark.parametrize(
    ("opened", "closed"), [("“", "”"), ("“", "”."), ('"', '"'), ('"', '";'), ("**“", "”**;")]
)
def test_quoted_paragraphs_belong_to_the_amended_document(opened: str, closed: str) -> None:
    blocks = [
        "Điều 1. Sửa đổi Điều 9 như sau:",
        f"{opened}Điều 9. X",
        "1. a",
        f"a) b{closed}",
        "Điều 2. B",
    ]
    assert anchors(*blocks) == ["dieu-1", "dieu-2"]


def test_quotes_within_quotes() -> None:
    blocks = ["1. Sửa:", "“Điều 9. X", "1. Thay “a” bằng “b”.", "2. c”.", "2. Bãi bỏ cụm từ “d”."]
    assert anchors(*blocks) == ["khoan-1", "khoan-2"]


def test_a_quotation_left_open_takes_no_more_than_it_must() -> None:
    assert anchors("Điều 1. Gọi là “kho", "Điều 2. B", "Điều 3. C “d”") == [
        "dieu-1",
        "dieu-2",
        "dieu-3",
    ]
    blocks = ["1. Sửa:", "“Điều 9. X", "2. B", "“Điều 10. Y", "1. a”.", "3. C"]
    assert anchors(*blocks) == ["khoan-1", "khoan-2", "khoan-3"]


def test_quotation_opened_behind_a_colon() -> None:
    assert anchors("1. Sửa như sau: “1. X", "2. Y”.", "2. Z") == ["khoan-1", "khoan-2"]


def test_spans_of_quotations() -> None:
    text = "a “b” c\n“d\ne”\nf"
    assert [text[a:b] for a, b in quoted_spans(text)] == ["“d\ne”"]


def test_labels_titles_spans() -> None:
    text = "Mở đầu\n\n## Chương I\n\nQUY ĐỊNH\n\n**Điều 1. Phạm vi**\n\n**1. Tên.** Nội dung\n\n### 2. Tựa\n\nHết\n"
    found = [
        (p.level, p.label, p.title, p.parent, text[p.start : p.end])
        for p in parse_provisions(text)[0]
    ]
    rest = text[text.index("## C") :]
    assert found == [
        ("chuong", "Chương I", "QUY ĐỊNH", "", rest),
        ("dieu", "Điều 1.", "Phạm vi", "chuong-1", text[text.index("**Điều") :]),
        ("khoan", "1.", "", "dieu-1", "**1. Tên.** Nội dung\n\n"),
        ("khoan", "2.", "Tựa", "dieu-1", "### 2. Tựa\n\nHết\n"),
    ]


def test_the_signature_ends_the_last_article() -> None:
    text = body("Điều 1. A", "Nơi nhận:", "- Như trên")
    assert parse_provisions(text)[0][0].end == text.index("Nơi nhận")


@pytest.mark.parametrize(
    ("blocks", "wanted"),
    [
        (["Điều 1. A", "Điều 3. B"], ["Điều 3 đứng sau Điều 1."]),
        (["Điều 2. A", "Điều 3. B"], ["Điều 2 đứng đầu, không có Điều 1 ở trước."]),
        (["Điều 1. A", "1. a", "3. b"], ["khoản 3 đứng sau khoản 1."]),
        (["Điều 1. A", "a) a", "b) b", "d) c"], ["điểm d đứng sau điểm b."]),
        (
            ["Điều 1. A", "c) a", "d) a", "đ) b", "e) c"],
            ["điểm c đứng đầu, không có điểm a ở trước."],
        ),
        (["I. A", "III. B"], ["Mục 3 đứng sau Mục 1."]),
        (["Điều 1. A", "Điều 1a. B", "Điều 2. C"], []),
        (["Chương I", "A", "Điều 1. A", "Chương II", "B", "Điều 2. B"], []),
        (
            ["Điều 1. A", "Điều 1. B"],
            ["Điều có nhãn “Điều 1.” đã có ở trên; neo ở đây là “dieu-1-2”."],
        ),
    ],
)
def test_numbers_out_of_order_are_told(blocks: list[str], wanted: list[str]) -> None:
    assert faults(*blocks) == wanted


def test_doubled_anchors_get_a_number() -> None:
    assert anchors("Điều 1. A", "Điều 1. B", "1. a", "Điều 1. C") == [
        "dieu-1",
        "dieu-1-2",
        "dieu-1-2-khoan-1",
        "dieu-1-3",
    ]


def test_points_in_their_order_have_no_fault() -> None:
    assert len(LETTERS) == 23
    blocks = [f"{letter}) x" for letter in LETTERS]
    assert faults("1. A", *blocks) == []
    assert len(set(anchors("1. A", *blocks))) == 24


def test_roman_numbers() -> None:
    assert [roman(to_roman(n)) for n in range(1, 90)] == list(range(1, 90))
    assert [roman(text) for text in ("IIII", "VX", "IC", "", "ABC", "C")] == [0] * 6


def test_a_label_alone() -> None:
    label = read_label("10.5. Abc", 0)
    assert label is not None
    assert (label.kind, label.number, label.path, label.sep, label.end) == (
        "khoan",
        5,
        (10, 5),
        ".",
        5,
    )
