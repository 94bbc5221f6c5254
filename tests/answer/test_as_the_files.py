"""The judged queries asked of PostgreSQL by the endpoint, and of a site's own files: as right, and
the same to a reader. What differs is told."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from answer import compared, judged
from answer.conftest import DIRECTIVES, Loaded, filled
from answer.on_loopback import running, sending

from vanban.answer.app import App
from vanban.answer.postgres import Postgres
from vanban.importer.corpora import import_corpora

RIGHT = 0.95
SHARED = Path(os.environ.get("VANBAN_SHARED") or DIRECTIVES.parents[1] / "shared")
PRESENT = (SHARED / "corpora").is_dir()
DOCUMENTS, EVERY = 36, 20
"""Documents of the shared corpora that are imported, and one of how many questions is asked."""

pytestmark = pytest.mark.browser


def asked(browser: Any, loaded: Loaded, name: str, every: int = 1) -> list[compared.Asked]:
    """Questions of the archive ``name``, always the same ones, asked of both."""
    rows = [r for r in judged.rows(name) if sha256(r.id.encode()).digest()[1] % every == 0]
    backend = Postgres(loaded.address("vanban_doc"))
    with sending() as site, running(App(backend, origins=(site.address,))) as port:
        endpoint = f"http://127.0.0.1:{port}"
        with compared.pages(browser, site, loaded.files, endpoint) as pair:
            return compared.both(pair, rows)


def likeness(made: list[compared.Asked]) -> tuple[float, str]:
    """Which share of the questions has the same answer, and a page about the others."""
    unlike = list(filter(None, (one.unlike() for one in made)))
    share = 1 - len(unlike) / len(made)
    return share, "\n".join((f"{share:.1%} of {len(made)} the same", *unlike))


@pytest.fixture(scope="module")
def own(chromium: Any, loaded: Loaded) -> list[compared.Asked]:
    return asked(chromium, loaded, "thu")


def sample(chromium: Any, loaded: Loaded, scratch: Path) -> list[compared.Asked]:
    """Few of the real documents: whether an answer is the right one of all is no matter there."""
    import_corpora(SHARED, scratch, DOCUMENTS)
    loaded.server.sql("create database mau;")
    return asked(chromium, filled(loaded.server, scratch, "mau"), "corpora", EVERY)


def test_the_endpoint_is_right_where_the_files_are(own: list[compared.Asked]) -> None:
    kho = judged.oracle.load(DIRECTIVES)
    wrong = {one.row.id: told for one in own if (told := judged.judge(one.row, one.endpoint, kho))}
    lost = {one.row.id: told for one in own if (told := one.lost(kho))}
    print(f"{len(own) - len(wrong)} of {len(own)} right")
    assert len(own) > 130
    assert len(wrong) <= (1 - RIGHT) * len(own), wrong
    assert lost == {}


@pytest.mark.parametrize("archive", ["thu", "corpora"] if PRESENT else ["thu"])
def test_both_answer_the_same(
    archive: str, own: list[compared.Asked], chromium: Any, loaded: Loaded, tmp_path: Path
) -> None:
    made = own if archive == "thu" else sample(chromium, loaded, tmp_path)
    share, told = likeness(made)
    print(told)
    assert len(made) > 60
    assert share >= RIGHT, told
