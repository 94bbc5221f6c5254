"""What imports have done, beside the archive in ``.nhap/``: so that a stopped one goes on.

``nhat-ky.jsonl`` has a line for each original that is done with, by its hash; a file that was
refused is never named. ``ban-may/`` keeps what the program itself wrote for each record: the
base that a later reading is merged against. No build and no check looks into the folder.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Literal

from vanban.alone import try_lock, unlock
from vanban.corpus.write import atomic_write

HOME = ".nhap"
_BASES = f"{HOME}/ban-may"
_LOG = f"{HOME}/nhat-ky.jsonl"
_LOCK = f"{HOME}/khoa"
COPIES = f"{HOME}/tam"

Kind = Literal["nhap", "de-xuat", "co-san"]
"""Became a record, became a proposal, or held nothing new."""


class Busy(OSError):
    """Another import is writing into this archive; the text is Vietnamese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One original done with: its hash and the record it belongs to, below the archive."""

    sha256: str
    target: str
    kind: Kind


class Journal:
    """The lines read once, then added to; a line cut by a stop is passed over."""

    def __init__(self, to: Path) -> None:
        self.to = to
        self.entries = {e.sha256: e for e in _read(to / _LOG)}

    def known(self, sha256: str) -> Entry | None:
        """What became of the file with this hash, unless its record is gone since."""
        entry = self.entries.get(sha256)
        return entry if entry and (self.to / entry.target).is_file() else None

    def add(self, entry: Entry) -> None:
        """Remember ``entry``, lasting through a power cut."""
        self.entries[entry.sha256] = entry
        path = self.to / _LOG
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            if file.tell() and not _ends_a_line(file):
                file.write(b"\n")
            file.write(json.dumps(asdict(entry)).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def keep_base(self, sha256: str, text: str) -> None:
        """Keep what the program wrote for the original with this hash."""
        atomic_write(self.to / _BASES / f"{sha256}.md", text)

    def base(self, hashes: tuple[str, ...], target: str) -> str:
        """What the program once wrote for the record ``target``, whose originals have
        ``hashes``; empty when that isn't known."""
        known = [*hashes, *(e.sha256 for e in self.entries.values() if e.target == target)]
        for sha256 in known:
            path = self.to / _BASES / f"{sha256}.md"
            if path.is_file():
                return path.read_text(encoding="utf-8", errors="replace")
        return ""

    def rebase(self, hashes: tuple[str, ...], target: str, sha256: str) -> None:
        """From now on the reading of the original ``sha256`` is the base of ``target``: a person
        took it."""
        text = self.base((sha256,), "")
        known = [*hashes, *(e.sha256 for e in self.entries.values() if e.target == target)]
        for key in known if text else ():
            self.keep_base(key, text)

    def sweep(self, held: frozenset[str]) -> None:
        """Forget originals whose record is gone: what was taken out of the archive leaves no
        copy here. ``held`` are hashes that records name, wherever they were moved. Half copies
        of a run that was killed go too."""
        shutil.rmtree(self.to / COPIES, ignore_errors=True)
        gone = [e for e in self.entries.values() if e.sha256 not in held and not self._there(e)]
        if gone:
            for entry in gone:
                del self.entries[entry.sha256]
            lines = [json.dumps(asdict(e)) + "\n" for e in self.entries.values()]
            atomic_write(self.to / _LOG, "".join(lines))
        for folder in (_BASES, WAITING):
            for path in (self.to / folder).glob("*.*"):
                if path.stem not in self.entries and path.stem not in held:
                    path.unlink(missing_ok=True)

    def _there(self, entry: Entry) -> bool:
        return (self.to / entry.target).is_file()


WAITING = f"{HOME}/cho-duyet"
"""Where records wait for a person, each as ``<hash of the original>.json``."""


def _ends_a_line(file: IO[bytes]) -> bool:
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")


def _read(path: Path) -> Iterator[Entry]:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return
    for line in lines:
        try:
            data = json.loads(line)
            yield Entry(sha256=data["sha256"], target=data["target"], kind=data["kind"])
        except (ValueError, KeyError, TypeError):
            continue


@contextmanager
def alone(to: Path) -> Iterator[None]:
    """Hold the archive for one import at a time; Busy when another one has it.

    The lock goes with the process, however it ends; an import that wrote nothing leaves nothing.
    """
    path = to / _LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if not try_lock(file) or not _is_at(file, path):
            raise Busy(
                f"Một lần nhập khác đang ghi vào {to}; chờ nó xong (hoặc dừng nó) rồi chạy lại."
            )
        try:
            yield
        finally:
            with suppress(OSError):  # Windows keeps a file that is open; others have theirs there
                path.unlink()
                path.parent.rmdir()
            unlock(file)


def _is_at(file: IO[bytes], path: Path) -> bool:
    """Whether ``path`` is still that very file: its last holder takes it away."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False
