"""A small Word 97-2003 file and its container, written byte by byte for the tests."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ole(path: Path, streams: dict[str, bytes]) -> Path:
    """A compound file (version 3) holding ``streams``, each padded to where no mini stream is used."""
    sectors: list[bytes] = []
    fat: list[int] = []
    places: list[tuple[str, int, int]] = []
    for name, data in streams.items():
        data = data.ljust(4096, b"\0")
        places.append((name, len(sectors), len(data)))
        count = -(-len(data) // _SECTOR)
        data = data.ljust(count * _SECTOR, b"\0")
        sectors += [data[n * _SECTOR : (n + 1) * _SECTOR] for n in range(count)]
        fat += [*range(len(fat) + 1, len(fat) + count), _END]
    directory = len(sectors)
    entries = [_entry("Root Entry", 5, _END, 0, 1)]
    for n, (name, start, size) in enumerate(places, start=1):
        right = n + 1 if n < len(places) else _FREE
        entries.append(_entry(name, 2, start, size, _FREE, right))
    data = b"".join(entries)
    data += _entry("", 0, 0, 0, _FREE) * (-len(entries) % 4)
    count = len(data) // _SECTOR
    sectors += [data[n * _SECTOR : (n + 1) * _SECTOR] for n in range(count)]
    fat += [*range(len(fat) + 1, len(fat) + count), _END]
    table = len(sectors)
    fat.append(_FAT)
    fat += [_FREE] * (-len(fat) % 128)
    assert len(fat) == 128, "one sector of the table is enough for a test"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0)
    head += struct.pack("<IIIIII", 4096, _END, 0, _END, 0, table)
    head = head.ljust(_SECTOR, b"\xff")
    path.write_bytes(head + b"".join(sectors) + struct.pack("<128I", *fat))
    return path


def _entry(name: str, kind: int, start: int, size: int, child: int, right: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    left, down = (_FREE, child) if kind == 5 else (_FREE, _FREE)
    data = text.ljust(64, b"\0") + struct.pack("<HBBIII", length, kind, 1, left, right, down)
    return data + b"\0" * 36 + struct.pack("<IQ", start, size)


Piece = tuple[str, str]
"""A font name and text in it; the text may end paragraphs with ``\\r``."""


def doc(path: Path, pieces: Sequence[Piece], *, flags: int = 0x0200, margin: str = "") -> Path:
    """A .doc whose main text is ``pieces``; ``margin`` stands in its page head."""
    fonts = list(dict.fromkeys(font for font, _ in pieces))
    main = "".join(text for _, text in pieces)
    text = (main + margin).encode("utf-16-le")
    at = 1024
    runs, here = [], at
    for font, piece in pieces:
        runs.append((here, fonts.index(font)))
        here += 2 * len(piece)
    end = at + len(text)
    body = bytearray(b"\0" * at + text)
    body += b"\0" * (-len(body) % _SECTOR)
    page = len(body) // _SECTOR
    body += _looks(runs, here, end)
    clx = b"\x02" + _plc([0, len(main) + len(margin)], [struct.pack("<HIH", 0, at, 0)])
    names = b"".join(_font(name) for name in fonts)
    parts = {
        12: struct.pack("<III", at, end, page),
        15: struct.pack("<HH", len(fonts), 0) + names,
        33: clx,
    }
    table = b"\0" * 8
    struct.pack_into("<HH", body, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", body, 10, flags)
    struct.pack_into("<7i", body, 0x4C, len(main), 0, len(margin), 0, 0, 0, 0)
    for index, data in parts.items():
        struct.pack_into("<II", body, 0x9A + 8 * index, len(table), len(data))
        table += data
    return ole(path, {"WordDocument": bytes(body), "1Table": table})


def _plc(bounds: Sequence[int], items: Sequence[bytes]) -> bytes:
    data = struct.pack(f"<{len(bounds)}i", *bounds) + b"".join(items)
    return struct.pack("<I", len(data)) + data


def _looks(runs: Sequence[tuple[int, int]], main_end: int, end: int) -> bytes:
    """One page of character properties: each run's font."""
    bounds = [start for start, _ in runs] + [main_end, *([end] if end > main_end else [])]
    count = len(bounds) - 1
    page = bytearray(_SECTOR)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    back = _SECTOR - 2
    for n in range(count):
        data = struct.pack("<BHH", 4, 0x4A4F, runs[min(n, len(runs) - 1)][1])
        back -= len(data) + len(data) % 2
        page[back : back + len(data)] = data
        page[4 * (count + 1) + n] = back // 2
    page[_SECTOR - 1] = count
    return bytes(page)


def _font(name: str) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<B", 39 + len(text)) + b"\0" * 39 + text
