"""``vanban build``: reports, increments, both doors to one site, and what can't be built."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from world import document, tree

Command = Callable[..., Result]
CITING = "Thực hiện Chỉ thị số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu."


def filled(project: Any) -> Any:
    project.world.put("tinh-mau/2020/a.md", document())
    project.world.put("tinh-mau/2021/b.md", document(so_hieu="02-CT/TU", body=CITING))
    project.world.put("tinh-mau/2021/c.md", document(so_hieu="03-CT/TU", luu_hanh="noi_bo"))
    return project


def test_json_tells_what_was_done(project: Any) -> None:
    told = json.loads(filled(project).build("--json").stdout)
    issues = told.pop("issues")
    assert issues == []
    assert (told["total"], told["read"], told["removed"]) == (3, 3, 0)
    assert told["written"] >= told["total"]
    assert set(told) == {"total", "read", "slow", "rendered", "written", "removed"}


def test_building_twice_changes_nothing(project: Any) -> None:
    filled(project).build()
    before = {p: p.stat().st_mtime_ns for p in project.site.rglob("*") if p.is_file()}
    again = json.loads(project.build("--json").stdout)
    assert (again["total"], again["read"], again["rendered"], again["written"]) == (3, 0, 0, 0)
    assert {p: p.stat().st_mtime_ns for p in project.site.rglob("*") if p.is_file()} == before


def test_one_change_reads_one_file(project: Any) -> None:
    filled(project).build()
    project.world.put("tinh-mau/2020/a.md", document(trich_yeu="Việc khác"))
    told = json.loads(project.build("--json").stdout)
    assert told["read"] == 1
    assert "Việc khác" in (project.site / "vb/tinh-mau/2021/b/index.html").read_text("utf-8")


def test_both_doors_write_the_same_bytes(new_project: Callable[[], Any]) -> None:
    """``vanban build`` and ``mkdocs build`` in two fresh folders, file by file."""
    one, other = filled(new_project()), filled(new_project())
    assert one.build().exit_code == 0
    words = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(other.site)]
    done = subprocess.run(words, cwd=other.root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    a, b = tree(one.site), tree(other.site)
    assert a.keys() == b.keys()
    assert [name for name in a if a[name] != b[name]] == []
    assert "vb/tinh-mau/2021/b/index.html" in a


def test_mkdocs_tells_faults_and_builds_the_rest(project: Any) -> None:
    filled(project)
    project.world.put("tinh-mau/2021/d.md", document(ngay="2022-02-30"))
    words = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(project.site)]
    done = subprocess.run(words, cwd=project.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "tinh-mau/2021/d.md:6:7: loi [ngay-khong-co]" in done.stderr
    assert (project.site / "vb/tinh-mau/2020/a/index.html").exists()
    strict = subprocess.run(
        [*words, "--strict"], cwd=project.root, capture_output=True, text=True, check=False
    )
    assert strict.returncode == 1


def test_the_level_decides_who_is_in(project: Any) -> None:
    filled(project).build("--muc=cong_khai")
    assert not (project.site / "vb/tinh-mau/2021/c").exists()
    filled(project).build()
    assert (project.site / "vb/tinh-mau/2021/c/index.html").exists()


def test_without_search(project: Any) -> None:
    filled(project).build("--khong-tim-kiem")
    assert not (project.site / "tim").exists()
    assert (project.site / "vb/tinh-mau/2020/a/index.html").exists()


def test_an_empty_archive_is_a_site(project: Any) -> None:
    result = project.build()
    assert result.exit_code == 0
    assert result.stdout.startswith("0 văn bản;")
    assert (project.site / "duyet/index.html").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--config=khong-co.yml"], "Không thấy tệp cấu hình khong-co.yml"),
        (["--directives=khong-co"], "Không thấy thư mục văn bản"),
        (["--muc=mat"], "--muc"),
        (["--cong=1"], "--cong"),
    ],
)
def test_what_cannot_be_built_is_told(project: Any, words: list[str], said: str) -> None:
    result = filled(project).build(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert not project.site.exists()


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("a: [", "parsing the configuration file"),
        ("site_name: x\ntheme: {name: material}\nuse_directory_urls: false\n", "thêm 'vanban' vào 'plugins'"),
        ("site_name: x\ntheme: {name: material}\nplugins: [vanban]\n", "vanban build: "),
    ],
)  # fmt: skip
def test_a_faulty_configuration_is_told(project: Any, config: str, said: str) -> None:
    filled(project)
    (project.root / "mkdocs.yml").write_text(config, "utf-8")
    result = project.build()
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_folder_with_other_things_is_not_emptied(command: Command, project: Any) -> None:
    """MkDocs empties its output; a slip of the hand must not cost a folder."""
    filled(project)
    letters = project.root / "thu"
    letters.mkdir()
    (letters / "thu.txt").write_text("giữ", "utf-8")
    for target in (
        letters,
        project.world.directives,
        project.world.directives / "moi",
        project.root,
    ):
        result = command("build", *project.places, f"--site={target}")
        assert result.exit_code == 2
        assert "chọn thư mục" in result.stderr.casefold()
    assert (letters / "thu.txt").exists()
    assert (project.world.directives / "tinh-mau/2020/a.md").exists()


def test_a_site_that_cannot_be_written_is_told(command: Command, project: Any) -> None:
    (project.root / "tep").write_text("x")
    result = command("build", *filled(project).places, f"--site={project.root / 'tep' / 'trang'}")
    assert result.exit_code == 2
    assert "vanban build: " in result.stderr


def test_a_damaged_cache_is_only_slower(project: Any) -> None:
    filled(project).build()
    good = tree(project.site)
    for name in ("stats", "shell", "site"):
        (next(p for p in project.cache.iterdir() if p.is_dir()) / name).write_bytes(
            b"\xff\x00 not ours"
        )
    assert project.build().exit_code == 0
    assert tree(project.site) == good
    shutil.rmtree(project.cache)
    assert project.build().exit_code == 0
    assert tree(project.site) == good


def test_an_old_site_elsewhere_is_left_alone(
    command: Command, project: Any, tmp_path: Path
) -> None:
    """A second ``--site`` from one cache gets every page, not only what changed."""
    filled(project).build()
    first = tree(project.site)
    assert command("build", *project.places, f"--site={tmp_path / 'moi'}").exit_code == 0
    assert tree(tmp_path / "moi") == first
    assert tree(project.site) == first
