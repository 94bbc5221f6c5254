"""Our own colours stand whatever palette a site has: nothing lies open to what is below it."""

from __future__ import annotations

import re
from pathlib import Path

import vanban

STYLES = sorted(Path(vanban.__file__).parent.rglob("assets/vanban/*.css"))
DECLARED = re.compile(r"(--vb-[\w-]+):")


def rules(selector: str) -> set[str]:
    """What blocks of exactly this selector declare."""
    texts = "".join(path.read_text("utf-8") for path in STYLES)
    blocks = re.findall(rf"(?m)^{re.escape(selector)} \{{([^}}]*)\}}", texts)
    return {name for block in blocks for name in DECLARED.findall(block)}


def test_every_colour_used_has_a_value_in_any_palette() -> None:
    """One with a second choice in ``var`` may be left to a palette of ours."""
    texts = "".join(path.read_text("utf-8") for path in STYLES)
    used = set(re.findall(r"var\((--vb-[\w-]+)\)", texts))
    assert {"--vb-card", "--vb-muted", "--vb-mark"} <= used
    own = set(DECLARED.findall(re.sub(r"(?m)^[^{}]*\{\n(?:  --.*\n)*\}", "", texts)))
    assert used - own <= rules(":root")


def test_the_dark_scheme_has_the_same_colours() -> None:
    light = {name for name in rules(":root") if not re.search("serif|kinh|dong-ho", name)}
    assert rules('[data-md-color-scheme="slate"]') == light
