"""Vietnamese text: Unicode forms, look-alikes, folding, dates, slugs and order.

Rules: NFC is the one stored form; folding follows the open rhymes oa, oe, uy (Ministry of
Education decision 1989/QĐ-BGDĐT names both placements); order is CLDR ``vi``.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

HOMOGLYPHS = {
    # Cyrillic and Greek letters met inside symbols, and the three other crossed D's
    "А": "A", "В": "B", "С": "C", "Е": "E", "Н": "H", "І": "I", "К": "K", "М": "M", "О": "O",
    "Р": "P", "Т": "T", "Х": "X", "У": "Y", "а": "a", "с": "c", "е": "e", "і": "i", "о": "o",
    "р": "p", "х": "x", "у": "y", "ѕ": "s", "Ѕ": "S", "Ј": "J", "ј": "j",
    "Α": "A", "Β": "B", "Ε": "E", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O",
    "Ρ": "P", "Τ": "T", "Χ": "X", "Υ": "Y",
    "Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", "ƣ": "ư", "Ƣ": "Ư", "ᴠ": "v", "ᴛ": "t", "ᴡ": "w",
}  # fmt: skip
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"

_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_SPACES = dict.fromkeys(map(ord, SPACES), " ")
_DASHES = dict.fromkeys(map(ord, DASHES), "-")
_HOMOGLYPHS = {ord(k): v for k, v in HOMOGLYPHS.items()}
_CLEAN = {**_INVISIBLE, **_SPACES}
_SYMBOL = {**_INVISIBLE, **_SPACES, **_DASHES, **_HOMOGLYPHS}


def nfc(text: str) -> str:
    """The composed form; costs next to nothing when the text has it already."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """NFC without invisible characters, every kind of blank a plain space, lines ended by LF."""
    text = nfc(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else text.translate(_CLEAN)


def symbol_text(text: str) -> str:
    """``text`` with look-alike letters, dashes and blanks as a symbol would have them.

    One character becomes one character except for invisible ones, which vanish, so callers
    that need offsets must not feed text holding those.
    """
    return nfc(text).translate(_SYMBOL)


def _folding_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for code in [*range(0x41, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code)).lower()
        bare = "".join(c for c in base if not unicodedata.combining(c)).replace("đ", "d")
        if bare != chr(code):
            table[code] = bare
    for code in range(0x300, 0x370):
        table[code] = None
    table[0x340] = table[0x341] = None
    for look, letter in HOMOGLYPHS.items():
        bare = unicodedata.normalize("NFD", letter).lower().replace("đ", "d")
        table[ord(look)] = "".join(c for c in bare if not unicodedata.combining(c))
    table.update(_INVISIBLE)
    table.update(_DASHES)
    table.update(_SPACES)
    return table


_FOLD = _folding_table()


def fold(text: str) -> str:
    """Lower case, no tones, no vowel marks, ``đ`` as ``d``: what a hurried typist writes."""
    return text.translate(_FOLD).lower() if not text.isascii() else text.lower()


@lru_cache(maxsize=20_000)
def slug(text: str, limit: int = 80) -> str:
    """ASCII ``[a-z0-9-]`` of at most ``limit`` characters; empty when nothing is left."""
    out = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    return out if len(out) <= limit else out[:limit].rsplit("-", 1)[0].strip("-") or out[:limit]


_TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng: the CLDR order
_OPEN_OLD = re.compile(
    rf"(?<![qQ])([oO])([{_TONE_MARKS}])([aAeE])(?!\w)|(?<![qQ])([uU])([{_TONE_MARKS}])([yY])(?!\w)"
)


@lru_cache(maxsize=20_000)
def tone_placed(word: str) -> str:
    """``hòa`` → ``hoà``, ``ủy`` → ``uỷ``: one placement for open oa, oe, uy; never after ``qu``.

    For comparing and searching only; a document is never rewritten.
    """
    return _placed(word)


def _placed(word: str) -> str:
    flat = unicodedata.normalize("NFD", word)
    moved = _OPEN_OLD.sub(lambda m: (m[1] + m[3] + m[2]) if m[1] else (m[4] + m[6] + m[5]), flat)
    return unicodedata.normalize("NFC", moved)


WORD_CHARS = (
    "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff"
    + INVISIBLE
)
"""What a word for searching is made of, as a class of a pattern: the browser's is made from it."""

