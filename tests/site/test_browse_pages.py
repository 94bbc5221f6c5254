"""The tree of bodies over time, the facts of one, the home page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from vanban.model import Body
from vanban.site.bodies import body_facts, body_tree, interval
from vanban.site.home import HomeView, home_content
from vanban.site.signers import signer_facts
from vanban.site.surfaces import Kept
from vanban.site.views import BrowseIndexView, DocLine, Entry, FacetView
from vanban.tables import load_registry

YEARS = tuple(
    Entry(label=str(y), href=f"duyet/nam/{y}/index.html", count=n)
    for y, n in ((2013, 1), (2015, 4))
)
FACETS = tuple(
    FacetView(
        url=f"duyet/{name}/index.html", title=name,
        entries=tuple(Entry(label=str(n), href=f"duyet/{name}/{n}/index.html", count=n) for n in range(9)),
    )
    for name in ("loai", "tinh-trang")
)  # fmt: skip


def test_merged_bodies_stand_below_what_they_became() -> None:
    registry = load_registry()
    tree = body_tree(registry, {"tinh-uy-hai-duong": 9, "chinh-phu": 1200}, "../../")
    at = [
        tree.index(f'id="cq-{key}"')
        for key in ("chinh-phu", "thanh-uy-hai-phong", "tinh-uy-hai-duong")
    ]
    assert at == sorted(at)
    merged = tree.index("Hợp thành từ")
    assert at[1] < merged < at[2]
    own = tree[at[2] : tree.index("</li>", at[2])]
    assert 'href="../../duyet/co-quan/tinh-uy-hai-duong/index.html"' in own
    assert "từ 01/01/1997 đến 30/6/2025" in own
    assert 'nay là <a href="#cq-thanh-uy-hai-phong">Thành ủy Hải Phòng</a>' in own
    new = tree[at[1] : tree.index("</li>", at[1])]
    assert "kho chưa có văn bản" in new
    assert "<b>1.200</b>" in tree
    held = set(re.findall(r'id="(cq-[^"]+)"', tree))
    assert set(re.findall(r'href="#(cq-[^"]+)"', tree)) <= held


def test_an_archives_own_place_is_named_by_its_bodies_and_the_unknown_stay() -> None:
    own = [
        Body(khoa="a", ten="Tỉnh ủy Tỉnh mẫu", he="dang", cap="tinh", noi="tinh-mau"),
        Body(khoa="b", ten="Ủy ban nhân dân Tỉnh mẫu", he="nha_nuoc", cap="tinh", noi="tinh-mau"),
    ]
    tree = body_tree(load_registry(own), {"a": 1, "b": 2, "la": 3}, "../../")
    assert "<h3>Tỉnh mẫu</h3>" in tree
    assert "../../duyet/co-quan/la/index.html" in tree


def test_facts_of_a_body() -> None:
    registry = load_registry()
    body = registry.bodies["tinh-uy-hai-duong"]
    facts = body_facts(body, registry, {"Chỉ thị": 2, "Quy chế": 1300}, "../../../")
    assert "Cấp tỉnh, Đảng" in facts
    assert "<code>TU</code>" in facts
    assert 'href="../../../duyet/co-quan/index.html#cq-thanh-uy-hai-phong"' in facts
    assert facts.index("Quy chế <small>(1.300)") < facts.index("Chỉ thị <small>(2)")
    bare = body_facts(
        replace(body, ma=(), tien_than=(), ke_tuc=(), tu="", den="", noi=""), registry, {}, ""
    )
    assert "Hoạt động" not in bare
    assert interval("", "") == ""


class Names:
    """Bodies' names for tables."""

    def body_name(self, khoa: str) -> str:
        return {"a": "Tỉnh ủy <A>"}.get(khoa, "")


def test_offices_of_a_signer_the_latest_first() -> None:
    rows = [
        Kept("", "m/1", ("", "Phó Bí thư", "a", "2019-01-02")),
        Kept("", "m/2", ("T/M BAN THƯỜNG VỤ", "Bí thư", "a", "2021-03-04")),
        Kept("", "m/3", ("", "Phó Bí thư", "a", "2020-05-06")),
        Kept("", "m/4", ("", "", "", "")),
    ]
    html = signer_facts(rows, Names())  # type: ignore[arg-type]
    assert html.index("T/M BAN THƯỜNG VỤ, Bí thư") < html.index("<td>Phó Bí thư")
    assert "02/01/2019 – 06/5/2020" in html
    assert "Tỉnh ủy &lt;A&gt;" in html
    assert "chưa ghi chức vụ" in html
    assert "chưa rõ ngày" in html


def test_the_home_page_answers_in_order(line: Callable[..., DocLine]) -> None:
    index = BrowseIndexView(
        url="index.html", total=1234, facets=FACETS, years=YEARS, newest=(line(),)
    )
    view = HomeView(
        index=index, on="2026-11-23", soon=(("het", "2026-12-31", line(id="a/b")),), due="<h2>Hạn</h2>",
        statuses=(("con", "con", 3), ("het_mot_phan", "het-mot-phan", 1), ("chua_ro", "chua-ro", 4)),
        bodies=7, links=56,
    )  # fmt: skip
    html = home_content(view).decode()
    order = ["1.234", "vb-moi", "vb-sap", "<h2>Hạn</h2>", "vb-kho-giu", 'vb-duyet"', "23/11/2026"]
    places = [html.index(part) for part in order]
    assert places == sorted(places)
    assert "<b>4</b> <span>còn hiệu lực" in html
    assert "Hiệu lực đến hết <b>31/12/2026</b>" in html
    widths = [float(w) for w in re.findall(r'<rect[^>]* width="([\d.]+)"', html)]
    assert sum(widths) == 1000
    assert html.count("duyet/loai/") == 6 + 2
    assert '<h2><a href="duyet/tinh-trang/' not in html
    assert "style=" not in html


def test_an_empty_archive_has_a_home_page() -> None:
    html = home_content(
        HomeView(index=BrowseIndexView(url="index.html", total=0, facets=()), on="2026-11-23")
    ).decode()
    assert "không thấy văn bản nào" in html
    assert "vb-so-lieu" in html
