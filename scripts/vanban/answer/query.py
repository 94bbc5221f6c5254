"""What was asked, taken apart: words, phrases, what to leave out, filters typed by hand or chosen.

The same rules as the engine in the page has (``search/client/16-query.js``), so that a question
means the same wherever it is answered.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from vanban.text import fold, nfc, search_key, search_word, search_words

LONGEST = 300
MOST_WORDS = 32
FIELDS = {
    name.replace("_", ""): name
    for name in ("loai", "co_quan", "nam", "linh_vuc", "nguoi_ky", "tinh_trang", "ky", "tu", "den")
} | {"hieuluc": "tinh_trang", "khoa": "ky", "nhiemky": "ky"}
"""Fields by what they are called, dashes left out."""

_ASKING = re.compile(
    r"^ *(?:tim|xem) |\b(?:(?:van ban|quy dinh) nao (?:quy dinh )?|(?:khi|nhu the|the) nao"
    r"|la gi|o dau|bao (?:nhieu|lau)|(?:duoc|phai|hay) khong|co phai|moi nhat"
    r"|hien (?:hanh|nay)|(?:con|het) hieu luc (?:khong|chua|hay))\b"
)
"""What only asks, and stands in no answer."""

_NEWEST = re.compile(r"\bmoi nhat\b")
_NUMBER_APART = re.compile(r"(\d)\s+[-–]\s*(?=[a-zđ]{1,6}/)", re.IGNORECASE)
_FILTER = re.compile(r'(^|\s)([^\W\d_][\w-]*):("[^"]*"|[^\s"]+)')
_NOT_PHRASE = re.compile(r'(^|\s)-["“]([^"“”]*)["”]')
_NOT_WORD = re.compile(r"(^|\s)-(?=\w)(\S+)")
_PHRASE = re.compile(r'["“”]([^"“”]+)["“”]')
_DAY = re.compile(r"(?:(?:(\d{1,2})[./-])?(\d{1,2})[./-])?(\d{4})")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_YEARS = re.compile(r"(\d{4})?(?:(\.\.|-)(\d{4})?)?")


class Word(NamedTuple):
    """A word as typed, without its marks, and whether any were typed."""

    exact: str
    key: str
    marked: bool


Words = tuple[Word, ...]


@dataclass(slots=True, kw_only=True)
class Query:
    """A question while it is taken apart, and afterwards."""

    text: str = ""
    words: Words = ()
    phrases: list[Words] = field(default_factory=list)
    leave: list[Words] = field(default_factory=list)
    """What must not stand in a document."""
    values: dict[str, list[str]] = field(default_factory=dict)
    """Values of facets, as a page gives them."""
    typed: dict[str, list[str]] = field(default_factory=dict)
    """What a person wrote of facets."""
    first: str = ""
    last: str = ""
    """Days or years, both included."""
    undated: bool = False
    unfinished: bool = False
    named: bool = False
    newest: bool = False
    """The latest are asked for."""
    notes: list[str] = field(default_factory=list)

    @property
    def rich(self) -> bool:
        """Whether any mark was typed."""
        return any(w.marked for words in (self.words, *self.phrases) for w in words)


def clean(text: str) -> str:
    """Without what no database holds: a null, half of a pair of code units."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


def typed_words(text: str) -> Words:
    made = filter(None, (search_word(w) for w in search_words(text)))
    return tuple(Word(w, search_key(w), fold(w) != w) for w in made)


