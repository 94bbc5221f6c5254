"""How soon ``vanban serve`` shows what was saved: ``bench_preview.py ARCHIVE [--write]``.

ARCHIVE is a folder of ``generate.py``. A copy of its documents is served by the command itself; one
document at a time is saved, and the clock runs from before the file is opened until an HTTP
client, told by the same question the browser holds open, has the page with the new words.
``--write`` keeps the table in ``docs/do-luong/xem-thu.md``.
"""

from __future__ import annotations

import argparse
import http.client
import os
import platform
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "docs" / "do-luong" / "xem-thu.md"
CONFIG = """site_name: Kho văn bản
use_directory_urls: false
theme: {name: material, language: vi, font: false}
plugins: [search, vanban]
"""
PATIENCE = 60.0
"""Seconds an answer may take before the measurement is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One save: ``told`` and ``shown`` are seconds until the news came and the page was read."""

    kind: str
    told: float
    shown: float


class NotShown(Exception):
    """The page that came after the news lacks what was saved."""


def with_body(text: str, word: str) -> str:
    return f"{text.rstrip()}\n\nDòng {word}.\n"


def with_title(text: str, word: str) -> str:
    return re.sub(r"(?m)^(trich_yeu: [\"']?)", rf"\g<1>{word} ", text, count=1)


EDITS: dict[str, Callable[[str, str], str]] = {
    "sửa thân": with_body, "sửa trích yếu": with_title,
}  # fmt: skip


@contextmanager
def serving(project: Path) -> Iterator[int]:
    """Port of ``vanban serve`` on ``project``, whose site is whole."""
    words = [str(Path(sys.executable).with_name("vanban")), "serve", "--cong=0"]
    process = subprocess.Popen(words, cwd=project, stdout=subprocess.PIPE, text=True)
    try:
        for line in process.stdout or ():
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                break
        else:
            raise SystemExit("vanban serve: không chạy được")
        yield int(found[1])
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)


def get(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def save(project: Path, port: int, file: Path, kind: str, word: str) -> Saved:
    """Save ``file`` with ``word`` in it and wait as the browser does."""
    new = EDITS[kind](file.read_text("utf-8"), word)
    address = f"/vb/{file.relative_to(project / 'directives').with_suffix('').as_posix()}/"
    number = get(port, "/__moi?")
    start = time.perf_counter()
    file.write_text(new, "utf-8")
    while get(port, f"/__moi?{number}") == number:
        pass
    told = time.perf_counter() - start
    page = get(port, address)
    shown = time.perf_counter() - start
    if word not in page:
        raise NotShown(address)
    return Saved(kind=kind, told=told, shown=shown)


def measure(archive: Path, rounds: int, seed: int) -> tuple[int, list[Saved]]:
    """How many documents, and ``rounds`` saves of each kind, in turn."""
    with tempfile.TemporaryDirectory() as place:
        project = Path(place)
        shutil.copytree(archive / "directives", project / "directives")
        (project / "docs").mkdir()
        (project / "docs" / "index.md").write_text("# Kho văn bản\n", "utf-8")
        (project / "mkdocs.yml").write_text(CONFIG, "utf-8")
        files = sorted((project / "directives").rglob("*.md"))
        draw = random.Random(seed)
        done = []
        with serving(project) as port:
            for turn in range(rounds):
                for kind in EDITS:
                    time.sleep(1)  # a person's pause: the build before is over
                    saved = save(
                        project, port, draw.choice(files), kind, f"chữmới{turn}{len(done)}"
                    )
                    print(f"{kind}: {saved.shown:.2f}", flush=True)
                    done.append(saved)
    return len(files), done


def page(total: int, done: list[Saved], load: float) -> str:
    lines = [
        "# Xem thử: lưu xong bao lâu thì thấy\n",
        f"- Ngày đo: {datetime.now(UTC).isoformat(timespec='minutes')}",
        f"- Máy: {os.cpu_count()} lõi, Python {platform.python_version()}; tải lúc đo {load:.1f}",
        f"- Lệnh: `python {shlex.join(['tests/bench/bench_preview.py', 'KHO', '--write'])}`; "
        f"{total} văn bản, có tìm kiếm",
        "- Từ lúc bắt đầu ghi tệp đến lúc trình duyệt nhận xong trang mới của văn bản ấy, giây"
        " thực: chờ trình soạn thảo ghi xong (0,1 giây), dựng lại, báo tin, tải trang.\n",
        "| Lưu gì | Số lần | Trung vị | Nhanh nhất | Chậm nhất | Trung vị lúc được báo |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for kind in EDITS:
        shown = [s.shown for s in done if s.kind == kind]
        told = median(s.told for s in done if s.kind == kind)
        cells = [median(shown), min(shown), max(shown), told]
        numbers = " | ".join(f"{n:.2f}".replace(".", ",") for n in cells)
        lines.append(f"| {kind} | {len(shown)} | {numbers} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    total, done = measure(options.archive, options.rounds, options.seed)
    told = page(total, done, load)
    print(told)
    if options.write:
        OUT.write_text(told, "utf-8")


if __name__ == "__main__":
    main()
