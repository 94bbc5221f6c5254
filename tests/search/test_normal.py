"""Python and the browser make the same of any text: one table, two readers, held equal here."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from vanban.search.client import PARTS, tables_part
from vanban.text import (
    DASHES,
    HOMOGLYPHS,
    INVISIBLE,
    SPACES,
    fold,
    search_key,
    search_word,
    search_words,
)

pytestmark = pytest.mark.browser

MANY = 100_000
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
RHYMES = [
    "oa",
    "oe",
    "uy",
    "oà",
    "òa",
    "uỷ",
    "ủy",
    "uyên",
    "oan",
    "uỳnh",
    "y",
    "i",
    "ý",
    "í",
    "uya",
]
OTHERS = " \n.,;:()[]<>&\"'/\\-_§…“”«»0123456789%€😀𝐐漢字ไทยЖжΩςßİıſ"
ODD = "".join(HOMOGLYPHS) + INVISIBLE + DASHES + SPACES + "\u0340\u0341\u0344\u1ebf\u01a1"


def made_up(rng: random.Random) -> str:
    """A text of Vietnamese syllables, symbols and what is met in damaged files."""
    parts = []
    for _ in range(rng.randint(1, 6)):
        kind = rng.random()
        if kind < 0.35:
            parts.append(
                rng.choice(LETTERS) + rng.choice(LETTERS) + rng.choice(TONES) + rng.choice(LETTERS)
            )
        elif kind < 0.6:
            parts.append(
                rng.choice(["", "h", "qu", "kh", "l", "th", "ng", "Q", "t"])
                + rng.choice(RHYMES)
                + rng.choice(TONES)
            )
        elif kind < 0.7:
            parts.append(
                f"{rng.randint(0, 120):02d}-{rng.choice(['CT/TU', 'QĐ/TW', 'NĐ-CP', 'QH14'])}"
            )
        elif kind < 0.85:
            parts.append("".join(rng.choices(OTHERS, k=rng.randint(1, 3))))
        else:
            parts.append("".join(rng.choices(ODD + LETTERS, k=rng.randint(1, 4))))
        parts.append(rng.choice(["", "", " "]))
    text = "".join(parts)
    form = rng.choice(["NFC", "NFD", "", ""])
    text = unicodedata.normalize(form, text) if form else text  # type: ignore[arg-type]
    return text.upper() if rng.random() < 0.2 else text


@pytest.fixture(scope="module")
def page(chromium: Any) -> Iterator[Any]:
    opened = chromium.new_page()
    source = tables_part() + (PARTS / "10-normal.js").read_text("utf-8")
    opened.add_script_tag(content=f"{source}; window.normal = {{fold, wordsOf, searchKey}};")
    yield opened
    opened.close()


def test_both_sides_fold_and_cut_alike(page: Any) -> None:
    rng = random.Random(20)
    texts = [made_up(rng) for _ in range(MANY)]
    told = page.evaluate(
        "texts => texts.map(t => { const w = normal.wordsOf(t);"
        " return [normal.fold(t), w, w.map(normal.searchKey)] })",
        texts,
    )
    for text, (folded, words, keys) in zip(texts, told, strict=True):
        ours = [w for w in map(search_word, search_words(unicodedata.normalize("NFC", text))) if w]
        assert (folded, words) == (fold(text), ours), ascii(text)
        assert keys == [search_key(w) for w in ours], ascii(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"), ("uỷ", "ủy"), ("HOÀ BÌNH", "hòa bình"), ("khoẻ", "khỏe"),
        ("05", "5"), ("Ðảng", "đảng"), ("lu\u031bu tru\u031b\u0303", "lưu trữ"), ("NĐ-СР", "nđ-cp"),
    ],
)  # fmt: skip
def test_spellings_of_one_word(one: str, other: str) -> None:
    cut = [
        [search_word(w) for w in search_words(unicodedata.normalize("NFC", t))]
        for t in (one, other)
    ]
    assert cut[0] == cut[1]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("kỷ", "ki"), ("kĩ", "ki"), ("quý", "qui"), ("lý", "li"), ("thủy", "thuy"),
        ("y", "y"), ("huỳnh", "huynh"), ("đất", "dat"), ("này", "nay"), ("tỷ", "ti"),
    ],
)  # fmt: skip
def test_keys_fold_marks_and_open_y(word: str, key: str) -> None:
    assert search_key(search_word(word)) == key


@pytest.mark.parametrize(("one", "other"), [("quỳ", "quì"), ("hoàn", "hòan"), ("cong", "công")])
def test_words_that_differ_stay_apart(one: str, other: str) -> None:
    """After qu and before a final consonant a tone has one place; marks tell words apart."""
    assert search_word(one) != search_word(other)
