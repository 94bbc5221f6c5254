"""The index of terms: every wording that documents give a term, side by side, by first letter.

Groups are letter and first syllable. A letter's page has the wordings while there are few; when
there are many it lists the terms, and the wordings stand on a page a syllable.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from vanban.citations.pinpoint import label_of
from vanban.followed import Reader
from vanban.fragment import Record
from vanban.site.ledgers import HOME, Ledger, entries, filter_box, page
from vanban.site.markup import (
    document_href,
    document_name,
    escape,
    status_badge,
    thousands,
    up,
)
from vanban.site.surfaces import Kept, Lookup, Page, Row, Rows
from vanban.site.views import DocumentView, Link
from vanban.text import nfc, same_name, slug, sort_key

LEDGER = Ledger(
    "thuat-ngu", "Thuật ngữ",
    "Từ ngữ được các văn bản trong kho giải thích, mỗi cách giải thích kèm điều khoản và hiệu lực của văn bản. "
    "Cùng một từ có thể được hiểu khác nhau ở mỗi văn bản.",
    "cách giải thích",
)  # fmt: skip
WHOLE = 150
"""Wordings that still stand on a letter's page."""

LETTERS = {
    "a": "A", "aw": "Ă", "aa": "Â", "b": "B", "c": "C", "d": "D", "dd": "Đ", "e": "E", "ee": "Ê",
    "f": "F", "g": "G", "h": "H", "i": "I", "j": "J", "k": "K", "l": "L", "m": "M", "n": "N",
    "o": "O", "oo": "Ô", "ow": "Ơ", "p": "P", "q": "Q", "r": "R", "s": "S", "t": "T", "u": "U",
    "uw": "Ư", "v": "V", "w": "W", "x": "X", "y": "Y", "z": "Z", "khac": "Khác",
}  # fmt: skip
"""Letters in their order (CLDR ``vi``), each under the keys typed for it."""

_KEYS = {letter: key for key, letter in LETTERS.items()}
_TONES = frozenset("\u0300\u0309\u0303\u0301\u0323")


class Definitions:
    """Terms with all their wordings."""

    name = LEDGER.name

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def rows(self, record: Record, _: DocumentView, lookup: Lookup) -> Iterator[Row]:
        for n, term in enumerate(self.reader.of(record, lookup.blobs).terms):
            letter, syllable = place_of(term.ten)
            data = (n, term.ten, term.khac, term.anchor, term.loi)
            yield Row(f"{self.name}/{letter}/{syllable}", same_name(term.ten), data)

    def pages(self, rows: Rows, groups: Sequence[str], lookup: Lookup) -> Iterator[Page]:
        counts = _by_letter(rows.groups(self.name))
        letters = {group.split("/")[1] for group in groups}
        known = " ".join(key for key in LETTERS if key in counts)
        if rows.recall(self.name) != known:  # every letter's page leads to all the others
            letters |= counts.keys()
            rows.remember(self.name, known)
        for letter in sorted(letters):
            yield from self._letter(letter, groups, counts, rows, lookup)
        yield self._index(counts)

    def _letter(
        self, letter: str, groups: Sequence[str], counts: dict[str, dict[str, int]], rows: Rows,
        lookup: Lookup,
    ) -> Iterator[Page]:  # fmt: skip
        held = counts.get(letter, {})
        short = sum(held.values()) <= WHOLE
        was = rows.recall(f"{self.name}/{letter}")
        touched = {g.split("/")[2] for g in groups if g.split("/")[1] == letter}
        fresh = set(held) if short == (was == "rieng") else set()
        for syllable in sorted(touched | fresh):
            url = f"so-tay/{self.name}/{letter}/{syllable}/index.html"
            kept = [] if short else rows.group(f"{self.name}/{letter}/{syllable}")
            yield _syllable_page(url, letter, kept, lookup) if kept else Page(url=url)
        yield _letter_page(letter, sorted(held), counts, rows, lookup, short=short)
        rows.remember(f"{self.name}/{letter}", "chung" if short else "rieng")

    def _index(self, counts: dict[str, dict[str, int]]) -> Page:
        url = LEDGER.link.href
        found = [
            (LETTERS[key], f"so-tay/{self.name}/{key}/index.html", sum(counts[key].values()))
            for key in LETTERS
            if key in counts
        ]
        total = sum(n for _, _, n in found)
        return page(
            url, LEDGER.title, entries(found, up(url)), about=LEDGER.about,
            count=f"{thousands(total)} {LEDGER.unit}", searchable=False,
        )  # fmt: skip


def place_of(term: str) -> tuple[str, str]:
    """(key of the first letter, slug of the first syllable) of a term."""
    word = nfc(term).lstrip("“\"'(‘«").split(" ", 1)[0]
    first = unicodedata.normalize("NFD", word[:1].upper())
    letter = unicodedata.normalize("NFC", "".join(c for c in first if c not in _TONES))
    return _KEYS.get(letter, "khac"), slug(word) or "khac"


def _by_letter(groups: Sequence[tuple[str, int]]) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for group, n in groups:
        _, letter, syllable = group.split("/")
        out.setdefault(letter, {})[syllable] = n
    return out


