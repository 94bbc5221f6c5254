"""A letterhead that isn't at the top of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.importer import noise
from vanban.importer.field_cited import cited
from vanban.importer.field_tail import ANNEX
from vanban.importer.labels import is_caps
from vanban.importer.letterhead import (
    DATE,
    MOTTO,
    Head,
    is_number,
    letterhead_piece,
    names_joined,
    split_columns,
)
from vanban.importer.model import Block

_CERTIFIED = "XÁC THỰC VĂN BẢN"


def read_displaced(blocks: Sequence[Block], head: Head) -> None:
    """A letterhead that isn't at the top: text files of gazettes put it where the page's
    second column was read, consolidated texts print theirs at the end."""
    if any(f.name == "so_hieu" and f.value != "chua_ro" for f in head.fields):
        return
    blank = head.has("so_hieu")
    for at in range(max(head.type_at, 0) + 1, len(blocks)):
        if blocks[at].kind == "table" or not is_number(blocks[at].text) or cited(blocks, at):
            continue
        around = [
            near
            for near in range(max(0, at - 4), min(len(blocks), at + 5))
            if _letterhead_like(blocks[near])
        ]
        if not any(MOTTO.search(blocks[n].text) or DATE.search(blocks[n].text) for n in around):
            continue
        if blank or _in_annex(blocks, max(head.type_at, 0), at):
            if any(blocks[n].text.startswith(_CERTIFIED) for n in around):
                _take_displaced(blocks, at, around, head)
            return  # an annex's letterhead: the document's own number was left open or not given
        _take_displaced(blocks, at, around, head)
        return


def _in_annex(blocks: Sequence[Block], first: int, at: int) -> bool:
    return any(ANNEX.match(b.text) for b in blocks[first + 1 : at] if not b.quoted)


def _letterhead_like(block: Block) -> bool:
    text = block.text
    if block.kind == "table" or len(text) > 120:
        return False
    if text.startswith(_CERTIFIED):
        return True
    dated = DATE.search(text) and len(text) < 60
    issuer = is_caps(text) and re.match(
        r"^(?:BỘ|CHÍNH PHỦ|QUỐC HỘI|VĂN PHÒNG|ỦY BAN|NGÂN HÀNG|VÀ )", text
    )
    return bool(is_number(text) or MOTTO.fullmatch(text) or dated or issuer or noise.is_rule(text))


def _take_displaced(blocks: Sequence[Block], at: int, around: list[int], head: Head) -> None:
    run = [at]
    for near in sorted(around, key=lambda n: abs(n - at)):
        if min(abs(near - taken) for taken in run) <= 2:
            run.append(near)
    head.fields = [f for f in head.fields if f.value != "chua_ro"]
    for near in sorted(run):
        pieces = split_columns(blocks[near].text)
        # a list, not a generator: every piece must be looked at
        if all([letterhead_piece(p, head) for p in pieces]):  # noqa: C419
            head.used.add(near)
    head.issuers = names_joined(head.issuers)