def parse_query(raw: str, filters: Mapping[str, Any]) -> Query:
    query = Query()
    text = re.sub(r"\s+", " ", nfc(clean(raw[: LONGEST * 4])))
    if len(text) > LONGEST:
        text = text[:LONGEST]
        query.notes.append(f"Câu hỏi quá dài: chỉ tìm theo {LONGEST} ký tự đầu.")
    text = _NUMBER_APART.sub(r"\1-", text)
    text = _FILTER.sub(lambda m: _taken(query, m), text)
    text = _NOT_PHRASE.sub(lambda m: _left_out(query, m), text)
    text = _NOT_WORD.sub(lambda m: _left_out(query, m), text)
    text = _PHRASE.sub(lambda m: query.phrases.append(typed_words(m[1])) or " ", text)  # type: ignore[func-returns-value]
    query.newest = bool(_NEWEST.search(fold(text)))
    query.text = _asked(text).strip()
    query.words = typed_words(query.text)[:MOST_WORDS]
    capital = query.text.split()
    query.named = 3 <= len(capital) <= 5 and all(w.istitle() and w.isalpha() for w in capital)
    query.leave = [words for words in query.leave if words]
    query.phrases = [words for words in query.phrases if words]
    query.unfinished = bool(query.words) and not text.endswith(" ")
    for name, value in filters.items():
        _given(query, name, value)
    return query


def _taken(query: Query, found: re.Match[str]) -> str:
    """A filter goes; what only looks like one stays."""
    known = _typed_filter(query, fold(found[2]), found[3].strip('"'))
    return found[1] if known else found[0]


def _left_out(query: Query, found: re.Match[str]) -> str:
    query.leave.append(typed_words(found[2]))
    return found[1]


def _asked(text: str) -> str:
    """A question without what only asks, unless it asks nothing else."""
    flat = fold(text)
    if len(flat) != len(text):
        return text
    kept = list(text)
    for found in _ASKING.finditer(flat):
        kept[found.start() : found.end()] = [""] * (found.end() - found.start())
    left = "".join(kept)
    return left if re.search(r"\S\s+\S", left) else text


def _field(name: str) -> str:
    return FIELDS.get(re.sub("[-_]", "", name), "")


def _typed_filter(query: Query, name: str, value: str) -> bool:
    facet = _field(name)
    if facet == "nam":
        _years(query, value)
    elif facet in ("tu", "den"):
        day = day_of(value, last=facet == "den")
        if not day:
            return False
        _narrow(query, day if facet == "tu" else "", day if facet == "den" else "")
    elif facet:
        query.typed.setdefault(facet, []).extend(filter(None, value.split(",")))
    return bool(facet)


def _years(query: Query, value: str) -> None:
    """``2013``, ``2013..2016``, ``..2016``."""
    span = _YEARS.fullmatch(value.strip())
    if fold(value) in ("khong-ro", "chua-ro", "khongro", "chuaro"):
        query.undated = True
    elif span and (span[1] or span[3]):
        _narrow(query, span[1] or "", (span[3] or "") if span[2] else span[1])
    else:
        query.notes.append(f"Không hiểu «nam:{value[:20]}»; viết như nam:2013 hoặc nam:2013..2016.")


def day_of(text: str, *, last: bool) -> str:
    """A day as people type it, in ISO; the end of a month or year with ``last``; '' for none."""
    text = text.strip()
    if _ISO.fullmatch(text):
        year, month, day = text.split("-")
    elif found := _DAY.fullmatch(text):
        day, month, year = (part or "" for part in found.groups())
    else:
        return ""
    at = int(month or (12 if last else 1))
    if not (1 <= at <= 12 and int(year)):
        return ""
    end = monthrange(int(year), at)[1]
    on = int(day or (end if last else 1))
    return f"{year}-{at:02}-{on:02}" if 1 <= on <= end else ""


def _narrow(query: Query, first: str, last: str) -> None:
    query.first = max(query.first, first)
    if last and (not query.last or last < query.last):
        query.last = last


def _given(query: Query, name: str, value: Any) -> None:
    """A filter given by a program or chosen on the page."""
    facet = _field(name)
    if not facet or value in (None, ""):
        return
    values = [
        "" if v is None else clean(str(v)) for v in (value if isinstance(value, list) else [value])
    ]
    if facet == "nam" and len(values) == 1:
        _years(query, values[0])
    elif facet == "nam":
        _narrow(query, values[0], values[1])
    elif facet in ("tu", "den"):
        _narrow(query, values[0] if facet == "tu" else "", values[0] if facet == "den" else "")
    else:
        query.values.setdefault(facet, []).extend(filter(None, values))
