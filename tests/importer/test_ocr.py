"""Scans: the door to Tesseract, with a program in its place that answers what we prepared."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest
from importer import made
from importer.test_deskew import striped
from PIL import Image

from vanban.importer import Options, import_files, ocr, pool
from vanban.importer.draft import draft
from vanban.importer.guards import kind_of
from vanban.importer.model import Refused
from vanban.importer.pool import read_all
from vanban.importer.read_pdf import read_image, read_pdf
from vanban.importer.scan_doubts import pages_told

LINES = [
    "UBND TỈNH MẪU", "Số: 12/2024/QĐ-UBND", "QUYẾT ĐỊNH", "Về việc quản lý mẫu",
    "Điều 1. Phê duyệt kế hoạch mẫu của tỉnh mẫu trong năm nay và các năm sau.",
]  # fmt: skip


def tesseract(folder: Path, monkeypatch: pytest.MonkeyPatch, red: str = "") -> None:
    """A program that knows ``vie`` and gives our page for every picture, ``red`` for a red one."""
    page = made.Pdf()
    for at, line in enumerate(LINES):
        page.text(70, 80 + 24 * at, line)
    page.save(folder / "page.pdf")
    row = "\t".join(["5", *["1"] * 9, "{}", "{}"])
    table = "\n".join(["head", row.format("95", "Quyết"), row.format("31", "Đẳng")])
    (folder / "page.tsv").write_text(table, encoding="utf-8")
    (folder / "red.txt").write_text(red, encoding="utf-8")
    tool = folder / "tesseract"
    tool.write_text(
        f"#!{sys.executable}\nimport shutil, sys\n"
        "if sys.argv[1] == '--list-langs':\n    print('eng\\nvie')\n    sys.exit()\n"
        f"base, folder = sys.argv[2], {str(folder)!r}\n"
        "for kind in ('pdf', 'tsv') if 'pdf' in sys.argv else ('txt',):\n"
        '    shutil.copy(f\'{folder}/{"red" if kind == "txt" else "page"}.{kind}\', f\'{base}.{kind}\')\n',
        encoding="utf-8",
    )
    tool.chmod(0o755)
    monkeypatch.setenv("VANBAN_TESSERACT", str(tool))


def picture(path: Path, *, stamp: bool = False, size: tuple[int, int] = (1240, 1754)) -> Path:
    image = Image.new("RGB", size, "white")
    if stamp:
        image.paste((220, 20, 30), (900, 60, 1150, 160))
    image.save(path, dpi=(150, 150))
    return path


def test_an_image_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tesseract(tmp_path, monkeypatch)
    path = picture(tmp_path / "a.jpg")
    assert kind_of(path) == "image"
    found = read_image(path)
    assert [b.text for b in found.blocks] == LINES
    assert (found.reader, found.pages) == ("scan", 1)
    assert [(r.detail, r.sure) for r in found.repairs] == [("Đẳng", False)]


def test_a_scanned_pdf_and_its_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was recognised is never sure, and the report says so."""
    tesseract(tmp_path, monkeypatch)
    path = tmp_path / "quet.pdf"
    with Image.open(picture(tmp_path / "a.png")) as image:
        image.save(path, resolution=150)
    report = import_files([path], tmp_path / "kho", Options(luu_hanh="noi_bo"))
    draft = report.files[0].draft
    assert draft.fields.value("so_hieu") == "12/2024/QĐ-UBND"
    assert {f.confidence for f in draft.fields.items} <= {"ngo", "khong"}
    assert "chu-quet" in [i.code for i in draft.issues]


def test_a_red_stamp_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tesseract(tmp_path, monkeypatch, red="TỐI MẬT\n")
    path = picture(tmp_path / "a.png", stamp=True)
    report = import_files([path], tmp_path / "kho", Options(luu_hanh="noi_bo"))
    assert [i.code for i in report.files[0].issues] == ["mat-do-mat"]
    assert not (tmp_path / "kho").exists()


def test_without_tesseract_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANBAN_TESSERACT", str(tmp_path / "none"))
    path = tmp_path / "a.pdf"
    with Image.open(picture(tmp_path / "a.png")) as image:
        image.save(path)
    for read, file in ((read_image, tmp_path / "a.png"), (read_pdf, path)):
        with pytest.raises(Refused) as caught:
            read(file)
        assert caught.value.code == "can-tesseract"
        assert "tesseract-ocr-vie" in caught.value.remedy


