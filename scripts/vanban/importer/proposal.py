"""A new reading of a document the archive holds already: laid beside it, never over it.

What a person wrote or corrected stays; what the record leaves open is filled in. The proposal
lies in a hidden folder that no build looks at, with the difference as a text to read.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from vanban.corpus.emit import emit_document
from vanban.corpus.read import parse_document
from vanban.corpus.write import Refused as CantSet
from vanban.corpus.write import set_field
from vanban.importer.held import likeness
from vanban.importer.model import Draft
from vanban.model import CHUA_RO, Document, Issue, Metadata
from vanban.tables import Registry

FOLDER = ".nhap/de-xuat"
_FILLED = (
    "so_hieu", "ngay", "co_quan", "chu_the", "noi_ban_hanh", "hieu_luc_tu", "nguoi_ky", "do_khan",
)  # fmt: skip
_COMPARED = {
    "so_hieu": "số, ký hiệu", "loai": "loại", "ngay": "ngày", "co_quan": "cơ quan",
    "trich_yeu": "trích yếu", "noi_ban_hanh": "nơi ban hành",
}  # fmt: skip
SAME = 0.8
"""Texts more alike than this are one document read twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Files to write below the archive, and what to tell the clerk."""

    files: tuple[tuple[str, str], ...]
    issue: Issue


def read_record(target: str, text: str, registry: Registry) -> Document | None:
    """The record as the archive reads it."""
    return parse_document(target, text.encode(), registry)[0]


def alike(old: Document | None, draft: Draft) -> float:
    """How alike a record's text and a draft's are."""
    return likeness(old.body, draft.body) if old else 0.0


def proposed(target: str, text: str, old: Document, meta: Metadata, draft: Draft) -> Proposal:
    """``old`` (whose file holds ``text``) with its gaps filled and the new body, as a proposal.

    Without files when nothing would change.
    """
    merged = text
    for name in _FILLED:
        if _open(getattr(old.meta, name)) and not _open(getattr(meta, name)):
            merged = _filled(merged, name, getattr(meta, name))
    body = emit_document(meta, draft.body).split("\n---\n", 1)[-1]
    merged = merged.split("\n---\n", 1)[0] + "\n---\n" + body
    if merged == text:
        return Proposal(files=(), issue=_nothing_new(draft, target))
    stem = f"{FOLDER}/{PurePosixPath(target).with_suffix('')}"
    lines = difflib.unified_diff(
        text.splitlines(), merged.splitlines(), target, f"{stem}.md", lineterm="", n=1
    )
    told = _differences(old.meta, meta)
    issue = Issue(
        code="da-co-ban-khac", severity="canh_bao", path=draft.source,
        message=f"Kho đã có văn bản này ({target}); bản đang có giữ nguyên, bản mới ghi thành đề xuất."
        + (f" Khác nhau: {told}." if told else ""),
        remedy=f"So hai bản trong {stem}.khac.txt, chép phần đúng sang bản đang có.",
    )  # fmt: skip
    files = ((f"{stem}.md", merged), (f"{stem}.khac.txt", "\n".join(lines) + "\n"))
    return Proposal(files=files, issue=issue)


def _nothing_new(draft: Draft, target: str) -> Issue:
    return Issue(
        code="da-nhap", severity="goi_y", path=draft.source,
        message=f"Kho đã có văn bản này, không chỗ nào khác: {target}.",
        remedy="Không cần nhập lại.",
    )  # fmt: skip


def _filled(text: str, name: str, value: Any) -> str:
    try:
        return set_field(text, name, value)
    except CantSet:  # a head only a person can mend
        return text


def _open(value: Any) -> bool:
    return value in ("", CHUA_RO, ())


def _differences(old: Metadata, new: Metadata) -> str:
    """Fields that say different things, side by side."""
    pairs = [(words, getattr(old, name), getattr(new, name)) for name, words in _COMPARED.items()]
    return "; ".join(
        f"{words} “{a[:60]}” / “{b[:60]}”" for words, a, b in pairs if a != b and not _open(b)
    )


def conflict(draft: Draft, target: str, old: Document, share: float) -> Issue:
    """Another document with the same number: both shown, a person decides."""
    new = draft.fields
    return Issue(
        code="trung-so", severity="canh_bao", path=draft.source,
        message=f"Trùng số {old.meta.so_hieu} với {target} nhưng nội dung khác (giống {share:.0%}):"
        f" “{old.meta.trich_yeu[:80]}” ({old.meta.ngay}, {_size(old.body)}) /"
        f" “{new.value('trich_yeu')[:80]}” ({new.value('ngay')}, {_size(draft.body)}).",
        remedy="Xem lại số, ngày và cơ quan của cả hai văn bản.",
    )  # fmt: skip


def near(draft: Draft, others: Iterable[tuple[str, float]]) -> Issue | None:
    """Documents whose text is nearly this one's."""
    found = [f"{target} (giống {share:.0%})" for target, share in others if share >= SAME]
    if not found:
        return None
    return Issue(
        code="gan-giong", severity="canh_bao", path=draft.source,
        message=f"Nội dung gần giống văn bản đã có: {', '.join(found[:3])}.",
        remedy="Nếu là một văn bản thì chỉ giữ một bản.",
    )  # fmt: skip


def _size(text: str) -> str:
    return f"{len(text.split())} chữ"
