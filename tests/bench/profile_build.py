"""Where each tenth of a cold build goes, and how far each part is from its floor.

``python tests/bench/profile_build.py [N]`` builds N generated documents in one process with a clock
around each part, then does with the very bytes of that part what nobody can do without: read them,
hash them, write them, file by file. Writes ``docs/do-luong/tung-phan.md``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generate import generate
from run import ROOT, machine, ours

OUT = ROOT / "docs" / "do-luong" / "tung-phan.md"
FAR = 3
"""Times its floor, past which a part is to be brought down or explained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """``calls`` are functions (module, name) whose time is its own; ``folders`` what it writes."""

    name: str
    calls: tuple[tuple[str, str], ...]
    folders: tuple[str, ...] = ()
    """Of the site, or of the cache when they begin with ``@``."""
    why: str = ""
    """What it does beside moving bytes."""
    reads: bool = False
    """Its bytes in are those of the sources."""


WRITER = "vanban.site.writer"
PARTS = (
    Part(name="Xem tên tệp trong kho", calls=(("vanban.site.build", "scan"),)),
    Part(
        name="Đọc: siêu dữ liệu, dẫn chiếu, quan hệ, HTML, từ để tìm",
        calls=(("vanban.archive", "read_files"),), folders=("@frag-",), reads=True,
        why="phân tích ngôn ngữ từng câu: dẫn chiếu, quan hệ, điều khoản, rồi Markdown sang HTML",
    ),
    Part(
        name="Nối dẫn chiếu, tính hiệu lực, ghi trạng thái", calls=(("vanban.archive", "plan_whole"),),
        folders=("@state.db",), why="mỗi dẫn chiếu được đối chiếu với mọi văn bản có cùng số hiệu",
    ),
    Part(
        name="Văn bản giống nhau", calls=((WRITER, "Similar.make_all"),),
        why="đếm điều chung của từng cặp văn bản",
    ),
    Part(
        name="Trang văn bản và tệp bên cạnh", calls=((WRITER, "Writer._pages"),), folders=("vb",),
        why="gộp mảnh, quan hệ, điều khoản, lược đồ, thẻ thành trang",
    ),
    Part(
        name="Sổ, lịch, so sánh, dữ liệu", calls=((WRITER, "Writer._surfaces"),),
        folders=("so-tay", "theo-doi", "so-sanh", "du-lieu"), why="xếp mọi dòng của mọi trang chung",
    ),
    Part(
        name="Danh sách để duyệt", calls=((WRITER, "Writer._lists"), (WRITER, "Writer._home")),
        folders=("duyet",), why="mỗi văn bản có mặt ở bốn danh sách trở lên",
    ),
    Part(
        name="Chỉ mục tìm kiếm", calls=((WRITER, "Writer._search"), (WRITER, "Searching")),
        folders=("tim",), why="xếp mọi cặp từ liền nhau của cả kho, nén danh sách",
    ),
    Part(name="Kết thúc", calls=(("vanban.site.build", "finish"),)),
)  # fmt: skip


