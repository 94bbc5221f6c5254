"""The theme's template as constant parts: rendered once per page kind and depth, cut at marks.

A document's page differs from its neighbour's in title, description, address, contents and
text only. So one real rendering per kind and depth below the site root is cut where those
stand, and a page is the parts joined. Whatever renders comes in as a function; a template
that no longer fits raises ``ShellError`` before any page is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import blake2b
from html import escape, unescape
from typing import Any, Literal

PageKind = Literal["vb", "duyet", "theo-doi", "so-tay"]
"""First folder of the addresses of a document, of what is followed up, of the ledgers; ``duyet``
is every other page of the archive. The kind says which tab is the open one."""

DEPTHS: dict[PageKind, range] = {
    "vb": range(3, 7),
    "duyet": range(1, 9),
    "theo-doi": range(1, 9),
    "so-tay": range(1, 5),
}
"""Folders between the site root and a page, per kind."""

SKIP_TO = "vb-trang"
"""Id of every page's ``<h1>``: where the skip link leads."""

HOME_MARK = '<div id="vb-kho"></div>'
"""Stands in the hand-written home page where the archive's figures go."""

FIRST_TOC_LEVEL = 2

_MARK = "vbmark{}7f3a9c"
_ANCHOR, _HEADING, _LABEL = map(_MARK.format, ("anchor", "heading", "label"))
_CONTENT = f'<h1 id="{SKIP_TO}">{_MARK.format("content")}</h1>'
_FIELDS = ("title", "description", "canonical", "head", "content", "toc")
_SINGLE = ("head", "content", "toc")

Toc = Iterable[tuple[int, str, str]]


