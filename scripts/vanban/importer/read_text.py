"""Plain text and Markdown files in any of the encodings Vietnamese offices have used."""

from __future__ import annotations

import re
from pathlib import Path

from vanban.importer import noise
from vanban.importer.labels import is_caps
from vanban.importer.legacy import decode, detect
from vanban.importer.model import NOTE_CLOSE, NOTE_OPEN, Block, Extract, Refused, Removed, Repair
from vanban.importer.reflow import is_wrapped, reflow
from vanban.importer.syllables import score
from vanban.importer.viqr import from_viqr
from vanban.text import clean

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_NOTE_TEXT = re.compile(r"^\[\^(\w{1,20})\]:\s*(.*)$")
_NOTE_MARK = re.compile(r"\[\^(\w{1,20})\](?!:)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")


def read_text(path: Path) -> Extract:
    """Blocks of a .txt or .md file; Refused when no encoding makes sense of the bytes."""
    return from_text(*decode_bytes(path.read_bytes()))


def from_text(text: str, encoding: str) -> Extract:
    """Blocks of decoded text: Markdown, wrapped lines or one paragraph a line."""
    repairs = [Repair(kind="đổi mã chữ", detail=f"{encoding} → Unicode")]
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in clean(text).split("\n")]
    removed: list[Removed] = []
    span = noise.portal_span(lines)
    if span:
        cut = [*lines[: span[0]], *lines[span[1] :]]
        removed += [Removed(reason="khung trang web", text=line) for line in cut if line]
        lines = lines[span[0] : span[1]]
        if noise.is_attribute_page(lines):
            raise noise.no_text()
    kept, gone = noise.page_breaks(lines)
    blocks, notes, made = _blocks(kept, lines)
    return Extract(
        reader="text",
        blocks=tuple(blocks),
        notes=tuple(notes),
        removed=tuple(removed + gone),
        repairs=tuple((repairs if encoding != "UTF-8" else []) + made),
        encoding=encoding,
    )


def _blocks(
    kept: list[str | None], lines: list[str]
) -> tuple[list[Block], list[str], list[Repair]]:
    if _is_markdown(lines):
        return _markdown_blocks(kept)
    filled = [line for line in kept if line]
    if is_wrapped(filled):
        paragraphs, repairs = reflow(kept)
        return [Block(text=p) for p in paragraphs], [], repairs
    return [Block(text=line) for line in filled], [], []


def _is_markdown(lines: list[str]) -> bool:
    marked = sum(bool(re.match(r"#{1,6} \S|\*\*[^*\s]", line)) for line in lines)
    return marked >= 2 and sum(not line for line in lines) > 0.2 * len(lines)


def _markdown_blocks(lines: list[str | None]) -> tuple[list[Block], list[str], list[Repair]]:
    blocks: list[Block] = []
    notes: dict[str, str] = {}
    repairs: list[Repair] = []
    for group in _groups(lines):
        if all(line.startswith("|") for line in group) and len(group) > 1:
            blocks.append(_pipe_table(group))
            continue
        note = _NOTE_TEXT.match(group[0])
        if note:
            notes[note[1]] = " ".join([note[2], *group[1:]])
            continue
        for piece in _capital_lines(group) or _unglued(group, repairs):
            block = _markdown_block(piece)
            if block.text:
                blocks.append(block)
    return _numbered_notes(blocks, notes), list(notes.values()), repairs


def _groups(lines: list[str | None]) -> list[list[str]]:
    """Runs of lines between blank ones, list items each on their own."""
    groups: list[list[str]] = []
    fresh = True
    for line in lines:
        if not line:
            fresh = True
        elif fresh or re.match(r"^(?:[-*+]|\d+\.|#{1,6}) ", line):
            groups.append([line])
            fresh = bool(_HEADING.match(line))
        else:
            groups[-1].append(line)
    return groups


