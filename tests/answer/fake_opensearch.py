"""OpenSearch's protocol as far as we speak it, played strictly: what isn't known is refused.

It keeps what it is given, as its reference says it would: an index has to be made before it is
filled, a field that isn't in the mapping is refused, a question may have only clauses and words of
the reference, each on a field that can answer it. It says nothing of how fast a real one is.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote

import httpx

WINDOW = 10_000
TERMS = 65_536
FIELDS = {
    "text": {"type", "analyzer", "fields", "norms"}, "keyword": {"type"}, "integer": {"type"},
    "date": {"type", "format"}, "object": {"type", "enabled", "properties"}, "binary": {"type"},
}  # fmt: skip
SEARCH = {"query", "size", "sort", "_source", "track_total_hits", "timeout"}
ANALYSIS = {"char_filter", "tokenizer", "filter", "analyzer"}

Json = dict[str, Any]


class Refused(Exception):
    """What the engine would answer with 400, or another number."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status


@dataclass(slots=True)
class Index:
    """Fields by their whole name, and sources by id."""

    fields: dict[str, Json]
    held: dict[str, Json] = field(default_factory=dict)

    def sortable(self, name: str) -> str:
        """The kind of a field that may be searched and sorted by its whole value."""
        kind = self.fields.get(name, {}).get("type", "")
        if kind not in ("keyword", "integer"):
            raise Refused(f"[{name}] of type [{kind}] can't be asked so")
        return str(kind)


def only(told: Any, known: set[str], where: str) -> Json:
    if not isinstance(told, dict) or not told.keys() <= known:
        raise Refused(f"unknown key in [{where}]: {told}")
    return told


def flat_fields(properties: Json, before: str = "") -> dict[str, Json]:
    out: dict[str, Json] = {}
    for name, told in properties.items():
        kind = told.get("type", "object")
        only(told, FIELDS.get(kind, set()), f"mapping of {before}{name}")
        out[before + name] = {**told, "type": kind}
        out |= flat_fields(told.get("properties", {}), f"{before}{name}.")
    return out


