"""PDF files with a text layer, by pdfplumber's characters and an own reading of their places."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from vanban.importer import ocr
from vanban.importer.legacy import Encoding, decide, encoding_of_font
from vanban.importer.model import Extract, Refused, Removed, Repair
from vanban.importer.ocr import Scanned
from vanban.importer.pdf_flow import blocks_of
from vanban.importer.pdf_lines import Char, page_lines
from vanban.importer.pdf_page import Page, pull_notes, without_furniture
from vanban.importer.pdf_tables import ruled_tables, within
from vanban.importer.read_scan import scanned_images, scanned_pages
from vanban.importer.recognised import apart, points_mended, without_specks
from vanban.model import Issue

MAX_PAGES = 3_000
_SAMPLE_PAGES = 6
_LOCKED = (PDFPasswordIncorrect, PDFEncryptionError)


class _Sheet(pdfplumber.page.Page):
    """A page that tells of its letters only what we ask: half the time of reading it."""

    def process_object(self, obj: Any) -> Any:
        if not isinstance(obj, LTChar) or isinstance(obj.fontname, bytes):
            return super().process_object(obj)
        left, above = self.mediabox[:2]
        x0, y0, x1, y1 = obj.bbox
        return {
            "object_type": "char",
            "text": obj.get_text(),
            "fontname": obj.fontname,
            "size": obj.size,
            "upright": obj.upright,
            "matrix": obj.matrix,
            "x0": x0 + left,
            "x1": x1 + left,
            "top": self.height - y1 + above,
            "bottom": self.height - y0 + above,
        }


def read_pdf(path: Path) -> Extract:
    """The text of a PDF in reading order; Refused for scans, passwords and broken files."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        # opened here: pdfplumber leaves a file open when it fails to begin with it
        with path.open("rb") as file, pdfplumber.open(file) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise Refused(
                    "qua-nhieu-trang",
                    f"Tệp PDF có {len(pdf.pages)} trang, quá mức {MAX_PAGES}.",
                    "Tách tệp rồi nhập lại.",
                )
            sheets = [_Sheet(pdf, p.page_obj, p.page_number) for p in pdf.pages]
            encodings = _encodings([_turned(pdf, sheet) for sheet in sheets[:_SAMPLE_PAGES]])
            pages, empty = _pages(pdf, sheets, encodings)
    except (PDFException, PSException, PdfminerException, MalformedPDFException) as error:
        cause = error.args[0] if error.args else error  # pdfplumber wraps the real one
        if isinstance(cause, _LOCKED) or isinstance(error, _LOCKED):
            raise _locked() from error
        if isinstance(cause, MemoryError):  # a short stream may unpack without end
            raise cause from error
        raise _broken() from error
    except Refused:
        raise
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError) as error:
        # pdfminer meets malformed objects with whatever the code at hand raises
        raise _broken() from error
    seen: list[Scanned] = []
    numbers = list(empty)
    if empty and ocr.ready():
        with scanned_pages(path, empty) as seen:
            kept = [page for page in pages if page.number not in empty]
            pages = sorted([*kept, *_read_again(seen, empty)], key=lambda p: p.number)
        empty = []
    elif not pages:
        raise ocr.missing() if empty else Refused("tep-rong", "Tệp PDF không có chữ nào.")
    return _with_scans(_extract(path, pages, empty, encodings), seen, numbers)


def read_image(path: Path) -> Extract:
    """The text of an image file; Refused without Tesseract."""
    if not ocr.ready():
        raise ocr.missing()
    with scanned_images(path) as seen:
        numbers = range(1, len(seen) + 1)
        pages = _read_again(seen, numbers)
    if not pages:
        raise Refused("tep-rong", "Không nhận ra chữ nào trong ảnh.", "Quét lại rõ hơn, 300 dpi.")
    return _with_scans(_extract(path, pages, [], {}), seen, numbers)


def _read_again(seen: Sequence[Scanned], numbers: Sequence[int]) -> list[Page]:
    """Pages of the letters that were recognised."""
    pages: list[Page] = []
    for scanned, number in zip(seen, numbers, strict=True):
        with pdfplumber.open(scanned.pdf) as pdf:
            for page in pdf.pages[:1]:
                chars = apart(_chars(page))
                if any(c["text"].strip() for c in chars):
                    pages.append(_page(page, chars, {}, number))
                    pages[-1].lines = without_specks(pages[-1].lines)
    return pages


def _with_scans(extract: Extract, seen: Sequence[Scanned], numbers: Sequence[int]) -> Extract:
    """What was recognised is said to be so: the doubtful words, and red lines for the gate."""
    if not seen:
        return extract
    doubts = [
        Repair(kind="chữ quét chưa chắc", detail=" ".join(s.doubts)[:600], sure=False)
        for s in seen
        if s.doubts
    ]
    turned = [
        Repair(
            kind="chỉnh thẳng trang quét",
            detail=f"trang nghiêng {abs(s.turned):.1f}°".replace(".", ","),
        )
        for s in seen
        if s.turned
    ]
    blocks, relabelled = points_mended(extract.blocks)
    red = tuple(line for s in seen for line in s.red)
    return replace(
        extract,
        reader="scan",
        scanned=tuple(numbers),
        blocks=tuple(blocks),
        marks=(*extract.marks, *red),
        repairs=(*extract.repairs, *turned, *relabelled, *doubts),
    )


def _locked() -> Refused:
    return Refused("co-mat-khau", "Tệp PDF có mật khẩu.", "Bỏ mật khẩu rồi nhập lại.")


def _broken() -> Refused:
    return Refused("tep-hong", "Tệp PDF bị hỏng, không đọc được.", "Xuất lại PDF rồi nhập lại.")


