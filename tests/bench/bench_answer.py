"""``vanban answer`` over a PostgreSQL of its own, beside the index in files: right, big, fast.

``python tests/bench/bench_answer.py [--archives thu,gen1000] [--again 150] [--write]``: for each
archive with judged queries (``tests/gold/search/archives.py``) the export is written and loaded,
and all queries are asked in Chromium of a page that has the files and of one that asks the
endpoint, a process of its own on loopback. ``--again``: how many are then asked of both a second
time, when the browser holds the files. ``--write`` keeps ``docs/do-luong/may-tim-kiem.md``, with
its figures beside it; archives not measured this time keep theirs.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.request import urlopen

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "gold" / "search")]

import archives  # noqa: E402
import in_browser  # noqa: E402
import oracle  # noqa: E402
from answer import compared  # noqa: E402
from answer.judged import judge, rows  # noqa: E402
from answer.on_loopback import sending  # noqa: E402
from bench_search_page import ARCHIVES  # noqa: E402
from postgres import Server, programs, server  # noqa: E402

from vanban.export.gathering import gathered  # noqa: E402
from vanban.export.postgres.files import FOLDER, write_postgres  # noqa: E402
from vanban.search.index import SearchIndex  # noqa: E402

OUT = archives.ROOT / "docs" / "do-luong" / "may-tim-kiem.md"
WITHIN = 60.0
"""Seconds the endpoint has to begin."""

_SIZES = """select pg_database_size(current_database()),
 pg_total_relation_size('vanban.words'), pg_total_relation_size('vanban.provisions'),
 pg_total_relation_size('vanban.documents');"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Milliseconds of many questions: the median, and what 95 of 100 stay below."""

    median: float
    most: float

    @classmethod
    def of(cls, each: Sequence[float]) -> Timed:
        cuts = quantiles(each, n=20, method="inclusive") if len(each) > 1 else [*each] * 19
        return cls(median=round(cuts[9], 1), most=round(cuts[18], 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Bytes of the database and of its parts, seconds to fill it, bytes and number of files."""

    documents: int
    export_cpu: float
    export_bytes: int
    load_seconds: float
    database: int
    words: int
    texts: int
    table: int
    files: int
    files_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One archive. Times: by ``files`` and ``endpoint``, the first time and again."""

    loaded: Loaded
    asked: int
    right_files: int
    right_endpoint: int
    same: int
    first: Mapping[str, Timed]
    again: Mapping[str, Timed]
    endpoint_cpu: float
    endpoint_bytes: int
    date: str
    load: float


def filled(running: Server, directives: Path) -> tuple[Loaded, dict[str, bytes]]:
    """The export in the database; and the same archive's index in files."""
    began = time.process_time()
    with gathered(directives, "noi_bo") as archive:
        for name in write_postgres(archive, running.folder):
            (running.folder / name).chmod(0o644)
        cpu = time.process_time() - began
        index = SearchIndex(archive.facts, archive.blobs, archive.ids)
        files = {path: data for id_ in archive.ids for path, data in index.text_files(id_)}
        files |= dict(index.files())
        count = len(archive.ids)
    written = sum(p.stat().st_size for p in (running.folder / FOLDER).rglob("*") if p.is_file())
    clock = time.perf_counter()
    running.sql("create role vanban_doc login;")
    running.sql("", file=running.folder / FOLDER / "nap.sql")
    took = time.perf_counter() - clock
    whole, words, texts, table = map(int, running.sql(_SIZES)[0])
    return Loaded(
        documents=count, export_cpu=round(cpu, 1), export_bytes=written, load_seconds=round(took, 1),
        database=whole, words=words, texts=texts, table=table, files=len(files),
        files_bytes=sum(map(len, files.values())),
    ), files  # fmt: skip


@contextmanager
def answering(address: str, origin: str) -> Iterator[tuple[str, int]]:
    """``vanban answer`` as it is installed; its address and process. Ends with the context."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).parent / "vanban"), "answer", address, "--cong", str(port),
        "--trang", origin, "--moi-giay", "0", "--noi-bo",
    ]  # fmt: skip
    with subprocess.Popen(command) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/hoi?so=0", process)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + WITHIN
    while True:
        try:
            with urlopen(address, timeout=WITHIN) as told:  # noqa: S310 - our own
                told.read()
                return
        except OSError:
            if time.monotonic() > end or process.poll() is not None:
                raise
            time.sleep(0.1)


def cost_of(pid: int) -> tuple[float, int]:
    """CPU seconds of a process so far, and its bytes in memory."""
    told = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    cpu = (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    return cpu, int(told[21]) * os.sysconf("SC_PAGE_SIZE")


def measured(name: str, work: Path, again: int) -> Measured:
    """One archive exported, loaded and asked."""
    found = programs()
    if found is None:
        raise SystemExit("Không có máy chủ PostgreSQL (gói postgresql của Debian).")
    directives = archives.sources(name, work / name)
    kho, questions = oracle.load(directives), rows(name)
    with server(found) as running, sending() as site, in_browser.chromium() as browser:
        loaded, files = filled(running, directives)
        address = f"postgresql://vanban_doc@/postgres?host={running.folder}"
        with answering(address, site.address) as (endpoint, pid):
            before = cost_of(pid)[0]
            with compared.pages(browser, site, files, endpoint) as pair:
                first = compared.both(pair, questions)
                cpu, size = cost_of(pid)
                step = max(1, len(questions) // max(1, again))
                second = compared.both(pair, questions[::step])
    return Measured(
        loaded=loaded, asked=len(first),
        right_files=sum(not judge(one.row, one.files, kho) for one in first),
        right_endpoint=sum(not judge(one.row, one.endpoint, kho) for one in first),
        same=sum(not one.unlike() for one in first), first=_times(first), again=_times(second),
        endpoint_cpu=round((cpu - before) * 1000 / len(first), 1), endpoint_bytes=size,
        date=datetime.now(UTC).date().isoformat(), load=round(os.getloadavg()[1], 1),
    )  # fmt: skip


def _times(made: Sequence[compared.Asked]) -> dict[str, Timed]:
    return {who: Timed.of([getattr(one, who).ms for one in made]) for who in ("files", "endpoint")}


def page(kept: Mapping[str, Mapping[str, Any]]) -> str:
    """The page of the docs, from figures as ``Measured`` has them."""
    blocks = [
        "# Đo máy chủ tìm kiếm",
        "- Lệnh: `python tests/bench/bench_answer.py --archives "
        + ",".join(kept)
        + " --write` (cần gói `postgresql` của Debian và Chromium). Mỗi kho được xuất, nạp vào một"
        " PostgreSQL riêng do lệnh tự dựng; mọi câu hỏi có đáp án của kho được hỏi trong Chromium,"
        " một lần ở trang có chỉ mục trong tệp, một lần ở trang hỏi `vanban answer`.\n"
        "- Tất cả trên cùng một máy, không có đường truyền; thời gian là của một câu hỏi lấy ít nhất"
        " hai mươi kết quả cả đoạn trích và số đếm. «Hỏi lại» là khi trình duyệt đã giữ tệp và"
        " PostgreSQL đã đọc bảng.\n- «Giống» là cùng văn bản nhảy thẳng, cùng mười kết quả đầu theo"
        " thứ tự, cùng tổng số, cùng gợi ý số và trích yếu.",
        "## Đúng",
        _table(("Kho", "Câu hỏi", "Tệp đúng", "Máy chủ đúng", "Giống nhau"), kept, _right),
        "## Lớn",
        _table((
            "Kho", "Văn bản", "Chỉ mục trong tệp", "Số tệp", "Cơ sở dữ liệu", "– danh sách theo từ",
            "– lời văn", "– bảng văn bản", "Tệp xuất", "CPU xuất", "Nạp",
        ), kept, _large),
        "## Nhanh",
        "Mili giây, trung vị; trong ngoặc là mức 95 % câu không vượt.",
        _table((
            "Kho", "Tệp, lần đầu", "Máy chủ, lần đầu", "Tệp, hỏi lại", "Máy chủ, hỏi lại",
            "CPU của `vanban answer` một câu", "Bộ nhớ của nó", "Ngày đo", "Tải máy",
        ), kept, _fast),
    ]  # fmt: skip
    return "\n\n".join(blocks) + "\n"


def _table(head: Sequence[str], kept: Mapping[str, Any], cells: Any) -> str:
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    lines += [f"| {' | '.join((ARCHIVES[name], *cells(one)))} |" for name, one in kept.items()]
    return "\n".join(lines)


def _right(one: Mapping[str, Any]) -> Iterator[str]:
    yield str(one["asked"])
    for part in ("right_files", "right_endpoint", "same"):
        share = f"{one[part] / one['asked'] * 100:.1f}".replace(".", ",")
        yield f"{one[part]} ({share} %)"


def _large(one: Mapping[str, Any]) -> Iterator[str]:
    part = one["loaded"]
    yield f"{part['documents']:,}".replace(",", ".")
    yield _bytes(part["files_bytes"])
    yield f"{part['files']:,}".replace(",", ".")
    for name in ("database", "words", "texts", "table", "export_bytes"):
        yield _bytes(part[name])
    yield _number(part["export_cpu"]) + " giây"
    yield _number(part["load_seconds"]) + " giây"


def _fast(one: Mapping[str, Any]) -> Iterator[str]:
    for when in ("first", "again"):
        for who in ("files", "endpoint"):
            part = one[when][who]
            yield f"{_number(part['median'])} ({_number(part['most'])})"
    yield _number(one["endpoint_cpu"]) + " ms"
    yield _bytes(one["endpoint_bytes"])
    yield one["date"]
    yield _number(one["load"])


def _number(value: float) -> str:
    return f"{value:,.1f}".translate(str.maketrans(",.", ".,"))


def _bytes(size: int) -> str:
    return f"{_number(size / 1e6)} MB"


def keep(made: Mapping[str, Measured], out: Path) -> None:
    """Write ``out`` and its JSON; archives not measured now keep their figures."""
    figures = out.with_suffix(".json")
    before = json.loads(figures.read_text("utf-8")) if figures.exists() else {}
    every = before | {name: asdict(one) for name, one in made.items()}
    kept = {name: every[name] for name in ARCHIVES if name in every}
    figures.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    out.write_text(page(kept), "utf-8")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Đo máy chủ tìm kiếm cạnh chỉ mục trong tệp.")
    parser.add_argument("--archives", default="thu,gen1000", help="kho, cách nhau dấu phẩy")
    parser.add_argument("--again", type=int, default=150, help="số câu hỏi lại lần hai")
    parser.add_argument("--write", action="store_true", help="ghi trang của tài liệu")
    parser.add_argument("--work", type=Path, default=archives.WORK, help="thư mục dựng kho")
    options = parser.parse_args(arguments)
    names = [name for name in options.archives.split(",") if archives.present(name)]
    if unknown := set(names) - set(ARCHIVES):
        parser.error(f"không có kho {', '.join(sorted(unknown))}; có: {', '.join(ARCHIVES)}")
    made = {name: measured(name, options.work, options.again) for name in names}
    with tempfile.TemporaryDirectory() as scratch:
        out = OUT if options.write else Path(scratch) / OUT.name
        keep(made, out)
        print(out.read_text("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
