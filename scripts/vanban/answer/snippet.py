"""Where words stand in a text: the best piece of it with marks, whether a phrase is really there.

As in the page (``search/client/24-snippet.js``). Offsets are of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from vanban.answer.backend import Section
from vanban.answer.query import Words
from vanban.text import WORD_CHARS, fold, search_key, search_word, search_words

BEFORE, LENGTH, MOST_SINGLES = 60, 220, 60
_EDGE = f"[{WORD_CHARS}]"
_ARTICLE = re.compile(r"(?:^|-)dieu-[^-]*$")
_HEADED = re.compile(r"-(?!khoan|diem)[a-z]+-[^-]*$|^(?!khoan|diem)[a-z]+-[^-]*$")
_BEFORE_I = re.compile(r"^((?:[bdghklmnprstvx]|[cknpt]h|qu|tr))i$")
_LEVELS = {
    "phan": "Phần", "chuong": "Chương", "muc": "Mục", "tieu": "Tiểu mục", "dieu": "Điều", "khoan": "khoản",
    "diem": "điểm", "phu": "Phụ lục", "kem": "Văn bản kèm theo",
}  # fmt: skip
_STEP = re.compile(
    r"(phan|chuong|tieu-muc|muc|dieu|khoan|diem|phu-luc|kem)-((?:(?!(?:phan|chuong|tieu|muc|dieu|khoan|diem|phu|kem)-)[a-z0-9]+-?)+)"
)

Span = tuple[int, int]


class Piece(NamedTuple):
    """The best place: its anchor, HTML of escaped text and ``<mark>``, how good it is."""

    anchor: str
    html: str
    worth: float


def _pattern(key: str) -> str:
    """A key as it may stand in a folded text."""
    return f"0*{key}" if key.isdigit() else _BEFORE_I.sub(r"\1[iy]", re.escape(key))


@lru_cache(maxsize=256)
def _chain(keys: tuple[str, ...]) -> re.Pattern[str]:
    between = f"[^{WORD_CHARS}\\n]+"
    return re.compile(rf"(?<!{_EDGE}){between.join(map(_pattern, keys))}(?!{_EDGE})")


@lru_cache(maxsize=256)
def _any(keys: frozenset[str]) -> re.Pattern[str]:
    longest = sorted(keys, key=lambda k: (-len(k), k))
    return re.compile(rf"(?<!{_EDGE})(?:{'|'.join(map(_pattern, longest))})(?!{_EDGE})")


def _agree(said: str, words: Words) -> bool:
    """Do the marks typed stand in the text?"""
    there = [search_word(w) for w in search_words(said)]
    return len(there) >= len(words) and all(
        not w.marked or there[n] == w.exact for n, w in enumerate(words)
    )


def chains(text: str, flat: str, words: Words) -> list[Span]:
    """Spans where all words stand together in a line."""
    found = _chain(tuple(w.key for w in words)).finditer(flat) if words else ()
    return [m.span() for m in found if _agree(text[m.start() : m.end()], words)]


def singles(text: str, flat: str, words: Words) -> list[Span]:
    if not words:
        return []
    out = []
    for m in _any(frozenset(w.key for w in words)).finditer(flat):
        said = text[m.start() : m.end()]
        key = search_key(search_word(said))
        if any(w.key == key and _agree(said, (w,)) for w in words):
            out.append(m.span())
    return out


def flat_of(text: str) -> str:
    """The text without marks, each character where it stood."""
    flat = fold(text)
    return flat if len(flat) == len(text) else "".join((fold(c) or " ")[0] for c in text)


def has_phrases(texts: Iterable[str], phrases: Sequence[Words]) -> bool:
    """Whether each phrase stands in one of the texts."""
    left = list(phrases)
    for text in texts:
        flat = flat_of(text)
        left = [words for words in left if not chains(text, flat, words)]
        if not left:
            return True
    return not left


def best_piece(sections: Sequence[Section], runs: Sequence[Words], words: Words) -> Piece:
    """The best piece of a text; ``runs`` are words that should stand together."""
    best: tuple[float, Section, int, tuple[Span, ...]] = (
        0.0,
        sections[0] if sections else Section("", ""),
        0,
        (),
    )
    distinct = max(1, len(words))
    for n, section in enumerate(sections):
        text, flat = section.text, flat_of(section.text)
        together = [span for run in runs for span in chains(text, flat, run)]
        alone = singles(text, flat, words)
        if not alone and not together:
            continue
        spans = tuple(sorted([*together, *alone], key=lambda s: (s[0], -s[1])))
        for start, worth in _places(section, together, alone, distinct):
            inside = {search_word(text[a:b]) for a, b in alone if a >= start and b <= start + LENGTH - BEFORE}  # fmt: skip
            whole = worth + len(inside) + (0.0 if n else 0.001)
            if whole > best[0]:
                best = (whole, section, start, spans)
    worth, section, start, spans = best
    return Piece(section.anchor, marked(section.text, start, spans), worth)


def _places(
    section: Section, together: Sequence[Span], alone: Sequence[Span], distinct: int
) -> list[tuple[int, float]]:
    """Where a piece may begin, and what speaks for it beside the words in it."""
    headed = len(section.text.partition("\n")[0]) if _HEADED.search(section.anchor) else 0
    article = 20 if _ARTICLE.search(section.anchor) else 0
    out = [
        (a, 300 + article + 19 * (b - a) / headed if a < headed else 100.0) for a, b in together[:3]
    ]
    if headed:
        said = {search_word(section.text[a:b]) for a, b in alone if b <= headed}
        out.append((0, (20 + article / 20) * len(said) / distinct))
    return [*out, *((a, 0.0) for a, _ in alone[:MOST_SINGLES])]


def marked(text: str, at: int, spans: Sequence[Span]) -> str:
    start = max(0, at - BEFORE)
    if start:
        start = min(at, max(text.find(" ", start), text.rfind("\n", 0, at)) + 1)
    end = min(len(text), start + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", 0, end), start + 1)
    out, done = "… " if start and text[start - 1] != "\n" else "", start
    for a, b in spans:
        if a >= done and b <= end:
            out += f"{escape(text[done:a])}<mark>{escape(text[a:b])}</mark>"
            done = b
    whole = re.sub(r"\s+", " ", out + escape(text[done:end])).replace("</mark> <mark>", " ")
    return whole + (" …" if end < len(text) else "")


def clause_label(anchor: str) -> str:
    """``dieu-5-khoan-2-diem-dd`` → ``điểm đ khoản 2 Điều 5``."""
    steps = [(m[1], m[2].rstrip("-")) for m in _STEP.finditer(anchor)]
    return " ".join(f"{_LEVELS[k.split('-')[0]]} {_shown(k, v)}" for k, v in reversed(steps))


def _shown(level: str, label: str) -> str:
    if level == "diem":
        return label.replace("dd", "đ")
    if level in ("phan", "chuong", "phu-luc") and label.isdigit() and int(label) < 90:
        return _roman(int(label))
    return label.replace("-", ".")


def _roman(number: int) -> str:
    out = ""
    for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out, number = out + sign, number - value
    return out
