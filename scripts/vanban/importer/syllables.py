"""Is this Vietnamese? The share of words that are possible Vietnamese syllables.

Used to decide how bytes or font-coded text are to be read; never to change words.
"""

from __future__ import annotations

import re
import unicodedata

_ONSET = re.compile(r"(?:ngh|ng|nh|th|tr|ph|kh|gh|gi|ch|qu|[bcdđghklmnprstvx])?")
_RHYME_LIST = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi
    om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya
    uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu
"""
_RHYMES = frozenset(_RHYME_LIST.split())
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOPPED_TONES = {"\u0301", "\u0323"}
_WORD = re.compile(r"[^\W\d_]+")
_ODD = re.compile("[\x80-\xbf\xd7\xf7\ufffd\u0192\u02c6\u02dc\u2020\u2021\u2030\u20ac]")


def is_syllable(word: str) -> bool:
    """True when ``word`` (one word, any case) could be a written Vietnamese syllable."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in parts if c in _TONES]
    base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
    if len(tones) > 1 or not 0 < len(base) <= 7:
        return False
    if base in ("gi", "quôc", "gin", "gip"):
        return True
    onset = _ONSET.match(base)
    cut = onset.end() if onset else 0
    for at in {cut, cut - 1, 0}:
        if at >= 0 and base[at:] in _RHYMES and _ONSET.fullmatch(base[:at]):
            return _tone_fits(base[at:], tones)
    return False


def _tone_fits(rhyme: str, tones: list[str]) -> bool:
    stopped = rhyme[-1] in "cpt" or rhyme.endswith("ch")
    return not stopped or not tones or tones[0] in _STOPPED_TONES


def score(text: str, limit: int = 20_000) -> float:
    """0..1.5: share of possible syllables, a bonus for marked ones, less stray signs.

    All-capital words count only when longer than four letters, so that symbols and codes
    don't weigh; a text without words scores 0.
    """
    words = [w for w in _WORD.findall(text[:limit]) if _counts(w)]
    if not words:
        return 0.0
    good = [w for w in words if is_syllable(w)]
    marked = sum(not w.isascii() for w in good)
    letters = sum(map(len, words))
    odd = len(_ODD.findall(text[:limit])) / max(1, letters)
    return len(good) / len(words) + min(0.5, marked / len(words)) - min(0.4, odd * 2)


def _counts(word: str) -> bool:
    return len(word) > 1 and (not word.isupper() or len(word) > 4)
