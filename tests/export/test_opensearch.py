"""OpenSearch's files: the engine can't be had here, so its rules are played by hand, strictly.

Parameters are held to those the engine's reference names for each type; the analyzers are run as
the reference tells them and must give the words of our own index; bulk files are read as the
protocol wants them.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from exporting import SECRET

from vanban.export import opensearch
from vanban.export.gathering import Gathered
from vanban.export.opensearch import (
    ABOUT,
    COLUMNS,
    FOLDER,
    INDEX,
    SETTINGS,
    WORDS,
    analysis,
    indexes,
    mappings,
    write_opensearch,
)
from vanban.text import HOMOGLYPHS, search_key, search_word, search_words

KNOWN = {
    "mapping": {"type", "mappings"}, "pattern": {"type", "pattern"},
    "pattern_replace": {"type", "pattern", "replacement"}, "custom": {"type", "char_filter", "tokenizer", "filter"},
    "shingle": {"type", "min_shingle_size", "max_shingle_size", "output_unigrams", "token_separator"},
    "text": {"type", "analyzer", "fields", "norms"}, "keyword": {"type"}, "integer": {"type"},
    "date": {"type", "format"}, "object": {"type", "enabled", "properties"}, "binary": {"type"},
}  # fmt: skip
"""Parameters of the engine's reference that may stand beside each type."""

BUILT_IN = {"lowercase"}


@pytest.fixture(scope="module")
def written(archive: Gathered, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("os")
    names = list(write_opensearch(archive, to))
    assert sorted(names) == sorted(p.relative_to(to).as_posix() for p in (to / FOLDER).iterdir())
    return to / FOLDER


def test_only_parameters_the_engine_knows() -> None:
    for kind in ("char_filter", "tokenizer", "filter", "analyzer"):
        for name, told in analysis()[kind].items():
            assert told.keys() <= KNOWN[told["type"]], name

    def field(name: str, told: dict[str, Any]) -> None:
        assert told.keys() <= KNOWN[told.get("type", "object")], name
        for part in ("fields", "properties"):
            for below, inner in told.get(part, {}).items():
                field(f"{name}.{below}", inner)

    for made in indexes().values():
        for name, told in made["mappings"]["properties"].items():
            field(name, told)
    assert mappings().keys() == {"dynamic", "properties"}


def test_every_name_that_is_used_is_there() -> None:
    made = analysis()
    for told in made["analyzer"].values():
        assert set(told.get("char_filter", [])) <= made["char_filter"].keys()
        assert told["tokenizer"] in made["tokenizer"]
        assert set(told["filter"]) <= made["filter"].keys() | BUILT_IN
    said = json.dumps(mappings())
    assert set(re.findall(r'"analyzer": "(\w+)"', said)) == made["analyzer"].keys()


def analyzed(name: str, text: str) -> list[str]:
    """What the engine's reference says an analyzer does."""
    made = analysis()
    told = made["analyzer"][name]
    for used in told.get("char_filter", []):
        rules = [rule.partition(" => ") for rule in made["char_filter"][used]["mappings"]]
        table = {unescaped(a): unescaped(b) for a, _, b in rules}
        assert all(len(a) == 1 for a in table)
        text = "".join(table.get(c, c) for c in text)
    pattern = made["tokenizer"][told["tokenizer"]]["pattern"]
    tokens = [t for t in re.split(pattern, text) if t]
    for used in told["filter"]:
        tokens = filtered(made["filter"].get(used, {"type": used}), tokens)
    return tokens


def unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9A-F]{4})", lambda m: chr(int(m[1], 16)), text)


def filtered(told: dict[str, Any], tokens: list[str]) -> list[str]:
    if told["type"] == "lowercase":
        return [t.lower() for t in tokens]
    if told["type"] == "pattern_replace":
        put = re.sub(r"\$(\d)", r"\\\1", told["replacement"])
        return [re.sub(told["pattern"], put, t) for t in tokens]
    assert (told["min_shingle_size"], told["max_shingle_size"]) == (2, 2)
    pairs = [told["token_separator"].join(two) for two in pairwise(tokens)]
    return [*tokens, *pairs]


@pytest.mark.parametrize(
    "text",
    ["Điều 05. Đất đai", "CHỈ THỊ số 29-CT/TU", "Uỷ ban, Ủy ban", "lí luận, lý luận; kỹ thuật", "Ằ Ẵ Ỡ Ỷ ƯỜNG", "0 00 2013",
     "Quý II/2020; quy định", "".join(HOMOGLYPHS)],
)  # fmt: skip
def test_words_are_those_of_our_index(text: str) -> None:
    keys = [search_key(search_word(w)) for w in search_words(text)]
    keys = [key for key in keys if key]
    pairs = [f"{a}_{b}" for a, b in pairwise(keys)]
    assert analyzed("vanban", text) == [*keys, *pairs]


def test_marks_are_kept_where_they_are_asked_for() -> None:
    assert analyzed("vanban_dau", "Đất ĐAI 05") == ["đất", "đai", "5", "đất_đai", "đai_5"]


def test_bulk_files_are_what_the_protocol_takes(written: Path, archive: Gathered) -> None:
    seen: dict[str, list[str]] = {}
    for path in sorted(written.glob("nap-*.ndjson")):
        data = path.read_bytes()
        assert data.endswith(b"\n")
        lines = data.decode().split("\n")[:-1]
        assert len(lines) % 2 == 0
        for action, source in zip(lines[::2], lines[1::2], strict=True):
            told, made = json.loads(action), json.loads(source)
            index, id_ = told["index"]["_index"], told["index"]["_id"]
            assert told == {"index": {"_index": index, "_id": id_}}
            known = indexes()[index]["mappings"]["properties"]
            assert made.keys() <= known.keys()
            for name, value in made.items():
                held(known[name], value, name)
            seen.setdefault(index, []).append(id_)
    assert list(seen) == [INDEX, WORDS, COLUMNS]
    assert tuple(sorted(seen[INDEX])) == archive.ids
    assert seen[COLUMNS][-1] == ABOUT
    assert len(set(seen[WORDS])) == len(seen[WORDS]) > 50
    assert SECRET not in "".join(p.read_text("utf-8") for p in written.iterdir())


def held(told: dict[str, Any], value: Any, name: str) -> None:
    """A value is of its field's type; an array holds values of one type."""
    for one in value if isinstance(value, list) else [value]:
        kind = told.get("type", "object")
        if kind == "object":
            assert isinstance(one, dict), name
            for below, inner in told.get("properties", {}).items():
                held(inner, one[below], f"{name}.{below}")
        elif kind == "integer":
            assert type(one) is int, name
            assert abs(one) < 1 << 31, name
        else:
            assert isinstance(one, str), name
            assert kind != "keyword" or len(one.encode()) < 32_766, name
            assert kind != "date" or re.fullmatch(r"\d{4}-\d\d-\d\d", one), name


def test_parts_are_cut_between_documents(
    archive: Gathered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opensearch, "PIECE", 1)
    many = list(write_opensearch(archive, tmp_path))
    assert len(many) > len(archive.ids) + len(SETTINGS)
    monkeypatch.setattr(opensearch, "PIECE", 8 << 20)
    assert len(list(write_opensearch(archive, tmp_path))) == len(SETTINGS) + 1
    assert len(list((tmp_path / FOLDER).iterdir())) == len(SETTINGS) + 1
