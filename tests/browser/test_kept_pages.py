"""Ledgers, terms, duties, chains, indicators in a real browser: quiet, fitting, filtered, counted for today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

KINDS = ("ledgers", "ledger", "terms", "duties", "chain", "indicator")
PHONE = {"width": 360, "height": 740}
AXE = "async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})).violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target + ' ' + n.failureSummary).join(' | '))"


def axe_source() -> str:
    spec = importlib.util.find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_kind_is_quiet_fits_and_is_open_to_all(
    visit: Any, base: str, kinds: dict[str, str], dark: bool
) -> None:
    for kind in KINDS:
        seen = visit(base + kinds[kind], size=PHONE if dark else None, dark=dark)
        seen.page.wait_for_load_state("networkidle")
        assert seen.complaints == []
        assert [url for url in seen.requests if not url.startswith(base)] == []
        assert seen.overflow() <= 0
        assert seen.page.locator(".vb-so [style]").count() == 0
        seen.page.add_script_tag(content=axe_source())
        assert seen.page.evaluate(AXE) == [], kind


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
