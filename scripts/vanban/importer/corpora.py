"""The shared corpora into a scratch archive: ``python -m vanban.importer.corpora SHARED TO``."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from vanban.importer.model import FileReport, ImportReport, Options
from vanban.importer.run import import_files

_KINDS = (".txt", ".docx", ".pdf", ".html")
_NOT_DOCUMENTS = ("ground-truth", "ground-truth-synthetic", "pending")


def originals(shared: Path) -> list[Path]:
    """The seed first, then every document of the corpora in a stable order."""
    seed = sorted((shared / "seed").glob("*.txt"))
    found = [
        p
        for p in sorted((shared / "corpora").rglob("*"))
        if p.suffix.lower() in _KINDS and not set(_NOT_DOCUMENTS) & set(p.parts)
    ]
    return [*seed, *found]


def import_corpora(shared: Path, to: Path, limit: int | None) -> ImportReport:
    """Import the seed and at most ``limit`` further documents below ``to``, spread over the kinds.

    Records are ``noi_bo``: the corpora are public, the scratch archive is nobody's.
    """
    files = originals(shared)
    if limit is not None and len(files) > limit + 1:
        step = (len(files) - 1) / max(limit, 1)
        files = [files[0], *(files[1 + int(n * step)] for n in range(limit))]
    began = time.monotonic()
    total = len(files)
    done = Counter[str]()

    def progress(_: FileReport, __: int) -> None:
        done["files"] += 1
        if done["files"] % 50 == 0 or done["files"] == total:
            rate = done["files"] / max(time.monotonic() - began, 0.001)
            sys.stderr.write(f"{done['files']}/{total} tệp, {rate:.1f} tệp/giây\n")

    return import_files(files, to, Options(luu_hanh="noi_bo"), progress)


def main() -> None:
    """Import, then print counts: imported, refused, issues by code."""
    parser = argparse.ArgumentParser(description="Nhập các kho văn bản thử vào một kho nháp.")
    parser.add_argument("shared", type=Path)
    parser.add_argument("to", type=Path)
    parser.add_argument("--limit", type=int, default=None)
    arguments = parser.parse_args()
    report = import_corpora(arguments.shared, arguments.to, arguments.limit)
    codes = Counter(i.code for f in report.files for i in f.issues)
    print(f"Nhập {len(report.imported)}, không nhập {len(report.refused)}.")
    for code, count in codes.most_common():
        print(f"  {code}: {count}")


if __name__ == "__main__":
    main()
