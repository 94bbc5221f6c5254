"""Originals made for the tests: small .docx and .pdf files with nothing but the standard library."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def run(text: str, *, bold: bool = False, font: str = "", inner: str = "") -> str:
    """A ``w:r``; ``inner`` is raw XML after the text."""
    props = ("<w:b/>" if bold else "") + (
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    )
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t>{inner}</w:r>'


def paragraph(*runs: str, number: tuple[int, int] | None = None, center: bool = False) -> str:
    """A ``w:p`` of runs (plain text becomes a run); ``number`` is (numId, level)."""
    props = ""
    if number:
        props += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    if center:
        props += '<w:jc w:val="center"/>'
    inner = "".join(r if r.startswith("<w:") else run(r) for r in runs)
    return f"<w:p><w:pPr>{props}</w:pPr>{inner}</w:p>"


def cell(*paragraphs: str, span: int = 1, merge: str | None = None) -> str:
    """A ``w:tc``; ``merge`` is ``restart`` or ``continue``."""
    props = f'<w:gridSpan w:val="{span}"/>' + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    inner = "".join(p if p.startswith("<w:p>") else paragraph(p) for p in paragraphs)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner}</w:tc>"


def table(*rows: Iterable[str], border: bool = True) -> str:
    drawn = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>' if border else ""
    body = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{drawn}</w:tblPr>{body}</w:tbl>"


def numbering(*levels: tuple[str, str]) -> str:
    """One list (numId 1) with (format, text) for each level: ``("decimal", "Điều %1.")``."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def docx(path: Path, body: Iterable[str], parts: Mapping[str, str | bytes] | None = None) -> Path:
    """A .docx whose document holds ``body``; ``parts`` are further members."""
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_W}"><w:body>{"".join(body)}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", document)
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return path


def footnotes(*texts: str) -> str:
    inner = "".join(
        f'<w:footnote w:id="{at}">{paragraph(text)}</w:footnote>'
        for at, text in enumerate(texts, start=1)
    )
    return f'<w:footnotes xmlns:w="{_W}">{inner}</w:footnotes>'


class Pdf:
    """A PDF of fixed-width letters: each character is half its size wide.

    Codes 33.. are given to the characters used and mapped back by a ToUnicode table, so that
    any Vietnamese text can be written without embedding a font.
    """

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]
        self.codes: dict[str, int] = {}

    def text(self, x: float, y: float, text: str, size: float = 13, bold: bool = False) -> None:
        """``text`` with its baseline ``y`` points below the page's top."""
        codes = "".join(f"{self.codes.setdefault(c, 33 + len(self.codes)):02x}" for c in text)
        font = "F2" if bold else "F1"
        self.pages[-1].append(f"BT /{font} {size} Tf {x} {842 - y} Td <{codes}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.pages[-1].append(f"{x0} {842 - y0} m {x1} {842 - y1} l S")

    def page(self) -> None:
        self.pages.append([])

    def save(self, path: Path) -> Path:
        count = len(self.pages)
        kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(count))
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
            self._font("Mau"),
            self._font("Mau-Bold"),
            _stream(self._unicode()),
        ]
        for at, drawn in enumerate(self.pages):
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
                f"/Contents {7 + 2 * at} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            )
            objects.append(_stream("\n".join(drawn)))
        path.write_bytes(_pdf_bytes(objects))
        return path

    def _font(self, name: str) -> str:
        widths = " ".join(["500"] * 223)
        return (
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /FirstChar 33 /LastChar 255 "
            f"/Widths [{widths}] /ToUnicode 5 0 R >>"
        )

    def _unicode(self) -> str:
        rows = "\n".join(f"<{code:02x}> <{ord(char):04x}>" for char, code in self.codes.items())
        return (
            "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <00> <ff> "
            f"endcodespacerange\n{len(self.codes)} beginbfchar\n{rows}\nendbfchar\nendcmap end"
        )


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _pdf_bytes(objects: list[str]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return (
        out
        + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    )
