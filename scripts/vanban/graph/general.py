"""Clauses that speak of documents without naming one: nothing is invented for them, but they are told.

``bai_bo_chung``: whatever was laid down before and is contrary ends (``Những quy định trước đây
trái với Luật này đều bãi bỏ``). ``dan_chieu_dong``: a document referred to is to be read as what
has amended or replaced it, so that its references lead to the newest version.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from vanban.graph.units import inside, quotes_of, unit_end, unit_start

Kind = Literal["bai_bo_chung", "dan_chieu_dong"]

_S = r"[ \n]{1,4}"


def _words(text: str) -> str:
    return text.replace(" ", _S)


_CONTRARY = re.compile(
    _words(
        r"(?:trái với|không phù hợp với|không còn phù hợp với|khác với)[^.;]{0,90}"
        r"(?:(?:đều |bị |thì |được )*(?:bãi bỏ|hủy bỏ|huỷ bỏ)|hết hiệu lực|không còn hiệu lực)"
        r"|(?:bãi bỏ|hủy bỏ|huỷ bỏ) (?:các|những|mọi) (?:văn bản|quy định)[^.;]{0,60} trái với"
    )
)
_DYNAMIC = re.compile(
    _words(
        r"(?:được )?(?:viện dẫn|dẫn chiếu|tham chiếu|trích dẫn)[^.;]{0,160}"
        r"(?:sửa đổi|bổ sung|thay thế)[^.;]{0,80}(?:thì )?(?:áp dụng|thực hiện)"
    )
)
_SIGNS: tuple[tuple[Kind, str, re.Pattern[str]], ...] = (
    ("bai_bo_chung", "hông phù hợp", _CONTRARY), ("bai_bo_chung", "trái", _CONTRARY),
    ("dan_chieu_dong", "dẫn", _DYNAMIC), ("dan_chieu_dong", "tham chiếu", _DYNAMIC),
)  # fmt: skip


class General(NamedTuple):
    """``start``/``end`` span the words that say it; ``low``/``high`` their sentence."""

    kind: Kind
    start: int
    end: int
    low: int
    high: int


def general_clauses(text: str) -> tuple[General, ...]:
    """General clauses of a text in its order, quotations left out."""
    quotes = quotes_of(text)
    found: dict[tuple[Kind, int], General] = {}
    for kind, sign, pattern in _SIGNS:
        for m in pattern.finditer(text) if sign in text else ():
            if inside(quotes, m.start()):
                continue
            low, high = unit_start(text, m.start(), 0), unit_end(text, m.end())
            found.setdefault((kind, low), General(kind, m.start(), m.end(), low, high))
    return tuple(sorted(found.values(), key=lambda g: (g.start, g.kind)))
