"""A folder of documents read together."""

from __future__ import annotations

from pathlib import Path

from vanban.corpus import load_corpus
from vanban.corpus.emit import emit_document
from vanban.model import Metadata
from vanban.tables import load_registry

REGISTRY = load_registry()


def put(root: Path, path: str, body: str = "Nội dung.", **values: object) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    values = {"loai": "Chỉ thị", "trich_yeu": "Về việc thử", "luu_hanh": "noi_bo", **values}
    file.write_text(emit_document(Metadata(**values), body), encoding="utf-8")  # type: ignore[arg-type]


def test_good_documents_are_read_beside_bad_ones(tmp_path: Path) -> None:
    put(tmp_path, "a/2013/x.md", "Điều 1. A\n\nĐiều 3. B")
    put(tmp_path, "a/2013/y.md", co_quan="khong-co")
    put(tmp_path, "a/2013/z.md", "MẬT")
    (tmp_path / "a/2013/w.md").write_bytes(b"\xff\xfe")
    corpus = load_corpus(tmp_path, REGISTRY)
    assert list(corpus.documents) == ["a/2013/x"]
    assert [(i.path, i.code) for i in corpus.issues] == [
        ("a/2013/w.md", "khong-utf8"),
        ("a/2013/x.md", "nhay-so"),
        ("a/2013/y.md", "co-quan-la"),
        ("a/2013/z.md", "mat-do-mat"),
    ]


def test_internal_stamps_stop_a_public_build_only(tmp_path: Path) -> None:
    put(tmp_path, "a/x.md", "LƯU HÀNH NỘI BỘ")
    assert list(load_corpus(tmp_path, REGISTRY).documents) == ["a/x"]
    assert list(load_corpus(tmp_path, REGISTRY, "cong_khai").documents) == []


def test_ids_claimed_twice(tmp_path: Path) -> None:
    put(tmp_path, "a/x.md", id_cu=("a/y", "a/cu"))
    put(tmp_path, "a/y.md")
    put(tmp_path, "a/z.md", id_cu=("a/cu",))
    put(tmp_path, "a/w.md", id_cu=("a/w",))
    assert [str(i) for i in load_corpus(tmp_path, REGISTRY).issues] == [
        "a/w.md:1:1: loi [ma-trung] Mã cũ “a/w” là mã hiện nay của “a/w.md”. Cách sửa: Bỏ mã này khỏi id_cu ở một trong hai văn bản.",
        "a/x.md:1:1: loi [ma-trung] Mã cũ “a/y” là mã hiện nay của “a/y.md”. Cách sửa: Bỏ mã này khỏi id_cu ở một trong hai văn bản.",
        "a/z.md:1:1: loi [ma-trung] Mã cũ “a/cu” đã là mã cũ của “a/x.md”. Cách sửa: Bỏ mã này khỏi id_cu ở một trong hai văn bản.",
    ]


def test_one_document_entered_twice(tmp_path: Path) -> None:
    same = {"so_hieu": "09-CT/TU", "co_quan": "tinh-uy-hai-duong", "ngay": "2013-07-16"}
    put(tmp_path, "a/x.md", **same)
    put(tmp_path, "a/y.md", **{**same, "so_hieu": "9 – CT/TU"})
    put(tmp_path, "a/z.md", **{**same, "ngay": "2018-07-16"})
    put(tmp_path, "a/v.md", **{**same, "ngay": "chua_ro"})
    put(tmp_path, "a/w.md", **{**same, "ngay": "chua_ro"})
    found = [i for i in load_corpus(tmp_path, REGISTRY).issues if i.code == "van-ban-trung"]
    assert [(i.path, i.severity, i.message) for i in found] == [
        ("a/y.md", "canh_bao", "Cùng số, cơ quan và ngày với “a/x.md”.")
    ]
