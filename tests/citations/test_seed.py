"""The document the project began with, when the shared folder is there."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from vanban.citations.find import find_mentions
from vanban.citations.resolve import resolve_all
from vanban.model import Citing, NotHeld
from vanban.tables import load_registry

SHARED = Path(os.environ.get("VANBAN_SHARED") or Path(__file__).parents[3] / "shared")
SEEDS = sorted((SHARED / "seed").glob("*.txt"))
EXPECTED = {
    "01-ĐA/TU": ("2016-08-29", "Tỉnh ủy Hải Dương khóa XVI"),
    "11-QĐi/TW": ("2019-02-18", "Ban Chấp hành Trung ương Đảng khóa XII"),
    "02-ĐA/TU": ("2021-08-15", "Tỉnh ủy Hải Dương khóa XVII"),
    "21-KL/TW": ("2021-10-25", "Ban Chấp hành Trung ương Đảng khóa XIII"),
    "29-CT/TU": ("2013-07-16", "Tỉnh ủy Hải Dương khóa XV"),
}


@pytest.mark.corpora
@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.name)
def test_all_five_numbered_citations_and_nothing_else(path: Path) -> None:
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    citing = Citing(id="seed", co_quan="tinh-uy-hai-duong", ngay="2022-07-05", loai="Tờ trình")
    found = resolve_all(find_mentions(text), citing, lambda _: (), load_registry())
    numbered = {c.mention.so_hieu: c for c in found if c.mention.so_hieu}
    assert {k: c.mention.ngay for k, c in numbered.items()} == {
        k: day for k, (day, _) in EXPECTED.items()
    }
    for number, (_, note) in EXPECTED.items():
        assert numbered[number].outcome == NotHeld(so_hieu=number, note=note)
    assert len(found) == len(numbered)
