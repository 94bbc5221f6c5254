"""One original to one draft: read, mend, find the facts, write the Markdown, check the words."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from vanban.corpus.gate import secrecy_of_text
from vanban.importer import complete
from vanban.importer.fields import read_fields
from vanban.importer.guards import kind_of
from vanban.importer.markdown import body as markdown_body
from vanban.importer.model import (
    Block,
    Draft,
    Extract,
    Field,
    Fields,
    Refused,
    Removed,
    named,
    refused_draft,
)
from vanban.importer.properties import properties
from vanban.importer.read_docx import read_docx
from vanban.importer.read_html import read_html
from vanban.importer.read_office import read_office
from vanban.importer.read_pdf import read_image, read_pdf
from vanban.importer.read_text import read_text
from vanban.importer.repair import mended
from vanban.importer.scan_doubts import pages_told, unsure_where_scanned
from vanban.importer.structure import structured
from vanban.model import CHUA_RO, Issue

_READERS = {
    "docx": read_docx, "pdf": read_pdf, "html": read_html, "text": read_text, "image": read_image,
}  # fmt: skip


def extract(path: Path) -> Extract:
    """The neutral extraction of a file; Refused with a Vietnamese reason when it can't be."""
    kind = kind_of(path)
    if kind in ("doc", "rtf"):
        return read_office(path, f".{kind}")
    return _READERS[kind](path)


def draft(path: Path, muc: str) -> Draft:
    """The draft of one file; a refused one has no body and a single error.

    ``muc`` is the level the archive is built at: it decides which marks refuse the file.
    """
    began = time.monotonic()
    digest = ""
    try:
        digest = file_hash(path)
        told = properties(path, kind_of(path))
        refusal = secret_properties(told, path, muc)
        if refusal is not None:
            return Draft(source=str(path), sha256=digest, issues=(refusal,))
        found = extract(path)
        refusal = _secret(found, path, muc)
        if refusal is not None:
            return Draft(source=str(path), sha256=digest, issues=(refusal,))
        return _drafted(found, path, digest, began)
    except Refused as error:
        return refused_draft(path, error, digest)


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(2**20):
            digest.update(chunk)
    return digest.hexdigest()


def _secret(found: Extract, path: Path, muc: str) -> Issue | None:
    """The gate's word on everything read, taken-out lines and page margins included."""
    lines = [_plain(b) for b in found.blocks]
    lines += [*found.marks, *found.notes, *(r.text for r in found.removed)]
    return secrecy_of_text("", "\n\n".join(lines), named(path.name), muc)


def secret_properties(told: Sequence[str], path: Path, muc: str) -> Issue | None:
    """The gate's word on title, subject, keywords and remarks, each and each part of a list.

    That a file was once called a draft is no mark: most papers in force began as one.
    """
    parts = [part.strip() for text in told for part in (text, *re.split(r"[;,|/\n]", text))]
    for part in dict.fromkeys(filter(None, parts)):
        refusal = secrecy_of_text("", part, "", muc)
        if refusal is not None and refusal.code != "mat-du-thao":
            return replace(
                refusal, path=str(path), line=0, column=0,
                message="Thông tin kèm tệp (tiêu đề, chủ đề, từ khóa, ghi chú) có dấu mật hoặc"
                " hạn chế phổ biến; văn bản bị từ chối.",
            )  # fmt: skip
    return None


def _plain(block: Block) -> str:
    if block.kind == "table":
        return "\n".join(" | ".join(row) for row in block.rows)
    return block.text


def _drafted(found: Extract, path: Path, digest: str, began: float) -> Draft:
    blocks, repairs, removed = mended(found.blocks, lone_numbers=found.reader == "text")
    if not blocks:
        raise Refused("tep-rong", "Không thấy chữ nào trong tệp.")
    fields, used = read_fields(found, blocks, named(path.stem))
    if found.scanned:
        fields = unsure_where_scanned(fields, blocks, used, frozenset(found.scanned))
    moved = [
        Removed(
            reason="phần đầu, tên loại và trích yếu (đã ghi vào các trường)",
            text=_plain(b),
            page=b.page,
        )
        for at, b in enumerate(blocks)
        if at in used
    ]
    kept = [b for at, b in enumerate(blocks) if at not in used]
    shaped, titled = structured(kept)
    text = markdown_body(shaped, found.notes)
    if not text.strip():
        raise Refused(
            "khong-co-noi-dung", "Chỉ đọc được phần đầu văn bản, không thấy nội dung.",
            "Mở tệp xem phần nội dung có phải là ảnh không.",
        )  # fmt: skip
    gone = (*found.removed, *removed, *moved)
    return Draft(
        source=str(path),
        sha256=digest,
        reader=found.reader,
        encoding=found.encoding,
        pages=found.pages,
        seconds=round(time.monotonic() - began, 3),
        body=text,
        fields=fields,
        removed=gone,
        repairs=(*found.repairs, *repairs, *titled),
        issues=(
            *found.issues,
            *_lost(found, text, gone, path),
            *_doubts(fields, text, path, found),
        ),
    )


def _lost(found: Extract, text: str, gone: Sequence[Removed], path: Path) -> list[Issue]:
    """An error when a word of the extraction is neither in the body nor among the removed."""
    before = [_plain(b) for b in found.blocks] + list(found.notes)
    after = [complete.plain_markdown(text), *(r.text for r in gone if r not in found.removed)]
    lost = complete.missing(before, after)
    if not lost:
        return []
    shown = ", ".join(f"“{word}” ({count})" for word, count in lost[:8])
    return [
        Issue(
            code="mat-chu",
            severity="canh_bao",
            path=str(path),
            message=f"{len(lost)} từ của bản gốc không có trong kết quả: {shown}.",
            remedy="Đối chiếu với bản gốc rồi bổ sung vào văn bản.",
        )
    ]


def _doubts(fields: Fields, text: str, path: Path, found: Extract) -> list[Issue]:
    names = {"so_hieu": "số, ký hiệu", "ngay": "ngày", "loai": "loại", "trich_yeu": "trích yếu"}
    unsure = [f for f in fields.items if f.name in names and f.confidence != "chac"]
    issues = [_doubt(f, names[f.name], path) for f in unsure]
    if found.scanned:
        which = pages_told(found.scanned, found.pages)
        issues.append(
            Issue(
                code="chu-quet",
                severity="canh_bao",
                path=str(path),
                message=f"Chữ {which} được nhận dạng từ ảnh quét; có thể sai dấu, sai số.",
                remedy=f"Đọc lại {which}, đối chiếu bản gốc trước khi công bố.",
            )
        )
    if len(text) < 200:
        issues.append(
            Issue(
                code="it-chu",
                severity="canh_bao",
                path=str(path),
                message="Phần nội dung rất ngắn; có thể tệp là ảnh quét hoặc bảng tính.",
                remedy="Mở bản gốc xem có phải bản quét không.",
            )
        )
    return issues


def _doubt(field: Field, name: str, path: Path) -> Issue:
    unknown = field.value in ("", CHUA_RO)
    message = (
        f"Chưa rõ {name}: không thấy trong phần đầu văn bản."
        if unknown
        else f"Chưa chắc {name}: “{field.value[:120]}” (đọc ở: {field.where[:120]})."
    )
    return Issue(
        code=("khong-ro-" if unknown else "ngo-") + field.name.replace("_", "-"),
        severity="canh_bao",
        path=str(path),
        message=message,
        remedy=f"Đối chiếu bản gốc rồi sửa trường “{field.name}”.",
    )
