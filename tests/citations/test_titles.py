"""A law named in another document's title is the version of that document's day."""

from __future__ import annotations

import pytest
from asking import REGISTRY, outcomes, ref

from vanban.citations.around import DETAILED, IN_TITLE, look_around, title_day
from vanban.citations.find import find_mentions
from vanban.model import Ambiguous, Citing, NotHeld, Outcome, Resolved, Unclear

OLD = ref("qh/10-2012", "10/2012/QH13", "Bộ luật", "quoc-hoi", "2012-06-18", "Lao động")
NEW = ref("qh/45-2019", "45/2019/QH14", "Bộ luật", "quoc-hoi", "2019-11-20", "Lao động")
LAWS = [OLD, NEW]
LATER = Citing(id="x", co_quan="bo-noi-vu", ngay="2022-09-30", loai="Thông tư")
DECREE = (
    "Nghị định số 03/2014/NĐ-CP ngày 16 tháng 01 năm 2014 của Chính phủ quy định chi tiết thi hành"
    " một số điều của Bộ luật Lao động về việc làm"
)


def last(text: str, citing: Citing = LATER) -> Outcome:
    return outcomes(text, LAWS, citing)[-1]


def test_the_version_of_the_decree_not_of_the_text() -> None:
    assert last(f"Bãi bỏ Thông tư hướng dẫn {DECREE}.") == Resolved(target="qh/10-2012")
    assert last("theo quy định của Bộ luật Lao động.") == Resolved(target="qh/45-2019")


def test_the_version_cited_elsewhere_does_not_reach_into_an_older_title() -> None:
    text = f"Căn cứ Bộ luật Lao động ngày 20 tháng 11 năm 2019; Căn cứ {DECREE};"
    assert last(text) == Resolved(target="qh/10-2012")
    assert outcomes(text, [NEW], LATER)[-1] == NotHeld(
        so_hieu="10/2012/QH13", note="Bộ luật Lao động năm 2012"
    )


def test_after_the_title_the_text_speaks_for_itself() -> None:
    assert last(f"Căn cứ {DECREE}; theo Bộ luật Lao động.") == Resolved(target="qh/45-2019")


def test_what_details_a_law_about_to_begin_details_that_law() -> None:
    soon = DECREE.replace("03/2014", "145/2020").replace("16 tháng 01 năm 2014", "14/12/2020")
    assert last(f"Căn cứ {soon};") == Resolved(target="qh/45-2019")
    early = soon.replace("14/12/2020", "14/02/2020")
    assert isinstance(last(f"Căn cứ {early};"), Ambiguous)


def test_a_year_alone_must_leave_one_version() -> None:
    year = DECREE.replace(" ngày 16 tháng 01 năm 2014", "")
    assert last(f"Căn cứ {year};") == Resolved(target="qh/10-2012")
    between = year.replace("03/2014", "145/2020")
    assert isinstance(last(f"Căn cứ {between};"), Ambiguous)
    named = f"Căn cứ Bộ luật Lao động số 45/2019/QH14; Căn cứ {between};"
    assert last(named) == Resolved(target="qh/45-2019")


@pytest.mark.parametrize(
    ("between", "day"),
    [
        (" ngày 05/3/2020 của Chính phủ quy định chi tiết ", DETAILED + "2020-03-05"),
        (" quy định chi tiết và hướng dẫn thi hành một số điều\ncủa ", DETAILED + "2020"),
        (" sửa đổi, bổ sung một số điều của ", IN_TITLE + "2020"),
        ("; căn cứ ", ""),
        (" quy định chi tiết; theo ", ""),
        (" được ban hành để thi hành ", ""),
        (" hướng dẫn áp dụng theo quy định của ", ""),
        (" hướng dẫn thi hành.\n\n", ""),
    ],
)
def test_how_far_a_title_reaches(between: str, day: str) -> None:
    text = f"Nghị định số 30/2020/NĐ-CP{between}Bộ luật Lao động"
    mentions = find_mentions(text)
    assert look_around(text, mentions).topics.get(len(mentions) - 1, "") == day
    assert title_day(day) == (day[-10:].split()[-1] if day else None)


def test_a_consolidated_text_follows_only_what_stands_near() -> None:
    """Its clauses are of many days; a note names a version, clauses far from it mean another."""
    whole = Citing(id="v", co_quan="van-phong-quoc-hoi", ngay="2020-02-26", loai="Văn bản hợp nhất")
    note = (
        "Bộ luật Lao động số 10/2012/QH13 có căn cứ như sau: “Quốc hội ban hành Bộ luật Lao động.”"
    )
    assert last(note, whole) == Resolved(target="qh/10-2012")
    assert isinstance(last(note + "Chữ. " * 200 + "theo Bộ luật Lao động", whole), Ambiguous)


def test_a_text_means_no_version_made_after_it() -> None:
    early = Citing(id="x", co_quan="quoc-hoi", ngay="1992-12-21", loai="Luật")
    assert isinstance(last("theo Bộ luật Lao động", early), NotHeld)


def test_a_heading_above_an_amendment_is_no_draft() -> None:
    heading = "Điều 76. Sửa đổi, bổ sung một số điều của Bộ luật Lao động\nSửa đổi, bổ sung Điều 3"
    assert last(heading) == Resolved(target="qh/45-2019")
    for draft in ("Bộ luật Lao động sửa đổi.", "Bộ luật Lao động (Sửa đổi)"):
        assert isinstance(last(draft), Unclear)


def test_a_law_by_year_and_by_number_is_one_law() -> None:
    text = "Bộ luật Lao động năm 2019; Bộ luật Lao động số 45/2019/QH14; theo Bộ luật Lao động"
    found = outcomes(text, [], LATER)[-1]
    assert isinstance(found, NotHeld)
    assert found.so_hieu == "45/2019/QH14"
    other = text.replace("năm 2019", "năm 2012")
    assert isinstance(outcomes(other, [], LATER)[-1], Unclear)


def test_a_short_form_with_its_year_is_the_one_cited_with_that_year() -> None:
    docs = [
        ref("tu/17", "05-CT/TU", "Chỉ thị", "tinh-uy-hai-duong", "2017-04-20"),
        ref("tu/22", "05-CT/TU", "Chỉ thị", "tinh-uy-hai-duong", "2022-02-10"),
    ]
    text = "Chỉ thị số 05-CT/TU, ngày 20/4/2017; Chỉ thị số 05-CT/TU, ngày 10/02/2022; "
    citing = Citing(id="x", co_quan="tinh-uy-hai-duong", ngay="2022-07-05")
    assert outcomes(text + "thực hiện Chỉ thị 05 năm 2017", docs, citing)[-1] == Resolved(
        target="tu/17"
    )
    assert isinstance(outcomes(text + "thực hiện Chỉ thị 05", docs, citing)[-1], Ambiguous)


def test_versions_are_in_the_table() -> None:
    assert [v.so_hieu for v in REGISTRY.named_laws("Bộ luật Lao động")][-1] == "45/2019/QH14"
