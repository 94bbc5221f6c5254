"""Bytes of a file into a ``Document``, or the Issues that say why not."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import IO

from vanban.corpus import front_matter
from vanban.corpus.gate import is_secret_key, secrecy_of_text
from vanban.corpus.metadata import MAY_DOUBLE, read_metadata
from vanban.corpus.readers import Known, bad_segment, is_doc_id
from vanban.corpus.sequence import Fault
from vanban.corpus.yaml_plain import read_plain
from vanban.corpus.yaml_strict import parse_yaml
from vanban.model import DocId, Document, Issue, Severity
from vanban.text import nfc

MAX_BYTES = 5_000_000
MAX_ISSUES = 100
MAX_FAULTS = 20
"""Faults of one kind told of one file; the rest are counted."""

_CP1258_TONES = re.compile(rb"[A-Za-z\x80-\xff][\xcc\xd2\xde\xec\xf2]")

Issues = tuple[Issue, ...]


def read_raw(root: Path, path: str, size: int | None = None) -> tuple[bytes | None, Issues]:
    """The bytes of ``root/path``; a file over MAX_BYTES is refused without being read.

    ``size`` is what a scan has seen already.
    """
    file = root / path
    try:
        size = file.stat().st_size if size is None else size
        if size > MAX_BYTES:
            return None, (_too_large(path, size),)
        with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - three times as quick
            # room for what is expected and no more: a buffer of the limit is mapped for each file
            raw = stream.read(size + 1)
            if len(raw) <= size:
                return raw, ()
            # it has grown since it was looked at; one byte past the limit says that it is too large
            return raw + _rest(stream, MAX_BYTES + 1 - len(raw)), ()
    except OSError as error:
        message = f"Không đọc được tệp: {_why(error)}."
        return None, (_issue("khong-doc-duoc", path, message, "Kiểm tra quyền đọc rồi chạy lại."),)


def _rest(stream: IO[bytes], most: int) -> bytes:
    pieces = []
    while most > 0 and (piece := stream.read(most)):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _why(error: OSError) -> str:
    """The system's reason in Vietnamese; the bare number for those nobody meets."""
    known = {
        errno.EACCES: "không có quyền đọc", errno.EPERM: "không có quyền đọc",
        errno.ENOENT: "tệp không còn ở đó", errno.EIO: "ổ đĩa báo lỗi đọc",
        errno.EMFILE: "đang mở quá nhiều tệp", errno.ELOOP: "liên kết quay vòng",
    }  # fmt: skip
    return known.get(error.errno or 0, f"lỗi hệ thống số {error.errno}")


def parse_document(path: str, raw: bytes, registry: Known) -> tuple[Document | None, Issues]:
    """The document in ``raw``; None with at least one Issue ``loi`` when it can't be taken.

    ``path`` is relative to ``directives/``, with ``/`` and ``.md``. Never raises. A file with a
    mark of secrecy gives the refusal alone: other messages would quote it.
    """
    if len(raw) > MAX_BYTES:
        return None, (_too_large(path, len(raw)),)
    text, notes = _decode(path, raw)
    if text is None:
        return None, notes
    parts, faults = front_matter.split(text, path)
    if parts is None:
        refusal = secrecy_of_text("", text, path)
        return None, (refusal,) if refusal else (*faults, *notes)
    refusal = secrecy_of_text(
        parts.head, parts.body, path, head_line=parts.head_line, body_line=parts.body_line
    )
    if refusal:
        return None, (refusal,)
    return _document(path, parts, notes, registry)


def _document(
    path: str, parts: front_matter.Parts, notes: Issues, registry: Known
) -> tuple[Document | None, Issues]:
    issues: Issues = ()
    found = read_plain(parts.head, parts.head_line)
    if found is None:
        found, issues = parse_yaml(
            parts.head, path, first_line=parts.head_line, may_double=MAY_DOUBLE
        )
    if found is None:
        return None, _at_most(path, (*issues, *notes))
    if any(map(is_secret_key, found.entries)):
        refusal = secrecy_of_text("do_mat:", "", path, head_line=parts.head_line)
        return None, (refusal,) if refusal else issues
    meta, faults = read_metadata(found, path, registry)
    id_issues = check_path(path)
    every = _at_most(path, (*issues, *faults, *id_issues, *notes))
    if meta is None or any(issue.severity == "loi" for issue in every):
        return None, every
    document = Document(
        id=DocId(path.removesuffix(".md")), meta=meta, body=parts.body, body_line=parts.body_line
    )
    return document, every


def _at_most(path: str, issues: Issues) -> Issues:
    """The first MAX_ISSUES, the gravest kept, and how many there are besides."""
    if len(issues) <= MAX_ISSUES:
        return issues
    first = sorted(issues, key=lambda issue: issue.severity != "loi")[:MAX_ISSUES]
    message = f"Còn {len(issues) - MAX_ISSUES} lỗi nữa trong tệp này."
    return (*first, _issue("con-nua", path, message, "Sửa các lỗi trên rồi kiểm tra lại."))


