"""Files read together give what each gives alone, and a quiet run loads nothing to read with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from vanban.making import make_fragment, make_fragments
from vanban.reading import BATCH, BYTES, batches
from vanban.tables import load_registry

HEAD = "---\nloai: Chỉ thị\ntrich_yeu: Việc mẫu số {n}\nngay: 2020-01-{n:02d}\nluu_hanh: {luu_hanh}\nmau: true\n---\n\n"
BODY = (
    "Căn cứ Nghị định số {n}/2019/NĐ-CP ngày 05/3/2019 của Chính phủ.\n\n1. Thay thế Chỉ thị số {n}-CT/TU.\n\n"
    "a) Sơ kết trước ngày 30/6/2021.\n\nChỉ thị này có hiệu lực từ ngày {n}/02/2020.\n"
)


def source(n: int, *, head: str = HEAD, body: str = BODY) -> tuple[str, bytes, tuple[int, int]]:
    luu_hanh = "noi_bo" if n % 5 == 0 else "cong_khai"
    text = (head + body).format(n=n, luu_hanh=luu_hanh)
    return f"tinh-mau/2020/{n}.md", text.encode(), (n, len(text.encode()))


def test_files_read_together_are_as_each_alone() -> None:
    registry = load_registry()
    sources = [source(n) for n in range(1, 20)]
    sources[3] = source(4, head="không có phần đầu\n")  # refused
    sources[7] = source(8, body="MẬT\n\n" + BODY)  # withheld
    sources[11] = source(12, body="")
    sources[13] = source(14, body="<b>`mã`</b>\n\n" + BODY)  # not plain: Python-Markdown's
    for muc in ("cong_khai", "noi_bo"):
        together = make_fragments(sources, registry, muc)
        assert together == [make_fragment(*one, registry, muc) for one in sources]
        assert [f.path for f in together] == [path for path, _, _ in sources]
    assert sum(f.record is None for f in make_fragments(sources, registry, "cong_khai")) == 5


def test_without_words_only_the_search_part_is_empty() -> None:
    registry = load_registry()
    (whole,), (bare,) = (
        make_fragments([source(1)], registry, "noi_bo", words=words) for words in (True, False)
    )
    assert whole.record is not None and bare.record is not None
    assert bare.record.parts[5] == 0 < whole.record.parts[5]
    start = sum(whole.record.parts[:5])
    end = start + whole.record.parts[5]
    assert bare.blob == whole.blob[:start] + whole.blob[end:]


def test_batches_hold_every_file_once_and_not_too_much() -> None:
    small = [(f"{n}.md", (0, 10)) for n in range(2 * BATCH + 5)]
    assert list(map(len, batches(small))) == [BATCH, BATCH, 5]
    mixed = [("a.md", (0, BYTES)), ("b.md", (0, 1)), ("c.md", (0, 2 * BYTES)), ("d.md", (0, 0))]
    cut = [list(batch) for batch in batches(mixed)]
    assert cut == [mixed[:2], mixed[2:3], mixed[3:]]
    assert list(batches([])) == []


def test_a_quiet_run_loads_no_finder_and_nothing_that_makes_pages() -> None:
    code = (
        "import sys, vanban.site.build, vanban.site.door; "
        "print([m for m in ('vanban.making', 'vanban.citations.find', 'vanban.render.reference', 'markdown', 'vanban.site.writer', 'vanban.search.increment', 'importlib.metadata') if m in sys.modules])"
    )
    scripts = Path(__file__).resolve().parents[2] / "scripts"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=scripts, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
