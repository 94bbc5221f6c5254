"""How far a scanned page leans, and the page set upright.

Of all small angles the right one makes the lines of text the sharpest stripes: the counts of
dark points along them, squared, add up to most. (Postl 1986; here on a sample of the points.)
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PIL import Image

_MOST = 6.0
_LEAST = 0.15
_WIDTH = 900
_POINTS = 60_000
_SURE = 1.08
"""How much sharper than unturned the stripes must be: a table of dots has no clear angle."""


def upright(page: Any) -> tuple[Any, float]:
    """``page`` (PIL, any mode) turned so that its lines lie level, and by how many degrees.

    Leaning more than 6 degrees is not seen; less than 0.15 is left as it is.
    """
    angle = leaning(page)
    if abs(angle) < _LEAST:
        return page, 0.0
    white = 255 if page.mode == "L" else (255,) * len(page.getbands())
    turned = page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=white)
    turned.info.update(page.info)
    return turned, angle


def leaning(page: Any) -> float:
    """Degrees, counted against the clock, that set the lines of ``page`` level; 0 if unclear."""
    rows, columns = _dark(page)
    if len(rows) < 500:
        return 0.0
    coarse = [_MOST * step / 12 for step in range(-12, 13)]
    best = max(coarse, key=lambda a: _sharpness(rows, columns, a))
    fine = [best + step / 20 for step in range(-10, 11)]
    best = max(fine, key=lambda a: _sharpness(rows, columns, a))
    clear = _sharpness(rows, columns, best) > _SURE * _sharpness(rows, columns, 0.0)
    return best if clear and abs(best) <= _MOST else 0.0


def _dark(page: Any) -> tuple[Any, Any]:
    """Rows and columns of dark points of the page made small, its edges left out."""
    height = round(page.height * _WIDTH / page.width)
    grey = np.asarray(page.convert("L").resize((_WIDTH, height), Image.Resampling.BOX))
    paper, ink = float(np.median(grey)), float(np.percentile(grey, 1))
    edge = _WIDTH // 40  # shadows of the glass
    inner = grey[edge:-edge, edge:-edge]
    rows, columns = np.nonzero(inner < (paper + ink) / 2 - 1)
    step = max(1, len(rows) // _POINTS)
    return rows[::step].astype(np.float32), columns[::step].astype(np.float32)


def _sharpness(rows: Any, columns: Any, angle: float) -> float:
    """Squares of the dark points on each stripe that leans by ``angle`` degrees."""
    level = rows + columns * math.tan(math.radians(-angle))
    counts = np.bincount((level - level.min()).astype(np.int32))
    return float(np.dot(counts, counts))
