"""Bytes to documents: offsets, places, limits."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest

from vanban.corpus.provisions import parse_provisions
from vanban.corpus.read import (
    MAX_BYTES,
    MAX_FAULTS,
    check_path,
    fault_issues,
    parse_document,
    read_raw,
)
from vanban.tables import load_registry

REGISTRY = load_registry()
PATH = "tinh-uy-hai-duong/2013/29-ct-tu.md"
HEAD = "---\nloai: Chỉ thị\ntrich_yeu: Về việc thử\nluu_hanh: noi_bo\n---\n"


def test_a_document() -> None:
    document, issues = parse_document(PATH, f"{HEAD}\n\nĐiều 1. A\n".encode(), REGISTRY)
    assert issues == ()
    assert document is not None
    assert document.id == "tinh-uy-hai-duong/2013/29-ct-tu"
    assert (document.body, document.body_line) == ("Điều 1. A\n", 8)


@pytest.mark.parametrize("form", ["NFD", "NFC"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_every_spelling_of_a_file_is_one_document(form: str, ends: str, bom: str) -> None:
    plain = HEAD + "\nĐiều 1. Nghị quyết\n"
    raw = (bom + unicodedata.normalize(form, plain).replace("\n", ends)).encode()  # type: ignore[arg-type]
    document, issues = parse_document(PATH, raw, REGISTRY)
    assert document == parse_document(PATH, plain.encode(), REGISTRY)[0]
    assert all(i.severity == "goi_y" for i in issues)


def test_invisible_characters_of_the_body_stay() -> None:
    body = "Điều\u00ad 1\u200b. A\n"
    document, _ = parse_document(PATH, (HEAD + body).encode(), REGISTRY)
    assert document is not None
    assert document.body == body


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.md"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(Path, "open", never)
    raw, issues = read_raw(tmp_path, "a.md")
    assert raw is None
    assert str(issues[0]) == (
        "a.md:1:1: loi [tep-qua-lon] Tệp nặng 50,0 MB, quá giới hạn 5 MB. Cách sửa: Để bảng và hình "
        "lớn trong tệp gốc (.goc.pdf), văn bản chỉ giữ phần chữ."
    )


def test_a_file_that_grew_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * (MAX_BYTES + 5))
    raw, issues = read_raw(tmp_path, "a.md", size=10)
    assert raw is not None
    assert issues == ()
    assert len(raw) == MAX_BYTES + 1
    assert parse_document(PATH, raw, REGISTRY)[1][0].code == "tep-qua-lon"


def test_a_file_that_vanished_is_an_issue(tmp_path: Path) -> None:
    raw, issues = read_raw(tmp_path, "a.md", size=10)
    assert raw is None
    assert [i.code for i in issues] == ["khong-doc-duoc"]


@pytest.mark.parametrize(
    "path",
    ["a.md", "../a/b.md", "/a/b.md", "a/../b.md", "A/b.md", "a/b.txt", "a/nul.md", "a/b c.md", "a//b.md",
     "a/b/c/d/e.md", "a/" + "x" * 81 + ".md", "a\\b.md", "a/.md"],
)  # fmt: skip
def test_paths_that_are_no_identity(path: str) -> None:
    document, issues = parse_document(path, (HEAD + "x").encode(), REGISTRY)
    assert document is None
    assert "duong-dan-sai" in [i.code for i in issues]


@pytest.mark.parametrize("path", ["a/b.md", "a/2013/b.md", "a/b/c/d.md", "chua-ro/con-1.md"])
def test_paths_that_are(path: str) -> None:
    assert check_path(path) == ()


def test_faults_of_provisions_get_their_place() -> None:
    document, _ = parse_document(PATH, (HEAD + "\nĐiều 1. A\n\n  Điều 3. B\n").encode(), REGISTRY)
    assert document is not None
    _, faults = parse_provisions(document.body)
    issues = fault_issues(PATH, document, faults)
    assert [str(i) for i in issues] == [
        f"{PATH}:9:1: goi_y [nhay-so] Điều 3 đứng sau Điều 1. Cách sửa: So với bản gốc: có thể thiếu "
        "đoạn, thừa đoạn, hoặc đoạn được trích chưa để trong “…”."
    ]


def test_many_faults_of_a_kind_are_counted() -> None:
    body = "\n\n".join(f"Điều {n}. A" for n in range(1, 200, 3))
    document, _ = parse_document(PATH, (HEAD + body).encode(), REGISTRY)
    assert document is not None
    issues = fault_issues(PATH, document, parse_provisions(body)[1])
    assert len(issues) == MAX_FAULTS + 1
    assert issues[-1].message == f"Còn {66 - MAX_FAULTS} chỗ nữa như trên."


def test_a_file_of_faults_alone_is_told_in_short() -> None:
    head = "loai: Chỉ thị\ntrich_yeu: X\nluu_hanh: noi_bo\n" + "".join(
        f"a{n}: b\n" for n in range(3000)
    )
    document, issues = parse_document(PATH, f"---\n{head}---\n".encode(), REGISTRY)
    assert document is None
    assert len(issues) == 101
    assert issues[-1].message == "Còn 2900 lỗi nữa trong tệp này."


@pytest.mark.parametrize(
    "block",
    ["1. a\n\n", "“Điều 1. a\n\n", '"', ' " ', "“ ", "hữu ", "a " * 40 + "\n\n", "| MỘT ", "Điều 1. a\n\n", "I. a\n\n",
     "1.1.1.1. ", "<b", "&amp;", "*", "#", "x\n", "M\n", "1-", "(", "Phụ lục I\n\n"],
)  # fmt: skip
def test_time_grows_with_the_text_and_not_faster(block: str) -> None:
    """Half a megabyte of anything is read in a moment: nothing walks a line once per sign."""
    body = block * (500_000 // len(block))
    began = time.process_time()
    document, _ = parse_document(PATH, (HEAD + body).encode(), REGISTRY)
    assert document is not None
    parse_provisions(document.body)
    assert time.process_time() - began < 5
