"""What a site weighs: bytes of a document's page above its text, all files beside the sources.

    python tests/bench/site_size.py SITE DIRECTIVES --write

measures a built site and, with ``--write``, writes ``docs/do-luong/dung-luong.md``. Sizes are bytes
as they lie on the disk; ``gzip`` is what a server sends of a page.
"""

from __future__ import annotations

import argparse
import gzip
import html
import os
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "docs" / "do-luong" / "dung-luong.md"

_TEXT = re.compile(
    rb'<div class="vb-than" id="vb-noi-dung">(.*?)(?:<div class="vb-ky">|<p class="vb-in">|<aside class="vb-thuoc-tinh")',
    re.DOTALL,
)
_TAG = re.compile(rb"<[^>]*>")
_CONTENT = re.compile(rb"<article.*?</article>", re.DOTALL)
KINDS = {
    "index.html": "Trang văn bản", "van-ban.json": "JSON cạnh trang", "the.js": "Thẻ dẫn chiếu",
    "akn.xml": "Akoma Ntoso",
}  # fmt: skip
FOLDERS = {
    "duyet": "Trang duyệt, nguồn tin", "du-lieu": "Dữ liệu tải về", "theo-doi": "Theo dõi thực hiện",
    "so-tay": "Sổ theo dõi", "so-sanh": "So sánh", "tim": "Chỉ mục tìm kiếm",
}  # fmt: skip
OTHERS = "Trang viết tay, giao diện"
BESIDE = "Trang phụ và bản gốc của văn bản"


class PageSize(NamedTuple):
    """Bytes of one page: all of it, its text in UTF-8 without markup, its content area, gzipped."""

    whole: int
    text: int
    content: int
    packed: int


def page_size(data: bytes) -> PageSize:
    """Of a document's page."""
    found, content = _TEXT.search(data), _CONTENT.search(data)
    text = html.unescape(_TAG.sub(b"", found[1]).decode()) if found else ""
    return PageSize(
        len(data), len(text.encode()), len(content[0]) if content else 0,
        len(gzip.compress(data, 6, mtime=0)),
    )  # fmt: skip


class SiteSize(NamedTuple):
    """``files`` and ``sizes`` by kind of file; ``pages`` are the sizes of documents' pages."""

    sources: int
    pages: tuple[PageSize, ...]
    files: Counter[str]
    sizes: Counter[str]


def kind_of(url: str) -> str:
    folder, _, name = url.partition("/")
    if folder == "vb":
        return KINDS.get(name.rpartition("/")[2], BESIDE)
    return FOLDERS.get(folder, OTHERS)


def site_size(site: Path, directives: Path) -> SiteSize:
    files: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    pages = []
    for folder, _, names in os.walk(site):
        for name in names:
            path = Path(folder) / name
            kind = kind_of(path.relative_to(site).as_posix())
            files[kind] += 1
            sizes[kind] += path.stat().st_size
            if kind == KINDS["index.html"]:
                pages.append(page_size(path.read_bytes()))
    sources = sum(p.stat().st_size for p in directives.rglob("*.md"))
    return SiteSize(sources, tuple(pages), files, sizes)


def report(found: SiteSize, command: str) -> str:
    """The measurement as a page in Vietnamese."""
    count, total = len(found.pages), sum(found.sizes.values())
    average = PageSize(*(sum(part) // count for part in zip(*found.pages, strict=True)))
    rows = [
        f"| {kind} | {found.files[kind]} | {size / 1e6:.1f} | {size / count / 1000:.2f} |"
        for kind, size in found.sizes.most_common()
    ]
    parts = [
        f"| {name} | {size / 1000:.1f} |"
        for name, size in (
            ("Cả trang", average.whole), ("Trong đó lời văn", average.text),
            ("Phần hơn lời văn", average.whole - average.text),
            ("– khung giao diện (đầu trang, điều hướng, mục lục, chân trang)", average.whole - average.content),
            ("– thuộc tính, lược đồ, quan hệ, dẫn chiếu, thẻ HTML của lời văn", average.content - average.text),
            ("Gửi đi qua mạng (gzip)", average.packed),
        )
    ]  # fmt: skip
    return "\n".join([
        "# Dung lượng của trang", "",
        f"- Ngày đo: {datetime.now(UTC):%Y-%m-%d}",
        f"- Lệnh: `{command}`",
        f"- Kho: {count} văn bản do `tests/bench/generate.py` sinh ra, nguồn {found.sources / 1e6:.1f} MB",
        f"- Cả trang: {sum(found.files.values())} tệp, {total / 1e6:.1f} MB, gấp {total / found.sources:.1f} lần nguồn",
        "", "## Một trang văn bản, trung bình", "", "| Phần | KB |", "| --- | ---: |", *parts,
        "", "## Theo loại tệp", "", "| Loại | Tệp | MB | KB/văn bản |", "| --- | ---: | ---: | ---: |", *rows, "",
        "Thẻ dẫn chiếu chỉ giữ đầu văn bản và những điều khoản được dẫn; danh sách quan hệ trên trang dừng ở 20 văn bản mỗi loại, phần còn lại ở trang bên cạnh.",
        "Trong một nhóm văn bản cùng dẫn lẫn nhau, thẻ của mỗi văn bản không lớn theo số văn bản của nhóm và trang của nó lớn không quá tỷ lệ thuận: `tests/bench/test_site_size.py` giữ điều này.",
        "",
    ])  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Đo dung lượng một trang đã dựng.")
    parser.add_argument("site", type=Path, help="trang đã dựng")
    parser.add_argument("directives", type=Path, help="kho nguồn của nó")
    parser.add_argument("--write", action="store_true", help=f"ghi {OUT.relative_to(ROOT)}")
    asked = parser.parse_args()
    command = f"python tests/bench/site_size.py TRANG KHO{' --write' if asked.write else ''}"
    told = report(site_size(asked.site, asked.directives), command)
    if asked.write:
        OUT.write_text(told, encoding="utf-8", newline="\n")
    sys.stdout.write(told)


if __name__ == "__main__":
    main()
