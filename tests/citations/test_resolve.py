"""Which document is meant: each step of the narrowing, and every kind of refusal."""

from __future__ import annotations

from asking import HAI_DUONG, REGISTRY, outcomes, ref

from vanban.citations.find import find_mentions
from vanban.citations.resolve import document_keys, mention_keys
from vanban.model import Ambiguous, Citing, NotHeld, Resolved, Unclear

CT29 = ref("hd/29", "29-CT/TU", "Chỉ thị", "tinh-uy-hai-duong", "2013-07-16")
CT29_HN = ref("hn/29", "29-CT/TU", "Chỉ thị", "thanh-uy-ha-noi", "2013-07-16")


def test_a_relative_code_means_the_citing_body_of_that_day() -> None:
    text = "thực hiện Chỉ thị 29-CT/TU, ngày 16/7/2013 của Ban Thường vụ Tỉnh ủy"
    assert outcomes(text, [CT29, CT29_HN]) == [Resolved(target="hd/29")]
    ha_noi = Citing(id="x", co_quan="thanh-uy-ha-noi", ngay="2022-01-01")
    assert outcomes(text, [CT29, CT29_HN], ha_noi) == [Resolved(target="hn/29")]


def test_a_body_named_in_the_text_wins_over_the_citing_body() -> None:
    text = "Chỉ thị 29-CT/TU, ngày 16/7/2013 của Thành ủy Hà Nội"
    assert outcomes(text, [CT29, CT29_HN]) == [Resolved(target="hn/29")]


def test_a_relative_code_from_an_unknown_body_is_ambiguous() -> None:
    unknown = Citing(id="x", ngay="2022-01-01")
    found = outcomes("Chỉ thị 29-CT/TU, ngày 16/7/2013", [CT29, CT29_HN], unknown)
    assert isinstance(found[0], Ambiguous)
    assert found[0].candidates == ("hd/29", "hn/29")


def test_not_held_says_whose_and_of_which_term() -> None:
    texts = {
        "Chỉ thị 29-CT/TU, ngày 16/7/2013": "Tỉnh ủy Hải Dương khóa XV",
        "Đề án 01-ĐA/TU, ngày 29/8/2016": "Tỉnh ủy Hải Dương khóa XVI",
        "Đề án số 02-ĐA/TU, ngày 15/8/2021": "Tỉnh ủy Hải Dương khóa XVII",
        "Kết luận số 21-KL/TW, ngày 25/10/2021": "Ban Chấp hành Trung ương Đảng khóa XIII",
    }
    for text, note in texts.items():
        [found] = outcomes(text, [])
        assert isinstance(found, NotHeld)
        assert found.note == note


def test_qdi_is_qd_in_the_party_and_a_slash_is_another_system() -> None:
    held = ref("tw/11", "11-QĐi/TW", "Quy định", "bo-chinh-tri", "2019-02-18")
    assert outcomes("Quy định số 11-QĐ/TW, ngày 18/02/2019", [held]) == [Resolved(target="tw/11")]
    [other] = outcomes("Quy định số 11/QĐ-TTg ngày 18/02/2019", [held])
    assert isinstance(other, NotHeld)


def test_one_series_of_the_centre_whoever_signed() -> None:
    held = ref("tw/399", "399-QĐ/TW", "Quy định", "ban-bi-thu", "2026-01-09")
    citing = Citing(id="x", co_quan="tinh-uy-lai-chau", ngay="2026-03-01")
    text = "Quy định số 399-QĐ/TW, ngày 09/01/2026 của Bộ Chính trị"
    assert outcomes(text, [held], citing) == [Resolved(target="tw/399")]


def test_a_contradictory_date_within_the_term_is_unclear_and_told() -> None:
    held = ref("tw/296", "296-QĐ/TW", "Quy định", "bo-chinh-tri", "2025-05-30")
    citing = Citing(id="x", co_quan="bo-chinh-tri", ngay="2025-09-01")
    [found] = outcomes("Quy định số 296-QĐ/TW, ngày 20/5/2025", [held], citing)
    assert isinstance(found, Unclear)
    assert "20/5/2025" in found.reason
    assert "30/5/2025" in found.reason


def test_a_date_of_another_term_is_another_document() -> None:
    held = ref("tw/18", "18-KL/TW", "Kết luận", "bo-chinh-tri", "2017-09-22")
    citing = Citing(id="x", co_quan="bo-chinh-tri", ngay="2026-06-01")
    [found] = outcomes("Kết luận số 18-KL/TW, ngày 02/5/2026", [held], citing)
    assert isinstance(found, NotHeld)


