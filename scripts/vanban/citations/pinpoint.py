"""From a provision reference as printed to anchors of the target, and from an anchor to words.

Inheritance runs right to left: in ``điểm a và b khoản 1, điểm c khoản 2 Điều 5`` the article
governs both clauses. The Party's reversed order (``Điều 29, khoản 1(g)``) is told by its coarse
level coming first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_LEVELS = {
    "phụ lục": ("phu-luc", 0), "phần": ("phan", 1), "chương": ("chuong", 2), "mục": ("muc", 3),
    "tiểu mục": ("tieu-muc", 4), "điều": ("dieu", 5), "khoản": ("khoan", 6), "điểm": ("diem", 7),
    "tiết": ("diem", 7),
}  # fmt: skip
_WORD = re.compile(
    r"(?P<cap>phụ lục|tiểu mục|phần|chương|mục|điều|khoản|tiểu điểm|điểm|tiết)(?: số)?(?= |\Z)"
    r"|(?P<nhan>\d+(?:\.\d+)*[a-zđ]?\d?(?:\([a-zđ]{1,4}\))?|[a-zđ]{1,2}\d{0,2}(?:\([ivx]+\))?(?![\wà-ỹ])"
    r"|[ivxlc]+[a-z]?(?!\w)"
    r"|thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám)|(?:duy )?nhất)"
    r"|(?P<den>đến)|(?P<khac>[^\W\d]+|[,;()]|\S)",
    re.IGNORECASE,
)
_ORDINALS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_MOST = 60
"""A range such as ``từ Điều 1 đến Điều 400`` is a whole document, not a list of links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One level with its labels: ``các khoản 2, 3`` → (``khoan``, rank 6, 2 and 3)."""

    level: str
    rank: int
    labels: tuple[str, ...]


def anchors(pinpoint: str) -> tuple[str, ...]:
    """Anchors of every provision a reference names, in its order; () when it names none."""
    groups = _groups(pinpoint)
    if not groups:
        return ()
    ranks = [g.rank for g in groups]
    reverse = ranks[-1] > min(ranks) and ranks[0] == min(ranks)
    paths = _paths(groups if reverse else groups[::-1])
    found = paths if reverse else paths[::-1]
    return tuple(dict.fromkeys(a for path in found for a in _spelled(path)))


def _paths(groups: list[Group]) -> list[tuple[Group, ...]]:
    """Coarse to fine, each finest group with those that govern it."""
    out: list[tuple[Group, ...]] = []
    context: list[Group] = []
    for group in groups:
        parents = [g for g in context if g.rank < group.rank]
        if out and out[-1] == tuple(parents) and parents:
            out.pop()
        context = [*parents, group]
        out.append(tuple(context))
    return out


def _spelled(path: tuple[Group, ...]) -> list[str]:
    """Every anchor of a path; articles number through the document, so chapters fall away."""
    kept = [
        g
        for g in path
        if not (g.level in ("phan", "chuong", "muc", "tieu-muc") and _has(path, "dieu"))
    ]
    out = [""]
    for g in kept:
        out = [
            f"{head}-{g.level}-{label}" if head else f"{g.level}-{label}"
            for head in out
            for label in g.labels
        ]
    return [_clause_letter(a) for a in out[:_MOST]]


def _has(path: tuple[Group, ...], level: str) -> bool:
    return any(g.level == level for g in path)


def _clause_letter(anchor: str) -> str:
    """``khoan-1(g)`` → ``khoan-1-diem-g``."""
    return re.sub(r"\(([a-z]{1,4})\)", r"-diem-\1", anchor)


def _groups(pinpoint: str) -> list[Group]:
    out: list[Group] = []
    level: tuple[str, int] = ("", 0)
    labels: list[str] = []
    ranging = False
    for m in _WORD.finditer(" ".join(pinpoint.split())):
        if m["cap"]:
            following = _LEVELS["điểm" if m["cap"].lower() == "tiểu điểm" else m["cap"].lower()]
            if ranging and following == level:
                continue
            _close(out, level, labels)
            level, labels = following, []
        elif m["nhan"] and level[0]:
            label = _label(m["nhan"].lower(), level[0])
            if labels and label.startswith(labels[-1] + "-"):
                labels.pop()  # ``Điểm 10 (10.5)`` names one place twice
            labels.extend(_range(labels[-1], label) if ranging and labels else [label])
            ranging = False
        elif m["den"]:
            ranging = True
    _close(out, level, labels)
    return [_numbered_point(g) for g in out]


def _close(out: list[Group], level: tuple[str, int], labels: list[str]) -> None:
    if level[0] and labels:
        out.append(Group(level=level[0], rank=level[1], labels=tuple(labels)))


def _numbered_point(group: Group) -> Group:
    """A Party text calls its numbered points ``điểm 10.5``: they are anchored as clauses."""
    if group.level == "diem" and all(label[0].isdigit() for label in group.labels):
        return Group(level="khoan", rank=6, labels=group.labels)
    return group


def _label(word: str, level: str) -> str:
    if word.startswith("thứ "):
        return str(_ORDINALS[word[4:]])
    if word.endswith("nhất"):
        return "1"
    if level == "diem":
        word = word.partition("(")[0]  # a sub-item has no anchor of its own
    elif level not in ("dieu", "khoan"):
        roman = re.match(r"([ivxlc]+)([a-z]?)\Z", word)
        word = f"{_from_roman(roman[1])}{roman[2]}" if roman else word
    flat = word.replace("đ", "dd").replace(".", "-")
    return re.sub(r"\A0+(?=\d)", "", flat)


def _from_roman(word: str) -> int:
    values = [_ROMAN[c] for c in word] + [0]
    return sum(-a if a < b else a for a, b in pairwise(values))


def _range(first: str, last: str) -> list[str]:
    """What follows ``first`` up to ``last``; only ``last`` when the two can't be counted."""
    if first.isdigit() and last.isdigit() and int(first) < int(last) <= int(first) + _MOST:
        return [str(n) for n in range(int(first) + 1, int(last) + 1)]
    a, b = first.replace("dd", "đ"), last.replace("dd", "đ")
    if len(a) == len(b) == 1 and a in _LETTERS and b in _LETTERS and a < b:
        cut = _LETTERS[_LETTERS.index(a) + 1 : _LETTERS.index(b) + 1]
        return [c.replace("đ", "dd") for c in cut]
    return [last]


