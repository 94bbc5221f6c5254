"""The walk over a folder of documents: what is one, what is told."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from vanban.corpus.scan import scan


def put(root: Path, *paths: str) -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")


def test_documents_and_what_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "b/2013/x.md", "a/y.md", "a/b/c/d.md")
    put(
        tmp_path,
        "README.md",
        "co-quan.yml",
        "a/co-quan.yml",
        "a/y.goc.pdf",
        "a/y.goc.md",
        "a/.y.md.tmp",
    )
    put(tmp_path, ".git/a/b.md", "a/.hidden/b.md")
    found, issues = scan(tmp_path)
    assert list(found) == ["a/b/c/d.md", "a/y.md", "b/2013/x.md"]
    info = (tmp_path / "a/y.md").stat()
    assert found["a/y.md"] == (info.st_mtime_ns, info.st_size)
    assert issues == ()


@pytest.mark.parametrize(
    ("path", "message", "remedy"),
    [
        (
            "a/29-CT-TU.md",
            "Tệp “29-CT-TU.md” có chữ hoa; trên Windows không phân biệt được với tên viết thường.",
            "Đổi tên thành “29-ct-tu.md”.",
        ),
        (
            "a/Chỉ thị 29.md",
            "Tệp “Chỉ thị 29.md” có dấu cách, chữ hoa, chữ có dấu hoặc ký tự khác.",
            "Đổi tên thành “chi-thi-29.md”.",
        ),
        ("a/x.MD", "Tệp “x.MD” có chữ hoa; trên Windows không phân biệt được với tên viết thường.", "Đổi tên thành “x.md”."),
        ("a/con.md", "Tệp “con.md” là tên Windows dành cho thiết bị.", "Đổi tên thành “vb-con.md”."),
        ("Tỉnh/x.md", "Thư mục “Tỉnh” có dấu cách, chữ hoa, chữ có dấu hoặc ký tự khác.", "Đổi tên thành “tinh”."),
        ("aux/x.md", "Thư mục “aux” là tên Windows dành cho thiết bị.", "Đổi tên thành “vb-aux”."),
        ("a/" + "x" * 81 + ".md", "Tệp “" + "x" * 59 + "…” dài quá 80 ký tự.", "Đổi tên thành “" + "x" * 80 + ".md”."),
        ("a/_.md", "Tệp “_.md” có dấu cách, chữ hoa, chữ có dấu hoặc ký tự khác.", "Đặt tên bằng chữ thường không dấu, số, gạch nối."),
        ("x.md", "Tệp nằm sai tầng thư mục.", "Đặt ở <cơ quan>/<năm>/<tên>.md, nhiều nhất bốn tầng."),
        ("a/b/c/d/x.md", "Tệp nằm sai tầng thư mục.", "Đặt ở <cơ quan>/<năm>/<tên>.md, nhiều nhất bốn tầng."),
    ],
)  # fmt: skip
def test_names_are_told_with_the_right_one(
    tmp_path: Path, path: str, message: str, remedy: str
) -> None:
    put(tmp_path, path)
    found, issues = scan(tmp_path)
    assert found == {}
    assert [(i.message, i.remedy, i.severity) for i in issues] == [(message, remedy, "loi")]


def test_a_decomposed_name_is_told_in_one_piece(tmp_path: Path) -> None:
    put(tmp_path, "a/" + unicodedata.normalize("NFD", "nghị.md"))
    _, issues = scan(tmp_path)
    assert issues[0].remedy == "Đổi tên thành “nghi.md”."


def test_a_proposed_name_that_is_taken(tmp_path: Path) -> None:
    put(tmp_path, "a/x-y.md", "a/x y.md")
    found, issues = scan(tmp_path)
    assert list(found) == ["a/x-y.md"]
    assert issues[0].remedy.startswith("Tên “x-y.md” đã có")


def test_other_files_are_advice(tmp_path: Path) -> None:
    put(tmp_path, "a/x.docx", "a/y")
    found, issues = scan(tmp_path)
    assert found == {}
    assert [(i.code, i.severity, i.path) for i in issues] == [
        ("tep-la", "goi_y", "a/x.docx"),
        ("tep-la", "goi_y", "a/y"),
    ]


def test_a_long_path_is_a_warning(tmp_path: Path) -> None:
    path = f"{'a' * 70}/{'b' * 70}/{'c' * 70}.md"
    put(tmp_path, path)
    found, issues = scan(tmp_path)
    assert list(found) == [path]
    assert [(i.code, i.severity) for i in issues] == [("duong-dan-dai", "canh_bao")]


def test_no_folder(tmp_path: Path) -> None:
    found, issues = scan(tmp_path / "none")
    assert found == {}
    assert [i.message for i in issues] == ["Không có thư mục “none”."]


posix = pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")


@posix
def test_links(tmp_path: Path) -> None:
    root = tmp_path / "root"
    put(root, "a/x.md", "b/2013/y.md")
    put(tmp_path, "outside/z.md", "root2/w.md")
    (root / "a/inside.md").symlink_to("x.md")
    (root / "a/broken.md").symlink_to("none.md")
    (root / "a/outside.md").symlink_to(tmp_path / "outside/z.md")
    (root / "a/sibling.md").symlink_to(tmp_path / "root2/w.md")
    (root / "c").symlink_to(tmp_path / "outside")
    (root / "b/up").symlink_to(root)
    (root / "b/self").symlink_to("self")
    (root / "d").symlink_to("b")
    found, issues = scan(root)
    assert list(found) == ["a/inside.md", "a/x.md", "b/2013/y.md", "d/2013/y.md"]
    assert [(i.path, i.code) for i in issues] == [
        ("a/broken.md", "lien-ket-vong"),
        ("a/outside.md", "lien-ket-ngoai"),
        ("a/sibling.md", "lien-ket-ngoai"),
        ("b/self", "lien-ket-vong"),
        ("b/up", "lien-ket-vong"),
        ("c", "lien-ket-ngoai"),
        ("d/self", "lien-ket-vong"),
        ("d/up", "lien-ket-vong"),
    ]


@posix
def test_two_folders_linked_to_each_other_end(tmp_path: Path) -> None:
    put(tmp_path, "a/x.md", "b/y.md")
    (tmp_path / "a/to-b").symlink_to(tmp_path / "b")
    (tmp_path / "b/to-a").symlink_to(tmp_path / "a")
    found, issues = scan(tmp_path)
    assert list(found) == ["a/to-b/y.md", "a/x.md", "b/to-a/x.md", "b/y.md"]
    assert {i.code for i in issues} == {"lien-ket-vong"}


@posix
def test_what_is_no_plain_file(tmp_path: Path) -> None:
    put(tmp_path, "a/x.md")
    os.mkfifo(tmp_path / "a/pipe.md")
    (tmp_path / "a/folder.md").mkdir()
    (tmp_path / "a" / os.fsdecode(b"b\xff.md")).write_text("x")
    found, issues = scan(tmp_path)
    assert list(found) == ["a/x.md"]
    assert {i.code for i in issues} == {"tep-la", "ten-sai"}
    assert all(str(i).encode() for i in issues)
