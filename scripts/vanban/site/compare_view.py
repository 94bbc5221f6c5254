"""What a page that sets two documents side by side shows: the texts looked up and compared.

For an amending document each of its commands stands with the clause as it is held and as the
command sets it; for all others the two texts are compared whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from vanban.citations.pinpoint import anchors
from vanban.citations.placing import Tree
from vanban.compare import Comparison, Unit, UnitRow, compare, read_units
from vanban.compare.clauses import Section, read_clauses
from vanban.compare.quoted import below, placed, read_command, reworded, tops, wordings
from vanban.fragment import load_sections, sections_place
from vanban.model import Relation
from vanban.pairs import Pair, PairKind
from vanban.site.compare_links import compare_url
from vanban.site.surfaces import Lookup
from vanban.site.views import DocLine
from vanban.text import fold

_ARTICLE = re.compile(r"(?:kem-\d+-)?dieu-[0-9a-z]+")
_APPENDED = ("kem-", "phu-luc-")
_TOLD = 400
"""Characters of a command shown."""


class Block(NamedTuple):
    """A row of the page; for an amendment with the words of command and the clause they stand in."""

    row: UnitRow
    told: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareView:
    """``left_out``: lines of notes and signatures of both texts that aren't compared."""

    kind: PairKind
    old: DocLine
    new: DocLine
    blocks: tuple[Block, ...]
    comparison: Comparison
    left_out: int = 0

    @property
    def url(self) -> str:
        return compare_url(self.old.id, self.new.id)


def compare_view(pair: Pair, lookup: Lookup) -> CompareView:
    """The two texts compared; raises KeyError when one isn't held."""
    make = _amendment if pair.kind == "sua_doi" else _aligned
    return make(pair, lookup)


def _sections(lookup: Lookup, id_: str) -> tuple[Section, ...]:
    record = lookup.facts.need(id_)
    return load_sections(lookup.blobs.slice(record.blob, *sections_place(record)))


def _aligned(pair: Pair, lookup: Lookup) -> CompareView:
    same_numbers, noted = pair.kind in ("hop_nhat", "ban"), _noted(pair, lookup)
    old = read_units(_sections(lookup, pair.old), consolidated=noted)
    new = read_units(_sections(lookup, pair.new), consolidated=noted)
    found = compare(old.units, new.units, numbered=same_numbers, notes=noted)
    return CompareView(
        kind=pair.kind, old=lookup.line(pair.old), new=lookup.line(pair.new),
        blocks=tuple(map(Block, found.rows)), comparison=found,
        left_out=old.left_out + new.left_out,
    )  # fmt: skip


def _noted(pair: Pair, lookup: Lookup) -> bool:
    """Whether one of them is a consolidated text, with notes in its clauses."""
    loai = {lookup.facts.need(pair.old).loai, lookup.facts.need(pair.new).loai}
    return pair.kind == "hop_nhat" or "Văn bản hợp nhất" in loai


def _amendment(pair: Pair, lookup: Lookup) -> CompareView:
    held = _sections(lookup, pair.old)
    texts: dict[str, str] = {}
    for anchor, text in _sections(lookup, pair.new):
        texts.setdefault(anchor, text)
    inner = "kem theo" in fold(lookup.facts.need(pair.new).trich_yeu)
    tree = lookup.clauses.tree(pair.old)
    blocks: list[Block] = []
    for place, relations in _commands(pair, lookup, texts):
        command = read_command(texts.get(place, ""))
        told = command.told or next((r.evidence for r in relations if r.evidence), "")
        told = told if len(told) <= _TOLD else told[:_TOLD].rsplit(" ", 1)[0] + " …"
        relations = [
            replace(r, target_provision=_inside(r.target_provision, tree, appended=inner))
            for r in relations
        ]
        targets = list(dict.fromkeys(r.target_provision for r in relations))
        said = [s for quote in command.quotes for s in placed(quote, targets)]
        blocks += [Block(row, told, place) for row in _amended(held, said, relations, command.told)]
    found = Comparison(tuple(block.row for block in blocks))
    return CompareView(
        kind=pair.kind, old=lookup.line(pair.old), new=lookup.line(pair.new),
        blocks=tuple(blocks), comparison=found,
    )  # fmt: skip


