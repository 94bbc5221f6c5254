"""How fast one asker may ask: a small reserve, filled up again at so much a second."""

from __future__ import annotations

import time
from collections.abc import MutableMapping
from ipaddress import ip_address
from typing import Any

RESERVE = 3
"""Seconds' worth of questions that may be asked at once: a page asks as one types."""

MOST_ASKERS = 10_000


class Limits:
    """``per_second`` questions of each asker; 0: no limit."""

    def __init__(self, per_second: float) -> None:
        self.per_second = per_second
        self._left: dict[str, tuple[float, float]] = {}

    def allow(self, who: str, now: float | None = None) -> bool:
        """Whether one more question may be asked; ``now`` in seconds of any clock."""
        if not self.per_second:
            return True
        now = time.monotonic() if now is None else now
        most = max(1.0, self.per_second * RESERVE)
        left, before = self._left.pop(who, (most, now))
        left = min(most, left + (now - before) * self.per_second)
        if len(self._left) >= MOST_ASKERS:  # who asked longest ago is forgotten
            del self._left[next(iter(self._left))]
        self._left[who] = (left - 1 if left >= 1 else left, now)
        return left >= 1


def asker(scope: MutableMapping[str, Any]) -> str:
    """Who asks: what the web server on this machine says, else the other end of the line."""
    peer = str((scope.get("client") or ("", 0))[0])
    told = dict(scope["headers"]).get(b"x-forwarded-for", b"").decode("latin-1")
    last = told.rpartition(",")[2].strip()
    return last[:64] if last and _here(peer) else peer


def _here(address: str) -> bool:
    """Only a server of this machine is believed."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return not address  # a socket in the file system has no address
