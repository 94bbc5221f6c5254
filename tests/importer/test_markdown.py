"""Nothing of an original's text is interpreted: what is written renders to the same text."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.importer.complete import missing, plain_markdown
from vanban.importer.markdown import body, paragraph, table
from vanban.importer.model import Block

SIGNS = st.text(alphabet='ab Đ1*_`[]()<>#+-!&;|~=:\\{}."/', min_size=1, max_size=30)


def shown(text: str) -> str:
    """What a reader sees of Markdown without raw HTML: tags gone, entities read."""
    engine = markdown.Markdown(extensions=["tables", "footnotes", "sane_lists"])
    engine.preprocessors.deregister("html_block")
    engine.inlinePatterns.deregister("html")
    return html.unescape(re.sub(r"<[^>]*>", "", engine.convert(text))).strip()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@given(SIGNS)
def test_a_paragraph_shows_its_own_characters(text: str) -> None:
    lead = squeezed("Lời " + text)  # no provision label in front: those are the dialect's own
    assert squeezed(shown(paragraph(lead))) == lead


@given(SIGNS.map(squeezed).filter(lambda t: t and not re.match(r"\d+\.(\s|$)", t)))
def test_nor_does_a_sign_in_front_make_it_something_else(text: str) -> None:
    assert squeezed(shown(paragraph(text))) == text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[bấm](javascript:alert(1))",
        "![ảnh](http://vidu.vn/a.png)",
        "# không phải tiêu đề",
        "> không phải trích dẫn",
        "* không phải danh sách",
        "- gạch đầu dòng trong đoạn",
        "a {: onclick=x } b",
        "Họ và tên: ____________ Tuổi: ____",
        "2 * 3 * 4 = 24 và a_b_c, __x__",
        "&lt;đã thoát&gt; &amp; &#169;",
        "[^1]: không phải chú thích",
        "~~~ không phải khối mã",
    ],
)
def test_dangerous_and_odd_texts(text: str) -> None:
    written = paragraph(text)
    assert shown(written) == text
    assert "<script" not in markdown.markdown(written)


def test_labels_are_left_as_printed() -> None:
    for text in ("1. Khoản", "a) Điểm", "1.1. Mục", "I. PHẦN", "12a. Khoản"):
        assert paragraph(text) == text


def test_table_cells_and_wide_tables() -> None:
    assert table((("A", "B"), ("x | y", ""))) == "| A | B |\n| --- | --- |\n| x \\| y |  |"
    assert table((("một ô",),)) == "một ô"
    assert table((tuple("abc" for _ in range(20)), ("x",) * 20)).count("\n\n") == 1


def test_footnotes_and_quotes() -> None:
    blocks = [
        Block(text="Câu\ue0001\ue001."),
        Block(text="“Trích", quoted=True),
        Block(text="hết”.", quoted=True),
        Block(kind="heading", level=2, text="Chương I #"),
    ]
    assert body(blocks, ("Lời chú *.",)) == (
        "Câu[^1].\n\n> “Trích\n>\n> hết”.\n\n## Chương I \\#\n\n[^1]: Lời chú *.\n"
    )


def test_missing_words_are_told_with_their_count() -> None:
    assert missing(["một hai hai ba"], ["ba một", "Hai"]) == [("hai", 1)]
    assert missing(["a_b <c> * d"], [plain_markdown(paragraph("a_b <c> * d"))]) == []