def _capital_lines(group: list[str]) -> list[str]:
    """Lines of capitals (a signature, a title) stay lines; else nothing."""
    if len(group) < 2 or not all(is_caps(line) and "****" not in line for line in group):
        return []
    return [f"**{line.strip('* ')}**" for line in group]


def _unglued(group: list[str], repairs: list[Repair]) -> list[str]:
    """``**A****B**`` is two bold lines that lost the break between them."""
    text = " ".join(group)
    if "****" not in text.strip("*"):
        return [text]
    pieces = [p for p in re.split(r"\*{4,}", text) if p.strip("* ")]
    repairs.append(
        Repair(kind="tách tiêu đề dính", detail=" ⏎ ".join(p.strip("* ")[:60] for p in pieces))
    )
    return [f"**{p.strip('* ')}**" for p in pieces]


def _markdown_block(text: str) -> Block:
    heading = _HEADING.match(text)
    if heading:
        text = heading[2]
    item = re.match(r"^[-*+]\s+(.*)$", text)
    if item:
        text = item[1]
    bold = bool(re.fullmatch(r"\*\*(?:(?!\*\*).)+\*\*", text))
    plain = _ESCAPE.sub(r"\1", re.sub(r"\*\*|__(?=\S)|(?<=\S)__", "", text)).strip()
    if not item:
        return Block(text=plain, bold=bold or bool(heading))
    return Block(kind="item", text=plain)


def _pipe_table(group: list[str]) -> Block:
    rows = [
        tuple(c.strip().replace("\\|", "|") for c in re.split(r"(?<!\\)\|", line.strip("|")))
        for line in group
        if not re.fullmatch(r"[|\s:\-]+", line)
    ]
    width = max(map(len, rows), default=0)
    return Block(kind="table", rows=tuple(r + ("",) * (width - len(r)) for r in rows))


def _numbered_notes(blocks: list[Block], notes: dict[str, str]) -> list[Block]:
    order = {name: at for at, name in enumerate(notes, start=1)}

    def mark(match: re.Match[str]) -> str:
        at = order.get(match[1])
        return f"{NOTE_OPEN}{at}{NOTE_CLOSE}" if at else match[0]

    return [
        Block(kind=b.kind, text=_NOTE_MARK.sub(mark, b.text), bold=b.bold, rows=b.rows)
        for b in blocks
    ]


def decode_bytes(data: bytes) -> tuple[str, str]:
    """Text and the name of its encoding; Refused when it reads as nothing."""
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(data, name), "UTF-8" if name == "utf-8-sig" else "UTF-16"
    if data.count(0) > len(data) // 8:
        return _utf16(data), "UTF-16"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _single_byte(data)
    if text.isascii() and score(from_viqr(text)) > score(text) + 0.3:
        return from_viqr(text), "VIQR"
    found = detect(text)
    return (text, "UTF-8") if found == "unicode" else (decode(text, found), found.upper())


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise _unreadable() from error


def _utf16(data: bytes) -> str:
    data = data[: len(data) // 2 * 2]
    options = [data.decode(name, "replace") for name in ("utf-16-le", "utf-16-be")]
    best = max(options, key=score)
    if score(best) < 0.4:
        raise _unreadable()
    return best


def _single_byte(data: bytes) -> tuple[str, str]:
    western = data.decode("cp1252", "replace")
    options = {
        "TCVN3": decode(western, "tcvn3"),
        "VNI": decode(western, "vni"),
        "Windows-1258": decode(data.decode("cp1258", "replace"), "unicode"),
    }
    best = max(options, key=lambda name: score(options[name]))
    if score(options[best]) < 0.6:
        raise _unreadable()
    return options[best], best


def _unreadable() -> Refused:
    return Refused(
        "khong-doc-duoc-chu",
        "Không nhận ra bảng mã của tệp văn bản (đã thử UTF-8, UTF-16, TCVN3, VNI, VIQR, Windows-1258).",
        "Mở tệp bằng chương trình đã soạn nó rồi lưu lại theo UTF-8.",
    )
