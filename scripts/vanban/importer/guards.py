"""What stands at the door: size limits, kind by content, zip and XML bombs.

The limits are far above real documents (a 900-page annexed report is about 30 MB of XML)
and far below what hurts a 2-core machine.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any, Literal

import lxml.etree as etree

from vanban.importer.model import Refused

Kind = Literal["docx", "doc", "rtf", "pdf", "html", "text", "image"]
SUFFIXES = (
    ".txt", ".md", ".docx", ".pdf", ".html", ".htm", ".doc", ".rtf", ".zip",
    ".png", ".jpg", ".jpeg", ".tif", ".tiff",
)  # fmt: skip
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")

MAX_FILE = 200 * 2**20
MAX_TEXT_FILE = 60 * 2**20
MAX_PART = 60 * 2**20
MAX_UNPACKED = 200 * 2**20
MAX_MEMBERS = 5_000
MAX_RATIO = 200
MAX_BLOCKS = 200_000
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, EOFError, RuntimeError,
)  # fmt: skip
"""What zipfile raises on damage; RuntimeError covers methods it doesn't know."""


def kind_of(path: Path) -> Kind:
    """The file's kind by its content, the suffix only breaking ties; Refused when unusable."""
    size = path.stat().st_size
    if size == 0:
        raise Refused("tep-rong", "Tệp rỗng, không có nội dung để nhập.")
    if size > MAX_FILE:
        raise Refused(
            "tep-qua-lon",
            f"Tệp lớn {size // 2**20} MB, quá mức {MAX_FILE // 2**20} MB.",
            "Tách tệp hoặc bỏ ảnh trong tệp rồi nhập lại.",
        )
    with path.open("rb") as file:
        head = file.read(4096)
    kind = _kind(head, path)
    if kind in ("text", "html") and size > MAX_TEXT_FILE:
        raise Refused("tep-qua-lon", "Tệp văn bản quá lớn.", "Tách tệp rồi nhập lại.")
    return kind


def _kind(head: bytes, path: Path) -> Kind:
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_IMAGES):
        return "image"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "doc"
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or (
        path.suffix.lower() in (".html", ".htm") and b"<" in start
    ):
        return "html"
    if _binary(head):
        raise Refused(
            "khong-ro-loai",
            f"Không nhận ra loại tệp “{path.suffix}”.",
            "Nhập được: " + ", ".join(SUFFIXES) + ".",
        )
    return "text"


def _binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    control = sum(b < 9 or 13 < b < 27 for b in head)
    zeros = head.count(0)
    return zeros > len(head) // 2 + 1 or (control > len(head) // 20 and not _utf16_like(head))


def _utf16_like(head: bytes) -> bool:
    """UTF-16 without a mark: about every second byte is 0 or a low Vietnamese page."""
    even, odd = head[::2], head[1::2]
    return any(half.count(0) > len(half) * 0.5 for half in (even, odd))


def _zip_kind(path: Path) -> Kind:
    with open_zip(path) as archive:
        names = set(archive.namelist())
    if "word/document.xml" in names:
        return "docx"
    raise Refused(
        "khong-ro-loai",
        "Tệp nén này không phải văn bản Word (.docx).",
        "Giải nén rồi nhập từng tệp.",
    )


def is_archive(path: Path) -> bool:
    """A zip that is no Word file: a bundle of originals."""
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            return False
    with open_zip(path) as archive:
        names = archive.namelist()
    return not any(name in ("[Content_Types].xml", "mimetype") for name in names)


def open_zip(path: Path) -> zipfile.ZipFile:
    """The package, checked before anything is unpacked; Refused for bombs and passwords."""
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN_ZIP as error:
        raise Refused("tep-hong", "Tệp nén bị hỏng, không mở được.") from error
    members = archive.infolist()
    total = sum(m.file_size for m in members)
    bomb = any(
        m.file_size > 2**20 and m.file_size > MAX_RATIO * max(1, m.compress_size) for m in members
    )
    if len(members) > MAX_MEMBERS or total > MAX_UNPACKED or bomb:
        raise Refused("tep-nen-nguy-hiem", "Tệp nén bung ra quá lớn; từ chối để bảo vệ máy.")
    if any(m.flag_bits & 1 for m in members):
        raise Refused("co-mat-khau", "Tệp có mật khẩu.", "Bỏ mật khẩu rồi nhập lại.")
    return archive


def xml_part(archive: zipfile.ZipFile, name: str) -> Any:
    """Root element of a part, None when absent; a DTD or an over-long part is Refused."""
    try:
        with archive.open(name) as file:
            data = file.read(MAX_PART + 1)
    except KeyError:
        return None
    except BROKEN_ZIP as error:
        raise Refused("tep-hong", f"Phần {name} trong tệp bị hỏng.") from error
    if len(data) > MAX_PART:
        raise Refused("tep-nen-nguy-hiem", f"Phần {name} trong tệp quá lớn.")
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Refused("xml-nguy-hiem", f"Phần {name} khai báo DTD hoặc ENTITY; từ chối.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        # out of memory, libxml2 has no words left for its error
        if error.msg in (None, "unknown error") or "emory" in str(error.msg):
            raise MemoryError from error
        raise Refused("tep-hong", f"Phần {name} không phải XML đúng: {error.msg}.") from error
