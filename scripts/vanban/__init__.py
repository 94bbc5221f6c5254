"""Văn Bản: documents in, references found and linked, one searchable static site out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vanban.archive import Archive, build_archive
    from vanban.citations.find import find_mentions
    from vanban.corpus import load_corpus
    from vanban.linking import explain_text, open_archive, resolve_text
    from vanban.model import Ambiguous, Citing, Mention, NotHeld, Resolved, Unclear
    from vanban.so_hieu import parse_so_hieu
    from vanban.tables import load_registry

__version__ = "0.1.0"
__all__ = [
    "Ambiguous",
    "Archive",
    "Citing",
    "Mention",
    "NotHeld",
    "Resolved",
    "Unclear",
    "build_archive",
    "explain_text",
    "find_mentions",
    "load_corpus",
    "load_registry",
    "open_archive",
    "parse_so_hieu",
    "resolve_text",
]

_HOME = {
    "Ambiguous": "vanban.model",
    "Archive": "vanban.archive",
    "Citing": "vanban.model",
    "Mention": "vanban.model",
    "NotHeld": "vanban.model",
    "Resolved": "vanban.model",
    "Unclear": "vanban.model",
    "build_archive": "vanban.archive",
    "explain_text": "vanban.linking",
    "find_mentions": "vanban.citations.find",
    "load_corpus": "vanban.corpus",
    "load_registry": "vanban.tables",
    "open_archive": "vanban.linking",
    "parse_so_hieu": "vanban.so_hieu",
    "resolve_text": "vanban.linking",
}


def __getattr__(name: str) -> Any:
    """Public names are loaded when asked for, so that a small command starts fast."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(name)
