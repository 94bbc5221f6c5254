"""Several worker processes at work on many files; the death of one costs one file."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from vanban.importer.model import Draft, Options
from vanban.importer.wire import load
from vanban.model import Issue

_RENEW_AFTER = 40
"""Files a worker reads before it is replaced, so that memory it grew is given back."""


class _Clock:
    """Kills a process when its time is over; more time may be granted a thousand times."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.process = process
        self.late = False
        self.seconds = seconds
        self.grants = 1_000
        self.timer = threading.Timer(seconds, self._over)
        self.timer.start()

    def _over(self) -> None:
        self.late = True
        self.process.kill()

    def restart(self, seconds: float) -> None:
        if self.grants and not self.late:
            self.grants -= 1
            self.seconds = seconds
            self.timer.cancel()
            self.timer = threading.Timer(seconds, self._over)
            self.timer.start()

    def stop(self) -> None:
        self.timer.cancel()


class _Worker:
    """One child process and the clock that kills it."""

    def __init__(self, options: Options, level: str) -> None:
        self.options = options
        self.level = level
        self.process: subprocess.Popen[bytes] | None = None
        self.served = 0

    def read(self, path: Path) -> Draft:
        """The draft of ``path``, or one that says how the child died."""
        process = self._started()
        clock = _Clock(process, self.options.seconds)
        try:
            answer = self._asked(process, path, clock)
        finally:
            clock.stop()
        self.served += 1
        try:
            return load(answer.decode("utf-8"))
        except (ValueError, KeyError, TypeError):
            self.close()
            return _dead(path, late=clock.late, seconds=clock.seconds)

    def _asked(self, process: subprocess.Popen[bytes], path: Path, clock: _Clock) -> bytes:
        if process.stdin is None or process.stdout is None:
            return b""
        with suppress(OSError):
            process.stdin.write(json.dumps(str(path)).encode() + b"\n")
            process.stdin.flush()
            while (line := process.stdout.readline()).startswith(b"+"):
                clock.restart(float(line[1:6]))
            return line
        return b""

    def _started(self) -> subprocess.Popen[bytes]:
        if self.process is not None and (
            self.served >= _RENEW_AFTER or self.process.poll() is not None
        ):
            self.close()
        if self.process is None:
            self.process = subprocess.Popen(
                [
                    sys.executable, "-m", "vanban.importer.worker",
                    str(self.options.megabytes), str(self.options.seconds), self.level,
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )  # fmt: skip
            self.served = 0
        return self.process

    def kill(self) -> None:
        """End what is being read; the thread that waits for it gets a draft that says so."""
        if self.process is not None:
            self.process.kill()

    def close(self) -> None:
        """Let the child go, by force when it doesn't."""
        process, self.process = self.process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def environment() -> dict[str, str]:
    """The child finds this package where its parent found it."""
    home = str(Path(__file__).resolve().parents[2])
    known = os.environ.get("PYTHONPATH", "")
    return os.environ | {"PYTHONPATH": home + (os.pathsep + known if known else "")}


def _dead(path: Path, *, late: bool, seconds: float) -> Draft:
    """``seconds`` are those of the step that was under way: a scan is granted some a page."""
    message = (
        f"Đọc tệp này, hoặc một trang của nó, lâu hơn {seconds:.0f} giây; đã dừng."
        if late
        else "Tiến trình đọc tệp này bị dừng (hết bộ nhớ hoặc tệp hỏng)."
    )
    issue = Issue(
        code="qua-thoi-gian" if late else "tien-trinh-chet",
        severity="loi",
        path=str(path),
        message=message,
        remedy="Kiểm tra tệp có mở được không; tệp quá lớn thì tách ra rồi nhập lại.",
    )
    return Draft(source=str(path), sha256="", issues=(issue,))


def read_all(paths: Sequence[Path], options: Options, level: str) -> Generator[Draft, None, None]:
    """Drafts of ``paths`` in their order, as they become known."""
    waiting: queue.SimpleQueue[tuple[int, Path]] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[int, Draft]] = queue.SimpleQueue()
    for item in enumerate(paths):
        waiting.put(item)
    stopped = threading.Event()
    workers = [_Worker(options, level) for _ in range(min(max(1, options.jobs), len(paths)))]
    threads = [
        threading.Thread(target=_serve, args=(worker, waiting, done, stopped)) for worker in workers
    ]
    for thread in threads:
        thread.start()
    try:
        yield from _in_order(done, len(paths))
    except BaseException:  # who asked has gone: what is being read is of no use any more
        stopped.set()
        for worker in workers:
            worker.kill()
        raise
    finally:
        stopped.set()
        for thread in threads:
            thread.join()


def _serve(
    worker: _Worker,
    waiting: queue.SimpleQueue[tuple[int, Path]],
    done: queue.SimpleQueue[tuple[int, Draft]],
    stopped: threading.Event,
) -> None:
    try:
        while not stopped.is_set():
            try:
                number, path = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                draft = worker.read(path)
            except Exception:  # whoever waits for this draft would wait for ever
                draft = _dead(path, late=False, seconds=0)
            done.put((number, draft))
    finally:
        worker.close()


def _in_order(done: queue.SimpleQueue[tuple[int, Draft]], count: int) -> Iterator[Draft]:
    early: dict[int, Draft] = {}
    for wanted in range(count):
        while wanted not in early:
            number, draft = done.get()
            early[number] = draft
        yield early.pop(wanted)
