"""Where in a held text a provision reference lands, and whether what it names is there.

The tree of provisions is what the parser saw, so its silence proves nothing by itself: a clause
is called missing only where its siblings are there in an unbroken row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_STEP = re.compile(
    r"-?(?P<level>phu-luc|tieu-muc|phan|chuong|muc|dieu|khoan|diem|kem|mau)-"
    r"(?P<label>(?:(?!(?:phu-luc|tieu-muc|phan|chuong|muc|dieu|khoan|diem|kem|mau)-)[a-z0-9]+(?:-|\Z))+)"
)
_LETTERS = ("a", "b", "c", "d", "dd", *"eghiklmnopqrstuvxy")
_ENOUGH = 3
"""Articles a text must have for one of them to be missed."""


class Place(NamedTuple):
    """``anchor`` is the deepest provision there is, '' for the document as a whole; ``missing``
    is the anchor named when it certainly isn't in the text, else ''."""

    anchor: str
    missing: str = ""


class Tree:
    """The anchors of one text, asked for the labels below each."""

    def __init__(self, anchors: Iterable[str]) -> None:
        self.anchors = frozenset(anchors)
        self._below: dict[tuple[str, str], set[str]] | None = None

    def holds(self, anchor: str) -> bool:
        return anchor in self.anchors

    def below(self, parent: str, level: str) -> set[str]:
        """Labels of one level right below ``parent`` ('' for the document)."""
        if self._below is None:
            self._below = {}
            for anchor in self.anchors:
                head, own, label = last_step(anchor)
                self._below.setdefault((head, own), set()).add(label)
        return self._below.get((parent, level), set())

    def ending(self, anchor: str) -> str:
        """The one provision whose anchor ends in ``anchor``, below coarser levels; '' if not one."""
        found = [a for a in self.anchors if a.endswith(f"-{anchor}") and last_of(a, anchor)]
        return found[0] if len(found) == 1 else ""


def last_of(whole: str, tail: str) -> bool:
    """Whether ``tail`` begins a step in ``whole`` (``muc-3`` in ``phan-2-muc-3``)."""
    start = len(whole) - len(tail)
    return any(m.start("level") == start for m in _STEP.finditer(whole))


@lru_cache(maxsize=20_000)
def last_step(anchor: str) -> tuple[str, str, str]:
    """``dieu-5-khoan-2`` → (``dieu-5``, ``khoan``, ``2``)."""
    last = None
    for m in _STEP.finditer(anchor):
        last = m
    if last is None:
        return "", "", anchor
    return anchor[: last.start()].rstrip("-"), last["level"], last["label"].rstrip("-")


def settle(named: str, tree: Tree, *, appended: bool = False) -> Place:
    """Where ``named`` (an anchor as ``pinpoint.anchors`` spells it) is in the text of ``tree``.

    ``appended``: the reference says it means what was issued with the document (``kèm theo``).
    """
    if appended:
        inner = tree.ending(named)
        if inner.startswith(("kem-", "phu-luc-")):
            return Place(inner)
    if named in tree.anchors:
        return Place(named)
    inner = tree.ending(named)
    if inner:
        return Place(inner)
    head, level, label = last_step(named)
    if not head:
        return Place("", named if _certain(tree, "", level, label) else "")
    above = settle(head, tree, appended=appended)
    if above.missing or not above.anchor:
        return Place(above.anchor, named if above.missing else "")
    if not above.anchor.endswith(head):
        # The first clause's number ran into its article's heading: its points stand below that.
        first, _, one = last_step(head)
        direct = f"{first}-{level}-{label}"
        return Place(direct) if one == "1" and direct in tree.anchors else above
    return Place(above.anchor, named if _certain(tree, above.anchor, level, label) else "")


def _certain(tree: Tree, parent: str, level: str, label: str) -> bool:
    """Whether the siblings of the label stand in an unbroken row without it."""
    there = tree.below(parent, level)
    if level == "diem":
        order = [x for x in _LETTERS if x in there]
        return len(order) > 1 and tuple(order) == _LETTERS[: len(order)] and label.isalnum()
    if level not in ("dieu", "khoan") or "-" in label:
        return False
    if level == "dieu" and any(a.startswith("kem-") for a in tree.anchors):
        return False  # two texts number their articles; the reference may mean either
    numbers = {int(x) for x in there if x.isdigit()}
    least = _ENOUGH if level == "dieu" else 2
    return len(numbers) >= least and numbers == set(range(1, max(numbers) + 1))
