"""Text and Markdown files: encodings, wrapped lines, gazette and portal furniture."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from vanban.importer.legacy import TCVN3
from vanban.importer.model import Refused
from vanban.importer.read_text import decode_bytes, from_text, read_text
from vanban.importer.viqr import from_viqr

TEXT = "Ủy ban nhân dân các xã tổ chức thực hiện nghiêm túc nhiệm vụ được giao, báo cáo kết quả đúng hạn."
TO_TCVN3 = {letter: sign for sign, letter in TCVN3.items()}


def tones_apart(text: str) -> str:
    """Vowels composed, the tone as a character behind: how Windows-1258 writes."""
    out = ""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        out += unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones)) + tones
    return out


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        unicodedata.normalize("NFD", TEXT).encode(),
        tones_apart(TEXT).encode("cp1258"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read_text(path).blocks[0].text == TEXT


def test_tcvn3_bytes() -> None:
    data = "".join(TO_TCVN3.get(c, TO_TCVN3.get(c.lower(), c)) for c in TEXT).encode("latin-1")
    text, encoding = decode_bytes(data)
    assert encoding == "TCVN3"
    assert text.lower() == TEXT.lower()


def test_noise_is_refused() -> None:
    with pytest.raises(Refused):
        decode_bytes(bytes(range(128, 256)) * 20)


GAZETTE = """CÔNG BÁO/Số 12 + 13/Ngày 05-3-2025
7

Điều 1. Trách nhiệm của cơ quan quản lý
1. Cơ quan quản lý thực hiện kiểm tra việc chấp hành quy định tại Nghị định số 30/2020/
NĐ-CP và các văn bản có liên quan, báo cáo cấp có thẩm quyền trước ngày 15 tháng 12 hằng
năm về kết quả thực hiện.
2. Tổ chức, cá nhân có liên quan chịu trách nhiệm cung cấp đầy đủ tài liệu theo yêu cầu của
Người ký: CỔNG THÔNG TIN
Email: cong@vidu.vn
Cơ quan: VĂN PHÒNG
Thời gian ký: 07.01.2025 16:32:41 +07:00

8
CÔNG BÁO/Số 12 + 13/Ngày 05-3-2025

cơ quan quản lý và bảo đảm tính chính xác của tài liệu đã cung cấp trong suốt quá trình đó.
a) Hồ sơ gốc;
b) Bản sao có chứng thực theo quy định của pháp luật và giấy tờ chứng minh kèm theo, trừ
trường hợp quy định tại khoản
3 Điều này.
c) Bản chính đối chiếu theo điểm b khoản 1
Điều này;
"""


def test_gazette_lines_become_paragraphs() -> None:
    found = from_text(GAZETTE, "UTF-8")
    assert [b.text for b in found.blocks] == [
        "Điều 1. Trách nhiệm của cơ quan quản lý",
        "1. Cơ quan quản lý thực hiện kiểm tra việc chấp hành quy định tại Nghị định số 30/2020/NĐ-CP và "
        "các văn bản có liên quan, báo cáo cấp có thẩm quyền trước ngày 15 tháng 12 hằng năm về kết quả "
        "thực hiện.",
        "2. Tổ chức, cá nhân có liên quan chịu trách nhiệm cung cấp đầy đủ tài liệu theo yêu cầu của cơ "
        "quan quản lý và bảo đảm tính chính xác của tài liệu đã cung cấp trong suốt quá trình đó.",
        "a) Hồ sơ gốc;",
        "b) Bản sao có chứng thực theo quy định của pháp luật và giấy tờ chứng minh kèm theo, trừ trường "
        "hợp quy định tại khoản 3 Điều này.",
        "c) Bản chính đối chiếu theo điểm b khoản 1 Điều này;",
    ]
    assert len(found.removed) == 8
    assert {r.kind for r in found.repairs} == {"nối số hiệu bị ngắt dòng", "nối đoạn bị ngắt trang"}


def test_wrapped_lines_among_many_cells() -> None:
    """The cells of a table, one a line, don't hide that the paragraphs are cut at the line's end."""
    text = (
        "Điều {n}. Trách nhiệm\nCơ quan quản lý thực hiện kiểm tra việc chấp hành quy định và báo cáo cấp\n"
        "có thẩm quyền trước ngày 15 tháng 12 hằng năm về kết quả thực hiện.\n"
    )
    cells = "".join(f"{n}\nTên {n}\n{n * 7}\n" for n in range(60))
    found = from_text("".join(text.format(n=n) for n in range(1, 9)) + cells, "UTF-8")
    paragraphs = [b.text for b in found.blocks if b.text.startswith("Cơ quan")]
    assert len(paragraphs) == 8
    assert all(p.endswith("kết quả thực hiện.") for p in paragraphs)
    assert "Tên 7" in [b.text for b in found.blocks]


PORTAL = "Trang chủ\n>\nVăn bản\nTải về\nNgày có hiệu lực:01/07/2026\nTải về\nLUẬT\nQUẢN LÝ\nĐiều 1. Phạm vi\nCƠ SỞ DỮ LIỆU QUỐC GIA VỀ PHÁP LUẬT\nKhoản 1\n"


def test_portal_frame_is_listed() -> None:
    found = from_text(PORTAL, "UTF-8")
    assert [b.text for b in found.blocks] == ["LUẬT", "QUẢN LÝ", "Điều 1. Phạm vi"]
    assert "Ngày có hiệu lực:01/07/2026" in [r.text for r in found.removed]


MARKED = """**TỜ TRÌNH****CỦA THƯỜNG TRỰC HUYỆN ỦY MẪU**

