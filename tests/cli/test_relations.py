"""``vanban relations``: what a text states it does to others, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Command = Callable[..., Result]

TEXT = """\
Căn cứ Luật Giá số 16/2023/QH15;
Điều 9. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 15 tháng 6 năm 2026.
2. Bãi bỏ khoản 2 Điều 5 Nghị định số 85/2024/NĐ-CP ngày 10 tháng 7 năm 2024 của Chính phủ.
3. Giá được lập theo quy định tại Điều 4 Nghị định số 85/2024/NĐ-CP.
4. Những quy định trước đây trái với Nghị định này đều bãi bỏ.
"""


def test_programs_get_one_object_a_passage(command: Command) -> None:
    given = json.dumps({"id": 7, "text": TEXT}, ensure_ascii=False)
    result = command("relations", "-", "--passages", "--format=jsonl", text=given)
    told = json.loads(result.stdout)
    assert told["id"] == "7"
    assert told["relations"] == [
        {
            "source_provision": None, "quan_he": "can_cu",
            "target": {"type": "Luật", "number": "16/2023/QH15", "name": "Luật Giá", "provision": None},
            "tu_ngay": None, "evidence": "Căn cứ Luật Giá số 16/2023/QH15;",
        },
        {
            "source_provision": "Điều 9 khoản 2", "quan_he": "bai_bo",
            "target": {
                "type": "Nghị định", "number": "85/2024/NĐ-CP", "name": None,
                "provision": "khoản 2 Điều 5",
            },
            "tu_ngay": "2026-06-15",
            "evidence": "2. Bãi bỏ khoản 2 Điều 5 Nghị định số 85/2024/NĐ-CP ngày 10 tháng 7 năm 2024"
            " của Chính phủ.",
        },
    ]  # fmt: skip
    assert told["general"] == [
        {
            "kind": "bai_bo_chung", "source_provision": "Điều 9 khoản 4",
            "evidence": "4. Những quy định trước đây trái với Nghị định này đều bãi bỏ.",
        }
    ]  # fmt: skip


def test_people_get_a_line_each(command: Command) -> None:
    lines = command("relations", "-", text=TEXT).stdout.splitlines()
    assert lines[1].startswith(
        "Điều 9 khoản 2 · bãi bỏ · khoản 2 Điều 5 85/2024/NĐ-CP · từ 2026-06-15 «2. Bãi bỏ"
    )


def test_front_matter_is_no_text(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "bai.md"
    path.write_text(
        "---\ntrich_yeu: Thay thế Chỉ thị 29-CT/TU\n---\n\nBãi bỏ Chỉ thị 30-CT/TU.\n", "utf-8"
    )
    told = json.loads(command("relations", str(path), "--format=jsonl").stdout)
    assert [r["target"]["number"] for r in told["relations"]] == ["30-CT/TU"]


@pytest.mark.parametrize("given", [b"x\n", b"ngh\xf8"])
def test_what_cannot_be_read_is_told(command: Command, given: bytes) -> None:
    result = command("relations", "-", "--passages", text=given)
    assert result.exit_code == 2
    assert "vanban relations: " in result.stderr
