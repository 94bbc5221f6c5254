"""What an amending clause sets in the place of another, found by the labels it quotes."""

from __future__ import annotations

import pytest

from vanban.site.texts import said_anew, shortened

ONE = "5. Sửa đổi khoản 3 Điều 9 như sau:\n“3. Họp một lần mỗi tháng.”."
MANY = "2. Sửa đổi khoản 2 và khoản 3 như sau:\n“2. Hai.\na) Của hai.\n3. Ba.\na) Của ba.”;"
WHOLE = (
    "7. Sửa đổi Điều 4 và Điều 5 như sau:\n“Điều 4. Họp\n1. Một.\n2. Hai.\nĐiều 5. Làm\n1. Khác.”."
)
APART = "3. Sửa đổi khoản 3; bổ sung khoản 10 Điều 6 như sau:\n“3. Ba.”\n“10. Mười.”"


@pytest.mark.parametrize(
    ("text", "target", "words"),
    [
        (ONE, "dieu-9-khoan-3", "3. Họp một lần mỗi tháng."),
        (MANY, "dieu-9-khoan-2", "2. Hai. a) Của hai."),
        (MANY, "dieu-9-khoan-3", "3. Ba. a) Của ba."),
        # a point is looked for within its clause where that is quoted
        (MANY, "dieu-9-khoan-3-diem-a", "a) Của ba."),
        (WHOLE, "dieu-4", "Điều 4. Họp 1. Một. 2. Hai."),
        (WHOLE, "dieu-5-khoan-1", "1. Khác."),
        (APART, "dieu-6-khoan-3", "3. Ba."),
        (APART, "dieu-6-khoan-10", "10. Mười."),
        ("b) Như sau:\n“đ) Việc khác;”;", "dieu-1-khoan-1-diem-dd", "đ) Việc khác;"),
        ('1. Như sau:\n"2. Dấu thẳng."', "dieu-1-khoan-2", "2. Dấu thẳng."),
    ],
)
def test_the_words_of_a_clause_are_found_by_its_label(text: str, target: str, words: str) -> None:
    assert said_anew(text, target) == words


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("a) Thay cụm từ “tổ chức” bằng “cơ quan” tại khoản 3 Điều 9;", "dieu-9-khoan-3"),
        (ONE, "dieu-9-khoan-4"),
        (WHOLE, "dieu-6"),
        ("1. Như sau:\n“Chương II\nHỌP”", "chuong-2"),
        ("1. Như sau:\n“a) Một.”", "phu-luc-1-diem-a"),
        # the quoted article is another one
        (WHOLE, "dieu-9-khoan-1"),
    ],
)
def test_nothing_is_taken_for_what_is_not_there(text: str, target: str) -> None:
    assert said_anew(text, target) == ""


def test_a_text_is_cut_between_words() -> None:
    assert shortened("một hai ba", 10) == "một hai ba"
    assert shortened("một hai, ba bốn", 10) == "một hai…"
