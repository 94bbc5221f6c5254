"""Lược đồ: boxes by kind, in words and shapes, each drawn once, nothing a strict policy forbids."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import vanban.site
from vanban.model import STATUS_WORDS
from vanban.site.diagram import _GAP as GAP
from vanban.site.diagram import _TICK as TICK
from vanban.site.diagram import SHAPES, SHOWN, diagram
from vanban.site.views import Backlink, DocLine, DocumentView, RelationLine

SCRIPT = Path(vanban.site.__file__).parent / "theme" / "assets" / "vanban" / "browse.js"


def drawings(view: DocumentView) -> list[ElementTree.Element]:
    found = re.findall(r"<svg.*?</svg>", diagram(view))
    return [ElementTree.fromstring(svg) for svg in found]  # noqa: S314 - made by us


def boxes(svg: ElementTree.Element) -> list[tuple[float, float]]:
    """Top and bottom of each box of a side."""
    out = []
    for group in svg.iterfind("g"):
        box = group.find("rect[@class='vb-ld__hop']")
        if box is not None:
            top = float(group.get("transform", "")[:-1].split()[-1])
            out.append((top, top + float(box.get("height", "0"))))
    return out


def titles(svg: ElementTree.Element) -> list[str]:
    return [e.text or "" for e in svg.iter("text") if e.get("class") == "vb-ld__loai"]


def test_nothing_is_drawn_without_typed_relations(
    view: Callable[..., DocumentView], line: Callable[..., DocLine]
) -> None:
    assert diagram(view(backlinks=(Backlink(line(), "Theo đó"),))) == ""


def test_either_side_and_the_document_itself_are_drawn_once(
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
    left, own, right = drawings(made)
    assert titles(left) == ["Căn cứ"]
    assert titles(right) == ["Bị thay thế bởi", "Được dẫn chiếu tại"]
    assert "vb-ld--nay" in str(own.get("class"))
    links = [e.get("href", "") for svg in (left, own, right) for e in svg.iter("a")]
    assert links == [f"../../../../vb/{i}/index.html" for i in ("a/2020/1", "a/2025/9", "a/2023/5")]
    text = " ".join(left.itertext())
    assert "Nghị quyết 01-NQ/TU" in text
    assert STATUS_WORDS["het"] in text
    assert "<07>-QĐ/TW" in text
    assert "kho chưa giữ" in text
    assert "style=" not in diagram(made)
    assert 'aria-label="Lược đồ của Chỉ thị 05-CT/TU"' in diagram(made)


def test_one_side_alone_is_drawn_without_the_other(
    view: Callable[..., DocumentView], line: Callable[..., DocLine]
) -> None:
    own, right = drawings(view(relations_in=(RelationLine("bị thay thế bởi", line()),)))
    assert "vb-ld--nay" in str(own.get("class"))
    assert titles(right) == ["Bị thay thế bởi"]


def test_a_full_box_leads_to_the_list_and_keeps_the_newest(
    view: Callable[..., DocumentView], line: Callable[..., DocLine]
) -> None:
    many = [line(id=f"a/{y}/1", ngay=f"{y}-01-01", so_hieu=f"1-CT/{y}") for y in range(2001, 2010)]
    svg = drawings(view(relations_in=tuple(RelationLine("là căn cứ của", one) for one in many)))[1]
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
    left, _ = drawings(view(relations_out=tuple(out)))
    spans = boxes(left)
    assert len(spans) == len(kinds)
    assert all(a[1] < b[0] for a, b in pairwise(spans))
    assert left.get("viewBox", "").split()[-1] == f"{spans[-1][1]:.0f}"


def test_the_stem_runs_from_box_to_box_through_both_sides(
    view: Callable[..., DocumentView], line: Callable[..., DocLine]
) -> None:
    one, other = line(id="a/2020/1"), line(id="a/2020/2")
    made = view(
        relations_out=(RelationLine("căn cứ", one), RelationLine("thay thế", other)),
        relations_in=(RelationLine("bị bãi bỏ bởi", line(id="a/2025/3")),),
    )
    left, _, right = drawings(made)
    below = f"{boxes(left)[-1][1] - boxes(left)[-1][0] + GAP - TICK:.0f}"
    starts = [
        re.findall(r"M-13 (-\d+)V15h13", e.get("d", ""))
        for svg in (left, right)
        for e in svg.iter("path")
        if "vb-ld__than" in str(e.get("class"))
    ]
    assert starts == [[f"-{GAP}"], [f"-{below}"], [f"-{below}"]]


def test_the_script_draws_the_same_shapes() -> None:
    block = SCRIPT.read_text("utf-8")
    found = dict(re.findall(r'^    (\w+): "(M[^"]+)"', block, re.M))
    assert found == SHAPES
    assert len(set(SHAPES.values())) == len(STATUS_WORDS)
