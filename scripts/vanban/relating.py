"""``vanban relations``: what a text states it does to other documents, for people and programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TextIO

from vanban.citations.find import find_mentions
from vanban.citations.pinpoint import anchors, label_of
from vanban.citations.reasons import shown
from vanban.citing import read_passages
from vanban.corpus.provisions import parse_provisions
from vanban.graph.general import general_clauses
from vanban.graph.passage import paragraphs_of
from vanban.graph.relations import Statement, find_statements, innermost
from vanban.graph.sentence import sentence_around
from vanban.model import Mention, Provision
from vanban.tables import relation_label
from vanban.text import nfc

Row = dict[str, object]

_CARRIED = frozenset({"thuc_hien", "tiep_tuc_thuc_hien", "so_ket", "tong_ket", "kiem_tra"})
_ROMAN = re.compile(r"[*_# ]*[IVX]+[ ./)–*_-]*")
_FENCE = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*\n", re.DOTALL)
_OWN_NUMBER = re.compile(r"(?:^|\n)[ *]*[Ss]ố ?: *(\d\S*)")
_NUMBER = re.compile(r"[ \n,]*(?:số[ \n:]*)*\d.*\Z", re.DOTALL | re.IGNORECASE)


def relation_lines(file: TextIO, *, passages: bool, form: str) -> Iterator[str]:
    """One line of output a relation (text) or a passage (JSON Lines).

    Raises ValueError, in words for a person, for what isn't UTF-8 or no passage.
    """
    for name, text in read_passages(file, passages=passages):
        rows = relations_of(text)
        if form == "jsonl":
            data = {"id": name, "relations": rows, "general": general_of(text)}
            yield json.dumps(data, ensure_ascii=False)
        else:
            yield from (_told(name if passages else "", row) for row in rows)


def relations_of(text: str) -> list[Row]:
    """The relations a text states, in its order, each once; ``dan_chieu`` isn't one.

    ``text`` is a passage, a page of plain lines or a whole document, with or without front
    matter. ``source_provision`` and ``target.provision`` are labels (``Điều 3 khoản 2`` from
    coarse to fine; the other as printed), ``tu_ngay`` an ISO date; what isn't there is None. What a
    title or the enacting words say and a clause says again is the clause's statement.
    """
    text = paragraphs_of(_FENCE.sub("", nfc(text)))
    mentions = find_mentions(text)
    provisions, _ = parse_provisions(text)
    head = _OWN_NUMBER.search(text[:4000])
    own = head[1].rstrip(".,;") if head else ""
    rows: dict[tuple[object, ...], Row] = {}
    for stated in find_statements(text, mentions, provisions, anchors_of=anchors):
        if stated.quan_he != "dan_chieu" and mentions[stated.mention].so_hieu != (own or None):
            row = _row(text, stated, mentions[stated.mention], provisions)
            rows.setdefault(_key(row), row)
    return _each_once(rows)


def _each_once(rows: dict[tuple[object, ...], Row]) -> list[Row]:
    """One row a relation: a clause's before the title's; of what is carried out, the first.

    ``Nghị quyết số 57`` in a title is the ``57-NQ/TW`` told in full below.
    """
    clauses = {key[1:] for key in rows if key[0]}
    numbers = {
        (key[1], str(key[2]).split(mark)[0]) for key in rows for mark in "-/" if mark in str(key[2])
    }
    out: dict[tuple[object, ...], Row] = {}
    for key, row in rows.items():
        if (key[1], key[2]) in numbers:
            continue
        if key[1] in _CARRIED:
            out.setdefault(key[1:], row)
        elif key[0] or key[1:] not in clauses:
            out[key] = row
    return list(out.values())


def general_of(text: str) -> list[Row]:
    """Clauses that name no document: ``bai_bo_chung``, ``dan_chieu_dong``, each with its clause and sentence."""
    text = paragraphs_of(_FENCE.sub("", nfc(text)))
    clauses = general_clauses(text)
    provisions, _ = parse_provisions(text) if clauses else ((), ())
    starts = [p.start for p in provisions]
    return [
        {
            "kind": g.kind,
            "source_provision": source_label(innermost(provisions, starts, g.start)) or None,
            "evidence": sentence_around(text, g.start, g.end)[0],
        }
        for g in clauses
    ]


def _row(text: str, stated: Statement, mention: Mention, provisions: tuple[Provision, ...]) -> Row:
    evidence, _, _ = sentence_around(text, stated.start, stated.end)
    return {
        "source_provision": _place(stated, provisions) or None,
        "quan_he": stated.quan_he,
        "target": {
            "type": mention.loai or None, "number": mention.so_hieu or None,
            "name": _name(mention) or None, "provision": stated.pinpoint or None,
        },
        "tu_ngay": stated.tu_ngay or None,
        "evidence": evidence,
    }  # fmt: skip


def _key(row: Row) -> tuple[object, ...]:
    target: dict[str, object] = row["target"]  # type: ignore[assignment]
    what = target["number"] or str(target["name"] or target["type"]).lower()
    return (row["source_provision"], row["quan_he"], what, target["provision"])


def _name(mention: Mention) -> str:
    """``Luật Đất đai`` of ``Luật Đất đai số 31/2024/QH15``; '' where only the type is printed."""
    words = shown(mention)
    if not mention.so_hieu:
        return words
    words = _NUMBER.sub("", words)
    return "" if words.lower() == mention.loai.lower() else words


def _place(stated: Statement, provisions: tuple[Provision, ...]) -> str:
    """The clause that states it, in the manner of its text: ``Điều 3 khoản 2``, ``Mục I.1``."""
    held = {p.anchor: p for p in provisions}
    chain: list[Provision] = []
    while stated.source in held and (not chain or chain[0].parent in held):
        chain.insert(0, held[chain[0].parent if chain else stated.source])
    head = next((p for p in chain if p.level in ("muc", "khoan")), None)
    roman = head is not None and head.level == "muc" and _ROMAN.fullmatch(head.label)
    party = head is not None and head.level == "khoan" and stated.quan_he in _CARRIED
    if head is None or not (roman or party) or chain[0].level in ("phu_luc", "kem", "dieu"):
        return source_label(stated.source)
    inner = [p for p in chain[chain.index(head) + 1 :] if p.level == "khoan"]
    number = ".".join(_bare(p.label) for p in (head, *inner[-1:]))
    points = [f"điểm {_bare(p.label)}" for p in chain if p.level == "diem"]
    return " ".join([f"Mục {number}", *points])


def _bare(label: str) -> str:
    return label.strip(" .)(/-–*_#:")


def source_label(anchor: str) -> str:
    """``dieu-3-khoan-2`` → ``Điều 3 khoản 2``: the clause of this text, from coarse to fine."""
    parts = re.split(
        r" (?=Điều |khoản |điểm |Mục |Chương |Phần |Phụ lục |Văn bản )", label_of(anchor)
    )
    return " ".join(p for p in reversed(parts) if not p.startswith("Văn bản")) if anchor else ""


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
