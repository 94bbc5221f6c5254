"""The line that prints the type of a document: a name of the table of types, in capitals."""

from __future__ import annotations

from functools import cache

from vanban.importer.labels import is_caps
from vanban.tables import doc_types
from vanban.text import same_name


@cache
def _names() -> frozenset[str]:
    return frozenset(same_name(n) for t in doc_types() for n in (t.ten, *t.ten_khac))


def type_alone(text: str) -> bool:
    """Whether the line is a type's name in capitals and nothing else (``QUYẾT ĐỊNH``)."""
    bare = text.strip(" *:.")
    return 2 < len(bare) < 60 and is_caps(bare) and same_name(bare) in _names()