class Fake:
    """A server for ``httpx.MockTransport``; ``asked`` are the paths that were asked for."""

    def __init__(self) -> None:
        self.indexes: dict[str, Index] = {}
        self.asked: list[str] = []
        self.broken: Callable[[httpx.Request], httpx.Response] | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.path}")
        if self.broken:
            return self.broken(request)
        try:
            return httpx.Response(200, json=self._answer(request))
        except Refused as error:
            told = {"error": {"type": "x_content_parse_exception", "reason": str(error)}}
            return httpx.Response(error.status, json={**told, "status": error.status})

    def _answer(self, request: httpx.Request) -> Json:
        raw = request.url.raw_path.decode().partition("?")
        parts = [unquote(part) for part in raw[0].strip("/").split("/")]
        words = parse_qs(raw[2], keep_blank_values=True)
        match (request.method, *parts):
            case ("PUT", index) if not index.startswith("_"):
                return self._make(index, self._json(request, words))
            case ("POST", "_bulk"):
                return self._bulk(self._lines(request, words))
            case ("GET", index, "_doc", id_):
                return self._one(index, id_, words, request.content)
            case ("POST", index, "_mget"):
                return self._mget(index, request, words)
            case ("POST", index, "_search"):
                return self._search(index, self._json(request, words))
            case ("POST", index, "_msearch"):
                return self._msearch(index, self._lines(request, words))
        raise Refused(f"no handler for [{request.method} {request.url.path}]", 405)

    def _index(self, name: str) -> Index:
        if name not in self.indexes:
            raise Refused(f"no such index [{name}]", 404)
        return self.indexes[name]

    def _json(self, request: httpx.Request, words: Mapping[str, Any]) -> Json:
        if request.headers.get("content-type") != "application/json" or words:
            raise Refused(f"content type or words of {request.url}", 406)
        try:
            made = json.loads(request.content)
        except ValueError as error:
            raise Refused(str(error)) from None
        if not isinstance(made, dict):
            raise Refused("the body is no object")
        return made

    def _lines(self, request: httpx.Request, words: Mapping[str, Any]) -> list[Json]:
        if request.headers.get("content-type") != "application/x-ndjson" or words:
            raise Refused(f"content type or words of {request.url}", 406)
        if not request.content.endswith(b"\n"):
            raise Refused("the bulk request must be terminated by a newline")
        try:
            return [json.loads(line) for line in request.content[:-1].split(b"\n")]
        except ValueError as error:
            raise Refused(str(error)) from None

    def _make(self, name: str, body: Json) -> Json:
        if name in self.indexes or not re.fullmatch(r"[a-z][a-z0-9-]{0,200}", name):
            raise Refused(f"invalid or existing index [{name}]")
        only(body, {"settings", "mappings"}, "index")
        analysis = only(body.get("settings", {}), {"index"}, "settings").get("index", {})
        only(analysis, {"analysis"}, "settings.index")
        only(analysis.get("analysis", {}), ANALYSIS, "analysis")
        mappings = only(body["mappings"], {"dynamic", "properties"}, "mappings")
        fields = flat_fields(mappings["properties"])
        analyzers = analysis.get("analysis", {}).get("analyzer", {})
        for told in fields.values():
            if told.get("analyzer", next(iter(analyzers), None)) not in {*analyzers, None}:
                raise Refused(f"analyzer [{told['analyzer']}] has not been configured")
        self.indexes[name] = Index(fields)
        return {"acknowledged": True, "shards_acknowledged": True, "index": name}

    def _bulk(self, lines: Sequence[Json]) -> Json:
        if len(lines) % 2:
            raise Refused("an action without its source")
        for action, source in zip(lines[::2], lines[1::2], strict=True):
            told = only(only(action, {"index"}, "action")["index"], {"_index", "_id"}, "index")
            if not 0 < len(told["_id"].encode()) <= 512:
                raise Refused("id is too long")
            index = self._index(told["_index"])
            hold(index, source, "")
            index.held[told["_id"]] = source
        return {"took": 1, "errors": False, "items": []}

    def _one(self, index: str, id_: str, words: Mapping[str, Any], content: bytes) -> Json:
        held = self._index(index).held
        if words or content:
            raise Refused("a document is asked for by its id alone")
        if id_ not in held:
            raise Refused(f"no [{id_}]", 404)
        return {"_index": index, "_id": id_, "found": True, "_source": held[id_]}

    def _mget(self, index: str, request: httpx.Request, words: dict[str, list[str]]) -> Json:
        only(words, {"_source_includes"}, "words of _mget")
        ids = only(self._json(request, {}), {"ids"}, "_mget")["ids"]
        if not ids or not all(isinstance(id_, str) for id_ in ids):
            raise Refused("no documents to get")
        held, kept = self._index(index).held, words["_source_includes"][0].split(",")
        out = []
        for id_ in ids:
            told = {"_index": index, "_id": id_, "found": id_ in held}
            out.append({**told, "_source": included(held[id_], kept)} if id_ in held else told)
        return {"docs": out}

    def _msearch(self, index: str, lines: Sequence[Json]) -> Json:
        if len(lines) % 2 or any(lines[::2]):
            raise Refused("a header of _msearch may only be empty here")
        each = [{**self._search(index, body), "status": 200} for body in lines[1::2]]
        return {"took": 1, "responses": each}

    def _search(self, name: str, body: Json) -> Json:
        index = self._index(name)
        only(body, SEARCH, "search")
        if not 0 <= body["size"] <= WINDOW:
            raise Refused("Result window is too large")
        if (
            not re.fullmatch(r"\d+(ms|s|m)", body["timeout"])
            or body["track_total_hits"] is not False
        ):
            raise Refused("timeout or track_total_hits")
        fits = clause(index, body["query"])
        found = [(id_, held) for id_, held in index.held.items() if fits(held)]
        for one in reversed(body.get("sort", [])):
            ((by, told),) = one.items()
            index.sortable(by)
            if only(told, {"order"}, "sort")["order"] not in ("asc", "desc"):
                raise Refused("no such order")
            found.sort(key=lambda f: f[1].get(by, ""), reverse=told["order"] == "desc")
        hits = [
            {"_index": name, "_id": id_, "_score": None, "_source": included(held, body["_source"])}
            for id_, held in found[: body["size"]]
        ]
        shards = {"total": 1, "successful": 1, "skipped": 0, "failed": 0}
        return {
            "took": 1,
            "timed_out": False,
            "_shards": shards,
            "hits": {"max_score": None, "hits": hits},
        }


