"""One clause of a document on a day: its own fate, within that of the whole."""

from __future__ import annotations

import pytest

from vanban.graph.clause_validity import clause_validity
from vanban.graph.validity import validity
from vanban.model import QuanHe, Relation, Validity


def relation(
    quan_he: QuanHe, provision: str = "", tu_ngay: str = "2024-01-01", den_ngay: str = "",
    tru: tuple[str, ...] = (),
) -> Relation:  # fmt: skip
    return Relation(
        quan_he=quan_he, source="moi", target="cu", target_provision=provision, tu_ngay=tu_ngay,
        evidence="Câu nói rõ.", den_ngay=den_ngay, tru=tru,
    )  # fmt: skip


def on(
    day: str, anchor: str, *incoming: Relation, starts: tuple[tuple[str, str], ...] = (), tu: str = "2020-01-01"
) -> Validity:  # fmt: skip
    whole = validity(hieu_luc_tu=tu, hieu_luc_den="", ngay="", incoming=incoming, on=day)
    return clause_validity(anchor, whole, incoming, starts, day)


def test_what_ends_an_article_ends_its_clauses_and_no_other() -> None:
    ending = relation("bai_bo", "dieu-5")
    assert on("2023-12-31", "dieu-5-khoan-2", ending).status == "con"
    ended = on("2024-01-01", "dieu-5-khoan-2", ending)
    assert (ended.status, ended.by, ended.since) == ("het", "moi", "2024-01-01")
    assert ended.evidence == "Câu nói rõ."
    assert on("2024-01-01", "dieu-50", ending).status == "con"


def test_what_ends_a_clause_ends_its_article_in_part() -> None:
    said = on("2024-01-01", "dieu-5", relation("bai_bo", "dieu-5-khoan-2"))
    assert said.status == "het_mot_phan"


def test_an_amended_clause_stands_and_says_by_whom() -> None:
    amendment = relation("sua_doi", "dieu-5-khoan-2")
    said = on("2024-06-01", "dieu-5-khoan-2", amendment)
    assert (said.status, said.by) == ("con", "moi")
    assert "Được sửa đổi, bổ sung từ ngày 01/01/2024" in said.reason
    assert (
        "Được sửa đổi, bổ sung từ ngày 01/01/2024"
        in on("2023-06-01", "dieu-5-khoan-2", amendment).reason
    )
    undated = on("2024-06-01", "dieu-5-khoan-2", relation("sua_doi", "dieu-5-khoan-2", ""))
    assert "chưa rõ từ ngày nào" in undated.reason


def test_a_clause_may_begin_later_or_earlier_than_the_rest() -> None:
    starts = (("dieu-46-khoan-3", "2020-07-01"),)
    assert on("2020-03-01", "dieu-46-khoan-3", starts=starts).status == "chua"
    assert on("2020-03-01", "dieu-46", starts=starts).status == "con"
    early = (("dieu-46", "2019-07-01"),)
    assert on("2019-08-01", "dieu-46", starts=early).status == "con"
    assert on("2019-08-01", "dieu-47", starts=early).status == "chua"


def test_what_an_ending_leaves_out_goes_on() -> None:
    ending = relation("het_hieu_luc", tru=("dieu-5-khoan-2",))
    assert on("2024-01-01", "dieu-6", ending).status == "het"
    assert on("2024-01-01", "dieu-5-khoan-2", ending).status != "het"
    assert on("2024-01-01", "dieu-5", ending).status != "het"


def test_an_ending_with_exceptions_whose_day_is_unknown_or_to_come() -> None:
    undated = relation("het_hieu_luc", tu_ngay="", tru=("dieu-5",))
    said = on("2024-01-01", "dieu-6", undated)
    assert (said.status, said.reason) == ("chua_ro", "Hết hiệu lực, chưa rõ từ ngày nào.")
    assert on("2024-01-01", "dieu-5", undated).status == "con"
    coming = on("2023-12-31", "dieu-6", relation("het_hieu_luc", tru=("dieu-5",)))
    assert coming.status == "con"
    assert coming.reason.endswith("Hết hiệu lực từ ngày 01/01/2024.")


def test_the_end_of_the_whole_ends_every_clause() -> None:
    assert on("2024-01-01", "dieu-5", relation("thay_the")).status == "het"


@pytest.mark.parametrize(("day", "status"), [("2024-02-01", "ngung"), ("2024-07-01", "con")])
def test_a_pause_has_an_end(day: str, status: str) -> None:
    assert on(day, "dieu-5", relation("dinh_chi", "dieu-5", den_ngay="2024-06-30")).status == status


def test_unknown_says_unknown() -> None:
    assert on("2024-01-01", "dieu-5", relation("bai_bo", "dieu-5", "")).status == "chua_ro"
    assert on("2024-01-01", "dieu-5", tu="").status == "chua_ro"
