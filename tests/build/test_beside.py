"""Cards, notes and pages beside a document follow what others say of it, in increments as in cold builds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from world import World, document, tree

from vanban.site.build import BuildReport
from vanban.site.related import SHOWN

Build = Callable[[World, Path, Path], BuildReport]

TARGET = "tinh-mau/2020/a"
CITED = "Chỉ thị số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu"
ARTICLES = "\n\n".join(
    f"### Điều {n}. Việc {n}\n\n1. Một của {n}.\n\n2. Hai của {n}." for n in range(1, 5)
)
AMENDING = """### Điều 1. Sửa đổi, bổ sung một số điều của Chỉ thị số 01-CT/TU, ngày 02/01/2020

1. Sửa đổi, bổ sung khoản 2 Điều 3 như sau:

“2. Lời mới của khoản hai.”.

2. Bổ sung Điều 3a vào sau Điều 3 như sau:

“Điều 3a. Việc thêm

Làm thêm.”.

3. Bãi bỏ khoản 1 Điều 4.

4. Thay cụm từ “của 2” bằng cụm từ “mới” tại khoản 1 Điều 2.

### Điều 2. Hiệu lực

Văn bản này có hiệu lực từ ngày 01/3/2022.
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(root=tmp_path).start()
    made.put(f"{TARGET}.md", document(body=ARTICLES, extra="hieu_luc_tu: 2020-01-02"))
    return made


def citing(number: int, words: str) -> str:
    return document(so_hieu=f"{number}-CT/TU", ngay="2021-03-04", body=f"## Việc\n\n{words}")


def built(build: Build, world: World) -> dict[str, bytes]:
    """The site after an increment, which equals a cold build."""
    build(world, world.root / "site", world.root / "cache")
    number = sum(1 for _ in world.root.glob("cold-*"))
    cold = world.root / f"cold-{number}"
    build(world, cold / "site", cold / "cache")
    made = tree(world.root / "site")
    assert made == tree(cold / "site")
    return made


def card(site: dict[str, bytes]) -> dict[str, Any]:
    m = re.search(r",(\{.*\})\);", site[f"vb/{TARGET}/the.js"].decode(), re.S)
    assert m
    data: dict[str, Any] = json.loads(m[1])
    return data


def test_a_citation_of_another_clause_makes_the_card_anew(build: Build, world: World) -> None:
    world.put("tinh-mau/2021/b.md", citing(2, f"Theo khoản 2 Điều 3 {CITED} thì làm."))
    site = built(build, world)
    assert card(site)["dk"] == {"dieu-3-khoan-2": ["khoản 2 Điều 3", "2. Hai của 3."]}
    world.put("tinh-mau/2021/c.md", citing(3, f"Theo Điều 1 {CITED} thì làm."))
    site = built(build, world)
    assert card(site)["dk"]["dieu-1"][1] == "Điều 1. Việc 1 1. Một của 1. 2. Hai của 1."
    world.remove("tinh-mau/2021/b.md")
    site = built(build, world)
    assert list(card(site)["dk"]) == ["dieu-1"]
    world.remove("tinh-mau/2021/c.md")
    assert f"vb/{TARGET}/the.js" not in built(build, world)


def test_an_amendment_is_told_at_its_clause_with_both_wordings(build: Build, world: World) -> None:
    world.put("tinh-mau/2021/b.md", citing(2, f"Theo khoản 1 Điều 4 {CITED} thì làm."))
    built(build, world)
    world.put("tinh-mau/2022/d.md", document(so_hieu="07-CT/TU", ngay="2022-02-03", body=AMENDING))
    site = built(build, world)
    page = site[f"vb/{TARGET}/index.html"].decode()
    said = re.search(r'khoản 2 Điều 3">(.*?)</aside>', page, re.S)
    assert said
    words = re.sub(r"</?(?:del|ins)>", "", said[1])
    assert "<dt>Trước</dt><dd>2. Hai của 3.</dd>" in words
    assert "<dt>Sau</dt><dd>2. Lời mới của khoản hai.</dd>" in words
    assert "<ins>" in said[1]
    # wording alone is replaced in the words held
    assert "<dt>Sau khi thay từ ngữ</dt><dd>1. Một <ins>mới</ins>.</dd>" in page
    assert re.search(
        r"khoản 2 Điều 3\">(?:(?!</aside>).)*</aside>\s*<p id=\"dieu-3-khoan-2\"", page
    )
    # what is added stands by the article before it, what is repealed is told on cards, too
    assert "Ghi chú về Điều 3a" in page
    assert "<dd>Điều 3a. Việc thêm Làm thêm.</dd>" in page
    assert "Bị bãi bỏ từ 01/3/2022" in page
    assert card(site)["dk"]["dieu-4-khoan-1"][2:] == ["het", "Bị bãi bỏ từ ngày 01/3/2022."]
    world.put("tinh-mau/2022/d.md", document(
        so_hieu="07-CT/TU", ngay="2022-02-03", body=AMENDING.replace("Lời mới", "Lời khác"),
    ))  # fmt: skip
    assert "Lời khác của" in built(build, world)[f"vb/{TARGET}/index.html"].decode()


def test_a_second_amendment_changes_the_words_of_the_first(build: Build, world: World) -> None:
    world.put("tinh-mau/2022/d.md", document(so_hieu="07-CT/TU", ngay="2022-02-03", body=AMENDING))
    later = AMENDING.replace("Lời mới", "Lời sau").replace("01/3/2022", "01/3/2024")
    world.put("tinh-mau/2024/e.md", document(so_hieu="09-CT/TU", ngay="2024-02-03", body=later))
    page = built(build, world)[f"vb/{TARGET}/index.html"].decode()
    said = re.search(r'khoản 2 Điều 3">(.*?)</aside>', page, re.S)
    assert said
    words = re.findall(r"<dd>(.*?)</dd>", re.sub(r"</?(?:del|ins)>", "", said[1]))
    assert words == [
        "2. Lời mới của khoản hai.", "2. Lời sau của khoản hai.",  # the newest first
        "2. Hai của 3.", "2. Lời mới của khoản hai.",
    ]  # fmt: skip


def test_pages_beside_come_and_go_with_what_they_hold(build: Build, world: World) -> None:
    for n in range(SHOWN):
        world.put(f"tinh-mau/2021/c{n}.md", citing(n + 10, f"Theo Điều 3 {CITED} thì làm."))
    assert f"vb/{TARGET}/dan-chieu.html" not in built(build, world)
    world.put("tinh-mau/2021/them.md", citing(90, f"Theo Điều 3 {CITED} thì làm."))
    site = built(build, world)
    assert site[f"vb/{TARGET}/dan-chieu.html"].count(b"<blockquote>") == SHOWN + 1
    assert b"xem t\xe1\xba\xa5t c\xe1\xba\xa3" in site[f"vb/{TARGET}/index.html"]
    world.remove("tinh-mau/2021/them.md")
    assert f"vb/{TARGET}/dan-chieu.html" not in built(build, world)
