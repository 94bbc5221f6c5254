"""Ledgers and duties in a real browser: filtered, counted for today (test_pages.py has the rest)."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_a_list_is_filtered_with_or_without_marks(
    visit: Any, base: str, kinds: dict[str, str]
) -> None:
    page = visit(base + kinds["ledger"]).page
    rows = page.locator("[data-vb-loc] > li")
    every = rows.count()
    page.get_by_label("Lọc trong trang").fill("thong tu")
    shown = page.locator("[data-vb-loc] > li:not(.vb-loc-an)")
    assert 0 < shown.count() < every
    assert all("Thông tư" in text for text in shown.all_text_contents())
    assert page.locator(".vb-loc__dem").inner_text() == f"{shown.count()} / {every}"


def test_duties_are_counted_for_today(visit: Any, base: str, kinds: dict[str, str]) -> None:
    """What fell due since the build stands with the overdue, without a new build."""
    built = visit(base + kinds["duties"]).page
    waiting = built.locator('[data-phan="sap-den"] ol > li').count()
    assert "Quá hạn" in built.locator(".vb-han--qua").first.inner_text()
    later = visit(base + kinds["duties"], now="2039-01-01T08:00:00").page
    assert later.locator('[data-phan="sap-den"] ol > li').count() == 0
    over = later.locator('[data-phan="qua-han"]')
    assert (
        int(over.locator("h2 .vb-so__dem").inner_text())
        == over.locator("ol > li").count()
        >= waiting
    )


def test_without_scripts_a_ledger_is_read_all_the_same(
    visit: Any, base: str, kinds: dict[str, str]
) -> None:
    page = visit(base + kinds["ledger"], java_script_enabled=False).page
    assert not page.locator(".vb-loc").is_visible()
    row = page.locator("[data-vb-loc] details").first
    row.locator("summary").click()
    assert "directives/" in row.inner_text()
