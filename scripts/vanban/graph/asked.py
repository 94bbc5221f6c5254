"""Levels a text asks to carry it out with a document of their own.

``Các tỉnh ủy, thành ủy … xây dựng kế hoạch thực hiện Chỉ thị này`` asks the provinces. Only a
request for a plan, a programme, a document, or to make it known and carry it out counts; that
a body has some task in a law doesn't. A level that was asked and has nothing in the archive is a gap.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vanban.graph.review_words import MARKS, SENTENCE_END
from vanban.model import Cap, Provision

ORDER: tuple[Cap, ...] = ("trung_uong", "tinh", "huyen", "xa", "co_so")
LIMIT = 360
"""Characters of the sentence that are kept."""


class Asked(NamedTuple):
    """A level that is asked, the clause that asks and its sentence."""

    cap: Cap
    anchor: str
    loi: str


_WORDS = ("kế hoạch", "chương trình", "uán triệt", "ụ thể h", "ổ chức t")
_ISSUED = re.compile("hành (?:văn bản|nghị|chỉ)")
"""Pieces looked for before any pattern is; three that begin alike in one look."""

_AHEAD = ("dựng", "hành", "có", "lập", "duyệt", "khai", "hiện", "chức", "các")
"""Last words before a plan that somebody is asked for."""

_TYPES = r"(?:Chỉ\s+thị|Nghị\s+quyết|Kết\s+luận|Quy\s+định|Quy\s+chế|Đề\s+án|Chương\s+trình|Kế\s+hoạch|Thông\s+tri|Hướng\s+dẫn|Quyết\s+định|Chiến\s+lược)"
_DONE = r"(?:thực\s+hiện|triển\s+khai|thi\s+hành|cụ\s+thể\s+hóa)(?:\s+(?:thực\s+hiện|có\s+hiệu\s+quả|nghiêm\s+túc|nghiêm|tốt|cụ\s+thể|phù\s+hợp|hiệu\s+quả|việc))*"
_ACT = re.compile(
    r"(?:[Xx]ây\s+dựng|[Bb]an\s+hành|[Cc]ó|[Ll]ập)(?:(?:,|\s+và)?\s+(?:xây\s+dựng|ban\s+hành|tổ\s+chức|triển\s+khai|phê\s+duyệt|thực\s+hiện))*\s+(?:các\s+)?(?:kế\s+hoạch|chương\s+trình|văn\s+bản|nghị\s+quyết|chỉ\s+thị|đề\s+án|hướng\s+dẫn)"
    rf"(?=[^.;]{{0,70}}?{_DONE}\s*(?:[.;,]|{_TYPES}(?:\s+này)?(?:\s*[.;,]|\s+[a-zđà-ỹ])))"
    rf"|[Cc]ụ\s+thể\s+h(?:óa|oá)(?=[^.;]{{0,60}}(?:{_TYPES}\s+này|thành\s|bằng\s))"
    rf"|(?:[Qq]uán\s+triệt|[Tt]ổ\s+chức\s+(?:triển\s+khai|thực\s+hiện))(?=[^.;]{{0,60}}?(?:{_TYPES}\s+này|{_TYPES}\s*[.;]))"
)
_UBND = r"(?:(?:Ủy|Uỷ) ban nhân dân|UBND) (?:các |cấp )*"
_NAMES: tuple[tuple[Cap, str], ...] = (
    (
        "trung_uong",
        r"các bộ(?! phận| tiêu| luật)|bộ, (?:cơ quan ngang bộ|ban, ngành|ngành)|ban cán sự đảng(?! (?:ủy|uỷ|UBND))"
        r"|đảng (?:đoàn|ủy) trực thuộc (?:trung ương|TW)|các ban đảng|các cơ quan trung ương",
    ),
    (
        "tinh",
        r"(?:các )?tỉnh (?:ủy|uỷ)|(?:các )?tỉnh, thành (?:ủy|uỷ|phố)|thành (?:ủy|uỷ) trực thuộc (?:trung ương|TW)"
        rf"|{_UBND}tỉnh|Hội đồng nhân dân (?:các |cấp )*tỉnh",
    ),
    ("huyen", rf"(?:các )?(?:huyện|quận|thị) (?:ủy|uỷ)|{_UBND}(?:huyện|quận)"),
    (
        "xa",
        rf"đảng (?:ủy|uỷ) (?:các |cấp )*(?:xã|phường)|{_UBND}(?:xã|phường)|cấp (?:ủy|uỷ) cơ sở|(?:đảng bộ|chi bộ) cơ sở",
    ),
)
_BODIES = tuple(
    (cap, re.compile(rf"(?<!\w)(?:{names})".replace(" ", r"\s+"), re.IGNORECASE))
    for cap, names in _NAMES
)
_REACH = 320


def find_asked(text: str, provisions: Sequence[Provision]) -> tuple[Asked, ...]:
    """The levels ``text`` asks, from the highest, each with the first clause that does."""
    found: dict[Cap, Asked] = {}
    starts: list[int] = []
    for low, high in _sentences(text):
        for act in _ACT.finditer(text, low, high):
            head = text[max(low, act.start() - _REACH) : act.start()]
            for cap, bodies in _BODIES:
                if cap in found or not bodies.search(head):
                    continue
                starts = starts or [p.start for p in provisions]
                found[cap] = Asked(
                    cap, _place(provisions, starts, act.start()), _told(text, low, high)
                )
    return tuple(found[cap] for cap in ORDER if cap in found)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Sentences with one of the words, each once."""
    done = -1
    for at in sorted(_hits(text)):
        if at < done:
            continue
        low = max(text.rfind("\n", 0, at) + 1, at - 2 * _REACH)
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        for m in SENTENCE_END.finditer(text, low, end):
            if m.start() >= at:
                end = m.end()
                break
            low = m.end()
        done = end
        yield low, end


def _hits(text: str) -> Iterator[int]:
    yield from (m.start() for m in _ISSUED.finditer(text))
    for word in _WORDS:
        at = text.find(word)
        while at >= 0:
            if word[0] not in "kc" or text[max(0, at - 12) : at].rstrip().endswith(_AHEAD):
                yield at
            at = text.find(word, at + len(word))


def _place(provisions: Sequence[Provision], starts: list[int], at: int) -> str:
    n = bisect_right(starts, at) - 1
    while n >= 0 and provisions[n].end <= at:
        n -= 1
    return provisions[n].anchor if n >= 0 else ""


def _told(text: str, low: int, high: int) -> str:
    words = " ".join(MARKS.sub("", text[low:high]).split())
    return words if len(words) <= LIMIT else words[:LIMIT].rsplit(" ", 1)[0] + " …"
