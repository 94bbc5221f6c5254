"""Every outcome can say which steps narrowed it; what the text says around mentions decides."""

from __future__ import annotations

from collections.abc import Sequence

from asking import REGISTRY, explained, lookup, outcomes, ref

from vanban.citations.find import find_mentions
from vanban.citations.resolve import resolve_all
from vanban.citations.trail import STEP_WORDS
from vanban.model import Ambiguous, Citing, DocRef, Mention, NotHeld, Outcome, Resolved, Unclear

CENTRE = Citing(id="x", co_quan="bo-chinh-tri", ngay="2024-05-01")


CT29 = ref("hd/29", "29-CT/TU", "Chỉ thị", "tinh-uy-hai-duong", "2013-07-16")
CT29_HN = ref("hn/29", "29-CT/TU", "Chỉ thị", "thanh-uy-ha-noi", "2013-07-16")
CT29_LATER = ref("hd/29b", "29-CT/TU", "Chỉ thị", "tinh-uy-hai-duong", "2018-07-16")


def test_the_steps_narrow_in_their_order() -> None:
    [(outcome, steps)] = explained("Chỉ thị 29-CT/TU, ngày 16/7/2013", [CT29, CT29_HN, CT29_LATER])
    assert outcome == Resolved(target="hd/29")
    assert [s.name for s in steps] == ["key", "type", "body", "date"]
    assert [len(s.left) for s in steps] == [3, 3, 2, 1]
    assert "Tỉnh ủy Hải Dương (01/01/1997 – 30/6/2025)" in steps[2].told
    assert set(STEP_WORDS) >= {s.name for s in steps}


def test_explaining_changes_nothing() -> None:
    text = "Chỉ thị 29-CT/TU, ngày 16/7/2013; Luật Đất đai; Chỉ thị 29-CT/TU; Nghị quyết 57"
    assert [o for o, _ in explained(text, [CT29])] == outcomes(text, [CT29])


def test_a_later_mention_tells_what_it_follows() -> None:
    found = explained("Chỉ thị số 29-CT/TU, ngày 16/7/2013. Chỉ thị 29-CT/TU đúng.", [CT29])
    assert [s.name for s in found[1][1]] == ["antecedent"]
    assert "Chỉ thị số 29-CT/TU" in found[1][1][0].told


# -- names the text introduces -----------------------------------------------------------------

ND13 = ref("cp/13", "13/2023/NĐ-CP", "Nghị định", "chinh-phu", "2023-04-17")
ND15 = ref("cp/15", "15/2020/NĐ-CP", "Nghị định", "chinh-phu", "2020-02-03")


def test_an_alias_with_a_number_is_its_document() -> None:
    text = (
        "Nghị định số 13/2023/NĐ-CP ngày 17/4/2023 của Chính phủ sửa đổi Nghị định số 15/2020/NĐ-CP"
        " (sau đây gọi tắt là Nghị định 13). Theo Điều 4 Nghị định 13 thì"
    )
    found = [o for o, _ in explained(text, [ND13, ND15], CENTRE)]
    assert found == [
        Resolved(target="cp/13"), Resolved(target="cp/15"), Resolved(target="cp/13"),
        Resolved(target="cp/13", provision="dieu-4"),
    ]  # fmt: skip


def test_an_alias_without_a_number_is_the_one_document_of_its_type_before_it() -> None:
    held = ref("qh/58", "58/2014/QH13", "Luật", "quoc-hoi", "2014-11-20", "Luật Bảo hiểm xã hội")
    text = "Luật Bảo hiểm xã hội số 58/2014/QH13 (sau đây gọi là Luật BHXH). Điều 3 Luật BHXH nói"
    found = [o for o, _ in explained(text, [held], CENTRE)]
    assert found == [
        Resolved(target="qh/58"), Resolved(target="qh/58"),
        Resolved(target="qh/58", provision="dieu-3"),
    ]  # fmt: skip


def test_an_alias_after_two_of_its_type_is_nobodys() -> None:
    text = (
        "Luật Bảo hiểm xã hội số 58/2014/QH13 và Luật Việc làm số 38/2013/QH13"
        " (sau đây gọi là Luật BHVL). Điều 3 Luật BHVL nói"
    )
    held = ref("qh/58", "58/2014/QH13", "Luật", "quoc-hoi", "2014-11-20", "Luật Bảo hiểm xã hội")
    found = [o for o, _ in explained(text, [held], CENTRE)]
    assert found[-1] != Resolved(target="qh/58", provision="dieu-3")


# -- deictics ------------------------------------------------------------------------------------


def pointing(before: str, words: str, loai: str) -> tuple[Mention, ...]:
    """Mentions of ``before``, then ``words`` as a mention of its own."""
    text = f"{before} {words}"
    found = tuple(m for m in find_mentions(before))
    return (
        *found,
        Mention(start=len(before) + 1, end=len(text), surface=words, loai=loai, kind="named"),
    )


def decided(mentions: Sequence[Mention], docs: Sequence[DocRef]) -> list[Outcome]:
    found = resolve_all(mentions, CENTRE, lookup(docs), REGISTRY)
    return [c.outcome for c in found]


