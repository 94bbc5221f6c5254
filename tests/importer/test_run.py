"""The whole path: originals into an archive, and what never gets in."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from importer import made
from importer.made_doc import ole
from importer.test_fields import PARTY, STATE

from vanban.corpus.read import parse_document
from vanban.importer import Options, import_files, pool, run
from vanban.importer.pool import read_all
from vanban.importer.wire import dump, load
from vanban.tables import load_registry

OPEN = Options(luu_hanh="noi_bo")


def text_file(path: Path, lines: list[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


def law(path: Path, number: str = "45/2019/QH14", extra: str = "") -> Path:
    lines = [
        "QUỐC HỘI", f"Luật số: {number}", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "LUẬT", "THANH NIÊN MẪU",
        "Quốc hội ban hành Luật Thanh niên mẫu.", "Điều 1. Phạm vi", "1. Luật này quy định mẫu. " + extra,
        "Luật này được Quốc hội thông qua ngày 20 tháng 11 năm 2019.", "CHỦ TỊCH QUỐC HỘI", "Nguyễn Thị Mẫu",
    ]  # fmt: skip
    return text_file(path, lines)


def tree(folder: Path) -> list[str]:
    """Files of an archive, the importer's own notes apart."""
    found = (p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    return sorted(str(p) for p in found if p.parts[0] != ".nhap")


def test_names_that_are_no_text_or_hold_a_line_end(tmp_path: Path) -> None:
    """Old archives unpacked on Linux leave names of another encoding."""
    odd = os.fsdecode(b"v\xc4n b\xb6n.txt")
    files = [
        law(tmp_path / odd, number="1/2020/QH14"),
        law(tmp_path / "hai\ndòng.txt", number="2/2020/QH14"),
    ]
    out = io.StringIO()
    assert run(files, tmp_path / "kho", Options(luu_hanh="noi_bo", jobs=1), out=out) == 0
    out.getvalue().encode("utf-8")
    assert tree(tmp_path / "kho") == [
        f"quoc-hoi/2019/{n}-2020-qh14-luat.{end}" for n in (1, 2) for end in ("goc.txt", "md")
    ]


def test_a_record_and_its_original(tmp_path: Path) -> None:
    source, to = law(tmp_path / "vào" / "Luật mẫu.txt"), tmp_path / "kho"
    report = import_files([source], to, OPEN)
    assert tree(to) == [
        "quoc-hoi/2019/45-2019-qh14-luat.goc.txt",
        "quoc-hoi/2019/45-2019-qh14-luat.md",
    ]
    record = to / "quoc-hoi/2019/45-2019-qh14-luat.md"
    document, issues = parse_document(report.files[0].target, record.read_bytes(), load_registry())
    assert document is not None
    assert [i for i in issues if i.severity == "loi"] == []
    assert document.meta.so_hieu == "45/2019/QH14"
    assert document.meta.trich_yeu == "Thanh niên mẫu"
    assert document.meta.luu_hanh == "noi_bo"
    assert document.meta.nguoi_ky[0].ten == "Nguyễn Thị Mẫu"
    assert document.meta.goc[0].sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert (record.parent / document.meta.goc[0].tep).read_bytes() == source.read_bytes()
    assert document.body.startswith(
        "Quốc hội ban hành Luật Thanh niên mẫu.\n\n## Điều 1. Phạm vi\n\n1. "
    )


def test_publicity_is_a_persons_decision(tmp_path: Path) -> None:
    import_files([law(tmp_path / "a.txt")], tmp_path / "kho", Options())
    assert "luu_hanh: chua_ro" in (tmp_path / "kho/quoc-hoi/2019/45-2019-qh14-luat.md").read_text(
        "utf-8"
    )


def test_same_number_gets_a_suffix_and_the_same_file_nothing(tmp_path: Path) -> None:
    to = tmp_path / "kho"
    files = [
        law(tmp_path / "a.txt"),
        law(
            tmp_path / "b.txt",
            extra="Khác hẳn bản kia về mọi mặt. " + "Một câu riêng thứ nữa. " * 9,
        ),
        law(tmp_path / "c.txt"),
    ]
    first = import_files(files, to, OPEN)
    assert [f.target.rsplit("/", 1)[-1] for f in first.files] == [
        "45-2019-qh14-luat.md", "45-2019-qh14-luat-2.md", "",
    ]  # fmt: skip
    before = {p: (to / p).read_bytes() for p in tree(to)}
    again = import_files(files[:2], to, OPEN)
    assert [i.code for f in again.files for i in f.issues if i.code == "da-nhap"] == ["da-nhap"] * 2
    assert {p: (to / p).read_bytes() for p in tree(to)} == before


def test_dry_run_and_no_original(tmp_path: Path) -> None:
    source, to = law(tmp_path / "a.txt"), tmp_path / "kho"
    out = io.StringIO()
    assert run([source], to, Options(dry_run=True), out=out) == 0
    assert not to.exists()
    assert "chưa ghi gì" in out.getvalue()
    assert run([source], to, Options(keep_original=False), out=out) == 0
    assert tree(to) == ["quoc-hoi/2019/45-2019-qh14-luat.md"]
    assert "goc:" not in (to / "quoc-hoi/2019/45-2019-qh14-luat.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        ("MẬT", "mat-do-mat"),
        ("T Ố I  M Ậ T", "mat-do-mat"),
        ("DỰ THẢO", "mat-du-thao"),
        ("Tài liệu này thuộc sở hữu của các cơ quan Đảng.", "mat-co-quan-dang"),
    ],
)
def test_a_marked_file_leaves_no_trace(tmp_path: Path, mark: str, code: str) -> None:
    source, to, out = (
        text_file(tmp_path / "a.txt", [PARTY[0], mark, *PARTY[1:]]),
        tmp_path / "kho",
        io.StringIO(),
    )
    assert run([source], to, Options(), as_json=True, out=out) == 1
    assert not to.exists()
    assert code in out.getvalue()
    assert "lãng phí" not in out.getvalue()
    assert "Nguyễn Văn Mẫu" not in out.getvalue()


