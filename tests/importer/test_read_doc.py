""".doc and .rtf read without an office program; fonts say how the letters are coded."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from importer.made_doc import doc, ole

from vanban.importer.guards import kind_of
from vanban.importer.model import NOTE_CLOSE, NOTE_OPEN, Refused
from vanban.importer.read_doc import read_doc
from vanban.importer.read_office import read_office
from vanban.importer.read_rtf import read_rtf

TCVN3 = "C¸c c¬ quan, ®¬n vÞ nghiªm tóc thùc hiÖn ChØ thÞ nµy vµ b¸o c¸o kÕt qu¶.\r"
CAPITALS = "ñy ban nh©n d©n\r"
UNICODE = "Nơi nhận: các sở, ban, ngành của Tỉnh mẫu và các đơn vị trực thuộc.\r"


def test_each_run_by_its_font(tmp_path: Path) -> None:
    """Capital fonts hold the bytes of small letters; what is Unicode already stays."""
    path = doc(
        tmp_path / "a.doc",
        [(".VnTimeH", CAPITALS), (".VnTime", TCVN3), ("Times New Roman", UNICODE)],
    )
    found = read_doc(path)
    assert [b.text for b in found.blocks] == [
        "ỦY BAN NHÂN DÂN",
        "Các cơ quan, đơn vị nghiêm túc thực hiện Chỉ thị này và báo cáo kết quả.",
        UNICODE.strip(),
    ]
    assert found.encoding == "tcvn3 + tcvn3-hoa"


def test_a_stretch_in_another_encoding_than_its_font(tmp_path: Path) -> None:
    vni = "Caùc cô quan, ñôn vò nghieâm tuùc thöïc hieän Chæ thò naøy vaø baùo caùo keát quaû.\r"
    path = doc(tmp_path / "a.doc", [(".VnTime", TCVN3 * 3 + vni)])
    texts = [b.text for b in read_doc(path).blocks]
    assert len(set(texts)) == 1


def test_fields_lines_and_page_heads(tmp_path: Path) -> None:
    text = "Trang \x13 PAGE \x146\x15 của\x0bvăn bản\r"
    path = doc(tmp_path / "a.doc", [("Arial", text)], margin="MẬT\r")
    found = read_doc(path)
    assert [b.text for b in found.blocks] == ["Trang 6 của", "văn bản"]
    assert found.marks == ("MẬT",)


@pytest.mark.parametrize(
    ("flags", "code"), [(0x0300, "co-mat-khau"), (0x0000, "tep-hong")]
)  # fmt: skip
def test_locked_and_broken(tmp_path: Path, flags: int, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read_doc(doc(tmp_path / "a.doc", [("Arial", "Chữ\r")], flags=flags))
    assert caught.value.code == code


def test_older_than_word_97(tmp_path: Path) -> None:
    path = ole(tmp_path / "a.doc", {"WordDocument": b"\xdc\xa5\x65\x00" + b"\0" * 600})
    with pytest.raises(Refused) as caught:
        read_doc(path)
    assert caught.value.code == "word-cu"


def test_damage_anywhere_is_refused_or_read(tmp_path: Path) -> None:
    """Seeded: no byte changed in a file may do more than spoil its text."""
    path = doc(tmp_path / "a.doc", [(".VnTime", TCVN3), ("Arial", UNICODE)])
    whole = path.read_bytes()
    dice = random.Random(5)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 12)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(data[: dice.randint(600, len(data))])
        try:
            read_doc(path)
        except Refused as error:
            assert error.code in (
                "tep-hong",
                "co-mat-khau",
                "word-cu",
                "khong-ro-loai",
                "qua-nhieu-doan",
            )


RTF = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil .VnTime;}{\f1\fnil .VnTimeH;}{\f2 Arial;}}
{\*\generator Ch\'f7 kh\'e1c;}{\info{\title B\'ed}}
\pard\qc\f1\b \'f1y ban nh\'a9n d\'a9n\b0\par
\pard\f0 C\'b8c c\'ac quan, \'ae\'acn v\'de th\'f9c hi\'d6n Ch\'d8 th\'de n\'b5y.{\footnote\pard\f2 Ghi ch\u250?.}\par
{\header\pard\f2 M\u7852?T\par}
{\pntext\f2 1.\tab}\pard\f2 \u272?i\u7873?u m\u7897?t\v gi\u7845?u\v0\par
\trowd\clbrdrt\brdrs\pard\intbl A\cell B\cell\row
\trowd\clbrdrt\brdrs\pard\intbl 1\cell 2\cell\row
\pard Cu\u7889?i\par}"""


def test_rtf(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF)
    assert kind_of(path) == "rtf"
    found = read_office(path, ".rtf")
    assert [b.text or b.rows for b in found.blocks] == [
        "ỦY BAN NHÂN DÂN",
        f"Các cơ quan, đơn vị thực hiện Chỉ thị này.{NOTE_OPEN}1{NOTE_CLOSE}",
        "1. Điều một",
        (("A", "B"), ("1", "2")),
        "Cuối",
    ]
    assert found.notes == ("Ghi chú.",)
    assert found.marks == ("MẬT",)
    assert (found.removed[0].reason, found.removed[0].text) == ("chữ ẩn", "giấu")
    assert found.blocks[0].centered
    assert found.blocks[0].bold


def test_rtf_letters_beyond_the_first_plane(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(
        rb"{\rtf1\ansi\uc1 C\u226?y \u-10179?\u-8704? v\u224? \u-10179? hoa \u-8704?.\par}"
    )
    assert [b.text for b in read_rtf(path).blocks] == ["Cây \U0001f600 và hoa ."]


def test_rtf_text_given_twice_is_read_once_in_unicode(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1 V{\upr{an ban}{\*\ud{\u259?n b\u7843?n}}} m\u7851?u.\par}")
    assert [b.text for b in read_rtf(path).blocks] == ["Văn bản mẫu."]


def test_rtf_cut_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    dice = random.Random(7)
    for _ in range(100):
        data = bytearray(RTF[: dice.randint(6, len(RTF))])
        data[dice.randrange(6, len(data) + 1) - 1] = dice.choice(b"{}\\'*")
        path.write_bytes(data)
        read_rtf(path)


def test_deep_rtf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 " + b"{" * 5000)
    with pytest.raises(Refused):
        read_rtf(path)
