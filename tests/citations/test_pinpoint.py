"""Pinpoints to anchors and back: lists, ranges, inheritance right to left."""

from __future__ import annotations

import pytest

from vanban.citations.pinpoint import anchors, label_of


@pytest.mark.parametrize(
    ("pinpoint", "expected"),
    [
        ("khoản 2 Điều 5", ["dieu-5-khoan-2"]),
        ("điểm đ khoản 2 Điều 198a", ["dieu-198a-khoan-2-diem-dd"]),
        ("các khoản 2, 3 và 4 Điều 5", ["dieu-5-khoan-2", "dieu-5-khoan-3", "dieu-5-khoan-4"]),
        (
            "điểm a và b khoản 1, điểm c khoản 2 Điều 5",
            ["dieu-5-khoan-1-diem-a", "dieu-5-khoan-1-diem-b", "dieu-5-khoan-2-diem-c"],
        ),
        ("Điều 3, 4 và 7", ["dieu-3", "dieu-4", "dieu-7"]),
        ("Điều 3 và khoản 4 Điều 7", ["dieu-3", "dieu-7-khoan-4"]),
        ("khoản 4 Điều 7 và Điều 3", ["dieu-7-khoan-4", "dieu-3"]),
        ("khoản 2, Điều 4", ["dieu-4-khoan-2"]),
        ("Điều 29, khoản 1(g)", ["dieu-29-khoan-1-diem-g"]),
        ("từ Điều 3 đến Điều 6", ["dieu-3", "dieu-4", "dieu-5", "dieu-6"]),
        ("điểm c đến điểm e khoản 1", ["khoan-1-diem-c", "khoan-1-diem-d", "khoan-1-diem-dd", "khoan-1-diem-e"]),
        ("điểm c1 khoản 1 Điều 2", ["dieu-2-khoan-1-diem-c1"]),
        ("điểm a(ii) khoản 1 Điều 3", ["dieu-3-khoan-1-diem-a"]),
        ("khoản 3 Điều 4 Chương II", ["dieu-4-khoan-3"]),
        ("Mục 2 Chương VII", ["chuong-7-muc-2"]),
        ("Phần thứ nhất", ["phan-1"]),
        ("Phụ lục I ban hành kèm theo", ["phu-luc-1"]),
        ("Mẫu số 01 Phụ lục IIA", ["phu-luc-2a"]),
        ("Điểm 10 (10.5)", ["khoan-10-5"]),
        ("Điểm 10.3, Tiết d", ["khoan-10-3-diem-d"]),
        ("Phụ lục kèm theo", []),
        ("", []),
    ],
)  # fmt: skip
def test_anchors(pinpoint: str, expected: list[str]) -> None:
    assert list(anchors(pinpoint)) == expected


@pytest.mark.parametrize(
    ("anchor", "label"),
    [
        ("dieu-5-khoan-2-diem-dd", "điểm đ khoản 2 Điều 5"),
        ("dieu-37a", "Điều 37a"),
        ("chuong-7-muc-2", "Mục 2 Chương VII"),
        ("khoan-10-5", "khoản 10.5"),
        ("phu-luc-1-dieu-2", "Điều 2 Phụ lục I"),
        ("", ""),
    ],
)
def test_label_of(anchor: str, label: str) -> None:
    assert label_of(anchor) == label


def test_a_range_of_a_whole_law_stays_bounded() -> None:
    assert len(anchors("từ Điều 1 đến Điều 9999")) <= 61
    assert len(anchors(", ".join(f"khoản {n}" for n in range(1, 500)) + " Điều 3")) >= 1
