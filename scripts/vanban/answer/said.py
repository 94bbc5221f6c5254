"""What words of a query say of a document beside its text: its type, body, year, term, status.

As in the page (``search/client/17-said.js``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from vanban.answer.archive import Archive
from vanban.answer.filters import filter_of
from vanban.answer.joining import WEIGHTS, Unit, either
from vanban.answer.marks import level_of
from vanban.answer.match import Matches, TextSearch
from vanban.answer.numbers import parts_of
from vanban.answer.query import Query, Word
from vanban.model import STATUS_WORDS
from vanban.search.letters import names_by_letters
from vanban.tables.loai import doc_types
from vanban.text import fold, search_key, search_word, search_words, slug

_LETTERS = re.compile(r"(?<![^\s,])[^\W\d_]{2,7}(?![^\s,])")
_SPELT = re.compile(r".(?!y$)[^aeiou]+")
_BODY_BEGINS = re.compile(r"(?:b[ao]|uy|hoi|ch|quoc|t[hio]|ngan|van|dang|kiem|vien)")
_JOINS = re.compile(r"c[uủ]a|v[eề]|do")
"""What joins a thing that was taken to the words after it."""

_YEARS = re.compile(r" (?:19|20)\d\d ")
_WHEN = re.compile(
    r"(?: ban  hanh )?(?: (tu|truoc|sau) )?(?: thang  (\d\d?) )?(?: nam )?"
    r" ((?:19|20)\d\d) (?: den (?: nam )? ((?:19|20)\d\d) | den  nay )?"
)
"""A year or month; from one year to another, before one, after one."""

_TERM = re.compile(r" khoa  (\d+|[ivx]+) ")
_STATUS = re.compile(r" (con|het)  hieu  luc ")
_ANY_DOCUMENT = re.compile(r"(?: (?:cac|van  ban) )+")


def written_out(text: str) -> str:
    """With bodies and things known by their letters written out: BHXH, BTC."""

    def whole(found: re.Match[str]) -> str:
        said = fold(found[0])
        return names_by_letters().get(said, found[0]) if _SPELT.fullmatch(said) else found[0]

    return _LETTERS.sub(whole, text)


@cache
def _types() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Types with their values and codes."""
    return tuple(
        (t.ten, slug(t.ten), frozenset(map(fold, (*t.ma_dang, *t.ma_nha_nuoc))))
        for t in doc_types()
    )


def types_said(parts: Sequence[str]) -> list[str]:
    """Types whose name or letters are among the parts of a question."""
    joined = f" {' '.join(parts)} "
    return [
        name for name, _, codes in _types()
        if f" {' '.join(parts_of(name))} " in joined or not codes.isdisjoint(parts)
    ]  # fmt: skip


@cache
def _forms(name: str) -> tuple[tuple[str, str], ...]:
    words = filter(None, map(search_word, search_words(name)))
    return tuple((w, search_key(w)) for w in words)


def named_at(
    names: Sequence[tuple[str, str]], words: Sequence[Word], at: int, least: int
) -> tuple[int, list[str]]:
    """The name most of whose words stand at a place: how many, the values of it.

    ``least`` are the words of a longer name that must stand there at least.
    """
    best, values = 0.0, []
    for name, value in names:
        forms, same = _forms(name), 0
        while (
            same < len(forms) and at + same < len(words)
            and words[at + same].key == forms[same][1]
            and level_of([forms[same][0]], [words[at + same]]) < 2
        ):  # fmt: skip
            same += 1
        # all of a name counts more than the beginning of a longer one
        worth = same + 0.5 if same == len(forms) else 0 if same < least else same
        if worth > best:
            best, values = worth, [value]
        elif worth and worth == best:
            values.append(value)
    return int(best), values


@dataclass(slots=True)
class Said:
    """What was said beside words; which words are left, where a body's name stood."""

    words: tuple[Word, ...]
    left: list[bool]
    body: list[bool] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)
    typed: dict[str, list[str]] = field(default_factory=dict)
    first: str = ""
    last: str = ""

    @property
    def flat(self) -> str:
        """What was taken is read by nothing else: «tư» of «thông tư 2025» isn't «từ»."""
        keys = (w.key if left else "_" for w, left in zip(self.words, self.left, strict=True))
        return f" {'  '.join(keys)} "

    def take(self, find: Callable[[str], re.Match[str] | None]) -> re.Match[str] | None:
        """What is found in the words' keys is no longer left."""
        flat = self.flat
        found = find(flat)
        if found:
            at = len(flat[: found.start()].split("  ")) - (0 if found.start() else 1)
            self.drop(at, len(found[0].strip().split("  ")))
        return found

    def drop(self, at: int, many: int) -> None:
        for n in range(at, min(at + many, len(self.left))):
            self.left[n] = False


