"""``vanban check`` and ``vanban status``: forms and exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from world import document


@pytest.fixture
def faulty(project: Any) -> Any:
    project.world.put("tinh-mau/2020/a.md", document())
    project.world.put("tinh-mau/2020/b.md", document(so_hieu="02-CT/TU", ngay="2022-02-30"))
    project.world.put("tinh-mau/2021/c.md", document(so_hieu="03-CT/TU", luu_hanh=""))
    return project


def test_a_clean_archive(project: Any) -> None:
    project.world.put("tinh-mau/2020/a.md", document())
    result = project.check()
    assert (result.exit_code, result.output) == (0, "0 lỗi, 0 cảnh báo.\n")


def test_text_ends_with_the_sum(faulty: Any) -> None:
    result = faulty.check()
    lines = result.output.splitlines()
    assert result.exit_code == 1
    assert lines[0].startswith("tinh-mau/2020/b.md:6:7: loi [ngay-khong-co]")
    assert lines[1].startswith("tinh-mau/2021/c.md:2:1: canh_bao [luu-hanh-chua-ro]")
    assert lines[2:] == ["1 lỗi, 1 cảnh báo."]


def test_json_holds_every_field(faulty: Any) -> None:
    told = json.loads(faulty.check("--format=json").stdout)
    assert [(i["path"], i["line"], i["column"], i["severity"]) for i in told] == [
        ("tinh-mau/2020/b.md", 6, 7, "loi"),
        ("tinh-mau/2021/c.md", 2, 1, "canh_bao"),
    ]
    assert set(told[0]) == {"code", "severity", "path", "line", "column", "message", "remedy"}


def test_sarif_has_what_readers_of_it_need(faulty: Any) -> None:
    (faulty.world.directives / "tinh-mau/2020/Tên sai.md").write_text("x")
    told = json.loads(faulty.check("--format=sarif").stdout)
    assert told["version"] == "2.1.0"
    (run,) = told["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "vanban"
    rules = {rule["id"] for rule in driver["rules"]}
    assert {r["ruleId"] for r in run["results"]} <= rules
    assert {r["level"] for r in run["results"]} == {"error", "warning"}
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert result["message"]["text"]
        assert place["artifactLocation"]["uri"].isascii()
        assert " " not in place["artifactLocation"]["uri"]
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1


def test_github_lines_are_workflow_commands(faulty: Any) -> None:
    lines = faulty.check("--format=github").stdout.splitlines()
    prefix = faulty.world.directives.as_posix()
    assert len(lines) == 2
    assert lines[0].startswith(f"::error file={prefix}/tinh-mau/2020/b.md,line=6,col=7::“ngay” là")
    assert "Xem lại văn bản" in lines[0]
    assert lines[1].startswith(f"::warning file={prefix}/tinh-mau/2021/c.md,line=2,col=1::")


@pytest.mark.parametrize(
    ("path", "code", "errors"),
    [
        ("tinh-mau/2020/a.md", 0, 0),
        ("tinh-mau/2020", 1, 1),
        ("tinh-mau/2020/b.md", 1, 1),
        (".", 1, 1),
    ],
)
def test_paths_narrow_what_is_told(faulty: Any, path: str, code: int, errors: int) -> None:
    result = faulty.check(str(faulty.world.directives / path))
    assert result.exit_code == code
    assert result.output.splitlines()[-1].startswith(f"{errors} lỗi")


def test_a_path_outside_is_no_clean_bill(faulty: Any) -> None:
    result = faulty.check(str(faulty.root / "docs"))
    assert result.exit_code == 2
    assert "không nằm trong thư mục văn bản" in result.stderr


@pytest.mark.parametrize("words", [["check"], ["status", "a/b"]])
def test_no_archive_there(command: Callable[..., Result], project: Any, words: list[str]) -> None:
    result = command(*words, f"--directives={project.root / 'khong-co'}")
    assert result.exit_code == 2
    assert "Không thấy thư mục văn bản" in result.stderr
    assert result.stdout == ""


def test_twins_are_told(project: Any) -> None:
    project.world.put("tinh-mau/2020/a.md", document())
    project.world.put("tinh-mau/2020/b.md", document())
    result = project.check()
    assert result.exit_code == 1
    assert "tinh-mau/2020/b.md:1:1: canh_bao [van-ban-trung]" in result.output


def test_a_broken_table_of_bodies_is_told(project: Any) -> None:
    project.world.put("co-quan.yml", "co_quan: [")
    result = project.check()
    assert result.exit_code == 1
    assert result.output.startswith("co-quan.yml:2:1: loi [co-quan-yaml] Không đọc được")
    assert "Cách sửa: Sửa theo mẫu" in result.output


def test_a_contradictory_citation_has_its_place(project: Any) -> None:
    body = "Thực hiện Kết luận số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu."
    project.world.put("tinh-mau/2020/a.md", document())
    project.world.put("tinh-mau/2021/b.md", document(so_hieu="02-CT/TU", body=body))
    result = project.check()
    assert result.exit_code == 1
    assert "tinh-mau/2021/b.md:11:11: canh_bao [dan-chieu-lech-loai]" in result.output


@pytest.fixture
def replaced(project: Any) -> Any:
    project.world.put("tinh-mau/2020/a.md", document(extra="hieu_luc_tu: 2020-01-02"))
    body = "Chỉ thị này thay thế Chỉ thị số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu."
    project.world.put(
        "tinh-mau/2022/b.md",
        document(so_hieu="02-CT/TU", ngay="2022-05-06", body=body, extra="hieu_luc_tu: 2022-05-06"),
    )
    return project


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2019-12-31", "Chưa có hiệu lực."),
        ("2021-06-01", "Còn hiệu lực."),
        ("2022-05-05", "Còn hiệu lực."),
        ("2022-05-06", "Hết hiệu lực."),
    ],
)
def test_status_on_a_day(command: Callable[..., Result], replaced: Any, on: str, said: str) -> None:
    result = command("status", "tinh-mau/2020/a", f"--on={on}", replaced.places[0])
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "Chỉ thị 01-CT/TU: Việc thử nghiệm"
    assert lines[1].startswith(said)
    if on >= "2022-05-06":
        assert lines[2].startswith(
            "Căn cứ: tinh-mau/2022/b: Chỉ thị này thay thế Chỉ thị số 01-CT/TU"
        )


def test_status_takes_the_files_path_too(command: Callable[..., Result], replaced: Any) -> None:
    path = f"{replaced.world.directives}/tinh-mau/2020/a.md"
    assert command("status", path, replaced.places[0]).exit_code == 0


def test_status_of_what_is_not_there(command: Callable[..., Result], replaced: Any) -> None:
    result = command("status", "tinh-mau/2020/khong", replaced.places[0])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Kho không có văn bản «tinh-mau/2020/khong»" in result.stderr


@pytest.mark.parametrize("day", ["2024-13-01", "hôm nay", "1/2/2024"])
def test_status_on_no_day(command: Callable[..., Result], replaced: Any, day: str) -> None:
    result = command("status", "tinh-mau/2020/a", f"--on={day}", replaced.places[0])
    assert result.exit_code == 2
    assert f"«{day}» không phải ngày" in result.stderr
