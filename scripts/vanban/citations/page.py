"""The text as the rules read it: one character for each of the original, oddities levelled.

A body is Markdown from an importer: lines break inside symbols, emphasis marks stand in the
middle of a name, dashes come in a dozen kinds. ``flat`` levels all that without moving an
offset, so a rule matches on ``flat`` and cites from ``text``.
"""

from __future__ import annotations

from dataclasses import dataclass

from vanban.citations.typewords import type_words
from vanban.model import MentionKind

# Each pair is one character for one; str.replace is thirty times as fast as translate.
_LEVEL = (
    ("\n", " "), ("\r", " "), ("\t", " "), ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "),
    ("\u200b", " "), ("\ufeff", " "), ("*", " "), ("_", " "), ("\u00ad", "-"),
    ("\u2010", "-"), ("\u2011", "-"), ("\u2012", "-"), ("–", "-"), ("—", "-"), ("−", "-"),
    ("Ð", "Đ"), ("Ɖ", "Đ"), ("ƣ", "ư"), ("Ƣ", "Ư"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """``text`` as given (NFC), ``flat`` of the same length for matching.

    What several rules need is found once."""

    text: str
    flat: str
    words: tuple[tuple[int, int], ...]
    """Spans of type words with a capital, and of the few that also count in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What a rule found, before its date, issuer and pinpoint are read.

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


def read_page(text: str) -> Page:
    """Level ``text`` (NFC); the offsets of both forms are the same."""
    flat = text
    for odd, plain in _LEVEL:
        flat = flat.replace(odd, plain)
    return Page(text=text, flat=flat, words=type_words(flat))
