"""The guides name only what exists; the glossary names all that exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

import vanban.model as model
from vanban.cli import main
from vanban.model import STATUS_WORDS
from vanban.site.bodytext import DOUBT_WORDS
from vanban.site.markup import confirmed_mark

DOCS = Path(__file__).parents[2] / "docs"
CLERK = (DOCS / "huong-dan-van-thu.md").read_text("utf-8")
READER = (DOCS / "huong-dan-doc.md").read_text("utf-8")
GLOSSARY = (DOCS / "tu-dien.md").read_text("utf-8")


def test_every_field_is_in_the_clerks_table_and_every_row_is_a_field() -> None:
    table = CLERK[CLERK.index("| Trường | Ghi gì |") :].partition("\n\n")[0]
    rows = {
        n for row in re.findall(r"^\| (`.*?) \|", table, re.M) for n in re.findall(r"`(\w+)`", row)
    }
    fields = set(model.Metadata.__dataclass_fields__)
    assert rows <= fields
    assert fields - rows == {"do_khan", "mau"}  # seldom: explained in the glossary


@pytest.mark.parametrize("line", re.findall(r"^vanban .*$", CLERK, re.M))
def test_every_command_of_the_guide_exists(line: str) -> None:
    words = line.split()
    command = main.commands[words[1]]
    known = {flag for param in command.params for flag in (*param.opts, *param.secondary_opts)}
    assert {w for w in words if w.startswith("--")} <= known


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
