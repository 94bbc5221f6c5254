"""The head of the index, and what tells whether a text or a card is still the same."""

from __future__ import annotations

import json
from hashlib import blake2b

from vanban.fragment import Face, Record
from vanban.search.cards import Card
from vanban.search.facets import listed_types, moments
from vanban.search.memory import Memory
from vanban.search.numbers import spans
from vanban.search.scripts import File, address
from vanban.tables.loai import doc_types
from vanban.text import fold, slug

RECENT_BITS = 7
"""Bits of a term's hash that tell its shard of recent documents."""


def day_of(record: Face) -> str:
    """By what documents are numbered: the date, or what is known of it."""
    return record.ngay if record.ngay[:4].isdigit() else ""


def text_mark(record: Record, blob: bytes) -> bytes:
    """Changes when anything of a document is found or shown otherwise."""
    known = (record.id, record.so_hieu, record.loai, record.co_quan, record.ngay, record.trich_yeu)
    digest = blake2b(repr((known, record.linh_vuc)).encode(), digest_size=8)
    digest.update(blob[sum(record.parts[:4]) :])
    return digest.digest()


def card_mark(made: Card) -> bytes:
    return blake2b(repr(made).encode(), digest_size=8).digest()


def head_file(memory: Memory) -> File:
    """``kho``: what a browser must know before it asks for anything else."""
    types = [
        [t.ten, slug(t.ten), [fold(c) for c in dict.fromkeys((*t.ma_dang, *t.ma_nha_nuoc))]]
        for t in doc_types()
    ]
    late, gone = memory.places(), memory.gone()
    out = {n for n, *_ in late} | set(gone)
    head = {
        "v": memory.stamp, "c": memory.content, "n": len(memory.ids), "u": memory.bits,
        "e": RECENT_BITS if memory.recent else 0, "m": memory.name_bits, "s": spans(memory.suggestions),
        "l": late, "x": gone,
        "t": moments([(n, d) for n, d in enumerate(memory.days) if n not in out]),
        "so": spans({p for n, p in enumerate(memory.printed) if p and memory.ids[n]}),
        "loai": types, "k": " ".join(listed_types(memory.facets)),
    }  # fmt: skip
    data = json.dumps(["kho", head], ensure_ascii=False, separators=(",", ":"))
    return address("kho"), f"V({data[1:-1]})\n".encode()
