"""Make the site's fonts anew from their makers' files: the weights and letters it uses, no more.

Needs fonttools and brotli, which nothing else here does, and two packages of npm unpacked::

    npm pack source-serif@4.5.1 source-sans@3.52.0      (then tar xzf each)
    PYTHONHASHSEED=0 python scripts/fonts.py SERIF/package/VAR SANS/package/VF

Writes ``theme/assets/vanban/fonts`` and prints the ``unicode-range`` of the usual letters.
The licence keeps the makers' names for unchanged files: ours have names of their own.
"""

from __future__ import annotations

import io
import sys
import unicodedata
from itertools import product
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TO = Path(__file__).parent / "vanban/site/theme/assets/vanban/fonts"
WEIGHTS = (400, 650)
"""Styles ask for 400 to 700; the last 50 can't be told apart on a screen."""
SIZE = 14
"""Optical size in points."""
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "lnum", "tnum"]
NAMES = {1: "{}", 2: "Regular", 3: "{}", 4: "{}", 6: "{}", 16: "{}"}
KEPT_NAMES = [0, 1, 2, 3, 4, 6, 13, 14]

MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
SIGNS = "\u00a0§¶©«»°±²³·×÷–—‘’“”…•†‰′″←↑→↓−≤≥¼½¾₫đĐÐð"
REST = (range(0xA0, 0x250), range(0x1E00, 0x1F00), range(0x2000, 0x2200), range(0x2200, 0x2300))

FILES = (
    ("vb-sans", "SourceSans3VF-Upright.ttf", False, False),
    ("vb-sans-khac", "SourceSans3VF-Upright.ttf", True, False),
    ("vb-serif", "SourceSerif4Variable-Roman.ttf", False, False),
    ("vb-serif-khac", "SourceSerif4Variable-Roman.ttf", True, False),
    ("vb-serif-nghieng", "SourceSerif4Variable-Italic.ttf", False, True),
)
"""Name, source, whether for rare letters, whether of one weight."""


def vietnamese() -> set[int]:
    """Every letter of Vietnamese with every tone, composed; ASCII; marks; signs of papers."""
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    letters = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    composed = "".join(
        unicodedata.normalize("NFC", letter + tone) for letter, tone in product(letters, tones)
    )
    return {ord(c) for c in composed + MARKS + SIGNS} | set(range(0x20, 0x7F))


def shrunk(source: Path, letters: set[int], name: str, *, one_weight: bool) -> TTFont:
    """``source`` with just ``letters`` and our weights, under our name."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(layout_features=FEATURES, hinting=False, glyph_names=False)
    options.name_IDs = KEPT_NAMES
    options.drop_tables += ["DSIG", "MVAR", "STAT"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    axes: dict[str, Any] = {"wght": WEIGHTS[0] if one_weight else WEIGHTS, "opsz": SIZE}
    known = {axis.axisTag for axis in font["fvar"].axes}
    font = instancer.instantiateVariableFont(
        font, {tag: value for tag, value in axes.items() if tag in known}
    )
    for number, form in NAMES.items():
        for record in [r for r in font["name"].names if r.nameID == number]:
            record.string = form.format(name)
    again = io.BytesIO()
    font.save(again)
    return TTFont(io.BytesIO(again.getvalue()), recalcTimestamp=False)


def ranges(codes: set[int]) -> str:
    """``codes`` as CSS writes them."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{a:04X}" + (f"-{b:04X}" if b > a else "") for a, b in runs)


def main(serif: Path, sans: Path) -> None:
    usual = vietnamese()
    rare = {code for part in REST for code in part} - usual
    for name, file, is_rare, one_weight in FILES:
        source = (sans if "Sans" in file else serif) / file
        font = shrunk(
            source,
            rare if is_rare else usual,
            name.title().replace("-", " "),
            one_weight=one_weight,
        )
        font.flavor = "woff2"
        font.save(TO / f"{name}.woff2")
        size = (TO / f"{name}.woff2").stat().st_size
        print(name, size, "" if is_rare else ranges(set(font.getBestCmap())))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
