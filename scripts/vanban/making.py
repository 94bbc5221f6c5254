"""Files' texts to fragments, a batch at a time: each step is taken for all before the next one.

The code, patterns and tables of a step then stay in the processor's nearest memory; document by
document the same steps take a fifth more.
"""

from __future__ import annotations

import marshal
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from vanban.citations.around import Around, look_around
from vanban.citations.keys import document_keys, mention_keys
from vanban.citations.linkable import followed, linkable
from vanban.citations.pinpoint import anchors as anchors_of
from vanban.citations.pinpoint import label_of
from vanban.corpus.gate import admitted, secrecy
from vanban.corpus.personal import personal_issues
from vanban.corpus.provisions import parse_provisions
from vanban.corpus.read import fault_issues, parse_document
from vanban.fragment import MAU, NOI_BO, TOAN_VAN, Fragment, Record, pack_meta, stated_keys
from vanban.graph.effect import effect_of
from vanban.graph.following import PLAIN, follow, pack
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

Source = tuple[str, bytes, tuple[int, int]]
"""Path below the archive, bytes, stat."""


@dataclass(slots=True)
class _Draft:
    """A document between two steps."""

    path: str
    stat: tuple[int, int]
    document: Document
    issues: tuple[Issue, ...]
    provisions: tuple[Provision, ...] = ()
    found: tuple[Mention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    effect: tuple[str, str, tuple[tuple[str, str], ...]] = ("", "", ())
    sentences: tuple[tuple[object, ...], ...] = ()
    tail: bytes = b""
    html: bytes = b""
    toc: bytes = b""
    sections: tuple[tuple[str, str], ...] = ()
    slots: tuple[int, ...] = ()
    fast: bool = True
    words: bytes = b""
    following: bytes = b""


def make_fragment(
    path: str, raw: bytes, stat: tuple[int, int], registry: Registry, muc: str
) -> Fragment:
    """Read one file."""
    return make_fragments([(path, raw, stat)], registry, muc)[0]


def make_fragments(
    sources: Sequence[Source], registry: Registry, muc: str, *, words: bool = True
) -> list[Fragment]:
    """Read files, in their order. Of a refused or withheld document nothing is kept, not even its title.

    Without ``words`` the blobs have nothing for ``search_part``: a site without a search index.
    """
    begun = [_begun(*source, registry, muc) for source in sources]
    drafts = [draft for draft in begun if isinstance(draft, _Draft)]
    for step in (_divide, _cite, _judge, _render, _follow):
        for draft in drafts:
            step(draft)
    for draft in drafts if words else ():
        draft.words = _for_search(draft.document.meta, draft.sections, registry)
    return [_made(one, registry) if isinstance(one, _Draft) else one for one in begun]


def _begun(
    path: str, raw: bytes, stat: tuple[int, int], registry: Registry, muc: str
) -> _Draft | Fragment:
    document, issues = parse_document(path, raw, registry)
    if document is None:
        return Fragment(path=path, stat=stat, record=None, issues=issues)
    refusal = secrecy(document, path, muc)
    if refusal is not None:
        return Fragment(path=path, stat=stat, record=None, issues=(refusal,))
    if not admitted(document.meta, muc):
        kept = tuple(i for i in issues if i.code.startswith("luu-hanh"))
        return Fragment(path=path, stat=stat, record=None, issues=kept)
    return _Draft(path, stat, document, issues)


def _divide(draft: _Draft) -> None:
    document = draft.document
    draft.provisions, faults = parse_provisions(document.body)
    told = fault_issues(draft.path, document, faults)
    draft.issues = (*draft.issues, *told, *personal_issues(draft.path, document))


def _cite(draft: _Draft) -> None:
    body = draft.document.body
    draft.found = linkable(body)
    draft.mentions = followed(body, draft.found)


def _judge(draft: _Draft) -> None:
    """What share the day of effect and the sentences round mentions, which are kept a short while."""
    body, meta = draft.document.body, draft.document.meta
    draft.claims = find_claims(body, draft.found, draft.provisions, anchors_of, _signed(meta))
    draft.effect = _effect_row(body, meta)
    draft.sentences, draft.tail = _sentences(body, draft.mentions, draft.provisions)


def _render(draft: _Draft) -> None:
    spans = tuple((m.start, m.end) for m in draft.mentions)
    rendered = render_body(draft.document.body, draft.provisions, spans)
    draft.html, draft.toc = rendered.html.encode(), marshal.dumps(rendered.toc, PLAIN)
    draft.sections, draft.slots, draft.fast = rendered.sections, rendered.slots, rendered.fast


def _follow(draft: _Draft) -> None:
    body, meta = draft.document.body, draft.document.meta
    found = follow(body, draft.mentions, draft.provisions, _signed(meta), whole=meta.toan_van)
    draft.following = pack(found)


def _made(draft: _Draft, registry: Registry) -> Fragment:
    parts = (
        draft.html, pack_meta(draft.document.meta), draft.toc, draft.tail,
        marshal.dumps(draft.sections, PLAIN), draft.words, draft.following,
    )  # fmt: skip
    return Fragment(
        path=draft.path, stat=draft.stat, record=_record(draft, registry, tuple(map(len, parts))),
        issues=draft.issues, blob=b"".join(parts), fast=draft.fast,
    )  # fmt: skip


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
    return marshal.dumps((signers, words), PLAIN)


def _record(draft: _Draft, registry: Registry, parts: tuple[int, ...]) -> Record:
    document, mentions = draft.document, draft.mentions
    body, meta = document.body, document.meta
    stated = (*meta.quan_he, *_tasks(meta))
    keys, wants = _asked(document, mentions, stated, registry)
    return Record(
        id=document.id, path=draft.path, stat=draft.stat, so_hieu=meta.so_hieu, loai=meta.loai,
        co_quan=meta.co_quan, ngay=meta.ngay, trich_yeu=meta.trich_yeu,
        hieu_luc_tu=meta.hieu_luc_tu, hieu_luc_den=meta.hieu_luc_den, linh_vuc=meta.linh_vuc,
        flags=_flags(meta), keys=keys, wants=wants,
        mentions=tuple(map(_MENTION, mentions)),
        claims=_kept(draft.claims, draft.found, mentions),
        stated=tuple(map(_STATED, stated)),
        sentences=draft.sentences,
        lines=_places(body, mentions, document.body_line),
        slots=draft.slots,
        anchors=_packed(draft.provisions),
        around=_around_row(look_around(body, mentions)),
        dropped=tuple(map(_STATED, meta.quan_he_bo)),
        effect=draft.effect,
        parts=parts,
    )  # fmt: skip


def _asked(
    document: Document, mentions: Sequence[Mention], stated: Sequence[StatedRelation],
    registry: Registry,
) -> tuple[tuple[str, ...], tuple[str, ...]]:  # fmt: skip
    """Keys that a document answers to, and those that it asks for."""
    meta, id_ = document.meta, document.id
    citing = Citing(
        id=id_, co_quan=meta.co_quan, ngay=meta.ngay, loai=meta.loai, so_hieu=meta.so_hieu
    )
    ref = DocRef(
        id=id_, so_hieu=meta.so_hieu, loai=meta.loai, co_quan=meta.co_quan, ngay=meta.ngay,
        trich_yeu=meta.trich_yeu,
    )  # fmt: skip
    keys = dict.fromkeys([f"id:{id_}", *(f"id:{old}" for old in meta.id_cu)])
    keys.update(dict.fromkeys(document_keys(ref, registry)))
    wants = {k: None for m in mentions for k in mention_keys(m, citing, registry)}
    for relation in (*stated, *meta.quan_he_bo):
        wants.update(dict.fromkeys(stated_keys(relation, citing, registry)))
    return tuple(keys), tuple(wants)


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
) -> tuple[tuple[object, ...], ...]:
    """Rows of the claims about other documents, renumbered to the mentions that are kept."""
    if not claims:
        return ()
    place = {id(m): n for n, m in enumerate(kept) if m.kind != "self"}
    numbered = [(place.get(id(found[c.mention])), _CLAIM(c)) for c in claims]
    return tuple([(row[0], n, *row[2:]) for n, row in numbered if n is not None])


