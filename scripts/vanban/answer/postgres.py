"""An archive in PostgreSQL, as ``vanban export postgres`` has filled it.

Every statement is the same text each time, so the server plans it once; values go beside it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from typing import Any

from vanban.answer.backend import Card, Column, Form, Row, Section

SECONDS = 8
"""A statement that takes longer is given up by the server."""

_SETTINGS = {
    "default_transaction_read_only": "on", "statement_timeout": str(SECONDS * 1000),
    "idle_in_transaction_session_timeout": "10000", "search_path": "", "jit": "off",
}  # fmt: skip

_ROW = "select thu_tu, the, khoa_so, khoa_ten from vanban.documents d where"
_NUMBERED = f"""{_ROW} so = $1 and (cardinality($2::text[]) = 0 or loai = any($2::text[]))
 and the::text like all($3::text[]) order by thu_tu desc limit $4"""
_NAMED = f"{_ROW} id in (select van_ban from vanban.names where ten = $1) order by thu_tu desc"
_FOLLOWERS = """select b.dau, w.dang, w.khoa, w.so from unnest($1::text[]) as b(dau) cross join lateral (
 select dang, khoa, so from vanban.words where dau = b.dau and dau <> '' and so > 1
 order by so desc, dang limit $2) as w"""
_RELATED = """select d.thu_tu, t.nhan, o.the from vanban.documents d
 cross join lateral jsonb_array_elements(d.gan) with ordinality as g(cap, n)
 cross join lateral (select g.cap->>0 as nhan, g.cap->>1 as id) as t
 join vanban.documents o on o.id = t.id where d.thu_tu = any($1::int[]) order by d.thu_tu, g.n"""
_TEXTS = """select d.thu_tu, array_agg(p.neo order by p.thu_tu), array_agg(p.noi_dung order by p.thu_tu)
 from vanban.documents d join vanban.provisions p on p.van_ban = d.id where d.thu_tu = any($1::int[]) group by 1"""
_SYLLABLES = """select khoa, so from (
 select khoa, sum(so)::int as so from vanban.words where dau = '' group by khoa having sum(so) > 1) as t
 where khoa !~ '^[0-9]+$' order by so desc, khoa limit $1"""


class Postgres:
    """The archive behind ``dsn``; connections are opened when the first question comes."""

    def __init__(self, dsn: str, *, most: int = 8) -> None:
        self.dsn, self.most = dsn, most
        self.pool: Any = None
        self._opening = asyncio.Lock()

    async def rows(self, sql: str, *values: Any) -> list[Any]:
        """Rows of one statement. OSError when the server can't be reached or refuses."""
        import asyncpg

        try:
            if self.pool is None:
                async with self._opening:
                    self.pool = self.pool or await asyncpg.create_pool(
                        self.dsn, min_size=0, max_size=self.most, command_timeout=SECONDS + 1,
                        timeout=5, server_settings=_SETTINGS,
                    )  # fmt: skip
            async with self.pool.acquire(timeout=SECONDS) as line:
                return list(await line.fetch(sql, *values))
        except (asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
            raise OSError(f"PostgreSQL: {error}") from error

    async def close(self) -> None:
        if self.pool is not None:
            await self.pool.close()
            self.pool = None

    async def stamp(self) -> tuple[str, str]:
        found = await self.rows("select dau_vet, luu_hanh from vanban.archive")
        if not found:
            raise OSError("PostgreSQL: the archive is empty")
        return found[0][0], found[0][1]

    async def columns(self) -> dict[str, Column]:
        rows = await self.rows("select ten, ke, ds from vanban.columns")
        return {name: Column(json.loads(told), bytes(data)) for name, told, data in rows}

    async def syllables(self, most: int) -> list[tuple[str, int]]:
        return [(key, count) for key, count in await self.rows(_SYLLABLES, most)]

    async def forms(self, keys: Sequence[str]) -> list[Form]:
        sql = "select dang, khoa, so from vanban.words where khoa = any($1::text[])"
        return [Form(*row) for row in await self.rows(sql, list(keys))]

    async def lists(self, forms: Sequence[Form]) -> dict[str, bytes]:
        sql = "select dang, ds from vanban.words where khoa = any($1::text[]) and dang = any($2::text[])"
        keys = sorted({form.key for form in forms})
        return {f: bytes(d) for f, d in await self.rows(sql, keys, [form.text for form in forms])}

    async def followers(self, firsts: Sequence[str], most: int) -> dict[str, list[Form]]:
        out: dict[str, list[Form]] = {}
        for first, *form in await self.rows(_FOLLOWERS, list(firsts), most):
            out.setdefault(first, []).append(Form(*form))
        return out

    async def numbered(
        self, number: int, kinds: Sequence[str], holding: Sequence[str], most: int
    ) -> list[Row]:
        if number >= 1 << 31:
            return []
        like = [f"%{text}%" for text in holding]
        return await self._told(_NUMBERED, number, list(kinds), like, most)

    async def named(self, name: str) -> list[Row]:
        return await self._told(_NAMED, name)

    async def _told(self, sql: str, *values: Any) -> list[Row]:
        rows = await self.rows(sql, *values)
        return [Row(n, json.loads(card), term, name) for n, card, term, name in rows]

    async def cards(self, documents: Sequence[int]) -> dict[int, Card]:
        sql = "select thu_tu, the from vanban.documents where thu_tu = any($1::int[])"
        rows = await self.rows(sql, list(documents)) if documents else []
        return {n: json.loads(card) for n, card in rows}

    async def related(self, documents: Sequence[int]) -> dict[int, list[tuple[str, Card]]]:
        out: dict[int, list[tuple[str, Card]]] = {}
        for n, label, card in await self.rows(_RELATED, list(documents)):
            out.setdefault(n, []).append((label, json.loads(card)))
        return out

    async def texts(self, documents: Iterable[int]) -> dict[int, list[Section]]:
        rows = await self.rows(_TEXTS, list(documents))
        return {n: list(map(Section, anchors, texts)) for n, anchors, texts in rows}
