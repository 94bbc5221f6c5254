"""Dead encodings: tables, the decision per font, capitals."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.importer.legacy import (
    TCVN3,
    VNI,
    decide,
    decode,
    encoding_of_font,
    from_tcvn3,
    from_vni,
)
from vanban.importer.syllables import is_syllable, score

TEXT = (
    "Căn cứ Quy chế làm việc, Ban Thường vụ yêu cầu các cấp ủy tổ chức quán triệt, thực hiện nghiêm túc "
    "những nhiệm vụ đã đề ra, kịp thời báo cáo kết quả; giữ vững kỷ luật, trật tự ở cơ sở."
)
TO_TCVN3 = {letter: sign for sign, letter in TCVN3.items()}
TO_VNI = {letter: sign for sign, letter in reversed(VNI.items())}


def tcvn3(text: str) -> str:
    return "".join(TO_TCVN3.get(c, TO_TCVN3.get(c.lower(), c)) for c in text)


def vni(text: str) -> str:
    return "".join(TO_VNI.get(c, c) for c in text)


def test_tables_are_whole() -> None:
    assert len(TCVN3) == 74
    assert len(VNI) == 210
    assert len(set(TCVN3.values())) == 74


@given(st.text(alphabet=sorted(TCVN3.values()) + list("bcghklmnprstvx 0123,."), max_size=40))
def test_tcvn3_round_trip(text: str) -> None:
    """No Vietnamese word has ư twice in a row: the second is Word's soft hyphen, and dropped."""
    once = re.sub("([ưƯ])[ưƯ]+", r"\1", text)
    assert from_tcvn3("".join(TO_TCVN3.get(c, c) for c in text)) == once


@given(
    st.lists(
        st.sampled_from(
            [
                "tiếng",
                "Việt",
                "đúng",
                "chuẩn",
                "khỏe",
                "mạnh",
                "Ủy",
                "ban",
                "Đảng",
                "bộ",
                "ngữ",
                "hưởng",
                "ẳng",
                "ỹ",
            ]
        )
    )
)
def test_vni_round_trip(words: list[str]) -> None:
    assert from_vni(vni(" ".join(words))) == " ".join(words)


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnTimeH", "tcvn3-hoa"),
        (".VnTimeH,Bold", "tcvn3-hoa"),
        ("ABCDEF+VnTimeHBold", "tcvn3-hoa"),
        (".VnArial", "tcvn3"),
        (".VnSomethingNew", "tcvn3"),
        ("VNI-Times", "vni"),
        ("Times New Roman", "unicode"),
        ("Vani", "unicode"),
        ("", "unicode"),
    ],
)
def test_font_names(font: str, encoding: str) -> None:
    assert encoding_of_font(font) == encoding


@pytest.mark.parametrize(
    ("font", "text", "encoding"),
    [
        (".VnTime", tcvn3(TEXT), "tcvn3"),
        ("VNI-Times", vni(TEXT), "vni"),
        (".VnTime", TEXT, "unicode"),  # converted, font kept
        ("Times New Roman", tcvn3(TEXT), "tcvn3"),  # the font was replaced, the bytes were not
        ("Arial", vni(TEXT), "vni"),
        ("Times New Roman", TEXT, "unicode"),
        ("Times New Roman", "Les élèves français étaient déjà très fatigués à l'école", "unicode"),
        (".VnTimeH", "B¸o c¸o", "tcvn3-hoa"),  # too short to judge: the name decides
    ],
)
def test_decision(font: str, text: str, encoding: str) -> None:
    assert decide(font, text) == encoding


def test_capitals_of_dead_fonts() -> None:
    """Nghị định 30/2020: titles are in capitals; ABC writes them with small letters' bytes."""
    assert decode(tcvn3("báo cáo"), "tcvn3-hoa") == "BÁO CÁO"
    assert from_tcvn3(tcvn3("PHẦN")) == "PHẦN"
    assert from_tcvn3(tcvn3("Đảng ủy")) == "Đảng ủy"


@pytest.mark.parametrize("word", ["nghiêng", "quốc", "gì", "Uỷ", "khuỷu", "hoạt", "ƯỚC"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nghiªng", "stra", "hoàp", "ngoaoe", "wifi", ""])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_score_prefers_the_right_reading() -> None:
    assert score(TEXT) > 1.2 > score(tcvn3(TEXT))
