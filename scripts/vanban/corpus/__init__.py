"""From bytes to documents and back: front matter, provisions, secrecy, safe writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vanban.corpus.corpus import Corpus, check_together, load_corpus, read_document

__all__ = ["Corpus", "check_together", "load_corpus", "read_document"]


def __getattr__(name: str) -> Any:
    # a build that finds nothing changed needs the scan alone, and starts in half the time
    if name not in __all__:
        raise AttributeError(name)
    from vanban.corpus import corpus

    return getattr(corpus, name)
