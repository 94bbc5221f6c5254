"""Private characters put into the Markdown so that places survive the rendering.

U+E000–U+E0FF are ours; the same characters in a document are replaced before. ``OPEN`` and
``CLOSE`` stand round a citation, ``MARK`` and a three-digit code at the start of a provision
or a heading. For the reference renderer, which may move text or lose it (footnotes, links),
slots are numbered by the same codes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from vanban.model import Provision

OPEN = "\ue000"
CLOSE = "\ue001"
MARK = "\ue002"

CODE_LENGTH = 3
HEADING = "\ue0fe" * CODE_LENGTH
"""Code of a heading that is no provision."""
NOTES = "\ue0fd" * CODE_LENGTH
"""Code of the block of footnotes."""

DIGITS = "\ue010-\ue0af\ue0fd\ue0fe"
"""Inside of a character class: what a code is made of."""

_FOREIGN_RE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\ue0ff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Controls, half characters, our marks and what is no character at all."""

_BASE, _ZERO = 160, 0xE010
_HEADING_RE = re.compile(r"#{1,6}[ \t]*")
_LEAD = " \t*_"  # blanks and emphasis may stand before a label

Spans = Sequence[tuple[int, int]]


def neutral(text: str) -> str:
    """``text`` of the same length with every foreign character as U+FFFD."""
    return _FOREIGN_RE.sub("\ufffd", text)


@cache
def code_of(number: int) -> str:
    """Three private digits; ``number`` below 4,096,000. Codes sort as their numbers do."""
    high, low = divmod(number, _BASE)
    high, middle = divmod(high, _BASE)
    return chr(_ZERO + high) + chr(_ZERO + middle) + chr(_ZERO + low)


@cache
def number_of(code: str) -> int:
    """Inverse of :func:`code_of`."""
    high, middle, low = (ord(digit) - _ZERO for digit in code)
    return (high * _BASE + middle) * _BASE + low


def places_of(body: str, provisions: Sequence[Provision]) -> list[int]:
    """Where the marks of the provisions go: at the start of the line, or behind its ``#``.

    A provision that starts within a line is marked there.
    """
    places = []
    for p in provisions:
        start = p.start
        if body[start - 2 : start] == "\n\n" and body[start : start + 1] not in " \t#":
            places.append(start)
        else:
            places.append(_place_of(body, start))
    return places


def _place_of(body: str, start: int) -> int:
    line = start if not start or body[start - 1] == "\n" else body.rfind("\n", 0, start) + 1
    heading = _HEADING_RE.match(body, line)
    place = heading.end() if heading else line
    return start if body[place:start].strip(_LEAD) else place


def spread(body: str, places: list[int], slots: Spans) -> tuple[str, list[int], Spans]:
    """The same with a blank line before every marked line that follows another.

    A provision stands in its own block even when its writer forgot the blank line.
    """
    breaks = sorted({
        p for p in places if p > 1 and body[p - 1] == "\n" and body[p - 2] != "\n"
    })  # fmt: skip
    if not breaks:
        return body, places, slots
    cuts = [0, *breaks, len(body)]
    parts = [body[a:b] for a, b in pairwise(cuts)]
    return (
        "\n".join(parts),
        [p + bisect_left(breaks, p + 1) for p in places],
        [(a + bisect_left(breaks, a + 1), b + bisect_left(breaks, b)) for a, b in slots],
    )


def with_slots(body: str, places: list[int], slots: Spans) -> tuple[str, dict[int, int]]:
    """``body`` with plain slot marks, and the number of the provision at each place in it."""
    points = [point for span in slots for point in span]
    cuts = [0, *points, len(body)]
    parts = [body[a:b] for a, b in pairwise(cuts)]
    for n in range(len(slots)):
        parts[2 * n + 1] = f"{OPEN}{parts[2 * n + 1]}{CLOSE}"
    at: dict[int, int] = {}
    before = 0
    for n, place in enumerate(places):
        before = bisect_left(points, place, before)
        # a slot that ends here is closed before the provision
        closed = before % 2 and points[before] == place
        at[place + before + closed] = n
    return "".join(parts), at


def with_all(body: str, places: list[int], slots: Spans) -> str:
    """``body`` with the marks of provisions and numbered slots in place."""
    cuts = [(place, 1, MARK + code_of(n)) for n, place in enumerate(places)]
    for n, (start, end) in enumerate(slots):
        # at one offset: first what closes, then the provision, then what opens in it
        cuts += ((start, 2, OPEN + code_of(n)), (end, 0, CLOSE + code_of(n)))
    cuts.sort()
    out: list[str] = []
    at = 0
    for place, _, mark in cuts:
        out += (body[at:place], mark)
        at = place
    out.append(body[at:])
    return "".join(out)
