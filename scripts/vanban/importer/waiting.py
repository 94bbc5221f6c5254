"""Records that wait for a person's look: what was read of each, and how sure it was.

Each is a file of its own in the archive's ``.nhap/cho-duyet/``, named after the original's hash,
and goes when the record was accepted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vanban.corpus.write import atomic_write
from vanban.importer.journal import WAITING
from vanban.importer.model import Draft
from vanban.importer.wire import dump, load

_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One record to look at: ``key`` is the original's hash, ``target`` the record below the
    archive, ``resembled`` records with the same number or nearly the same text."""

    key: str
    target: str
    draft: Draft
    resembled: tuple[str, ...] = ()


def keep_waiting(to: Path, target: str, draft: Draft, resembled: Iterable[str]) -> None:
    """Put a record among those that wait."""
    data = {"target": target, "resembled": list(resembled), "draft": json.loads(dump(draft))}
    atomic_write(to / WAITING / f"{draft.sha256}.json", json.dumps(data))


def waiting(to: Path) -> list[Waiting]:
    """All that wait and are still there, in the order of their records."""
    found = [one(to, path.stem) for path in (to / WAITING).glob("*.json")]
    return sorted((w for w in found if w is not None), key=lambda w: w.target)


def one(to: Path, key: str) -> Waiting | None:
    """What waits under ``key``; None for a key of no such thing, whatever it holds."""
    if not _KEY.fullmatch(key):
        return None
    try:
        data = json.loads((to / WAITING / f"{key}.json").read_text(encoding="utf-8"))
        found = Waiting(
            key=key,
            target=str(data["target"]),
            draft=load(json.dumps(data["draft"])),
            resembled=tuple(map(str, data["resembled"])),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if (to / found.target).is_file() else None


def done(to: Path, key: str) -> None:
    """Take a record from those that wait."""
    if _KEY.fullmatch(key):
        (to / WAITING / f"{key}.json").unlink(missing_ok=True)
