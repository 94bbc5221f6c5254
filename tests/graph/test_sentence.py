"""The sentence round a mention, as a backlink shows it."""

from __future__ import annotations

from vanban.graph.sentence import LIMIT, sentence_around


def around(text: str, word: str) -> tuple[str, str]:
    start = text.index(word)
    sentence, a, b = sentence_around(text, start, start + len(word))
    return sentence, sentence[a:b]


def test_stops_at_sentences_paragraphs_and_clauses_of_a_basis() -> None:
    assert around("Câu một. Theo Chỉ thị 29-CT/TU thì làm. Câu ba.", "Chỉ thị 29-CT/TU") == (
        "Theo Chỉ thị 29-CT/TU thì làm.", "Chỉ thị 29-CT/TU",
    )  # fmt: skip
    assert around("Đoạn một\n\nTheo Luật Giá\n\nĐoạn ba", "Luật Giá")[0] == "Theo Luật Giá"
    basis = "Căn cứ Luật Giá;\nCăn cứ Luật Đất đai;\nTheo đề nghị."
    assert around(basis, "Luật Đất đai")[0] == "Căn cứ Luật Đất đai;"


def test_an_ordinal_or_a_number_does_not_end_a_sentence() -> None:
    assert around("Điều 5. Thay thế Luật Giá.", "Luật Giá")[0] == "Điều 5. Thay thế Luật Giá."
    assert "66.13/2026/NQ-CP" in around("Theo 66.13/2026/NQ-CP và Luật Giá.", "Luật Giá")[0]


def test_markdown_marks_are_gone_and_the_mark_stays_exact() -> None:
    text = "## **1. Kết quả**\n\nTheo **Chỉ thị** số **35-CT/TW**, *các* cơ  quan\nthực hiện."
    sentence, mark = around(text, "Chỉ thị** số **35-CT/TW")
    assert sentence == "Theo Chỉ thị số 35-CT/TW, các cơ quan thực hiện."
    assert mark == "Chỉ thị số 35-CT/TW"


def test_long_sentences_are_cut_outside_numbers() -> None:
    text = "từ này " * 80 + "Nghị định số 30/2020/ NĐ-CP" + " chữ kia" * 80
    sentence, mark = around(text, "Nghị định số 30/2020/ NĐ-CP")
    assert len(sentence) <= LIMIT
    assert sentence.startswith("… ")
    assert sentence.endswith(" …")
    assert mark == "Nghị định số 30/2020/ NĐ-CP"
