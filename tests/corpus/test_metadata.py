"""A whole head becomes Metadata; the table of keys and the values agree."""

from __future__ import annotations

from dataclasses import fields

from vanban.corpus.fields import FIELDS, PARTS, SECRET_KEYS
from vanban.corpus.metadata import read_metadata
from vanban.corpus.yaml_strict import parse_yaml
from vanban.model import Basis, Metadata, Original, Signer, StatedRelation, Target, Task
from vanban.tables import load_registry

REGISTRY = load_registry()

WHOLE = """\
so_hieu: 29-CT/TU            # như in
loai: chỉ thị
trich_yeu: Tăng cường
  chỉ đạo
co_quan: tinh-uy-hai-duong
chu_the: Ban Thường vụ Tỉnh ủy
ngay: 2013-07-16
noi_ban_hanh: Hải Dương
hieu_luc_tu: 2013-07
hieu_luc_den: chua_ro
nguoi_ky: {ten: Nguyễn Văn A, chuc_vu: Bí thư}
linh_vuc: [Dân vận, Quy chế dân chủ]
khoa: XV
luu_hanh: cong_khai
toan_van: không
do_khan: Khẩn
can_cu:
  - {trich: "Căn cứ Luật A;", den: [31/2024/QH15, 5/2020/NĐ-CP]}
  - {trich: Xét tình hình}
noi_nhan: [Ban Bí thư, Lưu VT]
quan_he:
  - {loai: thay_the, den: tinh-uy-hai-duong/2008/12-ct-tu, dieu: 5, tu_ngay: 2013-07-16}
  - {loai: bai_bo, den: 12-CT/TU}
quan_he_bo:
  - {loai: dan_chieu, den: 13-CT/TU, dieu: phu-luc-1}
goc: [{tep: 29-ct-tu.goc.pdf, sha256: ABCDEF6789012345678901234567890123456789012345678901234567890123}]
id_cu: [tinh-uy/2013/29-ct-tu]
nguon: Bản in
mau: true
chi_tieu: [{ten: Kết nạp, dat: 29%}]
nhiem_vu: [{noi_dung: Làm, thuc_hien: 30-CT/TW, han: 2014}]
ghi_chu: |
  Dòng một
  dòng hai
"""


def test_every_key_is_read() -> None:
    found, issues = parse_yaml(WHOLE, "x.md")
    assert found is not None
    assert set(found.entries) == set(FIELDS)
    meta, faults = read_metadata(found, "x.md", REGISTRY)
    assert (issues, faults) == ((), ())
    assert meta == Metadata(
        so_hieu="29-CT/TU",
        loai="chỉ thị",
        trich_yeu="Tăng cường chỉ đạo",
        co_quan="tinh-uy-hai-duong",
        chu_the="Ban Thường vụ Tỉnh ủy",
        ngay="2013-07-16",
        noi_ban_hanh="Hải Dương",
        hieu_luc_tu="2013-07",
        hieu_luc_den="chua_ro",
        nguoi_ky=(Signer(ten="Nguyễn Văn A", chuc_vu="Bí thư"),),
        linh_vuc=("Dân vận", "Quy chế dân chủ"),
        khoa="XV",
        luu_hanh="cong_khai",
        toan_van=False,
        do_khan="Khẩn",
        can_cu=(
            Basis(trich="Căn cứ Luật A;", den=("31/2024/QH15", "5/2020/NĐ-CP")),
            Basis(trich="Xét tình hình"),
        ),
        noi_nhan=("Ban Bí thư", "Lưu VT"),
        quan_he=(
            StatedRelation(
                loai="thay_the",
                den="tinh-uy-hai-duong/2008/12-ct-tu",
                dieu="5",
                tu_ngay="2013-07-16",
            ),
            StatedRelation(loai="bai_bo", den="12-CT/TU"),
        ),
        quan_he_bo=(StatedRelation(loai="dan_chieu", den="13-CT/TU", dieu="phu-luc-1"),),
        goc=(Original(tep="29-ct-tu.goc.pdf", sha256="abcdef" + "6789012345" * 5 + "67890123"),),
        id_cu=("tinh-uy/2013/29-ct-tu",),
        nguon=("Bản in",),
        mau=True,
        chi_tieu=(Target(ten="Kết nạp", dat="29%"),),
        nhiem_vu=(Task(noi_dung="Làm", thuc_hien="30-CT/TW", han="2014"),),
        ghi_chu="Dòng một\ndòng hai",
    )


def test_the_table_of_keys_is_the_model() -> None:
    assert set(FIELDS) == {f.name for f in fields(Metadata)}
    kinds = {
        "nguoi_ky": Signer,
        "can_cu": Basis,
        "quan_he": StatedRelation,
        "quan_he_bo": StatedRelation,
        "goc": Original,
        "chi_tieu": Target,
        "nhiem_vu": Task,
    }
    assert {key: set(parts) for key, parts in PARTS.items()} == {
        key: {f.name for f in fields(kind)} for key, kind in kinds.items()
    }
    assert not SECRET_KEYS & set(FIELDS)


def test_all_faults_are_told_at_once() -> None:
    text = "loai: Chỉ thị\ntrich_yeu: [a]\nngay: 31/2/2013\nco_quan: x\nabc: d\nluu_hanh: mở\n"
    found, _ = parse_yaml(text, "x.md", first_line=2)
    assert found is not None
    meta, issues = read_metadata(found, "x.md", REGISTRY)
    assert meta is None
    assert {(i.code, i.line) for i in issues} == {
        ("sai-kieu", 3),
        ("ngay-khong-co", 4),
        ("co-quan-la", 5),
        ("khoa-la", 6),
        ("luu-hanh-chua-ro", 7),
    }


def test_an_empty_value_is_none_and_unknown_is_said() -> None:
    text = "loai: Chỉ thị\ntrich_yeu: X\nluu_hanh: noi_bo\nso_hieu:\nngay: chua_ro\nkhoa: null\n"
    found, _ = parse_yaml(text, "x.md")
    assert found is not None
    meta, issues = read_metadata(found, "x.md", REGISTRY)
    assert meta is not None
    assert (meta.so_hieu, meta.ngay, meta.khoa) == ("", "chua_ro", "")
    assert [(i.code, i.severity, i.line) for i in issues] == [
        ("gia-tri-rong", "goi_y", 4),
        ("gia-tri-rong", "goi_y", 6),
    ]


def test_values_are_nfc() -> None:
    found, _ = parse_yaml("loai: Chỉ thị\ntrich_yeu: Nghị\nluu_hanh: noi_bo\n", "x")
    assert found is not None
    meta, _ = read_metadata(found, "x.md", REGISTRY)
    assert meta is not None
    assert (meta.loai, meta.trich_yeu) == ("Chỉ thị", "Nghị")
