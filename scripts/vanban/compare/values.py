"""Values of a comparison: clauses, units, pairs of them, and edits of words."""

from __future__ import annotations

from collections import Counter
from typing import Literal, NamedTuple

EditKind = Literal["same", "removed", "added", "replaced"]
State = Literal["same", "changed", "added", "removed", "moved"]
"""``moved``: the words are the same, the number or the place isn't."""


class Edit(NamedTuple):
    """A run of words. All ``old`` joined are the old text, all ``new`` joined the new one;
    in a ``same`` run the two differ at most in what doesn't count."""

    kind: EditKind
    old: str
    new: str


class Clause(NamedTuple):
    """A provision's own text without what lies below it.

    ``label`` is its printed number (``Điều 5.``, ``a)``), ``text`` the rest, a line a block.
    ``kind`` is the last level of ``anchor`` (``dieu``, ``khoan``); ``doan`` for what an article
    says before its first numbered clause, ``tieu_de`` for a heading that is no provision and
    ``dau`` for what stands before everything.
    """

    anchor: str
    kind: str
    label: str
    text: str


class Unit(NamedTuple):
    """An article with all that lies in it; where there are no articles, a first-level clause."""

    anchor: str
    kind: str
    clauses: tuple[Clause, ...]

    @property
    def head(self) -> Clause:
        return self.clauses[0]


class ClauseRow(NamedTuple):
    """A clause and what became of it; one side is None when the other text has no such clause.

    ``edits`` is empty unless the words differ. ``moved``: the two stand in units that aren't
    counterparts, or their order changed. ``coarse``: too long to compare word by word.
    """

    old: Clause | None
    new: Clause | None
    edits: tuple[Edit, ...] = ()
    moved: bool = False
    coarse: bool = False

    @property
    def state(self) -> State:
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        if self.edits or self.coarse:
            return "changed"
        same = not self.moved and plain_label(self.old.label) == plain_label(self.new.label)
        return "same" if same else "moved"


class UnitRow(NamedTuple):
    """A unit and its counterpart. ``moved``: its order among the others changed.

    ``rows`` follow the new text; what is gone stands where it stood. A clause that moved to
    another unit stands in both, the same row.
    """

    old: Unit | None
    new: Unit | None
    rows: tuple[ClauseRow, ...]
    moved: bool = False

    @property
    def state(self) -> State:
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        if any(row.state != "same" for row in self.rows[1:]) or self.rows[0].edits:
            return "changed"
        return "moved" if self.moved or self.renumbered else "same"

    @property
    def renumbered(self) -> bool:
        """Whether both sides have it under different printed numbers."""
        if self.old is None or self.new is None:
            return False
        return plain_label(self.old.head.label) != plain_label(self.new.head.label)

    @property
    def anchor(self) -> str:
        """That of the new side if there is one."""
        unit = self.new or self.old
        return unit.anchor if unit else ""


class Counts(NamedTuple):
    """How many fared how; together all of them."""

    same: int
    changed: int
    added: int
    removed: int
    moved: int


class Comparison(NamedTuple):
    """``capped``: too long for likeness to be worked out; counterparts go by number alone."""

    rows: tuple[UnitRow, ...]
    capped: bool = False

    def counts(self) -> Counts:
        """Of units, without headings and what stands before everything."""
        return counted([row.state for row in self.rows if is_counted(row)])

    def clause_counts(self) -> Counts:
        """Of single clauses; one that moved between units counts once."""
        rows = {id(row): row for unit in self.rows for row in unit.rows}
        return counted([row.state for row in rows.values()])


HEADINGS = frozenset({"kem", "phan", "chuong", "muc", "tieu-muc", "phu-luc", "mau", "tieu_de"})


def is_heading(row: UnitRow) -> bool:
    """A chapter's head and the like, without text of its own below."""
    unit = row.new or row.old
    return (
        unit is not None
        and unit.kind in HEADINGS
        and len(unit.clauses) == 1
        and (len(unit.head.text) <= 300)
    )


def is_counted(row: UnitRow) -> bool:
    """Whether it is an article, or a clause where there are none."""
    unit = row.new or row.old
    return unit is not None and unit.kind != "dau" and not is_heading(row)


def counted(states: list[State]) -> Counts:
    found = Counter(states)
    return Counts(*(found[s] for s in ("same", "changed", "added", "removed", "moved")))


def plain_label(label: str) -> str:
    """A number as it counts: ``1)`` and ``1.`` are one, ``ĐIỀU 5:`` and ``Điều 5.`` too."""
    return label.strip(" .:)-–").casefold()
