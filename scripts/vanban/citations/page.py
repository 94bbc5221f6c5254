"""The text as the rules read it: one character for each of the original, oddities levelled.

A body is Markdown from an importer: lines break inside symbols, emphasis marks stand in the
middle of a name, dashes come in a dozen kinds. ``flat`` levels all that without moving an
offset, so a rule matches on ``flat`` and cites from ``text``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from vanban.citations.cuts import Cut, without_furniture
from vanban.citations.symbols import CORE, UP
from vanban.citations.typewords import AFTER_CAPITAL, CAPITAL_WORD, small_words
from vanban.model import MentionKind

# Each pair is one character for one; str.replace is thirty times as fast as translate.
_LEVEL = (
    ("\n", " "), ("\r", " "), ("\t", " "), ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "),
    ("\u200b", " "), ("\f", " "), ("\\", " "), ("\ufeff", " "), ("*", " "), ("_", " "), ("\u00ad", "-"),
    ("\u2010", "-"), ("\u2011", "-"), ("\u2012", "-"), ("–", "-"), ("—", "-"), ("−", "-"),
    ("―", "-"), ("－", "-"), ("─", "-"), ("⁄", "/"), ("／", "/"),
    ("Ð", "Đ"), ("Ɖ", "Đ"), ("ƣ", "ư"), ("Ƣ", "Ư"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """``text`` as given (NFC) but for page furniture, ``flat`` of the same length for matching.

    What several rules need is found once."""

    text: str
    flat: str
    words: tuple[tuple[int, int], ...]
    """Spans of type words with a capital, and of the few that also count in lower case."""
    cores: tuple[int, ...]
    """First letters of what may be symbols."""
    cut: Cut | None = None
    """Where furniture was taken out of ``whole`` to give ``text``."""
    whole: str = ""

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        """A span of ``text`` in the text as given, and what stands there."""
        if self.cut is None:
            return start, end, self.text[start:end]
        start, end = self.cut.span(start, end)
        return start, end, self.whole[start:end]


class Hit(NamedTuple):
    """What a rule found, before its date, issuer and pinpoint are read.

    A tuple, for one is made for every mention and is gone at once: a third of the cost.

    ``co_quan`` is an issuer standing inside the span; ``nam`` the year inside number or name;
    ``member`` says that date and issuer may come from the list the hit stands in.
    """

    start: int
    end: int
    loai: str
    kind: MentionKind
    so_hieu: str = ""
    nam: str = ""
    co_quan: str = ""
    member: bool = False


# One scan for both, with a class of first letters: an alternation of whole words costs ten
# times as much, and most of the time goes by stepping over small letters.
_CAPITALS = re.compile(rf"[{UP}](?:{CORE}|{AFTER_CAPITAL})")


def _joined(flat: str, start: int, end: int) -> bool:
    """Whether a letter or digit before a type word is a part of it; ``4Hiến pháp`` lost a blank."""
    return not (flat[start - 1].isdigit() and end - start > 3 and flat[start + 1].islower())


def read_page(text: str) -> Page:
    """Level ``text`` (NFC); the offsets of both forms are the same. Furniture is taken out first."""
    cut, whole = without_furniture(text), text
    if cut:
        text = cut.text
    flat = text
    for odd, plain in _LEVEL:
        flat = flat.replace(odd, plain)
    if "<" in flat:
        flat = flat.replace("<br>", "    ")
    cores: list[int] = []
    words = list(small_words(flat))
    for m in _CAPITALS.finditer(flat):
        start, end = m.span()
        if end == start + 1:
            cores.append(start)
            word = CAPITAL_WORD.match(flat, start)  # NQ is a word and may begin a symbol
            end = word.end() if word else start
        if end > start and not (start and flat[start - 1].isalnum() and _joined(flat, start, end)):
            words.append((start, end))
    words.sort()
    return Page(text=text, flat=flat, words=tuple(words), cores=tuple(cores), cut=cut, whole=whole)
