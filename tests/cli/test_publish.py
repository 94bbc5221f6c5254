"""``vanban publish``, ``rollback``, ``verify`` as a person runs them: words and exit codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from world import document


@pytest.fixture
def built(project: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    project.world.put("tinh-mau/2020/01-ct-tu.md", document())
    assert project.build().exit_code == 0
    monkeypatch.chdir(project.root)
    return project


def test_there_and_back(built: Any, command: Callable[..., Any]) -> None:
    first = command("publish", "noi-nhan", "--yes")
    assert first.exit_code == 0
    assert "Người đọc đang thấy bản 0001-" in first.output
    built.world.put("tinh-mau/2020/02-ct-tu.md", document(so_hieu="02-CT/TU"))
    built.build()
    look = command("publish", "noi-nhan", "--dry-run")
    assert look.exit_code == 0
    assert "+ vb/tinh-mau/2020/02-ct-tu/index.html" in look.output
    assert command("publish", "noi-nhan", "--yes").exit_code == 0
    assert (built.root / "noi-nhan/hien-tai/vb/tinh-mau/2020/02-ct-tu/index.html").is_file()
    back = command("rollback", "noi-nhan", "--yes")
    assert (back.exit_code, "Quay lại bản 0001-" in back.output) == (0, True)
    assert not (built.root / "noi-nhan/hien-tai/vb/tinh-mau/2020/02-ct-tu").exists()
    assert "Đúng bản kê" in command("verify", "noi-nhan").output


def test_the_bundle(built: Any, command: Callable[..., Any]) -> None:
    assert command("publish", "kho.zip", "--yes").exit_code == 0
    assert command("verify", "kho.zip").exit_code == 0
    assert command("publish", "kho.zip", "--yes").output.startswith("Bản 0001-")


def test_differences_end_with_one(built: Any, command: Callable[..., Any]) -> None:
    command("publish", "noi-nhan", "--yes")
    (built.root / "noi-nhan/hien-tai/index.html").write_text("khác")
    told = command("verify", "noi-nhan")
    assert told.exit_code == 1
    assert "khác 1 tệp: index.html" in told.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("publish", "noi-nhan", "--site", "khong-co"), "không phải trang đã dựng"),
        (("publish", "noi-nhan"), "Thêm --yes"),
        (("publish", "gopher://may/x", "--yes"), "Các dạng"),
        (("rollback", "noi-nhan", "--yes"), "Không có bản nào trước"),
        (("verify", "site"), "Không thấy bản kê"),
    ],
)
def test_what_cannot_be_done_ends_with_two(
    built: Any, command: Callable[..., Any], words: tuple[str, ...], told: str
) -> None:
    result = command(*words)
    assert result.exit_code == 2
    assert told in result.output
    assert not Path("noi-nhan/hien-tai").exists()
