"""The endpoint over PostgreSQL for real: judged queries, the page's own call, questions that harm."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote

import pytest
import uvicorn
from answer import judged
from answer.conftest import DIRECTIVES

from vanban.answer.answering import Asked, search
from vanban.answer.app import App
from vanban.answer.postgres import Postgres
from vanban.search.client import starter_script

RIGHT = 0.95


def test_judged_queries_are_answered(postgres: Postgres) -> None:
    faults, _ = judged.score(postgres, DIRECTIVES, "thu")
    wrong = {id_: told for id_, told in faults.items() if told}
    assert len(faults) > 110
    assert len(wrong) <= (1 - RIGHT) * len(faults), wrong


@pytest.fixture(scope="module")
def port(address: str) -> Iterator[int]:
    """The application run by uvicorn."""
    server = uvicorn.Server(
        uvicorn.Config(App(Postgres(address)), port=0, log_level="error", ws="none")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def get(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request(method, path)
        answer = line.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, told, answer.read()
    finally:
        line.close()


@pytest.mark.browser
def test_the_page_asks_in_its_own_words(port: int, chromium: Any) -> None:
    """``window.vanban.search`` of the site's scripts, the engine taken from the endpoint."""
    with chromium.new_context() as context:
        page = context.new_page()
        base = f"http://127.0.0.1:{port}/assets/vanban"
        blank = "<!doctype html><meta charset=utf-8><script src=assets/vanban/tim-kiem.js></script>"
        page.route("**/trang.html", lambda r: r.fulfill(body=blank, content_type="text/html"))
        page.route(
            "**/tim-kiem.js",
            lambda r: r.fulfill(body=starter_script(), content_type="text/javascript"),
        )
        page.goto(f"http://127.0.0.1:{port}/trang.html")
        found = page.evaluate("vanban.search('chỉ thị 29-CT/TU', {limit: 3})")
        assert found["jump"]["so_hieu"] == "29-CT/TU"
        assert found["jump"]["url"].endswith(f"vb/{found['jump']['id']}/index.html")
        assert found["jump"]["url"].startswith("http") or not found["jump"]["url"].startswith("vb")
        told = page.evaluate(
            "new Promise((yes) => vanban.search('lưu trữ', {limit: 2, offset: 1, sort: 'moi', onFirst: (a) => yes(a)}))"
        )
        assert told["total"] is None
        assert len(told["hits"]) == 2
        assert "<mark>" in told["hits"][0]["snippet"]
        page.route(f"{base}/hoi*", lambda r: r.abort())
        fault = page.evaluate("vanban.search('lưu trữ').catch((e) => e.message)")
        assert "Không đến được nơi tìm kiếm" in fault


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/hoi?q=%22&loc=[1]", 400, "bộ lọc"), ("/hoi?loc={", 400, "JSON"), ("/hoi?so=-1", 400, "so"),
        ("/hoi?tu=%D9%A3", 400, "tu"), ('/hoi?loc={"loai":{"a":1}}', 400, "bộ lọc"), ("/hoi?loc=" + "[" * 7_000, 400, "JSON"),
        ("/hoi?q=" + "a" * 9_000, 414, "dài"), ("/", 404, "địa chỉ"), ("/../etc/passwd", 404, "địa chỉ"),
    ],
)  # fmt: skip
def test_what_is_no_question(port: int, path: str, status: int, word: str) -> None:
    code, headers, data = get(port, path)
    assert code == status
    assert word in json.loads(data)["loi"]
    assert "content-security-policy" in headers


def test_nothing_but_reading(port: int) -> None:
    assert get(port, "/hoi?q=a", "POST")[0] == 405
    assert get(port, "/hoi?q=a", "DELETE")[0] == 405
    assert get(port, "/hoi?q=l%C6%B0u", "HEAD")[2] == b""


HARM = (
    "'", "\\", "'; drop schema vanban cascade; --", "a' | 'b", "a:*", "!a", "a <-> b", "%", "_", "$1", "{}", "\x00", "\ud800",
    '"', '""', '"\'"', "-", "- -", "nam:'", "loai:' or 1=1", "tu:0000-00-00", "nam:99999", "ky:'", "1" * 300, "a " * 200,
    "điều " * 100, "(((", "((a+)+)+$", "😀", "\u202e", "__proto__", "<script>", "co-quan:%", 'loai:"', "số 999999999999",
)  # fmt: skip


def test_questions_that_harm_find_or_don_t(address: str, port: int) -> None:
    """Each gets an answer, the archive is there afterwards, and no table is another's."""
    before = json.loads(get(port, "/hoi?so=0")[2])["total"]
    assert before > 100
    for question in HARM:
        for words in (
            f"q={quote(question, errors='replace')}",
            f"q=l%C6%B0u&loc={quote(json.dumps({'loai': [question]}))}",
        ):
            status, _, data = get(port, f"/hoi?{words}")
            assert status == 200, (question, data)
            assert isinstance(json.loads(data)["total"], int)
    half = quote(json.dumps({"loai": ["\ud800\0"], "linh_vuc": ["\udfff"]}))
    assert get(port, f"/hoi?loc={half}")[0] == 200
    assert json.loads(get(port, "/hoi?so=0")[2])["total"] == before


def test_a_database_that_is_gone_is_told(tmp_path: Any) -> None:
    async def asked() -> tuple[int, bytes]:
        app = App(Postgres(f"postgresql://postgres@/postgres?host={tmp_path}"))
        status, _, data = await app._answer(
            {"path": "/hoi", "method": "GET", "query_string": "q=lưu".encode()}
        )
        return status, data

    status, data = judged.run(asked())
    assert status == 503
    assert json.loads(data)["loi"].startswith("Kho tìm kiếm đang không trả lời")
    assert str(tmp_path) not in data.decode()


def test_counts_are_those_of_the_hits(postgres: Postgres) -> None:
    """Every facet counts each document once; a filter leaves its own facet's counts alone."""

    async def both() -> tuple[Any, Any]:
        wide = await search(postgres, "", Asked(filters={}, limit=0))
        kind = wide["facets"]["loai"][0]["value"]
        narrow = await search(postgres, "", Asked(filters={"loai": [kind]}, limit=100))
        await postgres.close()
        return wide, narrow

    wide, narrow = judged.run(both())
    for name in ("loai", "nam", "tinh_trang"):
        assert sum(v["count"] for v in wide["facets"][name]) == wide["total"]
    assert narrow["facets"]["loai"] == wide["facets"]["loai"]
    assert narrow["total"] == wide["facets"]["loai"][0]["count"]
    assert {hit["loai"] for hit in narrow["hits"]} == {wide["facets"]["loai"][0]["label"]}
