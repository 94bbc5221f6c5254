"""Marked HTML to its finished form: ids, links to them, table of contents, plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from typing import NamedTuple, get_args

from vanban.model import Level, Provision
from vanban.render.marks import CLOSE, CODE_LENGTH, MARK, NOTES, OPEN, number_of
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

_CLOSING = {"p": "</p>"} | {f"h{n}": f"</h{n}>" for n in range(1, 7)}

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
    texts = plain(html).split(MARK)
    used = {p.anchor for p in provisions} | {NOTES_ANCHOR}
    out: list[str] = []
    rows: list[TocRow] = []
    sections: list[Section] = []
    tag = ""
    for n, piece in enumerate(html.split(MARK)):
        text = texts[n][CODE_LENGTH if n else 0 :].strip()
        if "\n" in text:
            text = _lines(text)
        end = len(piece)
        opens = ""  # the tag a mark behind this piece stands in
        if piece[-3:] == "<p>":
            opens, end = "p", end - 3
        elif piece[-4:-2] == "<h":
            opens, end = piece[-3:-1], end - 4
        if n:
            sections.append((_write(out, rows, piece, end, tag, text, provisions, used), text))
        else:
            out.append(piece[:end])
            if text:
                sections.append(("", text))
        tag = opens
    whole = "\n".join([text for _, text in sections if text])
    return Finished("".join(out), _nested(rows), whole, tuple(sections))


def _write(
    out: list[str], rows: list[TocRow], piece: str, end: int, tag: str, text: str,
    provisions: Sequence[Provision], used: set[str],
) -> str:  # fmt: skip
    """Append a piece of HTML that begins with a mark's code and stands in ``tag``; its id."""
    code = piece[:CODE_LENGTH]
    provision = provisions[number_of(code)] if code < NOTES else None
    if not provision and (tag == "p" or not tag):
        start = f'<div class="footnote" id="{NOTES_ANCHOR}">' if code == NOTES else tag and "<p>"
        out.append(f"{start}{piece[CODE_LENGTH:end]}")
        return NOTES_ANCHOR if code == NOTES else ""
    anchor = provision.anchor if provision else _unique(text.partition("\n")[0], used)
    if not tag:
        out.append(f'<span id="{anchor}" class="vb-neo"></span>{piece[CODE_LENGTH:end]}')
        return anchor
    close = piece.find(_CLOSING[tag], 0, end)
    if close < 0:
        close = end
    if provision and tag == "p":
        level = provision.level
        start = f'<p id="{anchor}" class="{_CLASSES[level]}">'
        if level in _RANKS:
            rows.append((_RANKS[level], anchor, _short(text.partition("\n")[0])))
    else:
        start = f'<{tag} id="{anchor}">'
        rows.append((int(tag[1]) * 10, anchor, _title(piece[CODE_LENGTH:close])))
    out.append(
        f'{start}{piece[CODE_LENGTH:close]}<a class="headerlink" href="#{anchor}" '
        f'title="{LINK_TITLE}">&para;</a>{piece[close:end]}'
    )
    return anchor


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
    return "\n".join([line for piece in text.split("\n") if (line := piece.strip())])


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
