"""The endpoint: a read-only ASGI application, run by any ASGI server (uvicorn is the extra's).

``GET …/hoi?q=…`` answers one question as JSON, ``GET …/tim-may.js`` is the site's engine,
asking here in place of the files of ``tim/``. Nothing else is answered, nothing is ever written.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from vanban.answer.answering import Asked, search
from vanban.answer.backend import Backend
from vanban.answer.client import server_script
from vanban.publish.policy import SECURITY

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

LONGEST = 8_000
"""Bytes of a question with its filters."""

SECONDS = 10.0
"""A question that takes longer is given up; the database hears of it."""

AT_ONCE = 32
"""Questions worked on at one time; further ones wait their turn."""


class App:
    """Answers for one archive."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.script = server_script()
        self.turns = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._life(receive, send)
        elif scope["type"] == "http":
            status, kind, data = await self._answer(scope)
            await reply(send, status, kind, data, bare=scope["method"] == "HEAD")

    async def _life(self, receive: Receive, send: Send) -> None:
        while True:
            word = (await receive())["type"].removeprefix("lifespan.")
            if word == "shutdown" and (close := getattr(self.backend, "close", None)):
                await close()
            await send({"type": f"lifespan.{word}.complete"})
            if word == "shutdown":
                return

    async def _answer(self, scope: Scope) -> tuple[int, str, bytes]:
        place = scope["path"].rstrip("/").rpartition("/")[2]
        if scope["method"] not in ("GET", "HEAD"):
            return fault(405, "Chỉ nhận GET.")
        if place == "tim-may.js":
            return 200, "text/javascript; charset=utf-8", self.script
        if place != "hoi":
            return fault(404, "Không có địa chỉ này.")
        if len(scope["query_string"]) > LONGEST:
            return fault(414, "Câu hỏi quá dài.")
        try:
            question, asked = asked_of(scope["query_string"])
        except ValueError as error:
            return fault(400, str(error))
        try:
            async with self.turns:
                answer = await asyncio.wait_for(search(self.backend, question, asked), SECONDS)
        except TimeoutError:
            return fault(503, "Câu hỏi này tìm quá lâu. Thêm từ hoặc bộ lọc rồi hỏi lại.")
        except OSError:  # what the database says is not for readers
            return fault(503, "Kho tìm kiếm đang không trả lời. Thử lại sau ít phút.")
        return 200, "application/json; charset=utf-8", dumped(answer)


def asked_of(query: bytes) -> tuple[str, Asked]:
    """The question and what is asked beside it. Raises ValueError, in Vietnamese."""
    given = {k: v[-1] for k, v in parse_qs(query.decode("utf-8", "replace")).items()}
    try:
        filters = json.loads(given.get("loc", "{}"))
    except (ValueError, RecursionError):
        raise ValueError("“loc” không phải JSON.") from None
    if not isinstance(filters, dict) or not all(map(plain_value, filters.values())):
        raise ValueError("“loc” phải là các bộ lọc.")
    return given.get("q", ""), Asked(
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


def fault(status: int, message: str) -> tuple[int, str, bytes]:
    return status, "application/json; charset=utf-8", dumped({"loi": message})


def dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


async def reply(send: Send, status: int, kind: str, data: bytes, *, bare: bool) -> None:
    headers = {**SECURITY, "Content-Type": kind, "Content-Length": str(len(data)), "Cache-Control": "no-cache"}  # fmt: skip
    pairs = [(k.lower().encode(), v.encode()) for k, v in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": b"" if bare else data})
