"""Python-Markdown extension ``vanban``: citations in hand-written pages become links.

By itself it reads an archive and writes the links (``directives``: its folder, ``goc``: what
leads from the page to the site's root). Under the plugin it leaves marks and tells what it
found, and the site fills them when the archive is known. Headings, code and links are left
alone. A citation may not run over the edge of emphasis' block, nor over code or a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from vanban.archive import Archive
from vanban.citations.around import Around, look_around
from vanban.citations.linkable import linkable
from vanban.linking import NOBODY, open_archive
from vanban.model import Citing, Mention
from vanban.site.handwritten import CLOSE, OPEN, filled
from vanban.text import nfc

__all__ = ["Found", "VanBanExtension", "makeExtension"]

UNTOUCHED = frozenset(
    ["a", "code", "pre", "script", "style", "kbd", "samp", "math", "textarea", "button",
     "h1", "h2", "h3", "h4", "h5", "h6"]
)  # fmt: skip
INLINE = frozenset(
    ["strong", "em", "b", "i", "u", "s", "del", "ins", "mark", "sub", "sup", "span", "small", "q",
     "abbr", "cite", "time"]
)  # fmt: skip
_GAP = "\n\n"
_HOLE = "\ufffc"
"""Stands for what a citation may not run over."""


_FOREIGN = dict.fromkeys(map(ord, OPEN + CLOSE), "\ufffd")
"""Our marks in somebody's text; Python-Markdown's own control characters must stay."""


class Found(NamedTuple):
    """What one page cites: its mentions, what stands around them, and the mention of each slot."""

    mentions: tuple[Mention, ...]
    around: Around
    slots: tuple[int, ...]


class _Piece(NamedTuple):
    """A run of text of the tree: where it hangs, and where it begins in the joined text."""

    holder: Element
    tail: bool
    start: int
    text: str


class CitationTree(Treeprocessor):
    """Puts marks round every citation of the page; ``found`` tells of the last one."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.found = Found((), Around(), ())

    def run(self, root: Element) -> None:
        pieces: list[_Piece] = []
        text = "".join(_joined(root, pieces))
        mentions = tuple(m for m in linkable(text) if m.kind != "self")
        slots: list[int] = []
        at = 0
        for piece in pieces:
            end = piece.start + len(piece.text)
            while at < len(mentions) and mentions[at].end <= piece.start:
                at += 1
            parts = _cut(piece, mentions, at, end)
            slots += [n for n, _, _ in parts]
            if parts:
                _hang(piece, parts)
        self.found = Found(mentions, look_around(text, mentions), tuple(slots))


def _joined(root: Element, pieces: list[_Piece]) -> Iterator[str]:
    """The page's running text, blocks apart; ``pieces`` gets every run of it in order."""
    length = 0

    def take(holder: Element, tail: bool) -> Iterator[str]:
        nonlocal length
        raw = holder.tail if tail else holder.text
        if not raw:
            return
        if isinstance(raw, AtomicString):
            length += 1
            yield _HOLE
            return
        text = nfc(raw).translate(_FOREIGN)
        pieces.append(_Piece(holder, tail, length, text))
        length += len(text)
        yield text

    def gap(words: str) -> Iterator[str]:
        nonlocal length
        length += len(words)
        yield words

    def walk(node: Element) -> Iterator[str]:
        yield from take(node, tail=False)
        for child in node:
            inline = child.tag in INLINE
            if child.tag in UNTOUCHED or not isinstance(child.tag, str):
                yield from gap(_HOLE if child.tag in ("a", "code", "kbd", "samp") else _GAP)
            elif child.tag == "br":
                yield from gap("\n")
            else:
                if not inline:
                    yield from gap(_GAP)
                yield from walk(child)
                if not inline:
                    yield from gap(_GAP)
            yield from take(child, tail=True)

    yield from walk(root)


def _cut(
    piece: _Piece, mentions: tuple[Mention, ...], first: int, end: int
) -> list[tuple[int, int, int]]:
    """(mention, start, end) of what of each mention lies in the piece, counted in the piece."""
    out = []
    for n in range(first, len(mentions)):
        m = mentions[n]
        if m.start >= end:
            break
        a, b = max(m.start, piece.start) - piece.start, min(m.end, end) - piece.start
        if piece.text[a:b].strip():
            out.append((n, a, b))
    return out


def _hang(piece: _Piece, parts: list[tuple[int, int, int]]) -> None:
    out, at = [], 0
    for _, a, b in parts:
        out += [piece.text[at:a], OPEN, piece.text[a:b], CLOSE]
        at = b
    marked = "".join([*out, piece.text[at:]])
    if piece.tail:
        piece.holder.tail = marked
    else:
        piece.holder.text = marked


class CitationLinks(Postprocessor):
    """Fills the marks of a page that no plugin will fill."""

    def __init__(self, md: Markdown, tree: CitationTree, directives: Path, goc: str) -> None:
        super().__init__(md)
        self.tree, self.directives, self.goc = tree, directives, goc

    def run(self, text: str) -> str:
        found = self.tree.found
        if not found.slots:
            return text
        archive = archive_of(self.directives.resolve())
        citing = citing_of(getattr(self.md, "Meta", {}))
        html = filled(text.encode(), found, citing, archive.facts, self.goc)
        return html.decode()


@lru_cache(maxsize=4)
def archive_of(directives: Path) -> Archive:
    """The archive in a folder, read once a process."""
    return open_archive(directives)


def citing_of(meta: Any) -> Citing:
    """Whose page it is and of what day, from ``vanban_co_quan`` and ``vanban_ngay`` of its head."""

    def word(key: str) -> str:
        value = meta.get(key, "") if isinstance(meta, dict) else ""
        value = value[0] if isinstance(value, list) and value else value
        return str(value) if value else ""

    co_quan, ngay = word("vanban_co_quan"), word("vanban_ngay")
    whole = re.fullmatch(r"\d{4}(?:-\d\d){0,2}", ngay)
    return Citing(id="", co_quan=co_quan, ngay=ngay) if co_quan or whole else NOBODY


class VanBanExtension(Extension):
    """``markdown_extensions: [vanban]``."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "directives": ["directives", "Thư mục văn bản"],
            "goc": ["", "Đường dẫn từ trang tới gốc của trang web"],
            "sink": [[], "Nơi phần cài thêm của MkDocs nhận kết quả"],
            "held": [False, "Để dấu lại cho phần cài thêm của MkDocs"],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Behind everything that changes the tree."""
        tree = CitationTree(md)
        md.treeprocessors.register(tree, "vanban", 1)
        if self.getConfig("held"):
            md.postprocessors.register(_Hand(md, tree, self.getConfig("sink")), "vanban", -10)
            return
        links = CitationLinks(
            md, tree, Path(self.getConfig("directives")), str(self.getConfig("goc"))
        )
        md.postprocessors.register(links, "vanban", -10)


class _Hand(Postprocessor):
    """Gives what was found to the plugin."""

    def __init__(self, md: Markdown, tree: CitationTree, sink: list[Found]) -> None:
        super().__init__(md)
        self.tree, self.sink = tree, sink

    def run(self, text: str) -> str:
        self.sink[:] = [self.tree.found]
        return text


def makeExtension(**kwargs: Any) -> VanBanExtension:  # noqa: N802 - Python-Markdown's name
    """For ``markdown_extensions: [vanban.site.markdown_ext]``."""
    return VanBanExtension(**kwargs)
