"""One document's share of the archive that depends on its own bytes alone.

A ``Record`` is the light part: what linking, lists and plans need, kept in memory for the
whole archive. The heavy part (HTML, metadata, sentences, texts for search) goes to a blob
and is read by place when a page is made.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, TypeVar

from vanban.citations.around import NOTHING, Around
from vanban.citations.keys import mention_keys
from vanban.model import (
    Basis,
    Citing,
    DocRef,
    Issue,
    Mention,
    Metadata,
    Original,
    Signer,
    StatedRelation,
    Target,
    Task,
)
from vanban.tables import Registry

T = TypeVar("T")

MAU, NOI_BO, TOAN_VAN = 1, 2, 4


class Sentence(NamedTuple):
    """Where in the blob the sentence round a mention lies, and what clause it stands in."""

    offset: int
    length: int
    mark: int
    mark_end: int
    anchor: str
    label: str


class Face(Protocol):
    """What lists and neighbours show of a document: a ``Record`` has it, a ``Light`` is no more."""

    @property
    def id(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def so_hieu(self) -> str: ...
    @property
    def loai(self) -> str: ...
    @property
    def co_quan(self) -> str: ...
    @property
    def ngay(self) -> str: ...
    @property
    def trich_yeu(self) -> str: ...
    @property
    def linh_vuc(self) -> tuple[str, ...]: ...
    @property
    def flags(self) -> int: ...


class Light(NamedTuple):
    """The first fields of a ``Record``: read in a tenth of the time that all of it takes."""

    id: str
    path: str
    stat: tuple[int, int]
    so_hieu: str
    loai: str
    co_quan: str
    ngay: str
    trich_yeu: str
    hieu_luc_tu: str
    hieu_luc_den: str
    linh_vuc: tuple[str, ...]
    flags: int


class Record(NamedTuple):
    """The light part of a document; nested values are plain tuples so that marshal takes them."""

    id: str
    path: str
    stat: tuple[int, int]
    so_hieu: str
    loai: str
    co_quan: str
    ngay: str
    trich_yeu: str
    hieu_luc_tu: str
    hieu_luc_den: str
    linh_vuc: tuple[str, ...]
    flags: int
    keys: tuple[str, ...]
    wants: tuple[str, ...]
    mentions: tuple[tuple[object, ...], ...]
    claims: tuple[tuple[object, ...], ...]
    stated: tuple[tuple[object, ...], ...]
    sentences: tuple[tuple[Any, ...], ...]
    lines: tuple[tuple[int, int], ...]
    slots: tuple[int, ...]
    anchors: bytes
    around: tuple[tuple[tuple[int, int], ...], tuple[tuple[int, str], ...]] = ((), ())
    dropped: tuple[tuple[object, ...], ...] = ()
    effect: tuple[str, str, tuple[tuple[str, str], ...]] = ("", "", ())
    """What the text says of its own time: first day, last day, (anchor, first day) of clauses."""
    blob: int = 0
    offset: int = 0
    parts: tuple[int, ...] = ()

    @property
    def ref_row(self) -> tuple[str, ...]:
        """What resolution looks at when this document may be the one meant."""
        return (self.so_hieu, self.loai, self.co_quan, self.ngay, self.trich_yeu)

    @property
    def citing(self) -> Citing:
        return Citing(
            id=self.id, co_quan=self.co_quan, ngay=self.ngay, loai=self.loai, so_hieu=self.so_hieu
        )


def ref_of(face: Face) -> DocRef:
    """A document as resolution looks at it."""
    return DocRef(
        id=face.id, so_hieu=face.so_hieu, loai=face.loai, co_quan=face.co_quan,
        ngay=face.ngay, trich_yeu=face.trich_yeu,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Heavy:
    """The heavy part of a document, as a page or the search index reads it."""

    html: bytes
    meta: Metadata
    toc: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """``record`` is None when the file can't be taken or may not be published."""

    path: str
    stat: tuple[int, int]
    record: Record | None
    issues: tuple[Issue, ...]
    blob: bytes = b""
    fast: bool = True


