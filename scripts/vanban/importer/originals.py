"""An original at the gate of a build: the bytes it was taken with, and no mark of secrecy beside its text.

Import has read it whole; here the build makes sure that it is still that file, and that what it
says of itself (title, subject, keywords, remarks, a file put there by hand) may be published.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from vanban.importer.draft import file_hash, secret_properties
from vanban.importer.guards import Kind, kind_of
from vanban.importer.model import Refused
from vanban.importer.properties import properties
from vanban.model import Issue

_ZIP = b"PK\x03\x04"


def refused_original(file: Path, told_as: str, sha256: str, muc: str) -> Issue | None:
    """Why a build of level ``muc`` leaves the file out; None when it takes it.

    ``told_as`` is its path as people know it. Raises OSError when it can't be read.
    """
    if file_hash(file) != sha256:
        return Issue(
            code="tep-goc-khac", severity="loi", path=told_as,
            message="Tệp gốc không đúng mã SHA-256 ghi trong văn bản; tệp không được đưa lên.",
            remedy="Lấy lại đúng tệp đã nhập, hoặc kiểm tra tệp mới rồi ghi mã của nó vào mục goc.",
        )  # fmt: skip
    kind = _kind(file)
    if kind is None:
        return Issue(
            code="tep-goc-la", severity="loi", path=told_as,
            message="Không nhận ra loại của tệp gốc nên không kiểm được dấu mật; tệp không được đưa lên.",
            remedy="Giữ bản gốc ở dạng PDF, Word hoặc ảnh.",
        )  # fmt: skip
    found = secret_properties(properties(file, kind), file, muc)
    said = "Thuộc tính của tệp gốc có dấu mật hoặc hạn chế phổ biến; tệp không được đưa lên."
    return replace(found, path=told_as, message=said) if found else None


def _kind(file: Path) -> Kind | None:
    """How its properties are read; every office file that is a zip keeps them as Word does."""
    try:
        return kind_of(file)
    except Refused:
        with file.open("rb") as opened:
            return "docx" if opened.read(4) == _ZIP else None