def test_a_type_word_that_contradicts_is_unclear() -> None:
    held = ref("tw/347", "347-QĐ/TW", "Quyết định", "bo-chinh-tri", "2025-08-08")
    citing = Citing(id="x", co_quan="bo-chinh-tri", ngay="2025-09-01")
    [found] = outcomes("Chỉ thị số 347-QĐ/TW", [held], citing)
    assert isinstance(found, Unclear)
    # Both types draw from one series, so number and date together are enough.
    assert outcomes("Quy định số 347-QĐ/TW, ngày 08/8/2025", [held], citing) == [
        Resolved(target="tw/347")
    ]
    [word_only] = outcomes("Quy định số 347-QĐ/TW", [held], citing)
    assert isinstance(word_only, Unclear)


def test_without_a_date_two_terms_stay_ambiguous() -> None:
    docs = [
        ref("tw/2017/18", "18-KL/TW", "Kết luận", "bo-chinh-tri", "2017-09-22"),
        ref("tw/2021/18", "18-KL/TW", "Kết luận", "bo-chinh-tri", "2021-10-05"),
    ]
    citing = Citing(id="x", co_quan="bo-chinh-tri", ngay="2022-06-01")
    [found] = outcomes("Kết luận số 18-KL/TW", docs, citing)
    assert isinstance(found, Ambiguous)
    assert set(found.candidates) == {"tw/2017/18", "tw/2021/18"}


def test_without_a_date_the_one_held_must_be_of_the_same_term() -> None:
    held = ref("tw/18", "18-NQ/TW", "Nghị quyết", "ban-chap-hanh-trung-uong", "2017-10-25")
    same = Citing(id="x", co_quan="bo-chinh-tri", ngay="2018-06-01")
    later = Citing(id="x", co_quan="bo-chinh-tri", ngay="2025-06-01")
    assert outcomes("Nghị quyết số 18-NQ/TW", [held], same) == [Resolved(target="tw/18")]
    assert isinstance(outcomes("Nghị quyết số 18-NQ/TW", [held], later)[0], Ambiguous)
    named = "Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XII"
    assert outcomes(named, [held], later) == [Resolved(target="tw/18")]


def test_a_later_document_of_a_number_that_restarts_cannot_be_meant() -> None:
    held = ref("tw/18", "18-NQ/TW", "Nghị quyết", "ban-chap-hanh-trung-uong", "2017-10-25")
    before = Citing(id="x", co_quan="bo-chinh-tri", ngay="2016-03-01")
    assert isinstance(outcomes("Nghị quyết số 18-NQ/TW", [held], before)[0], NotHeld)
    unique = ref("cp/30", "30/2020/NĐ-CP", "Nghị định", "chinh-phu", "2020-03-05")
    record = Citing(id="x", co_quan="chinh-phu", ngay="2004-04-08")
    assert outcomes("Nghị định số 30/2020/NĐ-CP", [unique], record) == [Resolved(target="cp/30")]


def test_a_symbol_with_its_year_is_unique() -> None:
    held = ref("cp/30", "30/2020/NĐ-CP", "Nghị định", "chinh-phu", "2020-03-05")
    citing = Citing(id="x", co_quan="tinh-uy-hai-duong", ngay="2024-01-01")
    text = "khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP"
    assert outcomes(text, [held], citing) == [Resolved(target="cp/30", provision="dieu-5-khoan-2")]


def test_two_of_one_number_in_different_years() -> None:
    docs = [
        ref("ttg/2020/16", "16/CT-TTg", "Chỉ thị", "thu-tuong", "2020-03-31"),
        ref("ttg/2026/16", "16/CT-TTg", "Chỉ thị", "thu-tuong", "2026-04-23"),
    ]
    citing = Citing(id="x", co_quan="chinh-phu", ngay="2026-06-01")
    assert outcomes("Chỉ thị số 16/CT-TTg ngày 31/3/2020", docs, citing) == [
        Resolved(target="ttg/2020/16")
    ]
    assert isinstance(outcomes("Chỉ thị số 16/CT-TTg", docs, citing)[0], Ambiguous)


def test_decimal_numbers_are_their_own() -> None:
    held = ref("cp/13", "13/2026/NQ-CP", "Nghị quyết", "chinh-phu", "2026-02-02")
    citing = Citing(id="x", co_quan="chinh-phu", ngay="2026-06-01")
    assert isinstance(outcomes("Nghị quyết số 66.13/2026/NQ-CP", [held], citing)[0], NotHeld)


def test_short_forms_follow_the_full_one() -> None:
    held = ref("tw/57", "57-NQ/TW", "Nghị quyết", "bo-chinh-tri", "2024-12-22")
    citing = Citing(id="x", co_quan="tinh-uy-hai-duong", ngay="2025-05-01")
    text = "Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị; theo Nghị quyết 57 thì"
    assert outcomes(text, [held], citing) == [Resolved(target="tw/57")] * 2
    [alone] = outcomes("theo Nghị quyết 57 thì", [held], citing)
    assert isinstance(alone, Ambiguous)
    assert alone.candidates == ("tw/57",)


