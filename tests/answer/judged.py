"""The judged queries of search, asked of a backend without a browser."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from vanban.answer.answering import Engine
from vanban.answer.backend import Backend
from vanban.answer.shapes import Asked

GOLD = Path(__file__).resolve().parents[1] / "gold" / "search"
if str(GOLD) not in sys.path:
    sys.path.append(str(GOLD))

import oracle  # noqa: E402 - the judge's own modules lie there
from expect import Answer, Row, judge  # noqa: E402

T = TypeVar("T")
CLIENTS = ("spans",)
"""What a page does without asking: no endpoint has a part in it."""


def rows(name: str) -> list[Row]:
    """The judged queries that are questions to an archive."""
    found = [Row(**row) for row in oracle.rows(GOLD / "queries" / f"{name}.jsonl")]
    return [row for row in found if not any(word in row.want for word in CLIENTS)]


async def ask(engine: Engine, row: Row) -> Answer:
    """As the judge's page asks: twenty hits at least, filters by what a reader reads."""
    began = time.perf_counter()
    if "complete" in row.want:
        made = await engine.complete(row.text, 10)
        return Answer(hits=[], completions=made, ms=(time.perf_counter() - began) * 1000)
    options = dict(row.options)
    filters = await _valued(engine, options.get("filters", {}))
    asked = Asked(
        filters=filters, sort=options.get("sort", ""), offset=options.get("offset", 0),
        limit=max(20, options.get("limit", 0)), anywhere=bool(options.get("tatCa")),
    )  # fmt: skip
    told = await engine.search(row.text, asked)
    while len(told["hits"]) < asked.limit:
        later = replace(
            asked, offset=asked.offset + len(told["hits"]), limit=asked.limit - len(told["hits"])
        )
        more = (await engine.search(row.text, later))["hits"]
        if not more:
            break
        told["hits"] += more
    other: Sequence[Any] = ()
    if same := row.want.get("same"):
        other = (await engine.search(same, asked))["hits"]
    chooser = (
        [hit for group in told["chooser"] for hit in group["hits"]] if told["chooser"] else None
    )
    return Answer(
        hits=told["hits"], total=told["total"], jump=told["jump"], chooser=chooser,
        facets=told["facets"], suggestion=told["didYouMean"], other=other,
        first=[hit["id"] for hit in told["hits"][:10]], ms=(time.perf_counter() - began) * 1000,
    )  # fmt: skip


async def _valued(engine: Engine, filters: dict[str, Any]) -> dict[str, Any]:
    """Values by their labels."""
    out = {}
    for name, value in filters.items():
        if not isinstance(value, list) or name == "nam":
            out[name] = value
        else:
            known = {label: v for v, label in await engine.facet(name)}
            out[name] = [known.get(v, v) for v in value]
    return out


def score(
    backend: Backend, directives: Path, name: str
) -> tuple[dict[str, list[str]], list[float]]:
    """Faults by query ('' none), and the milliseconds of each."""
    kho = oracle.load(directives)

    async def every() -> tuple[dict[str, list[str]], list[float]]:
        faults, times, engine = {}, [], Engine(backend)
        for row in rows(name):
            answer = await ask(engine, row)
            faults[row.id] = judge(row, answer, kho)
            times.append(answer.ms)
        await backend.close()
        return faults, times

    return run(every())


def run(work: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: a browser of the session may hold this one's loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
