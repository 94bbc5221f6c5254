"""Originals without what tells of the people who wrote them, for ``--lam-sach``.

A copy is made, never the person's own file changed; it is read again, and kept only when no
property is left and it still says the same. Runs as a child with limits, like any reading:
``python -m vanban.importer.clean MEGABYTES SECONDS FROM TO``.
"""

from __future__ import annotations

import io
import json
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import lxml.etree as etree

from vanban.importer.guards import MAX_PART, Kind, kind_of, open_zip, xml_part
from vanban.importer.model import Refused
from vanban.importer.outlines import Bookmark, add_bookmarks, bookmarks
from vanban.importer.pool import environment
from vanban.importer.properties import DOCX_PARTS, properties

_MEGABYTES, _SECONDS = 1536, 120
_WORDS = re.compile(r"word/[\w/.-]+\.xml")
_TYPES = "[Content_Types].xml"
_PERSON = {"author": "", "initials": None, "date": None, "dateUtc": None, "userId": None}
_PROPS = "http://schemas.openxmlformats.org/officeDocument/2006"
_ASIDE = ("docProps/thumbnail", "docMetadata/", "customXml/")
"""Parts that hold no text: a picture of the first page, labels, data of the office's systems."""
_LEADS_ASIDE = re.compile(r"thumbnail|docMetadata|customXml/")
_EMPTY = {
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": f'<Properties xmlns="{_PROPS}/extended-properties"/>',
    "docProps/custom.xml": f'<Properties xmlns="{_PROPS}/custom-properties"/>',
    "word/people.xml": '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
}
_RTF_GONE = (
    rb"{\info",
    rb"{\*\userprops",
    rb"{\*\rsidtbl",
    rb"{\*\xmlnstbl",
    rb"{\*\atnauthor",
    rb"{\*\atnid",
)
_PNG_GONE = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
_META = re.compile(
    rb"<meta\b[^>]*\bname\s*=\s*[\"']?(?!viewport)[^>]*>|<o:DocumentProperties>.*?</o:DocumentProperties>",
    re.IGNORECASE | re.DOTALL,
)
_TITLE = re.compile(rb"(<title[^>]*>)[^<]*", re.IGNORECASE)


def cleaned(source: Path, target: Path) -> str:
    """Make the clean copy; empty, or why there is none (Vietnamese)."""
    command = [
        sys.executable, "-m", __name__, str(_MEGABYTES), str(_SECONDS), str(source), str(target),
    ]  # fmt: skip
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_SECONDS + 10, check=False, env=environment()
        )
        why = str(json.loads(done.stdout)) if not done.returncode else "tệp hỏng hoặc quá lớn"
    except (OSError, ValueError, subprocess.TimeoutExpired):
        why = "làm sạch quá lâu"
    if why:
        target.unlink(missing_ok=True)
    return why


def clean(source: Path, target: Path) -> str:
    """The same in this process."""
    try:
        kind = kind_of(source)
        if kind == "doc":
            return "định dạng .doc cũ không làm sạch được; lưu lại thành .docx rồi nhập"
        _CLEAN[kind](source, target)
    except Refused as error:
        return str(error)
    if _people_left(target, kind):
        return "vẫn còn thông tin kèm theo sau khi làm sạch"
    return "" if _same_text(source, target, kind) else "chữ trong tệp thay đổi khi làm sạch"


def _people_left(path: Path, kind: Kind) -> bool:
    """Remarks in a Word file are part of the document; only who made them goes."""
    if kind != "docx":
        return bool(properties(path, kind))
    with open_zip(path) as archive:
        roots = [xml_part(archive, name) for name in DOCX_PARTS]
        people = [
            value
            for name in archive.namelist()
            if _WORDS.fullmatch(name) and (root := xml_part(archive, name)) is not None
            for node in root.iter()
            for key, value in node.attrib.items()
            if value and etree.QName(key).localname in _PERSON and etree.QName(key).namespace
        ]
        aside = any(name.startswith(_ASIDE) for name in archive.namelist())
    return (
        bool(people) or aside or any("".join(r.itertext()).strip() for r in roots if r is not None)
    )


def _same_text(source: Path, target: Path, kind: Kind) -> bool:
    if kind == "image":
        from PIL import Image, ImageChops

        with Image.open(source) as a, Image.open(target) as b:
            return (
                a.size == b.size
                and not ImageChops.difference(a.convert("RGB"), b.convert("RGB")).getbbox()
            )
    if kind == "pdf":
        return _pdf_told(source) == _pdf_told(target)
    from vanban.importer.draft import extract

    before, after = extract(source), extract(target)
    return before.blocks == after.blocks and before.notes == after.notes


def _pdf_told(path: Path) -> tuple[list[str], list[Bookmark]]:
    import pypdfium2

    opened: Any = pypdfium2  # its types are incomplete
    document = opened.PdfDocument(str(path))
    return [page.get_textpage().get_text_bounded() for page in document], bookmarks(document)


def _docx(source: Path, target: Path) -> None:
    with open_zip(source) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for member in archive.infolist():
            data = _docx_part(archive, member.filename)
            if data is not None:
                out.writestr(zipfile.ZipInfo(member.filename), data, zipfile.ZIP_DEFLATED)


