"""``vanban review``: relations the machine found, one by one, for a person to accept or reject.

What is accepted goes into ``quan_he`` of the document that acts, what is rejected into
``quan_he_bo`` of the document whose text was read; both at once, so that an interrupted run
loses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from vanban.archive import build_archive
from vanban.checking import needed
from vanban.citations.pinpoint import label_of
from vanban.corpus.write import Refused, add_relation, atomic_write
from vanban.facts import Facts, MemoryFacts
from vanban.fragment import Record
from vanban.model import Relation, StatedRelation
from vanban.registry import archive_registry
from vanban.stating import provision_fields
from vanban.text import is_date, viet_date

Answer = Literal["y", "n", "s", "q"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A relation found in the text of ``stated_in``; ``id`` stays while both documents, the kind
    and the clause do."""

    id: str
    relation: Relation
    stated_in: str
    path: str
    line: int
    label: str

    @property
    def other(self) -> str:
        """The document at the other end, seen from the text that was read."""
        r = self.relation
        return r.source if r.target == self.stated_in else r.target

    def data(self) -> dict[str, object]:
        """The proposal for JSON."""
        r = self.relation
        return {
            "id": self.id, "quan_he": r.quan_he, "label": self.label, "source": r.source,
            "target": r.target, "provision": r.target_provision or None,
            "tu_ngay": r.tu_ngay or None, "sentence": r.evidence, "stated_in": self.stated_in,
            "path": self.path, "line": self.line,
        }  # fmt: skip


def proposals(facts: MemoryFacts) -> tuple[Proposal, ...]:
    """Every relation no person has spoken on: those that end or change a document first."""
    found: dict[str, tuple[tuple[int, str, int], Proposal]] = {}
    for id_ in sorted(facts.records):
        record = facts.records[id_]
        for n, relation in enumerate(facts.relations(id_)):
            if relation.confirmed or is_known(facts, relation):
                continue
            made = proposal_of(facts, record, relation)
            rank = facts.registry.relation_order(relation.quan_he), record.path, n
            found.setdefault(made.id, (rank, made))
    return tuple(p for _, p in sorted(found.values(), key=lambda item: item[0]))


def is_known(facts: Facts, relation: Relation) -> bool:
    """Whether a person has stated the same elsewhere."""
    return any(
        r.confirmed
        and (r.quan_he, r.source, r.target) == (relation.quan_he, relation.source, relation.target)
        and r.target_provision in ("", relation.target_provision)
        for r in facts.relations(relation.source)
    )


def proposal_of(facts: Facts, record: Record, relation: Relation) -> Proposal:
    """A relation found in the text of ``record`` as a thing for a person to decide."""
    words = "|".join(
        (record.id, relation.quan_he, relation.source, relation.target, relation.target_provision)
    )
    return Proposal(
        id=blake2b(words.encode(), digest_size=4).hexdigest(), relation=relation,
        stated_in=record.id, path=record.path, line=_line(record, relation),
        label=facts.registry.relation_label(relation.quan_he, inverse=False),
    )  # fmt: skip


def _line(record: Record, relation: Relation) -> int:
    """Line of the mention the relation was read at; 0 when it isn't found again."""
    for claim in record.claims:
        if (claim[0], claim[4], claim[6]) == (
            relation.quan_he, relation.target_provision, relation.evidence,
        ):  # fmt: skip
            return record.lines[int(str(claim[1]))][0]
    return 0


def read_archive(directives: Path) -> MemoryFacts:
    """The facts of an archive as of today; raises OSError in words when there is none."""
    needed(directives)
    registry, _, _ = archive_registry(directives)
    facts = build_archive(directives, registry, on=date.today().isoformat()).facts
    assert isinstance(facts, MemoryFacts)  # noqa: S101 - build_archive gives this kind
    return facts


def accept(directives: Path, proposal: Proposal) -> Path:
    """Write the relation into ``quan_he`` of its source; the file. Raises Refused, OSError."""
    r = proposal.relation
    path = directives / f"{r.source}.md"
    stated = _stated(r, r.target, tu_ngay=r.tu_ngay, trich=r.evidence)
    _write(path, lambda text: add_relation(text, stated))
    return path


