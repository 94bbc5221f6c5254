"""What a text defines: terms of its articles on words (``Giải thích từ ngữ``), each with its clause.

Nghị định 34/2016/NĐ-CP and 78/2025/NĐ-CP give words an article of their own, one clause a word:
``1. Dữ liệu là …``. Only such articles (and ``Khái niệm …`` of the codes) are read: elsewhere
``là`` states facts. What an amending text puts between “…” defines for another document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vanban.model import Provision

LIMIT = 700
"""Characters of a wording that are kept; the clause itself is one link away."""

_ARTICLES = frozenset({"dieu", "muc", "khoan", "phan"})

LONGEST = 220
"""A term longer than this is a sentence that happens to hold ``là``."""


class Term(NamedTuple):
    """A defined term: ``ten`` as printed, ``khac`` its other names (short form, English,
    abbreviation), ``anchor`` the clause, ``loi`` the wording from the term on, one line."""

    ten: str
    khac: tuple[str, ...]
    anchor: str
    loi: str


_TITLE = re.compile(
    r"(?:giải thích|định nghĩa|ý nghĩa)(?: (?:một số|các))?(?: (?:từ|thuật ngữ|khái niệm|chữ viết tắt)\b.*)?\Z"
    r"|(?:các |một số |những )?(?:từ ngữ|thuật ngữ|định nghĩa|khái niệm)\b.*"
    r"|giải thích (?:một số |các )?(?:từ|thuật ngữ|khái niệm)\b.*",
    re.IGNORECASE,
)
_FIRST = frozenset(["giải", "định", "ý", "các", "một", "những", "từ", "thuật", "khái"])
"""First words of titles that may be of such an article, in lower case."""

_IN_CLAUSE, _WHAT = "iải thích t", ("ừ", "huật")
_HEAD_REACH = 12
"""How far behind its number a clause names what it is about."""

_MARKER = re.compile(
    r"[#>*_\s]*(?:(?:Điều|Khoản)\s+\d+[a-zđ]?[.:]?\s*)?(?:\(?\d{1,3}[a-zđ]?(?:\.\d{1,3})*[.)/]|\d{1,3}(?:\.\d{1,3})+(?=\s)|\(?[a-zđ]\d?\)|[-+–•]|\\?\[\d+\])?[*_\s]*"
)
_VERB = re.compile(
    r"(?:,|\s)*(?:\s(?P<la>(?:được\s+(?:hiểu|gọi|xác\s+định|quy\s+định|coi|định\s+nghĩa)\s+(?:là|như\s+sau|gồm|bao\s+gồm)|(?:có\s+)?nghĩa\s+là|là|bao\s+gồm|gồm(?:\s+có)?"
    r"|dùng\s+để\s+chỉ|chỉ\s+(?:việc|các|những)))(?=[\s:]))"
    r"|\s*[:–]\s*(?P<hai>(?:[Ll]à|[Gg]ồm|[Bb]ao\s+gồm|[Đđ]ược\s+hiểu\s+là|[A-ZĐÀ-Ỹ])(?=\w|\s))"
    r"|(?P<cau>[.;?!](?:\s|\Z)|\n)"
)
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_CALLED = re.compile(r"(?:gọi|viết)(?:\s+(?:tắt|chung|là))*\Z")
_ALIAS = re.compile(
    r"(?:(?:sau\s+đây|dưới\s+đây|còn)?\s*(?:được\s+)?(?:gọi|viết)(?:\s+(?:tắt|chung))*(?:\s+(?:là|bằng))?|"
    r"(?:tên\s+)?tiếng\s+(?:Anh|Pháp|Nga|Trung)(?:\s+(?:là|gọi\s+là|viết\s+tắt))?)[\s:]*(?P<ten>[^,;]+)"
)
_FOREIGN = re.compile(r"[A-Za-z][A-Za-z0-9 /&.,'’+–-]*\Z")
_HERE = re.compile(
    r",?\s*(?:(?:được\s+)?(?:quy\s+định|nêu|sử\s+dụng|dùng|bảo\s+trì|áp\s+dụng|đề\s+cập)\s+)?(?:theo\s+quy\s+định\s+)?(?:tại|trong|theo)(?:\s+phạm\s+vi(?:\s+của)?)?\s+[^\s,;]+(?:\s+[^\s,;]+){0,2}\s+này\Z"
)
"""``X quy định tại Nghị định này``: where the word is used is no part of it."""

_INTRO = re.compile(r"[Tt]rong\s+[^,;.:]{3,40}\s+này,\s+")
_NO_TERM = re.compile(
    r"(?:ngoài|đối với|căn cứ|theo|khi|nếu|tại|các từ|những từ|các thuật ngữ|các khái niệm|một số|việc giải thích|từ ngữ|thuật ngữ|các cụm từ)(?!\w)"
    r"|(?:trong|trường hợp)(?!\w)(?:\s+\S+){5,}|.*(?:này|sau đây|dưới đây|như sau)\Z",
    re.IGNORECASE | re.DOTALL,
)
_QUOTES = " \t\n*_“”\"'‘’«»"


def find_terms(text: str, provisions: Sequence[Provision]) -> tuple[Term, ...]:
    """Every term ``text`` defines, in its order; ``provisions`` are those of ``text``."""
    out: list[Term] = []
    for n in _candidates(text, provisions):
        p = provisions[n]
        if _TITLE.fullmatch(_heading(text, p)):
            out += _of_article(text, p, _below(provisions, n))
    return tuple({t.anchor + t.ten: t for t in out}.values())


def _candidates(text: str, provisions: Sequence[Provision]) -> list[int]:
    """Provisions whose title may be of such an article: most texts have none, a law has thousands."""
    found = {
        n
        for n, p in enumerate(provisions)
        if p.title and p.title.split(" ", 1)[0].lower() in _FIRST and p.level in _ARTICLES
    }
    places = [
        at for at in _places(text, _IN_CLAUSE) if text.startswith(_WHAT, at + len(_IN_CLAUSE))
    ]
    if places:
        starts = [p.start for p in provisions]
        for at in places:
            n = bisect_right(starts, at) - 1
            if n >= 0 and at - starts[n] < _HEAD_REACH and provisions[n].level == "khoan":
                found.add(n)
    return sorted(found)


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _heading(text: str, p: Provision) -> str:
    """The title of an article; of a clause, its first line when it is nothing but a title."""
    if p.level in ("dieu", "phan", "muc"):
        return " ".join(p.title.strip(" *_.:").split())
    end = text.find("\n", p.start, p.end)
    line = text[p.start : p.end if end < 0 else end] if end - p.start < 120 else ""
    return " ".join(line[_MARKER.match(line).end() :].strip(" *_.:").split()) if line else ""  # type: ignore[union-attr]


def _below(provisions: Sequence[Provision], n: int) -> list[Provision]:
    end = provisions[n].end
    out = []
    for p in provisions[n + 1 :]:
        if p.start >= end:
            break
        out.append(p)
    return out


def _of_article(text: str, article: Provision, below: Sequence[Provision]) -> Iterator[Term]:
    """Clauses that define; a clause that only opens a list gives its points, bare text its lines."""
    children = [p for p in below if p.parent == article.anchor]
    for p in children:
        found = _read(text, p.start, p.end, p.anchor)
        if found:
            yield found
            continue
        yield from _of_points(text, p, [q for q in below if q.parent == p.anchor])
    if not children:
        first = text.find("\n", article.start, article.end)
        yield from _of_lines(text, first, article.end, article.anchor)


def _of_points(text: str, p: Provision, points: Sequence[Provision]) -> Iterator[Term]:
    for q in points:
        found = _read(text, q.start, q.end, q.anchor)
        if found:
            yield found
    if not points:
        first = text.find("\n", p.start, p.end)
        yield from _of_lines(text, first, p.end, p.anchor)


def _of_lines(text: str, low: int, high: int, anchor: str) -> Iterator[Term]:
    """Lines of an article without numbered clauses; what follows a definition belongs to it."""
    if low < 0:
        return
    at = low
    while 0 <= at < high:
        end = text.find("\n", at + 1, high)
        end = high if end < 0 else end
        if text[at:end].strip():
            found = _read(text, at, end, anchor)
            if found:
                yield found
        at = end


def _read(text: str, low: int, high: int, anchor: str) -> Term | None:
    """The term a clause begins with, or None when it defines nothing."""
    marker = _MARKER.match(text, low, high)
    start = marker.end() if marker else low
    intro = _INTRO.match(text, start, high)
    start = intro.end() if intro else start
    verb = _verb(text, start, high)
    if verb is None:
        return None
    name, others = _names(text[start : verb.start()])
    if not name or len(name) > LONGEST or not (intro or _begins_well(name)) or _NO_TERM.match(name):
        return None
    name = name[0].upper() + name[1:]
    return Term(name, others, anchor, _wording(text[start:high]))


def _verb(text: str, start: int, high: int) -> re.Match[str] | None:
    """The first word that defines, outside brackets and not of ``gọi tắt là``; None if there's none."""
    high = min(high, start + LONGEST + 200)
    for m in _VERB.finditer(text, start, high):
        head = text[start : m.start()]
        if head.count("(") > head.count(")") or head.count("[") > head.count("]"):
            continue
        if m["cau"]:
            return None
        if m["la"] and _CALLED.search(head.rstrip()):
            continue
        return m
    return None


