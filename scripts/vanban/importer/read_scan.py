"""Pictures of pages: image files, and pages of a PDF that hold no letters."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageSequence, UnidentifiedImageError

from vanban.importer import ocr
from vanban.importer.model import Refused
from vanban.importer.ocr import MAX_SCANNED, Scanned

_INCHES = 20
_BROKEN = (OSError, ValueError, SyntaxError, UnidentifiedImageError)


@contextmanager
def scanned_pages(path: Path, numbers: Sequence[int]) -> Iterator[list[Scanned]]:
    """Pages ``numbers`` (from 1) of a PDF, read; the files live as long as the context."""
    if len(numbers) > MAX_SCANNED:
        raise Refused("qua-nhieu-trang", f"Tệp có hơn {MAX_SCANNED} trang quét.", "Tách tệp ra.")
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        yield [
            ocr.read_image(image, Path(folder), f"p{number}")
            for number, image in zip(numbers, _rendered(path, numbers), strict=True)
        ]


def _rendered(path: Path, numbers: Sequence[int]) -> Iterator[Any]:
    opened: Any = pypdfium2  # its types are incomplete
    document = opened.PdfDocument(str(path))
    try:
        for number in numbers:
            page = document[number - 1]
            if max(page.get_size()) > _INCHES * 72:
                raise Refused("anh-qua-lon", f"Trang {number} rộng hơn khổ giấy thường gặp.")
            image = page.render(scale=ocr.DPI / 72).to_pil()
            image.info["dpi"] = (ocr.DPI, ocr.DPI)
            yield image
    except opened.PdfiumError as error:
        raise Refused("tep-hong", "Tệp PDF bị hỏng, không vẽ được trang.") from error
    finally:
        document.close()


@contextmanager
def scanned_images(path: Path) -> Iterator[list[Scanned]]:
    """All pictures of an image file (a TIFF may hold many)."""
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        try:
            with Image.open(path) as image:
                frames = getattr(image, "n_frames", 1)
                if frames > MAX_SCANNED:
                    raise Refused("qua-nhieu-trang", f"Ảnh có hơn {MAX_SCANNED} trang.")
                found = [
                    ocr.read_image(frame, Path(folder), f"p{number}")
                    for number, frame in enumerate(ImageSequence.Iterator(image), start=1)
                ]
        except Image.DecompressionBombError as error:
            raise Refused("anh-qua-lon", "Ảnh có quá nhiều điểm.", "Quét lại ở 300 dpi.") from error
        except _BROKEN as error:
            raise Refused("tep-hong", "Tệp ảnh bị hỏng, không mở được.") from error
        yield found
