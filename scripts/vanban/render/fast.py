"""The plain part of the dialect by string work alone, byte for byte what the reference gives.

Plain: headings, paragraphs, ``- `` lists of one level, tables with outer bars, quotes, rules,
``**strong**`` and ``*em*`` that don't nest. Whatever is not surely plain makes the answer None
and the reference takes the whole document; tests hold the two together.
"""

from __future__ import annotations

import re
from html.entities import html5

from vanban.render.finish import PLAIN, TITLE, Block, plain

_ENTITY = re.compile(r"&(?:#|(\w+);)")
_LEGACY = tuple(name for name in html5 if name[-1] != ";")
_IN_LINE = re.compile(r"^(?!_+$).*_", re.MULTILINE)
_STRONG = re.compile(r"(?<!\*)\*\*(?![\s*])([^*]*[^\s*])\*\*(?!\*)")
_EM = re.compile(r"(?<!\*)\*(?![\s*])([^*]*[^\s*])\*(?!\*)")
_HEAD = re.compile(r"(#{1,6}) +([^#\n]*[^#\n ])\Z")
_ITEM = re.compile(r"[-+*] +(?:[^-#>+*| \n]|\*(?:\*(?![* ])|(?![* ])))")
_RULE_LIKE = re.compile(r"[-*_][-*_ ]*\Z")
_SEPARATOR = re.compile(r"\|(?: *:?-+:? *\|)+\Z")
_SPECIAL = frozenset(" #>-+*|_")
_NOT_IN_QUOTE = frozenset(" #>")  # a heading in a quote isn't one of the document

ALIGN = {(True, True): "giua", (True, False): "trai", (False, True): "phai"}
"""Class endings (``vb-giua``) by colons at the start and end of a separator cell."""


class _Items(list[str]):
    """The items of a list that may go on."""


class _Quote(list["_Node"]):
    """The blocks of a quote that may go on."""


_Node = Block | _Items | _Quote


def is_plain(body: str) -> bool:
    """Whether an unmarked body may be plain: no character or sign that only the reference knows.

    Not printable are controls, our marks, and all blanks but the plain one.
    """
    if not body.replace("\n", "").isprintable():
        return False
    if "\\" in body or "`" in body or ("_" in body and _IN_LINE.search(body)):
        return False
    if "[" in body and ("](" in body or "]:" in body):
        return False
    return not ("<" in body and ("://" in body or "@" in body))


def convert(text: str, places: dict[int, int]) -> list[Block] | None:
    """Blocks of a body with slot marks for which :func:`is_plain` holds; None if it isn't plain.

    ``places``: number of the provision at an offset; each must be the start of a paragraph or
    of a heading's words, and is taken out when found.
    """
    nodes: list[_Node] = []
    if not _blocks(text, nodes, places) or places:
        return None
    return [node if isinstance(node, tuple) else _closed(node) for node in nodes]


def _blocks(text: str, nodes: list[_Node], places: dict[int, int]) -> bool:
    """Append the blocks of ``text`` to ``nodes``; False when one isn't plain."""
    stars = "*" in text
    signs = "&" in text or "<" in text or ">" in text or "_" in text
    after = 0
    for block in text.rstrip("\n").split("\n\n"):
        at = after
        after += len(block) + 2
        if block[:1] == "\n":
            block = block.lstrip("\n")
            at = after - 2 - len(block)
        if not block:
            continue
        if block[0] in _SPECIAL:
            if not _special(block, nodes, places, at):
                return False
        elif "\n" in block:
            if not _lines(block, nodes, places, at):
                return False
        elif signs or (stars and "*" in block):
            if not _paragraph(block, nodes, places, at):
                return False
        elif block[-1] == " ":
            return False
        else:
            nodes.append(("p", places.pop(at, PLAIN), block, block))
    return True


def _paragraph(block: str, nodes: list[_Node], places: dict[int, int], at: int) -> bool:
    html = inline(block)
    if html is None or block[-1] == " ":
        return False
    if " \n" in html:
        html = html.replace("  \n", "<br>\n")
        if " <br>" in html or " \n" in html or "\n<br>" in html:
            return False
    nodes.append(("p", places.pop(at, PLAIN), html, block if html == block else plain(html)))
    return True


def inline(text: str) -> str | None:
    """``text`` escaped, with its emphasis; None when a sign is left that may mean more."""
    if "_" in text:
        return None
    if "&" in text:
        if any(map(_means_something, _ENTITY.findall(text))):
            return None
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if text.count("*") > 1:  # one alone pairs with nothing
        text = _STRONG.sub(r"<strong>\1</strong>", text)
        if "*" in text:
            text = _EM.sub(r"<em>\1</em>", text)
            if "*" in text:
                return None
    return text


def _means_something(name: str) -> bool:
    """Whether ``&name;`` is a character reference (``&MT;`` is none); empty for ``&#``."""
    return (
        not name.isalnum() or not name.isascii() or name.startswith(_LEGACY) or f"{name};" in html5
    )


