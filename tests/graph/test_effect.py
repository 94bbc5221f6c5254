"""The days a text names for its own effect."""

from __future__ import annotations

import pytest

from vanban.graph.effect import Effect, effect_of, last_day, signing_day

HEAD = "TỈNH MẪU\n\nTỉnh mẫu, ngày 12 tháng 02 năm 2026\n\n"


def days(text: str, signed: str = "2026-02-12") -> tuple[str, str]:
    said = effect_of(text, signed)
    return said.first, said.last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.", ("2026-07-01", "")),
        ("Quy định này có hiệu lực kể từ ngày 01/7/2026.", ("2026-07-01", "")),
        ("1. Thông tư có hiệu lực kể từ ngày 29 tháng 12 năm 2025.", ("2025-12-29", "")),
        ("Quyết định này có hiệu lực kể từ ngày ký ban hành.", ("2026-02-12", "")),
        ("Nghị quyết này có hiệu lực từ ngày được thông qua.", ("2026-02-12", "")),
        # The day of signing isn't counted: Bộ luật Dân sự 2015, Điều 147.
        ("Thông tư này có hiệu lực thi hành sau 45 ngày kể từ ngày ký ban hành.", ("2026-03-29", "")),
        ("Thông tư này có hiệu lực sau 15 ngày, kể từ ngày đăng Công báo.", ("", "")),
        (
            "Nghị quyết này có hiệu lực từ ngày 01 tháng 3 năm 2026 đến hết ngày 28 tháng 02 năm 2027.",
            ("2026-03-01", "2027-02-28"),
        ),
        (
            "Quyết định này có hiệu lực từ ngày ký và được áp dụng đến hết năm ngân sách 2026.",
            ("2026-02-12", "2026-12-31"),
        ),
        ("Thông tư này có hiệu lực từ ngày ký và áp dụng cho năm ngân sách 2026.", ("2026-02-12", "2026-12-31")),
        ("Thông tư này có hiệu lực từ ngày ký và áp dụng cho các năm ngân sách 2026 - 2030.", ("2026-02-12", "")),
        # A quotation is another document's, so is a form behind the text.
        ("như sau: “Thông tư này có hiệu lực từ ngày 01/01/2020.”.", ("", "")),
        ("Điều 1.\n\nMẫu số 01\n\nQuyết định này có hiệu lực kể từ ngày ký.", ("", "")),
        ("Hợp đồng ký trước ngày Thông tư này có hiệu lực từ ngày 01/01/2020 thì giữ nguyên.", ("", "")),
        ("Không nói gì.", ("", "")),
    ],
)  # fmt: skip
def test_first_and_last_day(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


def test_without_the_day_of_signing_nothing_is_counted_from_it() -> None:
    assert days("Quyết định này có hiệu lực kể từ ngày ký.", "") == ("", "")


def test_clauses_with_a_day_of_their_own() -> None:
    text = (
        "1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026, trừ trường hợp quy định tại khoản 2 Điều này.\n"
        "2. Khoản 3 Điều 46 của Luật này có hiệu lực thi hành từ ngày 15 tháng 01 năm 2026."
    )
    assert effect_of(text).parts == (("Khoản 3 Điều 46", "2026-01-15"),)
    about = text.replace("2. Khoản 3 Điều 46", "2. Quy định về khoản 3 Điều 46").replace(
        "Quy", "quy"
    )
    assert effect_of(about).parts == (("khoản 3 Điều 46", "2026-01-15"),)


def test_the_sentence_is_told() -> None:
    text = "Điều 9. Nghị định này có hiệu lực từ ngày 01/7/2026. Hết."
    said = effect_of(text)
    assert text[said.start : said.end] == "Nghị định này có hiệu lực từ ngày 01/7/2026."
    assert effect_of("Không nói gì.") == Effect()


def test_signing_day_is_the_letterhead_s_or_that_of_passing() -> None:
    assert (
        signing_day(HEAD + "Căn cứ Nghị định số 1/2020/NĐ-CP ngày 01 tháng 01 năm 2020;")
        == "2026-02-12"
    )
    law = "Luật này được Quốc hội khóa XIII, kỳ họp thứ 3 thông qua ngày 21 tháng 6 năm 2012."
    assert signing_day(law) == "2012-06-21"
    assert signing_day("Căn cứ Luật Giá ngày 01 tháng 01 năm 2020;") == ""


def test_last_day_of_a_pause() -> None:
    text = "từ ngày 01/01/2023 đến hết ngày 31/12/2023."
    assert last_day(text, 0, len(text)) == "2023-12-31"
