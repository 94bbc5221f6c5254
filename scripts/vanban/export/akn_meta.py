"""The metadata block of a document in Akoma Ntoso: names, events, modifications, references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vanban.export.iri import clause, eid, work_of
from vanban.export.markup import element, xml
from vanban.facts import Facts
from vanban.fragment import Record, anchors_in
from vanban.model import Metadata, QuanHe, Relation
from vanban.text import is_date, slug

EDITOR = "kho"
AUTHOR = "co-quan"
LANGUAGE = "vie"

MODIFICATIONS: dict[QuanHe, tuple[str, str]] = {
    "thay_the": ("textualMod", "replacement"), "sua_doi": ("textualMod", "substitution"),
    "dinh_chinh": ("textualMod", "substitution"), "bai_bo": ("textualMod", "repeal"),
    "het_hieu_luc": ("forceMod", "endOfEnactment"), "dinh_chi": ("efficacyMod", "inapplication"),
    "gia_han": ("efficacyMod", "prorogationOfEfficacy"),
    "hop_nhat": ("legalSystemMod", "republication"),
    "quy_dinh_chi_tiet": ("legalSystemMod", "implementation"),
    "huong_dan": ("legalSystemMod", "implementation"),
    "thuc_hien": ("legalSystemMod", "implementation"),
}  # fmt: skip
"""Relations as the vocabulary has them; the others are references in the text."""

_ENDS: frozenset[QuanHe] = frozenset({"thay_the", "bai_bo", "het_hieu_luc"})
_NO_DAY = "0001-01-01"


def day_of(iso: str, name: str = "ban-hanh") -> tuple[str, str]:
    """(day, what kind of day it is): the schema wants a whole day where we may know a year."""
    if is_date(iso):
        return iso, name
    if len(iso) == 7 and is_date(f"{iso}-01"):
        return f"{iso}-01", "chi-biet-thang"
    if len(iso) == 4 and iso.isdigit():
        return f"{iso}-01-01", "chi-biet-nam"
    return _NO_DAY, "chua-ro"


def meta_xml(record: Record, meta: Metadata, facts: Facts) -> str:
    """``<meta>`` of one document."""
    touching = [r for r in facts.touching(record.id) if r.quan_he in MODIFICATIONS]
    others = {id_: n for n, id_ in enumerate(sorted({_other(r, record.id) for r in touching}), 1)}
    ends = [r for r in touching if r.target == record.id and r.quan_he not in ("thuc_hien",)]
    events = _events(record, facts, ends, others)
    return (
        f"<meta>{_identification(record, meta)}{_keywords(record)}"
        f'<lifecycle source="#{EDITOR}">{"".join(x for _, x in events)}</lifecycle>'
        f"{_analysis(record, touching, facts)}{_times(events)}"
        f"{_references(record, meta, facts, others)}</meta>\n"
    )


def _other(relation: Relation, id_: str) -> str:
    return relation.target if relation.source == id_ else relation.source


def _identification(record: Record, meta: Metadata) -> str:
    work = work_of(record)
    date = "<FRBRdate {}/>".format('date="{}" name="{}"'.format(*day_of(record.ngay)))
    number = record.so_hieu
    known = element("FRBRnumber", value=number) if number else ""
    levels = (
        ("FRBRWork", work, AUTHOR, element("FRBRalias", value=record.id, name="id"),
         '<FRBRcountry value="vn"/>' + element("FRBRsubtype", value=slug(record.loai)) + known
         + element("FRBRname", value=meta.trich_yeu)),
        ("FRBRExpression", f"{work}/{LANGUAGE}@", AUTHOR, "", f'<FRBRlanguage language="{LANGUAGE}"/>'),
        ("FRBRManifestation", f"{work}/{LANGUAGE}@.xml", EDITOR, "", '<FRBRformat value="application/akn+xml"/>'),
    )  # fmt: skip
    inner = "".join(
        f'<{name}><FRBRthis value="{xml(iri)}{"" if iri.endswith(".xml") else "/!main"}"/>'
        f'<FRBRuri value="{xml(iri)}"/>{alias}{date}<FRBRauthor href="#{who}"/>{tail}</{name}>'
        for name, iri, who, alias, tail in levels
    )
    return f'<identification source="#{EDITOR}">{inner}</identification>'


def _keywords(record: Record) -> str:
    inner = "".join(
        element("keyword", value=slug(t), showAs=t, dictionary=f"#{EDITOR}")
        for t in record.linh_vuc
        if slug(t)
    )
    return f'<classification source="#{EDITOR}">{inner}</classification>' if inner else ""


def _events(
    record: Record, facts: Facts, into: Iterable[Relation], others: dict[str, int]
) -> list[tuple[str, str]]:
    """(eId, XML): made, in force, amended, ended; those whose day is known."""
    line = facts.line(record.id)
    day = day_of(record.ngay)[0]
    rows = [("ban-hanh", day, "generation", f"#{EDITOR}")]
    rows += [("hieu-luc-tu", line.first, "generation", f"#{EDITOR}")] if is_date(line.first) else []
    rows += [("hieu-luc-den", line.last, "repeal", f"#{EDITOR}")] if is_date(line.last) else []
    for n, relation in enumerate(into, 1):
        day = facts.day_of(relation)
        if is_date(day):
            ended = relation.quan_he in _ENDS and not relation.target_provision
            kind = "repeal" if ended else "amendment"
            rows.append((f"tac-dong_{n}", day, kind, f"#vb_{others[relation.source]}"))
    return [
        (name, element("eventRef", eId=name, date=day, source=source, type=kind))
        for name, day, kind, source in rows
    ]


def _times(events: Sequence[tuple[str, str]]) -> str:
    """When it is in force, by the events of its first and last day."""
    known = {name for name, _ in events} & {"hieu-luc-tu", "hieu-luc-den"}
    if not known:
        return ""
    sides = [("start", "hieu-luc-tu"), ("end", "hieu-luc-den")]
    pairs = "".join(f' {side}="#{name}"' for side, name in sides if name in known)
    interval = f'<timeInterval{pairs} refersTo="#hieu-luc"/>'
    return (
        f'<temporalData source="#{EDITOR}"><temporalGroup eId="tmpg_1">{interval}'
        "</temporalGroup></temporalData>"
    )


def _analysis(record: Record, touching: Iterable[Relation], facts: Facts) -> str:
    sides: tuple[list[str], list[str]] = ([], [])
    for n, relation in enumerate(touching, 1):
        passive = relation.source != record.id
        sides[passive].append(_modification(n, relation, record, facts))
    inner = "".join(
        f"<{name}>{''.join(rows)}</{name}>"
        for name, rows in zip(("activeModifications", "passiveModifications"), sides, strict=True)
        if rows
    )
    return f'<analysis source="#{EDITOR}">{inner}</analysis>' if inner else ""


def _modification(n: int, r: Relation, record: Record, facts: Facts) -> str:
    name, kind = MODIFICATIONS[r.quan_he]
    source = _place(r.source, r.source_provision, record, facts)
    target = _place(r.target, r.target_provision, record, facts)
    return (
        f'<{name} type="{kind}" eId="mod_{n}"><source href="{xml(source)}"/>'
        f'<destination href="{xml(target)}"/></{name}>'
    )


def _place(id_: str, anchor: str, record: Record, facts: Facts) -> str:
    if id_ == record.id and anchor in anchors_in(record):
        return f"#{eid(anchor)}"  # a clause the held text lacks has its name, but no place here
    return clause(work_of(facts.need(id_)), anchor)


def _references(record: Record, meta: Metadata, facts: Facts, others: dict[str, int]) -> str:
    body = facts.registry.body(record.co_quan) if record.co_quan else None
    author = body.ten if body else meta.chu_the or "Chưa rõ cơ quan ban hành"
    out = [element("original", eId="ban-goc", href=work_of(record), showAs=_name(record))]
    for id_, n in others.items():
        other = facts.need(id_)
        out.append(element("activeRef", eId=f"vb_{n}", href=work_of(other), showAs=_name(other)))
    out.append(_thing("TLCOrganization", EDITOR, EDITOR, "Kho văn bản"))
    out.append(_thing("TLCOrganization", AUTHOR, record.co_quan or "chua-ro", author))
    for n, signer in enumerate(meta.nguoi_ky, 1):
        out.append(_thing("TLCPerson", f"nguoi-ky_{n}", slug(signer.ten) or "chua-ro", signer.ten))
    out.append(_thing("TLCConcept", "hieu-luc", "hieu-luc", "Hiệu lực"))
    return f'<references source="#{EDITOR}">{"".join(out)}</references>'


def _thing(name: str, own: str, what: str, shown: str) -> str:
    kind = name.removeprefix("TLC").lower()
    return element(name, eId=own, href=f"/akn/ontology/{kind}/vn/{what}", showAs=shown)


def _name(record: Record) -> str:
    return f"{record.loai} {record.so_hieu}".strip()