def _names(head: str) -> tuple[str, tuple[str, ...]]:
    """(term, its other names) of what stands before the verb."""
    others: list[str] = []
    for m in _BRACKET.finditer(head):
        others += _aliases(m[0].strip(" ()[]\n\t"))
    bare = _BRACKET.sub("", head)
    called = re.search(r",?\s*(?:sau\s+đây|dưới\s+đây|còn)\s+(?:được\s+)?gọi", bare)
    if called:
        others += _aliases(bare[called.start() :].strip(" ,"))
        bare = bare[: called.start()]
    name = " ".join(_HERE.sub("", bare).split()).strip(_QUOTES + ",:;–-")
    return name, tuple(dict.fromkeys(o for o in others if o and o != name))


def _aliases(inner: str) -> list[str]:
    inner = " ".join(inner.split())
    found = [m["ten"].strip(_QUOTES + ".") for m in _ALIAS.finditer(inner)]
    head = re.split(r",? (?:viết tắt|sau đây|gọi tắt)", inner)[0].strip(_QUOTES + ",.")
    if (
        head
        and _FOREIGN.match(head)
        and len(head) < 80
        and not re.fullmatch(r"[a-z]|\d+|[ivx]+", head)
    ):
        found.insert(0, head)
    return [f for f in found if len(f) < 120]


def _begins_well(name: str) -> bool:
    return name[0].isupper() or name[0].isdigit() or (len(name) > 2 and name[1].isupper())


def _wording(piece: str) -> str:
    """The whole clause without its number: one line, cut at a word."""
    words = " ".join(
        re.sub(r"\*+|(?<!\w)_+|_+(?!\w)|(?m:^[#>]+ )|\\(?=[\[\]*_])", "", piece).split()
    )
    if len(words) <= LIMIT:
        return words
    return words[: LIMIT - 2].rsplit(" ", 1)[0] + " …"
