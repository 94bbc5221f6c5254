"""``vanban import``: its wiring; what it reads is the importer's to prove."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

Command = Callable[..., Result]

PAPER = """\
TỈNH ỦY TỈNH MẪU
*
Số 12-CT/TU
Tỉnh mẫu, ngày 03 tháng 4 năm 2021

CHỈ THỊ
về việc giữ gìn sổ sách

1. Các cấp ủy ghi chép sổ sách hằng tuần.
"""


def paper(folder: Path, text: str = PAPER) -> str:
    path = folder / "12-ct-tu.txt"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_dry_run_writes_nothing(command: Command, tmp_path: Path, project: Any) -> None:
    before = sorted(project.world.directives.rglob("*"))
    to = f"--to={project.world.directives}"
    result = command("import", paper(tmp_path), to, "--dry-run")
    assert result.exit_code in (0, 1)
    assert "12-CT/TU" in result.output
    assert sorted(project.world.directives.rglob("*")) == before


def test_what_is_imported_is_checked_and_built(
    command: Command, tmp_path: Path, project: Any
) -> None:
    to = f"--to={project.world.directives}"
    result = command("import", paper(tmp_path), to, "--luu-hanh=noi_bo", "--json")
    told = json.loads(result.stdout)
    assert told
    (record,) = [
        p
        for p in project.world.directives.rglob("*.md")
        if ".nhap" not in p.parts and "so_hieu: 12-CT/TU" in p.read_text("utf-8")
    ]
    assert "luu_hanh: noi_bo" in record.read_text("utf-8")
    assert project.check().exit_code in (0, 1)
    assert "0 lỗi" in project.check().output
    project.build()
    assert list((project.site / "vb").rglob("index.html"))


def test_a_secret_paper_is_not_written(command: Command, tmp_path: Path, project: Any) -> None:
    before = sorted(project.world.directives.rglob("*"))
    secret = PAPER.replace("Số 12", "TUYỆT MẬT\n\nSố 12")
    result = command("import", paper(tmp_path, secret), f"--to={project.world.directives}")
    assert result.exit_code == 1
    assert sorted(project.world.directives.rglob("*")) == before


def test_no_such_file(command: Command) -> None:
    assert command("import", "khong-co.docx").exit_code == 2
