"""Browse pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import vanban.site
from vanban.model import STATUS_WORDS
from vanban.site.lists import (
    BAR_STEPS,
    archive_script,
    browse_index_content,
    facet_content,
    list_content,
    new_content,
    year_chart,
)
from vanban.site.markup import document_name, shown_date, up
from vanban.site.views import BrowseIndexView, DocLine, Entry, FacetView, Link, ListView

THEME = Path(vanban.site.__file__).parent / "theme" / "assets" / "vanban"
YEARS = tuple(
    Entry(label=str(y), href=f"duyet/nam/{y}/index.html", count=c)
    for y, c in ((2013, 1), (2014, 0), (2015, 400))
)
TYPES = FacetView(
    url="duyet/loai/index.html",
    title="Loại <văn bản>",
    entries=(Entry(label="Chỉ <thị>", href="duyet/loai/chi-thi/index.html", count=1234),),
)


def test_a_list_shows_rows_count_and_neighbours(line: Callable[..., DocLine]) -> None:
    view = ListView(
        url="duyet/loai/quy-dinh/2019/index.html", title="Quy định năm 2019",
        rows=(line(), line(id="a/b", so_hieu="", trich_yeu="<b>")),
        crumbs=(Link(label="Duyệt", href="duyet/index.html"),),
        neighbours=(Entry(label="2018", href="duyet/loai/quy-dinh/2018/index.html", count=3),
                    Entry(label="2019", href="duyet/loai/quy-dinh/2019/index.html", count=2, current=True)),
    )  # fmt: skip
    html = list_content(view).decode()
    assert "2 văn bản" in html
    assert 'href="../../../../vb/tinh-mau/2019/12-qd-tu/index.html"' in html
    assert "&lt;b&gt;" in html
    assert html.count('aria-current="page"') == 1
    assert '<a href="../../../../duyet/index.html">Duyệt</a>' in html


def test_a_facet_shows_values_with_counts_as_vietnamese_writes_them() -> None:
    html = facet_content(TYPES).decode()
    assert "Chỉ &lt;thị&gt;</span> <b>1.234</b>" in html
    assert 'href="../../duyet/loai/chi-thi/index.html"' in html


def test_the_index_leads_to_every_facet() -> None:
    index = browse_index_content(BrowseIndexView(url="duyet/index.html", total=1, facets=(TYPES,)))
    assert b'href="../duyet/loai/index.html"' in index


def test_new_documents_stand_by_month(line: Callable[..., DocLine]) -> None:
    rows = (
        line(id="a/2024/1", ngay="2024-05-03"),
        line(id="a/2024/2", ngay="2024-05-01"),
        line(id="a/2024/3", ngay="2024-04-30"),
    )
    html = new_content(rows, "duyet/moi/index.html").decode()
    assert re.findall(r"<h2[^>]*>([^<]+)", html) == ["Tháng 5/2024", "Tháng 4/2024"]
    assert html.count('class="vb-dong"') == 3
    assert "xếp theo ngày ban hành" in html


def test_a_value_shows_what_is_known_and_its_newest(line: Callable[..., DocLine]) -> None:
    view = FacetView(
        url="duyet/co-quan/tinh-uy-mau/index.html", title="Tỉnh ủy <Tỉnh mẫu>", entries=YEARS,
        facts="<dl></dl>", rows=(line(),), rows_title="Văn bản mới nhất", note="Một <lời>",
    )  # fmt: skip
    html = facet_content(view).decode()
    assert html.index("<dl></dl>") < html.index("vb-ds--chinh") < html.index("vb-the--so")
    assert "Tỉnh ủy &lt;Tỉnh mẫu&gt;" in html
    assert "Một &lt;lời&gt;" in html


def test_bars_are_steps_that_the_stylesheet_has() -> None:
    html = year_chart(YEARS, "../")
    assert re.findall(r"vb-cot--(\d+)", html) == ["1", "0", "20"]
    assert "style=" not in html
    css = (THEME / "vanban.css").read_text("utf-8")
    assert {int(n) for n in re.findall(r"\.vb-cot--(\d+) ", css)} == set(range(BAR_STEPS + 1))


def test_one_year_needs_no_chart() -> None:
    assert year_chart(YEARS[:1], "") == ""


def test_the_day_of_the_build_stands_in_its_own_script() -> None:
    script = archive_script("2026-11-23").decode()
    assert script == '(window.vanban = window.vanban || {}).tinhDen = "23/11/2026";\n'


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("2013-07-16", "16/7/2013"),
        ("2022-01-05", "05/01/2022"),
        ("2013-07", "tháng 7/2013"),
        ("2013", "năm 2013"),
        ("chua_ro", "chưa rõ"),
        ("", ""),
    ],
)
def test_dates_as_far_as_they_are_known(iso: str, text: str) -> None:
    assert shown_date(iso) == text


def test_names_without_and_with_unknown_number() -> None:
    assert document_name("Tờ trình", "") == "Tờ trình"
    assert document_name("Tờ trình", "chua_ro") == "Tờ trình (số chưa rõ)"
    assert up("vb/a/b/index.html") == "../../../"


def test_the_script_says_the_statuses_with_the_same_words() -> None:
    script = (THEME / "vanban.js").read_text("utf-8")
    block = script[script.index("WORDS = {") : script.index("};")]
    assert dict(re.findall(r'(\w+): "([^"]+)"', block)) == STATUS_WORDS


def test_years_without_documents_stand_as_gaps() -> None:
    years = tuple(
        Entry(label=str(y), href=f"duyet/nam/{y}/index.html", count=1) for y in (1973, 2002, 2005)
    )
    html = year_chart(years, "")
    assert re.findall(r"vb-cot--trong|>(\d{4})<", html) == [
        "1973",
        "",
        "2002",
        "",
        "",
        "2005",
    ]
    assert html.count("vb-cot--cach") == 1
