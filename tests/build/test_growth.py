"""What is kept beside pages grows with the citations there are, never with the square of anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from world import World, document, tree

from vanban.site.build import BuildReport

Build = Callable[[World, Path, Path], BuildReport]

HUB = "tinh-mau/2020/goc"
ALMOST_DOUBLE = 2.2
"""Twice, and what numbers that grow longer add."""


def by_kind(site: Path, under: str = "") -> Counter[str]:
    """Bytes of the files of each kind: pages of documents, what lies beside them, each part of
    the index, each top folder."""
    found: Counter[str] = Counter()
    for name, data in tree(site).items():
        if name.startswith(under):
            parts = name.split("/")
            kind = "/".join(parts[:2]) if parts[0] == "tim" else parts[0]
            found[f"vb/{parts[-1]}" if parts[0] == "vb" else kind] += len(data)
    return found


def grown(before: Counter[str], after: Counter[str], times: float = ALMOST_DOUBLE) -> list[str]:
    """Kinds that grew by more; the smallest files may grow by what one line takes."""
    return [
        f"{kind}: {before[kind]} → {size}"
        for kind, size in after.items()
        if size > times * before[kind] + 2_000
    ]


def citing(number: int, *others: str) -> str:
    said = "\n\n".join(
        f"Thực hiện khoản 1 Điều 1 Chỉ thị số {other}, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu."
        for other in others
    )
    body = f"### Điều 1. Việc\n\n1. Một.\n\n{said}"
    return document(so_hieu=f"{number}-CT/TU", ngay="2020-01-02", body=body)


@pytest.fixture(scope="module")
def popular(build: Build, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Counter[str]]:
    """A document cited by 500 and by 1,000 others: bytes of the site by kind; of it alone below 0."""
    root = tmp_path_factory.mktemp("kho")
    world, found = World(root=root).start(), {}
    world.put(f"{HUB}.md", citing(9000))
    for n in range(1, 1001):
        world.put(f"tinh-mau/2021/vb-{n}.md", citing(n, "9000-CT/TU"))
        if n in (500, 1000):
            site = root / f"site-{n}"
            build(world, site, root / f"cache-{n}")
            found[n], found[-n] = by_kind(site), by_kind(site, f"vb/{HUB}/")
    return found


def test_a_site_whose_documents_all_cite_one_grows_with_their_number(
    popular: dict[int, Counter[str]],
) -> None:
    assert grown(popular[500], popular[1000]) == []


def test_a_page_stays_light_however_often_it_is_cited(popular: dict[int, Counter[str]]) -> None:
    before, after = popular[-500], popular[-1000]
    assert after["vb/index.html"] < 1.02 * before["vb/index.html"]
    assert after["vb/the.js"] < before["vb/the.js"] + 200
    assert grown(before, after) == []


def test_where_all_cite_all_a_documents_share_grows_with_its_citations(
    build: Build, tmp_path: Path
) -> None:
    """Twice the documents are four times the citations: of each kind of file four times the bytes
    at most, and of what doesn't name citations twice."""
    found = {}
    for total in (24, 48):
        world = World(root=tmp_path / str(total)).start()
        numbers = [f"{n}-CT/TU" for n in range(1, total + 1)]
        for n, own in enumerate(numbers, 1):
            others = [other for other in numbers if other != own]
            world.put(f"tinh-mau/2020/vb-{n}.md", citing(n, *others))
        build(world, world.root / "site", world.root / "cache")
        found[total] = by_kind(world.root / "site")
    assert grown(found[24], found[48], 2 * ALMOST_DOUBLE) == []
    lean = {"vb/the.js", "tim/d", "duyet"}
    assert [kind for kind in grown(found[24], found[48]) if kind.split(":")[0] in lean] == []


def test_those_who_carry_it_out_past_twenty_stand_on_the_page_of_all(
    build: Build, tmp_path: Path
) -> None:
    world = World(root=tmp_path).start()
    world.put(f"{HUB}.md", citing(9000))
    for n in range(1, 31):
        world.put(f"tinh-mau/2021/vb-{n}.md", citing(n, "9000-CT/TU"))
    build(world, tmp_path / "site", tmp_path / "cache")
    page = (tmp_path / f"site/vb/{HUB}/index.html").read_text("utf-8")
    section = page[page.index('id="vb-nhiem-vu"') :].split("</section>")[0]
    assert section.count("<li>") == 20
    assert f'vb/{HUB}/dan-chieu.html">Thêm 10 văn bản: xem tất cả</a>' in section
    assert (tmp_path / f"site/vb/{HUB}/dan-chieu.html").exists()