def test_one_short_form_for_two_documents_is_unusable() -> None:
    text = (
        "Quyết định số 5-QĐ/TU, ngày 01/3/2022; Quyết định số 5/QĐ-UBND ngày 02/3/2022; "
        "theo Quyết định 5 nêu trên"
    )
    assert isinstance(outcomes(text, [])[-1], Unclear)


LAWS = [
    ref("qh/45-2013", "45/2013/QH13", "Luật", "quoc-hoi", "2013-11-29", "Luật Đất đai"),
    ref("qh/31-2024", "31/2024/QH15", "Luật", "quoc-hoi", "2024-01-18", "Luật Đất đai"),
]


def test_a_law_by_year_or_by_the_day_of_the_text() -> None:
    citing = Citing(id="x", co_quan="chinh-phu", ngay="2025-01-01")
    assert outcomes("Luật Đất đai năm 2013", LAWS, citing) == [Resolved(target="qh/45-2013")]
    assert outcomes("Luật Đất đai", LAWS, citing) == [Resolved(target="qh/31-2024")]
    early = Citing(id="x", co_quan="chinh-phu", ngay="2016-01-01")
    assert outcomes("Luật Đất đai", LAWS, early) == [Resolved(target="qh/45-2013")]
    undated = Citing(id="x", co_quan="chinh-phu")
    assert isinstance(outcomes("Luật Đất đai", LAWS, undated)[0], Ambiguous)


def test_a_bare_name_follows_the_numbered_one_of_the_same_text() -> None:
    citing = Citing(id="x", co_quan="chinh-phu", ngay="2025-01-01")
    text = "Luật Đất đai số 45/2013/QH13 và theo Điều 5 Luật Đất đai"
    assert outcomes(text, LAWS, citing) == [
        Resolved(target="qh/45-2013"), Resolved(target="qh/45-2013", provision="dieu-5"),
    ]  # fmt: skip


def test_a_law_not_held_is_told_by_its_number() -> None:
    citing = Citing(id="x", co_quan="chinh-phu", ngay="2025-01-01")
    [found] = outcomes("Luật Đất đai năm 2013", [], citing)
    assert found == NotHeld(so_hieu="45/2013/QH13", note="Luật Đất đai năm 2013")


def test_plenum_resolutions_by_number_and_term() -> None:
    held = ref(
        "tw/04", "04-NQ/TW", "Nghị quyết", "ban-chap-hanh-trung-uong", "2016-10-30",
        "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII",
    )  # fmt: skip
    assert outcomes("Nghị quyết Trung ương 4 khóa XII", [held]) == [Resolved(target="tw/04")]
    assert isinstance(outcomes("Nghị quyết Trung ương 4 khóa XI", [held])[0], NotHeld)


def test_self_is_the_citing_document() -> None:
    assert outcomes("khoản 3 Điều 2 Quy định này", []) == [
        Resolved(target=HAI_DUONG.id, provision="dieu-2-khoan-3")
    ]


def test_keys_wait_for_late_arrivals() -> None:
    text = "Chỉ thị 29-CT/TU; Luật Đất đai năm 2013; Nghị quyết 57; Nghị định này"
    wanted = [set(mention_keys(m, HAI_DUONG, REGISTRY)) for m in find_mentions(text)]
    law = set(document_keys(LAWS[0], REGISTRY))
    assert wanted[0] & set(document_keys(CT29, REGISTRY))
    assert wanted[1] & law
    assert wanted[2] == {"ngan:57:nghi-quyet"}
    assert wanted[3] == set()


def test_an_undated_number_follows_the_dated_one_before_it() -> None:
    """05-HD/VPTW: date and body at first mention, the bare number after."""
    text = "Chỉ thị số 29-CT/TU, ngày 16/7/2013. Việc thực hiện Chỉ thị 29-CT/TU có tiến bộ."
    assert outcomes(text, [CT29]) == [Resolved(target="hd/29")] * 2


def test_two_dates_of_one_number_leave_a_later_bare_one_open() -> None:
    later = ref("hd/29b", "29-CT/TU", "Chỉ thị", "tinh-uy-hai-duong", "2018-03-04")
    text = (
        "Chỉ thị số 29-CT/TU, ngày 16/7/2013 và Chỉ thị số 29-CT/TU, ngày 04/3/2018."
        " Chỉ thị 29-CT/TU có tiến bộ."
    )
    assert isinstance(outcomes(text, [CT29, later])[2], Ambiguous)


def test_a_number_of_another_body_does_not_follow() -> None:
    text = "Chỉ thị số 29-CT/TU, ngày 16/7/2013. Chỉ thị 29-CT/TU của Thành ủy Hà Nội thì khác."
    assert outcomes(text, [CT29])[1] != Resolved(target="hd/29")
