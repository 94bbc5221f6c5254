"""What staff see and do in search: box, page, bar over a document; answers are given by heart."""

from __future__ import annotations

import base64
import gzip
import hashlib
import importlib.util
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from vanban.search.client import ADDRESS, ENGINE, FIND, PAGE, client_files
from vanban.search.short_members import PRIVATE, UNUSED

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
STUB = (Path(__file__).parent / "search_stub.js").read_text("utf-8")
DOCUMENT = "vb/tinh-mau/2021/15-qd-tu/index.html"
Go = Callable[..., Page]


@pytest.fixture
def go(visit: Any, base: str) -> Go:
    """``go(path, **options)``: open a page whose engine is the stub; complaints fail the test."""
    opened: list[Any] = []

    def there(path: str, *, before: str = "", **options: Any) -> Page:
        seen = visit("about:blank", **options)
        seen.page.add_init_script(STUB + before)
        seen.page.goto(base + path)
        opened.append(seen)
        return seen.page  # type: ignore[no-any-return]

    yield there
    assert [c for seen in opened for c in seen.complaints] == []


def box_of(page: Page) -> Any:
    return page.locator("#vb-q")


def options_of(page: Page) -> Any:
    return page.locator("#vb-q-list [role=option]")


def heading(page: Page) -> Any:
    return page.locator(".vb-tk__dem")


def search_page(go: Go, query: str = "", **options: Any) -> Page:
    page = go("tim-kiem/index.html" + query, **options)
    expect(heading(page)).to_have_text(re.compile(r"\d văn bản"))
    return page


# --- the box in the head


def test_the_box_is_a_combobox(go: Go) -> None:
    page = go("index.html")
    box = box_of(page)
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("/")
    page.keyboard.type("luu tru")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options_of(page)).to_have_count(2 + 6 + 1)
    page.keyboard.press("ArrowDown")
    first = options_of(page).first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(first.get_attribute("id")))
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(options_of(page).last).to_have_attribute("aria-selected", "true")
    assert page.evaluate("document.activeElement.id") == "vb-q"


def test_the_count_is_spoken(go: Go) -> None:
    page = go("index.html")
    page.keyboard.press("/")
    page.keyboard.type("luu tru")
    expect(page.locator(".vb-an[role=status]").first).to_have_text(
        "45 văn bản; bấm Enter để xem tất cả"
    )


