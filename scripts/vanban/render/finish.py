"""Blocks to the finished form: ids, links to them, table of contents, plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from typing import NamedTuple, get_args

from vanban.model import Level, Provision
from vanban.render.marks import CLOSE, CODE_LENGTH, HEADING, MARK, NOTES, OPEN, number_of
from vanban.text import slug

Block = tuple[str, int, str, str]
"""(tag, number, HTML, text). With a tag (``p``, ``h2``) the HTML is what stands in it, else it
is complete. ``number``: index of the provision that begins here, or one of the three below.
The text is plain but for slots, stripped, a line a block."""

PLAIN, TITLE, FOOTNOTES = -1, -2, -3
"""Numbers of a block that begins nothing, of a heading that is no provision, of the notes."""

_OWN_CODES = {HEADING: TITLE, NOTES: FOOTNOTES}

NOTES_ANCHOR = "chu-thich"
LINK_TITLE = "Liên kết đến mục này"
TITLE_LENGTH = 120
"""Characters of a plain paragraph's text that go into the table of contents."""

_RANKS: dict[Level, int] = {
    "kem": 20, "phu_luc": 20, "phan": 20, "chuong": 30, "muc": 40, "tieu_muc": 50, "dieu": 60,
}  # fmt: skip
"""Depth of provisions in a table of contents; a Markdown heading of level n has 10 n."""
_CLASSES: dict[Level, str] = {
    level: f"vb-{level.replace('_', '-')}" for level in get_args(Level)
}  # fmt: skip
_RESERVED = ("vb-", "md-")  # the site's own ids and the theme's

_TAG = re.compile(r"<[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>")
_BETWEEN_CELLS = re.compile(r"</t[dh]>\n(?=<t)")
_NOTE_REF = re.compile(
    r'<sup id="fnref[^"]*"><a [^>]*>[^<]*</a></sup>|<a [^>]*footnote-backref[^>]*>[^<]*</a>'
)
_NOT_IN_TITLE = re.compile(r"<(?!/?(?:strong|em|code)\b)[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>")

TocRow = tuple[int, str, str]
Section = tuple[str, str]


class Finished(NamedTuple):
    html: str
    toc: tuple[TocRow, ...]
    text: str
    sections: tuple[Section, ...]


def assemble(blocks: Iterable[Block], provisions: Sequence[Provision]) -> Finished:
    """The finished document of its blocks; slots stay as they are."""
    out: list[str] = []
    rows: list[TocRow] = []
    sections: list[Section] = []
    used: dict[str, int] = {}
    lines: list[str] = []
    anchor = ""
    for tag, number, html, text in blocks:
        if number == PLAIN:
            out.append(f"\n<p>{html}</p>" if tag else html)
        else:
            if lines or anchor:
                sections.append((anchor, _joined(lines)))
                lines = []
            if number >= 0:
                provision = provisions[number]
                anchor = provision.anchor
                _provision(out, rows, tag, html, text, provision)
            elif number == TITLE and tag:
                used = used or dict.fromkeys([NOTES_ANCHOR, *(p.anchor for p in provisions)], 1)
                anchor = _unique(text.partition("\n")[0], used)
                _heading(out, rows, tag, html, anchor)
            elif number == FOOTNOTES:
                anchor = NOTES_ANCHOR
                out.append(f'<div class="footnote" id="{anchor}">')
        if text:
            lines.append(text)
    if lines or anchor:
        sections.append((anchor, _joined(lines)))
    whole = "\n".join([text for _, text in sections if text])
    return Finished("".join(out).lstrip("\n"), _nested(rows), whole, tuple(sections))


def _provision(
    out: list[str], rows: list[TocRow], tag: str, html: str, text: str, provision: Provision
) -> None:
    anchor, level = provision.anchor, provision.level
    if tag == "p":
        out.append(
            f'\n<p id="{anchor}" class="{_CLASSES[level]}">{html}<a class="headerlink" '
            f'href="#{anchor}" title="{LINK_TITLE}">&para;</a></p>'
        )
        if level in _RANKS:
            rows.append((_RANKS[level], anchor, _short(text)))
    elif tag:
        _heading(out, rows, tag, html, anchor)
    else:
        out.append(_point(provision))


