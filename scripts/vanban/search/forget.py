"""What suggestions lose when a text goes; they gain with the next whole build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from vanban.search.memory import Memory
from vanban.search.patch import values_of
from vanban.search.scripts import File, address, script
from vanban.text import search_key

RARE = 2
"""Terms in fewer documents are not suggested."""


def file_of(key: str) -> int:
    """Which of 256 files: a sum the browser makes as quickly."""
    total = 0
    for char in key:
        total = (total * 31 + ord(char)) & 0xFFFF
    return total & 0xFF


def thinned_suggestions(
    left: Mapping[str, int], memory: Memory, read: Callable[[str], bytes]
) -> Iterator[File]:
    """Suggestions without the terms that so few documents are ``left`` of that none is told."""
    rare = [form for form, count in left.items() if count < RARE]
    single = {search_key(form) for form in rare if " " not in form}
    if single:
        parts = str(values_of(read(address("l")))[2]).split(" ")
        known = zip(parts[::2], parts[1::2], strict=True)
        kept = [f"{key} {count}" for key, count in known if key not in single]
        if 2 * len(kept) < len(parts):
            yield script("l", memory.stamp, " ".join(kept))
    pairs: dict[int, set[str]] = {}
    for form in rare:
        first, _, second = form.partition(" ")
        if second:
            pairs.setdefault(file_of(search_key(first)), set()).add(form)
    for n in sorted(set(memory.suggestions) & pairs.keys()):
        held: Any = values_of(read(address(f"s/{n}")))[2]
        made = {key: line for key, old in held.items() if (line := _without(old, pairs[n]))}
        if made != held:
            yield script(f"s/{n}", memory.stamp, made)


def _without(line: str, forms: Iterable[str]) -> str:
    return "|".join(row for row in line.split("|") if row.rpartition(" ")[0] not in forms)