class ShellError(Exception):
    """The theme's template no longer has the shape the shell is cut from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TocNode:
    """A heading for the theme's own template: ``title`` is HTML."""

    level: int
    anchor: str
    title: str
    children: tuple[TocNode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """One page for the theme to render: texts are HTML already, ``canonical`` may be empty."""

    kind: PageKind
    url: str
    title: str
    description: str
    canonical: str
    content: str
    toc: tuple[TocNode, ...] = ()
    head: str = ""
    """What this page alone has in its ``<head>``."""


Render = Callable[[PageRequest], str]


@dataclass(frozen=True, kw_only=True)
class TocParts:
    """The contents list: around it, and a leaf and a branch with marks in them."""

    none: str
    opening: str
    between: str
    closing: str
    leaf: str
    branch: str
    branch_between: str
    branch_end: str


@dataclass(frozen=True, kw_only=True)
class Shell:
    """Constant parts of pages: bytes, and between them names of fields as ``str``."""

    site_url: str
    versions: tuple[str, ...]
    parts: dict[str, tuple[bytes | str, ...]]
    toc: TocParts
    home: tuple[bytes, ...] = ()
    akn: bool = False
    """Whether each page has its document as Akoma Ntoso beside it: the site's own settings say."""

    @cached_property
    def key(self) -> str:
        """Changes whenever a page could: hash of all parts and versions."""
        return blake2b(repr(shell_data(self)).encode(), digest_size=16).hexdigest()

    def fill(
        self, url: str, *, title: str, description: str, content: bytes, toc: Toc = (),
        head: bytes = b"",
    ) -> bytes:  # fmt: skip
        """The page at ``url`` (from the site root); title and description are plain text.

        ``head`` is HTML for the page's ``<head>``: links that only this page has.
        """
        values = {
            "title": escape(title).encode(),
            "description": escape(description).encode(),
            "canonical": canonical_url(self.site_url, url).encode(),
            "head": head,
            "content": content,
            "toc": toc_html(self.toc, toc).encode(),
        }
        kind = url.partition("/")[0]
        parts = self.parts[f"{kind if kind in DEPTHS else 'duyet'}/{url.count('/')}"]
        return b"".join([part if isinstance(part, bytes) else values[part] for part in parts])

    def fill_home(self, content: bytes) -> bytes:
        """The home page around ``content``; empty when the home page has no place for it."""
        return content.join(self.home)


def canonical_url(site_url: str, url: str) -> str:
    """The public address of a page: its folder, escaped for an attribute; '' without site."""
    return escape(site_url.rstrip("/") + "/" + url.removesuffix("index.html")) if site_url else ""


def shell_data(shell: Shell) -> dict[str, Any]:
    """Plain values that ``marshal`` can write."""
    return {
        "site_url": shell.site_url,
        "versions": shell.versions,
        "parts": dict(sorted(shell.parts.items())),
        "toc": tuple(vars(shell.toc).items()),
        "home": shell.home,
        "akn": shell.akn,
    }


def shell_from_data(data: dict[str, Any]) -> Shell:
    """The inverse of ``shell_data``."""
    return Shell(**{**data, "toc": TocParts(**dict(data["toc"]))})


def make_shell(
    render: Render, *, site_url: str, versions: tuple[str, ...], home: str = ""
) -> Shell:
    """Cut a shell from real renderings and prove it on others; ``home`` is the home page."""
    render = _squeezed(render if site_url else _without_canonical(render))
    first = next(_kinds())
    toc = _toc_parts(render, *first, _toc_region(render, *first))
    parts = {
        f"{kind}/{depth}": _page_parts(render, kind, depth, site_url, toc)
        for kind, depth in _kinds()
    }
    shell = Shell(
        site_url=site_url, versions=versions, parts=parts, toc=toc, home=_home_parts(home)
    )
    prove_shell(shell, render)
    return shell


def prove_shell(shell: Shell, render: Render) -> None:
    """Fill made-up pages of each kind and depth and compare them with full renderings."""
    toc = (
        (2, "chuong-1", "Chương I &amp; &quot;một&quot;"),
        (3, "dieu-1", "Điều 1"),
        (2, "dieu-2", "Điều <em>2</em>"),
    )
    for kind, depth in _kinds():
        for rows in ((), toc):
            request = PageRequest(
                kind=kind,
                url=_sample_url(kind, depth),
                title=escape('Chỉ thị "29" & <b>'),
                description=escape("Về việc <thử> & 'so'"),
                canonical=canonical_url(shell.site_url, _sample_url(kind, depth)),
                content="<h1>Thử</h1>",
                toc=toc_tree(rows),
                head='<link rel="alternate" href="x">',
            )
            filled = shell.fill(
                request.url, title=unescape(request.title), description=unescape(request.description),
                content=b"<h1>Th\xe1\xbb\xad</h1>", toc=rows, head=request.head.encode(),
            )  # fmt: skip
            if filled != render(request).encode():
                raise ShellError(f"khuôn trang {kind}/{depth} không khớp với giao diện")


def toc_tree(rows: Toc) -> tuple[TocNode, ...]:
    """Rows (level, anchor, title) nested as MkDocs nests headings."""
    queue = list(rows)

    def below(level: int) -> tuple[TocNode, ...]:
        nodes = []
        while queue and queue[0][0] > level:
            own, anchor, title = queue.pop(0)
            nodes.append(TocNode(level=own, anchor=anchor, title=title, children=below(own)))
        return tuple(nodes)

    return below(FIRST_TOC_LEVEL - 1)


def toc_html(parts: TocParts, rows: Toc) -> str:
    """The theme's contents list for ``rows``, byte for byte what its template gives."""
    listed = list(rows)
    if not listed:
        return parts.none
    items, _ = _toc_items(parts, listed, 0, FIRST_TOC_LEVEL - 1)
    return parts.opening + parts.between.join(items) + parts.closing


def _toc_items(
    parts: TocParts, rows: list[tuple[int, str, str]], start: int, level: int
) -> tuple[list[str], int]:
    """Items deeper than ``level`` from ``start`` on, and the index of the first that isn't."""
    items = []
    while start < len(rows) and rows[start][0] > level:
        own, anchor, title = rows[start]
        start += 1
        if start == len(rows) or rows[start][0] <= own:
            items.append(_filled(parts.leaf, anchor, title))
            continue
        inner, start = _toc_items(parts, rows, start, own)
        branch = _filled(parts.branch, anchor, title)
        items.append(branch + parts.branch_between.join(inner) + parts.branch_end)
    return items, start


@lru_cache(maxsize=5_000)
def _filled(form: str, anchor: str, title: str) -> str:
    """``form`` with its marks filled; a page shares a dozen headings with most others."""
    return form.replace(_ANCHOR, anchor).replace(_HEADING, title).replace(_LABEL, _label(title))


@lru_cache(maxsize=2_000)
def _label(title: str) -> str:
    """What Jinja's ``striptags | e`` makes of a heading, for ``aria-label``."""
    plain = " ".join(unescape(re.sub(r"<[^>]*>", "", title)).split())
    return escape(plain).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")


def _kinds() -> Iterator[tuple[PageKind, int]]:
    return ((kind, depth) for kind, depths in DEPTHS.items() for depth in depths)


def _sample_url(kind: PageKind, depth: int) -> str:
    return f"{kind}/{'0/' * (depth - 1)}index.html"


def _marked(kind: PageKind, depth: int, toc: tuple[TocNode, ...]) -> PageRequest:
    return PageRequest(
        kind=kind,
        url=_sample_url(kind, depth),
        title=_MARK.format("title"),
        description=_MARK.format("description"),
        canonical=_MARK.format("canonical"),
        content=_CONTENT,
        toc=toc,
        head=_MARK.format("head"),
    )


_BLANK = re.compile(r"[ \t\r]*\n[ \t\r\n]*")


def squeeze(html: str) -> str:
    """A page without the indents and empty lines of the template; the theme has nothing
    preformatted and no script that counts on its lines."""
    return _BLANK.sub("\n", html)


def _without_canonical(render: Render) -> Render:
    return lambda request: render(replace(request, canonical=""))


def _squeezed(render: Render) -> Render:
    return lambda request: squeeze(render(request))


def _node(*children: TocNode, leaf: bool = True) -> TocNode:
    if leaf:
        return TocNode(
            level=3 if not children else 2,
            anchor=_MARK.format("anchor"),
            title=_MARK.format("heading"),
        )
    return TocNode(level=2, anchor="x", title=_MARK.format("label"), children=children)


def _toc_region(render: Render, kind: PageKind, depth: int) -> tuple[int, int]:
    """Where an empty contents list differs from a filled one: offset, and length of the tail."""
    without = render(_marked(kind, depth, ()))
    filled = render(_marked(kind, depth, (_node(),)))
    head = _common(without, filled)
    tail = _common(without[head:][::-1], filled[head:][::-1])
    if not head or not tail or filled.count(_MARK.format("anchor")) != 1:
        raise ShellError("giao diện không còn đúng một mục lục trong trang")
    return head, tail


def _common(one: str, two: str) -> int:
    """Length of the common beginning, by halving."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _toc_parts(render: Render, kind: PageKind, depth: int, region: tuple[int, int]) -> TocParts:
    head, tail = region

    def listing(*nodes: TocNode) -> str:
        html = render(_marked(kind, depth, nodes))
        return html[head : len(html) - tail]

    one = listing(_node())
    leaf = _around(one, "<li", _MARK.format("anchor"), "</li>")
    opening, closing = one.split(leaf)
    between = _between(listing(_node(), _node()), opening, leaf, closing)
    nested = listing(_node(_node(), leaf=False))[len(opening) : -len(closing)]
    branch, branch_end = nested.split(leaf)
    double = listing(_node(_node(), _node(), leaf=False))[len(opening) : -len(closing)]
    return TocParts(
        none=listing(),
        opening=opening,
        between=between,
        closing=closing,
        leaf=leaf,
        branch=_branch_marks(branch),
        branch_between=_between(double, branch, leaf, branch_end),
        branch_end=branch_end,
    )


def _branch_marks(branch: str) -> str:
    """The branch's opening with marks: link, visible heading, then the ``aria-label``."""
    label = _MARK.format("label")
    if branch.count(label) != 2 or branch.count('"#x"') != 1:
        raise ShellError("mục lục nhiều cấp của giao diện đã đổi")
    return branch.replace('"#x"', f'"#{_MARK.format("anchor")}"').replace(
        label, _MARK.format("heading"), 1
    )


def _around(html: str, start: str, mark: str, end: str) -> str:
    at = html.index(mark)
    return html[html.rindex(start, 0, at) : html.index(end, at) + len(end)]


def _between(html: str, before: str, item: str, after: str) -> str:
    """What stands between two ``item`` in ``before item ? item after``."""
    found = html[len(before) + len(item) : len(html) - len(after) - len(item)]
    if before + item + found + item + after != html:
        raise ShellError("mục lục của giao diện đã đổi")
    return found


def _page_parts(
    render: Render, kind: PageKind, depth: int, site_url: str, toc: TocParts
) -> tuple[bytes | str, ...]:
    head, tail = _toc_region(render, kind, depth)
    html = render(_marked(kind, depth, ()))
    if html[head : len(html) - tail] != toc.none:
        raise ShellError("mục lục trống của giao diện không như nhau ở mọi trang")
    html = html[:head] + _MARK.format("toc") + html[len(html) - tail :]
    html = html.replace(_CONTENT, _MARK.format("content"))
    for field in _FIELDS:
        wanted = field != "canonical" or bool(site_url)
        count = html.count(_MARK.format(field))
        if bool(count) != wanted or (field in _SINGLE and count != 1):
            raise ShellError(f"giao diện có {count} chỗ cho '{field}'")
    pieces = re.split(_MARK.format(f"({'|'.join(_FIELDS)})"), html)
    return tuple(piece if n % 2 else piece.encode() for n, piece in enumerate(pieces))


def _home_parts(home: str) -> tuple[bytes, ...]:
    if home.count(HOME_MARK) > 1:
        raise ShellError("trang chủ có nhiều chỗ cho số liệu của kho")
    return tuple(part.encode() for part in home.split(HOME_MARK)) if HOME_MARK in home else ()