def test_a_stamp_in_a_page_head_counts(tmp_path: Path) -> None:
    header = (
        '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        + made.paragraph("MẬT")
        + "</w:hdr>"
    )
    body = [made.paragraph(line) for line in PARTY]
    source = made.docx(tmp_path / "a.docx", body, {"word/header1.xml": header})
    report = import_files([source], tmp_path / "kho", OPEN)
    assert [i.code for i in report.files[0].issues] == ["mat-do-mat"]
    assert not (tmp_path / "kho").exists()


def test_internal_stamp_sets_the_circulation(tmp_path: Path) -> None:
    source = text_file(tmp_path / "a.txt", ["LƯU HÀNH NỘI BỘ", *STATE])
    report = import_files([source], tmp_path / "kho", Options())
    assert "luu_hanh: noi_bo" in (tmp_path / "kho" / report.files[0].target).read_text("utf-8")
    refused = import_files([source], tmp_path / "k2", Options(luu_hanh="cong_khai"))
    assert [i.code for i in refused.files[0].issues] == ["mat-noi-bo"]


def test_one_bad_file_doesnt_stop_the_batch(tmp_path: Path) -> None:
    bomb = tmp_path / "b.docx"
    made.docx(bomb, ["<w:p/>"], {"word/a.bin": b"\0" * (30 * 2**20)})
    empty = tmp_path / "c.txt"
    empty.write_bytes(b"")
    gone = tmp_path / "d.txt"
    out = io.StringIO()
    code = run(
        [law(tmp_path / "a.txt"), bomb, empty, gone],
        tmp_path / "kho",
        Options(),
        as_json=True,
        out=out,
    )
    data = json.loads(out.getvalue())
    assert code == 1
    assert (data["imported"], data["refused"]) == (1, 3)
    assert [f["issues"][0]["code"] for f in data["files"][1:]] == [
        "tep-nen-nguy-hiem", "tep-rong", "khong-mo-duoc",
    ]  # fmt: skip
    assert data["files"][0]["fields"]["so_hieu"] == {
        "value": "45/2019/QH14", "confidence": "chac", "where": "Luật số: 45/2019/QH14",
    }  # fmt: skip


