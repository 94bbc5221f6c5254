"""The .docx reader on made packages."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from importer import made

from vanban.importer.guards import kind_of
from vanban.importer.model import NOTE_CLOSE, NOTE_OPEN, Refused
from vanban.importer.read_docx import read_docx

LEVELS = made.numbering(("decimal", "Điều %1."), ("decimal", "%2."), ("lowerLetter", "%3)"))


def texts(path: Path) -> list[str]:
    return [b.text for b in read_docx(path).blocks]


def test_automatic_labels_are_written_out(tmp_path: Path) -> None:
    """A general converter prints ``1.`` for every level and drops the word Điều."""
    body = [
        made.paragraph("Phạm vi điều chỉnh", number=(1, 0)),
        made.paragraph("Khoản đầu", number=(1, 1)),
        made.paragraph("điểm một", number=(1, 2)),
        made.paragraph("điểm hai", number=(1, 2)),
        made.paragraph("Đối tượng áp dụng", number=(1, 0)),
        made.paragraph("Khoản lại từ một", number=(1, 1)),
        made.paragraph("", number=(1, 1)),
    ]
    path = made.docx(tmp_path / "a.docx", body, {"word/numbering.xml": LEVELS})
    assert texts(path) == [
        "Điều 1. Phạm vi điều chỉnh",
        "1. Khoản đầu",
        "a) điểm một",
        "b) điểm hai",
        "Điều 2. Đối tượng áp dụng",
        "1. Khoản lại từ một",
    ]


def test_table_keeps_its_grid_under_merges(tmp_path: Path) -> None:
    rows = (
        [made.cell("TT"), made.cell("Chỉ tiêu", span=2)],
        [made.cell("1", merge="restart"), made.cell("Thu"), made.cell("Chi")],
        [made.cell("", merge="continue"), made.cell("5 | 6"), made.cell("7", "8")],
    )
    block = read_docx(made.docx(tmp_path / "a.docx", [made.table(*rows)])).blocks[0]
    assert block.kind == "table"
    assert block.rows == (("TT", "Chỉ tiêu", ""), ("1", "Thu", "Chi"), ("", "5 | 6", "7 8"))


def test_letterhead_table_is_read_by_columns(tmp_path: Path) -> None:
    left = made.cell("TỈNH ỦY MẪU", "Số 05-CT/TU")
    right = made.cell("ĐẢNG CỘNG SẢN VIỆT NAM", "Tỉnh mẫu, ngày 02 tháng 3 năm 2024")
    blocks = read_docx(
        made.docx(tmp_path / "a.docx", [made.table([left, right], border=False)])
    ).blocks
    assert [(b.column, b.text) for b in blocks] == [
        (1, "TỈNH ỦY MẪU"),
        (1, "Số 05-CT/TU"),
        (2, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (2, "Tỉnh mẫu, ngày 02 tháng 3 năm 2024"),
    ]


def test_deleted_and_hidden_text_is_listed_not_kept(tmp_path: Path) -> None:
    body = [
        "<w:p>" + made.run("Giữ lại")
        + "<w:del><w:r><w:delText>chữ đã xóa</w:delText></w:r></w:del>"
        + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>chữ ẩn</w:t></w:r></w:p>"
    ]  # fmt: skip
    found = read_docx(made.docx(tmp_path / "a.docx", body))
    assert [b.text for b in found.blocks] == ["Giữ lại"]
    assert [r.text for r in found.removed] == ["chữ đã xóa", "chữ ẩn"]


def test_footnote_field_and_text_box(tmp_path: Path) -> None:
    box = "<w:pict><w:txbxContent>" + made.paragraph("KHẨN") + "</w:txbxContent></w:pict>"
    note = '<w:footnoteReference w:id="1"/>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>PAGE</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = [made.paragraph(made.run("Có chú thích", inner=note + box), field)]
    found = read_docx(
        made.docx(tmp_path / "a.docx", body, {"word/footnotes.xml": made.footnotes("Lời chú.")})
    )
    assert found.blocks[0].text == f"Có chú thích{NOTE_OPEN}1{NOTE_CLOSE}3"
    assert found.notes == ("Lời chú.",)
    assert "KHẨN" in found.marks


def test_letters_split_over_runs_of_a_dead_font(tmp_path: Path) -> None:
    """VNI writes a letter and its mark; Word may cut a run between them."""
    runs = [
        made.run(t, font="VNI-Times")
        for t in ("Toå chöùc thöïc hieän nghieâm tuùc ca", "ùc nhieäm vuï ñeà ra")
    ]
    found = read_docx(made.docx(tmp_path / "a.docx", [made.paragraph(*runs)]))
    assert found.blocks[0].text == "Tổ chức thực hiện nghiêm túc các nhiệm vụ đề ra"
    assert found.encoding == "vni"


def bomb(path: Path) -> Path:
    return made.docx(path, ["<w:p/>"], {"word/media/a.bin": b"\0" * (30 * 2**20)})


def with_dtd(path: Path) -> Path:
    styles = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
    )
    return made.docx(path, [made.paragraph("x")], {"word/styles.xml": styles})


def broken_xml(path: Path) -> Path:
    return made.docx(path, [made.paragraph("x")], {"word/numbering.xml": "<w:numbering"})


def plain_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../etc/passwd", "x")
    return path


def cut_zip(path: Path) -> Path:
    made.docx(path, [made.paragraph("x")])
    path.write_bytes(path.read_bytes()[:200])
    return path


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (bomb, "tep-nen-nguy-hiem"),
        (with_dtd, "xml-nguy-hiem"),
        (broken_xml, "tep-hong"),
        (plain_zip, "khong-ro-loai"),
        (cut_zip, "tep-hong"),
    ],
)
def test_hostile_packages_are_refused(tmp_path: Path, make, code: str) -> None:  # type: ignore[no-untyped-def]
    path = make(tmp_path / "a.docx")
    with pytest.raises(Refused) as refused:
        kind_of(path)
        read_docx(path)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.docx", b"%PDF-1.4 x", "pdf"),
        ("a.pdf", b"{\\rtf1 x}", "rtf"),
        ("a.txt", b"\xd0\xcf\x11\xe0" + b"\0" * 20, "doc"),
        ("a.docx", b"<!DOCTYPE html><html>", "html"),
        ("a.htm", "\ufeff<p>x</p>".encode(), "html"),
        ("a.bin", "chữ thường".encode(), "text"),
        ("a.txt", "chữ".encode("utf-16"), "text"),
    ],
)
def test_kind_is_told_by_content(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert kind_of(path) == kind


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "tep-rong"), (bytes(range(256)) * 20, "khong-ro-loai")]
)
def test_unusable_files(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xyz"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        kind_of(path)
    assert refused.value.code == code
