"""Text for XML files: escaped, without what XML 1.0 forbids or a reader could be fooled by."""

from __future__ import annotations

import re
from html import escape

_BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What ``Char`` of XML 1.0 leaves out or discourages, and marks that turn the direction of text."""


def plain(text: str) -> str:
    """``text`` without control characters, lone surrogates and marks of direction."""
    return text if text.isascii() and text.isprintable() else _BAD.sub("", text)


def xml(text: str) -> str:
    """``text`` for the content of an element or between double quotes."""
    return escape(plain(text))


def element(name: str, text: str = "", /, **attributes: str) -> str:
    """One element with text; attributes that are empty are left out, ``_`` in names is ``:``."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", ":")}="{xml(value)}"'
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{pairs}>{xml(text)}</{name}>" if text else f"<{name}{pairs}/>"
