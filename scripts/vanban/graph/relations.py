"""Typed relations a text states, with the sentence that states them.

A relation is this document's own act (``active``) unless the phrase stands in the title of
another document, in quoted replacement text, or in a passive whose agent is the object.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vanban.graph.phrases import (
    BEFORE,
    CARRIER,
    EFFECT_DAY,
    ENDS,
    LIST_HEAD,
    OWN_EFFECT,
    PASSIVE,
    RELATIVE_DAY,
)
from vanban.graph.sentence import sentence_around
from vanban.model import Claim, Mention, Provision, QuanHe
from vanban.text import parse_date, slug

AnchorsOf = Callable[[str], tuple[str, ...]]
ENDING: frozenset[QuanHe] = frozenset({"thay_the", "bai_bo", "het_hieu_luc", "dinh_chi"})

_OF = re.compile(r"[ \n,]*của[ \n]*")
_BLANKS = " \n*_"
_QUOTE = re.compile("[“”]")
# One class of first characters, which is five times as fast as an alternation of them.
_CLAUSE = re.compile(
    r"[;\n.!?](?:(?<=;)|(?<=\n)(?:[ \t]*\n|(?=[ \t]*(?:[-+•]|\d{1,3}\.|[a-zđ]\d?\)|Điều |Căn cứ)))"
    r"|(?<=[.!?])(?<!\d.)[ \n](?=[A-ZĐ“])|(?<=\d\.)[ ](?=[A-ZĐ][a-zà-ỹ]))"
)
_DATE = re.compile(
    r"[ \n,(]{0,4}(?:đề )?ngày[ \n]*\d[\d /.\n-]*(?:tháng[ \n]*\d{1,2})?(?:[ \n]*năm[ \n]*\d{4})?\)?"
)
_AND = re.compile(r"[ \n]*(?:,|và|, và|;|hoặc)[ \n]*(?:các[ \n]+)?\Z")
_JOINTS = (",", ";", "và", "hoặc", "các")
_OPENING = re.compile(
    r"(?:\A|có[ \n]+hiệu[ \n]+lực(?:[ \n]+thi[ \n]+hành)?,|[,;]|(?<!\w)và)[ \n]*(?:các[ \n]+)?\Z",
    re.IGNORECASE,
)
# What follows a title when the sentence goes back to this document's own acts.
_OWN_ACT = re.compile(r"(?:(?:^|[ \n])(?:và|đồng thời|để|nhằm|này|sau đây)|,)[ \n]*\Z")
# ``bãi bỏ một số điều của`` changes a document and doesn't end it.
_PART = re.compile(r"một[ \n]+(?:số|phần)|(?:nội dung|khoản|điểm|biểu mẫu)(?!\w)")
# ``văn bản hướng dẫn Luật A`` names documents; only an act guides or details.
_BY_ACTS = frozenset({"huong_dan", "quy_dinh_chi_tiet"})
_NOUN = re.compile(
    r"(?:văn bản|pháp luật|các (?:nghị định|thông tư|quy định)|theo|trưởng)(?: có liên quan)?[ \n,]*\Z"
)
_NEW_PART = re.compile(r"\n(?:#|Điều \d|Chương )")
_MARKS = " \n\t-+*•#>_.)(0123456789abcdđeghiklmnopq"
_NEAR = 220
_REACH = 700
Act = tuple[QuanHe, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A text with what every question about it needs."""

    text: str
    mentions: Sequence[Mention]
    quotes: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    provisions: Sequence[Provision]


def plain_anchors(pinpoint: str) -> tuple[str, ...]:
    """Stands in where the caller gives no reader of pinpoints: marks a part as a part."""
    return (slug(pinpoint),) if pinpoint else ()


def find_claims(
    text: str, mentions: Sequence[Mention], provisions: Sequence[Provision],
    anchors_of: AnchorsOf = plain_anchors,
) -> tuple[Claim, ...]:  # fmt: skip
    """Every relation ``text`` states, in order of the mentions; at most one act a mention.

    ``mention`` of a claim indexes ``mentions``. ``anchors_of`` reads a pinpoint into anchors
    of the target; a claim about several provisions becomes several claims.
    """
    if not mentions:
        return ()
    scene = _scene(text, mentions, provisions)
    out: list[Claim] = []
    last: Act | None = None
    for n, mention in enumerate(mentions):
        if mention.kind == "self" or _quoted(scene, mention.start):
            last = None
            continue
        last = _act(scene, n, last)
        if last:
            out.extend(_claims(scene, n, last, anchors_of))
    return tuple(out)


