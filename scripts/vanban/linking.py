"""Linking a text that isn't in the archive: a draft, a page written by hand, a program's string."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vanban.archive import Archive, build_archive
from vanban.citations.around import look_around
from vanban.citations.linkable import linkable
from vanban.citations.placing import Place
from vanban.citations.resolve import explain_all, resolve_all
from vanban.citations.trail import Step
from vanban.clauses import Clauses
from vanban.facts import Facts
from vanban.model import Ambiguous, Citation, Citing, NotHeld, Resolved, Unclear
from vanban.registry import archive_registry
from vanban.text import nfc

NOWHERE = Place("")

NOBODY = Citing(id="")
"""A text of which neither the body nor the day is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A citation with the steps that narrowed it, and where in the target it lands.

    ``place.missing`` is the anchor of a clause the held text certainly lacks, else ''.
    """

    citation: Citation
    steps: tuple[Step, ...]
    place: Place = NOWHERE


def open_archive(directives: Path | str, on: str = "") -> Archive:
    """The archive in a folder with the bodies it adds, read whole into memory.

    ``on`` is the ISO day statuses are for, today by default. Raises NotADirectoryError.
    """
    root = Path(directives)
    if not root.is_dir():
        raise NotADirectoryError(f"Không thấy thư mục văn bản {root}.")
    registry, _, _ = archive_registry(root)
    return build_archive(root, registry, on=on or date.today().isoformat())


def resolve_text(text: str, archive: Archive, citing: Citing = NOBODY) -> tuple[Citation, ...]:
    """Every citation of ``text`` with its outcome in ``archive``, in order.

    ``citing`` says whose text it is and of what day: relative symbols (``/TU``) and bare names
    of laws depend on it. Offsets count characters of the NFC text.
    """
    text = nfc(text)
    mentions = linkable(text)
    around = look_around(text, mentions)
    facts = archive.facts
    return resolve_all(mentions, citing, facts.candidates, facts.registry, around)


def explain_text(text: str, archive: Archive, citing: Citing = NOBODY) -> tuple[Explained, ...]:
    """The same with every step and the clause each resolved citation lands on."""
    text = nfc(text)
    mentions = linkable(text)
    around = look_around(text, mentions)
    facts = archive.facts
    clauses = Clauses(facts)
    found = explain_all(mentions, citing, facts.candidates, facts.registry, around)
    return tuple(
        Explained(citation=c, steps=steps, place=_place(c, facts, clauses)) for c, steps in found
    )


def _place(citation: Citation, facts: Facts, clauses: Clauses) -> Place:
    outcome = citation.outcome
    if not isinstance(outcome, Resolved) or facts.record(outcome.target) is None:
        return NOWHERE
    places = clauses.pointed(citation.mention.pinpoint, outcome.target)
    return places[0] if places else NOWHERE


def outcome_data(found: Explained) -> dict[str, object]:
    """The outcome for JSON: ``kind``, and what that kind says."""
    match found.citation.outcome:
        case Resolved(target=target):
            place = found.place
            return {
                "kind": "resolved", "target": target, "anchor": place.anchor or None,
                "missing": place.missing or None,
            }  # fmt: skip
        case Ambiguous(candidates=ids, reason=reason):
            return {"kind": "ambiguous", "candidates": list(ids), "reason": reason}
        case NotHeld(so_hieu=so_hieu, note=note):
            return {"kind": "not_held", "number_or_name": so_hieu, "note": note or None}
        case Unclear(reason=reason, candidates=ids):
            return {"kind": "unclear", "reason": reason, "candidates": list(ids)}
