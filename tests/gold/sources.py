"""Texts of the shared corpora as the gold sets count their offsets, and passages cut from them.

A passage is kept as file, offset, length and a hash of its text: the text itself stays where it is.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("VANBAN_SHARED") or ROOT.parent / "shared")
PRESENT = (SHARED / "corpora").is_dir() and (SHARED / "seed").is_dir()
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """``text_of(file)[start : start + length]``, whose UTF-8 has SHA-256 ``sha256`` (16 digits)."""

    id: str
    file: str
    start: int
    length: int
    sha256: str
    aside: bool

    @property
    def source(self) -> str:
        """The collection it comes from: the first folder below ``corpora``, or ``seed``."""
        parts = self.file.split("/")
        return parts[1] if parts[0] == "corpora" else parts[0]

    def text(self) -> str:
        """The passage; raises ValueError where the file no longer gives what was marked."""
        text = text_of(self.file)[self.start : self.start + self.length]
        if digest(text) != self.sha256:
            raise ValueError(f"{self.file}: the text at {self.start} isn't the one marked")
        return text


def digest(text: str) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of the text's UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=8)
def text_of(file: str) -> str:
    """The NFC text of a file below the shared folder, by the plainest reading of its kind.

    Not the importer's: marks must stay where they are when the importer gets better.
    """
    path = SHARED / file
    if path.suffix == ".docx":
        raw = _docx_text(path)
    else:
        raw = path.read_bytes().decode("utf-8-sig", errors="replace")
    return unicodedata.normalize("NFC", raw.replace("\r\n", "\n"))


def _docx_text(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        root = ElementTree.fromstring(file.read("word/document.xml"))  # noqa: S314 - files at hand
    lines = ("".join(_runs(p)) for p in root.iter(f"{_W}p"))
    return "\n".join(lines)


def _runs(paragraph: ElementTree.Element) -> list[str]:
    marks = {f"{_W}tab": "\t", f"{_W}br": "\n"}
    return [marks.get(node.tag) or (node.text or "") for node in paragraph.iter()
            if node.tag == f"{_W}t" or node.tag in marks]  # fmt: skip
