"""What was live, in which order: the file ``lich-su.jsonl`` beside the releases.

Order comes from the lines, never from a clock or from names of folders: a release that was
finished but never switched to is newer than the live one, and clocks go back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

NAME = "lich-su.jsonl"
What = Literal["xuat_ban", "quay_lai", "bo_sung"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One switch: from a release to another; ``luc`` and ``boi`` only inform."""

    viec: What
    tu: str
    den: str
    luc: str
    boi: str


def parse_history(data: bytes) -> list[Turn]:
    """Lines that can't be read are left out: history must not keep a rollback from running."""
    turns = []
    for line in data.decode("utf-8", "replace").splitlines():
        try:
            turns.append(Turn(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return turns


def history_bytes(turns: Iterable[Turn]) -> bytes:
    return "".join(json.dumps(asdict(t), ensure_ascii=False) + "\n" for t in turns).encode()


def stack(turns: Sequence[Turn]) -> list[str]:
    """Releases as they lie on each other, the live one last; going back takes from the top."""
    lying: list[str] = []
    for turn in turns:
        if turn.den in lying and turn.viec == "quay_lai":
            del lying[lying.index(turn.den) + 1 :]
        else:
            lying = [release for release in lying if release != turn.den] + [turn.den]
    return lying


def recent(turns: Sequence[Turn]) -> list[str]:
    """Every release that was live, the latest first."""
    return list(dict.fromkeys(turn.den for turn in reversed(turns)))


def next_release(known: Iterable[str], manifest_hash: str) -> str:
    """``0007-<hash>``: a number nobody has had, and what is in it."""
    numbers = [int(name.partition("-")[0]) for name in known if name[:4].isdigit()]
    return f"{max(numbers, default=0) + 1:04d}-{manifest_hash[:12]}"
