"""Drafts as JSON between a child process and its parent: no code travels, only values."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from vanban.importer.model import Draft, Field, Fields, Removed, Repair
from vanban.model import Basis, Issue, Signer


def dump(draft: Draft) -> str:
    """One line of JSON, in ASCII: a file's name may hold what no encoding has."""
    return json.dumps(asdict(draft))


def load(line: str) -> Draft:
    """The draft of ``dump``'s line; ValueError, KeyError or TypeError when it is something else."""
    data: dict[str, Any] = json.loads(line)
    facts = data.pop("fields")
    fields = Fields(
        items=tuple(Field(**f) for f in facts["items"]),
        signers=tuple(Signer(**s) for s in facts["signers"]),
        recipients=tuple(facts["recipients"]),
        bases=tuple(Basis(trich=b["trich"], den=tuple(b["den"])) for b in facts["bases"]),
    )
    return Draft(
        fields=fields,
        removed=tuple(Removed(**r) for r in data.pop("removed")),
        repairs=tuple(Repair(**r) for r in data.pop("repairs")),
        issues=tuple(Issue(**i) for i in data.pop("issues")),
        **data,
    )
