"""A scanned page made plain: dirt goes, strokes stay, what is pale is paper unless it is letters."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageDraw

from vanban.importer.ink import plain, without_specks


def written(ink: int, *, seal: int = 255) -> Image.Image:
    """A grey page of words in ``ink``, with strokes of four points, under a pale ring ``seal``."""
    page = Image.new("L", (1240, 1754), 250)
    pen = ImageDraw.Draw(page)
    pen.ellipse((700, 1200, 1000, 1500), outline=seal, width=12)
    for line in range(40):
        for word in range(12):
            x, y = 150 + 75 * word, 150 + 36 * line
            pen.rectangle((x, y, x + 50, y + 4), fill=ink)
            pen.rectangle((x + 20, y - 6, x + 23, y + 14), fill=ink)
    return page


def test_specks_go_and_strokes_stay() -> None:
    clean = written(20).convert("RGB")
    ImageDraw.Draw(clean).rectangle((1060, 200, 1200, 1600), fill=(20, 20, 20))
    dirty, dice = clean.copy(), random.Random(6)
    for y in range(207, 1595, 7):
        dirty.putpixel((dice.randrange(10, 140), y), (0, 0, 0))
        dirty.putpixel((dice.randrange(1070, 1190), y), (255, 255, 255))
    dirty.info["dpi"] = (300, 300)
    found = without_specks(dirty)
    light = [
        page.convert("L").point(lambda v: 255 * (v > 130)).tobytes() for page in (found, clean)
    ]
    assert light[0] == light[1]
    assert (found.mode, found.info["dpi"]) == ("RGB", (300, 300))
    assert without_specks(clean) is clean


@pytest.mark.parametrize("ink", [0, 20, 90])
def test_a_copied_seal_becomes_paper(ink: int) -> None:
    page = plain(written(ink, seal=(ink + 250) // 2 + 30))
    assert page.getpixel((706, 1350)) == 255
    assert page.getpixel((160, 152)) < 20


def test_pale_letters_are_not_taken_for_a_seal() -> None:
    """A black stamp does not make the grey letters of a faint copy paper."""
    page = written(150)
    ImageDraw.Draw(page).rectangle((600, 1650, 700, 1700), fill=0)
    assert plain(page).getpixel((160, 152)) < 160
    blank = Image.new("L", (300, 400), 250)
    assert plain(blank) is blank
