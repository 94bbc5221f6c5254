"""The quick reader of plain heads says what the strict one says, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vanban.corpus.yaml_plain import read_plain
from vanban.corpus.yaml_strict import parse_yaml

HEAD = (
    'so_hieu: 29-CT/TU\nloai: Chỉ thị\ntrich_yeu: "Tăng cường: việc mẫu"\nngay: 2013-07-16\n'
    'nguoi_ky: {ten: Người ký mẫu, chuc_vu: "Bí thư, Trưởng ban"}\nlinh_vuc: [Dân vận, "Quy chế, mẫu"]\n'
    "can_cu:\n  - {trich: Căn cứ mẫu; việc mẫu, den: [01-QĐ/TW, 2-HD/TW]}\n"
    "  - Dòng chữ, có phẩy\ntoan_van: true\n"
)  # fmt: skip
PIECES = st.sampled_from(
    ("\n", "\n  ", "\n  - ", ": ", " #", "- ", "''", '""', "---", "[", "]", "{", "}", ", ", ",", "\t", "\\",
     "\u00a0", "\u0301", "&", "*", "!", "|", ">", "%", "@", "`", "?", "~", "a: b", "\nloai: Chỉ thị", " ", "  ",
     ".", "ớ", "²")
)  # fmt: skip


def test_a_plain_head_is_read_with_its_places() -> None:
    found = read_plain(HEAD, 2)
    assert found is not None
    assert list(found.entries)[-2:] == ["can_cu", "toan_van"]
    assert (found, ()) == parse_yaml(HEAD, "x.md", first_line=2)


@given(st.lists(st.tuples(st.integers(0, len(HEAD)), st.integers(0, 4), PIECES), max_size=3))
@example([])
@settings(max_examples=400, deadline=None)
def test_what_it_reads_the_strict_reader_reads_alike(edits: list[tuple[int, int, str]]) -> None:
    text = HEAD
    for at, gone, piece in edits:
        text = text[:at] + piece + text[at + gone :]
    found = read_plain(text, 2)
    if found is not None:
        assert (found, ()) == parse_yaml(text, "x.md", first_line=2)


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "# lời\na: b\n", "a: b # lời\n", "a: b: c\n", "a: b\na: c\n", "a: &b c\n", "a: !!str b\n",
        "a: |\n  b\n", "a:\n", "a:\n  b: c\n", "a: b\n  c\n", "a: {b: c, b: d}\n", "a: [b, [c], ]\n", 'a: "\\t"\n',
        "a: b\u2028c\n", "a: 'b'\n", "a: [[[[[b]]]]]\n", "a:\n- b\n", "a: b\n\nc: d\n",
    ],
)  # fmt: skip
def test_all_else_is_left_to_it(text: str) -> None:
    assert read_plain(text, 2) is None
