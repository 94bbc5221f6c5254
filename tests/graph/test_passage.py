"""Text without its layout becomes paragraphs: copied pages, gazettes, single lines."""

from __future__ import annotations

from vanban.graph.passage import paragraphs_of


def test_each_line_of_a_copied_page_is_a_paragraph() -> None:
    long = "Điều 1. " + "chữ " * 60 + "hết."
    assert paragraphs_of(f"{long}\n1. Một.\n2. Hai.") == f"{long}\n\n1. Một.\n\n2. Hai."


def test_a_title_broken_in_two_is_one() -> None:
    text = "THÔNG TƯ\nSửa đổi, bổ sung một số điều của Thông tư số 1/2020/TT-BTC\nhướng dẫn Luật Giá\nCăn cứ Luật Giá;"
    assert paragraphs_of(text).split("\n\n") == [
        "THÔNG TƯ",
        "Sửa đổi, bổ sung một số điều của Thông tư số 1/2020/TT-BTC hướng dẫn Luật Giá",
        "Căn cứ Luật Giá;",
    ]


def test_a_gazette_s_heads_and_pages_stand_in_the_midst_of_sentences() -> None:
    text = (
        "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15 được sửa đổi, bổ sung bởi \n"
        "\n \nCÔNG BÁO/Số 375 + 376/Ngày 03-3-2024\n7\n \nLuật số 2/2026/QH16 của Quốc hội;\n"
    )
    assert paragraphs_of(text) == (
        "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15 được sửa đổi, bổ sung bởi"
        " Luật số 2/2026/QH16 của Quốc hội;"
    )


def test_a_page_s_contents_say_nothing() -> None:
    text = "Điều 1. Bãi bỏ Luật Giá.\nHết.\nMục lục\nĐiều 1. Bãi bỏ Luật Giá\nKhoản 1\nKhoản 2"
    assert "Mục lục" not in paragraphs_of(text)


def test_markdown_is_left_alone() -> None:
    text = "## Điều 1\n\nMột dòng\nhai dòng.\n\n- a\n- b\n"
    assert paragraphs_of(text) == text
