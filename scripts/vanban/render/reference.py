"""The whole dialect by Python-Markdown, held to the rules of a document.

Departures from Python-Markdown's own habits, each because a document must keep its words:
raw HTML is text; a number or indentation at the start of a line is text, never ``<ol>`` or a
code block; link definitions and underlined headings don't exist, so no line vanishes or turns
into a heading unasked; a ``- `` list may follow its opening words without a blank line; cells
beyond the head of a table stay, in its last column; emphasis nests two deep and no sign that
pairs with nothing takes a word with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape, unescape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor, UListProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import DoubleTagInlineProcessor, SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from vanban.render.fast import ALIGN
from vanban.render.marks import HEADING, MARK, NOTES
from vanban.render.safety import clean, safe_image, safe_link

COST_LIMIT = 3_000_000_000
"""Units of about a nanosecond a document may cost Python-Markdown by :func:`cost`."""
DEPTH_LIMIT = 20
"""Quotes and lists begun on one line; Python-Markdown goes through the text once for each."""

_DEEP = re.compile(rf"^(?![-* ]+$) *+(?:(?:>|[-+*] ) *+){{{DEPTH_LIMIT},}}", re.MULTILINE)
_INDENTED = re.compile(rf"^ {{{4 * DEPTH_LIMIT},}}[-+*>]", re.MULTILINE)
_LINE_SIGN = re.compile(r"^ {0,3}[-#>+*_\[]", re.MULTILINE)
_INLINE_SIGN = re.compile(r"[*_\\`&<>\xa0]|  \n")
_EMPHASIS = (
    (r"(?<!\*)(\*\*\*)(?![\s*])([^*]*[^\s*])\*\*\*(?!\*)", "strong,em"),
    (r"(?<!\*)(\*\*)(?![\s*])((?:[^*]|\*(?!\*))*?[^\s*])\*\*(?!\*)", "strong"),
    (r"(?<!\*)(\*)(?![\s*])([^*]*[^\s*])\*(?!\*)", "em"),
    (r"(?<![\w_])(__)(?![\s_])((?:[^_]|_(?!_))*?[^\s_])__(?![\w_])", "strong"),
    (r"(?<![\w_])(_)(?![\s_])([^_]*[^\s_])_(?![\w_])", "em"),
)
"""Our own, since those of Python-Markdown 3.11 lose words (``x*c**b*y``); none looks past the
next sign of its kind, so that unpaired ones cost nothing."""
_LIST_BELOW = re.compile(r"\n(?=[-+*] +[^ \n])")


def convert(text: str) -> tuple[str, bool]:
    """Clean HTML of a marked body (slots numbered), marks as text; whether it is literal."""
    html = _markdown_html(text) if affordable(text) else None
    if html is None:
        return literal(text), True
    return clean(html).replace('<div class="footnote">', MARK + NOTES), False


def affordable(text: str) -> bool:
    """Whether Python-Markdown does ``text`` in bounded time; hostile input may not be."""
    text = text.expandtabs(4)
    return cost(text) <= COST_LIMIT and not _DEEP.search(text) and not _INDENTED.search(text)


def cost(text: str) -> int:
    """An upper guess of Python-Markdown's work beyond linear, in about nanoseconds.

    By block: an open bracket searches to the end of its block, a structural line re-reads the
    rest of it, an inline sign copies it, and so in a small way does any line. By document: a
    list of blocks is shifted for each, and footnotes are looked for one by one. Factors
    measured on 3.11.
    """
    blocks = text.split("\n\n")
    notes = text.count("[^")
    total = len(blocks) ** 2 * 2 + notes**2 * 1000
    for block in blocks:
        if len(block) > 200:
            signs = block.count("[") * 120 + len(_INLINE_SIGN.findall(block))
            signs += len(_LINE_SIGN.findall(block)) * 20 + block.count("\n") // 8
            total += len(block) * signs
    return total


def literal(text: str) -> str:
    """``text`` as plain paragraphs: what is left when it can't be read as Markdown."""
    blocks = (block.strip() for block in text.split("\n\n"))
    return "\n".join(f"<p>{escape(block, quote=False)}</p>" for block in blocks if block)


def _markdown_html(text: str) -> str | None:
    """What Python-Markdown makes of ``text``; None when its recursion breaks off."""
    try:
        return _markdown().reset().convert(text)
    except RecursionError:  # its own guard covers quotes, not lists
        _markdown.cache_clear()
        return None


