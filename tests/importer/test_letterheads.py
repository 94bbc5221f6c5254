"""Letterheads of all generations: what they say is read, and what can be wrong is not called sure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.importer.fields import read_fields
from vanban.importer.model import Block, Extract, Fields, Removed
from vanban.so_hieu import parse_so_hieu

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
FREE = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
DAY = "Tỉnh mẫu, ngày 02 tháng 9 năm 1985"


def read(*lines: str) -> Fields:
    blocks = [Block(text=line) for line in lines]
    return read_fields(Extract(reader="text", blocks=()), blocks, "tep")[0]


def facts(found: Fields, *names: str) -> tuple[str, ...]:
    """Values, with ``?`` behind those the program itself doubts."""
    sure = {"chac": "", "ngo": "?", "khong": "?"}
    return tuple(found.value(n) + sure[found.confidence(n)] for n in names)


@pytest.mark.parametrize(
    ("lines", "number", "day", "kind", "body"),
    [
        pytest.param(["ĐẢNG LAO ĐỘNG VIỆT NAM", "BAN CHẤP HÀNH TRUNG ƯƠNG", "***", "Số: 12-NQ/TW", "Hà Nội, ngày 3 tháng 5 năm 1958", "NGHỊ QUYẾT", "về công tác nông thôn"], "12-NQ/TW", "1958-05-03", "Nghị quyết", "BAN CHẤP HÀNH TRUNG ƯƠNG", id="Party of 1951-1976, motto left"),
        pytest.param(["BAN CHẤP HÀNH TRUNG ƯƠNG", "Số 12-NQ/TW", "ĐẢNG LAO ĐỘNG VIỆT NAM", "Ngày 3-5-1958", "NGHỊ QUYẾT", "về công tác nông thôn"], "12-NQ/TW", "1958-05-03", "Nghị quyết", "BAN CHẤP HÀNH TRUNG ƯƠNG", id="Party of 1951-1976, motto right"),
        pytest.param(["ĐẢNG BỘ TỈNH MẪU", "BAN CHẤP HÀNH", "Số: 05/NQ-TU", f"{PARTY} MUÔN NĂM", DAY, "NGHỊ QUYẾT", "I- Tình hình"], "05/NQ-TU", "1985-09-02", "Nghị quyết", "ĐẢNG BỘ TỈNH MẪU / BAN CHẤP HÀNH", id="Party of the 1980s"),
        pytest.param(["TỈNH ỦY MẪU", "*", "Số12-CT/TU", PARTY, "Tỉnh mẫu,ngày 02tháng 9năm 1985", "CHỈ THỊ", "về lãng phí"], "12-CT/TU", "1985-09-02", "Chỉ thị", "TỈNH ỦY MẪU", id="glued words"),
        pytest.param(["HUYỆN ỦY MẪU", "BAN TỔ CHỨC", "*", "Số 7 - HD/BTCHU", PARTY, DAY, "HƯỚNG DẪN", "về đại hội"], "7-HD/BTCHU", "1985-09-02", "Hướng dẫn", "HUYỆN ỦY MẪU / BAN TỔ CHỨC", id="an organ under its committee"),
        pytest.param(["PHỦ THỦ TƯỚNG", "Số 191-CP", "VIỆT NAM DÂN CHỦ CỘNG HÒA", FREE, "Hà Nội, ngày 20 tháng 12 năm 1963", "NGHỊ ĐỊNH", "ban hành điều lệ"], "191-CP", "1963-12-20", "Nghị định", "PHỦ THỦ TƯỚNG", id="State of 1945-1976"),
        pytest.param(["HỘI ĐỒNG BỘ TRƯỞNG", STATE, FREE, "Số: 217-HĐBT", "Hà Nội, ngày 14 tháng 11 năm 1987", "QUYẾT ĐỊNH", "ban hành chính sách"], "217-HĐBT", "1987-11-14", "Quyết định", "HỘI ĐỒNG BỘ TRƯỞNG", id="Council of Ministers"),
        pytest.param(["ĐẢNG ỦY CÁC CƠ QUAN", "VÀ DOANH NGHIỆP TỈNH MẪU", "*", "Số 45-KH/ĐUK", PARTY, DAY, "KẾ HOẠCH", "học tập"], "45-KH/ĐUK", "1985-09-02", "Kế hoạch", "ĐẢNG ỦY CÁC CƠ QUAN / VÀ DOANH NGHIỆP TỈNH MẪU", id="a body's name on two lines"),
        pytest.param(["VIỆN MẪU -", "BỘ MẪU", "Số: 01/2022/TTLT-VM-", "BM-BTC", STATE, FREE, "Hà Nội, ngày 18 tháng 02 năm 2022", "THÔNG TƯ LIÊN TỊCH", "Quy định phối hợp"], "01/2022/TTLT-VM-BM-BTC", "2022-02-18", "Thông tư liên tịch", "VIỆN MẪU / BỘ MẪU", id="a number on two lines"),
        pytest.param(["BỘ MẪU", "Số: 5 /QĐ - BM", f"{STATE} {FREE}", "Hà Nội , ngày 3 tháng 12 năm 2010", "QUYẾT ĐỊNH", "Về việc mẫu"], "5/QĐ-BM", "2010-12-03", "Quyết định", "BỘ MẪU", id="stamped number with gaps"),
        pytest.param(["THỦ TƯỚNG CHÍNH PHỦ", "Số: 21/C T-TTg", STATE, "Hà Nội, ngày 20 tháng 5 năm 2026", "CHỈ THỊ", "Về việc mẫu"], "21/CT-TTg?", "2026-05-20", "Chỉ thị", "THỦ TƯỚNG CHÍNH PHỦ", id="letters set apart"),
        pytest.param(["BỘ MẪU", "Số: 1O/2019/TT-BM", STATE, "Hà Nội, ngày 3 tháng 2 năm 2019", "THÔNG TƯ", "Về mẫu"], "1O/2019/TT-BM?", "2019-02-03", "Thông tư", "BỘ MẪU", id="a letter for a figure"),
        pytest.param(["BỘ MẪU", "Số: 10/2019/TT-BM", STATE, "Hà Nội, ngày 3 tháng 2 năm 2014", "THÔNG TƯ", "Về mẫu"], "10/2019/TT-BM?", "2014-02-03?", "Thông tư", "BỘ MẪU", id="another year in the number"),
        pytest.param(["BỘ MẪU", "Số: 10/2019/QĐ-BM", STATE, "Hà Nội, ngày 3 tháng 2 năm 2019", "THÔNG TƯ", "Về mẫu"], "10/2019/QĐ-BM?", "2019-02-03", "Thông tư?", "BỘ MẪU", id="the number's code is another type's"),
        pytest.param(["BỘ MẪU", "Số: 2024/QĐ-BM", STATE, "Hà Nội, ngày 3 tháng 2 năm 2024", "QUYẾT ĐỊNH", "Về mẫu"], "2024/QĐ-BM?", "2024-02-03", "Quyết định", "BỘ MẪU", id="only the year, figures to be stamped"),
        pytest.param(["UBND TỈNH MẪU", "Số: 33/SY-UBND", "Tỉnh mẫu, ngày 9 tháng 9 năm 2024", "BỘ MẪU", "Số: 12/2024/TT-BM", STATE, "Hà Nội, ngày 3 tháng 9 năm 2024", "THÔNG TƯ", "Về mẫu"], "33/SY-UBND?", "2024-09-09?", "Thông tư", "UBND TỈNH MẪU / BỘ MẪU", id="a certified copy has two heads"),
        pytest.param(["Theo kế hoạch năm", "Số: 12/QĐ-BM ngày 3 tháng 4 năm 2020 của Bộ Mẫu", "BÁO CÁO", "Kết quả"], "chua_ro?", "chua_ro?", "Báo cáo", "", id="a citation at a line's start"),
        pytest.param(["BỘ MẪU", "Số: 4/QĐ-BM", STATE, "Hà Nội, ngày 3 tháng 2 năm 2014", "QUYẾT ĐỊNH", "Về mẫu", "Căn cứ Luật Mẫu ngày 5 tháng 6 năm 2015;"], "4/QĐ-BM", "2014-02-03?", "Quyết định", "BỘ MẪU", id="earlier than what it is based on"),
        pytest.param(["CHÍNH PHỦ", "Số: 49/2018/NĐ-CP", STATE, "Hà Nội, ngày 3 tháng 2 năm 2018", "NGHỊ ĐỊNH", "Về mẫu", "Nghị định số 49/2018/NĐ-CP được sửa đổi, bổ sung bởi:", "Căn cứ Luật Mẫu;"], "49/2018/NĐ-CP?", "2018-02-03?", "Nghị định?", "CHÍNH PHỦ", id="a consolidated text with the head of another"),
        pytest.param(["TỈNH ỦY MẪU", "*", "Số .....-KH/TU", PARTY, "Tỉnh mẫu, ngày ..... tháng ..... năm 2025", "KẾ HOẠCH", "thực hiện"], "chua_ro?", "2025?", "Kế hoạch", "TỈNH ỦY MẪU", id="dots to be filled in"),
        pytest.param(["Nghị định của Chính phủ số 117/2003/NĐ-CP", "ngày 10/10/2003 về tuyển dụng", "Chính phủ"], "117/2003/NĐ-CP?", "2003-10-10", "Nghị định?", "", id="capitals lost, all in the title"),
        pytest.param(["BỘ MẪU", "Số: 5/QĐ-BM", STATE, "Hà Nội, ngày 31 tháng 2 năm 2020", "QUYẾT ĐỊNH", "Về mẫu"], "5/QĐ-BM", "2020-02?", "Quyết định", "BỘ MẪU", id="no such day"),
    ],
)  # fmt: skip
def test_head(lines: list[str], number: str, day: str, kind: str, body: str) -> None:
    found = read(*lines)
    assert facts(found, "so_hieu", "ngay", "loai") == (number, day, kind)
    assert found.value("co_quan") == body


@pytest.mark.parametrize(
    ("lines", "urgency"),
    [
        pytest.param(["Số: 5/UBND-VP", "HỎA TỐC", DAY, "V/v ứng phó bão", "Kính gửi: Các sở"], "Hỏa tốc", id="under the number"),
        pytest.param(["Số: 5/UBND-VP Hoả tốc", DAY, "V/v ứng phó bão", "Kính gửi: Các sở"], "Hỏa tốc", id="beside the number, other spelling"),
        pytest.param(["HỎA TỐC HẸN GIỜ", "Số: 5/UBND-VP", DAY, "V/v ứng phó bão", "Kính gửi: Các sở"], "Hỏa tốc hẹn giờ", id="with an hour"),
        pytest.param(["Số: 5/UBND-VP", "ĐỘ KHẨN: THƯỢNG KHẨN", DAY, "V/v ứng phó bão", "Kính gửi: Các sở"], "Thượng khẩn", id="with its name"),
        pytest.param(["Số: 5/CĐ-UBND", DAY, "CÔNG ĐIỆN", "(Khẩn)", "Về ứng phó bão", "CHỦ TỊCH ĐIỆN:"], "Khẩn", id="below the type"),
        pytest.param(["Số: 5/KH-UBND", DAY, "KẾ HOẠCH", "Nhiệm vụ khẩn cấp", "1. Khẩn trương làm."], "", id="a word of the subject"),
    ],
)  # fmt: skip
def test_urgency(lines: list[str], urgency: str) -> None:
    """Nghị định 30/2020/NĐ-CP: Khẩn, Thượng khẩn, Hỏa tốc; Hướng dẫn 36-HD/VPTW the same."""
    found = read("ỦY BAN NHÂN DÂN", "TỈNH MẪU", *lines, "Nội dung.")
    assert found.value("do_khan") == urgency
    assert found.value("co_quan") == "ỦY BAN NHÂN DÂN / TỈNH MẪU"
    assert "khẩn)" not in found.value("trich_yeu").lower()


def test_a_portal_that_gives_another_number() -> None:
    """The database's own title is a second witness; where they differ neither is sure."""
    lines = [
        "CHÍNH PHỦ",
        "Số: 314/2025/NĐ-CP",
        STATE,
        "Hà Nội, ngày 8 tháng 12 năm 2025",
        "NGHỊ ĐỊNH",
    ]
    blocks = [Block(text=line) for line in lines]
    for said, sure in (("314", "chac"), ("303", "ngo")):
        frame = Removed(
            reason="khung trang web", text=f"Nghị định số {said}/2025/NĐ-CP Quy chế mẫu"
        )
        extract = Extract(reader="html", blocks=(), removed=(frame,))
        found = read_fields(extract, blocks, "tep")[0]
        assert (found.value("so_hieu"), found.confidence("so_hieu")) == ("314/2025/NĐ-CP", sure)


