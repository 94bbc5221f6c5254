"""Pages of two documents side by side in a real browser: walked by keys, open without scripts."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser

REPLACED = "so-sanh/tinh-mau.2018.17-2018-qd-ubnd/tinh-mau.2024.52-2024-qd-ubnd/index.html"
AMENDED = "so-sanh/tinh-mau.2016.27-2016-qd-ubnd/tinh-mau.2026.41-2026-qd-ubnd/index.html"
PHONE = {"width": 360, "height": 740}
FOCUS = "document.activeElement.id"


def test_keys_and_links_lead_from_change_to_change(visit: Any, base: str) -> None:
    page = visit(base + AMENDED).page
    places = page.locator("[data-ss-doi]").evaluate_all("all => all.map(one => one.id)")
    assert len(places) == 4
    for place in places:
        page.keyboard.press("Alt+ArrowDown")
        assert page.evaluate(FOCUS) == place
    page.keyboard.press("Alt+ArrowUp")
    assert page.evaluate(FOCUS) == places[-2]
    page.locator(f"#{places[0]}").get_by_role("link", name="Thay đổi sau").click()
    assert page.url.endswith(f"#{places[1]}")


def test_all_that_is_the_same_opens_at_once(visit: Any, base: str) -> None:
    page = visit(base + REPLACED).page
    folds = page.locator(".vb-ss__nhu")
    shut = page.locator(".vb-ss__nhu:not([open])")
    assert folds.count() == shut.count() > 0
    button = page.get_by_role("button", name="Mở cả phần giữ nguyên")
    button.click()
    assert shut.count() == 0
    page.get_by_role("button", name="Chỉ mở phần thay đổi").click()
    assert folds.count() == shut.count()


def test_without_scripts_folds_open_and_sides_stack_on_a_phone(visit: Any, base: str) -> None:
    page = visit(base + REPLACED, java_script_enabled=False, size=PHONE).page
    assert page.locator(".vb-ss__viec").is_hidden()
    fold = page.locator(".vb-ss__nhu").first
    fold.locator("summary").click()
    assert fold.locator("p").first.is_visible()
    old, new = (
        page.locator(".vb-ss__cu").first.bounding_box(),
        page.locator(".vb-ss__moi").first.bounding_box(),
    )
    assert new["y"] >= old["y"] + old["height"]
    wide = visit(base + REPLACED).page
    old, new = (
        wide.locator(".vb-ss__cu").first.bounding_box(),
        wide.locator(".vb-ss__moi").first.bounding_box(),
    )
    assert new["x"] >= old["x"] + old["width"]


def test_both_documents_lead_to_the_page(visit: Any, base: str) -> None:
    for id_ in ("tinh-mau/2018/17-2018-qd-ubnd", "tinh-mau/2024/52-2024-qd-ubnd"):
        page = visit(f"{base}vb/{id_}/index.html").page
        page.locator(f'a[href$="{REPLACED}"]').click()
        assert (
            page.locator("#vb-trang").inner_text()
            == "So sánh Quyết định 52/2024/QĐ-UBND với Quyết định 17/2018/QĐ-UBND"
        )
