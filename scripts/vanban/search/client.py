"""The client of search: its source files put together as classic scripts.

Modules don't load from ``file://``; so the parts in ``client/`` share one scope by standing in
one function, in the order of their names. 01-09 are the starter, which every page loads: keys,
signs and the way to the others, which come when they are wanted. 08 and 10-69 are the engine
(10-49) with its boxes (50-69); before them stand the tables that Python and the browser share.
70-79 are the page of search, 80-89 the bar over a document: scripts of their own, for most who
ask need neither. What they use of the engine it hands over in one list, in an order known here.
"""

from __future__ import annotations

import json
import re
from functools import cache
from hashlib import blake2b
from pathlib import Path

from vanban.search.asking import asking_part
from vanban.search.lean import lean
from vanban.search.script_tokens import tokens_of
from vanban.search.short_names import roles_of
from vanban.text import DASHES, HOMOGLYPHS, INVISIBLE, SAME_I, SPACES, WORD_CHARS

ROOM = Path(__file__).parent
PARTS = ROOM / "client"
ADDRESS = "assets/vanban/tim-kiem.js"
"""Where the starter lies in the site."""
ENGINE = "assets/vanban/tim-may.js"
"""Where the engine lies, beside it."""
PAGE = "assets/vanban/tim-trang.js"
"""Where lies what only the page of search needs."""
FIND = "assets/vanban/tim-trong.js"
"""Where the bar lies that looks through an open document."""
_LENT = {PAGE: "7*.js", FIND: "8*.js"}


@cache
def client_files(endpoint: str = "") -> dict[str, bytes]:
    """All scripts by address, UTF-8, in few bytes; the same parts give the same bytes.

    With ``endpoint`` the engine asks there before the site's own files (``asking``).
    """
    before = asking_part(endpoint) if endpoint else ""
    return {ADDRESS: starter_script(before), ENGINE: engine_script(before), **_lent_scripts()}


@cache
def starter_script(before: str = "") -> bytes:
    """What every page loads; it knows the others by their bytes, for browsers' caches.

    They have one stamp: none of them may come from another release than the engine.
    """
    others = engine_script(before) + b"".join(_lent_scripts().values())
    names = {"ENGINE": Path(ENGINE).name, "PAGE": Path(PAGE).name, "FIND": Path(FIND).name}
    names["STAMP"] = "?" + blake2b(others, digest_size=4).hexdigest()
    names["HEAD"] = "" if before else "../../tim/kho.js"  # an endpoint needs no index
    named = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in names.items())
    return _script(named, _parts("0*.js"), "")


@cache
def engine_script(before: str = "") -> bytes:
    """``before`` stands first in its scope: an endpoint puts other ways to its answers there."""
    lends = f"window.vanban.shared = [{', '.join(_shared())}];\n"
    return _script(before + tables_part(), _engine_parts(), lends + _came(ENGINE))


@cache
def _lent_scripts() -> dict[str, bytes]:
    """They do nothing where the engine isn't there: the starter then says what is missing."""
    made = {}
    for address, pattern in _LENT.items():
        borrows = (
            "if (!window.vanban.shared) return;\n"
            f"const [{', '.join(_shared())}] = window.vanban.shared;\n"
        )
        made[address] = _script(borrows, _parts(pattern), _came(address))
    return made


@cache
def _shared() -> tuple[str, ...]:
    """What other scripts use of what the engine declares in its outermost scope, in order."""
    used = {name for pattern in _LENT.values() for name in _names(_parts(pattern))[1]}
    return tuple(sorted(used & _names(tables_part() + _engine_parts())[0]))


def _names(source: str) -> tuple[set[str], set[str]]:
    """Names declared in the outermost scope, and names used that are declared nowhere here."""
    solid = [t for t in tokens_of(source) if t.kind not in ("space", "note")]
    roles = roles_of(solid)
    used = {t.text for i, t in enumerate(solid) if t.kind == "name" and i not in roles.keys}
    return roles.common, used - roles.declared


def _came(address: str) -> str:
    return f'window.vanban.came?.add("{Path(address).name}");\n'


def _engine_parts() -> str:
    return _parts("08-*.js", "[1-6]*.js")


def _parts(*patterns: str) -> str:
    paths = sorted(path for pattern in patterns for path in PARTS.glob(pattern))
    return "".join(path.read_text("utf-8") for path in paths)


def _script(head: str, parts: str, tail: str) -> bytes:
    return lean(f'(function () {{\n"use strict";\n{head}{parts}{tail}}})();\n').encode()


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
        f"const ALIKE = {alike};\nconst TABLES = {_bare_keys(json.dumps(tables))};\n"
        f"const WEIGHTS = {re.sub(_ZEROS, '', _bare_keys(json.dumps(weights)))};\n"
    )


_ZEROS = re.compile(r"(?<![\d.])0(?=\.\d)|\.0(?!\d)")


def _bare_keys(text: str) -> str:
    """An object's keys as a script may write them."""
    return re.sub(r'"(\w+)": ', r"\1: ", text)
