"""Web pages and Word's HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from vanban.importer.model import Extract, Refused
from vanban.importer.read_html import read_html


def read(tmp_path: Path, page: str, encoding: str = "utf-8") -> Extract:
    path = tmp_path / "a.html"
    path.write_bytes(page.encode(encoding, "xmlcharrefreplace"))
    return read_html(path)


def test_word_page(tmp_path: Path) -> None:
    page = """<html><head><title>x</title><style>p{}</style></head><body>
    <table border=0><tr><td><b>TỈNH ỦY MẪU</b><br>Số 05-CT/TU</td><td>ĐẢNG CỘNG SẢN VIỆT NAM</td></tr></table>
    <p align=center><b>CHỈ THỊ</b></p>
    <p>Theo quy định<a href="#_ftn1"><sup>[1]</sup></a> và
    các văn bản.</p><ul><li>Việc một</li></ul>
    <script>alert(1)</script>
    <table border=1><tr><th>TT</th><th colspan=2>Chỉ tiêu</th></tr><tr><td rowspan=2>1</td><td>a</td><td>b</td></tr>
    <tr><td>c</td><td>d</td></tr></table>
    <div id=ftn1><p><a href="#_ftnref1">[1]</a> Quy định số 1.</p></div></body></html>"""
    found = read(tmp_path, page)
    assert [(b.kind, b.column, b.text) for b in found.blocks] == [
        ("paragraph", 1, "TỈNH ỦY MẪU"),
        ("paragraph", 1, "Số 05-CT/TU"),
        ("paragraph", 2, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("paragraph", 0, "CHỈ THỊ"),
        ("paragraph", 0, "Theo quy định\ue0001\ue001 và các văn bản."),
        ("item", 0, "Việc một"),
        ("table", 0, ""),
    ]
    assert found.blocks[3].bold
    assert found.blocks[3].centered
    assert found.blocks[6].rows == (("TT", "Chỉ tiêu", ""), ("1", "a", "b"), ("", "c", "d"))
    assert found.notes == ("Quy định số 1.",)


def test_portal_content_and_its_frame(tmp_path: Path) -> None:
    page = (
        "<html><body><div>Danh mục</div><div class='x preview-content'><p>Điều 1. Phạm vi</p></div>"
        "<div>Chân trang</div></body></html>"
    )
    found = read(tmp_path, page)
    assert [b.text for b in found.blocks] == ["Điều 1. Phạm vi"]
    assert [r.text for r in found.removed] == ["Danh mục", "Chân trang"]


def test_declared_western_page_with_entities(tmp_path: Path) -> None:
    page = "<html><head><meta charset=windows-1252></head><body><p>Đảng bộ tỉnh</p></body></html>"
    assert read(tmp_path, page, "cp1252").blocks[0].text == "Đảng bộ tỉnh"


def test_dead_font_in_a_page(tmp_path: Path) -> None:
    page = "<p><font face='VNI-Times'>Toå chöùc thöïc hieän nghieâm tuùc caùc nhieäm vuï ñeà ra</font></p>"
    assert read(tmp_path, page).blocks[0].text == "Tổ chức thực hiện nghiêm túc các nhiệm vụ đề ra"


def test_deep_nesting_ends(tmp_path: Path) -> None:
    found = read(tmp_path, "<div>" * 3000 + "x" + "</div>" * 3000)
    assert len(found.blocks) <= 1


def test_empty_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read(tmp_path, "   ")
