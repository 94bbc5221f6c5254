"""Sitemaps: the protocol's limit, and addresses that are text."""

from __future__ import annotations

from lxml import etree

from vanban.export.maps import LIMIT, index_bytes, map_bytes, parts

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_a_map_holds_no_more_than_the_protocol_lets_it() -> None:
    made = list(parts(range(2 * LIMIT + 1)))
    assert [len(p) for p in made] == [LIMIT, LIMIT, 1]
    assert [x for p in made for x in p] == list(range(2 * LIMIT + 1))
    assert list(parts([])) == []


def test_maps_and_their_index() -> None:
    addresses = ["https://kho.example/vb/a/", "https://kho.example/?a=1&b=<2>"]
    for data, path in (
        (map_bytes(addresses), "s:url/s:loc"),
        (index_bytes(addresses), "s:sitemap/s:loc"),
    ):
        root = etree.fromstring(data)
        assert [loc.text for loc in root.iterfind(path, NS)] == addresses
