"""All documents of a folder, and the Issues that only show when they are seen together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vanban.corpus.gate import secrecy
from vanban.corpus.provisions import parse_provisions
from vanban.corpus.read import fault_issues, parse_document, read_raw
from vanban.corpus.readers import Known
from vanban.corpus.scan import scan
from vanban.model import CHUA_RO, DocRef, Document, Issue
from vanban.so_hieu import key


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What a folder holds: documents by id in order, and every Issue met on the way."""

    documents: dict[str, Document]
    issues: tuple[Issue, ...]


def load_corpus(root: Path, registry: Known, muc: str = "noi_bo") -> Corpus:
    """Read every document below ``root``; what can't be taken becomes Issues.

    Documents of every circulation are in it: ask ``gate.admitted`` before publishing one.
    """
    found, scanned = scan(root)
    issues = list(scanned)
    documents: dict[str, Document] = {}
    for path, (_, size) in found.items():
        document, told = read_document(root, path, registry, muc, size=size)
        issues += told
        if document is not None:
            documents[document.id] = document
    issues += check_together(documents.values())
    return Corpus(documents=documents, issues=tuple(issues))


def read_document(
    root: Path, path: str, registry: Known, muc: str = "noi_bo", *, size: int | None = None
) -> tuple[Document | None, tuple[Issue, ...]]:
    """One file with everything that can be said of it alone, its provisions included."""
    raw, told = read_raw(root, path, size)
    if raw is None:
        return None, told
    document, issues = parse_document(path, raw, registry)
    if document is None:
        return None, issues
    if refusal := secrecy(document, path, muc):
        return None, (refusal,)
    _, faults = parse_provisions(document.body)
    return document, (*issues, *fault_issues(path, document, faults))


def check_together(documents: Iterable[Document]) -> tuple[Issue, ...]:
    """Ids claimed twice (``loi``) and documents that look entered twice (``canh_bao``)."""
    held = list(documents)
    return (*_ids(held), *twins(map(_ref, held)))


def _ids(documents: list[Document]) -> list[Issue]:
    owner = {str(document.id): document for document in documents}
    issues = []
    for document in documents:
        for old in document.meta.id_cu:
            other = owner.setdefault(old, document)
            if other is document and old != document.id:
                continue
            what = "là mã hiện nay của" if other.id == old else "đã là mã cũ của"
            issues.append(
                Issue(
                    code="ma-trung",
                    severity="loi",
                    path=f"{document.id}.md",
                    message=f"Mã cũ “{old}” {what} “{other.id}.md”.",
                    remedy="Bỏ mã này khỏi id_cu ở một trong hai văn bản.",
                )
            )
    return issues


def _ref(document: Document) -> DocRef:
    meta = document.meta
    return DocRef(
        id=document.id, so_hieu=meta.so_hieu, loai=meta.loai, co_quan=meta.co_quan, ngay=meta.ngay
    )  # fmt: skip


def twins(documents: Iterable[DocRef]) -> list[Issue]:
    """Documents of one number, type, body and date: most likely one entered twice."""
    first: dict[tuple[str, str, str, str], DocRef] = {}
    issues = []
    for document in documents:
        if (
            not document.so_hieu
            or CHUA_RO in (document.so_hieu, document.ngay)
            or len(document.ngay) < 10
        ):
            continue
        sign = (
            key(document.so_hieu) or document.so_hieu,
            document.loai,
            document.co_quan,
            document.ngay,
        )
        other = first.setdefault(sign, document)
        if other is not document:
            issues.append(
                Issue(
                    code="van-ban-trung",
                    severity="canh_bao",
                    path=f"{document.id}.md",
                    message=f"Cùng số, cơ quan và ngày với “{other.id}.md”.",
                    remedy="Nếu là một văn bản, giữ một tệp và ghi mã kia vào id_cu; "
                    "nếu là hai, xem lại số và ngày.",
                )
            )
    return issues
