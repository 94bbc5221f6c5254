"""How many legal bases, and what they cite, of the documents read by eye (``import_bases.json``)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from vanban.model import Basis
from vanban.text import slug

_MARKS = Path(__file__).resolve().parent / "import_bases.json"


def based() -> dict[str, list[list[str]]]:
    """By the file's name, the numbers each of its bases cites, in the order printed."""
    rows: dict[str, list[list[str]]] = json.loads(_MARKS.read_text("utf-8"))["tep"]
    return rows


def scored(found: Sequence[Basis], wanted: Sequence[Sequence[str]]) -> tuple[int, int, int, int]:
    """Bases marked, bases that are right with all they cite, numbers found of those marked, and
    numbers that are too many. A basis counts at its own place in the list."""
    pairs = list(zip(found, wanted, strict=False))
    told = [({slug(k) for k in basis.den}, {slug(k) for k in keys}) for basis, keys in pairs]
    right = sum(a == b for a, b in told)
    held = sum(len(a & b) for a, b in told)
    extra = sum(len(a - b) for a, b in told) + sum(len(b.den) for b in found[len(wanted) :])
    return len(wanted), right, held, extra
