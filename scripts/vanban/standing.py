"""Which clauses of a document have a fate of their own on a day: the lines of ``vanban status``."""

from __future__ import annotations

from vanban.citations.pinpoint import label_of
from vanban.facts import Facts
from vanban.model import STATUS_WORDS


def clause_lines(facts: Facts, id_: str, anchor: str) -> list[str]:
    """One line for each clause that is ended, changed, suspended or begins on another day.

    With an ``anchor``: the standing of that clause alone, with what it rests on.
    """
    if anchor:
        said = facts.clause(id_, anchor)
        line = f"{label_of(anchor)}: {STATUS_WORDS[said.status]}. {said.reason}"
        return [line, *([f"Căn cứ: {said.by}: {said.evidence}"] if said.by else [])]
    return [_line(facts, id_, at) for at in clauses_apart(facts, id_)]


def clauses_apart(facts: Facts, id_: str) -> list[str]:
    """Anchors of clauses that something is said of, in the order of the text's numbers."""
    said = {r.target_provision: None for r in facts.shaping(id_)}
    said |= dict.fromkeys(t for r in facts.shaping(id_) for t in r.tru)
    said |= dict.fromkeys(at for at, _ in facts.need(id_).effect[2])
    return sorted((at for at in said if at), key=_natural)


def _natural(anchor: str) -> tuple[tuple[int, str], ...]:
    """``dieu-10`` after ``dieu-9``."""
    return tuple((int(w), "") if w.isdigit() else (-1, w) for w in anchor.split("-"))


def _line(facts: Facts, id_: str, anchor: str) -> str:
    said = facts.clause(id_, anchor)
    by = f" ({said.by})" if said.by else ""
    return f"- {label_of(anchor)}: {STATUS_WORDS[said.status]}. {said.reason}{by}"
