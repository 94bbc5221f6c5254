"""What codes and names mean, by whom and when; Hải Dương and Hải Phòng before and after the merger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.model import Body, Term
from vanban.tables import load_registry
from vanban.tables.co_quan import body_table

REGISTRY = load_registry()


def keys(bodies: tuple[Body, ...]) -> list[str]:
    return [b.khoa for b in bodies]


@pytest.mark.parametrize(
    ("code", "day", "bodies"),
    [
        ("TW", "", ["ban-chap-hanh-trung-uong", "bo-chinh-tri", "ban-bi-thu"]),
        ("TTg", "", ["thu-tuong"]),
        ("TW", "chua_ro", ["ban-chap-hanh-trung-uong", "bo-chinh-tri", "ban-bi-thu"]),
        ("TTG", "2020-01-01", ["thu-tuong"]),
        ("QH15", "", ["quoc-hoi"]),
        ("UBTVQH15", "", ["uy-ban-thuong-vu-quoc-hoi"]),
        ("HĐNN8", "", ["hoi-dong-nha-nuoc"]),
        ("BDVTW", "2024-01-01", ["ban-dan-van-trung-uong"]),
        ("BDVTW", "2026-01-01", []),
        ("BTGDVTW", "2026-01-01", ["ban-tuyen-giao-va-dan-van-trung-uong"]),
        ("BKH&ĐT", "", ["bo-ke-hoach-va-dau-tu"]),
        ("BLĐ-TB&XH", "", ["bo-lao-dong-thuong-binh-va-xa-hoi"]),
        ("ĐUQH", "2026-08-25", ["dang-uy-quoc-hoi"]),
        ("KHONGCO", "", []),
    ],
)
def test_bodies_for_code(code: str, day: str, bodies: list[str]) -> None:
    assert keys(REGISTRY.bodies_for_code(code, day)) == bodies


def test_tu_is_one_committee_a_province() -> None:
    """``/TU`` is relative: 63 before 1/7/2025, 34 after each have a 01-ĐA/TU."""
    assert len(REGISTRY.bodies_for_code("TU", "2025-06-30")) == 63
    assert len(REGISTRY.bodies_for_code("TU", "2025-07-01")) == 34


@pytest.mark.parametrize(
    ("code", "citing", "day", "body"),
    [
        ("TU", "tinh-uy-hai-duong", "2022-07-05", "tinh-uy-hai-duong"),
        ("TU", "ban-thuong-vu-tinh-uy-hai-duong", "2022-07-05", "tinh-uy-hai-duong"),
        ("TU", "ubnd-hai-duong", "2022-07-05", "tinh-uy-hai-duong"),
        ("BTCTU", "tinh-uy-hai-duong", "2022-07-05", "ban-to-chuc-tinh-uy-hai-duong"),
        ("UBND", "tinh-uy-hai-duong", "2022-07-05", "ubnd-hai-duong"),
        ("TU", "thanh-uy-hai-phong-truoc-2025", "2022-07-05", "thanh-uy-hai-phong-truoc-2025"),
        ("TU", "thanh-uy-hai-phong", "2025-12-01", "thanh-uy-hai-phong"),
        # the province is gone on that day: its heir is meant
        ("TU", "tinh-uy-hai-duong", "2025-08-01", "thanh-uy-hai-phong"),
        # not yet there: its forerunner
        ("TU", "tinh-uy-hai-duong", "1995-05-01", "tinh-uy-hai-hung"),
        # two forerunners: not decided
        ("TU", "thanh-uy-hai-phong", "2024-05-01", None),
        ("BTGTU", "thanh-uy-hai-phong", "2025-12-01", None),
        # an organ of an unchanged province that has ended is still the one meant
        ("BTGTU", "thanh-uy-ha-noi", "2026-05-01", "ban-tuyen-giao-thanh-uy-ha-noi"),
        ("BTGDVTU", "thanh-uy-ha-noi", "2026-05-01", "ban-tuyen-giao-va-dan-van-thanh-uy-ha-noi"),
        ("TU", "tinh-uy-hai-duong", "", "tinh-uy-hai-duong"),
        ("TU", "tinh-uy-hai-duong", "2022", "tinh-uy-hai-duong"),
        ("TU", "tinh-uy-hai-duong", "chua_ro", "tinh-uy-hai-duong"),
        ("TU", "bo-chinh-tri", "2022-01-01", None),  # no place to be relative to
        ("TU", "khong-co", "2022-01-01", None),
        ("HU", "tinh-uy-hai-duong", "2022-01-01", None),  # no district is listed here
    ],
)
def test_relative_bodies(code: str, citing: str, day: str, body: str | None) -> None:
    found = keys(REGISTRY.relative_bodies(code, citing, day))
    assert (found[0] if len(found) == 1 else None) == body


def test_a_merged_city_citing_before_its_merger_has_two_candidates() -> None:
    found = set(keys(REGISTRY.relative_bodies("TU", "thanh-uy-hai-phong", "2024-05-01")))
    assert found == {"thanh-uy-hai-phong-truoc-2025", "tinh-uy-hai-duong"}
    organs = set(keys(REGISTRY.relative_bodies("BTGTU", "thanh-uy-hai-phong", "2025-12-01")))
    assert organs == {"ban-tuyen-giao-thanh-uy-hai-phong-truoc-2025", "ban-tuyen-giao-tinh-uy-hai-duong"}  # fmt: skip


@given(
    st.sampled_from([b for b in REGISTRY.bodies.values() if b.noi]),
    st.sampled_from(["TU", "UBND", "HĐND", "BTCTU"]),
    st.data(),
)
def test_while_a_place_lasts_its_codes_mean_its_own_bodies(
    citing: Body, code: str, data: st.DataObject
) -> None:
    day = data.draw(st.sampled_from([d for d in (citing.tu, citing.den) if d] or ["2020-01-01"]))
    (found,) = REGISTRY.relative_bodies(code, citing.khoa, day)
    assert found.noi == citing.noi
    assert code in found.ma


@pytest.mark.parametrize("code", ["TU", "HU", "ĐU", "UBND", "HĐND", "BTCTU", "ThU", "THU", "BCĐ"])
def test_relative_codes(code: str) -> None:
    assert REGISTRY.is_relative_code(code)


@pytest.mark.parametrize("code", ["TW", "CP", "TTg", "VPTW", "BNV", "QH15", "", "NQ"])
def test_absolute_codes(code: str) -> None:
    assert not REGISTRY.is_relative_code(code)


def test_relative_codes_are_all_codes_of_the_templates() -> None:
    local = {code for b in REGISTRY.bodies.values() if b.noi for code in b.ma}
    assert local <= set(body_table().relative)


@pytest.mark.parametrize(
    ("key", "series"),
    [
        ("bo-chinh-tri", "ban-chap-hanh-trung-uong"),
        ("ban-bi-thu", "ban-chap-hanh-trung-uong"),
        ("ban-chap-hanh-trung-uong", "ban-chap-hanh-trung-uong"),
        ("ban-thuong-vu-tinh-uy-hai-duong", "tinh-uy-hai-duong"),
        ("ban-chap-hanh-tinh-uy-hai-duong", "tinh-uy-hai-duong"),
        ("thuong-truc-tinh-uy-hai-duong", "tinh-uy-hai-duong"),
        ("tinh-uy-hai-duong", "tinh-uy-hai-duong"),
        ("ban-to-chuc-tinh-uy-hai-duong", "ban-to-chuc-tinh-uy-hai-duong"),
        ("chu-tich-ubnd-hai-duong", "ubnd-hai-duong"),
        ("van-phong-trung-uong", "van-phong-trung-uong"),
        ("ban-chinh-sach-chien-luoc-trung-uong", "ban-chinh-sach-chien-luoc-trung-uong"),
        ("khong-co", "khong-co"),
    ],
)
def test_series_body_key(key: str, series: str) -> None:
    assert REGISTRY.series_body_key(key) == series


@given(st.sampled_from(sorted(REGISTRY.bodies)))
def test_a_series_is_its_own_series(key: str) -> None:
    series = REGISTRY.series_body_key(key)
    assert REGISTRY.series_body_key(series) == series


@pytest.mark.parametrize(
    ("key", "series"),
    [
        ("bo-chinh-tri", "dang-trung-uong"),
        ("van-phong-trung-uong", "dang-trung-uong"),
        ("dang-uy-quoc-hoi", "dang-bo:dang-uy-quoc-hoi"),
        ("ban-to-chuc-tinh-uy-hai-duong", "dang-bo:tinh-uy-hai-duong"),
        ("thuong-truc-thanh-uy-hai-phong", "dang-bo:thanh-uy-hai-phong"),
        ("quoc-hoi", "quoc-hoi"),
        ("uy-ban-thuong-vu-quoc-hoi", "quoc-hoi"),
        ("ubnd-hai-duong", ""),
        ("bo-noi-vu", ""),
        ("khong-co", ""),
    ],
)
def test_term_series(key: str, series: str) -> None:
    assert REGISTRY.term_series(key) == series


@pytest.mark.parametrize(
    ("name", "day", "key"),
    [
        ("Tỉnh ủy Hải Dương", "", "tinh-uy-hai-duong"),
        ("tỉnh uỷ hải dương", "2022-01-01", "tinh-uy-hai-duong"),
        ("Ban Thường vụ Tỉnh ủy Hải Dương", "", "ban-thuong-vu-tinh-uy-hai-duong"),
        ("Thành ủy Hải Phòng", "2020-01-01", "thanh-uy-hai-phong-truoc-2025"),
        ("Thành ủy Hải Phòng", "2025-12-01", "thanh-uy-hai-phong"),
        ("Thành ủy Hải Phòng", "chua_ro", None),
        ("Thành ủy Hải Phòng", "", None),  # two bear the name
        ("Thành ủy Hải Phòng (cũ)", "2025-12-01", "thanh-uy-hai-phong-truoc-2025"),
        ("Tỉnh ủy Hải Dương (cũ)", "2025-12-01", "tinh-uy-hai-duong"),
        ("UBND tỉnh Hải Dương trước đây", "2025-12-01", "ubnd-hai-duong"),
        ("UBND Thành phố Hồ Chí Minh", "2020-01-01", "ubnd-ho-chi-minh-truoc-2025"),
        ("Tỉnh ủy Hải Dương", "2025-12-01", None),  # ended
        ("Bộ Chính trị", "", "bo-chinh-tri"),
        ("Tỉnh uỷ Đắc Lắc", "2010-01-01", "tinh-uy-dak-lak-truoc-2025"),
        ("Tỉnh ủy Thanh Hoá", "", "tinh-uy-thanh-hoa"),
        ("Tỉnh ủy", "2020-01-01", None),
        ("", "", None),
    ],
)
def test_body_by_name(name: str, day: str, key: str | None) -> None:
    found = REGISTRY.body_by_name(name, day)
    assert (found.khoa if found else None) == key


def test_every_body_is_found_by_its_name_while_it_lasts() -> None:
    for body in REGISTRY.bodies.values():
        day = body.den or body.tu or "2020-01-01"
        assert REGISTRY.body_by_name(body.ten, day) is body


def test_cap_tren() -> None:
    above = REGISTRY.cap_tren("ban-to-chuc-tinh-uy-hai-duong")
    assert above is REGISTRY.body("tinh-uy-hai-duong")
    assert REGISTRY.cap_tren("quoc-hoi") is None
    assert REGISTRY.cap_tren("khong-co") is None


def test_no_body_is_above_itself() -> None:
    for body in REGISTRY.bodies.values():
        chain = [body.khoa]
        while (above := REGISTRY.cap_tren(chain[-1])) is not None:
            assert above.khoa not in chain
            chain.append(above.khoa)


DISTRICT = Body(
    khoa="huyen-uy-nam-sach", ten="Huyện ủy Nam Sách", he="dang", cap="huyen", ma=("HU",),
    noi="nam-sach", cap_tren="tinh-uy-hai-duong", den="2025-06-30",
)  # fmt: skip
STANDING = Body(
    khoa="ban-thuong-vu-huyen-uy-nam-sach", ten="Ban Thường vụ Huyện ủy Nam Sách", he="dang",
    cap="huyen", noi="nam-sach", cap_tren="huyen-uy-nam-sach",
)  # fmt: skip
TERM = Term(day="dang-bo:huyen-uy-nam-sach", so=25, ten="XXV", tu="2020-08-01", den="2025-06-30")


def test_an_archive_adds_bodies_and_terms() -> None:
    registry = load_registry((DISTRICT, STANDING), (TERM,))
    assert registry.body("huyen-uy-nam-sach") == DISTRICT
    assert registry.relative_bodies("HU", STANDING.khoa, "2022-01-01") == (DISTRICT,)
    # from the district upwards
    (above,) = registry.relative_bodies("TU", STANDING.khoa, "2022-01-01")
    assert above == registry.body("tinh-uy-hai-duong")
    assert registry.series_body_key(STANDING.khoa) == DISTRICT.khoa
    assert registry.term_series(STANDING.khoa) == TERM.day
    assert registry.term_on(TERM.day, "2022-01-01") == TERM
    assert registry.body_by_name("huyện uỷ Nam Sách") == DISTRICT
    assert REGISTRY.body("huyen-uy-nam-sach") is None


def test_our_tables_win_over_an_added_key() -> None:
    false = Body(khoa="quoc-hoi", ten="Giả", he="dang", cap="xa")
    assert load_registry((false,)).body("quoc-hoi") == REGISTRY.body("quoc-hoi")


def test_equal_input_gives_the_same_registry() -> None:
    assert load_registry() is REGISTRY
    assert load_registry([DISTRICT]) is load_registry((DISTRICT,))
    assert load_registry([DISTRICT, TERM]) is load_registry([DISTRICT], [TERM])