**I. KẾT QUẢ****1. Công tác tư tưởng**

Nội dung có chú thích[^a] và \\*dấu sao\\*.

- Việc thứ nhất;
- Việc thứ hai.

| Cột | Số |
| --- | --- |
| a | 1 \\| 2 |

## 2. Công tác tổ chức

**T/M THƯỜNG TRỰC
BÍ THƯ**

[^a]: Lời chú.
"""


def test_markdown_marks_become_looks() -> None:
    found = from_text(MARKED, "UTF-8")
    assert [(b.kind, b.bold, b.text) for b in found.blocks] == [
        ("paragraph", True, "TỜ TRÌNH"),
        ("paragraph", True, "CỦA THƯỜNG TRỰC HUYỆN ỦY MẪU"),
        ("paragraph", True, "I. KẾT QUẢ"),
        ("paragraph", True, "1. Công tác tư tưởng"),
        ("paragraph", False, "Nội dung có chú thích\ue0001\ue001 và *dấu sao*."),
        ("item", False, "Việc thứ nhất;"),
        ("item", False, "Việc thứ hai."),
        ("table", False, ""),
        ("paragraph", True, "2. Công tác tổ chức"),
        ("paragraph", True, "T/M THƯỜNG TRỰC"),
        ("paragraph", True, "BÍ THƯ"),
    ]
    assert found.blocks[7].rows == (("Cột", "Số"), ("a", "1 | 2"))
    assert found.notes == ("Lời chú.",)
    assert [r.kind for r in found.repairs] == ["tách tiêu đề dính", "tách tiêu đề dính"]


def test_viqr() -> None:
    """ASCII mail of the nineties; a full stop after a toned word is no tone."""
    text = (
        "U?y ban nha^n da^n ti?nh quye^'t ddi.nh ve^` vie^.c qua?n ly' dda^'t ddai tre^n ddi.a ba`n.\n"
        "Ca'c so+?, ban, nga`nh chi.u tra'ch nhie^.m thi ha`nh Quye^'t ddi.nh na`y.\n"
    )
    found, name = decode_bytes(text.encode())
    assert name == "VIQR"
    assert found == (
        "Ủy ban nhân dân tỉnh quyết định về việc quản lý đất đai trên địa bàn.\n"
        "Các sở, ban, ngành chịu trách nhiệm thi hành Quyết định này.\n"
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CHI? THI.", "CHỈ THỊ"),
        ("So^' 7/2024/QDD-UBND, NQ-HDDND", "Số 7/2024/QĐ-UBND, NQ-HĐND"),
        ("d-e^` a'n, DDe^` a'n", "đề án, Đề án"),
        ("DDA?NG BO^. TI?NH MA^~U", "ĐẢNG BỘ TỈNH MẪU"),
        ("CHI'NH PHU?\nSo^': 12/CP", "CHÍNH PHỦ\nSố: 12/CP"),
        ("cu?a Chi'nh phu? Vie^.t Nam.", "của Chính phủ Việt Nam."),
        ("theo ddu'ng y' ta. Nay thi ha`nh.", "theo đúng ý ta. Nay thi hành."),
        ("TP. HO^` CHI' MINH, SO^' 5 UB.", "TP. HỒ CHÍ MINH, SỐ 5 UB."),
        ("la` gi`? Kho^ng ro~.", "là gì? Không rõ."),
    ],
)
def test_viqr_signs_at_the_end_of_a_word(typed: str, meant: str) -> None:
    assert from_viqr(typed) == meant


def test_english_is_not_viqr() -> None:
    text = "The committee (chaired by the minister) shall report. Is it ready? It's a plan, isn't it?\n"
    assert decode_bytes(text.encode()) == (text, "UTF-8")


def test_a_portals_page_without_the_text() -> None:
    lines = [
        "Trang chủ", ">", "Thuộc tính", "Tải về", "Số hiệu12/2024/QĐ-UBND", "Loại văn bảnQuyết định",
        "Ngày ban hành02/05/2024", "Cơ quan ban hànhUBND tỉnh Mẫu", "CƠ SỞ DỮ LIỆU QUỐC GIA VỀ PHÁP LUẬT",
    ]  # fmt: skip
    with pytest.raises(Refused) as caught:
        from_text("\n".join(lines), "UTF-8")
    assert caught.value.code == "khong-toan-van"
