"""Damage mended on blocks of any reader: page-end cuts, symbols broken by a blank, drawn lines.

Only the sure class is joined; a doubt is reported and left. (On 51,293 clean paragraphs of
real laws the sure rule joined two, and both were faults of the source.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from vanban.importer import noise
from vanban.importer.labels import SENTENCE_END, starts_item, starts_provision
from vanban.importer.model import Block, Removed, Repair
from vanban.importer.reflow import joined

_BROKEN_SYMBOL = re.compile(
    r"(\b\d{1,5}/(?:(?:19|20)\d\d/)?) (?=(?:NĐ|QĐ|TT|TTLT|NQ|CT|QH|UBTVQH|VBHN)[\d-])"
)
_GLYPH = re.compile("[\uf000-\uf0ff]")
_LOOSE_POINT = re.compile(r"^[a-zđ]\d?\s*[).]")
_SURE_LENGTH = 80


def mended(
    blocks: Sequence[Block], *, lone_numbers: bool
) -> tuple[list[Block], list[Repair], list[Removed]]:
    """``blocks`` repaired, with the log. ``lone_numbers`` takes page numbers out of the flow
    (text files; in other formats a lone number may be a cell)."""
    removed: list[Removed] = []
    repairs: list[Repair] = []
    kept: list[Block] = []
    numbers = _page_numbers(blocks) if lone_numbers else set()
    for at, block in enumerate(blocks):
        reason = "số trang" if at in numbers else _furniture(block)
        if reason:
            removed.append(Removed(reason=reason, text=block.text, page=block.page))
            continue
        kept.append(_symbols_closed(block, repairs))
    return _joined(kept, repairs), repairs, removed


def _page_numbers(blocks: Sequence[Block]) -> set[int]:
    """Lone numbers that count pages: far apart, each one more than the one before.

    Numbers close together are the cells of a table that lost its lines.
    """
    lone: list[tuple[int, int]] = []
    for at, block in enumerate(blocks[1:-1], start=1):
        found = noise.PAGE_NUMBER.match(block.text) if block.kind != "table" else None
        if found and not block.bold:
            lone.append((at, int(re.findall(r"\d+", block.text)[0])))
    out: set[int] = set()
    for (at, number), (later, following) in pairwise(lone):
        if later - at >= 4 and following == number + 1:
            out |= {at, later}
    return out or {at for at, _ in lone if len(lone) == 1}


def _furniture(block: Block) -> str:
    if block.kind == "table":
        return ""
    if noise.is_rule(block.text) or block.text in ("-", "–", "—", "•", "+", "."):
        return "đường kẻ"
    if noise.GAZETTE_HEAD.match(block.text):
        return "đầu trang Công báo"
    return ""


def _symbols_closed(block: Block, repairs: list[Repair]) -> Block:
    text = _BROKEN_SYMBOL.sub(r"\1", block.text)
    if _GLYPH.search(text):
        # bullets of Symbol and Wingdings come as private-use codes that no other font shows
        text = _GLYPH.sub("•", text)
        repairs.append(Repair(kind="thay ký hiệu phông riêng", detail=text[:60]))
    if text == block.text:
        return block
    for match in _BROKEN_SYMBOL.finditer(block.text):
        detail = block.text[match.start() : match.end() + 8]
        repairs.append(Repair(kind="nối số hiệu bị ngắt dòng", detail=detail))
    return replace(block, text=text)


def _joined(blocks: list[Block], repairs: list[Repair]) -> list[Block]:
    out: list[Block] = []
    for block in blocks:
        if out and _sure(out[-1], block):
            repairs.append(joined(out[-1].text, block.text))
            out[-1] = replace(out[-1], text=f"{out[-1].text} {block.text}")
            continue
        if out and _doubtful(out[-1], block):
            detail = f"…{out[-1].text[-40:]} ⏎ {block.text[:40]}…"
            repairs.append(Repair(kind="câu chưa kết thúc, không nối", detail=detail, sure=False))
        out.append(block)
    return out


def _plain(block: Block) -> bool:
    return block.kind != "table" and not (block.bold or block.centered or block.column)


def _sure(before: Block, after: Block) -> bool:
    if not (_plain(before) and _plain(after)) or after.kind == "item":
        return False
    small = after.text[:1].islower() and not _LOOSE_POINT.match(after.text)
    if not small or starts_item(after.text):
        return False
    open_end = len(before.text) > _SURE_LENGTH and not SENTENCE_END.search(before.text)
    return open_end or (before.text.endswith(",") and len(before.text) > _SURE_LENGTH)


def _doubtful(before: Block, after: Block) -> bool:
    return (
        _plain(before)
        and _plain(after)
        and before.kind == after.kind == "paragraph"
        and len(before.text) > 200
        and not SENTENCE_END.search(before.text)
        and after.text[:1].isupper()
        and not starts_provision(after.text)
    )
