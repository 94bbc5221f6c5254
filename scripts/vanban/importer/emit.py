"""Front matter as YAML: every string that isn't plainly safe is quoted.

One small function, so that an archive's own writer can take its place.
"""

from __future__ import annotations

import json
import re
from typing import Any

# Letters, digits and gentle signs, not looking like a number, date, flag or YAML syntax.
_PLAIN = re.compile(r"[^\W\d_][\w ,./()–-]*[\w.)]|[^\W\d_]")
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def scalar(text: str) -> str:
    """A YAML scalar that reads back as ``text``."""
    if text in ("true", "false"):
        return text
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text  # the archive's reader takes every scalar as text
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def front_matter_text(data: dict[str, Any]) -> str:
    """The lines between the two ``---``."""
    lines: list[str] = []
    for key, value in data.items():
        if isinstance(value, list):
            lines.append(f"{key}:")
            lines += [f"  - {_item(item)}" for item in value]
        else:
            lines.append(f"{key}: {scalar(str(value))}")
    return "\n".join(lines) + "\n"


def _item(item: Any) -> str:
    if not isinstance(item, dict):
        return scalar(str(item))
    pairs = (f"{k}: {_flow(str(v))}" for k, v in item.items() if v)
    return "{" + ", ".join(pairs) + "}"


def _flow(text: str) -> str:
    """Inside braces a comma would end the value."""
    return json.dumps(text, ensure_ascii=False) if "," in text else scalar(text)


def document_text(data: dict[str, Any], body: str) -> str:
    """The whole file."""
    return f"---\n{front_matter_text(data)}---\n\n{body}"