def _extract(
    path: Path, pages: list[Page], empty: list[int], encodings: dict[str, Encoding]
) -> Extract:
    marks = tuple(x.text for p in pages for x in p.lines if x.bottom < 0.15 * p.height)
    removed = without_furniture(pages)
    removed += [
        Removed(reason="chữ xoay ngoài dòng", text=p.sideways, page=p.number)
        for p in pages
        if p.sideways
    ]
    notes = pull_notes(pages)
    blocks, repairs, repeated = blocks_of(pages, notes)
    removed += repeated
    used = sorted({e for e in encodings.values() if e != "unicode"})
    decoded = [Repair(kind="đổi mã chữ", detail=f"{e} → Unicode") for e in used]
    issues = [
        Issue(
            code="trang-khong-co-chu",
            severity="canh_bao",
            path=str(path),
            message=f"Trang {number} không có lớp chữ (ảnh quét?); nội dung trang này chưa được nhập.",
            remedy=ocr.missing().remedy,
        )
        for number in empty
    ]
    return Extract(
        reader="pdf",
        blocks=tuple(blocks),
        notes=tuple(notes),
        marks=marks,
        removed=tuple(removed),
        repairs=tuple(decoded + repairs),
        issues=tuple(issues),
        encoding=" + ".join(used) or "Unicode",
        pages=len({*(p.number for p in pages), *empty}),
    )


def _chars(page: Any) -> list[Char]:
    """Upright characters that stand on the page."""
    return [
        c
        for c in page.chars
        if c.get("upright", True) and c["text"] and -5 < c["x0"] < page.width + 5
        and -5 < c["top"] < page.height + 5
    ]  # fmt: skip


def _encodings(pages: list[Any]) -> dict[str, Encoding]:
    samples: dict[str, list[str]] = {}
    for page in pages:
        last = None
        for char in _chars(page):
            parts = samples.setdefault(char["fontname"], [])
            if last is not None and char["x0"] - last["x1"] > 0.17 * char["size"]:
                parts.append(" ")
            parts.append(char["text"])
            last = char
    return {font: decide(font, "".join(parts)) for font, parts in samples.items()}


def _turned(pdf: Any, page: Any) -> Any:
    """The page as it is read: a landscape sheet may be set sideways on an upright page."""
    if page.rotation != page.page_obj.rotate % 360:  # turned before, when fonts were looked at
        return _Sheet(pdf, page.page_obj, page.page_number)
    sideways = [c for c in page.chars if not c.get("upright", True)]
    if len(sideways) < 20 or len(sideways) < 0.5 * len(page.chars):
        return page
    upwards = sum(c["matrix"][1] > 0 for c in sideways) * 2 > len(sideways)
    turned = (page.page_obj.rotate + (90 if upwards else 270)) % 360
    # the letters follow the one, the sheet's width and height the other
    page.page_obj.rotate = page.page_obj.attrs["Rotate"] = turned
    page.close()
    return _Sheet(pdf, page.page_obj, page.page_number)


def _sideways(page: Any) -> str:
    """Words that run across the reading direction: notes in the margin, signers' stamps."""
    return "".join(c["text"] for c in page.chars if not c.get("upright", True)).strip()


def _pages(
    pdf: Any, sheets: Sequence[Any], encodings: dict[str, Encoding]
) -> tuple[list[Page], list[int]]:
    out: list[Page] = []
    empty: list[int] = []
    for number, sheet in enumerate(sheets, start=1):
        page = _turned(pdf, sheet)
        chars = _chars(page)
        for font in {c["fontname"] for c in chars} - set(encodings):
            encodings[font] = encoding_of_font(font)
        written = sum(bool(c["text"].strip()) for c in chars)
        drawn = page.images or len(page.curves) > 50  # letters may be drawn as outlines
        if drawn and _is_picture(page, written):
            empty.append(number)
        if written >= 5:
            out.append(_page(page, chars, encodings, number))
        page.close()
    return out, empty


def _is_picture(page: Any, written: int) -> bool:
    """A page without letters, or with a signer's stamp only over a picture of the whole page."""
    if written < 5:
        return True
    sizes = ((i["x1"] - i["x0"]) * (i["bottom"] - i["top"]) for i in page.images)
    covered = max(sizes, default=0)
    return bool(written < 250 and covered > 0.5 * page.width * page.height)


def _page(page: Any, chars: list[Char], encodings: dict[str, Encoding], number: int) -> Page:
    tables = ruled_tables(page, chars, encodings, number)
    inside = [(t.left, t.top, t.right, t.bottom) for t in tables]
    flow = [c for c in chars if not any(within(c, box) for box in inside)]
    return Page(
        number=number,
        width=float(page.width),
        height=float(page.height),
        lines=page_lines(flow, encodings, number),
        tables=tables,
        note_rule=_note_rule(page, inside),
        sideways=_sideways(page),
    )


def _note_rule(page: Any, tables: list[tuple[float, float, float, float]]) -> float | None:
    """Top of a rule at the left margin, outside tables, a short one first: footnotes hang below.

    Where a footnote goes on from the page before, Word draws the rule over the whole width.
    """
    rules = [
        (r["x1"] - r["x0"] < 0.45 * page.width, r["top"])
        for r in [*page.lines, *page.rects]
        if r["x1"] - r["x0"] > 60
        and abs(r["bottom"] - r["top"]) < 2.5
        and r["top"] > 0.4 * page.height
        and r["x0"] < 0.25 * page.width
        and not any(box[1] - 2 <= r["top"] <= box[3] + 2 for box in tables)
    ]
    return float(max(rules)[1]) if rules else None
