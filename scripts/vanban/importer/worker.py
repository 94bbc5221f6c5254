"""The child process that reads originals: one path a line in, one draft a line out,
both as JSON.

Run as ``python -m vanban.importer.worker MEGABYTES SECONDS LEVEL``. A hostile file can at
worst kill this process; the parent starts another and goes on. A line ``+SECONDS`` before
the draft asks the parent for time from now on (a scan needs some for each page).
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from vanban.importer.clock import watch
from vanban.importer.draft import draft
from vanban.importer.model import Draft
from vanban.importer.wire import dump
from vanban.model import Issue

try:
    import resource
except ImportError:  # Windows has no such limits; the parent's clock remains
    resource = None  # type: ignore[assignment]


def main(arguments: list[str]) -> None:
    """Serve until the parent closes the pipe."""
    megabytes, seconds, level = int(arguments[0]), float(arguments[1]), arguments[2]
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print must not get among the answers
    _limit_memory(megabytes)

    def grant(more: float) -> None:
        _limit_time(more)
        answer.write(f"+{more:.0f}\n")
        answer.flush()

    watch(grant)
    for line in sys.stdin.buffer:
        path = Path(json.loads(line))
        _limit_time(seconds)
        answer.write(dump(_safe(path, level)) + "\n")
        answer.flush()


def _safe(path: Path, level: str) -> Draft:
    """The draft, whatever goes wrong: a fault of ours is reported as one, with its kind."""
    try:
        return draft(path, level)
    except MemoryError:
        return _failed(path, "het-bo-nho", "Đọc tệp này cần quá nhiều bộ nhớ; đã dừng.")
    except RecursionError:
        return _failed(path, "tep-hong", "Tệp lồng nhau quá sâu; đã dừng.")
    except OSError as error:
        return _failed(path, "khong-mo-duoc", f"Không mở được tệp: {error.strerror or error}.")
    except Exception as error:  # a reader's own fault must not stop the batch
        name = type(error).__name__
        return _failed(path, "loi-chuong-trinh", f"Chương trình gặp lỗi khi đọc tệp này ({name}).")


def _failed(path: Path, code: str, message: str) -> Draft:
    issue = Issue(code=code, severity="loi", path=str(path), message=message)
    return Draft(source=str(path), sha256="", issues=(issue,))


def limit(megabytes: int, seconds: float) -> None:
    """Bound the memory and CPU time of this process, where the system can."""
    _limit_memory(megabytes)
    _limit_time(seconds)


def _limit_memory(megabytes: int) -> None:
    if resource is not None and megabytes:
        _set(resource.RLIMIT_AS, megabytes * 2**20)


def _limit_time(seconds: float) -> None:
    """CPU seconds this process may use from now on."""
    if resource is not None and seconds:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _set(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 2)


def _set(what: Any, limit: int) -> None:
    _, hard = resource.getrlimit(what)
    bounded = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(what, (bounded, hard))


if __name__ == "__main__":
    main(sys.argv[1:])
