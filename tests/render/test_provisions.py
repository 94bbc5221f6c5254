"""Anchors, classes, links, contents, sections and text."""

from __future__ import annotations

import re

import pytest
from render.documents import Reader, provision

from vanban.model import Level
from vanban.render import render_body
from vanban.render.body import render_fast, render_reference
from vanban.render.finish import TITLE_LENGTH

BODY = """Căn cứ Hiến pháp;

## Chương I. QUY ĐỊNH CHUNG

**Điều 1.** Phạm vi

1. Khoản một

a) Điểm a

đ) Điểm đ

- một gạch

### Điều 2. Đối tượng

2. Khoản hai

## Tổ chức thực hiện

Hết."""

PROVISIONS = [
    provision(BODY, "## Chương I.", "chuong-1", "chuong"),
    provision(BODY, "**Điều 1.**", "dieu-1", "dieu"),
    provision(BODY, "1. Khoản", "dieu-1-khoan-1", "khoan"),
    provision(BODY, "a) Điểm", "dieu-1-khoan-1-diem-a", "diem"),
    provision(BODY, "đ) Điểm", "dieu-1-khoan-1-diem-dd", "diem"),
    provision(BODY, "### Điều 2.", "dieu-2", "dieu"),
    provision(BODY, "2. Khoản", "dieu-2-khoan-2", "khoan"),
]


def ids(html: str) -> list[str]:
    return [a["id"] or "" for _, a in Reader(html).tags if "id" in a]


def test_every_provision_is_an_id_with_its_label_verbatim() -> None:
    html = render_body(BODY, PROVISIONS, ()).html
    assert ids(html) == [*(p.anchor for p in PROVISIONS), "to-chuc-thuc-hien"]
    assert '<p id="dieu-1-khoan-1" class="vb-khoan">1. Khoản một<a class="headerlink"' in html
    assert '<p id="dieu-1-khoan-1-diem-dd" class="vb-diem">đ) Điểm đ<a ' in html
    assert '<p id="dieu-1" class="vb-dieu"><strong>Điều 1.</strong> Phạm vi<a ' in html
    assert '<h3 id="dieu-2">Điều 2. Đối tượng<a ' in html
    assert html.count('class="headerlink"') == len(PROVISIONS) + 1


def test_contents_have_headings_and_articles_nested_without_gaps() -> None:
    assert render_body(BODY, PROVISIONS, ()).toc == (
        (2, "chuong-1", "Chương I. QUY ĐỊNH CHUNG"),
        (3, "dieu-1", "Điều 1. Phạm vi"),
        (3, "dieu-2", "Điều 2. Đối tượng"),
        (2, "to-chuc-thuc-hien", "Tổ chức thực hiện"),
    )


def test_sections_cut_the_text_at_every_anchor() -> None:
    rendered = render_body(BODY, PROVISIONS, ())
    assert rendered.sections == (
        ("", "Căn cứ Hiến pháp;"),
        ("chuong-1", "Chương I. QUY ĐỊNH CHUNG"),
        ("dieu-1", "Điều 1. Phạm vi"),
        ("dieu-1-khoan-1", "1. Khoản một"),
        ("dieu-1-khoan-1-diem-a", "a) Điểm a"),
        ("dieu-1-khoan-1-diem-dd", "đ) Điểm đ\nmột gạch"),
        ("dieu-2", "Điều 2. Đối tượng"),
        ("dieu-2-khoan-2", "2. Khoản hai"),
        ("to-chuc-thuc-hien", "Tổ chức thực hiện\nHết."),
    )
    assert rendered.text == "\n".join(text for _, text in rendered.sections)


def test_both_paths_agree_on_all_of_it() -> None:
    fast, slow = render_fast(BODY, PROVISIONS, ()), render_reference(BODY, PROVISIONS, ())
    assert fast is not None
    assert (fast.html, fast.toc, fast.text, fast.sections) == (
        slow.html, slow.toc, slow.text, slow.sections,
    )  # fmt: skip


