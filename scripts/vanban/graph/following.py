"""What a text says that the archive follows up: terms it defines, duties it sets, levels it asks.

Read once for each file; kept as plain tuples, for they lie in a cache between builds.
"""

from __future__ import annotations

import marshal
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from vanban.graph.asked import Asked, find_asked
from vanban.graph.deadlines import When
from vanban.graph.definitions import Term, find_terms
from vanban.graph.reviews import Duty, find_duties
from vanban.model import Mention, Provision

SHORT = 200
"""Letters of a text too short to be told from others by what it says."""

PLAIN = 2
"""Of marshal: later forms mark what is held elsewhere, too, so that equal values give other bytes."""


class Following(NamedTuple):
    """``print`` is the same for two equal texts, '' for short ones."""

    terms: tuple[Term, ...] = ()
    duties: tuple[Duty, ...] = ()
    asked: tuple[Asked, ...] = ()
    print: str = ""


NOTHING = Following()


def follow(
    text: str, mentions: Sequence[Mention], provisions: Sequence[Provision], signed: str,
    *, whole: bool,
) -> Following:  # fmt: skip
    """What there is to follow in ``text``.

    ``signed`` is its ISO day or ''. A record without its text (not ``whole``) holds a clerk's words, not
    the document's: of such nothing is read, its duties stand in the front matter.
    """
    if not whole:
        return NOTHING
    return Following(
        find_terms(text, provisions), find_duties(text, mentions, provisions, signed),
        find_asked(text, provisions), fingerprint(text),
    )  # fmt: skip


def fingerprint(text: str) -> str:
    """Twelve hexadecimal digits of ``text``; '' when it is too short to be told from others."""
    if len(text) < SHORT:
        return ""
    return blake2b(text.strip().encode(), digest_size=6).hexdigest()


def pack(found: Following) -> bytes:
    """``found`` for a cache; empty when there is nothing."""
    if found == NOTHING:
        return b""
    row: tuple[Any, ...] = (
        tuple(map(tuple, found.terms)),
        tuple((duty.kind, tuple(duty.when), *duty[2:]) for duty in found.duties),
        tuple(map(tuple, found.asked)), found.print,
    )  # fmt: skip
    return marshal.dumps(row, PLAIN)


def unpack(data: bytes) -> Following:
    """The inverse of ``pack``."""
    if not data:
        return NOTHING
    terms, duties, asked, mark = marshal.loads(data)  # noqa: S302 - our own cache
    return Following(
        tuple(map(Term._make, terms)),
        tuple(Duty(kind, When(*when), *rest) for kind, when, *rest in duties),
        tuple(map(Asked._make, asked)), mark,
    )  # fmt: skip
