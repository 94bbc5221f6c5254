"""PostgreSQL with this repository's own archive in it, started once for the tests of this folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from postgres import Server, programs, server

from vanban.answer.postgres import Postgres
from vanban.export.gathering import gathered
from vanban.export.postgres.files import FOLDER, write_postgres
from vanban.search.index import SearchIndex

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE))

DIRECTIVES = HERE.parents[1] / "directives"

LIBRARIES = all(find_spec(name) for name in ("asyncpg", "uvicorn"))

# The server is Debian's (postgresql), the libraries those of the extra ``answer``; without them
# there is nothing to ask.
collect_ignore = (
    []
    if programs() and LIBRARIES
    else ["test_postgres.py", "test_endpoint.py", "test_as_the_files.py"]
)
collect_ignore += [] if find_spec("httpx") else ["test_opensearch.py"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A server with ``directives/`` in it, and the same archive's search files."""

    server: Server
    files: dict[str, bytes]
    database: str = "postgres"

    def address(self, user: str = "postgres") -> str:
        return f"postgresql://{user}@/{self.database}?host={self.server.folder}"


def filled(running: Server, directives: Path, database: str = "postgres") -> Loaded:
    """A database with these documents in it."""
    place = running.folder / f"xuat-{database}"
    place.mkdir()
    with gathered(directives, "noi_bo") as archive:
        for name in write_postgres(archive, place):
            (place / name).chmod(0o644)
        index = SearchIndex(archive.facts, archive.blobs, archive.ids)
        files = {path: data for id_ in archive.ids for path, data in index.text_files(id_)}
        files |= dict(index.files())
    running.sql("", file=place / FOLDER / "nap.sql", database=database)
    return Loaded(server=running, files=files, database=database)


@pytest.fixture(scope="session")
def loaded() -> Iterator[Loaded]:
    found = programs()
    assert found is not None
    with server(found) as running:
        running.sql("create role vanban_doc login;")
        yield filled(running, DIRECTIVES)


@pytest.fixture(scope="session")
def address(loaded: Loaded) -> str:
    """Of the database, as the role that only reads."""
    return loaded.address("vanban_doc")


@pytest.fixture
def postgres(address: str) -> Postgres:
    return Postgres(address)
