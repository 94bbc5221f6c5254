"""Laws that hold for whatever text: quotations state nothing, order and form don't matter, time is linear."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.citations.find import find_mentions
from vanban.corpus.provisions import parse_provisions
from vanban.graph.effect import effect_of
from vanban.graph.passage import paragraphs_of
from vanban.graph.relations import find_statements
from vanban.graph.units import inside, quotes_of
from vanban.relating import relations_of

NUMBERS = st.sampled_from(
    [
        "Nghị định số 1/2020/NĐ-CP",
        "Thông tư số 2/2021/TT-BTC",
        "Chỉ thị 29-CT/TU",
        "Luật Giá",
        "Nghị định này",
    ]
)
WORDS = st.sampled_from(
    [
        "Bãi bỏ ", "thay thế ", "sửa đổi, bổ sung một số điều của ", "hết hiệu lực kể từ ngày 01/01/2024", "Căn cứ ",
        "khoản 2 Điều 5 ", "; ", ", ", " và ", ".\n\n", "\n", "như sau: ", "“", "”", "Điều 1. ", "1. ", "a) ",
        "được sửa đổi bởi ", "quy định chi tiết ", "trừ Điều 5 ", "từ ngày ký", "có hiệu lực ", ": \n", "(", ")",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(NUMBERS, WORDS), max_size=40).map("".join)
OWN_MARKS = st.characters(blacklist_characters="“”", blacklist_categories=("Cs",))


@given(TEXTS)
def test_statements_are_of_mentions_outside_quotations(text: str) -> None:
    mentions, quotes = find_mentions(text), quotes_of(text)
    for stated in find_statements(text, mentions, parse_provisions(text)[0]):
        mention = mentions[stated.mention]
        assert mention.kind != "self"
        assert not inside(quotes, mention.start)
        assert not inside(quotes, stated.start)
        assert 0 <= stated.start < stated.end <= len(text)


@given(before=TEXTS, quoted=TEXTS.filter(lambda t: "“" not in t and "”" not in t))
def test_what_stands_in_quotation_marks_adds_no_object(before: str, quoted: str) -> None:
    """Replacement text is the amended document's."""
    before = before.replace("“", "").replace("”", "")
    text = f"{before}\n\n1. Sửa đổi như sau:\n\n“{quoted}”.\n"
    low = text.index("“")
    mentions = find_mentions(text)
    for stated in find_statements(text, mentions, parse_provisions(text)[0]):
        assert mentions[stated.mention].start < low
        assert stated.start < low


@given(TEXTS)
def test_decomposed_letters_state_the_same(text: str) -> None:
    assert relations_of(unicodedata.normalize("NFD", text)) == relations_of(text)


@given(TEXTS)
def test_a_row_is_told_once_and_whole(text: str) -> None:
    rows = relations_of(text)
    for row in rows:
        assert row["quan_he"] != "dan_chieu"
        assert row["evidence"]
    assert len({str(row) for row in rows}) == len(rows)


@given(st.text(alphabet=st.one_of(OWN_MARKS, st.sampled_from("“”\n.;: 1a)")), max_size=200))
def test_any_text_is_read(text: str) -> None:
    relations_of(text)
    effect_of(text)
    assert paragraphs_of(paragraphs_of(text)) is not None


LONG = [
    "Bãi bỏ Nghị định số 1/2020/NĐ-CP; ", "Căn cứ Luật Giá và ", "“Bãi bỏ ", "” ; ", "khoản 1, ",
    "Thông tư này có hiệu lực ", "sửa đổi, bổ sung ", "a) Bãi bỏ Điều 1;\n\n", "Điều 1. Sửa đổi Nghị định số 1/2020/NĐ-CP\n\n",
    "hết hiệu lực ", "1. ", ":\n", "quy định chi tiết và ", "được sửa đổi, ",
]  # fmt: skip


@pytest.mark.parametrize("piece", LONG)
def test_time_is_linear(piece: str) -> None:
    """Eight times the text costs far less than eight times eight the time."""

    def cost(times: int) -> float:
        text = "Sửa đổi Nghị định số 9/2020/NĐ-CP:\n\n" + piece * times
        mentions, provisions = find_mentions(text), parse_provisions(text)[0]
        begun = time.process_time()
        find_statements(text, mentions, provisions)
        return time.process_time() - begun

    small = min(cost(250) for _ in range(3))
    assert min(cost(2000) for _ in range(3)) < max(0.1, 30 * small)
