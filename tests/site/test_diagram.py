"""Lược đồ: boxes by kind, in words and shapes, twice drawn, nothing a strict policy forbids."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import vanban.site
from vanban.model import STATUS_WORDS
from vanban.site.diagram import SHAPES, SHOWN, diagram
from vanban.site.views import Backlink, DocLine, DocumentView, RelationLine

SCRIPT = Path(vanban.site.__file__).parent / "theme" / "assets" / "vanban" / "browse.js"


def drawings(view: DocumentView) -> list[ElementTree.Element]:
    found = re.findall(r"<svg.*?</svg>", diagram(view))
    return [ElementTree.fromstring(svg) for svg in found]  # noqa: S314 - made by us


def titles(svg: ElementTree.Element) -> list[str]:
    return [e.text or "" for e in svg.iter("text") if e.get("class") == "vb-ld__loai"]


def test_nothing_is_drawn_without_typed_relations(
    view: Callable[..., DocumentView], line: Callable[..., DocLine]
) -> None:
    assert diagram(view(backlinks=(Backlink(line(), "Theo đó"),))) == ""


def test_both_drawings_hold_the_same_boxes_and_links(
    view: Callable[..., DocumentView], line: Callable[..., DocLine]
) -> None:
    base = line(id="a/2020/1", so_hieu="01-NQ/TU", loai="Nghị quyết", status="het")
    acts = line(id="a/2025/9", so_hieu="09-CT/TU", loai="Chỉ thị", ngay="2025-01-02")
    cites = line(id="a/2023/5", so_hieu="", loai="Báo cáo", trich_yeu="Kết <quả>")
    made = view(
        relations_out=(RelationLine("căn cứ", base), RelationLine("căn cứ", text="<07>-QĐ/TW")),
        relations_in=(RelationLine("bị thay thế bởi", acts),),
        backlinks=(Backlink(cites, "Theo đó"), Backlink(acts, "Thay thế")),
    )
    wide, narrow = drawings(made)
    for svg in (wide, narrow):
        assert set(titles(svg)) >= {"Căn cứ", "Bị thay thế bởi", "Được dẫn chiếu tại"}
        links = [e.get("href", "") for e in svg.iter("a")]
        assert sorted(links) == sorted(
            f"../../../../vb/{i}/index.html" for i in ("a/2020/1", "a/2025/9", "a/2023/5")
        )
        text = " ".join(svg.itertext())
        assert "Nghị quyết 01-NQ/TU" in text
        assert STATUS_WORDS["het"] in text
        assert "<07>-QĐ/TW" in text
        assert "kho chưa giữ" in text
        ids = {e.get("id") for e in svg.iter() if e.get("id")}
        assert {svg.get("aria-labelledby"), svg.get("aria-describedby")} == ids
    assert "style=" not in diagram(made)


def test_a_full_box_leads_to_the_list_and_keeps_the_newest(
    view: Callable[..., DocumentView], line: Callable[..., DocLine]
) -> None:
    many = [line(id=f"a/{y}/1", ngay=f"{y}-01-01", so_hieu=f"1-CT/{y}") for y in range(2001, 2010)]
    svg = drawings(view(relations_in=tuple(RelationLine("là căn cứ của", one) for one in many)))[0]
    links = [e.get("href", "") for e in svg.iter("a")]
    assert links[0].endswith("vb/a/2009/1/index.html")
    assert links[-1] == "#vb-quan-he"
    assert len(links) == SHOWN + 1
    assert f"và {len(many) - SHOWN} văn bản khác" in " ".join(svg.itertext())


def test_boxes_of_one_column_dont_overlap(
    view: Callable[..., DocumentView], line: Callable[..., DocLine]
) -> None:
    kinds = ("thay thế", "sửa đổi, bổ sung", "căn cứ", "hướng dẫn thực hiện")
    out: list[Any] = [
        RelationLine(kind, line(id=f"a/{n}/{m}", so_hieu=f"{m}-CT/TU"))
        for n, kind in enumerate(kinds)
        for m in range(n + 3)
    ]
    for svg in drawings(view(relations_out=tuple(out))):
        spans = []
        for group in svg:
            box = group.find("g[@class='vb-ld__nhom']/rect")
            if box is not None:
                top = float(group.get("transform", "")[:-1].split()[-1])
                spans.append((top, top + float(box.get("height", "0"))))
        assert len(spans) == len(kinds)
        assert all(a[1] < b[0] for a, b in pairwise(spans))


def test_the_script_draws_the_same_shapes() -> None:
    block = SCRIPT.read_text("utf-8")
    found = dict(re.findall(r'^    (\w+): "(M[^"]+)"', block, re.M))
    assert found == SHAPES
    assert len(set(SHAPES.values())) == len(STATUS_WORDS)
