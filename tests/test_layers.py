"""Imports go one way, and outside libraries are met in one place each (DESIGN 3)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "scripts" / "vanban"
FLOOR = {"model", "so_hieu", "text", "tables"}
STAGES = {"corpus", "citations", "graph", "render", "compare"}
ORDER = [
    "alone",
    "parallel",
    "version",
    "progress",
    "tokens",
    "fragment",
    "state",
    "records",
    "followed",
    "making",
    "reading",
    "registry",
    "stating",
    "facts",
    "stored",
    "clauses",
    "pairs",
    "planning",
    "archive",
    "linking",
    "linkfaults",
    "standing",
    "checking",
    "citing",
    "explaining",
    "reviewing",
    "relating",
]
EDGES = {"search": 99, "export": 100, "importer": 100, "publish": 101, "site": 101, "answer": 102}
OUTSIDE = {
    "mkdocs": {"site/plugin.py"},
    "pdfplumber": {"importer"},
    "lxml": {"importer"},
    "olefile": {"importer"},
    "markdown": {"render", "site/markdown_ext.py"},
    "nh3": {"render"},
    "socket": {"site/serve.py", "publish/send"},
    "http": {"site/serve.py", "publish/send", "importer/review_page.py"},
    "urllib": {"site", "render", "importer", "publish/send", "publish/targets.py", "answer"},
    "asyncpg": {"answer/postgres.py"},
    "uvicorn": {"answer/serving.py"},
    "httpx": {"answer/opensearch.py"},
    "paramiko": {"publish/send"},
    "boto3": {"publish/send"},
    "botocore": {"publish/send"},
    "brotli": {"publish/compress.py"},
}


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Dotted names of everything ``path`` imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module or "")
    return names


def rank(room: str) -> int:
    """Higher may import lower; rooms of one rank may not import each other."""
    if room in FLOOR:
        return 0
    if room in STAGES:
        return 1
    if room in ORDER:
        return 2 + ORDER.index(room)
    if room in EDGES:
        return EDGES[room]
    return 200


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_go_down(path: Path) -> None:
    own = room_of(path)
    if own in ("__init__", "cli"):
        return
    for name in imported(path):
        if not name.startswith("vanban."):
            continue
        other = name.split(".")[1]
        if other == own or rank(own) == rank(other) == 0:
            continue
        assert rank(other) < rank(own), f"{own} imports {other}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_outside_libraries_are_met_in_their_place(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for name in imported(path):
        homes = OUTSIDE.get(name.split(".")[0])
        assert homes is None or any(place == h or place.startswith(f"{h}/") for h in homes), (
            f"{place} imports {name}"
        )


def test_only_the_known_rooms_exist() -> None:
    rooms = {room_of(p) for p in modules()}
    assert rooms <= FLOOR | STAGES | set(ORDER) | set(EDGES) | {"__init__", "cli"}


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 50, f"{node.name}: {length} lines"
