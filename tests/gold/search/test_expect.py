"""Judging and the oracle: right answers pass, wrong ones are told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import expect
import oracle
import pytest
from expect import Answer, Row

HEAD = "---\nso_hieu: {}\nloai: Chỉ thị\ntrich_yeu: Về {}\nco_quan: a\nngay: 20{}-01-02\n---\n"


@pytest.fixture
def kho(tmp_path: Path) -> oracle.Kho:
    texts = {"b/1": ("05-CT/TU", "hoà giải", 17, "Công tác,\nhòa giải. Khác.\n\nHết."),
             "b/2": ("5-CT/TU", "dân chủ", 22, "**Quy chế** hóa.\n\ngiải trình")}  # fmt: skip
    for name, (number, title, year, body) in texts.items():
        path = tmp_path / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(HEAD.format(number, title, year) + body, "utf-8")
    return oracle.load(tmp_path)


def hit(kho: oracle.Kho, id_: str, **more: Any) -> dict[str, Any]:
    doc = kho.docs[id_]
    return {"id": id_, "so_hieu": doc.so_hieu, "ngay": doc.ngay, **more}


def verdict(kho: oracle.Kho, want: dict[str, Any], **answer: Any) -> bool:
    row = Row(id="x", archive="thu", kind="x", query="x", want=want)
    return not expect.judge(row, Answer(**{"hits": [], **answer}), kho)


@pytest.mark.parametrize(
    ("phrase", "apart", "on"),
    [
        ("hoà giải", {"b/1"}, {"b/1"}),
        ("hoa giai", {"b/1"}, {"b/1", "b/2"}),
        ("công tác hòa", {"b/1"}, {"b/1"}),
        ("khác hết", set(), {"b/1"}),
        ("quy chế hóa", {"b/2"}, {"b/2"}),
        ("chế hoa", set(), set()),
    ],
)
def test_a_phrase_is_looked_for_in_paragraphs_and_across(
    kho: oracle.Kho, phrase: str, apart: set[str], on: set[str]
) -> None:
    assert (kho.having(phrase), kho.having(phrase, apart=False)) == (apart, on)


def test_documents_are_named_by_number_id_or_year(kho: oracle.Kho) -> None:
    one, two = hit(kho, "b/1"), hit(kho, "b/2")
    assert expect.is_it(one, "05-ct/tu")
    assert expect.is_it(one, "05-CT/TU@2017")
    assert not expect.is_it(one, "05-CT/TU@2022")
    assert expect.is_it(two, "b/2")
    assert not expect.is_it(None, "b/2")


def test_numbered_means_all_that_bear_it(kho: oracle.Kho) -> None:
    assert expect.bearing({"n": 5}, kho) == ["b/1", "b/2"]
    assert expect.bearing({"n": 5, "nam": [2020, 2030]}, kho) == ["b/2"]
    both = [hit(kho, "b/1"), hit(kho, "b/2")]
    assert verdict(kho, {"numbered": {"n": 5}}, chooser=both)
    assert not verdict(kho, {"numbered": {"n": 5}}, chooser=both, jump=both[0])
    assert not verdict(kho, {"numbered": {"n": 5}}, chooser=both[:1])
    assert verdict(kho, {"numbered": {"n": 5, "nam": [2020, 2030]}}, jump=both[1])


@pytest.mark.parametrize(
    ("want", "right"),
    [
        ({"first": "b/1"}, True),
        ({"first": "b/2"}, False),
        ({"any": ["b/2", "c"]}, True),
        ({"each": ["b/2"], "top": 1}, False),
        ({"every": {"loai": "Chỉ thị"}}, True),
        ({"every": {"nam": [2017, 2017]}}, False),
        ({"every": {"words": "hòa giải"}}, False),
        ({"total": 2}, True),
        ({"total": {"phrase": "hòa giải"}}, False),
        ({"total": {"where": {"loai": "Chỉ thị"}}}, True),
        ({"jump": None}, True),
        ({"jump": "b/1"}, False),
        ({"absent": ["b/2"]}, False),
        ({"absent": {"phrase": "dân vận"}}, True),
        ({"before": ["b/1", "b/2"]}, True),
        ({"before": ["b/2", "b/1"]}, False),
        ({"order": "cu"}, True),
        ({"order": "moi"}, False),
        ({"facets": ["nam"]}, True),
        ({"facets": ["loai"]}, False),
        ({"suggest": "dân vận"}, True),
        ({"suggest": "dân vạn khác"}, False),
        ({"stages": True}, False),
        ({"anchor": "dieu-5"}, True),
        ({"anchor": "dieu"}, True),
        ({"anchor": "dieu-52"}, False),
        ({"snippet": "hòa giải"}, True),
        ({"snippet": "dân vận"}, False),
        ({"safe": 1000}, True),
        ({"safe": 1}, False),
        ({"none": True}, False),
        ({"same": "y"}, False),
    ],
)
def test_expectations(kho: oracle.Kho, want: dict[str, Any], right: bool) -> None:
    hits = [
        hit(kho, "b/1", anchor="dieu-5-khoan-2", snippet="tổ <mark>hoà giải</mark>"),
        hit(kho, "b/2"),
    ]
    nam = [{"value": "2017", "count": 1}, {"value": "2022", "count": 1}]
    loai = [{"value": "chi-thi", "label": "Chỉ thị", "count": 3}]
    assert right == verdict(
        kho, want, hits=hits, total=2, facets={"nam": nam, "loai": loai}, suggestion="Dân vận",
        ms=5,
    )  # fmt: skip


def test_a_misspelt_expectation_is_an_error(kho: oracle.Kho) -> None:
    with pytest.raises(ValueError, match="no such expectation"):
        verdict(kho, {"frist": "b/1"})


def test_what_can_be_asked_of_any_engine() -> None:
    row = Row(id="a", archive="thu", kind="x", query="05", want={"chooser": ["b/1"], "jump": None})
    asked = expect.expressible(row)
    assert asked is not None
    assert asked.want == {"each": ["b/1"]}
    row = Row(id="a", archive="thu", kind="x", query="", want={"total": 1}, options={"filters": {}})
    assert expect.expressible(row) is None