def test_the_document_asked_for_is_first_and_enter_opens_it(go: Go) -> None:
    page = go("index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("29 ct tu")
    first = options_of(page).first
    for text in ("Chỉ thị 29-CT/TU", "Tỉnh ủy Tỉnh mẫu", "16/7/20", "hiệu lực", "Enter để mở"):
        expect(first).to_contain_text(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/vb/tinh-mau/2021/15-qd-tu/")


def test_the_clause_asked_for_is_named_and_enter_goes_to_it(go: Go) -> None:
    page = go("index.html")
    page.keyboard.press("/")
    page.keyboard.type("điều 2 29-ct/tu")
    expect(options_of(page).first).to_contain_text("Điều 2")
    expect(page.locator("#vb-q-meta")).to_contain_text("Enter để mở Điều 2 Chỉ thị 29-CT/TU")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vb/tinh-mau/2021/15-qd-tu/#dieu-2")


def test_nothing_found_in_the_box_leads_on(go: Go) -> None:
    page = go("index.html")
    page.keyboard.press("/")
    page.keyboard.type("không có")
    expect(page.locator("#vb-q-meta")).to_have_text("Không thấy văn bản nào. Có phải: lưu trữ?")
    expect(options_of(page)).to_have_text(
        ["Duyệt theo loại, cơ quan, năm, lĩnh vực", "Xem ở trang tìm kiếm: không có"]
    )
    assert "/duyet/index.html" in str(options_of(page).first.get_attribute("href"))
    page.locator("#vb-q-meta a").click()
    page.wait_for_url("**/tim-kiem/**q=l*")
    expect(page.locator(".vb-tk__o")).to_have_value("lưu trữ")


def test_enter_on_words_goes_to_the_page(go: Go) -> None:
    page = go("index.html")
    page.keyboard.press("/")
    page.keyboard.type("lưu trữ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/**q=l*")
    expect(page.locator(".vb-tk__o")).to_have_value("lưu trữ")


def test_enter_before_the_answer_waits_for_it(go: Go) -> None:
    page = go("index.html", before="window.counting = 400;")
    page.keyboard.press("/")
    page.keyboard.type("29-ct/tu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vb/tinh-mau/2021/15-qd-tu/")


def test_a_completion_goes_to_its_results(go: Go) -> None:
    page = go("index.html")
    page.keyboard.press("/")
    page.keyboard.type("luu")
    options_of(page).get_by_text("lưu trữ điện tử").click()
    page.wait_for_url("**/tim-kiem/**")
    expect(page.locator(".vb-tk__o")).to_have_value("lưu trữ điện tử")


def test_stale_answers_are_dropped(go: Go) -> None:
    page = go("index.html")
    page.keyboard.press("/")
    page.keyboard.type("chậm")
    page.wait_for_function("calls.some((c) => c[0] === 'chậm')")
    page.keyboard.press("Control+a")
    page.keyboard.type("29")
    expect(options_of(page).first).to_contain_text("29-CT/TU")
    page.wait_for_timeout(900)
    expect(options_of(page).first).to_contain_text("29-CT/TU")
    expect(page.locator("#vb-q-meta")).to_contain_text("bấm Enter để mở Chỉ thị 29-CT/TU")


def test_a_slow_answer_is_announced(go: Go) -> None:
    page = go("index.html")
    page.keyboard.press("/")
    page.keyboard.type("chậm")
    expect(page.locator("#vb-q-meta")).to_have_text("Đang tìm…")
    expect(page.locator("#vb-q-meta")).to_contain_text("45 văn bản")


def test_typing_fast_asks_once(go: Go) -> None:
    page = go("index.html")
    page.keyboard.press("/")
    letters = (
        "(b, t) => { for (const c of t) { b.value += c; b.dispatchEvent(new Event('input')); } }"
    )
    box_of(page).evaluate(letters, "luu tru dien tu")
    expect(options_of(page).last).to_contain_text("luu tru dien tu")
    assert [c[0] for c in page.evaluate("calls")] == ["luu tru dien tu"]


def test_counts_that_come_later_move_nothing(go: Go) -> None:
    page = go("index.html", before="window.counting = 1500;")
    page.keyboard.press("/")
    page.keyboard.type("lưu")
    expect(options_of(page)).to_have_count(2 + 6 + 1)
    page.keyboard.press("ArrowDown")
    tops = (
        "[...document.querySelectorAll('#vb-q-list a')].map((a) => a.getBoundingClientRect().top)"
    )
    before = page.evaluate(tops)
    expect(page.locator("#vb-q-meta")).to_contain_text("45 văn bản")
    assert page.evaluate(tops) == before
    expect(options_of(page).first).to_have_attribute("aria-selected", "true")


def test_what_is_chosen_stays_chosen_when_more_of_the_answer_comes(go: Go) -> None:
    page = go("index.html", before="window.counting = 1500;")
    page.keyboard.press("/")
    page.keyboard.type("lưu")
    expect(options_of(page)).to_have_count(2 + 5 + 1)
    page.keyboard.press("ArrowUp")
    expect(options_of(page)).to_have_count(2 + 6 + 1)
    expect(options_of(page).last).to_have_attribute("aria-selected", "true")
    last = options_of(page).last.get_attribute("id")
    expect(box_of(page)).to_have_attribute("aria-activedescendant", last)
    page.keyboard.type(" t")
    expect(page.locator("#vb-q-list a[aria-selected=true]")).to_have_count(0)


def test_escape_gives_the_focus_back(go: Go) -> None:
    page = go("index.html")
    link = page.locator(".md-tabs__link", has_text="Duyệt")
    link.focus()
    page.keyboard.press("/")
    page.keyboard.type("luu")
    expect(options_of(page).first).to_be_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#__search").is_checked()
    expect(link).to_be_focused()


def test_tab_leaves_and_shuts_the_box(go: Go) -> None:
    page = go("index.html")
    page.keyboard.press("/")
    page.keyboard.type("luu")
    expect(options_of(page).first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert not page.locator("#__search").is_checked()


def test_the_last_queries_are_offered(go: Go) -> None:
    page = go("index.html")
    page.keyboard.press("/")
    page.keyboard.type("quy chế dân chủ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/**")
    page.goto(page.url.split("tim-kiem")[0] + "index.html")
    page.keyboard.press("/")
    expect(options_of(page)).to_have_text(["quy chế dân chủ"])


def test_on_a_phone_the_box_fills_the_screen(go: Go) -> None:
    page = go("index.html", size=PHONE, has_touch=True)
    sign = page.get_by_role("button", name="Tìm kiếm")
    sign.focus()
    page.keyboard.press("Enter")
    expect(box_of(page)).to_be_focused()
    page.keyboard.type("luu tru")
    expect(options_of(page).first).to_be_visible()
    frame = page.locator(".md-search__inner").bounding_box()
    assert frame is not None
    page.wait_for_timeout(300)
    assert frame["width"] == pytest.approx(PHONE["width"], abs=0.01)
    heights = options_of(page).evaluate_all("all => all.map((a) => a.offsetHeight)")
    assert min(heights) >= 44
    page.locator(".md-search__icon[for=__search]").tap()
    expect(page.locator("#__search")).not_to_be_checked()


def test_the_home_page_has_the_list_too(go: Go) -> None:
    page = go("index.html")
    box = page.locator(".vb-o-tim input")
    box.click()
    page.keyboard.type("29")
    expect(page.locator("#vb-o-ds [role=option]").first).to_contain_text("29-CT/TU")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator(".vb-o-tim__khung")).to_be_hidden()
    box.fill("lưu trữ")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.wait_for_url("**/tim-kiem/**")


def test_single_letter_keys_can_be_turned_off(go: Go) -> None:
    page = go("tim-kiem/huong-dan.html")
    switch = page.get_by_label("Dùng phím tắt một chữ")
    expect(switch).to_be_checked()
    switch.uncheck()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(box_of(page)).not_to_be_focused()
    page.keyboard.press("Control+k")
    expect(box_of(page)).to_be_focused()


# --- the search page


def test_a_card_says_what_matters(go: Go) -> None:
    page = search_page(go, "?q=lưu trữ")
    card = page.locator(".vb-kq").first
    for text in ("Quy định 1-QĐ/TU", "Còn hiệu lực", "Tỉnh ủy Tỉnh mẫu", "16/7/2016", "được dẫn bởi 1 văn bản", "hồ sơ & tài liệu"):  # fmt: skip
        expect(card).to_contain_text(text)
    expect(card.locator(".vb-kq__trich mark")).to_have_text(["lưu trữ"])
    expect(card.locator(".vb-kq__doan mark")).to_have_text(["văn bản"])
    clause = card.get_by_role("link", name="Điều 2", exact=True)
    assert str(clause.get_attribute("href")).endswith("15-qd-tu/index.html?tim=l%C6%B0u+tr%E1%BB%AF#dieu-2")  # fmt: skip


def test_the_chooser_groups_documents_of_one_number(go: Go) -> None:
    page = search_page(go, "?q=05")
    section = page.locator(".vb-chon")
    expect(section.locator("h2")).to_have_text("3 văn bản cùng số, chọn một")
    expect(section.locator("h3")).to_have_text(["Khóa XVI", "Khóa XVII"])
    expect(section.locator("li")).to_have_count(3)
    expect(page.locator(".vb-tk__muc", has_text="Văn bản liên quan")).to_be_visible()
    expect(page.locator(".vb-kq__ds > li").first).to_contain_text("4-QĐ/TU")


def test_a_long_chooser_is_folded(go: Go) -> None:
    page = search_page(go, "?q=05 nhiều")
    lines = page.locator(".vb-chon li:has(.vb-chon__lien)")
    expect(page.locator(".vb-chon h2")).to_have_text("40 văn bản cùng số, chọn một")
    expect(lines.filter(visible=True)).to_have_count(6 * 2)
    page.get_by_role("button", name="Thêm 14 nhóm").click()
    expect(lines.filter(visible=True)).to_have_count(40)
    expect(page.locator(".vb-chon__lien").nth(12)).to_be_focused()


def test_the_document_of_a_number_stands_above_what_is_related(go: Go) -> None:
    page = search_page(go, "?q=29-CT/TU")
    expect(page.locator(".vb-tk__dung")).to_contain_text("Chỉ thị 29-CT/TU")
    expect(page.locator(".vb-kq__ds")).not_to_contain_text("29-CT/TU")
    link = page.locator(".vb-tk__dung a")
    expect(link).to_have_attribute("href", re.compile("15-qd-tu/index.html$"))
    page.locator(".vb-tk__o").fill("điều 2 29-CT/TU")
    expect(link).to_have_attribute("href", re.compile("15-qd-tu/index.html#dieu-2$"))
    page.locator(".vb-tk__o").fill("29-CT/TU")
    expect(link).to_have_attribute("href", re.compile("15-qd-tu/index.html$"))
    page.locator(".vb-tk__o").press("Enter")
    page.wait_for_url("**/vb/tinh-mau/2021/15-qd-tu/")


def facet(page: Page, name: str) -> Any:
    return page.locator(".vb-loc").get_by_label(re.compile(rf"^{name}\s*[\d.]+$"))


def test_state_lives_in_the_address(go: Go) -> None:
    """Each step is a page of the history; back, forward, reload and a copied address show it again."""
    page = search_page(go, "?q=lưu")
    facet(page, "Chỉ thị").check()
    expect(heading(page)).to_have_text("15 văn bản")
    facet(page, "Quy định").check()
    expect(heading(page)).to_have_text("30 văn bản")
    page.get_by_label("Sắp xếp").select_option("moi")
    page.get_by_role("link", name="Trang 2", exact=True).click()
    expect(heading(page)).to_have_text("30 văn bản, trang 2")
    assert page.url.endswith("&loai=chi-thi&loai=quy-dinh&sap-xep=moi&trang=2")
    copied = page.url
    page.go_back()
    expect(heading(page)).to_have_text("30 văn bản")
    page.go_back()
    expect(page.get_by_label("Sắp xếp")).to_have_value("lien-quan")
    page.go_back()
    expect(heading(page)).to_have_text("15 văn bản")
    expect(facet(page, "Quy định")).not_to_be_checked()
    page.go_back()
    expect(heading(page)).to_have_text("45 văn bản")
    page.go_forward()
    expect(facet(page, "Chỉ thị")).to_be_checked()
    page.goto(copied)
    expect(heading(page)).to_have_text("30 văn bản, trang 2")
    expect(page.locator(".vb-kq")).to_have_count(10)
    page.reload()
    expect(heading(page)).to_have_text("30 văn bản, trang 2")


def test_the_engine_is_asked_what_the_address_says(go: Go) -> None:
    page = search_page(
        go, "?q=a&co-quan=x&co-quan=y&nguoi-ky=n&ky=k&tinh-trang=con&linh-vuc=l&nam=2013..&tat-ca=1&tu=2013-02-01&den=2020-01-31&sap-xep=cu"
    )  # fmt: skip
    query, options = page.evaluate("calls.at(-1)")
    assert query == "a"
    assert options == {
        "filters": {
            "co_quan": ["x", "y"], "nguoi_ky": ["n"], "ky": ["k"], "tinh_trang": ["con"],
            "linh_vuc": ["l"], "nam": [2013, None], "tu": "2013-02-01", "den": "2020-01-31",
        },
        "sort": "cu", "offset": 0, "limit": 20, "tatCa": True,
    }  # fmt: skip


def test_facets_opened_are_remembered_in_the_address(go: Go) -> None:
    page = search_page(go, "?q=a")
    asked = page.evaluate("calls.length")
    button = page.locator(".vb-loc__ten-nhom", has_text="Lĩnh vực")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    assert page.url.endswith("?q=a&mo=linh-vuc")
    assert page.evaluate("calls.length") == asked
    page.reload()
    expect(button).to_have_attribute("aria-expanded", "true")
    button.click()
    assert page.url.endswith("?q=a")


@pytest.mark.parametrize("address", ["?trang=-5&nam=abc&tu=1/1/2000&sap-xep=x", "?trang=NaN&loai=", "?trang=1e99&q=%00", "?q=%E0%A4%A"])  # fmt: skip
def test_a_broken_address_breaks_nothing(go: Go, address: str) -> None:
    page = go("tim-kiem/index.html" + address)
    expect(heading(page)).to_have_text(re.compile("văn bản"))


def test_values_keep_their_order_and_the_focus(go: Go) -> None:
    page = search_page(go)
    names = page.locator(".vb-loc__ten")
    before = names.all_inner_texts()
    facet(page, "Kế hoạch").focus()
    page.keyboard.press("Space")
    expect(heading(page)).to_have_text("15 văn bản")
    assert names.all_inner_texts() == before
    expect(facet(page, "Kế hoạch")).to_be_focused()


def test_years_stretch_to_a_span(go: Go) -> None:
    page = search_page(go)
    facet(page, "2016").check()
    page.wait_for_url("**nam=2016")
    facet(page, "2019").check()
    page.wait_for_url("**nam=2016..2019")
    expect(facet(page, "2017")).to_be_checked()
    expect(page.get_by_role("button", name="Bỏ lọc Năm 2016–2019")).to_be_visible()
    facet(page, "2016").uncheck()
    page.wait_for_url("**nam=2017..2019")


def test_dates_as_offices_type_them(go: Go) -> None:
    page = search_page(go)
    first, last = page.get_by_label("Từ", exact=True), page.get_by_label("Đến", exact=True)
    first.fill("7/2017")
    first.press("Enter")
    page.wait_for_url("**tu=2017-07-01")
    last.fill("2019")
    last.blur()
    page.wait_for_url("**den=2019-12-31")
    expect(first).to_have_value("01/7/2017")
    last.fill("31/2/2019")
    last.blur()
    expect(page.get_by_role("alert")).to_contain_text("Chưa đọc được «31/2/2019»")
    expect(last).to_have_attribute("aria-invalid", "true")


def test_chips_take_filters_away(go: Go) -> None:
    page = search_page(go, "?loai=chi-thi&loai=quy-dinh&nam=2015..2019")
    chips = page.locator(".vb-tk__the")
    expect(chips).to_have_text(["Loại: Chỉ thị", "Loại: Quy định", "Năm 2015–2019"])
    page.get_by_role("button", name="Bỏ lọc Loại: Chỉ thị").click()
    expect(chips).to_have_count(2)
    expect(heading(page)).to_be_focused()
    page.get_by_role("button", name="Bỏ tất cả").click()
    expect(chips).to_have_count(0)
    assert "?" not in page.url


def test_another_page_begins_at_its_top(go: Go) -> None:
    page = search_page(go)
    page.get_by_role("link", name="Trang sau").click()
    expect(heading(page)).to_have_text("Toàn kho: 45 văn bản, trang 2")
    expect(heading(page)).to_be_focused()
    assert page.evaluate("scrollY") == 0
    assert page.locator(".vb-kq__ds").get_attribute("start") == "21"


def test_back_from_a_document_comes_to_the_same_place(go: Go) -> None:
    page = search_page(go, "?q=lưu&loai=chi-thi")
    page.locator(".vb-kq__lien").nth(11).scroll_into_view_if_needed()
    page.wait_for_timeout(400)
    before = page.evaluate("scrollY")
    assert before > 300
    page.locator(".vb-kq__lien").nth(11).click()
    page.wait_for_url("**/vb/**")
    page.go_back()
    expect(page.locator(".vb-kq").first).to_be_visible()
    page.wait_for_function("y => Math.abs(scrollY - y) < 40", arg=before)


def test_the_page_does_not_jump_when_counts_arrive(go: Go) -> None:
    page = go("tim-kiem/index.html?q=lưu&loai=chi-thi", before="window.counting = 2500;")
    card = page.locator(".vb-kq").first
    card.wait_for()
    card.evaluate("e => { e.kept = true }")
    before = card.bounding_box()
    expect(heading(page)).to_have_text("Đang đếm…")
    expect(page.locator(".vb-kq")).to_have_count(5)
    page.locator(".vb-kq a").first.focus()
    expect(heading(page)).to_have_text("15 văn bản")
    expect(page.locator(".vb-kq")).to_have_count(15)
    assert card.bounding_box() == before
    assert card.evaluate("e => e.kept && e.contains(document.activeElement)")


def test_waiting_shows_shapes_then_keeps_the_old_results(go: Go) -> None:
    page = go("tim-kiem/index.html?q=chậm")
    expect(page.locator(".vb-xuong").first).to_be_visible()
    expect(heading(page)).to_have_text("45 văn bản")
    expect(page.locator(".vb-xuong")).to_have_count(0)
    page.get_by_label("Sắp xếp").select_option("moi")
    expect(page.locator(".vb-tk__ra")).to_have_attribute("aria-busy", "true")
    assert page.locator(".vb-kq").count() == 20
    expect(page.locator(".vb-tk__ra")).not_to_have_attribute("aria-busy", "true")


def test_nothing_found_says_what_to_try(go: Go) -> None:
    page = go("tim-kiem/index.html?q=không có&loai=chi-thi&tu=2021-01-01&linh-vuc=x")
    expect(heading(page)).to_have_text("Không thấy văn bản nào")
    ways = page.locator(".vb-tk__khong").get_by_role("button", name=re.compile("^Bỏ"))
    without = [f"Bỏ lọc {name}" for name in ("loại văn bản", "ngày ban hành", "lĩnh vực")]
    expect(ways).to_have_text([*without, "Bỏ mọi bộ lọc đang đặt"])
    ways.nth(2).click()
    expect(ways).to_have_text([*without[:2], "Bỏ mọi bộ lọc đang đặt"])
    ways.nth(1).click()
    page.wait_for_url(re.compile("loai=chi-thi$"))
    expect(ways).to_have_text(without[:1])
    expect(page.locator(".vb-tk__khong a")).to_have_text(
        [re.compile("^Duyệt theo loại"), "Cách tìm"]
    )
    page.locator(".vb-tk__giup").evaluate("e => e.remove()")  # a site without our guide
    ways.click()
    expect(page.locator(".vb-tk__the")).to_have_count(0)
    expect(page.locator(".vb-tk__khong a")).to_have_text([re.compile("^Duyệt theo loại")])
    page.get_by_role("button", name="Tìm tất cả các từ ở bất kỳ đâu").click()
    page.wait_for_url("**tat-ca=1")
    page.get_by_role("button", name="lưu trữ", exact=True).click()
    expect(heading(page)).to_have_text("45 văn bản")
    expect(page.locator(".vb-tk__o")).to_have_value("lưu trữ")


def test_what_the_engine_has_to_say_is_shown(go: Go) -> None:
    page = search_page(go, "?q=ghi chú")
    expect(page.locator(".vb-tk__luu-y")).to_have_text("Mở rộng ra mọi cách đặt dấu.")


def test_whatever_is_found_is_shown_as_text(go: Go) -> None:
    page = search_page(go, "?q=độc")
    page.keyboard.press("Control+k")
    expect(page.locator(".vb-kq").first).to_contain_text('<img src=x onerror="')
    assert page.locator("#vb-search-page img").count() == 0
    assert "hacked" not in page.title()


def test_down_goes_from_the_box_to_the_results(go: Go) -> None:
    page = search_page(go, "?q=lưu")
    page.keyboard.press("/")
    expect(page.locator(".vb-tk__o")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".vb-kq__lien").first).to_be_focused()


def test_the_tab_is_named_after_the_query(go: Go) -> None:
    page = search_page(go, "?q=lưu trữ")
    assert page.title().startswith("lưu trữ – Tìm kiếm")


@pytest.mark.parametrize("size", [PHONE, None], ids=["phone", "desk"])
def test_the_facets_of_a_phone_stand_in_a_sheet(go: Go, size: Any) -> None:
    page = search_page(go, "?q=lưu", size=size)
    sheet = page.locator("dialog.vb-tk__to")
    if not size:
        expect(facet(page, "Chỉ thị")).to_be_visible()
        expect(page.get_by_role("button", name="Bộ lọc")).to_be_hidden()
        page.set_viewport_size(PHONE)
    expect(facet(page, "Chỉ thị")).to_be_hidden()
    page.get_by_role("button", name="Bộ lọc").click()
    facet(page, "Chỉ thị").check()
    page.get_by_role("button", name="Xem 15 văn bản").click()
    expect(sheet).to_be_hidden()
    expect(page.get_by_role("button", name="Bộ lọc (1)")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_targets_on_a_phone_are_big_enough(go: Go) -> None:
    page = search_page(go, "?q=lưu&loai=chi-thi", size=PHONE, has_touch=True)
    page.get_by_role("button", name="Bộ lọc (1)").click()
    small = """(all) => all.filter((e) => e.checkVisibility() && e.offsetHeight < 44)
        .map((e) => e.className + ' ' + e.offsetHeight)"""
    sheet = page.locator("dialog :is(button, label, input[type=search])")
    assert sheet.evaluate_all(small) == []
    page.get_by_role("button", name="Đóng bộ lọc").click()
    rest = page.locator(".vb-tk :is(button, select, .vb-tk__tat-ca, .vb-trang__so, .vb-tk__o, .vb-kq__lien)")  # fmt: skip
    assert rest.evaluate_all(small) == []


def test_paper_has_the_question_and_a_numbered_list(go: Go) -> None:
    page = search_page(go, "?q=lưu&loai=chi-thi&trang=1")
    page.emulate_media(media="print")
    expect(page.locator(".vb-tk__giay")).to_have_text(
        re.compile(r"Kết quả tìm «lưu» \(Loại: Chỉ thị\), ngày \d\d?/\d\d?/\d{4}")
    )
    for chrome in (".vb-tk__form", ".vb-tk__loc", ".vb-tk__cong-cu", ".vb-trang__khung"):
        expect(page.locator(chrome).first).to_be_hidden()
    marker = page.locator(".vb-kq__ds").evaluate("e => getComputedStyle(e).listStyleType")
    assert marker == "decimal"


# --- faults


def test_a_missing_index_is_told_and_can_be_tried_again(go: Go) -> None:
    page = go("tim-kiem/index.html?q=hỏng")
    fault = page.get_by_role("alert")
    expect(fault).to_contain_text("Không đọc được chỉ mục tìm kiếm (tệp m.js).")
    expect(fault.get_by_role("link", name="Duyệt theo loại")).to_be_visible()
    page.evaluate("window.mended = true")
    page.get_by_role("button", name="Thử lại").click()
    expect(heading(page)).to_have_text("45 văn bản")


def test_a_fault_in_the_box(go: Go) -> None:
    page = go("index.html")
    page.keyboard.press("/")
    page.keyboard.type("hỏng")
    expect(page.locator("#vb-q-meta")).to_contain_text("Không đọc được chỉ mục")
    page.wait_for_timeout(400)
    expect(page.locator("#vb-q-meta")).to_contain_text("Không đọc được chỉ mục")
    expect(options_of(page)).to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/**")


def test_a_fault_of_ours_is_told_in_words(go: Go) -> None:
    page = go("tim-kiem/index.html?q=kỳ lạ")
    expect(page.get_by_role("alert")).to_contain_text("Không đọc được chỉ mục tìm kiếm. Thử lại")
    expect(page.get_by_role("alert")).not_to_contain_text("function")


def test_an_answer_that_never_comes_is_a_fault(visit: Any, base: str) -> None:
    page = visit("about:blank").page
    page.add_init_script(STUB)
    page.clock.install()
    page.goto(base + "tim-kiem/index.html?q=treo")
    page.clock.fast_forward(16_000)
    expect(page.get_by_role("alert")).to_contain_text("trả lời quá chậm")
    page.locator(".vb-tk__o").fill("lưu")
    page.clock.fast_forward(1_000)
    expect(heading(page)).to_have_text("45 văn bản")


def test_offline_is_told(go: Go) -> None:
    page = go(
        "index.html", before="Object.defineProperty(navigator, 'onLine', { get: () => false });"
    )
    page.keyboard.press("/")
    page.keyboard.type("hỏng")
    expect(page.locator("#vb-q-meta")).to_contain_text("Máy đang ngoại tuyến")


@pytest.mark.parametrize("text", ["a" * 100_000, "((a+)+)+$[", "\u202e\ufeff\x00", "𝐐 😀", "lu\u031bu"])  # fmt: skip
def test_a_hostile_query_is_asked_and_shown_as_text(go: Go, text: str) -> None:
    page = search_page(go)
    page.locator(".vb-tk__o").evaluate(
        "(e, t) => { e.value = t; e.dispatchEvent(new Event('input')); }", text
    )
    expect(heading(page)).to_have_text(re.compile("văn bản"))
    page.wait_for_function("calls.length > 1")
    assert len(page.evaluate("calls.at(-1)[0]")) <= 300


# --- inside a document


def bar(page: Page) -> Any:
    return page.locator(".vb-tt")


PAINTED = "[...(CSS.highlights.get('vb-tim') || [])].map((r) => r.toString().toLowerCase())"


def test_find_in_the_document_without_marks(go: Go) -> None:
    page = go(DOCUMENT)
    page.keyboard.press("f")
    page.keyboard.type("van ban")
    # the first word alone is found, too, while the second is being typed
    page.wait_for_function(f"(p => p.length && p.every((t) => t === 'văn bản'))({PAINTED})")
    total = len(page.evaluate(PAINTED))
    expect(bar(page).locator(".vb-tt__dem")).to_have_text(f"1/{total}")
    page.keyboard.press("Enter")
    expect(bar(page).locator(".vb-tt__dem")).to_have_text(f"2/{total}")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(bar(page).locator(".vb-tt__dem")).to_have_text(f"{total}/{total}")
    expect(bar(page).locator(".vb-tt__cho")).to_have_text(re.compile(r"Điều \d+$"))
    shown = """() => { const [r] = [...CSS.highlights.get('vb-tim-nay')], b = r.getBoundingClientRect();
        return b.top > document.querySelector('.vb-tt').getBoundingClientRect().bottom && b.bottom < innerHeight; }"""
    page.wait_for_function(shown)
    page.keyboard.press("Escape")
    expect(bar(page)).to_be_hidden()
    assert page.evaluate(PAINTED) == []


def test_the_button_opens_the_bar_and_gets_the_focus_back(go: Go) -> None:
    page = go(DOCUMENT)
    button = page.get_by_role("button", name="Tìm trong văn bản")
    button.click()
    expect(page.get_by_label("Tìm trong văn bản").locator("input")).to_be_focused()
    page.keyboard.type("không có chỗ nào")
    expect(bar(page).locator(".vb-tt__dem")).to_have_text("Không thấy")
    page.get_by_role("button", name="Đóng thanh tìm").click()
    expect(button).to_be_focused()
    page.keyboard.press("Control+Shift+F")
    expect(bar(page).locator("input")).to_be_focused()


def test_arriving_from_a_result_marks_the_words_at_the_clause(go: Go) -> None:
    page = go(DOCUMENT + "?tim=van+ban#dieu-2")
    expect(bar(page).locator("input")).to_have_value("van ban")
    expect(bar(page).locator(".vb-tt__cho")).to_have_text(re.compile("Điều 2$"))
    assert page.evaluate("document.activeElement === document.body")
    assert page.url.endswith("/15-qd-tu/#dieu-2")
    page.reload()
    expect(bar(page).locator("input")).to_have_value("van ban")
    page.get_by_role("button", name="Đóng thanh tìm").click()
    page.reload()
    expect(bar(page)).to_be_hidden()


def test_words_that_nowhere_stand_together_are_marked_singly(go: Go) -> None:
    page = go(DOCUMENT + "?tim=ban+van")
    assert set(page.evaluate(PAINTED)) <= {"văn", "bản", "ban", "vận", "bán"}
    assert len(page.evaluate(PAINTED)) > 2


def test_browsers_without_highlights_show_the_block(go: Go) -> None:
    page = go(DOCUMENT, before="delete CSS.highlights; delete window.Highlight; delete CSS.__proto__.highlights;")  # fmt: skip
    assert not page.evaluate("'highlights' in CSS && typeof Highlight === 'function'")
    before = page.locator(".vb-than").inner_text()
    page.keyboard.press("f")
    page.keyboard.type("quy dinh so")
    here = page.locator(".vb-than .vb-dau-tim--nay")
    expect(here).to_have_count(1)
    expect(here).to_contain_text(re.compile("quy định số", re.IGNORECASE))
    page.keyboard.press("Escape")
    expect(here).to_have_count(0)
    assert page.locator(".vb-than").inner_text() == before


def test_a_phrase_is_found_across_links(go: Go) -> None:
    """«Quy định số 15-QĐ/TU» may stand half in a link; blocks are read as one text."""
    page = go(DOCUMENT)
    page.locator(".vb-than p").first.evaluate(
        "e => { e.innerHTML = 'Theo <a href=\"#x\">Quy <b>định</b></a> mẫu này' }"
    )
    page.keyboard.press("f")
    page.keyboard.type("quy dinh mau")
    expect(bar(page).locator(".vb-tt__dem")).to_have_text("1/1")
    assert page.evaluate(PAINTED) == ["quy định mẫu"]


def test_a_letter_typed_in_a_field_opens_nothing(go: Go) -> None:
    page = go(DOCUMENT)
    page.keyboard.press("/")
    page.keyboard.type("f")
    expect(bar(page)).to_be_hidden()
    expect(box_of(page)).to_have_value("f")


# --- everywhere


@pytest.mark.parametrize("path", ["tim-kiem/index.html", "index.html", DOCUMENT])
def test_everything_works_from_the_disk(visit: Any, site: Path, path: str) -> None:
    seen = visit("about:blank")
    page = seen.page
    page.add_init_script(STUB)
    page.goto((site / path).as_uri())
    if path.startswith("tim-kiem"):
        facet(page, "Chỉ thị").check()
        expect(heading(page)).to_have_text("15 văn bản")
        page.go_back()
        expect(heading(page)).to_have_text("Toàn kho: 45 văn bản")
    elif path == DOCUMENT:
        page.keyboard.press("f")
        page.keyboard.type("van ban")
        expect(bar(page).locator(".vb-tt__dem")).to_have_text(re.compile(r"^1/\d+$"))
    else:
        page.keyboard.press("/")
        page.keyboard.type("luu tru")
        expect(options_of(page).first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**/tim-kiem/index.html?q=luu+tru")
    assert seen.complaints == []


@pytest.mark.parametrize("path", ["tim-kiem/index.html?q=lưu", "tim-kiem/index.html?q=hỏng", DOCUMENT + "?tim=van+ban"])  # fmt: skip
def test_a_strict_policy_blocks_nothing(
    visit: Any, server: Any, base: str, site: Path, path: str
) -> None:
    html = (site / path.partition("?")[0]).read_text("utf-8")
    inline = re.findall(r"<script>(.*?)</script>", html, re.S)
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in inline]
    named = " ".join(f"'sha256-{value}'" for value in hashes)
    server.policy = (
        f"default-src 'none'; script-src 'self' {named}; style-src 'self'; font-src 'self';"
        " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'"
    )
    seen = visit("about:blank")
    seen.page.add_init_script(STUB)
    seen.page.goto(base + path)
    expect(seen.page.locator(".vb-kq, .vb-tk__loi, .vb-tt").first).to_be_visible()
    seen.page.keyboard.press("Control+k")
    seen.page.keyboard.type("29")
    seen.page.wait_for_timeout(300)
    assert seen.complaints == []


def test_with_scripts_off_lists_are_offered(visit: Any, base: str) -> None:
    page = visit(base + "tim-kiem/index.html", java_script_enabled=False).page
    page.get_by_role("link", name="Theo cơ quan ban hành").click()
    assert page.locator("h1").is_visible()


AXE = "async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})).violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target + ' ' + n.failureSummary).join(' | '))"


def axe_source() -> str:
    spec = importlib.util.find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("axe.min.js").read_text("utf-8")


STATES: dict[str, tuple[str, str]] = {
    "box": ("index.html", "/luu tru"),
    "box, one number": ("index.html", "/29"),
    "box of the home page": ("index.html", "#luu tru"),
    "page": ("tim-kiem/index.html?q=lưu&loai=chi-thi", ""),
    "chooser": ("tim-kiem/index.html?q=05", ""),
    "nothing": ("tim-kiem/index.html?q=không có", ""),
    "fault": ("tim-kiem/index.html?q=hỏng", ""),
    "bar": (DOCUMENT, "fvan ban"),
    "help": ("tim-kiem/huong-dan.html", ""),
}


@pytest.mark.parametrize("dark", [False, True], ids=["desk, light", "phone, dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(go: Go, state: str, dark: bool) -> None:
    path, keys = STATES[state]
    page = go(path, size=PHONE if dark else DESK, dark=dark)
    for key in keys:
        if key == "#":
            page.locator(".vb-o-tim input").focus()
        else:
            page.keyboard.press(key)
    page.wait_for_timeout(700)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.add_script_tag(content=axe_source())
    assert page.evaluate(AXE) == []


def test_axe_finds_nothing_in_the_sheet(go: Go) -> None:
    page = search_page(go, "?q=lưu&loai=chi-thi", size=PHONE)
    page.get_by_role("button", name="Bộ lọc (1)").click()
    page.add_script_tag(content=axe_source())
    assert page.evaluate(AXE) == []


@pytest.mark.parametrize(
    ("addresses", "most"),
    [((ADDRESS,), 3), ((ENGINE,), 24), ((ENGINE, PAGE), 30), ((ENGINE, FIND), 30)],
)
def test_the_scripts_stay_small(addresses: tuple[str, ...], most: int) -> None:
    """KB over the line: what every page loads; the engine with its box; all that one page needs."""
    packed = [gzip.compress(client_files()[address], 9, mtime=0) for address in addresses]
    assert sum(map(len, packed)) <= most * 1024


KNOWN_TO_THE_BROWSER = """names => {
  const known = new Set();
  for (const name of Object.getOwnPropertyNames(window)) {
    let held = null;
    try { held = window[name]; } catch { continue; }
    for (const made of [held, held && held.prototype]) {
      if (made === Object(made)) for (const member of Object.getOwnPropertyNames(made)) known.add(member);
    }
  }
  return names.filter(name => known.has(name));
}"""


def test_no_member_of_the_browser_gets_a_short_name(go: Go) -> None:
    """But those that nothing of the browser's is asked for here."""
    known = search_page(go).evaluate(KNOWN_TO_THE_BROWSER, list(PRIVATE))
    assert set(known) <= UNUSED


# --- the engine comes when it is wanted


@pytest.fixture(params=["http", "file"])
def start(request: Any, site: Path) -> str:
    """Where the site begins: on a server, on a disk."""
    if request.param == "file":
        return site.as_uri() + "/"
    return str(request.getfixturevalue("base"))


def loaded(seen: Any) -> list[str]:
    """Which of the scripts that come when they are wanted a page has asked for, in order."""
    named = [url.partition("?")[0] for url in seen.requests]
    return [a for url in named for a in (ENGINE, PAGE, FIND) if url.endswith(a)]


def test_a_page_that_is_only_read_loads_no_engine(visit: Any, start: str) -> None:
    seen = visit(start + DOCUMENT)
    seen.page.wait_for_timeout(300)
    assert loaded(seen) == []
    assert seen.page.evaluate("[typeof vanban.search, typeof vanban.fold]") == ["function", "undefined"]  # fmt: skip
    box_of(seen.page).focus()
    expect(seen.page.locator("#vb-q-meta")).to_be_visible()
    seen.page.keyboard.type("dân vận")
    expect(options_of(seen.page).first).to_be_visible()
    assert loaded(seen) == [ENGINE]
    seen.page.keyboard.press("Escape")
    seen.page.get_by_role("button", name="Tìm trong văn bản").click()
    expect(seen.page.locator(".vb-tt__o")).to_be_focused()
    assert loaded(seen) == [ENGINE, FIND]
    assert seen.complaints == []


@pytest.mark.parametrize(
    "ask",
    [
        "vanban.search('dân vận').then(a => a.total)",
        "vanban.complete('dân', 3).then(c => c.length)",
        "vanban.ready().then(v => v.fold('Đảng').length)",
        "document.querySelector('#vb-q').dispatchEvent(new PointerEvent('pointerover', {bubbles: true})), vanban.ready().then(v => 1)",
    ],
)
def test_who_asks_gets_the_engine(visit: Any, base: str, ask: str) -> None:
    seen = visit(base + DOCUMENT)
    assert seen.page.evaluate(ask) > 0
    assert loaded(seen) == [ENGINE]
    seen.page.keyboard.press("f")
    expect(seen.page.locator(".vb-tt__o")).to_be_focused()
    assert loaded(seen) == [ENGINE, FIND]
    assert seen.complaints == []


@pytest.mark.parametrize("path", ["index.html", "tu-dien.html"])
def test_what_is_typed_before_the_engine_comes_counts(go: Go, path: str) -> None:
    page = go("tim-kiem/huong-dan.html")
    held: list[Any] = []
    page.route(f"**/{ENGINE}*", lambda route: held.append(route))  # noqa: PLW0108 - a callable of its own
    page.goto(page.url.split("tim-kiem")[0] + path, wait_until="domcontentloaded")
    page.keyboard.press("/")
    page.keyboard.type("29 ct")
    page.keyboard.press("Enter")
    expect(box_of(page)).to_have_value("29 ct")
    held[0].continue_()
    page.wait_for_url("**/vb/tinh-mau/2021/15-qd-tu/")


def test_a_missing_engine_is_told_and_asked_for_again(visit: Any, start: str) -> None:
    told = re.compile(
        r"Không tải được máy tìm kiếm \(assets/vanban/tim-may\.js\)\. Kiểm tra kết nối"
    )
    page = visit("about:blank").page
    page.route(f"**/{ENGINE}*", lambda route: route.abort())
    page.goto(start + "tim-kiem/index.html")
    expect(page.get_by_role("alert")).to_have_text(told)
    page.goto(start + DOCUMENT)
    assert told.match(page.evaluate("vanban.search('dân').catch(e => e.message)"))
    page.get_by_role("button", name="Tìm trong văn bản").click()
    expect(page.get_by_role("alert")).to_have_text(told)
    page.keyboard.press("/")
    expect(page.locator(".md-search").get_by_role("alert")).to_have_text(told)
    page.keyboard.press("Enter")
    page.unroute(f"**/{ENGINE}*")
    page.keyboard.type("dân vận")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/index.html?q=*")
    expect(heading(page)).to_have_text(re.compile(r"\d văn bản"))


def answer_with(status: int, body: bytes, route: Any) -> None:
    route.fulfill(status=status, body=body, content_type="text/javascript")


@pytest.mark.parametrize(
    ("address", "path"), [(PAGE, "tim-kiem/index.html?q=dân"), (FIND, DOCUMENT)]
)
def test_a_missing_or_cut_part_is_told_and_asked_for_again(
    visit: Any, start: str, address: str, path: str
) -> None:
    told = re.compile(rf"Không tải được máy tìm kiếm \({re.escape(address)}\)\. Kiểm tra kết nối")
    page = visit("about:blank").page
    half = client_files()[address][:2000]
    for status, body in ((404, b""), (200, half)):
        page.route(f"**/{address}*", partial(answer_with, status, body))
        page.goto(start + path)
        if address == FIND:
            page.keyboard.press("f")
        expect(page.get_by_role("alert")).to_have_text(told)
        page.unroute(f"**/{address}*")
    if address == PAGE:
        assert page.evaluate("vanban.ready().then(() => vanban.search('dân')).then(a => a.total)")
        expect(heading(page)).to_have_text(re.compile(r"\d văn bản"))
        return
    page.keyboard.press("f")
    expect(page.locator(".vb-tt__o")).to_be_focused()
    expect(page.get_by_role("alert")).to_have_count(0)
