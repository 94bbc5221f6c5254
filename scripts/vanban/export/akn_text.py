"""Blocks and runs of text of a fragment as those of Akoma Ntoso 3.0."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vanban.export.htmltree import Node
from vanban.export.markup import xml

Href = Callable[[int], str]
"""Where the n-th citation leads; '' when that isn't certain."""

SLOT = "x-dan"
"""Element that stands for a citation's marks while the fragment is a tree."""

_INLINE = {"strong": "b", "b": "b", "em": "i", "i": "i", "u": "u", "sup": "sup", "sub": "sub", "code": "span"}  # fmt: skip
_SPANS = ("colspan", "rowspan")
_BLOCKS = frozenset({"p", "ul", "ol", "table", "blockquote", "pre", "div", "h1", "h2", "h3", "h4", "h5", "h6"})  # fmt: skip


class Texts:
    """Turns nodes of one document into XML; footnotes go where they are referred to."""

    def __init__(self, root: Node, href: Href) -> None:
        self.href = href
        self.notes = dict(_notes(root))
        self._tables = 0

    def blocks(self, node: Node) -> list[str]:
        """The block elements that ``node`` makes: none, one or several."""
        tag = node.tag
        if tag in ("ul", "ol"):
            return [self._list(node)]
        if tag == "table":
            return [self._table(node)]
        if tag in ("blockquote", "div"):
            return self.inner(node)
        if tag in ("hr", "span") or (tag in _BLOCKS and not node.children):
            return []
        inner = self.inline(node.children).strip()
        return [f"<p>{inner}</p>"] if inner else []

    def inner(self, node: Node) -> list[str]:
        """Blocks of what stands in ``node``; loose text becomes paragraphs."""
        out: list[str] = []
        loose: list[Node | str] = []
        for child in (*node.children, Node("hr")):
            if isinstance(child, str) or (child.tag not in _BLOCKS and child.tag != "hr"):
                loose.append(child)
                continue
            text = self.inline(loose).strip()
            out += [f"<p>{text}</p>"] if text else []
            loose = []
            out += self.blocks(child)
        return out

    def inline(self, children: Iterable[Node | str]) -> str:
        return "".join(xml(c) if isinstance(c, str) else self._run(c) for c in children)

    def _run(self, node: Node) -> str:
        if node.tag == "br":
            return "<eol/>"
        if node.has_class("headerlink") or node.has_class("footnote-backref"):
            return ""
        if node.tag == "sup" and node.anchor.startswith("fnref"):
            return self._note(node)
        inner = self.inline(node.children)
        if node.tag == SLOT:
            href = self.href(int(node.attributes["n"]))
            return f'<ref href="{xml(href)}">{inner}</ref>' if href and inner else inner
        name = _INLINE.get(node.tag, "")
        if node.tag == "a" and node.attributes.get("href"):
            return f'<a href="{xml(node.attributes["href"])}">{inner}</a>'
        return f"<{name}>{inner}</{name}>" if name and inner else inner

    def _note(self, node: Node) -> str:
        marker = node.text().strip()
        blocks = self.inner(self.notes[marker]) if marker in self.notes else []
        if not blocks:
            return f"<sup>{xml(marker)}</sup>" if marker else ""
        return f'<authorialNote marker="{xml(marker)}" placement="bottom">{"".join(blocks)}</authorialNote>'

    def _list(self, node: Node) -> str:
        items = [c for c in node.children if isinstance(c, Node) and c.tag == "li"]
        inner = "".join(f"<li>{self._item(item)}</li>" for item in items)
        return f"<{node.tag}>{inner}</{node.tag}>" if items else "<p/>"

    def _item(self, node: Node) -> str:
        out = []
        for child in node.children:
            if isinstance(child, Node) and child.tag in _BLOCKS:
                out += [b for b in self.blocks(child) if not b.startswith("<table")]
            else:
                out.append(self.inline([child]))
        return "".join(out).strip()

    def _table(self, node: Node) -> str:
        rows = [r for r in _below(node, "tr") if any(isinstance(c, Node) for c in r.children)]
        self._tables += 1
        inner = "".join(self._row(row) for row in rows)
        return f'<table eId="table_{self._tables}">{inner}</table>' if rows else "<p/>"

    def _row(self, row: Node) -> str:
        cells = (c for c in row.children if isinstance(c, Node) and c.tag in ("td", "th"))
        return f"<tr>{''.join(map(self._cell, cells))}</tr>"

    def _cell(self, cell: Node) -> str:
        spans = "".join(
            f' {name}="{cell.attributes[name]}"'
            for name in _SPANS
            if cell.attributes.get(name, "").isdecimal()
        )
        inner = "".join(self.inner(cell)) or "<p/>"
        return f"<{cell.tag}{spans}>{inner}</{cell.tag}>"


def _below(node: Node, tag: str) -> Iterable[Node]:
    for child in node.children:
        if isinstance(child, Node):
            if child.tag == tag:
                yield child
            else:
                yield from _below(child, tag)


def _notes(root: Node) -> Iterable[tuple[str, Node]]:
    """(marker, note) of the list of footnotes, which is taken out of the tree."""
    for child in list(root.children):
        if isinstance(child, Node) and child.has_class("footnote"):
            root.children.remove(child)
            yield from ((str(n), item) for n, item in enumerate(_below(child, "li"), 1))
