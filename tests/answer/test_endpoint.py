"""The endpoint over PostgreSQL for real: the page's own calls, questions that harm, limits."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote

import pytest
from answer import judged
from answer.conftest import Loaded
from answer.on_loopback import PAGE, Site, running, sending

from vanban.answer.app import App
from vanban.answer.limits import MOST_ASKERS, Limits, asker
from vanban.answer.postgres import Postgres
from vanban.search.client import client_files


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with sending() as made:
        yield made


@pytest.fixture(scope="module")
def port(address: str, site: Site) -> Iterator[int]:
    with running(App(Postgres(address), origins=(site.address,))) as made:
        yield made


def get(
    port: int, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    line = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request(method, path, headers=headers)
        answer = line.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, told, answer.read()
    finally:
        line.close()


@pytest.mark.browser
def test_a_site_asks_where_its_setting_says(
    port: int, chromium: Any, loaded: Loaded, site: Site
) -> None:
    """The box, ``search`` and ``complete`` of the site's own scripts, under its policy; the files
    answer when the endpoint is gone, and a note says so."""
    there = f"http://127.0.0.1:{port}"
    own = {"index.html": PAGE.encode(), **client_files(there)}
    site.files, site.connect = {**own, **loaded.files}, there
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{site.address}/index.html")
        found = page.evaluate("vanban.search('chỉ thị 29-CT/TU', {limit: 3})")
        assert found["jump"]["so_hieu"] == "29-CT/TU"
        assert found["notes"] == []
        assert found["jump"]["url"] == f"{site.address}/vb/{found['jump']['id']}/index.html"
        told = page.evaluate(
            "new Promise((yes) => vanban.search('lưu trữ', {limit: 2, offset: 1, sort: 'moi', onFirst: (a) => yes(a)}))"
        )
        assert told["total"] is None
        assert len(told["hits"]) == 2
        assert "<mark>" in told["hits"][0]["snippet"]
        assert page.evaluate("vanban.search('lưuu trữ').then((a) => a.didYouMean)") == "lưu trữ"
        lines = page.evaluate("vanban.complete('29-CT', 5)")
        assert any(
            one["url"].startswith(f"{site.address}/vb/") for one in lines if "29-CT" in one["text"]
        )
        page.locator(".vb-o-tim input").fill("quy chế dân chủ")
        page.locator(".vb-o-tim [role=option] mark").first.wait_for()
        # the same questions of the files, word for word
        same = page.evaluate(
            "Promise.all(['quy chế dân chủ', 'can bo', 'chỉ thị về lưu trữ'].map((q) => vanban.search(q, {limit: 5})))"
        )
        page.route(f"{there}/**", lambda route: route.abort())
        told = page.evaluate(
            "Promise.all(['quy chế dân chủ', 'can bo', 'chỉ thị về lưu trữ'].map((q) => vanban.search(q, {limit: 5})))"
        )
        for by_endpoint, by_files in zip(same, told, strict=True):
            assert "Máy chủ tìm kiếm không trả lời" in by_files["notes"][0]
            assert [h["id"] for h in by_endpoint["hits"]] == [h["id"] for h in by_files["hits"]]
            assert by_endpoint["total"] == by_files["total"]
            assert by_endpoint["facets"] == by_files["facets"]
        assert page.evaluate("vanban.complete('29-CT', 5)") == lines
        page.close()
        bare = context.new_page()  # a policy that doesn't name the endpoint, a site without files
        site.files, site.connect = own, ""
        bare.goto(f"{site.address}/index.html")
        fault = bare.evaluate("vanban.search('lưu trữ').catch((e) => e.message)")
        assert "Không đến được nơi tìm kiếm" in fault


def test_the_script_it_sends_asks_where_it_came_from(port: int) -> None:
    status, headers, data = get(port, "/assets/vanban/tim-may.js")
    assert (status, headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert b'"assets/vanban/"' in data
    assert b'"assets/vanban/"' not in client_files()["assets/vanban/tim-may.js"]


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/hoi?q=%22&loc=[1]", 400, "bộ lọc"), ("/hoi?loc={", 400, "JSON"), ("/hoi?so=-1", 400, "so"),
        ("/hoi?tu=%D9%A3", 400, "tu"), ('/hoi?loc={"loai":{"a":1}}', 400, "bộ lọc"), ("/hoi?loc=" + "[" * 7_000, 400, "JSON"),
        ("/hoi?q=" + "a" * 9_000, 414, "dài"), ("/", 404, "địa chỉ"), ("/../etc/passwd", 404, "địa chỉ"),
        ("/hoi?" + "a=1&" * 30, 400, "tham số"), ("/goi-y?q=a&so=x", 400, "so"), ("/goi-y?q=" + "a" * 9_000, 414, "dài"),
    ],
)  # fmt: skip
def test_what_is_no_question(port: int, path: str, status: int, word: str) -> None:
    code, headers, data = get(port, path)
    assert code == status
    assert word in json.loads(data)["loi"]
    assert "content-security-policy" in headers


def test_a_question_of_a_hundred_thousand_letters(port: int) -> None:
    """The server of HTTP refuses it before it is read whole."""
    with suppress(ConnectionError):  # it may hang up while one is still speaking
        assert get(port, "/hoi?q=" + "dieu%20" * 20_000)[0] in (400, 414, 431)
    assert get(port, "/hoi?so=0")[0] == 200


def test_nothing_but_reading(port: int) -> None:
    assert get(port, "/hoi?q=a", "POST")[0] == 405
    assert get(port, "/hoi?q=a", "DELETE")[0] == 405
    assert get(port, "/hoi?q=l%C6%B0u", "HEAD")[2] == b""


def test_only_named_sites_may_ask_from_elsewhere(port: int, site: Site) -> None:
    allowed = "access-control-allow-origin"
    assert get(port, "/hoi?so=0", Origin=site.address)[1][allowed] == site.address
    assert allowed not in get(port, "/hoi?so=0", Origin="http://khac.example.test")[1]
    assert allowed not in get(port, "/hoi?so=0")[1]


HARM = (
    "'", "\\", "'; drop schema vanban cascade; --", "a' | 'b", "a:*", "!a", "a <-> b", "%", "_", "$1", "{}", "\x00", "\ud800",
    '"', '""', '"\'"', "-", "- -", "nam:'", "loai:' or 1=1", "tu:0000-00-00", "nam:99999", "ky:'", "1" * 300, "a " * 200,
    "điều " * 100, "(((", "((a+)+)+$", "😀", "\u202e", "__proto__", "<script>", "co-quan:%", 'loai:"', "số 999999999999",
    '"' + "a a " * 60 + '"', "quý 0 năm 2020", "tháng 99 năm 2020", "khóa iiii", "điều 5 khoản ٣",
)  # fmt: skip


def test_questions_that_harm_find_or_don_t(port: int) -> None:
    """Each gets an answer, and the archive is there afterwards."""
    before = json.loads(get(port, "/hoi?so=0")[2])["total"]
    assert before > 100
    for question in HARM:
        said = quote(question, errors="replace")
        filters = quote(json.dumps({"loai": [question]}))
        for path in (f"hoi?q={said}", f"hoi?q=l%C6%B0u&loc={filters}", f"goi-y?q={said}"):
            status, _, data = get(port, f"/{path}")
            assert status == 200, (question, data)
            made = json.loads(data)
            assert isinstance(made if "goi-y" in path else made["total"], list | int)
    half = quote(json.dumps({"loai": ["\ud800\0"], "linh_vuc": ["\udfff"], "tu": "x", "den": "9"}))
    assert get(port, f"/hoi?loc={half}")[0] == 200
    assert json.loads(get(port, "/hoi?so=0")[2])["total"] == before


def asked(app: App, path: str = "/hoi", query: bytes = b"q=l%C6%B0u") -> tuple[int, str]:
    async def one() -> tuple[int, bytes]:
        scope = {"path": path, "method": "GET", "query_string": query, "headers": []}
        status, _, data = await app._answer(scope)
        await app.engine.backend.close()
        return status, data

    status, data = judged.run(one())
    return status, json.loads(data)["loi"]


def test_faults_of_the_database_stay_here(
    tmp_path: Any, address: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither an address nor a line of code reaches a reader; who runs it finds them in the log."""
    caplog.set_level(logging.ERROR, "vanban.answer")
    status, told = asked(App(Postgres(f"postgresql://postgres@/postgres?host={tmp_path}")))
    assert (status, told.partition(".")[0]) == (503, "Kho tìm kiếm đang không trả lời")
    app = App(Postgres(address))

    async def broken(*_: Any) -> Any:
        raise RuntimeError(f"secret of {tmp_path}")

    monkeypatch.setattr(app.engine, "search", broken)
    status, told = asked(app)
    assert status == 500
    assert "secret" not in told
    assert "secret" in caplog.text
    monkeypatch.setattr("vanban.answer.app.WAITING", 0)
    assert asked(app)[0] == 503


