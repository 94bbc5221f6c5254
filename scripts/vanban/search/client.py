"""The client of search: its source files put together as one classic script.

Modules don't load from ``file://``; so the parts in ``client/`` share one scope by standing in
one function, in the order of their names (10–49 the engine, 50–99 the interface). Before them
stand the tables that Python and the browser share.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from vanban.text import DASHES, HOMOGLYPHS, INVISIBLE, SAME_I, SPACES, WORD_CHARS

ROOM = Path(__file__).parent
PARTS = ROOM / "client"
ADDRESS = "assets/vanban/tim-kiem.js"
"""Where the script lies in the site."""


_NOTES = re.compile(r"/\*\*.*?\*/ ?|^/\* .*?\*/$|^[ \t]*// [^\n]*$", re.DOTALL | re.MULTILINE)
_MARGIN = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


@cache
def client_script() -> bytes:
    """The whole script, UTF-8, without notes and margins; the same parts give the same bytes.

    In the parts ``/**`` begins a note wherever it stands, and no template runs over two lines.
    """
    parts = "".join(path.read_text("utf-8") for path in sorted(PARTS.glob("*.js")))
    lean = _MARGIN.sub("", _NOTES.sub("", parts))
    return f'(function () {{\n"use strict";\n{tables_part()}{lean}}})();\n'.encode()


def tables_part() -> str:
    """What normalisation and ranking go by, as two constants."""
    tables = {
        "alike": HOMOGLYPHS, "invisible": INVISIBLE, "dashes": DASHES, "spaces": SPACES,
        "word": WORD_CHARS, "sameI": SAME_I.pattern.replace(r"\A", "^").replace(r"\Z", "$"),
    }  # fmt: skip
    weights = json.loads((ROOM / "weights.json").read_text("utf-8"))
    # ASCII: some of these characters are invisible, and one must not come first in a class
    return f"const TABLES = {json.dumps(tables)};\nconst WEIGHTS = {json.dumps(weights)};\n"