def _docx_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """A part as it goes into the copy; None when it doesn't."""
    if name in _EMPTY:
        return _EMPTY[name].encode()
    if name.startswith(_ASIDE):
        return None
    if not (_WORDS.fullmatch(name) or name.endswith(".rels") or name == _TYPES):
        with archive.open(name) as file:
            return file.read(MAX_PART)
    root = xml_part(archive, name)
    if root is None:
        return None
    for node in list(root.iter()):
        if not isinstance(node.tag, str):
            continue
        local = etree.QName(node).localname
        leads = node.get("Target", "") or node.get("PartName", "")
        template = local == "attachedTemplate" or node.get("Type", "").endswith("/attachedTemplate")
        aside = local in ("Relationship", "Override") and _LEADS_ASIDE.search(leads)
        if local in ("rsids", "rsid") or aside or template:  # a template's path names its owner
            node.getparent().remove(node)
        else:
            _nameless(node)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _nameless(node: Any) -> None:
    """Without who and when on a change or remark, and without the numbers of editing sessions."""
    for key in list(node.attrib):
        name = etree.QName(key)
        if name.localname.startswith("rsid"):
            del node.attrib[key]
        elif name.namespace and name.localname in _PERSON:
            value = _PERSON[name.localname]
            if value is None:
                del node.attrib[key]
            else:
                node.attrib[key] = value


def _pdf(source: Path, target: Path) -> None:
    """The pages in a new file with their outline: what else hangs on the old one isn't taken."""
    import pypdfium2

    opened: Any = pypdfium2
    try:
        old, new = opened.PdfDocument(str(source)), opened.PdfDocument.new()
        new.import_pages(old)
        new.save(str(target))
        add_bookmarks(target, bookmarks(old))
    except opened.PdfiumError as error:
        raise Refused("tep-hong", "tệp PDF hỏng hoặc có mật khẩu") from error


def _rtf(source: Path, target: Path) -> None:
    data = source.read_bytes()
    for opening in _RTF_GONE:
        while (at := data.find(opening)) >= 0:
            data = data[:at] + data[_closing(data, at) :]
    # the words stay, since what follows them would run into what stands before
    target.write_bytes(
        re.sub(rb"(\\(?:ins|char|sect|para|tbl|del|style)?rsid)\d+", rb"\g<1>0", data)
    )


def _closing(data: bytes, at: int) -> int:
    """Offset behind the group that opens at ``at``."""
    depth = 0
    for found in re.finditer(rb"\\[{}\\]|[{}]", data[at:]):
        depth += {b"{": 1, b"}": -1}.get(found[0], 0)
        if not depth:
            return at + found.end()
    return len(data)


def _image(source: Path, target: Path) -> None:
    data = source.read_bytes()
    if data.startswith(b"\x89PNG"):
        target.write_bytes(data[:8] + b"".join(_png_chunks(data)))
    elif data.startswith(b"\xff\xd8"):
        target.write_bytes(b"\xff\xd8" + _turned(source) + b"".join(_jpeg_segments(data)))
    else:
        _tiff(source, target)


def _png_chunks(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        if name not in _PNG_GONE:
            yield data[at : at + 12 + size]
        at += 12 + size


def _jpeg_segments(data: bytes) -> Iterator[bytes]:
    """All but application data 1, 13 and remarks, up to the picture itself, which is kept whole."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        size = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] not in (0xE1, 0xED, 0xFE):
            yield data[at : at + size]
        at += size
    yield data[at:]


def _turned(source: Path) -> bytes:
    """Which side is up, when the camera said so: a sheet must not lie on its side."""
    from PIL import Image

    with Image.open(source) as image:
        side = image.getexif().get(0x0112, 1)
    if side not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[0x0112] = side
    data = exif.tobytes()
    return b"\xff\xe1" + (len(data) + 2).to_bytes(2, "big") + data


def _tiff(source: Path, target: Path) -> None:
    from PIL import Image, ImageSequence

    with Image.open(source) as image:
        frames = []
        for frame in ImageSequence.Iterator(image):
            bare = Image.frombytes(frame.mode, frame.size, frame.tobytes())
            bare.info["dpi"] = frame.info.get("dpi", (300, 300))
            frames.append(bare)
        dpi = frames[0].info["dpi"]
    out = io.BytesIO()
    frames[0].save(
        out, "TIFF", save_all=True, append_images=frames[1:], compression="tiff_lzw", dpi=dpi
    )
    target.write_bytes(out.getvalue())


def _html(source: Path, target: Path) -> None:
    target.write_bytes(_TITLE.sub(rb"\1", _META.sub(b"", source.read_bytes())))


def _text(source: Path, target: Path) -> None:
    target.write_bytes(source.read_bytes())


_CLEAN: dict[str, Callable[[Path, Path], None]] = {
    "docx": _docx, "pdf": _pdf, "rtf": _rtf, "image": _image, "html": _html, "text": _text,
}  # fmt: skip


def main(arguments: list[str]) -> None:
    """Clean one file and tell why not, if not."""
    from vanban.importer.worker import limit

    limit(int(arguments[0]), float(arguments[1]))
    sys.stdout.write(json.dumps(clean(Path(arguments[2]), Path(arguments[3]))))


if __name__ == "__main__":
    main(sys.argv[1:])
