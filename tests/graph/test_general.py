"""Clauses that speak of documents without naming one."""

from __future__ import annotations

import pytest

from vanban.graph.general import general_clauses


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Những quy định trước đây trái với Luật này đều bãi bỏ.", ["bai_bo_chung"]),
        ("Quyết định này thay thế Quyết định số 1/2020/QĐ-UBND và bãi bỏ các văn bản trái với Quyết định này.", ["bai_bo_chung"]),
        ("Các quy định không phù hợp với Quy định này hết hiệu lực.", ["bai_bo_chung"]),
        (
            "Trường hợp văn bản được viện dẫn tại Thông tư này được sửa đổi, bổ sung, thay thế thì áp dụng theo văn bản mới.",
            ["dan_chieu_dong"],
        ),
        (
            "2. Khi các văn bản dẫn chiếu tại Quyết định này được thay thế bằng văn bản mới thì thực hiện theo văn bản mới.",
            ["dan_chieu_dong"],
        ),
        ("như sau: “Những quy định trước đây trái với Luật này đều bãi bỏ.”.", []),
        ("Hành vi trái với Luật này bị xử lý. Bãi bỏ Luật Giá.", []),
        ("Hướng dẫn áp dụng; sửa đổi giấy phép.", []),
    ],
)  # fmt: skip
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [g.kind for g in general_clauses(text)] == kinds


def test_the_sentence_is_told() -> None:
    text = "1. Một.\n\n2. Những quy định trước đây trái với Luật này đều bãi bỏ. Hết."
    [found] = general_clauses(text)
    assert (
        text[found.low : found.high].strip()
        == "Những quy định trước đây trái với Luật này đều bãi bỏ."
    )
