"""One document's share of the archive that depends on its own bytes alone.

A ``Record`` is the light part: what linking, lists and plans need, kept in memory for the
whole archive. The heavy part (HTML, metadata, sentences, texts for search) goes to a blob
and is read by place when a page is made.
"""

from __future__ import annotations

import marshal
import pickle
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, NamedTuple

from vanban.citations.around import NOTHING, Around, look_around
from vanban.citations.keys import document_keys, mention_keys
from vanban.citations.linkable import followed, linkable
from vanban.citations.pinpoint import anchors as anchors_of
from vanban.citations.pinpoint import label_of
from vanban.corpus.gate import admitted, secrecy
from vanban.corpus.personal import personal_issues
from vanban.corpus.provisions import parse_provisions
from vanban.corpus.read import fault_issues, parse_document
from vanban.graph.effect import effect_of
from vanban.graph.following import follow, pack
from vanban.graph.relations import find_claims
from vanban.graph.sentence import sentence_around
from vanban.model import (
    CHUA_RO,
    Citing,
    Claim,
    DocRef,
    Document,
    Issue,
    Mention,
    Metadata,
    Provision,
    StatedRelation,
)
from vanban.render import render_body
from vanban.tables import Registry
from vanban.text import is_date
from vanban.tokens import pack_words, split_headings

MAU, NOI_BO, TOAN_VAN = 1, 2, 4


class Sentence(NamedTuple):
    """Where in the blob the sentence round a mention lies, and what clause it stands in."""

    offset: int
    length: int
    mark: int
    mark_end: int
    anchor: str
    label: str


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
    def ref(self) -> DocRef:
        return DocRef(
            id=self.id, so_hieu=self.so_hieu, loai=self.loai, co_quan=self.co_quan,
            ngay=self.ngay, trich_yeu=self.trich_yeu,
        )  # fmt: skip

    @property
    def ref_row(self) -> tuple[str, ...]:
        """What resolution looks at when this document may be the one meant."""
        return (self.so_hieu, self.loai, self.co_quan, self.ngay, self.trich_yeu)

    @property
    def citing(self) -> Citing:
        return Citing(
            id=self.id, co_quan=self.co_quan, ngay=self.ngay, loai=self.loai, so_hieu=self.so_hieu
        )


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


def make_fragment(
    path: str, raw: bytes, stat: tuple[int, int], registry: Registry, muc: str,
    *, words: bool = True,
) -> Fragment:  # fmt: skip
    """Read one file. Nothing of a refused or withheld document is kept, not even its title.

    Without ``words`` the blob has nothing for ``search_part``: a site without a search index.
    """
    document, issues = parse_document(path, raw, registry)
    if document is None:
        return Fragment(path=path, stat=stat, record=None, issues=issues)
    refusal = secrecy(document, path, muc)
    if refusal is not None:
        return Fragment(path=path, stat=stat, record=None, issues=(refusal,))
    if not admitted(document.meta, muc):
        kept = tuple(i for i in issues if i.code.startswith("luu-hanh"))
        return Fragment(path=path, stat=stat, record=None, issues=kept)
    return _fragment(path, stat, document, issues, registry, words=words)


def _fragment(
    path: str, stat: tuple[int, int], document: Document, issues: tuple[Issue, ...],
    registry: Registry, *, words: bool,
) -> Fragment:  # fmt: skip
    body, meta = document.body, document.meta
    provisions, faults = parse_provisions(body)
    issues = (*issues, *fault_issues(path, document, faults), *personal_issues(path, document))
    found = linkable(body)
    mentions = followed(body, found)
    claims = find_claims(body, found, provisions, anchors_of, _signed(meta))
    rendered = render_body(body, provisions, tuple((m.start, m.end) for m in mentions))
    sentences, tail = _sentences(body, mentions, provisions)
    parts = (
        rendered.html.encode(),
        pickle.dumps(meta, 5),
        marshal.dumps(rendered.toc),
        tail,
        marshal.dumps(rendered.sections),
        _for_search(meta, rendered.sections, registry) if words else b"",
        pack(follow(body, mentions, provisions, _signed(meta), whole=meta.toan_van)),
    )
    record = _record(path, stat, document, mentions, _kept(claims, found, mentions), registry)
    record = record._replace(
        sentences=sentences,
        lines=_places(body, mentions, document.body_line),
        slots=tuple(rendered.slots),
        anchors=_packed(provisions),
        around=_around_row(look_around(body, mentions)),
        effect=_effect_row(body, meta),
        parts=tuple(map(len, parts)),
    )
    return Fragment(
        path=path, stat=stat, record=record, issues=issues, blob=b"".join(parts), fast=rendered.fast
    )


