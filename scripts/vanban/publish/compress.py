"""Compressed twins (``.gz``, ``.br``) of texts, the same bytes for the same file every time.

They are made once per content and kept in a cache folder as ``<hash of the text>.<hash of the
twin>.br``: a damaged twin doesn't bear its name any more and is made again.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType

from vanban.publish.policy import COMPRESSED, suffix
from vanban.publish.values import CantPublish, Entry, Item, Tick

WORTH = 512
"""Bytes below which an answer fits one packet anyway."""

LARGE = 64 << 20
"""Bytes above which a file would take too much memory."""

KEPT = 7 * 86_400
"""Seconds a twin is kept after its last use."""

GZIP_LEVEL = 9
BROTLI_QUALITY = 9
"""9 makes a page 20 times smaller at 5 MB/s; 11 gains a fifth more at a twenty-fifth of the pace."""


def find_brotli() -> ModuleType | None:
    """The optional library; without it servers send ``.gz``."""
    try:
        import brotli
    except ImportError:
        return None
    return brotli  # type: ignore[no-any-return]


def makers() -> dict[str, Callable[[bytes], bytes]]:
    """Ending → how the twin is made."""
    found: dict[str, Callable[[bytes], bytes]] = {
        ".gz": partial(gzip.compress, compresslevel=GZIP_LEVEL, mtime=0)
    }
    if brotli := find_brotli():
        found[".br"] = partial(brotli.compress, quality=BROTLI_QUALITY)
    return found


class Compressor:
    """Makes twins, several at a time, and forgets those nobody has asked for in a week."""

    def __init__(self, cache: Path, jobs: int = 0) -> None:
        self.cache = cache
        self.jobs = jobs or os.cpu_count() or 1
        self.makers = makers()
        self.kept = {name.rsplit(".", 2)[0] + "." + name.rsplit(".", 1)[1]: name
                     for name in _names(cache)}  # fmt: skip
        """``<hash of the text>.br`` → name of the file that holds the twin."""

    def twins(self, items: Sequence[Item], tick: Tick) -> list[Item]:
        """Items for the twins of ``items`` that are worth it."""
        worth = [i for i in items if suffix(i.path) in COMPRESSED and WORTH <= i.entry.size < LARGE]
        self.cache.mkdir(parents=True, exist_ok=True)
        # a content is made once: two pages of the same bytes share one file of the cache
        same: dict[str, list[Item]] = {}
        for item in worth:
            same.setdefault(item.entry.sha256, []).append(item)
        found: list[Item] = []
        with ThreadPoolExecutor(self.jobs) as pool:
            made = pool.map(self._of, [items[0] for items in same.values()])
            for items, twins in zip(same.values(), made, strict=True):
                found += (twin._replace(path=item.path + twin.source.suffix)
                          for item in items for twin in twins)  # fmt: skip
                tick(len(items))
        self._forget({item.source.name for item in found})
        return found

    def _of(self, item: Item) -> list[Item]:
        data, twins = b"", []
        for ending, make in self.makers.items():
            twin = self._held(item, ending)
            if twin is None:
                data = data or _unchanged(item)
                twin = self._keep(item, ending, make(data))
            if twin.entry.size < item.entry.size:
                twins.append(twin)
        return twins

    def _held(self, item: Item, ending: str) -> Item | None:
        name = self.kept.get(item.entry.sha256 + ending)
        if name is None:
            return None
        try:
            data = (self.cache / name).read_bytes()
        except OSError:
            return None
        sha = hashlib.sha256(data).hexdigest()
        if name != f"{item.entry.sha256}.{sha}{ending}":
            return None
        return Item(item.path + ending, Entry(sha, len(data)), self.cache / name)

    def _keep(self, item: Item, ending: str, data: bytes) -> Item:
        sha = hashlib.sha256(data).hexdigest()
        file = self.cache / f"{item.entry.sha256}.{sha}{ending}"
        fresh = file.with_name(f"{file.name}.{secrets.token_hex(6)}.moi")
        fresh.write_bytes(data)
        fresh.replace(file)
        return Item(item.path + ending, Entry(sha, len(data)), file)

    def _forget(self, used: Iterable[str]) -> None:
        """Remove what no run has used for days: another level's site may share the cache, and
        another run may be bringing its twins at this moment."""
        now = time.time()
        for name in used:
            with contextlib.suppress(OSError):
                os.utime(self.cache / name, (now, now))
        for name in set(_names(self.cache)) - set(used):
            with contextlib.suppress(OSError):
                if now - (self.cache / name).stat().st_mtime > KEPT:
                    (self.cache / name).unlink()


def _names(cache: Path) -> list[str]:
    try:
        return [name for name in os.listdir(cache) if name.count(".") >= 2]  # noqa: PTH208
    except FileNotFoundError:
        return []


def _unchanged(item: Item) -> bytes:
    data = item.source.read_bytes()
    if hashlib.sha256(data).hexdigest() != item.entry.sha256:
        raise CantPublish(f"{item.path} đổi trong lúc xuất bản. Chờ dựng xong rồi chạy lại.")
    return data
