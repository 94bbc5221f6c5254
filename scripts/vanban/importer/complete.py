"""The check before writing: every word of the extraction is in the result or the removed list."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> Counter[str]:
    """Words and numbers with their counts, case and signs aside."""
    return Counter(_WORD.findall(text.lower()))


def missing(before: Iterable[str], after: Iterable[str]) -> list[tuple[str, int]]:
    """Words that occur more often in ``before`` than in ``after``, with the shortfall.

    A symbol mended at a line end changes its two halves into one run of the same words, so
    words are compared joined to nothing but themselves.
    """
    had = words(" ".join(before))
    has = words(" ".join(after))
    return sorted((word, count - has[word]) for word, count in had.items() if count > has[word])


def plain_markdown(body: str) -> str:
    """A body's words without Markdown's escapes and entities."""
    return html.unescape(re.sub(r"\\([^\w\s])", r"\1", body))
