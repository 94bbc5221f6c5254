"""Clauses: each finds its counterpart, also under another number and in another article."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.compare import Comparison, compare, read_units
from vanban.compare import align as align_module
from vanban.compare.clauses import parts_of, read_clause, unit_anchor
from vanban.compare.likeness import heaviest_chain, near_best, strongest

Section = tuple[str, str]

SUBJECTS = [
    "tiếp nhận đơn của người dân", "lưu giữ sổ sách kế toán", "trồng cây dọc bờ kênh",
    "phòng cháy ở chợ phiên", "bảo trì cầu treo dân sinh", "cấp nước sạch cho bản xa",
    "thu gom rác thải nhựa", "mở lớp xóa mù chữ", "giữ gìn tiếng nói và chữ viết",
]  # fmt: skip


def article(n: int, subject: str, *, days: int = 15) -> list[Section]:
    return [
        (f"dieu-{n}", f"Điều {n}. Việc {subject}"),
        (f"dieu-{n}-khoan-1", f"1. Thôn chịu trách nhiệm {subject} theo lịch của xã."),
        (f"dieu-{n}-khoan-2", f"2. Báo cáo việc {subject} trong {days} ngày kể từ khi xong."),
    ]


def law(subjects: Sequence[str], first: int = 1) -> list[Section]:
    return [s for n, subject in enumerate(subjects, first) for s in article(n, subject)]


def compared(
    old: Sequence[Section], new: Sequence[Section], *, numbered: bool = False
) -> Comparison:
    return compare(read_units(old).units, read_units(new).units, numbered=numbered)


def became(found: Comparison) -> list[tuple[str, str, str]]:
    return [
        (row.old.anchor if row.old else "", row.new.anchor if row.new else "", row.state)
        for row in found.rows
    ]


def test_a_text_against_itself_has_no_change() -> None:
    found = compared(law(SUBJECTS), law(SUBJECTS))
    assert found.counts() == (9, 0, 0, 0, 0)
    assert found.clause_counts() == (27, 0, 0, 0, 0)
    assert not any(row.edits for unit in found.rows for row in unit.rows)


def test_renumbered_articles_are_known_by_their_words() -> None:
    new = [*article(1, "chăn thả trâu bò"), *law(SUBJECTS[:4], 2)]
    assert became(compared(law(SUBJECTS[:4]), new)) == [
        ("", "dieu-1", "added"),
        *((f"dieu-{n}", f"dieu-{n + 1}", "moved") for n in range(1, 5)),
    ]


def test_an_article_moved_past_others_is_no_removal_and_addition() -> None:
    order = [*SUBJECTS[1:5], SUBJECTS[0], *SUBJECTS[5:]]
    found = compared(law(SUBJECTS), law(order))
    assert [row.new.anchor for row in found.rows if row.moved and row.new] == ["dieu-5"]
    assert found.counts() == (4, 0, 0, 0, 5)


def test_a_changed_term_is_one_word_in_one_clause() -> None:
    new = [*law(SUBJECTS[:2]), *article(3, SUBJECTS[2], days=7), *law(SUBJECTS[3:], 4)]
    found = compared(law(SUBJECTS), new)
    assert found.counts() == (8, 1, 0, 0, 0)
    (row,) = [row for unit in found.rows for row in unit.rows if row.edits]
    assert [(e.old.strip(), e.new.strip()) for e in row.edits if e.kind != "same"] == [("15", "7")]


def test_a_clause_moved_to_another_article_stands_in_both() -> None:
    old = law(SUBJECTS[:3])
    clause = "3. Người có công được miễn mọi khoản đóng góp nêu trong quy ước này của thôn."
    found = compared(
        [*old[:3], ("dieu-1-khoan-3", clause), *old[3:]], [*old, ("dieu-3-khoan-3", clause)]
    )
    moved = [row for unit in found.rows for row in unit.rows if row.moved]
    assert len(moved) == 2
    assert moved[0] is moved[1]
    assert moved[0].old and moved[0].old.anchor == "dieu-1-khoan-3"
    assert moved[0].new and moved[0].new.anchor == "dieu-3-khoan-3"
    assert found.clause_counts() == (9, 0, 0, 0, 1)


def test_numbers_bind_where_they_are_kept() -> None:
    old = law(SUBJECTS[:3])
    new = [*old[:3], ("dieu-2", "Điều 2. (được bãi bỏ)"), *old[6:]]
    assert became(compared(old, new, numbered=True))[1] == ("dieu-2", "dieu-2", "changed")
    assert ("dieu-2", "", "removed") in became(compared(old, new))


def test_boilerplate_pairs_nobody() -> None:
    tail = "Chính phủ quy định chi tiết Điều này."
    old = [(f"dieu-{n}", f"Điều {n}. {s}\n{tail}") for n, s in enumerate(SUBJECTS[:4], 1)]
    new = [(f"dieu-{n}", f"Điều {n}. {s}\n{tail}") for n, s in enumerate(SUBJECTS[5:], 1)]
    assert {state for *_, state in became(compared(old, new))} == {"added", "removed"}


PIECES = st.lists(
    st.tuples(st.sampled_from(SUBJECTS), st.integers(1, 30)), max_size=8, unique_by=lambda p: p[0]
)


@given(old=PIECES, new=PIECES, numbered=st.booleans())
def test_the_direction_changes_nothing_but_sides(
    old: list[tuple[str, int]], new: list[tuple[str, int]], numbered: bool
) -> None:
    one = [s for n, (subject, days) in enumerate(old, 1) for s in article(n, subject, days=days)]
    other = [s for n, (subject, days) in enumerate(new, 1) for s in article(n, subject, days=days)]
    there, back = compared(one, other, numbered=numbered), compared(other, one, numbered=numbered)
    for a, b in ((there.counts(), back.counts()), (there.clause_counts(), back.clause_counts())):
        assert (a.same, a.changed, a.moved) == (b.same, b.changed, b.moved)
        assert (a.added, a.removed) == (b.removed, b.added)


@given(old=PIECES, new=PIECES)
def test_every_clause_of_both_sides_stands_somewhere(
    old: list[tuple[str, int]], new: list[tuple[str, int]]
) -> None:
    one = [s for n, (subject, days) in enumerate(old, 1) for s in article(n, subject, days=days)]
    other = [s for n, (subject, days) in enumerate(new, 1) for s in article(n, subject, days=days)]
    rows = {id(row): row for unit in compared(one, other).rows for row in unit.rows}.values()
    assert sorted(row.old.anchor for row in rows if row.old) == sorted(a for a, _ in one)
    assert sorted(row.new.anchor for row in rows if row.new) == sorted(a for a, _ in other)


def test_texts_too_long_go_by_number_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(align_module, "MOST_UNITS", 3)
    found = compared(law(SUBJECTS[:3]), law(SUBJECTS[:2]))
    assert found.capped
    assert became(found) == [
        ("dieu-1", "dieu-1", "same"), ("dieu-2", "dieu-2", "same"), ("dieu-3", "", "removed"),
    ]  # fmt: skip


def test_signatures_and_notes_are_left_out_and_counted() -> None:
    body = "2. Sổ này có hiệu lực từ ngày ký.\nNơi nhận:\n- Như trên;\nTM. ỦY BAN"
    reading = read_units(
        [("dieu-1", "Điều 1. Sổ"), ("dieu-1-khoan-2", body), ("chu-thich", "1. x")]
    )
    assert reading.left_out == 4
    assert reading.units[0].clauses[1].text == "Sổ này có hiệu lực từ ngày ký."
    note = "3. Xã lập sổ.\n7 Khoản này được sửa đổi theo khoản 1 Điều 1 của Quyết định số 9."
    kept = read_units([("dieu-1-khoan-3", note)], consolidated=True)
    assert (kept.units[0].clauses[0].text, kept.left_out) == ("Xã lập sổ.", 1)
    assert read_units([("dieu-1-khoan-3", note)]).left_out == 0


@pytest.mark.parametrize(
    ("anchor", "text", "kind", "label", "rest"),
    [
        ("dieu-5", "Điều 5. Giải thích", "dieu", "Điều 5.", "Giải thích"),
        ("dieu-5-khoan-2", "2. Sổ là tập giấy.", "khoan", "2.", "Sổ là tập giấy."),
        ("dieu-5-khoan-2-diem-dd", "đ) Bìa cứng;", "diem", "đ)", "Bìa cứng;"),
        ("chuong-2", "Chương II\nTHU CHI", "chuong", "Chương II", "THU CHI"),
        ("muc-1", "I. ĐÁNH GIÁ", "muc", "I.", "ĐÁNH GIÁ"),
        ("de-muc", "Nội dung", "tieu_de", "", "Nội dung"),
        ("", "Căn cứ Luật;", "dau", "", "Căn cứ Luật;"),
    ],
)
def test_the_printed_number_is_taken_off(
    anchor: str, text: str, kind: str, label: str, rest: str
) -> None:
    assert read_clause(anchor, text) == (anchor, kind, label, rest)


def test_anchors_are_read_by_level() -> None:
    assert parts_of("kem-1-dieu-5a-khoan-1-2") == (("kem", "1"), ("dieu", "5a"), ("khoan", "1-2"))
    assert parts_of("de-muc-lon") == ()
    assert unit_anchor("dieu-5-khoan-2-diem-a") == "dieu-5"
    assert unit_anchor("muc-1-khoan-2-diem-a") == "muc-1-khoan-2"
    assert unit_anchor("chuong-1-muc-2") == "chuong-1-muc-2"


def test_chains_and_the_strongest() -> None:
    scores = {(0, 2): 0.9, (1, 0): 0.5, (2, 1): 0.6, (0, 0): 0.2}
    assert heaviest_chain(scores) == [(1, 0), (2, 1)]
    assert strongest(scores, 0.55) == [(0, 2), (2, 1)]
    assert near_best(scores, 0.5) == {(0, 2): 0.9, (1, 0): 0.5, (2, 1): 0.6}
    assert heaviest_chain({}) == []
