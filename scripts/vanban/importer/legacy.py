"""Text in dead fonts: TCVN3 (ABC, ``.VnTime``) and VNI (``VNI-Times``) to Unicode.

The declared font is a hint and no proof (many files were converted and kept the font), so
each font's text is tried; only Unicode evidence or a clear gain in syllables decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal

from vanban.importer.syllables import score

Encoding = Literal["unicode", "tcvn3", "tcvn3-hoa", "vni"]
"""``tcvn3-hoa``: a capital font (``.VnTimeH``), whose bytes are those of small letters."""

_TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"
_TCVN3_TONED = {
    "a": (0xB5, 0xB6, 0xB7, 0xB8, 0xB9),
    "ă": (0xBB, 0xBC, 0xBD, 0xBE, 0xC6),
    "â": (0xC7, 0xC8, 0xC9, 0xCA, 0xCB),
    "e": (0xCC, 0xCE, 0xCF, 0xD0, 0xD1),
    "ê": (0xD2, 0xD3, 0xD4, 0xD5, 0xD6),
    "i": (0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
    "o": (0xDF, 0xE1, 0xE2, 0xE3, 0xE4),
    "ô": (0xE5, 0xE6, 0xE7, 0xE8, 0xE9),
    "ơ": (0xEA, 0xEB, 0xEC, 0xED, 0xEE),
    "u": (0xEF, 0xF1, 0xF2, 0xF3, 0xF4),
    "ư": (0xF5, 0xF6, 0xF7, 0xF8, 0xF9),
    "y": (0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
}
_TCVN3_PLAIN = dict(zip("ĂÂÊÔƠƯĐăâêôơưđ", (*range(0xA1, 0xA8), *range(0xA8, 0xAF)), strict=True))
# PDF producers map the ABC bytes to look-alike glyphs of other blocks.
_TCVN3_SURFACES = {"\u2212": "ư", "\u2011": "ư", "\uf0ad": "ư", "\u2219": "ã", "\u03bc": "à"}


def _compose(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + mark)


def _tcvn3_table() -> dict[str, str]:
    table = {chr(code): letter for letter, code in _TCVN3_PLAIN.items()}
    for base, codes in _TCVN3_TONED.items():
        for code, mark in zip(codes, _TONE_MARKS, strict=True):
            table[chr(code)] = _compose(base, mark)
    return table


# Second letter of a VNI pair, in the order of _TONE_MARKS.
_VNI_PLAIN, _VNI_CIRCUMFLEX, _VNI_BREVE = "øûõùï", "àåãáä", "èúüéë"
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ"}
_VNI_I = dict(zip("ìæóíò", "ìỉĩíị", strict=True))


def _vni_lower() -> dict[str, str]:
    table = dict(_VNI_SINGLE) | dict(_VNI_I)
    for base, plain in (*((c, c) for c in "aeouyi"), ("ô", "ơ"), ("ö", "ư")):
        for sign, mark in zip(_VNI_PLAIN, _TONE_MARKS, strict=True):
            table[base + sign] = _compose(plain, mark)
    for base in "aeo":
        table[base + "â"] = _compose(base, "\u0302")
        for sign, mark in zip(_VNI_CIRCUMFLEX, _TONE_MARKS, strict=True):
            table[base + sign] = _compose(_compose(base, "\u0302"), mark)
    table["aê"] = "ă"
    for sign, mark in zip(_VNI_BREVE, _TONE_MARKS, strict=True):
        table["a" + sign] = _compose("ă", mark)
    return table


def _vni_table() -> dict[str, str]:
    """Lower, upper and mixed case (``Ñaûng``, ``Aâu``: capital base with a small sign)."""
    table: dict[str, str] = {}
    for source, letter in _vni_lower().items():
        table[source] = letter
        table[source.upper()] = letter.upper()
        if len(source) == 2:
            table[source[0].upper() + source[1]] = letter.upper()
    return table


TCVN3 = _tcvn3_table()
VNI = _vni_table()
_TCVN3_TRANSLATE = str.maketrans(TCVN3 | _TCVN3_SURFACES)
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_DOUBLE = re.compile("([ưƯ])[ưƯ]+")
_CAPITAL_WORD = re.compile(r"[^\W\d_]{3,}")


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Unicode of ABC-coded text; ``capitals`` for fonts that draw small letters as capitals."""
    # ư is the code of the soft hyphen; Word turns some into a hyphen of its own beside it
    decoded = _DOUBLE.sub(r"\1", text.translate(_TCVN3_TRANSLATE))
    if capitals:
        return decoded.upper()
    return _CAPITAL_WORD.sub(lambda m: _lift(m[0]), decoded)