def maker(kind: type[T]) -> Callable[[Iterable[object]], T]:
    """What makes values of a frozen class with slots from all their fields in order.

    Straight into the slots: its own ``__init__`` goes round the guard of each field by name and
    takes several times as long, and a build makes dozens of values a document.
    """
    setters = [getattr(kind, name).__set__ for name in kind.__slots__]  # type: ignore[attr-defined]

    def make(fields: Iterable[object]) -> T:
        made = object.__new__(kind)
        for put, value in zip(setters, fields, strict=True):
            put(made, value)
        return made

    return make


mention_of = maker(Mention)
stated_of = maker(StatedRelation)
_meta_of = maker(Metadata)
_VALUES = attrgetter(*Metadata.__slots__)
_Nested = tuple[int, Callable[[Any], Any], Callable[[Iterable[object]], Any]]
_NESTED: tuple[_Nested, ...] = tuple(
    (Metadata.__slots__.index(name), attrgetter(*kind.__slots__), maker(kind))
    for name, kind in (
        ("nguoi_ky", Signer), ("can_cu", Basis), ("quan_he", StatedRelation),
        ("quan_he_bo", StatedRelation), ("goc", Original), ("chi_tieu", Target), ("nhiem_vu", Task),
    )
)  # fmt: skip


def pack_meta(meta: Metadata) -> bytes:
    """``meta`` for a blob: values alone, a quarter of the time that pickling takes."""
    row = list(_VALUES(meta))
    for n, values, _ in _NESTED:
        if row[n]:
            row[n] = tuple(map(values, row[n]))
    return marshal.dumps(row, 2)


def load_meta(data: bytes) -> Metadata:
    """The inverse of ``pack_meta``."""
    row = marshal.loads(data)  # noqa: S302 - our own cache
    for n, _, make in _NESTED:
        if row[n]:
            row[n] = tuple(map(make, row[n]))
    return _meta_of(row)


def stated_mention(den: str) -> Mention:
    """A relation's object written as a number, as if a text had mentioned it."""
    return Mention(start=0, end=len(den), surface=den, loai="", kind="full", so_hieu=den)


def stated_keys(relation: StatedRelation, citing: Citing, registry: Registry) -> tuple[str, ...]:
    return (
        f"id:{relation.den}",
        *mention_keys(stated_mention(relation.den), citing, registry),
    )


def anchors_in(record: Record) -> list[str]:
    """The anchors of a document's provisions in the order of its text."""
    return zlib.decompress(record.anchors).decode().split("\n") if record.anchors else []


def around_of(record: Record) -> Around:
    aliases, topics = record.around
    return Around(aliases=dict(aliases), topics=dict(topics)) if aliases or topics else NOTHING


def read_heavy(record: Record, blob: bytes) -> Heavy:
    """The page's part of a document's blob."""
    a, b, c = record.parts[:3]
    return Heavy(
        html=blob[:a],
        meta=load_meta(blob[a : a + b]),
        toc=marshal.loads(blob[a + b : a + b + c]),  # noqa: S302 - our own cache
    )


def sentence_row(record: Record, n: int) -> Sentence:
    return Sentence._make(record.sentences[n])


def sentence_place(record: Record, n: int) -> tuple[int, int]:
    """Absolute start and end, in the blob file, of the sentence round mention ``n``."""
    row = sentence_row(record, n)
    start = record.offset + sum(record.parts[:3]) + row.offset
    return start, start + row.length


def search_sections(record: Record, blob: bytes) -> tuple[tuple[str, str], ...]:
    """(anchor, plain text) of each part of the text, in order."""
    return load_sections(blob[sum(record.parts[:4]) :])


def sections_place(record: Record) -> tuple[int, int]:
    """Absolute start and end, in the blob file, of what ``load_sections`` takes."""
    start = record.offset + sum(record.parts[:4])
    return start, start + record.parts[4]


def load_sections(data: bytes) -> tuple[tuple[str, str], ...]:
    """``search_sections`` of that part of a blob alone."""
    made: tuple[tuple[str, str], ...] = marshal.loads(data)  # noqa: S302 - our own cache
    return made


def search_part(record: Record, blob: bytes) -> tuple[tuple[str, ...], bytes]:
    """Names of the signers, and the words as ``tokens.unpack_words`` takes them."""
    made: tuple[tuple[str, ...], bytes] = marshal.loads(blob[sum(record.parts[:5]) :])  # noqa: S302 - our own cache
    return made
