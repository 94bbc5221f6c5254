"""The report of an import, for a clerk and for programs."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from vanban.importer.model import FileReport, ImportReport
from vanban.importer.proposal import FOLDER
from vanban.model import CHUA_RO

_NAMES = {
    "so_hieu": "Số, ký hiệu", "loai": "Loại", "co_quan": "Cơ quan", "chu_the": "Chủ thể", "ngay": "Ngày",
    "noi_ban_hanh": "Nơi ban hành", "trich_yeu": "Trích yếu", "nguoi_ky": "Người ký",
    "hieu_luc_tu": "Hiệu lực từ", "do_khan": "Độ khẩn", "noi_nhan": "Nơi nhận", "can_cu": "Căn cứ",
}  # fmt: skip
_LINE = 160
_SURE = {"chac": "chắc", "ngo": "NGỜ", "khong": "CHƯA RÕ"}


def as_text(report: ImportReport) -> str:
    """What was read, doubted, mended and refused, file by file, and a last line of counts."""
    parts = [_file_text(f) for f in report.files]
    done = "Đã nhập" if report.written else "Sẽ nhập (chưa ghi gì)"
    summary = f"{done} {len(report.imported)} tệp"
    proposals = sum(any(i.code == "da-co-ban-khac" for i in f.issues) for f in report.refused)
    held = sum(any(i.code == "da-nhap" for i in f.issues) for f in report.refused)
    refused = len(report.refused) - proposals - held
    if proposals:
        summary += f"; {proposals} bản mới của văn bản đã có, ghi thành đề xuất trong {FOLDER}"
    if held:
        summary += f"; {held} tệp đã có trong kho"
    if refused:
        summary += f"; không nhập được {refused} tệp"
    tail = [summary + ".", *_not_taken(report), *_to_look_at(report)]
    return "\n\n".join([*parts, "\n".join(tail)]) + "\n"


def _not_taken(report: ImportReport) -> list[str]:
    """Files that weren't taken once more, where they are found: the first fault of each."""
    lines = []
    for file in report.refused:
        fault = next((i for i in file.issues if i.severity == "loi"), None)
        if fault is not None:
            lines.append(f"  – {file.source}: {fault.message}")
    return lines


def _to_look_at(report: ImportReport) -> list[str]:
    """How many records have something unsure, and the command that shows them."""
    unsure = sum(any(i.severity == "canh_bao" for i in f.issues) for f in report.imported)
    if not (report.imported and report.written):
        return []
    told = f"{unsure} tệp có chỗ chưa chắc. " if unsure else ""
    return [f"{told}Xem từng tệp cạnh bản gốc rồi sửa, nhận: vanban review-import"]


def _file_text(file: FileReport) -> str:
    lines = [f"{file.source}" + (f" → {file.target}" if file.target else "")]
    if file.target:
        lines += _facts(file)
        lines += _work_done(file)
    for issue in file.issues:
        tail = f" {issue.remedy}" if issue.remedy else ""
        lines.append(f"  ! {issue.message}{tail}")
    return "\n".join(lines)


def _facts(file: FileReport) -> list[str]:
    lines = []
    for field in file.draft.fields.items:
        value = "chưa rõ" if field.value in ("", CHUA_RO) else _short(field.value)
        count = _count(file, field.name)
        lines.append(
            f"  {_NAMES.get(field.name, field.name)}{count}: {value} [{_SURE[field.confidence]}]"
        )
    return lines


def _short(value: str) -> str:
    """Whole words of a long value, and a sign that it goes on in the record."""
    return value if len(value) <= _LINE else f"{value[:_LINE].rpartition(' ')[0]} …"


def _count(file: FileReport, name: str) -> str:
    fields = file.draft.fields
    several = {"can_cu": len(fields.bases), "noi_nhan": len(fields.recipients)}
    return f" ({several[name]})" if several.get(name, 0) > 1 else ""


def _work_done(file: FileReport) -> list[str]:
    repairs = Counter(r.kind for r in file.draft.repairs)
    removed = Counter(r.reason for r in file.draft.removed)
    lines = []
    if repairs:
        lines.append("  Đã sửa: " + "; ".join(f"{k} ({n})" for k, n in repairs.items()))
    if removed:
        lines.append(
            "  Đã đưa ra khỏi nội dung: " + "; ".join(f"{k} ({n})" for k, n in removed.items())
        )
    return lines


def as_json(report: ImportReport, indent: int | None = 2) -> str:
    """One JSON object: ``files`` with fields, repairs, removed parts and issues of each; on one
    line when ``indent`` is None."""
    data = {
        "written": report.written,
        "imported": len(report.imported),
        "refused": len(report.refused),
        "files": [_file_data(f) for f in report.files],
    }
    return json.dumps(data, ensure_ascii=False, indent=indent) + "\n"


def _file_data(file: FileReport) -> dict[str, Any]:
    draft = file.draft
    return {
        "source": file.source,
        "target": file.target,
        "sha256": draft.sha256,
        "reader": draft.reader,
        "encoding": draft.encoding,
        "pages": draft.pages,
        "seconds": draft.seconds,
        "fields": {
            f.name: {"value": f.value, "confidence": f.confidence, "where": f.where}
            for f in draft.fields.items
        },
        "signers": [
            {"ten": s.ten, "chuc_vu": s.chuc_vu, "tu_cach": s.tu_cach} for s in draft.fields.signers
        ],
        "recipients": list(draft.fields.recipients),
        "bases": [{"trich": b.trich, "den": list(b.den)} for b in draft.fields.bases],
        "repairs": [{"kind": r.kind, "detail": r.detail, "sure": r.sure} for r in draft.repairs],
        "removed": [{"reason": r.reason, "text": r.text, "page": r.page} for r in draft.removed],
        "issues": [
            {"code": i.code, "severity": i.severity, "message": i.message, "remedy": i.remedy}
            for i in draft.issues
        ],
    }  # fmt: skip
