"""Every table obeys its JSON Schema, states its sources and names each thing once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import vanban.tables
from vanban.tables.rows import parse_rows, table

HERE = Path(vanban.tables.__file__).parent
TABLES = sorted(p.stem for p in HERE.glob("*.yml"))
SCHEMAS = sorted(p.stem for p in (HERE / "schema").glob("*.json"))


def schema(name: str) -> Any:
    return json.loads((HERE / "schema" / f"{name}.json").read_text(encoding="utf-8"))


def rows_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every row of a table, whatever lists it is sorted into."""
    if isinstance(value, dict):
        for part in value.values():
            yield from rows_of(part)
    else:
        yield from (row for row in value if isinstance(row, dict))


def test_every_table_has_a_schema() -> None:
    assert set(TABLES) <= set(SCHEMAS)
    assert set(SCHEMAS) - set(TABLES) == {"co_quan_rieng"}


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_valid(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", TABLES)
def test_table_obeys_its_schema(name: str) -> None:
    errors = [
        f"{list(e.absolute_path)}: {e.message}"
        for e in Draft202012Validator(schema(name)).iter_errors(table(name))
    ]
    assert errors == []


@pytest.mark.parametrize("name", TABLES)
def test_every_row_states_its_source(name: str) -> None:
    rows = list(rows_of(table(name)))
    assert rows
    assert [row for row in rows if not row.get("nguon", "").strip()] == []


@pytest.mark.parametrize("name", TABLES)
def test_text_is_composed_and_placed_like_the_laws(name: str) -> None:
    """NFC, Đ never Ð, and one tone placement (hòa, ủy) as in the names of laws."""
    from unicodedata import is_normalized

    text = (HERE / f"{name}.yml").read_text(encoding="utf-8")
    assert is_normalized("NFC", text)
    assert not set("ÐðƊ\u00ad\u200b\ufeff") & set(text)
    placed = ("hoà ", "hoà,", "hoá ", "hoá,", "uỷ ", "uỷ,", "khoá ", "thuỷ ", "toà ")
    assert [word for word in placed if word in text.lower()] == []


@pytest.mark.parametrize(
    ("name", "key"),
    [("loai", "khoa"), ("loai", "ten"), ("dia_phuong", "khoa"), ("quan_he", "khoa")],
)
def test_keys_are_unique(name: str, key: str) -> None:
    assert [k for k, n in Counter(row[key] for row in table(name)).items() if n > 1] == []


def test_body_keys_are_unique() -> None:
    data = table("co_quan")
    for part, key in (("co_quan", "khoa"), ("mau", "mau"), ("mau", "khoa"), ("tuong_doi", "ma")):
        assert len({row[key] for row in data[part]}) == len(data[part])


def test_a_schema_refuses_a_row_without_source() -> None:
    row = {"khoa": "x", "ten": "X"}
    assert not Draft202012Validator(schema("loai")).is_valid([row])
    assert Draft202012Validator(schema("loai")).is_valid([row | {"nguon": "y"}])


def test_rows_are_read_as_text() -> None:
    value = parse_rows("- {a: no, b: 01, c: 2025-07-01, d: 1e3, e: ~}").value
    assert value == [{"a": "no", "b": "01", "c": "2025-07-01", "d": "1e3", "e": "~"}]
