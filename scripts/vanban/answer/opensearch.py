"""An archive in OpenSearch, as ``vanban export opensearch`` has filled it.

Spoken to over HTTP, only ever asked: ``_doc``, ``_mget``, ``_search``, ``_msearch``. Questions are
answered from the same lists as with PostgreSQL, so they find the same; the engine's own analyzers
serve whoever asks it directly. Never run against a real server by us: see ``docs/kho-lon.md``.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from vanban.answer.backend import Card, Column, Form, Row, Section
from vanban.export.opensearch import ABOUT, COLUMNS, INDEX, WORDS
from vanban.text import slug

SECONDS = 8
WINDOW = 10_000
"""Documents the engine gives at most for one question."""

JSON, NDJSON = "application/json", "application/x-ndjson"

Json = dict[str, Any]
T = TypeVar("T")


class OpenSearch:
    """The archive at ``address`` (``https://name:word@host:9200``); ``transport`` is for tests."""

    def __init__(self, address: str, *, transport: Any = None) -> None:
        import httpx

        self.faults = (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError)
        limits = httpx.Limits(max_connections=16)
        self.client = httpx.AsyncClient(
            base_url=address, timeout=SECONDS + 1, transport=transport, limits=limits
        )

    async def close(self) -> None:
        await self.client.aclose()

    async def _ask(
        self, path: str, read: Callable[[Json], T], data: str = "", kind: str = JSON
    ) -> T:
        """What ``read`` takes of the answer's body. OSError when there is none, or not all of it."""
        method = "POST" if data else "GET"
        try:
            headers = {"Content-Type": kind} if data else {}
            answer = await self.client.request(method, path, content=data.encode(), headers=headers)
            if answer.status_code != 200:
                raise OSError(f"OpenSearch: {method} {path} gave {answer.status_code}")
            return read(answer.json())
        except self.faults as error:
            raise OSError(f"OpenSearch: {type(error).__name__}: {error}") from error

    async def _search(
        self, index: str, query: Json, source: Sequence[str], **more: Any
    ) -> list[Json]:
        """Sources of what was found."""
        asked = json.dumps(_question(query, source, **more))
        return await self._ask(f"/{index}/_search", _sources, asked)

    async def _many(self, index: str, ids: Sequence[str], source: str) -> dict[str, Json]:
        """Sources by id; those that aren't there are left out."""
        if not ids:
            return {}
        path = f"/{index}/_mget?_source_includes={source}"
        return await self._ask(path, _held, json.dumps({"ids": list(ids)}))

    async def stamp(self) -> tuple[str, str]:
        def read(made: Json) -> tuple[str, str]:
            return made["_source"]["dau_vet"], made["_source"]["luu_hanh"]

        return await self._ask(f"/{COLUMNS}/_doc/{ABOUT}", read)

    async def columns(self) -> dict[str, Column]:
        found = await self._search(COLUMNS, {"exists": {"field": "ten"}}, ("ten", "ke", "ds"))
        return {c["ten"]: Column(c["ke"], b64decode(c["ds"])) for c in found}

    async def syllables(self, most: int) -> list[tuple[str, int]]:
        query = _all({"term": {"dau": ""}}, {"range": {"so": {"gt": 1}}})
        found = await self._search(WORDS, query, ("khoa", "so"), sort=_order("so", "desc"))
        counts: dict[str, int] = {}
        for word in found:
            counts[word["khoa"]] = counts.get(word["khoa"], 0) + word["so"]
        kept = ((k, n) for k, n in counts.items() if not k.isdigit())
        return sorted(kept, key=lambda c: (-c[1], c[0]))[:most]

    async def forms(self, keys: Sequence[str]) -> list[Form]:
        query = {"terms": {"khoa": list(keys)}}
        return list(map(_form, await self._search(WORDS, query, ("dang", "khoa", "so"))))

    async def lists(self, forms: Sequence[Form]) -> dict[str, bytes]:
        found = await self._many(WORDS, [form.text for form in forms], "ds")
        return {form: b64decode(told["ds"]) for form, told in found.items()}

    async def followers(self, firsts: Sequence[str], most: int) -> dict[str, list[Form]]:
        order = [*_order("so", "desc"), *_order("dang", "asc")]
        lines = []
        for first in firsts:
            query = _all({"term": {"dau": first}}, {"range": {"so": {"gt": 1}}})
            asked = _question(query, ("dang", "khoa", "so"), sort=order, size=most)
            lines += ["{}", json.dumps(asked)]
        data = "".join(f"{line}\n" for line in lines)

        def read(made: Json) -> dict[str, list[Form]]:
            each = zip(firsts, map(_sources, made["responses"]), strict=True)
            return {first: list(map(_form, found)) for first, found in each}

        return await self._ask(f"/{WORDS}/_msearch", read, data, NDJSON)

    async def numbered(
        self, number: int, kinds: Sequence[str], holding: Sequence[str], most: int
    ) -> list[Row]:
        if number >= 1 << 31:
            return []
        of = [{"terms": {"loai.gia_tri": [slug(kind) for kind in kinds]}}] if kinds else []
        rows = await self._told(_all({"term": {"so": number}}, *of), size=WINDOW)
        # what a card shows isn't indexed there
        return [r for r in rows if all(text in str(r.card) for text in holding)][:most]

    async def named(self, name: str) -> list[Row]:
        return await self._told({"term": {"ten": name}})

    async def _told(self, query: Json, **more: Any) -> list[Row]:
        source = ("thu_tu", "the", "khoa_so", "khoa_ten")
        found = await self._search(INDEX, query, source, sort=_order("thu_tu", "desc"), **more)
        return [Row(d["thu_tu"], d["the"]["the"], d["khoa_so"], d["khoa_ten"]) for d in found]

    async def cards(self, documents: Sequence[int]) -> dict[int, Card]:
        found = await self._of(documents, "the")
        return {d["thu_tu"]: d["the"]["the"] for d in found}

    async def related(self, documents: Sequence[int]) -> dict[int, list[tuple[str, Card]]]:
        found = await self._of(documents, "gan")
        ids = list(dict.fromkeys(id_ for d in found for _, id_ in d["gan"]["gan"]))
        cards = {
            id_: told["the"]["the"] for id_, told in (await self._many(INDEX, ids, "the")).items()
        }
        return {
            d["thu_tu"]: [(label, cards[id_]) for label, id_ in d["gan"]["gan"] if id_ in cards]
            for d in found
        }

    async def texts(self, documents: Iterable[int]) -> dict[int, list[Section]]:
        return {
            d["thu_tu"]: [Section(s["neo"], s["loi_van"]) for s in d["dieu_khoan"]["dieu_khoan"]]
            for d in await self._of(list(documents), "dieu_khoan")
        }

    async def _of(self, documents: Sequence[int], field: str) -> list[Json]:
        if not documents:
            return []
        query = {"terms": {"thu_tu": list(documents)}}
        return await self._search(INDEX, query, ("thu_tu", field), size=len(documents))


def _all(*clauses: Json) -> Json:
    return {"bool": {"filter": list(clauses)}}


def _order(field: str, order: str) -> list[Json]:
    return [{field: {"order": order}}]


def _question(query: Json, source: Sequence[str], **more: Any) -> Json:
    asked = {"size": WINDOW, "track_total_hits": False, "timeout": f"{SECONDS}s", **more}
    return {**asked, "query": query, "_source": list(source)}


def _sources(made: Mapping[str, Any]) -> list[Json]:
    """OSError when a part of the index didn't answer or time ran out: half an answer is none."""
    if made.get("timed_out") or made["_shards"]["failed"]:
        raise OSError("OpenSearch: not all of the index answered")
    return [hit["_source"] for hit in made["hits"]["hits"]]


def _held(made: Mapping[str, Any]) -> dict[str, Json]:
    return {one["_id"]: one["_source"] for one in made["docs"] if one.get("found")}


def _form(told: Json) -> Form:
    return Form(told["dang"], told["khoa"], told["so"])
