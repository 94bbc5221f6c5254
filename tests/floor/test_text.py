"""Vietnamese text: forms, folding, dates, order."""

from __future__ import annotations

import unicodedata

import pytest

from vanban.text import (
    clean,
    fold,
    is_date,
    parse_date,
    same_name,
    slug,
    sort_key,
    tone_placed,
    viet_date,
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Chỉ thị số 29-CT/TU", "chi thi so 29-ct/tu"),
        ("Đắk Lắk", "dak lak"),
        ("ĐẢNG ỦY", "dang uy"),
        ("hƣớng dẫn", "huong dan"),  # ƣ U+01A3
        ("NĐ-СР", "nd-cp"),  # Cyrillic
        ("Ðảng", "dang"),  # U+00D0
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded
    assert fold(unicodedata.normalize("NFD", typed)) == folded


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa", "hoà"), ("ủy", "uỷ"), ("khỏe", "khoẻ"), ("Thủy", "Thuỷ"), ("hoà", "hoà"),
        ("quý", "quý"), ("quỳ", "quỳ"), ("hoàn", "hoàn"), ("toán", "toán"), ("huỳnh", "huỳnh"),
    ],
)  # fmt: skip
def test_tone_placement(old: str, new: str) -> None:
    assert tone_placed(old) == new


def test_names_compare_without_case_and_tone_placement_but_with_marks() -> None:
    assert same_name("Tỉnh uỷ Hoà Bình") == same_name("TỈNH ỦY HÒA  BÌNH")
    assert same_name("Đề án") != same_name("De an")


def test_clean_keeps_lines_and_drops_what_nobody_sees() -> None:
    assert clean("a\u00a0b\u200b\r\nc\u00ad\rd") == "a b\nc\nd"


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("ngày 16/7/2013", "2013-07-16"), ("ngày 05 tháng 7 năm 2022", "2022-07-05"),
        ("4.11.2013", "2013-11-04"), ("5 - 9 - 2026", "2026-09-05"), ("31/02/2020", ""),
        ("năm 2020", ""), ("2020-02-29", "2020-02-29"), ("2021-02-29", ""),
    ],
)  # fmt: skip
def test_parse_date(printed: str, iso: str) -> None:
    assert parse_date(printed) == iso
    assert not iso or is_date(iso)


@pytest.mark.parametrize(
    ("iso", "printed"),
    [
        ("2013-07-16", "16/7/2013"),
        ("2019-02-08", "08/02/2019"),
        ("2013-07", "7/2013"),
        ("2013", "2013"),
    ],
)
def test_viet_date(iso: str, printed: str) -> None:
    assert viet_date(iso) == printed


def test_order_is_vietnamese_and_numbers_count() -> None:
    names = [
        "Đà Nẵng",
        "Cà Mau",
        "Dak",
        "An Giang",
        "Ân Thi",
        "Ăn",
        "hoa 11",
        "hoa 2",
        "hòa",
        "hoá",
    ]
    expected = [
        "An Giang",
        "Ăn",
        "Ân Thi",
        "Cà Mau",
        "Dak",
        "Đà Nẵng",
        "hòa",
        "hoá",
        "hoa 2",
        "hoa 11",
    ]
    assert sorted(names, key=sort_key) == expected


def test_tones_come_in_the_order_of_the_dictionary() -> None:
    words = ["ma", "mà", "mả", "mã", "má", "mạ"]
    backwards = words[::-1]
    assert sorted(backwards, key=sort_key) == words


def test_slug_is_ascii_and_short() -> None:
    assert slug("Quyết định số 12/QĐ-UBND") == "quyet-dinh-so-12-qd-ubnd"
    assert slug("../../etc/passwd") == "etc-passwd"
    assert slug("…") == ""
    assert len(slug("một hai " * 40)) <= 80
