"""A document's page under the hand: cards of citations, links to clauses, what can be taken away."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 780}
CARD = "#vb-the-dan"
TO_CLAUSE = '.vb-than a.vb-cite[href*="/vb/"][href*="#"]'
TO_SELF = '.vb-than a.vb-cite[href^="#"]'
OPEN = ".vb-than a.vb-cite__dau--mo-ho, .vb-than a.vb-cite__dau--chua-co"

Find = Callable[..., str]


@pytest.fixture(scope="session")
def find(site: Path) -> Find:
    """The first page whose HTML has all these."""
    texts = {p: p.read_text("utf-8") for p in sorted((site / "vb").rglob("index.html"))}

    def first(*signs: str) -> str:
        found = next(p for p, t in texts.items() if all(re.search(s, t) for s in signs))
        return found.relative_to(site).as_posix()

    return first


@pytest.fixture(scope="session")
def citing(find: Find) -> str:
    return find(r'class="vb-cite" href="(?:\.\./)+vb/[^"]+#dieu')


def shown(page: Page) -> str:
    page.locator(CARD).wait_for(state="visible")
    return page.locator(CARD).inner_text()


def test_pointing_at_a_citation_shows_the_clause(visit: Any, base: str, citing: str) -> None:
    seen = visit(base + citing)
    page, link = seen.page, seen.page.locator(TO_CLAUSE).first
    link.scroll_into_view_if_needed()
    link.hover()
    page.locator(f"{CARD} blockquote").wait_for()
    said = shown(page)
    assert re.search(r"(Còn|Hết|Chưa|Ngưng).* hiệu lực|Chưa rõ hiệu lực", said)
    assert re.search(r"(?i)điều|khoản|điểm", page.locator(f"{CARD} blockquote b").inner_text())
    # it stays while pointed at, goes by Escape, and nothing is asked for but the script beside
    page.locator(CARD).hover()
    page.wait_for_timeout(500)
    assert page.locator(CARD).is_visible()
    page.keyboard.press("Escape")
    assert page.locator(CARD).is_hidden()
    assert [url for url in seen.requests if url.endswith("/the.js")]
    assert seen.complaints == []


def test_a_card_works_from_the_disk_and_fits_a_phone(visit: Any, site: Path, citing: str) -> None:
    seen = visit((site / citing).as_uri(), size=PHONE, has_touch=True, is_mobile=True)
    page, link = seen.page, seen.page.locator(TO_CLAUSE).first
    was = page.url
    link.tap()
    page.locator(f"{CARD} blockquote").wait_for()
    assert page.url == was
    assert "Chạm lần nữa để mở." in shown(page)
    box = page.locator(CARD).bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert seen.overflow() <= 0
    link.tap()
    page.wait_for_url(re.compile(r"#[a-z]"))
    assert page.url.partition("#")[0] != was
    assert seen.complaints == []


def test_a_card_by_keyboard(visit: Any, base: str, citing: str) -> None:
    page = visit(base + citing).page
    page.keyboard.press("Tab")
    page.locator(TO_CLAUSE).first.focus()
    page.locator(f"{CARD} blockquote").wait_for()
    assert page.locator(CARD).get_attribute("aria-live") == "polite"
    page.keyboard.press("Escape")
    assert page.locator(CARD).is_hidden()
    assert page.evaluate("document.activeElement.classList.contains('vb-cite')")


def test_a_clause_of_the_page_itself_is_shown_from_it(visit: Any, base: str, find: Find) -> None:
    page = visit(base + find(r'class="vb-cite" href="#dieu')).page
    link = page.locator(TO_SELF).first
    link.hover()
    said = shown(page)
    target = page.locator(link.get_attribute("href"))
    assert said.startswith("Trong văn bản này")
    assert target.inner_text().rstrip("¶0123456789\n ")[:40].strip() in said.replace("\n", " ")


def test_an_open_citation_is_explained_and_its_card_can_be_walked_through(
    visit: Any, base: str, find: Find
) -> None:
    page = visit(base + find("vb-cite__dau--chua-co")).page
    mark = page.locator(OPEN).first
    page.keyboard.press("Tab")
    mark.focus()
    assert "Tìm trong kho" in shown(page)
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.querySelector('{CARD}').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").startswith("vb-cite__dau")


def test_links_to_clauses_are_walked_with_the_arrows(
    visit: Any, base: str, kinds: dict[str, str]
) -> None:
    page = visit(base + kinds["full text"], permissions=["clipboard-read", "clipboard-write"]).page
    region = page.locator('.vb-loi-nhan[role="status"]')
    assert region.inner_text() == ""  # there before anything is told
    page.locator(".vb-than a.headerlink").first.focus()
    page.keyboard.press("ArrowDown")
    second = page.locator(".vb-than a.headerlink").nth(1).get_attribute("href")
    assert page.evaluate("document.activeElement.getAttribute('href')") == second
    page.keyboard.press("Enter")
    region.get_by_text("Đã sao chép liên kết").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith(second or "?")


def test_the_text_is_taken_away_as_markdown(visit: Any, base: str, kinds: dict[str, str]) -> None:
    page = visit(base + kinds["full text"]).page
    with page.expect_download() as loading:
        page.get_by_role("button", name="Tải Markdown").click()
    assert loading.value.suggested_filename == kinds["full text"].split("/")[-2] + ".md"
    text = loading.value.path().read_text("utf-8")
    assert text.startswith("# ")
    assert re.search(r"^#{2,4} Điều 1\. ", text, re.M)
    assert "¶" not in text
    json = page.get_by_role("link", name="Tải JSON").get_attribute("href")
    assert page.request.get(page.url + str(json)).json()["dinh_dang"] == 1


def test_boxes_of_the_diagram_stand_beside_the_document_or_below_it(
    visit: Any, base: str, find: Find
) -> None:
    address = base + find(
        r'<div class="vb-ld" role="group"[^>]*><svg viewBox.*<svg class="vb-ld--nay.*<svg viewBox'
    )
    places = """() => [...document.querySelectorAll('.vb-ld > svg')].map(e => {
        const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })"""
    desk = visit(address).page
    left, own, right = desk.evaluate(places)
    assert left[2] < own[0] < own[2] < right[0]
    assert abs((left[1] + left[3]) - (own[1] + own[3])) < 2
    lines = """() => ['.vb-ld__ngang', '.vb-ld__than'].map(
        s => getComputedStyle(document.querySelector(s)).display)"""
    assert desk.evaluate(lines) == ["inline", "none"]
    phone = visit(address, size=PHONE)
    left, own, right = phone.page.evaluate(places)
    assert own[3] < left[1] < left[3] < right[1]
    assert abs(left[0] - right[0]) < 1
    assert own[0] < left[0]
    assert phone.page.evaluate(lines) == ["none", "inline"]
    assert phone.overflow() == 0
    target = phone.page.locator(".vb-ld a.vb-ld__vb rect").first.bounding_box()
    assert target is not None
    assert target["height"] >= 24


def test_what_was_still_to_come_is_counted_for_today(
    visit: Any, base: str, kinds: dict[str, str]
) -> None:
    page = visit(base + kinds["full text"], now="2030-01-02T08:00:00").page
    page.evaluate("""() => { document.body.insertAdjacentHTML('beforeend',
        '<i class="vb-sap" data-tu="2030-01-02"></i><i class="vb-sap" data-tu="2030-01-03"></i>' +
        '<p class="vb-sap-toi" data-ngay="2030-01-01,2030-02-01"><b>2</b></p>'); vanban.recountComing('2030-01-02'); }""")
    assert page.locator(".vb-sap").count() == 1
    assert page.locator(".vb-sap-toi b").inner_text() == "1"
    page.evaluate("vanban.recountComing('2030-02-01')")
    assert page.locator(".vb-sap, .vb-sap-toi").count() == 0


def test_paper_looks_as_offices_print_it(visit: Any, base: str, kinds: dict[str, str]) -> None:
    page = visit(base + kinds["full text"]).page
    assert page.locator(".vb-the-thuc").is_hidden()
    page.emulate_media(media="print")
    assert page.locator(".vb-the-thuc").is_visible()
    assert page.locator("p.vb-in .vb-hl").is_visible()
    for chrome in (".vb-lam", ".vb-thuoc-tinh", ".vb-sau", ".vb-tinh-trang", ".headerlink"):
        assert page.locator(chrome).first.is_hidden(), chrome
    link = page.locator("a.vb-cite").first
    assert link.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"
    record = visit(base + kinds["record"]).page
    record.emulate_media(media="print")
    assert record.locator(".vb-thuoc-tinh").is_visible()
    assert record.locator(".vb-the-thuc").count() == 0
