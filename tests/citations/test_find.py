"""Every form and trap of the marking guide, in passages of our own."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from vanban.citations.find import find_mentions
from vanban.model import Mention

_FIELDS = ("loai", "kind", "so_hieu", "ngay", "co_quan", "pinpoint")


def _blocks() -> list[tuple[str, str, list[list[str]]]]:
    text = (Path(__file__).parent / "mentions.txt").read_text(encoding="utf-8")
    out = []
    for block in text.split("\n= ")[1:]:
        title, passage, *lines = block.strip().split("\n")
        rows = [[cell.strip() for cell in f"{line} | | | | |".split("|")[:6]] for line in lines]
        out.append((title, passage.replace("\\n", "\n"), rows))
    return out


BLOCKS = _blocks()


def _unmarked(passage: str) -> tuple[str, list[tuple[int, int]]]:
    spans, text = [], ""
    for piece in re.split("([⟦⟧])", passage):
        if piece == "⟦":
            spans.append((len(text), -1))
        elif piece == "⟧":
            spans[-1] = (spans[-1][0], len(text))
        else:
            text += piece
    return text, spans


def _marked(text: str, mentions: tuple[Mention, ...]) -> str:
    out, at = "", 0
    for m in mentions:
        out += text[at : m.start] + "⟦" + text[m.start : m.end] + "⟧"
        at = m.end
    return out + text[at:]


@pytest.mark.parametrize(("title", "passage", "rows"), BLOCKS, ids=[b[0] for b in BLOCKS])
def test_marking_guide(title: str, passage: str, rows: list[list[str]]) -> None:
    text, _ = _unmarked(unicodedata.normalize("NFC", passage))
    found = find_mentions(text)
    assert _marked(text, found) == passage
    assert [[getattr(m, name) for name in _FIELDS] for m in found] == [
        [*row[:2], "" if row[1] == "self" else row[2], *row[3:]] for row in rows
    ]


def test_surface_is_the_text_at_the_span() -> None:
    text = "".join(_unmarked(b[1])[0] + "\n\n" for b in BLOCKS)
    for m in find_mentions(text):
        assert text[m.start : m.end] == m.surface


def test_every_law_of_the_tables_is_known_to_its_end() -> None:
    from vanban.citations.name_trie import known_name
    from vanban.tables.luat import laws

    for law in laws():
        if law.loai in ("Luật", "Bộ luật", "Pháp lệnh") and "sửa đổi" not in law.ten.lower():
            flat = f"{law.ten} năm 1981 và các luật khác"
            head = law.loai if flat.startswith(law.loai) else flat.split(" ")[0]
            assert known_name(flat, len(head)) == len(law.ten), law.ten


@pytest.mark.parametrize(
    ("text", "ngay", "note"),
    [
        ("Nghị quyết số 10-NQ/TW ngày 31/02/2017", "2017-02-31", "không có thật: 31/2/2017"),
        ("Nghị quyết số 10-NQ/TW ngày 31/02/20173", "2017-02-31", "không có thật: 31/2/2017"),
        ("Quyết định số 12-QĐ/TU ngày 30/13/2020", "2020", "không có thật: 30/13/2020"),
        ("Quyết định số 347-CT/TW ngày 8/8/2025", "2025-08-08", "Quyết định, ký hiệu CT là của Chỉ thị"),
        ("Nghị quyết Trung ương 4 (khóa XII; XIII)", "", "hai văn bản"),
        ("Quy định số 22-QĐ/TW ngày 28/7/2021", "2021-07-28", ""),
    ],
)  # fmt: skip
def test_slips_of_the_source_are_kept_and_said(text: str, ngay: str, note: str) -> None:
    (mention,) = find_mentions(text)
    assert mention.ngay == ngay
    assert note in mention.ghi_chu
    assert bool(note) == bool(mention.ghi_chu)


def test_empty_and_plain_text() -> None:
    assert find_mentions("") == ()
    assert find_mentions("Không có văn bản nào.") == ()


@pytest.mark.parametrize(
    "piece", ["tỉnh An (UB) ", "Ủy ban nhân dân (UBND) tỉnh ", "của Tổ công tác của Quốc hội "]
)
def test_bodies_within_bodies_come_to_an_end(piece: str) -> None:
    (mention,) = find_mentions("Quyết định số 5/QĐ-UBND của " + piece * 5000)
    assert mention.so_hieu == "5/QĐ-UBND"


@pytest.mark.parametrize(
    ("printed", "ngay"),
    [
        ("18 tháng 6 năm 20245", "2024-06-18"),  # a footnote mark
        ("18 tháng 6 năm 202412", "2024-06-18"),
        ("18/6/20245", "2024-06-18"),
        ("25 tháng 6 năm 20010", "2010-06-25"),  # a nought too many: no mark begins with one
        ("18/6/20085", "2008-06-18"),
        ("18/6/20018", "--06-18"),  # 2001 with a mark, or 2018
    ],
)
def test_years_with_a_digit_too_many(printed: str, ngay: str) -> None:
    (mention,) = find_mentions(f"Nghị quyết số 10-NQ/TU, ngày {printed} của Tỉnh ủy")
    assert mention.ngay == ngay
    assert mention.co_quan == "Tỉnh ủy"
    assert not mention.ghi_chu


@pytest.mark.parametrize(
    "after",
    ["khi lái xe", "không phạt", "kèm phụ lục", "hay chỉ thị", "xem lại", "xử phạt", "điều chỉnh",
     "loại bỏ", "hội đủ", "bộc lộ", "bảng nào"],
)  # fmt: skip
def test_words_that_begin_as_a_unit_does(after: str) -> None:
    assert [m.surface for m in find_mentions(f"Theo Nghị định 100 {after} thì")] == [
        "Nghị định 100"
    ]


@pytest.mark.parametrize(
    "after", ["ha", "km2", "%", "xe tải", "điều", "hộ dân", "k", "loại thuốc", "bản", "°C", "năm"]
)
def test_units_that_make_a_number_a_count(after: str) -> None:
    assert find_mentions(f"Theo Nghị quyết 100 {after} thì") == ()
