"""Named laws: every version of a name, dates that fit each other and the number."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest

from vanban.so_hieu import parse_so_hieu
from vanban.tables import doc_type, load_registry, named_laws
from vanban.tables.luat import laws
from vanban.text import is_date


def test_numbers_are_canonical_and_unique() -> None:
    numbers = [law.so_hieu for law in laws() if law.so_hieu]
    assert [n for n, k in Counter(numbers).items() if k > 1] == []
    assert [n for n in numbers if str(parse_so_hieu(n)) != n] == []


def test_types_are_known() -> None:
    for law in laws():
        assert doc_type(law.loai) is not None
        assert law.ten.startswith(law.loai)


def test_dates_fit_each_other_and_the_number() -> None:
    for law in laws():
        assert re.fullmatch(r"\d{4}", law.ngay) or is_date(law.ngay), law
        year = re.search(r"/(\d{4})/", law.so_hieu)
        assert not year or law.ngay.startswith(year[1]), law
        for day in (law.hieu_luc_tu, law.hieu_luc_den):
            assert not day or is_date(day), law
        assert not law.hieu_luc_tu or law.hieu_luc_tu >= law.ngay, law
        begin = law.hieu_luc_tu or law.ngay
        assert not law.hieu_luc_den or begin < law.hieu_luc_den, law


def test_the_assembly_of_the_number_is_that_of_the_day() -> None:
    registry = load_registry()
    for law in laws():
        assembly = re.search(r"QH(\d+)$", law.so_hieu)
        if assembly and is_date(law.ngay) and int(assembly[1]) > 10:
            term = registry.term_on("quoc-hoi", law.ngay)
            assert term, law
            assert term.so == int(assembly[1]), law


def test_every_name_leads_to_its_laws() -> None:
    for law in laws():
        for name in (law.ten, *law.ten_khac, law.ten.upper()):
            found = named_laws(name)
            assert law in found
            assert [x.ngay for x in found] == sorted(x.ngay for x in found)


def test_versions_of_one_name_are_in_force_one_after_the_other() -> None:
    for name in {law.ten for law in laws()}:
        versions = named_laws(name)
        for a, b in itertools.pairwise(versions):
            assert not (a.hieu_luc_den and b.hieu_luc_tu) or a.hieu_luc_den < b.hieu_luc_tu, name


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("Luật Đất đai", ["", "", "13/2003/QH11", "45/2013/QH13", "31/2024/QH15"]),
        ("luật đất đai", ["", "", "13/2003/QH11", "45/2013/QH13", "31/2024/QH15"]),
        ("Luật Di sản văn hoá", ["28/2001/QH10", "45/2024/QH15"]),
        ("Luật Bảo vệ bí mật nhà nước", ["29/2018/QH14", "117/2025/QH15"]),
        ("Luật Thực hiện dân chủ ở cơ sở", ["10/2022/QH15"]),
        ("Bộ luật Lao động", ["", "10/2012/QH13", "45/2019/QH14"]),
        ("Luật Phòng chống rửa tiền", ["07/2012/QH13", "14/2022/QH15"]),
        ("Luật Hàng không dân dụng", ["66/2006/QH11"]),
        ("Luật Không có", []),
    ],
)
def test_named_laws(name: str, numbers: list[str]) -> None:
    assert [law.so_hieu for law in named_laws(name)] == numbers


def test_the_constitutions() -> None:
    assert [law.ngay for law in named_laws("Hiến pháp")] == ["1946", "1959", "1980", "1992", "2013"]
    assert [law.ngay for law in named_laws("Hiến pháp năm 2013")] == ["2013"]
    assert [law.ngay for law in named_laws("Hiến pháp 1992")] == ["1992"]


def test_days_as_the_texts_state_them() -> None:
    land = named_laws("Luật Đất đai")[-1]
    assert (land.ngay, land.hieu_luc_tu) == ("2024-01-18", "2024-08-01")
    children = named_laws("Luật Trẻ em")[0]
    assert (children.so_hieu, children.ngay, children.hieu_luc_tu) == (
        "102/2016/QH13", "2016-04-05", "2017-06-01",
    )  # fmt: skip
    secrets = named_laws("Luật Bảo vệ bí mật nhà nước")
    assert secrets[0].hieu_luc_den == "2026-02-28"
    assert secrets[1].hieu_luc_tu == "2026-03-01"