def _heading(out: list[str], rows: list[TocRow], tag: str, html: str, anchor: str) -> None:
    out.append(
        f'\n<{tag} id="{anchor}">{html}<a class="headerlink" '
        f'href="#{anchor}" title="{LINK_TITLE}">&para;</a></{tag}>'
    )
    rows.append((int(tag[1]) * 10, anchor, _title(html)))


def _point(provision: Provision) -> str:
    """The place of a provision that has no block of its own."""
    return f'<span id="{provision.anchor}" class="vb-neo"></span>'


def _unique(title: str, used: dict[str, int]) -> str:
    """An id from a heading's words that no provision, note, theme or site has.

    ``used`` holds for every id how many times it was asked for.
    """
    base = slug(title.replace(OPEN, "").replace(CLOSE, "")) or "de-muc"
    if base.startswith(_RESERVED):
        base = "de-muc-" + base
    anchor, n = base, used.get(base, 0)
    while anchor in used:
        n += 1
        anchor = f"{base}-{n}"
    used[base] = max(n, 1)
    used[anchor] = used.get(anchor, 1)
    return anchor


def _title(html: str) -> str:
    """A heading's HTML for a link text: emphasis stays, slots, links and notes go."""
    if "<" in html:
        html = _NOT_IN_TITLE.sub("", _NOTE_REF.sub("", html))
    return html.replace(OPEN, "").replace(CLOSE, "").strip() if OPEN in html else html.strip()


def _short(text: str) -> str:
    """The first line of a paragraph as HTML, cut between words if it is long."""
    text = text.partition("\n")[0]
    if OPEN in text:
        text = text.replace(OPEN, "").replace(CLOSE, "")
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


def _joined(lines: list[str]) -> str:
    text = "\n".join(lines)
    return text.replace(OPEN, "").replace(CLOSE, "") if OPEN in text else text


def plain(html: str) -> str:
    """The words of clean HTML, a line a block or table row, without the numbers of notes."""
    if "<sup " in html or "footnote-backref" in html:
        html = _NOTE_REF.sub("", html)
    if "</t" in html:
        html = _BETWEEN_CELLS.sub(" ", html)
    text = unescape(_TAG.sub("", html))
    return "\n".join([line for piece in text.split("\n") if (line := piece.strip())])


def blocks_of(html: str, provisions: Sequence[Provision]) -> Iterator[Block]:
    """Blocks of clean HTML in which every provision, heading and the notes have a ``MARK``."""
    pieces = html.split(MARK)
    rest, tag = _opening(pieces[0])
    yield "", PLAIN, rest, plain(rest)
    place = 1
    while place < len(pieces):
        code, piece = pieces[place][:CODE_LENGTH], pieces[place][CODE_LENGTH:]
        place += 1
        while tag and f"</{tag}>" not in piece and place < len(pieces):
            more = pieces[place]  # a mark further on in the same paragraph
            piece += _inner_point(more[:CODE_LENGTH], provisions) + more[CODE_LENGTH:]
            place += 1
        inside, _, rest = piece.partition(f"</{tag}>") if tag else ("", "", piece)
        number = _OWN_CODES[code] if code in _OWN_CODES else number_of(code)
        yield tag, number, inside, plain(inside)
        rest, tag = _opening(rest)
        yield "", PLAIN, rest, plain(rest)


def _inner_point(code: str, provisions: Sequence[Provision]) -> str:
    return "" if code in _OWN_CODES else _point(provisions[number_of(code)])


def _opening(piece: str) -> tuple[str, str]:
    """``piece`` without the tag a mark behind it stands in, and that tag; the line end goes."""
    for tag in ("p", "h2", "h3", "h4", "h5", "h6"):
        if piece.endswith(f"<{tag}>"):
            return piece[: -len(tag) - 2].removesuffix("\n"), tag
    return piece, ""
