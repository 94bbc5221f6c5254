"""What the archive knows of single clauses: where references land, who cites each, what is added.

Worked out from facts when a page, a check or a command asks; nothing of it is stored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from vanban.citations.pinpoint import anchors as anchors_of
from vanban.citations.placing import Place, Tree, settle
from vanban.facts import Facts
from vanban.fragment import TOAN_VAN, Record, anchors_in
from vanban.model import Mention

_KIND, _LOAI, _PINPOINT = map(Mention.__slots__.index, ("kind", "loai", "pinpoint"))
"""Places in a mention's row."""
_APPENDED = re.compile(r"kem-\d+(?![\w])")


class Added(NamedTuple):
    """A clause the held text lacks: documents that add it, and those that amended the text."""

    by: tuple[str, ...]
    amended: tuple[str, ...]


class Clauses:
    """Clauses of one archive; a document's tree is read once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._trees: dict[str, Tree] = {}

    def tree(self, id_: str) -> Tree:
        held = self._trees.get(id_)
        if held is None:
            held = self._trees[id_] = Tree(anchors_in(self.facts.need(id_)))
        return held

    def place(self, target: str, anchor: str, *, appended: bool = False) -> Place:
        """Where ``anchor`` is in the text of ``target``; a summary is never said to lack it."""
        if not anchor:
            return Place("")
        found = settle(anchor, self.tree(target), appended=appended)
        if found.missing and not self.facts.face(target).flags & TOAN_VAN:
            return Place(found.anchor)
        return found

    def places(self, record: Record, n: int, target: str) -> tuple[Place, ...]:
        """Every place mention ``n`` of ``record`` points to in ``target``, each once."""
        pinpoint = str(record.mentions[n][_PINPOINT])
        if target == record.id and record.mentions[n][_KIND] == "self":
            return self._own(record, n, pinpoint)
        return self.pointed(pinpoint, target)

    def _own(self, record: Record, n: int, pinpoint: str) -> tuple[Place, ...]:
        """Places in the text itself: ``Quy chế này`` is what the decision issues with it.

        A clause it seems to lack is no fault to tell: most often it wasn't told apart.
        """
        tree, loai = self.tree(record.id), record.mentions[n][_LOAI]
        within = _APPENDED.match(record.sentences[n][4]) if loai != record.loai else None
        found: dict[Place, None] = {}
        for anchor in anchors_of(pinpoint):
            inner = f"{within[0]}-{anchor}" if within else ""
            if inner and tree.holds(inner):
                found[Place(inner)] = None
            else:
                place = settle(anchor, tree, appended=loai != record.loai)
                found[Place(place.anchor)] = None
        return tuple(found)

    def pointed(self, pinpoint: str, target: str) -> tuple[Place, ...]:
        """Every place a provision reference as printed names in ``target``, each once."""
        if not pinpoint:
            return ()
        appended = "kèm" in pinpoint
        found = (self.place(target, a, appended=appended) for a in anchors_of(pinpoint))
        return tuple(dict.fromkeys(found))

    def cited(self, id_: str) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """(citing document, its mention) by anchor, both in the order of those that cite."""
        found: dict[str, dict[tuple[str, int], None]] = {}
        for src, n in self.facts.incoming(id_):
            record = self.facts.need(src)
            if n >= len(record.mentions):
                continue
            for place in self.places(record, n, id_):
                if place.anchor:
                    found.setdefault(place.anchor, {})[src, n] = None
        return {anchor: tuple(rows) for anchor, rows in found.items()}

    def added(self, target: str, missing: str) -> Added:
        """Who may have added what the held text of ``target`` lacks."""
        rows = self.facts.line(target).amended
        by = [src for anchor, src in rows if anchor and _within(missing, anchor)]
        return Added(tuple(dict.fromkeys(by)), tuple(dict.fromkeys(src for _, src in rows)))


def _within(missing: str, anchor: str) -> bool:
    return missing == anchor or missing.startswith(f"{anchor}-") or anchor.startswith(f"{missing}-")