def reject(directives: Path, proposal: Proposal) -> Path:
    """Write it into ``quan_he_bo`` of the text it was read in; the file. Raises Refused, OSError."""
    path = directives / proposal.path
    stated = _stated(proposal.relation, proposal.other)
    _write(path, lambda text: add_relation(text, stated, "quan_he_bo"))
    return path


def _stated(relation: Relation, den: str, *, tu_ngay: str = "", trich: str = "") -> StatedRelation:
    dieu, khoan, diem = provision_fields(relation.target_provision)
    return StatedRelation(
        loai=relation.quan_he, den=den, dieu=dieu, khoan=khoan, diem=diem,
        tu_ngay=tu_ngay if is_date(tu_ngay) else "", trich=trich,
    )  # fmt: skip


def _write(path: Path, change: Callable[[str], str]) -> None:
    """The file read anew, changed and put back whole: what was saved meanwhile stays."""
    text = path.read_bytes().decode("utf-8")
    atomic_write(path, change(text))


# -- by id -----------------------------------------------------------------------------------------


def decide(
    directives: Path, waiting: Sequence[Proposal], *, yes: Iterable[str], no: Iterable[str]
) -> Iterator[str]:
    """Accept and reject by id; a line of words for each. Raises ValueError before anything is
    written when an id is unknown or in both lists."""
    yes, no = tuple(dict.fromkeys(yes)), tuple(dict.fromkeys(no))
    known = {p.id: p for p in waiting}
    lost = [i for i in (*yes, *no) if i not in known]
    if lost:
        raise ValueError(f"không có đề nghị «{', '.join(lost)}»; xem danh sách: vanban review.")
    both = [i for i in yes if i in no]
    if both:
        raise ValueError(f"đề nghị «{', '.join(both)}» vừa nhận vừa bỏ.")
    for id_ in yes:
        yield f"{id_}: đã ghi vào {accept(directives, known[id_])}"
    for id_ in no:
        yield f"{id_}: đã bỏ, ghi vào {reject(directives, known[id_])}"


def as_json(waiting: Sequence[Proposal]) -> str:
    """The list for programs."""
    return json.dumps([p.data() for p in waiting], ensure_ascii=False, indent=1)


# -- one by one ------------------------------------------------------------------------------------


def shown(facts: Facts, proposal: Proposal) -> list[str]:
    """A proposal as lines for a person."""
    r = proposal.relation
    place = f"{label_of(r.target_provision)} " if r.target_provision else ""
    since = f", từ {viet_date(r.tu_ngay)}" if is_date(r.tu_ngay) else ""
    return [
        f"[{proposal.id}] {_named(facts, r.source)}",
        f"    {proposal.label} {place}{_named(facts, r.target)}{since}",
        f"    {proposal.path}:{max(1, proposal.line)}: “{r.evidence}”",
    ]


def _named(facts: Facts, id_: str) -> str:
    record = facts.need(id_)
    number = f" {record.so_hieu}" if record.so_hieu else ""
    return f"{record.loai}{number} ({id_})"


def one_by_one(
    directives: Path, facts: Facts, waiting: Sequence[Proposal], ask: Callable[[], Answer],
    tell: Callable[[str], None],
) -> int:  # fmt: skip
    """Show, ask, write at once; how many are left. A file that can't be written is told and passed."""
    left = len(waiting)
    for number, proposal in enumerate(waiting, 1):
        tell(f"\n{number}/{len(waiting)}")
        for line in shown(facts, proposal):
            tell(line)
        answer = ask()
        if answer == "q":
            break
        if answer == "s":
            continue
        try:
            path = (accept if answer == "y" else reject)(directives, proposal)
        except (Refused, OSError, UnicodeDecodeError) as error:
            tell(f"    Không ghi được: {error}")
            continue
        left -= 1
        tell(f"    {'Đã ghi' if answer == 'y' else 'Đã bỏ, ghi'} vào {path}")
    return left
