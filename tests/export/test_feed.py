"""Atom: what RFC 4287 asks for, times from the documents, hostile titles as text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from exporting import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from vanban.export.addresses import lasting_id
from vanban.export.feed import LAST, Entry, Feed, discovery, feed_bytes, moment, newest
from vanban.export.markup import element, plain

NS = {"a": "http://www.w3.org/2005/Atom"}
SITE = "https://kho.example/vb/"
FEED = Feed(
    path="du-lieu/loai/chi-thi.atom", page="duyet/loai/chi-thi/index.html",
    title="Chỉ thị: văn bản mới",
    entries=(
        Entry(path="vb/a/2020/x/index.html", title=HOSTILE, day="2020-03-04", author="Cơ quan & bạn"),
        Entry(path="vb/a/2021/y/index.html", title="Hai", day="2021-05", terms=("Chỉ thị", "Đất")),
        Entry(path="vb/a/y/index.html", title="Ba", day=""),
    ),
)  # fmt: skip


@pytest.mark.parametrize("site", [SITE, ""])
def test_a_feed_has_what_the_standard_asks_for(site: str) -> None:
    root = etree.fromstring(feed_bytes(FEED, site))
    for node in (root, *root.iterfind("a:entry", NS)):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"a:{name}", NS)) == 1
        assert (node.findtext("a:id", namespaces=NS) or "").startswith(("https://", "tag:"))
    assert root.findtext("a:author/a:name", namespaces=NS)
    ids = [e.text for e in root.iterfind("a:entry/a:id", NS)]
    assert len(set(ids)) == len(ids) == 3
    own = {link.get("rel"): link.get("href") for link in root.iterfind("a:link", NS)}
    if site:
        assert own == {"self": SITE + FEED.path, "alternate": SITE + "duyet/loai/chi-thi/"}
    else:
        assert own["alternate"] == "../../duyet/loai/chi-thi/index.html"


def test_times_are_the_documents_own() -> None:
    root = etree.fromstring(feed_bytes(FEED, SITE))
    assert root.findtext("a:updated", namespaces=NS) == "2021-05-01T00:00:00+07:00"
    assert [e.text for e in root.iterfind("a:entry/a:updated", NS)] == [
        "2020-03-04T00:00:00+07:00", "2021-05-01T00:00:00+07:00", "1970-01-01T00:00:00+07:00",
    ]  # fmt: skip
    assert feed_bytes(FEED, SITE) == feed_bytes(replace(FEED), SITE)


def test_hostile_titles_are_text() -> None:
    root = etree.fromstring(feed_bytes(FEED, SITE))
    assert root.findtext("a:entry/a:title", namespaces=NS) == plain(HOSTILE)
    assert root.findtext("a:entry/a:author/a:name", namespaces=NS) == "Cơ quan & bạn"


@given(st.text())
def test_any_text_makes_xml_that_reads_back(text: str) -> None:
    made = element("x", text, y=text)
    root = etree.fromstring(made.encode("utf-8"))
    spaced = plain(text).replace("\r\n", "\n").replace("\r", "\n")
    assert (root.text or "") == spaced
    assert " ".join((root.get("y") or "").split()) == " ".join(plain(text).split())


@pytest.mark.parametrize(
    ("day", "time"),
    [("2013-07-16", "2013-07-16"), ("2013-07", "2013-07-01"), ("2013", "2013-01-01"),
     ("chua_ro", "1970-01-01"), ("2013-02-30", "1970-01-01"), ("", "1970-01-01")],
)  # fmt: skip
def test_moments(day: str, time: str) -> None:
    assert moment(day) == f"{time}T00:00:00+07:00"


def test_the_newest_come_first_and_those_of_one_day_by_name() -> None:
    days = [("2020-01-01", f"b{n:02}") for n in range(LAST)]
    assert newest([("", "z"), ("2021-01-01", "c"), *days])[:3] == ["c", "b00", "b01"]
    assert len(newest(days * 2)) == LAST


def test_names_without_a_site_are_tags() -> None:
    assert lasting_id("", "vb/a/index.html") == "tag:van-ban.invalid,2026:vb/a"
    assert lasting_id("https://x.example", "vb/a/index.html") == "https://x.example/vb/a/"


def test_the_line_in_the_head() -> None:
    line = discovery("du-lieu/loai/a.atom", "duyet/loai/a/2020/index.html", 'A "b"')
    assert 'href="../../../../du-lieu/loai/a.atom"' in line
    assert 'title="A &quot;b&quot;"' in line
