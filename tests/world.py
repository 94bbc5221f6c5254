"""Small archives for tests: made-up documents of the sample province, edited and built."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

EPOCH = "1790000000"
"""2026-09-21: the day statuses are computed for in tests."""

BODIES = """\
co_quan:
  - khoa: tinh-uy-mau
    ten: Tỉnh ủy Tỉnh mẫu
    he: dang
    cap: tinh
    ma: [TU]
    noi: tinh-mau
  - khoa: ubnd-mau
    ten: Ủy ban nhân dân Tỉnh mẫu
    he: nha_nuoc
    cap: tinh
    ma: [UBND]
    noi: tinh-mau
"""


@dataclass
class World:
    """A folder of documents under test; each write gets a time of its own."""

    root: Path
    clock: int = 1_700_000_000
    written: dict[str, str] = field(default_factory=dict)

    @property
    def directives(self) -> Path:
        return self.root / "directives"

    def start(self) -> World:
        self.put("co-quan.yml", BODIES)
        return self

    def put(self, path: str, text: str) -> None:
        target = self.directives / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        self.clock += 1
        os.utime(target, (self.clock, self.clock))
        self.written[path] = text

    def remove(self, path: str) -> None:
        (self.directives / path).unlink()
        self.written.pop(path, None)


def document(
    *, so_hieu: str = "01-CT/TU", loai: str = "Chỉ thị", trich_yeu: str = "Việc thử nghiệm",
    co_quan: str = "tinh-uy-mau", ngay: str = "2020-01-02", body: str = "", extra: str = "",
    luu_hanh: str = "cong_khai",
) -> str:  # fmt: skip
    """A document's text; ``extra`` are further lines of front matter."""
    head = [
        f"so_hieu: {so_hieu}" if so_hieu else "",
        f"loai: {loai}",
        f"trich_yeu: {trich_yeu}",
        f"co_quan: {co_quan}" if co_quan else "",
        f"ngay: {ngay}" if ngay else "",
        f"luu_hanh: {luu_hanh}" if luu_hanh else "",
        "mau: true",
        extra.strip("\n"),
    ]
    lines = "\n".join(line for line in head if line)
    return f"---\n{lines}\n---\n\n{body or '## Nội dung'}\n"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` by its relative path."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }
