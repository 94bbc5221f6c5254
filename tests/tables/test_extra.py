"""An archive's ``co-quan.yml``: what is taken, and every fault with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import vanban.tables
from vanban.tables import Extra, cross_check, load_extra

GOOD = """\
co_quan:
- khoa: huyen-uy-nam-sach
  ten: Huyện ủy Nam Sách
  he: dang
  cap: huyen
  ma: [HU]
  noi: nam-sach
  cap_tren: tinh-uy-hai-duong
  den: 2025-06-30
- {khoa: ban-thuong-vu-huyen-uy-nam-sach, ten: Ban Thường vụ Huyện ủy Nam Sách, he: dang, cap: huyen, noi: nam-sach, cap_tren: huyen-uy-nam-sach}
khoa:
- {day: "dang-bo:huyen-uy-nam-sach", so: 24, ten: XXIV, dai_hoi: [2015-07-20, 2015-07-22]}
- {day: "dang-bo:huyen-uy-nam-sach", so: 25, ten: XXV, dai_hoi: [2020-07-28, 2020-07-30], den: 2025-06-30}
"""
ROW = "co_quan:\n- {khoa: x, ten: X, he: dang, cap: xa%s}\n"
SCHEMA = json.loads(
    (Path(vanban.tables.__file__).parent / "schema/co_quan_rieng.json").read_text(encoding="utf-8")
)


def test_a_good_file_is_taken_whole() -> None:
    bodies, terms, issues = load_extra(GOOD, "directives/co-quan.yml")
    assert issues == ()
    assert [b.khoa for b in bodies] == ["huyen-uy-nam-sach", "ban-thuong-vu-huyen-uy-nam-sach"]
    assert (bodies[0].ma, bodies[0].noi, bodies[0].den) == (("HU",), "nam-sach", "2025-06-30")
    assert [(t.so, t.tu, t.den) for t in terms] == [
        (24, "2015-07-23", "2020-07-27"), (25, "2020-07-31", "2025-06-30"),
    ]  # fmt: skip
    assert cross_check([("directives/co-quan.yml", load_extra(GOOD, ""))]) == ()


def test_the_schema_takes_it_too() -> None:
    rows = yaml.load(GOOD, Loader=yaml.BaseLoader)  # noqa: S506 - text only
    Draft202012Validator(SCHEMA).validate(rows)


def test_an_empty_file_adds_nothing() -> None:
    assert load_extra("", "p") == Extra((), (), ())
    assert load_extra("# chỉ có ghi chú\n", "p") == Extra((), (), ())


@pytest.mark.parametrize(
    ("text", "line", "code", "message"),
    [
        ("co_quan: [x\nkhoa: y\n", 2, "co-quan-yaml", "Không đọc được: không đúng cú pháp YAML."),
        ("a: &x 1\nb: *x\n", 1, "co-quan-yaml", "Không đọc được: dùng neo (&) hoặc thẻ (!) trong YAML."),
        ("a: 1\na: 2\n", 2, "co-quan-yaml", "Không đọc được: khóa «a» viết hai lần."),
        ("a: !!python/object:x {}\n", 1, "co-quan-yaml", "Không đọc được: dùng neo (&) hoặc thẻ (!) trong YAML."),
        ("a: 1\n---\nb: 2\n", 2, "co-quan-yaml", "Không đọc được: có hơn một tài liệu YAML."),
        ("? [a]\n: b\n", 1, "co-quan-yaml", "Không đọc được: có khóa không phải là chữ."),
        ("a: " + "[" * 50 + "]" * 50, 1, "co-quan-yaml", "Không đọc được: lồng quá 8 tầng."),
        ("a: \x07", 0, "co-quan-yaml", "Không đọc được: có ký tự YAML không cho phép."),
        ("- a\n", 1, "co-quan-cau-truc", "Tệp phải gồm các mục «co_quan:» và «khoa:»."),
        ("coquan: []\n", 1, "co-quan-muc-la", "Không có mục «coquan»."),
        ("co_quan: abc\n", 1, "co-quan-cau-truc", "Mục «co_quan» phải là danh sách."),
        ("co_quan:\n- abc\n", 2, "co-quan-cau-truc", "Mỗi mục trong danh sách phải gồm các dòng «khóa: giá trị»."),
        ("co_quan:\n- khoa: x\n  ten: X\n  he: dang\n", 2, "co-quan-thieu", "Thiếu «cap»."),
        ("co_quan:\n- khoa: x\n  ten: X\n  he: đảng\n  cap: xa\n", 4, "co-quan-gia-tri", "«he: đảng» phải là một trong: dang, nha_nuoc, mat_tran, doan_the."),
        (ROW % ", tu: 2025-02-30", 2, "co-quan-gia-tri", "«tu: 2025-02-30» phải là ngày có thật, dạng NĂM-THÁNG-NGÀY (2025-07-01)."),
        (ROW % ", ma: HU", 2, "co-quan-gia-tri", "«ma: HU» phải là danh sách, ví dụ [A, B]."),
        (ROW % ", ma: [H U]", 2, "co-quan-gia-tri", "«ma: ['H U']» ký hiệu bắt đầu bằng chữ hoa, không có dấu cách, gạch chéo."),
        (ROW % ", noi: Hải Dương", 2, "co-quan-gia-tri", "«noi: Hải Dương» chỉ gồm chữ thường không dấu, chữ số và gạch nối."),
        (ROW % ", tu: 2025-07-01, den: 2025-06-30", 2, "co-quan-gia-tri", "«den: 2025-06-30» sớm hơn «tu: 2025-07-01»."),
        ("khoa:\n- {day: quoc-hoi, so: 1, ten: I}\n", 2, "co-quan-thieu", "Thiếu «dai_hoi» (ngày đại hội) hoặc «tu» (ngày bắt đầu khóa)."),
        ("khoa:\n- {day: quoc-hoi, so: một, ten: I, tu: 2020-01-01}\n", 2, "co-quan-gia-tri", "«so: một» phải là số thứ tự, từ 1."),
        ("khoa:\n- {day: x, so: 1, ten: I, dai_hoi: [2020-01-05, 2020-01-01]}\n", 2, "co-quan-gia-tri", "«dai_hoi: ['2020-01-05', '2020-01-01']» bế mạc trước khai mạc."),
    ],
)  # fmt: skip
def test_faults(text: str, line: int, code: str, message: str) -> None:
    bodies, terms, issues = load_extra(text, "directives/co-quan.yml")
    assert (bodies, terms) == ((), ())
    assert [(i.line, i.code, i.message) for i in issues] == [(line, code, message)]
    assert issues[0].path == "directives/co-quan.yml"
    assert issues[0].severity == "loi"


def test_an_unknown_key_names_the_known_ones() -> None:
    issue = load_extra(ROW % ", tenn: Y", "p").issues[0]
    assert issue.code == "co-quan-khoa-la"
    assert issue.message.startswith("Không có khóa «tenn»; được dùng: khoa, ten, he, cap, ma")


def test_a_faulty_row_does_not_take_the_others_with_it() -> None:
    text = GOOD.replace("cap: huyen\n", "cap: huyện\n", 1)
    bodies, terms, issues = load_extra(text, "p")
    assert [b.khoa for b in bodies] == ["ban-thuong-vu-huyen-uy-nam-sach"]
    assert len(terms) == 2
    assert [(i.line, i.code) for i in issues] == [(5, "co-quan-gia-tri")]


def _codes(*texts: str) -> list[tuple[str, str]]:
    files = [(f"{n}.yml", load_extra(text, "")) for n, text in enumerate(texts)]
    assert all(not extra.issues for _, extra in files)
    return [(i.path, i.code) for i in cross_check(files)]


BODY = "co_quan:\n- {khoa: %s, ten: X, he: dang, cap: xa, noi: nam-sach%s}\n"


@pytest.mark.parametrize(
    ("texts", "issues"),
    [
        ([BODY % ("x", "")], []),
        ([BODY % ("quoc-hoi", "")], [("0.yml", "co-quan-trung")]),
        ([BODY % ("x", ""), BODY % ("x", "")], [("1.yml", "co-quan-trung")]),
        ([BODY % ("x", ", cap_tren: khong-co")], [("0.yml", "co-quan-khong-co")]),
        ([BODY % ("x", ", ke_tuc: [khong-co]")], [("0.yml", "co-quan-khong-co")]),
        ([BODY % ("x", ", ke_tuc: [y]"), BODY % ("y", ", tien_than: [x]")], []),
        ([BODY % ("x", ", ke_tuc: [y]"), BODY % ("y", "")], [("0.yml", "co-quan-mot-chieu")]),
        ([BODY % ("x", ""), BODY % ("y", ", tien_than: [x]")], [("1.yml", "co-quan-mot-chieu")]),
        ([BODY % ("x", ", ma: [HU]"), BODY % ("y", ", ma: [HU]")], [("0.yml", "co-quan-chung-ma"), ("1.yml", "co-quan-chung-ma")]),
        ([BODY % ("x", ", ma: [HU], den: 2000-01-01"), BODY % ("y", ", ma: [HU], tu: 2000-01-02")], []),
        (["co_quan:\n- {khoa: so-y-te, ten: X, he: nha_nuoc, cap: tinh}\n"], [("0.yml", "co-quan-noi")]),
        (["co_quan:\n- {khoa: so-y-te, ten: X, he: nha_nuoc, cap: tinh, noi: hai-phong}\n"], []),
        (['khoa:\n- {day: "dang-bo:x", so: 1, ten: I, tu: 2020-01-01}\n'], [("0.yml", "co-quan-khong-co")]),
        (["khoa:\n- {day: quoc-hoi, so: 15, ten: XV, tu: 2022-01-01, den: 2023-01-01}\n"], [("0.yml", "co-quan-khoa-chong")]),
    ],
)  # fmt: skip
def test_cross_check(texts: list[str], issues: list[tuple[str, str]]) -> None:
    assert _codes(*texts) == issues


@settings(max_examples=200)
@given(
    st.text(alphabet=st.sampled_from("co_quan:khoa-[]{}&*!#\"'\n ,x12%|>\t\u0007ĐA"), max_size=80)
)
def test_no_text_makes_it_fail(text: str) -> None:
    extra = load_extra(text, "p")
    assert all(issue.message for issue in extra.issues)


VALUES = st.recursive(
    st.text(max_size=12) | st.sampled_from(["dang", "xa", "2025-01-01", "co_quan", "x"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["khoa", "ten", "he", "cap", "ma", "tu", "den", "day", "so", "dai_hoi"]), inner, max_size=6),
    max_leaves=12,
)  # fmt: skip


@given(VALUES, VALUES)
def test_no_shape_makes_it_fail(bodies: object, terms: object) -> None:
    text = yaml.safe_dump({"co_quan": bodies, "khoa": terms}, allow_unicode=True)
    extra = load_extra(text, "p")
    assert cross_check([("p", extra)]) is not None
