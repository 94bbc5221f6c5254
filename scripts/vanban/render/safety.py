"""What may stand in the HTML of a document: an explicit list, held by nh3 after Markdown.

Raw HTML never gets this far as markup (the reference renderer makes it text), so this is the
second wall; the site's content security policy is the third.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import nh3

TAGS = frozenset(
    [
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "blockquote",
        "strong",
        "em",
        "code",
        "br",
        "hr",
        "sup",
        "div",
        "a",
        "img",
    ]
)
ATTRIBUTES = {
    "a": {"href", "title", "class"},
    "img": {"src", "alt", "title"},
    "li": {"id"},
    "sup": {"id"},
    "div": {"class"},
    "th": {"class"},
    "td": {"class"},
}
CLASSES = {
    "a": frozenset({"footnote-ref", "footnote-backref"}),
    "div": frozenset({"footnote"}),
    "th": frozenset({"vb-trai", "vb-giua", "vb-phai"}),
    "td": frozenset({"vb-trai", "vb-giua", "vb-phai"}),
}
SCHEMES = frozenset({"http", "https", "mailto"})

_BLANK = re.compile(
    r"[\s\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ue000-\ue0ff]+"
)
_NOTE_ID = re.compile(r"fn(?:ref\d*)?:\d+\Z")


def safe_link(url: str) -> bool:
    """Whether a link may lead there: http, https, mailto, a relative path or a fragment.

    Entities are read and blanks taken out first, as browsers do; a host without a scheme
    (``//host``) and backslashes hide where a link goes and are refused.
    """
    plain = _bare(url).lower()
    if plain.startswith("//") or "\\" in plain:
        return False
    head = re.split(r"[/?#]", plain, maxsplit=1)[0]
    scheme, colon, _ = head.partition(":")
    return not colon or scheme in SCHEMES


def safe_image(url: str) -> bool:
    """Whether an image may come from there: a path beside or below the document, no more."""
    plain = unquote(unquote(_bare(url)))
    if not plain or plain.startswith("/") or "\\" in plain or ":" in plain:
        return False
    return ".." not in re.split(r"[/?#]", plain)


def _bare(url: str) -> str:
    """``url`` as a browser may come to see it: no blanks, no marks of ours, no entities."""
    return _BLANK.sub("", unescape(unescape(_BLANK.sub("", url))))


def clean(html: str) -> str:
    """``html`` with nothing but the tags and attributes of the dialect, as HTML 5 writes it."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_attribute,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if safe_link(value) else None
    if name == "src":
        return value if safe_image(value) else None
    if name == "class":
        return value if value in CLASSES[tag] else None
    if name == "id":
        return value if _NOTE_ID.match(value) else None
    return value
