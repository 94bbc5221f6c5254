"""The shipped configurations, in the servers they are for: types, caching, twins, headers, 404."""

from __future__ import annotations

import gzip
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from publish.conftest import Publisher, make_site
from publish.servers import SHIPPED, Server, caddy, nginx

from vanban.publish import policy
from vanban.publish.folder import pointer_config

KINDS = {
    "index.html": "<h1>Trang</h1>" * 99, "du-lieu.json": "{}", "sitemap.xml": "<x/>",
    "moi.atom": "<x/>", "ghi.txt": "x", "vb/a/goc.pdf": "%PDF", "vb/a/index.html": "<h1>A</h1>",
    "assets/chu.woff2": "wOF2", "lich.ics": "BEGIN:VCALENDAR", "bang.csv": "a,b", "anh.svg": "<svg/>",
    "assets/javascripts/bundle.a5f9d56c.min.js": "1;" * 600,
}  # fmt: skip


@pytest.fixture(scope="module", params=[nginx, caddy])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Path]]:
    """One site with a file of each kind, published twice, behind the server."""
    base = tmp_path_factory.mktemp(request.param.__name__)
    base.chmod(0o755)
    publisher = Publisher(base)
    for version in (1, 2):
        site = make_site(base / f"site-{version}", version)
        for name, text in KINDS.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            if name != "index.html":
                (site / name).write_text(text, "utf-8")
        (site / "404.html").write_text("<h1>Không có trang này</h1>" * 40, "utf-8")
        publisher.publish(version)
    with request.param(publisher.root, base / "may-chu") as server:
        yield server, publisher.root


def stamp(root: Path, version: int) -> str:
    """How pages of a version ask for their style."""
    page = (root.parent / f"site-{version}" / "index.html").read_text("utf-8")
    return re.search(r"in\.css\?([0-9a-f]+)", page)[1]  # type: ignore[index]


@pytest.mark.parametrize("path", sorted(KINDS))
def test_headers_are_those_of_the_policy(served: Any, path: str) -> None:
    answer = served[0].get(f"/{path}")
    assert answer.status == 200
    wanted = policy.headers(path)
    if path.endswith((".csv", ".ics", ".svg")):  # Caddy leaves these to the system's own table
        wanted.pop("Content-Type")
    assert {name: answer.headers.get(name.lower()) for name in wanted} == wanted


@pytest.mark.parametrize(("coding", "undo"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_twins_are_sent_to_who_takes_them(served: Any, coding: str, undo: Any) -> None:
    server, root = served
    plain = server.get("/index.html")
    packed = server.get("/index.html", Accept_Encoding=coding)
    assert packed.headers["content-encoding"] == coding
    assert "content-encoding" not in plain.headers
    assert "Accept-Encoding" in packed.headers["vary"]
    assert undo(packed.body) == plain.body == (root / "hien-tai" / "index.html").read_bytes()
    assert packed.headers["content-type"] == "text/html; charset=utf-8"


def test_a_page_is_asked_for_anew_and_costs_nothing_when_the_same(served: Any) -> None:
    server = served[0]
    first = server.get("/vb/a/")
    again = server.get("/vb/a/", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_a_folder_without_slash_is_redirected(served: Any) -> None:
    answer = served[0].get("/vb/a")
    assert answer.status in (301, 302, 307, 308)
    assert answer.headers["location"].rstrip("/").endswith("/vb/a")
    assert answer.headers["location"].endswith("/")


@pytest.mark.parametrize(
    "path", ["/khong-co.html", "/vb/khong-co/", "/assets/khong-co.1234abcd.css", "/.khoa",
             "/vb/..%2f..%2flich-su.jsonl", "/../lich-su.jsonl"],
)  # fmt: skip
def test_what_is_not_there(served: Any, path: str) -> None:
    answer = served[0].get(path)
    assert answer.status in (400, 404)
    if answer.status == 404:
        assert "Không có trang này" in answer.body.decode()
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["content-security-policy"] == policy.POLICY


def test_folders_are_not_listed(served: Any) -> None:
    assert served[0].get("/assets/").status in (403, 404)


def test_an_old_page_gets_its_own_style_and_shards(served: Any) -> None:
    """Version 2 is live; a reader still has pages and a search of version 1."""
    server, root = served
    for version in (1, 2):
        for name in ("assets/vanban/in.css", "tim/d/0.js", "tim/u/0.js", "tim/t/0.js"):
            answer = server.get(f"/{name}?{stamp(root, version)}")
            assert answer.body == (root.parent / f"site-{version}" / name).read_bytes()
            assert answer.headers["cache-control"] == policy.YEAR
            assert answer.headers["content-type"] == policy.content_type(name)
            assert answer.headers["content-security-policy"] == policy.POLICY
    (named,) = (root.parent / "site-1" / "assets" / "vanban").glob("vanban.*.css")
    answer = server.get(f"/assets/vanban/{named.name}")
    assert (answer.body, answer.headers["cache-control"]) == (named.read_bytes(), policy.YEAR)


def test_stamped_twins_are_those_of_the_stamp(served: Any) -> None:
    server, root = served
    answer = server.get(f"/tim/d/0.js?{stamp(root, 1)}", Accept_Encoding="br")
    assert answer.headers["content-encoding"] == "br"
    assert brotli.decompress(answer.body) == (root.parent / "site-1/tim/d/0.js").read_bytes()


def test_an_unknown_stamp_gets_what_is_live_and_is_not_kept(served: Any) -> None:
    server, root = served
    answer = server.get("/tim/d/0.js?0123456789ab")
    assert answer.body == (root / "hien-tai" / "tim/d/0.js").read_bytes()
    assert answer.headers["cache-control"] == "no-cache"


def test_the_pool_is_not_open_by_its_own_address(served: Any) -> None:
    server, root = served
    assert server.get(f"/@{stamp(root, 1)}/tim/d/0.js").status == 404


def test_the_way_back_is_seen_at_once(served: Any) -> None:
    server, root = served
    publisher = Publisher(root.parent)
    assert b"ban-0002" in server.get("/").body
    publisher.rollback()
    assert b"ban-0001" in server.get("/").body
    publisher.publish(2)
    assert b"ban-0002" in server.get("/").body


def test_iis_says_the_same() -> None:
    config = ET.fromstring(pointer_config("0007-abcdef012345"))  # noqa: S314 - our own file
    told = {e.get("name"): e.get("value") for e in config.iterfind(".//customHeaders/add")}
    assert told == {"Cache-Control": policy.ASK, **policy.SECURITY}
    types = {e.get("fileExtension"): e.get("mimeType") for e in config.iterfind(".//mimeMap")}
    assert types.items() <= {f".{k}": v for k, v in policy.TYPES.items()}.items()
    urls = [e.get("url") for e in config.iterfind(".//rewrite/rules/rule/action") if e.get("url")]
    assert "ban/0007-abcdef012345/{R:1}" in urls
    assert config.find(".//directoryBrowse").get("enabled") == "false"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["nginx/vanban.conf", "caddy/Caddyfile", "iis/web.config"])
def test_the_rule_of_immutable_addresses_is_one(name: str) -> None:
    text = (SHIPPED / name).read_text("utf-8")
    assert "(assets|tim)/(.*[/.-])?[0-9a-f]{8,64}([/.-].*)?$" in text
    assert (
        policy.IMMUTABLE.pattern.replace("?:", "")
        == "(assets|tim)/(.*[/.-])?[0-9a-f]{8,64}([/.-].*)?"
    )
    assert text.count(policy.YEAR) >= 1
    assert policy.POLICY in text
    assert policy.ASK in text