def _signed(meta: Metadata) -> str:
    return meta.ngay if is_date(meta.ngay) else ""


def _effect_row(body: str, meta: Metadata) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    said = effect_of(body, _signed(meta))
    parts = tuple((anchor, day) for pin, day in said.parts for anchor in anchors_of(pin))
    return said.first, said.last, parts


def _for_search(meta: Metadata, sections: Sequence[tuple[str, str]], registry: Registry) -> bytes:
    """The words of a document for the search index, and who signed it."""
    body = registry.body(meta.co_quan) if meta.co_quan else None
    signers = tuple(s.ten for s in meta.nguoi_ky if s.ten != CHUA_RO)
    number = "" if meta.so_hieu == CHUA_RO else meta.so_hieu
    year = f"năm {meta.ngay[:4]}" if meta.ngay[:4].isdigit() else ""
    issuer = f"{meta.loai} {body.ten}" if body else ""
    known = (f"{meta.loai} số {number}", issuer, year, *signers, *meta.linh_vuc)
    title = f"{meta.loai} {meta.trich_yeu}"
    words = pack_words((title, "\n".join(known), *split_headings(sections)))
    return marshal.dumps((signers, words))


def _record(
    path: str, stat: tuple[int, int], document: Document, mentions: Sequence[Mention],
    claims: Sequence[Claim], registry: Registry,
) -> Record:  # fmt: skip
    meta = document.meta
    stated = (*meta.quan_he, *_tasks(meta))
    light = Record(
        id=document.id, path=path, stat=stat, so_hieu=meta.so_hieu, loai=meta.loai,
        co_quan=meta.co_quan, ngay=meta.ngay, trich_yeu=meta.trich_yeu,
        hieu_luc_tu=meta.hieu_luc_tu, hieu_luc_den=meta.hieu_luc_den, linh_vuc=meta.linh_vuc,
        flags=_flags(meta), keys=(), wants=(), mentions=(), claims=(), stated=(), sentences=(),
        lines=(), slots=(), anchors=b"",
    )  # fmt: skip
    citing = light.citing
    keys = dict.fromkeys([f"id:{document.id}", *(f"id:{old}" for old in meta.id_cu)])
    keys.update(dict.fromkeys(document_keys(light.ref, registry)))
    wants = {k: None for m in mentions for k in mention_keys(m, citing, registry)}
    for relation in (*stated, *meta.quan_he_bo):
        wants.update(dict.fromkeys(stated_keys(relation, citing, registry)))
    return light._replace(
        keys=tuple(keys),
        wants=tuple(wants),
        mentions=tuple(map(_MENTION, mentions)),
        claims=tuple(map(_CLAIM, claims)),
        stated=tuple(map(_STATED, stated)),
        dropped=tuple(map(_STATED, meta.quan_he_bo)),
    )


def stated_mention(den: str) -> Mention:
    """A relation's object written as a number, as if a text had mentioned it."""
    return Mention(start=0, end=len(den), surface=den, loai="", kind="full", so_hieu=den)


def stated_keys(relation: StatedRelation, citing: Citing, registry: Registry) -> tuple[str, ...]:
    return (
        f"id:{relation.den}",
        *mention_keys(stated_mention(relation.den), citing, registry),
    )


def _tasks(meta: Metadata) -> list[StatedRelation]:
    """A task that names the document it carries out is a relation a person stated."""
    return [
        StatedRelation(loai="thuc_hien", den=t.thuc_hien, trich=t.noi_dung)
        for t in meta.nhiem_vu
        if t.thuc_hien and all(t.thuc_hien != r.den for r in meta.quan_he)
    ]