def test_neu_tren_is_the_last_of_its_type() -> None:
    mentions = pointing("Nghị định số 13/2023/NĐ-CP quy định.", "Nghị định nêu trên", "Nghị định")
    assert decided(mentions, [ND13]) == [Resolved(target="cp/13")] * 2


def test_neu_tren_after_two_is_open_and_shows_both() -> None:
    before = "Nghị định số 13/2023/NĐ-CP và Nghị định số 15/2020/NĐ-CP."
    found = decided(pointing(before, "Nghị định nêu trên", "Nghị định"), [ND13, ND15])
    assert isinstance(found[-1], Ambiguous)
    assert set(found[-1].candidates) == {"cp/13", "cp/15"}


def test_neu_tren_with_nothing_above_is_unclear() -> None:
    found = decided(pointing("Theo", "Luật nêu trên", "Luật"), [])
    assert isinstance(found[-1], Unclear)


# -- plenums and congresses ------------------------------------------------------------------------

NQ04 = ref("tw/04", "04-NQ/TW", "Nghị quyết", "ban-chap-hanh-trung-uong", "2016-10-30", "Về Đảng")
NQ05 = ref(
    "tw/05", "05-NQ/TW", "Nghị quyết", "ban-chap-hanh-trung-uong", "2016-11-01", "Về tăng trưởng"
)
OLD04 = ref("tw/04-x", "04-NQ/TW", "Nghị quyết", "ban-chap-hanh-trung-uong", "2006-08-21", "Về x")


def plenum(text: str, *docs: DocRef) -> Outcome:
    return explained(text, docs, CENTRE)[0][0]


def test_a_plenum_means_the_number_the_table_knows() -> None:
    assert plenum("Nghị quyết Trung ương 4 khóa XII", NQ04, NQ05, OLD04) == Resolved(target="tw/04")
    assert plenum("Nghị quyết Trung ương 3 khóa X", NQ04, OLD04) == Resolved(target="tw/04-x")


def test_the_subject_behind_the_name_decides() -> None:
    text = "Nghị quyết Trung ương 4 khóa XII về đổi mới mô hình tăng trưởng"
    assert plenum(text, NQ04, NQ05) == Resolved(target="tw/05")


def test_a_plenum_of_several_resolutions_is_not_guessed() -> None:
    held = ref("tw/10", "10-NQ/TW", "Nghị quyết", "ban-chap-hanh-trung-uong", "2017-06-03")
    found = plenum("theo Nghị quyết Trung ương 5 khóa XII.", held)
    assert isinstance(found, Ambiguous)
    assert "11-NQ/TW" in found.reason
    assert plenum("Nghị quyết Trung ương 5 khóa XII về kinh tế tư nhân", held) == Resolved(
        target="tw/10"
    )


def test_a_plenum_not_held_is_told_by_number_and_day() -> None:
    found = plenum("Nghị quyết Trung ương 4 khóa XII")
    assert isinstance(found, NotHeld)
    assert found.so_hieu == "04-NQ/TW"
    assert "30/10/2016" in found.note


def test_two_terms_in_one_name_are_two_documents() -> None:
    found = plenum("Nghị quyết Trung ương 4 (khóa XI; XII)", NQ04)
    assert isinstance(found, Ambiguous)
    assert found.candidates == ("tw/04",)


def test_a_conclusion_is_not_the_resolution_of_its_plenum() -> None:
    held = ref("tw/21", "21-KL/TW", "Kết luận", "ban-chap-hanh-trung-uong", "2021-10-25")
    assert plenum("Kết luận Hội nghị Trung ương 4 khóa XIII", held) == Resolved(target="tw/21")


def test_a_national_congress_by_its_day() -> None:
    held = ref("tw/dh", "", "Nghị quyết", "dai-hoi-dang", "2021-02-01", "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng")  # fmt: skip
    assert plenum("Nghị quyết Đại hội XIII của Đảng", held) == Resolved(target="tw/dh")
    found = plenum("Nghị quyết Đại hội XII của Đảng", held)
    assert isinstance(found, NotHeld)
    assert "28/01/2016" in found.note


# -- one number, two documents ---------------------------------------------------------------------


def test_a_law_and_a_resolution_may_share_a_symbol() -> None:
    law = ref(
        "qh/luat", "93/2015/QH13", "Luật", "quoc-hoi", "2015-11-25", "Luật Tố tụng hành chính"
    )
    found = plenum("Nghị quyết số 93/2015/QH13", law)
    assert found == NotHeld(so_hieu="93/2015/QH13")
    assert plenum("Bộ luật số 93/2015/QH13", law) == Resolved(target="qh/luat")


def test_quy_hoach_is_not_the_assembly() -> None:
    plan = ref("hd/05", "05-QH/TU", "Quy hoạch", "tinh-uy-hai-duong", "2021-03-01")
    law = ref("qh/09", "09/2026/QH16", "Luật", "quoc-hoi", "2026-04-24")
    citing = Citing(id="x", co_quan="tinh-uy-hai-duong", ngay="2021-09-01")
    [(first, _), (second, _)] = explained(
        "Quy hoạch số 05-QH/TU và Luật số 09/2026/QH16", [plan, law], citing
    )
    assert first == Resolved(target="hd/05")
    assert second == Resolved(target="qh/09")


