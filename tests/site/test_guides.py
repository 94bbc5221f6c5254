"""The guides name only what exists; the glossary names all that exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

import vanban.model as model
from vanban.cli import main
from vanban.corpus.fields import FIELDS, PARTS
from vanban.model import STATUS_WORDS
from vanban.site.bodytext import DOUBT_WORDS
from vanban.site.markup import confirmed_mark

DOCS = Path(__file__).parents[2] / "docs"
CLERK = (DOCS / "huong-dan-van-thu.md").read_text("utf-8")
READER = (DOCS / "huong-dan-doc.md").read_text("utf-8")
GLOSSARY = (DOCS / "tu-dien.md").read_text("utf-8")
GUIDES = {p.stem: p.read_text("utf-8") for p in sorted(DOCS.glob("huong-dan-*.md"))}
NO_FIELDS = {
    "chua_ro", "noi_bo", "cong_khai", "site_name", "site_url", "muc", "akn", "directives", "may_tim_kiem",
}  # fmt: skip
"""Values of fields and keys of ``mkdocs.yml`` that the guides name."""
SMALL = 60_000
"""Bytes of a picture at most: it is read over a phone's line, too."""


def options() -> set[str]:
    """Every option of every command."""
    params = [param for command in main.commands.values() for param in command.params]
    return {flag for param in params for flag in (*param.opts, *param.secondary_opts)}


def test_every_field_is_in_the_clerks_table_and_every_row_is_a_field() -> None:
    table = CLERK[CLERK.index("| Trường | Ghi gì |") :].partition("\n\n")[0]
    rows = {
        n for row in re.findall(r"^\| (`.*?) \|", table, re.M) for n in re.findall(r"`(\w+)`", row)
    }
    fields = set(model.Metadata.__dataclass_fields__)
    assert rows <= fields
    assert fields - rows == {"mau"}  # seldom: explained in the glossary


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_of_a_guide_exists_with_its_options(guide: str) -> None:
    for line in re.findall(r"^vanban .*$", GUIDES[guide], re.M):
        words = line.split()
        command = main.commands[words[1]]
        known = {flag for param in command.params for flag in (*param.opts, *param.secondary_opts)}
        assert {w for w in words if w.startswith("--")} <= known, line


@pytest.mark.parametrize("guide", GUIDES)
def test_an_option_named_alone_is_one_of_a_command(guide: str) -> None:
    named = re.findall(r"`(--[a-z][a-z-]*)", GUIDES[guide])
    assert set(named) <= options()


def test_the_guides_tell_every_command() -> None:
    told = set(re.findall(r"vanban ([a-z][a-z-]*)", "".join(GUIDES.values())))
    assert set(main.commands) <= told


@pytest.mark.parametrize("guide", ["huong-dan-quan-tri", "huong-dan-theo-doi", "huong-dan-van-thu"])
def test_every_field_a_guide_names_exists(guide: str) -> None:
    inner = {key for part in PARTS.values() for key in part}
    text = GUIDES[guide]
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.S)
    keys = {key for block in blocks for key in re.findall(r"(?:^|[-{,]) *([a-z_]+):", block, re.M)}
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", text)) - NO_FIELDS
    assert keys | named
    assert sorted((keys | named) - set(FIELDS) - inner) == []


def test_relations_named_in_examples_are_relations() -> None:
    kinds = re.findall(r"- \{?(?:\n? *)loai: (\w+)", CLERK)
    assert kinds
    assert set(kinds) <= set(get_args(model.QuanHe))


def test_pictures_are_small_and_each_is_shown() -> None:
    pages = [p.read_text("utf-8") for p in (*DOCS.rglob("*.md"), DOCS.parent / "README.md")]
    for picture in sorted((DOCS / "assets").iterdir()):
        assert picture.stat().st_size <= SMALL, picture.name
        assert any(f"assets/{picture.name}" in page for page in pages), picture.name


def test_the_reader_is_told_every_status_and_mark() -> None:
    for words in STATUS_WORDS.values():
        assert f"| {words} |" in READER
    for _, words in DOUBT_WORDS.values():
        assert f"*{words}*" in READER
    for confirmed in (True, False):
        assert re.sub(r"<[^>]+>", "", confirmed_mark(confirmed)) in READER


@pytest.mark.parametrize("kind", [model.QuanHe, model.Status, model.Level])
def test_the_glossary_has_every_domain_word(kind: object) -> None:
    named = set(re.findall(r"`(\w+)`", GLOSSARY))
    assert set(get_args(kind)) <= named


def test_the_glossary_has_every_field_and_value() -> None:
    named = set(re.findall(r"`(\w+)`", GLOSSARY))
    fields = set(model.Metadata.__dataclass_fields__)
    assert fields - named == set()
    outcomes = {kind.__name__ for kind in get_args(model.Outcome)}
    assert outcomes <= named
