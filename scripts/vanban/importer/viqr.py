"""VIQR, Vietnamese in plain ASCII (RFC 1456): ``Nghi. ddi.nh`` to ``Nghị định``."""

from __future__ import annotations

import re
import unicodedata

_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_LETTER = re.compile(
    r"\\(?P<plain>[\^(+*'`?~.dD\\])|(?P<d>[dD])[dD-](?=[a-zA-Z])"
    r"|(?P<vowel>[aeiouyAEIOUY])(?P<shape>[\^(+*])?(?P<tone>['`?~.])?"
)
_TONED = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SENTENCE = re.compile(r"\s*(?:$|\n|[\"')\]]|\s[\"'(]*[A-Z0-9-])")


def from_viqr(text: str) -> str:
    """NFC Unicode of ``text``; a sign that ends a sentence stays a sign.

    ``.`` and ``?`` are both tones and ends: at the end of a word that has its tone, or before a
    new sentence, they end.
    """
    return "".join(_word(match[0], text, match.end()) for match in re.finditer(r"\s+|\S+", text))


def _word(word: str, text: str, end: int) -> str:
    if word.isspace():
        return word
    body, tail = word, ""
    if word[-1] in ".?" and _SENTENCE.match(text, end):
        body, tail = word[:-1], word[-1]
    out = _LETTER.sub(_letter, body)
    if body[-1:] in _TONES and len(_TONED.findall(unicodedata.normalize("NFD", out))) > 1:
        out = _LETTER.sub(_letter, body[:-1]) + body[-1]
    return unicodedata.normalize("NFC", out) + tail


def _letter(match: re.Match[str]) -> str:
    if match["plain"]:
        return match["plain"]
    if match["d"]:
        return "đ" if match["d"] == "d" else "Đ"
    letter: str = match["vowel"]
    return letter + _SHAPES.get(match["shape"], "") + _TONES.get(match["tone"], "")