def test_one_asker_may_not_ask_without_end(address: str) -> None:
    with running(App(Postgres(address), per_second=0.001)) as port:  # one, then a long wait
        assert [get(port, "/hoi?so=0")[0] for _ in range(3)] == [200, 429, 429]
        other = {"X-Forwarded-For": "203.0.113.9"}
        assert get(port, "/hoi?so=0", **other)[0] == 200


def test_limits_fill_up_again_and_forget() -> None:
    limits = Limits(2)
    assert [limits.allow("a", 0.0) for _ in range(7)] == [True] * 6 + [False]
    assert limits.allow("b", 0.0)
    assert not limits.allow("a", 0.4)
    assert limits.allow("a", 0.6)
    assert not limits.allow("a", 0.7)
    for n in range(MOST_ASKERS + 5):
        limits.allow(f"n{n}", 1.0)
    assert len(limits._left) == MOST_ASKERS
    assert all(Limits(0).allow("a", 0.0) for _ in range(100))


def test_only_a_server_of_this_machine_says_who_asks() -> None:
    told = [(b"x-forwarded-for", b"198.51.100.1, 203.0.113.9")]
    assert asker({"client": ("127.0.0.1", 5), "headers": told}) == "203.0.113.9"
    assert asker({"client": ("198.51.100.7", 5), "headers": told}) == "198.51.100.7"
    assert asker({"client": ("::1", 5), "headers": []}) == "::1"
    assert asker({"headers": told}) == "203.0.113.9"