def _special(block: str, nodes: list[_Node], places: dict[int, int], at: int) -> bool:
    """A block whose first character has a meaning at the start of a line."""
    first = block[0]
    if first == " ":
        return False
    if first == "#":
        return _heading(block, nodes, places, at)
    if first == "|":
        return _table(block, nodes)
    if first == ">":
        return _quote(block, nodes)
    if block[1:2] == " ":
        return _list(block, nodes)
    if first in "-_" and len(block) > 2 and not block.strip(first):
        nodes.append(("", PLAIN, "\n<hr>", ""))
        return True
    return _lines(block, nodes, places, at)


def _heading(block: str, nodes: list[_Node], places: dict[int, int], at: int) -> bool:
    m = _HEAD.match(block)
    html = inline(m[2]) if m else None
    if m is None or html is None:
        return False
    level = max(2, len(m[1]))  # the page's own title is its h1
    number = places.pop(at + m.start(2), TITLE)
    nodes.append((f"h{level}", number, html, m[2] if html == m[2] else plain(html)))
    return True


def _lines(block: str, nodes: list[_Node], places: dict[int, int], at: int) -> bool:
    """A paragraph of several lines, or a line that only looked special."""
    lines = block.split("\n")
    for n, line in enumerate(lines):
        first = line[:1]
        if first in _SPECIAL:
            if first in " #>|" or _RULE_LIKE.match(line):
                return False
            if line[1:2] == " ":  # a list straight below its opening words
                return (
                    n > 0
                    and _lines("\n".join(lines[:n]), nodes, places, at)
                    and _list("\n".join(lines[n:]), nodes)
                )
    return "|" not in block and _paragraph(block, nodes, places, at)


def _list(block: str, nodes: list[_Node]) -> bool:
    """Items of one line each; a list after a list goes on with it, in paragraphs at the joint."""
    items = []
    for line in block.split("\n"):
        if not _ITEM.match(line) or line[-1] == " ":
            return False
        html = inline(line[2:].lstrip(" "))
        if html is None:
            return False
        items.append(html)
    last = nodes[-1] if nodes else None
    if isinstance(last, _Items):
        if last[-1][0] != "\n":
            last[-1] = f"\n<p>{last[-1]}</p>\n"
        items[0] = f"\n<p>{items[0]}</p>\n"
        last += items
    else:
        nodes.append(_Items(items))
    return True


def _quote(block: str, nodes: list[_Node]) -> bool:
    """Lines that all begin ``> `` or are ``>``; a quote after a quote goes on with it."""
    inner = []
    for line in block.split("\n"):
        if (line[:2] != "> " and line != ">") or line[2:3] in _NOT_IN_QUOTE:
            return False
        inner.append(line[2:])
    last = nodes[-1] if nodes else None
    quote = last if isinstance(last, _Quote) else _Quote()
    text = "\n".join(inner)
    if not inner[0] or not inner[-1] or not _blocks(text, quote, {}):
        return False
    if quote is not last:
        nodes.append(quote)
    return True


def _table(block: str, nodes: list[_Node]) -> bool:
    lines = block.split("\n")
    if len(lines) < 2 or not _SEPARATOR.match(lines[1]):
        return False
    styles = [_style(cell.strip(" ")) for cell in lines[1][1:-1].split("|")]
    rows = []
    for tag, line in zip("h" + "d" * len(lines), lines[:1] + lines[2:], strict=False):
        row = _row(line, tag, styles)
        if row is None:
            return False
        rows.append(row)
    if len(rows) == 1:  # a head alone still gets a row
        rows.append("<tr>\n" + "<td></td>\n" * len(styles) + "</tr>")
    head, *body = rows
    rest = "\n".join(body)
    html = f"\n<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{rest}\n</tbody>\n</table>"
    nodes.append(("", PLAIN, html, plain(html)))
    return True


def _style(cell: str) -> str:
    name = ALIGN.get((cell[0] == ":", cell[-1] == ":"))
    return f' class="vb-{name}"' if name else ""


def _row(line: str, tag: str, styles: list[str]) -> str | None:
    if len(line) < 2 or line[0] != "|" or line[-1] != "|":
        return None
    cells = line[1:-1].split("|")
    if len(cells) > len(styles) or (tag == "h" and len(cells) != len(styles)):
        return None
    cells += [""] * (len(styles) - len(cells))
    out = ["<tr>"]
    for style, cell in zip(styles, cells, strict=True):
        html = inline(cell.strip(" "))
        if html is None:
            return None
        out.append(f"<t{tag}{style}>{html}</t{tag}>")
    out.append("</tr>")
    return "\n".join(out)


def _closed(node: _Items | _Quote) -> Block:
    html = _node_html(node)
    return "", PLAIN, html, plain(html)


def _node_html(node: _Node) -> str:
    if isinstance(node, _Items):
        return "\n<ul>\n" + "\n".join([f"<li>{item}</li>" for item in node]) + "\n</ul>"
    if isinstance(node, _Quote):
        return "\n<blockquote>" + "".join(map(_node_html, node)) + "\n</blockquote>"
    tag, _, html, _ = node
    return f"\n<{tag}>{html}</{tag}>" if tag else html
