"""Private characters put into the Markdown so that places survive the rendering.

U+E000–U+E0FF are ours; the same characters in a document are replaced before. ``OPEN`` and
``CLOSE`` stand round a citation, ``MARK`` and a three-digit code at the start of a provision
or a heading. Where text may be moved or lost on the way (footnotes, surplus cells) slots are
numbered by the same codes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from vanban.model import Provision

OPEN = "\ue000"
CLOSE = "\ue001"
MARK = "\ue002"

CODE_LENGTH = 3
HEADING = "\ue0fe" * CODE_LENGTH
"""Code of a heading that is no provision."""
NOTES = "\ue0fd" * CODE_LENGTH
"""Code of the block of footnotes."""

_FOREIGN_RE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\ue0ff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Controls, half characters, our marks and what is no character at all."""

_BASE, _ZERO = 160, 0xE010
_HEADING_RE = re.compile(r"#{1,6}[ \t]*")
_LEAD = " \t*_"  # blanks and emphasis may stand before a label


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


def mark_up(
    body: str,
    provisions: Sequence[Provision],
    slots: Sequence[tuple[int, int]],
    *,
    numbered: bool,
) -> str:
    """``body`` with all marks in place; slots carry their number if ``numbered``."""
    cuts = []
    for n, p in enumerate(provisions):
        start = p.start
        if body[start - 2 : start] == "\n\n" and body[start : start + 1] not in " \t#":
            cuts.append((start, 1, MARK + code_of(n)))
        else:
            cuts.append(_provision_cut(body, start, n))
    code = ""
    for n, (start, end) in enumerate(slots):
        if numbered:
            code = code_of(n)
        # at one offset: first what closes, then the provision, then what opens in it
        cuts += ((start, 2, OPEN + code), (end, 0, CLOSE + code))
    cuts.sort()
    out: list[str] = []
    at = 0
    for place, _, mark in cuts:
        out += (body[at:place], mark)
        at = place
    out.append(body[at:])
    return "".join(out)


def _provision_cut(body: str, start: int, number: int) -> tuple[int, int, str]:
    """Where a provision's mark goes: behind the ``#`` of a heading, else before the line.

    A provision stands in its own block, so a line that follows another gets a blank one before
    it. One that starts within a line is marked there.
    """
    mark = MARK + code_of(number)
    line = start if not start or body[start - 1] == "\n" else body.rfind("\n", 0, start) + 1
    if body[line : line + 1] == "#":
        heading = _HEADING_RE.match(body, line)
        place = heading.end() if heading else line
        return (max(start, place) if body[place:start].strip(_LEAD) else place), 1, mark
    if body[line:start].strip(_LEAD):
        return start, 1, mark
    return line, 1, mark if line < 2 or body[line - 2] == "\n" else "\n" + mark
