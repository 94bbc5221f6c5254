"""Mentions of documents in a text: ordered rules, then what stands beside each hit.

The order is the precedence: a span taken by an earlier rule is closed to later ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from vanban.citations.context import complete
from vanban.citations.named import named
from vanban.citations.numbered import numbered
from vanban.citations.page import Hit, Page, read_page
from vanban.citations.selfref import selfref
from vanban.citations.short import short
from vanban.model import Mention

Rule = Callable[[Page, Sequence[Hit]], Iterable[Hit]]
RULES: tuple[Rule, ...] = (numbered, named, short, selfref)


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Every mention in ``text`` (NFC), in order, spans disjoint: ``text[m.start:m.end] == m.surface``.

    Marked as the marking guide of the docs says; costs time linear in the text.
    """
    page = read_page(text)
    taken: list[Hit] = []
    for rule in RULES:
        taken = _merge(taken, rule(page, taken))
    return complete(page, taken)


def _merge(taken: list[Hit], fresh: Iterable[Hit]) -> list[Hit]:
    """Both in order of place; a fresh hit that touches a taken one is dropped."""
    fresh = list(fresh)
    if not fresh:
        return taken
    out: list[Hit] = []
    rest = iter(taken)
    held = next(rest, None)
    for hit in fresh:
        while held and held.end <= hit.start:
            out.append(held)
            held = next(rest, None)
        if not (held and held.start < hit.end) and not (out and out[-1].end > hit.start):
            out.append(hit)
    if held:
        out.append(held)
    out.extend(rest)
    return out
