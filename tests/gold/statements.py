"""Relation statements of a passage as rows to score: what a text says it does to which document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vanban.citations.pinpoint import anchors
from vanban.so_hieu import key
from vanban.text import same_name

FIELDS = ("provision", "tu_ngay", "source_provision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement; a field that isn't there is an empty string."""

    quan_he: str
    type: str = ""
    number: str = ""
    name: str = ""
    provision: str = ""
    tu_ngay: str = ""
    source_provision: str = ""
    optional: bool = False

    @classmethod
    def read(cls, row: Mapping[str, object]) -> Statement:
        """From a row of the gold file or of ``vanban relations``."""
        target = row["target"]
        if not isinstance(target, Mapping):
            raise ValueError(f"no target: {row}")
        facts = {n: _flat(target.get(n)) for n in ("type", "number", "name", "provision")}
        own = {n: _flat(row.get(n)) for n in ("quan_he", "tu_ngay", "source_provision")}
        return cls(optional=bool(row.get("optional")), **facts, **own)

    @property
    def place(self) -> str:
        return " ".join(filter(None, (self.quan_he, self.number or self.name, self.provision)))

    @property
    def kind(self) -> str:
        return self.quan_he

    def like(self, other: object) -> float:
        """Same relation, same document; then the provision, the clause, the date decide."""
        if not isinstance(other, Statement) or self.quan_he != other.quan_he:
            return 0
        if not self._same_document(other):
            return 0
        wrong = self.differences(other)
        worth = {"provision": 4, "source_provision": 2, "tu_ngay": 1}
        return 1 + sum(worth[name] for name in FIELDS if name not in wrong)

    def _same_document(self, other: Statement) -> bool:
        if self.number and other.number:
            return (key(self.number) or self.number) == (key(other.number) or other.number)
        mine, theirs = same_name(self.name or self.type), same_name(other.name or other.type)
        return bool(mine) and mine == theirs and not (self.number or other.number)

    def differences(self, other: object) -> dict[str, tuple[str, str]]:
        both = {name: (getattr(self, name), getattr(other, name)) for name in FIELDS}
        return {n: pair for n, pair in both.items() if not _same(n, *pair)}

    def told(self, other: object) -> set[str]:
        return {name for name in FIELDS if getattr(self, name) or getattr(other, name)}

    def exact(self, other: object) -> bool:
        """The provision of the target and the day agree as well."""
        wrong = self.differences(other)
        return "provision" not in wrong and "tu_ngay" not in wrong


def _flat(value: object) -> str:
    return " ".join(str(value or "").split())


def _same(name: str, mine: str, theirs: str) -> bool:
    """Provisions are the same when they name the same clauses in whatever order they are told."""
    if name == "tu_ngay" or not (mine and theirs):
        return mine == theirs
    return same_name(mine) == same_name(theirs) or (
        bool(anchors(mine)) and set(anchors(mine)) == set(anchors(theirs))
    )
