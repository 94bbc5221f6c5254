"""A PostgreSQL of its own in a temporary folder, spoken to through ``psql`` and a socket."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder of the newest server there is."""
    found = [
        p for p in _DEBIAN.glob("*/bin") if (p / "initdb").exists() and (p / "postgres").exists()
    ]
    if found:
        return max(found, key=lambda p: float(p.parent.name))
    named = shutil.which("initdb")
    return Path(named).parent if named else None


def _user() -> dict[str, str]:
    """The server refuses to run as root; Debian has a user for it."""
    return {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server; ``folder`` is one it may read."""

    bin: Path
    folder: Path

    def sql(
        self, text: str, *, file: Path | None = None, database: str = "postgres", **settings: str
    ) -> list[list[str]]:
        """Rows as text; raises AssertionError with what psql said."""
        words = [
            str(self.bin / "psql"),
            "-X",
            "-q",
            "-A",
            "-t",
            "-F",
            "\x1f",
            "-v",
            "ON_ERROR_STOP=1",
        ]
        words += ["-h", str(self.folder), "-d", database]
        words += [f"-v{key}={value}" for key, value in settings.items()]
        words += ["-f", file.name if file else "-"]
        done = subprocess.run(
            words, input=text, cwd=file.parent if file else self.folder, text=True,
            capture_output=True, encoding="utf-8", check=False, **_user(),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [row.split("\x1f") for row in done.stdout.splitlines()]


@contextmanager
def server(found: Path) -> Iterator[Server]:
    """Start it, stop it, leave nothing."""
    with tempfile.TemporaryDirectory(prefix="vb-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        _run([found / "initdb", "-D", data, "-E", "UTF8", "--locale=C", "-A", "trust", "-N"])
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=20"
        _run([found / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"])
        try:
            yield Server(bin=found, folder=folder)
        finally:
            _run([found / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"])


def _run(words: list[object]) -> None:
    subprocess.run(
        [str(w) for w in words], check=True, stdout=subprocess.DEVNULL, cwd="/", **_user()
    )  # fmt: skip
