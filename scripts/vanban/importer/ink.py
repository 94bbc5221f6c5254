"""A scanned page made plain before its letters are looked for: dirt out, grey to paper or ink.

A speck is a point with at most one neighbour of its colour; no stroke at 200 dpi or more is that
thin. (A median over the page loses the grave accent of ``điều``: measured.) What is clearly
lighter than the letters, a copied seal or the grain of the paper, becomes paper.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from PIL import Image

_INK_SHARE = 0.52
"""How far from ink to paper a point may be and count as ink: strokes have soft edges."""
_PAPER_SHARE = 0.8
_ALONE = 1


def without_specks(page: Any) -> Any:
    """``page`` (PIL) in its mode, its single dark and white points painted over."""
    grey = np.asarray(page.convert("L"))
    dark = grey < _middle(grey)
    spots = _alone(dark), _alone(~dark)
    if not any(found.any() for found in spots):
        return page
    mended = np.array(page)
    mended[spots[0]], mended[spots[1]] = 255, 0
    plain = Image.fromarray(mended)
    plain.info.update(page.info)
    return plain


def _middle(grey: Any) -> float:
    """Half way from the paper to the darkest of a sample of the page."""
    sample = grey[::7, ::7]
    return (float(np.median(sample)) + float(np.percentile(sample, 0.5))) / 2


def _alone(mask: Any) -> Any:
    """Points of ``mask`` with at most one neighbour in it; the page's rim is left as it is."""
    near = np.zeros(mask.shape, np.uint8)
    inner = near[1:-1, 1:-1]
    height, width = mask.shape
    for down in range(3):
        for right in range(3):
            if (down, right) != (1, 1):
                inner += mask[down : height - 2 + down, right : width - 2 + right]
    found = mask & (near <= _ALONE)
    found[[0, -1], :] = found[:, [0, -1]] = False
    return found


def plain(grey: Any) -> Any:
    """``grey`` (PIL, mode L) with letters from black on and everything paler white.

    A page whose letters may themselves be the pale ones is left as it is.
    """
    page = np.asarray(grey)
    edge = page.shape[1] // 40  # shadows of the glass
    inner = page[edge:-edge:3, edge:-edge:3] if edge else page
    paper = float(np.median(inner))
    dark = inner[inner < _middle(page)]
    if not dark.size:
        return grey
    ink = float(np.median(dark))
    reach = paper - ink
    between = (inner > ink + _INK_SHARE * reach) & (inner < ink + _PAPER_SHARE * reach)
    if reach < 40 or between.sum() > dark.size:
        return grey
    scale = 255 / (_INK_SHARE * reach)
    return grey.point([round(min(255.0, max(0.0, (v - ink) * scale))) for v in range(256)])
