"""Metadata as YAML text: keys in the order of ``fields``, everything doubtful quoted."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from typing import Any

from vanban.corpus.fields import FIELDS
from vanban.model import Metadata

# Letters and figures first and last, and inside nothing that YAML reads as a sign. A colon,
# a "#", brackets and quotes go into quotes even where YAML would let them pass.
_SAFE = re.compile(r"[^\W_](?:[\w ./()%+;–-]*[\w)%])?")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_PLAIN_FIGURES = frozenset({"ngay", "hieu_luc_tu", "hieu_luc_den", "tu_ngay"})
# What some YAML reader would take for a truth value, nothing, or a number.
_WORDS = frozenset(["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"])
_NUMBER = re.compile(r"[-+.\d][\d_.,:eExXa-fA-F+-]*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_NOT_PRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u2028\u2029\u200b-\u200f\u2060\ufeff\ud800-\udfff\ufffe\uffff]"
)
_LIST_IN_LINES = frozenset(
    {"can_cu", "noi_nhan", "quan_he", "quan_he_bo", "chi_tieu", "nhiem_vu", "nguon", "goc"}
)
_ALWAYS = frozenset({"loai", "trich_yeu", "luu_hanh", "toan_van"})
_DEFAULTS = {f.name: f.default for f in fields(Metadata) if f.default is not MISSING}


def emit_head(meta: Metadata) -> str:
    """The lines between the two ``---``; ``read_metadata`` of them gives ``meta`` again."""
    lines: list[str] = []
    for key in FIELDS:
        value = getattr(meta, key, None)
        if value is not None and (key in _ALWAYS or value != _DEFAULTS.get(key)):
            lines += emit_field(key, value)
    return "\n".join(lines) + "\n"


def emit_document(meta: Metadata, body: str) -> str:
    """A whole file: head and body, lines ended by LF, one at the end."""
    tail = body.strip("\n")
    return f"---\n{emit_head(meta)}---\n" + (f"\n{tail}\n" if tail else "")


def emit_field(key: str, value: Any) -> list[str]:
    """The lines of one key; long lists have an item a line."""
    if isinstance(value, tuple):
        if key == "nguoi_ky" and len(value) == 1:
            return [f"{key}: {emit_value(value[0], key)}"]
        if key in _LIST_IN_LINES and value:
            return [f"{key}:", *(f"  - {emit_value(item, key)}" for item in value)]
        return [f"{key}: [{', '.join(emit_value(item, key) for item in value)}]"]
    return [f"{key}: {emit_value(value, key)}"]


def emit_value(value: Any, key: str = "") -> str:
    """A scalar, or a record as ``{a: …, b: …}`` without the parts that are empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if _is_safe(value, key) else quoted(value)
    if isinstance(value, tuple):
        return f"[{', '.join(emit_value(item, key) for item in value)}]"
    parts = [(f.name, getattr(value, f.name)) for f in fields(value)]
    return (
        "{" + ", ".join(f"{name}: {emit_value(part, name)}" for name, part in parts if part) + "}"
    )


def _is_safe(text: str, key: str) -> bool:
    if key in _PLAIN_FIGURES and _DATE.fullmatch(text):
        return True
    return (
        _SAFE.fullmatch(text) is not None
        and text.lower() not in _WORDS
        and not _NUMBER.fullmatch(text)
        and "  " not in text
    )


def quoted(text: str) -> str:
    """``text`` in double quotes; what can't be seen is written by its number."""
    for char, escape in _ESCAPES.items():
        text = text.replace(char, escape)
    return '"' + _NOT_PRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", text) + '"'
