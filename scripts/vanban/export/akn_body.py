"""The text of a document as the hierarchy of Akoma Ntoso: what stands before it, in it, after it.

The tree is that of ``corpus.provisions``; the words come from the fragment's HTML, whose blocks
carry the provisions' anchors. What no provision covers (letterhead, legal bases, signatures)
goes before or after the body, or between its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vanban.export.akn_text import SLOT, Href, Texts
from vanban.export.htmltree import Node, cut_start, parse
from vanban.export.iri import eid, element_of
from vanban.export.markup import xml
from vanban.model import Provision
from vanban.render import CLOSE, OPEN

HEADED = frozenset({"phan", "chuong", "muc", "tieu_muc", "phu_luc", "kem"})
"""Levels whose line is a heading; an article's is one when text follows it."""

_LONGEST_HEADING = 250
_SLOTS = re.compile(f"{OPEN}|{CLOSE}")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_SHOWN = 40
"""Letters by which a line of the text is known again among the blocks."""


class Parts(NamedTuple):
    """XML of the three parts; ``body`` elements are of the hierarchy, the others blocks."""

    before: list[str]
    body: list[str]
    after: list[str]


@dataclass(slots=True)
class _Item:
    """A provision under way, or text between two (``provision`` is None then)."""

    provision: Provision | None
    num: str = ""
    heading: str = ""
    blocks: list[str] = field(default_factory=list)
    children: list[_Item] = field(default_factory=list)
    untitled: str = ""
    """The title its own line lacks: the letters of the next block, if that is it."""


def body_parts(html: str, body: str, provisions: Sequence[Provision], href: Href) -> Parts:
    """``html`` is the fragment's, with citation slots; ``body`` the text ``provisions`` are of."""
    root = parse(_with_slots(html))
    builder = _Builder(body, provisions, Texts(root, href))
    for child in root.children:
        if isinstance(child, Node):
            builder.take(child)
        elif child.strip():
            builder.take(Node("p", {}, [child]))
    return builder.parts()


def _with_slots(html: str) -> str:
    pieces = _SLOTS.split(html)
    out = pieces[:1]
    for n, piece in enumerate(pieces[1:]):
        out += (f"</{SLOT}>" if n % 2 else f'<{SLOT} n="{n // 2}">', piece)
    return "".join(out)


class _Builder:
    def __init__(self, body: str, provisions: Sequence[Provision], texts: Texts) -> None:
        self.texts = texts
        self.provisions = {p.anchor: p for p in provisions}
        self.endings = _endings(body, provisions)
        self.items: dict[str, _Item] = {}
        self.top: list[_Item] = []
        self.before: list[str] = []
        self.here: _Item | None = None

    def take(self, node: Node) -> None:
        """One block in the order of the text."""
        provision = self.provisions.get(node.anchor)
        if provision is not None and provision.anchor not in self.items:
            self._open(provision, node)
            return
        blocks = self.texts.blocks(node)
        if not blocks:
            return
        here = self.here
        if here is None:
            self.before += blocks
            return
        letters = _letters(node.text())
        if here.provision and self._ends(here.provision, letters):
            here = self.here = _Item(provision=None)
            self.top.append(here)
        elif here.untitled and letters == here.untitled:
            here.heading = self.texts.inline(node.children).strip()
            here.untitled = ""
            return
        here.untitled = ""
        here.blocks += blocks

    def _ends(self, provision: Provision, letters: str) -> bool:
        """Whether the block is the first that no provision covers any more."""
        while provision.parent:
            provision = self.provisions[provision.parent]
        ending = self.endings.get(provision.anchor, "")
        return bool(ending) and letters.startswith(ending)

    def _open(self, provision: Provision, node: Node) -> None:
        item = self.items[provision.anchor] = _Item(provision=provision)
        above = self.items.get(provision.parent)
        (above.children if above else self.top).append(item)
        self.here = item
        item.num = _without(node, provision.label)
        if node.tag == "span":
            return
        rest = self.texts.inline(node.children).strip()
        if provision.level in HEADED or (provision.level == "dieu" and _is_heading(node)):
            item.heading = rest
            item.untitled = "" if rest else _letters(provision.title)
        elif rest:
            item.blocks.append(f"<p>{rest}</p>")

    def parts(self) -> Parts:
        """The finished parts; a last piece that no provision covers stands after the body."""
        after: list[str] = []
        if len(self.top) > 1 and self.top[-1].provision is None:
            after = self.top.pop().blocks
        counter = iter(range(1, len(self.top) + 1))
        body = [_loose(i, next(counter)) if i.provision is None else _xml(i) for i in self.top]
        return Parts(before=self.before, body=body, after=after)


def _endings(body: str, provisions: Sequence[Provision]) -> dict[str, str]:
    """Top provisions with uncovered text behind them: the first letters of it."""
    tops = [p for p in provisions if not p.parent]
    starts = [p.start for p in tops[1:]] + [len(body)] * bool(tops)
    found: dict[str, str] = {}
    for provision, start in zip(tops, starts, strict=True):
        lines = (_letters(line) for line in body[provision.end : start].split("\n"))
        found[provision.anchor] = next((line[:_SHOWN] for line in lines if line), "")
    return found


def _letters(text: str) -> str:
    return _NOT_A_LETTER.sub("", text)


def _without(node: Node, label: str) -> str:
    """Take the label off the front of the block's text: the provision's number; '' if it isn't there."""
    text = node.text()
    found = re.match(r"[\s*#_]*" + r"\s+".join(map(re.escape, label.split())) + r"\s*", text)
    if found is None:
        return ""
    cut_start(node, found.end())
    return label


def _is_heading(node: Node) -> bool:
    text = "".join(
        c if isinstance(c, str) else "" if c.has_class("headerlink") else c.text()
        for c in node.children
    ).strip()
    return 0 < len(text) <= _LONGEST_HEADING and text[-1] not in ".;:,"


def _xml(item: _Item) -> str:
    provision = item.provision
    assert provision is not None  # noqa: S101 - the caller has looked
    name = element_of(provision.level)
    named = f' name="{provision.level.replace("_", "-")}"' if name == "hcontainer" else ""
    heading, blocks = item.heading, item.blocks
    if heading and not blocks and not item.children:
        heading, blocks = "", [f"<p>{heading}</p>"]
    head = f"<num>{xml(item.num)}</num>" if item.num else ""
    head += f"<heading>{heading}</heading>" if heading else ""
    inner = _content(blocks, item.children)
    return f'<{name}{named} eId="{eid(provision.anchor)}">{head}{inner}</{name}>\n'


def _content(blocks: Iterable[str], children: Iterable[_Item]) -> str:
    text, below = "".join(blocks), "".join(map(_xml, children))
    if not below:
        return f"<content>{text or '<p/>'}</content>"
    return (f"<intro>{text}</intro>" if text else "") + below


def _loose(item: _Item, n: int) -> str:
    inner = "".join(item.blocks)
    return f'<hcontainer name="khac" eId="khac_{n}"><content>{inner}</content></hcontainer>\n'