def test_a_portal_that_tells_another_subject() -> None:
    """A page may hold another document than its title says; a blank number is the title's, unsure."""
    frame = Removed(
        reason="khung trang web", text="Thông tư số 50/2025/TT-BM Ban hành Quy chuẩn về dịch vụ mẫu"
    )
    extract = Extract(reader="html", blocks=(), removed=(frame,))
    for number, subject, wanted in (
        ("47", "Quy định chế độ báo cáo mẫu", ("47/2025/TT-BM?", "2025-12-24?", "?")),
        ("50", "Quy định chế độ báo cáo mẫu", ("50/2025/TT-BM", "2025-12-24", "?")),
        ("50", "Ban hành “Quy chuẩn về dịch vụ mẫu”", ("50/2025/TT-BM", "2025-12-24", "")),
        ("", "Ban hành Quy chuẩn về dịch vụ mẫu", ("50/2025/TT-BM?", "2025-12-24", "")),
    ):
        day = "Hà Nội, ngày 24 tháng 12 năm 2025"
        lines = ["BỘ MẪU", f"Số: {number}/2025/TT-BM", STATE, day, "THÔNG TƯ", subject]
        found = read_fields(extract, [Block(text=line) for line in lines], "tep")[0]
        assert facts(found, "so_hieu", "ngay", "trich_yeu") == (*wanted[:2], subject + wanted[2])


