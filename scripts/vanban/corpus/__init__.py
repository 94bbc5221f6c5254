"""From bytes to documents and back: front matter, provisions, secrecy, safe writing."""

from __future__ import annotations

from vanban.corpus.corpus import Corpus, check_together, load_corpus, read_document

__all__ = ["Corpus", "check_together", "load_corpus", "read_document"]
