"""Lists of documents joined and weighed; as in the page (``search/client/20-match.js``).

The weights are the page's own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import log
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vanban import search
from vanban.answer.archive import Ints, Postings

WEIGHTS: dict[str, Any] = json.loads((Path(search.__file__).parent / "weights.json").read_bytes())
CODE = np.array(WEIGHTS["code"])
KNOWN_CODE = 10
"""Codes from here on: in the title, or known of the document beside it."""

Scores = NDArray[np.float32]


class Unit(NamedTuple):
    """What is looked for: lists, each with how much it counts; documents at most; weight."""

    lists: list[tuple[Postings, float]]
    df: int
    weight: float


def idf(df: int, size: int) -> float:
    some = min(df, size)
    return log(1 + (size - some + 0.5) / (some + 0.5))


class Joined(NamedTuple):
    """Documents, ascending, and what each is worth; ``titled`` counts terms in titles."""

    documents: Ints
    score: Scores
    titled: NDArray[np.int16]


class Board:
    """Scratch space of one join: a place for each document."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.score = np.zeros(count, np.float32)
        self.met = np.zeros(count, np.int16)
        self.titled = np.zeros(count, np.int16)
        self.beside = np.zeros(count, np.int16)

    def need(self, unit: Unit, step: int) -> None:
        """Documents that met ``step`` units so far meet one more."""
        worth = idf(unit.df, self.count) * unit.weight
        for (documents, codes), factor in unit.lists:
            met = self.met[documents]
            # a document with two forms of one term is met once and weighed by both
            there = (met == step) | (met == step + 1)
            self._weigh(documents[there], codes[there], worth * factor)
            self.met[documents[there]] = step + 1

    def add(self, unit: Unit, wanted: int) -> None:
        """Documents that met ``wanted`` units get the worth of another."""
        worth = idf(unit.df, self.count) * unit.weight
        for (documents, codes), factor in unit.lists:
            there = self.met[documents] == wanted
            here, said = documents[there], codes[there]
            self.beside[here] += 1
            # two words of different compounds beside each other make no title
            worthy = np.where(self.titled[here] > 0, said, np.minimum(said, KNOWN_CODE - 1))
            self.score[here] = self.score[here] + CODE[worthy] * (worth * factor)
            self.titled[here[said >= KNOWN_CODE]] += 1

    def _weigh(self, documents: NDArray[np.int32], codes: NDArray[np.uint8], worth: float) -> None:
        self.score[documents] = self.score[documents] + CODE[codes] * worth
        self.titled[documents[codes >= KNOWN_CODE]] += 1


def join(count: int, must: Sequence[Unit], may: Sequence[Unit]) -> Joined:
    """Documents that hold every unit of ``must``."""
    board = Board(count)
    order = sorted(must, key=lambda u: u.df)
    for step, unit in enumerate(order):
        board.need(unit, step)
    size = len(order)
    found = np.flatnonzero(board.met == size) if size else np.empty(0, np.int64)
    # «chức năng, nhiệm vụ … của Bộ Tư pháp» has all words if not all side by side; the more, the
    # more it says
    apart = WEIGHTS["allTitle"] * min(1, (size - 1) / 2)
    board.score[found[board.titled[found] >= size]] += apart
    for unit in may:
        board.add(unit, size)
    every = found[board.titled[found] >= size + len(may)]
    board.score[every] += WEIGHTS["allTitle"] - apart
    chain = WEIGHTS["chain"] * min([1.0, *(unit.weight / WEIGHTS["beside"] for unit in may)])
    board.score[found[board.beside[found] >= len(may)]] += chain
    return Joined(found, board.score, board.titled)


def gather(count: int, units: Sequence[Unit]) -> tuple[Scores, Scores]:
    """What documents are worth by the units they have, and how much of the units' worth."""
    board = Board(count)
    score, met = board.score, board.met
    whole, shown = np.zeros(count, np.float32), np.zeros(count, np.float32)
    every = 0.0
    for step, unit in enumerate(units):
        worth = idf(unit.df, count) * unit.weight
        every += worth
        for (documents, codes), factor in unit.lists:
            score[documents] = score[documents] + CODE[codes] * (worth * factor)
            new = met[documents] <= step
            fresh = documents[new]
            met[fresh] = step + 1
            whole[fresh] += worth * factor
            shown[fresh[codes[new] >= KNOWN_CODE]] += worth
    if every:
        score += shown * np.float32(WEIGHTS["allTitle"] / every)
    return score, whole


def merged(sure: Joined | None, made: Joined) -> Joined:
    """What was found before stays before what less asking adds."""
    if sure is None:
        return made
    score = made.score.copy()
    top = float(score[made.documents].max(initial=0))
    score[sure.documents] = sure.score[sure.documents] + top + 1
    return Joined(either(len(score), sure.documents, made.documents), score, made.titled)


def either(count: int, one: Ints, other: Ints) -> Ints:
    """Documents of both, ascending."""
    held = np.zeros(count, bool)
    held[one] = True
    held[other] = True
    return np.flatnonzero(held)


def compounds(counts: Sequence[int], least: float) -> list[int]:
    """Places of pairs, none overlapping, that belong together most: «hải dương | đảng viên»."""
    best: list[tuple[float, list[int]]] = [(0.0, []), (0.0, [])]
    for n, count in enumerate(counts):
        # two pairs of many documents say more than three of few: «sửa đổi | bổ sung»
        worth = max(0.01 * log(1 + count), log(1 + count) - least) + 0.01 if count else 0.0
        take = best[n][0] + worth
        one_more = worth and take >= best[n + 1][0]
        best.append((take, [*best[n][1], n]) if one_more else best[n + 1])
    return best[len(counts) + 1][1]
