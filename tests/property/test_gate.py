"""The quick looks of the secrecy gate never pass what the exact reading would stop."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from vanban.corpus import gate
from vanban.text import HOMOGLYPHS, INVISIBLE, fold

MARKS = (
    "MẬT", "Tối mật", "TUYỆT MẬT", "Độ mật: Mật", "MẬT - HỎA TỐC", "Dự thảo lần 2", "LƯU HÀNH NỘI BỘ",
    "XEM XONG TRẢ LẠI", "Bản số: 03", "KHÔNG PHỔ BIẾN", "CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ", "Mật khẩn",
)  # fmt: skip
LOOKS = {letter: look for look, letter in HOMOGLYPHS.items()}
NOISE = st.sampled_from(
    ["", "", "", " ", "  ", "*", "_", ".", "-", "/", "!", "%", "7", "’", "®", *INVISIBLE]
)


def bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def look_alike(letter: str) -> str:
    return LOOKS.get(bare(letter), letter)


def wide(letter: str) -> str:
    base = bare(letter)
    return chr(ord(base) + 0xFEE0) if "!" <= base <= "~" else letter


CHANGES = st.sampled_from([str, str, str, str.upper, str.lower, bare, look_alike, wide])


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A mark with letters apart, without tones, disguised, and in NFC as the gate gets it."""
    out = [draw(NOISE)]
    for letter in draw(st.sampled_from(MARKS)):
        out += (draw(CHANGES)(letter), draw(NOISE))
    return unicodedata.normalize("NFC", "".join(out))


@given(mutated() | st.text(max_size=12))
@example("MẬT!")
@example("50% MẬT")
@example("Ĳ")
def test_quick_look_at_a_stamp(text: str) -> None:
    assert gate._stamp(text) == gate._exact_stamp(text) or "<" in text or "&" in text


@given(mutated(), st.sampled_from(["\n\n{}\n\n", "\n{}\n", "| {} | 3 |\n", "# {}\n", "> **{}**\n"]))
def test_a_stamp_on_its_own_line_stops_the_body(mark: str, place: str) -> None:
    if gate._exact_stamp(mark) and ("|" not in place or mark.isupper()):
        assert list(gate._find_body_marks("TỈNH ỦY\n" + place.format(mark)))


@given(st.text(st.sampled_from("mMaAậÂtTnNbBḿṀМаТ\u200b\u0301. _x"), max_size=8))
def test_words_are_looked_for_in_every_dress(text: str) -> None:
    folded = fold(text)
    assert "mat" not in folded or gate._LIKE_MAT.search(text)
    assert "nb" not in folded or gate._LIKE_NB.search(text)


@given(mutated())
def test_numbers_are_looked_at_by_their_end(end: str) -> None:
    line = f"Số 01-BC/TU {end}"
    kinds = [kind for kind, _ in gate._find_body_marks(line)]
    assert gate._number_mark(line) in ("", *kinds)
