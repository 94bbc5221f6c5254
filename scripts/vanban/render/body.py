"""One body in, HTML with slots, table of contents and text out: the room's order of work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vanban.model import Provision
from vanban.render.fast import convert, is_plain
from vanban.render.finish import Finished, Section, TocRow, assemble, blocks_of
from vanban.render.marks import neutral, places_of, spread, with_all, with_slots
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

    ``provisions`` are those of this body, in order; ``slots`` are (start, end) offsets into
    it, sorted and disjoint.
    """
    return render_fast(body, provisions, slots) or render_reference(body, provisions, slots)


def render_fast(
    body: str, provisions: Sequence[Provision], slots: Sequence[tuple[int, int]]
) -> Rendered | None:
    """What :func:`render_reference` gives, quicker; None when the body isn't plain."""
    if not is_plain(body):
        return None
    text, places = with_slots(*spread(body, places_of(body, provisions), slots))
    blocks = convert(text, places) if len(places) == len(provisions) else None
    if blocks is None:
        return None
    done = assemble(blocks, provisions)
    if not tidy(done.html, len(slots)):
        return None
    return _rendered(done, tuple(range(len(slots))), fast=True)


def render_reference(
    body: str, provisions: Sequence[Provision], slots: Sequence[tuple[int, int]]
) -> Rendered:
    """The body by Python-Markdown and the allow-list, or as plain paragraphs if too costly."""
    from vanban.render import reference  # not above: Python-Markdown, for one body in a hundred

    marked = with_all(*spread(neutral(body), places_of(body, provisions), slots))
    html, literal = reference.convert(marked)
    html, found = settle(html, slots)
    done = assemble(blocks_of(html, provisions), provisions)
    return _rendered(done, found, literal=literal)


def hit_rate(results: Iterable[Rendered]) -> float:
    """Share of bodies the fast path did, 0 to 1; 1 for none at all."""
    flags = [result.fast for result in results]
    return sum(flags) / len(flags) if flags else 1.0


def _rendered(
    done: Finished, slots: tuple[int, ...], *, fast: bool = False, literal: bool = False
) -> Rendered:
    return Rendered(
        html=done.html, toc=done.toc, text=done.text, sections=done.sections,
        slots=slots, fast=fast, literal=literal,
    )  # fmt: skip
