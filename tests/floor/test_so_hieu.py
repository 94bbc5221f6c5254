"""The printed reference: one canonical text, one key per series, spellings of the wild."""

from __future__ import annotations

import pytest

from vanban.so_hieu import InvalidSoHieu, canonical, key, parse_so_hieu


@pytest.mark.parametrize(
    ("wild", "printed"),
    [
        ("29-CT/TU", "29-CT/TU"),
        ("46 - CT/TW", "46-CT/TW"),
        ("46 – CT / TW", "46-CT/TW"),
        ("294QĐ/TW", "294-QĐ/TW"),
        ("84 QĐ/TWĐTN", "84-QĐ/TWĐTN"),
        ("72-NQ-TW", "72-NQ/TW"),
        ("30/2020/\nNĐ-CP", "30/2020/NĐ-CP"),
        ("30/2020/ND-CP", "30/2020/NĐ-CP"),
        ("30/2020/nđ-cp", "30/2020/NĐ-CP"),
        ("07/2025/NĐ-СР", "07/2025/NĐ-CP"),  # Cyrillic С and Р
        ("12/2020/QÐ-UBND", "12/2020/QĐ-UBND"),  # U+00D0
        ("16/CT-TTG", "16/CT-TTg"),
        ("66.13/2026/NQ-CP", "66.13/2026/NQ-CP"),
        ("45/2019/QH14", "45/2019/QH14"),
        ("3752/BGDĐT-KHTC", "3752/BGDĐT-KHTC"),
        ("282-SL", "282-SL"),
        ("235/HĐBT", "235/HĐBT"),
        ("5053-CV/VPTW/nb", "5053-CV/VPTW/nb"),
        ("01-HD/BTCTU-BDVTU", "01-HD/BTCTU-BDVTU"),
        ("11-QĐi/TW", "11-QĐi/TW"),
    ],
)
def test_prints_canonical_typography(wild: str, printed: str) -> None:
    assert canonical(wild) == printed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5-CT/TW", "05-CT/TW"),
        ("06-QĐi/TW", "06-QĐ/TW"),  # one series, two spellings of Quy định
        ("72-NQ-TW", "72-NQ/TW"),
        ("2/NQ-CP", "02/NQ-CP"),
        ("10/2018/TTLT/BTP-BCA", "10/2018/TTLT-BTP-BCA"),
        ("130-CP", "130/CP"),
    ],
)
def test_spellings_of_one_reference_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("11-QĐ/TW", "11/QĐ-TTg"),
        ("05-QyĐ/TW", "05-QĐ/TW"),
        ("01-DA/TU", "01-ĐA/TU"),  # dự án, đề án
        ("03-HD/TU", "03-HĐ/TU"),
        ("13/2026/NQ-CP", "66.13/2026/NQ-CP"),
        ("09/2026/NQ-CP", "09/NQ-CP"),
        ("12/2020/QĐ-UBND", "12a/2020/QĐ-UBND"),
    ],
)
def test_different_references_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    "text", ["", "2020", "24/7", "83,2%/50%", "12/2015", "abc", "-CT/TU", "16/7/2013"]
)
def test_what_is_no_reference_is_refused(text: str) -> None:
    with pytest.raises(InvalidSoHieu):
        parse_so_hieu(text)
    assert key(text) == ""


def test_party_and_state_are_told_by_the_order_of_separators() -> None:
    assert parse_so_hieu("11-QĐ/TW").party
    assert not parse_so_hieu("11/QĐ-TTg").party
    assert parse_so_hieu("11-QĐ/TW").issuers == ("TW",)
    assert parse_so_hieu("05/2025/TTLT-BTP-BCA").issuers == ("BTP", "BCA")


def test_the_legislature_is_read_from_the_symbol() -> None:
    found = parse_so_hieu("101/2025/UBTVQH15")
    assert (found.legislature, found.issuers, found.nam) == (15, ("UBTVQH",), 2025)
