"""The endpoint: a read-only ASGI application, run by any ASGI server (uvicorn is the extra's).

``GET …/hoi?q=…`` answers one question as JSON, ``GET …/goi-y?q=…`` tells what a line may become,
``GET …/tim-may.js`` is the site's engine, asking here in place of the files of ``tim/``. Nothing
else is answered, nothing is ever written.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from vanban.answer.answering import Engine
from vanban.answer.backend import Backend
from vanban.answer.client import served_script
from vanban.answer.limits import Limits, asker
from vanban.answer.shapes import Asked
from vanban.publish.policy import SECURITY

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Reply = tuple[int, str, bytes]

LONGEST = 8_000
"""Bytes of a question with its filters."""

SECONDS = 10.0
"""A question that takes longer is given up; the database hears of it."""

AT_ONCE = 32
"""Questions worked on at one time; further ones wait their turn."""

WAITING = 256
"""Questions that wait at most; further ones are told to come again."""

JSON = "application/json; charset=utf-8"
log = logging.getLogger("vanban.answer")


class App:
    """Answers for one archive.

    ``public``: only from an archive exported for the public. ``origins``: sites elsewhere whose
    pages may ask (``https://kho.example``). ``per_second``: questions of one asker, 0 for any.
    """

    def __init__(
        self, backend: Backend, *, public: bool = False, origins: tuple[str, ...] = (),
        per_second: float = 0,
    ) -> None:  # fmt: skip
        self.engine = Engine(backend, public=public)
        self.origins = frozenset(origins)
        self.script = served_script()
        self.limits = Limits(per_second)
        self.turns = asyncio.Semaphore(AT_ONCE)
        self.waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._life(receive, send)
        elif scope["type"] == "http":
            made = await self._answer(scope)
            await reply(send, made, self._told(scope, made[0]), bare=scope["method"] == "HEAD")

    async def _life(self, receive: Receive, send: Send) -> None:
        while True:
            word = (await receive())["type"].removeprefix("lifespan.")
            if word == "shutdown":
                await self.engine.backend.close()
            await send({"type": f"lifespan.{word}.complete"})
            if word == "shutdown":
                return

    def _told(self, scope: Scope, status: int) -> dict[str, str]:
        """Headers beside those of every answer; a site that may ask is told so."""
        told = {"Retry-After": "1"} if status in (429, 503) else {}
        if not self.origins:
            return told
        told |= {"Vary": "Origin", "Cross-Origin-Resource-Policy": "cross-origin"}
        origin = dict(scope["headers"]).get(b"origin", b"").decode("latin-1")
        return told | ({"Access-Control-Allow-Origin": origin} if origin in self.origins else {})

    async def _answer(self, scope: Scope) -> Reply:
        place = scope["path"].rstrip("/").rpartition("/")[2]
        if scope["method"] not in ("GET", "HEAD"):
            return fault(405, "Chỉ nhận GET.")
        if place == "tim-may.js":
            return 200, "text/javascript; charset=utf-8", self.script
        if place not in ("hoi", "goi-y"):
            return fault(404, "Không có địa chỉ này.")
        if len(scope["query_string"]) > LONGEST:
            return fault(414, "Câu hỏi quá dài.")
        if not self.limits.allow(asker(scope)):
            return fault(429, "Hỏi quá nhanh. Chờ một giây rồi hỏi lại.")
        try:
            given = given_of(scope["query_string"])
            work = self._completed(given) if place == "goi-y" else self._found(given)
        except ValueError as error:
            return fault(400, str(error))
        return await self._in_turn(work)

    def _found(self, given: dict[str, str]) -> Awaitable[Any]:
        return self.engine.search(given.get("q", ""), asked_of(given))

    def _completed(self, given: dict[str, str]) -> Awaitable[Any]:
        return self.engine.complete(given.get("q", ""), number(given, "so", 8))

    async def _in_turn(self, work: Awaitable[Any]) -> Reply:
        """What a reader may know of a fault, and nothing else of it."""
        if self.waiting >= WAITING:
            asyncio.ensure_future(work).cancel()
            return fault(503, "Đang có quá nhiều người hỏi. Thử lại sau ít phút.")
        self.waiting += 1
        try:
            async with self.turns:
                made = await asyncio.wait_for(work, SECONDS)
            return 200, JSON, dumped(made)
        except TimeoutError:
            return fault(503, "Câu hỏi này tìm quá lâu. Thêm từ hoặc bộ lọc rồi hỏi lại.")
        except OSError as error:  # what the database says is not for readers
            log.error("%s", error)
            return fault(503, "Kho tìm kiếm đang không trả lời. Thử lại sau ít phút.")
        except Exception:
            log.exception("a question failed")
            return fault(500, "Máy tìm kiếm gặp lỗi. Báo người quản lý kho.")
        finally:
            self.waiting -= 1


def given_of(query: bytes) -> dict[str, str]:
    """Raises ValueError, in Vietnamese."""
    try:
        every = parse_qs(query.decode("utf-8", "replace"), max_num_fields=20)
    except ValueError:
        raise ValueError("Quá nhiều tham số.") from None
    return {name: values[-1] for name, values in every.items()}


def asked_of(given: dict[str, str]) -> Asked:
    """What is asked beside the question. Raises ValueError, in Vietnamese."""
    try:
        filters = json.loads(given.get("loc", "{}"))
    except (ValueError, RecursionError):
        raise ValueError("“loc” không phải JSON.") from None
    if (
        not isinstance(filters, dict)
        or len(filters) > 20
        or not all(map(plain_value, filters.values()))
    ):
        raise ValueError("“loc” phải là các bộ lọc.")
    return Asked(
        filters=filters, sort=given.get("xep", ""), offset=number(given, "tu", 0),
        limit=number(given, "so", 10), anywhere=given.get("tatCa") == "1",
    )  # fmt: skip


def plain_value(value: object) -> bool:
    """A text, a number, nothing, or a short list of them."""
    many = value if isinstance(value, list) else [value]
    return len(many) <= 100 and all(v is None or isinstance(v, str | int) for v in many)


def number(given: dict[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise ValueError(f"“{name}” không phải số.")
    return int(text)


def fault(status: int, message: str) -> Reply:
    return status, JSON, dumped({"loi": message})


def dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


async def reply(send: Send, made: Reply, told: dict[str, str], *, bare: bool) -> None:
    status, kind, data = made
    headers = {**SECURITY, "Content-Type": kind, "Content-Length": str(len(data)), "Cache-Control": "no-cache", **told}  # fmt: skip
    pairs = [(k.lower().encode(), v.encode("latin-1")) for k, v in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": b"" if bare else data})
