"""The HTML of a fragment as a small tree: it is our own, so nothing is repaired beyond closing."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "col", "wbr"})


@dataclass(slots=True)
class Node:
    """An element; ``children`` are elements and texts in their order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return self.attributes.get("id", "")

    def has_class(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()

    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for n in range(len(self.open) - 1, 0, -1):
            if self.open[n].tag == tag:
                del self.open[n:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Node:
    """The tree of a fragment under a nameless root."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def cut_start(node: Node, count: int) -> None:
    """Take the first ``count`` characters of text out of ``node``; what is empty then goes."""
    _cut(node, count)


def _cut(node: Node, count: int) -> int:
    left: list[Node | str] = []
    for child in node.children:
        if count and isinstance(child, str):
            taken = min(count, len(child))
            child, count = child[taken:], count - taken
        elif count and isinstance(child, Node):
            count = _cut(child, count)
        if isinstance(child, Node) or child:
            left.append(child)
    node.children = [c for c in left if isinstance(c, str) or c.children or c.tag in VOID]
    return count