def _letters(counts: dict[str, dict[str, int]], current: str, root: str) -> str:
    here = ' aria-current="page"'
    items = "".join(
        f'<li><a href="{root}so-tay/{LEDGER.name}/{key}/index.html"'
        f"{here if key == current else ''}>{letter}</a></li>"
        for key, letter in LETTERS.items()
        if key in counts
    )
    return f'<nav class="vb-chu-cai" aria-label="Chữ cái đầu"><ul>{items}</ul></nav>'


def _letter_page(
    letter: str, syllables: Sequence[str], counts: dict[str, dict[str, int]], rows: Rows,
    lookup: Lookup, *, short: bool,
) -> Page:  # fmt: skip
    url = f"so-tay/{LEDGER.name}/{letter}/index.html"
    if not syllables:
        return Page(url=url)
    root = up(url)
    prefix = f"{LEDGER.name}/{letter}"
    if short:
        kept = [row for syllable in syllables for row in rows.group(f"{prefix}/{syllable}")]
        body = _terms(kept, lookup, root)
    else:
        body = _list(prefix, syllables, rows, root)
    title = f"Thuật ngữ: {LETTERS[letter]}"
    total = sum(counts[letter].values())
    return page(
        url, title, f"{_letters(counts, letter, root)}{filter_box()}{body}", trail=(HOME, LEDGER.link),
        count=f"{thousands(total)} {LEDGER.unit}", searchable=False,
    )  # fmt: skip


def _list(prefix: str, syllables: Sequence[str], rows: Rows, root: str) -> str:
    """Terms of a letter as links to the pages of their syllables."""
    found = []
    for syllable in syllables:
        kept = rows.group(f"{prefix}/{syllable}")
        for term, place, group in _placed(kept):
            found.append(
                (sort_key(term), term, f"{prefix}/{syllable}/index.html#{place}", len(group))
            )
    found.sort()
    items = "".join(
        f'<li><a href="{root}so-tay/{href}"><span>{escape(term)}</span> <b>{n}</b></a></li>'
        for _, term, href, n in found
    )
    return f'<ul class="vb-gia-tri" data-vb-loc>{items}</ul>'


def _syllable_page(url: str, letter: str, kept: Sequence[Kept], lookup: Lookup) -> Page:
    syllable = min((row.data[1].split(" ", 1)[0] for row in kept), key=sort_key)
    up_one = Link(label=LETTERS[letter], href=f"so-tay/{LEDGER.name}/{letter}/index.html")
    return page(
        url, f"Thuật ngữ: {syllable} …", _terms(kept, lookup, up(url)),
        trail=(HOME, LEDGER.link, up_one), count=f"{thousands(len(kept))} {LEDGER.unit}",
    )  # fmt: skip


def _placed(kept: Sequence[Kept]) -> Iterator[tuple[str, str, list[Kept]]]:
    """(term as most often printed, its id on the page, its rows), in Vietnamese order."""
    groups: dict[str, list[Kept]] = {}
    for row in kept:
        groups.setdefault(row.sort, []).append(row)
    named = []
    for group in groups.values():
        names = [row.data[1] for row in group]
        named.append((max(sorted(set(names)), key=names.count), group))
    used: dict[str, int] = {}
    for term, group in sorted(named, key=lambda item: sort_key(item[0])):
        place = f"tn-{slug(term, 60) or 'khac'}"
        used[place] = used.get(place, 0) + 1
        yield term, place if used[place] == 1 else f"{place}-{used[place]}", group


def _terms(kept: Sequence[Kept], lookup: Lookup, root: str) -> str:
    items = "".join(_term(term, place, group, lookup, root) for term, place, group in _placed(kept))
    return f'<ul class="vb-thuat-ngu" data-vb-loc>{items}</ul>'


def _term(term: str, place: str, group: Sequence[Kept], lookup: Lookup, root: str) -> str:
    others = sorted({name for row in group for name in row.data[2]}, key=sort_key)
    also = f" <small>{escape(', '.join(others))}</small>" if others else ""
    order = sorted(
        group, key=lambda row: (lookup.line(row.id).ngay, row.id, row.data[0]), reverse=True
    )
    same = f'<p class="vb-so__dem">{len(group)} cách giải thích</p>' if len(group) > 1 else ""
    wordings = "".join(_wording(row, lookup, root) for row in order)
    return (
        f'<li id="{place}"><h2 class="vb-thuat-ngu__ten">{escape(term)}{also}</h2>{same}'
        f'<div class="vb-ben-nhau">{wordings}</div></li>'
    )


def _wording(row: Kept, lookup: Lookup, root: str) -> str:
    _, _, _, anchor, loi = row.data
    line = lookup.line(row.id)
    label = label_of(anchor)
    where = f"{label[:1].upper()}{label[1:]}, " if label else ""
    badge = status_badge(line.status, line.hieu_luc_tu, line.hieu_luc_den)
    name = document_name(line.loai, line.so_hieu)
    return (
        f"<div><blockquote>{escape(loi)}</blockquote>"
        f'<p><a href="{document_href(line.id, root, anchor)}">{escape(where)}{escape(name)}</a> {badge}</p></div>'
    )
