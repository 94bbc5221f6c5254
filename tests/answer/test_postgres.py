"""PostgreSQL for real: judged queries, what the role may do, another archive while one asks."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import numpy as np
import pytest
from answer import judged
from answer.conftest import Loaded

from vanban.answer.answering import Engine
from vanban.answer.archive import facets_of_cards
from vanban.answer.postgres import SECONDS, Postgres
from vanban.answer.shapes import Asked


def test_counts_are_those_of_the_hits(postgres: Postgres) -> None:
    """Every facet counts each document once; a filter leaves its own facet's counts alone."""

    async def both() -> tuple[Any, Any]:
        engine = Engine(postgres)
        wide = await engine.search("", Asked(filters={}, limit=0))
        kind = wide["facets"]["loai"][0]["value"]
        narrow = await engine.search("", Asked(filters={"loai": [kind]}, limit=100))
        await postgres.close()
        return wide, narrow

    wide, narrow = judged.run(both())
    for name in ("loai", "nam", "tinh_trang"):
        assert sum(v["count"] for v in wide["facets"][name]) == wide["total"]
    assert narrow["facets"]["loai"] == wide["facets"]["loai"]
    assert narrow["total"] == wide["facets"]["loai"][0]["count"]
    assert {hit["loai"] for hit in narrow["hits"]} == {wide["facets"]["loai"][0]["label"]}


def test_pages_of_results_are_parts_of_one_list(postgres: Postgres) -> None:
    async def asked() -> tuple[list[str], list[str], list[str]]:
        engine = Engine(postgres)
        out = []
        for offset, limit in ((0, 12), (0, 5), (5, 7)):
            made = await engine.search("cán bộ", Asked(filters={}, offset=offset, limit=limit))
            out.append([hit["id"] for hit in made["hits"]])
        await postgres.close()
        return out[0], out[1], out[2]

    whole, first, rest = judged.run(asked())
    assert len(whole) == 12
    assert [*first, *rest] == whole


def test_what_is_in_memory_tells_what_cards_tell(postgres: Postgres) -> None:
    """Columns and cards are two ways to the same counts."""

    async def both() -> tuple[Any, Any]:
        base = await Engine(postgres).current()
        every = np.arange(base.count)
        counted = {name: base.facet(name).counted(every) for name in ("loai", "nam", "tinh_trang")}
        cards = await postgres.cards(every.tolist())
        await postgres.close()
        return counted, facets_of_cards([cards[n] for n in every.tolist()])

    columns, cards = judged.run(both())
    for name, values in columns.items():
        assert {(v["value"], v["count"]) for v in values} == {
            (v["value"], v["count"]) for v in cards[name]
        }


def test_the_role_only_reads_and_not_for_long(postgres: Postgres, loaded: Loaded) -> None:
    """A statement that would write is refused twice: by the role, and by the connection."""

    async def tried(address: str, statement: str) -> str:
        backend = Postgres(address)
        try:
            await backend.rows(statement)
        except OSError as error:
            return str(error)
        finally:
            await backend.close()
        return ""

    write = "delete from vanban.documents"
    assert "read-only" in judged.run(tried(loaded.address(), write))  # even the owner of all
    for statement in (f"set transaction read write; {write}", write):
        assert judged.run(tried(loaded.address("vanban_doc"), statement))
    direct = loaded.server.sql(
        "select has_table_privilege('vanban_doc', 'vanban.documents', 'insert, update, delete'),"
        " has_table_privilege('vanban_doc', 'vanban.documents', 'select'),"
        " has_schema_privilege('vanban_doc', 'vanban', 'create');"
    )
    assert direct == [["f", "t", "f"]]

    async def limit() -> Any:
        found = await postgres.rows("show statement_timeout")
        await postgres.close()
        return found[0][0]

    assert judged.run(limit()) == f"{SECONDS}s"


def test_another_archive_is_noticed(loaded: Loaded) -> None:
    """Loaded anew while the endpoint runs: no question is answered from two archives."""
    backend = Postgres(loaded.address("vanban_doc"))

    async def asked() -> tuple[str, str, str]:
        engine = Engine(backend)
        first = (await engine.current()).stamp
        await engine.search("lưu trữ", Asked(filters={}))
        script = "update vanban.archive set dau_vet = 'khac';"
        await asyncio.to_thread(loaded.server.sql, script)
        await engine.search("lưu trữ", Asked(filters={}))
        second = (await engine.current()).stamp
        await asyncio.to_thread(
            loaded.server.sql, f"update vanban.archive set dau_vet = '{first}';"
        )
        third = (await engine.current()).stamp
        await backend.close()
        return first, second, third

    first, second, third = judged.run(asked())
    assert (second, third) == ("khac", first)


def test_statements_use_indexes(loaded: Loaded) -> None:
    plans = loaded.server.sql(
        "set enable_seqscan = off; set enable_bitmapscan = off; explain select dang, khoa, so from vanban.words where khoa = any('{dat_dai}');"
        "explain select dang, so from vanban.words where dau = 'dat' and dau <> '' and so > 1"
        " order by so desc, dang limit 120;"
        "explain select the from vanban.documents where thu_tu = any('{1,2}');"
    )
    told = json.dumps(plans)
    assert told.count("Index") >= 3
    assert "Sort" not in told


@pytest.mark.parametrize("level", ["cong_khai", "noi_bo"])
def test_an_archive_of_insiders_is_not_answered_to_the_public(loaded: Loaded, level: str) -> None:
    """Internal documents aren't exported for the public; and what holds them isn't served to it."""
    backend = Postgres(loaded.address("vanban_doc"))

    async def asked() -> bool:
        try:
            await Engine(backend, public=level == "cong_khai").search("lưu trữ", Asked(filters={}))
        except OSError:
            return False
        finally:
            await backend.close()
        return True

    assert judged.run(asked()) == (level == "noi_bo")
