"""Types and codes, in both directions; collisions exactly as the codes show them."""

from __future__ import annotations

import pytest

from vanban.tables import doc_type, doc_types, load_registry, types_for_code
from vanban.tables.co_quan import body_table
from vanban.tables.rows import table


def test_the_party_has_25_types_and_8_forms() -> None:
    rows = table("loai")
    assert sorted(int(r["tt_dang"]) for r in rows if "tt_dang" in r) == list(range(1, 26))
    assert sum("bieu_mau" in r for r in rows) == 8


@pytest.mark.parametrize(
    "name",
    ["Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị định", "Nghị quyết liên tịch",
     "Thông tư", "Thông tư liên tịch", "Thông tư liên bộ", "Văn bản hợp nhất", "Sắc lệnh",
     "Điều lệ", "Cương lĩnh", "Chiến lược", "Công điện", "Công văn", "Giấy mời"],
)  # fmt: skip
def test_state_and_historic_types_are_there(name: str) -> None:
    found = doc_type(name)
    assert found is not None
    assert found.ten == name


def test_every_name_leads_to_its_type() -> None:
    for each in doc_types():
        for name in (each.ten, *each.ten_khac, each.ten.upper(), each.ten.lower()):
            assert doc_type(name) is each


def test_every_code_leads_to_its_type_and_back() -> None:
    for each in doc_types():
        for code in each.ma_dang:
            assert each in types_for_code(code, "dang")
        for code in each.ma_nha_nuoc:
            assert each in types_for_code(code, "nha_nuoc")
    codes = {c for t in doc_types() for c in (*t.ma_dang, *t.ma_nha_nuoc)}
    for code in codes:
        for found in types_for_code(code, "dang"):
            assert code in found.ma_dang
        for found in types_for_code(code, "nha_nuoc"):
            assert code in found.ma_nha_nuoc


def names(code: str, he: str) -> list[str]:
    return [t.ten for t in types_for_code(code, he)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "he", "types"),
    [
        ("QĐ", "dang", ["Quyết định", "Quy định"]),  # one series, two types
        ("QĐi", "dang", ["Quy định"]),
        ("QĐ", "nha_nuoc", ["Quyết định"]),
        ("QyĐ", "nha_nuoc", ["Quy định"]),
        ("QyĐ", "dang", []),
        ("TT", "dang", ["Thông tri"]),
        ("TT", "nha_nuoc", ["Thông tư"]),
        ("TT", "mat_tran", ["Thông tri"]),  # 05/TT-MTTW-BTT
        ("CĐ", "mat_tran", ["Công điện"]),  # the Party has none: the State's
        ("CĐ", "dang", []),
        ("QĐ", "doan_the", ["Quyết định", "Quy định"]),
        ("DA", "dang", ["Dự án"]),
        ("ĐA", "dang", ["Đề án"]),
        ("CT", "nha_nuoc", ["Chỉ thị"]),
        ("CTr", "nha_nuoc", ["Chương trình"]),
        ("TTR", "nha_nuoc", ["Tờ trình"]),  # capitals are met
        ("CV", "dang", ["Công văn"]),
        ("CV", "nha_nuoc", []),  # a state công văn has no code
        ("XYZ", "dang", []),
        ("", "nha_nuoc", []),
    ],
)
def test_types_for_code(code: str, he: str, types: list[str]) -> None:
    assert names(code, he) == types


def test_tone_placement_and_case_do_not_count() -> None:
    found = doc_type("bản thoả thuận")
    assert found is not None
    assert found.ten == "Bản thỏa thuận"
    assert doc_type("Giấy uỷ quyền") is doc_type("GIẤY ỦY QUYỀN")
    assert doc_type("Thông tri") is not doc_type("Thông tư")
    assert doc_type("nghi dinh") is None  # marks count: this is not a search


def _type_codes() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in doc_types():
        for code in (*each.ma_dang, *each.ma_nha_nuoc):
            found.setdefault(code, set()).add(each.khoa)
    return found


def _issuer_codes() -> set[str]:
    listed = {code for body in load_registry().bodies.values() for code in body.ma}
    return listed | {code.ma for code in body_table().relative.values()}


def test_codes_of_several_types_are_exactly_those_listed() -> None:
    shown = {code: types for code, types in _type_codes().items() if len(types) > 1}
    assert shown == {r["ma"]: set(r["loai"]) for r in table("trung_ma")["nhieu_loai"]}


def test_codes_of_a_type_and_a_body_are_exactly_those_listed() -> None:
    listed = {r["ma"]: r["loai"] for r in table("trung_ma")["loai_va_co_quan"]}
    assert set(_type_codes()) & _issuer_codes() == set(listed)
    assert all(_type_codes()[code] == {kind} for code, kind in listed.items())


def _unmarked(code: str) -> str:
    return code.upper().replace("Đ", "D")


def test_codes_one_stroke_apart_are_exactly_those_listed() -> None:
    every = set(_type_codes()) | _issuer_codes()
    shown = {(a, b) for a in every for b in every if a < b and _unmarked(a) == _unmarked(b)}
    assert shown == {(r["ma"], o) for r in table("trung_ma")["khac_mot_net"] for o in r["voi"]}


def test_codes_that_begin_others_are_exactly_those_listed() -> None:
    every = set(_type_codes()) | _issuer_codes()
    shown = {(a, b) for a in _type_codes() for b in every if a != b and b.startswith(a)}
    assert shown == {(r["ma"], o) for r in table("trung_ma")["phan_dau"] for o in r["voi"]}
