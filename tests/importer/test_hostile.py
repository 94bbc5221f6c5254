"""Files made to hurt: each costs bounded time and memory, says why, and the batch goes on."""

from __future__ import annotations

import errno
import random
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from importer import made
from importer.made_doc import doc, ole
from importer.test_run import OPEN, law, tree
from PIL import Image

from vanban.importer import Options, import_files, unpack
from vanban.importer.draft import extract
from vanban.importer.guards import kind_of
from vanban.importer.model import Refused
from vanban.importer.read_docx import read_docx

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(path: Path, document: str, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def bundle(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_zip_of_originals(tmp_path: Path) -> None:
    """Names of members are never paths; what is no document is passed over."""
    text = law(tmp_path / "a.txt").read_bytes()
    other = law(tmp_path / "b.txt", number="46/2019/QH14").read_bytes()
    path = bundle(
        tmp_path / "gói.zip",
        {
            "../../thoát.txt": text,
            "thư mục/b.txt": other,
            "anh.exe": b"MZ",
            "__MACOSX/._b.txt": b"x",
        },
    )
    report = import_files([path], tmp_path / "kho", OPEN)
    assert [f.source.split("gói.zip/")[1] for f in report.files] == [
        "../../thoát.txt",
        "thư mục/b.txt",
    ]
    assert len(report.imported) == 2
    assert not list(tmp_path.parent.glob("thoát*"))
    assert "quoc-hoi/2019/45-2019-qh14-luat.goc.txt" in tree(tmp_path / "kho")


def test_a_full_disk_is_not_told_as_a_damaged_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bundle(tmp_path / "a.zip", {"a.txt": b"x" * 9000, "b.txt": b"y"})

    def full(_: Path) -> bool:
        raise OSError(errno.ENOSPC, "hết chỗ")

    real = unpack.is_archive
    monkeypatch.setattr(unpack, "is_archive", lambda p: real(p) if p == path else full(p))
    found = list(unpack.sources(path, tmp_path / "mở"))
    assert [s.refusal.code for s in found if s.refusal] == ["khong-mo-duoc", "khong-mo-duoc"]
    assert "hết chỗ" in str(found[0].refusal)


def test_zips_in_zips_and_bombs(tmp_path: Path) -> None:
    inner = bundle(tmp_path / "1.zip", {"a.txt": b"x"}).read_bytes()
    for number in range(2, 5):
        inner = bundle(tmp_path / f"{number}.zip", {"trong.zip": inner}).read_bytes()
    bomb = bundle(tmp_path / "bom.zip", {"a.txt": b"\0" * (40 * 2**20)})
    empty = bundle(tmp_path / "rong.zip", {"a.exe": b"MZ"})
    files = [tmp_path / "4.zip", bomb, empty, law(tmp_path / "a.txt")]
    report = import_files(files, tmp_path / "kho", OPEN)
    assert [i.code for f in report.files for i in f.issues if i.severity == "loi"] == [
        "tep-nen-nguy-hiem", "tep-nen-nguy-hiem", "tep-rong",
    ]  # fmt: skip
    assert len(report.imported) == 1


@pytest.mark.parametrize(
    "document",
    [
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document {WORD}>&x;</w:document>',
        '<!DOCTYPE l [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>',
        "<w:document>" + "<w:p>" * 3,
        f"<w:document {WORD}>" + "<w:sdt>" * 3000 + "</w:sdt>" * 3000 + "</w:document>",
    ],
    ids=["xxe", "laughs", "cut", "deep"],
)
def test_hostile_xml(tmp_path: Path, document: str) -> None:
    with pytest.raises(Refused):
        read_docx(package(tmp_path / "a.docx", document))


def test_macros_and_objects_are_not_opened(tmp_path: Path) -> None:
    """They stay in the original; the text is read, nothing runs."""
    body = made.paragraph("Điều 1. Nội dung mẫu của văn bản.") + "<w:object><w:r/></w:object>"
    path = made.docx(
        tmp_path / "a.docx", [body],
        {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0", "word/embeddings/oleObject1.bin": b"\0" * 99},
    )  # fmt: skip
    assert [b.text for b in read_docx(path).blocks] == ["Điều 1. Nội dung mẫu của văn bản."]


def test_references_to_the_outside_are_not_followed(tmp_path: Path) -> None:
    """A template, a picture and a text elsewhere: nothing is fetched, the text is read."""
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    kinds = ("attachedTemplate", "image", "aFChunk", "subDocument")
    away = "".join(
        f'<Relationship Id="r{n}" Type="{kind}" Target="file:///etc/hostname" TargetMode="External"/>'
        for n, kind in enumerate(kinds)
    )
    chunk = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="r2"/>'
    path = made.docx(
        tmp_path / "a.docx", [made.paragraph("Điều 1. Nội dung."), chunk],
        {"word/_rels/document.xml.rels": f'<Relationships xmlns="{rels}">{away}</Relationships>'},
    )  # fmt: skip
    assert [b.text for b in read_docx(path).blocks] == ["Điều 1. Nội dung."]
    page = tmp_path / "a.html"
    page.write_text(
        '<html><body><iframe src="file:///etc/hostname"></iframe><object data="file:///etc/hostname">'
        "</object><p>Điều 1. Nội dung.</p></body></html>",
        encoding="utf-8",
    )
    assert [b.text for b in extract(page).blocks] == ["Điều 1. Nội dung."]


def test_passwords_are_told_for_every_kind(tmp_path: Path) -> None:
    word = ole(
        tmp_path / "a.docx", {"EncryptedPackage": b"\0" * 600, "EncryptionInfo": b"\0" * 600}
    )
    packed = bundle(tmp_path / "b.zip", {"a.txt": b"x"})
    data = bytearray(packed.read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + flags] |= 1
    packed.write_bytes(data)
    printed = tmp_path / "c.pdf"
    printed.write_bytes(locked_pdf(printed))
    report = import_files([word, packed, printed], tmp_path / "kho", OPEN)
    assert [f.issues[0].code for f in report.files] == ["co-mat-khau"] * 3


def locked_pdf(path: Path) -> bytes:
    """A PDF whose standard encryption takes a password nobody knows."""
    page = made.Pdf()
    page.text(70, 80, "Chữ")
    key = b"(" + b"a" * 32 + b")"
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O " + key + b" /U " + key + b" >>"
    data = page.save(path).read_bytes()
    return data.replace(b"trailer << ", b"trailer << " + lock + b" /ID [(1234)(1234)] ")


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    word = made.docx(tmp_path / "a.pdf", [made.paragraph("Chữ")])
    page = tmp_path / "b.doc"
    page.write_text("<html><body><p>Chữ</p></body></html>", encoding="utf-8")
    printed = made.Pdf()
    printed.text(70, 80, "Chữ trong tệp in")
    assert [kind_of(word), kind_of(page), kind_of(printed.save(tmp_path / "c.docx"))] == [
        "docx", "html", "pdf",
    ]  # fmt: skip


def many_pages(path: Path, count: int) -> Path:
    """A PDF whose page tree names one page again and again."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{'3 0 R ' * count}] /Count {count} >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    rows = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    tail = f"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()
    path.write_bytes(out + b"xref\n0 4\n0000000000 65535 f \n" + rows + tail)
    return path


def test_ten_thousand_pages(tmp_path: Path) -> None:
    """The limit of pages, and the clock of the process that reads, bound what it costs."""
    report = import_files([many_pages(tmp_path / "a.pdf", 10_000)], tmp_path / "kho", OPEN)
    assert report.files[0].issues[0].code in ("qua-nhieu-trang", "tep-hong", "tep-rong")


def objects_pdf(path: Path, objects: list[bytes]) -> Path:
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, start)
    path.write_bytes(out + b"xref\n0 %d\n0000000000 65535 f \n" % size + rows + tail)
    return path


def unpacking_pdf(path: Path, megabytes: int) -> Path:
    """A page whose few bytes unpack to very many."""
    blanks, packer = b" " * 2**20, zlib.compressobj(9)
    stream = b"".join(packer.compress(blanks) for _ in range(megabytes)) + packer.flush()
    content = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    head = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    return objects_pdf(path, [*head, page, content % (len(stream), stream)])


def looping_pdf(path: Path) -> Path:
    """A page tree that holds itself."""
    tree = b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    return objects_pdf(path, [b"<< /Type /Catalog /Pages 2 0 R >>", tree])


def wide_png(path: Path) -> Path:
    """A small file that says it is 30,000 points wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    dots = zlib.compress(bytes(3751) * 100, 9)
    ends = chunk(b"IDAT", dots) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + ends)
    return path


def poster_pdf(path: Path) -> Path:
    """A picture on a page larger than any paper."""
    Image.new("L", (300, 300), 255).save(path, resolution=1.2)
    return path


def greedy_tesseract(folder: Path) -> Path:
    tool = folder / "tesseract"
    tool.write_text(
        f"#!{sys.executable}\nimport sys\n"
        "if sys.argv[1] == '--list-langs':\n    print('vie')\n    sys.exit()\n"
        "held = [bytearray(2**26) for _ in range(60)]\n",
        encoding="utf-8",
    )
    tool.chmod(0o755)
    return tool


@pytest.mark.skipif(sys.platform == "win32", reason="Windows không có giới hạn bộ nhớ kiểu này")
def test_what_unpacks_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs no more than the child's memory, OCR's included, and says what is wrong."""
    monkeypatch.setenv("VANBAN_TESSERACT", str(greedy_tesseract(tmp_path)))
    Image.new("L", (400, 600), 255).save(tmp_path / "scan.png")
    (tmp_path / "rong.pdf").write_bytes(b"")
    files = [
        unpacking_pdf(tmp_path / "a.pdf", 420), looping_pdf(tmp_path / "b.pdf"),
        wide_png(tmp_path / "c.png"), poster_pdf(tmp_path / "d.pdf"), tmp_path / "scan.png",
        tmp_path / "rong.pdf", law(tmp_path / "e.txt"),
    ]  # fmt: skip
    options = Options(luu_hanh="cong_khai", megabytes=480)
    report = import_files(files, tmp_path / "kho", options)
    faults = [[i.code for i in f.issues if i.severity == "loi"] for f in report.files]
    assert faults == [
        ["het-bo-nho"], ["tep-rong"], ["anh-qua-lon"], ["anh-qua-lon"], ["tep-hong"], ["tep-rong"], [],
    ]  # fmt: skip
    assert len(report.imported) == 1


def _docx(path: Path) -> Path:
    lines = ["QUYẾT ĐỊNH", "Điều 1. Nội dung", "1. Một khoản."]
    return made.docx(path, [made.paragraph(line) for line in lines])


def _pdf(path: Path) -> Path:
    page = made.Pdf()
    for at, line in enumerate(["QUYẾT ĐỊNH", "Điều 1. Nội dung", "1. Một khoản của điều."]):
        page.text(70, 80 + 20 * at, line)
    return page.save(path)


def _html(path: Path) -> Path:
    rows = "<table border=1><tr><td rowspan=2>A</td><td>B</td></tr><tr><td>C</td></tr></table>"
    path.write_text(
        f"<html><body><p align=center>QUYẾT ĐỊNH</p>{rows}<p>Điều 1. X</p></body></html>", "utf-8"
    )
    return path


def _doc(path: Path) -> Path:
    return doc(path, [("Arial", "QUYẾT ĐỊNH\rĐiều 1. Nội dung\r")])


@pytest.mark.parametrize("make", [_docx, _pdf, _html, _doc], ids=["docx", "pdf", "html", "doc"])
def test_fuzz(
    tmp_path: Path, make: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seeded damage: bytes changed, doubled, cut out. A reader answers or refuses, never fails."""
    monkeypatch.setenv("VANBAN_SOFFICE", str(tmp_path / "none"))
    whole = make(tmp_path / "whole").read_bytes()
    path = tmp_path / f"a.{make.__name__[1:]}"
    dice = random.Random(20)
    for _ in range(80):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(data))
            span = dice.randint(1, 40)
            change = dice.randrange(3)
            if change == 0:
                data[at] = dice.randrange(256)
            elif change == 1:
                data[at:at] = data[at : at + span]
            else:
                del data[at : at + span]
            data = data or bytearray(whole)
        path.write_bytes(data)
        try:
            extract(path)
        except (Refused, MemoryError):
            continue


def test_a_secret_in_a_bundle_leaves_no_trace(tmp_path: Path) -> None:
    """The marked member is refused, its neighbour goes in; nothing of the first is written."""
    good = law(tmp_path / "a.txt").read_bytes()
    secret = "TUYỆT MẬT\n\nSố: 01-BC/TU\n\nBÁO CÁO\n\nvề một việc kín".encode()
    path = bundle(tmp_path / "g.zip", {"b.txt": secret, "a.txt": good})
    report = import_files([path], tmp_path / "kho", Options(luu_hanh="noi_bo"))
    assert [i.code for i in report.files[0].issues] == ["mat-do-mat"]
    assert report.files[0].draft.body == ""
    written = b"".join(p.read_bytes() for p in (tmp_path / "kho").rglob("*") if p.is_file())
    assert "việc kín".encode() not in written
    assert len(report.imported) == 1