_NAMES = {
    "phan": "Phần", "chuong": "Chương", "muc": "Mục", "tieu": "Tiểu mục", "dieu": "Điều",
    "khoan": "khoản", "diem": "điểm", "phu": "Phụ lục", "kem": "Văn bản kèm theo",
}  # fmt: skip
_PART = re.compile(
    r"(phan|chuong|tieu-muc|muc|dieu|khoan|diem|phu-luc|kem)-"
    r"((?:(?!(?:phan|chuong|tieu|muc|dieu|khoan|diem|phu|kem)-)[a-z0-9]+-?)+)"
)


@lru_cache(maxsize=4096)
def label_of(anchor: str) -> str:
    """``dieu-5-khoan-2-diem-dd`` → ``điểm đ khoản 2 Điều 5``; '' for an empty anchor."""
    parts = [(m[1].split("-")[0], m[2].rstrip("-")) for m in _PART.finditer(anchor)]
    if not parts:
        return anchor
    words = [f"{_NAMES[level]} {_shown(level, label)}" for level, label in reversed(parts)]
    return " ".join(words)


def _shown(level: str, label: str) -> str:
    if level == "diem":
        return label.replace("dd", "đ")
    if level in ("phan", "chuong", "phu") and label.isdigit() and int(label) < 90:
        return _to_roman(int(label))
    return label.replace("-", ".")


def _to_roman(number: int) -> str:
    out = ""
    for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out, number = out + sign, number - value
    return out
