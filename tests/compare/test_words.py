"""Words: edits lead from the old text to the new one and read as a person would mark them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.compare import Edit, apply, word_edits
from vanban.compare.lcs import common
from vanban.compare.words import MOST, Lexicon, tokens_of

WORDS = st.lists(
    st.sampled_from(["Ủy ban", "và", "của", "1", "2,5", "a)", ";", ".", "\n", "hòa", "hoà", " ", "Điều 5"]),
    max_size=25,
).map(" ".join)  # fmt: skip
TEXTS = st.one_of(WORDS, st.text(max_size=60))


@given(old=TEXTS, new=TEXTS)
def test_edits_make_the_new_text_of_the_old(old: str, new: str) -> None:
    edits = word_edits(old, new)
    if edits:
        assert "".join(edit.old for edit in edits) == old
        assert apply(old, edits) == new
    else:
        lexicon = Lexicon()
        assert lexicon.codes(tokens_of(old)) == lexicon.codes(tokens_of(new))


@given(text=TEXTS)
def test_a_text_has_no_edits_against_itself(text: str) -> None:
    assert word_edits(text, text) == ()


@given(old=TEXTS, new=TEXTS)
def test_edits_of_neighbouring_runs_are_of_different_kinds(old: str, new: str) -> None:
    kinds = [edit.kind for edit in word_edits(old, new)]
    assert all((a == "same") != (b == "same") for a, b in itertools.pairwise(kinds))


@given(a=st.lists(st.integers(0, 4), max_size=30), b=st.lists(st.integers(0, 4), max_size=30))
def test_common_runs_are_a_longest_common_subsequence(a: list[int], b: list[int]) -> None:
    blocks = common(a, b)
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1][j + 1] = (
                table[i][j] + 1 if x == y else max(table[i][j + 1], table[i + 1][j])
            )
    assert sum(size for _, _, size in blocks) == table[-1][-1]
    assert all(a[i : i + size] == b[j : j + size] for i, j, size in blocks)
    ends = [(i + size, j + size) for i, j, size in blocks]
    assert all(e[0] <= s[0] and e[1] <= s[1] for e, s in zip(ends, blocks[1:], strict=False))


def changes(old: str, new: str) -> list[tuple[str, str]]:
    return [(e.old.strip(), e.new.strip()) for e in word_edits(old, new) if e.kind != "same"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # whole words and whole numbers, no letters
        ("trong 15 ngày làm việc", "trong 10 ngày làm việc", [("15", "10")]),
        ("mức 2,5 lần", "mức 2,75 lần", [("2,5", "2,75")]),
        # what isn't a difference to a reader
        ("hòa giải – “tự nguyện”", 'hoà  giải - "tự nguyện"', []),
        # a lone «và» kept between two sentences that share nothing is no help
        (
            "lập hồ sơ gửi phòng nội vụ và chờ cấp trên cho ý kiến",
            "nộp đơn trực tuyến tới trung tâm và nhận kết quả ngay",
            [
                (
                    "lập hồ sơ gửi phòng nội vụ và chờ cấp trên cho ý kiến",
                    "nộp đơn trực tuyến tới trung tâm và nhận kết quả ngay",
                )
            ],
        ),
        # an addition begins where the phrase begins
        ("Tên; địa chỉ; nghề nghiệp.", "Tên; ngày sinh; địa chỉ; nghề nghiệp.", [("", "ngày sinh;")]),
        ("Lập sổ.\nGhi sổ.", "Lập sổ.\nKiểm sổ.\nGhi sổ.", [("", "Kiểm sổ.")]),
        ("không được cho thuê", "được cho thuê", [("không", "")]),
    ],
)  # fmt: skip
def test_differences_as_a_person_marks_them(
    old: str, new: str, said: list[tuple[str, str]]
) -> None:
    assert changes(old, new) == said


def test_figures_of_notes_count_only_when_they_are_asked_for() -> None:
    old, new = "cơ quan bảo hiểm xã hội chi trả", "cơ quan bảo hiểm xã hội3 chi trả"
    assert word_edits(old, new, Lexicon(notes=True)) == ()
    assert [e.kind for e in word_edits(old, new)] == ["same", "replaced", "same"]


def test_texts_too_long_to_compare_are_replaced_whole() -> None:
    size = int(MOST**0.5) + 1
    old, new = "a b " * (size // 2 + 1), "b a " * (size // 2 + 1)
    assert word_edits(old, new) == (Edit("replaced", old, new),)


def test_edits_of_another_text_are_refused() -> None:
    edits = word_edits("một hai", "một ba")
    with pytest.raises(ValueError, match="belong"):
        apply("bốn hai", edits)
    assert apply("một hai", ()) == "một hai"
