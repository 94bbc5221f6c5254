"""Work spread over forked processes: each takes a slice and leaves its result in a file.

Where there is no fork (Windows) or little to do, the same work runs in this process; the
result is the same list in the same order.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Any, Generic, TypeVar

T = TypeVar("T")

FEW = 200
"""Below this many items a second process costs more than it saves."""


class WorkerFailed(RuntimeError):
    """A worker process ended with an error; its traceback went to standard error."""


@contextmanager
def uncollected() -> Iterator[None]:
    """No hunt for cycles while linking and writing, which make none.

    They make hundreds of thousands of tuples that live to the end of the build; looking
    through those again and again costs a twentieth of it.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def sweep(*, look: bool) -> None:
    """Look once through what was made since the last time, and never again.

    For long work that is ``uncollected`` inside ``spread``: nearly all it makes lives to its end,
    a renderer's cycles don't. Without ``look``, for work that makes no cycles, nothing is sought.
    """
    if look:
        gc.collect(0)
    gc.freeze()


def nameless(folder: Path) -> FileIO:
    """A file that is gone once it is closed, however this process ends."""
    return tempfile.TemporaryFile(dir=folder, buffering=0)


def append(file: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:  # a full disk takes a part, then raises
        rest = rest[file.write(rest) :]


class Handed(Generic[T]):
    """Values that workers hand over as they make them, so that nobody holds them all.

    Each worker has a file without a name, open since before they parted; read when all are done,
    they come in the order of the workers, and once.
    """

    def __init__(self, folder: Path, jobs: int) -> None:
        self._files = [nameless(folder) for _ in range(max(1, jobs))]

    def put(self, n: int, values: list[T]) -> None:
        """By worker ``n``: values marshal can write."""
        data = marshal.dumps(values)
        append(self._files[n], len(data).to_bytes(8, "big") + data)

    def __iter__(self) -> Iterator[T]:
        while self._files:
            with self._files.pop(0) as file:
                file.seek(0)
                while head := file.read(8):
                    yield from marshal.loads(file.read(int.from_bytes(head, "big")))  # noqa: S302 - written by our own child

    def __del__(self) -> None:
        for file in self._files:
            file.close()


def default_jobs() -> int:
    return max(1, min(8, os.cpu_count() or 1)) if hasattr(os, "fork") else 1


def spread(
    work: Callable[[int, Sequence[Any]], Any], items: Sequence[Any], jobs: int, folder: Path
) -> list[Any]:
    """``[work(0, slice), work(1, slice), …]``; results must be values marshal can write."""
    gc.freeze()  # what was there before needn't be looked at, nor copied by a child's looking
    try:
        if jobs < 2 or len(items) < FEW or not hasattr(os, "fork"):
            return [work(0, items)]
        return _forked(work, items, jobs, folder)
    finally:
        gc.unfreeze()


def _forked(
    work: Callable[[int, Sequence[Any]], Any], items: Sequence[Any], jobs: int, folder: Path
) -> list[Any]:
    size = -(-len(items) // jobs)
    slices = [items[i : i + size] for i in range(0, len(items), size)]
    sys.stdout.flush()
    sys.stderr.flush()
    children = [(_start(work, n, part, folder), n) for n, part in enumerate(slices) if n]
    try:
        results = [work(0, slices[0])]
    finally:
        codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid, _ in children]
    if any(codes):
        raise WorkerFailed(f"tiến trình con kết thúc với mã {[c for c in codes if c]}")
    for _, n in children:
        path = folder / f"part-{n}"
        results.append(marshal.loads(path.read_bytes()))  # noqa: S302 - written by our own child
        path.unlink()
    return results


def _start(
    work: Callable[[int, Sequence[Any]], Any], n: int, part: Sequence[Any], folder: Path
) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        result = work(n, part)
        with (folder / f"part-{n}").open("wb") as f:
            marshal.dump(result, f)
        code = 0
    except BaseException:  # a child must never return into its parent's code
        traceback.print_exc()
    finally:
        os._exit(code)
