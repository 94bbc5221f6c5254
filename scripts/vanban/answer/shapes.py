"""The shapes of what is asked and answered (``search/client/contract.d.ts``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from vanban.answer.archive import status_now
from vanban.answer.backend import Card

MOST_HITS = 100

Answer = dict[str, Any]
Hit = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a page asks beside its words; ``filters`` as ``window.vanban.search`` takes them."""

    filters: Mapping[str, Any]
    sort: str = ""
    offset: int = 0
    limit: int = 10
    anywhere: bool = False


def page_of(things: Sequence[T], asked: Asked) -> Sequence[T]:
    offset = max(0, asked.offset)
    return things[offset : offset + max(0, min(asked.limit, MOST_HITS))]


def url_of(id_: str) -> str:
    """From the site's root."""
    return f"vb/{id_}/index.html"


def hit_of(card: Card) -> Hit:
    return {
        "id": card[0], "url": url_of(card[0]), "so_hieu": card[1], "loai": card[2],
        "title": card[3], "co_quan": card[4], "ngay": card[6] if re.match(r"\d", card[6]) else "",
        "anchor": "", "clause_label": "", "snippet": "",
        "status": status_now(card[7], card[8], card[9]),
        "cites": card[11], "mau": bool(card[10] & 1),
    }  # fmt: skip


def empty_answer(notes: Sequence[str]) -> Answer:
    return {
        "total": 0, "exact": True, "hits": [], "facets": {}, "jump": None, "chooser": None,
        "didYouMean": None, "notes": list(notes),
    }  # fmt: skip
