"""One body in, HTML with slots, table of contents and text out: the room's order of work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vanban.model import Provision
from vanban.render import fast, reference
from vanban.render.finish import Section, TocRow, finish
from vanban.render.marks import OPEN, mark_up, neutral
from vanban.render.slots import settle, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A body's HTML and what else is read off it.

    ``html``: each citation slot stands between ``OPEN`` and ``CLOSE``; ``slots[n]`` is the index
    of the given slot the n-th pair belongs to (one may be missing or be cut into several).
    ``toc``: (level from 2 without gaps, anchor, title as HTML). ``text``: plain, a line a
    block. ``sections``: (anchor, plain text) in order, which joined by newlines are ``text``;
    what stands before the first anchor has the anchor ``""``. ``fast``: the string renderer
    did it alone. ``literal``: too costly to read as Markdown, shown as plain paragraphs.
    """

    html: str
    toc: tuple[TocRow, ...]
    text: str
    sections: tuple[Section, ...]
    slots: tuple[int, ...]
    fast: bool
    literal: bool = False


def render_body(
    body: str, provisions: Sequence[Provision], slots: Sequence[tuple[int, int]]
) -> Rendered:
    """Render the NFC Markdown ``body`` of one document.

    ``provisions`` are those of this body; ``slots`` are (start, end) offsets into it, sorted
    and disjoint.
    """
    return render_fast(body, provisions, slots) or render_reference(body, provisions, slots)


def render_fast(
    body: str, provisions: Sequence[Provision], slots: Sequence[tuple[int, int]]
) -> Rendered | None:
    """What :func:`render_reference` gives, quicker; None when the body isn't plain."""
    if not fast.is_plain(body):
        return None
    html = fast.convert(mark_up(body, provisions, slots, numbered=False))
    if html is None or html.count(OPEN) != len(slots) or not tidy(html):
        return None
    return _rendered(html, provisions, tuple(range(len(slots))), fast=True)


def render_reference(
    body: str, provisions: Sequence[Provision], slots: Sequence[tuple[int, int]]
) -> Rendered:
    """The body by Python-Markdown and the allow-list, or as plain paragraphs if too costly."""
    marked = mark_up(neutral(body), provisions, slots, numbered=True)
    literal = not reference.affordable(marked)
    html, found = settle(reference.convert(marked), slots)
    return _rendered(html, provisions, found, literal=literal)


def hit_rate(results: Iterable[Rendered]) -> float:
    """Share of bodies the fast path did, 0 to 1; 1 for none at all."""
    flags = [result.fast for result in results]
    return sum(flags) / len(flags) if flags else 1.0


def _rendered(
    html: str,
    provisions: Sequence[Provision],
    slots: tuple[int, ...],
    *,
    fast: bool = False,
    literal: bool = False,
) -> Rendered:
    done = finish(html, provisions)
    return Rendered(
        html=done.html, toc=done.toc, text=done.text, sections=done.sections,
        slots=slots, fast=fast, literal=literal,
    )  # fmt: skip
