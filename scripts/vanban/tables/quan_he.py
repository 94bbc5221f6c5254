"""The 18 relations between documents: what they are called from either side, what they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from vanban.model import QuanHe
from vanban.tables.rows import table

Effect = Literal["cham_dut", "thay_noi_dung", "tam_dung", "keo_dai", "khong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationKind:
    """``tac_dong``: what it does to the target's validity; ``thu_tu``: order in lists, from 1."""

    khoa: QuanHe
    chu_dong: str
    bi_dong: str
    tac_dong: Effect
    thu_tu: int
    nguon: str = ""


@cache
def relation_kinds() -> Mapping[str, RelationKind]:
    """Every kind by key, in the order lists show them."""
    kinds = [
        RelationKind(
            khoa=row["khoa"],
            chu_dong=row["chu_dong"],
            bi_dong=row["bi_dong"],
            tac_dong=row["tac_dong"],
            thu_tu=int(row["thu_tu"]),
            nguon=row["nguon"],
        )
        for row in table("quan_he")
    ]
    return {kind.khoa: kind for kind in sorted(kinds, key=lambda k: k.thu_tu)}


def relation_label(quan_he: str, inverse: bool) -> str:
    """``thay thế``, or seen from the target ``bị thay thế bởi``; KeyError for an unknown kind."""
    kind = relation_kinds()[quan_he]
    return kind.bi_dong if inverse else kind.chu_dong