SAME_I = re.compile(r"\A([bdghklmnprstvx]|[cknpt]h|qu|tr)y\Z")
"""Open syllables written with y or i alike (``lý`` ``lí``, ``quý`` ``quí``), never y alone."""

search_words = re.compile(f"[{WORD_CHARS}]+").findall
_WORD = {**_INVISIBLE, **_HOMOGLYPHS}


def search_word(word: str) -> str:
    """The form of a word that searching with marks compares: ``HOÀ`` and ``hòa`` are one, 05 is 5."""
    if word.isascii():
        word = word.lower()
        return (word.lstrip("0") or "0") if word.isdigit() else word
    return _placed(unicodedata.normalize("NFC", word).translate(_WORD).lower())


def search_key(word: str) -> str:
    """The form that searching without marks compares: folded, ``ky`` as ``ki``."""
    flat = fold(word)
    return SAME_I.sub(r"\1i", flat) if flat.endswith("y") else flat


def same_name(text: str) -> str:
    """Key for comparing names: case, tone placement, dashes and blanks don't count, marks do."""
    words = nfc(text).translate({**_CLEAN, **_DASHES}).replace("-", " ").lower().split()
    return " ".join(tone_placed(w) for w in words)


_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: index + 10 for index, letter in enumerate(_LETTERS)}
_TONE_RANK = {mark: index + 1 for index, mark in enumerate(_TONE_MARKS)}


@lru_cache(maxsize=50_000)
def _word_key(word: str) -> tuple[tuple[int, ...], int]:
    """Ranks of a syllable's letters, and of its one tone wherever it was put (hoá, hóa)."""
    letters: list[int] = []
    tone = 0
    for char in word:
        flat = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(c for c in flat if c not in _TONE_RANK))
        letters.extend(_RANK.get(c, 60 + ord(c)) for c in base)
        tone = next((_TONE_RANK[c] for c in flat if c in _TONE_RANK), tone)
    return tuple(letters), tone


def sort_key(text: str) -> tuple[object, ...]:
    """Vietnamese order, syllable by syllable; runs of digits by their value (2 before 11)."""
    primary: list[tuple[int, int, tuple[int, ...]]] = []
    secondary: list[int] = []
    for part in re.findall(r"\d+|[^\W\d_]+", nfc(text).lower()):
        if part.isdecimal():
            # Python refuses to read numbers of thousands of digits; nobody prints any
            primary.append((0, int(part[:18]), ()))
        else:
            letters, tone = _word_key(part)
            primary.append((1, 0, letters))
            secondary.append(tone)
    return tuple(primary), tuple(secondary), text


_DATE_WORDS = re.compile(
    r"(\d{1,2})\s*(?:tháng|[/.\-–])\s*(\d{1,2})\s*(?:năm|[/.\-–])\s*(\d{4})", re.IGNORECASE
)
_DATE_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")


def is_date(iso: str) -> bool:
    """Whether ``iso`` is a real day written ``YYYY-MM-DD``."""
    m = _DATE_ISO.match(iso)
    if not m:
        return False
    try:
        date(int(m[1]), int(m[2]), int(m[3]))
    except ValueError:
        return False
    return True


def parse_date(text: str) -> str:
    """The first day named in ``text`` (``16/7/2013``, ``05 tháng 7 năm 2022``) as ISO, or ''."""
    for m in _DATE_WORDS.finditer(text):
        iso = f"{int(m[3]):04d}-{int(m[2]):02d}-{int(m[1]):02d}"
        if is_date(iso):
            return iso
    return text if is_date(text) else ""


@lru_cache(maxsize=20_000)
def viet_date(iso: str) -> str:
    """``2013-07-16`` → ``16/7/2013`` as Party documents print it; shorter forms as they can be, words as
    they are.

    Days below 10 and months 1, 2 take a zero (Hướng dẫn 36-HD/VPTW, Nghị định 30/2020/NĐ-CP).
    """
    parts = iso.split("-")
    if not all(p.isascii() and p.isdigit() for p in parts):
        return iso
    if len(parts) == 3:
        year, month, day = parts
        short = month if int(month) < 3 else str(int(month))
        return f"{day}/{short}/{year}"
    if len(parts) == 2:
        return f"{int(parts[1])}/{parts[0]}"
    return iso
