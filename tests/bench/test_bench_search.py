"""The cost benchmark's own parts: what the server counts, and the page of the docs."""

from __future__ import annotations

import gzip
import json
import urllib.request
from pathlib import Path

import bench_search_page as page
import pytest
from bench_search import command
from bench_search_ask import Packed
from bench_search_ask import queries as asked_queries

COST = {"first": 12.4, "least_first": 10.0, "whole": 30.0, "least_whole": 28.0, "total": 7,
        "first_bytes": 2048, "first_requests": 3, "bytes": 4096, "requests": 5}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "a.js").write_text("var a = 1;\n" * 500, "utf-8")
    return tmp_path


def test_the_server_sends_files_packed_and_counts_them(site: Path) -> None:
    from in_browser import served

    Packed.sent.clear()
    with served(site, Packed) as address:
        wish = urllib.request.Request(  # noqa: S310 - on loopback
            address + "a.js", headers={"Accept-Encoding": "gzip"}
        )
        with urllib.request.urlopen(wish) as answer:  # noqa: S310 - on loopback
            data = answer.read()
            assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(data) == (site / "a.js").read_bytes()
    [(_, size)] = Packed.sent
    assert len(data) < size < len(data) + 400


def test_the_page_shows_what_was_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = {"cpu": 10.0, "rss": 5e8}
    row = {"query": "dân", "cold": COST, "warm": COST}
    ours = {
        "build": {"without": build, "with": {"cpu": 14.0, "rss": 6e8}}, "index": [10, 5_000_000],
        "html": [3, 10_000_000], "http": {"một": row, "heap": 4e6}, "file": {"một": row, "heap": 1},
    }  # fmt: skip
    machine = {"cores": 2, "cpu": "x", "memory": 8e9, "system": "L", "python": "3", "load": [1.0]}
    data = {"date": "2026-01-02", "command": "c", "machine": machine, "rounds": 3,
            "slow_rounds": 1, "sizes": {"1000": {"ours": ours}}}  # fmt: skip
    out = tmp_path / "tim-kiem.md"
    out.with_suffix(".json").write_text(json.dumps(data), "utf-8")
    monkeypatch.setattr(page, "QUALITY", tmp_path / "none.json")
    page.write(out)
    text = out.read_text("utf-8")
    assert "### 1.000 văn bản" in text
    assert "| Văn Bản | 4.0 | 600 | 10 | 5.0 | 0.50 |" in text
    assert "| 12 (10) | 2.0 | 3 | 30 (28) | 4.0 | 5 | 7 |" in text
    assert "Pagefind không đo ở cỡ này" in text


def test_the_page_names_no_place_of_this_machine() -> None:
    given = ["--sizes", "10000", "--work=/a/b", "--built", "/c", "--rounds", "3", "--out", "/d.md"]
    assert command(given) == (
        "python tests/bench/bench_search.py --sizes 10000 --built KHO --rounds 3"
    )


def test_the_queries_measured_hold_what_must_be_measured() -> None:
    asked = asked_queries("29-CT/TU").values()
    assert "công tác dân vận" in asked
    assert "29-CT/TU" in asked
    assert "" in asked
    assert any(q.startswith('"') for q in asked)
    assert any(q.startswith("loai:") for q in asked)
    assert {len(q.split()) for q in asked} >= {1, 4, 5, 6}
