"""Personal data is pointed at, never repeated, and what only looks like it passes."""

from __future__ import annotations

import pytest

from vanban.corpus.personal import CODE, MOST, personal_issues
from vanban.corpus.read import parse_document
from vanban.model import Document, Issue
from vanban.tables import load_registry

REGISTRY = load_registry()
HEAD = "---\nloai: Báo cáo\ntrich_yeu: Việc mẫu\nluu_hanh: cong_khai\nmau: true\n---\n\n"


def found(body: str) -> tuple[Issue, ...]:
    document, _ = parse_document("tinh-mau/2020/a.md", (HEAD + body).encode(), REGISTRY)
    assert isinstance(document, Document)
    return personal_issues("tinh-mau/2020/a.md", document)


@pytest.mark.parametrize(
    ("body", "kind", "column"),
    [
        ("CCCD số 000000000000", "căn cước", 9),
        ("căn cước công dân số: 000 000 000 000 do", "căn cước", 23),
        ("số CMND 000000000, cấp", "căn cước", 9),
        ("Chứng minh nhân dân số 000.000.000", "căn cước", 24),
        ("| CMND | 000000000 |", "căn cước", 10),
        ("hộ chiếu số C0000000", "căn cước", 13),
        ("Điện thoại: 0900.000.000", "di động", 13),
        ("liên hệ 0900 000 000.", "di động", 9),
        ("gọi +84 900000000 nhé", "di động", 5),
        ("Số tài khoản: 00000000 tại ngân hàng", "tài khoản", 15),
        ("STK 0000 0000 0000", "tài khoản", 5),
        ("sinh ngày 01/01/1950", "ngày sinh", 11),
        ("ông A, sinh năm 1950", "ngày sinh", 17),
        ("Ngày, tháng, năm sinh: 01 tháng 01 năm 1950", "ngày sinh", 24),
        ("Ngày sinh: 1-1-1950", "ngày sinh", 12),
    ],
)
def test_what_is_pointed_at(body: str, kind: str, column: int) -> None:
    (issue,) = found(f"Mở đầu.\n\n{body}\n")
    assert (issue.code, issue.severity, issue.line, issue.column) == (CODE, "canh_bao", 10, column)
    assert kind in issue.message
    digits = "".join(c for c in body if c.isdigit())
    assert digits not in "".join(c for c in str(issue).split(" ", 1)[1] if c.isdigit())


@pytest.mark.parametrize(
    "body",
    [
        "Điện thoại: 0200.0000.000", "Điện thoại cơ quan: 024.3000.0000", "Nghị định số 30/2020/NĐ-CP",
        "kinh phí 0.987.654.321 đồng", "09/7/2025 và 03/08/2024", "mã số 0912345", "số 0900000000/QĐ",
        "thẻ căn cước công dân được cấp năm 2020", "mở tài khoản số tại ngân hàng", "học sinh năm học 2020-2021",
        "sinh viên 1950 người", "phát sinh năm trước", "CMND gồm 9 số", "theo mẫu số 01, căn cước ………",
        "tài khoản số ……… tại Kho bạc", "1.900.000.000.000 đồng", "đề án 06",
    ],
)  # fmt: skip
def test_what_passes(body: str) -> None:
    assert found(f"{body}\n") == ()


def test_a_long_list_is_told_briefly() -> None:
    assert len(found("sinh ngày 01/01/1950\n\n" * 100)) == MOST


def test_places_come_in_order() -> None:
    issues = found("Gọi 0900000000, sinh năm 1950, CCCD 000000000000.\n\nSTK 000000000\n")
    assert [(i.line, i.column) for i in issues] == [(8, 5), (8, 26), (8, 37), (10, 5)]
