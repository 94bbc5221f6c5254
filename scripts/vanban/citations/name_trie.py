"""Where the name of a law ends: the longest known name, by a tree of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from vanban.citations.law_names import names
from vanban.text import tone_placed

WORD = re.compile(r"[^\W\d_]+|\d+|&")
_MAX_NAME = 32


@lru_cache(maxsize=1)
def _trie() -> dict[str, object]:
    root: dict[str, object] = {}
    for spelling in chain.from_iterable(map(_spellings, names())):
        node = root
        for word in WORD.findall(spelling):
            node = node.setdefault(_key(word), {})  # type: ignore[assignment]
        node[""] = True
    return root


def _spellings(name: str) -> Iterator[str]:
    """``Phòng cháy và chữa cháy`` is written with a comma, ``Quản lý, sử dụng …`` with ``và`` too."""
    for written in dict.fromkeys((name, *_shortened(name))):
        yield written
        if " và " in written:
            yield written.replace(" và ", ", ")
        if written.count(", ") == 1:
            yield written.replace(", ", " và ")


# What names are shortened by; the first two go together, with either order of length.
_SHORT = (
    ("Hội đồng nhân dân", "HĐND"), ("Ủy ban nhân dân", "UBND"), ("Tòa án nhân dân", "TAND"),
    ("Viện kiểm sát nhân dân", "VKSND"), ("Mặt trận Tổ quốc", "MTTQ"), ("quy phạm pháp luật", "QPPL"),
    ("văn bản quy phạm pháp luật", "VBQPPL"), ("giá trị gia tăng", "GTGT"),
    ("thu nhập cá nhân", "TNCN"), ("thu nhập doanh nghiệp", "TNDN"), ("tiêu thụ đặc biệt", "TTĐB"),
    ("bảo hiểm xã hội", "BHXH"),
    ("bảo hiểm y tế", "BHYT"), ("chính quyền địa phương", "CQĐP"),
)  # fmt: skip


def _shortened(name: str) -> Iterator[str]:
    both = name
    for long, short in _SHORT:
        if long.lower() in name.lower():
            at = name.lower().find(long.lower())
            yield name[:at] + short + name[at + len(long) :]
            both = re.sub(long, short, both, flags=re.IGNORECASE)
    yield both


@lru_cache(maxsize=16384)
def _key(word: str) -> str:
    """A word of a name whatever its case, place of tone, ``y`` or ``i`` (``liệt sỹ``)."""
    low = tone_placed(word.lower()) if word != "&" else "và"
    if low[-1:] in _Y and low[-2:-1] not in ("", "u"):
        low = low[:-1] + _Y[low[-1]]
    return low


_Y = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))
_GLUED = ("ngày", "năm", "của", "và", "số")
"""Words that lost their blank to the last of a name (``Chính phủngày``)."""


def _unglued(node: dict[str, object], m: re.Match[str]) -> int:
    """Where the name ends in a word that another was glued to; 0 when it doesn't."""
    for tail in _GLUED:
        if m[0].endswith(tail):
            last = node.get(_key(m[0].removesuffix(tail)))
            return m.end() - len(tail) if isinstance(last, dict) and "" in last else 0
    return 0


_IN_BRACKETS = " (HIV/AIDS)"  # the only name of a law that ends in brackets
_DATED = re.compile(r" {1,3}(?:ngày|số|năm) {1,3}\d")
_ABOUT = re.compile(r" {1,3}về(?= )")


def known_name(flat: str, at: int) -> int:
    """End of the longest known law name that begins at ``at``, or ``at``."""
    about = _ABOUT.match(flat, at)
    if about and flat[max(0, at - 4) : at].lower() == "luật":
        # ``Luật về viên chức`` tells what a law is about, unless a date or number makes it a name.
        named_so = known_name(flat, about.end())
        return named_so if _DATED.match(flat, named_so) else at
    node, end, best = _trie(), about.end() if about else at, at
    for _ in range(_MAX_NAME):
        m = WORD.search(flat, end, end + 14)
        if not m or (m.start() - end > 6) or not _gap(flat, end, m.start()):
            break
        following = node.get(_key(m[0]))
        if not isinstance(following, dict):
            glued = 0 if "" in node else _unglued(node, m)
            if glued:
                return glued
            break
        node, end = following, m.end()
        if "" in node:
            best = end
    return best + len(_IN_BRACKETS) if flat.startswith(_IN_BRACKETS, best) else best


def _gap(flat: str, a: int, b: int) -> bool:
    return not flat[a:b].strip(" ,-“”")