@dataclass(slots=True)
class Clock:
    """CPU seconds by part; time spent in an inner part isn't the outer one's."""

    spent: dict[str, float] = field(default_factory=dict)
    inner: list[float] = field(default_factory=list)

    def around(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(work)
        def timed(*args: Any, **given: Any) -> Any:
            begun = time.process_time()
            self.inner.append(0.0)
            try:
                return work(*args, **given)
            finally:
                whole = time.process_time() - begun
                own = whole - self.inner.pop()
                self.spent[name] = self.spent.get(name, 0.0) + own
                if self.inner:
                    self.inner[-1] += whole

        return timed


def watched(clock: Clock) -> None:
    """Put the clock around every part's functions."""
    from importlib import import_module

    for part in PARTS:
        for module, dotted in part.calls:
            owner: Any = import_module(module)
            *above, name = dotted.split(".")
            for step in above:
                owner = getattr(owner, step, None)
            if owner is not None and hasattr(owner, name):
                setattr(owner, name, clock.around(part.name, getattr(owner, name)))


def written_by(part: Part, site: Path, cache: Path) -> Iterator[Path]:
    for folder in part.folders:
        if folder.startswith("@"):
            yield from cache.glob(f"{folder[1:]}*")
        else:
            yield from (path for path in (site / folder).rglob("*") if path.is_file())


def floor_of(
    part: Part, sources: list[Path], made: list[Path], temp: Path
) -> tuple[float, int, int]:
    """(CPU seconds of reading what it reads and of hashing and writing what it writes, bytes in,
    bytes out)."""
    contents = [path.read_bytes() for path in made]
    temp.mkdir()
    begun = time.process_time()
    taken = [path.read_bytes() for path in (sources if part.reads else ())]
    for data in (*taken, *contents):
        blake2b(data).digest()
    for number, data in enumerate(contents):
        with (temp / str(number)).open("wb") as out:
            out.write(data)
    spent = time.process_time() - begun
    shutil.rmtree(temp)
    return spent, sum(map(len, taken)), sum(map(len, contents))


def report(rows: list[tuple[str, ...]], count: int, total: float, command: str) -> str:
    """The page in Vietnamese."""
    told = machine()
    head = (
        "Phần",
        "CPU giây",
        "Phần mười",
        "ms/văn bản",
        "MB đọc",
        "MB ghi",
        "Tệp",
        "Sàn giây",
        "Gấp sàn",
    )
    lines = [
        "# Dựng từ đầu: thời gian đi đâu", "",
        f"- Ngày đo: {datetime.now(UTC).astimezone().isoformat(timespec='minutes')}",
        f"- Máy: {told['cores']} lõi {told['cpu']}, Python {told['python']}; tải lúc đo {told['load'][0]:.1f}",
        f"- Lệnh: `{command}`; {count} văn bản, một tiến trình, {total:.1f} giây CPU",
        "- Sàn là đọc nguồn, băm và ghi lại đúng những byte mà phần ấy đọc và ghi, từng tệp một, trong cùng"
        " lần chạy; phần không ghi gì thì không có sàn.", "",
        f"| {' | '.join(head)} |", "| --- |" + " ---: |" * (len(head) - 1),
        *(f"| {' | '.join(row)} |" for row in rows), "",
        f"## Vì sao gấp hơn {FAR} lần sàn", "",
        *(f"- {part.name}: {part.why}." for part in PARTS if part.why and _is_far(part, rows)),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _is_far(part: Part, rows: list[tuple[str, ...]]) -> bool:
    times = next(row[8] for row in rows if row[0] == part.name)
    return not times or float(times) > FAR


def measure(count: int, folder: Path, command: str) -> str:
    archive = folder / "kho"
    generate(archive, count)
    made = ours("do", "", archive, folder / "do", "vanban")
    clock = Clock()
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(time.time()) // 86_400 * 86_400))
    from vanban.site.door import build_site

    watched(clock)
    config, directives = made.project / "mkdocs.yml", archive / "directives"
    begun = time.process_time()
    build_site(config, directives=directives, site=made.site, jobs=1, quiet=True)
    total = time.process_time() - begun
    cache = next(path for path in (made.project / ".cache").iterdir() if path.is_dir())
    sources, rows = sorted(directives.rglob("*.md")), []
    for part in PARTS:
        spent = clock.spent.get(part.name, 0.0)
        files = sorted(written_by(part, made.site, cache))
        floor, taken, given = floor_of(part, sources, files, folder / "san")
        rows.append(_row(part, spent, total, count, (floor, taken, given, len(files))))
    rest = total - sum(clock.spent.values())
    name = "Còn lại: MkDocs, Material, nạp chương trình"
    rows.append(
        (name, f"{rest:.2f}", _tenths(rest / total), f"{1000 * rest / count:.2f}", *[""] * 5)
    )
    return report(rows, count, total, command)


def _row(
    part: Part, spent: float, total: float, count: int, found: tuple[float, int, int, int]
) -> tuple[str, ...]:
    floor, taken, given, files = found
    bound = (f"{floor:.2f}", f"{spent / floor:.1f}") if files and floor else ("", "")
    return (
        part.name, f"{spent:.2f}", _tenths(spent / total), f"{1000 * spent / count:.2f}",
        f"{taken / 1e6:.1f}", f"{given / 1e6:.1f}", str(files), *bound,
    )  # fmt: skip


def _tenths(share: float) -> str:
    return f"{10 * share:.1f}".replace(".", ",")


def main() -> int:
    parser = argparse.ArgumentParser(description="Đo từng phần của một lần dựng từ đầu.")
    parser.add_argument("count", type=int, nargs="?", default=2_000, help="số văn bản")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--work", type=Path, help="thư mục làm việc (mặc định: thư mục tạm)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vanban-phan-", dir=options.work) as folder:
        command = f"python tests/bench/profile_build.py {options.count}"
        page = measure(options.count, Path(folder), command)
    options.out.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
