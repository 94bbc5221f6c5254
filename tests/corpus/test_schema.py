"""The JSON Schema for editors: it takes what the reader takes, above all the real archive."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from vanban.corpus.emit import emit_head
from vanban.corpus.fields import FIELDS
from vanban.corpus.front_matter import split
from vanban.corpus.schema import json_schema
from vanban.model import Metadata

DIRECTIVES = Path(__file__).parents[2] / "directives"
VALIDATOR = jsonschema.Draft202012Validator(json_schema())


class _Core(yaml.SafeLoader):
    """YAML as editors read it: version 1.2, where a date is text."""


_Core.yaml_implicit_resolvers = {
    first: [(tag, rx) for tag, rx in rows if not tag.endswith((":timestamp", ":bool"))]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true$|false$"), list("tf"))  # type: ignore[no-untyped-call]


def errors(head: str) -> list[str]:
    return [e.message for e in VALIDATOR.iter_errors(yaml.load(head, _Core))]  # noqa: S506


def test_the_schema_is_one_and_names_every_key() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == list(FIELDS)
    assert schema["required"] == ["loai", "trich_yeu"]
    assert all(p["description"] for p in schema["properties"].values())


def test_the_archive_fits_the_schema() -> None:
    files = [p for p in DIRECTIVES.rglob("*.md") if p.name != "README.md" and ".goc." not in p.name]
    assert files
    wrong: dict[str, Any] = {}
    for file in files:
        parts, _ = split(
            file.read_text(encoding="utf-8").replace("\r\n", "\n").lstrip("\ufeff"), file.name
        )
        assert parts is not None
        if found := errors(parts.head):
            wrong[file.name] = found
    assert wrong == {}


@pytest.mark.parametrize(
    "head",
    [
        "loai: A\ntrich_yeu: B\nngay: 2013\nluu_hanh: noi_bo\ntoan_van: false\n",
        "loai: A\ntrich_yeu: B\nngay: 2013-07-16\nhieu_luc_tu: chua_ro\nid_cu: [a/b]\n",
        "loai: A\ntrich_yeu: B\nquan_he: [{loai: thay_the, den: a/b, dieu: 5}]\n",
        "loai: A\ntrich_yeu: B\nnguoi_ky: {ten: A}\nlinh_vuc: A\n",
        emit_head(Metadata(loai="A", trich_yeu="B")),
    ],
)
def test_good_heads(head: str) -> None:
    assert errors(head) == []


@pytest.mark.parametrize(
    "head",
    [
        "loai: A\n",
        "loai: A\ntrich_yeu: ''\n",
        "loai: A\ntrich_yeu: B\nngay: 16/7/2013\n",
        "loai: A\ntrich_yeu: B\nngay: 2013-13\n",
        "loai: A\ntrich_yeu: B\nabc: d\n",
        "loai: A\ntrich_yeu: B\nluu_hanh: x\n",
        "loai: A\ntrich_yeu: B\ndo_mat: x\n",
        "loai: A\ntrich_yeu: B\ntoan_van: x\n",
        "loai: A\ntrich_yeu: B\nquan_he: [{loai: x, den: a/b}]\n",
        "loai: A\ntrich_yeu: B\nquan_he: [{loai: thay_the}]\n",
        "loai: A\ntrich_yeu: B\nid_cu: [../a]\n",
        "loai: A\ntrich_yeu: B\ngoc: [{tep: x.goc.pdf, sha256: abc}]\n",
    ],
)
def test_bad_heads(head: str) -> None:
    assert errors(head)
