"""Every example of the page for programmers gives what the page says."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from vanban.cli import main

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "thu-vien.md").read_text("utf-8")
CONSOLE = [
    example
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.S)
    for example in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M)
]


@pytest.fixture(autouse=True)
def in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_python_examples() -> None:
    blocks = re.findall(r"```pycon\n(.*?)```", PAGE, re.S)
    assert len(blocks) > 8
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "thu-vien.md", None, 0)
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    assert "".join(told) == ""


@pytest.mark.parametrize(("command", "wanted"), CONSOLE, ids=[c[:60] for c, _ in CONSOLE])
def test_the_console_examples(command: str, wanted: str) -> None:
    said, _, called = command.partition(" | ")
    echo, text = shlex.split(said)
    program, *words = shlex.split(called)
    assert (echo, program) == ("echo", "vanban")
    result = CliRunner().invoke(main, words, input=text + "\n")
    assert result.stdout.strip("\n") == wanted.strip("\n")


def test_every_outcome_is_shown() -> None:
    for word in ("Resolved(", "Ambiguous", "NotHeld(", "Unclear", "missing="):
        assert word in PAGE
    for words in ("→ tinh-mau", "→ nhiều khả năng", "→ kho chưa giữ", "→ chưa rõ", "→ chính văn"):
        assert words in PAGE
