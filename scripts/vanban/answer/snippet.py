"""Where words stand in a text: the best piece of it with marks, whether a phrase is really there.

As in the page (``search/client/24-snippet.js``). Offsets are of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from html import escape
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vanban.answer.backend import Section
from vanban.answer.marks import same_i, starts_marked
from vanban.answer.query import Query, Words
from vanban.search.cards import headings, pieces
from vanban.text import INVISIBLE, WORD_CHARS, fold, nfc, search_key, search_word, search_words

BEFORE, LENGTH, MOST_SINGLES, MOST_PARTS = 60, 220, 60, 4
TOGETHER = 100.0
"""What words side by side are worth."""

_HIDDEN = dict.fromkeys(map(ord, INVISIBLE))
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_WORD = re.compile(f"[{WORD_CHARS}]")
_NOT_AFTER, _NOT_BEFORE, _REST = r"(?<![^ \n])", r"(?![^ \n])", r"[^ \n]*"
"""Where a word begins, where it ends, and what may still come of it, in a flat text."""

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


class _Best(NamedTuple):
    worth: float
    section: Section
    start: int
    spans: tuple[Span, ...]


_word = lru_cache(maxsize=50_000)(search_word)


def _pattern(key: str) -> str:
    """A key as it may stand in a folded text."""
    return f"0*{key}" if key.isdigit() else _BEFORE_I.sub(r"\1[iy]", re.escape(key))


@lru_cache(maxsize=512)
def _chain(keys: tuple[str, ...], begun: bool) -> re.Pattern[str]:
    return re.compile(
        f"{_NOT_AFTER}{' +'.join(map(_pattern, keys))}{_REST if begun else _NOT_BEFORE}"
    )


@lru_cache(maxsize=512)
def _any(keys: frozenset[str], begun: str) -> re.Pattern[str]:
    longest = sorted(keys, key=lambda k: (-len(k), k))
    more = f"|{_pattern(begun)}{_REST}" if len(begun) > 1 else ""
    return re.compile(f"{_NOT_AFTER}(?:(?:{'|'.join(map(_pattern, longest))}){_NOT_BEFORE}{more})")


def _agree(said: str, words: Words, begun: bool = False) -> bool:
    """Do the marks typed stand in the text? Of the last word with ``begun`` only so far."""
    if not any(word.marked for word in words):
        return True
    there = [_word(w) for w in search_words(said)]
    for n, word in enumerate(words):
        if not word.marked:
            continue
        if n >= len(there):
            return False
        same = same_i(there[n]) == same_i(word.exact)
        if not same and not (begun and n == len(words) - 1 and starts_marked(there[n], word.exact)):
            return False
    return True


def chains(text: str, flat: str, words: Words, begun: bool = False) -> list[Span]:
    """Spans where all words stand together in a line."""
    if not words or not all(w.key in flat for w in words if w.key[-1:] != "i" and w.key.isalpha()):
        return []  # a pattern costs more than a look; what may be spelt otherwise is left to it
    found = _chain(tuple(w.key for w in words), begun).finditer(flat)
    return [m.span() for m in found if _agree(text[m.start() : m.end()], words, begun)]


def singles(text: str, flat: str, words: Words, begun: bool = False) -> list[Span]:
    if not words:
        return []
    out = []
    last = words[-1]
    for m in _any(frozenset(w.key for w in words), last.key if begun else "").finditer(flat):
        said = _word(text[m.start() : m.end()])
        key = search_key(said)
        if any(w.key == key and _agree(said, (w,)) for w in words) or (
            begun and key.startswith(last.key) and _agree(said, (last,), True)
        ):
            out.append(m.span())
    return out


@cache
def _flat_table() -> NDArray[np.uint16]:
    """What each character of the first plane becomes, one for one: null for those that are no
    letter of their own, a blank for what parts words."""
    table = np.full(1 << 16, ord(" "), "<u2")
    for code in range(1 << 16):
        if _WORD.match(chr(code)) and not 0xD800 <= code < 0xE000:
            table[code] = ord((fold(chr(code)) or "\0")[0]) & 0xFFFF
    table[ord("\n")] = ord("\n")
    return table


class Flat(NamedTuple):
    """A text as it is shown and searched, and its words without marks: each character of the
    second stands where it does in the first, words are parted by blanks."""

    text: str
    flat: str


def flat_of(text: str) -> Flat:
    flat = _flattened(text)
    if "\0" in flat:
        text = nfc(text.translate(_HIDDEN))
        flat = _flattened(text).replace("\0", " ")
    return Flat(text, flat)


def _flattened(text: str) -> str:
    data = text.encode("utf-16-le", "replace")
    if len(data) > 2 * len(text):  # beyond the first plane one character is two units
        data = _ASTRAL.sub(" ", text).encode("utf-16-le")
    flat: str = _flat_table()[np.frombuffer(data, "<u2")].tobytes().decode("utf-16-le")
    return flat


def has_phrases(texts: Iterable[str], phrases: Sequence[Words]) -> bool:
    """Whether each phrase stands in one of the texts."""
    left = list(phrases)
    for text in texts:
        flat = flat_of(text)
        left = [words for words in left if not chains(*flat, words)]
        if not left:
            return True
    return not left


class Sought(NamedTuple):
    """What is looked for in texts: words, runs of them that should stand together, whether the
    last may be the beginning of one."""

    words: Words
    runs: list[Words]
    begun: bool = False

    def stands(self, text: str) -> bool:
        """Whether one of the runs stands in a text."""
        flat = flat_of(text)
        return any(chains(*flat, run, self.begun) for run in self.runs)


def sought_of(query: Query) -> Sought:
    runs = [*query.phrases, *([query.words] if len(query.words) > 1 else [])]
    words = (*query.words, *(word for run in query.phrases for word in run))
    return Sought(words, runs, query.unfinished)


def best_of(sections: Sequence[Section], sought: Sought) -> Piece:
    """The best piece of a text, of a long one of those of its parts whose headings promise most."""
    parts = [list(map(Section, p[::2], p[1::2])) for p in pieces(sections)]
    best = best_piece(parts[0], sought)
    for n, worth in _likely(parts, sought) if len(parts) > 1 else ():
        # the heading of another part may be better than what was found by the way
        if best.worth > (318 if worth > 3 else 200 if sought.runs else 50):
            break
        other = best_piece(parts[n], sought, best.worth) if n else best
        if other.worth > best.worth:
            best = other
    return best


def _likely(parts: Sequence[Sequence[Section]], sought: Sought) -> list[tuple[int, float]]:
    """Parts of a long text in the order they should be looked into."""
    worth = [0.0] * len(parts)
    for part, anchor, heading in headings([[x for s in p for x in s] for p in parts]):
        heading, flat = flat_of(heading)
        together = [span for run in sought.runs for span in chains(heading, flat, run)][:1]
        alone = singles(heading, flat, sought.words)
        some = len({search_key(search_word(heading[a:b])) for a, b in alone}) / len(sought.words)
        for a, b in together:
            some += 2 + bool(_ARTICLE.search(anchor)) + (b - a) / len(heading)
        worth[part] = max(worth[part], some)
    return sorted(enumerate(worth), key=lambda p: (-p[1], p[0]))[:MOST_PARTS]


def best_piece(sections: Sequence[Section], sought: Sought, least: float = 0.0) -> Piece:
    """The best place of one part; below ``least`` it doesn't matter which."""
    best = _Best(least, sections[0] if sections else Section("", ""), 0, ())
    flats = [flat_of(section.text) for section in sections]
    runs = [[s for run in sought.runs for s in chains(*flat, run, sought.begun)] for flat in flats]
    apart = least < TOGETHER and not any(runs)  # single words never come up to what stands together
    for n, ((text, flat), together) in enumerate(zip(flats, runs, strict=True)):
        if not (together or apart):
            continue
        alone = singles(text, flat, sought.words, sought.begun)
        if not alone and not together:
            continue
        section = Section(sections[n].anchor, text)
        spans = tuple(sorted([*together, *alone], key=lambda s: (s[0], -s[1])))
        said = [(a, b, _word(text[a:b])) for a, b in alone]
        for start, worth in _places(section, together, said, len(sought.words)):
            inside = {w for a, b, w in said if a >= start and b <= start + LENGTH - BEFORE}
            whole = worth + len(inside) + (0.0 if n else 0.001)
            if whole > best.worth:
                best = _Best(whole, section, start, spans)
    return Piece(best.section.anchor, marked(best.section.text, best.start, best.spans), best.worth)


def _places(
    section: Section, together: Sequence[Span], said: Sequence[tuple[int, int, str]], words: int
) -> list[tuple[int, float]]:
    """Where a piece may begin, and what speaks for it beside the words in it."""
    headed = len(section.text.partition("\n")[0]) if _HEADED.search(section.anchor) else 0
    article = 20 if _ARTICLE.search(section.anchor) else 0
    out = [
        (a, 300 + article + 19 * (b - a) / headed if a < headed else TOGETHER)
        for a, b in together[:3]
    ]
    if headed:
        distinct = {word for _, b, word in said if b <= headed}
        out.append((0, (20 + article / 20) * len(distinct) / words))
    return [*out, *((a, 0.0) for a, _, _ in said[:MOST_SINGLES])]


def marked(text: str, at: int, spans: Sequence[Span]) -> str:
    start = max(0, at - BEFORE)
    if start:
        start = min(at, max(text.find(" ", start), text.rfind("\n", 0, at)) + 1)
    end = min(len(text), start + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", 0, end + 1), start + 1)
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
