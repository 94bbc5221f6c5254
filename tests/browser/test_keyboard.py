"""A reader without a mouse gets everywhere: skip link, search, cards, diagram, compare, filters."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

DOCUMENT = "vb/tinh-mau/2013/08-qd-tu/index.html"
REPLACED = "so-sanh/tinh-mau.2018.17-2018-qd-ubnd/tinh-mau.2024.52-2024-qd-ubnd/index.html"
FAR = 400
"""Presses of the key after which a place counts as out of reach."""


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press ``key`` until something that fits ``selector`` has the focus; it must show that it has."""
    for _ in range(FAR):
        page.keyboard.press(key)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            width = page.evaluate(
                "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
            )
            assert width >= 1, selector
            return
    raise AssertionError(f"no way to {selector} by {key}")


def test_the_skip_link_is_first_and_what_follows_is_the_text(visit: Any, base: str) -> None:
    page = visit(base + DOCUMENT).page
    tab_to(page, "a.md-skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.md-content')")


def test_a_document_is_searched_for_and_opened(visit: Any, base: str) -> None:
    page = visit(base + DOCUMENT).page
    page.keyboard.press("/")
    page.keyboard.type("17/2018")
    expect(page.locator("#vb-q-list [role=option]").first).to_contain_text("17/2018/QĐ-UBND")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/17-2018-qd-ubnd/**")


def test_a_card_is_read_and_left_and_the_diagram_leads_on(visit: Any, base: str) -> None:
    page = visit(base + DOCUMENT).page
    tab_to(page, "a.vb-cite[href*='/vb/'], a.vb-cite[href^='../']")
    expect(page.locator(".vb-the-dan")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".vb-the-dan")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('a.vb-cite')")
    tab_to(page, "a.vb-ld__vb")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/vb/(?!.*08-qd-tu/)"))


def test_actions_and_folds_of_a_document_are_reached(visit: Any, base: str) -> None:
    page = visit(base + DOCUMENT).page
    tab_to(page, ".vb-tinh-trang summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentNode.open")
    tab_to(page, ".vb-nhay a")
    tab_to(page, "button[data-vb='trich-dan']")
    tab_to(page, "a.vb-cite")
    tab_to(page, "button[data-vb='in']", "Shift+Tab")


def test_changes_are_walked_and_the_same_unfolded(visit: Any, base: str) -> None:
    page = visit(base + REPLACED).page
    tab_to(page, "[data-ss-mo]")
    page.keyboard.press("Enter")
    assert page.evaluate("[...document.querySelectorAll('.vb-ss__nhu')].every(f => f.open)")
    page.keyboard.press("Alt+ArrowDown")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("Alt+ArrowDown")
    assert page.evaluate("document.activeElement.matches('[data-ss-doi]')")
    assert page.evaluate("document.activeElement.id") != first


@pytest.mark.parametrize(
    ("path", "field", "lines", "typed"),
    [
        ("duyet/nam/index.html", "#vb-go", ".vb-gia-tri > li", "2024"),
        ("so-tay/chua-giu/index.html", "#vb-loc", "[data-vb-loc] > li", "hien phap"),
    ],
)
def test_lists_are_filtered(
    visit: Any, base: str, path: str, field: str, lines: str, typed: str
) -> None:
    page = visit(base + path).page
    before = page.locator(f"{lines}:visible").count()
    tab_to(page, field)
    page.keyboard.type(typed)
    assert 0 < page.locator(f"{lines}:visible").count() < before


def test_light_and_dark_by_keyboard(visit: Any, base: str) -> None:
    page = visit(base + DOCUMENT).page
    tab_to(page, ".md-option")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
