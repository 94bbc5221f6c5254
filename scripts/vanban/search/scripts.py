"""The files of the index: plain scripts ``V("key", "stamp", …)``, so http and a disk are alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

FOLDER = "tim"
File = tuple[str, bytes]
"""Address from the site root, bytes."""

Files = Iterator[File]
_dumped = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def address(key: str) -> str:
    """``t/300`` lies in ``tim/t/1/300.js``: no folder holds more than a few hundred files."""
    kind, _, name = key.partition("/")
    number = name.partition("-")[0]
    if kind in ("u", "w", "t", "d", "r") and number.isdigit():
        return f"{FOLDER}/{kind}/{int(number) >> 8}/{name}.js"
    return f"{FOLDER}/{key}.js"


def script(key: str, stamp: str, *values: Any) -> File:
    return address(key), f"V({_dumped([key, stamp, *values])[1:-1]})\n".encode()
