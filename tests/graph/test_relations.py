"""Relations from operative phrases, with the traps: titles, quotes, passives, the subject before."""

from __future__ import annotations

import pytest

from vanban.citations.find import find_mentions
from vanban.citations.pinpoint import anchors
from vanban.corpus.provisions import parse_provisions
from vanban.graph.relations import find_claims
from vanban.model import Claim, Provision


def claims(text: str, provisions: tuple[Provision, ...] = ()) -> tuple[Claim, ...]:
    return find_claims(text, find_mentions(text), provisions, anchors)


def said(text: str) -> list[str]:
    mentions = find_mentions(text)
    return [
        f"{c.quan_he}{'' if c.active else ' (bị)'} {mentions[c.mention].so_hieu or mentions[c.mention].surface}"
        + (f" #{c.provision}" if c.provision else "")
        for c in claims(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quy định này thay thế Quy định số 66-QĐ/TW, ngày 06/02/2017.", ["thay_the 66-QĐ/TW"]),
        (
            "Nghị định này có hiệu lực từ ngày ký và thay thế Nghị định số 11/2005/NĐ-CP.",
            ["thay_the 11/2005/NĐ-CP"],
        ),
        # A change of words is an amendment, not a replacement.
        (
            "Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại khoản 2 Điều 5 Nghị định số 11/2005/NĐ-CP.",
            ["sua_doi 11/2005/NĐ-CP #dieu-5-khoan-2"],
        ),
        # The subject stands before the verb; the day clause names the acting document.
        (
            "Thông tư số 14/2020/TT-BNV ngày 01/2/2020 của Bộ trưởng Bộ Nội vụ quy định về tuyển dụng "
            "hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành.",
            ["het_hieu_luc 14/2020/TT-BNV"],
        ),
        # Laws that only amended the subject don't end with it here.
        (
            "Luật Giá số 11/2012/QH13 đã được sửa đổi, bổ sung một số điều theo Luật số 61/2014/QH13 "
            "và Luật số 64/2020/QH14 hết hiệu lực kể từ ngày Luật này có hiệu lực.",
            ["het_hieu_luc 11/2012/QH13"],
        ),
        # The title of another document is not this document's act.
        (
            "Bãi bỏ Nghị định số 30/2010/NĐ-CP ngày 05/3/2010 của Chính phủ sửa đổi, bổ sung một số "
            "điều của Nghị định số 11/2005/NĐ-CP.",
            ["bai_bo 30/2010/NĐ-CP"],
        ),
        ("Luật số 5/2020/QH14 được sửa đổi, bổ sung bởi Luật số 6/2022/QH15.", []),
        (
            "Nghị định này được sửa đổi, bổ sung bởi Nghị định số 6/2022/NĐ-CP.",
            ["sua_doi (bị) 6/2022/NĐ-CP"],
        ),
        # Quoted replacement text belongs to the amended document.
        ("như sau: “2. Bãi bỏ Thông tư số 1/2020/TT-BTC.”.", []),
        ("Sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP", ["sua_doi 30/2020/NĐ-CP"]),
        ("Bãi bỏ khoản 2 Điều 5 Thông tư số 2/2020/TT-BTC.", ["bai_bo 2/2020/TT-BTC #dieu-5-khoan-2"]),
        ("Bãi bỏ một số điều của Thông tư số 2/2020/TT-BTC.", ["sua_doi 2/2020/TT-BTC"]),
        (
            "2. Bãi bỏ các văn bản sau đây:\na) Thông tư số 1/2020/TT-BTC ngày 01/1/2020;\n"
            "b) Khoản 2 Điều 5 Thông tư số 2/2020/TT-BTC.",
            ["bai_bo 1/2020/TT-BTC", "bai_bo 2/2020/TT-BTC #dieu-5-khoan-2"],
        ),
        (
            "Các Thông tư sau hết hiệu lực kể từ ngày Thông tư này có hiệu lực:\n"
            "a) Thông tư số 1/2020/TT-BTC;\nb) Thông tư số 2/2020/TT-BTC.",
            ["het_hieu_luc 1/2020/TT-BTC", "het_hieu_luc 2/2020/TT-BTC"],
        ),
        # Most suspensions are of activities.
        ("đình chỉ hoạt động theo Nghị định số 5/2020/NĐ-CP", ["dan_chieu 5/2020/NĐ-CP"]),
        ("Đình chỉ thi hành Quyết định số 5/2020/QĐ-UBND.", ["dinh_chi 5/2020/QĐ-UBND"]),
        ("Đính chính Thông tư số 5/2020/TT-BTC.", ["dinh_chinh 5/2020/TT-BTC"]),
        (
            "Kéo dài thời gian thực hiện Nghị quyết số 5/2020/QH14 đến hết năm 2026.",
            ["gia_han 5/2020/QH14"],
        ),
        (
            "Nghị định này quy định chi tiết một số điều và biện pháp thi hành Luật Đất đai.",
            ["quy_dinh_chi_tiet Luật Đất đai"],
        ),
        ("Hướng dẫn thực hiện Quy định số 294-QĐ/TW.", ["huong_dan 294-QĐ/TW"]),
        ("Các văn bản hướng dẫn Luật Đất đai còn chậm.", []),
        (
            "Căn cứ Luật Đất đai ngày 18/1/2024;\nCăn cứ Nghị định số 5/2020/NĐ-CP ngày 01/2/2020 của "
            "Chính phủ quy định chi tiết Luật Giá;",
            ["can_cu Luật Đất đai", "can_cu 5/2020/NĐ-CP"],
        ),
        # The Party's relations: all kinds of carrying out.
        ("thực hiện nghiêm Quy định số 11-QĐi/TW, ngày 18/02/2019", ["thuc_hien 11-QĐi/TW"]),
        ("Tiếp tục chỉ đạo thực hiện Kết luận số 21-KL/TW", ["tiep_tuc_thuc_hien 21-KL/TW"]),
        ("Tiến hành kiểm tra 10 năm thực hiện Chỉ thị 29-CT/TU", ["kiem_tra 29-CT/TU"]),
        ("Chỉ đạo tổng kết việc thực hiện Đề án 01-ĐA/TU", ["tong_ket 01-ĐA/TU"]),
        ("Sơ kết 5 năm thực hiện Nghị quyết số 19-NQ/TW", ["so_ket 19-NQ/TW"]),
        (
            "quán triệt Nghị quyết số 18-NQ/TW, 19-NQ/TW",
            ["thuc_hien 18-NQ/TW", "thuc_hien 19-NQ/TW"],
        ),
        ("theo quy định tại Điều 5 Luật Giá", ["dan_chieu Luật Giá #dieu-5"]),
        ("(Ban hành kèm theo Quyết định số 12/2022/QĐ-UBND)", ["ban_hanh_kem (bị) 12/2022/QĐ-UBND"]),
    ],
)  # fmt: skip
def test_what_a_text_does(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_the_day_is_the_clause_s_own_or_the_document_s() -> None:
    text = (
        "1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2024.\n"
        "2. Nghị định số 5/2010/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.\n"
        "3. Nghị định số 6/2010/NĐ-CP hết hiệu lực kể từ ngày 01 tháng 7 năm 2024."
    )
    assert [c.tu_ngay for c in claims(text)] == ["2024-01-01", "2024-07-01"]


def test_a_clause_begins_on_its_day_though_the_rest_has_none() -> None:
    text = (
        "Điều 1. Bãi bỏ Nghị định số 5/2010/NĐ-CP; hướng dẫn Luật Giá.\n\n"
        "Điều 2. Bãi bỏ Nghị định số 6/2010/NĐ-CP.\n\n"
        "Điều 3. Nghị định này có hiệu lực sau 45 ngày kể từ ngày ký. Điều 1 của Nghị định này có"
        " hiệu lực từ ngày 01 tháng 3 năm 2026."
    )
    found = find_claims(text, find_mentions(text), parse_provisions(text)[0], anchors)
    assert [(c.source, c.quan_he, c.tu_ngay) for c in found] == [
        ("dieu-1", "bai_bo", "2026-03-01"), ("dieu-1", "huong_dan", ""), ("dieu-2", "bai_bo", ""),
    ]  # fmt: skip


def test_a_claim_knows_its_provision_and_sentence() -> None:
    text = "Điều 9. Hiệu lực\n\n2. Quy định này thay thế Quy định số 66-QĐ/TW. Hết."
    inner = Provision(
        level="khoan", label="2.", title="", anchor="dieu-9-khoan-2", parent="dieu-9", start=18, end=len(text)
    )  # fmt: skip
    outer = Provision(
        level="dieu", label="Điều 9.", title="Hiệu lực", anchor="dieu-9", parent="", start=0, end=len(text)
    )  # fmt: skip
    [claim] = claims(text, (outer, inner))
    assert claim.source == "dieu-9-khoan-2"
    assert claim.evidence == "2. Quy định này thay thế Quy định số 66-QĐ/TW."


def test_several_provisions_are_several_claims() -> None:
    found = claims("Bãi bỏ Điều 3 và khoản 4 Điều 7 Thông tư số 2/2020/TT-BTC.")
    assert [c.provision for c in found] == ["dieu-3", "dieu-7-khoan-4"]


def test_without_a_reader_of_pinpoints_a_part_is_still_a_part() -> None:
    text = "Bãi bỏ khoản 2 Điều 5 Thông tư số 2/2020/TT-BTC."
    [claim] = find_claims(text, find_mentions(text), ())
    assert claim.provision
