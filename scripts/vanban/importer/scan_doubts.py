"""What was recognised from a picture is not sure; what was read from letters beside it stays so."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from vanban.importer.model import Block, Field, Fields

_HEAD = frozenset(
    {"so_hieu", "loai", "ngay", "noi_ban_hanh", "trich_yeu", "chu_the", "co_quan", "do_khan"}
)
_TOLD = 8


def unsure_where_scanned(
    fields: Fields, blocks: Sequence[Block], used: AbstractSet[int], scanned: AbstractSet[int]
) -> Fields:
    """``fields`` with those unsure that stand on a ``scanned`` page, or it can't be told where.

    ``used`` are the blocks the facts of the head were read from.
    """
    head = [blocks[at] for at in sorted(used)]
    items = []
    for field in fields.items:
        pages = _pages(field, fields, blocks)
        if field.name in _HEAD:
            told = any(field.where in _whole(block) for block in head)
            pages = {b.page for b in head} | (set() if told else pages)
        doubtful = not pages or bool(pages & scanned)
        unsure = doubtful and field.confidence == "chac"
        items.append(replace(field, confidence="ngo") if unsure else field)
    return replace(fields, items=tuple(items))


def _pages(field: Field, fields: Fields, blocks: Sequence[Block]) -> set[int]:
    """Pages of the blocks that hold the words a fact was read from."""
    words = {
        "nguoi_ky": [field.value],
        "noi_nhan": [*fields.recipients, "Nơi nhận"],
        "can_cu": [basis.trich for basis in fields.bases],
    }.get(field.name, [field.where])
    return {block.page for block in blocks if any(word and word in _whole(block) for word in words)}


def _whole(block: Block) -> str:
    return block.text or "\n".join(cell for row in block.rows for cell in row)


def pages_told(scanned: Sequence[int], pages: int) -> str:
    """``toàn văn`` or ``trang 2, 3``, to be put into a sentence."""
    if len(scanned) >= pages:
        return "toàn văn"
    more = ", …" if len(scanned) > _TOLD else ""
    return f"trang {', '.join(map(str, scanned[:_TOLD]))}{more}"
