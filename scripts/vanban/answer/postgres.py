"""An archive in PostgreSQL, as ``vanban export postgres`` has filled it.

Candidates come from the two GIN indexes; they are ranked first by what stands in their titles, a
small vector kept beside the whole one, and only the best ``DEEP`` of them by all they say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from vanban.answer.backend import DEEP, FacetCount, Found, Narrowed, Section, Stage, Unit
from vanban.answer.numbers import Card, Row
from vanban.model import STATUS_WORDS

RANK = "'{0.16,0.45,0.85,1.0}'"
"""Weights of text, headings, what is known beside it, title."""

SCALE = 3.8
"""``ts_rank`` of one term in a title, times this, is what the page counts it."""

ALL_TITLE, CHAIN, ENDED, CITES = 6.0, 5.0, 0.8, 0.25
STATUS = """case when d.tinh_trang = 'ngung' then 'ngung'
 when d.tu_ngay ~ '^\\d{4}-\\d\\d-\\d\\d$' and $1 < d.tu_ngay then 'chua'
 when d.den_ngay ~ '^\\d{4}-\\d\\d-\\d\\d$' and $1 > d.den_ngay then 'het'
 when d.tinh_trang = 'chua' and d.tu_ngay ~ '^\\d{4}-\\d\\d-\\d\\d$' then 'con'
 else d.tinh_trang end"""
QUALITY = f"""(case when d.tinh_trang = 'het' then -{ENDED} else 0 end
 + {CITES} * least(3, floor(log(4, 3 * d.so_duoc_dan + 1))))"""
NEWEST = "d.ngay ~ '^\\d' desc nulls last, d.ngay desc nulls last, d.id desc"
OLDEST = "d.ngay ~ '^\\d' desc nulls last, d.ngay, d.id"


class Sql:
    """A statement's conditions with the values they name; $1 is today."""

    def __init__(self) -> None:
        self.values: list[Any] = [date.today().isoformat()]

    def put(self, value: Any) -> str:
        self.values.append(value)
        return f"${len(self.values)}"

    def holds(
        self, stage: Stage, units: Sequence[Unit], word: str = "&", *, title: bool = False
    ) -> str:
        """A condition: ``units``, all or any of them, stand in a document."""
        column = ("tu_ten" if title else "tu") + ("" if stage.bare else "_dau")
        return f"d.{column} @@ {self.put(tsquery(units, word))}::text::tsquery"

    def narrowed(self, narrowed: Narrowed) -> list[str]:
        """Conditions that documents meet beside their words; $1 is always named."""
        out = ["$1::text is not null"]
        if narrowed.undated:
            out.append("(d.ngay is null or d.ngay !~ '^\\d')")
        if narrowed.first:
            out.append(
                f"d.ngay ~ '^\\d' and d.ngay >= left({self.put(narrowed.first)}::text, length(d.ngay))"
            )
        if narrowed.last:
            out.append(f"d.ngay ~ '^\\d' and d.ngay <= {self.put(narrowed.last + 'z')}::text")
        for name, values in narrowed.facets.items():
            if name == "tinh_trang":
                out.append(f"({STATUS}) = any({self.put(list(values))}::text[])")
            else:
                out.append(
                    "exists (select 1 from vanban.facets f where f.van_ban = d.id"
                    f" and f.ten = {self.put(name)} and f.gia_tri = any({self.put(list(values))}::text[]))"
                )
        out += [f"not ({self.holds(stage, stage.must)})" for stage in narrowed.without]
        return out


def tsquery(units: Sequence[Unit], word: str) -> str:
    """``('đất_đai' | 'đất_đài') & 'luật'``; a unit without forms matches nothing."""
    each = (" | ".join(f"'{form}'" for form in unit.forms) or "'\u0001'" for unit in units)
    return f" {word} ".join(f"({one})" for one in each)


