"""Letterheads and signatures set in two columns by tabs or rows of blanks.

Readers mark a wide gap inside a line by a tab. Where the lines around speak of a letterhead or a
signature the two sides come apart, left column first; anywhere else the gap is a blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vanban.importer.labels import is_layout, starts_provision
from vanban.importer.model import Block

_GAP = re.compile(r"\s*\t[\s\t]*")
_LABEL = re.compile(r"^(?:[IVXLC]+|\d{1,3}|[a-zđ])[.)/-]*$|^[-–+•*]$")
_ONE_SIDE = re.compile(r"(?:\b[Ss][Ốố]\s*:?|ngày|tháng|năm)$")  # what is blank to be filled in
_LONGEST = 75
_NEAR = 12


def spread(blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` without tabs: two-column stretches taken apart, other gaps closed."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        end = _stretch(blocks, at)
        if end > at and is_layout(1, "\n".join(b.text for b in blocks[at:end])):
            out += _apart(blocks[at:end])
            at = end
            continue
        out.append(_closed(blocks[at]))
        at += 1
    return out


def _stretch(blocks: Sequence[Block], at: int) -> int:
    """End of the lines from ``at`` that stand side by side: it begins and ends with a gap."""
    if not _sides(blocks[at]):
        return at
    end = at + 1
    for near in range(at + 1, min(len(blocks), at + 40)):
        block = blocks[near]
        if block.kind != "paragraph" or len(block.text) > 2 * _LONGEST or near - end > _NEAR:
            break
        if starts_provision(block.text.strip()) and "\t" not in block.text:
            break
        if _sides(block):
            end = near + 1
    return end


def _sides(block: Block) -> tuple[str, str] | None:
    """The two sides of a line; the left one may be empty."""
    if block.kind != "paragraph" or "\t" not in block.text:
        return None
    for gap in _GAP.finditer(block.text):
        left = _GAP.sub(" ", block.text[: gap.start()]).strip()
        right = _GAP.sub(" ", block.text[gap.end() :]).strip()
        if right and not _ONE_SIDE.search(left) and right[0] not in "-/,;:":
            break
    else:
        return None
    if _LABEL.match(left) or max(len(left), len(right)) > _LONGEST:
        return None
    return left, right


def _apart(blocks: Sequence[Block]) -> list[Block]:
    lefts: list[Block] = []
    rights: list[Block] = []
    for block in blocks:
        left, right = _sides(block) or (block.text.strip(), "")
        if left:
            lefts.append(replace(_closed(block, left), column=1))
        if right:
            rights.append(replace(_closed(block, right), column=2))
    return [*lefts, *rights]


def _closed(block: Block, text: str | None = None) -> Block:
    text = block.text if text is None else text
    return (
        replace(block, text=_GAP.sub(" ", text).strip())
        if "\t" in text or text != block.text
        else block
    )
