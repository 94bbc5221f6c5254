"""Terms that articles on words define."""

from __future__ import annotations

import pytest

from vanban.corpus.provisions import parse_provisions
from vanban.graph.definitions import Term, find_terms


def terms(lines: str, title: str = "Điều 3. Giải thích từ ngữ") -> tuple[Term, ...]:
    text = f"### {title}\n\nTrong Quy chế này, các từ ngữ dưới đây được hiểu như sau:\n\n{lines}\n\n### Điều 4. Khác\n\n1. Sổ là sách.\n"
    return find_terms(text, parse_provisions(text)[0])


@pytest.mark.parametrize(
    ("line", "ten", "khac"),
    [
        ("1. Kho số là nơi giữ bản số.", "Kho số", ()),
        ("1. **Kho số** là nơi giữ bản số.", "Kho số", ()),
        ("1. “Kho số” được hiểu là nơi giữ bản số.", "Kho số", ()),
        ("1. Kho số bao gồm: bản quét và bản chữ.", "Kho số", ()),
        ("1. Kho số gồm bản quét, bản chữ.", "Kho số", ()),
        ("1. Kho số: Là nơi giữ bản số.", "Kho số", ()),
        ("1. Kho số (sau đây gọi tắt là Kho) là nơi giữ.", "Kho số", ("Kho",)),
        ("1. Kho số (Digital Archive, viết tắt là DA) là nơi giữ.", "Kho số", ("Digital Archive", "DA")),
        ("1. Kho số, sau đây gọi là Kho, là nơi giữ.", "Kho số", ("Kho",)),
        ("1. Kho số quy định tại Quy chế này là nơi giữ.", "Kho số", ()),
        ("1. Trong kho là nơi có khóa.", "Trong kho", ()),
    ],
)  # fmt: skip
def test_a_term_and_its_other_names(line: str, ten: str, khac: tuple[str, ...]) -> None:
    (term,) = terms(line)
    assert (term.ten, term.khac, term.anchor) == (ten, khac, "dieu-3-khoan-1")
    assert term.loi.startswith(("Kho", "“Kho", "Trong kho"))


def test_points_stand_for_a_clause_that_only_opens_a_list() -> None:
    found = terms(
        "1. Về kho:\n\na) Kho số là nơi một;\n\nb) Kho giấy là nơi hai.\n\n2. Sổ là tập giấy."
    )
    assert [(t.ten, t.anchor) for t in found] == [
        ("Kho số", "dieu-3-khoan-1-diem-a"), ("Kho giấy", "dieu-3-khoan-1-diem-b"), ("Sổ", "dieu-3-khoan-2"),
    ]  # fmt: skip


def test_lines_without_numbers() -> None:
    found = terms("Kho số là nơi một.\n\n- Kho giấy là nơi hai.")
    assert [t.ten for t in found] == ["Kho số", "Kho giấy"]


def test_what_defines_nothing() -> None:
    assert terms("1. Các từ ngữ khác được hiểu theo quy định của pháp luật.") == ()
    assert terms("1. Kho số là nơi một.", "Điều 3. Trách nhiệm") == ()


def test_only_its_own_article_is_read() -> None:
    assert [t.ten for t in terms("1. Kho số là nơi một.")] == ["Kho số"]


def test_the_title_may_name_the_thing() -> None:
    (term,) = terms("1. Kho số là nơi một.", "Điều 3. Khái niệm kho số")
    assert term.ten == "Kho số"
