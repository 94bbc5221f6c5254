"""Blocks to our Markdown dialect; every sign of the text that Markdown would read is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from vanban.importer.model import NOTE_CLOSE, NOTE_OPEN, Block, Rows

_NOTE = re.compile(f"{NOTE_OPEN}(\\d{{1,4}}){NOTE_CLOSE}")
_ALWAYS = re.compile(r"([\\`])")
_LINK_LIKE = re.compile(r"\]\s*[(:\[]|\[\^")
_STAR = re.compile(r"(?<!\s)\*|\*(?!\s|$)")
_UNDERSCORE = re.compile(r"(?<![^\W_])(?<!_)_{1,2}(?!_)|(?<!_)_{1,2}(?![\w])(?!_)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_BLOCK_START = re.compile(r"^(?:([#>]|[-+*](?=\s)|[-*_](?=[-*_ ]+$))|(~~~|:{1,3}(?=\s)))")
_MAX_COLUMNS = 16


def escaped(text: str) -> str:
    """``text`` as one line of Markdown that renders to the same characters.

    Only signs that would be read as marks are escaped: a body without backslashes renders
    several times faster.
    """
    text = _ALWAYS.sub(r"\\\1", text)
    if _LINK_LIKE.search(text):
        text = text.replace("[", "\\[").replace("]", "\\]")
    if text.count("*") > 1:
        text = _STAR.sub(r"\\*", text)
    text = _UNDERSCORE.sub(lambda m: "\\_" * len(m[0]), text)
    text = _ENTITY.sub(lambda m: _ampersand(text, m.start()), text)
    return _TAG.sub("&lt;", text)


def _ampersand(text: str, at: int) -> str:
    """``&`` stays where no character has that name (``KH&CN;``)."""
    name = re.match(r"&#?\w{1,32};", text[at:])
    return "&amp;" if name and html.unescape(name[0]) != name[0] else "&"


def paragraph(text: str) -> str:
    """A paragraph that can't be taken for a heading, list, quote, rule or table.

    Provision labels (``1.``, ``a)``) are left as printed: the dialect reads them as such.
    """
    line = escaped(text)
    match = _BLOCK_START.match(line)
    if match and match[2]:
        line = "".join(f"&#{ord(c)};" for c in match[2]) + line[match.end() :]
    elif match:
        line = "\\" + line
    return _NOTE.sub(r"[^\1]", line)


def body(blocks: Sequence[Block], notes: Sequence[str]) -> str:
    """The Markdown body: each block by itself, footnotes at the end."""
    chunks: list[str] = []
    previous: Block | None = None
    for block in blocks:
        text = _block(block)
        if not text:
            continue
        tight = previous is not None and _run_on(previous, block)
        if chunks and tight:
            chunks[-1] += "\n" + (">\n" if block.quoted else "") + text
        else:
            chunks.append(text)
        previous = block
    used = {int(m[1]) for b in blocks for m in _NOTE.finditer(_all_text(b))}
    for number, note in enumerate(notes, start=1):
        if note or number in used:
            chunks.append(f"[^{number}]: {paragraph(note) or '…'}")
    return "\n\n".join(chunks) + "\n" if chunks else ""


def _all_text(block: Block) -> str:
    return " ".join([block.text, *(c for row in block.rows for c in row)])


def _run_on(before: Block, block: Block) -> bool:
    if before.quoted and block.quoted:
        return True
    return before.kind == block.kind == "item" and not (before.quoted or block.quoted)


def _block(block: Block) -> str:
    if block.kind == "table":
        return table(block.rows)
    if block.quoted:
        dashed = re.match(r"^[-–•] (?=\S)", block.text)
        return "> " + ("- " + paragraph(block.text[2:]) if dashed else paragraph(block.text))
    if block.kind == "heading":
        return "#" * block.level + " " + _NOTE.sub(r"[^\1]", _heading_tail(escaped(block.text)))
    if block.kind == "item":
        return f"{block.mark} {paragraph(block.text)}"
    return paragraph(block.text)


def _heading_tail(text: str) -> str:
    """Closing ``#`` signs would be dropped from a heading."""
    return re.sub(r"(#+)$", lambda m: "\\#" * len(m[1]), text)


def table(rows: Rows) -> str:
    """A pipe table whose first row is the head; too wide ones become one paragraph a row."""
    rows = tuple(row for row in rows if any(row))
    width = max(map(len, rows), default=0)
    if width > _MAX_COLUMNS:
        return "\n\n".join(paragraph(" — ".join(filter(None, row))) for row in rows)
    if width == 1 or len(rows) == 1:
        return "\n\n".join(paragraph(cell) for row in rows for cell in row if cell)
    lines = [_row(row, width) for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]]) if lines else ""


def _row(cells: Iterable[str], width: int) -> str:
    out = [_NOTE.sub(r"[^\1]", escaped(c).replace("|", "\\|")) for c in cells]
    return "| " + " | ".join(out + [""] * (width - len(out))) + " |"
