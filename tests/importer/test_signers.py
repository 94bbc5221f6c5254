"""The ending: who signed in what capacity, who receives, and the day that is the document's own."""

from __future__ import annotations

import pytest
from importer.test_fields import STATE, read

from vanban.model import Signer

HEAD = (
    "Số: 12/2024/QĐ-UBND",
    "QUYẾT ĐỊNH",
    "Về việc mẫu",
    "Điều 1. Phê duyệt kế hoạch mẫu của tỉnh.",
)
NAME = "Nguyễn Văn Mẫu"


@pytest.mark.parametrize(
    ("lines", "office", "capacity"),
    [
        (["T/M BAN THƯỜNG VỤ", "BÍ THƯ"], "BÍ THƯ", "T/M BAN THƯỜNG VỤ"),
        (["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"], "PHÓ TRƯỞNG BAN", "K/T TRƯỞNG BAN"),
        (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH"),
        (["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], "CHÁNH VĂN PHÒNG", "TL. CHỦ TỊCH"),
        (["TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ MẪU"], "GIÁM ĐỐC SỞ MẪU", "TUQ. CHỦ TỊCH"),
        (["Q. GIÁM ĐỐC"], "", "Q. GIÁM ĐỐC"),
        (["KT. TỔNG THANH TRA", "PHÓ TỔNG THANH TRA", "THƯỜNG TRỰC"], "PHÓ TỔNG THANH TRA THƯỜNG TRỰC", "KT. TỔNG THANH TRA"),
        (["T/M BAN BÍ THƯ"], "", "T/M BAN BÍ THƯ"),
    ],
)  # fmt: skip
def test_capacities(lines: list[str], office: str, capacity: str) -> None:
    fields = read(*HEAD, *lines, "(Đã ký)", NAME)
    assert fields.signers == (Signer(ten=NAME, chuc_vu=office, tu_cach=capacity),)
    assert fields.confidence("nguoi_ky") == "chac"


def test_a_long_list_between_capacity_and_name() -> None:
    listed = [f"- Cơ quan thứ {n};" for n in range(25)]
    fields = read(*HEAD, "TM . UBND TỈNH MẪU", "Nơi nhận:", *listed, "- Lưu: VT.", "CHỦ TỊCH", NAME)
    assert fields.signers[0].tu_cach == "TM . UBND TỈNH MẪU"
    assert len(fields.recipients) == 26


def test_an_office_is_no_person() -> None:
    assert read(*HEAD, "THANH TRA SỞ", "Văn Phòng Sở").signers == ()


def test_recipients_of_forms_are_not_the_documents() -> None:
    form = ("Phụ lục I", "MẪU BÁO CÁO", "Nơi nhận:", "- BHXH tỉnh/huyện...;", "- Lưu: VT.")
    assert read(*HEAD, "CHỦ TỊCH", NAME, *form).recipients == ()
    assert read(*HEAD, *form).recipients == ()
    assert (
        read(*HEAD, "Nơi nhận báo cáo của đơn vị:", "- Sở Mẫu;", "CHỦ TỊCH", NAME).recipients == ()
    )
    alone = read(*HEAD, "Nơi nhận:", "- Sở Mẫu;", "- Lưu: VT.")
    assert alone.recipients == ("Sở Mẫu;", "Lưu: VT.")
    assert alone.confidence("noi_nhan") == "ngo"


def test_a_day_that_is_another_documents() -> None:
    """A convention defined in a clause, and a day outside the year in the number."""
    clause = "3. Công ước mẫu là công ước được thông qua ngày 03 tháng 3 năm 1973 tại một nơi."
    assert read("THÔNG TƯ", "Về việc mẫu", "Điều 3. Giải thích", clause).value("ngay") == "chua_ro"
    own = "Nghị quyết này đã được Hội đồng nhân dân tỉnh mẫu thông qua ngày 03 tháng 3 năm 2023."
    assert read("NGHỊ QUYẾT", "Về việc mẫu", "Điều 3. Hiệu lực", own).value("ngay") == "2023-03-03"
    late = read(*(line.replace("năm 2024", "năm 2019") for line in STATE))
    assert late.confidence("so_hieu") == "ngo"
    assert late.confidence("ngay") == "ngo"
