"""Hand-written pages (the theme's bundle) and pages of the archive (khung.js) are one site.

Same head, same drawer, and the drawer, the palette, the search and the way up answer alike to
finger, mouse and keyboard.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 740}
FRAME = """() => { const told = (s) => [...document.querySelectorAll(s)].map((e) =>
    [e.tagName, e.className, e.title, e.getAttribute('aria-label') || '', e.getAttribute('for') || '',
     e.textContent.replace(/\\s+/g, ' ').trim()].join('|'));
    return [...told('.md-header a, .md-header label, .md-header button, .md-header input'),
            ...told('.md-nav--primary > .md-nav__list > .md-nav__item > :is(a, label)'),
            ...told('.md-footer, .md-top, .md-skip, .md-overlay')]; }"""
BOTH = pytest.mark.parametrize("kind", ["guide", "full text"])


def frame_of(page: Page) -> list[str]:
    """All one can press round the text, but for what says where one is."""
    return [re.sub(r" md-nav__(?:link|item)--active", "", row) for row in page.evaluate(FRAME)]


def checked(page: Page, toggle: str) -> bool:
    return bool(page.locator(toggle).evaluate("e => e.checked"))


def test_the_frame_is_the_same(visit: Any, base: str, kinds: dict[str, str]) -> None:
    guide, text = (
        frame_of(visit(base + kinds[k], size=PHONE).page) for k in ("guide", "full text")
    )
    assert len(guide) > 15
    assert guide == text


@BOTH
def test_drawer_palette_search_and_the_way_up_on_a_phone(
    visit: Any, base: str, kinds: dict[str, str], kind: str
) -> None:
    seen = visit(base + kinds[kind], size=PHONE)
    page = seen.page
    drawer(page)
    drawer_by_keys(page)
    palette(page)
    way_up(page)
    searching(page)
    assert seen.complaints == []


def drawer(page: Page) -> None:
    side = page.locator(".md-sidebar--primary")
    opener = page.locator(".md-header label[for=__drawer]")
    opener.click()
    expect(side).to_be_in_viewport()
    assert checked(page, "#__drawer")
    page.keyboard.press("Escape")
    expect(side).not_to_be_in_viewport()
    assert not checked(page, "#__drawer")
    opener.click()
    expect(side).to_be_in_viewport()
    page.locator(".md-overlay").click(position={"x": 380, "y": 400})
    expect(side).not_to_be_in_viewport()


def drawer_by_keys(page: Page) -> None:
    """What has the focus is seen: the drawer opens for it, and the list within its list."""
    page.locator(".vb-mo-tim").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#vb-q")).to_be_focused()
    nested = page.locator(".md-nav--primary .md-nav__item--nested [href$='huong-dan-van-thu.html']")
    for _ in range(60):
        page.keyboard.press("Tab")
        expect(page.locator(".md-sidebar--primary :focus")).to_be_in_viewport()
        if nested.evaluate("e => e === document.activeElement"):
            break
    expect(nested).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".md-sidebar--primary")).not_to_be_in_viewport()
    assert page.evaluate("document.activeElement === document.body")


def palette(page: Page) -> None:
    for scheme in ("slate", "default"):
        page.locator(".md-header__option label:visible").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    assert page.evaluate("__md_get('__palette').color.scheme") == "default"


def searching(page: Page) -> None:
    page.locator(".vb-mo-tim").click()
    expect(page.locator("#vb-q")).to_be_focused()
    page.keyboard.press("Escape")
    page.wait_for_function("!document.getElementById('__search').checked")
    expect(page.locator(".vb-mo-tim")).to_be_focused()


def way_up(page: Page) -> None:
    up = page.locator(".md-top")
    page.evaluate("scrollTo(0, 1600)")
    expect(page.locator(".md-header")).to_have_class(re.compile("md-header--shadow"))
    page.mouse.move(200, 400)
    page.mouse.wheel(0, -300)
    expect(up).not_to_have_attribute("hidden", "")
    up.click()
    page.wait_for_function("scrollY < 5")


ACTIONS = ".vb-viec button, .vb-tai a"


def test_actions_of_a_document_are_of_one_height_for_a_finger(
    visit: Any, base: str, kinds: dict[str, str]
) -> None:
    page = visit(base + kinds["full text"], size=PHONE, has_touch=True).page
    expect(page.locator(".vb-tt__mo")).to_be_visible()
    heights = page.evaluate(
        f"[...document.querySelectorAll('{ACTIONS}')].map(e => e.getBoundingClientRect().height)"
    )
    assert len(heights) > 4
    assert max(heights) - min(heights) < 1
    assert min(heights) >= 44


def test_where_there_is_no_page_there_are_ways_on(visit: Any, base: str) -> None:
    page = visit(base + "404.html").page
    assert page.locator("h1").inner_text() == "Không có trang này"
    page.locator(".vb-khong-co input").fill("kho")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/*q=kho*")
