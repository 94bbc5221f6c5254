"""How one mention was narrowed to its outcome: the steps, for whoever asks to see them.

Resolving notes each step in a ``Trail``; in a build that is ``SILENT``, which keeps nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from vanban.model import Citing, DocRef, Mention
from vanban.tables import Registry

StepName = Literal["key", "type", "body", "date", "name", "antecedent"]

STEP_WORDS: dict[StepName, str] = {
    "key": "khóa tra",
    "type": "loại",
    "body": "cơ quan",
    "date": "thời gian",
    "name": "tên gọi",
    "antecedent": "chỗ dẫn trước",
}
"""The words readers see."""


class Step(NamedTuple):
    """One narrowing: ``told`` says in Vietnamese what was asked, ``left`` are the ids it left."""

    name: StepName
    told: str
    left: tuple[str, ...]


class Trail:
    """The steps of one mention in their order."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def add(self, name: StepName, told: str, left: Iterable[DocRef], *words: object) -> None:
        """Note a step; ``words`` fill the places of ``told``."""
        ids = tuple(dict.fromkeys(ref.id for ref in left))
        self.steps.append(Step(name, told.format(*words), ids))


class _Silent(Trail):
    def add(self, name: StepName, told: str, left: Iterable[DocRef], *words: object) -> None:
        """Nothing is kept."""


SILENT = _Silent()


class Asked(NamedTuple):
    """A mention, who makes it, the tables to judge by, and where its steps are noted.

    ``topic`` is what the text says right after the mention (``về đất đai``), where that decides.
    """

    mention: Mention
    citing: Citing
    registry: Registry
    trail: Trail = SILENT
    topic: str = ""
