"""What originals say of themselves: marks of secrecy stop them, names of people are taken out."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from importer import made
from importer.made_doc import doc
from importer.test_fields import STATE
from importer.test_run import OPEN, tree
from PIL import Image
from pypdfium2 import PdfDocument

from vanban.corpus.read import parse_document
from vanban.importer import Options, import_files
from vanban.importer.clean import clean
from vanban.importer.draft import draft, extract
from vanban.importer.outlines import Bookmark, add_bookmarks, bookmarks
from vanban.importer.properties import properties
from vanban.tables import load_registry

NS = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SECRET = "Kế hoạch; TUYỆT MẬT"


def word(path: Path, subject: str = "Chủ đề mẫu") -> Path:
    """A .docx with an author, a remark, session numbers and a changed word."""
    lines = [made.paragraph(line) for line in STATE]
    lines[0] = lines[0].replace("<w:p>", '<w:p w:rsidR="00AB12CD">', 1)
    change = '<w:p><w:ins w:id="1" w:author="Nguyễn Văn Mẫu" w:date="2024-01-01T00:00:00Z">'
    lines.append(f"{change}{made.run('Điều 9. Điều khoản thêm.')}</w:ins></w:p>")
    core = f"<cp:coreProperties {NS}><dc:creator>Nguyễn Văn Mẫu</dc:creator><dc:subject>{subject}</dc:subject></cp:coreProperties>"
    remark = f'<w:comments {WORD}><w:comment w:id="0" w:author="Nguyễn Văn Mẫu" w:initials="NVM">{made.paragraph("Xem lại")}</w:comment></w:comments>'
    settings = f'<w:settings {WORD}><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids></w:settings>'
    return made.docx(
        path, lines,
        {"docProps/core.xml": core, "word/comments.xml": remark, "word/settings.xml": settings},
    )  # fmt: skip


def printed(path: Path, subject: str = "Chủ đề mẫu") -> Path:
    Image.new("RGB", (300, 400), "white").save(
        path, "PDF", author="Nguyễn Văn Mẫu", keywords=subject
    )
    return path


def photo(path: Path, subject: str = "Chủ đề mẫu") -> Path:
    exif = Image.Exif()
    exif[0x9C9F] = (subject + "\0").encode("utf-16-le")
    exif[0x013B] = "Nguyễn Văn Mẫu"
    exif[0x0112] = 6
    picture = Image.linear_gradient("L").convert("RGB")
    picture.save(path, exif=exif, comment="Máy của Nguyễn Văn Mẫu")
    return path


def rich(path: Path, subject: str = "Chu de mau") -> Path:
    title = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in subject)
    path.write_bytes(
        b"{\\rtf1\\ansi{\\info{\\author Nguyen Van Mau}{\\keywords "
        + title.encode()
        + b"}}{\\*\\rsidtbl\\rsid123}\\pard\\insrsid123 QUY\\u7870?T \\u272?\\u7882?NH\\par \\u272?i\\u7873?u 1. M\\u7851?u.\\par}"
    )
    return path


MAKERS = [(word, "docx"), (printed, "pdf"), (photo, "jpg"), (rich, "rtf")]


@pytest.mark.parametrize(("make", "suffix"), MAKERS)
def test_a_mark_in_the_properties_refuses(
    tmp_path: Path, make: Callable[..., Path], suffix: str
) -> None:
    found = draft(make(tmp_path / f"a.{suffix}", SECRET), "noi_bo")
    assert [i.code for i in found.issues] == ["mat-do-mat"]
    assert "Kế hoạch" not in found.issues[0].message
    assert not found.body
    assert draft(make(tmp_path / f"b.{suffix}", "DỰ THẢO"), "noi_bo").issues[:1] != found.issues


def test_nothing_of_a_file_with_a_marked_property_is_written(tmp_path: Path) -> None:
    files = [make(tmp_path / f"a.{suffix}", SECRET) for make, suffix in MAKERS]
    report = import_files(files, tmp_path / "kho", OPEN)
    assert {i.code for f in report.files for i in f.issues} == {"mat-do-mat"}
    assert not (tmp_path / "kho").exists()


@pytest.mark.parametrize(("make", "suffix"), MAKERS)
def test_a_clean_copy_says_the_same_without_people(
    tmp_path: Path, make: Callable[..., Path], suffix: str
) -> None:
    source, target = make(tmp_path / f"a.{suffix}"), tmp_path / f"b.{suffix}"
    before = source.read_bytes()
    assert clean(source, target) == ""
    assert source.read_bytes() == before
    data = target.read_bytes()
    if suffix == "docx":
        with zipfile.ZipFile(target) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
        assert b"rsid" not in data
        assert "Xem lại".encode() in data
    assert not re.search(rb"Nguy\S{1,3}n|Nguyen", data)
    if suffix != "docx":
        assert properties(target, "image" if suffix == "jpg" else suffix) == ()  # type: ignore[arg-type]
    if suffix == "jpg":
        with Image.open(target) as image:
            assert image.getexif()[0x0112] == 6


def test_pictures_lose_no_dot(tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Author", "Nguyễn Văn Mẫu")
    gradient = Image.linear_gradient("L")
    gradient.save(tmp_path / "a.png", pnginfo=told)
    gradient.save(
        tmp_path / "a.tif",
        save_all=True,
        append_images=[gradient.rotate(90)],
        tiffinfo={315: "Mẫu"},
    )
    for name in ("a.png", "a.tif"):
        assert properties(tmp_path / name, "image")
        assert clean(tmp_path / name, tmp_path / f"sach-{name}") == ""
        assert properties(tmp_path / f"sach-{name}", "image") == ()
    with Image.open(tmp_path / "sach-a.tif") as image:
        assert image.n_frames == 2


def test_the_record_of_a_cleaned_original(tmp_path: Path) -> None:
    """Both hashes stand in the record; the file is recognised; what can't be cleaned isn't kept."""
    to, options = tmp_path / "kho", Options(luu_hanh="noi_bo", clean=True)
    source = word(tmp_path / "a.docx")
    old = doc(tmp_path / "b.doc", [("Arial", "\r".join(STATE).replace("12/2024", "13/2024"))])
    report = import_files([source, old], to, options)
    first, second = (to / f.target for f in report.files)
    document, _ = parse_document(report.files[0].target, first.read_bytes(), load_registry())
    assert document
    kept = first.parent / document.meta.goc[0].tep
    assert document.meta.goc[0].sha256 == hashlib.sha256(kept.read_bytes()).hexdigest()
    assert hashlib.sha256(source.read_bytes()).hexdigest() in first.read_text("utf-8")
    assert kept.read_bytes() != source.read_bytes()
    assert "goc:" not in second.read_text("utf-8")
    assert "khong-lam-sach-duoc" in [i.code for i in report.files[1].issues]
    before = tree(to)
    again = import_files([source, kept], to, options)
    assert [i.code for f in again.files for i in f.issues] == ["da-nhap", "da-nhap"]
    assert tree(to) == before


def outlined(path: Path) -> Path:
    """Two pages with three bookmarks, one below another, and an author."""
    pdf = made.Pdf()
    pdf.text(70, 80, "Chương I của văn bản mẫu")
    pdf.page()
    pdf.text(70, 80, "Chương II của văn bản mẫu")
    pdf.save(path)
    add_bookmarks(path, MARKS)
    data = path.read_bytes()
    at = data.rindex(b"/Root")
    path.write_bytes(data[:at] + b"/Info << /Author (Nguyen Van Mau) >> " + data[at:])
    return path


MARKS = [
    Bookmark(level=0, title="Chương I. Quy định chung", page=0),
    Bookmark(level=1, title="Điều 1. Phạm vi", page=0),
    Bookmark(level=0, title="Chương II", page=1),
]


def test_bookmarks_stay_in_a_clean_pdf(tmp_path: Path) -> None:
    source, target = outlined(tmp_path / "a.pdf"), tmp_path / "b.pdf"
    assert properties(source, "pdf") == ("Nguyen Van Mau",)
    assert clean(source, target) == ""
    assert b"Nguyen" not in target.read_bytes()
    document = PdfDocument(str(target))
    assert bookmarks(document) == MARKS
    document.close()
    assert [b.text for b in extract(target).blocks] == [b.text for b in extract(source).blocks]


def test_data_of_office_systems_and_paths_of_templates_go(tmp_path: Path) -> None:
    """customXml parts and whatever leads to them; the template's path names its owner."""
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "customXml/item1.xml": "<a>Nguyễn Văn Mẫu</a>",
        "customXml/itemProps1.xml": "<b/>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{rels}">'
        f'<Relationship Id="r1" Type="{office}/customXml" Target="../customXml/item1.xml"/>'
        f'<Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "word/_rels/settings.xml.rels": f'<Relationships xmlns="{rels}"><Relationship Id="r1"'
        f' Type="{office}/attachedTemplate" Target="file:///C:/Users/nguyenvanmau/a.dotm"'
        ' TargetMode="External"/></Relationships>',
        "word/settings.xml": f'<w:settings {WORD} xmlns:r="{office}"><w:attachedTemplate r:id="r1"/>'
        '<w:zoom w:percent="100"/></w:settings>',
    }
    source = made.docx(tmp_path / "a.docx", [made.paragraph(line) for line in STATE], parts)
    target = tmp_path / "b.docx"
    assert clean(source, target) == ""
    with zipfile.ZipFile(target) as archive:
        data = b"".join(archive.read(name) for name in archive.namelist())
        assert not [n for n in archive.namelist() if n.startswith("customXml/")]
    for gone in (b"customXml", "Nguyễn".encode(), b"nguyenvanmau", b"attachedTemplate"):
        assert gone not in data
    assert b"styles.xml" in data
    assert b"zoom" in data
