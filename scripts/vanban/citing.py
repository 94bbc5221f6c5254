"""``vanban cite``: mentions of a text, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from vanban.citations.find import find_mentions
from vanban.citations.reasons import shown
from vanban.model import Mention
from vanban.text import nfc

KIND_WORDS = {
    "full": "đủ số", "list-member": "trong danh sách", "short": "viết tắt",
    "named": "theo tên", "self": "chính văn bản",
}  # fmt: skip


def cite_lines(file: TextIO, *, passages: bool, form: str) -> Iterator[str]:
    """One line of output a mention (text) or a passage (JSON Lines).

    Raises ValueError, in words for a person, for what isn't UTF-8 or no passage.
    """
    for name, text in read_passages(file, passages=passages):
        mentions = find_mentions(text)
        if form == "jsonl":
            yield json.dumps(
                {"id": name, "citations": [mention_data(m) for m in mentions]}, ensure_ascii=False
            )
        else:
            yield from told(name if passages else "", text, mentions)


def read_passages(file: TextIO, *, passages: bool) -> Iterable[tuple[str, str]]:
    """(id, NFC text) of each passage of a file in JSON Lines, or of the one text it is.

    Raises ValueError, in words for a person, for what isn't UTF-8 or no passage.
    """
    if not passages:
        name = str(getattr(file, "name", "-"))
        yield "-" if name.startswith("<") else name, nfc("".join(_lines(file)))
        return
    for number, line in enumerate(_lines(file), 1):
        if line.strip():
            yield _passage(line, number)


def _lines(file: TextIO) -> Iterator[str]:
    try:
        yield from file
    except UnicodeDecodeError as error:
        raise ValueError(
            f"không phải UTF-8: byte 0x{error.object[error.start]:02X}."
            " Lưu lại tệp với mã UTF-8; tệp .docx, .pdf thì dùng vanban import."
        ) from None


def _passage(line: str, number: int) -> tuple[str, str]:
    try:
        row = json.loads(line)
        return str(row["id"]), nfc(row["text"])
    except (ValueError, TypeError, KeyError):
        raise ValueError(
            f'dòng {number}: không phải một đoạn. Mỗi dòng viết {{"id": "…", "text": "…"}}.'
        ) from None


def mention_data(m: Mention) -> dict[str, object]:
    """A mention as the door promises it: offsets into the NFC text, null for what isn't there."""
    return {
        "start": m.start, "end": m.end, "surface": m.surface, "type": m.loai or None,
        "number": m.so_hieu or None, "year_or_date": m.ngay or None, "issuer": m.co_quan or None,
        "pinpoint": m.pinpoint or None, "kind": m.kind, **({"note": m.ghi_chu} if m.ghi_chu else {}),
    }  # fmt: skip


def told(name: str, text: str, mentions: tuple[Mention, ...], first: int = 1) -> Iterator[str]:
    """A line for each mention with its place; ``first`` is the line ``text`` begins on."""
    head = f"{name}:" if name else ""
    line, at = first, 0
    for m in mentions:
        line += text.count("\n", at, m.start)
        at = m.start
        column = m.start - text.rfind("\n", 0, m.start)
        facts = [KIND_WORDS[m.kind], m.loai, m.so_hieu, m.ngay, m.co_quan, m.pinpoint, m.ghi_chu]
        yield f"{head}{line}:{column}: «{shown(m)}» " + " · ".join(filter(None, facts))