def clause(index: Index, query: Any) -> Callable[[Json], bool]:
    """One query as a test of a source."""
    if not isinstance(query, dict) or len(query) != 1:
        raise Refused(f"[query] malformed, expected one clause: {query}")
    ((kind, told),) = query.items()
    match kind:
        case "bool":
            inner = [clause(index, q) for q in only(told, {"filter"}, "bool")["filter"]]
            return lambda held: all(fits(held) for fits in inner)
        case "exists":
            by = only(told, {"field"}, "exists")["field"]
            index.sortable(by)
            return lambda held: by in held
        case "term" | "terms" | "range":
            ((by, value),) = told.items()
            return comparing(kind, by, value, index.sortable(by))
    raise Refused(f"unknown query [{kind}]")


def comparing(kind: str, by: str, value: Any, of: str) -> Callable[[Json], bool]:
    wanted: type = int if of == "integer" else str
    if kind == "range":
        bound = only(value, {"gt"}, "range")["gt"]
        if type(bound) is not wanted:
            raise Refused(f"[range] on [{by}] of {bound!r}")
        return lambda held: any(one > bound for one in at(held, by))
    values = value if kind == "terms" else [value]
    if not isinstance(values, list) or len(values) > TERMS:
        raise Refused(f"[{kind}] on [{by}]")
    if any(type(v) is not wanted for v in values) or (
        of == "integer" and any(abs(v) >= 1 << 31 for v in values)
    ):
        raise Refused(f"[{kind}] on [{by}]: {values[:3]}")
    among = set(values)
    return lambda held: not among.isdisjoint(at(held, by))


def at(held: Json, path: str) -> list[Any]:
    """Every value of a field, of objects and lists inside others, too."""
    first, _, rest = path.partition(".")
    values = several(held.get(first))
    return [v for one in values for v in at(one, rest)] if rest else values


def several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def included(source: Json, names: Sequence[str]) -> Json:
    return {name: source[name] for name in names if name in source}


def hold(index: Index, source: Json, before: str) -> None:
    """Refuse what the mapping, strict, wouldn't take."""
    for name, value in source.items():
        told = index.fields.get(before + name)
        if told is None:
            raise Refused(f"mapping set to strict, dynamic introduction of [{before}{name}]")
        for one in several(value):
            held_as(index, told, one, f"{before}{name}")


def held_as(index: Index, told: Json, one: Any, name: str) -> None:
    kind = told["type"]
    if kind == "object":
        if not isinstance(one, dict):
            raise Refused(f"object mapping for [{name}] tried to parse a value")
        if told.get("enabled", True):
            hold(index, one, f"{name}.")
    elif kind == "integer":
        if type(one) is not int or abs(one) >= 1 << 31:
            raise Refused(f"failed to parse field [{name}] of type [integer]: {one!r}")
    elif not isinstance(one, str):
        raise Refused(f"failed to parse field [{name}]: {one!r}")
    elif kind == "keyword" and len(one.encode()) > 32_766:
        raise Refused(f"[{name}] is too long a term")
    elif kind == "date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", one):
        raise Refused(f"failed to parse date [{one}]")
    elif kind == "binary":
        base64.b64decode(one, validate=True)
