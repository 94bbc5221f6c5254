"""Golden sentences: what each phrase and each trap states, as ``vanban relations`` tells it.

A block of ``statements.txt`` is ``= the rule``, a text of our own, and one row a statement:
``> quan_he | number or name | provision | clause of the text | day``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vanban.relating import relations_of

BLOCKS = (Path(__file__).parent / "statements.txt").read_text("utf-8")


def cases() -> Iterator[tuple[str, str, list[str]]]:
    for block in ("\n" + BLOCKS).split("\n= ")[1:]:
        rule, _, rest = block.partition("\n")
        lines = rest.rstrip().split("\n")
        rows = [" ".join(line[2:].split()) for line in lines if line.startswith("> ")]
        yield rule, "\n".join(line for line in lines if not line.startswith("> ")), rows


def told(text: str) -> list[str]:
    out = []
    for row in relations_of(text):
        target = row["target"]
        assert isinstance(target, dict)
        cells = (
            row["quan_he"], target["number"] or target["name"], target["provision"],
            row["source_provision"], row["tu_ngay"],
        )  # fmt: skip
        out.append(" ".join(" | ".join(str(c or "") for c in cells).split()))
    return out


@pytest.mark.parametrize(("rule", "text", "expected"), list(cases()))
def test_what_a_text_states(rule: str, text: str, expected: list[str]) -> None:
    assert told(text) == expected, rule
