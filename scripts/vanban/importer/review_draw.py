"""Originals shown to a person: a page as a picture, or the text as it was laid out.

Drawing is done by a child process with the limits of any other reading: a hostile file can at
worst leave its own page undrawn, and nothing in it ever reaches a browser but pixels and text.

Run as ``python -m vanban.importer.review_draw MEGABYTES SECONDS (trang NUMBER | chu | cho) PATH``;
``cho`` reads the texts to look for from standard input.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from vanban.importer.model import Block
from vanban.importer.pool import environment
from vanban.importer.review_places import Box, boxes

_MEGABYTES = 1024
_SECONDS = 25
_WIDTH = 1100
_MAX_SIDE = 4000
_MAX_BYTES = 40 * 2**20
_AT_ONCE = threading.BoundedSemaphore(2)


@lru_cache(maxsize=48)
def page_picture(path: Path, _changed: int, number: int) -> bytes:
    """PNG of a page (from 1) of a PDF or picture; empty when it can't be drawn.

    ``_changed`` is the file's time of change: another one is drawn anew.
    """
    return _child(path, "trang", str(number))


@lru_cache(maxsize=8)
def laid_out(path: Path, _changed: int) -> tuple[Block, ...]:
    """The blocks of any other original in their order; () when it can't be read."""
    answer = _child(path, "chu")
    try:
        return tuple(_block(item) for item in json.loads(answer or b"[]"))
    except (ValueError, TypeError):
        return ()


def _block(data: dict[str, Any]) -> Block:
    return replace(Block(**data), rows=tuple(tuple(map(str, row)) for row in data["rows"]))


@lru_cache(maxsize=48)
def field_boxes(
    path: Path, _changed: int, wanted: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[Box, ...]:
    """Where each field stands on the pages of a PDF; () for a scan, or when it can't be told."""
    answer = _child(path, "cho", given=json.dumps(wanted).encode())
    try:
        return tuple(Box(**item) for item in json.loads(answer or b"[]"))
    except (ValueError, TypeError):
        return ()


def _child(path: Path, *wanted: str, given: bytes = b"") -> bytes:
    command = [sys.executable, "-m", __name__, str(_MEGABYTES), str(_SECONDS), *wanted, str(path)]
    with _AT_ONCE:
        try:
            done = subprocess.run(
                command, input=given, capture_output=True, timeout=_SECONDS + 5, check=False,
                env=environment(),
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return b""
    return done.stdout if not done.returncode and len(done.stdout) <= _MAX_BYTES else b""


def _drawn(path: Path, number: int) -> bytes:
    image = _pdf_page(path, number) if _is_pdf(path) else _picture(path, number)
    if max(image.size) > _MAX_SIDE or image.width > _WIDTH:
        image.thumbnail((_WIDTH, _MAX_SIDE))
    out = io.BytesIO()
    image.convert("RGB").save(out, "PNG")
    return out.getvalue()


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


def _pdf_page(path: Path, number: int) -> Any:
    import pypdfium2

    opened: Any = pypdfium2  # its types are incomplete
    page = opened.PdfDocument(str(path))[number - 1]
    width, height = page.get_size()
    scale = min(_WIDTH / max(width, 1), _MAX_SIDE / max(height, 1))
    return page.render(scale=scale, may_draw_forms=False).to_pil()


def _picture(path: Path, number: int) -> Any:
    from PIL import Image

    image = Image.open(path)
    image.seek(number - 1)
    return image


def main(arguments: list[str]) -> None:
    """Draw or read one file and write what came of it to standard output."""
    from vanban.importer.draft import extract
    from vanban.importer.worker import limit

    limit(int(arguments[0]), float(arguments[1]))
    path = Path(arguments[-1])
    if arguments[2] == "trang":
        answer = _drawn(path, int(arguments[3]))
    elif arguments[2] == "cho":
        found = boxes(path, json.load(sys.stdin)) if _is_pdf(path) else []
        answer = json.dumps([asdict(b) for b in found]).encode()
    else:
        answer = json.dumps([asdict(b) for b in extract(path).blocks]).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main(sys.argv[1:])
