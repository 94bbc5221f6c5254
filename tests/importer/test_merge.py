"""Three readings into one: what a person wrote stays, what nobody touched may be mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importer.test_held import RECORD, codes
from importer.test_run import OPEN, law

from vanban.importer import import_files
from vanban.importer.merge import Clash, merged_body, merged_fields, paragraphs
from vanban.model import Metadata, Signer


@pytest.mark.parametrize(
    ("base", "mine", "new", "merged"),
    [
        ("a b c", "a b c", "a x c", "a x c"),
        ("a b c", "a x c", "a b c", "a x c"),
        ("a b c", "a x c", "a b y c z", "a x y c z"),
        ("a b c d e", "a1 b c d e", "a b c d e1", "a1 b c d e1"),
        ("a b c", "b c", "a b c d", "b c d"),
        ("a b c", "a c", "a c", "a c"),
        ("", "a", "a b", "a"),
    ],
)
def test_texts(base: str, mine: str, new: str, merged: str) -> None:
    found, _ = merged_body(*("\n\n".join(x.split()) for x in (base, mine, new)))
    assert found.split() == merged.split()


def test_a_clash_keeps_the_persons_words_and_tells_the_others() -> None:
    found, clashes = merged_body("a\n\nb\n\nc", "a\n\nngười\n\nc", "a\n\nmáy\n\nc")
    assert found == "a\n\nngười\n\nc\n"
    assert clashes == (Clash(kept="người", new="máy"),)


texts = st.lists(st.sampled_from("abcde"), max_size=8).map("\n\n".join)


@given(texts, texts)
def test_one_side_alone_wins(base: str, other: str) -> None:
    """Whoever changed anything alone is followed; two who agree are followed too."""
    for mine, new in ((other, base), (base, other), (other, other)):
        found, clashes = merged_body(base, mine, new)
        assert paragraphs(found) == paragraphs(other)
        assert not clashes


def test_fields() -> None:
    base = Metadata(loai="Luật", trich_yeu="Cũ", ngay="2020", nguoi_ky=(Signer(ten="A"),))
    mine = Metadata(loai="Luật", trich_yeu="Sửa tay", ngay="2020", so_hieu="chua_ro")
    new = Metadata(
        loai="Bộ luật", trich_yeu="Mới", ngay="2020-01-02", so_hieu="1/2020/QH14", nguoi_ky=(Signer(ten="B"),)
    )  # fmt: skip
    assert merged_fields(base, mine, new) == {
        "loai": "Bộ luật", "ngay": "2020-01-02", "so_hieu": "1/2020/QH14", "nguoi_ky": (Signer(ten="B"),),
    }  # fmt: skip
    assert merged_fields(None, mine, new).keys() == {"so_hieu", "nguoi_ky"}


LONG = "Các cơ quan, tổ chức và cá nhân có trách nhiệm thực hiện luật này theo quy định. " * 3


def test_a_corrected_record_and_a_second_edition(tmp_path: Path) -> None:
    """The person corrected one paragraph, the second file has another one more: both stand."""
    to = tmp_path / "kho"
    import_files([law(tmp_path / "a.txt", extra=LONG)], to, OPEN)
    record = to / RECORD
    edited = record.read_text("utf-8").replace("quy định mẫu.", "quy định mẫu đã sửa tay.")
    edited = edited.replace("trich_yeu: Thanh niên mẫu", "trich_yeu: Thanh niên mẫu  # đã xem")
    record.write_text(edited, encoding="utf-8")
    second = law(tmp_path / "b.txt", extra=LONG).read_text("utf-8")
    second = second.replace("Luật này được Quốc hội", "Điều 2. Hiệu lực\n\nLuật này được Quốc hội")
    (tmp_path / "b.txt").write_text(second, encoding="utf-8")
    report = import_files([tmp_path / "b.txt"], to, OPEN)
    assert codes(report)[-1] == "da-co-ban-khac"
    assert record.read_text("utf-8") == edited
    proposal = (to / ".nhap/de-xuat" / RECORD).read_text("utf-8")
    assert "quy định mẫu đã sửa tay." in proposal
    assert "## Điều 2. Hiệu lực" in proposal
    assert "# đã xem" in proposal


def test_a_clash_is_laid_before_the_clerk(tmp_path: Path) -> None:
    to = tmp_path / "kho"
    import_files([law(tmp_path / "a.txt", extra=LONG)], to, OPEN)
    record = to / RECORD
    edited = record.read_text("utf-8").replace("quy định mẫu.", "quy định mẫu đã sửa tay.")
    record.write_text(edited, encoding="utf-8")
    import_files([law(tmp_path / "b.txt", extra="Máy đọc thêm. " + LONG)], to, OPEN)
    shown = (to / ".nhap/de-xuat" / RECORD).with_suffix(".khac.txt").read_text("utf-8")
    assert "Đang có:\n  1. Luật này quy định mẫu đã sửa tay." in shown
    assert "Bản mới đọc:\n  1. Luật này quy định mẫu. Máy đọc thêm." in shown
