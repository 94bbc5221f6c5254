"""Văn Bản: documents in, references found and linked, one searchable static site out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vanban.archive import build_archive
    from vanban.citations.find import find_mentions
    from vanban.corpus import load_corpus
    from vanban.so_hieu import parse_so_hieu

__version__ = "0.1.0"
__all__ = ["build_archive", "find_mentions", "load_corpus", "parse_so_hieu"]

_HOME = {
    "build_archive": "vanban.archive",
    "find_mentions": "vanban.citations.find",
    "load_corpus": "vanban.corpus",
    "parse_so_hieu": "vanban.so_hieu",
}


def __getattr__(name: str) -> Any:
    """Public names are loaded when asked for, so that a small command starts fast."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(name)
