"""``vanban cite``: mentions for people and for programs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Command = Callable[..., Result]

TEXT = (
    "Căn cứ Chỉ thị số 29-CT/TU, ngày 16/7/2013 của Ban Thường vụ Tỉnh ủy;\n"
    "theo khoản 2 Điều 5 Nghị định 30/2020/NĐ-CP.\n"
)


def file_of(folder: Path, text: str) -> str:
    path = folder / "bai.txt"
    path.write_text(text, "utf-8")
    return str(path)


def test_text_tells_place_and_facts(command: Command, tmp_path: Path) -> None:
    lines = command("cite", file_of(tmp_path, TEXT)).stdout.splitlines()
    assert lines[0].startswith("1:8: «Chỉ thị số 29-CT/TU» đủ số · Chỉ thị · 29-CT/TU · 2013-07-16")
    assert lines[1].startswith("2:21: «Nghị định 30/2020/NĐ-CP» đủ số")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_offsets_count_characters_of_the_nfc_text(
    command: Command, tmp_path: Path, form: str
) -> None:
    given = unicodedata.normalize(form, TEXT)  # type: ignore[arg-type]
    told = json.loads(command("cite", file_of(tmp_path, given), "--format=jsonl").stdout)
    assert [c["number"] for c in told["citations"]] == ["29-CT/TU", "30/2020/NĐ-CP"]
    for c in told["citations"]:
        assert TEXT[c["start"] : c["end"]] == c["surface"]
    first, second = told["citations"]
    assert set(first) == {
        "start", "end", "surface", "type", "number", "year_or_date", "issuer", "pinpoint", "kind",
    }  # fmt: skip
    assert (first["type"], first["year_or_date"], first["kind"]) == (
        "Chỉ thị",
        "2013-07-16",
        "full",
    )
    assert first["pinpoint"] is None
    assert second["pinpoint"] == "khoản 2 Điều 5"


def test_passages_keep_their_ids_and_order(command: Command) -> None:
    rows = [
        {"id": "a", "text": TEXT},
        {"id": 7, "text": "Không dẫn gì."},
        {"id": "b", "text": TEXT},
    ]
    given = "\n".join(json.dumps(r, ensure_ascii=False) for r in rows) + "\n\n"
    lines = command("cite", "-", "--passages", "--format=jsonl", text=given).stdout.splitlines()
    told = [json.loads(line) for line in lines]
    assert [(t["id"], len(t["citations"])) for t in told] == [("a", 2), ("7", 0), ("b", 2)]
    shown = command("cite", "-", "--passages", text=given).stdout.splitlines()
    assert [line.split(":")[0] for line in shown] == ["a", "a", "b", "b"]


def test_standard_input(command: Command) -> None:
    result = command("cite", "-", text=TEXT)
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 2)


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        ([], b"ngh\xf8", "không phải UTF-8: byte 0xF8"),
        (["--passages"], b'{"id": "a", "text": "x"}\n{"id": "a"}\n', "dòng 2: không phải một đoạn"),
        (["--passages"], b"x\n", "dòng 1: không phải một đoạn"),
        (["--passages"], b"[1]\n", "dòng 1: không phải một đoạn"),
        (["--passages"], b'{"id": "a", "text": 5}\n', "dòng 1: không phải một đoạn"),
    ],
)
def test_what_cannot_be_read_is_told(
    command: Command, words: list[str], given: bytes, said: str
) -> None:
    result = command("cite", "-", *words, text=given)
    assert result.exit_code == 2
    assert said in result.stderr


def test_no_such_file(command: Command) -> None:
    assert command("cite", "khong-co.txt").exit_code == 2
