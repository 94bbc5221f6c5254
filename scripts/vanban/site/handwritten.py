"""Hand-written pages: their citation marks filled with links once the archive is known.

MkDocs renders such a page before the archive is brought up to date, and not at all when only
documents changed; so the page is kept as it came, with its marks, and filled by every build.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from vanban.citations.around import Around
from vanban.citations.resolve import resolve_all
from vanban.clauses import Clauses
from vanban.facts import Facts
from vanban.model import Ambiguous, Citation, Citing, Mention, NotHeld, Resolved, Unclear
from vanban.render.marks import CLOSE, OPEN
from vanban.site.assemble import missing_words, tip_of
from vanban.site.bodytext import linked, marked_phrase
from vanban.site.files import write_page
from vanban.site.markup import up
from vanban.site.views import SLOT_CLOSE, SLOT_OPEN, LinkOutcome

__all__ = ["CLOSE", "OPEN", "Held", "fill_pages", "filled", "held_data", "held_from_data"]

_SLOT = re.compile(re.escape(SLOT_OPEN) + b"(.*?)" + re.escape(SLOT_CLOSE), re.DOTALL)
_MARKS = re.compile(re.escape(SLOT_OPEN) + b"|" + re.escape(SLOT_CLOSE))


class FoundIn(Protocol):
    """What a page cites (``markdown_ext.Found``)."""

    @property
    def mentions(self) -> tuple[Mention, ...]: ...
    @property
    def around(self) -> Around: ...
    @property
    def slots(self) -> tuple[int, ...]: ...


class Held(NamedTuple):
    """A page as MkDocs wrote it, marks and all, and what it cites."""

    html: bytes
    mentions: tuple[Mention, ...]
    around: Around
    slots: tuple[int, ...]
    citing: Citing


def filled(html: bytes, found: FoundIn, citing: Citing, facts: Facts, root: str) -> bytes:
    """``html`` with every mark pair a link or a phrase marked as in documents.

    ``root`` leads from the page to the site's root. Marks that don't fit what was found (a
    theme that shows a text twice) are taken out and the text left as it is.
    """
    if html.count(SLOT_OPEN) != len(found.slots):
        return _MARKS.sub(b"", html)
    decided = resolve_all(found.mentions, citing, facts.candidates, facts.registry, found.around)
    clauses = Clauses(facts)
    outcomes = iter([_outcome(decided[n], facts, clauses) for n in found.slots])

    def link(m: re.Match[bytes]) -> bytes:
        slot = next(outcomes)
        if slot.kind == "resolved":
            return linked(slot, m[1], "", root)
        return marked_phrase(slot, m[1])

    return _SLOT.sub(link, html)


def _outcome(citation: Citation, facts: Facts, clauses: Clauses) -> LinkOutcome:
    match citation.outcome:
        case Resolved(target=target):
            places = clauses.pointed(citation.mention.pinpoint, target)
            gaps = [p.missing for p in places if p.missing]
            return LinkOutcome(
                kind="resolved", target=target, anchor=places[0].anchor if places else "",
                tip=tip_of(facts.face(target)),
                missing=missing_words(facts, clauses, target, gaps) if gaps else "",
            )  # fmt: skip
        case Ambiguous(reason=reason):
            return LinkOutcome(kind="ambiguous", tip=reason)
        case NotHeld(note=note):
            return LinkOutcome(kind="not_held", tip=note)
        case Unclear(reason=reason):
            return LinkOutcome(kind="unclear", tip=reason)


def fill_pages(site: Path, pages: Mapping[str, Held], facts: Facts) -> tuple[dict[str, bytes], int]:
    """Write every page filled: the pages by address from the site's root, how many differ now."""
    done = {
        url: filled(page.html, page, page.citing, facts, up(url)) for url, page in pages.items()
    }
    return done, sum(write_page(f"{site}/{url}", html) for url, html in done.items())


def held_data(pages: Mapping[str, Held]) -> dict[str, Any]:
    """Plain values that ``marshal`` can write."""
    return {
        url: (
            page.html,
            tuple(tuple(getattr(m, s) for s in Mention.__slots__) for m in page.mentions),
            (tuple(page.around.aliases.items()), tuple(page.around.topics.items())),
            page.slots,
            (page.citing.co_quan, page.citing.ngay),
        )
        for url, page in sorted(pages.items())
    }


def held_from_data(data: Mapping[str, Any]) -> dict[str, Held]:
    """The inverse of ``held_data``."""
    return {
        url: Held(
            html=html,
            mentions=tuple(
                Mention(**dict(zip(Mention.__slots__, m, strict=True))) for m in mentions
            ),
            around=Around(aliases=dict(around[0]), topics=dict(around[1])),
            slots=slots,
            citing=Citing(id="", co_quan=citing[0], ngay=citing[1]),
        )
        for url, (html, mentions, around, slots, citing) in data.items()
    }
