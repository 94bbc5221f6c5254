"""Times as texts name them, and the day they end with."""

from __future__ import annotations

import pytest

from vanban.graph.deadlines import When, find_whens, later, period_end


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("trước ngày 31/12/2025", When("2025-12-31")),
        ("trước ngày 05 tháng 3 năm 2026", When("2026-03-05")),
        ("trước ngày 15 tháng 12 hằng năm", When("--12-15", every=12)),
        ("chậm nhất ngày 31/01 của năm tiếp theo", When("--01-31", every=12)),
        ("trước 30 tháng 11 hằng năm", When("--11-30", every=12)),
        ("trong quý IV năm 2026", When("2026-12-31", "quy")),
        ("trong quý II/2027", When("2027-06-30", "quy")),
        ("tháng 02/2028", When("2028-02-29", "thang")),
        ("6 tháng đầu năm 2022", When("2022-06-30", "nua_nam")),
        ("cuối năm 2028", When("2028-12-31", "nam")),
        ("vào giữa năm 2025", When("2025-06-30", "nam")),
        ("sau 03 năm", When(after=36)),
        ("sau năm năm", When(after=60)),
        ("định kỳ 05 năm", When(every=60)),
        ("Hằng năm", When(every=12)),
        ("hàng quý", When(every=3)),
        ("6 tháng một lần", When(every=6)),
        ("2 năm/lần", When(every=24)),
        ("mỗi năm một lần", When(every=12)),
        ("định kỳ tối thiểu hằng quý", When(every=3)),
    ],
)
def test_a_time_is_read(words: str, expected: When) -> None:
    assert [found.when for found in find_whens(words)] == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "giai đoạn 2021 - 2025", "trong thời hạn 06 tháng", "Nghị định số 12/2015/NĐ-CP",
        "ngày 31/02/2025", "sau 2 tháng", "khoản 5 năm điều", "sau 10 ngày",
    ],
)  # fmt: skip
def test_what_is_no_time(words: str) -> None:
    assert find_whens(words) == []


def test_months_later_stay_in_their_month() -> None:
    assert later("2024-02-29", 12) == "2025-02-28"
    assert later("2013-07-16", 120) == "2023-07-16"
    assert later("2025-10-31", 4) == "2026-02-28"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2027", "2027-12-31"), ("2026-09", "2026-09-30"), ("2026-12-31", "2026-12-31"),
        ("hết năm 2021", "2021-12-31"), ("6 tháng cuối năm 2022", "2022-12-31"),
        ("quý I/2026", "2026-03-31"), ("khi có điều kiện", ""), ("hằng năm", ""),
    ],
)  # fmt: skip
def test_a_clerks_words_end_with_a_day(words: str, day: str) -> None:
    assert period_end(words) == day
