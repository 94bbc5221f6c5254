"""What a place for releases can do: the few calls publishing is made of.

A place holds ``ban/<release>/`` (trees that never change once finished), ``ban/<release>.json``
(the release is whole and was verified), ``bat-bien/`` (files with immutable addresses of all
kept releases), ``lich-su.jsonl``, ``cho-xoa.json``, and ``hien-tai``, which leads to the live release.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import MutableMapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from vanban.publish.values import Item, Tick

RELEASES = "ban"
POOL = "bat-bien"
LIVE = "hien-tai"
LOCK = ".khoa"
LEAVING = "cho-xoa.json"
"""Files of the pool that no release uses any more, and since when."""
SCRATCH = ".tam-"
"""Beginning of names of files that a run may leave behind when it is killed."""


def scratch_name() -> str:
    """A name nobody else takes: a process' number may be another's on another machine."""
    return f"{SCRATCH}{os.getpid()}-{secrets.token_hex(6)}"


EPOCH = 946_684_800
"""2000-01-01: files' times lie in the 17 years after it."""


class Disk(Protocol):
    """Paths are relative to the place, with ``/``. OSError where the place can't be reached."""

    def read(self, path: str) -> bytes | None:
        """A small file; None when there is none."""

    def write(self, path: str, data: bytes) -> None:
        """Put a small file there, whole or not at all, in place of the one there."""

    def names(self, folder: str) -> list[str]:
        """Names directly in a folder, sorted; empty when there is none."""

    def paths(self, folder: str) -> list[str]:
        """Addresses of all files below a folder, relative to it."""

    def fill(
        self, folder: str, items: Sequence[Item], held: MutableMapping[str, str], tick: Tick
    ) -> None:
        """Afterwards every item lies in ``folder``, each put there whole.

        What lies there already with the right size and time stays; ``held`` (SHA-256 → path of
        a file there) saves the way for the others and learns of what was brought.
        """

    def hashes(self, folder: str, tick: Tick) -> dict[str, str]:
        """Address → SHA-256 of every file below ``folder``, from its bytes as they lie there."""

    def point(self, release: str) -> None:
        """Switch readers to a release, at one moment where the place allows it."""

    def pointed(self) -> str:
        """The release readers get; empty when there is none."""

    def remove(self, path: str) -> None:
        """Remove a file or a folder with all in it; nothing there is no error."""

    def room(self) -> int | None:
        """Bytes free, when that can be known."""

    def locked(self, who: str) -> AbstractContextManager[None]:
        """No other publisher meanwhile; CantPublish, naming the other, when there is one."""


def time_of(sha256: str) -> int:
    """The time a file gets: a function of its bytes.

    Servers make a file's tag of its time and size. With the time of copying, two files of one
    size made in one second, or by a clock that went back, would have one tag, and a browser
    would be told that its old copy is right. So equal bytes have equal times on every server,
    through every rollback, and other bytes another time.
    """
    return EPOCH + int(sha256[:8], 16) % (1 << 29)
