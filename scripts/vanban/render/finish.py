"""Marked HTML to its finished form: ids, links to them, table of contents, plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from typing import NamedTuple, get_args

from vanban.model import Level, Provision
from vanban.render.marks import CLOSE, CODE_LENGTH, HEADING, MARK, NOTES, OPEN, number_of
from vanban.text import slug

NOTES_ANCHOR = "chu-thich"
TITLE_LENGTH = 120
"""Characters of a plain paragraph's text that go into the table of contents."""

LINK_TITLE = "Liên kết đến mục này"

_RANKS: dict[Level, int] = {
    "kem": 20, "phu_luc": 20, "phan": 20, "chuong": 30, "muc": 40, "tieu_muc": 50, "dieu": 60,
}  # fmt: skip
"""Depth of provisions in a table of contents; a Markdown heading of level n has 10 n."""

_CLASSES: dict[Level, str] = {level: f"vb-{level.replace('_', '-')}" for level in get_args(Level)}

_TAG = re.compile(r"<[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>")
_NOTE_REF = re.compile(
    r'<sup id="fnref[^"]*"><a [^>]*>[^<]*</a></sup>|<a [^>]*footnote-backref[^>]*>[^<]*</a>'
)
_NOT_IN_TITLE = re.compile(r"<(?!/?(?:strong|em|code)\b)[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>")
_RESERVED = ("vb-", "md-")  # the site's own ids and the theme's

TocRow = tuple[int, str, str]
Section = tuple[str, str]


class Finished(NamedTuple):
    html: str
    toc: tuple[TocRow, ...]
    text: str
    sections: tuple[Section, ...]


def finish(html: str, provisions: Sequence[Provision]) -> Finished:
    """Replace every ``MARK`` in clean HTML by what it stands for; slots stay as they are."""
    head, *parts = html.split(MARK)
    texts = plain(html).split(MARK)
    used = {p.anchor for p in provisions} | {NOTES_ANCHOR}
    out = [head]
    rows: list[TocRow] = []
    sections = [("", _lines(texts[0]))]
    for n, part in enumerate(parts, 1):
        code = part[:CODE_LENGTH]
        text = texts[n][CODE_LENGTH:].strip()
        if "\n" in text:
            text = _lines(text)
        provision = provisions[number_of(code)] if code < NOTES else None
        before = out[-1]
        if provision and before[-3:] == "<p>":
            out[-1] = before[:-3]
            anchor = _paragraph(out, part[CODE_LENGTH:], text, provision, rows)
        elif before[-4:-2] == "<h" and before[-1] == ">":
            anchor = provision.anchor if provision else _unique(text.partition("\n")[0], used)
            _heading(out, part[CODE_LENGTH:], anchor, rows)
        else:
            anchor = _elsewhere(out, part[CODE_LENGTH:], code, provision)
        sections.append((anchor, text))
    if not sections[0][1]:
        del sections[0]
    whole = "\n".join([text for _, text in sections if text])
    return Finished("".join(out), _nested(rows), whole, tuple(sections))


def plain(html: str) -> str:
    """The words of clean HTML, one line a block or table row, without notes' numbers; marks stay."""
    if "footnote" in html:
        html = _NOTE_REF.sub("", html)
    if "<table>" in html:
        html = re.sub(r"</(t[dh])>\n(?=<t)|<tr>\n", lambda m: " " if m[1] else "", html)
    text = _TAG.sub("", html)
    if OPEN in text:
        text = text.replace(OPEN, "").replace(CLOSE, "")
    return unescape(text) if "&" in text else text


def _lines(text: str) -> str:
    text = text.strip()
    if "\n" in text:
        return "\n".join([line for piece in text.split("\n") if (line := piece.strip())])
    return text


def _paragraph(
    out: list[str], rest: str, text: str, provision: Provision, rows: list[TocRow]
) -> str:
    anchor, level = provision.anchor, provision.level
    inner, end, after = rest.partition("</p>")
    out.append(
        f'<p id="{anchor}" class="{_CLASSES[level]}">{inner}'
        f'<a class="headerlink" href="#{anchor}" title="{LINK_TITLE}">&para;</a>{end}{after}'
    )
    if level in _RANKS:
        rows.append((_RANKS[level], anchor, _short(text.partition("\n")[0])))
    return anchor


def _heading(out: list[str], rest: str, anchor: str, rows: list[TocRow]) -> None:
    level = out[-1][-2]
    inner, end, after = rest.partition(f"</h{level}>")
    out[-1] = out[-1][:-1]
    out.append(
        f' id="{anchor}">{inner}'
        f'<a class="headerlink" href="#{anchor}" title="{LINK_TITLE}">&para;</a>{end}{after}'
    )
    rows.append((int(level) * 10, anchor, _title(inner)))


def _elsewhere(out: list[str], rest: str, code: str, provision: Provision | None) -> str:
    """A provision that stands within a block, or the notes; its id."""
    if provision:
        out.append(f'<span id="{provision.anchor}" class="vb-neo"></span>{rest}')
        return provision.anchor
    out.append(f'<div class="footnote" id="{NOTES_ANCHOR}">{rest}' if code == NOTES else rest)
    return NOTES_ANCHOR if code == NOTES else ""


def _unique(title: str, used: set[str]) -> str:
    """An id from a heading's words that no provision, note, theme or site has."""
    base = slug(title) or "de-muc"
    if base.startswith(_RESERVED):
        base = "de-muc-" + base
    anchor, n = base, 1
    while anchor in used:
        n += 1
        anchor = f"{base}-{n}"
    used.add(anchor)
    return anchor


def _title(inner: str) -> str:
    """A heading's HTML for a link text: emphasis stays, slots, links and notes go."""
    if "<" in inner:
        inner = _NOT_IN_TITLE.sub("", _NOTE_REF.sub("", inner))
    return inner.replace(OPEN, "").replace(CLOSE, "").strip()


def _short(text: str) -> str:
    if len(text) > TITLE_LENGTH:
        text = text[:TITLE_LENGTH].rpartition(" ")[0].rstrip(" ,;:.") + " …"
    return escape(text, quote=False)


def _nested(rows: Sequence[TocRow]) -> tuple[TocRow, ...]:
    """Ranks to levels from 2 that never grow by more than one."""
    open_ranks: list[int] = []
    out = []
    for rank, anchor, title in rows:
        while open_ranks and open_ranks[-1] >= rank:
            open_ranks.pop()
        open_ranks.append(rank)
        out.append((len(open_ranks) + 1, anchor, title))
    return tuple(out)
