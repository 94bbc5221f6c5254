"""Where a provision reference lands in a held text, and what is certainly not there."""

from __future__ import annotations

import pytest

from vanban.citations.placing import Place, Tree, last_step, settle

ARTICLES = [f"dieu-{n}" for n in range(1, 8)]
TEXT = [
    "chuong-1", *ARTICLES, "dieu-5-khoan-1", "dieu-5-khoan-2", "dieu-5-khoan-3",
    "dieu-5-khoan-2-diem-a", "dieu-5-khoan-2-diem-b", "dieu-5-khoan-2-diem-c",
]  # fmt: skip


@pytest.mark.parametrize(
    ("named", "anchor", "missing"),
    [
        ("dieu-5-khoan-2-diem-b", "dieu-5-khoan-2-diem-b", ""),
        ("dieu-5-khoan-2-diem-dd", "dieu-5-khoan-2", "dieu-5-khoan-2-diem-dd"),
        ("dieu-5-khoan-9", "dieu-5", "dieu-5-khoan-9"),
        ("dieu-37a", "", "dieu-37a"),
        ("dieu-37a-khoan-2", "", "dieu-37a-khoan-2"),
        ("dieu-9", "", "dieu-9"),
        ("dieu-4-khoan-1", "dieu-4", ""),  # an article of one unnumbered clause
        ("phu-luc-3", "", ""),
    ],
)
def test_a_reference_lands_as_deep_as_the_text_goes(named: str, anchor: str, missing: str) -> None:
    assert settle(named, Tree(TEXT)) == Place(anchor, missing)


def test_a_gap_in_the_row_proves_nothing() -> None:
    tree = Tree([a for a in TEXT if a not in ("dieu-3", "dieu-5-khoan-2")])
    assert settle("dieu-9", tree) == Place("", "")
    assert settle("dieu-5-khoan-9", tree) == Place("dieu-5", "")


def test_what_is_issued_with_a_decision_has_articles_of_its_own() -> None:
    tree = Tree(["dieu-1", "dieu-2", "kem-1", "kem-1-dieu-1", "kem-1-dieu-2", "kem-1-dieu-9"])
    assert settle("dieu-2", tree) == Place("dieu-2")
    assert settle("dieu-2", tree, appended=True) == Place("kem-1-dieu-2")
    assert settle("dieu-9", tree) == Place("kem-1-dieu-9")
    assert settle("dieu-12", tree) == Place("")


def test_a_section_is_found_below_its_part() -> None:
    tree = Tree(["phan-2", "phan-2-muc-3", "phan-2-muc-3-khoan-1"])
    assert settle("muc-3-khoan-1", tree) == Place("phan-2-muc-3-khoan-1")


def test_points_below_a_heading_that_swallowed_the_first_clause() -> None:
    tree = Tree(["dieu-11", "dieu-11-diem-a", "dieu-11-khoan-2"])
    assert settle("dieu-11-khoan-1-diem-a", tree) == Place("dieu-11-diem-a")


def test_the_last_step_of_an_anchor() -> None:
    assert last_step("dieu-5-khoan-2-diem-dd") == ("dieu-5-khoan-2", "diem", "dd")
    assert last_step("phu-luc-1-khoan-2-1") == ("phu-luc-1", "khoan", "2-1")
    assert last_step("dieu-5") == ("", "dieu", "5")