def test_qyd_of_the_state_is_another_type() -> None:
    held = ref("ub/12", "12/QĐ-UBND", "Quyết định", "ubnd-hai-duong", "2022-03-01")
    citing = Citing(id="x", co_quan="ubnd-hai-duong", ngay="2022-09-01")
    [(found, _)] = explained("Quy định số 12/QyĐ-UBND ngày 01/3/2022", [held], citing)
    assert isinstance(found, NotHeld)


def test_the_party_number_with_qdi_is_the_one_with_qd() -> None:
    held = ref("tw/06", "06-QĐi/TW", "Quy định", "bo-chinh-tri", "2018-08-28")
    citing = Citing(id="x", co_quan="bo-chinh-tri", ngay="2019-05-01")
    [(found, _)] = explained("Quy định số 06-QĐ/TW ngày 28/8/2018", [held], citing)
    assert found == Resolved(target="tw/06")


def test_a_law_the_table_does_not_know_is_not_guessed_without_a_day() -> None:
    held = ref("ubtv/09", "09/2003/PL-UBTVQH11", "Pháp lệnh", "uy-ban-thuong-vu-quoc-hoi", "2003-02-25", "Động viên công nghiệp")  # fmt: skip
    found = plenum("Pháp lệnh Động viên công nghiệp", held)
    assert isinstance(found, Ambiguous)
    dated = "Pháp lệnh Động viên công nghiệp ngày 25 tháng 02 năm 2003"
    assert plenum(dated, held) == Resolved(target="ubtv/09")


def test_a_held_law_newer_than_the_table_is_a_version_too() -> None:
    """Else a bare name would go on meaning the last version the table knows."""
    old = ref("qh/45", "45/2013/QH13", "Luật", "quoc-hoi", "2013-11-29", "Luật Đất đai")
    new = ref("qh/99", "99/2031/QH17", "Luật", "quoc-hoi", "2031-01-18", "Luật Đất đai")
    citing = Citing(id="x", co_quan="chinh-phu", ngay="2035-01-01")
    [(found, _)] = explained("Luật Đất đai", [old, new], citing)
    assert found == Resolved(target="qh/99")
    soon = Citing(id="x", co_quan="chinh-phu", ngay="2031-02-01")
    [(either, _)] = explained("Luật Đất đai", [old, new], soon)
    assert isinstance(either, Ambiguous)


def test_a_law_that_names_itself_means_itself() -> None:
    own = ref("qh/45", "45/2019/QH14", "Bộ luật", "quoc-hoi", "2019-11-20", "Bộ luật Lao động")
    old = ref("qh/10", "10/2012/QH13", "Bộ luật", "quoc-hoi", "2012-06-18", "Bộ luật Lao động")
    citing = Citing(id="qh/45", co_quan="quoc-hoi", ngay="2019-11-20", loai="Bộ luật", so_hieu="45/2019/QH14")  # fmt: skip
    found = [o for o, _ in explained("Theo Bộ luật Lao động và Bộ luật Lao động số 10/2012/QH13", [own, old], citing)]  # fmt: skip
    assert found[-1] == Resolved(target="qh/10")
    assert found[0] == Resolved(target="qh/45")


def test_a_law_still_to_be_made_is_no_held_version() -> None:
    held = ref("qh/21", "21/2008/QH12", "Luật", "quoc-hoi", "2008-11-13", "Luật Công nghệ cao")
    for text in (
        "c) Luật Công nghệ cao (sửa đổi).",
        "10. Xây dựng Luật Công nghệ cao sửa đổi.",
        "làm cơ sở xây dựng Luật Công nghệ cao trình Quốc hội",
        "trình đề nghị xây dựng Luật Công nghệ cao",
        "đến ngày Luật Công nghệ cao sửa đổi có hiệu lực thi hành, việc",
    ):
        found = plenum(text, held)
        assert isinstance(found, Unclear), text
        assert "dự thảo hoặc lần sửa đổi của “Luật Công nghệ cao" in found.reason
    for text in (
        "theo Luật Công nghệ cao", "theo đề nghị của Bộ\nXây dựng Luật Công nghệ cao được áp dụng",
        "tại Sở Xây dựng Luật Công nghệ cao được áp dụng",
    ):  # fmt: skip
        assert plenum(text, held) == Resolved(target="qh/21"), text


def test_an_undated_amending_law_is_not_guessed() -> None:
    name = "Luật sửa đổi, bổ sung một số điều của Luật Điện lực"
    held = ref("qh/24", "24/2012/QH13", "Luật", "quoc-hoi", "2012-11-20", name)
    assert isinstance(plenum(f"theo {name} thì", held), Ambiguous)
    assert plenum(f"{name} ngày 20 tháng 11 năm 2012", held) == Resolved(target="qh/24")