def _lift(word: str) -> str:
    """``PHầN`` is how ABC writes PHẦN without a capital font; two plain capitals prove it."""
    plain = [c for c in word if c.isascii()]
    if len(plain) >= 2 and all(c.isupper() for c in plain):
        return word.upper()
    return word


def from_vni(text: str) -> str:
    return _VNI_PATTERN.sub(lambda m: VNI[m[0]], text)


def decode(text: str, encoding: Encoding) -> str:
    """NFC text of ``text`` under ``encoding``."""
    if encoding == "vni":
        text = from_vni(text)
    elif encoding != "unicode":
        text = from_tcvn3(text, capitals=encoding == "tcvn3-hoa")
    return unicodedata.normalize("NFC", text)


_SUBSET = re.compile(r"^[A-Z]{6}\+")
_ABC_FONT = re.compile(
    r"\.?vn(?:time|arial|courier|helvet\w*|book\w*|bodoni|centsch\w*|avant|univers\w*|southern"
    r"|aristote|commercial|clarendon|teknical|monotype|vogue|present|gothic|black|cooper|exotic"
    r"|free|koala|linus|mystical|park|revue|riviera|slogan|stamp|arabia|bahamas|shelley|lucida)\w*?"
    r"(?P<capital>h)?(?:[,\- ]?(?:bold|italic|oblique|regular|normal|mt))*"
)


def encoding_of_font(font: str) -> Encoding:
    """The encoding a font name stands for: ``.VnTimeH`` -> ``tcvn3-hoa``, ``VNI-Times`` -> ``vni``."""
    name = _SUBSET.sub("", font).lower()
    if name.startswith("vni"):
        return "vni"
    match = _ABC_FONT.fullmatch(name)
    if match is None:
        return "tcvn3" if name.startswith(".vn") else "unicode"
    return "tcvn3-hoa" if match["capital"] else "tcvn3"


_UNICODE_ONLY = re.compile("[\u1ea0-\u1ef9\u0300-\u0323ĂăĐđĨĩŨũƠơƯư]")


def decide(font: str, text: str) -> Encoding:
    """How text set in ``font`` must be read, from the name and the text itself."""
    named = encoding_of_font(font)
    sample = text[:20_000]
    unicode_signs = len(_UNICODE_ONLY.findall(sample))
    letters = sum(c.isalpha() for c in sample)
    if unicode_signs > max(2, letters // 50) or sample.isascii():
        return "unicode" if not (sample.isascii() and named == "tcvn3-hoa") else named
    if letters < 40:
        return named
    plain = score(sample)
    tried: list[Encoding] = [named] if named != "unicode" else ["tcvn3", "vni"]
    best = max(tried, key=lambda e: score(decode(sample, e)))
    gain = score(decode(sample, best)) - plain
    return best if gain > (0.0 if best == named else 0.3) else "unicode"


def decide_fonts(texts: Mapping[str, str]) -> dict[str, Encoding]:
    """One decision per font over all its text in a document."""
    return {font: decide(font, text) for font, text in texts.items()}


_DEAD_SIGNS = re.compile("[®§¸µ¶·¹¨»¾Æ«¬ñïøùûäåëÑ]")
_SURE, _GAIN = 1.0, 0.35


def settled(text: str, encoding: Encoding) -> Encoding:
    """``encoding`` unless this stretch of text plainly speaks for another one.

    One font may hold text of two encodings when a file was pasted together. Only a stretch
    that reads badly as its font says, and much better otherwise, is read otherwise.
    """
    if encoding == "unicode" and not _DEAD_SIGNS.search(text):
        return encoding
    if sum(c.isalpha() for c in text) < 12 or text.isascii():
        return encoding
    stated = score(decode(text, encoding))
    if stated >= _SURE:
        return encoding
    others: tuple[Encoding, ...] = ("unicode", "tcvn3", "vni")
    best = max(others, key=lambda e: score(decode(text, e)))
    return best if score(decode(text, best)) >= stated + _GAIN else encoding


def detect(text: str) -> Encoding:
    """Encoding of text without font evidence (a plain text file, a web page)."""
    return decide("", text)
