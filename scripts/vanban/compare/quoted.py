"""An amending clause: its words of command, and the text it sets, told apart and placed.

``2. Sửa đổi khoản 3 Điều 5 như sau: “3. …”``: the quoted lines keep the labels the clauses will
have, so each finds its anchor in the amended text; a quotation without label is the clause
named first. Where wording alone is replaced (``thay cụm từ “A” bằng cụm từ “B”``) the held text
is rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vanban.compare.clauses import Section, parts_of

_OPENS = re.compile(r"\s*[“\"](?=\S)")
_INLINE = re.compile(r"như sau\s*:\s*(?=[“\"])")
_CLOSES = re.compile(r"[”\"][\s.;,:)]*\Z")
_LABELS = (
    ("dieu", re.compile(r"(?:Điều|ĐIỀU)\s+(\d+[a-zđ]*)\s*[.:]")),
    ("khoan", re.compile(r"(\d+[a-zđ]{0,2})\s*\.(?=\s)")),
    ("diem", re.compile(r"([a-zđ]{1,2}\d?)\s*\)(?=\s)")),
)
_RANKS = {"dieu": 0, "khoan": 1, "diem": 2}
_PHRASE = r"(?:các )?(?:cụm )?từ(?: ngữ)?\s*[“\"]([^“”\"]+)[”\"]"
_SWAPPED = re.compile(rf"[Tt]hay(?: thế)? {_PHRASE}.{{0,40}}?(?:bằng|thành) {_PHRASE}")
_DROPPED = re.compile(rf"[Bb]ỏ {_PHRASE}")
_PUT_IN = re.compile(rf"[Bb]ổ sung {_PHRASE} (?:vào )?(sau|trước) {_PHRASE}")
_WORDING = re.compile(
    r"(?:[Tt]hay|[Bb]ổ sung)(?: thế)? [^;]*?[”\"] (?:tại|trong|ở) ((?:(?!; *(?:thay|bỏ|bổ sung)\b).)+)"
)


class Command(NamedTuple):
    """``told`` are the words of command on one line, ``quotes`` the texts they set."""

    told: str
    quotes: tuple[str, ...]


def read_command(text: str) -> Command:
    """What an amending clause says and what it quotes, one quotation a run of lines."""
    told: list[str] = []
    quotes: list[str] = []
    current: list[str] | None = None
    for whole in text.split("\n"):
        line, rest = whole, ""
        inline = _INLINE.search(line) if current is None else None
        if inline:
            told.append(line[: inline.end()])
            line = line[inline.end() :]
        if _OPENS.match(line) and (current is None or _depth(current) == 1):
            if current is not None:
                quotes.append(_bare(current))
            current = []
        if current is None:
            rest = "" if inline else line
        else:
            current.append(line)
            if _CLOSES.search(line) and _depth(current) <= 0:
                quotes.append(_bare(current))
                current = None
        if rest.strip(" ;."):
            told.append(rest)
    if current:
        quotes.append(_bare(current))
    return Command(" ".join(" ".join(told).split()), tuple(quotes))


def _depth(lines: Sequence[str]) -> int:
    """Quotation marks that are still open; straight ones open and close in turn."""
    text = "\n".join(lines)
    return text.count("“") - text.count("”") + text.count('"') % 2


def _bare(lines: Sequence[str]) -> str:
    text = "\n".join(lines).strip()[1:]
    return _CLOSES.sub("", text).strip()


def placed(quote: str, targets: Sequence[str]) -> list[Section]:
    """The quoted clauses with the anchors they have in the amended text.

    ``targets`` are the anchors the command names, in its order, at least one.
    """
    out: list[tuple[str, list[str]]] = []
    path: list[str] = []
    for line in quote.split("\n"):
        found = _label(line)
        if found is None:
            if not out:
                out.append((targets[0], []))
            out[-1][1].append(line)
            continue
        level, label = found
        rank = _RANKS[level]
        if not path:
            path = _above(level, label, targets)
        else:
            path = [p for p in path if _RANKS.get(p.partition("-")[0], -1) < rank]
        path.append(f"{level}-{label}")
        out.append(("-".join(path), [line]))
    return [(anchor, "\n".join(lines)) for anchor, lines in out]


def _label(line: str) -> tuple[str, str] | None:
    for level, pattern in _LABELS:
        found = pattern.match(line)
        if found:
            return level, found[1].replace("đ", "dd")
    return None


def _above(level: str, label: str, targets: Sequence[str]) -> list[str]:
    """What a quoted clause stands in: that of the target of its name, else of the first."""
    named = next((t for t in targets if (level, label) in parts_of(t)), targets[0])
    out = []
    for kind, name in parts_of(named):
        if _RANKS.get(kind, -1) >= _RANKS[level]:
            break
        out.append(f"{kind}-{name}")
    return out


def wordings(text: str) -> list[tuple[str, str]]:
    """Commands that replace wording alone, and the words that say in which clauses."""
    found = [m for line in text.split("\n") for m in _WORDING.finditer(line)]
    return [(m[0], m[1]) for m in found if _SWAPPED.search(m[0]) or _PUT_IN.search(m[0])]


def reworded(told: str, text: str) -> str:
    """``text`` with the wording replaced as the command says; itself when it says none of it."""
    for old, new in _SWAPPED.findall(told):
        text = _put(text, old, new)
    for part, side, beside in _PUT_IN.findall(told):
        text = _put(text, beside, f"{beside} {part}" if side == "sau" else f"{part} {beside}")
    if not _SWAPPED.search(told):
        for part in _DROPPED.findall(told):
            text = re.sub(rf" ?(?<!\w){re.escape(part)}(?!\w)", "", text)
    return text


def _put(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old.strip())}(?!\w)", lambda _: new.strip(), text)


def below(anchor: str, top: str) -> bool:
    """Whether a clause is ``top`` or stands in it."""
    return anchor == top or anchor.startswith(f"{top}-")


def tops(anchors: Sequence[str]) -> list[str]:
    """Of some anchors those that stand in none of the others, each once."""
    return [a for a in dict.fromkeys(anchors) if not any(b != a and below(a, b) for b in anchors)]
