"""``vanban cite --giai-thich``: which document each citation of a file means, step by step."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from vanban.archive import Archive
from vanban.checking import needed
from vanban.citations.pinpoint import label_of
from vanban.citations.trail import STEP_WORDS
from vanban.citing import mention_data, read_passages, told
from vanban.corpus.read import parse_document
from vanban.linking import Explained, explain_text, open_archive, outcome_data
from vanban.model import Ambiguous, Citing, NotHeld, Resolved, Unclear


def explained_lines(
    file: TextIO, directives: Path, *, passages: bool, form: str, co_quan: str, ngay: str
) -> Iterator[str]:
    """Lines of output as ``cite_lines`` gives them, each with its outcome and the steps to it.

    A file with front matter cites as the document it is; ``co_quan`` and ``ngay`` say it for
    any other. Raises ValueError and OSError in words for a person.
    """
    needed(directives)
    archive = open_archive(directives)
    if co_quan and archive.facts.registry.body(co_quan) is None:
        raise ValueError(f"không có cơ quan «{co_quan}».")
    given = Citing(id="", co_quan=co_quan, ngay=ngay)
    for name, text in read_passages(file, passages=passages):
        citing, body, line = _whose(text, given, archive)
        found = explain_text(body, archive, citing)
        if form == "jsonl":
            rows = [_data(item) for item in found]
            yield json.dumps({"id": name, "citations": rows}, ensure_ascii=False)
        else:
            yield from _lines(name if passages else "", body, line, found)


def _whose(text: str, given: Citing, archive: Archive) -> tuple[Citing, str, int]:
    """Who cites, the text without its front matter, and the line it begins on."""
    if not text.startswith("---\n"):
        return given, text, 1
    path = "tep/tep.md"  # the name doesn't matter: nothing is kept
    document, _ = parse_document(path, text.encode(), archive.facts.registry)
    if document is None:
        return given, text, 1
    meta = document.meta
    citing = Citing(
        id="", co_quan=given.co_quan or meta.co_quan, ngay=given.ngay or meta.ngay,
        loai=meta.loai, so_hieu=meta.so_hieu,
    )  # fmt: skip
    return citing, document.body, document.body_line


def _data(item: Explained) -> dict[str, object]:
    steps = [{"step": s.name, "told": s.told, "left": list(s.left)} for s in item.steps]
    return {
        **mention_data(item.citation.mention), "outcome": outcome_data(item), "steps": steps
    }  # fmt: skip


def _lines(name: str, text: str, first: int, found: tuple[Explained, ...]) -> Iterator[str]:
    mentions = tuple(item.citation.mention for item in found)
    for head, item in zip(told(name, text, mentions, first), found, strict=True):
        yield head
        yield f"    → {_outcome_words(item)}"
        for number, step in enumerate(item.steps, 1):
            left = f" · còn {len(step.left)}" if step.name != "antecedent" else ""
            yield f"    {number}. {STEP_WORDS[step.name]}: {step.told}{left}"


def _outcome_words(item: Explained) -> str:
    match item.citation.outcome:
        case Resolved(target=""):
            return "chính văn bản này"
        case Resolved(target=target):
            place = item.place
            where = f"#{place.anchor}" if place.anchor else ""
            lack = f" (bản trong kho không có {label_of(place.missing)})" if place.missing else ""
            return f"{target}{where}{lack}"
        case Ambiguous(candidates=ids, reason=reason):
            return f"nhiều khả năng: {', '.join(ids)}. {reason}"
        case NotHeld(so_hieu=so_hieu, note=note):
            return f"kho chưa giữ: {so_hieu}{' – ' + note if note else ''}"
        case Unclear(reason=reason):
            return f"chưa rõ: {reason}"
