"""How much of a text came through: characters, marks and syllables, and the provisions."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from vanban.corpus.provisions import parse_provisions
from vanban.text import clean

_MARKUP = re.compile(r"^(?:#{1,6} |> ?)|\[\^\d+\](?::)?|\\(?=[^\w\s])", re.MULTILINE)
_TABLE_RULE = re.compile(r"^\|(?: ?-+ ?\|)+$", re.MULTILINE)


def body_text(body: str) -> str:
    """A record's body without the marks of Markdown."""
    text = _MARKUP.sub("", _TABLE_RULE.sub("", body)).replace("|", " ")
    return text.replace("&lt;", "<").replace("&amp;", "&")


def _units(text: str) -> list[str]:
    return [line for line in (re.sub(r"\s+", " ", x).strip() for x in text.split("\n")) if line]


def distance(a: str, b: str) -> int:
    """Edit distance of two strings, bit-parallel over Python's long integers (Hyyrö 2003)."""
    if not a or not b:
        return len(a) + len(b)
    if len(a) < len(b):
        a, b = b, a
    mask: dict[str, int] = {}
    for at, char in enumerate(b):
        mask[char] = mask.get(char, 0) | 1 << at
    ones, last = (1 << len(b)) - 1, 1 << (len(b) - 1)
    plus, minus, score = ones, 0, len(b)
    for char in a:
        equal = mask.get(char, 0)
        diagonal = (((equal & plus) + plus) ^ plus) | equal | minus
        up, down = minus | (~(diagonal | plus) & ones), plus & diagonal
        score += bool(up & last) - bool(down & last)
        up, down = ((up << 1) | 1) & ones, (down << 1) & ones
        plus, minus = down | (~(diagonal | up) & ones), up & diagonal
    return score


def char_accuracy(found: str, wanted: str) -> float:
    """1 - edits / length, blanks aside; what stands before ``found``'s first words is no loss.

    The edit distance is exact up to 60,000 characters, above that it is counted line by line.
    """
    wanted = _from_start(found, wanted)
    left, right = (re.sub(r"\s", "", text) for text in (found, wanted))
    if max(len(left), len(right)) > 60_000:
        return _by_lines(found, wanted)
    return max(0.0, 1 - distance(left, right) / max(1, len(right)))


def _by_lines(found: str, wanted: str) -> float:
    a, b = _units(found), _units(wanted)
    edits = 0
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            left = re.sub(r"\s", "", "".join(a[a0:a1]))
            right = re.sub(r"\s", "", "".join(b[b0:b1]))
            edits += distance(left, right)
    return max(0.0, 1 - edits / max(1, len(re.sub(r"\s", "", wanted))))


def _from_start(found: str, wanted: str) -> str:
    """``wanted`` from where ``found`` begins: the letterhead went to the fields."""
    first = next((u for u in _units(found) if len(u) > 20), "")[:40]
    at = wanted.find(first) if first else -1
    if at < 0:
        pattern = r"\s*".join(map(re.escape, first.replace(" ", "")))
        match = re.search(pattern, wanted) if pattern else None
        at = match.start() if match else 0
    return wanted[at:] if at < 0.3 * len(wanted) else wanted


def base_letters(text: str) -> list[str]:
    """One base letter for each character of NFC ``text``."""
    return [unicodedata.normalize("NFD", c)[0].replace("đ", "d").replace("Đ", "D") for c in text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Legacy:
    """The three shares of viparse-corpus/METRIC.md: characters, marked letters, syllables."""

    chars: float
    marks: float
    syllables: float


def legacy_accuracy(found: str, wanted: str, *, fold: bool) -> Legacy:
    """Matched characters, marked letters and blank-separated words over those of ``wanted``.

    ``fold`` ignores case, which transcripts of capital fonts don't keep. Words are aligned
    first and letters inside each difference: the same shares, found in less time.
    """
    a, b = (re.sub(r"\s+", " ", clean(t)).strip() for t in (found, wanted))
    if fold:
        a, b = a.lower(), b.lower()
    left, right = a.split(" "), b.split(" ")
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    chars = marks = words = 0
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        x, y = " ".join(left[a0:a1]), " ".join(right[b0:b1])
        if tag == "equal":
            words += b1 - b0
            chars += len(y) + 1
            marks += _marked(y)
            continue
        same = SequenceMatcher(None, base_letters(x), base_letters(y), autojunk=False)
        for block in same.get_matching_blocks():
            pairs = zip(x[block.a :][: block.size], y[block.b :][: block.size], strict=True)
            equal = [p for p, q in pairs if p == q]
            chars += len(equal)
            marks += _marked("".join(equal))
    return Legacy(
        chars=min(1.0, chars / max(1, len(b))),
        marks=marks / max(1, _marked(b)),
        syllables=words / max(1, len(right)),
    )


def _marked(text: str) -> int:
    return sum(c in "đĐ" or len(unicodedata.normalize("NFD", c)) > 1 for c in text)


_DIEU = re.compile(r"^Điều\s+(\d+[a-zđ]*)\s*[.:]")
_KHOAN = re.compile(r"^(\d{1,3}[a-zđ]?)\.\s")
_DIEM = re.compile(r"^([a-zđ]\d?)\)\s")


def provisions_of_lines(text: str) -> Counter[str]:
    """``Điều 5``, ``5.2``, ``5.2.a`` counted in plain lines, quoted replacement text aside."""
    found: Counter[str] = Counter()
    article = clause = ""
    inside = False
    for line in _units(text):
        inside, quoted = _quoted(line, inside)
        if quoted:
            continue
        if match := _DIEU.match(line):
            article, clause = match[1], ""
            found[f"Điều {article}"] += 1
        elif article and (match := _KHOAN.match(line)):
            clause = match[1]
            found[f"{article}.{clause}"] += 1
        elif article and (match := _DIEM.match(line)):
            found[f"{article}.{clause}.{match[1]}"] += 1
    return found


def _quoted(line: str, inside: bool) -> tuple[bool, bool]:
    """Whether a quotation goes on after ``line``, and whether ``line`` is part of one."""
    begins = line.startswith(("“", '"')) and not inside
    opened = inside or begins
    closes = bool(re.search(r"[”\"][.;,]*(?:\s*và)?$", line))
    if not begins and not inside:
        return False, False
    return opened and not closes, True


def provisions_of_body(body: str) -> Counter[str]:
    """The same names from a record's body, by the archive's own reading."""
    found: Counter[str] = Counter()
    own: dict[str, tuple[str, str]] = {}
    for item in parse_provisions(body)[0]:
        number = re.sub(r"^\D*?(\d+[a-zđ]*)\W*$", r"\1", item.label)
        article, clause = own.get(item.parent, ("", ""))
        if item.level == "dieu":
            own[item.anchor] = (number, "")
            found[f"Điều {number}"] += 1
        elif item.level == "khoan":
            own[item.anchor] = (article, number)
            if article:
                found[f"{article}.{number}"] += 1
        elif item.level == "diem" and article:
            found[f"{article}.{clause}.{item.label.rstrip(').')}"] += 1
    return found


def recall(found: Counter[str], wanted: Counter[str]) -> tuple[int, int, int]:
    """How many of ``wanted`` were found, how many there are, how many were found in all."""
    return sum((found & wanted).values()), sum(wanted.values()), sum(found.values())
