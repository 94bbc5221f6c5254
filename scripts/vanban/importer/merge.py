"""Three readings of one document into one: what was imported, what a person made of it since,
and what a new reading says.

A part only one side changed is taken from that side. Where both changed it, the person's words
stay and the clash is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from vanban.model import CHUA_RO, Metadata

FIELDS = (
    "so_hieu", "loai", "trich_yeu", "co_quan", "chu_the", "ngay", "noi_ban_hanh", "hieu_luc_tu",
    "nguoi_ky", "do_khan", "can_cu", "noi_nhan",
)  # fmt: skip
"""What an import reads and a later one may mend."""

Paragraphs = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Paragraphs that both sides changed, each its own way; ``kept`` is what stays."""

    kept: str
    new: str


def paragraphs(body: str) -> list[str]:
    """Paragraphs of a Markdown body, without the blank lines between them."""
    return [p for p in re.split(r"\n\s*\n", body.strip("\n")) if p]


def is_open(value: Any) -> bool:
    """Nothing, or known to be unknown."""
    return value in ("", CHUA_RO, ())


def merged_fields(base: Metadata | None, mine: Metadata, new: Metadata) -> dict[str, Any]:
    """Fields of ``mine`` to set: gaps filled, and what only the new reading changed since
    ``base``; without a base only gaps."""
    changed: dict[str, Any] = {}
    for name in FIELDS:
        ours, theirs = getattr(mine, name), getattr(new, name)
        if ours == theirs or is_open(theirs):
            continue
        untouched = base is not None and getattr(base, name) == ours
        if is_open(ours) or untouched:
            changed[name] = theirs
    return changed


def merged_body(base: str, mine: str, new: str) -> tuple[str, tuple[Clash, ...]]:
    """``mine`` with what ``new`` changed since ``base``, paragraph by paragraph."""
    old, left, right = paragraphs(base), paragraphs(mine), paragraphs(new)
    out: list[str] = []
    clashes: list[Clash] = []
    at = (0, 0, 0)
    for start, end in _agreed(old, left, right):
        parts = tuple(x[a:b] for x, a, b in zip((old, left, right), at, start, strict=True))
        kept, clash = _decided(*parts)
        out += kept
        clashes += [clash] if clash else []
        out += left[start[1] : end[1]]
        at = end
    return "\n\n".join(out) + "\n", tuple(clashes)


def _decided(old: Paragraphs, mine: Paragraphs, new: Paragraphs) -> tuple[Paragraphs, Clash | None]:
    if new in (old, mine):
        return mine, None
    if mine == old:
        return new, None
    beside = _put_in(old, mine, new) or _put_in(old, new, mine)
    if beside is not None:
        return beside, None
    return mine, Clash(kept="\n\n".join(mine), new="\n\n".join(new))


def _put_in(old: Paragraphs, changed: Paragraphs, longer: Paragraphs) -> Paragraphs | None:
    """``changed`` in the place of ``old`` when ``longer`` only added something around it."""
    for at in range(len(longer) - len(old) + 1) if old else ():
        if longer[at : at + len(old)] == old:
            return [*longer[:at], *changed, *longer[at + len(old) :]]
    return None


Place = tuple[int, int, int]
"""An index in each of the three: base, mine, new."""


def _agreed(old: Paragraphs, left: Paragraphs, right: Paragraphs) -> Iterator[tuple[Place, Place]]:
    """Stretches that stand unchanged in all three, in order, with an empty one at the end."""
    lefts = SequenceMatcher(None, old, left, autojunk=False).get_matching_blocks()
    rights = SequenceMatcher(None, old, right, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(lefts) and j < len(rights):
        a, b = lefts[i], rights[j]
        start = max(a.a, b.a)
        end = min(a.a + a.size, b.a + b.size)
        if start < end:
            first = (start, a.b + start - a.a, b.b + start - b.a)
            size = end - start
            yield first, (first[0] + size, first[1] + size, first[2] + size)
        if a.a + a.size < b.a + b.size:
            i += 1
        else:
            j += 1
    whole = (len(old), len(left), len(right))
    yield whole, whole