def _sentences(
    body: str, mentions: Sequence[Mention], provisions: Sequence[Provision]
) -> tuple[tuple[tuple[object, ...], ...], bytes]:
    if not mentions:
        return (), b""
    starts = [p.start for p in provisions]
    place: dict[str, int] = {}
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
    """Anchor of the deepest provision holding ``offset``: the last to start, or its parents.

    ``place`` is filled when it is needed first: most mentions stand in the last to start.
    """
    n = bisect_right(starts, offset) - 1
    if n < 0 or provisions[n].end > offset:
        return provisions[n].anchor if n >= 0 else ""
    if not place:
        place.update({p.anchor: n for n, p in enumerate(provisions)})
    while n >= 0 and provisions[n].end <= offset:
        n = place.get(provisions[n].parent, -1)
    return provisions[n].anchor if n >= 0 else ""


def _packed(provisions: Sequence[Provision]) -> bytes:
    """The anchors in the order of the text, in a sixth of their size: a law has a thousand."""
    names = "\n".join([p.anchor for p in provisions])
    # like names stand side by side: a small window finds them, and takes less to set up
    return zlib.compress(names.encode(), 1, 10) if names else b""


def _around_row(
    around: Around,
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, str], ...]]:
    return tuple(around.aliases.items()), tuple(around.topics.items())


# Values as the plain tuples that marshal takes.
_MENTION = attrgetter(*Mention.__slots__)
_CLAIM = attrgetter(*Claim.__slots__)
_STATED = attrgetter(*StatedRelation.__slots__)
