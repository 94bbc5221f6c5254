"""The values of the house: what a document, a mention, a citation and a relation are.

Everything is frozen and knows nothing of files or MkDocs; ``docs/tu-dien.md`` glosses the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, NewType

DocId = NewType("DocId", str)
"""Path of the file under ``directives/`` without ``.md``: a document's permanent identity."""

Severity = Literal["loi", "canh_bao", "goi_y"]
"""``loi``: the document can't be taken; ``canh_bao``: taken, a person must look; ``goi_y``: advice."""

He = Literal["dang", "nha_nuoc", "mat_tran", "doan_the"]
"""The system a body belongs to: Party, State, Fatherland Front, mass organisation."""

Cap = Literal["trung_uong", "tinh", "huyen", "xa", "co_so"]
"""Level of a body; ``huyen`` ended on 30/6/2025 (Resolution 203/2025/QH15)."""

LuuHanh = Literal["cong_khai", "noi_bo", "chua_ro"]
"""Who may read: public, internal, unknown (never published)."""

MentionKind = Literal["full", "list-member", "short", "named", "self"]

Level = Literal["phan", "chuong", "muc", "tieu_muc", "dieu", "khoan", "diem", "phu_luc", "kem"]
"""Levels of provision; ``kem`` is a document issued with its carrier (``ban hành kèm theo``)."""

QuanHe = Literal[
    "thay_the", "sua_doi", "bai_bo", "dinh_chi", "het_hieu_luc", "dinh_chinh", "hop_nhat",
    "gia_han", "quy_dinh_chi_tiet", "huong_dan", "can_cu", "thuc_hien", "tiep_tuc_thuc_hien",
    "so_ket", "tong_ket", "kiem_tra", "ban_hanh_kem", "dan_chieu",
]  # fmt: skip

Status = Literal["con", "het", "het_mot_phan", "chua", "ngung", "chua_ro"]
"""Validity on a date: in force, ended, ended in part, not yet, suspended, unknown."""

STATUS_WORDS: dict[Status, str] = {
    "con": "Còn hiệu lực",
    "het": "Hết hiệu lực",
    "het_mot_phan": "Hết hiệu lực một phần",
    "chua": "Chưa có hiệu lực",
    "ngung": "Ngưng hiệu lực",
    "chua_ro": "Chưa rõ hiệu lực",
}
"""The words readers see; ``theme/assets/vanban/vanban.js`` holds the same for its recount."""

