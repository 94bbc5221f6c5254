"""Laws of the floor that must hold for every string."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from vanban.so_hieu import InvalidSoHieu, key, parse_so_hieu
from vanban.text import fold, nfc, slug, sort_key, tone_placed

CODES = st.sampled_from(
    ["CT", "NQ", "QĐ", "QĐi", "QyĐ", "KL", "HD", "TTr", "CTr", "ĐA", "DA", "NĐ", "TT"]
)
ISSUERS = st.sampled_from(
    ["TU", "TW", "CP", "TTg", "UBND", "HĐND", "BNV", "BGDĐT", "VPTW", "BTCTU", "ThU"]
)
NUMBERS = st.integers(1, 99999).map(str) | st.integers(1, 9).map(lambda n: f"0{n}")


@st.composite
def printed(draw: st.DrawFn) -> str:
    """Canonical references of both systems."""
    number, code, issuer = draw(NUMBERS), draw(CODES), draw(ISSUERS)
    form = draw(st.sampled_from(["party", "law", "admin"]))
    if form == "party":
        return f"{number}-{code}/{issuer}"
    year = f"/{draw(st.integers(1945, 2030))}" if form == "law" else ""
    return f"{number}{year}/{code}-{issuer}"


@given(printed())
def test_parse_and_print_are_inverse(text: str) -> None:
    assert str(parse_so_hieu(text)) == text


@given(printed())
def test_the_key_does_not_change_by_parsing_what_was_printed(text: str) -> None:
    assert key(str(parse_so_hieu(text))) == key(text)


@given(printed())
def test_nfd_and_spaces_make_no_difference(text: str) -> None:
    wild = unicodedata.normalize("NFD", text).replace("/", " / ").replace("-", " – ")
    assert key(wild) == key(text)


@given(st.text(max_size=60))
def test_any_text_is_a_reference_or_refused(text: str) -> None:
    try:
        found = parse_so_hieu(text)
    except InvalidSoHieu:
        return
    assert parse_so_hieu(str(found)) == found


VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵĐÂĂƠƯ 0123456789",
    max_size=40,
)


@given(VIETNAMESE)
def test_folding_is_ascii_and_idempotent(text: str) -> None:
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(VIETNAMESE)
def test_tone_placement_is_idempotent_and_folds_alike(text: str) -> None:
    for word in text.split():
        assert tone_placed(tone_placed(word)) == tone_placed(word)
        assert fold(tone_placed(word)) == fold(word)


@given(st.text(max_size=200))
def test_slug_is_a_safe_file_name(text: str) -> None:
    made = slug(text)
    assert made == "" or all(c.isascii() and (c.isalnum() or c == "-") for c in made)
    assert not made.startswith("-") and not made.endswith("-")


@given(st.lists(st.text(max_size=12), max_size=12))
def test_every_text_has_a_place_in_the_order(texts: list[str]) -> None:
    once = sorted(map(nfc, texts), key=sort_key)
    backwards = once[::-1]
    assert sorted(backwards, key=sort_key) == once