def test_bases_and_what_they_cite() -> None:
    """Each as written; laws by number or by their day, not those in another document's title."""
    found = read(
        "BỘ MẪU", "Số: 5/2024/TT-BM", STATE, "Hà Nội, ngày 3 tháng 12 năm 2024", "THÔNG TƯ", "Về mẫu",
        "- Căn cứ Luật Đấu thầu ngày 23 tháng 6 năm 2023;",
        "Căn cứ Nghị định số 24/2024/NĐ-CP ngày 27 tháng 02 năm 2024 hướng dẫn Luật Đất đai; Căn cứ tình hình,",
        "Theo đề nghị của Vụ trưởng;", "Điều 1. Căn cứ Luật Giá số 16/2023/QH15.",
    )  # fmt: skip
    assert [b.den for b in found.bases] == [("22/2023/QH15",), ("24/2024/NĐ-CP",), ()]
    assert found.bases[0].trich == "Căn cứ Luật Đấu thầu ngày 23 tháng 6 năm 2023;"
    assert found.confidence("can_cu") == "chac"
    assert not read("BÁO CÁO", "Về mẫu", "Nội dung.").bases


CODES = {
    "QĐ": "QUYẾT ĐỊNH",
    "KH": "KẾ HOẠCH",
    "TB": "THÔNG BÁO",
    "BC": "BÁO CÁO",
    "HD": "HƯỚNG DẪN",
}
GAPS = st.sampled_from(["", " "])