def _scene(text: str, mentions: Sequence[Mention], provisions: Sequence[Provision]) -> Scene:
    return Scene(
        text=text, mentions=mentions, quotes=_quotes(text),
        starts=tuple(p.start for p in provisions), provisions=provisions,
    )  # fmt: skip


def _tail(text: str, mention: Mention) -> int:
    """Where a mention's own date and issuer end."""
    end = mention.end
    for _ in range(2):
        date = _DATE.match(text, end)
        end = date.end() if date else end
        of = _OF.match(text, end, end + 12) if mention.co_quan else None
        if of:
            end = _past_words(text, of.end(), mention.co_quan) or end
    return end


def _past_words(text: str, at: int, words: str) -> int:
    """Where ``words`` end that begin at ``at``, whatever blanks and emphasis are between; or 0."""
    high = at + 2 * len(words) + 8
    for n, word in enumerate(words.split()):
        begun = at
        while n and text[at : at + 1] in _BLANKS and at < len(text):
            at += 1
        if (n and at == begun) or not text.startswith(word, at, high):
            return 0
        at += len(word)
    return at


def _quotes(text: str) -> tuple[tuple[int, int], ...]:
    """Outermost “…” pairs; an opening mark that is never closed opens nothing."""
    out: list[tuple[int, int]] = []
    if "“" not in text:
        return ()
    depth = start = 0
    for m in _QUOTE.finditer(text):
        if m[0] == "“":
            start = m.start() if not depth else start
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                out.append((start, m.end()))
    return tuple(out)


def _quoted(scene: Scene, at: int) -> bool:
    n = bisect_right(scene.quotes, (at, len(scene.text))) - 1
    return n >= 0 and scene.quotes[n][1] > at


# -- what is done to a mention -------------------------------------------------------------


def _act(scene: Scene, n: int, last: Act | None) -> Act | None:
    """(relation, active) for mention ``n``, or None when the text does nothing to it.

    ``last``: what was done to the mention before, which a coordination carries on.
    """
    mention = scene.mentions[n]
    if n and _continues(scene, n):
        return last
    low = _clause_start(scene.text, mention.start)
    before = _without_pinpoint(scene.text[low : mention.start], mention)
    ended = _ended(scene, n, before)
    if ended:
        return ended
    near = before[-_NEAR:].lower()
    if "được" in near and PASSIVE.search(near):
        return _passive(scene, n, low)
    if not before.strip(_MARKS):
        return _listed(scene.text, low)
    if CARRIER.fullmatch(before):
        return ("ban_hanh_kem", False)
    at = low + len(before) - len(near)
    words = " ".join(near.split()) if "\n" in near or "  " in near else near
    for name, word, phrase in BEFORE:
        m = phrase.search(near) if word in words else None
        if m and not (name in _BY_ACTS and _NOUN.search(near, 0, m.start())):
            if _in_title(scene, n, low, at + m.start()):
                return None
            return ("sua_doi" if name in ENDING and _PART.search(m[0]) else name, True)
    return None


def _continues(scene: Scene, n: int) -> bool:
    """Whether only a joint stands between mention ``n`` and the one before it."""
    start, held = scene.mentions[n].start, scene.mentions[n - 1]
    words = scene.text[max(0, start - 24) : start].rstrip(" \n")
    if not words.endswith(_JOINTS) or held.kind == "self":
        return False
    return bool(_AND.match(scene.text, _tail(scene.text, held), start))


def _clause_start(text: str, at: int) -> int:
    """Most clauses are short, so a short stretch is looked through first."""
    floor = max(0, at - _REACH)
    for start in (max(floor, at - _NEAR), floor):
        found = floor
        for m in _CLAUSE.finditer(text, start, at):
            found = m.end()
        if found > floor or start == floor:
            return found
    return floor


def _without_pinpoint(before: str, mention: Mention) -> str:
    """The words before a mention without its own ``khoản 2 Điều 5 của``."""
    if not mention.pinpoint:
        return before
    words = r"[ \n,*_]+".join(map(re.escape, mention.pinpoint.split()))
    m = re.search(rf"{words}[ \n,]*(?:của|tại)?[ \n]*\Z", before)
    return before[: m.start()] if m else before