def _flags(meta: Metadata) -> int:
    return (
        (MAU if meta.mau else 0)
        | (NOI_BO if meta.luu_hanh != "cong_khai" else 0)
        | (TOAN_VAN if meta.toan_van else 0)
    )


def _kept(
    claims: Sequence[Claim], found: Sequence[Mention], kept: Sequence[Mention]
) -> list[Claim]:
    """Claims about other documents, renumbered to the mentions that are kept."""
    place = {id(m): n for n, m in enumerate(kept) if m.kind != "self"}
    places = [(c, place.get(id(found[c.mention]))) for c in claims]
    return [replace(c, mention=n) for c, n in places if n is not None]


def _sentences(
    body: str, mentions: Sequence[Mention], provisions: Sequence[Provision]
) -> tuple[tuple[tuple[object, ...], ...], bytes]:
    starts = [p.start for p in provisions]
    place = {p.anchor: n for n, p in enumerate(provisions)}
    rows: list[tuple[object, ...]] = []
    out = bytearray()
    for m in mentions:
        # Nobody is shown that a document refers to itself.
        sentence, a, b = sentence_around(body, m.start, m.end) if m.kind != "self" else ("", 0, 0)
        data = sentence.encode()
        anchor = _innermost(provisions, starts, place, m.start)
        rows.append((len(out), len(data), a, b, anchor, label_of(anchor)))
        out += data
    return tuple(rows), bytes(out)


def _places(body: str, mentions: Sequence[Mention], first: int) -> tuple[tuple[int, int], ...]:
    """Line and column, in the file, of each mention."""
    out: list[tuple[int, int]] = []
    line, at = first, 0
    for m in mentions:
        line += body.count("\n", at, m.start)
        at = m.start
        out.append((line, m.start - body.rfind("\n", 0, m.start)))
    return tuple(out)


def _innermost(
    provisions: Sequence[Provision], starts: list[int], place: dict[str, int], offset: int
) -> str:
    """Anchor of the deepest provision holding ``offset``: the last to start, or its parents."""
    n = bisect_right(starts, offset) - 1
    while n >= 0 and provisions[n].end <= offset:
        n = place.get(provisions[n].parent, -1)
    return provisions[n].anchor if n >= 0 else ""


def _packed(provisions: Sequence[Provision]) -> bytes:
    """The anchors in the order of the text, in a sixth of their size: a law has a thousand."""
    names = "\n".join(p.anchor for p in provisions)
    return zlib.compress(names.encode(), 1) if names else b""


def anchors_in(record: Record) -> list[str]:
    """The anchors of a document's provisions in the order of its text."""
    return zlib.decompress(record.anchors).decode().split("\n") if record.anchors else []


def _around_row(
    around: Around,
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, str], ...]]:
    return tuple(around.aliases.items()), tuple(around.topics.items())


def around_of(record: Record) -> Around:
    aliases, topics = record.around
    return Around(aliases=dict(aliases), topics=dict(topics)) if aliases or topics else NOTHING


# Values as the plain tuples that marshal takes.
_MENTION = attrgetter(*Mention.__slots__)
_CLAIM = attrgetter(*Claim.__slots__)
_STATED = attrgetter(*StatedRelation.__slots__)


def mention_of(row: tuple[object, ...]) -> Mention:
    return Mention(**dict(zip(Mention.__slots__, row, strict=True)))  # type: ignore[arg-type]


def stated_of(row: tuple[object, ...]) -> StatedRelation:
    return StatedRelation(**dict(zip(StatedRelation.__slots__, row, strict=True)))  # type: ignore[arg-type]


def read_heavy(record: Record, blob: bytes) -> Heavy:
    """The page's part of a document's blob."""
    a, b, c = record.parts[:3]
    return Heavy(
        html=blob[:a],
        meta=pickle.loads(blob[a : a + b]),  # noqa: S301 - our own cache
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
