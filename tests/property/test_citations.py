"""Laws of finding: exact disjoint spans, no surprise input, linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.citations.find import find_mentions
from vanban.citations.pinpoint import anchors, label_of
from vanban.graph.relations import find_claims
from vanban.graph.sentence import LIMIT, sentence_around
from vanban.text import nfc

PIECES = st.sampled_from(
    [
        "Chỉ thị ", "số ", "29-CT/TU", ", ", "ngày 16/7/2013", " của Bộ Chính trị", "Luật Đất đai",
        " năm 2013", "Nghị định này", "khoản 2 Điều 5 ", "và ", "31/2024/QH15", "\n", "\n\n", "**",
        "(", ")", "“", "”", "; ", "87,88,31/CP", "Nghị quyết 57", "12", "/", "-", " – ", "NQ ",
        "Nghị quyết Trung ương 4 khóa XII", "bãi bỏ ", "hết hiệu lực ", "TW", "QH ", "\u00a0", "Ð",
        "Phụ lục I ban hành kèm theo ", "Hiến pháp", "2026/NĐ", "СР", "e\u0301", "luật đất đai", " do ",
        "CÔNG BÁO/Số 1 + 2/Ngày 1-1-2025 ", "Người ký: A\nEmail: b\n", " 12 ", "ban hành ", "cùng ngày 31/02/2020",
        ", ban hành ngày 5/3/2020", "BLHS 2015", " năm 1946, 1959", "Bộ Tài chính", " được Quốc hội thông qua ",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_spans_are_exact_disjoint_and_in_order(raw: str) -> None:
    text = nfc(raw)
    end = 0
    for m in find_mentions(text):
        assert end <= m.start < m.end <= len(text)
        assert text[m.start : m.end] == m.surface
        assert m.kind != "self" or not m.so_hieu
        end = m.end


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_claims_point_at_mentions_and_quote_the_text(raw: str) -> None:
    text = nfc(raw)
    mentions = find_mentions(text)
    for claim in find_claims(text, mentions, (), anchors):
        assert mentions[claim.mention].kind != "self"
        assert claim.evidence


@given(TEXTS, st.integers(0, 200), st.integers(1, 40))
@settings(max_examples=200, deadline=None)
def test_a_sentence_holds_its_mark(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + length)
    sentence, a, b = sentence_around(text, start, end)
    assert 0 <= a <= b <= len(sentence)
    assert len(sentence) <= max(LIMIT, b - a)


@given(st.text(alphabet="điểmkhoảnĐềuMục 0123456789abcIVX,;()và", max_size=80))
def test_anchors_are_ascii_and_have_labels(pinpoint: str) -> None:
    for anchor in anchors(pinpoint):
        assert anchor.isascii()
        assert label_of(anchor)


RUNS = [
    "1", "-", "(", "1/", "A-", "1/A-", "số ", "Luật ", " này", "Điều 1 ", "“", "Nghị định số ", "và ",
    "1, ", "Luật Đất đai, ", "Luật sửa đổi, bổ sung một số điều của ", "số 1/2020/QĐ-A, ", "*",
    "ngày 1/1/2020 ", "12-NQ/TW và ", "khoản 1 Điều 2 và ", "Bộ A - ", "Nghị quyết Đại hội ", "NQ 1-",
    "1A", "A1b2", "QH1", "năm 2013, ", "Luật Đất đai năm 2013, năm 2014 ", "luật đất đai ", "\n1\n",
    "CÔNG BÁO/Số 1\n1\n", "Người ký: a\nEmail: b\n", "liên Bộ Tài chính - ", "Pháp lệnh về a ",
    "Chính phủ ban hành Nghị định số 1/2020/NĐ-CP, ", "Quyết định số 5/QĐ-A về a, ", "Quyết định 12, 13 ",
    "của Bộ Tài chính và ", "Bộ trưởng, Chủ nhiệm ", "Nghị quyết Trung ương 4 khóa XII, ", "Danh mục ",
    "Bãi bỏ: Luật 5, ", "Căn cứ Nghị quyết số 12-NQ/TU của Tỉnh ủy Hải Dương và ",
]  # fmt: skip


@pytest.mark.parametrize("unit", RUNS)
def test_time_is_linear_in_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            find_claims(text, find_mentions(text), (), anchors)
            best = min(best, time.process_time() - start)
        return best

    # Eight times the text: a square law would take 64 times as long.
    assert seconds(64_000) < 24 * max(seconds(8_000), 0.002)
