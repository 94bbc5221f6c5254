"""Every construct of the dialect: what goes in, what comes out, by which path."""

from __future__ import annotations

import pytest
from render.documents import Reader

from vanban.render import hit_rate, render_body
from vanban.render.body import render_reference

LINK = '<a class="headerlink" href="#{0}" title="Liên kết đến mục này">&para;</a>'
TABLE = (
    "<table>\n<thead>\n<tr>\n<th>{0}</th>\n<th{2}>{1}</th>\n</tr>\n</thead>\n"
    "<tbody>\n<tr>\n<td>{3}</td>\n<td{2}>{4}</td>\n</tr>\n</tbody>\n</table>"
)

PLAIN = [
    ("", ""),
    ("\n\n", ""),
    ("Một đoạn.", "<p>Một đoạn.</p>"),
    ("Một\nđoạn.", "<p>Một\nđoạn.</p>"),
    ("Một\n\n\n\nHai", "<p>Một</p>\n<p>Hai</p>"),
    ("Một  \nhai", "<p>Một<br>\nhai</p>"),
    # a number or a letter at the start is text: it is the label of a provision
    ("1. Một", "<p>1. Một</p>"),
    ("3. Ba\n4. Bốn", "<p>3. Ba\n4. Bốn</p>"),
    ("a) Một", "<p>a) Một</p>"),
    ("**Điều 1.** Tên", "<p><strong>Điều 1.</strong> Tên</p>"),
    ("*(Kèm theo)* và **đậm**", "<p><em>(Kèm theo)</em> và <strong>đậm</strong></p>"),
    ("Ghi chú (*) ở dưới", "<p>Ghi chú (*) ở dưới</p>"),
    ("5 < 6 > 4 & NN&MT;", "<p>5 &lt; 6 &gt; 4 &amp; NN&amp;MT;</p>"),
    ("“Trích” \"dẫn\" 'đây'", "<p>“Trích” \"dẫn\" 'đây'</p>"),
    ("[TOC]\n\n## A", f'<p>[TOC]</p>\n<h2 id="a">A{LINK.format("a")}</h2>'),
    ("[…] và [1]", "<p>[…] và [1]</p>"),
    ("- một\n- hai", "<ul>\n<li>một</li>\n<li>hai</li>\n</ul>"),
    ("+ một\n+ hai", "<ul>\n<li>một</li>\n<li>hai</li>\n</ul>"),
    ("- 1. một", "<ul>\n<li>1. một</li>\n</ul>"),
    ("- **a** b", "<ul>\n<li><strong>a</strong> b</li>\n</ul>"),
    ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>"),
    # a list may stand straight below its opening words
    ("Nơi nhận:\n- một\n- hai", "<p>Nơi nhận:</p>\n<ul>\n<li>một</li>\n<li>hai</li>\n</ul>"),
    ("-5 độ", "<p>-5 độ</p>"),
    ("---", "<hr>"),
    ("a\n\n______\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
    ("> một\n> hai", "<blockquote>\n<p>một\nhai</p>\n</blockquote>"),
    ("> một\n>\n> hai", "<blockquote>\n<p>một</p>\n<p>hai</p>\n</blockquote>"),
    ("> một\n\n> hai", "<blockquote>\n<p>một</p>\n<p>hai</p>\n</blockquote>"),
    ("> “3. Sửa\n>\n> - a", "<blockquote>\n<p>“3. Sửa</p>\n<ul>\n<li>a</li>\n</ul>\n</blockquote>"),
    ("> 3. Sửa", "<blockquote>\n<p>3. Sửa</p>\n</blockquote>"),
    ("## Tên mục", f'<h2 id="ten-muc">Tên mục{LINK.format("ten-muc")}</h2>'),
    ("###### Đầu", f'<h6 id="dau">Đầu{LINK.format("dau")}</h6>'),
    ("# Một", f'<h2 id="mot">Một{LINK.format("mot")}</h2>'),
    ("## **A** b", f'<h2 id="a-b"><strong>A</strong> b{LINK.format("a-b")}</h2>'),
    ("| a | b |\n|---|---|\n| 1 | 2 |", TABLE.format("a", "b", "", "1", "2")),
    ("| a | b |\n|---|:-:|\n| 1 |", TABLE.format("a", "b", ' class="vb-giua"', "1", "")),
    ("| a | b |\n|---|--:|\n| **1** | & |", TABLE.format(
        "a", "b", ' class="vb-phai"', "<strong>1</strong>", "&amp;")),
    ("| a | b |\n|---|:--|\n| 1 | 2 |", TABLE.format("a", "b", ' class="vb-trai"', "1", "2")),
    ("| a | b |\n|---|---|", TABLE.format("a", "b", "", "", "")),
]  # fmt: skip

FOR_THE_REFERENCE = [
    ("a _nhấn_ b", "<p>a <em>nhấn</em> b</p>"),
    ("ten_tep_nay", "<p>ten_tep_nay</p>"),
    ("***x***", "<p><strong><em>x</em></strong></p>"),
    ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
    (r"\*không\*", "<p>*không*</p>"),
    ("`mã`", "<p><code>mã</code></p>"),
    ("một\u00a0hai", "<p>một&nbsp;hai</p>"),
    ("&copy; &#272;", "<p>© Đ</p>"),
    # no code blocks, no underlined headings, no link definitions: the words stay as they are
    ("    thụt vào", "<p>thụt vào</p>"),
    ("Tên\n---", "<p>Tên</p>\n<hr>"),
    ("[1]: https://a.vn\n\nxem [1]", "<p>[1]: https://a.vn</p>\n<p>xem [1]</p>"),
    ("- a\n    - b", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
    ("- a\n    1. b", "<ul>\n<li>a\n    1. b</li>\n</ul>"),
    ("- a\n1. b", "<ul>\n<li>a\n1. b</li>\n</ul>"),
    ("> > a", "<blockquote>\n<blockquote>\n<p>a</p>\n</blockquote>\n</blockquote>"),
    # a heading in a quote is another document's: no id, no place in the contents
    ("> ## a", "<blockquote>\n<h2>a</h2>\n</blockquote>"),
    ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", TABLE.format("a", "b", "", "1", "2 | 3")),
    ("a | b\n--|--\n1 | 2", TABLE.format("a", "b", "", "1", "2")),
    ("[Cổng](https://vbpl.vn)",
     '<p><a href="https://vbpl.vn" rel="noopener noreferrer">Cổng</a></p>'),
    ("[một](../a/b.md#dieu-1)",
     '<p><a href="../a/b.md#dieu-1" rel="noopener noreferrer">một</a></p>'),
    ("![sơ đồ](anh/so-do.png)", '<p><img alt="sơ đồ" src="anh/so-do.png"></p>'),
    ("A\ue000B\x00C\ue0ff", "<p>A\ufffdB\ufffdC\ufffd</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "html"), PLAIN)
def test_the_fast_path_knows_plain_constructs(body: str, html: str) -> None:
    rendered = render_body(body, (), ())
    assert (rendered.html, rendered.fast) == (html, True)
    assert render_reference(body, (), ()).html == html


@pytest.mark.parametrize(("body", "html"), FOR_THE_REFERENCE)
def test_the_reference_knows_the_rest(body: str, html: str) -> None:
    rendered = render_body(body, (), ())
    if rendered.html.startswith("<ul>"):  # blanks inside of items are Python-Markdown's own
        assert rendered.html.replace("\n", "") == html.replace("\n", "")
    else:
        assert rendered.html == html
    assert not rendered.fast


def test_footnotes_stand_at_the_end_in_a_section_of_their_own() -> None:
    body = "## A\n\nMột[^x y] hai[^2] ba[^2].\n\n[^2]: Hai.\n[^x y]: Một.\n"
    rendered = render_body(body, (), ())
    tags = Reader(rendered.html).tags
    assert [a["id"] for t, a in tags if t in ("sup", "li")] == [
        "fnref:2", "fnref:1", "fnref2:1", "fn:1", "fn:2",
    ]  # fmt: skip
    assert {a["href"] for t, a in tags if t == "a"} == {
        "#a", "#fn:1", "#fn:2", "#fnref:1", "#fnref2:1", "#fnref:2",
    }  # fmt: skip
    assert rendered.sections == (("a", "A\nMột hai ba."), ("chu-thich", "Hai.\nMột."))
    assert "Về chỗ dẫn chú thích 1" in rendered.html


def test_a_name_never_written_cannot_move_the_footnotes() -> None:
    body = "///Footnotes Go Here///\n\nx[^1]\n\n[^1]: y"
    assert render_body(body, (), ()).html.startswith("<p>///Footnotes Go Here///</p>\n<p>x<sup")


def test_one_document_leaves_nothing_behind_for_the_next() -> None:
    first = render_body("x[^1]\n\n[^1]: y", (), ())
    assert "fn" not in render_body("x[^1] _y_", (), ()).html
    assert render_body("x[^1]\n\n[^1]: y", (), ()) == first


def test_hit_rate_counts_what_the_fast_path_did() -> None:
    fast, slow = render_body("a", (), ()), render_body("_a_", (), ())
    assert hit_rate([fast, slow, fast, fast]) == 0.75
    assert hit_rate([]) == 1.0
