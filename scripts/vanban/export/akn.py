"""One document as Akoma Ntoso 3.0 (OASIS LegalDocML), valid against its schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vanban.clauses import Clauses
from vanban.corpus.provisions import parse_provisions
from vanban.export.akn_body import Parts, body_parts
from vanban.export.akn_meta import meta_xml
from vanban.export.akn_text import Href
from vanban.export.iri import clause, eid, kind_of, work, work_of
from vanban.export.markup import xml
from vanban.facts import Facts
from vanban.fragment import Heavy, Record, mention_of
from vanban.model import CHUA_RO, Document, Metadata
from vanban.text import is_date, slug, viet_date

FILE = "van-ban.akn.xml"
"""Its name beside a document's page."""

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_BASES = ("<p>Căn cứ", "<p><i>Căn cứ", "<p>- Căn cứ", "<p>Theo đề nghị", "<p><i>Theo đề nghị")


def akn_bytes(record: Record, heavy: Heavy, document: Document, facts: Facts) -> bytes:
    """The file of one document. ``document`` is what the record and the fragment were made of."""
    provisions, _ = parse_provisions(document.body)
    parts = body_parts(
        heavy.html.decode(), document.body, provisions, _hrefs(record, facts, Clauses(facts))
    )
    kind = kind_of(record.loai)
    main = "body" if kind == "act" else "mainBody"
    text = _around(parts, main) if provisions else _plain(parts, main)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<akomaNtoso xmlns="{NAMESPACE}">\n<{kind} name="{slug(record.loai) or "van-ban"}">\n'
        f"{meta_xml(record, heavy.meta, facts)}{_preface(heavy.meta)}{text}</{kind}>\n</akomaNtoso>\n"
    ).encode()


def _preface(meta: Metadata) -> str:
    """What the document is called, from its record: the same for every layout of the source."""
    number = "" if meta.so_hieu in ("", CHUA_RO) else meta.so_hieu
    shown = f" <docNumber>{xml(number)}</docNumber>" if number else ""
    day = f'<docDate date="{meta.ngay}">{viet_date(meta.ngay)}</docDate>'
    date = f", ngày {day}" if is_date(meta.ngay) else ""
    return (
        f"<preface><p><docType>{xml(meta.loai)}</docType>{shown}{date}</p>"
        f"<p><docTitle>{xml(meta.trich_yeu)}</docTitle></p></preface>\n"
    )


def _around(parts: Parts, main: str) -> str:
    after = f"<conclusions>{''.join(parts.after)}</conclusions>\n" if parts.after else ""
    return f"{_preamble(parts.before)}<{main}>\n{''.join(parts.body)}</{main}>\n{after}"


def _plain(parts: Parts, main: str) -> str:
    """A text without provisions: blocks where they are allowed, else one container."""
    text = "".join(parts.before) or "<p/>"
    if main == "body":
        text = f'<hcontainer name="noi-dung" eId="noi-dung"><content>{text}</content></hcontainer>'
    return f"<{main}>{text}</{main}>\n"


def _preamble(blocks: Sequence[str]) -> str:
    """What stands before the first provision; legal bases that follow each other are citations."""
    out: list[str] = []
    bases: list[str] = []
    groups = 0
    for n, block in enumerate((*blocks, "")):
        if block.startswith(_BASES):
            bases.append(f'<citation eId="cit_{n + 1}">{block}</citation>')
            continue
        if bases:
            groups += 1
            out.append(f'<citations eId="cits_{groups}">{"".join(bases)}</citations>')
            bases = []
        out.append(block)
    inner = "".join(out)
    return f"<preamble>{inner}</preamble>\n" if inner else ""


def _hrefs(record: Record, facts: Facts, clauses: Clauses) -> Href:
    outcomes = facts.outcomes(record.id)

    def href(slot: int) -> str:
        n = record.slots[slot]
        return _href(record, n, outcomes[n], facts, clauses)

    return href


def _href(record: Record, n: int, outcome: Any, facts: Facts, clauses: Clauses) -> str:
    """What a citation leads to: a work or a clause held, a work known by its number, or ''."""
    mention = mention_of(record.mentions[n])
    if outcome[0] == "n":
        if not mention.so_hieu or not mention.loai:
            return ""
        return work(mention.loai, "", mention.ngay, mention.so_hieu)
    if outcome[0] != "r":
        return ""
    target = facts.need(outcome[1])
    places = clauses.places(record, n, target.id)
    anchor = places[0].anchor if places else ""
    if target.id == record.id:
        return f"#{eid(anchor)}" if anchor else ""
    return clause(work_of(target), anchor)
