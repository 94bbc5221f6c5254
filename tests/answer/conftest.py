"""PostgreSQL with this repository's own archive in it, started once for the tests of this folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from postgres import programs, server

from vanban.answer.postgres import Postgres
from vanban.export.gathering import gathered
from vanban.export.postgres.files import FOLDER, write_postgres

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE))

DIRECTIVES = HERE.parents[1] / "directives"

LIBRARIES = all(find_spec(name) for name in ("asyncpg", "uvicorn"))

# The server is Debian's (postgresql), the libraries those of the extra ``answer``; without them
# there is nothing to ask.
collect_ignore = [] if programs() and LIBRARIES else ["test_postgres.py"]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Of a database that holds ``directives/``."""
    found = programs()
    assert found is not None
    with server(found) as running:
        with gathered(DIRECTIVES, "noi_bo") as archive:
            for name in write_postgres(archive, running.folder):
                (running.folder / name).chmod(0o644)
        running.sql("", file=running.folder / FOLDER / "nap.sql")
        yield f"postgresql://postgres@/postgres?host={running.folder}"


@pytest.fixture
def postgres(address: str) -> Postgres:
    return Postgres(address)
