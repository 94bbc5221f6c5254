"""How near a word of the archive is to the word typed: the marks typed rank first.

As in the page (``search/client/20-match.js``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from vanban.answer.query import Word

_TONE = re.compile("[\u0300\u0309\u0303\u0301\u0323]")


@lru_cache(maxsize=50_000)
def same_i(word: str) -> str:
    """With its marks, but y and i alike, and a tone anywhere."""
    split = re.sub("y(?=[\u0300-\u036f]*$)", "i", unicodedata.normalize("NFD", word))
    tone = _TONE.search(split)
    return split[: tone.start()] + split[tone.end() :] + tone[0] if tone else split


def level_of(form: Sequence[str], words: Sequence[Word]) -> int:
    """0: as typed; 1: no mark typed is missed; 2: only the letters agree."""
    level = 0
    for said, word in zip(form, words, strict=False):
        if said != word.exact:
            same = not word.marked or same_i(said) == same_i(word.exact)
            level = max(level, 1 if same else 2)
    return level


def begins(whole: str, begun: Word) -> bool:
    """``begun`` may become ``whole``: without marks anything may, with marks each must be there."""
    return not begun.marked or starts_marked(whole, begun.exact)


def starts_marked(whole: str, begun: str) -> bool:
    """Every mark typed is there."""
    there = [unicodedata.normalize("NFD", c) for c in whole]
    return len(there) >= len(begun) and all(
        mark in there[n] for n, c in enumerate(begun) for mark in unicodedata.normalize("NFD", c)
    )
