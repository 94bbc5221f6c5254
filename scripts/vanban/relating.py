"""``vanban relations``: what a text states it does to other documents, for people and programs."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TextIO

from vanban.citations.find import find_mentions
from vanban.citations.pinpoint import label_of
from vanban.citing import read_passages
from vanban.corpus.provisions import parse_provisions
from vanban.graph.relations import find_claims
from vanban.model import Claim, Mention, Provision
from vanban.tables import relation_label
from vanban.text import nfc

Row = dict[str, object]

_FENCE = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*\n", re.DOTALL)
_NUMBER = re.compile(r"[ \n,]*(?:số[ \n:]*)*\d.*\Z", re.DOTALL)


def relation_lines(file: TextIO, *, passages: bool, form: str) -> Iterator[str]:
    """One line of output a relation (text) or a passage (JSON Lines).

    Raises ValueError, in words for a person, for what isn't UTF-8 or no passage.
    """
    for name, text in read_passages(file, passages=passages):
        rows = relations_of(text)
        if form == "jsonl":
            yield json.dumps({"id": name, "relations": rows}, ensure_ascii=False)
        else:
            yield from (_told(name if passages else "", row) for row in rows)


def relations_of(text: str) -> list[Row]:
    """The relations a text states, in its order, each once; ``dan_chieu`` isn't one.

    ``text`` is a passage, a page of plain lines or a whole document, with or without front
    matter. ``source_provision`` and ``target.provision`` are labels (``Điều 3 khoản 2`` from
    coarse to fine; the other as printed), ``tu_ngay`` an ISO date; what isn't there is None.
    """
    text = _FENCE.sub("", nfc(text))
    mentions = find_mentions(text)
    provisions = provisions_of(text)
    rows: dict[tuple[object, ...], Row] = {}
    for claim in find_claims(text, mentions, provisions):
        if claim.quan_he != "dan_chieu":
            row, key = _row(claim, mentions[claim.mention])
            rows.setdefault(key, row)
    return list(rows.values())


def provisions_of(text: str) -> tuple[Provision, ...]:
    """The tree of a text whose paragraphs may be single lines, at offsets of ``text``."""
    if "\n\n" in text:
        return parse_provisions(text)[0]
    found, _ = parse_provisions(text.replace("\n", "\n\n"))
    ends = [n + k for k, n in enumerate(m.end() for m in re.finditer("\n", text))]
    return tuple(
        p._replace(start=p.start - bisect_right(ends, p.start), end=p.end - bisect_right(ends, p.end))
        for p in found
    )  # fmt: skip


def _row(claim: Claim, mention: Mention) -> tuple[Row, tuple[object, ...]]:
    target = {
        "type": mention.loai or None, "number": mention.so_hieu or None,
        "name": _name(mention) or None, "provision": mention.pinpoint or None,
    }  # fmt: skip
    row: Row = {
        "source_provision": source_label(claim.source) or None, "quan_he": claim.quan_he,
        "target": target, "tu_ngay": claim.tu_ngay or None, "evidence": claim.evidence,
    }  # fmt: skip
    return row, (row["source_provision"], claim.quan_he, *target.values())


def _name(mention: Mention) -> str:
    """``Luật Đất đai`` of ``Luật Đất đai số 31/2024/QH15``; '' where only the type is printed."""
    words = " ".join(mention.surface.split())
    if mention.so_hieu:
        words = _NUMBER.sub("", words)
    return "" if words.lower() == mention.loai.lower() else words


def source_label(anchor: str) -> str:
    """``dieu-3-khoan-2`` → ``Điều 3 khoản 2``: the clause of this text, from coarse to fine."""
    parts = re.split(r" (?=Điều |khoản |điểm |Mục |Chương |Phần |Phụ lục )", label_of(anchor))
    return " ".join(reversed(parts)) if anchor else ""


def _told(name: str, row: Row) -> str:
    target: dict[str, str | None] = row["target"]  # type: ignore[assignment]
    what = target["number"] or target["name"] or target["type"] or ""
    facts = [
        row["source_provision"], relation_label(str(row["quan_he"]), inverse=False),
        " ".join(filter(None, (target["provision"], what))),
        f"từ {row['tu_ngay']}" if row["tu_ngay"] else "",
    ]  # fmt: skip
    head = f"{name}: " if name else ""
    return head + " · ".join(str(f) for f in facts if f) + f" «{row['evidence']}»"
