"""The built site as items: every file hashed, compressed twins made, odd things refused."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from vanban.publish.compress import Compressor
from vanban.publish.manifest import BESIDE, is_inside, manifest_bytes
from vanban.publish.policy import is_twin
from vanban.publish.values import CantPublish, Entry, Item, Tick, Tree

STAMP = "ban-dung.json"
PIECE = 1 << 20


def read_tree(site: Path, cache: Path | None, tick: Tick = lambda _: None, jobs: int = 0) -> Tree:
    """Hash and compress the site; ``cache`` keeps compressed twins between runs (None: no twins).

    Raises CantPublish when ``site`` isn't a built site or holds what must not be published: a
    symbolic link, a name that another system can't hold, two names that differ in case only.
    """
    if not (site / "index.html").is_file() or not (site / "assets" / "vanban").is_dir():
        raise CantPublish(f"{site} không phải trang đã dựng. Chạy «vanban build» trước.")
    paths = sorted(site_files(site))
    refuse_clashes(paths)
    there = set(paths)
    items = [
        Item(path, entry_of(site / path), site / path) for path in paths if not _ours(path, there)
    ]
    twins = Compressor(cache, jobs).twins(items, tick) if cache else []
    whole = tuple(sorted([*items, *twins]))
    return Tree(items=whole, manifest=manifest_bytes(whole), stamp=read_stamp(site / STAMP))


def _ours(path: str, paths: set[str]) -> bool:
    """Made anew by publishing: twins of files that are there, a manifest of another run."""
    return path in BESIDE or (is_twin(path) and path[:-3] in paths)


def site_files(site: Path) -> Iterator[str]:
    """Addresses of all files; folders whose name begins with a point are a build's own."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(site / folder) as found:
            entries = list(found)
        for entry in entries:
            path = f"{folder}{entry.name}"
            if entry.is_symlink():
                raise CantPublish(f"{path}: là liên kết; trang chỉ được gồm tệp thường.")
            if entry.is_dir():
                if not entry.name.startswith("."):
                    waiting.append(f"{path}/")
            elif is_inside(path) and not entry.name.startswith("."):
                yield path
            else:
                raise CantPublish(
                    f"«{path}»: tên tệp này không được xuất bản; xóa tệp rồi dựng lại."
                )


def refuse_clashes(paths: list[str]) -> None:
    """Windows and macOS take ``A.html`` and ``a.html`` for one file."""
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(path.casefold(), path)
        if other != path:
            raise CantPublish(f"Hai tệp chỉ khác chữ hoa, chữ thường: {other} và {path}.")


def entry_of(file: Path) -> Entry:
    """Hash and size of what can be read now.

    Raises FileNotFoundError and OSError as opening does.
    """
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return Entry(digest.hexdigest(), size)


def read_stamp(file: Path) -> Mapping[str, object]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
