"""Names of people: an address that keeps their marks, and text that sorts as Vietnamese does."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from vanban.text import same_name, slug

_MARKS = {
    "\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j",
    "\u0302": "^", "\u0306": "w", "\u031b": "w",
}  # fmt: skip
_TONES = "sfrxj"


@lru_cache(maxsize=20_000)
def telex(name: str) -> str:
    """``Nguyễn Văn Hùng`` → ``nguyeenx-vawn-hungf``: an address that keeps the marks of a name."""
    return slug(" ".join(_typed(word) for word in same_name(name).split()))


@lru_cache(maxsize=20_000)
def _typed(word: str) -> str:
    out, tone = "", ""
    for char in unicodedata.normalize("NFD", word):
        mark = _MARKS.get(char, "")
        if mark and mark in _TONES:
            tone = mark
        else:
            out += "dd" if char == "đ" else out[-1:] if mark == "^" else mark or char
    return out + tone


def signer_url(name: str) -> str:
    """Address of the page of whoever signed under this name."""
    return f"duyet/nguoi-ky/{telex(name)}/index.html"


def collating(text: str) -> str:
    """Text that compares as Vietnamese compares ``text``: letters first, then tones."""
    found = [_collated(char) for char in unicodedata.normalize("NFC", text).lower()]
    return f"{''.join([letter for letter, _ in found])}.{''.join([tone for _, tone in found])}"


@lru_cache(maxsize=2_000)
def _collated(char: str) -> tuple[str, str]:
    """Place of a letter in the alphabet, and of its tone among the tones."""
    flat = unicodedata.normalize("NFD", char)
    tone = next((c for c in flat if _MARKS.get(c, "^") in _TONES), "")
    base = unicodedata.normalize("NFC", flat.replace(tone, "")) if tone else char
    at = _ALPHABET.find(base)
    letter = f"{at + 10}" if at >= 0 else "99"
    return letter, str("frxsj".find(_MARKS[tone]) + 1) if tone else "0"


_ALPHABET = " aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
