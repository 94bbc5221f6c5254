"""What Akoma Ntoso 3.0 asks of the elements we write: order, attributes, names that are one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from vanban.export.akn import NAMESPACE

HIER = "part|chapter|section|subsection|article|paragraph|point|hcontainer"
BLOCK = "p|ul|ol|table"
_HIER = rf"(num )?(heading )?(content |(intro )?(({HIER}) )+)"
SHAPES = {
    "akomaNtoso": r"(act|doc) ",
    "act": r"meta preface (preamble )?body (conclusions )?",
    "doc": r"meta preface (preamble )?mainBody (conclusions )?",
    "meta": r"identification (classification )?lifecycle (analysis )?(temporalData )?references ",
    "identification": r"FRBRWork FRBRExpression FRBRManifestation ",
    "FRBRWork": r"FRBRthis FRBRuri FRBRalias FRBRdate FRBRauthor FRBRcountry FRBRsubtype (FRBRnumber )?FRBRname ",
    "FRBRExpression": r"FRBRthis FRBRuri FRBRdate FRBRauthor FRBRlanguage ",
    "FRBRManifestation": r"FRBRthis FRBRuri FRBRdate FRBRauthor FRBRformat ",
    "lifecycle": r"(eventRef )+",
    "classification": r"(keyword )+",
    "analysis": r"(activeModifications )?(passiveModifications )?",
    "activeModifications": r"((textual|force|efficacy|legalSystem)Mod )+",
    "passiveModifications": r"((textual|force|efficacy|legalSystem)Mod )+",
    "textualMod": r"source destination ",
    "body": rf"(({HIER}) )+",
    "mainBody": rf"(({HIER}|{BLOCK}) )+",
    "preamble": rf"((citations|{BLOCK}) )+",
    "citations": r"(citation )+",
    "citation": rf"(({BLOCK}) )+",
    "conclusions": rf"(({BLOCK}) )+",
    "content": rf"(({BLOCK}) )+",
    "intro": rf"(({BLOCK}) )+",
    "table": r"(tr )+",
    "tr": r"((td|th) )+",
    "td": rf"(({BLOCK}) )*",
    "th": rf"(({BLOCK}) )*",
    "ul": r"(li )+",
    "ol": r"(li )+",
    "li": r"((b|i|sup|sub|span|a|ref|eol|authorialNote|ul|ol|p) )*",
    "p": r"((b|i|sup|sub|span|a|ref|eol|authorialNote|docType|docNumber|docDate|docTitle) )*",
    **dict.fromkeys(HIER.split("|"), _HIER),
}
NEED = {
    **dict.fromkeys(HIER.split("|"), ("eId",)), "hcontainer": ("eId", "name"),
    "ref": ("href",), "table": ("eId",), "citation": ("eId",), "citations": ("eId",),
    "eventRef": ("date", "source"), "textualMod": ("type", "eId"), "FRBRdate": ("date", "name"),
    "TLCOrganization": ("eId", "href", "showAs"), "original": ("eId", "href", "showAs"),
    "activeRef": ("eId", "href", "showAs"), "act": ("name",), "doc": ("name",),
}  # fmt: skip
TEXTLESS = frozenset(SHAPES) - {"p", "li"}


def faults(root: etree._Element) -> Iterator[str]:
    """What is wrong with a whole document; nothing when it is as the schema wants it."""
    ids: list[str] = []
    for node in root.iter(etree.Element):
        name = etree.QName(node)
        if name.namespace != NAMESPACE:
            yield f"{node.tag}: namespace"
        children = "".join(f"{etree.QName(child).localname} " for child in node)
        shape = SHAPES.get(name.localname)
        if shape is not None and not re.fullmatch(shape, children):
            yield f"{name.localname} {node.get('eId')}: {children}"
        texts = [node.text, *(child.tail for child in node)]
        if name.localname in TEXTLESS and any((t or "").strip() for t in texts):
            yield f"{name.localname} {node.get('eId')}: text"
        yield from (
            f"{name.localname}: {n}" for n in NEED.get(name.localname, ()) if not node.get(n)
        )
        ids += filter(None, [node.get("eId")])
    yield from (f"eId twice: {i}" for i in set(ids) if ids.count(i) > 1)
    for node in root.iter(etree.Element):
        for key in ("href", "source", "start", "end", "refersTo"):
            value = node.get(key, "")
            if value.startswith("#") and value[1:] not in ids:
                yield f"{etree.QName(node).localname} {key}: {value} leads nowhere"
