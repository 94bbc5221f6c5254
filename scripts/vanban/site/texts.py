"""Plain words of single clauses: for cards, and for what an amending document puts in their place."""

from __future__ import annotations

import re
from functools import lru_cache

from vanban.facts import Facts
from vanban.fragment import Record, search_sections
from vanban.state import Blobs

Sections = tuple[tuple[str, str], ...]

_KEPT = 64
"""Documents whose texts are kept: amendments of one law come from a few others."""
_STEPS = re.compile(r"(dieu|khoan|diem)-([a-z0-9]+)")
_HEADS = {"dieu": r"[“\"]?Điều {}(?![\w])", "khoan": r"[“\"]?{}\. ", "diem": r"[“\"]?{}\) "}
_ANY = {"dieu": r"\d+[a-zđ]*", "khoan": r"\d+[a-zđ]*", "diem": "[a-zđ]{1,2}"}


class Texts:
    """Texts of one archive, read from its blobs."""

    def __init__(self, facts: Facts, blobs: Blobs) -> None:
        self.facts = facts
        self.blobs = blobs
        self._held: dict[str, tuple[Sections, dict[str, int]]] = {}

    def clause(self, record: Record, anchor: str, limit: int) -> str:
        """The words of a clause and what is below it, cut between words; '' when there are none."""
        sections, places = self._of(record)
        first = places.get(anchor)
        if first is None:
            return ""
        out, size, below = [sections[first][1]], len(sections[first][1]), f"{anchor}-"
        for place in range(first + 1, len(sections)):
            inner, text = sections[place]
            if size > limit or not inner.startswith(below):
                break
            out.append(text)
            size += len(text)
        return shortened(" ".join(" ".join(out).split()), limit)

    def replacing(self, source: Record, place: str, target: str, limit: int) -> str:
        """What the clause ``place`` of an amending document sets for the clause ``target``."""
        sections, places = self._of(source)
        first = places.get(place)
        return shortened(said_anew(sections[first][1], target), limit) if first is not None else ""

    def _of(self, record: Record) -> tuple[Sections, dict[str, int]]:
        held = self._held.get(record.id)
        if held is None:
            if len(self._held) >= _KEPT:
                self._held.clear()
            sections = search_sections(record, self.blobs.of(record))
            places = {anchor: n for n, (anchor, _) in enumerate(sections)}
            held = self._held[record.id] = sections, places
        return held


def shortened(text: str, limit: int) -> str:
    """``text`` within ``limit`` characters, cut between words with an ellipsis."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def said_anew(text: str, target: str) -> str:
    """The quoted lines of an amending clause that begin with the label of ``target``.

    Replacement text is quoted on lines of its own and keeps the labels it will have
    (``“3. …``), within those of what holds it if that is quoted, too. '' when no such line
    stands there, as where only wording is replaced.
    """
    steps = _STEPS.findall(target)
    start = text.find("\n“") if "\n“" in text else text.find('\n"')
    if not steps or start < 0 or _STEPS.sub("", target).strip("-"):
        return ""
    piece, found = text[start + 1 :], False
    for level, label in steps:
        own, other = _patterns(level, label.replace("dd", "đ"))
        begins = own.search(piece)
        found = begins is not None
        if begins:
            after = other.search(piece, begins.end())
            piece = piece[begins.start() : after.start() if after else len(piece)]
        elif sibling := other.search(piece):
            piece = piece[: sibling.start()]
    return _unquoted(piece) if found else ""


@lru_cache(maxsize=1_000)
def _patterns(level: str, label: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a line of this very clause begins, and how any of its level does."""
    own = re.compile("^" + _HEADS[level].format(re.escape(label)), re.MULTILINE)
    return own, re.compile("^" + _HEADS[level].format(_ANY[level]), re.MULTILINE)


def _unquoted(piece: str) -> str:
    piece = piece.strip().lstrip('“"')
    closed = max(piece.rfind("”"), piece.rfind('"'))
    if closed >= 0 and not piece[closed + 1 :].strip(" .;,"):
        piece = piece[:closed]
    return " ".join(piece.split())
