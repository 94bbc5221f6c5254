"""More time for a file that plainly needs it, asked for by whoever reads it.

A reader that works page by page asks before each page; the process that watches it grants it
(``worker`` and ``pool``). Outside a worker nobody watches and asking does nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

_granting: ContextVar[Callable[[float], None] | None] = ContextVar("granting", default=None)


def more_time(seconds: float) -> None:
    """Ask for ``seconds`` from now for the next step."""
    grant = _granting.get()
    if grant is not None:
        grant(seconds)


def watch(grant: Callable[[float], None]) -> None:
    """Say who grants time in this process."""
    _granting.set(grant)
