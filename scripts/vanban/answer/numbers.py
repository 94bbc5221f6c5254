"""The number router: a question that names documents by number, day or a law's name is looked up.

The rules are those of the page (``search/client/18-number.js``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vanban.answer.backend import Row
from vanban.answer.query import Words
from vanban.text import fold, nfc

NOISE = frozenset((
    "so", "ngay", "thang", "nam", "va", "cua", "khoa", "ve", "viec", "van", "ban", "hanh", "ky", "hieu",
    "nhiem", "theo", "tai", "can", "cu", "xem", "tim",
))  # fmt: skip
_JOINING = re.compile(r"^((?:bo )?luat|phap lenh)(?: ve)?|\b(?:va|cac|cua|o) ")
"""Words a law's name may be said with or without, as ``search.numbers`` leaves them out."""

MOST_PARTS = 80
PLACES_TRIED = 3
_NOT_A_NUMBER = frozenset(
    ["nam", "ngay", "thang", "dieu", "khoan", "muc", "chuong", "khoa", "phan", "diem", "lan", "thu"]
)
_PARTS = re.compile(r"\d+|[a-z]+")
_LAW = re.compile(r"(?:luat|bo luat|phap lenh|hien phap|dieu le|cuong linh)(?: |$)")
_DATE = re.compile(
    r"(?:ngay\s+)?(\d{1,2})(?:\s*[/.-]\s*|\s+thang\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+nam\s+)(\d{4})"
)
_CLAUSE = re.compile(
    r"(?:^|\s)(?:[đd]i[eể]m\s+([^\W\d_]{1,2})\s*,?\s*)?(?:kho[aả]n\s+(\d+[^\W\d_]?)\s*,?\s*)?"
    r"[đd](?:i[eề]u\s|\.?)\s*(\d+[^\W\d_]?)(?:,?\s+kho[aả]n\s+(\d+[^\W\d_]?))?"
    r"(?:,?\s+[đd]i[eể]m\s+([^\W\d_]{1,2}))?(?=[\s,]|$)",
    re.IGNORECASE,
)


class Bearer(NamedTuple):
    """A document that was named, and how well the question fits it."""

    row: Row
    worth: float
    whole: bool
    typed: bool


def parts_of(text: str) -> list[str]:
    return _PARTS.findall(fold(nfc(text)))


def roman(text: str) -> int:
    """XII → 12; 0 when it is no such number."""
    worth = {"i": 1, "v": 5, "x": 10, "l": 50}
    if not re.fullmatch(r"[ivxl]+", text):
        return 0
    each = [worth[c] for c in text]
    return sum(-a if a < b else a for a, b in zip(each, [*each[1:], 0], strict=True))


def places(parts: Sequence[str]) -> list[int]:
    """Where in the question the number may stand."""
    if len(parts) > MOST_PARTS:
        return []
    return [
        n for n, part in enumerate(parts)
        if re.fullmatch(r"\d{1,9}", part) and (not n or parts[n - 1] not in _NOT_A_NUMBER)
    ]  # fmt: skip


@dataclass(slots=True)
class _Known:
    """What a question may say of a document beside its number."""

    row: Row
    number: list[str] = field(init=False)
    kind: list[str] = field(init=False)
    begun: bool = False
    """The question's last part may be unfinished."""
    used: set[int] = field(default_factory=lambda: {0})
    kinds: int = 0
    coded: bool = False

    def __post_init__(self) -> None:
        card = self.row.card
        self.number, self.kind = parts_of(card[1]), parts_of(card[2])

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.kind)

    @property
    def letters(self) -> str:
        return "".join(part for part in self.number if not part.isdigit())

    @property
    def office(self) -> str:
        return "".join(w[0] for w in parts_of(self.row.card[4]) if w != "va")

    def digits(self, parts: Sequence[str], n: int, at: int) -> float:
        value, before = int(parts[n]), parts[n - 1] if n else ""
        if before == "khoa" or (before == "ky" and n > 1 and parts[n - 2] == "nhiem"):
            return 2 if value == self.row.term else -1
        for at, part in enumerate(self.number[1:], 1):
            if part.isdigit() and int(part) == value:
                self.used.add(at)
                return 3
        last = self.begun and n == len(parts) - 1
        if last and any(part.startswith(parts[n]) for part in self.number[1:]):
            return 1
        year, month, day = ([int(p) for p in self.row.card[6].split("-") if p.isdigit()] + [0] * 3)[:3]  # fmt: skip
        if value == year:
            return 2
        dated = before in ("thang", "ngay") or (n > at + 1 and str(year) in parts)
        return 1 if dated and value in (month, day) else -1

    def word(self, parts: Sequence[str], n: int, at: int) -> float:
        word, before = parts[n], parts[n - 1] if n else ""
        if word in self.number[1:]:
            self.used.add(self.number.index(word, 1))
            return 3
        if before == "khoa" and roman(word):
            return 2 if roman(word) == self.row.term else -1
        if word in self.kind:
            self.kinds += 1
            return 1
        if word == self.initials:
            self.coded = True
            return 2
        return self._other(parts, n, at)

    def _other(self, parts: Sequence[str], n: int, at: int) -> float:
        word, card = parts[n], self.row.card
        if word == self.office:
            return 1
        if word in NOISE or (word == "cv" and n < at):
            return 0
        if len(word) > 2 and self.letters == word:
            self.used.update(i for i, part in enumerate(self.number) if not part.isdigit())
            return 5
        if word in parts_of(f"{card[4]} {card[5]}"):
            return 0.5
        if word in parts_of(card[3]):
            return 0.3
        begun = any(part.startswith(word) for part in self.number[1:])
        return 1.5 if n == len(parts) - 1 and begun else -1


