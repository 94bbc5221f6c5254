"""What the archive holds already: same file, same document again, same number, near text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from importer.test_run import OPEN, law, text_file, tree

from vanban.importer import import_files

RECORD = "quoc-hoi/2019/45-2019-qh14-luat.md"


def codes(report: object) -> list[str]:
    return [i.code for f in report.files for i in f.issues]  # type: ignore[attr-defined]


def test_a_renamed_file_is_recognised_wherever_its_record_went(tmp_path: Path) -> None:
    to = tmp_path / "kho"
    import_files([law(tmp_path / "a.txt")], to, OPEN)
    moved = to / "quoc-hoi" / "2020" / "khac.md"
    moved.parent.mkdir()
    (to / RECORD).rename(moved)
    again = import_files([law(tmp_path / "tên khác.txt")], to, OPEN)
    assert "da-nhap" in codes(again)
    assert not (to / RECORD).exists()


def test_a_corrected_record_is_never_overwritten(tmp_path: Path) -> None:
    """A second reading becomes a proposal: gaps filled, what a person wrote kept."""
    to = tmp_path / "kho"
    import_files([law(tmp_path / "a.txt")], to, OPEN)
    record = (to / RECORD).read_text("utf-8")
    edited = record.replace("trich_yeu: Thanh niên mẫu", "trich_yeu: Thanh niên (đã sửa tay)")
    edited = edited.replace("ngay: 2019-11-20", "ngay: chua_ro  # hỏi lại")
    (to / RECORD).write_text(edited, encoding="utf-8")
    report = import_files([law(tmp_path / "b.txt", extra="Thêm.")], to, OPEN)
    assert codes(report)[-1] == "da-co-ban-khac"
    assert "Thanh niên (đã sửa tay)” / “Thanh niên mẫu" in report.files[0].issues[-1].message
    assert (to / RECORD).read_text("utf-8") == edited
    proposal = (to / ".nhap/de-xuat" / RECORD).read_text("utf-8")
    assert "trich_yeu: Thanh niên (đã sửa tay)" in proposal
    assert "ngay: 2019-11-20" in proposal
    assert "Luật này quy định mẫu. Thêm." in proposal
    shown = (to / ".nhap/de-xuat/quoc-hoi/2019/45-2019-qh14-luat.khac.txt").read_text("utf-8")
    assert "+1. Luật này quy định mẫu. Thêm." in shown


def test_the_same_text_again_is_no_proposal(tmp_path: Path) -> None:
    """No hash tells when the original wasn't kept, or when it was saved once more."""
    to = tmp_path / "kho"
    import_files([law(tmp_path / "a.txt")], to, replace(OPEN, keep_original=False))
    assert not list(to.rglob("*.goc.*"))
    before = tree(to)
    report = import_files([law(tmp_path / "a.txt")], to, replace(OPEN, keep_original=False))
    assert codes(report)[-1] == "da-nhap"
    assert tree(to) == before


def test_same_number_with_another_text_is_shown_side_by_side(tmp_path: Path) -> None:
    to = tmp_path / "kho"
    other = "Một nội dung khác hẳn về việc khác của cơ quan khác. " * 12
    files = [law(tmp_path / "a.txt"), law(tmp_path / "b.txt", extra=other)]
    report = import_files(files, to, OPEN)
    issue = next(i for i in report.files[1].issues if i.code == "trung-so")
    assert "45-2019-qh14-luat.md" in issue.message
    assert "quoc-hoi/2019/45-2019-qh14-luat-2.md" in tree(to)


def test_numbers_of_other_years_are_no_conflict(tmp_path: Path) -> None:
    to = tmp_path / "kho"
    report = import_files(
        [law(tmp_path / "a.txt"), law(tmp_path / "b.txt", number="45/2019/QH13")], to, OPEN
    )
    assert "trung-so" not in codes(report)


def test_near_texts_are_told(tmp_path: Path) -> None:
    """The same subject and text under another number."""
    lines = [
        "UBND TỈNH MẪU", "Số: {}/2024/QĐ-UBND", "Tỉnh mẫu, ngày 02 tháng 5 năm 2024", "QUYẾT ĐỊNH",
        "Về việc ban hành kế hoạch trồng cây xanh của tỉnh", "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Điều 1. Ban hành kế hoạch trồng cây.", "1. " + "Các đơn vị tổ chức thực hiện kế hoạch này. " * 5,
    ]  # fmt: skip
    files = [text_file(tmp_path / f"{n}.txt", [line.format(n) for line in lines]) for n in (12, 13)]
    report = import_files(files, tmp_path / "kho", OPEN)
    assert "gan-giong" in [i.code for i in report.files[1].issues]
    assert report.files[1].target