def check_path(path: str) -> Issues:
    """Whether ``path`` can be the identity of a document: an Issue when it can't."""
    id_ = path.removesuffix(".md")
    if path.endswith(".md") and is_doc_id(id_):
        return ()
    why = next((f" Phần “{s}” {bad_segment(s)}." for s in id_.split("/") if bad_segment(s)), "")
    message = f"Đường dẫn không dùng làm mã văn bản được.{why}"
    remedy = (
        "Đặt tệp ở <cơ quan>/<năm>/<tên>.md; mỗi phần chỉ có chữ thường không dấu, số, gạch nối, "
        "dài nhất 80 ký tự."
    )
    return (_issue("duong-dan-sai", path, message, remedy),)


def fault_issues(path: str, document: Document, faults: Iterable[Fault]) -> Issues:
    """Faults of the provision tree as Issues of the file, at most MAX_FAULTS of a kind."""
    kinds: dict[str, list[Fault]] = {}
    for fault in faults:
        kinds.setdefault(fault.code, []).append(fault)
    out: list[Issue] = []
    for found in kinds.values():
        out += [_placed(path, document, fault) for fault in islice(found, MAX_FAULTS)]
        if len(found) > MAX_FAULTS:
            rest = f"Còn {len(found) - MAX_FAULTS} chỗ nữa như trên."
            out.append(_issue(found[0].code, path, rest, found[0].remedy, found[0].severity))
    return tuple(out)


def _placed(path: str, document: Document, fault: Fault) -> Issue:
    body = document.body
    return Issue(
        code=fault.code,
        severity=fault.severity,
        path=path,
        line=document.body_line + body.count("\n", 0, fault.offset),
        column=fault.offset - body.rfind("\n", 0, fault.offset),
        message=fault.message,
        remedy=fault.remedy,
    )


def _decode(path: str, raw: bytes) -> tuple[str | None, Issues]:
    """NFC text with LF ends, and advice on what was made even; None when it isn't UTF-8 text."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(path, raw, error.start),)
    if b"\0" in raw:  # a byte is looked for twenty times as quickly as a letter
        at = text.index("\0")
        remedy = "Mở bằng trình soạn thảo rồi lưu lại với mã UTF-8."
        line, column = _place(text, at)
        return None, (_issue("ky-tu-nul", path, "Có ký tự NUL.", remedy, "loi", line, column),)
    notes = []
    if text.startswith("\ufeff"):
        text = text.lstrip("\ufeff")
        notes.append(
            _note(path, "co-bom", "Tệp bắt đầu bằng dấu BOM, đã bỏ qua.", "dạng UTF-8 không có BOM")
        )
    if b"\r" in raw:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        message = "Dòng kết thúc kiểu Windows (CRLF), đã đọc như LF."
        notes.append(_note(path, "co-crlf", message, "với dòng kết thúc kiểu LF"))
    even = nfc(text)
    if even is not text:
        message = "Chữ có dấu viết tách (NFD), đã ghép lại khi đọc."
        notes.append(_note(path, "khong-nfc", message, "với chữ dựng sẵn (NFC)"))
    return even, tuple(notes)


def _note(path: str, code: str, message: str, wanted: str) -> Issue:
    return _issue(code, path, message, f"Lưu lại tệp {wanted}.", "goi_y", 1, 1)


def _not_utf8(path: str, raw: bytes, at: int) -> Issue:
    text = raw[:at].decode("utf-8", "replace")
    line, column = _place(text, len(text))
    message = f"Tệp không phải UTF-8: byte 0x{raw[at]:02X} ở vị trí {at}."
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        guess = "Có lẽ là UTF-16 (“Unicode” trong Notepad)."
    elif _CP1258_TONES.search(raw):
        guess = "Có lẽ là Windows-1258 hoặc một bảng mã cũ (TCVN3, VNI)."
    else:
        guess = "Có lẽ là một bảng mã cũ (TCVN3, VNI, Windows-1252)."
    remedy = f"{guess} Mở đúng bảng mã rồi lưu lại với mã UTF-8."
    return _issue("khong-utf8", path, message, remedy, "loi", line, column)


def _place(text: str, at: int) -> tuple[int, int]:
    """Line and column, from 1, of offset ``at``."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _too_large(path: str, size: int) -> Issue:
    message = f"Tệp nặng {size / 1e6:.1f} MB, quá giới hạn {MAX_BYTES // 1_000_000} MB."
    remedy = "Để bảng và hình lớn trong tệp gốc (.goc.pdf), văn bản chỉ giữ phần chữ."
    return _issue("tep-qua-lon", path, message.replace(".", ",", 1), remedy)


def _issue(
    code: str,
    path: str,
    message: str,
    remedy: str,
    severity: Severity = "loi",
    line: int = 0,
    column: int = 0,
) -> Issue:
    return Issue(
        code=code,
        severity=severity,
        path=path,
        line=line,
        column=column,
        message=message,
        remedy=remedy,
    )
