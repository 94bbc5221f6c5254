"""Status on a day: dates, endings, parts, suspensions; unknown says unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vanban.graph.validity import Answer, validity
from vanban.model import QuanHe, Relation


def relation(
    quan_he: QuanHe, tu_ngay: str = "2024-01-01", provision: str = "", *, confirmed: bool = False
) -> Relation:
    return Relation(
        quan_he=quan_he, source="moi", target="cu", target_provision=provision, tu_ngay=tu_ngay,
        evidence="Câu nói rõ.", confirmed=confirmed,
    )  # fmt: skip


def on(
    day: str, *incoming: Relation, tu: str = "2020-01-01", den: str = "", ngay: str = "2019-12-01"
) -> Answer:
    return validity(hieu_luc_tu=tu, hieu_luc_den=den, ngay=ngay, incoming=incoming, on=day)


def test_before_in_and_after() -> None:
    assert on("2019-12-31").validity.status == "chua"
    answer = on("2020-01-01")
    assert (answer.first, answer.last, answer.validity.status) == ("2020-01-01", "", "con")
    assert on("2021-01-01", den="2020-12-31").validity.status == "het"
    assert on("2020-12-31", den="2020-12-31").validity.status == "con"


@pytest.mark.parametrize("quan_he", ["thay_the", "bai_bo", "het_hieu_luc"])
def test_an_ending_takes_effect_on_its_day(quan_he: QuanHe) -> None:
    ending = relation(quan_he)
    before, after = on("2023-12-31", ending), on("2024-01-01", ending)
    assert before.validity.status == "con"
    assert before.last == "2023-12-31"
    assert "01/01/2024" in before.validity.reason
    assert after.validity.status == "het"
    assert (after.validity.by, after.validity.since) == ("moi", "2024-01-01")
    assert after.validity.evidence == "Câu nói rõ."


def test_a_part_that_ends_leaves_the_rest() -> None:
    answer = on("2025-01-01", relation("bai_bo", provision="dieu-5"))
    assert answer.validity.status == "het_mot_phan"
    assert answer.last == ""


def test_amendment_does_not_end() -> None:
    answer = on("2025-01-01", relation("sua_doi"))
    assert answer.validity.status == "con"
    assert "sửa đổi" in answer.validity.reason


def test_suspension() -> None:
    assert on("2025-01-01", relation("dinh_chi")).validity.status == "ngung"


def test_unknown_says_unknown() -> None:
    assert on("2025-01-01", tu="").validity.status == "chua_ro"
    assert on("2025-01-01", tu="chua_ro").validity.status == "chua_ro"
    assert on("2025-01-01", relation("thay_the", tu_ngay="")).validity.status == "chua_ro"
    assert on("2021-01-01", relation("gia_han"), den="2020-12-31").validity.status == "chua_ro"


def test_the_earliest_ending_counts_and_a_person_before_the_machine() -> None:
    late = relation("bai_bo", "2025-01-01")
    assert on("2026-01-01", late, relation("thay_the")).validity.since == "2024-01-01"
    twice = on("2026-01-01", relation("thay_the"), relation("bai_bo", confirmed=True))
    assert twice.validity.confirmed


def test_ended_even_when_the_beginning_is_unknown() -> None:
    assert on("2025-01-01", relation("thay_the"), tu="").validity.status == "het"


def test_a_suspension_and_a_lengthened_term_have_their_end() -> None:
    pause = replace(relation("dinh_chi"), den_ngay="2024-06-30")
    assert on("2024-06-30", pause).validity.status == "ngung"
    assert "30/6/2024" in on("2024-06-30", pause).validity.reason
    assert on("2024-07-01", pause).validity.status == "con"
    part = replace(relation("gia_han"), target_provision="dieu-5")
    assert on("2026-01-01", part, den="2025-12-31").validity.status == "het"
    longer = replace(relation("gia_han"), den_ngay="2026-12-31")
    answer = on("2026-01-01", longer, den="2025-12-31")
    assert (answer.last, answer.validity.status) == ("2026-12-31", "con")
    assert on("2027-01-01", longer, den="2025-12-31").validity.status == "het"


def test_an_ending_with_exceptions_leaves_the_document_in_part() -> None:
    swept = replace(relation("het_hieu_luc"), tru=("dieu-5",))
    answer = on("2025-01-01", swept)
    assert answer.validity.status == "het_mot_phan"
    assert answer.last == ""


def test_a_part_that_ended_is_told_even_when_the_beginning_is_unknown() -> None:
    answer = on("2025-01-01", relation("bai_bo", provision="dieu-5"), tu="")
    assert answer.validity.status == "het_mot_phan"
