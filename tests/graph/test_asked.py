"""Levels that a text asks to carry it out with a document of their own."""

from __future__ import annotations

import pytest

from vanban.corpus.provisions import parse_provisions
from vanban.graph.asked import find_asked
from vanban.graph.following import Following, follow, pack, unpack


@pytest.mark.parametrize(
    ("text", "caps"),
    [
        ("Các tỉnh ủy, thành ủy xây dựng kế hoạch thực hiện Chỉ thị này.", ["tinh"]),
        ("Các tỉnh ủy, huyện ủy quán triệt, tổ chức thực hiện Chỉ thị này.", ["tinh", "huyen"]),
        ("Ủy ban nhân dân cấp xã ban hành kế hoạch triển khai Đề án này.", ["xa"]),
        ("Các bộ, ngành cụ thể hóa Nghị quyết này thành chương trình.", ["trung_uong"]),
        ("Ủy ban nhân dân cấp tỉnh lập danh mục dự án hằng năm.", []),
        ("Kế hoạch thực hiện do Văn phòng chuẩn bị.", []),
    ],
)
def test_who_is_asked(text: str, caps: list[str]) -> None:
    assert [one.cap for one in find_asked(text, ())] == caps


def test_the_clause_and_the_sentence() -> None:
    text = "**1.** Việc một.\n\n**2.** Các huyện ủy có kế hoạch thực hiện Chỉ thị này. Hết."
    (one,) = find_asked(text, parse_provisions(text)[0])
    assert (one.anchor, one.loi) == (
        "khoan-2",
        "2. Các huyện ủy có kế hoạch thực hiện Chỉ thị này.",
    )


def test_what_was_read_is_kept_whole() -> None:
    text = (
        "### Điều 1. Giải thích từ ngữ\n\n1. Kho là nơi giữ.\n\n### Điều 2. Tổ chức\n\n"
        "1. Hằng năm sơ kết việc thực hiện Quy chế này; các huyện ủy xây dựng kế hoạch thực hiện Quy chế này.\n"
    ) * 2
    found = follow(text, (), parse_provisions(text)[0], "2024-01-01", whole=True)
    assert found.terms and found.duties and found.asked and found.print
    assert unpack(pack(found)) == found
    assert unpack(pack(Following())) == Following()


def test_a_summary_says_nothing_of_the_document() -> None:
    assert follow("Hằng năm sơ kết.", (), (), "", whole=False) == Following()