@pytest.mark.parametrize("end", ["", "\n\n_x_"])
def test_a_provision_without_a_blank_line_still_gets_its_block(end: str) -> None:
    body = "Điều 1. Tên\n1. Một\n2. Hai\ntiếp" + end
    provisions = [
        provision(body, "Điều 1.", "dieu-1", "dieu"),
        provision(body, "1. Một", "dieu-1-khoan-1", "khoan"),
        provision(body, "2. Hai", "dieu-1-khoan-2", "khoan"),
    ]
    rendered = render_body(body, provisions, [(body.index("Hai"), body.index("tiếp") + 4)])
    assert ids(rendered.html) == ["dieu-1", "dieu-1-khoan-1", "dieu-1-khoan-2"]
    assert "2. \ue000Hai\ntiếp\ue001<a" in rendered.html
    assert rendered.fast == (not end)


def test_a_provision_within_a_paragraph_is_a_point_in_it() -> None:
    body = "Điều 1. Tên. 1. Một"
    provisions = [
        provision(body, "Điều 1.", "dieu-1", "dieu"),
        provision(body, "1. Một", "dieu-1-khoan-1", "khoan"),
    ]
    html = render_body(body, provisions, ()).html
    assert '. <span id="dieu-1-khoan-1" class="vb-neo"></span>1. Một<a class="headerlink"' in html
    assert Reader(html).faults == []


@pytest.mark.parametrize(
    ("level", "name"),
    [
        ("phan", "vb-phan"),
        ("tieu_muc", "vb-tieu-muc"),
        ("phu_luc", "vb-phu-luc"),
        ("kem", "vb-kem"),
    ],
)
def test_classes_name_the_level(level: Level, name: str) -> None:
    html = render_body("Phần", [provision("Phần", "Phần", "x", level)], ()).html
    assert html.startswith(f'<p id="x" class="{name}">')


def test_levels_start_at_two_and_never_jump() -> None:
    body = "#### a\n\n## b\n\n###### c\n\n### d"
    assert [row[:2] for row in render_body(body, (), ()).toc] == [
        (2, "a"), (2, "b"), (3, "c"), (3, "d"),
    ]  # fmt: skip


def test_ids_of_headings_keep_out_of_the_way() -> None:
    body = "## Điều 1\n\n## Điều 1\n\n## vb-nut\n\n## md-x\n\n## …\n\n## Chú thích\n\n1. a"
    html = render_body(body, [provision(body, "1. a", "dieu-1", "khoan")], ()).html
    assert ids(html) == [
        "dieu-1-2", "dieu-1-3", "de-muc-vb-nut", "de-muc-md-x", "de-muc", "chu-thich-2", "dieu-1",
    ]  # fmt: skip


def test_equal_headings_are_numbered_without_searching_again() -> None:
    html = render_body("# a\n\n" * 30_000, (), ()).html
    assert html.count(' id="a-29999"') == 1
    assert len(set(ids(html))) == 30_000


def test_ids_know_the_vietnamese_d() -> None:
    assert ids(render_body("## Đẩy mạnh đổi mới", (), ()).html) == ["day-manh-doi-moi"]


def test_a_long_article_is_cut_between_words_in_the_contents() -> None:
    body = "Điều 1. " + "Ban hành & thực hiện, " * 20
    body = body.strip()
    title = render_body(body, [provision(body, "Điều 1.", "dieu-1", "dieu")], ()).toc[0][2]
    assert title.endswith(" …")
    assert "&amp; thực" in title
    assert len(title.replace("&amp;", "&")) <= TITLE_LENGTH + 2


def test_a_title_in_the_contents_has_no_link_slot_or_note() -> None:
    body = "## **Luật** [số](https://a.vn) 5[^1] <i>\n\n[^1]: x"
    start = body.index("Luật")
    rendered = render_body(body, (), [(start, start + 4)])
    assert rendered.toc == ((2, "luat-so-5-i", "<strong>Luật</strong> số 5 &lt;i&gt;"),)


def test_text_has_rows_on_lines_and_no_markup() -> None:
    body = "| a | b |\n|---|---|\n| **1** | R&D |\n\n> x  \n> y\n\n- z < 5"
    for rendered in (render_body(body, (), ()), render_reference(body, (), ())):
        assert rendered.text == "a b\n1 R&D\nx\ny\nz < 5"
        assert not re.search("[\ue000-\ue0ff]", rendered.text)
