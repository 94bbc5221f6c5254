"""VIQR, Vietnamese in plain ASCII (RFC 1456): ``Nghi. ddi.nh`` to ``Nghị định``."""

from __future__ import annotations

import re
import unicodedata

_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_LETTER = re.compile(
    r"\\(?P<plain>[\^(+*'`?~.dD\\])|(?P<d>D(?=D)|[dD](?=[dD][a-zA-Z]|(?<![A-Za-z].)-[a-zA-Z]))[dD-]"
    r"|(?P<vowel>[aeiouyAEIOUY])(?P<shape>[\^(+*])?(?P<tone>['`?~.])?"
)
_TONED = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_OPEN = re.compile(r"[aeiouyAEIOUY][\^(+*]?[.?]\Z")
_SENTENCE = re.compile(r"\s*(?:$|\n|[\"')\]]|\s[\"'(]*[A-Z0-9-])")


def from_viqr(text: str) -> str:
    """NFC Unicode of ``text``; a sign that ends a sentence stays a sign.

    ``.`` and ``?`` are both tones and ends: at the end of a word that has its tone, or before a
    new sentence, they end. But a heading in capitals has no full stops, and a document asks no
    questions: there, a word without a tone has its tone in them.
    """
    lines = text.splitlines(keepends=True)
    return "".join(_line(line, capitals=line.isupper()) for line in lines)


def _line(line: str, *, capitals: bool) -> str:
    words = re.finditer(r"\s+|\S+", line)
    return "".join(_word(match[0], line, match.end(), capitals=capitals) for match in words)


def _word(word: str, line: str, end: int, *, capitals: bool) -> str:
    if word.isspace():
        return word
    body, tail = word, ""
    if word[-1] in ".?" and _SENTENCE.match(line, end) and not _is_tone(word, capitals=capitals):
        body, tail = word[:-1], word[-1]
    out = _LETTER.sub(_letter, body)
    if body[-1:] in _TONES and len(_TONED.findall(unicodedata.normalize("NFD", out))) > 1:
        out = _LETTER.sub(_letter, body[:-1]) + body[-1]
    return unicodedata.normalize("NFC", out) + tail


def _is_tone(word: str, *, capitals: bool) -> bool:
    """Whether the sign that ends ``word`` is the tone of its last vowel."""
    if not _OPEN.search(word) or not (capitals or word[-1] == "?"):
        return False
    plain = unicodedata.normalize("NFD", _LETTER.sub(_letter, word[:-1]))
    return not _TONED.search(plain)


def _letter(match: re.Match[str]) -> str:
    if match["plain"]:
        return match["plain"]
    if match["d"]:
        return "đ" if match["d"] == "d" else "Đ"
    letter: str = match["vowel"]
    return letter + _SHAPES.get(match["shape"], "") + _TONES.get(match["tone"], "")
