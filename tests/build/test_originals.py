"""Originals at the build's gate: what they say beside their text, and whether they are what was taken."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from world import World, document, tree

from vanban.site.build import BuildReport

Build = Callable[..., BuildReport]
WORD = "qzbdfghjklmn"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    "<cp:keywords>{keywords}</cp:keywords></cp:coreProperties>"
)


def office(file: Path, title: str, keywords: str = "", main: str = "word/document.xml") -> None:
    """A file of an office program with these properties."""
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(main, "<x/>")
        made.writestr("docProps/core.xml", CORE.format(title=title, keywords=keywords))


def pdf(file: Path, title: str) -> None:
    """The least of a PDF, with a title."""
    told = title.encode("utf-16-be").hex()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>",
        f"<</Title<feff{told}>>>".encode(),
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (n, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 4\n0000000000 65535 f \n" + rows
    out += b"trailer<</Size 4/Root 1 0 R/Info 3 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(out) - 31 - len(rows))  # fmt: skip
    file.write_bytes(out)


def put(world: World, name: str, make: Callable[[Path], None], n: int = 1) -> None:
    """A document with one original, whose hash it tells."""
    folder = world.directives / "tinh-mau" / "2020"
    folder.mkdir(parents=True, exist_ok=True)
    make(folder / name)
    sha = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    world.put(
        f"tinh-mau/2020/{n}.md",
        document(so_hieu=f"{n}-CT/TU", extra=f"goc: [{{tep: {name}, sha256: {sha}}}]"),
    )


MARKED: dict[str, Callable[[Path], None]] = {
    "a.goc.docx": lambda file: office(file, f"TUYỆT MẬT; {WORD}"),
    "b.goc.docx": lambda file: office(file, WORD, "kế hoạch; TỐI MẬT"),
    "c.goc.xlsx": lambda file: office(file, f"Mật, {WORD}", main="xl/workbook.xml"),
    "d.goc.pdf": lambda file: pdf(file, "TỐI MẬT"),
    "e.goc.html": lambda file: file.write_text(f"<html><title>MẬT</title>{WORD}", "utf-8") and None,
    "f.goc.bin": lambda file: file.write_bytes(bytes(range(8)) * 99 + WORD.encode()) and None,
}  # fmt: skip


def test_marked_originals_stay_out_and_are_told_each_time(build: Build, tmp_path: Path) -> None:
    world = World(root=tmp_path).start()
    for n, (name, make) in enumerate(MARKED.items(), 1):
        put(world, name, make, n)
    put(world, "g.goc.docx", lambda file: office(file, "Về việc lưu trữ"), 90)
    put(world, "h.goc.pdf", lambda file: pdf(file, "Báo cáo"), 91)
    first = build(world, tmp_path / "a", tmp_path / "cache")
    idle = build(world, tmp_path / "a", tmp_path / "cache")
    world.put("tinh-mau/2020/99.md", document(so_hieu="99-CT/TU"))
    later = build(world, tmp_path / "a", tmp_path / "cache")
    for report in (first, idle, later):
        told = {i.path.rpartition("/")[2]: i for i in report.issues if ".goc." in i.path}
        assert told.keys() == MARKED.keys()
        assert all(issue.severity == "loi" for issue in told.values())
        assert WORD not in str(report.issues)
    site = tree(tmp_path / "a")
    assert sorted(n.rpartition("/")[2] for n in site if ".goc." in n) == ["g.goc.docx", "h.goc.pdf"]
    assert [n for n, data in site.items() if WORD.encode() in data] == []
    assert [n for n, data in site.items() if any(m.encode() in data for m in MARKED)] == []
    assert b"g.goc.docx" in site["vb/tinh-mau/2020/90/index.html"]


def test_an_original_that_is_marked_later_leaves_the_site(build: Build, tmp_path: Path) -> None:
    """... and one that is cleaned comes back; an increment equals a cold build."""
    world = World(root=tmp_path).start()
    for title, there in (("Báo cáo", True), ("TỐI MẬT", False), ("Báo cáo", True)):
        put(world, "a.goc.docx", lambda file, title=title: office(file, title))  # type: ignore[misc]
        report = build(world, tmp_path / "a", tmp_path / "cache")
        fresh = build(world, tmp_path / f"b-{title}-{there}", tmp_path / f"cache-{title}-{there}")
        assert tree(tmp_path / "a") == tree(tmp_path / f"b-{title}-{there}")
        assert (tmp_path / "a/vb/tinh-mau/2020/1/a.goc.docx").exists() is there
        assert report.issues == fresh.issues
        assert bool(report.issues) is not there


def test_an_original_that_isnt_what_was_taken_stays_out(build: Build, tmp_path: Path) -> None:
    world = World(root=tmp_path).start()
    put(world, "a.goc.txt", lambda file: file.write_text("một") and None)
    build(world, tmp_path / "a", tmp_path / "cache")
    copy = tmp_path / "a/vb/tinh-mau/2020/1/a.goc.txt"
    assert copy.read_text() == "một"
    source = world.directives / "tinh-mau/2020/a.goc.txt"
    source.write_text("hai")
    os.utime(source, (1, 1))
    world.put("tinh-mau/2020/1.md", world.written["tinh-mau/2020/1.md"] + "\nThêm.\n")
    (told,) = build(world, tmp_path / "a", tmp_path / "cache").issues
    assert (told.code, told.path) == ("tep-goc-khac", "tinh-mau/2020/a.goc.txt")
    assert not copy.exists()


@pytest.mark.parametrize("name", ["a.goc.txt", "b.goc.pdf"])
def test_a_link_in_an_originals_place_is_not_followed(
    build: Build, tmp_path: Path, name: str
) -> None:
    """Whatever it leads to; the page still names the file that should be there."""
    world = World(root=tmp_path).start()
    (tmp_path / "ngoai.txt").write_text(WORD)
    put(world, name, lambda file: file.write_text(WORD) and None)
    source = world.directives / "tinh-mau/2020" / name
    source.unlink()
    source.symlink_to(tmp_path / "ngoai.txt")
    build(world, tmp_path / "a", tmp_path / "cache")
    assert [n for n, data in tree(tmp_path / "a").items() if WORD.encode() in data] == []