def _ended(scene: Scene, n: int, before: str) -> Act | None:
    """``A … hết hiệu lực``: the subject is a document that opens the clause or is listed there."""
    if not _opens(before):
        return None
    tail = _tail(scene.text, scene.mentions[n])
    m = None
    for m in ENDS.finditer(scene.text, tail, _clause_end(scene.text, tail)):
        if m["het"]:
            break
    if not m or _speaks_of_itself(scene, n, m.start()):
        return None
    if m["keo"]:
        return ("gia_han", True)
    if m["bai"]:
        return ("bai_bo", True)
    return ("dinh_chi" if m["ngung"] else "het_hieu_luc", True)


def _opens(before: str) -> bool:
    """Nothing but marks before, or a joint after an opening; the last word tells most apart."""
    if not before.strip(_MARKS):
        return True
    last = before[-12:].rstrip(" \n").lower()
    return (not last or last.endswith(_JOINTS)) and bool(_OPENING.search(before[-90:]))


def _clause_end(text: str, at: int) -> int:
    m = _CLAUSE.search(text, at, at + _REACH)
    return m.start() if m else min(len(text), at + _REACH)


def _speaks_of_itself(scene: Scene, n: int, high: int) -> bool:
    """Whether ``này`` stands between mention ``n`` and the verb: then that is what ends."""
    for m in scene.mentions[n + 1 :]:
        if m.start >= high:
            return False
        if m.kind == "self":
            return True
    return False


def _passive(scene: Scene, n: int, low: int) -> Act | None:
    """``Nghị định này được sửa đổi bởi B``: only then does the passive touch this document."""
    if not n or scene.mentions[n - 1].kind != "self" or scene.mentions[n - 1].start < low:
        return None
    words = scene.text[scene.mentions[n - 1].end : scene.mentions[n].start]
    return ("thay_the" if "thay thế" in words else "sua_doi", False)


def _listed(text: str, low: int) -> Act | None:
    """An item of a list whose opening line says what is done to all of them."""
    colon = text.rfind(":", max(0, low - 2500), low)
    if colon < 0 or _NEW_PART.search(text, colon, low):
        return None
    m = LIST_HEAD.search(text[max(0, colon - 260) : colon + 1].lower())
    if not m:
        return None
    if m["het"]:
        return ("het_hieu_luc", True)
    word = " ".join(m["bai"].split())
    return ("thay_the" if word == "thay thế" else "dinh_chi" if "đình" in word else "bai_bo", True)


def _in_title(scene: Scene, n: int, low: int, at: int) -> bool:
    """Whether the phrase at ``at`` belongs to the title of a document named before it."""
    k = n - 1
    while k >= 0 and scene.mentions[k].start >= at:
        k -= 1
    if k < 0 or scene.mentions[k].start < low or scene.mentions[k].kind == "self":
        return False
    gap = scene.text[_tail(scene.text, scene.mentions[k]) : at]
    return len(gap) < 400 and not _OWN_ACT.search(gap)


# -- the claim -----------------------------------------------------------------------------


def _claims(scene: Scene, n: int, act: Act, anchors_of: AnchorsOf) -> list[Claim]:
    mention = scene.mentions[n]
    name, active = act
    anchors = anchors_of(mention.pinpoint) if mention.pinpoint else ()
    if mention.pinpoint and not anchors:
        anchors = plain_anchors(mention.pinpoint)
    evidence, _, _ = sentence_around(scene.text, mention.start, mention.end)
    day = _day(scene, mention, name)
    return [
        Claim(
            quan_he=name,
            mention=n,
            active=active,
            source=_innermost(scene, mention.start),
            provision=anchor,
            tu_ngay=day,
            evidence=evidence,
        )
        for anchor in anchors or ("",)
    ]


def _day(scene: Scene, mention: Mention, name: QuanHe) -> str:
    """The day an ending or amendment takes effect: its own clause's, else the document's."""
    if name not in ENDING and name != "sua_doi":
        return ""
    high = _clause_end(scene.text, mention.end)
    clause = scene.text[mention.end : high]
    own = EFFECT_DAY.search(clause)
    if own and name in ENDING and not RELATIVE_DAY.search(clause[: own.start()]):
        return parse_date(own[1])
    return _own_day(scene.text)


@lru_cache(maxsize=4)
def _own_day(text: str) -> str:
    """The day the document says it takes effect; looked for once, however many claims ask."""
    own = OWN_EFFECT.search(text)
    return parse_date(own[1]) if own else ""


def _innermost(scene: Scene, at: int) -> str:
    """Anchor of the deepest provision that holds ``at``."""
    k = bisect_right(scene.starts, at) - 1
    while k >= 0 and scene.provisions[k].end <= at:
        k -= 1
    return scene.provisions[k].anchor if k >= 0 else ""
