"""Names of people: addresses apart, order as in a Vietnamese list."""

from __future__ import annotations

import random

import pytest

from vanban.site.names import collating, telex
from vanban.text import search_words, sort_key


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Nguyễn Văn Hùng", "nguyeenx-vawn-hungf"),
        ("Nguyễn Văn Hưng", "nguyeenx-vawn-huwng"),
        ("Đỗ Thị Ước", "ddoox-thij-uwowcs"),
        ("  TRẦN   CẨM TÚ ", "traanf-caamr-tus"),
        ("", ""),
    ],
)
def test_an_address_keeps_the_marks(name: str, address: str) -> None:
    assert telex(name) == address


def test_one_name_however_its_tone_is_placed() -> None:
    assert telex("Hòa") == telex("Hoà")


def test_order_is_that_of_the_house() -> None:
    syllables = search_words(
        "an ăn ân dung đung hòa hoa hoá tú tùng tung ước uông ý y lê lệ mẫn mẫu"
    )
    rng = random.Random(1)
    names = [" ".join(rng.sample(syllables, 2)) for _ in range(60)]
    assert sorted(names, key=collating) == sorted(names, key=lambda name: sort_key(name)[:2])
