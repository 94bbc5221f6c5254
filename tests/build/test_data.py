"""What lies in ``du-lieu/`` of a built site: true after a change, at its level, at its address."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builder import Builder
from exporting import HOSTILE, SECRET, fill
from lxml import etree
from world import World, document, tree

from vanban.export.markup import plain
from vanban.site.shell import canonical_url

SITE = "https://kho.example/vb/"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAPS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return fill(World(root=tmp_path_factory.mktemp("du-lieu")).start())


@pytest.fixture
def public(build: Builder, world: World, tmp_path: Path) -> dict[str, bytes]:
    build(world, tmp_path / "site", tmp_path / "cache", "cong_khai")
    return tree(tmp_path / "site")


def titles(data: bytes) -> list[str | None]:
    return [e.text for e in etree.fromstring(data).iterfind("a:entry/a:title", ATOM)]


def test_nothing_of_an_internal_document_is_in_the_public_site(public: dict[str, bytes]) -> None:
    kept = {n: d for n, d in public.items() if n.startswith("du-lieu/")}
    assert kept
    assert [
        n for n, data in kept.items() if SECRET.encode() in data or b"tinh-mau/2023/" in data
    ] == []
    assert not [n for n in public if "2023" in n]
    assert json.loads(public["du-lieu/kho.json"])["luu_hanh"] == "cong_khai"


def test_the_files_agree_with_each_other(public: dict[str, bytes]) -> None:
    index = json.loads(public["du-lieu/kho.json"])
    assert [part["nam"] for part in index["phan"]] == ["2022", "2021", "2020", ""]
    whole = public[index["ca_kho"]].decode("utf-8-sig").split("\r\n")
    parts = []
    for part in index["phan"]:
        lines = [line for name in part["jsonl"] for line in public[name].decode().splitlines()]
        assert len(lines) == part["so"]
        for line in lines:
            beside = public[f"vb/{json.loads(line)['id']}/van-ban.json"].decode()
            assert beside == f"{line}\n"
        parts += public[part["csv"]].decode("utf-8-sig").split("\r\n")[1:-1]
    assert whole[1:] == [*parts, ""]
    assert whole[0].split(",") == [c["ten"] for c in index["cot"]]
    page = public["du-lieu/index.html"].decode()
    wholes = [name for part in index["phan"] for name in part["jsonl"]]
    assert len(wholes) == len({*wholes}) > 1
    for name in (index["ca_kho"], index["moi"], *(p["csv"] for p in index["phan"]), *wholes):
        assert f'href="../{name}"' in page
        assert name in public


def test_feeds_are_of_lists_and_found_from_their_pages(public: dict[str, bytes]) -> None:
    new = titles(public["du-lieu/moi.atom"])
    assert new[0] == f"Báo cáo 02-BC/TU: {plain(HOSTILE)}"
    assert len(new) == 4
    pages = re.findall(
        r"^duyet/((?:loai|co-quan|linh-vuc)/[^/]+)/index.html", "\n".join(public), re.M
    )
    assert len(pages) == 7
    for page in pages:
        assert f"du-lieu/{page}.atom" in public
        head = public[f"duyet/{page}/index.html"].decode().partition("<body")[0]
        assert f'href="../../../du-lieu/{page}.atom"' in head
    assert titles(public["du-lieu/loai/quyet-dinh.atom"]) == [
        "Quyết định 05/2021/QĐ-UBND: Về đất đai"
    ]


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    names = before.keys() | after.keys()
    return {n for n in names if n.startswith("du-lieu/") and before.get(n) != after.get(n)}


def test_a_change_rewrites_only_the_parts_it_touches(build: Builder, tmp_path: Path) -> None:
    world = fill(World(root=tmp_path).start())
    build(world, tmp_path / "a", tmp_path / "cache-a")
    before = tree(tmp_path / "a")
    world.put(
        "tinh-mau/2022/la.md", document(so_hieu="02-BC/TU", loai="Báo cáo", ngay="2022-03-01")
    )
    build(world, tmp_path / "a", tmp_path / "cache-a")
    after = tree(tmp_path / "a")
    assert changed(before, after) == {
        "du-lieu/van-ban.csv", "du-lieu/van-ban/2022.csv", "du-lieu/van-ban/2022-03.jsonl",
        "du-lieu/moi.atom", "du-lieu/loai/bao-cao.atom", "du-lieu/co-quan/tinh-uy-mau.atom",
    }  # fmt: skip
    world.remove("tinh-mau/2022/la.md")
    build(world, tmp_path / "a", tmp_path / "cache-a")
    build(world, tmp_path / "b", tmp_path / "cache-b")
    gone = tree(tmp_path / "a")
    assert gone == tree(tmp_path / "b")
    assert {"du-lieu/loai/bao-cao.atom", "du-lieu/van-ban/2022.csv"}.isdisjoint(gone)


@pytest.mark.parametrize("harm", [lambda f: f.unlink(), lambda f: f.write_bytes(b"{}\n")])
def test_json_that_was_lost_or_damaged_is_made_anew_for_its_month(
    harm: Callable[[Path], object], build: Builder, tmp_path: Path
) -> None:
    world = World(root=tmp_path).start()
    for name in ("mot", "hai", "ba"):
        world.put(
            f"tinh-mau/2022/{name}.md", document(so_hieu=f"{len(name)}-BC/TU", ngay="2022-03-01")
        )
    build(world, tmp_path / "a", tmp_path / "cache-a")
    harm(tmp_path / "a" / "vb" / "tinh-mau" / "2022" / "hai" / "van-ban.json")
    world.put("tinh-mau/2022/moi.md", document(so_hieu="9-CT/TU", ngay="2022-03-02"))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    build(world, tmp_path / "b", tmp_path / "cache-b")
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_xml_beside_pages_follows_a_change(build: Builder, tmp_path: Path) -> None:
    world, build = fill(World(root=tmp_path).start()), Builder(replace(build._shell, akn=True))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    file = "vb/tinh-mau/2021/05-qd-ubnd/van-ban.akn.xml"
    before = tree(tmp_path / "a")[file]
    world.put("tinh-mau/2020/01-ct-tu.md", document(ngay="2020-01-02", body="## Điều 2. Việc"))
    build(world, tmp_path / "a", tmp_path / "cache-a")
    assert tree(tmp_path / "a")[file] != before  # the clause it amends is gone
    world.remove("tinh-mau/2023/kin.md")
    build(world, tmp_path / "a", tmp_path / "cache-a")
    build(world, tmp_path / "b", tmp_path / "cache-b")
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def at_address(build: Builder) -> Builder:
    return Builder(replace(build._shell, site_url=SITE))


def test_a_site_with_an_address_has_maps_of_every_page(build: Builder, tmp_path: Path) -> None:
    world, build = fill(World(root=tmp_path).start()), at_address(build)
    build(world, tmp_path / "a", tmp_path / "cache", "cong_khai")
    world.put("tinh-mau/2024/moi.md", document(so_hieu="09-CT/TU", ngay="2024-05-06"))
    world.remove("tinh-mau/2021/05-qd-ubnd.md")
    build(world, tmp_path / "a", tmp_path / "cache", "cong_khai")
    build(world, tmp_path / "b", tmp_path / "cache-b", "cong_khai")
    site = tree(tmp_path / "a")
    assert site == tree(tmp_path / "b")
    maps = locations(site["sitemap.xml"])
    assert maps[0] == f"{SITE}so-do-trang.xml"
    found = [a for m in maps[1:] for a in locations(site[m.removeprefix(SITE)])]
    wanted = {canonical_url(SITE, f"vb/{json.loads(d)['id']}/index.html")
              for n, d in site.items() if n.endswith("van-ban.json")}  # fmt: skip
    assert sorted(found) == sorted(wanted)
    assert all(
        a.startswith(m.rpartition("/")[0])
        for m in maps[1:]
        for a in locations(site[m.removeprefix(SITE)])
    )
    new: Any = etree.fromstring(site["du-lieu/moi.atom"])
    assert new.findtext("a:id", namespaces=ATOM) == f"{SITE}du-lieu/moi.atom"


def locations(data: bytes) -> list[str]:
    return [loc.text or "" for loc in etree.fromstring(data).iterfind(".//s:loc", MAPS)]


def test_without_an_address_there_are_no_maps(public: dict[str, bytes]) -> None:
    assert not [
        n for n in public if "so-do" in n or n in ("sitemap.xml", "robots.txt", "tim-nhanh.xml")
    ]