def _commands(
    pair: Pair, lookup: Lookup, texts: Mapping[str, str]
) -> Iterator[tuple[str, list[Relation]]]:
    """What each clause of the amending document says of the other, in its order."""
    found: dict[str, list[Relation]] = {}
    for r in between(pair, lookup):
        if r.source_provision and r.target_provision:
            found.setdefault(r.source_provision, []).append(r)
    found = {place: _completed(relations) for place, relations in found.items()}
    if all(
        r.target == pair.old for r in lookup.facts.relations(pair.new) if r.quan_he == "sua_doi"
    ):
        found = {**_wordings(pair, {p: t for p, t in texts.items() if p not in found}), **found}
    places = {anchor: n for n, anchor in enumerate(texts)}
    for place in sorted(found, key=lambda p: (places.get(p, len(places)), p)):
        yield place, found[place]


def _inside(anchor: str, tree: Tree, *, appended: bool) -> str:
    """The anchor in what was issued with the document, where it is meant or alone has it."""
    found = _ARTICLE.match(anchor)
    if not found or (found[0] in tree.anchors and not appended):
        return anchor
    held = tree.ending(found[0])
    if held.startswith(_APPENDED):
        return held + anchor[found.end() :]
    return f"kem-1-{anchor}" if appended and tree.holds("kem-1") else anchor


def _wordings(pair: Pair, texts: Mapping[str, str]) -> dict[str, list[Relation]]:
    """Commands that replace wording alone; no relations, but this reader wants to see them."""
    found: dict[str, list[Relation]] = {}
    for place, text in texts.items():
        if place and ("từ “" in text or 'từ "' in text):
            for told, where in wordings(text):
                found.setdefault(place, []).extend(
                    Relation(quan_he="sua_doi", source=pair.new, target=pair.old,
                             source_provision=place, target_provision=anchor, evidence=told)
                    for anchor in anchors(where)
                )  # fmt: skip
    return {place: relations for place, relations in found.items() if relations}


def _completed(relations: list[Relation]) -> list[Relation]:
    """``khoản 1; bổ sung khoản 7 Điều 2``: the article named last holds for what came before."""
    article, out = "", []
    for r in reversed(relations):
        level = r.target_provision.partition("-")[0]
        if level in ("khoan", "diem") and article:
            r = replace(r, target_provision=f"{article}-{r.target_provision}")
        found = _ARTICLE.match(r.target_provision)
        article = found[0] if found else article
        out.append(r)
    return out[::-1]


def between(pair: Pair, lookup: Lookup) -> list[Relation]:
    """What the newer document states of the older one."""
    return [r for r in lookup.facts.touching(pair.old) if r.source == pair.new]


def _amended(
    held: Sequence[Section], said: Sequence[Section], relations: Sequence[Relation], told: str
) -> Iterator[UnitRow]:
    """A row for each clause that is set anew, taken away or reworded."""
    done = tops([anchor for anchor, _ in said])
    for top in done:
        old, new = _unit(held, top), _unit(said, top)
        if new:
            yield _row(old, new)
    for r in relations:
        target = r.target_provision
        if any(below(target, top) or below(top, target) for top in done):
            continue
        done.append(target)
        old = _unit(held, target)
        if old is None:
            continue
        if r.quan_he == "bai_bo":
            yield compare([old], []).rows[0]
        else:
            new = _unit([(a, reworded(told or r.evidence, text)) for a, text in held], target)
            if new is not None and (new != old or not wordings(r.evidence)):
                yield _row(old, new)


def _row(old: Unit | None, new: Unit) -> UnitRow:
    return compare([old] if old else [], [new], numbered=True).rows[0]


def _unit(sections: Iterable[Section], top: str) -> Unit | None:
    """The clause and what stands in it as a unit of its own."""
    clauses = tuple(c for a, text in sections if below(a, top) for c in read_clauses(a, text))
    return Unit(top, clauses[0].kind, clauses) if clauses else None
