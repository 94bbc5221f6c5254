"""The client of search: its source files put together as one classic script.

Modules don't load from ``file://``; so the parts in ``client/`` share one scope by standing in
one function, in the order of their names (10–49 the engine, 50–99 the interface).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

PARTS = Path(__file__).parent / "client"
ADDRESS = "assets/vanban/tim-kiem.js"
"""Where the script lies in the site."""


_NOTES = re.compile(r"/\*\*.*?\*/ ?|^/\* .*?\*/$", re.DOTALL | re.MULTILINE)
_MARGIN = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


@cache
def client_script() -> bytes:
    """The whole script, UTF-8, without notes and margins; the same parts give the same bytes.

    In the parts ``/**`` begins a note wherever it stands, and no template runs over two lines.
    """
    parts = "".join(path.read_text("utf-8") for path in sorted(PARTS.glob("*.js")))
    lean = _MARGIN.sub("", _NOTES.sub("", parts))
    return f'(function () {{\n"use strict";\n{lean}}})();\n'.encode()