@cache
def _markdown() -> Markdown:
    """One instance for the process; building one costs as much as a small document."""
    md = Markdown(extensions=[_notes()], tab_length=4)
    md.preprocessors.deregister("html_block")
    for name in (
        "html", "reference", "short_reference", "image_reference", "short_image_ref", "em_strong",
    ):  # fmt: skip
        md.inlinePatterns.deregister(name)
    for n, (pattern, tags) in enumerate(_EMPHASIS):
        kind = DoubleTagInlineProcessor if "," in tags else SimpleTagInlineProcessor
        md.inlinePatterns.register(kind(pattern, tags), f"vanban_emphasis_{n}", 60 - n)
    blocks = md.parser.blockprocessors
    for name in ("code", "setextheader", "olist", "ulist", "reference", "paragraph"):
        blocks.deregister(name)
    blocks.register(_Table(md.parser, {"use_align_attribute": True}), "table", 75)
    blocks.register(_Bullets(md.parser), "ulist", 30)
    blocks.register(_Paragraph(md.parser), "paragraph", 10)
    md.ESCAPED_CHARS.append("|")
    md.treeprocessors.register(_Headings(md), "vanban_headings", 30)
    md.treeprocessors.register(_Links(md), "vanban_links", -10)
    return md


class _Notes(FootnoteExtension):
    """Ids by number, since a note's name may be anything."""

    def makeFootnoteId(self, id: str) -> str:  # noqa: N802, A002
        return f"fn:{list(self.footnotes).index(id) + 1}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: N802, A002
        return self.unique_ref(f"fnref:{list(self.footnotes).index(id) + 1}", found)


def _notes() -> _Notes:
    return _Notes(
        PLACE_MARKER="\ue0f0",  # nobody can write it: notes stand at the end
        BACKLINK_TITLE="Về chỗ dẫn chú thích {}",
    )


class _Bullets(UListProcessor):
    """Only bullets make items, not ``1.``, neither first nor later nor deeper."""

    def __init__(self, parser: object) -> None:
        super().__init__(parser)  # type: ignore[arg-type]
        self.CHILD_RE = re.compile(r"^[ ]{0,3}(([*+-]))[ ]+(.*)")
        self.INDENT_RE = re.compile(r"^[ ]{4,7}(([*+-]))[ ]+.*")


class _Paragraph(ParagraphProcessor):
    """A list may stand straight below the words that open it."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        if not self.parser.state.isstate("list") and (m := _LIST_BELOW.search(blocks[0])):
            block = blocks.pop(0)
            blocks[:0] = [block[: m.start()], block[m.end() :]]
        super().run(parent, blocks)


class _Table(TableProcessor):
    """Alignment as a class (the content policy refuses style); surplus cells in the last."""

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells: list[str] = self._split_row(row)  # type: ignore[attr-defined]
        last = len(align) - 1
        cells[last:] = ["|".join(cells[last:])]
        tr = SubElement(parent, "tr")
        for n, side in enumerate(align):
            cell = SubElement(tr, "th" if parent.tag == "thead" else "td")
            cell.text = cells[n].strip(" ") if n < len(cells) else ""
            if side:
                cell.set("class", f"vb-{ALIGN[side != 'right', side != 'left']}")


class _Headings(Treeprocessor):
    """Marks headings of the document itself (not those in quotes) and keeps h1 for the page."""

    def run(self, root: Element) -> None:
        for el in root.iter("h1"):
            el.tag = "h2"
        for el in root:
            if len(el.tag) == 2 and el.tag[0] == "h" and el.tag[1].isdigit():
                text = el.text or ""
                el.text = text if text.startswith(MARK) else MARK + HEADING + text


class _Links(Treeprocessor):
    """A link or image that may not be becomes its text; runs on finished attributes."""

    def run(self, root: Element) -> None:
        for el in root.iter():
            if el.tag == "a" and not safe_link(_plain(el.get("href"))):
                el.tag = "span"
                el.attrib.clear()
            elif el.tag == "img" and not safe_image(_plain(el.get("src"))):
                el.tag = "span"
                el.text = _plain(el.get("alt"))
                el.attrib.clear()


def _plain(value: str | None) -> str:
    return unescape((value or "").replace(AMP_SUBSTITUTE, "&"))
