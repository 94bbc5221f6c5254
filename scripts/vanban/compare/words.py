"""Word by word: what two texts have in common and what differs, as a person would mark it.

The longest common subsequence alone leaves confetti: a lone ``và`` kept between two sentences
that share nothing. Such islands are given up when less is kept than is changed on both sides,
and a word more or less that could stand in several places is put where a phrase begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.compare.lcs import Block, common
from vanban.compare.values import Edit
from vanban.text import tone_placed

MOST = 40_000_000
"""Above this many pairs of words (6,000 by 6,000) a text is not compared word by word."""

_TOKEN = re.compile(r"(?:[^\W\d]\w*|\d+(?:[.,/]\d+)*(?!\w)|\w+|\n|[^\w\s])[^\S\n]*|[^\S\n]+")
_ALIKE = str.maketrans(dict.fromkeys("–—‒−‐‑", "-") | dict.fromkeys("“”„″«»", '"') | dict.fromkeys("‘’", "'"))  # fmt: skip
_NOTE = re.compile(r"(?<=[^\W\d_]{2})\d{1,3}\Z")
_SMALL_ISLAND = 3
"""Words of an island that is given up between longer changes."""


def _plain(token: str) -> str:
    """What of a token counts: the same for all ways to print one word."""
    word = token.rstrip() or token.strip(" \t\u00a0")
    if word.isalnum():
        return word if word.isascii() else tone_placed(word)
    return word.translate(_ALIKE)


def _noted(token: str) -> str:
    return _NOTE.sub("", _plain(token))


class Lexicon(dict[str, int]):
    """Words to numbers: equal numbers for what counts as one word, negative for no words.

    ``notes``: figures of notes glued to a word (``xã hội3``) don't count.
    """

    def __init__(self, *, notes: bool = False) -> None:
        super().__init__()
        self.notes = notes
        self._codes: dict[str, int] = {}

    def __missing__(self, token: str) -> int:
        word = _noted(token) if self.notes else _plain(token)
        code = self._codes.get(word)
        if code is None:
            size = len(self._codes) + 1
            code = self._codes[word] = size if word[:1].isalnum() else -size
        self[token] = code
        return code

    def codes(self, tokens: Sequence[str]) -> list[int]:
        return list(map(self.__getitem__, tokens))


_LEXICONS: dict[bool, Lexicon] = {}
_MOST_TOKENS = 300_000


def lexicon_for(*, notes: bool) -> Lexicon:
    """One for all comparisons of this process, for laws share their words; begun anew when full.

    So a number says nothing but which words are one: nothing may depend on its size.
    """
    held = _LEXICONS.get(notes)
    if held is None or len(held) > _MOST_TOKENS:
        held = _LEXICONS[notes] = Lexicon(notes=notes)
    return held


tokens_of = _TOKEN.findall
"""Words, numbers, signs and line ends of a text, each with the blanks behind it; joined they
are the text."""


def word_edits(old: str, new: str, lexicon: Lexicon | None = None) -> tuple[Edit, ...]:
    """What to keep, take away and put in to make ``new`` of ``old``.

    Nothing when no word differs. Texts too long to compare (``MOST``) are replaced whole.
    """
    lexicon = lexicon_for(notes=False) if lexicon is None else lexicon
    a, b = tokens_of(old), tokens_of(new)
    x, y = lexicon.codes(a), lexicon.codes(b)
    if x == y:
        return ()
    if len(x) * len(y) > MOST:
        return (Edit("replaced", old, new),)
    blocks = _slid(_without_islands(common(x, y), x, y), x, y, lexicon["\n"])
    return tuple(_edits(blocks, a, b))


def apply(old: str, edits: Sequence[Edit]) -> str:
    """The new text that ``edits`` make of ``old``; raises ValueError when they are of another.

    Without edits the two texts count as one and ``old`` is returned.
    """
    if not edits:
        return old
    if "".join(edit.old for edit in edits) != old:
        raise ValueError("the edits don't belong to this text")
    return "".join(edit.new for edit in edits)


def _edits(blocks: list[Block], a: list[str], b: list[str]) -> list[Edit]:
    out = []
    i = j = 0
    for start, other, size in [*blocks, (len(a), len(b), 0)]:
        gone, came = "".join(a[i:start]), "".join(b[j:other])
        if gone and came:
            out.append(Edit("replaced", gone, came))
        elif gone or came:
            out.append(Edit("removed" if gone else "added", gone, came))
        i, j = start + size, other + size
        if size:
            out.append(Edit("same", "".join(a[start:i]), "".join(b[other:j])))
    return out


def _without_islands(blocks: list[Block], x: list[int], y: list[int]) -> list[Block]:
    """Give up runs that are short against what changes on both sides of them."""
    while True:
        kept = _sieved(blocks, x, y)
        if len(kept) == len(blocks):
            return kept
        blocks = kept


def _sieved(blocks: list[Block], x: list[int], y: list[int]) -> list[Block]:
    kept: list[Block] = []
    i = j = 0
    for n, (start, other, size) in enumerate(blocks):
        nxt = blocks[n + 1] if n + 1 < len(blocks) else (len(x), len(y), 0)
        before = _words(x[i:start]), _words(y[j:other])
        behind = _words(x[start + size : nxt[0]]), _words(y[other + size : nxt[1]])
        if _is_island(_words(x[start : start + size]), before, behind):
            continue
        kept.append((start, other, size))
        i, j = start + size, other + size
    return kept


def _is_island(words: int, before: tuple[int, int], behind: tuple[int, int]) -> bool:
    """Whether so many kept words are lost between (words gone, words come) on either side.

    Between two pure additions or removals nothing is lost: only where words were replaced.
    """
    least = min(max(before), max(behind))
    replaced = min(before) > 0, min(behind) > 0
    if not least or not any(replaced):
        return False
    if all(replaced):
        return words == 0 or (words < least and words <= _SMALL_ISLAND) or 2 * words <= least
    return 4 * words <= least


def _words(codes: list[int]) -> int:
    return sum(code > 0 for code in codes)


def _slid(blocks: list[Block], x: list[int], y: list[int], line: int) -> list[Block]:
    """Move pure insertions and deletions to where a phrase begins, when they can stand there."""
    out = [list(block) for block in blocks]
    for n in range(len(out) - 1):
        (i, j, size), (i2, j2, size2) = out[n], out[n + 1]
        if (i + size == i2) == (j + size == j2):
            continue
        codes, start, end = (y, j + size, j2) if i + size == i2 else (x, i + size, i2)
        shift = _best_shift(codes, start, end, size - 1, size2 - 1, line)
        out[n][2] += shift
        out[n + 1] = [i2 + shift, j2 + shift, size2 - shift]
    return [(i, j, size) for i, j, size in out]


def _best_shift(codes: list[int], start: int, end: int, back: int, ahead: int, line: int) -> int:
    """By how many words the run may best move: to begin behind a line end or a sign."""
    best, found = _quality(codes, start, line), 0
    for step in range(1, back + 1):
        if codes[start - step] != codes[end - step]:
            break
        if (quality := _quality(codes, start - step, line)) > best:
            best, found = quality, -step
    for step in range(1, ahead + 1):
        if codes[start + step - 1] != codes[end + step - 1]:
            break
        if (quality := _quality(codes, start + step, line)) > best:
            best, found = quality, step
    return found


def _quality(codes: list[int], at: int, line: int) -> int:
    """How well a phrase may begin at ``at``."""
    before = codes[at - 1] if at else line
    return 2 if before == line else int(before < 0)
