"""CSV: read back as it was, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io
import re

import pytest
from exporting import HOSTILE, ROOT
from hypothesis import given
from hypothesis import strategies as st

from vanban.export.columns import COLUMNS
from vanban.export.gathering import Gathered
from vanban.export.markup import plain
from vanban.export.table import HEAD, cell, document_line, line

CELLS = st.text(st.sampled_from(list("=+-@\t\r\n,;\"' aĐ＝０\u202e\x00\ufeff")), max_size=8)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(CELLS, min_size=2, max_size=5))
def test_a_row_reads_back_and_starts_no_formula(cells: list[str]) -> None:
    (row,) = read(line(cells))
    assert [c.removeprefix("'") for c in row] == [plain(c).removeprefix("'") for c in cells]
    assert not any(re.match(r"[\s\u00a0]*[=+\-@＝＋－＠]", c) for c in row)
    assert not any(c.startswith(("\t", "\r", "\n")) for c in row)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Chỉ thị", "Chỉ thị"),
        ("05/2021/QĐ-UBND", "05/2021/QĐ-UBND"),
        ("a, b", '"a, b"'),
        ('“a” "b"', '"“a” ""b"""'),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        (" -1", "' -1"),
        ("@x", "'@x"),
    ],
)
def test_cells(text: str, shown: str) -> None:
    assert cell(text) == shown


def test_a_document_is_a_row_of_all_columns(archive: Gathered) -> None:
    rows = read(HEAD + "".join(document_line(archive.values(i)) for i in archive.ids))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    named = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    decision = next(r for r in named if r["so_hieu"] == "05/2021/QĐ-UBND")
    assert decision["nguoi_ky"] == "Người Mẫu (Chủ tịch)"
    assert (decision["linh_vuc"], decision["toan_van"], decision["mau"]) == ("Đất đai", "1", "1")
    assert decision["sua_doi"] == "tinh-mau/2020/01-ct-tu"
    directive = next(r for r in named if r["so_hieu"] == "01-CT/TU")
    assert directive["sua_doi_boi"] == "tinh-mau/2021/05-qd-ubnd"
    assert directive["so_duoc_dan"] == "1"
    hostile = next(r for r in named if r["so_hieu"] == "02-BC/TU")
    assert hostile["trich_yeu"] == "'" + plain(HOSTILE)


def test_the_guide_tells_every_column_in_its_order() -> None:
    guide = (ROOT / "docs" / "du-lieu.md").read_text("utf-8")
    table = guide[guide.index("| Cột | Nghĩa |") :].partition("\n\n")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", table, re.M)
    assert [(name, told.replace("`", "")) for name, told in rows] == [tuple(c) for c in COLUMNS]
