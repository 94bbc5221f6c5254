"""What is written of documents that all cite each other stays within bounds, page by page."""

from __future__ import annotations

from pathlib import Path

import pytest
from builder import Builder, build, fixed_day
from site_size import kind_of, page_size, report, site_size
from world import World, document, tree

__all__ = ["build", "fixed_day"]

FEW, MANY = 15, 45
DIGITS = 64
"""Bytes by which numbers of more figures make a file longer."""


def clique(root: Path, build: Builder, count: int) -> dict[str, bytes]:
    """A site of ``count`` documents each of which cites a clause of all others."""
    world = World(root=root).start()
    numbers = [f"{n:02d}-CT/TU" for n in range(10, 10 + count)]
    for own in numbers:
        lines = [
            f"{n}. Thực hiện khoản 1 Điều 1 Chỉ thị số {other}, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu.\n"
            for n, other in enumerate(numbers, 1)
            if other != own
        ]
        body = "### Điều 1. Việc\n\n" + "\n".join(lines)
        name = own.partition("-")[0]
        world.put(f"tinh-mau/2020/{name}.md", document(so_hieu=own, ngay="2020-01-02", body=body))
    build(world, root / "site", root / "cache")
    return tree(root / "site" / "vb")


@pytest.fixture(scope="module")
def sites(
    build: Builder, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    few, many = (clique(tmp_path_factory.mktemp("nhom"), build, n) for n in (FEW, MANY))
    return few, many


def of_one(site: dict[str, bytes], end: str = "") -> int:
    """Bytes beside the page of one document."""
    return sum(len(data) for name, data in site.items() if name.startswith("tinh-mau/2020/12/") and name.endswith(end))  # fmt: skip


def test_a_card_doesnt_grow_with_those_that_cite(
    sites: tuple[dict[str, bytes], dict[str, bytes]],
) -> None:
    few, many = sites
    # the clause itself is quoted, up to its limit
    assert 0 < of_one(few, "the.js") <= of_one(many, "the.js") <= of_one(few, "the.js") + DIGITS


def test_pages_and_data_grow_no_faster_than_the_group(
    sites: tuple[dict[str, bytes], dict[str, bytes]],
) -> None:
    few, many = sites
    times = 1.05 * (MANY - 1) / (FEW - 1)  # numbers of more figures among them
    for end in ("index.html", "van-ban.json", ""):
        assert of_one(many, end) <= times * of_one(few, end), end
    page = "tinh-mau/2020/12/index.html"
    below = [
        site[page][site[page].index(b'<aside class="vb-thuoc-tinh"') :] for site in (few, many)
    ]
    assert len(below[1]) < 2 * len(below[0])  # lists on the page end at twenty of a kind


def test_sizes_are_told_apart(tmp_path: Path) -> None:
    page = (
        '<html><article><h1>Tên</h1><div class="vb-than" id="vb-noi-dung"><p>Điều &amp; mục</p>'
        '</div><p class="vb-in">x</p></article></html>'
    ).encode()
    size = page_size(page)
    assert (size.whole, size.text) == (len(page), len("Điều & mục".encode()))
    assert size.content == len(page) - len("<html></html>")
    assert kind_of("vb/a/2020/1/van-ban.json") == "JSON cạnh trang"
    assert kind_of("vb/a/2020/1/dan-chieu.html") == "Trang phụ và bản gốc của văn bản"
    assert kind_of("index.html") == "Trang viết tay, giao diện"
    (tmp_path / "site/vb/a").mkdir(parents=True)
    (tmp_path / "site/vb/a/index.html").write_bytes(page)
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho/a.md").write_bytes(b"x" * 50)
    told = report(site_size(tmp_path / "site", tmp_path / "kho"), "lệnh")
    assert "1 văn bản" in told
    assert f"gấp {len(page) / 50:.1f} lần nguồn" in told
