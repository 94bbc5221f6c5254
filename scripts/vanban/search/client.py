"""The client of search: its source files put together as two classic scripts.

Modules don't load from ``file://``; so the parts in ``client/`` share one scope by standing in
one function, in the order of their names. 01-09 are the starter, which every page loads: keys,
signs and the way to the engine. 08 and 10-99 are the engine (10-49) and its interface (50-99),
which come when they are wanted; before them stand the tables that Python and the browser share.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import blake2b
from pathlib import Path

from vanban.search.lean import lean
from vanban.text import DASHES, HOMOGLYPHS, INVISIBLE, SAME_I, SPACES, WORD_CHARS

ROOM = Path(__file__).parent
PARTS = ROOM / "client"
ADDRESS = "assets/vanban/tim-kiem.js"
"""Where the starter lies in the site."""
ENGINE = "assets/vanban/tim-may.js"
"""Where the engine lies, beside it."""


@cache
def client_files() -> dict[str, bytes]:
    """Both scripts by address, UTF-8, in few bytes; the same parts give the same bytes."""
    return {ADDRESS: starter_script(), ENGINE: engine_script()}


@cache
def starter_script() -> bytes:
    """What every page loads; it knows the engine by its bytes, for browsers' caches."""
    stamp = blake2b(engine_script(), digest_size=4).hexdigest()
    named = f'const ENGINE = "{Path(ENGINE).name}?{stamp}";\n'
    return _script(named, "0*.js")


@cache
def engine_script(before: str = "") -> bytes:
    """``before`` stands first in its scope: an endpoint puts other ways to its answers there."""
    return _script(before + tables_part(), "08-*.js", "[1-9]*.js")


def _script(head: str, *patterns: str) -> bytes:
    paths = sorted(path for pattern in patterns for path in PARTS.glob(pattern))
    parts = "".join(path.read_text("utf-8") for path in paths)
    return lean(f'(function () {{\n"use strict";\n{head}{parts}}})();\n').encode()


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
