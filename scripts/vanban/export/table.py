"""CSV (RFC 4180) that office programs open as it is meant: no cell becomes a formula.

A cell that begins with ``= + - @`` (or their full-width forms), a tab or a line's end would be
run by a spreadsheet; it gets an apostrophe before it (OWASP, "CSV injection").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from vanban.export.columns import COLUMNS
from vanban.export.markup import plain
from vanban.export.values import Values

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of the machine."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_QUOTED = re.compile('[,;"\n\r\t]').search
_HARMLESS = re.compile(r"\w(?:[\w ./:()-]*[\w./:()-])?", re.ASCII).fullmatch
"""Most cells at a glance: they begin with a letter or figure and hold nothing to be looked at."""


@lru_cache(maxsize=20_000)
def cell(text: str) -> str:
    """One cell, harmless and quoted where it must be."""
    if not text or _HARMLESS(text):
        return text
    text = plain(text)
    if text.lstrip(" \u00a0").startswith(_FORMULA):
        text = f"'{text}"
    if not _QUOTED(text) and text == text.strip():
        return text
    return '"' + text.replace('"', '""') + '"'


def line(cells: Iterable[str]) -> str:
    """One row with its end (CR LF)."""
    return ",".join(map(cell, cells)) + "\r\n"


_NAMES = tuple(column.name for column in COLUMNS)
HEAD = line(_NAMES)


def document_line(values: Values) -> str:
    """The row of one document, in the order of ``COLUMNS``."""
    cells = []
    for name in _NAMES:
        value = values.get(name, "")
        cells.append(value if isinstance(value, str) else text_of(values, name))
    return line(cells)


def text_of(values: Values, name: str) -> str:
    """What the table shows of one column."""
    value: Any = values.get(name, "")
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(int(value))
    if name == "nguoi_ky":
        return "; ".join(map(_signer, value))
    return "; ".join(value) if isinstance(value, list) else str(value)


def _signer(signer: dict[str, str]) -> str:
    office = ", ".join(signer[k] for k in ("tu_cach", "chuc_vu") if k in signer)
    return f"{signer['ten']} ({office})" if office else signer["ten"]
