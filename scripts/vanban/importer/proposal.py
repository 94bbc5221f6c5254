"""A new reading of a document the archive holds already: laid beside it, never over it.

What a person wrote or corrected stays; what the record leaves open is filled in. The proposal
lies in a hidden folder that no build looks at, with the difference as a text to read.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from vanban.corpus.emit import emit_document
from vanban.corpus.read import parse_document
from vanban.corpus.write import Refused as CantSet
from vanban.corpus.write import set_field
from vanban.importer.held import likeness
from vanban.importer.merge import Clash, is_open, merged_body, merged_fields
from vanban.importer.model import Draft
from vanban.model import Document, Issue, Metadata
from vanban.tables import Registry

FOLDER = ".nhap/de-xuat"
_COMPARED = {
    "so_hieu": "số, ký hiệu", "loai": "loại", "ngay": "ngày", "co_quan": "cơ quan",
    "trich_yeu": "trích yếu", "noi_ban_hanh": "nơi ban hành",
}  # fmt: skip
SAME = 0.8
"""Texts more alike than this are one document read twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Files to write below the archive, and what to tell the clerk; ``read`` is what the program
    made of the new file by itself, the base of the next merge once a person took this one."""

    files: tuple[tuple[str, str], ...]
    issue: Issue
    sha256: str
    target: str
    read: str = ""


def read_record(target: str, text: str, registry: Registry) -> Document | None:
    """The record as the archive reads it."""
    return parse_document(target, text.encode(), registry)[0]


def alike(old: Document | None, draft: Draft) -> float:
    """How alike a record's text and a draft's are."""
    return likeness(old.body, draft.body) if old else 0.0


def proposed(
    target: str, text: str, old: Document, meta: Metadata, draft: Draft, base: Document | None
) -> Proposal:
    """``old`` (whose file holds ``text``) merged with a new reading, as a proposal.

    ``base`` is what an earlier import wrote: what it and ``old`` have in common nobody
    corrected, and the new reading may mend it. Without a base, gaps are filled and the new text
    is laid before the clerk. Without files when nothing would change.
    """
    merged = text
    for name, value in merged_fields(base.meta if base else None, old.meta, meta).items():
        merged = _filled(merged, name, value)
    known = base.body if base else old.body
    body, clashes = merged_body(known, old.body, draft.body)
    merged = with_body(merged, body)
    if same_text(merged, text) and not clashes:
        issue = _nothing_new(draft, target)
        return Proposal(files=(), issue=issue, sha256=draft.sha256, target=target)
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
    shown = "\n".join([*lines, *_clashing(clashes)]) + "\n"
    made_from = hashlib.sha256(text.encode()).hexdigest()
    files = (
        (f"{stem}.md", merged), (f"{stem}.khac.txt", shown), (f"{stem}.tren", f"{made_from} {draft.sha256}\n"),
    )  # fmt: skip
    read = emit_document(meta, draft.body)
    return Proposal(files=files, issue=issue, sha256=draft.sha256, target=target, read=read)


def with_body(text: str, body: str) -> str:
    """A record's file with another body; its head stays byte for byte."""
    newline = "\r\n" if "\r\n" in text else "\n"
    head, fence, _ = text.partition(f"{newline}---{newline}")
    tail = body.strip("\n").replace("\n", newline)
    return head + fence + (f"{newline}{tail}{newline}" if tail else "")


def same_text(a: str, b: str) -> bool:
    """Whether two files say the same, line ends and blank lines apart."""
    return [x for x in a.split("\n") if x.strip()] == [x for x in b.split("\n") if x.strip()]


def _clashing(clashes: Iterable[Clash]) -> list[str]:
    """Paragraphs that a person and the new reading both changed, one above the other."""
    out: list[str] = []
    for clash in clashes:
        out += ["", "!! Hai bên cùng sửa chỗ này; bản đề xuất giữ chữ đang có.", "Đang có:"]
        out += [f"  {line}" for line in clash.kept.split("\n")]
        out += ["Bản mới đọc:", *(f"  {line}" for line in clash.new.split("\n"))]
    return out


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


def _differences(old: Metadata, new: Metadata) -> str:
    """Fields that say different things, side by side."""
    pairs = [(words, getattr(old, name), getattr(new, name)) for name, words in _COMPARED.items()]
    return "; ".join(
        f"{words} “{a[:60]}” / “{b[:60]}”" for words, a, b in pairs if a != b and not is_open(b)
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
