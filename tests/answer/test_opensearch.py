"""The endpoint over OpenSearch's protocol: a real server can't be had here, a strict fake is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from answer import judged
from answer.conftest import DIRECTIVES
from answer.fake_opensearch import Fake

from vanban.answer.answering import Engine
from vanban.answer.backend import Form
from vanban.answer.opensearch import OpenSearch
from vanban.answer.serving import Serving, backend_of, serve
from vanban.answer.shapes import Asked
from vanban.export.gathering import gathered
from vanban.export.opensearch import COLUMNS, FOLDER, INDEX, SETTINGS, WORDS, write_opensearch

RIGHT = 0.95


@pytest.fixture(scope="module")
def fake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fake]:
    """Filled with ``directives/`` by the very requests the docs tell people to send."""
    to = tmp_path_factory.mktemp("os")
    with gathered(DIRECTIVES, "noi_bo") as archive:
        files = [to / name for name in write_opensearch(archive, to)]
    made = Fake()
    with httpx.Client(transport=httpx.MockTransport(made), base_url="http://os.test") as line:
        for index, name in SETTINGS.items():
            put(line, "PUT", f"/{index}", to / FOLDER / name, "application/json")
        for path in files:
            if path.suffix == ".ndjson":
                told = put(line, "POST", "/_bulk", path, "application/x-ndjson")
                assert told["errors"] is False
    yield made


def put(line: httpx.Client, method: str, path: str, file: Path, kind: str) -> Any:
    answer = line.request(method, path, content=file.read_bytes(), headers={"Content-Type": kind})
    assert answer.status_code == 200, answer.text
    return answer.json()


def backend(fake: Fake) -> OpenSearch:
    return OpenSearch("http://os.test", transport=httpx.MockTransport(fake))


def test_judged_queries_are_answered(fake: Fake) -> None:
    faults, _ = judged.score(backend(fake), DIRECTIVES, "thu")
    wrong = {id_: told for id_, told in faults.items() if told}
    assert len(faults) > 110
    assert len(wrong) <= (1 - RIGHT) * len(faults), wrong
    reading = {f"GET /{COLUMNS}/_doc/kho"} | {
        f"POST /{index}/{word}"
        for index, word in (
            (INDEX, "_search"), (INDEX, "_mget"), (WORDS, "_search"), (WORDS, "_mget"),
            (WORDS, "_msearch"), (COLUMNS, "_search"),
        )
    }  # fmt: skip
    asked = {path for path in fake.asked if not path.startswith("PUT") and path != "POST /_bulk"}
    assert asked == reading


@pytest.mark.parametrize(
    "broken",
    [
        lambda r: httpx.Response(503, text="<html>"), lambda r: httpx.Response(200, text="<html>"),
        lambda r: httpx.Response(200, json={}), lambda r: httpx.Response(200, json=[]),
        lambda r: httpx.Response(401, json={"error": "secret"}), lambda r: httpx.Response(302),
    ],
)  # fmt: skip
def test_whatever_a_server_says_is_an_answer_or_a_fault(fake: Fake, broken: Any) -> None:
    async def asked() -> None:
        held = backend(fake)
        fake.broken = broken
        try:
            with pytest.raises(OSError, match="OpenSearch"):
                await Engine(held).search("lưu trữ", Asked(filters={}))
        finally:
            fake.broken = None
            await held.close()

    judged.run(asked())


def test_half_an_answer_is_none(fake: Fake) -> None:
    """A shard that didn't answer, time that ran out."""
    for spoilt in ({"timed_out": True}, {"_shards": {"failed": 1}}):

        def broken(request: httpx.Request, spoilt: Any = spoilt) -> httpx.Response:
            fake.broken, was = None, fake.broken
            made = json.loads(fake(request).content)
            fake.broken = was
            return httpx.Response(200, json={**made, **spoilt})

        async def asked(broken: Any = broken) -> None:
            held = backend(fake)
            fake.broken = broken
            try:
                with pytest.raises(OSError, match="not all"):
                    await held.forms(["luu"])
            finally:
                fake.broken = None
                await held.close()

        judged.run(asked())


