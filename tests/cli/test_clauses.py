"""``check`` and ``status`` about clauses and contradictions; ``cite --giai-thich``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from world import document

Command = Callable[..., Result]
ARTICLES = "\n\n".join(f"### Điều {n}. Việc {n}\n\n1. Một.\n\n2. Hai." for n in range(1, 6))
CITED = "Chỉ thị số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu"


@pytest.fixture
def kept(project: Any) -> Any:
    project.world.put("tinh-mau/2020/a.md", document(body=ARTICLES))
    return project


def cites(project: Any, *sentences: str) -> None:
    body = "\n\n".join(sentences)
    project.world.put(
        "tinh-mau/2021/b.md", document(so_hieu="02-CT/TU", ngay="2021-02-03", body=body)
    )


def test_check_tells_a_clause_that_is_not_there(kept: Any) -> None:
    cites(kept, f"Theo khoản 7 Điều 2 {CITED} thì làm.")
    result = kept.check()
    assert result.exit_code == 1
    assert "tinh-mau/2021/b.md:11:" in result.output
    assert "canh_bao [dan-chieu-dieu-khong-co]" in result.output
    assert "không có khoản 7 Điều 2" in result.output


def test_an_amended_text_may_lack_it(kept: Any) -> None:
    cites(kept, f"Theo Điều 6a {CITED} thì làm.")
    amending = document(so_hieu="04-CT/TU", ngay="2020-05-06", body=f"Bổ sung Điều 6a {CITED}.")
    kept.world.put("tinh-mau/2020/c.md", amending)
    output = kept.check().output
    assert "goi_y [dan-chieu-dieu-bo-sung]" in output
    assert "bổ sung bởi tinh-mau/2020/c" in output


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Theo Nghị định số 15/2020/NĐ-CP ngày 04/02/2020 của Chính phủ.", "lech-ngay"),
        ("Theo Kết luận số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu.", "lech-loai"),
        ("Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2019 của Chính phủ.", "lech-nam"),
        (
            "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ và"
            " Nghị định số 30/2020/NĐ-CP ngày 06/3/2020 của Chính phủ.",
            "hai-ngay",
        ),
    ],
)
def test_contradictions_of_the_source_are_issues(kept: Any, sentence: str, code: str) -> None:
    held = document(
        so_hieu="15/2020/NĐ-CP", loai="Nghị định", co_quan="chinh-phu", ngay="2020-02-03"
    )
    kept.world.put("tinh-mau/2020/n.md", held)
    cites(kept, sentence)
    assert f"canh_bao [dan-chieu-{code}]" in kept.check().output


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Quyết định số 12/2020/QĐ-UBND ngày 03/02/2020 của Ủy ban nhân dân tỉnh Bắc Giang và"
            " Quyết định số 12/2020/QĐ-UBND ngày 06/3/2020 của Ủy ban nhân dân tỉnh Nam Định",
            False,
        ),
        (
            "Quyết định số 12/2020/QĐ-UBND ngày 03/02/2020 của Ủy ban nhân dân huyện Mẫu và"
            " Quyết định số 12/2020/QĐ-UBND ngày 06/3/2020 của Ủy ban nhân dân tỉnh",
            False,
        ),
        (
            "Luật số 51/2001/QH10 ngày 25/12/2001 và Nghị quyết số 51/2001/QH10 ngày 29/6/2001",
            False,
        ),
        (
            "Quyết định số 12/2020/QĐ-UBND ngày 03/02/2020 của Ủy ban nhân dân tỉnh Nam Định và"
            " Quyết định số 12/2020/QĐ-UBND ngày 06/3/2020 của UBND tỉnh Nam Định",
            True,
        ),
        (
            "Quyết định số 12/2020/QĐ-UBND ngày 03/02/2020 của Ủy ban nhân dân tỉnh và"
            " Quyết định số 12/2020/QĐ-UBND ngày 06/3/2020",
            True,
        ),
        ("Luật số 51/2001/QH10 ngày 25/12/2001 và Bộ luật số 51/2001/QH10 ngày 29/6/2001", True),
    ],
)
def test_two_dates_are_told_of_one_document(kept: Any, sentence: str, told: bool) -> None:
    cites(kept, f"Theo {sentence}.")
    assert ("[dan-chieu-hai-ngay]" in kept.check().output) is told


def test_a_day_that_does_not_exist_is_told_and_decides_nothing(kept: Any) -> None:
    held = document(
        so_hieu="15/2020/NĐ-CP", loai="Nghị định", co_quan="chinh-phu", ngay="2020-02-03"
    )
    kept.world.put("tinh-mau/2020/n.md", held)
    cites(kept, "Theo Nghị định số 15/2020/NĐ-CP ngày 31/02/2020 của Chính phủ.")
    output = kept.check().output
    assert "goi_y [dan-chieu-bat-thuong]" in output
    assert "lech-ngay" not in output


def test_quyet_dinh_for_quy_dinh_is_told(project: Any) -> None:
    held = document(so_hieu="11-QĐ/TU", loai="Quy định", ngay="2020-03-04")
    project.world.put("tinh-mau/2020/q.md", held)
    cites(project, "Theo Quyết định số 11-QĐ/TU, ngày 04/3/2020 của Tỉnh ủy Tỉnh mẫu.")
    assert "goi_y [dan-chieu-lan-loai]" in project.check().output


def test_status_of_a_clause_says_who_cites_it(command: Command, kept: Any) -> None:
    cites(kept, f"Theo khoản 2 Điều 3 {CITED} thì làm.", f"Bãi bỏ Điều 4 {CITED}.")
    result = command("status", "tinh-mau/2020/a#dieu-3", kept.places[0])
    assert result.exit_code == 0
    assert "Được dẫn tại 1 văn bản." in result.output
    assert "- tinh-mau/2021/b (chỉ khoản 2 Điều 3)" in result.output
    touched = command("status", "tinh-mau/2020/a#dieu-4", kept.places[0]).output
    assert "tại Điều 4: tinh-mau/2021/b" in touched
    assert "tại Điều 4" not in result.output


def test_status_of_a_clause_that_is_not_there(command: Command, kept: Any) -> None:
    result = command("status", "tinh-mau/2020/a#dieu-99", kept.places[0])
    assert result.exit_code == 2
    assert "không có chỗ «dieu-99»" in result.stderr


# -- cite --giai-thich ---------------------------------------------------------------------------


def explained(command: Command, project: Any, path: Path, *words: str) -> Result:
    return command("cite", str(path), "--giai-thich", project.places[0], *words)


def test_every_citation_says_what_it_is_and_why(
    command: Command, kept: Any, tmp_path: Path
) -> None:
    path = tmp_path / "du-thao.txt"
    path.write_text(f"Theo khoản 9 Điều 3 {CITED} và Thông tư số 1/2020/TT-BNV.\n", "utf-8")
    lines = explained(command, kept, path, "--co-quan=tinh-uy-mau").stdout.splitlines()
    assert lines[0].startswith("1:21: «Chỉ thị số 01-CT/TU»")
    assert lines[1] == ("    → tinh-mau/2020/a#dieu-3 (bản trong kho không có khoản 9 Điều 3)")
    assert lines[2].startswith("    1. khóa tra: ")
    assert any("kho chưa giữ: 1/2020/TT-BNV" in line for line in lines)


def test_a_file_of_the_archive_cites_as_itself(command: Command, kept: Any) -> None:
    cites(kept, "Theo Chỉ thị số 01-CT/TU, ngày 02/01/2020.")
    path = kept.world.directives / "tinh-mau/2021/b.md"
    lines = explained(command, kept, path).stdout.splitlines()
    assert lines[0].startswith("11:6: ")
    assert lines[1] == "    → tinh-mau/2020/a"


def test_rows_for_programs(command: Command, kept: Any, tmp_path: Path) -> None:
    path = tmp_path / "du-thao.txt"
    path.write_text("Theo Điều 3 Chỉ thị số 01-CT/TU, ngày 02/01/2020.", "utf-8")
    words = ("--format=jsonl", "--co-quan=tinh-uy-mau", "--ngay=2021-01-01")
    [row] = json.loads(explained(command, kept, path, *words).stdout)["citations"]
    assert row["outcome"] == {
        "kind": "resolved", "target": "tinh-mau/2020/a", "anchor": "dieu-3", "missing": None
    }  # fmt: skip
    assert [s["step"] for s in row["steps"]] == ["key", "type", "body", "date"]


def test_an_unknown_body_is_told(command: Command, kept: Any, tmp_path: Path) -> None:
    path = tmp_path / "du-thao.txt"
    path.write_text("Theo Chỉ thị số 01-CT/TU.", "utf-8")
    result = explained(command, kept, path, "--co-quan=khong-co")
    assert result.exit_code == 2
    assert "không có cơ quan «khong-co»" in result.stderr