def test_bad_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tesseract(tmp_path, monkeypatch)
    broken = tmp_path / "a.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    with pytest.raises(Refused):
        read_image(broken)
    with pytest.raises(Refused) as caught:
        read_image(picture(tmp_path / "b.png", size=(9_000, 7_000)))
    assert caught.value.code in ("anh-qua-lon", "tep-hong")


def test_pages_of_a_scan_get_their_own_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file's limit is for reading letters; each picture asks for more and is given it."""
    tesseract(tmp_path, monkeypatch)
    granted: list[float] = []
    real = pool._Clock.restart

    def restart(clock: pool._Clock, seconds: float) -> None:
        granted.append(seconds)
        real(clock, seconds)

    monkeypatch.setattr(pool._Clock, "restart", restart)
    frames = [Image.new("RGB", (800, 1100), "white") for _ in range(3)]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:])
    options = Options(luu_hanh="noi_bo", jobs=1)
    drafts = list(read_all([tmp_path / "a.tif"], options, "noi_bo"))
    assert drafts[0].pages == 3
    assert granted == [ocr._PAGE_SECONDS] * 3


def test_slow_and_absent_programs_are_no_fault_of_the_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tesseract(tmp_path, monkeypatch)
    path = picture(tmp_path / "a.png")
    tool = tmp_path / "tesseract"
    ready = tool.read_text("utf-8")
    monkeypatch.setattr(ocr, "_PAGE_SECONDS", 0.3)
    tool.write_text(ready.replace("base, folder", "import time\ntime.sleep(30)\nbase, folder", 1))
    with pytest.raises(Refused) as caught:
        read_image(path)
    assert caught.value.code == "qua-thoi-gian"
    tool.write_text(ready)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "hết chỗ")

    monkeypatch.setattr(Image.Image, "save", full)
    with pytest.raises(Refused) as caught:
        read_image(path)
    assert caught.value.code == "khong-ghi-duoc"


def test_a_page_that_leans_is_set_upright_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tesseract(tmp_path, monkeypatch)
    striped(2.0).save(tmp_path / "a.png", dpi=(150, 150))
    found = read_image(tmp_path / "a.png")
    assert [r.detail for r in found.repairs if r.kind == "chỉnh thẳng trang quét"] == [
        "trang nghiêng 2,0°"
    ]


def mixed(path: Path, picture_first: bool) -> Path:
    """A decision on a page of letters, with a page that is only drawn before or behind it."""
    pdf = made.Pdf()
    lines = [
        "ỦY BAN NHÂN DÂN TỈNH MẪU", "Số: 45/QĐ-UBND", "Tỉnh Mẫu, ngày 02 tháng 5 năm 2024",
        "QUYẾT ĐỊNH", "Về việc phê duyệt kế hoạch mẫu", "Căn cứ Luật Mẫu số 01/2020/QH14;",
        "Điều 1. Phê duyệt kế hoạch mẫu của tỉnh trong năm nay.",
    ]  # fmt: skip
    drawn = "10 10 m 20 20 30 30 40 40 c S\n" * 60
    if picture_first:
        pdf.pages[-1].append(drawn)
        pdf.page()
    for at, line in enumerate(lines):
        pdf.text(70, 80 + 40 * at, line)
    if not picture_first:
        pdf.page()
        pdf.pages[-1].append(drawn)
    return pdf.save(path)


def test_only_what_stands_on_a_scanned_page_is_unsure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tesseract(tmp_path, monkeypatch)
    found = draft(mixed(tmp_path / "a.pdf", picture_first=False), "noi_bo")
    names = ("so_hieu", "ngay", "loai", "trich_yeu", "can_cu")
    assert found.fields.value("so_hieu") == "45/QĐ-UBND"
    assert {n: found.fields.confidence(n) for n in names} == dict.fromkeys(names, "chac")
    scan = next(i for i in found.issues if i.code == "chu-quet")
    assert scan.message.startswith("Chữ trang 2 được nhận dạng")
    behind = draft(mixed(tmp_path / "b.pdf", picture_first=True), "noi_bo")
    assert behind.fields.value("so_hieu") == "12/2024/QĐ-UBND"  # of the picture
    assert "chac" not in {behind.fields.confidence(n) for n in ("so_hieu", "loai", "trich_yeu")}


def test_pages_are_told_in_a_few_words() -> None:
    assert pages_told([1, 2], 2) == "toàn văn"
    assert pages_told([2, 5], 9) == "trang 2, 5"
    assert pages_told(range(1, 20), 30).endswith("8, …")