def fitting(
    row: Row, parts: Sequence[str], at: int, *, begun: bool = False, loose: bool = False
) -> Bearer | None:
    """How well a document's number fits; None when a part of the question isn't its.

    ``loose``: a type, a number and its year are meant whatever else is said.
    """
    known, worth = _Known(row, begun=begun), 0.0
    number = known.number
    if not number or not number[0].isdigit() or int(number[0]) != int(parts[at]):
        return None
    full = len(number) > 2 and _same_run(
        number, parts, at, 2 if loose and at and parts[at - 1] in known.kind else 99
    )
    title = parts_of(row.card[3])
    for n, part in enumerate(parts):
        if n == at:
            continue
        some = known.digits(parts, n, at) if part.isdigit() else known.word(parts, n, at)
        # a number said in full is meant whatever a sentence says after it
        said = full and n > at and parts[n - 1] != "khoa" and (not part.isdigit() or part in title)
        if some < 0 and not said:
            return None
        worth += max(0.0, some)
    kinds = len(set(known.kind))
    if known.kinds and known.kinds < kinds and worth < 2.5:
        return None
    whole = len(known.used) == len(number)
    return Bearer(
        row, worth + (2 if whole else 0) - len(number) * 0.01, whole,
        known.kinds >= kinds or known.coded,
    )  # fmt: skip


def _same_run(number: Sequence[str], parts: Sequence[str], at: int, most: int) -> bool:
    """Does the number's beginning stand there, ``most`` parts of it at least?"""
    wanted = number[1:most]
    said = parts[at + 1 : at + 1 + len(wanted)]
    return len(said) == len(wanted) and all(
        a == b or (a.isdigit() and b.isdigit() and int(a) == int(b))
        for a, b in zip(wanted, said, strict=True)
    )


def best_first(found: Iterable[Bearer]) -> list[Bearer]:
    """By how well they fit, the newest first among equals."""
    return sorted(found, key=lambda b: (-b.worth, -b.row.document))


def figures(parts: Sequence[str], at: int) -> list[str]:
    """Figures beside the number, without zeros before them: a card that lacks one of them fits
    no better than badly. Those of a term are no part of a card."""
    return [
        part.lstrip("0")
        for n, part in enumerate(parts)
        if n != at and part.isdigit() and part.strip("0")
        and not (n and (parts[n - 1] == "khoa" or parts[max(0, n - 2) : n] == ["nhiem", "ky"]))
    ]  # fmt: skip


def law_asked(words: Words) -> tuple[str, str, bool]:
    """The key of a law's name, the year beside it, whether the old law is meant; '' for no name."""
    keys, year = [w.key for w in words], ""
    if keys and re.fullmatch(r"(?:19|20)\d\d", keys[-1]):
        year = keys.pop()
        if keys and keys[-1] == "nam":
            keys.pop()
    said = _JOINING.sub(lambda m: m[1] or "", " ".join(keys))
    name = re.sub(" (?:moi|cu)$", "", said)
    short = len(keys) == 1 and re.fullmatch(r"[a-zđ]{2,8}", name) and not words[0].marked
    lettered = len(keys) == 1 and "đ" in words[0].exact
    asked = short or lettered or _LAW.match(name)
    return (name, year, said.endswith(" cu")) if asked else ("", "", False)


def law_begun(key: str) -> bool:
    """Whether a line's key begins as laws' names do."""
    return bool(_LAW.match(key))


def day_asked(text: str) -> tuple[str, list[str]]:
    """The day a question names and the other words of it; ('', []) without a day."""
    flat = fold(text)
    said = _DATE.search(flat)
    if not said:
        return "", []
    rest = parts_of(flat.replace(said[0], " "))
    day = f"{said[3]}-{int(said[2]):02}-{int(said[1]):02}"
    return day, [part for part in rest if part not in NOISE]


def fits_day(row: Row, rest: Sequence[str]) -> Bearer | None:
    """A document of the day, when all else that is asked is said of it."""
    known, card = _Known(row), row.card
    said = {*known.kind, *known.number, known.initials, *parts_of(f"{card[3]} {card[4]} {card[5]}")}
    if not all(part in said for part in rest):
        return None
    typed = all(word in rest for word in known.kind)
    return Bearer(row, 2 if typed else 1, True, typed)


def clause_asked(text: str) -> tuple[str, str]:
    """The anchor of a clause asked for and the question without it; ('', '') for none."""
    said = _CLAUSE.search(text)
    if not said:
        return "", ""
    article, paragraph, point = said[3], said[2] or said[4], said[1] or said[5]
    anchor = f"dieu-{_low(article)}"
    anchor += f"-khoan-{_low(paragraph)}" if paragraph else ""
    anchor += f"-diem-{_low(point)}" if point else ""
    rest = re.sub(r"^\s*(?:của|cua)\s+", "", text.replace(said[0], " "), flags=re.IGNORECASE)
    return (anchor, rest.strip()) if rest.strip() else ("", "")


def _low(label: str) -> str:
    return label.lower().replace("đ", "dd")
