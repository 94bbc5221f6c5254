"""Markdown dialect to HTML: citation slots, provision anchors, table of contents, plain text.

source --marks--> marked Markdown --fast | reference | literal--> marked HTML --finish--> Rendered

The marks are private characters, so that no Markdown rule sees what they stand for; every way
of rendering carries them through, and one finisher turns them into ids and links.
"""

from __future__ import annotations

from vanban.render.body import Rendered, hit_rate, render_body
from vanban.render.marks import CLOSE, OPEN

__all__ = ["CLOSE", "OPEN", "Rendered", "hit_rate", "render_body"]
