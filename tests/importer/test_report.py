"""What a clerk is told of a file."""

from __future__ import annotations

from vanban.importer.model import Draft, Field, Fields, FileReport, ImportReport
from vanban.importer.report import as_text


def test_long_values_are_cut_between_words_and_lists_counted() -> None:
    told = "một nơi nhận có tên dài " * 20
    field = Field(name="noi_nhan", value=told, confidence="chac", where="")
    draft = Draft(
        source="a.docx", sha256="0", fields=Fields(items=(field,), recipients=("Một", "Hai"))
    )
    file = FileReport(source="a.docx", target="a/2024/1.md", draft=draft)
    text = as_text(ImportReport(files=(file,), written=True))
    line = next(x for x in text.splitlines() if "Nơi nhận" in x)
    assert line.startswith("  Nơi nhận (2): một nơi nhận")
    assert line.endswith(" … [chắc]")
    assert len(line) < 200
