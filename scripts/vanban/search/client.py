"""The client of search: its source files put together as one classic script.

Modules don't load from ``file://``; so the parts in ``client/`` share one scope by standing in
one function, in the order of their names (10–49 the engine, 50–99 the interface). Before them
stand the tables that Python and the browser share.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from vanban.search.lean import lean
from vanban.text import DASHES, HOMOGLYPHS, INVISIBLE, SAME_I, SPACES, WORD_CHARS

ROOM = Path(__file__).parent
PARTS = ROOM / "client"
ADDRESS = "assets/vanban/tim-kiem.js"
"""Where the script lies in the site."""


@cache
def client_script() -> bytes:
    """The whole script, UTF-8, in few bytes; the same parts give the same bytes."""
    parts = "".join(path.read_text("utf-8") for path in sorted(PARTS.glob("*.js")))
    return lean(f'(function () {{\n"use strict";\n{tables_part()}{parts}}})();\n').encode()


def tables_part() -> str:
    """What normalisation and ranking go by, as constants."""
    tables = {
        "invisible": INVISIBLE, "dashes": DASHES, "spaces": SPACES,
        "word": WORD_CHARS, "sameI": SAME_I.pattern.replace(r"\A", "^").replace(r"\Z", "$"),
    }  # fmt: skip
    weights = json.loads((ROOM / "weights.json").read_text("utf-8"))
    alike = json.dumps(["".join(HOMOGLYPHS), "".join(HOMOGLYPHS.values())], ensure_ascii=False)
    # ASCII: some of these characters are invisible, and one must not come first in a class
    return (
        f"const ALIKE = {alike};\nconst TABLES = {json.dumps(tables)};\n"
        f"const WEIGHTS = {json.dumps(weights)};\n"
    )