def test_nobody_there_is_told() -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    async def asked() -> None:
        held = OpenSearch("http://os.test", transport=httpx.MockTransport(refuse))
        with pytest.raises(OSError, match="ConnectError"):
            await held.stamp()
        assert await held.lists([]) == {}
        await held.close()

    judged.run(asked())


def test_terms_that_aren_t_there_are_left_out(fake: Fake) -> None:
    async def asked() -> tuple[dict[str, bytes], list[Form]]:
        held = backend(fake)
        forms = await held.forms(["khongdaucoca", "luu"])
        lists = await held.lists([*forms, Form("không_đâu", "khong_dau", 1)])
        await held.close()
        return lists, forms

    lists, forms = judged.run(asked())
    assert set(lists) == {form.text for form in forms}
    assert all(len(lists[form.text]) == 5 * form.documents for form in forms)


@pytest.mark.parametrize(
    ("method", "path", "kind", "data"),
    [
        ("GET", f"/{INDEX}/_search", "application/json", "{}"), ("POST", f"/{INDEX}/_count", "application/json", "{}"),
        ("DELETE", f"/{INDEX}", "application/json", ""), ("POST", "/khac/_search", "application/json", '{"size":1}'),
        ("POST", f"/{INDEX}/_search", "text/plain", "{}"), ("POST", f"/{INDEX}/_search", "application/json", '{"querry":{}}'),
        ("POST", f"/{INDEX}/_search", "application/json", '{"size":1,"timeout":"1s","track_total_hits":false,"_source":[],"query":{"match":{"id":"a"}}}'),
        ("POST", f"/{INDEX}/_search", "application/json", '{"size":20000,"timeout":"1s","track_total_hits":false,"_source":[],"query":{"term":{"id":"a"}}}'),
        ("POST", f"/{INDEX}/_search", "application/json", '{"size":1,"timeout":"1s","track_total_hits":false,"_source":[],"query":{"term":{"so":"a"}}}'),
        ("POST", f"/{INDEX}/_search", "application/json", '{"size":1,"timeout":"1s","track_total_hits":false,"_source":[],"query":{"term":{"noi_dung":"a"}}}'),
        ("POST", f"/{WORDS}/_msearch", "application/x-ndjson", "{}"), ("POST", f"/{WORDS}/_msearch", "application/json", "{}\n{}\n"),
        ("POST", "/_bulk", "application/x-ndjson", "{\n"), ("POST", "/_bulk", "application/x-ndjson", '{"index":{}}\n'),
        ("POST", "/_bulk", "application/x-ndjson", '{"index":{"_index":"vanban-tu","_id":"a"}}\n{"la":1}\n'),
        ("POST", "/_bulk", "application/x-ndjson", '{"create":{"_index":"vanban-tu","_id":"a"}}\n{"so":1}\n'),
        ("POST", f"/{INDEX}/_mget?_source=the", "application/json", '{"ids":["a"]}'), ("PUT", "/moi", "application/json", '{"mapping":{}}'),
        ("PUT", "/moi", "application/json", '{"mappings":{"properties":{"a":{"type":"texts"}}}}'),
    ],
)  # fmt: skip
def test_the_fake_is_strict(fake: Fake, method: str, path: str, kind: str, data: str) -> None:
    """What a real one would refuse, and what we never send, it refuses, too."""
    with httpx.Client(transport=httpx.MockTransport(fake), base_url="http://os.test") as line:
        answer = line.request(method, path, content=data, headers={"Content-Type": kind})
    assert answer.status_code >= 400


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("postgresql://doc@/kho", "Postgres"), ("postgres://doc@/kho", "Postgres"),
        ("opensearch+https://doc:mat@may:9200", "OpenSearch"), ("mysql://secret@may/kho", ""), ("https://may", ""),
    ],
)  # fmt: skip
def test_an_address_tells_the_database(address: str, kind: str) -> None:
    """An address nobody knows is told without what may be a password in it."""
    told: list[str] = []
    if kind:
        assert type(backend_of(address)).__name__ == kind
    else:
        assert serve(address, Serving(), told.append) == 2
        assert "postgresql://" in told[0]
        assert "secret" not in told[0]
