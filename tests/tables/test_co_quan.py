"""Bodies: every edge and interval, listed and expanded; the series and terms they number by."""

from __future__ import annotations

from itertools import combinations

import pytest

from vanban.model import Body
from vanban.tables import load_registry, places
from vanban.tables.co_quan import body_table
from vanban.text import is_date, same_name

REGISTRY = load_registry()
BODIES = tuple(REGISTRY.bodies.values())


def test_keys_are_unique_and_plain() -> None:
    assert len(BODIES) == len(body_table().bodies)
    for body in BODIES:
        assert len(body.khoa) <= 80
        assert set(body.khoa) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert "{" not in body.ten + "".join(body.ten_khac)


def test_intervals_are_real() -> None:
    for body in BODIES:
        assert all(not d or is_date(d) for d in (body.tu, body.den))
        assert not (body.tu and body.den) or body.tu <= body.den


def test_every_key_named_exists() -> None:
    for body in BODIES:
        for key in (*body.tien_than, *body.ke_tuc, *filter(None, [body.cap_tren])):
            assert key in REGISTRY.bodies, f"{body.khoa} -> {key}"
        assert not body.noi or body.noi in places()
    for key, series in body_table().series.items():
        assert {key, series} <= set(REGISTRY.bodies)


def test_succession_holds_both_ways() -> None:
    for body in BODIES:
        for key in body.ke_tuc:
            assert body.khoa in REGISTRY.bodies[key].tien_than, f"{body.khoa} -> {key}"
        for key in body.tien_than:
            assert body.khoa in REGISTRY.bodies[key].ke_tuc, f"{key} -> {body.khoa}"


def test_an_heir_outlives_its_forerunner() -> None:
    for body in BODIES:
        for key in body.ke_tuc:
            heir = REGISTRY.bodies[key]
            assert not heir.den or heir.den > body.den
            assert not heir.tu or not body.tu or heir.tu > body.tu


def _meet(a: Body, b: Body) -> bool:
    return not (a.den and b.tu and a.den < b.tu) and not (b.den and a.tu and b.den < a.tu)


def test_one_code_at_one_place_means_one_series_at_a_time() -> None:
    """``ĐUK`` of the centre is the exception: two blocs wrote it side by side."""
    clashes = set()
    for code, bodies in REGISTRY.codes.items():
        for a, b in combinations(bodies, 2):
            same = REGISTRY.series_body_key(a.khoa) == REGISTRY.series_body_key(b.khoa)
            if a.noi == b.noi and not same and _meet(a, b):
                clashes.add(code)
    assert clashes == {"ĐUK"}


def test_no_name_means_two_bodies_at_once() -> None:
    by_name: dict[str, dict[str, Body]] = {}
    for body in BODIES:
        for name in (body.ten, *body.ten_khac):
            by_name.setdefault(same_name(name), {})[body.khoa] = body
    double = {
        name
        for name, bodies in by_name.items()
        for a, b in combinations(bodies.values(), 2)
        if _meet(a, b)
    }
    assert double == set()


def test_every_province_has_its_organs() -> None:
    wanted = {"TU", "VPTU", "BTCTU", "UBKTTU", "BNCTU", "UBND", "HĐND"}
    for place in places().values():
        codes = {code for body in BODIES if body.noi == place.khoa for code in body.ma}
        assert wanted <= codes, place.khoa
        assert ("BTGTU" in codes) == (place.tu < "2025-03-01"), place.khoa
        assert ("BTGDVTU" in codes) == (not place.den or place.den >= "2025-02-01"), place.khoa


@pytest.mark.parametrize(
    ("key", "name", "tu", "den"),
    [
        ("tinh-uy-hai-duong", "Tỉnh ủy Hải Dương", "1997-01-01", "2025-06-30"),
        ("thanh-uy-hai-phong", "Thành ủy Hải Phòng", "2025-07-01", ""),
        ("thanh-uy-hai-phong-truoc-2025", "Thành ủy Hải Phòng", "", "2025-06-30"),
        ("ubnd-hai-duong", "Ủy ban nhân dân tỉnh Hải Dương", "1997-01-01", "2025-06-30"),
        ("hdnd-hai-duong", "Hội đồng nhân dân tỉnh Hải Dương", "1997-01-01", "2025-06-30"),
        ("ban-to-chuc-tinh-uy-hai-duong", "Ban Tổ chức Tỉnh ủy Hải Dương", "1997-01-01", "2025-06-30"),
        ("ban-tuyen-giao-tinh-uy-hai-duong", "Ban Tuyên giáo Tỉnh ủy Hải Dương", "1997-01-01", "2025-02-28"),
        ("ubnd-ho-chi-minh", "Ủy ban nhân dân thành phố Hồ Chí Minh", "2025-07-01", ""),
        ("thanh-uy-ha-noi", "Thành ủy Hà Nội", "", ""),
        ("ban-chap-hanh-trung-uong", "Ban Chấp hành Trung ương Đảng", "", ""),
        ("bo-chinh-tri", "Bộ Chính trị", "", ""),
        ("ban-bi-thu", "Ban Bí thư", "", ""),
        ("quoc-hoi", "Quốc hội", "", ""),
        ("chinh-phu", "Chính phủ", "", ""),
        ("thu-tuong", "Thủ tướng Chính phủ", "", ""),
        ("bo-noi-vu", "Bộ Nội vụ", "", ""),
        ("van-phong-trung-uong", "Văn phòng Trung ương Đảng", "", ""),
        ("ban-to-chuc-trung-uong", "Ban Tổ chức Trung ương", "", ""),
    ],
)  # fmt: skip
def test_bodies_by_key(key: str, name: str, tu: str, den: str) -> None:
    body = REGISTRY.body(key)
    assert body is not None
    assert (body.ten, body.tu, body.den) == (name, tu, den)


def test_organs_follow_their_own_succession_and_their_place() -> None:
    organ = REGISTRY.bodies["ban-tuyen-giao-tinh-uy-hai-duong"]
    assert organ.ke_tuc == ("ban-tuyen-giao-va-dan-van-tinh-uy-hai-duong",)
    merged = REGISTRY.bodies["ban-tuyen-giao-va-dan-van-tinh-uy-hai-duong"]
    assert set(merged.tien_than) == {
        "ban-tuyen-giao-tinh-uy-hai-duong",
        "ban-dan-van-tinh-uy-hai-duong",
    }
    assert merged.ke_tuc == ("ban-tuyen-giao-va-dan-van-thanh-uy-hai-phong",)
    city = REGISTRY.bodies["thanh-uy-hai-phong"]
    assert set(city.tien_than) == {"thanh-uy-hai-phong-truoc-2025", "tinh-uy-hai-duong"}


def test_ministries_of_march_2025() -> None:
    on_eve = {b.ma[0] for b in REGISTRY.bodies_for_code("BNNPTNT", "2025-02-28")}
    assert on_eve == {"BNNPTNT"}
    assert REGISTRY.bodies_for_code("BNNPTNT", "2025-03-01") == ()
    assert REGISTRY.bodies["bo-tai-nguyen-va-moi-truong"].ke_tuc == (
        "bo-nong-nghiep-va-moi-truong",
    )
    assert REGISTRY.bodies_for_code("BNNMT", "2025-02-28") == ()
