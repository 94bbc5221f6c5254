"""The quick look for words of time sees what the pattern sees."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.graph.review_words import HINT, hints

PIECES = st.sampled_from(
    ("hằng", "Hàng", "định kỳ", "mỗi", "Mỗi", "một", "1", "lần", "lần/", "/lần", "ngày", "tháng", "năm", "Quý", "quý",
     "sau", "ba", "mười", "I", "V", "5", "12", "th", "vi", "tổ", "trước", "giai đoạn", "nhiệm kỳ", "việc", ".", "\n")
)  # fmt: skip


@given(st.lists(st.tuples(PIECES, st.sampled_from((" ", "", "  "))), min_size=1, max_size=5))
@settings(max_examples=500, deadline=None)
def test_both_see_the_same(words: list[tuple[str, str]]) -> None:
    block = "".join(map("".join, words))
    assert hints(block) == bool(HINT.search(block))


def test_each_way_a_time_is_told() -> None:
    for block in (
        "trong tháng 5",
        "sau ba năm",
        "1 lần",
        "quý IV",
        "5 năm thực hiện",
        "hằng năm",
        "trước 30/6",
    ):
        assert hints(block), block
    assert not hints("các cấp báo cáo việc thực hiện")
