"""Every kind of original in one bundle: all come out with the same number, day and type."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from importer import made
from importer.made_doc import doc
from importer.test_ocr import picture, tesseract

from vanban.importer import Options, import_files

HEAD = ("ỦY BAN NHÂN DÂN TỈNH MẪU", "Số: {n}/2024/QĐ-UBND", "Tỉnh mẫu, ngày 05 tháng 3 năm 2024")
TEXT = (
    "QUYẾT ĐỊNH", "Về việc quản lý tài liệu mẫu",
    "Điều 1. Ban hành quy định về việc quản lý tài liệu mẫu loại {n} của tỉnh.",
    "Điều 2. Các sở, ban, ngành chịu trách nhiệm thi hành Quyết định này.",
)  # fmt: skip
VIQR = """U?Y BAN NHA^N DA^N TI?NH MA^~U
So^': {n}/2024/QDD-UBND
Ti?nh ma^~u, nga`y 05 tha'ng 3 na(m 2024
QUYE^'T DDI.NH
Ve^` vie^.c qua?n ly' ta`i lie^.u ma^~u
DDie^`u 1. Ban ha`nh quy ddi.nh ve^` vie^.c qua?n ly' ta`i lie^.u ma^~u loa.i {n} cu?a ti?nh.
DDie^`u 2. Ca'c so+?, ban, nga`nh chi.u tra'ch nhie^.m thi ha`nh Quye^'t ddi.nh na`y.
"""


def lines(number: int) -> list[str]:
    return [line.format(n=number) for line in (*HEAD, *TEXT)]


def members(folder: Path) -> Mapping[str, bytes]:
    """The originals by their names in the bundle, numbered from 1 in order."""
    printed, word = made.Pdf(), [made.paragraph(line) for line in lines(1)]
    for at, line in enumerate(lines(2)):
        printed.text(60, 80 + 24 * at, line)
    page = "".join(f"<p class=MsoNormal>{line}</p>" for line in lines(4))
    rich = "".join(
        "".join(c if ord(c) < 128 else rf"\u{ord(c)}?" for c in line) + r"\par "
        for line in lines(5)
    )
    marked = "\n\n".join(f"**{x}**" if x == "QUYẾT ĐỊNH" else x for x in lines(8))
    return {
        "a/van-ban.docx": made.docx(folder / "1.docx", word).read_bytes(),
        "a/b/in.PDF": printed.save(folder / "2.pdf").read_bytes(),
        "cu.doc": doc(folder / "3.doc", [("Arial", "\r".join(lines(3)) + "\r")]).read_bytes(),
        "loc.htm": f"<html><body>{page}</body></html>".encode(),
        "rich.rtf": ("{\\rtf1\\ansi " + rich + "}").encode(),
        "roi.txt": unicodedata.normalize("NFD", "\n\n".join(lines(6))).encode(),
        "viqr.txt": VIQR.format(n=7).encode(),
        "dau.md": marked.encode(),
        "anh.tiff": picture(folder / "9.tiff", size=(620, 877)).read_bytes(),
    }


@pytest.mark.parametrize("packed", [True, False], ids=["zip", "folder"])
def test_everything_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, packed: bool
) -> None:
    program = tmp_path / "chuong-trinh"
    program.mkdir()
    tesseract(program, monkeypatch)
    source = tmp_path / "goc"
    source.mkdir()
    bundle = tmp_path / "tat-ca.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        for name, content in members(program).items():
            archive.writestr(name, content)
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(content)
    options = Options(luu_hanh="noi_bo", keep_original=False)
    report = import_files([bundle if packed else source], tmp_path / "kho", options)
    assert not report.refused, [f.issues for f in report.refused]
    found = {f.draft.fields.value("so_hieu"): f.draft for f in report.files}
    scanned = "12/2024/QĐ-UBND"  # what the program in Tesseract's place answers
    assert set(found) == {f"{n}/2024/QĐ-UBND" for n in range(1, 9)} | {scanned}
    for number, draft in found.items():
        days = "" if number == scanned else "2024-03-05"
        assert draft.fields.value("ngay").replace("chua_ro", "") == days, number
        assert draft.fields.value("loai") == "Quyết định"
        assert "Điều 1." in draft.body