class Postgres:
    """The archive behind ``dsn``; connections are opened when the first question comes."""

    def __init__(self, dsn: str, *, most: int = 8) -> None:
        self.dsn, self.most = dsn, most
        self.pool: Any = None
        self._size = 0

    async def rows(self, sql: str, *values: Any) -> list[Any]:
        import asyncpg

        try:
            if self.pool is None:
                self.pool = await asyncpg.create_pool(self.dsn, min_size=0, max_size=self.most)
            async with self.pool.acquire() as line:
                return list(await line.fetch(sql, *values))
        except (asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
            raise OSError(f"PostgreSQL: {error}") from error

    async def close(self) -> None:
        if self.pool is not None:
            await self.pool.close()
            self.pool = None

    async def size(self) -> int:
        if not self._size:
            self._size = (await self.rows("select count(*) from vanban.documents"))[0][0]
        return self._size

    async def forms(self, keys: Sequence[str]) -> dict[str, dict[str, int]]:
        out: dict[str, dict[str, int]] = {}
        sql = "select khoa, dang, so from vanban.words where khoa = any($1::text[])"
        for key, form, count in await self.rows(sql, list(keys)):
            out.setdefault(key, {})[form] = count
        return out

    async def endings(self, before: str, begun: str) -> list[str]:
        start = f"{before}_{begun}" if before else begun
        sql = (
            "select dang from vanban.words where khoa like $1 and khoa <> $2"
            " and (position('_' in khoa) > 0) = $3 order by so desc, dang limit 8"
        )
        found = await self.rows(sql, like(start) + "%", start, bool(before))
        return [form for (form,) in found]

    async def found(
        self, stages: Sequence[Stage], narrowed: Narrowed, sort: str, count: int
    ) -> Found:
        sql, where = await self._where(stages, narrowed)
        total = (
            await self.rows(f"select count(*) from vanban.documents d where {where}", *sql.values)
        )[0][0]
        if stages and sort == "lien-quan":
            ids: list[str] = []
            for stage in stages:
                if len(ids) < count:
                    ids += [i for i in await self._ranked(stage, narrowed) if i not in set(ids)]
            if len(ids) >= min(count, total):
                return Found(total, ids[:count])
        else:
            ids = []
        order = OLDEST if sort == "cu" else NEWEST
        more = await self.rows(
            f"select d.id from vanban.documents d where {where} order by {order} limit {int(count) + len(ids)}",
            *sql.values,
        )
        known = set(ids)
        return Found(total, [*ids, *(i for (i,) in more if i not in known)][:count])

    async def _where(self, stages: Sequence[Stage], narrowed: Narrowed) -> tuple[Sql, str]:
        sql = Sql()
        each = []
        for stage in stages:
            if stage.share < 1:
                each.append(f"d.id = any({sql.put(await self._ranked(stage, narrowed))}::text[])")
            else:
                each.append(sql.holds(stage, stage.must))
        return sql, " and ".join([f"({' or '.join(each)})" if each else "true", *sql.narrowed(narrowed)])  # fmt: skip

    async def _ranked(self, stage: Stage, narrowed: Narrowed) -> list[str]:
        """The best documents of one stage, in order."""
        ids = await self._candidates(stage, stage.must, narrowed)
        if stage.may:
            ids += await self._candidates(stage, (*stage.must, *stage.may), narrowed)
        sql = Sql()
        worth = self._worth(sql, stage)
        met = " + ".join(f"{u.worth} * ({sql.holds(stage, [u])})::int" for u in stage.must)
        rows = await self.rows(
            f"select d.id, {met} as met from vanban.documents d"
            f" where d.id = any({sql.put(ids)}::text[]) and $1::text is not null"
            f" order by {worth} + {QUALITY} desc, {NEWEST}",
            *sql.values,
        )
        least = stage.share * max((float(row[1]) for row in rows), default=0.0) - 1e-9
        return [id_ for id_, some in rows if stage.share == 1 or some >= least]

    async def _candidates(
        self, stage: Stage, units: Sequence[Unit], narrowed: Narrowed
    ) -> list[str]:
        sql = Sql()
        word = "&" if stage.share == 1 else "|"
        where = " and ".join([sql.holds(stage, units, word), *sql.narrowed(narrowed)])
        title = "tu_ten" if stage.bare else "tu_ten_dau"
        rough = f"ts_rank({RANK}, d.{title}, {sql.put(tsquery(units, '|'))}::text::tsquery)"
        rows = await self.rows(
            f"select d.id from vanban.documents d where {where} order by {rough} * {len(units)}"
            f" + ({sql.holds(stage, stage.must, title=True)})::int * {ALL_TITLE} + {QUALITY} desc,"
            f" {NEWEST} limit {DEEP}",
            *sql.values,
        )  # fmt: skip
        return [id_ for (id_,) in rows]

    def _worth(self, sql: Sql, stage: Stage) -> str:
        """How well a document answers, as the page weighs it."""
        column = "tu" if stage.bare else "tu_dau"
        parts = [
            f"{u.worth * len(u.forms) * SCALE} * ts_rank({RANK}, d.{column}, {sql.put(tsquery([u], '|'))}::text::tsquery)"
            for u in (*stage.must, *stage.may)
        ]  # fmt: skip
        if stage.share < 1:
            whole = sum(u.worth for u in stage.must) or 1
            parts += [
                f"{ALL_TITLE * u.worth / whole} * ({sql.holds(stage, [u], title=True)})::int"
                for u in stage.must
            ]
            return " + ".join(parts)
        apart = ALL_TITLE * min(1, (len(stage.must) - 1) / 2)
        every = (*stage.must, *stage.may)
        parts.append(f"{apart} * ({sql.holds(stage, stage.must, title=True)})::int")
        parts.append(f"{ALL_TITLE - apart} * ({sql.holds(stage, every, title=True)})::int")
        if stage.may:
            parts.append(f"{CHAIN} * ({sql.holds(stage, stage.may)})::int")
        return " + ".join(parts)

    async def counts(self, stages: Sequence[Stage], narrowed: Narrowed) -> list[FacetCount]:
        out = await self._counted(stages, narrowed, "")
        own = set(narrowed.facets)
        if narrowed.first or narrowed.last or narrowed.undated:
            own.add("nam")
        for name in own:
            rest = {k: v for k, v in narrowed.facets.items() if k != name}
            wider = replace(narrowed, facets=rest)
            if name == "nam":
                wider = replace(narrowed, first="", last="", undated=False)
            out = [c for c in out if c.facet != name] + await self._counted(stages, wider, name)
        return out

    async def _counted(
        self, stages: Sequence[Stage], narrowed: Narrowed, only: str
    ) -> list[FacetCount]:
        sql, where = await self._where(stages, narrowed)
        wanted = sql.put(only)
        rows = await self.rows(
            f"""with d as materialized (select d.id, d.ngay, {STATUS} as nay from vanban.documents d where {where})
            select f.ten, f.gia_tri, min(f.nhan), count(*) from vanban.facets f join d on d.id = f.van_ban
             where {wanted}::text in ('', f.ten) group by 1, 2
            union all select 'nam', case when ngay ~ '^\\d' then left(ngay, 4) else 'khong-ro' end, '', count(*)
             from d where {wanted}::text in ('', 'nam') group by 2
            union all select 'tinh_trang', nay, '', count(*) from d where {wanted}::text in ('', 'tinh_trang') group by 2""",
            *sql.values,
        )
        return [FacetCount(name, v, label or label_of(name, v), n) for name, v, label, n in rows]

    async def values(self, facet: str) -> list[tuple[str, str]]:
        if facet == "tinh_trang":
            return list(STATUS_WORDS.items())
        sql = "select gia_tri, min(nhan) from vanban.facets where ten = $1 group by 1 order by 1"
        return [(value, label) for value, label in await self.rows(sql, facet)]

    async def numbered(self, number: int) -> list[Row]:
        return await self._told("d.so = $1", number) if number < 1 << 31 else []

    async def named(self, name: str) -> list[Row]:
        return await self._told("d.id in (select van_ban from vanban.names where ten = $1)", name)

    async def of_day(self, day: str) -> list[Row]:
        return await self._told("d.ngay = $1", day)

    async def _told(self, where: str, value: Any) -> list[Row]:
        rows = await self.rows(
            f"select the, khoa_so, khoa_ten from vanban.documents d where {where} order by {NEWEST}",
            value,
        )
        return [Row(json.loads(card), term, name) for card, term, name in rows]

    async def cards(self, ids: Sequence[str]) -> list[Card]:
        sql = "select id, the from vanban.documents where id = any($1::text[])"
        held = {id_: json.loads(card) for id_, card in await self.rows(sql, list(ids))}
        return [held[id_] for id_ in ids if id_ in held]

    async def related(self, id_: str) -> list[tuple[str, Card]]:
        rows = await self.rows("select gan from vanban.documents where id = $1", id_)
        ties: list[tuple[str, str]] = json.loads(rows[0][0]) if rows else []
        held = {card[0]: card for card in await self.cards([other for _, other in ties])}
        return [(label, held[other]) for label, other in ties if other in held]

    async def sections(self, id_: str) -> list[Section]:
        sql = "select neo, noi_dung from vanban.provisions where van_ban = $1 order by thu_tu"
        return [Section(anchor, text) for anchor, text in await self.rows(sql, id_)]


def label_of(facet: str, value: str) -> str:
    if facet == "tinh_trang":
        return next((label for status, label in STATUS_WORDS.items() if status == value), value)
    return "Không rõ năm" if value == "khong-ro" else value


def like(text: str) -> str:
    """For ``LIKE``: ``_`` stands for itself."""
    return text.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%")