def huge(path: Path) -> Path:
    """Within the zip limits, but more XML than a small process can hold."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        many = made.paragraph("chữ") * 150_000
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{many}</w:body></w:document>',
        )
    return path


def test_a_file_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    files = [huge(tmp_path / "a.docx"), law(tmp_path / "b.txt")]
    report = import_files(files, tmp_path / "kho", Options(luu_hanh="noi_bo", seconds=0.8, jobs=1))
    assert report.files[0].issues[0].code in ("qua-thoi-gian", "tien-trinh-chet")
    assert len(report.files) == 2


def test_the_time_told_is_the_time_that_was_granted() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        clock = pool._Clock(process, 100)
        clock.restart(90)
        clock.stop()
        process.kill()
    assert "90 giây" in pool._dead(Path("a"), late=True, seconds=clock.seconds).issues[0].message


def test_a_child_out_of_memory_costs_one_file(tmp_path: Path) -> None:
    files = [huge(tmp_path / "a.docx"), law(tmp_path / "b.txt")]
    drafts = list(read_all(files, Options(megabytes=300, jobs=1), "noi_bo"))
    assert drafts[0].issues[0].code in ("het-bo-nho", "tien-trinh-chet")
    assert drafts[1].fields.value("so_hieu") == "45/2019/QH14"


def test_without_libreoffice_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANBAN_SOFFICE", str(tmp_path / "none"))
    source = ole(tmp_path / "a.doc", {"WordDocument": b"\xdc\xa5\x65\x00" + b"\0" * 600})
    report = import_files([source], tmp_path / "kho", OPEN)
    issue = report.files[0].issues[0]
    assert issue.code == "word-cu"
    assert "apt install libreoffice-writer-nogui" in issue.remedy


def test_with_libreoffice_its_docx_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in its place copies a ready .docx to where LibreOffice would write it."""
    ready = made.docx(tmp_path / "ready.docx", [made.paragraph(line) for line in STATE])
    tool = tmp_path / "bin" / "soffice"
    tool.parent.mkdir()
    tool.write_text(
        f'#!/bin/sh\nwhile [ "$1" != "--outdir" ]; do shift; done\nmkdir -p "$2" && cp "{ready}" "$2/in.docx"\n'
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:/usr/bin:/bin")
    source = ole(tmp_path / "a.doc", {"WordDocument": b"\xdc\xa5\x65\x00" + b"\0" * 600})
    report = import_files([source], tmp_path / "kho", OPEN)
    assert report.files[0].draft.reader == "doc"
    assert report.files[0].draft.fields.value("so_hieu") == "12/2024/QĐ-UBND"


def test_junk_from_libreoffice_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "soffice"
    tool.write_text("#!/bin/sh\nexit 0\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    source = ole(tmp_path / "a.doc", {"WordDocument": b"\xdc\xa5\x65\x00" + b"\0" * 600})
    report = import_files([source], tmp_path / "kho", OPEN)
    assert report.files[0].issues[0].code == "tep-hong"


def test_folders_hidden_files_and_nothing(tmp_path: Path) -> None:
    law(tmp_path / "vào" / "sâu" / "a.txt")
    text_file(tmp_path / "vào" / ".ẩn" / "b.txt", PARTY)
    text_file(tmp_path / "vào" / "~$c.docx", PARTY)
    report = import_files([tmp_path / "vào"], tmp_path / "kho", OPEN)
    assert [Path(f.source).name for f in report.files] == ["a.txt"]
    out = io.StringIO()
    (tmp_path / "trống").mkdir()
    assert run([tmp_path / "trống"], tmp_path / "kho", OPEN, out=out) == 2


def test_an_archives_own_body_is_recognised(tmp_path: Path) -> None:
    to = tmp_path / "kho"
    to.mkdir()
    (to / "co-quan.yml").write_text(
        "co_quan:\n  - {khoa: tinh-uy-mau, ten: Tỉnh ủy Mẫu, he: dang, cap: xa, ma: [TU]}\n",
        encoding="utf-8",
    )
    report = import_files([text_file(tmp_path / "a.txt", PARTY)], to, OPEN)
    assert report.files[0].target == "tinh-uy-mau/2024/05-ct-tu.md"


def test_a_text_without_a_type_is_not_guessed(tmp_path: Path) -> None:
    report = import_files(
        [text_file(tmp_path / "a.txt", ["Bài nói chuyện về một việc nào đó."])],
        tmp_path / "kho",
        OPEN,
    )
    assert "khong-ro-loai" in [i.code for i in report.files[0].issues]
    assert report.files[0].target.startswith("khong-ro/khong-ro/van-ban-khac")
    assert "loai: Văn bản khác" in (tmp_path / "kho" / report.files[0].target).read_text("utf-8")


def test_drafts_travel_whole(tmp_path: Path) -> None:
    draft = next(iter(read_all([text_file(tmp_path / "a.txt", PARTY)], Options(), "noi_bo")))
    assert load(dump(draft)) == draft
    assert draft.removed
    assert draft.fields.recipients