CHUA_RO = "chua_ro"
"""The value exists but can't be read; different from an absent key (there is none)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One thing for a person: what is wrong, where, and how to mend it.

    ``code`` is stable kebab-case ASCII; ``line`` and ``column`` count from 1, 0 when the
    whole file is meant; ``message`` says what was found and expected, ``remedy`` what to do.
    """

    code: str
    severity: Severity
    path: str
    line: int = 0
    column: int = 0
    message: str
    remedy: str = ""

    def data(self) -> dict[str, object]:
        """The issue for JSON."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __str__(self) -> str:
        # The first line stands for the whole file: editors and CI jump to path:line:column.
        place = f"{self.path}:{max(1, self.line)}:{max(1, self.column)}"
        tail = f" Cách sửa: {self.remedy}" if self.remedy else ""
        return f"{place}: {self.severity} [{self.code}] {self.message}{tail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An issuing body (``co_quan``): an entity with a validity interval, not a name.

    ``tu``/``den`` are ISO dates, inclusive; empty means open. ``ma`` are the codes it writes
    in a symbol (``TU``); ``noi`` is the key of its place, empty for central bodies.
    """

    khoa: str
    ten: str
    he: He
    cap: Cap
    ma: tuple[str, ...] = ()
    ten_khac: tuple[str, ...] = ()
    noi: str = ""
    cap_tren: str = ""
    tu: str = ""
    den: str = ""
    tien_than: tuple[str, ...] = ()
    ke_tuc: tuple[str, ...] = ()
    nguon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocType:
    """A document type (``loai``): ``ma`` are its codes per system, ``khoa`` its ASCII key."""

    khoa: str
    ten: str
    ma_dang: tuple[str, ...] = ()
    ma_nha_nuoc: tuple[str, ...] = ()
    ten_khac: tuple[str, ...] = ()
    nguon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term (``khoa``) of a committee or legislature: numbers restart with it.

    ``day`` is the series it belongs to: ``dang-bo:<body key>``, ``dang-trung-uong``,
    ``quoc-hoi``; ``so`` its ordinal; ``tu``/``den`` ISO dates inclusive, empty = open.
    """

    day: str
    so: int
    ten: str
    tu: str
    den: str = ""
    nguon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLaw:
    """A law, code or other document usually cited by name."""

    ten: str
    loai: str
    so_hieu: str
    ngay: str
    hieu_luc_tu: str = ""
    hieu_luc_den: str = ""
    ten_khac: tuple[str, ...] = ()
    nguon: str = ""


# A tuple, not a dataclass: a document has thirty, and a frozen dataclass costs four times as much.
class Provision(NamedTuple):
    """A node of a document's tree: ``start``/``end`` are offsets into the NFC body.

    ``label`` is as printed (``Điều 5.``), ``title`` the rest of its heading line,
    ``anchor`` the ASCII fragment id, ``parent`` the parent's anchor (empty at the top).
    """

    level: Level
    label: str
    title: str
    anchor: str
    parent: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    ten: str
    chuc_vu: str = ""
    tu_cach: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A file kept beside the record: name beside the Markdown file and its SHA-256 in hex."""

    tep: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRelation:
    """A relation a person wrote (in ``quan_he_bo``: rejected); it wins over what is found.
    ``dieu`` may also be the whole anchor of a clause that is in no article (``phu-luc-1``)."""

    loai: QuanHe
    den: str
    dieu: str = ""
    khoan: str = ""
    diem: str = ""
    tu_ngay: str = ""
    trich: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A legal basis (``can_cu``) as written, and what it cites: DocIds or numbers."""

    trich: str
    den: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An indicator (``chi_tieu``) of a report or plan: planned, achieved, share."""

    ten: str
    ky: str = ""
    don_vi: str = ""
    ke_hoach: str = ""
    dat: str = ""
    ty_le: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task (``nhiem_vu``) and the document it carries out; ``han`` in words, ``xong`` a date."""

    noi_dung: str
    thuc_hien: str = ""
    han: str = ""
    xong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the front matter says, checked. Dates are ISO or a prefix of it (``2013-07``)."""

    loai: str
    trich_yeu: str
    so_hieu: str = ""
    co_quan: str = ""
    chu_the: str = ""
    ngay: str = ""
    noi_ban_hanh: str = ""
    hieu_luc_tu: str = ""
    hieu_luc_den: str = ""
    nguoi_ky: tuple[Signer, ...] = ()
    linh_vuc: tuple[str, ...] = ()
    khoa: str = ""
    luu_hanh: LuuHanh = "chua_ro"
    toan_van: bool = True
    do_khan: str = ""
    can_cu: tuple[Basis, ...] = ()
    noi_nhan: tuple[str, ...] = ()
    quan_he: tuple[StatedRelation, ...] = ()
    quan_he_bo: tuple[StatedRelation, ...] = ()
    goc: tuple[Original, ...] = ()
    id_cu: tuple[str, ...] = ()
    nguon: tuple[str, ...] = ()
    mau: bool = False
    chi_tieu: tuple[Target, ...] = ()
    nhiem_vu: tuple[Task, ...] = ()
    ghi_chu: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One valid file: metadata and NFC body. ``body_line`` is the file line of its first line."""

    id: DocId
    meta: Metadata
    body: str
    body_line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What a text says of another document, and where; marked as of the marking guide.

    ``start``/``end`` count characters of the NFC text, ``surface == text[start:end]``.
    ``so_hieu`` is in canonical typography or empty; ``ngay`` is ISO, ``--MM-DD``, a year or
    empty; ``co_quan`` and ``pinpoint`` are as printed with white space normalised. ``ghi_chu``
    says what is odd about it in the source, which is kept as printed (a day no calendar has).
    """

    start: int
    end: int
    surface: str
    loai: str
    kind: MentionKind
    so_hieu: str = ""
    ngay: str = ""
    co_quan: str = ""
    pinpoint: str = ""
    ghi_chu: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """What resolution needs to know of the document that cites."""

    id: str
    co_quan: str = ""
    ngay: str = ""
    loai: str = ""
    so_hieu: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocRef:
    """What resolution needs to know of a document that may be meant."""

    id: str
    so_hieu: str
    loai: str
    co_quan: str
    ngay: str
    trich_yeu: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    target: str
    provision: str = ""
    """Anchor in the target, empty for the whole document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    candidates: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotHeld:
    """The document meant is known by number or name, and the archive doesn't have it."""

    so_hieu: str
    note: str = ""
    """What resolution could say of it: series body, term (``Đảng bộ tỉnh Hải Dương khóa XV``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """The words don't fit what is held, or don't say enough.

    ``code`` is ``lech-ngay`` or ``lech-loai`` when the text contradicts the document of that
    number, which ``candidates`` then names; ``du-thao`` for one still to be made; else empty.
    """

    reason: str
    code: str = ""
    candidates: tuple[str, ...] = ()


Outcome = Resolved | Ambiguous | NotHeld | Unclear


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    mention: Mention
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A relation a text states: found by machine, its object still a mention.

    ``mention`` indexes the document's mentions; ``source`` is the anchor of the stating
    provision; ``active`` is False when this document is the object (``được sửa đổi bởi``).
    ``tru`` are anchors of the object that the act leaves out (``trừ khoản 2 Điều 5``),
    ``den_ngay`` the last day of a suspension or of a lengthened term (ISO).
    """

    quan_he: QuanHe
    mention: int
    active: bool
    source: str
    provision: str
    tu_ngay: str
    evidence: str
    tru: tuple[str, ...] = ()
    den_ngay: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A typed relation between two documents with its evidence; ``tru``, ``den_ngay`` as in ``Claim``."""

    quan_he: QuanHe
    source: str
    target: str
    source_provision: str = ""
    target_provision: str = ""
    tu_ngay: str = ""
    evidence: str = ""
    confirmed: bool = False
    tru: tuple[str, ...] = ()
    den_ngay: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """Status of a document on a date, with its reason and the document that says so."""

    status: Status
    reason: str
    since: str = ""
    by: str = ""
    evidence: str = ""
    confirmed: bool = False
