"""Pictures of pages to text by Tesseract, when it is installed with Vietnamese.

Each page becomes a PDF that holds only its letters where they stand, which the PDF reader
reads like any other. Seals are red and names stand under them: the text is read from the red
channel, where a seal vanishes; what is red is read again by itself, for a stamp of secrecy is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

from vanban.importer.clock import more_time
from vanban.importer.model import Refused

DPI = 300
MAX_SCANNED = 400
_MAX_PIXELS = 60_000_000
_PAGE_SECONDS = 90
_DOUBTFUL = 60
# 2 is Sauvola's threshold, for each place of the page by what is around it
_SETTINGS = ("-c", "textonly_pdf=1", "-c", "thresholding_method=2")
_INSTALL = (
    "Cài Tesseract (Debian/Ubuntu: sudo apt install tesseract-ocr tesseract-ocr-vie; Windows: bộ cài"
    " của UB Mannheim, chọn thêm tiếng Việt) rồi nhập lại."
)
_OPEN_AND_SEE = "Mở tệp xem ảnh có rõ không; quét lại nếu cần."
_PLACES = (r"C:\Program Files\Tesseract-OCR\tesseract.exe",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A page read: its letters as a PDF file, doubtful words, lines printed in red, and the
    degrees it was turned by to lie level."""

    pdf: Path
    doubts: tuple[str, ...] = ()
    red: tuple[str, ...] = ()
    turned: float = 0.0


def find_tesseract() -> str:
    """Path of the program, empty when it isn't installed; ``VANBAN_TESSERACT`` names it."""
    named = os.environ.get("VANBAN_TESSERACT")
    if named is not None:
        return shutil.which(named) or ""
    return shutil.which("tesseract") or next((p for p in _PLACES if Path(p).is_file()), "")


@cache
def languages(program: str) -> frozenset[str]:
    """Languages the program has data for."""
    done = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False
    )
    return frozenset(done.stdout.split())


def ready() -> bool:
    """Whether pictures can be read here."""
    program = find_tesseract()
    return bool(program) and "vie" in languages(program)


def missing() -> Refused:
    """Why a scan can't be read here, with what to install."""
    return Refused(
        "can-tesseract", "Tệp là ảnh quét; đọc ảnh quét cần Tesseract có tiếng Việt, máy này chưa có.",
        _INSTALL,
    )  # fmt: skip


def read_image(image: Any, folder: Path, name: str) -> Scanned:
    """One page's picture, its resolution in ``image.info["dpi"]`` or guessed from A4's width."""
    more_time(_PAGE_SECONDS)
    # numpy is heavy, and most files are no scans
    from vanban.importer import ink
    from vanban.importer.deskew import upright

    image, dpi, enlarged = _sized(image)
    if not enlarged:  # a small picture's strokes are one point wide
        image = ink.without_specks(image)
    image, turned = upright(image)
    dark, red = _channels(image)
    dark = ink.plain(dark)
    source = folder / f"{name}.png"
    _save(dark, source, dpi)
    base = folder / name
    options = ["-l", "vie", "--dpi", str(dpi), "--psm", "3", *_SETTINGS, "pdf", "tsv"]
    if not _run(source, base, options):
        raise Refused("tep-hong", "Tesseract không đọc được ảnh này.", _OPEN_AND_SEE)
    words = _words(base.with_suffix(".tsv"))
    doubts = tuple(word for word, sure in words if sure < _DOUBTFUL and any(map(str.isalnum, word)))
    return Scanned(
        pdf=base.with_suffix(".pdf"), doubts=doubts, red=_red_lines(red, folder, dpi), turned=turned
    )


def _sized(image: Any) -> tuple[Any, int, bool]:
    """The picture in colour at a readable size, its resolution and whether it was enlarged."""
    width, height = image.size
    if width * height > _MAX_PIXELS:
        raise Refused("anh-qua-lon", f"Ảnh {width} × {height} điểm quá lớn.", "Quét lại ở 300 dpi.")
    image = image.convert("RGB")
    stated = image.info.get("dpi", (0, 0))[0]
    guessed = round(min(width, height) / 8.27)
    dpi = int(stated) if 100 <= int(stated or 0) <= 700 else max(guessed, 70)
    if dpi < 200:  # small letters are read better enlarged
        factor = DPI / dpi
        image = image.resize(
            (round(width * factor), round(height * factor)), Image.Resampling.LANCZOS
        )
        return image, DPI, True
    return image, dpi, False


def _channels(image: Any) -> tuple[Any, Any]:
    """Grey without what is red, and what is red as black on white (None when there is little)."""
    red, green, blue = image.split()
    strength = ImageChops.subtract(red, ImageChops.lighter(green, blue))
    mask = strength.point(lambda value: 0 if value > 70 else 255)
    if mask.histogram()[0] < 0.0003 * image.width * image.height:
        return image.convert("L"), None
    return red, mask


def _red_lines(mask: Any, folder: Path, dpi: int) -> tuple[str, ...]:
    if mask is None:
        return ()
    source = folder / "red.png"
    _save(mask, source, dpi)
    base = folder / "red"
    if not _run(source, base, ["-l", "vie", "--dpi", str(dpi), "--psm", "11", "txt"]):
        return ()
    lines = base.with_suffix(".txt").read_text("utf-8", errors="replace").split("\n")
    return tuple(line.strip() for line in lines if len(line.strip()) > 1)


def _save(image: Any, path: Path, dpi: int) -> None:
    """Our own file for Tesseract: that it can't be written is no fault of the picture."""
    try:
        image.save(path, dpi=(dpi, dpi))
    except OSError as error:
        raise Refused(
            "khong-ghi-duoc", f"Không ghi được tệp tạm để đọc ảnh: {error.strerror or error}.",
            "Dọn chỗ trống trên đĩa rồi nhập lại.",
        ) from error  # fmt: skip


def _run(source: Path, base: Path, options: list[str]) -> bool:
    """Whether the program did its work; Refused when it took too long or can't be started."""
    try:
        done = subprocess.run(
            [find_tesseract(), str(source), str(base), *options],
            capture_output=True, timeout=_PAGE_SECONDS, check=False,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Refused(
            "qua-thoi-gian", f"Đọc một trang quét lâu hơn {_PAGE_SECONDS} giây; đã dừng.",
            "Quét lại ở 300 dpi, đen trắng, mỗi trang một khổ A4.",
        ) from error  # fmt: skip
    except OSError as error:
        why = error.strerror or error
        raise Refused("can-tesseract", f"Không chạy được Tesseract: {why}.", _INSTALL) from error
    return done.returncode == 0


def _words(table: Path) -> list[tuple[str, float]]:
    """Words of Tesseract's table with how sure it is of each, 0..100."""
    found: list[tuple[str, float]] = []
    for line in table.read_text("utf-8", errors="replace").split("\n")[1:]:
        cells = line.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            found.append((cells[11].strip(), float(cells[10])))
    return found
