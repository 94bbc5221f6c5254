"""Citation slots of a rendered body: what each becomes, and which a reader must be told of."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from vanban.site.markup import document_href, escape
from vanban.site.views import SLOT_CLOSE, SLOT_OPEN, ClauseLine, LinkKind, LinkOutcome

DOUBT_WORDS: dict[LinkKind, tuple[str, str]] = {
    "ambiguous": ("mo-ho", "nhiều khả năng"),
    "not_held": ("chua-co", "kho chưa giữ"),
    "unclear": ("chua-ro", "chưa rõ"),
}
"""Class ending and the words that mark a citation that is not a link."""

DOUBT_TIPS: dict[LinkKind, str] = {
    "ambiguous": "Có nhiều văn bản khớp với câu chữ này.",
    "not_held": "Kho chưa giữ văn bản này.",
    "unclear": "Câu chữ không đủ để biết văn bản nào.",
}
"""What is said when resolution has no more to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A citation without one certain target: ``surface`` as HTML, ``times`` it stands there."""

    surface: str
    outcome: LinkOutcome
    words: str
    times: int


# Half the time of ``bytes.split``, whose search is slow in Vietnamese text: most of its letters
# begin with a byte near the marks' own.
_at_marks = re.compile(re.escape(SLOT_OPEN) + b"|" + re.escape(SLOT_CLOSE)).split


_PLACES = re.compile(rb'(?:\n|\A)<(?:p|h[2-6]) id="([^"]+)"|<a class="headerlink" href="#([^"]+)"')
"""Where a block with an anchor begins, and where its link to itself stands."""


def cut_slots(html: bytes, count: int) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """What stands before the first slot, then (inside, after) of each; ValueError on a mismatch."""
    first, *parts = _at_marks(html)
    if len(parts) != 2 * count:
        raise ValueError(f"phần thân có {len(parts) // 2} chỗ dẫn chiếu nhưng nhận {count} kết quả")
    return first, list(zip(parts[::2], parts[1::2], strict=True))


def doubts_of(html: bytes, slots: tuple[LinkOutcome, ...]) -> tuple[Doubt, ...]:
    """Citations without a certain target, alike ones once, in the order of the text."""
    if not any(slot.kind in DOUBT_WORDS for slot in slots):
        return ()
    seen: dict[tuple[bytes, LinkOutcome], int] = {}
    for slot, (inside, _) in zip(slots, cut_slots(html, len(slots))[1], strict=True):
        if slot.kind in DOUBT_WORDS:
            seen[inside, slot] = seen.get((inside, slot), 0) + 1
    return tuple(
        Doubt(surface=inside.decode(), outcome=slot, words=DOUBT_WORDS[slot.kind][1], times=times)
        for (inside, slot), times in seen.items()
    )


def fill_slots(
    html: bytes, slots: tuple[LinkOutcome, ...], doc_id: str, root: str, doubts: tuple[Doubt, ...]
) -> bytes:
    """The body with every slot a link or a marked phrase that leads to its explanation."""
    first, cut = cut_slots(html, len(slots))
    numbers = {(doubt.surface.encode(), doubt.outcome): n for n, doubt in enumerate(doubts, 1)}
    out = [first]
    for slot, (inside, after) in zip(slots, cut, strict=True):
        if slot.kind in DOUBT_WORDS:
            out += (_marked(slot, inside, numbers[inside, slot]), after)
        else:
            out += (linked(slot, inside, doc_id, root), after)
    return b"".join(out)


def linked(slot: LinkOutcome, inside: bytes, doc_id: str, root: str) -> bytes:
    """``inside`` as a link to what ``slot`` means, seen from the page of ``doc_id``."""
    after = _missing(slot.missing) if slot.missing else b""
    if slot.kind == "self" or slot.target == doc_id:
        if not slot.anchor:
            return inside + after
        href = f"#{slot.anchor}"
    else:
        href = document_href(slot.target, root, slot.anchor)
    return b"%b%b</a>%b" % (_opening(href, slot.tip), inside, after)


def _missing(words: str) -> bytes:
    return f'<span class="vb-cite__dau vb-cite__dau--thieu">{escape(words)}</span>'.encode()


def annotated(html: bytes, counts: Mapping[str, bytes], notes: Mapping[str, bytes]) -> bytes:
    """``html`` with ``counts`` in the lines of clauses and ``notes`` before them, by anchor.

    A note whose clause has no block of its own stands before the one that holds it, or before
    all of the text.
    """
    if not notes:
        return _counted(html, counts)
    places = list(_PLACES.finditer(html))
    blocks = {m[1].decode() for m in places if m[1]}
    before: dict[str, bytes] = {}
    for anchor, note in notes.items():
        place = _block_of(anchor, blocks)
        before[place] = before.get(place, b"") + note
    out, at = [before.get("", b"")], 0
    for m in places:
        piece = before.get(m[1].decode()) if m[1] else counts.get(m[2].decode())
        if piece:
            out += (html[at : m.start()], piece)
            at = m.start()
    out.append(html[at:])
    return b"".join(out)


def _counted(html: bytes, counts: Mapping[str, bytes]) -> bytes:
    """``html`` with ``counts`` alone: a few places, found sooner than all that could be one."""
    links = (b'<a class="headerlink" href="#%b"' % anchor.encode() for anchor in counts)
    found = zip(map(html.find, links), counts.values(), strict=True)
    out: list[bytes] = []
    at = 0
    for place, piece in sorted(one for one in found if one[0] >= 0):
        out += (html[at:place], piece)
        at = place
    out.append(html[at:])
    return b"".join(out)


def _block_of(anchor: str, blocks: Container[str]) -> str:
    while anchor and anchor not in blocks:
        anchor = "-".join(anchor.split("-")[:-2])
    return anchor


def counts_of(clauses: Iterable[ClauseLine], page: str = "") -> dict[str, bytes]:
    """The number at each clause that others cite, leading to the list of them on ``page``."""
    return {clause.anchor: _count(clause.anchor, len(clause.citing), page) for clause in clauses}


def _count(anchor: str, number: int, page: str) -> bytes:
    return (
        f'<a class="vb-duoc-dan" href="{page}#vb-dd-{anchor}" title="{number} văn bản dẫn chỗ này">{number}</a>'
    ).encode()


@lru_cache(maxsize=20_000)
def _opening(href: str, tip: str) -> bytes:
    title = f' title="{escape(tip)}"' if tip else ""
    return f'<a class="vb-cite" href="{href}"{title}>'.encode()


def marked_phrase(slot: LinkOutcome, inside: bytes) -> bytes:
    """A citation without a target where no list explains it: the words alone."""
    ending, words = DOUBT_WORDS[slot.kind]
    return (
        _phrase(slot, inside, ending)
        + (f'<span class="vb-cite__dau vb-cite__dau--{ending}">{words}</span>').encode()
    )


def _phrase(slot: LinkOutcome, inside: bytes, ending: str) -> bytes:
    tip = escape(slot.tip or DOUBT_TIPS[slot.kind])
    return f'<span class="vb-cite vb-cite--{ending}" title="{tip}">'.encode() + inside + b"</span>"


def _marked(slot: LinkOutcome, inside: bytes, number: int) -> bytes:
    ending, words = DOUBT_WORDS[slot.kind]
    return (
        _phrase(slot, inside, ending)
        + (
            f'<a class="vb-cite__dau vb-cite__dau--{ending}" href="#vb-dc-{number}">{words}</a>'
        ).encode()
    )
