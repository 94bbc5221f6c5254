"""Writing: whole files at once, single fields with everything else kept."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import Any

import pytest

from vanban.corpus.emit import emit_document, emit_head, quoted
from vanban.corpus.metadata import read_metadata
from vanban.corpus.write import Refused, add_relation, atomic_write, set_field
from vanban.corpus.yaml_strict import parse_yaml
from vanban.model import Metadata, Original, Signer, StatedRelation
from vanban.tables import load_registry

TEXT = """\
---
# yaml-language-server: $schema=…
so_hieu: 29-CT/TU   # như in
loai: "Chỉ thị"
trich_yeu: |
  Dòng một
  dòng hai

# ngày trên bản in
ngay:   2013
quan_he:
  # thay chỉ thị cũ
  - {loai: thay_the, den: a/b} # đã xem
  - loai: sua_doi
    den: a/c   # chưa xem

# cuối
luu_hanh: noi_bo
---

Điều 1. A --- luu_hanh: x
"""


def changes(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("ngay", "2013-07-16", ["- ngay:   2013", "+ ngay: 2013-07-16"]),
        (
            "trich_yeu",
            "A: b",
            ["- trich_yeu: |", "-   Dòng một", "-   dòng hai", '+ trich_yeu: "A: b"'],
        ),
        ("loai", "Quy định", ['- loai: "Chỉ thị"', "+ loai: Quy định"]),
        (
            "so_hieu",
            "30-CT/TU",
            ["- so_hieu: 29-CT/TU   # như in", "+ so_hieu: 30-CT/TU   # như in"],
        ),
        ("so_hieu", None, ["- so_hieu: 29-CT/TU   # như in"]),
        ("luu_hanh", "cong_khai", ["- luu_hanh: noi_bo", "+ luu_hanh: cong_khai"]),
        ("co_quan", "tinh-uy-hai-duong", ["+ co_quan: tinh-uy-hai-duong"]),
        ("mau", True, ["+ mau: true"]),
        ("linh_vuc", ("A", "B, C"), ['+ linh_vuc: [A, "B, C"]']),
        ("ghi_chu", "a\nb", ['+ ghi_chu: "a\\nb"']),
        ("nguoi_ky", (Signer(ten="A B"),), ["+ nguoi_ky: {ten: A B}"]),
        ("khoa", None, []),
    ],
)
def test_one_field(key: str, value: Any, wanted: list[str], bom: str, ends: str) -> None:
    before = bom + TEXT.replace("\n", ends)
    after = set_field(before, key, value)
    assert sorted(changes(before, after)) == sorted(wanted)
    assert after.startswith(bom)
    assert after.count("\r") == (after.count("\n") if ends == "\r\n" else 0)


def test_a_new_field_stands_in_order() -> None:
    after = set_field(TEXT, "co_quan", "x")
    assert after.index("co_quan: x") == after.index("  dòng hai\n") + len("  dòng hai\n")
    first = set_field("---\nloai: A\ntrich_yeu: B\nluu_hanh: noi_bo\n---\n", "so_hieu", "1-CT/TU")
    assert first == "---\nso_hieu: 1-CT/TU\nloai: A\ntrich_yeu: B\nluu_hanh: noi_bo\n---\n"


RELATION = StatedRelation(loai="bai_bo", den="12-CT/TU", trich='Bãi bỏ "A"')
ITEM = '{loai: bai_bo, den: 12-CT/TU, trich: "Bãi bỏ \\"A\\""}'


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("", f"quan_he:\n  - {ITEM}\n"),
        ("quan_he: []\n", f"quan_he:\n  - {ITEM}\n"),
        (
            "quan_he:\n- {loai: sua_doi, den: a/b}\n",
            f"quan_he:\n- {{loai: sua_doi, den: a/b}}\n- {ITEM}\n",
        ),
        (
            "quan_he:\n    - loai: sua_doi\n      den: a/b # x\n",
            f"quan_he:\n    - loai: sua_doi\n      den: a/b # x\n    - {ITEM}\n",
        ),
        (
            "quan_he: [{loai: sua_doi, den: a/b} ] # y\n",
            f"quan_he: [{{loai: sua_doi, den: a/b}}, {ITEM} ] # y\n",
        ),
        (
            "quan_he: {loai: sua_doi, den: a/b}\n",
            f"quan_he:\n  - {{loai: sua_doi, den: a/b}}\n  - {ITEM}\n",
        ),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_relation_is_added(head: str, wanted: str, ends: str) -> None:
    before = f"---\nloai: A\ntrich_yeu: B\nluu_hanh: noi_bo\n{head}# hết\n---\nX\n"
    after = add_relation(before.replace("\n", ends), RELATION)
    assert after == before.replace(head + "# hết", wanted + "# hết").replace("\n", ends)


def test_a_relation_with_comments_around() -> None:
    assert changes(TEXT, add_relation(TEXT, RELATION)) == [f"+   - {ITEM}"]


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("không có phần đầu", "ngay", "2013"),
        ("---\nloai: A\nloai: B\ntrich_yeu: C\n---\n", "ngay", "2013"),
        ("---\nloai: [A\n---\n", "ngay", "2013"),
        ("---\n---\n", "ngay", "2013"),
        (TEXT, "abc", "x"),
        (TEXT, "loai", None),
        (TEXT, "ngay", "16/7/2013"),
        (TEXT, "linh_vuc", ("null",)),
        ("---\n{loai: A, trich_yeu: B, luu_hanh: noi_bo}\n---\n", "ngay", "2013"),
        ("---\r\nloai: A\ntrich_yeu: B\r\n---\r\n", "ngay", "2013"),
    ],
)
def test_what_would_not_read_back_is_refused(text: str, key: str, value: Any) -> None:
    with pytest.raises(Refused):
        set_field(text, key, value)


def test_a_field_inside_one_line_is_changed_in_place() -> None:
    text = "---\n{loai: A, trich_yeu: B, luu_hanh: noi_bo}\n---\n"
    assert set_field(text, "loai", "C") == text.replace("A", "C")


META = Metadata(
    loai="Chỉ thị",
    trich_yeu="Về việc: thử",
    so_hieu="29-CT/TU",
    ngay="2013-07-16",
    nguoi_ky=(Signer(ten="A"), Signer(ten="B", chuc_vu="Bí thư")),
    linh_vuc=("no", "010", "Dân vận"),
    khoa="15",
    quan_he=(StatedRelation(loai="thay_the", den="a/b", dieu="5", tu_ngay="2013"),),
    goc=(Original(tep="x.goc.pdf", sha256="0" * 64),),
    ghi_chu="a\n\tb \u00ad",
)


def test_a_whole_file() -> None:
    assert emit_document(META, "\n\nĐiều 1. A\n\n") == (
        "---\n"
        "so_hieu: 29-CT/TU\n"
        "loai: Chỉ thị\n"
        'trich_yeu: "Về việc: thử"\n'
        "ngay: 2013-07-16\n"
        "nguoi_ky: [{ten: A}, {ten: B, chuc_vu: Bí thư}]\n"
        'linh_vuc: ["no", "010", Dân vận]\n'
        'khoa: "15"\n'
        "luu_hanh: chua_ro\n"
        "toan_van: true\n"
        "quan_he:\n"
        '  - {loai: thay_the, den: a/b, dieu: "5", tu_ngay: 2013}\n'
        "goc:\n"
        f'  - {{tep: x.goc.pdf, sha256: "{"0" * 64}"}}\n'
        'ghi_chu: "a\\n\\tb \\u00ad"\n'
        "---\n\nĐiều 1. A\n"
    )


def test_what_is_written_is_read() -> None:
    found, issues = parse_yaml(emit_head(META), "x.md")
    assert issues == ()
    assert found is not None
    assert read_metadata(found, "x.md", load_registry())[0] == META


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "No",
        "null",
        "1.10",
        "0x1F",
        "1e3",
        "12:30",
        "- a",
        "a #b",
        "a: b",
        "",
        "@",
        "~",
        "=",
        "[a",
        "*a",
        "a  b",
        "2013-07-16",
        "5",
        "'a'",
        "a,b",
        "%x",
        "é:",
    ],
)
def test_doubtful_texts_are_quoted(text: str) -> None:
    assert (
        emit_head(Metadata(loai="A", trich_yeu=text)).split("\n")[1] == f"trich_yeu: {quoted(text)}"
    )


def test_atomic_write(tmp_path: Path) -> None:
    path = tmp_path / "a/b.md"
    atomic_write(path, "một\r\n")
    assert path.read_bytes() == "một\r\n".encode()
    path.chmod(0o640)
    atomic_write(path, b"hai")
    assert path.read_bytes() == b"hai"
    assert list(path.parent.iterdir()) == [path]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o640


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "b.md"
    atomic_write(path, "cũ")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        atomic_write(path, "mới")
    assert path.read_text(encoding="utf-8") == "cũ"
    assert list(tmp_path.iterdir()) == [path]
