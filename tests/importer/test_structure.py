"""Headings, quotations and repairs: a table of plain texts and the Markdown they become."""

from __future__ import annotations

import pytest

from vanban.importer.markdown import body
from vanban.importer.model import Block
from vanban.importer.repair import mended
from vanban.importer.structure import structured

LONG = "Đoạn văn đủ dài để không thể là tiêu đề, nói về việc tổ chức thực hiện trong toàn tỉnh và các cơ quan"


def outline(*lines: str) -> str:
    """Markdown of blocks; ``*`` before a line makes it bold, ``=`` centred."""
    blocks = [
        Block(text=x.lstrip("*="), bold=x.startswith("*"), centered="=" in x[:2]) for x in lines
    ]
    return body(structured(blocks)[0], ()).strip()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "1. " + LONG, "a) Điểm;", "Mục 1", "MỤC NÀY", "Điều 2. Hai"],
            f"## Chương I. QUY ĐỊNH CHUNG\n\n### Điều 1. Phạm vi\n\n1. {LONG}\n\na) Điểm;\n\n### Mục 1. MỤC NÀY\n\n#### Điều 2. Hai",
            id="levels follow what is open, none is skipped",
        ),
        pytest.param(
            ["Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.", "Điều 2", "Nội dung."],
            "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.\n\nĐiều 2\n\nNội dung.",
            id="an article that is a sentence stays a paragraph",
        ),
        pytest.param(
            ["Điều 1. Một", "1. Sửa đổi Điều 7 như sau:", "“Điều 7. Trách nhiệm", "1. Khoản được trích.”.", "2. Bãi bỏ Điều 8."],
            "## Điều 1. Một\n\n1. Sửa đổi Điều 7 như sau:\n\n> “Điều 7. Trách nhiệm\n>\n> 1. Khoản được trích.”.\n\n2. Bãi bỏ Điều 8.",
            id="quoted text belongs to the other document",
        ),
        pytest.param(
            ["“Điều 7. Mở mà không đóng", "Điều 2. Hai"],
            "“Điều 7. Mở mà không đóng\n\n## Điều 2. Hai",
            id="a quote that never closes quotes nothing",
        ),
        pytest.param(
            ["*I. KẾT QUẢ", "*1. Công tác tư tưởng", LONG, "*2. Hạn chế", "- Việc một;", "*II. NHIỆM VỤ", "1. " + LONG],
            f"## I. KẾT QUẢ\n\n### 1. Công tác tư tưởng\n\n{LONG}\n\n### 2. Hạn chế\n\n- Việc một;\n\n## II. NHIỆM VỤ\n\n1. {LONG}",
            id="Party sections",
        ),
        pytest.param(
            ["Điều 1. Một", "1. Khoản ngắn", LONG],
            f"## Điều 1. Một\n\n1. Khoản ngắn\n\n{LONG}",
            id="within articles a number is a clause, never a heading",
        ),
        pytest.param(
            ["Điều 3. Ba.", "*=QUY CHẾ", "*=Làm việc của Ban", "(Ban hành kèm theo Quyết định số 1)", "Điều 1. Một"],
            "Điều 3. Ba.\n\n## QUY CHẾ Làm việc của Ban\n\n(Ban hành kèm theo Quyết định số 1)\n\n### Điều 1. Một",
            id="an appended regulation opens with its own title",
        ),
        pytest.param(
            ["TM. ỦY BAN NHÂN DÂN", "=PHỤ LỤC I", "=DANH MỤC TÀI LIỆU", "Mẫu số 02", "Nội dung mẫu."],
            "TM. ỦY BAN NHÂN DÂN\n\n## PHỤ LỤC I. DANH MỤC TÀI LIỆU\n\n## Mẫu số 02\n\nNội dung mẫu.",
            id="appendices after the signature",
        ),
        pytest.param(
            ["TM. ỦY BAN NHÂN DÂN", "=Mẫu số 03", "=TÊN CƠ QUAN", "=CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "=ĐƠN ĐỀ NGHỊ"],
            "TM. ỦY BAN NHÂN DÂN\n\n## Mẫu số 03\n\nTÊN CƠ QUAN\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nĐƠN ĐỀ NGHỊ",
            id="the letterhead of a form is no title",
        ),
        pytest.param(["Điều 1. Một", "Điều 25", "cột khác"], "## Điều 1. Một\n\nĐiều 25\n\ncột khác", id="a cell that names an article"),
        pytest.param(["Phần thứ nhất", "QUY ĐỊNH", "Tiểu mục 1. TÊN"], "## Phần thứ nhất. QUY ĐỊNH\n\n### Tiểu mục 1. TÊN", id="part"),
        pytest.param(["- một", "• hai", "+ ba"], "- một\n- hai\n+ ba", id="dashes and the plus below them"),
    ],
)  # fmt: skip
def test_outline(lines: list[str], expected: str) -> None:
    assert outline(*lines) == expected


def joined(*lines: str) -> list[str]:
    return [b.text for b in mended([Block(text=x) for x in lines], lone_numbers=True)[0]]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([LONG, "thuộc tỉnh."], [f"{LONG} thuộc tỉnh."], id="cut inside a sentence"),
        pytest.param([LONG + ",", "thuộc tỉnh."], [f"{LONG}, thuộc tỉnh."], id="cut at a comma"),
        pytest.param([LONG + ";", "thuộc tỉnh."], [LONG + ";", "thuộc tỉnh."], id="never after a semicolon"),
        pytest.param([LONG, "a) thuộc tỉnh."], [LONG, "a) thuộc tỉnh."], id="a point isn't a continuation"),
        pytest.param([LONG, "Thuộc tỉnh."], [LONG, "Thuộc tỉnh."], id="a capital is only a doubt"),
        pytest.param(["Ngắn", "thuộc tỉnh."], ["Ngắn", "thuộc tỉnh."], id="short lines are left"),
        pytest.param(["A dài.", "12", "-----", "B dài."], ["A dài.", "B dài."], id="page number and rule"),
        pytest.param(["Nghị định 30/2020/ NĐ-CP và 5/ NQ-CP"], ["Nghị định 30/2020/NĐ-CP và 5/NQ-CP"], id="symbol with a blank"),
    ],
)  # fmt: skip
def test_repairs(lines: list[str], expected: list[str]) -> None:
    assert joined(*lines) == expected


def test_headings_and_tables_are_never_joined() -> None:
    blocks = [
        Block(text=LONG, bold=True),
        Block(text="chữ nhỏ"),
        Block(kind="table", rows=(("a",),)),
    ]
    assert len(mended(blocks, lone_numbers=False)[0]) == 3


def test_doubt_is_reported() -> None:
    blocks = [Block(text=LONG * 3), Block(text="Đảng bộ tỉnh tiếp tục.")]
    repairs = mended(blocks, lone_numbers=False)[1]
    assert [(r.kind, r.sure) for r in repairs] == [("câu chưa kết thúc, không nối", False)]


def test_numbers_of_a_table_without_lines_stay() -> None:
    cells = [Block(text=x) for x in ("Tên thuốc", "1", "Cam thảo", "2", "Gừng", "3", "Quế")]
    assert [b.text for b in mended(cells, lone_numbers=True)[0]] == [b.text for b in cells]
    pages = [Block(text=x) for x in ("A.", "B.", "2", "C.", "D.", "E.", "F.", "3", "G.")]
    removed = mended(pages, lone_numbers=True)[2]
    assert [(r.reason, r.text) for r in removed] == [("số trang", "2"), ("số trang", "3")]
