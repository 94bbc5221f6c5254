"""The links judged by hand: how many, how many wrong, and nothing of the texts kept."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

ROWS = json.loads((Path(__file__).parent / "sample.json").read_text("utf-8"))
FIELDS = {"draw", "file", "line", "offset", "kind", "type", "number", "date", "verdict"}


def test_there_are_enough_and_each_is_judged_once() -> None:
    assert len(ROWS) >= 1300
    assert len({(r["file"], r["offset"], r["number"]) for r in ROWS}) == len(ROWS)
    assert {r["verdict"] for r in ROWS} == {"right", "wrong", "doubtful"}
    assert len({r["file"] for r in ROWS}) > 150


def test_only_places_and_facts_are_kept() -> None:
    for row in ROWS:
        assert set(row) - {"cause"} == FIELDS
        assert ("cause" in row) == (row["verdict"] == "wrong")
        assert all(len(str(value)) < 120 for value in row.values())


def test_what_was_drawn_after_mending_is_right() -> None:
    """At most two in a thousand may be wrong: none of what was drawn last is."""
    wrong = Counter(r["draw"] for r in ROWS if r["verdict"] == "wrong")
    last = max(r["draw"] for r in ROWS)
    assert wrong[last] == 0
    assert sum(r["draw"] == last for r in ROWS) >= 100


def test_the_page_tells_the_doubtful_ones() -> None:
    rounds = json.loads((Path(__file__).parents[1] / "rounds.json").read_text("utf-8"))["links"]
    doubtful = Counter(r["draw"] for r in ROWS if r["verdict"] == "doubtful")
    assert {n: told["doubtful"] for n, told in enumerate(rounds, 1) if told["doubtful"]} == doubtful
