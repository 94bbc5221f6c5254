"""What a person corrected, put into the record: each field by itself, the rest byte for byte.

Nothing is written unless the archive takes the result: it is read back first, marks of secrecy
included, and a record that was changed elsewhere meanwhile stays as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vanban.corpus.read import parse_document
from vanban.corpus.write import Refused as CantSet
from vanban.corpus.write import atomic_write, set_field
from vanban.importer.apply import archive_registry
from vanban.importer.journal import Journal, alone
from vanban.importer.merge import paragraphs
from vanban.importer.proposal import FOLDER, with_body
from vanban.model import Basis, Document, Metadata, Signer

TEXT_FIELDS = (
    "so_hieu", "loai", "trich_yeu", "co_quan", "chu_the", "ngay", "noi_ban_hanh", "hieu_luc_tu",
    "do_khan", "luu_hanh",
)  # fmt: skip
_CITES = " → "
_NEEDED = ("loai", "trich_yeu", "luu_hanh")
Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as it lies there: its text, what it says, and the hash its form was made of."""

    target: str
    text: str
    document: Document

    @property
    def version(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def record_at(to: Path, target: str) -> Record | None:
    """The record ``target`` below ``to``; None when it can't be read."""
    try:
        raw = (to / target).read_bytes()
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    document, _ = parse_document(target, raw, archive_registry(to))
    return Record(target=target, text=text, document=document) if document else None


def save(to: Path, record: Record, form: Form) -> list[str]:
    """Write ``form`` into the record; why not, in Vietnamese, when it can't be."""
    if first(form, "ban") != record.version:
        return ["Tệp đã được sửa ở nơi khác từ lúc mở trang này. Mở lại trang rồi sửa tiếp."]
    try:
        text = _changed(record, form)
    except CantSet as error:
        return [str(error)]
    return put(to, record.target, text, record.text)


def put(to: Path, target: str, text: str, before: str) -> list[str]:
    """Write ``text`` over ``before``, or say why the archive would not take it."""
    if text == before:
        return []
    document, issues = parse_document(target, text.encode(), archive_registry(to))
    faults = [f"{i.message} {i.remedy}".strip() for i in issues if i.severity == "loi"]
    if faults or document is None:
        return faults or ["Kho không nhận nội dung này."]
    try:
        with alone(to):
            if (to / target).read_bytes() != before.encode():
                return ["Tệp vừa được sửa ở nơi khác. Mở lại trang rồi sửa tiếp."]
            atomic_write(to / target, text)
    except OSError as error:
        return [f"Không ghi được: {error.strerror or error}"]
    return []


def first(form: Form, name: str) -> str:
    """The value of a field with one, its line ends as ours."""
    return (form.get(name) or [""])[0].replace("\r\n", "\n")


def _changed(record: Record, form: Form) -> str:
    text, meta = record.text, record.document.meta
    for name, value in wanted(form, meta).items():
        if getattr(meta, name) != value:
            text = set_field(text, name, value or None)
    body = first(form, "body")
    if "body" in form and paragraphs(body) != paragraphs(record.document.body):
        text = with_body(text, body)
    return text


def wanted(form: Form, meta: Metadata) -> dict[str, Any]:
    """Field values as the form has them; a field the form doesn't name stays."""
    values: dict[str, Any] = {}
    for name in TEXT_FIELDS:
        if name in form:
            value = " ".join(first(form, name).split())
            values[name] = value or (getattr(meta, name) if name in _NEEDED else "")
    if "can_cu" in form:
        values["can_cu"] = tuple(map(_basis, _lines(form, "can_cu")))
    if "noi_nhan" in form:
        values["noi_nhan"] = tuple(_lines(form, "noi_nhan"))
    if "ten" in form:
        values["nguoi_ky"] = _signers(form)
    return values


def _lines(form: Form, name: str) -> list[str]:
    lines = (" ".join(line.split()) for line in first(form, name).split("\n"))
    return [line for line in lines if line]


def basis_line(basis: Basis) -> str:
    """A basis on one line of the form; ``_basis`` of it is the basis again."""
    return f"{basis.trich}{_CITES}{', '.join(basis.den)}" if basis.den else basis.trich


def _basis(line: str) -> Basis:
    words, _, cited = line.partition(_CITES.strip())
    numbers = (n.strip() for n in cited.split(","))
    return Basis(trich=words.strip(), den=tuple(n for n in numbers if n))


def _signers(form: Form) -> tuple[Signer, ...]:
    columns = [
        [" ".join(v.split()) for v in form.get(n, ())] for n in ("ten", "chuc_vu", "tu_cach")
    ]
    rows = zip(*columns, strict=False)
    return tuple(Signer(ten=n, chuc_vu=o, tu_cach=c) for n, o, c in rows if n)


def proposals(to: Path) -> dict[str, str]:
    """Records with a proposal that waits: the proposal's short key -> the record's path."""
    top = to / FOLDER
    found = {}
    for path in sorted(top.rglob("*.md")) if top.is_dir() else ():
        target = path.relative_to(top).as_posix()
        if (to / target).is_file():
            found[hashlib.sha256(target.encode()).hexdigest()[:20]] = target
    return found


def take_proposal(to: Path, target: str) -> list[str]:
    """Put the proposal for ``target`` in the record's place, if nobody changed that since."""
    record = record_at(to, target)
    path = to / FOLDER / target
    if record is None:
        return ["Không đọc được bản đang có."]
    version, sha256 = _made_from(path)
    if version != record.version:
        return ["Bản đang có đã sửa sau khi có đề xuất này; chép tay những chỗ cần lấy."]
    faults = put(to, target, path.read_text("utf-8"), record.text)
    if not faults:
        hashes = tuple(o.sha256 for o in record.document.meta.goc)
        Journal(to).rebase(hashes, target, sha256)
        drop_proposal(to, target)
    return faults


def drop_proposal(to: Path, target: str) -> None:
    """Throw a proposal away; the record stays as it is."""
    path = to / FOLDER / target
    for name in (path, path.with_suffix(".khac.txt"), path.with_suffix(".tren")):
        name.unlink(missing_ok=True)


def _made_from(path: Path) -> tuple[str, str]:
    """Versions of a proposal: of the record it was made for, of the original it was read from."""
    try:
        version, sha256 = path.with_suffix(".tren").read_text("utf-8").split()
    except (OSError, ValueError):
        return "", ""
    return version, sha256
