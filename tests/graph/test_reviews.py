"""Duties to look back: the word, its own time, and what only looks like one."""

from __future__ import annotations

import pytest

from vanban.citations.find import find_mentions
from vanban.corpus.provisions import parse_provisions
from vanban.graph.reviews import Duty, find_duties

SIGNED = "2022-02-10"


def duties(text: str, signed: str = SIGNED) -> list[Duty]:
    return list(find_duties(text, find_mentions(text), parse_provisions(text)[0], signed))


def told(text: str) -> list[tuple[str, str, int, int]]:
    return [(d.kind, d.when.day, d.when.every, d.when.after) for d in duties(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The span counts from the day of signing; the report is another duty of the sentence.
        (
            "Văn phòng theo dõi, hằng năm báo cáo Ban Thường vụ; sơ kết sau 03 năm.",
            [("bao_cao", "", 12, 0), ("so_ket", "", 0, 36)],
        ),
        ("Sơ kết 3 năm thực hiện Chỉ thị này.", [("so_ket", "", 0, 36)]),
        (
            "Sơ kết sau 03 năm, tổng kết vào năm 2030.",
            [("so_ket", "", 0, 36), ("tong_ket", "2030-12-31", 0, 0)],
        ),
        # A day that is named wins over the span.
        (
            "Sơ kết 03 năm việc thực hiện Nghị quyết này tại hội nghị cuối năm 2025.",
            [("so_ket", "2025-12-31", 0, 0)],
        ),
        (
            "Năm 2024 sơ kết, năm 2027 tổ chức tổng kết việc thực hiện Đề án.",
            [("so_ket", "2024-12-31", 0, 0), ("tong_ket", "2027-12-31", 0, 0)],
        ),
        (
            "Định kỳ 5 năm sơ kết, tổng kết việc thực hiện Quy chế.",
            [("so_ket", "", 60, 0), ("tong_ket", "", 60, 0)],
        ),
        (
            "Hằng năm, Ủy ban kiểm tra việc thực hiện Quy định này ở cơ sở.",
            [("kiem_tra", "", 12, 0)],
        ),
        (
            "Trước ngày 15 tháng 12 hằng năm, các xã gửi báo cáo về Sở.",
            [("bao_cao", "--12-15", 12, 0)],
        ),
        ("Ban Tổ chức theo dõi, định kỳ sáu tháng báo cáo.", [("bao_cao", "", 6, 0)]),
        ("Tổ chức tổng kết, đánh giá hàng năm theo Đề án.", [("tong_ket", "", 12, 0)]),
        ("Các sở báo cáo trước ngày 25 tháng cuối quý.", [("bao_cao", "", 3, 0)]),
        ("Các cơ quan báo cáo kết quả trước ngày 30/6/2023.", [("bao_cao", "2023-06-30", 0, 0)]),
    ],
)
def test_duties(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Qua 5 năm thực hiện, tỉnh đã tổng kết Nghị quyết vào năm 2021.",  # told
        "Mức chi hội nghị sơ kết, tổng kết hằng năm theo quy định.",  # money
        "Hội nghị tổng kết năm 2023 thông qua báo cáo.",  # the year is what is reviewed
        "Nếu văn bản không ghi thì sơ kết sau 03 năm.",  # a rule for documents in general
        "Xây dựng dự toán ngân sách hằng năm, trình cấp trên.",  # the rhythm names a thing
        "Báo cáo tài chính hằng năm được kiểm toán.",
        "Chi trợ cấp hằng tháng; kiểm tra việc thực hiện khi cần.",
        "Sở tổng hợp, báo cáo trong thời hạn 10 ngày.",
        "Tổng kết Chỉ thị số 08-CT/TU, ngày 05/6/2030.",  # the day of the document named
        "| Sơ kết | sau 03 năm |",  # a table
    ],
)
def test_no_duty(text: str) -> None:
    assert told(text) == []


def test_what_is_quoted_or_in_a_form_sets_nothing() -> None:
    quoted = "Sửa đổi khoản 2 như sau:\n\n“2. Hằng năm sơ kết việc thực hiện Luật này.”\n\nHết."
    form = "## Phụ lục I\n\nHằng năm gửi báo cáo về Sở."
    assert told(quoted) == told(form) == []


def test_a_plans_appendix_sets_reviews() -> None:
    assert told("## Phụ lục I\n\n- Từ quý III/2030 tổng kết, xây dựng văn bản mới.") == [
        ("tong_ket", "2030-09-30", 0, 0)
    ]


def test_the_document_looked_back_on() -> None:
    """``kiểm tra 10 năm thực hiện Chỉ thị …`` counts from that document's day."""
    text = "Tiến hành tổng kết 10 năm thực hiện Chỉ thị số 29-CT/TU, ngày 16/7/2013."
    (duty,) = duties(text)
    assert (duty.when.day, duty.mention) == ("2023-07-16", 0)
    assert duties(text, signed="2024-01-01") == []  # then it tells of a review that was held


def test_a_duty_has_its_clause_and_its_sentence() -> None:
    text = "### Điều 5. Tổ chức\n\n1. Một.\n\n2. **Hằng năm** sơ kết việc thực hiện Quy chế. Hết."
    (duty,) = duties(text)
    assert duty.anchor == "dieu-5-khoan-2"
    assert duty.loi == "2. Hằng năm sơ kết việc thực hiện Quy chế."