@given(
    figure=st.integers(1, 9999), code=st.sampled_from(sorted(CODES)), party=st.booleans(),
    day=st.dates(date(1950, 1, 1), date(2026, 12, 31)), gap=GAPS, dash=st.sampled_from("-–"),
    order=st.permutations(["number", "motto", "day"]), together=st.booleans(), colon=st.booleans(),
)  # fmt: skip
def test_any_head(
    figure: int, code: str, party: bool, day: date, gap: str, dash: str, order: list[str],
    together: bool, colon: bool,
) -> None:  # fmt: skip
    """In whatever order columns were read, number, type and day are right and sure."""
    symbol = f"{figure}{gap}{dash}{gap}{code}/TU" if party else f"{figure}{gap}/{code}{dash}UBND"
    parts = {
        "number": f"Số{':' if colon else ''} {symbol}",
        "motto": PARTY if party else f"{STATE} {FREE}",
        "day": f"Tỉnh mẫu, ngày {day.day:02d} tháng {day.month} năm {day.year}",
    }
    lines = [parts[n] for n in order]
    if together and order.index("day") == order.index("number") + 1:
        at = order.index("number")
        lines[at : at + 2] = [" ".join(lines[at : at + 2])]
    issuer = "TỈNH ỦY MẪU" if party else "ỦY BAN NHÂN DÂN TỈNH MẪU"
    found = read(issuer, *lines, CODES[code], "về việc mẫu", "Nội dung của văn bản.")
    number = f"{figure}-{code}/TU" if party else f"{figure}/{code}-UBND"
    kinds = {"QĐ": ("Quyết định",)}.get(code, (CODES[code].capitalize(),))
    doubt = "?" if not party and str(figure) == str(day.year) else ""
    assert facts(found, "so_hieu", "ngay") == (str(parse_so_hieu(number)) + doubt, day.isoformat())
    assert facts(found, "loai")[0] in kinds


def test_an_issuer_told_twice_and_broken_over_lines() -> None:
    found = read(
        "BỘ MẪU VÀ CÔNG VIỆC MẪU", "BỘ MẪU VÀ", "CÔNG VIỆC MẪU", "Số: 6/2024/TT-BM", "THÔNG TƯ", "Về mẫu",
    )  # fmt: skip
    assert facts(found, "co_quan") == ("BỘ MẪU VÀ CÔNG VIỆC MẪU",)


def test_without_a_letterhead_capitals_are_no_sure_issuer() -> None:
    found = read(STATE, "NGƯỜI CÓ CÔNG", "Bản khai của thân nhân", "Họ và tên: ……")
    assert facts(found, "co_quan", "trich_yeu") == ("NGƯỜI CÓ CÔNG?", "Bản khai của thân nhân?")


def test_rules_that_call_themselves_a_paper() -> None:
    found = read("UBND TỈNH MẪU", STATE, "BẢN QUY ĐỊNH", "Về ưu đãi mẫu", "Điều 1. Nội dung.")
    assert facts(found, "loai", "trich_yeu") == ("Quy định", "Về ưu đãi mẫu")
