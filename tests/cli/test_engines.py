"""A site with an address and its own settings: what search engines, browsers and programs find."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from exporting import fill
from lxml import etree
from world import tree

SITE = "https://kho.example/vb/"
SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
PAGES = "tinh-mau/2021/05-qd-ubnd"


def addressed(project: Any) -> Any:
    fill(project.world)
    config = project.root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("  - vanban\n", "  - vanban:\n      akn: true\n")
    config.write_text(f"site_url: {SITE}\n{text}", "utf-8")
    return project


@pytest.fixture(scope="module")
def project(new_project: Callable[[], Any]) -> Any:
    made = addressed(new_project())
    assert made.build("--muc=cong_khai").exit_code == 0
    return made


def test_browsers_are_offered_the_search(project: Any) -> None:
    root = etree.parse(project.site / "tim-nhanh.xml").getroot()
    assert root.findtext("o:ShortName", namespaces=SEARCH) == "Kho thử"
    (html, _) = root.findall("o:Url", SEARCH)
    assert html.get("template") == f"{SITE}tim-kiem/index.html?q={{searchTerms}}"
    page = (project.site / "vb" / PAGES / "index.html").read_text("utf-8")
    assert '<link rel="search" type="application/opensearchdescription+xml" title="Kho thử"' in page
    assert 'href="../../../../tim-nhanh.xml"' in page
    assert 'href="../../../../du-lieu/moi.atom"' in page.partition("</head>")[0]


def test_robots_are_led_to_the_maps_and_kept_from_the_index(project: Any) -> None:
    text = (project.site / "robots.txt").read_text("utf-8")
    assert text == f"User-agent: *\nDisallow: /tim/\nSitemap: {SITE}sitemap.xml\n"
    assert f"{SITE}so-do-trang.xml" in (project.site / "sitemap.xml").read_text("utf-8")
    assert f"<loc>{SITE}index.html</loc>" in (project.site / "so-do-trang.xml").read_text("utf-8")
    assert not (project.site / "sitemap.xml.gz").exists()


def test_each_page_has_its_document_as_xml_when_the_site_wants_it(project: Any) -> None:
    page = project.site / "vb" / PAGES
    root = etree.parse(page / "van-ban.akn.xml").getroot()
    assert root.find(".//{*}article") is not None
    assert '<a href="van-ban.akn.xml" download>' in (page / "index.html").read_text("utf-8")


def test_what_mkdocs_cleaned_away_is_there_again(project: Any) -> None:
    before = tree(project.site)
    (project.root / "docs" / "them.md").write_text("# Thêm\n", "utf-8")
    assert project.build("--muc=cong_khai").exit_code == 0
    after = tree(project.site)
    same = ("sitemap.xml", "robots.txt", f"vb/{PAGES}/van-ban.akn.xml", "du-lieu/moi.atom")
    assert [n for n in same if before[n] != after[n]] == []
    assert b"them.html" in after["so-do-trang.xml"]


def test_an_inner_site_keeps_robots_away_unless_it_has_its_own_word(
    new_project: Callable[[], Any],
) -> None:
    project = addressed(new_project())
    project.build()
    assert (project.site / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"
    (project.root / "docs" / "robots.txt").write_text("User-agent: nobody\n", "utf-8")
    project.build()
    assert (project.site / "robots.txt").read_text("utf-8") == "User-agent: nobody\n"
