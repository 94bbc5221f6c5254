"""The parts of a Word 97-2003 file that its text is put together from ([MS-DOC], Microsoft).

A .doc keeps its letters in pieces, in one stream, and beside them tables that say which stretch
of the stream has which font and which paragraph has which style. Offsets are bytes, ``cp`` are
character positions. Every table is bounded by the stream it lies in.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import olefile

from vanban.importer.guards import MAX_PART
from vanban.importer.model import Refused

_WORD97 = 0xC1
_PAGE = 512
# Index of each table in the list of (offset, length) pairs of the file information block.
_STYLES, _NOTE_REFS, _NOTE_TEXTS, _CHARACTERS, _PARAGRAPHS = 1, 2, 3, 12, 13
_FONTS, _CLX, _END_REFS, _END_TEXTS, _LISTS, _OVERRIDES = 15, 33, 46, 47, 73, 74


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters ``start``..``end`` (cp) stand at byte ``at``, ``width`` bytes each."""

    start: int
    end: int
    at: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Lengths in characters of the texts that follow one another in the stream."""

    main: int
    notes: int
    margins: int
    comments: int
    endnotes: int
    boxes: int


class DocFile:
    """The streams and tables of one file; Refused when it is locked, older or broken."""

    def __init__(self, path: Path) -> None:
        try:
            opened: Any = olefile  # olefile has no types
            with opened.OleFileIO(str(path)) as ole:
                self._read(ole)
        except (OSError, ValueError, struct.error, IndexError, TypeError, AttributeError) as error:
            raise _broken() from error

    def _read(self, ole: Any) -> None:
        if ole.exists("EncryptedPackage"):
            raise Refused("co-mat-khau", "Tệp Word có mật khẩu.", "Bỏ mật khẩu rồi nhập lại.")
        if not ole.exists("WordDocument"):
            raise Refused("khong-ro-loai", "Tệp này không phải văn bản Word (.doc).")
        self.stream = _stream(ole, "WordDocument")
        ident, version = struct.unpack_from("<HH", self.stream, 0)
        if ident != 0xA5EC or version < _WORD97:
            raise Refused(
                "word-cu", "Tệp Word quá cũ (trước Word 97).", "Mở bằng Word rồi lưu thành .docx."
            )
        flags = struct.unpack_from("<H", self.stream, 10)[0]
        if flags & 0x0100:
            raise Refused("co-mat-khau", "Tệp Word có mật khẩu.", "Bỏ mật khẩu rồi nhập lại.")
        self.table = _stream(ole, "1Table" if flags & 0x0200 else "0Table")
        counts = struct.unpack_from("<7i", self.stream, 0x4C)
        self.parts = Parts(
            main=counts[0], notes=counts[1], margins=counts[2], comments=counts[4],
            endnotes=counts[5], boxes=counts[6],
        )  # fmt: skip
        self.pieces = list(self._pieces())

    def structure(self, index: int) -> bytes:
        """Bytes of one of the table stream's structures; empty when there is none."""
        offset, length = struct.unpack_from("<II", self.stream, 0x9A + index * 8)
        return self.table[offset : offset + length] if length else b""

    def _pieces(self) -> Iterator[Piece]:
        clx = self.structure(_CLX)
        at = 0
        while at + 3 <= len(clx) and clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if at + 5 > len(clx) or clx[at] != 2:
            raise _broken()
        plc = clx[at + 5 :][: struct.unpack_from("<I", clx, at + 1)[0]]
        bounds, data = split_plc(plc, 8)
        for start, end, item in zip(bounds, bounds[1:], data, strict=False):
            where = struct.unpack_from("<I", item, 2)[0]
            narrow = bool(where & 0x40000000)
            where &= 0x3FFFFFFF
            if end > start:
                byte = where // 2 if narrow else where
                yield Piece(start=start, end=end, at=byte, width=1 if narrow else 2)

    def runs(self, start: int, end: int, bounds: list[int]) -> Iterator[tuple[str, int]]:
        """Text of cp ``start``..``end`` cut where a piece ends or byte ``bounds`` lie, with the
        byte offset each stretch begins at."""
        for piece in self.pieces:
            first, last = max(start, piece.start), min(end, piece.end)
            if first >= last:
                continue
            at = piece.at + (first - piece.start) * piece.width
            stop = piece.at + (last - piece.start) * piece.width
            while at < stop:
                cut = bounds[n] if (n := bisect_right(bounds, at)) < len(bounds) else stop
                cut = min(stop, cut + (cut - piece.at) % piece.width)
                yield self._text(at, cut, piece.width), at
                at = cut

    def _text(self, at: int, end: int, width: int) -> str:
        data = self.stream[at:end]
        return (
            data.decode("utf-16-le", "replace") if width == 2 else data.decode("cp1252", "replace")
        )

    def properties(self, index: int) -> Iterator[tuple[int, int, bytes]]:
        """Stretches of bytes and the raw properties of characters or paragraphs in them."""
        bounds, data = split_plc(self.structure(index), 4)
        for _, item in zip(bounds, data, strict=False):
            page = struct.unpack("<I", item)[0] & 0x3FFFFF
            block = self.stream[page * _PAGE : (page + 1) * _PAGE]
            if len(block) == _PAGE:
                yield from _page_entries(block, wide=index == _PARAGRAPHS)

    def characters(self) -> Iterator[tuple[int, int, bytes]]:
        return self.properties(_CHARACTERS)

    def paragraphs(self) -> Iterator[tuple[int, int, bytes]]:
        return self.properties(_PARAGRAPHS)

    def fonts(self) -> list[str]:
        """Names of fonts in the order runs refer to them."""
        data = self.structure(_FONTS)
        names: list[str] = []
        at = 4
        while at < len(data) and len(names) < 2_000:
            size = data[at] + 1
            name = data[at + 40 : at + size].decode("utf-16-le", "ignore")
            names.append(name.split("\0")[0])
            at += size
        return names

    def styles(self) -> bytes:
        return self.structure(_STYLES)

    def lists(self) -> tuple[bytes, bytes]:
        """Definitions of automatic numbers with what follows them, and their overrides."""
        offset, length = struct.unpack_from("<II", self.stream, 0x9A + _LISTS * 8)
        return self.table[offset:] if length else b"", self.structure(_OVERRIDES)

    def note_places(self) -> tuple[list[int], list[int], list[int], list[int]]:
        """Positions of footnote marks and texts, then of endnote marks and texts."""
        marks, _ = split_plc(self.structure(_NOTE_REFS), 2)
        ends, _ = split_plc(self.structure(_END_REFS), 2)
        texts, tails = self.structure(_NOTE_TEXTS), self.structure(_END_TEXTS)
        return marks[:-1], _numbers(texts), ends[:-1], _numbers(tails)