def what_is_said(base: Archive, words: tuple[Word, ...]) -> Said:
    said = Said(words, [True] * len(words))
    _type(said)
    when = _WHEN.search(said.flat)
    if when and len(_YEARS.findall(said.flat)) == (2 if when[4] else 1):
        said.take(_WHEN.search)
        _time(said, *when.groups())
    if term := said.take(_TERM.search):
        said.values.pop("ky", None)
        said.typed["ky"] = [term[1]]
    if status := said.take(_STATUS.search):
        ended = status[1] == "het"
        said.values["tinh_trang"] = [s for s in STATUS_WORDS if (s == "het") == ended]
    _body(base, said)
    for n in range(1, len(words)):
        if not said.left[n - 1] and _JOINS.fullmatch(words[n].exact):
            said.left[n] = False
    return said


def _time(said: Said, side: str | None, month: str | None, year: str, until: str | None) -> None:
    if side == "truoc":
        said.last = str(int(year) - 1)
    elif side == "sau":
        said.first = str(int(year) + 1)
    else:
        said.first = f"{year}-{int(month):02}" if month else year
        said.last = until or ("" if side else said.first)


def _type(said: Said) -> None:
    """A type's name at the beginning, or its letters before another word."""
    words, names = said.words, [t[:2] for t in _types()]
    at, (size, values) = 0, named_at(names, words, 0, 9)
    if not size:
        found = said.take(_ANY_DOCUMENT.match)
        at = len(found[0].strip().split("  ")) if found else 0
        size, values = named_at(names, words, at, 9)
        if not size and at + 1 < len(words) and len(words[at].key) > 1:
            values = [value for _, value, codes in _types() if words[at].key in codes]
            size = 1 if values else 0
    if size:
        said.values["loai"] = values
        said.drop(0, at + size)


def _body(base: Archive, said: Said) -> None:
    """A body's name, in a query of which something else was understood."""
    if all(said.left):
        return
    names = [(label, value) for value, label in base.facet("co_quan").values]
    for n, word in enumerate(said.words):
        if not said.left[n] or not _BODY_BEGINS.match(word.key):
            continue
        many, bodies = named_at(names, said.words, n, 2)
        if many:
            said.values["co_quan"] = bodies
            said.body = [n <= at < n + many for at in range(len(said.left))]
            said.drop(n, many)
            return


async def said_then_words(base: Archive, query: Query, *, anywhere: bool) -> Matches:
    """Documents that are of the type, body, time said and have the other words, then those that
    have all words."""
    full = await TextSearch(base=base, query=query, anywhere=anywhere).run()
    said = what_is_said(base, query.words)
    for less in range(3):
        if not (said.values or said.typed or said.first or said.last):
            break
        if less == 1:  # a body's name and a year may be words of the title
            said.values.pop("co_quan", None)
            said.left = [a or b for a, b in zip(said.left, said.body or said.left, strict=True)]
        elif less == 2:
            said.first = said.last = ""
        own = await _own(base, query, said, anywhere=anywhere)
        if own is None or not len(own.documents) or (own.widened and not full.widened):
            continue
        only = not any(said.left)
        if query.newest and only:
            own.score[own.documents] = 1000 * own.documents / base.count
        told = not less and len({*said.values, *said.typed}) > 1
        return both(own, full, before=only or told or (full.widened and not own.widened))
    return full


async def _own(base: Archive, query: Query, said: Said, *, anywhere: bool) -> Matches | None:
    """Of the documents that are what is said, those that have the other words."""
    narrower = replace(
        query, values=said.values, typed=said.typed, first=said.first, last=said.last, undated=False
    )
    documents = filter_of(base, narrower, []).passing(np.arange(base.count))
    if not len(documents):
        return None
    words = tuple(w for w, left in zip(query.words, said.left, strict=True) if left)
    unfinished = query.unfinished and bool(said.left) and said.left[-1]
    search = TextSearch(
        base=base, query=replace(query, words=words, unfinished=unfinished), anywhere=anywhere
    )
    codes = np.full(len(documents), 13, np.uint8)
    search.given = [
        Unit([((documents.astype(np.int32), codes), 1.0)], len(documents), WEIGHTS["said"])
    ]
    return await search.run()


def both(own: Matches, full: Matches, *, before: bool) -> Matches:
    """``before``: do all of the first come before the others?"""
    score = np.zeros_like(full.score)
    score[full.documents] = full.score[full.documents] - full.lift
    top = max(0.0, float(score.max(initial=0))) if before else 0.0
    here = own.documents
    score[here] = own.score[here] + top if before else np.maximum(own.score[here], score[here])
    return replace(
        own, documents=either(len(score), own.documents, full.documents), score=score,
        lone=full.lone,
    )  # fmt: skip
