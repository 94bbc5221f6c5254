"""Lists and diagrams counted again for today, and typing to find a line, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import vanban.site
from vanban.model import Metadata, Validity
from vanban.site.diagram import SHAPES, diagram
from vanban.site.lists import facet_content
from vanban.site.soon import soon_content
from vanban.site.surfaces import Kept
from vanban.site.views import DocLine, DocumentView, Entry, FacetView, Link, RelationLine

ASSETS = Path(vanban.site.__file__).parent / "theme" / "assets" / "vanban"
ON = "2026-09-21"
TODAY = "2026-12-05T09:00:00"


class Facts:
    """The day of the build."""

    on = ON


class Lookup:
    """Documents named by their ids."""

    facts = Facts()

    def line(self, id_: str) -> DocLine:
        return DocLine(id=id_, loai="Chỉ thị", trich_yeu="Việc thử", so_hieu=id_, status="con")


@pytest.fixture
def shown(chromium: Browser) -> Iterator[Callable[[str], Page]]:
    contexts = []

    def show(html: str) -> Page:
        context = chromium.new_context(viewport={"width": 360, "height": 740})
        contexts.append(context)
        page = context.new_page()
        page.clock.set_fixed_time(TODAY)
        page.set_content(f"<!doctype html><body>{html}</body>")
        for name in ("vanban.js", "browse.js"):
            page.add_script_tag(path=str(ASSETS / name))
        return page

    yield show
    for context in contexts:
        context.close()


def test_days_that_have_passed_go_and_days_that_are_near_come(shown: Callable[[str], Page]) -> None:
    kept = {
        "co": [Kept("2026-12-01", "a", ()), Kept("2026-12-06", "b", ()), Kept("2027-02-01", "c", ()),
               Kept("2027-09-01", "d", ())],
        "het": [Kept("2026-12-04", "e", ())],
    }  # fmt: skip
    lookup: Any = Lookup()
    page = shown(soon_content(kept, lookup).decode())
    coming, ending = page.locator(".vb-sap__gan").nth(0), page.locator(".vb-sap__gan").nth(1)
    assert [t.strip() for t in coming.locator(".vb-dong__ten").all_inner_texts()] == [
        "Chỉ thị b",
        "Chỉ thị c",
    ]
    assert coming.locator(".vb-moc__con").all_inner_texts() == [", ngày mai", ", còn 58 ngày"]
    assert page.locator("summary").first.inner_text() == "Muộn hơn (1)"
    assert ending.locator("li").count() == 0
    assert page.locator(".vb-trong").nth(0).is_hidden()
    assert page.locator(".vb-trong").nth(1).is_visible()
    assert page.locator(".vb-sap__moc").inner_text() == "hôm nay, 05/12/2026"


def test_a_diagram_tells_statuses_of_today(shown: Callable[[str], Page]) -> None:
    coming = DocLine(
        id="a/b",
        loai="Chỉ thị",
        trich_yeu="x",
        so_hieu="1",
        status="chua",
        hieu_luc_tu="2026-12-01",
    )
    view = DocumentView(
        id="a/2020/c", meta=Metadata(loai="Chỉ thị", trich_yeu="y", so_hieu="2"), html=b"", tinh_den="",
        validity=Validity(status="con", reason=""), loai=Link(label="Chỉ thị"),
        hieu_luc_den="2026-12-01", relations_in=(RelationLine("bị thay thế bởi", coming),),
    )  # fmt: skip
    page = shown(diagram(view))
    other = page.locator("a.vb-ld__vb")
    assert other.locator("tspan").text_content() == "Còn hiệu lực"
    assert other.locator("path").get_attribute("d") == SHAPES["con"]
    assert other.get_attribute("class") == "vb-ld__vb vb-ld__tt--con"
    assert page.locator(".vb-ld__nay tspan").text_content() == "Hết hiệu lực"


def test_typing_finds_lines_with_and_without_marks(shown: Callable[[str], Page]) -> None:
    labels = ["Nguyễn Văn Hùng", "Nguyễn Thị Hưng", *(f"Trần Thị Mẫu {n}" for n in range(12))]
    view = FacetView(
        url="duyet/nguoi-ky/index.html", title="Người ký",
        entries=tuple(Entry(label=label, href="x", count=1) for label in labels),
    )  # fmt: skip
    page = shown(facet_content(view).decode())
    field = page.get_by_label("Lọc danh sách")
    visible = page.locator(".vb-gia-tri > li:visible")
    for typed, count in (("hung", 2), ("hùng", 1), ("HƯNG thi", 1), ("mau 3", 1), ("", 14)):
        field.fill(typed)
        assert visible.count() == count, typed
    field.fill("nguyen")
    assert page.locator(".vb-go [role=status]").inner_text() == "2 trong 14 dòng"


def test_a_short_list_needs_no_typing(shown: Callable[[str], Page]) -> None:
    entries = tuple(Entry(label=str(n), href="x", count=1) for n in range(5))
    page = shown(
        facet_content(FacetView(url="duyet/a/index.html", title="a", entries=entries)).decode()
    )
    assert page.locator("input").count() == 0
