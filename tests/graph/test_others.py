"""Whose act a verb is: this document's, or somebody else's, later or before."""

from __future__ import annotations

import time

import pytest

from vanban.graph.others import carries, guides, planned, told
from vanban.relating import relations_of


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("giao bộ tài chính nghiên cứu,", True), ("đề nghị chính phủ", True),
        ("theo đề nghị của bộ trưởng, chính phủ ban hành nghị định", False),
        ("bộ trưởng bộ xây dựng ban hành thông tư", False), ("nghiên cứu xong; nay", False),
    ],
)  # fmt: skip
def test_work_to_be_done_is_no_act(before: str, expected: bool) -> None:
    assert planned(before) is expected


def test_a_clause_that_goes_on_to_what_follows_is_no_history() -> None:
    after = ", các cấp ủy đã ban hành"
    assert told("Thực hiện ", "", after)
    assert not told("Thực hiện ", "", after + " kế hoạch như sau:")
    assert not told("Thực hiện ", "", " đã được Đại hội thông qua, Đảng ủy xây dựng kế hoạch")


def test_an_organ_guides_in_the_enacting_words_only() -> None:
    assert guides("ban tổ chức tỉnh ủy", "Ban Tổ chức Tỉnh ủy hướng dẫn thực hiện A như sau:")
    assert not guides("ban tổ chức tỉnh ủy", "Ban Tổ chức Tỉnh ủy hướng dẫn thực hiện A.")


def test_a_law_told_by_name_is_carried_out_by_a_plan() -> None:
    assert carries("kế hoạch", by_name=True)
    assert not carries("nhân dân", by_name=True)


def test_long_enumerations_take_no_super_linear_time() -> None:
    def cost(n: int) -> float:
        text = "Thực hiện Nghị quyết số 18-NQ/TW" + ", ban bộ" * n + "\n\nBãi bỏ" + " quy định" * n
        began = time.process_time()
        relations_of(text)
        return time.process_time() - began

    cost(10)
    assert cost(8000) < 40 * cost(800) + 0.5