def _stream(ole: Any, name: str) -> bytes:
    if not ole.exists(name):
        raise _broken()
    data: bytes = ole.openstream(name).read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise Refused("tep-qua-lon", "Phần chữ của tệp Word quá lớn.")
    return data


def _broken() -> Refused:
    return Refused("tep-hong", "Tệp Word bị hỏng, không đọc được.", "Mở bằng Word rồi lưu lại.")


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}i", data[: len(data) // 4 * 4]))


def split_plc(data: bytes, size: int) -> tuple[list[int], list[bytes]]:
    """A table of n + 1 numbers and n entries of ``size`` bytes."""
    count = (len(data) - 4) // (4 + size)
    if count < 1:
        return [], []
    bounds = list(struct.unpack_from(f"<{count + 1}i", data, 0))
    start = 4 * (count + 1)
    return bounds, [data[start + n * size :][:size] for n in range(count)]


def _page_entries(block: bytes, *, wide: bool) -> Iterator[tuple[int, int, bytes]]:
    """Entries of one page of properties: byte bounds at the front, the properties at the back."""
    count = block[_PAGE - 1]
    if 4 * (count + 1) > _PAGE - 1:
        return
    bounds = struct.unpack_from(f"<{count + 1}I", block, 0)
    for n in range(count):
        step = 13 if wide else 1
        offset = block[4 * (count + 1) + n * step] * 2
        yield bounds[n], bounds[n + 1], _entry(block, offset, wide=wide) if offset else b""


def _entry(block: bytes, offset: int, *, wide: bool) -> bytes:
    size = block[offset]
    if not wide:
        return block[offset + 1 : offset + 1 + size]
    if size:
        return block[offset + 1 : offset + 2 * size]
    return block[offset + 2 : offset + 2 + 2 * block[offset + 1]]


def changes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Property codes with their operands, in order."""
    at = 0
    while at + 2 <= len(data):
        code = struct.unpack_from("<H", data, at)[0]
        at += 2
        size = (1, 1, 2, 4, 2, 2, 0, 3)[code >> 13]
        if size == 0:
            if code in (0xD608, 0xC615) and at + 2 <= len(data):
                size = struct.unpack_from("<H", data, at)[0] + 1
            elif at < len(data):
                size = data[at] + 1
            else:
                return
        yield code, data[at : at + size]
        at += size
