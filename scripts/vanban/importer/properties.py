"""What an original says of itself outside its text: title, subject, keywords, author, remarks.

It is read for marks of secrecy at the door, and again after cleaning to see that it is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.etree as etree
import olefile
import pdfplumber
from pdfminer.pdftypes import resolve1
from PIL import Image
from PIL.ExifTags import IFD

from vanban.importer.guards import Kind, open_zip, xml_part
from vanban.importer.model import Refused
from vanban.text import nfc

DOCX_PARTS = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
RTF_INFO = re.compile(
    rb"\{\\(?:\*\\)?(title|subject|author|manager|company|operator|category|keywords|comment|doccomm|propname"
    rb"|staticval)\s?((?:[^{}\\]|\\'[0-9a-fA-F]{2}|\\u-?\d+ ?\??|\\[a-z]+-?\d* ?)*)\}"
)
_RTF_SIGN = re.compile(r"\\'([0-9a-fA-F]{2})|\\u(-?\d+) ?\??|\\[a-z]+-?\d* ?")
_OLE = (
    "title", "subject", "author", "keywords", "comments", "last_saved_by", "category", "manager", "company",
)  # fmt: skip
_TOOL = {"Producer", "Creator", "CreationDate", "ModDate", "Trapped"}
"""Of a PDF's information: the program and the days, no words of people."""
_XP = {0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F}
_LONG = 20_000


def properties(path: Path, kind: Kind) -> tuple[str, ...]:
    """Every text of the file's properties; () when there is none or it can't be read."""
    try:
        found = [nfc(" ".join(text[:_LONG].split())) for text in _READ[kind](path)]
    except (Refused, OSError, ValueError, TypeError, KeyError, SyntaxError, etree.LxmlError):
        return ()
    except Exception as error:  # pdfminer's and olefile's own kinds, for damage of all sorts
        if isinstance(error, MemoryError | RecursionError):
            raise
        return ()
    return tuple(text for text in found if text)


def _docx(path: Path) -> Iterator[str]:
    with open_zip(path) as archive:
        for name in DOCX_PARTS:
            root = xml_part(archive, name)
            if root is not None:
                app = name.endswith("app.xml")
                yield from _texts(root, {"Company", "Manager", "HyperlinkBase"} if app else None)
        remarks = xml_part(archive, "word/comments.xml")
        if remarks is not None:
            for remark in remarks:
                yield "".join(remark.itertext())


def _texts(root: Any, only: set[str] | None = None) -> Iterator[str]:
    for node in root.iter():
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        times = name in ("created", "modified", "revision")
        if name and not times and node.text and (only is None or name in only):
            yield node.text
        yield from (v for k, v in node.attrib.items() if k == "name" and only is None)


def _doc(path: Path) -> Iterator[str]:
    ole: Any = olefile  # it has no types
    with ole.OleFileIO(str(path)) as opened:
        meta: Any = opened.get_metadata()
        page = f"cp{meta.codepage}" if meta.codepage and meta.codepage > 0 else "cp1252"
        for name in _OLE:
            value = getattr(meta, name, None)
            if isinstance(value, bytes):
                yield value.decode("utf-8" if page == "cp65001" else page, "replace")


def _rtf(path: Path) -> Iterator[str]:
    for match in RTF_INFO.finditer(path.read_bytes()):
        yield _RTF_SIGN.sub(_rtf_sign, match[2].decode("cp1252", "replace"))


def _rtf_sign(found: re.Match[str]) -> str:
    if found[1]:
        return bytes([int(found[1], 16)]).decode("cp1252", "replace")
    code = int(found[2]) % 65536 if found[2] else 0
    return chr(code) if code and not 0xD800 <= code < 0xE000 else ""


def _pdf(path: Path) -> Iterator[str]:
    with pdfplumber.open(path) as pdf:
        for name, value in pdf.metadata.items():
            if name not in _TOOL and isinstance(value, str):
                yield value
        stream = resolve1(pdf.doc.catalog.get("Metadata"))
        if stream is not None:
            yield from _xmp(stream.get_data())


def _xmp(data: bytes) -> Iterator[str]:
    """Texts of an XMP packet that a person wrote; tools, days and numbers of versions aside."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(data.strip(b"\0 \r\n\t"), parser)
    told = ("dc/elements", "photoshop", "pdf/1", "extension", "custom")
    for node in root.iter() if root is not None else ():
        if isinstance(node.tag, str) and node.text and node.text.strip():
            above = [n for n in (node, *node.iterancestors()) if isinstance(n.tag, str)]
            names = [etree.QName(n) for n in above]
            if any(t in (n.namespace or "") for n in names for t in told) and not any(
                n.localname in ("Producer", "format") for n in names
            ):
                yield node.text


def _image(path: Path) -> Iterator[str]:
    with Image.open(path) as image:
        exif = image.getexif()
        values = [*exif.items(), *exif.get_ifd(IFD.Exif).items()]
        xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
        yield from (_tag(tag, value) for tag, value in values if tag not in (282, 283, 296))
        for name, value in image.info.items():
            if name in ("exif", "icc_profile", "xmp", "XML:com.adobe.xmp", "compression"):
                continue
            if isinstance(value, str | bytes):
                yield value if isinstance(value, str) else value.decode("utf-8", "replace")
    if xmp:
        yield from _xmp(xmp if isinstance(xmp, bytes) else str(xmp).encode())


def _tag(tag: int, value: Any) -> str:
    if isinstance(value, bytes):
        if tag in _XP:
            return value.decode("utf-16-le", "replace").rstrip("\0")
        return (
            value.removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0").decode("utf-8", "replace")
        )
    if not isinstance(value, str):
        return ""
    try:  # the standard knows ASCII only; programs write UTF-8
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def _html(path: Path) -> Iterator[str]:
    text = path.read_bytes()[:_LONG].decode("utf-8", "replace")
    for match in re.finditer(r"<title[^>]*>([^<]*)<", text, re.IGNORECASE):
        yield match[1]
    for match in re.finditer(r"<meta\b[^>]*\bcontent\s*=\s*[\"']([^\"'>]*)", text, re.IGNORECASE):
        yield match[1]


def _none(_: Path) -> Iterator[str]:
    return iter(())


_READ = {
    "docx": _docx, "doc": _doc, "rtf": _rtf, "pdf": _pdf, "image": _image, "html": _html, "text": _none,
}  # fmt: skip
