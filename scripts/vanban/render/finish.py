"""Marked HTML to its finished form: ids, links to them, table of contents, plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from typing import NamedTuple

from vanban.model import Level, Provision
from vanban.render.marks import CLOSE, CODE_LENGTH, HEADING, MARK, NOTES, OPEN, number_of
from vanban.text import slug

NOTES_ANCHOR = "chu-thich"
TITLE_LENGTH = 120
"""Characters of a plain paragraph's text that go into the table of contents."""

_HEADERLINK = '<a class="headerlink" href="#{}" title="Liên kết đến mục này">&para;</a>'
_RANKS: dict[Level, int] = {
    "kem": 20, "phu_luc": 20, "phan": 20, "chuong": 30, "muc": 40, "tieu_muc": 50, "dieu": 60,
}  # fmt: skip
"""Depth of provisions in a table of contents; a Markdown heading of level n has 10 n."""

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
    rows: list[tuple[int, str, str]] = []
    sections = [("", _lines(texts[0]))]
    for part, raw in zip(parts, texts[1:], strict=True):
        code, rest = part[:CODE_LENGTH], part[CODE_LENGTH:]
        text = _lines(raw[CODE_LENGTH:])
        if code == NOTES:
            anchor = NOTES_ANCHOR
            out.append(f'<div class="footnote" id="{NOTES_ANCHOR}">{rest}')
        else:
            provision = None if code == HEADING else provisions[number_of(code)]
            anchor, row = _place(out, rest, text, provision, used)
            if row:
                rows.append(row)
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


def _place(
    out: list[str], rest: str, text: str, provision: Provision | None, used: set[str]
) -> tuple[str, TocRow | None]:
    """Write what the mark between ``out[-1]`` and ``rest`` stands for; its id and toc row."""
    before = out[-1]
    if before.endswith("<p>"):
        return _paragraph(out, rest, text, provision)
    if before[-1:] == ">" and before[-4:-2] == "<h":
        return _heading(out, rest, text, provision, used)
    if provision:
        out.append(f'<span id="{provision.anchor}" class="vb-neo"></span>{rest}')
        return provision.anchor, None
    out.append(rest)
    return "", None


def _paragraph(
    out: list[str], rest: str, text: str, provision: Provision | None
) -> tuple[str, TocRow | None]:
    if provision is None:
        out.append(rest)
        return "", None
    anchor, level = provision.anchor, provision.level
    name = level.replace("_", "-")
    out[-1] = out[-1][:-3]
    inner, end, after = rest.partition("</p>")
    out.append(
        f'<p id="{anchor}" class="vb-{name}">{inner}{_HEADERLINK.format(anchor)}{end}{after}'
    )
    if level not in _RANKS:
        return anchor, None
    return anchor, (_RANKS[level], anchor, _short(text.partition("\n")[0]))


def _heading(
    out: list[str], rest: str, text: str, provision: Provision | None, used: set[str]
) -> tuple[str, TocRow | None]:
    level = out[-1][-2]
    inner, end, after = rest.partition(f"</h{level}>")
    anchor = provision.anchor if provision else _unique(text.partition("\n")[0], used)
    out[-1] = out[-1][:-1]
    out.append(f' id="{anchor}">{inner}{_HEADERLINK.format(anchor)}{end}{after}')
    return anchor, (int(level) * 10, anchor, _title(inner))


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
