"""Damage of all kinds, read as the command reads: in workers with limits. A file is read or
refused with a reason; no reader fails by a fault of its own, hangs, or takes its worker along."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from importer import made
from importer.made_doc import doc
from importer.test_fields import STATE
from importer.test_read_doc import RTF
from PIL import Image

from vanban.importer import Options
from vanban.importer.pool import read_all

OURS = {"loi-chuong-trinh", "qua-thoi-gian", "tien-trinh-chet"}
EACH = 24
HTML = (
    "<html><head><title>A</title></head><body><p align=center>QUYẾT ĐỊNH</p><table border=1>"
    "<tr><td rowspan=2>A</td><td>B</td></tr><tr><td>C</td></tr></table><p>Điều 1. X&nbsp;&#7891;</p>"
)


def word(path: Path) -> bytes:
    rows = made.table(
        [made.cell("A", merge="restart"), made.cell("B")],
        [made.cell("", merge="continue"), made.cell("C")],
    )
    lines = [made.paragraph(line) for line in STATE]
    made.docx(path, [*lines, rows], {"word/footnotes.xml": made.footnotes("Ghi chú.")})
    return path.read_bytes()


def printed(path: Path) -> bytes:
    page = made.Pdf()
    for at, line in enumerate(STATE):
        page.text(70, 80 + 40 * at, line)
    return page.save(path).read_bytes()


def picture(path: Path) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "A"
    Image.linear_gradient("L").save(path, "JPEG", exif=exif, comment="B")
    return path.read_bytes()


def bundle(path: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("[Content_Types].xml", "<Types/>")
    path.write_bytes(out.getvalue())
    return out.getvalue()


def bent(data: bytes, dice: random.Random) -> bytes:
    """Bytes changed, doubled, cut out, swapped, made huge."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        at, span = dice.randrange(max(1, len(out))), dice.randint(1, 60)
        match dice.randrange(6):
            case 0:
                out[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                out[at:at] = out[at : at + span] * dice.choice((1, 1, 200))
            case 2:
                del out[at : at + span]
            case 3:
                out[at : at + 4] = dice.choice((b"\xff" * 4, b"\0" * 4, b"9999"))
            case 4:
                other = dice.randrange(max(1, len(out)))
                out[at : at + span] = out[other : other + span]
            case _:
                out = out[: max(8, at)] if dice.random() < 0.2 else out
    return bytes(out) or data


def bent_inside(data: bytes, dice: random.Random) -> bytes:
    """A package whose sums are right and whose parts are damaged: the damage gets past the zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            tags = part.replace(b">", b">\0").split(b"\0")
            if name.startswith("word/") and dice.random() < 0.9:
                for _ in range(dice.randint(1, 5)):
                    at = dice.randrange(len(tags))
                    tags[at:at] = dice.choice(([], tags[at : at + 3] * 50, [b"<w:p>" * 3]))
                    if dice.random() < 0.5:
                        del tags[dice.randrange(len(tags))]
                part = b"".join(tags) or part
            new.writestr(name, part)
    return out.getvalue()


KINDS: list[tuple[str, Callable[[Path], bytes], Callable[[bytes, random.Random], bytes]]] = [
    ("docx", word, bent),
    ("docx", word, bent_inside),
    ("pdf", printed, bent),
    ("doc", lambda p: doc(p, [(".VnTime", "\r".join(STATE))]).read_bytes(), bent),
    ("rtf", lambda _: RTF, bent),
    ("html", lambda _: HTML.encode(), bent),
    ("txt", lambda _: "\n".join(STATE).encode(), bent),
    ("txt", lambda _: "\n".join(STATE).encode("utf-16"), bent),
    ("md", lambda _: b"# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n\n" * 5, bent),
    ("jpg", picture, bent),
    ("zip", bundle, bent),
]


def test_damage_of_every_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VANBAN_SOFFICE", "VANBAN_TESSERACT"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    dice = random.Random(1975)
    paths: list[Path] = []
    for number, (suffix, make, change) in enumerate(KINDS):
        whole = make(tmp_path / "whole")
        for at in range(EACH):
            path = tmp_path / f"{number}-{at}.{suffix}"
            path.write_bytes(change(whole, dice))
            paths.append(path)
    options = Options(seconds=30, megabytes=1024, jobs=2)
    drafts = list(read_all(paths, options, "noi_bo"))
    assert [d.source for d in drafts] == [str(p) for p in paths]
    faults = [(Path(d.source).name, i.message) for d in drafts for i in d.issues if i.code in OURS]
    assert faults == []
    told = [d for d in drafts if not d.body]
    assert all(any(i.severity == "loi" and i.message for i in d.issues) for d in told)
    assert 20 < len(told) < len(drafts) - 20
